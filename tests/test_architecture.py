"""The house: which module may import which, what every kind and output has, and what stands where."""

from __future__ import annotations

import ast
import importlib
import importlib.metadata
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from jinja2 import Environment, nodes
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from generator.outputs.outputs import OUTPUTS
from generator.pages.page import PageContext
from generator.pages.rendering import Renderer
from generator.records.kinds import KINDS, Kind
from generator.register.released import ReleasedRegister
from generator.theme.frame import Frame, Theme
from generator.theme.site import Site
from tests.support.paths import TOP

GENERATOR = TOP / "generator"

MAX_MODULE_LINES = 320
MAX_PACKAGE_MODULES = 12
MAX_ARROWS = 30
MAX_COLUMNS = 120
NO_NAMES = {"base", "common", "helpers", "utils"}
GERUNDS = {
    "branding": "the office's brand: its colours and logo",
    "finding": "a recommendation, an area for improvement or a cause of concern",
    "publishing": "the package of one build, as the Act calls what an office does",
    "reading": "the package of all that a file says",
    "recording": "the recording of a release in the ledger",
    "rendering": "the rendering of a page",
}
"""Nouns of the field that end as gerunds do, with what each is."""
NO_FIRST_WORDS = {"Get", "Gets", "Give", "Gives", "Say", "Says", "Tell"}
"""Return, Yield, Check, Raise and nouns are clearer at the beginning of a docstring."""

MAY_STAND_AT_THE_TOP = {
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "Makefile",
    "README.md",
    "constraints.txt",
    "mkdocs.yml",
    "pyproject.toml",
    "benchmarks",
    "content",
    "generator",
    "site",
    "templates",
    "tests",
}


def _module_name(file: Path) -> str:
    parts = file.relative_to(GENERATOR).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts) or "generator"


MODULES = {_module_name(file): file for file in sorted(GENERATOR.rglob("*.py"))}
every_module = pytest.mark.parametrize("module", MODULES)


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(MODULES[module].read_text(encoding="utf-8"))


