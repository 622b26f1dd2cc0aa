"""Writes one fact into a source and changes nothing else. Knows lines and their ends; nothing of what a fact means."""

from __future__ import annotations

import re

_LINE = re.compile(rb"[^\r\n]*(?:\r\n|\r|\n|\Z)")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_FENCE = b"---"
_SPACES = rb"(?:[ \t]|\xc2\xa0)*"
"""Spaces, and no-break spaces as UTF-8 has them."""


class NoPlaceError(ValueError):
    """There is no one place where the fact can be written."""


def with_fact(data: bytes, name: str, value: str, *, notes: re.Pattern[bytes] | None = None) -> bytes:
    """Return a source's bytes with a fact written into its front matter.

    A line that names the fact and gives it no value is filled in; else the fact becomes the first line of the front
    matter. Every other byte stays as it is: line ends, a byte order mark, spaces after the hyphens.

    Args:
        data: The source as it stands on the disk.
        name: The fact's name, which the source does not give a value yet.
        value: Its value, plain enough to need no quotation marks.
        notes: Lines of notes that the fact makes untrue; they are left out.

    Raises:
        NoPlaceError: The source has no front matter, or names the fact in several lines or with a value.
    """
    mark = _BYTE_ORDER_MARK if data.startswith(_BYTE_ORDER_MARK) else b""
    lines = [line for line in _LINE.findall(data[len(mark) :]) if line]
    closing = next((number for number, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if closing is None or lines[0].rstrip() != _FENCE:
        raise NoPlaceError
    facts = [line for line in lines[1:closing] if not (notes and notes.match(line))]
    named = [number for number, line in enumerate(facts) if re.match(_key(name), line)]
    if len(named) > 1:
        raise NoPlaceError
    if named:
        facts[named[0]] = _filled_in(facts[named[0]], name, value)
    else:
        end = _end_of(lines[0])
        facts.insert(0, f"{name}: {value}".encode() + end)
    return b"".join([mark, lines[0], *facts, *lines[closing:]])


def _key(name: str) -> bytes:
    """Return a pattern of a fact's name at the beginning of a line, in quotation marks or without."""
    return rf"(?:{re.escape(name)}|\"{re.escape(name)}\"|'{re.escape(name)}')[ \t]*:".encode()


def _filled_in(line: bytes, name: str, value: str) -> bytes:
    empty = re.compile(_key(name) + _SPACES + rb"(?:~|null|\"\"|'')?" + _SPACES + rb"(?P<note>#[^\r\n]*)?")
    match = empty.fullmatch(line.rstrip(b"\r\n"))
    if match is None:
        raise NoPlaceError
    note = b"  " + match["note"] if match["note"] else b""
    return f"{name}: {value}".encode() + note + _end_of(line)


def _end_of(line: bytes) -> bytes:
    return line[len(line.rstrip(b"\r\n")) :]
