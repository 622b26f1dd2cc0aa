"""Spoils papers, the same for the same number, and reads them: each ends in a draft or in a message, and in time."""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random

from generator.reading.attachments.hidden_data import UnreadableError
from generator.reading.documents.readers import read_paper
from generator.reading.source import parse_source
from generator.records.office import Office
from generator.records.papers.forms.forms import drafts_of, form_of
from generator.records.papers.paper import Paper
from generator.register.read import read_register
from tests.support.hidden_in_word import CASES, word_file
from tests.support.hidden_pdfs import HIDDEN
from tests.support.paths import DEMO, SAMPLES
from tests.support.printed_files import html_of
from tests.support.word_files import docx_of

SLOWEST = 5.0
"""Seconds of the processor's time that a spoilt paper may cost; a worker is stopped after ten."""
_XML = re.compile(rb"<[^<>]*>")
_BITS = [b"<", b">", b"&x;", b"\0", b"\xff", b'"', b"<w:p>", b"</w:p>", b"9" * 40, b"-1", b"<!DOCTYPE a>", b"<a>" * 400]


@dataclass(slots=True)
class Score:
    """The result of a run."""

    tried: int = 0
    read: int = 0
    slowest: float = 0.0
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Say it in a line."""
        return (
            f"{self.tried:,} tried, {self.read:,} read; the slowest took {self.slowest:.2f} s; {len(self.wrong)} wrong"
        )


@cache
def papers() -> dict[str, list[bytes]]:
    """Return whole papers by ending."""
    seeds = [file.read_text(encoding="utf-8") for file in sorted((SAMPLES / "seeds").glob("0*.txt"))]
    return {
        ".docx": [*map(docx_of, seeds), *(word_file(CASES[name]) for name in list(CASES)[::6])],
        ".pdf": [*HIDDEN.values(), *(file.read_bytes() for file in sorted(SAMPLES.rglob("*.pdf")))],
        ".html": [html_of(seed).encode() for seed in seeds],
        ".txt": [seed.encode() for seed in seeds],
    }


def spoilt_paper(ending: str, random: Random) -> bytes:
    """Return a paper with damage."""
    data = random.choice(papers()[ending])
    if ending == ".docx" and random.random() < 0.7:
        return _spoilt_part(data, random)
    for _ in range(random.randint(1, 6)):
        data = random.choice(_WAYS)(data, random)
    return data


def _flipped(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) or 1)
    return data[:at] + bytes([random.randrange(256)]) + data[at + 1 :]


def _cut(data: bytes, random: Random) -> bytes:
    return data[: random.randrange(len(data) or 1)]


def _without_middle(data: bytes, random: Random) -> bytes:
    first, last = sorted(random.randrange(len(data) or 1) for _ in range(2))
    return data[:first] + data[min(last, first + 400) :]


def _doubled(data: bytes, random: Random) -> bytes:
    first, last = sorted(random.randrange(len(data) or 1) for _ in range(2))
    return data[:last] + data[first : min(last, first + 2_000)] + data[last:]


def _with_bits(data: bytes, random: Random) -> bytes:
    at = random.randrange(len(data) or 1)
    return data[:at] + random.choice(_BITS) + data[at:]


_WAYS: Sequence[Callable[[bytes, Random], bytes]] = (_flipped, _cut, _without_middle, _doubled, _with_bits)


def _spoilt_part(data: bytes, random: Random) -> bytes:
    """Spoil the XML of one part, and pack it again, so that the damage is in the text and not in the package."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(written, "w") as target:
        names = source.namelist()
        victim = random.choice([name for name in names if name.endswith((".xml", ".rels"))])
        victim = victim if random.random() < 0.4 else "word/document.xml"
        for name in names:
            part = source.read(name)
            target.writestr(name, _spoilt_xml(part, random) if name == victim else part)
    return written.getvalue()


def _spoilt_xml(data: bytes, random: Random) -> bytes:
    tags = list(_XML.finditer(data))
    if not tags or random.random() < 0.2:
        return random.choice(_WAYS)(data, random)
    for _ in range(random.randint(1, 4)):
        one, other = random.choice(tags), random.choice(tags)
        if random.random() < 0.5:
            data = data.replace(one[0], other[0], random.randint(1, 3))
        else:
            data = data.replace(one[0], one[0] * random.randint(0, 3), 1)
    return data


@cache
def _office() -> Office:
    return read_register(DEMO / "content").register.offices["norfolk"]


def spoil_papers(count: int, seed: int) -> Score:
    """Spoil and read papers; what went wrong is named by the number that brings it about again."""
    score = Score()
    for number in range(count):
        random = Random(f"{seed} {number}")  # noqa: S311 - no secret
        ending = random.choice([".docx", ".docx", ".pdf", ".html", ".txt"])
        data = spoilt_paper(ending, random)
        started = time.process_time()
        try:
            score.read += _is_read(f"paper{ending}", data)
        except Exception as error:  # noqa: BLE001 - what must not be
            score.wrong.append(f"{seed} {number} {ending}: {type(error).__name__}: {error}")
        seconds = time.process_time() - started
        score.tried += 1
        score.slowest = max(score.slowest, seconds)
        if seconds > SLOWEST:
            score.wrong.append(f"{seed} {number} {ending}: {seconds:.1f} s")
    return score


def _is_read(name: str, data: bytes) -> bool:
    """Read a paper and make drafts of it, each of which must be a source; return whether it could be read."""
    try:
        reading = read_paper(name, data)
    except UnreadableError:
        return False
    paper = Paper(Path(name).stem, reading.decided({item.id for item in reading.hidden}), _office(), "norfolk")
    for draft in drafts_of(form_of(paper), paper, splits=True):
        source, problems = parse_source(
            draft.text.encode(), path=draft.path.removesuffix(".md"), display_path=draft.path
        )
        if source is None:
            raise ValueError(str(problems[0]))
    return True