def _full_names(module: str) -> Iterator[tuple[int, str]]:
    """Yield the line and full name of all that a module imports, at its top or in a function."""
    file = MODULES[module]
    package = ["generator", *file.relative_to(GENERATOR).parts[:-1]]
    for node in ast.walk(_tree(module)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            home = (
                ".".join([*package[: len(package) - node.level + 1], *filter(None, [node.module])])
                if node.level
                else node.module
            )
            yield from ((node.lineno, f"{home}.{alias.name}") for alias in node.names)


distributions_of_packages = cache(importlib.metadata.packages_distributions)


@every_module
def test_all_that_a_module_imports_is_asked_for(module: str) -> None:
    came_with = {"markupsafe": "jinja2", "pydantic-core": "pydantic"}
    wanted = [*_requirements("dependencies"), *_requirements("optional-dependencies", "pdf")]
    asked_for = {canonicalize_name(requirement.name) for requirement in wanted}
    distributions = distributions_of_packages()
    missing = {
        name
        for _, name in _full_names(module)
        if (first := name.partition(".")[0]) not in {*sys.stdlib_module_names, "generator"}
        and not {came_with.get(each, each) for each in map(canonicalize_name, distributions.get(first, []))} & asked_for
    }
    assert missing == set(), "Add what brings it to the dependencies in pyproject.toml, and to constraints.txt"


@every_module
def test_a_module_holds_one_noun(module: str) -> None:
    lines = len(MODULES[module].read_text(encoding="utf-8").splitlines())
    assert lines <= MAX_MODULE_LINES, f"{module} has {lines} lines: two nouns in one room?"
    names = set(module.split("."))
    assert names & NO_NAMES == set(), "Name it for what it knows"
    assert {name for name in names if name.endswith("ing")} <= GERUNDS.keys(), "Name it for a noun"


def test_every_exception_to_the_rule_on_gerunds_is_needed() -> None:
    assert GERUNDS.keys() == {name for module in MODULES for name in module.split(".") if name.endswith("ing")}


def test_a_package_has_twelve_modules_at_most() -> None:
    folders = [GENERATOR, *(file.parent for file in GENERATOR.rglob("__init__.py"))]
    sizes = {folder.name: len([*folder.glob("*.py")]) - 1 for folder in folders}
    assert {name: size for name, size in sizes.items() if size > MAX_PACKAGE_MODULES} == {}


def test_a_few_arrows_lead_from_package_to_package() -> None:
    """Count which package imports which. Every package may import the ground modules, which are below all."""
    packages = {folder.name for folder in GENERATOR.iterdir() if (folder / "__init__.py").exists()}
    arrows = {
        (importer, imported)
        for module in MODULES
        for _, name in _full_names(module)
        if name.startswith("generator.")
        and (importer := module.partition(".")[0]) in packages
        and (imported := name.split(".")[1]) in packages
        and importer != imported
    }
    assert len(arrows) <= MAX_ARROWS, sorted(arrows)


@every_module
def test_public_names_have_docstrings(module: str) -> None:
    assert list(_undocumented(module)) == []


@every_module
def test_docstrings_begin_with_a_noun_or_with_what_is_returned(module: str) -> None:
    assert [
        text for text in _docstrings(_tree(module)) if text.split(maxsplit=1)[0].strip(",.:") in NO_FIRST_WORDS
    ] == []


def _docstrings(tree: ast.Module) -> Iterator[str]:
    """Yield the docstrings of a module, its classes, functions and attributes."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.value.value.strip()


def _undocumented(module: str) -> Iterator[str]:
    if not ast.get_docstring(_tree(module)):
        yield f"{module} itself"
    for name, node in _public(_tree(module)):
        if not ast.get_docstring(node):
            yield f"{module}.{name}, line {node.lineno}"


def _public(
    node: ast.Module | ast.ClassDef,
) -> Iterator[tuple[str, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef]]:
    for child in node.body:
        if isinstance(child, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and not child.name.startswith("_"):
            yield child.name, child
            if isinstance(child, ast.ClassDef):
                yield from ((f"{child.name}.{name}", each) for name, each in _public(child))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.noun)
@pytest.mark.parametrize(
    "path", ["generator/records/{module}.py", "templates/records/{file}.html", "templates/new/{file}{ending}"]
)
def test_every_kind_is_complete(kind: Kind, path: str) -> None:
    module = kind.noun.replace(" ", "_")
    wanted = path.format(module=module, file=kind.noun.replace(" ", "-"), ending=kind.path_pattern.ending)
    assert (TOP / wanted).is_file(), f"A kind called {kind.noun} needs {wanted}"


def test_every_module_of_outputs_that_writes_files_is_an_output() -> None:
    writers = {
        module.removeprefix("outputs.")
        for module in MODULES
        if module.startswith("outputs.") and any(name == "files" for name, _ in _public(_tree(module)))
    }
    assert writers == {output.name for output in OUTPUTS}, "Add it to `_MODULES` in generator/outputs/outputs.py"


# --- The repository ---------------------------------------------------------------------------------------------------


# A template that asked the register could show what no cache of pages knows of.


@pytest.mark.parametrize("file", sorted((TOP / "templates").rglob("*.html")), ids=lambda file: file.name)
def test_no_template_names_the_register(file: Path) -> None:
    template = Environment(autoescape=True, extensions=["jinja2.ext.i18n", "jinja2.ext.do"]).parse(
        file.read_text(encoding="utf-8")
    )
    assert "released" not in {name.name for name in template.find_all(nodes.Name)}


def test_no_template_is_given_the_register() -> None:
    no_theme = Theme(Site("", "", ""), {}, Frame(()), Path())
    register = cast("ReleasedRegister", SimpleNamespace(today=date.min, translations={}))
    environment = Renderer((), no_theme, register)._in("en").environment
    given = environment.globals | environment.filters
    assert given["today"] == date.min
    owners = {name: getattr(value, "__self__", value) for name, value in given.items()}
    assert [name for name, owner in owners.items() if owner is register or isinstance(owner, Renderer)] == []


def test_no_context_of_a_page_holds_the_register() -> None:
    classes = [
        value
        for module in MODULES
        if module.startswith("pages.")
        for value in vars(importlib.import_module(f"generator.{module}")).values()
        if isinstance(value, type) and is_dataclass(value) and value not in {Renderer, ReleasedRegister}
    ]
    assert PageContext in classes
    assert [each for each in classes if any("ReleasedRegister" in str(field.type) for field in fields(each))] == []


@cache
def _files(*which: str) -> tuple[str, ...]:
    """Return the paths that git tracks, or would track."""
    try:
        listed = subprocess.run(["git", "ls-files", "-z", *which], cwd=TOP, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("This is no git checkout, or git is not here")
    return tuple(path for path in listed.stdout.split("\0") if path and (TOP / path).exists())


def _kept() -> tuple[str, ...]:
    return _files("--cached", "--others", "--exclude-standard")


def test_the_top_of_the_repository_holds_only_what_belongs_there() -> None:
    found = {path.partition("/")[0] for path in _kept()}
    assert {name for name in found if not name.startswith(".")} <= MAY_STAND_AT_THE_TOP


def test_nothing_built_is_kept() -> None:
    assert [path for path in _files("--cached") if path.startswith("site/")] == ["site/.gitignore"]


def _registries() -> set[str]:
    """Return the hosts of packages: the usual ones, spelt so that this file does not name them, and this machine's."""
    usual = {
        ".".join(parts)
        for parts in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("deb", "debian", "org"))
    }
    pip_settings = subprocess.run(
        [sys.executable, "-m", "pip", "config", "list"], capture_output=True, text=True, check=False
    ).stdout
    pip_settings += " ".join(value for name, value in os.environ.items() if name.endswith("INDEX_URL"))
    return usual | set(re.findall(r"https?://(?:[^@/\s'\"]*@)?([^/:\s'\"]+)", pip_settings))


