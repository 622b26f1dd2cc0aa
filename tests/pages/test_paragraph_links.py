"""Addresses of paragraphs: which paragraphs have one, and what leaves it as it was."""

from __future__ import annotations

from generator.pages.paragraph_links import link_paragraphs
from tests.support.markup import attributes

BEFORE = "<article><p>First words.</p><p>Second <em>words</em>.</p></article>"


def ids(html: str) -> list[str]:
    """Return the ids of the paragraphs, each of which has a link to itself."""
    linked = link_paragraphs(html, "Link to this paragraph")
    found = [id_ for id_ in attributes(linked, "p", "id") if id_]
    assert attributes(linked, "p > a:last-child", "href") == [f"#{id_}" for id_ in found]
    assert set(attributes(linked, "p > a:last-child", "aria-label")) <= {"Link to this paragraph"}
    return found


def test_a_paragraph_keeps_its_address_when_others_come_go_and_change() -> None:
    first, second = ids(BEFORE)
    inserted = "<article><p>New.</p><p>First words, corrected.</p><p>Second <em>words</em>.</p></article>"
    assert ids(inserted)[2] == second
    assert ids(inserted)[1] != first


def test_the_marks_of_a_paragraph_do_not_count_and_the_same_words_again_have_a_number() -> None:
    first, _ = ids(BEFORE)
    assert ids("<article><p>First\n <strong>words</strong>.</p><p>First words.</p></article>") == [first, f"{first}-2"]


def test_a_paragraph_in_another_language_has_an_address_and_one_of_the_site_has_none() -> None:
    own = '<p class="s55-quiet">Site.</p><p data-added>Site.</p>'
    assert len(ids(f'<p>Outside.</p><article>{own}<p lang="cy">Geiriau.</p></article>')) == 1


def test_a_label_is_words_and_never_markup() -> None:
    assert 'aria-label="&lt;b&gt; &quot;"' in link_paragraphs(BEFORE, '<b> "')
