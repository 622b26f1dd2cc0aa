"""Folders of the repository that tests read."""

from __future__ import annotations

from pathlib import Path

TOP = Path(__file__).resolve().parents[2]
SAMPLES = TOP / "tests" / "samples"
EXAMPLES = SAMPLES / "examples"
DEMO = SAMPLES / "demonstration"
"""A copy of the project at the top, where an office's repository has its own content."""
