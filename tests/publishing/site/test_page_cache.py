"""A page is made again when anything changed that was read to make it: all that is read was asked for, and noted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from generator.dates import read_as_of
from generator.pages.page import Page
from generator.pages.pages import page_makers
from generator.publishing.site.circumstances import Evidence
from generator.publishing.site.digests import RECORD
from generator.records.inspection import Inspection
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response
from generator.register.joins.records import Records
from generator.register.read import read_register
from generator.register.release import release
from generator.register.sources.cache import SourceCache
from generator.theme.site import Site
from generator.uses import ALL, AnswerList, Answers, Use, joined, listed, note_use, noted_uses
from tests.support.generated_corpus import renderer_of
from tests.support.random_edits import EDITS, EditedSite

KINDS = (Office, Inspection, Response, PanelReport)


@pytest.fixture
def evidence(tmp_path: Path) -> Evidence:
    """Return a register in which records name each other in every way, one is translated, and one is withdrawn."""
    site = EditedSite(tmp_path, 3, responses=40)
    for edit in ("add", "add", "link", "repeat", "withdrawal", "translation", "translation", "succession"):
        EDITS[edit](site)
    sources = SourceCache()
    reading = read_register(site.content, sources)
    released = release(reading.register, read_as_of(site.day))
    return Evidence(released, sources, Site("Sample site", "https://s55.example/", ""))


class Watch:
    """Notes the name of each record of which anything is read."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.read: set[str] = set()
        self.is_on = False

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Watch every attribute of every record."""
        for kind in KINDS:
            monkeypatch.setattr(kind, "__getattribute__", self._watching(kind.__getattribute__))

    def _watching(self, original: Callable[[Any, str], Any]) -> Callable[[Any, str], Any]:
        def watched(record: Any, name: str) -> Any:
            if self.is_on and name != "source":
                source = object.__getattribute__(record, "source")
                self.read.add(f"{source.path}.{source.language}" if source.language else source.path)
            return original(record, name)

        return watched

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch what is done meanwhile."""
        self.read, self.is_on = set(), True
        try:
            yield
        finally:
            self.is_on = False


class Covering:
    """Knows of which records each use depends."""

    def __init__(self, evidence: Evidence) -> None:
        """Ask the register for its answers."""
        self._evidence = evidence
        self._known: dict[Use, set[str]] = {}

    def of(self, uses: set[Use]) -> set[str]:
        """Return the names of the records whose facts change the digest of one of these uses."""
        return set().union(*map(self._of, uses))

    def _of(self, use: Use) -> set[str]:
        if use[0] == RECORD:
            return {use[1]}
        if use not in self._known:
            with noted_uses() as met:
                self._evidence.digest_of(use)
            self._known[use] = {name for kind, name in met if kind == RECORD}
        return self._known[use]


def test_nothing_of_a_record_is_read_for_a_page_without_being_noted(
    evidence: Evidence, monkeypatch: pytest.MonkeyPatch
) -> None:
    renderer, covering, watch = renderer_of(evidence.released), Covering(evidence), Watch()
    makers = page_makers(evidence.released)
    for page in [make() for make in makers.values()]:  # so that what is joined once is joined
        renderer.render(page)
    watch.install(monkeypatch)
    unnoted: dict[str, set[str]] = {}
    most = 0
    for address, make in makers.items():
        with noted_uses() as made_of, watch.watching():
            page = make()
        of_page = covering.of(made_of)
        unnoted[address] = watch.read - of_page
        with noted_uses() as shown:
            evidence.digests.of(page)
            with watch.watching():
                renderer.render(page)
        unnoted[address] |= watch.read - of_page - covering.of(shown)
        most = max(most, len(watch.read))

    assert {address: names for address, names in unnoted.items() if names} == {}
    assert most > 3
    assert {address.partition("/")[0] for address in makers} == {
        "offices", "inspections", "responses", "panel-reports", "cy",
    }  # fmt: skip


def test_what_is_remembered_is_noted_each_time_it_is_used(evidence: Evidence) -> None:
    def uses_of(make: Callable[[], Page]) -> set[Use]:
        with noted_uses() as uses:
            make()
        return uses

    makers = page_makers(evidence.released)
    first = {address: uses_of(make) for address, make in makers.items()}

    assert {address: uses_of(make) for address, make in makers.items()} == first
    assert any(kind == "_clocks._standing" for uses in first.values() for kind, _ in uses)


def test_a_digest_of_what_nobody_thought_of_is_not_made(evidence: Evidence) -> None:
    with pytest.raises(TypeError):
        evidence.digests.of(object())


def test_a_page_with_another_row_has_another_digest_and_the_same_page_the_same(evidence: Evidence) -> None:
    pages: list[Page] = [make() for make in page_makers(evidence.released).values()]
    again = [make() for make in page_makers(evidence.released).values()]

    digests = list(map(evidence.digests.of, pages))

    assert len(set(digests)) == len(pages)
    assert list(map(evidence.digests.of, again)) == digests


# --- What notes ---


class Sums:
    """Answers two questions."""

    prefix = "sums."

    @joined
    def squares(self) -> dict[str, int]:
        """Squares by number."""
        note_use("while", "joining")
        return {"2": 4, "3": 9}

    @listed
    def numbers(self) -> list[int]:
        """Numbers."""
        return [int(number) for number in self.squares]


@pytest.mark.parametrize(
    ("ask", "noted"),
    [
        (lambda sums: sums.squares, set()),
        (lambda sums: sums.squares["2"], {("sums.squares", "2")}),
        (lambda sums: sums.squares.get("4"), {("sums.squares", "4")}),
        (lambda sums: "4" in sums.squares, {("sums.squares", "4")}),
        (lambda sums: list(sums.squares), {("sums.squares", ALL)}),
        (lambda sums: len(sums.squares), {("sums.squares", ALL)}),
        (lambda sums: not sums.squares, {("sums.squares", ALL)}),
        (lambda sums: list(sums.squares.values()), {("sums.squares", ALL)}),
        (lambda sums: list(sums.squares.items()), {("sums.squares", ALL)}),
        (lambda sums: list(sums.squares.keys()), {("sums.squares", ALL)}),
        (lambda sums: sums.squares == {"2": 4}, {("sums.squares", ALL)}),
        (lambda sums: sums.numbers[0], {("sums.numbers", ALL)}),
        (lambda sums: 2 in sums.numbers, {("sums.numbers", ALL)}),
        (lambda sums: list(reversed(sums.numbers)), {("sums.numbers", ALL)}),
    ],
)
def test_every_way_to_ask_is_noted(ask: Callable[[Sums], object], noted: set[Use]) -> None:
    with noted_uses() as uses:
        ask(Sums())

    assert uses == noted


def test_every_mapping_of_the_register_notes_what_is_asked_of_it(evidence: Evidence) -> None:
    for name in Records.__dataclass_fields__:
        value = getattr(evidence.released, name)
        if name == "translations":
            assert all(type(each) is Answers for each in value.values())
        elif name not in {"as_of", "ledger", "prefix"}:
            assert type(value) in {Answers, AnswerList}, name
