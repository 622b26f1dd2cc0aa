"""Edits of a content folder as people make them, at random but the same for the same seed."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from benchmarks.corpus import write_corpus
from generator.dates import read_as_of
from generator.problems import format_text
from generator.publishing.build import BuildOptions, BuildResult, build_site
from generator.theme.frame import Frame, Theme, slot
from generator.theme.site import Site
from tests.support.paths import DEMO

DAYS = ("2026-11-22", "2026-11-23", "2027-02-01", "2025-01-15", "2030-01-20")
SENTENCES = (
    "A sentence was added.",
    "It names *two things* & <one> more.",
    "See [the report](https://example.org/report).",
    "The figure is 98.2%[^1].\n\n[^1]: As counted in May.",
    "| Area | Grade |\n|---|---|\n| Custody | Good |",
    "1. One\n4. Four",
    "### A heading within\n\nWith words.",
)


@dataclass
class EditedSite:
    """A content folder, the settings beside it, and the site that is built from both again and again."""

    folder: Path
    seed: int
    responses: int = 10
    offices: int = 3
    day: str = DAYS[0]
    name: str = "Sample site"
    records: bool = False
    with_search: bool = False
    with_pdf: bool = False
    random: Random = field(init=False)

    def __post_init__(self) -> None:
        """Write the content."""
        self.random = Random(self.seed)  # noqa: S311 - the same edits each time
        write_corpus(self.content, self.responses, self.seed, self.offices)
        (self.folder / "mkdocs.yml").write_bytes((DEMO / "mkdocs.yml").read_bytes())
        (self.folder / "theme").mkdir()
        (self.folder / "theme" / "about.css").write_text("p {}\n")

    @property
    def content(self) -> Path:
        """The folder of the sources."""
        return self.folder / "content"

    def build(self, site: Path, content: Path | None = None) -> BuildResult:
        """Build the site into a folder."""
        order = BuildOptions(
            self.folder, content or self.content, site, read_as_of(self.day), record=self.records,
            with_search=self.with_search, with_pdf=self.with_pdf,
        )  # fmt: skip
        return build_site(order, self._theme)

    def build_anew(self) -> tuple[BuildResult, dict[str, bytes]]:
        """Build a copy of the content where nothing was ever built."""
        clean = self.folder / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        content = Path(shutil.copytree(self.content, clean / "content"))
        return self.build(clean / "site", content), files_of(clean / "site")

    def edit(self) -> str:
        """Make one edit, and return what kind it is."""
        self.records = False
        ledger = self.content / "ledger.csv"
        if ledger.exists():  # what it recorded may change again
            ledger.write_text(ledger.read_text(encoding="utf-8").split("\n")[0] + "\n", encoding="utf-8")
        name = self.random.choice([*EDITS, "prose", "prose", "fact"])
        EDITS[name](self)
        return name

    def _theme(self) -> Theme:
        frame = Frame.parse(
            f"<title>{slot('title')}</title>{slot('canonical')}{slot('head')}<main>{slot('content')}</main>"
            f"{slot('breadcrumbs')}{slot('as-at')}"
        )
        frames = {f"{language}/{depth}": frame for language in ("en", "cy") for depth in range(1, 8)}
        return Theme(Site(self.name, "https://s55.example/", ""), frames, frame, self.folder / "theme")

    def sources(self, folder: str, ending: str = ".md") -> list[Path]:
        """Return the originals of a kind, in the order of their names."""
        files = sorted((self.content / folder).rglob(f"*{ending}"))
        return [file for file in files if not file.stem.endswith(".cy")]

    def change(self, file: Path, edit: Callable[[str], str]) -> None:
        """Rewrite a text."""
        file.write_text(edit(file.read_text(encoding="utf-8")), encoding="utf-8")


def files_of(site: Path) -> dict[str, bytes]:
    """Read every file of a site."""
    return {file.relative_to(site).as_posix(): file.read_bytes() for file in site.rglob("*") if file.is_file()}


def differences(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Name the files that differ, or that only one of two sites has."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


def words_of(result: BuildResult) -> str:
    """Return what a build said."""
    return format_text(result.problems).replace("clean/content", "content") + result.message


def _with_fact(text: str, line: str) -> str:
    return text.replace("---\n", f"---\n{line}\n", 1)


def _fact(site: EditedSite) -> None:
    file = site.random.choice(site.sources("responses") + site.sources("inspections"))
    pairs = (
        (r"signed-by: .*", f"signed-by: Signer {site.random.randrange(99)}"),
        (r"action: taken", "action: proposed"),
        (r"action: proposed", "action: taken"),
        (r"position: accepted\n", "position: not accepted\n"),
        (r"status: in progress", "status: reported complete"),
        (r"tags: \[sample\]", "tags: [sample, another]"),
        (r"title: .*", f'title: "Title {site.random.randrange(99)}"'),
        (r"addressed-to: \[.*", "addressed-to: [Chief constable]"),
        (r"types: \[.*", "types: [Joint]"),
    )
    before, after = site.random.choice(pairs)
    site.change(file, lambda text: re.sub(before, after, text, count=1))


def _prose(site: EditedSite) -> None:
    file = site.random.choice(site.sources("responses") + site.sources("inspections") + site.sources("panel-reports"))
    said = site.random.choice(SENTENCES)

    def edit(text: str) -> str:
        facts, body = text.split("\n---\n", 1)
        paragraphs = body.strip().split("\n\n")
        place = site.random.randrange(len(paragraphs))
        if paragraphs[place].startswith("#") or said[0] in "|1#":
            paragraphs.insert(place + 1, said)
        else:
            paragraphs[place] += f" {said}"
        return f"{facts}\n---\n\n" + "\n\n".join(paragraphs) + "\n"

    site.change(file, edit)


def _heading(site: EditedSite) -> None:
    file = site.random.choice(site.sources("inspections"))
    site.change(file, lambda text: text.replace("Recommendation", "Recommendation: a title", 1))


def _rename(site: EditedSite) -> None:
    file = site.random.choice(site.sources("responses"))
    new = file.with_name(f"renamed-{site.random.randrange(999)}.md")
    old_id = file.relative_to(site.content / "responses").with_suffix("").as_posix()
    file.rename(new)
    if site.random.random() < 0.5:
        site.change(new, lambda text: _with_fact(text, f"aliases: [{old_id}]"))


def _add(site: EditedSite) -> None:
    file = site.random.choice(site.sources("responses"))
    of = file.relative_to(site.content / "responses").with_suffix("").as_posix()
    text = re.sub(r"update-to: .*\n|aliases: .*\n|attachments: .*\n", "", file.read_text(encoding="utf-8"))
    fact = site.random.choice((f"update-to: {of}", f"part-of: {of}\npart: Part two"))
    file.with_name(f"added-{site.random.randrange(999)}.md").write_text(_with_fact(text, fact), encoding="utf-8")


def _link(site: EditedSite) -> None:
    """Let a record name another: a fact of one then shows on the page of the other."""
    file = site.random.choice(site.sources("responses") + site.sources("inspections") + site.sources("panel-reports"))
    folder = file.relative_to(site.content).parts[0]
    others = [other for other in site.sources(folder) if other != file]
    if folder == "panel-reports" or not others:
        others = site.sources("responses") + site.sources("inspections")
    other = site.random.choice(others)
    id_ = other.relative_to(site.content).with_suffix("").as_posix().partition("/")[2]
    if folder == "responses":
        name = site.random.choice(("update-to", "part-of"))
        others = [each for each in others if each.parent.parent == file.parent.parent]
        id_ = f"{file.parent.parent.name}/{others[0].parent.name}/{others[0].stem}" if others else id_
        line = f"{name}: {id_}"
    elif folder == "inspections":
        name, line = "follows", f"follows: [{id_}]"
    else:
        name, line = "about", f"about: [{id_}]"
    pattern = rf"^{name}: .*\n"
    site.change(file, lambda text: _with_fact(re.sub(pattern, "", text, count=1, flags=re.MULTILINE), line))


def _repeat(site: EditedSite) -> None:
    """Let a finding make another one again."""
    file, other = (site.random.choice(site.sources("inspections")) for _ in range(2))
    id_ = other.relative_to(site.content / "inspections").with_suffix("").as_posix()
    fact = f"    repeats: [{id_}#recommendation-1]\n"
    first = r"(findings:\n  [a-z0-9-]+:\n)"
    site.change(file, lambda text: re.sub(first, rf"\g<1>{fact}", re.sub(r"    repeats: .*\n", "", text), count=1))


def _succession(site: EditedSite) -> None:
    files = site.sources("offices", ".yml")
    file = site.random.choice(files)
    successor = site.random.choice([other for other in files if other != file])
    day = site.random.choice(("2020-01-01", "2026-11-01", "2030-01-01"))
    line = f"succeeded-by: {{office: {successor.stem}, on: {day}}}\n"
    kept = site.random.random() < 0.7
    site.change(file, lambda text: re.sub(r"succeeded-by: .*\n", "", text) + (line if kept else ""))


def _add_report(site: EditedSite) -> None:
    file = site.random.choice(site.sources("inspections"))
    file.with_name(f"added-{site.random.randrange(999)}.md").write_bytes(file.read_bytes())


def _remove(site: EditedSite) -> None:
    files = [file for file in site.sources("responses") if file.stem.startswith(("added", "renamed"))]
    files += [file for file in site.sources("inspections") if file.stem.startswith("added")] + site.sources(
        "panel-reports"
    )
    if files:
        site.random.choice(files).unlink()


def _office(site: EditedSite) -> None:
    file = site.random.choice(site.sources("offices", ".yml"))
    number = site.random.randrange(9)
    pairs = (
        (r"short-name: .*", f"short-name: Sample {number}"),
        (r"chief-officer: .*", f"chief-officer: Chief Officer {number}"),
        (r"name: Sample Office (\d+) .*", rf"name: Sample Office \1 Commissioner {number}"),
        (r"expects: .*", "expects: all"),
        (r"expects: .*", "expects: none"),
        (r"expects: .*", "expects: its force"),
        (r"answers-areas-for-improvement: .*", "answers-areas-for-improvement: true"),
    )
    before, after = site.random.choice(pairs)
    site.change(file, lambda text: re.sub(before, after, text, count=1))


def _template(site: EditedSite) -> None:
    template = site.folder / "templates" / "parts" / "as-at.html"
    template.parent.mkdir(parents=True, exist_ok=True)
    if template.exists() and site.random.random() < 0.3:
        template.unlink()
    else:
        template.write_text(f"As of {{{{ today | day }}}}, {site.random.randrange(99)}\n")


def _setting(site: EditedSite) -> None:
    site.name = f"Sample site {site.random.randrange(99)}"


def _translation(site: EditedSite) -> None:
    file = site.random.choice(site.sources("responses") + site.sources("inspections") + site.sources("panel-reports"))
    twin = file.with_suffix(".cy.md")
    if twin.exists() and site.random.random() < 0.4:
        twin.unlink()
        return
    text = file.read_text(encoding="utf-8")
    body = text.split("\n---\n", 1)[1].replace("sample", "enghraifft")
    title = f"title: Teitl {site.random.randrange(99)}\n" if "\ntitle: " in text else ""
    twin.write_text(f"---\n{title or 'signed-by: Comisiynydd'}\n---\n{body}", encoding="utf-8")


def _date(site: EditedSite) -> None:
    if site.random.random() < 0.5:
        site.day = site.random.choice(DAYS)
        return
    file = site.random.choice(site.sources("responses") + site.sources("inspections"))
    day = site.random.choice(("2026-11-20", "2026-11-23", "2031-05-01", "2026-10"))
    site.change(file, lambda text: re.sub(r"\npublished: .*", f"\npublished: {day}", text, count=1))


def _withdrawal(site: EditedSite) -> None:
    file = site.random.choice(site.sources("responses") + site.sources("inspections"))
    site.change(file, lambda text: _with_fact(text, "withdrawn: {on: 2026-11-21, reason: A mistake.}"))


def _correction(site: EditedSite) -> None:
    file = site.random.choice(site.sources("responses"))
    site.change(file, lambda text: _with_fact(text, "corrections: [{on: 2026-11-21, note: A date was wrong.}]"))


def _ledger(site: EditedSite) -> None:
    site.records = True


def _attachment(site: EditedSite) -> None:
    file = site.random.choice(site.sources("responses"))
    table = file.with_suffix("") / "table.csv"
    if table.exists() and site.random.random() < 0.3:
        table.unlink()
        site.change(file, lambda text: re.sub(r"attachments: .*\n", "", text))
    elif table.exists():
        table.write_text(f"a,b\n{site.random.randrange(10**6)},2\n")
    else:
        table.parent.mkdir(exist_ok=True)
        table.write_text("a,b\n1,2\n")
        fact = f"attachments: [{{file: {file.stem}/table.csv, title: A table}}]"
        site.change(file, lambda text: _with_fact(text, fact))


EDITS: dict[str, Callable[[EditedSite], None]] = {
    "fact": _fact, "prose": _prose, "heading": _heading, "rename": _rename, "add": _add, "add a report": _add_report,
    "link": _link, "repeat": _repeat, "succession": _succession,

    "remove": _remove, "office": _office, "template": _template, "setting": _setting, "translation": _translation,
    "date": _date, "withdrawal": _withdrawal, "correction": _correction, "ledger": _ledger, "attachment": _attachment,
}  # fmt: skip


def survive(site: EditedSite, edits: int) -> dict[str, int]:
    """Edit and build again and again; prove each site to be what a first build makes; count the edits that built."""
    built: dict[str, int] = dict.fromkeys(EDITS, 0)
    before = site.folder / "before"
    assert site.build(site.folder / "site").failure is None
    for number in range(edits):
        shutil.rmtree(before, ignore_errors=True)
        shutil.copytree(site.content, before)
        day = site.day
        name = site.edit()
        expected, files = site.build_anew()
        done = site.build(site.folder / "site")
        assert words_of(done) == words_of(expected), (number, name)
        if expected.failure:
            shutil.rmtree(site.content)
            before.rename(site.content)
            site.day = day
            continue
        assert differences(files_of(site.folder / "site"), files) == [], (number, name)
        built[name] += 1
    return built
