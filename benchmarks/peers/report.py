"""Writes what was measured as tables. Knows figures; measures nothing."""

from __future__ import annotations

import math
import os
import platform
import statistics
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.peers.harness import Run
from benchmarks.peers.tools import Hugo, HugoWhole, Section55, Tool

FLOOR = "Floor"
"""The name of what is no generator: the least that such a site takes."""
OURS = Section55.name
COLUMNS = 120
"""The length of a line of text."""


@dataclass
class Figures:
    """What was measured of one generator at one size: seconds by measure, and other numbers."""

    tool: Tool | None = None
    seconds: dict[str, list[float]] = field(default_factory=dict)
    cpu: dict[str, list[float]] = field(default_factory=dict)
    megabytes: float = 0.0
    pages: int = 0
    size: int = 0
    """Bytes of the site."""

    def add(self, measure: str, done: Run) -> None:
        self.seconds.setdefault(measure, []).append(done.seconds)
        self.cpu.setdefault(measure, []).append(done.cpu)

    def median(self, measure: str) -> float | None:
        """Return the median of the seconds, or None if it was not measured."""
        return statistics.median(found) if (found := self.seconds.get(measure)) else None

    def median_cpu(self, measure: str) -> float | None:
        return statistics.median(found) if (found := self.cpu.get(measure)) else None


Table = dict[str, Figures]
"""Figures by the name of the generator."""


def machine() -> str:
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores of {model}, {memory:.0f} GB, {platform.system()} {platform.release()}, Python " + (
        platform.python_version()
    )


def _number(value: float | None, digits: int = 2) -> str:
    return "" if value is None else f"{value:,.{digits}f}"


def _ratio(value: float | None, to: float | None) -> str:
    return f"{value / to:.2f}" if value is not None and to else ""


def size_lines(responses: int, table: Table) -> Iterator[str]:
    """Write the table of one size."""
    hugo = table.get(Hugo.name, Figures())
    yield f"## {responses:,} responses"
    yield ""
    yield (
        "| generator | cold, s | times Hugo, text | CPU, s | one edit, s | times Hugo, text | preview, s | "
        "memory, MB | pages | site, MB |"
    )
    yield "| --- |" + " ---: |" * 9
    for name, figures in table.items():
        cells = [
            name, _number(figures.median("cold")), _ratio(figures.median("cold"), hugo.median("cold")),
            _number(figures.median_cpu("cold")), _number(figures.median("edit")),
            _ratio(figures.median("edit"), hugo.median("edit")), _number(figures.median("preview")),
            _number(figures.megabytes or None, 0), _number(figures.pages or None, 0),
            _number(figures.size / 1e6 or None, 1),
        ]  # fmt: skip
        yield f"| {' | '.join(cells)} |"
    yield ""
    if ours := table.get(OURS):
        also = {
            "edit of a fact": "fact", "nothing changed": "nothing", "check, cold": "check, cold",
            "check, warm": "check, warm",
        }  # fmt: skip
        said = ", ".join(f"{words} {_number(ours.median(name))} s" for words, name in also.items())
        yield textwrap.fill(f"Section 55 also: {said}", COLUMNS)
        yield ""


@dataclass(frozen=True)
class Goal:
    """A number that is aimed at, and what it is now."""

    words: str
    value: float | None
    limit: float

    @property
    def row(self) -> str:
        """Write it as a row of a table."""
        if self.value is None:
            return f"| {self.words} | {self.limit:g} | not measured | |"
        return f"| {self.words} | {self.limit:g} | {self.value:.2f} | {'yes' if self.value <= self.limit else 'no'} |"


def goals_of(tables: dict[int, Table], second: float) -> Iterator[Goal]:
    """Yield what is aimed at: ratios at the largest size, seconds at the smallest."""
    largest = tables[max(tables)]
    ours, text, whole = (largest.get(name, Figures()) for name in (OURS, Hugo.name, HugoWhole.name))

    def share(measure: str, of: Figures, other: str = "") -> float | None:
        value, base = ours.median(measure), of.median(other or measure)
        return value / base if value is not None and base else None

    yield Goal("cold build, times Hugo on the text of responses alone", share("cold", text), 2.5)
    yield Goal("cold build, times Hugo making the same pages", share("cold", whole), 0.8)
    yield Goal("build after an edited sentence, times Hugo's rebuild", share("edit", text), 0.5)
    yield Goal("build after an edited fact, times Hugo's rebuild", share("fact", text, "edit"), 1)
    yield Goal("preview, times Hugo's", share("preview", text), 0.125)
    yield Goal("memory of all processes, times Hugo's", _part(ours.megabytes, text.megabytes), 1)
    yield Goal("check, cold, times a cold build", share("check, cold", ours, "cold"), 0.5)
    yield Goal("check, warm, times a cold build", share("check, warm", ours, "cold"), 0.1)
    yield Goal("growth of a cold build, exponent", growth(tables), 1.05)
    smallest = tables[min(tables)].get(OURS, Figures())
    yield Goal(f"preview at {min(tables):,} responses, s", smallest.median("preview"), 0.15)
    yield Goal(f"cold build at {min(tables):,} responses, s of processor time", smallest.median_cpu("cold"), 1.5)
    yield Goal("second build of the demonstration, s", second, 0.5)


def _part(value: float, whole: float) -> float | None:
    return value / whole if value and whole else None


def growth(tables: dict[int, Table]) -> float | None:
    """Return the exponent by which the time grows from the smallest size above 200 to the largest."""
    seconds = {size: table[OURS].median("cold") for size, table in sorted(tables.items()) if OURS in table}
    known = [(size, value) for size, value in seconds.items() if value and (size > 200 or len(seconds) == 2)]
    if len(known) < 2:
        return None
    (low, first), (high, last) = known[0], known[-1]
    return math.log(last / first) / math.log(high / low)


def _rounds(rounds: int) -> str:
    return "One round" if rounds == 1 else f"Medians of {rounds} rounds"


def report(tables: dict[int, Table], second: float, where: str, rounds: int) -> str:
    tools = {name: figures.tool for name, figures in tables[max(tables)].items() if figures.tool}
    about = (
        f"{datetime.now(UTC):%d %B %Y}. {machine()}. {_rounds(rounds)} on {where}. Made by `make bench`; "
        "`benchmarks/peers` says what each was asked to do."
    )
    lines = [
        "# Section 55 beside other generators", "",
        textwrap.fill(about, COLUMNS), "",
        "| generator | version | makes |", "| --- | --- | --- |",
        f"| {FLOOR} | | reads, parses, joins and writes; checks and lists nothing |",
        *(f"| {name} | {tool.version} | {tool.makes} |" for name, tool in tools.items()), "",
    ]  # fmt: skip
    for responses, table in sorted(tables.items()):
        lines += size_lines(responses, table)
    lines += [f"## Goals, at {max(tables):,} responses where none is named", ""]
    lines += ["| measure | at most | now | holds |", "| --- | ---: | ---: | --- |"]
    lines += [goal.row for goal in goals_of(tables, second)]
    return "\n".join([*lines, ""])
