"""`section55 show`: what the site knows of a record, as a person reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from generator.commands.cli import cli
from tests.support.example_cases import SMALL, write_content


@pytest.fixture(autouse=True)
def _office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (text,) = SMALL["office"].values()
    more = "languages: [en, cy]\nrecipients: [copies@inspectorate.example, panel@county.example]\n"
    write_content(Path("content"), {"offices/norfolk.yml": text + more})


def test_an_office_is_shown_with_its_languages_and_the_recipients_of_its_copies() -> None:
    assert CliRunner().invoke(cli, ["show", "norfolk"]).stdout == (
        "content/offices/norfolk.yml\n"
        "Address: /offices/norfolk/\n"
        "Kind: office\n"
        "Name: Norfolk Police and Crime Commissioner (PCC)\n"
        "Force: Norfolk Constabulary\n"
        "Responses: 0\n"
        "Languages: English and Cymraeg\n"
        "Copies go to: copies@inspectorate.example, panel@county.example\n"
    )


def test_a_record_that_is_not_there_is_answered_with_the_nearest() -> None:
    done = CliRunner().invoke(cli, ["show", "norfok"])

    assert (done.exit_code, done.stderr) == (2, "There is no record 'norfok'. Did you mean 'norfolk'?\n")
