"""What is not released does not exist: canaries in all of it, and not one in anything that comes out."""

from __future__ import annotations

import base64
import gzip
import io
import re
import shutil
import subprocess
import tempfile
import zipfile
import zlib
from pathlib import Path
from typing import get_args

import pytest
import yaml

from generator.code_digest import shipped_templates
from generator.outputs.paper.sheets import Sheet
from generator.outputs.paper.typst import Template
from generator.outputs.paper.typst import pdf_of as pdf_from
from generator.records.fields import FactsModel
from generator.records.kinds import KINDS, Kind
from tests.support.canaries import (
    DAY,
    DAY_WORDS,
    MARKER,
    NAMED,
    CanaryFactory,
    add_canaries,
    canaries_in,
    canaries_in_site,
    pdf_of,
)
from tests.support.commands import files_in, section55
from tests.support.paths import TOP

AS_OF = "2026-03-02"


@pytest.fixture(scope="module")
def embargoed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("embargoed")
    canary = add_canaries(folder / "content")
    assert canary.count > 400
    return folder


@pytest.fixture(scope="module")
def built(embargoed: Path) -> subprocess.CompletedProcess[str]:
    return section55(TOP, "build", "--content", f"{embargoed}/content", "--site", f"{embargoed}/site", "--as-of", AS_OF)


def names_of(model: type[FactsModel]) -> set[str]:
    """Give the names of all facts, at any depth."""
    found: set[str] = set()
    for name, field in model.model_fields.items():
        found.add(field.alias or name)
        waiting = [field.annotation]
        while waiting:
            inner = waiting.pop()
            waiting += get_args(inner)
            if isinstance(inner, type) and issubclass(inner, FactsModel):
                found |= names_of(inner)
    return found


def names_in(value: object) -> set[str]:
    if isinstance(value, dict):
        return {str(name) for name in value} | {name for inner in value.values() for name in names_in(inner)}
    return {name for inner in value for name in names_in(inner)} if isinstance(value, list) else set()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.noun != "office"], ids=lambda kind: kind.noun)
def test_a_canary_stands_in_every_fact_of_every_kind(embargoed: Path, kind: Kind) -> None:
    written: set[str] = set()
    for file in (embargoed / "content" / kind.folder).rglob(f"*{NAMED}*.md"):
        facts = yaml.load(file.read_text(encoding="utf-8").split("---\n")[1], yaml.BaseLoader)  # noqa: S506 - it makes nothing but texts
        written |= names_in(facts)
    elsewhere = {"withdrawn", *({"role"} if kind.noun != "response" else ())}  # only a response's files have a role
    elsewhere |= {"attachments", "file"} if kind.noun == "panel report" else set()
    assert names_of(kind.facts) - written - elsewhere == set()


def document_with(words: str) -> bytes:
    """Set words as the PDF of a page is."""
    template = (shipped_templates() / "pdf" / "record.typ").read_bytes()
    sheet = Sheet(f"<article><h1>{words}</h1></article>", "Sample", "", "Sample", "en", "2026-01-01", "")
    return pdf_from(sheet, Template(template, Path(tempfile.mkdtemp())))


