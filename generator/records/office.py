"""An office: a local policing body, its force, and what it is called. Knows nothing of inspections."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator

from generator.problems import Problem
from generator.reading.content_folder import PathPattern
from generator.reading.source import FromSource, Source
from generator.records.fields import (
    Day,
    EmailAddress,
    FactsModel,
    Line,
    RecordFacts,
    RecordId,
    Text,
    WebAddress,
    YesOrNo,
    choice,
    fact,
    one_or_many,
)
from generator.records.validation import read_as
from generator.slugs import plain_heading

NOUN = "office"
PATH_PATTERN = PathPattern("offices", ("office",), ".yml", NOUN)


USUAL_TITLES = (
    "PCC",
    "PFCC",
    "Police and Crime Commissioner",
    "Police, Fire and Crime Commissioner",
    "Mayor",
    "Deputy Mayor",
    "MOPAC",
    "Deputy PCC",
    "Deputy Police and Crime Commissioner",
    "OPCC",
    "OPFCC",
    "Office of the Police and Crime Commissioner",
    "Office of the Police, Fire and Crime Commissioner",
    "Police Authority",
    "Police Authority Board",
    "Common Council",
    "Combined Authority",
    "Local Policing Body",
)
"""What headings usually call a local policing body; the last is the Act's own name."""

USUAL_CHIEF_OFFICER_TITLES = (
    "Chief Constable",
    "Chief Officer",
    "Chief Officer of Police",
    "Force",
    "Constabulary",
    "Police Force",
)
"""What headings usually call the chief officer, whose comments are those of the force."""


RANKS = (
    "constable", "sergeant", "inspector", "chief inspector", "superintendent", "chief superintendent",
    "assistant chief constable",
)  # fmt: skip
"""The ranks of police officers, the lowest first, as far as an office may choose among them."""


_ABBREVIATIONS = {"pcc", "opcc", "pfcc", "opfcc", "mopac", "gmca"}
_SMALL_WORDS = {"and", "of", "the", "on", "upon", "for", "in"}


_KIND_OF_FORCE = re.compile(r"\s+(?:police(?: service)?|constabulary)$")


def _expectation(value: Any) -> Any:
    """Write one of the choices as the model does, in any case; one id is a list of one."""
    if not isinstance(value, str):
        return value
    words = " ".join(value.casefold().split())
    return [value] if "/" in value else words


class Holder(FactsModel):
    """A person who held the office, under the title of that time."""

    noun: ClassVar[str] = "holder"
    name: Line = fact("The person's name.", "A. Sample")
    title: Line = fact("The title at that time.", "Police and Crime Commissioner")
    from_: Day | None = fact("The first day in office.", "2021-05-13", default=None)
    to: Day | None = fact("The last day in office.", "2024-05-08", default=None)


class EarlierName(FactsModel):
    """A name the office or its force had before."""

    noun: ClassVar[str] = "earlier name"
    name: Line = fact("The earlier name, as it was printed.", "Sampleshire Police Authority")
    from_: Day | None = fact("The first day of the name.", "1995-04-01", default=None)
    to: Day | None = fact("The last day of the name.", "2012-11-21", default=None)


class Successor(FactsModel):
    """Who took the functions over, and on which day."""

    noun: ClassVar[str] = "successor"
    office: RecordId = fact("The office that took over.", "wessex")
    on: Day = fact("The day it took over.", "2027-05-06")


