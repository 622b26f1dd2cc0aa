"""Names of things: what an id or a mailbox may look like, and how a heading becomes an id. Knows nothing of files."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import cache, lru_cache

from generator.messages import quoted

MAX_SLUG_LENGTH = 80
"""The most characters in one part of a path."""


SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""One part of a path: `keep-the-light-on`."""

EMAIL_ADDRESS = re.compile(r"[^\s@<>\"',;]+@[^\s@<>\"',;]+\.[^\s@<>\"',;]+")


_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)


def is_reserved(name: str) -> bool:
    """Check whether Windows keeps a file's name for a device, so that no file there can have it, in any case."""
    return _RESERVED.fullmatch(name) is not None


@lru_cache(4096)
def slug_error(part: str) -> str:
    """Return what is wrong with one part of an id, or an empty text."""
    if len(part) > MAX_SLUG_LENGTH:
        return f"{quoted(part, 21)} has {len(part)} characters, and {MAX_SLUG_LENGTH} is the most"
    if SLUG.fullmatch(part):
        return f"Windows reserves the name {quoted(part)}" if is_reserved(part) else ""
    if part in {"", ".", ".."}:
        return f"'{part}' cannot stand in a name" if part else "a part of it is empty"
    if part != part.lower():
        return f"{quoted(part)} has capital letters"
    return f"{quoted(part)} has something other than small letters, digits and single hyphens"


@cache
def slugify(text: str) -> str:
    """Turn words into an id: `Area for improvement 1` becomes `area-for-improvement-1`.

    Accents and apostrophes are removed (`PCC's` becomes `pccs`); any other sign separates words.
    """
    text = without_soft_hyphens(text)
    letters = (letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    plain = "".join(letter for letter in letters if letter not in "'‘’")
    return "-".join(re.findall(r"[a-z0-9]+", plain.lower()))


_ON_EVERY_PAGE = re.compile(r"main|s55-.*|page-.*|clock(?:-\d+)?|office-use|findings")


def anchor(text: str) -> str:
    """Turn a heading's words into an id that no part of the page's layout has: `Main` becomes `section-main`."""
    slug = slugify(text)
    return f"section-{slug}" if _ON_EVERY_PAGE.fullmatch(slug) else slug


@cache
def slug_with_digest(words: str, max_length: int = 100) -> str:
    """Turn words into a part of an address that fits into a file name: `National thematic` becomes `national-thematic`.

    A digest keeps words apart that are cut off, or that leave nothing.
    """
    slug = slugify(words)
    if slug and len(slug) <= max_length:
        return slug
    digest = hashlib.sha256((slug or words).encode()).hexdigest()[:8]
    return f"{slug[:max_length].strip('-')}-{digest}".strip("-")


def same_file_name(name: str) -> str:
    """Fold a file name as Windows and macOS do to compare two: case and Unicode form do not count."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFD", name).casefold())


@cache
def plain_heading(text: str) -> str:
    """Fold a heading to compare it: small letters, straight quotes, single spaces, no final colon or full stop."""
    folded = without_soft_hyphens(text).casefold().replace("’", "'").replace("‘", "'").replace("&", " and ")
    return " ".join(folded.split()).rstrip(":.").strip()


_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


def without_soft_hyphens(text: str) -> str:
    """Take out what a word processor leaves within words unseen: soft hyphens, and spaces and joiners of no width."""
    return text if text.isascii() else _UNSEEN.sub("", text)
