"""The site of a preview, in memory: what a change reads again, what is made when; and it is the site of a build."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from generator.dates import read_as_of
from generator.outputs.search.documents import SearchDocument
from generator.pages.page import Page
from generator.pages.pages import pages_of
from generator.pages.rendering import Renderer
from generator.pages.single.record_pages import record_page
from generator.problems import SourceChangedError, format_text
from generator.publishing import preview
from generator.publishing.build import BuildOptions, BuildResult, build_site
from generator.publishing.preview import PreviewedSite
from generator.publishing.site import edition
from generator.reading.content_folder import SourceFile
from generator.register import read as register_read
from generator.register.read import RegisterReading
from generator.register.released import ReleasedRegister
from generator.register.sources import cache as source_cache
from generator.register.sources.cache import SourceCache
from tests.support.commands import copy_project, files_in
from tests.support.example_cases import SMALL, content_theme, write_content
from tests.support.generated_corpus import released_corpus, write_corpus

AT = read_as_of("2026-11-22")
RESPONSE = "responses/norfolk/2019/cyber-keep-the-light-on"
PAGE = f"{RESPONSE}/index.html"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Copy the repository's own content, and work in its folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "theme" / "assets").mkdir(parents=True)
    (tmp_path / "theme" / "assets" / "sample.css").write_text("p { color: red }", encoding="utf-8")
    return copy_project(tmp_path)


def previewed(project: Path, *, drafts: bool = True, now: datetime = AT) -> PreviewedSite:
    options = BuildOptions(project, Path("content"), Path(".section55/preview/site"), AT, with_drafts=drafts)
    return PreviewedSite(options, lambda: content_theme(project / "theme"), lambda: now)


def refreshed(site: PreviewedSite) -> BuildResult:
    result = site.refresh()
    assert not result.failure, result.message or result.problems
    return result


def edit(project: Path, old: str, new: str, file: str = f"content/{RESPONSE}.md") -> None:
    path = project / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """List the sources that are read."""
    names: list[str] = []
    read = source_cache.source_of

    def noted(file: SourceFile, data: bytes | None) -> Any:
        names.append(file.path)
        return read(file, data)

    monkeypatch.setattr(register_read, "source_of", noted)
    return names


def test_every_file_is_the_same_as_in_a_build(project: Path) -> None:
    options = BuildOptions(project, Path("content"), Path("site"), AT, with_pdf=False)
    built = build_site(options, lambda: content_theme(project / "theme"))
    assert not built.failure, built.message or built.problems
    site = previewed(project, drafts=False)
    refreshed(site)

    files = {path: data for path, data in files_in(Path("site")).items() if path != "manifest.json"}
    assert len(files) > 100
    assert [path for path, data in files.items() if site.read(path) != data] == []


def test_a_change_reads_one_file_again_and_is_shown(project: Path, opened: list[str]) -> None:
    site = previewed(project)
    refreshed(site)
    assert len(opened) > 5
    opened.clear()

    edit(project, "## ", "Written a moment ago.\n\n## ")
    refreshed(site)

    assert opened == [RESPONSE]
    assert b"Written a moment ago." in (site.read(PAGE) or b"")


def test_a_change_renders_only_what_is_asked_for(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = previewed(project)
    refreshed(site)
    rendered: list[str] = []
    render = Renderer.render

    def noted(renderer: Renderer, page: Page) -> str:
        rendered.append(page.address)
        return render(renderer, page)

    monkeypatch.setattr(Renderer, "render", noted)

    edit(project, "## ", "Written a moment ago.\n\n## ")
    refreshed(site)
    site.read(PAGE)
    site.read(f"{RESPONSE}/record.json")

    assert rendered == [f"{RESPONSE}/"]


def files_of(site: PreviewedSite) -> dict[str, bytes | None]:
    edition = site._edition
    assert edition
    paths = [f"{page.address}{name}" for page in edition.all_pages() for name in ("index.html", "record.json")]
    return {path: site.read(path) for path in [*paths, "data/section55.json", "data/responses.csv", "feed.xml"]}


EDITS: dict[str, tuple[str, str]] = {
    "a sentence": ("(?m)^(## .*)$", r"\1\n\nWritten a moment ago."),
    "a fact": ("(?m)^signed-by: .*$", "signed-by: Sample Commissioner 1000"),
    "a heading": ("(?m)^## .*$", "## Sample heading of a moment ago"),
    "the day": ("(?m)^published: .*$", "published: 2026-11-01"),
    "a draft": ("(?m)^published: .*\n", ""),
    "an embargo": ("(?m)^published: .*$", "published: 2026-12-24"),
    "withdrawn": ("(?m)^published: ", "withdrawn: {on: 2026-11-01, reason: Sample reason}\npublished: "),
    "nothing": ("$", "\n"),
}


@pytest.mark.parametrize("drafts", [True, False], ids=["with drafts", "released only"])
def test_after_changes_of_single_sources_every_file_is_the_same_as_when_all_are_read(
    project: Path, monkeypatch: pytest.MonkeyPatch, *, drafts: bool
) -> None:
    shutil.rmtree(project / "content")
    write_corpus(project / "content", 12, 1)
    site = previewed(project, drafts=drafts)
    refreshed(site)
    sources = [*sorted(Path("content").glob("panel-reports/*/*/*.md"))[:1], *Path("content").glob("responses/*/*/*.md")]
    readings: list[SourceCache | None] = []
    read = preview.read_register

    def noted(content: Path, cache: SourceCache | None = None) -> RegisterReading:
        readings.append(cache)
        return read(content, cache)

    monkeypatch.setattr(preview, "read_register", noted)
    for name, (old, new) in EDITS.items():
        source = sources.pop(0)
        files_of(site)  # which finds out all that can be taken over
        text = re.sub(old, new, source.read_text(encoding="utf-8"), count=1)
        source.write_text(text, encoding="utf-8")
        readings.clear()

        result = site.refresh({str(source)})

        assert not result.failure, (name, result.problems)
        assert not readings, name
        again = site.check()
        assert again is None or not again.failure, name
        other = previewed(project, drafts=drafts)
        assert refreshed(other).problems == (again or result).problems, name
        assert files_of(site) == files_of(other), name


def test_a_fault_in_one_source_is_told_at_once_and_one_across_sources_when_they_are_checked(project: Path) -> None:
    site = previewed(project)
    refreshed(site)
    source = {f"content/{RESPONSE}.md"}
    text = Path(*source).read_text(encoding="utf-8")
    before = site.read(PAGE)

    edit(project, "\npublished:", "\npublshed:")
    wrong = site.refresh(source)
    assert wrong.failure
    assert format_text(wrong.problems).startswith(
        f"content/{RESPONSE}.md:3:1: 'publshed' is not a fact of a response. Did you mean 'published'?\n"
    )
    assert site.check() is None
    assert site.read(PAGE) == before

    edit(project, "\npublshed:", "\npublished:")
    edit(project, "## ", "See [this](../2018/nowhere.md).\n\n## ")
    assert not site.refresh(source).failure
    assert b"See <a" in (site.read(PAGE) or b"")
    across = site.check()
    assert across
    assert across.failure
    assert across.problems == previewed(project).refresh().problems
    assert site.read(PAGE) == before

    Path(*source).write_text(f"{text}\nWritten a moment ago.\n", encoding="utf-8")
    assert not site.refresh(source).failure
    assert b"Written a moment ago." in (site.read(PAGE) or b"")
    right = site.check()
    assert right
    assert not right.failure
    assert site.check() is None


def test_what_is_added_or_gone_is_seen_whatever_is_said_to_have_changed(project: Path) -> None:
    site = previewed(project)
    refreshed(site)
    source = Path(f"content/{RESPONSE}.md")
    other = source.with_name("another.md")

    source.rename(other)
    site.refresh({str(source)})

    assert site.read(PAGE) is None
    assert site.read("responses/norfolk/2019/another/index.html")


def test_the_sources_of_pages_that_are_looked_at_are_near(project: Path) -> None:
    site = previewed(project)
    refreshed(site)
    assert site.near() == []

    site.read(PAGE)
    site.read("inspections/2019/cyber-keep-the-light-on/recommendation/index.html")

    names = {f"content/{RESPONSE}.md", "content/inspections/2019/cyber-keep-the-light-on.md"}
    assert {str(Path(name)) for name in names} <= set(site.near())


def test_the_last_index_answers_until_the_next_one_is_made(project: Path) -> None:
    site = previewed(project)
    refreshed(site)
    site.follow()
    index = files_in_index(site)
    assert index
    before = {path: site.read(path) for path in index}

    edit(project, "## ", "Unheardofword.\n\n## ")
    refreshed(site)
    assert {path: site.read(path) for path in index} == before

    site.follow()
    assert {path: site.read(path) for path in files_in_index(site)} != before


def test_an_index_is_left_at_the_next_change_and_made_after_it(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = previewed(project)
    refreshed(site)
    make = edition.documents_of
    words = iter(["One moment ago.", "Another moment ago."])

    def interrupted(released: ReleasedRegister) -> Iterator[SearchDocument]:
        for number, document in enumerate(make(released)):
            if number == 1 and (said := next(words, "")):
                edit(project, "## ", f"{said}\n\n## ")
                refreshed(site)
            yield document

    monkeypatch.setattr(edition, "documents_of", interrupted)
    site.follow()
    assert files_in_index(site) == []
    site.follow()
    assert files_in_index(site) == []
    site.follow()

    other = previewed(project)
    refreshed(other)
    other.follow()
    assert files_in_index(site)
    assert {path: site.read(path) for path in files_in_index(site)} == other._index


def files_in_index(site: PreviewedSite) -> list[str]:
    return sorted(site._index)


def test_a_search_before_there_is_an_index_makes_it(project: Path) -> None:
    other = previewed(project)
    refreshed(other)
    other.follow()
    name = files_in_index(other)[0]
    site = previewed(project)
    refreshed(site)

    assert site.read(name) == other.read(name)


def test_what_needs_all_texts_is_made_once_a_changed_file_is_as_it_was(project: Path) -> None:
    first = previewed(project)
    refreshed(first)
    first.follow()
    expected = files_of(first)
    site = previewed(project)  # it fetches texts from their files
    refreshed(site)
    file = project / "content/inspections/2019/cyber-keep-the-light-on.md"
    text = file.read_text(encoding="utf-8")
    file.write_text("title: [", encoding="utf-8")

    for _ in range(2):
        with pytest.raises(SourceChangedError):
            site.follow()
    file.write_text(text, encoding="utf-8")
    site.follow()

    assert files_of(site) == expected


def test_after_a_fault_the_last_edition_stays_whole(project: Path) -> None:
    site = previewed(project)
    refreshed(site)
    before = {path: site.read(path) for path in (PAGE, "index.html", "data/section55.json", "assets/sample.css")}
    assert None not in before.values()

    edit(project, "published:", "publshed:")
    (project / "content" / "offices" / "norfolk.yml").unlink()
    result = site.refresh()

    assert result.failure
    assert {path: site.read(path) for path in before} == before


@pytest.mark.parametrize(
    "path", ["nowhere/", "nowhere.txt", "../mkdocs.yml", "/etc/passwd", "content/ledger.csv", "", ".", "offices"]
)
def test_what_is_not_in_the_site_is_not_read(project: Path, path: str) -> None:
    site = previewed(project)
    refreshed(site)

    assert site.read(path) is None


def test_a_record_is_released_when_its_moment_comes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "theme").mkdir()
    write_content(Path("content"), {path: text for sources in SMALL.values() for path, text in sources.items()})
    moments = [read_as_of("2019-12-11")]
    options = BuildOptions(tmp_path, Path("content"), Path(".section55/preview/site"), AT)
    site = PreviewedSite(options, lambda: content_theme(tmp_path / "theme"), lambda: moments[-1])
    refreshed(site)
    assert site.read("responses/norfolk/2019/cyber/index.html") is None

    moments.append(read_as_of("2019-12-12"))
    refreshed(site)

    assert site.read("responses/norfolk/2019/cyber/index.html")


def test_before_the_first_reading_there_is_nothing(project: Path) -> None:
    assert previewed(project).read("index.html") is None


def test_the_page_of_a_record_alone_is_the_same_as_among_all() -> None:
    released = released_corpus(60, 1)
    pages = {page.address: page for page in pages_of(released)}
    alone = {address: page for address in pages if (page := record_page(released, address))}

    kinds = {address.partition("/")[0] for address in alone}
    assert kinds == {"offices", "inspections", "responses"}
    assert len(alone) > 80
    assert [address for address, page in alone.items() if page != pages[address]] == []


def test_what_is_no_page_of_a_record_is_not_found_alone() -> None:
    released = released_corpus(60, 1)
    addresses = ["", "responses/", "inspections/2030/sample-embargoed-report-1/", "offices/nobody/", "updates/"]

    assert [address for address in addresses if record_page(released, address)] == []


def test_a_change_adds_one_record_to_what_is_kept_for_the_next_preview(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = previewed(project)
    refreshed(site)
    packed: list[int] = []
    pack = source_cache.packed

    def noted(value: Any) -> bytes:
        packed.append(isinstance(value, tuple))
        return pack(value)

    monkeypatch.setattr(source_cache, "packed", noted)
    edit(project, "## ", "Written a moment ago.\n\n## ")
    refreshed(site)

    assert sum(packed) == 1
    again = previewed(project)
    refreshed(again)
    assert again.read(PAGE) == site.read(PAGE)
