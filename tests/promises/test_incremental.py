"""A build that keeps what did not change makes, byte for byte, the site that a first build makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.random_edits import EditedSite, survive


@pytest.mark.parametrize("seed", range(1, 5))
def test_after_75_edits_of_every_kind_each_site_is_as_a_first_build_makes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.chdir(tmp_path)

    built = survive(EditedSite(Path(), seed), 75)

    assert sum(built.values()) >= 40, built


def test_after_12_edits_each_search_index_is_as_a_first_build_makes_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    built = survive(EditedSite(Path(), 7, with_search=True), 12)

    assert sum(built.values()) >= 6, built
