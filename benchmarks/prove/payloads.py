"""Puts 300 payloads into every field that takes a text, and opens every page in a real browser, with the policies taken out.

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
sys.path[:0] = [str(TOP), str(TOP / "tests")]

from leaks.payloads import attack, payloads, write_content  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402


def main(arguments: list[str] | None = None) -> int:
    """Attack, print how many payloads were tried on how many pages, and give the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--most", type=int, default=300, help="how many payloads")
    texts = payloads(parser.parse_args(arguments).most)
    program = shutil.which(os.environ.get("CHROMIUM") or "chromium")
    if not program:
        print("There is no Chromium on this machine. Say where it is: CHROMIUM=/path/to/chromium", file=sys.stderr)
        return 3
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="section55-prove-") as folder, sync_playwright() as playwright:
        content, site = Path(folder) / "content", Path(folder) / "site"
        write_content(content, texts)
        command = [sys.executable, "-m", "generator.cli", "build", "--content", f"{content}", "--site", f"{site}", "--as-of", "2026-04-01"]
        done = subprocess.run(command, cwd=TOP, capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode:
            print(done.stderr)
            return 1
        browser = playwright.chromium.launch(executable_path=program, args=["--headless", "--no-sandbox", "--disable-gpu"])
        heard, opened = attack(browser, site, texts)
        browser.close()
    for each in heard:
        print(each)
    told = f"{len(texts)} payloads in every field, {opened} pages opened, {len(heard)} that ran or asked elsewhere"
    print(f"{told}; {time.monotonic() - started:.0f} s")
    return 1 if heard else 0


if __name__ == "__main__":
    raise SystemExit(main())
