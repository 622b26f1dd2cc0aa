"""Which part of a response a heading names, by the titles of its office."""

from __future__ import annotations

import pytest

from generator.records.office import Office, OfficeFacts
from generator.records.roles import Role, likely_headings, role_of_heading, similar_heading
from tests.support.sources import source_of

SAMPLESHIRE = {
    "name": "Sampleshire Police and Crime Commissioner (PCC)",
    "force": "Sampleshire Constabulary",
    "chief-officer": "Chief Constable",
}
CAPITAL = {
    "name": "Mayor's Office for Policing and Crime (MOPAC)",
    "short-name": "MOPAC",
    "force": "Metropolitan Police Service",
    "force-short-name": "MPS",
    "chief-officer": "Commissioner",
}


def office(facts: dict[str, str], id_: str = "sampleshire") -> Office:
    """Make an office from its facts."""
    return Office(id_, OfficeFacts.model_validate(facts), source_of(f"offices/{id_}", ""))


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("PCC response to report and any recommendations:", Role.COMMENTS),
        ("1. Police & Crime Commissioner comments", Role.COMMENTS),
        ("2) Police and Crime Commissioner\N{RIGHT SINGLE QUOTATION MARK}s comments", Role.COMMENTS),
        ("Local Policing Body\N{RIGHT SINGLE QUOTATION MARK}s Comments", Role.COMMENTS),
        ("Local policing body's comments", Role.COMMENTS),
        ("(a) Comments of the PCC", Role.COMMENTS),
        ("Sampleshire PCC\N{RIGHT SINGLE QUOTATION MARK}s observations", Role.COMMENTS),
        ("Police, Fire & Crime Commissioner response", Role.COMMENTS),
        ("Sampleshire Police and Crime Commissioner's statement", Role.COMMENTS),
        ("Chief Constable response", Role.CHIEF_OFFICER),
        ("3. Chief Constable\N{RIGHT SINGLE QUOTATION MARK}s Comments", Role.CHIEF_OFFICER),
        ("Comments of the Chief Constable of Sampleshire", Role.CHIEF_OFFICER),
        ("Any comments submitted by the chief officer of police", Role.CHIEF_OFFICER),
        ("Response from Sampleshire Constabulary", Role.CHIEF_OFFICER),
        ("Force response", Role.CHIEF_OFFICER),
        ("The Chief Con\N{SOFT HYPHEN}stable's response", Role.CHIEF_OFFICER),
        ("Reply to the Chief Constable's comments", Role.REPLY),
        ("Any response to the chief officer's comments", Role.REPLY),
        ("PCC\N{RIGHT SINGLE QUOTATION MARK}s reply", Role.REPLY),
        ("Summary of the main findings", Role.KEY_FINDINGS),
        ("4. KEY FINDINGS:", Role.KEY_FINDINGS),
        ("Sylwadau\N{RIGHT SINGLE QUOTATION MARK}r Comisiynydd", Role.COMMENTS),
        ("Ymateb Comisiynydd yr Heddlu a Throseddu", Role.COMMENTS),
        ("Sylwadau'r Prif Gwnstabl", Role.CHIEF_OFFICER),
        ("Ymateb i sylwadau'r Prif Gwnstabl", Role.REPLY),
        ("Prif ganfyddiadau", Role.KEY_FINDINGS),
        ("2.1 PCC comments", Role.COMMENTS),
        ("5(a) PCC comments", Role.COMMENTS),
        ("Section 2: PCC comments", Role.COMMENTS),
        ("Part A \N{EN DASH} OPCC response", Role.COMMENTS),
        ("1 - Office of the Police & Crime Commissioner", Role.COMMENTS),
        ("Acting PCC's comments", Role.COMMENTS),
        ("Section 55(5)(b): comments of the chief officer", Role.CHIEF_OFFICER),
        ("Temporary Chief Constable A. Sample\N{RIGHT SINGLE QUOTATION MARK}s comments", Role.CHIEF_OFFICER),
        ("T/Chief Constable response", Role.CHIEF_OFFICER),
        ("Sampleshire Police response", Role.CHIEF_OFFICER),
        ("PCC's response to comments submitted by the Chief Constable", Role.REPLY),
        ("Response to the comments of the chief officer of police", Role.REPLY),
        ("Chief Constable's response to the PCC's comments", Role.CHIEF_OFFICER),
        ("Chief Constable and Police Federation's comments", None),
        ("Ymateb SCHTh", Role.COMMENTS),
        ("Background", None),
        ("Part one", None),
        ("Police response times", None),
        ("Response to the public", None),
    ],
)
def test_a_heading_names_its_role(heading: str, role: Role | None) -> None:
    assert role_of_heading(heading, office(SAMPLESHIRE)) is role


@pytest.mark.parametrize(
    ("heading", "role"),
    [
        ("MPS response", Role.CHIEF_OFFICER),
        ("Commissioner's comments", Role.CHIEF_OFFICER),
        ("Metropolitan Police Service response", Role.CHIEF_OFFICER),
        ("Metropolitan Police response", Role.CHIEF_OFFICER),
        ("MPS Commissioner's comments", Role.CHIEF_OFFICER),
        ("MOPAC response", Role.COMMENTS),
        ("Mayor of London's comments", Role.COMMENTS),
        ("Deputy Mayor's response", Role.COMMENTS),
        ("MOPAC\N{RIGHT SINGLE QUOTATION MARK}s reply to the MPS comments", Role.REPLY),
    ],
)
def test_a_heading_is_known_by_the_office_s_own_titles(heading: str, role: Role) -> None:
    assert role_of_heading(heading, office(CAPITAL, "capital")) is role


def test_an_abbreviation_in_brackets_is_a_title() -> None:
    joined = {
        "name": "Sample Combined Authority (SCA)",
        "force": "Sample Police (SP)",
        "chief-officer": "Chief Constable",
    }
    assert role_of_heading("SCA comments", office(joined, "sca")) is Role.COMMENTS
    assert role_of_heading("SP\N{RIGHT SINGLE QUOTATION MARK}s comments", office(joined, "sca")) is Role.CHIEF_OFFICER


def test_the_short_name_of_another_force_is_no_title() -> None:
    assert role_of_heading("MPS response", office(SAMPLESHIRE)) is None


@pytest.mark.parametrize("heading", ["Constabulary's coments", "Cheif Constable's comments", "Police respons"])
def test_the_force_s_heading_is_never_suggested_to_be_the_commissioner_s(heading: str) -> None:
    assert heading not in likely_headings([heading, "PCC respnse"], Role.COMMENTS, office(SAMPLESHIRE))
    assert "PCC" not in (similar_heading(heading, office(SAMPLESHIRE), []) or "")


def test_the_headings_that_name_whose_comments_they_are_are_suggested_alone() -> None:
    headings = ["Background", "What the force's leadership says", "My view"]

    assert likely_headings(headings, Role.CHIEF_OFFICER, office(SAMPLESHIRE)) == ["What the force's leadership says"]
    assert likely_headings(headings, Role.COMMENTS, office(SAMPLESHIRE)) == ["Background", "My view"]
