"""Where no site may be built, with the true reason."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.publishing.destination import replacement_refusal


def test_a_mounted_folder_is_refused_with_the_true_reason() -> None:
    proc = Path("/proc")
    if not os.path.ismount(proc):
        pytest.skip("This machine has no /proc")
    assert replacement_refusal(proc) == (
        "/proc is a folder that is mounted here, as into a container, and cannot be replaced by a new one. "
        "Mount the folder above it, and give a folder in that: --site DIR"
    )
