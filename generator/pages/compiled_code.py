"""The code that templates are compiled to, kept for the next build."""

from __future__ import annotations

import marshal
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from types import CodeType
from typing import Any, ClassVar

import jinja2
from jinja2.bccache import Bucket, BytecodeCache

from generator.cache_file import beside_the_program, read_cache, write_cache
from generator.code_digest import shipped_templates

_Codes = dict[tuple[str, str], CodeType]  # by a template's path and its source


class CompiledCode(BytecodeCache):
    """The compiled code of templates, in one language or of the theme: for the process, and in files for the next one.

    The program's own templates have theirs beside the program if it can be written, all others in the state folder.
    """

    _by_language: ClassVar[dict[str, _Codes]] = {}

    def __init__(self, language: str, folder: Path | None) -> None:
        self._language = language
        self._shared = beside_the_program(f"templates-{language}")
        self._own = folder / f"templates-{language}.cache" if folder else None
        self._codes, self._used = self._by_language.setdefault(language, {}), _Codes()
        self._shipped, self._has_more = set[str](), False
        if not self._codes:
            self._codes |= self._read(self._own) | self._read(self._shared)

    def get_bucket(self, environment: jinja2.Environment, name: str, filename: str | None, source: str) -> Bucket:
        """Return the place of a template."""
        bucket = super().get_bucket(environment, name, filename, source)
        if filename and Path(filename).is_relative_to(shipped_templates()):
            self._shipped.add(bucket.key)
        return bucket

    def load_bytecode(self, bucket: Bucket) -> None:
        """Return what is known of a template, by its path and its source."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))
        if bucket.code:
            self._used[bucket.key, bucket.checksum] = bucket.code

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        assert bucket.code is not None  # noqa: S101 - Jinja has compiled it
        self._codes[bucket.key, bucket.checksum] = self._used[bucket.key, bucket.checksum] = bucket.code
        self._has_more = True

    def save(self) -> None:
        """Write what is not in the files yet."""
        if self._has_more:
            shipped = {key: code for key, code in self._used.items() if key[0] in self._shipped}
            is_shared = self._shared and self._write(self._shared, self._read(self._shared) | shipped)
            own = {key: code for key, code in self._used.items() if not is_shared or key not in shipped}
            if self._own and own:
                self._write(self._own, own)
            self._has_more = False

    def _read(self, file: Path | None) -> _Codes:
        data = read_cache(file, self._language) if file else None
        return marshal.loads(data) if data else {}  # noqa: S302 - our bytes, by their digest

    def _write(self, file: Path, codes: _Codes) -> bool:
        return write_cache(file, marshal.dumps(codes), self._language)


class _ThemeCode(CompiledCode):
    """That of the templates that MkDocs renders, of which each is written at once: nobody says which is the last."""

    def dump_bytecode(self, bucket: Bucket) -> None:
        super().dump_bytecode(bucket)
        self.save()


def keeping_code(make: Callable[[], Any]) -> Callable[[], Any]:
    """Return what makes MkDocs' template environment, so that templates are compiled once."""

    def environment() -> Any:
        made = make()
        made.bytecode_cache = _ThemeCode(f"theme-{version('mkdocs')}", None)
        return made

    return environment