class OfficeFacts(RecordFacts):
    """What an office's file may say."""

    noun: ClassVar[str] = NOUN
    name: Line = fact(
        "The office as it signs itself at the top of a response.", "Sampleshire Police and Crime Commissioner (PCC)"
    )
    force: Line = fact("The name of its force, as printed.", "Sampleshire Police")
    chief_officer: Line = fact("The title of the force's chief officer.", "Chief Constable")
    short_name: Line | None = fact("The name in lists; without it, made from the id.", "Sampleshire", default=None)
    force_short_name: Line | None = fact(
        "What headings may call the force, whose comments are the chief officer's.", "MPS", default=None
    )
    panel: Line | None = fact("Its police and crime panel.", "Sampleshire Police and Crime Panel", default=None)
    website: WebAddress | None = fact("The office's own website.", "https://www.example.org/", default=None)
    languages: list[Literal["en", "cy"]] = fact("The languages it publishes in.", "[en, cy]", default=["en"])
    holders: list[Holder] = fact(
        "The people who held the office.",
        "[{name: A. Sample, title: Police and Crime Commissioner, from: 2021-05-13}]", default=[],
    )  # fmt: skip
    names: list[EarlierName] = fact(
        "Earlier names of the office or its force.",
        "[{name: Sampleshire Police Authority, to: 2012-11-21}]", default=[],
    )  # fmt: skip
    statute_note: Text | None = fact(
        "The office's own wording of the note on the law, on its responses.",
        '"Section 55 of the Police Act 1996 requires local policing bodies to respond within 56 days."', default=None,
    )  # fmt: skip
    succeeded_by: Successor | None = fact(
        "The office that took over; last days from that day on are its own.",
        "{office: wessex, on: 2027-05-06}", default=None,
    )  # fmt: skip
    answers_areas_for_improvement: YesOrNo = fact(
        "Whether the office answers areas for improvement as it answers recommendations. The Act does not ask for it.",
        "true", subsection="55(5B)", default=False,
    )  # fmt: skip
    names_officers_from: choice(*RANKS) = fact(
        "The lowest rank whose officers the office names; a name after a lower one is a warning.",
        "superintendent", default="inspector",
    )  # fmt: skip
    expects: Annotated[
        Literal["its force", "all", "none"] | list[RecordId], BeforeValidator(_expectation)
    ] | None = fact(
        "The inspections to which the office owes a response. Its force: those that name its force under forces, and "
        "those that name none.",
        "its force", subsection="55(5)", default=None,
    )  # fmt: skip
    no_response_needed: dict[RecordId, Text] = fact(
        "Inspections that the office need not answer, each with the reason.",
        "{2026/name-of-the-report: It is about another force.}", default={},
    )  # fmt: skip
    contacts: one_or_many(Text) = fact(
        "How to reach the office about its responses.", "Responses team, 01632 960000", default=[]
    )
    recipients: one_or_many(EmailAddress) = fact(
        "Addresses that copies go to; section55 show lists them, and no page does.",
        "[panel@sampleshire.example]", subsection="55(6)", default=[],
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Office(FromSource):
    """An office as the site shows it."""

    id: str
    """`norfolk`"""
    facts: OfficeFacts
    source: Source

    in_headings: tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]] = field(init=False, compare=False, repr=False)
    """What headings may call the body and the chief officer, longest first, and the places before these titles."""

    kind: ClassVar[str] = NOUN

    def __post_init__(self) -> None:
        """Gather the titles once, for the headings of every response."""
        titles = (tuple(self.body_titles), tuple(self.chief_officer_titles), tuple(self.places))
        object.__setattr__(self, "in_headings", titles)

    @property
    def name(self) -> str:
        """As it signs itself."""
        return self.facts.name

    @property
    def short_name(self) -> str:
        """For lists and breadcrumbs: as given, else the words of the id as the name or the force prints them."""
        return self.facts.short_name or _printed_id(self.id, f"{self.name}; {self.facts.force}")

    @property
    def body_titles(self) -> list[str]:
        """What headings may call the local policing body, longest first."""
        titles = set(USUAL_TITLES) | {holder.title for holder in self.facts.holders}
        titles |= {holder.name for holder in self.facts.holders}
        titles |= {f"{holder.title} {holder.name}" for holder in self.facts.holders}
        titles |= _with_abbreviation(self.name)
        titles |= {self.facts.short_name} if self.facts.short_name else set()
        if self.facts.chief_officer.casefold() != "commissioner":
            titles.add("Commissioner")
        titles.discard(self.facts.chief_officer)
        return sorted(titles, key=lambda title: (-len(title), title))

    @property
    def chief_officer_titles(self) -> list[str]:
        """What headings may call the chief officer or the force, longest first."""
        titles = {self.facts.chief_officer, f"{self._force_place} Police", *USUAL_CHIEF_OFFICER_TITLES}
        titles |= _with_abbreviation(self.facts.force)
        titles |= {self.facts.force_short_name} if self.facts.force_short_name else set()
        titles -= {self.name, self.facts.short_name}
        return sorted(titles, key=lambda title: (-len(title), title))

    def names_force(self, forces: Iterable[str]) -> bool:
        """Check whether the forces that a report names include this office's, by any of its names."""
        own = {self.facts.force, self.facts.force_short_name or "", *(name.name for name in self.facts.names)}
        return not {_folded_force(name) for name in own if name}.isdisjoint(map(_folded_force, forces))

    @property
    def places(self) -> list[str]:
        """What may stand before a title: `Norfolk` of `Norfolk PCC's comments`."""
        places = {self.id.replace("-", " "), self.short_name, self.facts.force, self._force_place}
        return sorted(places | ({self.facts.force_short_name} if self.facts.force_short_name else set()))

    @property
    def _force_place(self) -> str:
        """The force's name without what kind of force it is: `Norfolk` of `Norfolk Constabulary`."""
        name = re.sub(r"\s*\([^()]*\)$", "", self.facts.force)
        return re.sub(r"\s+(?:Police(?: Service| Force)?|Constabulary)$", "", name, flags=re.IGNORECASE)


def _with_abbreviation(name: str) -> set[str]:
    """Return a name as printed, and its words and its abbreviation apart: `Sample Combined Authority (SCA)`."""
    found = re.fullmatch(r"(.*?)\s*\(([^()]+)\)", name)
    return {name, *found.groups()} if found else {name}


@lru_cache(maxsize=1_000)
def _folded_force(name: str) -> str:
    """Fold a force's name: `The Norfolk Constabulary` and `Norfolk` are the same."""
    return _KIND_OF_FORCE.sub("", plain_heading(name).removeprefix("the "))


def _printed_id(id_: str, printed: str) -> str:
    """Write an id as a name: `avon-and-somerset` is `Avon and Somerset`, `dyfed-powys` as printed `Dyfed-Powys`."""
    words = id_.split("-")
    names: list[str] = []
    while words:
        for count in range(len(words), 0, -1):
            run = r"[\s-]+".join("(?:and|&)" if word == "and" else re.escape(word) for word in words[:count])
            if match := re.search(rf"(?<!\w){run}(?!\w)", printed, re.IGNORECASE):
                names.append(re.sub(r"\s+", " ", match[0].replace("&", "and")))
                del words[:count]
                break
        else:
            names.append(_word_as_name(words.pop(0), printed))
    name = " ".join(names)
    return name[:1].upper() + name[1:]


def _word_as_name(word: str, printed: str) -> str:
    """Write a word that is not printed: an abbreviation of what is, such as `mopac`, in capitals."""
    if word in _SMALL_WORDS:
        return word
    initials = iter(re.findall(r"(?<![\w'’])\w", printed.casefold()))
    is_abbreviation = word in _ABBREVIATIONS or (len(word) > 1 and all(letter in initials for letter in word))
    return word.upper() if is_abbreviation else word.capitalize()


def read(source: Source) -> tuple[Office | None, list[Problem]]:
    """Read an office's file."""
    facts, problems = read_as(OfficeFacts, source)
    if facts is None:
        return None, problems
    return Office(source.path.split("/")[1], facts, source), problems
