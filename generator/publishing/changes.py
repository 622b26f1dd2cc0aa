"""What changed in a project since a revision of its history, and which problems that may have caused.

Knows git's words for changes, and names of records; nothing of what a problem says. A problem is left out only if its
file has not changed and names no record that has.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from generator.files import display_path
from generator.languages import original_of
from generator.messages import counted, quoted
from generator.problems import Category, EnvironmentFailure, Problem
from generator.reading.ledger import NAME as LEDGER

_ENDING = re.compile(r"\.(?:md|yml)$")


class UnknownRevisionError(ValueError):
    """There is no such revision, or no history; the message says what to do."""


@dataclass(frozen=True)
class Changes:
    """The files that were changed, added or deleted since a revision, committed or not."""

    settings: Path
    content: Path
    files: frozenset[Path]
    """Absolute paths."""

    @property
    def in_words(self) -> str:
        """The files in which problems were looked for, for a message."""
        return f"{counted(len(self.files), 'changed file')} and the files that name them"

    def may_have_caused(self, problem: Problem) -> bool:
        """Check whether a problem may follow from a change."""
        file = self._file_of(problem)
        if file in self.files or not file.is_file():  # a folder, a name that cannot be shown as it is, what is gone
            return True
        if problem.category is Category.VANISHED and (self.content / LEDGER).resolve() in self.files:
            return True
        if (
            problem.rule == "blank" and self.settings.resolve() in self.files
        ):  # an address asks for them to be filled in
            return True
        return self._names is not None and any(map(self._names.search, self._words_of(file, problem)))

    def _file_of(self, problem: Problem) -> Path:
        path, root = problem.place.path, f"{display_path(self.content)}/"
        file = self.content / path.removeprefix(root) if path.startswith(root) else self.settings.parent / path
        return file.resolve()

    def _words_of(self, file: Path, problem: Problem) -> Iterator[str]:
        """Yield where a file may name a record: its path, and its text; of the ledger the one line."""
        root = self.content.resolve()
        yield _ENDING.sub("", file.relative_to(root).as_posix() if file.is_relative_to(root) else file.name)
        try:
            text = file.read_text(encoding="utf-8", errors="replace")
        except OSError:
            return
        if file.name == LEDGER and problem.place.line:
            text = "".join(text.splitlines()[problem.place.line - 1 : problem.place.line])
        yield text

    @cached_property
    def _names(self) -> re.Pattern[str] | None:
        """What names a changed record: its path, or the end of it that is its id."""
        ids = set()
        for file in self.files:
            if file.is_relative_to(self.content.resolve()):
                path = original_of(file.relative_to(self.content.resolve()).as_posix())
                folder, _, id_ = _ENDING.sub("", path).partition("/")
                ids.add(id_ or folder)
                if not _ENDING.search(path):  # an attachment, in the folder of its record's name
                    ids.add(id_.rpartition("/")[0])
        words = "|".join(re.escape(id_) for id_ in sorted(ids - {""}))
        return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])") if words else None


def changes_since(revision: str, settings: Path, content: Path) -> Changes:
    """Ask git what changed since a revision.

    Raises:
        UnknownRevisionError: The content is in no repository, or its history has no such revision.
        EnvironmentFailure: git is not installed, or refuses to read the repository.
    """
    top = _git(content, "rev-parse", "--show-toplevel")
    if top is None:
        folder = quoted(content.as_posix())
        raise UnknownRevisionError(
            f"{folder} is not in a git repository, so it is not known what changed. Run: section55 check"
        )
    commit = _git(content, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        raise UnknownRevisionError(
            f"git knows no revision {quoted(revision)} here. Write a branch, a tag or a commit, such as origin/main. "
            "In a shallow copy of the repository, fetch its history first: git fetch --unshallow"
        )
    root = Path(top.rstrip("\n"))
    changed = _git(root, "diff", "--no-ext-diff", "--no-renames", "--name-only", "-z", commit.strip(), "--")
    added = _git(root, "ls-files", "--others", "--exclude-standard", "-z")
    names = filter(None, f"{changed or ''}\0{added or ''}".split("\0"))
    files = ((root / name).resolve() for name in names)
    inside, own = content.resolve(), settings.resolve()
    return Changes(settings, content, frozenset(file for file in files if file == own or file.is_relative_to(inside)))


def _git(folder: Path, *arguments: str) -> str | None:
    """Run git, which changes nothing; return what it says, or None if it knows no such thing."""
    command = ["git", "--no-optional-locks", "-c", "core.fsmonitor=false", "-C", str(folder), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell reads it
    except FileNotFoundError:
        message = "git is not installed, so it is not known what changed. Install it, or run: section55 check"
        raise EnvironmentFailure(message) from None
    said = done.stderr.decode(errors="replace").strip()
    if "dubious ownership" in said:
        raise EnvironmentFailure(f"git does not read this repository: {said.splitlines()[0]}.")
    return done.stdout.decode("utf-8", "surrogateescape") if done.returncode == 0 else None