def test_no_line_has_more_columns_than_a_reader_sees() -> None:
    """Hold all text to 120 columns but Python, which ruff holds, and what may not be broken or is not ours to break."""
    free = re.compile(
        r"(?:templates/new/site/)?content/|mkdocs\.yml$|tests/samples/|.*(?:-lock\.json|\.po|\.svg|\.py)$|\.github/hosting/.*\.conf$"
    )
    longer = []
    for path in _kept():
        data = (TOP / path).read_bytes()
        if free.match(path) or b"\0" in data[:8000]:
            continue
        is_markdown = path.endswith(".md")
        for number, line in enumerate(data.decode("utf-8").split("\n"), 1):
            is_table_row = is_markdown and line.startswith("|")  # Markdown has no other way to write one
            if len(line) > MAX_COLUMNS and not is_table_row:
                longer.append(f"{path}:{number}: {len(line)} columns")
    assert longer == []


def test_no_file_names_a_registry_or_a_folder_of_somebodys_machine() -> None:
    home = r"(?<![\w.])/(?:root|work|farm|home/[\w.-]+|Users/[\w.-]+)/|[A-Z]:\\\\?Users\\"
    forbidden = re.compile("|".join([home, *map(re.escape, sorted(_registries()))]))
    named = []
    for path in _kept():
        data = (TOP / path).read_bytes()
        if b"\0" in data[:8000]:
            continue
        for number, line in enumerate(data.decode("utf-8", "replace").splitlines(), 1):
            if found := forbidden.search(line):
                named.append(f"{path}:{number}: {found[0]}")
    assert named == []


# --- What is promised beside the code ---------------------------------------------------------------------------------


@cache
def _project() -> dict[str, object]:
    project: dict[str, object] = tomllib.loads((TOP / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return project


def _requirements(group: str, extra: str = "") -> list[Requirement]:
    found = _project()[group]
    if isinstance(found, dict):
        found = found[extra]
    assert isinstance(found, list)
    return [Requirement(text) for text in found]


def test_constraints_pin_all_that_is_installed_on_any_system() -> None:
    lines = [
        line
        for line in (TOP / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    pins = {canonicalize_name(requirement.name): requirement for requirement in map(Requirement, lines)}
    assert [line for line in lines if not re.fullmatch(r"[\w.-]+==[\w.]+", line)] == []
    extras = [*_requirements("optional-dependencies", "pdf"), *_requirements("optional-dependencies", "test")]
    wanted = [*_requirements("dependencies"), *extras, Requirement("hatchling")]
    seen: set[str] = set()
    while wanted:
        requirement = wanted.pop()
        name = canonicalize_name(requirement.name)
        assert name in pins, f"{name} has no version in constraints.txt: run make constraints"
        assert all(requirement.specifier.contains(pin.version) for pin in pins[name].specifier), (
            f"{pins[name]} is not {requirement}"
        )
        if name not in seen:
            seen.add(name)
            wanted += _required_by(name)


def _required_by(distribution: str) -> Iterator[Requirement]:
    try:
        texts = importlib.metadata.requires(distribution) or []
    except importlib.metadata.PackageNotFoundError:  # for another system than this one
        return
    for requirement in map(Requirement, texts):
        systems = (
            {"sys_platform": "linux"},
            {"sys_platform": "darwin"},
            {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
        )
        if requirement.marker is None or any(
            requirement.marker.evaluate({"extra": "", **system}) for system in systems
        ):
            yield requirement


def test_the_change_log_has_this_version() -> None:
    newest = re.search(r"^## \[([\d.]+)\]", (TOP / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest
    assert newest[1] == _project()["version"]


def test_the_readme_names_the_commands_and_exit_codes_there_are() -> None:
    from generator.commands.cli import cli
    from generator.commands.exit_codes import Exit

    readme = (TOP / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `section55 ([a-z-]+)", readme, re.MULTILINE)) == set(cli.commands)
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", readme, re.MULTILINE)} == set(Exit)


def test_in_ci_a_skipped_test_fails(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_bytes((TOP / "tests/conftest.py").read_bytes())
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    (tmp_path / "test_one.py").write_text(
        "import pytest\ndef test_one(): pytest.skip('no browser')\n@pytest.mark.xfail\ndef test_two(): assert False\n"
    )
    (tmp_path / "test_all.py").write_text("import pytest\npytest.skip('no network', allow_module_level=True)\n")
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "no:cacheprovider",
        "--continue-on-collection-errors",
        str(tmp_path),
    ]
    elsewhere = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST")}
    in_ci = subprocess.run(command, env=elsewhere | {"CI": "true"}, capture_output=True, text=True, check=False)
    at_home = subprocess.run(command, env=elsewhere, capture_output=True, text=True, check=False)
    assert at_home.returncode == 0, at_home.stdout
    assert in_ci.returncode == 1, in_ci.stdout
    assert "1 failed, 1 xfailed, 1 error" in in_ci.stdout
    assert in_ci.stdout.count("In CI no test may be skipped.") >= 2
