"""The papers of three offices, imported and completed, publish the same pages as the sources made by hand."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.conftest import AS_OF
from tests.support.commands import section55
from tests.support.paths import DEMO, SAMPLES
from tests.support.printed_files import html_of, pdf_of
from tests.support.word_files import docx_of

SEEDS = {
    "norfolk": ("000_34bdf2b5e09f2563.txt", "responses/norfolk/2019/cyber-keep-the-light-on"),
    "west-mercia": ("002_2cfd13bb09399a0f.txt", "panel-reports/west-mercia/2017/cyber-crime-strategy"),
    "cambridgeshire": ("004_d1db513301c96d6b.txt", "panel-reports/cambridgeshire/undated/cybercrime"),
}
"""By office: the paper, and the record it becomes."""
REPORT = "inspections/2019/cyber-keep-the-light-on"

WRITERS: dict[str, Callable[[str], bytes]] = {
    ".txt": str.encode,
    ".docx": docx_of,
    ".html": lambda text: html_of(text).encode(),
    ".pdf": lambda text: pdf_of(html_of(text)),
}
"""By ending: how a paper becomes a file."""

MIN_FACTS = 0.9
"""The share of the facts of the sources made by hand that an import fills in."""


def facts_of(source: str) -> list[str]:
    """Return each fact of a source as `key: value`, those in lists on one line or on several alike."""
    head = re.sub(r"(?m)^#.*\n", "", source.partition("\n---\n")[0].removeprefix("---\n"))
    head = re.sub(
        r"\[([^\[\]\n]*)\]", lambda match: "".join(f"\n - {part}" for part in re.split(r",\s+", match[1])), head
    )
    lines = (re.sub(r"^[\s-]+", "", line).strip().replace('"', "") for line in head.split("\n"))
    return [line for line in lines if line and not line.endswith(":")]


@pytest.fixture(scope="module", params=WRITERS)
def imported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Import the papers in one form into a project that has offices alone; return it, and what was said."""
    project = tmp_path_factory.mktemp("imported")
    shutil.copytree(DEMO / "content" / "offices", project / "content" / "offices")
    shutil.copytree(DEMO / "content" / "pages", project / "content" / "pages")
    shutil.copy(DEMO / "mkdocs.yml", project)
    said = ""
    for office, (seed, _) in SEEDS.items():
        paper = project / f"{office}{request.param}"
        paper.write_bytes(WRITERS[request.param]((SAMPLES / "seeds" / seed).read_text(encoding="utf-8")))
        done = section55(project, "import", paper.name, "--office", office)
        assert done.returncode == 0, done.stderr
        said += done.stdout
    return project, said


def test_every_word_of_a_paper_is_in_its_draft(imported: tuple[Path, str]) -> None:
    shares = re.findall(r"([\d,]+) of ([\d,]+) words of the paper \(([\d.]+) %\)", imported[1])
    assert [(found == total, share) for found, total, share in shares] == [(True, "100")] * len(SEEDS)


def test_nine_of_ten_facts_are_filled_in(imported: tuple[Path, str]) -> None:
    wanted: list[str] = []
    filled: list[str] = []
    for path in (REPORT, *(record for _, record in SEEDS.values())):
        facts = facts_of((imported[0] / f"content/{path}.md").read_text(encoding="utf-8"))
        by_hand = facts_of((DEMO / f"content/{path}.md").read_text(encoding="utf-8").split("\nallow:")[0] + "\n---\n")
        by_hand = [fact for fact in by_hand if fact != "published: not recorded"]  # a draft has none, by rule
        wanted += by_hand
        filled += [fact for fact in by_hand if fact in facts]
    assert len(filled) / len(wanted) >= MIN_FACTS, sorted(set(wanted) - set(filled))


def test_a_draft_completed_is_the_same_page(imported: tuple[Path, str], built_site: Path) -> None:
    content = imported[0] / "content"
    for path in (REPORT, *(record for _, record in SEEDS.values())):
        file = content / f"{path}.md"
        by_hand = (DEMO / f"content/{path}.md").read_text(encoding="utf-8")
        draft = file.read_text(encoding="utf-8")
        if "\n# published: not recorded\n" in draft:
            draft = draft.replace("\n# published: not recorded\n", "\npublished: not recorded\n")
        if path.startswith("responses/"):
            asked = by_hand[by_hand.index("recorded-as-published") : by_hand.index("\nsent:")]
            answers = by_hand[by_hand.index("\nanswers:") : by_hand.index("\n---\n\n")]
            draft = draft.replace("\n---\n\n", f"{answers}\n{asked}\n---\n\n", 1)
        if address := re.search(r"(?m)^report: .*$", by_hand):
            draft = draft.replace("# report: https://...", address[0])
        file.write_text(draft, encoding="utf-8")
    done = section55(imported[0], "build", "--as-of", AS_OF, "--no-search")
    assert done.returncode == 0, done.stderr
    for path in (REPORT, *(record for _, record in SEEDS.values())):
        assert record_in(imported[0] / "site", path) == record_in(built_site, path)


def record_in(site: Path, path: str) -> str:
    """Return the HTML of a record on its page."""
    tree = LexborHTMLParser((site / path / "index.html").read_text(encoding="utf-8"))
    node = tree.css_first(f'[data-record="{path}"]')
    assert node is not None
    return str(node.html)
