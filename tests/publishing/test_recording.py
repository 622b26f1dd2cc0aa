"""Released records are recorded wherever a build stops: all of them after the exchange, none before it."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from generator import files
from generator.problems import Category
from generator.publishing import build as publishing
from generator.publishing import recording
from tests.support.small_site import RESPONSE, SmallSite


class KilledError(BaseException):
    """Stands for the end of the process: nothing catches it, and nothing is tidied up after it."""


def killed(*_: object) -> NoReturn:
    """End the process here."""
    raise KilledError


def after(step: Callable[..., object]) -> Callable[..., NoReturn]:
    """Take a step, and end the process."""

    def stepped(*arguments: object) -> NoReturn:
        step(*arguments)
        raise KilledError

    return stepped


def addresses(site: SmallSite) -> list[str]:
    """Give the ledger's addresses; none where there is no ledger."""
    return [row[0] for row in site.rows()] if site.ledger.exists() else []


def build_killed(site: SmallSite, as_of: str = "2026-11-22") -> None:
    """Build and record, and be killed on the way."""
    with pytest.raises(KilledError):
        site.build(as_of, record=True)


ALL = ["/inspections/2019/cyber/", "/inspections/2019/cyber/recommendation/", "/offices/norfolk/", f"/{RESPONSE}/"]


@pytest.mark.parametrize("next_records", [True, False], ids=["which records", "which does not"])
@pytest.mark.parametrize(
    ("module", "name", "how"),
    [
        (publishing, "exchange", after),  # the new site is in its place
        (recording, "append_rows", lambda _: killed),
        (recording, "append_rows", after),  # the ledger is written, and the note still there
    ],
    ids=["just after the switch", "before the ledger", "after the ledger"],
)
def test_a_build_killed_after_the_switch_is_recorded_by_the_next_with_its_own_moment(
    small_site: SmallSite,
    monkeypatch: pytest.MonkeyPatch,
    module: object,
    name: str,
    how: Callable[..., Callable[..., NoReturn]],
    *,
    next_records: bool,
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(module, name, how(getattr(module, name)))
        build_killed(small_site)
    assert (small_site.site / RESPONSE / "index.html").exists()

    small_site.build("2026-11-25", record=next_records)

    assert addresses(small_site) == ALL
    assert {row[2] for row in small_site.rows()} == {"2026-11-22T00:00:00Z"}
    assert sorted(path.name for path in (small_site.folder / ".section55").iterdir()) == ["cache", "lock"]


def test_a_site_built_beside_one_that_was_killed_leaves_its_recording_to_it(
    small_site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(recording, "append_rows", killed)
        build_killed(small_site)

    small_site.build("2026-11-24", into="preview")

    assert addresses(small_site) == []
    small_site.build("2026-11-25")
    assert addresses(small_site) == ALL
    assert {row[2] for row in small_site.rows()} == {"2026-11-22T00:00:00Z"}


def test_a_text_changed_after_a_killed_recording_is_held_to_what_was_released(
    small_site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(recording, "append_rows", killed)
        build_killed(small_site)
    small_site.edit(f"{RESPONSE}.md", "I welcome", "I regret")
    assert "(changed: the comments)" in small_site.build("2026-11-25")[0]


@pytest.mark.parametrize("step", ["save_pending", "flush_to_disk", "exchange"])
def test_a_build_killed_before_the_switch_records_nothing(
    small_site: SmallSite, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(publishing, step, killed)
        build_killed(small_site)
    assert not small_site.site.exists()
    small_site.edit(f"{RESPONSE}.md", "published: 2026-11-22\n", "")  # so it was never released after all

    small_site.build("2026-11-25")

    assert addresses(small_site) == []
    assert sorted(path.name for path in (small_site.folder / ".section55").iterdir()) == ["cache", "lock"]


def test_a_killed_writing_leaves_the_old_ledger_and_no_litter_after_the_next_build(
    small_site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    small_site.record()
    before = small_site.ledger.read_bytes()
    first = (small_site.content / f"{RESPONSE}.md").read_text()
    facts = "---\ninspection: 2019/cyber\nupdate-to: norfolk/2019/cyber\n"
    small_site.write("responses/norfolk/2020/second.md", first.replace("---\n", facts, 1))
    with monkeypatch.context() as patched:
        patched.setattr(
            files.shutil, "copymode", killed
        )  # the last step but one: the new file is written, and not in its place
        build_killed(small_site)
    assert small_site.ledger.read_bytes() == before
    assert (small_site.content / ".ledger.csv.new").exists()

    assert small_site.build("2026-11-25") == []

    assert addresses(small_site) == [*ALL, "/responses/norfolk/2020/second/"]
    assert not (small_site.content / ".ledger.csv.new").exists()


def test_where_the_ledger_cannot_be_written_the_next_build_goes_on(
    small_site: SmallSite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> NoReturn:
        raise OSError(errno.ENOSPC, "No space left on device")

    small_site.ledger.write_text("")
    with monkeypatch.context() as patched:
        patched.setattr(files.shutil, "copymode", full)
        lines = small_site.build(record=True)
    assert small_site.last.failure is Category.MACHINE
    assert " ".join(lines) == (
        f"{small_site.ledger}: No space left on device. The site is live, but is not in the ledger yet. "
        "Fix this and build again: it will be recorded with the time of its release."
    )
    assert (small_site.site / RESPONSE / "index.html").exists()
    assert list(small_site.content.glob(".*")) == []

    assert small_site.build("2026-11-25") == []

    assert {row[2] for row in small_site.rows()} == {"2026-11-22T00:00:00Z"}


@pytest.mark.parametrize("note", [b"", b"{", b"[]", b'{"manifest": 1}', b"\xff"])
def test_a_damaged_note_is_dropped(small_site: SmallSite, note: bytes) -> None:
    (small_site.folder / ".section55").mkdir()
    (small_site.folder / ".section55" / "recording-site.json").write_bytes(note)
    assert small_site.build() == []
    assert not (small_site.folder / ".section55" / "recording-site.json").exists()


def test_the_mode_of_the_ledger_stays(small_site: SmallSite) -> None:
    small_site.record()
    small_site.ledger.chmod(0o640)
    small_site.write("offices/kent.yml", "name: Kent PCC\nforce: Kent Police\nchief-officer: Chief Constable\n")
    small_site.record()
    assert Path(small_site.ledger).stat().st_mode & 0o777 == 0o640


def test_a_ledger_that_is_gone_stops_the_next_build(small_site: SmallSite) -> None:
    small_site.record()
    before = (small_site.site / "manifest.json").read_bytes()
    small_site.ledger.unlink()
    assert small_site.build("2026-11-23", record=True) == [
        (
            "content/ledger.csv: The ledger is missing: the site in site was built with one. Take the file back from"
            " the history of the repository. For a new site, empty the site's folder."
        ),
        "1 problem.",
    ]
    assert small_site.last.failure is Category.VANISHED
    assert (small_site.site / "manifest.json").read_bytes() == before
    assert not small_site.ledger.exists()


def test_a_site_built_without_a_ledger_misses_none(small_site: SmallSite) -> None:
    small_site.build()
    assert small_site.build("2026-11-23") == []
