"""The build that the benchmark compares with has pages and lists, and no data, feeds, calendars or packs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support.paths import DEMO, TOP


def test_a_build_of_pages_alone_leaves_the_other_forms_out(tmp_path: Path) -> None:
    site = tmp_path / "site"
    command = [
        sys.executable, "-m", "benchmarks.pages_only", "build", "--quiet", "--no-search", "--no-pdf",
        "--content", str(DEMO / "content"), "--site", str(site), "--as-of", "2026-11-22",
    ]  # fmt: skip
    subprocess.run(command, cwd=DEMO, env={**os.environ, "PYTHONPATH": str(TOP)}, check=True)
    assert (site / "responses/norfolk/2019/cyber-keep-the-light-on/index.html").is_file()
    assert (site / "responses/index.html").is_file()
    assert not [*site.rglob("record.json"), *site.rglob("*.csv"), *site.rglob("*.ics"), *site.rglob("panel-pack")]
