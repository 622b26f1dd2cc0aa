"""Puts 300 payloads into every text field and opens every page in a real browser, without the policies.

    python -m benchmarks.prove.payloads [--most N]

Chromium is found as the tests find it: CHROMIUM may say where it is.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
PAYLOADS_PER_SITE = 50
"""A limit: a browser grows with the pages it has opened."""

sys.path.insert(0, str(TOP))

from playwright.sync_api import sync_playwright  # noqa: E402

from tests.support.payloads import attack, payloads, write_content  # noqa: E402


def main(arguments: list[str] | None = None) -> int:
    """Attack, print how many payloads were tried on how many pages, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=300, help="how many payloads")
    parser.add_argument("--after", type=int, default=0, help="how many of them to leave out at the beginning")
    given = parser.parse_args(arguments)
    texts = payloads(given.most)[given.after :]
    program = shutil.which(os.environ.get("CHROMIUM") or "chromium")
    if not program:
        print("There is no Chromium on this machine. Say where it is: CHROMIUM=/path/to/chromium", file=sys.stderr)
        return 3
    started, opened, hits = time.monotonic(), 0, 0
    for first in range(0, len(texts), PAYLOADS_PER_SITE):
        with tempfile.TemporaryDirectory(prefix="section55-prove-") as folder, sync_playwright() as playwright:
            site = _built(Path(folder), texts[first : first + PAYLOADS_PER_SITE])
            browser = playwright.chromium.launch(
                executable_path=program, args=["--headless", "--no-sandbox", "--disable-gpu"]
            )
            told, pages = attack(browser, site, texts[first : first + PAYLOADS_PER_SITE])
            browser.close()
        opened += pages
        hits += len(told)
        print(
            *told,
            f"{min(first + PAYLOADS_PER_SITE, len(texts))} payloads tried on {opened:,} pages",
            sep="\n",
            flush=True,
        )
    counted = f"{len(texts)} payloads in every field, {opened} pages opened"
    print(f"{counted}, {hits} that ran or asked elsewhere; {time.monotonic() - started:.0f} s")
    return 1 if hits else 0


def _built(folder: Path, texts: list[str]) -> Path:
    write_content(folder / "content", texts)
    where = ["--content", f"{folder}/content", "--site", f"{folder}/site"]
    command = [sys.executable, "-m", "generator.commands.cli", "build", *where, "--as-of", "2026-04-01"]
    done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SystemExit(done.stderr)
    return folder / "site"


if __name__ == "__main__":
    raise SystemExit(main())
