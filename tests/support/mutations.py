"""Spoils sources and whole projects, each time the same for the same number, as hands, programs and malice would."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random

VALUES = (
    "",
    "~",
    "null",
    "no",
    "yes",
    "010",
    "1e9",
    "2019-02-30",
    "2019-13-01",
    "31/12/2019",
    "2019",
    "2019-12",
    "not recorded",
    "not yet",
    "tomorrow",
    "2026-11-22",
    "2026-11-23T00:00:00+00:00",
    "2019-12-18T09:30",
    "9999-12-31",
    "0000-00-00",
    "2019-10-24",
    "[]",
    "{}",
    "[a, b]",
    "{a: b}",
    "[[[]]]",
    '"',
    "'",
    '"unclosed',
    "&a x",
    "*a",
    "!!python/name:os.system",
    "!ENV HOME",
    "<<: x",
    "|",
    ">",
    "- x",
    "# note",
    "x #y",
    "a: b: c",
    "%",
    "@",
    "`",
    "../../x",
    "/etc/passwd",
    "C:\\x",
    "norfolk",
    "2019/cyber-keep-the-light-on",
    "x#y",
    "#",
    "javascript:alert(1)",
    "http://[",
    "é‘’–—\u00a0\u200b\u202e",
    "\ufeff",
    "\u2028",
    "\x85",
    "\U0001f9fe",
    "x" * 5_000,
    "taken",
    "proposed",
    "none",
    "accepted",
    "reported complete",
    "verified closed",
    "true",
    "false",
)
NAMES = (
    "title",
    "published",
    "inspection",
    "answers",
    "sections",
    "sent",
    "corrections",
    "withdrawn",
    "aliases",
    "allow",
    "tags",
    "attachments",
    "office-use",
    "findings",
    "follows",
    "forces",
    "types",
    "grades",
    "by",
    "expects",
    "names",
    "holders",
    "succeeded-by",
    "publshed",
    "__class__",
    "model_config",
    "",
)
BLOCKS = (
    "## Recommendation",
    "## Recommendation 1",
    "### Recommendation 1",
    "## Causes of concern",
    "## Areas for improvement",
    "## PCC comments",
    "## Chief Constable response",
    "## Key findings {#key-findings}",
    "## {#x}",
    "##",
    "# One",
    "#### Four",
    "Setext\n======",
    "Setext\n------",
    "<script>alert(1)</script>",
    "<!-- unclosed",
    "[x](javascript:alert(1))",
    "[x](../../../../etc/passwd)",
    "![x](y.png)",
    "[^1]\n\n[^1]: note",
    "[^2]",
    "| a | b |\n| --- | --- |\n| 1 |",
    "|" * 3_000,
    "> " * 2_000,
    "- " * 2_000,
    "1. " * 1_000,
    "[" * 5_000,
    "*" * 5_000,
    "`" * 5_000,
    "![" * 3_000,
    "<" * 3_000,
    "&" * 3_000,
    "[a](" * 2_000,
    "_a" * 3_000,
    "~~~\nunclosed",
    "```",
    "---",
    "...",
    "    code",
    "\\" * 3_000,
    "&#0;&#x110000;&#xD800;",
    "\t",
)
BYTES = (
    b"\x00",
    b"\x92",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\r",
    b"\r\n",
    b"\x1b[2J",
    b"\xed\xa0\x80",
    b"\xc3",
    b"\x7f",
    b"---\n",
    b"\n---\n",
)


def spoilt(data: bytes, random: Random) -> bytes:
    """Spoil a source in one to four ways."""
    for _ in range(random.choice((1, 1, 1, 2, 2, 3, 4))):
        text = data.decode("utf-8", "surrogateescape")
        data = random.choice(WAYS)(text, random).encode("utf-8", "surrogateescape")
    return data


def _line(text: str, random: Random, change: Callable[[list[str], int], None]) -> str:
    lines = text.split("\n")
    change(lines, random.randrange(len(lines)))
    return "\n".join(lines)


def _fact(text: str, random: Random, change: Callable[[re.Match[str]], str]) -> str:
    """Change one fact: a name, a colon and a value, wherever it stands."""
    found = list(
        re.finditer(
            r"(?m)^([ \t]*(?:- )?\{?)([a-z][\w-]*)(: ?)(.*)$|(?<=[{,])( ?)([a-z][\w-]*)(: )([^,}\n]*)",
            text.partition("\n---\n")[0],
        )
    )
    if not found:
        return text
    match = random.choice(found)
    return text[: match.start()] + change(match) + text[match.end() :]


def _parts(match: re.Match[str]) -> tuple[str, str, str, str]:
    before, name, colon, value = match.groups()[:4] if match[2] else match.groups()[4:]
    return before or "", name or "", colon or "", value or ""


def _with_value(text: str, random: Random) -> str:
    return _fact(text, random, lambda match: "".join([*_parts(match)[:3], random.choice(VALUES)]))


def _with_name(text: str, random: Random) -> str:
    def renamed(match: re.Match[str]) -> str:
        before, name, colon, value = _parts(match)
        typo = name[1:] if random.random() < 0.5 else name[:1] + name
        return before + random.choice((*NAMES, typo)) + colon + value

    return _fact(text, random, renamed)


def _with_day_moved(text: str, random: Random) -> str:
    days = list(re.finditer(r"\d{4}-\d{2}-\d{2}", text))
    if not days:
        return text
    day = random.choice(days)
    return (
        text[: day.start()]
        + f"{random.randint(1990, 2030)}-{random.randint(1, 13):02}-{random.randint(1, 31):02}"
        + text[day.end() :]
    )


def _with_state_changed(text: str, random: Random) -> str:
    states = list(re.finditer(r"(?<=action: )\w+|(?<=position: )[a-z ]+|(?<=status: )[a-z ]+", text))
    if not states:
        return text
    state = random.choice(states)
    word = random.choice(
        (
            "taken",
            "proposed",
            "none",
            "accepted",
            "not accepted",
            "in progress",
            "reported complete",
            "verified closed",
            "done",
        )
    )
    return text[: state.start()] + word + text[state.end() :]


def _with_piece(text: str, random: Random) -> str:
    place = random.randrange(len(text) + 1)
    return text[:place] + random.choice(BYTES).decode("utf-8", "surrogateescape") + text[place:]


def _cut(text: str, random: Random) -> str:
    return text[: random.randrange(len(text) + 1)]


def _with_lines_swapped(text: str, random: Random) -> str:
    lines = text.split("\n")
    one, other = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return "\n".join(lines)


def _with_paragraphs_swapped(text: str, random: Random) -> str:
    head, mark, body = text.rpartition("\n---\n")
    parts = body.split("\n\n")
    random.shuffle(parts)
    return head + mark + "\n\n".join(parts)


WAYS: tuple[Callable[[str, Random], str], ...] = (
    _with_value,
    _with_value,
    _with_value,
    _with_name,
    _with_day_moved,
    _with_day_moved,
    _with_state_changed,
    _with_state_changed,
    _with_piece,
    _cut,
    _with_lines_swapped,
    _with_paragraphs_swapped,
    lambda text, random: _line(text, random, lambda lines, place: lines.__delitem__(place)),
    lambda text, random: _line(text, random, lambda lines, place: lines.insert(place, lines[place])),
    lambda text, random: _line(text, random, lambda lines, place: lines.insert(place, random.choice(BLOCKS))),
    lambda text, random: _line(text, random, lambda lines, place: lines.insert(place, f"\n{random.choice(BLOCKS)}\n")),
    lambda text, random: _line(
        text, random, lambda lines, place: lines.insert(place, f"{random.choice(NAMES)}: {random.choice(VALUES)}")
    ),
    lambda text, random: _line(
        text, random, lambda lines, place: lines.__setitem__(place, " " * random.randint(1, 6) + lines[place])
    ),
    lambda text, random: _line(text, random, lambda lines, place: lines.__setitem__(place, lines[place].lstrip())),
    lambda text, random: _line(
        text, random, lambda lines, place: lines.__setitem__(place, random.choice("#> -*\t|") + lines[place])
    ),
    lambda text, random: text.replace("\n", random.choice(("\r\n", "\r", "\n\n"))),
)


def spoil_project(project: Path, random: Random) -> None:
    """Damage a project: delete, rename, copy, swap and misplace files, and change some of them inside."""
    for _ in range(random.choice((1, 1, 2, 3))):
        files = sorted(path for path in (project / "content").rglob("*") if path.is_file())
        if not files:
            return
        _spoil(project, random.choice(files), files, random)


def _spoil(project: Path, file: Path, files: list[Path], random: Random) -> None:
    other = random.choice(files)
    match random.randrange(10):
        case 0:
            file.unlink()
        case 1:
            file.rename(
                file.with_name(
                    random.choice(
                        (
                            "Renamed.md",
                            "x.md",
                            "x.cy.md",
                            "x y.md",
                            "é.md",
                            "x.txt",
                            ".x",
                            "x.bak",
                            f"{'x' * 90}.md",
                            "con.md",
                        )
                    )
                )
            )
        case 2:
            other.with_name(random.choice(("copy.md", "copy.cy.md", "copy.yml", "copy.pdf", "index.md"))).write_bytes(
                file.read_bytes()
            )
        case 3:
            one, two = file.read_bytes(), other.read_bytes()
            file.write_bytes(two)
            other.write_bytes(one)
        case 4:
            folder = file.parent
            other_name = folder.with_name(random.choice(("2020", "x", "undated", "UPPER")))
            shutil.rmtree(folder) if random.random() < 0.5 or other_name.exists() else folder.rename(other_name)
        case 5:
            file.unlink()
            random.choice(
                (
                    lambda: file.symlink_to("/etc/passwd"),
                    lambda: file.symlink_to(file.name),
                    file.mkdir,
                    lambda: file.write_bytes(b""),
                )
            )()
        case 6:
            settings = project / "mkdocs.yml"
            settings.write_bytes(spoilt(settings.read_bytes(), random))
        case 7:
            page = random.choice([each for each in files if "pages" in each.parts] or [file])
            page.write_bytes(spoilt(page.read_bytes(), random))
        case _:
            file.write_bytes(spoilt(file.read_bytes(), random))
