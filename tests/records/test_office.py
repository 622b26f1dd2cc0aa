"""The name of an office in lists, where its file gives no short one."""

from __future__ import annotations

import pytest

from generator.reading.source import Source
from generator.records.office import read


@pytest.mark.parametrize(
    ("id_", "name", "force", "short"),
    [
        ("avon-and-somerset", "Avon and Somerset Police and Crime Commissioner", "Sample", "Avon and Somerset"),
        ("avon-and-somerset", "Office of the PCC", "Avon & Somerset Constabulary", "Avon and Somerset"),
        ("dyfed-powys", "Police and Crime Commissioner for Dyfed-Powys", "Dyfed-Powys Police", "Dyfed-Powys"),
        ("dyfed-powys", "Sample Commissioner", "Sample Police", "Dyfed Powys"),
        ("norfolk-pcc", "Norfolk Police and Crime Commissioner", "Norfolk Constabulary", "Norfolk PCC"),
        ("mopac", "Mayor's Office for Policing and Crime", "Metropolitan Police Service", "MOPAC"),
        ("city-of-london", "Court of Common Council", "Sample Police", "City of London"),
        ("old-sample-city", "Sample City PCC", "Sample City Police", "Old Sample City"),
        ("the-met", "Sample", "The Met", "The Met"),
        ("sample-office-12", "Sample Office 12", "Sample Police", "Sample Office 12"),
    ],
)
def test_an_office_without_a_short_name_is_called_as_printed(id_: str, name: str, force: str, short: str) -> None:
    facts = {"name": name, "force": force, "chief-officer": "Chief Constable"}
    office, problems = read(Source(f"offices/{id_}", f"{id_}.yml", facts, "", 1, "", 1))
    assert office is not None
    assert problems == []
    assert office.short_name == short
