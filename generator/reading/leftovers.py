"""Recognises the files that editors and operating systems leave in a folder, and reads which of them git ignores.

Knows names and .gitignore files; runs no git, which may not be installed.
"""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import GitIgnoreSpec

LEFTOVER = "leftover"
"""The rule of the warning that names one."""

_LEFTOVERS = {
    "This is a lock file of an office program": r"~\$.*|\.~lock\..*#",
    "This is a file of the computer's own": (
        r"thumbs\.db|desktop\.ini|ehthumbs\.db|\.ds_store|\._.*|\.directory|\.nfs.+"
    ),
    # Emacs, JetBrains, GNOME, Vim (which writes `4913` to see whether it may), and this program.
    "This is an editor's temporary file": (
        r".*\.(sw[a-px]|kate-swp|tmp|temp|part|crdownload|new)|\.#.*|#.*#|.*___jb_(tmp|old)___|\.goutputstream-.*|4913"
    ),
    "This is a backup copy": r".*\.(bak|old|orig|rej)|.*~",
}
_KINDS = {message: re.compile(pattern, re.IGNORECASE) for message, pattern in _LEFTOVERS.items()}


@lru_cache(maxsize=1 << 16)
def leftover(name: str) -> str:
    """Return what a file of this name is, as a message, if an editor or the system left it; else nothing."""
    return next((message for message, names in _KINDS.items() if names.fullmatch(name)), "")


def files_below(folder: Path, pattern: str = "*") -> list[Path]:
    """Return the files below a folder, sorted, without what editors and the system left."""
    return sorted(path for path in folder.rglob(pattern) if path.is_file() and not leftover(path.name))


class GitIgnore:
    """The .gitignore files that apply to a folder's contents, as far up as the repository's root."""

    def __init__(self, folder: Path) -> None:
        """Find the repository around a folder; outside one, nothing is ignored."""
        above = (folder.absolute(), *folder.absolute().parents)
        self._root = next((path for path in above if (path / ".git").exists()), None)
        self._rules: dict[Path, GitIgnoreSpec] = {}

    def ignores(self, entry: os.DirEntry[str]) -> bool:
        """Check whether git ignores a file or folder: the last rule that matches decides, the nearest file's last."""
        if self._root is None:
            return False
        path, mark = Path(entry.path).absolute(), "/" if entry.is_dir(follow_symlinks=False) else ""
        is_ignored = False
        for folder in reversed([parent for parent in path.parents if parent.is_relative_to(self._root)]):
            verdict = self._rules_of(folder).check_file(f"{path.relative_to(folder).as_posix()}{mark}").include
            is_ignored = is_ignored if verdict is None else verdict
        return is_ignored

    def _rules_of(self, folder: Path) -> GitIgnoreSpec:
        from pathspec import GitIgnoreSpec  # noqa: PLC0415 - asked only where a file is not a source

        if folder not in self._rules:
            try:
                text = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace")
                self._rules[folder] = GitIgnoreSpec.from_lines(text.splitlines())
            except (OSError, ValueError):  # there is none, or git cannot read it either
                self._rules[folder] = GitIgnoreSpec.from_lines([])
        return self._rules[folder]
