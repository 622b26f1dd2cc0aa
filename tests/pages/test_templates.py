"""Where the compiled code of templates is kept, and that it is none where it cannot be trusted; wrong templates."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from generator.pages.compiled_code import CompiledCode
from generator.pages.templates import Templates
from generator.theme.frame import ThemeError
from tests.support.paths import TOP

OURS = TOP / "templates"
OF_A_PROJECT = "{{ _('Home') }} of the project"


class Compiling:
    """Renders two templates, the program's own and a project's, each time as a new process would."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.beside, self.state = folder / "beside", folder / "state"
        self.project = folder / "project"
        self.project.mkdir()
        (self.project / "own.html").write_text(OF_A_PROJECT)
        monkeypatch.setattr(sys, "dont_write_bytecode", False)
        monkeypatch.setattr(sys, "pycache_prefix", str(self.beside))

    def compiled(self, language: str = "en") -> list[str]:
        """Render both; return the names of those that had to be compiled."""
        CompiledCode._by_language.clear()
        compiled: list[str] = []

        class Watched(Templates):
            def _generate(self, source: object, name: str | None, *rest: object, **more: object) -> str:
                compiled.append(name or "")
                return super()._generate(source, name, *rest, **more)  # type: ignore[arg-type]

        templates = Watched((self.project, OURS), language, self.state)
        self.text = templates.get_template("own.html").render()
        templates.get_template("parts/chart.html")
        templates.save()
        return compiled

    def kept(self, folder: Path) -> list[Path]:
        return list(folder.rglob("*.cache"))


@pytest.fixture
def compiling(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Compiling:
    return Compiling(tmp_path, monkeypatch)


BOTH = ["own.html", "parts/chart.html"]


def test_the_programs_templates_are_compiled_once_for_all_projects(compiling: Compiling) -> None:
    assert compiling.compiled() == BOTH
    assert compiling.compiled() == []
    for file in compiling.kept(compiling.state):
        file.unlink()
    assert compiling.compiled() == ["own.html"]


def test_a_projects_template_is_kept_in_its_own_state_alone(compiling: Compiling) -> None:
    compiling.compiled()
    assert [b"of the project" in file.read_bytes() for file in compiling.kept(compiling.beside)] == [False]
    assert [b"of the project" in file.read_bytes() for file in compiling.kept(compiling.state)] == [True]


def test_where_nothing_can_be_written_beside_the_program_all_is_kept_in_the_state(compiling: Compiling) -> None:
    compiling.beside.write_text("not a folder")
    assert compiling.compiled() == BOTH
    assert compiling.compiled() == []


def test_nothing_is_written_where_python_may_write_no_bytecode(
    compiling: Compiling, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert compiling.compiled() == BOTH
    assert compiling.compiled() == []
    assert not compiling.beside.exists()


def test_code_of_one_language_is_never_used_for_another(compiling: Compiling) -> None:
    assert compiling.compiled("en") == BOTH
    for file in compiling.kept(compiling.beside):
        file.rename(file.with_name(file.name.replace("templates-en", "templates-cy")))
    for file in compiling.kept(compiling.state):
        file.rename(file.with_name("templates-cy.cache"))
    assert compiling.compiled("cy") == BOTH
    assert compiling.text == "Hafan of the project"


@pytest.mark.parametrize(
    "torn",
    [lambda data: data[:-1] + bytes([data[-1] ^ 1]), lambda data: data[: len(data) // 2], lambda _: b"of another\n"],
    ids=["a bit turned", "half of it", "something else"],
)
def test_torn_code_is_as_good_as_none(compiling: Compiling, torn: object) -> None:
    compiling.compiled()
    for file in compiling.kept(compiling.beside):
        file.write_bytes(torn(file.read_bytes()))  # type: ignore[operator]
    assert compiling.compiled() == ["parts/chart.html"]
    assert compiling.compiled() == []


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{% if %}", "Expected an expression, got 'end of statement block'"),
        ("{{ unknown }}", "'unknown' is undefined"),
        ("{{ page.unknown }}", "'str' object has no attribute 'unknown'"),
        ("{% include 'unknown.html' %}", "'unknown.html' not found in search path: '{folder}'"),
    ],
)
def test_a_template_of_a_project_that_is_wrong_is_named_with_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "templates"
    folder.mkdir()
    (folder / "page.html").write_text(f"<p>\n{text}\n", encoding="utf-8")

    with pytest.raises(ThemeError) as raised:
        Templates([folder], "en").get_template("page.html").render(page="a text")

    words = f"This template cannot be used: {reason.replace('{folder}', str(folder))}"
    assert str(raised.value) == (
        f"templates/page.html:2: {words}. Correct it, or take it away to use the program's own."
    )
