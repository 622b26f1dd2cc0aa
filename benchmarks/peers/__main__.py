"""Times Section 55 beside other generators, in turn and in one run, and writes benchmarks/results.md.

    make bench                                             # 200, 1,000 and 6,500 responses
    .venv/bin/python -m benchmarks.peers --sizes 65000 --rounds 1 --only "Section 55" "Hugo, text"

Each generator has a project of its own, on a file system in memory where there is one. They run one after another in
each round, so that what slows the machine slows them all; figures are medians of the rounds. Memory is looked at in one
run more, because looking takes time. The search index and PDFs are left out; `make bench-search` measures the index.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.corpus import write_corpus
from benchmarks.peers.harness import FailedError, run, seconds_until_served, served
from benchmarks.peers.report import FLOOR, OURS, Figures, Table, report
from benchmarks.peers.sources import sources_of
from benchmarks.peers.tools import TOOLS, TOP, Hugo, HugoWhole, Section55, Tool

RESULTS = TOP / "benchmarks" / "results.md"
SIZES = (200, 1000, 6500)
ROUNDS = 5
SLOWEST = 120.0
"""Seconds after which a generator is left out of larger sites."""
SETTLES = 1.0
"""Seconds between a preview's first page and the first edit, and between an edit that is shown and the next."""


def measure_size(work: Path, peers: Path, responses: int, rounds: int, names: set[str]) -> Table:
    """Measure every generator on one corpus."""
    content = work / "content"
    print(f"{write_corpus(content, responses, 1):,} files for {responses:,} responses", flush=True)
    sources = sources_of(content)
    table: Table = {FLOOR: Figures()}
    for kind in TOOLS:
        if kind.name in names:
            (work / kind.__name__).mkdir()
            tool = kind(peers, work / kind.__name__)
            tool.prepare(content, sources)
            table[tool.name] = Figures(tool)
    expected = sum(source.path.startswith("responses/") for source in sources)
    for number in range(rounds):
        for name, figures in table.items():
            _say(f"{responses:,}, round {number + 1} of {rounds}: {name}")
            measure_round(figures, content, work / "floor", number)
    for name, figures in table.items():
        if tool := figures.tool:
            _say(f"{responses:,}, memory and preview: {name}")
            measure_memory(figures, tool)
            if figures.pages < expected:
                raise FailedError(f"{name} made {figures.pages:,} pages of {expected:,}.")
            measure_preview(figures, tool, min(rounds, 3))
    _say("")
    return table


def measure_round(figures: Figures, content: Path, floor: Path, number: int) -> None:
    tool = figures.tool
    if tool is None:
        shutil.rmtree(floor, ignore_errors=True)
        command = [sys.executable, "-m", "benchmarks.peers.floor", str(content), str(floor)]
        figures.add("cold", run(command, TOP, environment=dict(os.environ)))
        return

    def build(measure: str, command: list[str] | None = None) -> None:
        figures.add(measure, run(command or tool.command, tool.folder, environment=tool.environment))

    tool.clear()
    if isinstance(tool, Section55):
        build("check, cold", tool.check)
        tool.clear()
    build("cold")
    tool.edit(f"Sample sentence {number} of a cold edit.")
    build("edit")
    if isinstance(tool, Section55):
        tool.edit_fact(number)
        build("fact")
        build("nothing")
        tool.edit(f"Sample sentence {number} of a check.")
        build("check, warm", tool.check)


def measure_memory(figures: Figures, tool: Tool) -> None:
    tool.clear()
    figures.megabytes = run(tool.command, tool.folder, environment=tool.environment, sees_memory=True).megabytes
    files = [path for path in tool.out.rglob("*") if path.is_file()]
    figures.pages = sum(path.suffix == ".html" for path in files)
    figures.size = sum(path.stat().st_size for path in files)


def measure_preview(figures: Figures, tool: Tool, times: int) -> None:
    """Measure the seconds from an edit to its being served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}/{tool.page}/"
    try:
        with served(tool.serve(port), tool.folder, environment=tool.environment):
            seconds_until_served(address, "<h1", 5 * SLOWEST)
            time.sleep(SETTLES)  # a page may be served before its file is watched
            for number in range(times):
                words = f"Sample sentence {number} of a preview by {tool.name}."
                edit = _edit_of(tool, words)
                figures.seconds.setdefault("preview", []).append(seconds_until_served(address, words, SLOWEST, edit))
                time.sleep(SETTLES)
    except FailedError as error:
        print(f"{tool.name}: {error}", flush=True)


def _edit_of(tool: Tool, words: str) -> Callable[[], None]:
    return lambda: tool.edit(words)


def _say(words: str) -> None:
    print(f"\r\033[K{words}", end="", flush=True)


def second_build(work: Path) -> float:
    """Return the seconds of a build of the demonstration with nothing changed, search and all."""
    site = work / "demonstration" / "site"
    command = [sys.executable, "-m", "generator.commands.cli", "build", "--quiet", "--site", str(site)]
    times = [run(command, TOP, environment=dict(os.environ)).seconds for _ in range(4)]
    return statistics.median(times[1:])


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description=__doc__, formatter_class=form)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES, metavar="N", help="numbers of responses")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--only", nargs="+", choices=[kind.name for kind in TOOLS], help="leave the others out")
    parser.add_argument("--peers", type=Path, default=TOP / ".venv" / "peers", help="where the others are installed")
    parser.add_argument("--print", action="store_true", dest="prints", help="print the results, and write no file")
    given = parser.parse_args()
    names = set(given.only or (kind.name for kind in TOOLS))
    memory = Path("/dev/shm")
    parent = memory if memory.is_dir() and os.access(memory, os.W_OK) else Path(tempfile.gettempdir())
    where = "a file system in memory" if parent == memory else f"the disk ({parent})"
    tables = {}
    with tempfile.TemporaryDirectory(prefix="section55-bench-", dir=parent) as scratch:
        for responses in sorted(given.sizes):
            work = Path(scratch) / str(responses)
            work.mkdir()
            tables[responses] = measure_size(work, given.peers, responses, given.rounds, names)
            slow = {name for name, one in tables[responses].items() if (one.median("cold") or 0) > SLOWEST / 6}
            names -= slow - {OURS, Hugo.name, HugoWhole.name}
            shutil.rmtree(work)
        second = second_build(Path(scratch))
    text = report(tables, second, where, given.rounds)
    print(text)
    if not given.prints:
        RESULTS.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