def test_the_search_for_canaries_finds_them_in_every_form() -> None:
    compact_index = io.BytesIO()
    with zipfile.ZipFile(compact_index, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("x", f"a {MARKER}001")
    marked = f"a {MARKER}001 b"
    for hidden in (
        marked.encode(),
        marked.upper().encode(),
        marked.encode("utf-16-le"),
        gzip.compress(marked.encode()),
        compact_index.getvalue(),
        *(base64.b64encode(f"{'x' * before}{marked}".encode()) for before in range(3)),
        "".join(f"&#{ord(letter)};" for letter in marked).encode(),
        "".join(f"%{ord(letter):02X}" for letter in marked).encode(),
        pdf_of(marked),
        document_with(marked),
        b"%PDF-1.7\nstream\n" + zlib.compress(marked.encode()) + b"\nendstream",
        gzip.compress(compact_index.getvalue()),
    ):
        assert canaries_in(hidden, (MARKER,)), hidden
    assert canaries_in(b"a finch, and nothing else") == []


def test_not_one_canary_is_in_any_byte_of_the_site(embargoed: Path, built: subprocess.CompletedProcess[str]) -> None:
    assert built.returncode == 0, built.stderr
    site = embargoed / "site"
    assert (site / "responses/sampleshire/2019/withdrawn/index.html").is_file()
    assert (site / "search" / "words" / "0.json").is_file(), "there is a search index to look into"
    assert canaries_in_site(site) == []


def without_unreleased(content: Path, into: Path) -> None:
    """Copy a content folder without all that may not be published."""
    shutil.copytree(content, into)
    for file in sorted(into.rglob("*")):
        if NAMED in file.name and file.is_file():
            file.unlink()
        elif file.suffix in {".md", ".yml"}:
            text = file.read_text(encoding="utf-8")
            file.write_text(re.sub(r"(?m)^office-use:.*\n(?: .*\n)*", "", text), encoding="utf-8")
    withdrawn = into / "responses/sampleshire/2019/withdrawn.md"
    facts, _ = withdrawn.read_text(encoding="utf-8").split("\n---\n", 1)
    facts = re.sub(r"(?m)^sections:.*\n", "", facts)
    withdrawn.write_text(f"{facts}\n---\n\nOther words.\n", encoding="utf-8")


def test_the_site_is_the_same_to_the_byte_where_all_of_it_is_deleted(
    embargoed: Path, built: subprocess.CompletedProcess[str], tmp_path: Path
) -> None:
    assert built.returncode == 0, built.stderr
    without_unreleased(embargoed / "content", tmp_path / "content")
    said = section55(TOP, "build", "--content", f"{tmp_path}/content", "--site", f"{tmp_path}/site", "--as-of", AS_OF)
    assert said.returncode == 0, said.stderr
    assert (
        canaries_in("".join(file.read_text("utf-8") for file in (tmp_path / "content").rglob("*.yml")).encode()) == []
    )
    with_them, without = files_in(embargoed / "site"), files_in(tmp_path / "site")
    assert sorted(with_them) == sorted(without)
    assert [path for path in with_them if with_them[path] != without[path]] == []


@pytest.mark.parametrize("form", [[], ["--bagit"]], ids=["zip", "bag"])
def test_not_one_canary_is_in_any_byte_of_the_archive(embargoed: Path, tmp_path: Path, form: list[str]) -> None:
    """The archive holds the sources too, so notes, drafts and withdrawn texts must be taken out of them."""
    said = exported(embargoed / "content", tmp_path / "a.zip", *form)
    assert said.returncode == 0, said.stderr
    assert canaries_in((tmp_path / "a.zip").read_bytes(), (MARKER, NAMED, *DAY_WORDS)) == []
    assert canaries_in((said.stdout + said.stderr).encode()) == []
    assert canaries_in_site(embargoed / ".section55") == [], "the export clears up beside the site"


def test_the_archive_is_the_same_to_the_byte_where_all_of_it_is_deleted(embargoed: Path, tmp_path: Path) -> None:
    without_unreleased(embargoed / "content", tmp_path / "content")
    for content, name in ((embargoed / "content", "with.zip"), (tmp_path / "content", "without.zip")):
        said = exported(content, tmp_path / name)
        assert said.returncode == 0, said.stderr
    assert (tmp_path / "with.zip").read_bytes() == (tmp_path / "without.zip").read_bytes()


def exported(content: Path, file: Path, *options: str) -> subprocess.CompletedProcess[str]:
    where = ("--content", f"{content}", "--site", f"{content.parent}/site", "--as-of", AS_OF)
    return section55(TOP, "export", f"{file}", *where, *options)


def test_a_build_leaves_no_canary_beside_the_site_either(
    embargoed: Path, built: subprocess.CompletedProcess[str]
) -> None:
    assert built.returncode == 0, built.stderr
    assert canaries_in_site(embargoed / ".section55") == []


@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize("command", ["check", "build"])
def test_no_message_quotes_what_may_not_be_seen(embargoed: Path, command: str, form: str) -> None:
    where = ["--site", f"{embargoed}/other-site"] if command == "build" else []
    said = section55(TOP, command, "--content", f"{embargoed}/content", *where, "--as-of", AS_OF, "--format", form)
    assert said.returncode == 0, said.stderr
    assert canaries_in((said.stdout + said.stderr).encode(), (MARKER, DAY)) == []


def test_what_lists_the_register_reveals_nothing_either(embargoed: Path) -> None:
    for words in (["due"], ["due", "--format", "json"], ["show", "sampleshire"], ["show", "2019/sample-cyber"]):
        said = section55(TOP, *words, "--content", f"{embargoed}/content", "--as-of", AS_OF)
        assert said.returncode == 0, said.stderr
        assert canaries_in((said.stdout + said.stderr).encode()) == [], words


def test_embargoed_records_appear_once_their_date_has_passed(embargoed: Path) -> None:
    """Without this the other tests would prove nothing: the same records are found as soon as they are released."""
    said = section55(
        TOP,
        "build",
        "--content",
        f"{embargoed}/content",
        "--site",
        f"{embargoed}/later",
        "--as-of",
        "2026-05-01",
        "--no-search",
    )
    assert said.returncode == 0, said.stderr
    hits = "\n".join(canaries_in_site(embargoed / "later", (MARKER, NAMED)))
    assert f"responses/sampleshire/2019/{NAMED}-day/index.html: {MARKER}" in hits
    assert f"inspections/2026/{NAMED}-by-day/{NAMED}-report.pdf" in hits
    assert f"{NAMED}-draft" not in hits, "a draft stays one"


def test_notes_for_office_use_are_never_released(tmp_path: Path) -> None:
    add_canaries(tmp_path / "content")
    canary = CanaryFactory()
    for file in (tmp_path / "content").rglob("*"):
        if file.is_file() and (NAMED in file.as_posix() or "withdrawn" in file.as_posix()):
            file.unlink()
            canary()
    assert canary.count > 10
    said = section55(
        TOP, "build", "--content", f"{tmp_path}/content", "--site", f"{tmp_path}/site", "--as-of", "2030-01-01"
    )
    assert said.returncode == 0, said.stderr
    assert canaries_in_site(tmp_path / "site") == []
