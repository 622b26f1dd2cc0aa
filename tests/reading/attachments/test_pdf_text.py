"""Letters are hidden by what lies over them, under them, or round them; each way has its edge."""

from __future__ import annotations

import math

import pytest

from generator.reading.attachments.pdf_text import Box, Budget, Hidden, PaintedPage, Run, TooComplexError, rgb

PAGE: Box = (0, 0, 595, 842)
BLACK, WHITE, BLUE = (0, 0, 0), (1, 1, 1), (0, 0, 0.5)


def run(letters: int = 10, *, left: float = 100, size: float = 12) -> Run:
    """Return letters of ten points each, on a line."""
    return Run([(left + 10 * place, 700, left + 10 * place + 10, 704) for place in range(letters)], size)


def shown(
    *, over: Box | None = None, under: Box | None = None, fill: tuple[float, float, float] = BLACK
) -> set[Hidden]:
    """Return how ten black letters are hidden that are painted between two boxes."""
    page = PaintedPage(Budget())
    if under:
        page.paint(under, fill, is_opaque=True)
    page.show(run(), BLACK, PAGE)
    if over:
        page.paint(over, fill, is_opaque=True)
    return set(page.ways())


@pytest.mark.parametrize(
    ("box", "hides"),
    [
        ((100, 690, 130, 720), True), ((100, 690, 126, 720), True), ((100, 690, 120, 720), False),
        ((100, 701, 200, 702), False), ((0, 0, 595, 842), True), ((205, 690, 400, 720), False),
    ],
    ids=["three letters", "most of three", "two letters", "a line", "the page", "beside"],
)  # fmt: skip
def test_a_box_over_a_word_hides_it(box: Box, *, hides: bool) -> None:
    assert shown(over=box) == ({Hidden.COVERED} if hides else set())


def test_a_box_that_is_not_opaque_covers_nothing() -> None:
    page = PaintedPage(Budget())
    page.show(run(), BLACK, PAGE)
    page.paint(PAGE, None, is_opaque=False)
    assert set(page.ways()) == set()


def test_text_is_hidden_by_the_uppermost_box_below_it_alone() -> None:
    assert shown(under=PAGE, fill=BLACK) == {Hidden.SAME_COLOUR}
    assert shown(under=PAGE, fill=BLUE) == set()
    page = PaintedPage(Budget())
    page.paint(PAGE, BLACK, is_opaque=True)
    page.paint(PAGE, WHITE, is_opaque=True)
    page.show(run(), BLACK, PAGE)
    assert set(page.ways()) == set()


def test_the_page_itself_is_white() -> None:
    page = PaintedPage(Budget())
    page.show(run(), WHITE, PAGE)
    assert set(page.ways()) == {Hidden.SAME_COLOUR}


def test_a_colour_that_is_not_known_hides_nothing() -> None:
    page = PaintedPage(Budget())
    page.paint(PAGE, None, is_opaque=False)
    page.show(run(), WHITE, PAGE)
    page.show(run(), None, PAGE)
    assert set(page.ways()) == set()


@pytest.mark.parametrize(("left", "hides"), [(525, True), (524, False), (600, True), (-100, True)])
def test_text_is_outside_from_its_third_letter(left: float, *, hides: bool) -> None:
    page = PaintedPage(Budget())
    page.show(run(left=left), BLACK, PAGE)
    assert set(page.ways()) == ({Hidden.OUTSIDE} if hides else set())


@pytest.mark.parametrize(("size", "hides"), [(0, True), (0.99, True), (1, False), (math.inf, False)])
def test_text_below_one_point_cannot_be_read(size: float, *, hides: bool) -> None:
    page = PaintedPage(Budget())
    page.show(run(size=size), BLACK, PAGE)
    assert set(page.ways()) == ({Hidden.TINY} if hides else set())


def test_invisible_text_over_a_picture_is_what_a_scanner_read() -> None:
    page = PaintedPage(Budget())
    page.has_invisible = True
    assert set(page.ways()) == {Hidden.INVISIBLE}
    page.has_picture = True
    assert set(page.ways()) == set()


def test_text_turned_upright_is_hidden_as_a_line_is() -> None:
    page = PaintedPage(Budget())
    page.show(Run([(300, 100 + 10 * place, 304, 110 + 10 * place) for place in range(10)], 12), BLACK, PAGE)
    page.paint((290, 100, 310, 120), BLACK, is_opaque=True)
    page.paint((301, 0, 302, 842), BLACK, is_opaque=True)
    assert set(page.ways()) == set()
    page.paint((290, 100, 310, 130), BLACK, is_opaque=True)
    assert set(page.ways()) == {Hidden.COVERED}


def test_a_budget_counts_the_page_and_the_file() -> None:
    budget = Budget(file=5, page=3)
    budget.spend(3)
    with pytest.raises(TooComplexError):
        budget.spend()
    budget.turn_page()
    with pytest.raises(TooComplexError):
        budget.spend(2)


@pytest.mark.parametrize(
    ("values", "colour"),
    [
        ([1], WHITE),
        ([0, 0, 0.5], BLUE),
        ([0, 0, 0, 0], WHITE),
        ([0, 0, 0, 1], BLACK),
        ([1, 1, 0, 0.5], BLUE),
        ([1, 2], None),
    ],
    ids=str,
)
def test_colours_are_compared_as_red_green_and_blue(values: list[float], colour: object) -> None:
    assert rgb(values) == colour
