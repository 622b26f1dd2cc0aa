"""Writes a new source to fill in, dated and with comments. Never overwrites a file."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from string import Template

from generator.commands.begin.second_office import KeptDeadlines, keep_deadlines
from generator.dates import london_day, read_day, wording
from generator.messages import did_you_mean, join_words, plain_text, quoted, with_article
from generator.records.answer_keys import OTHERS, is_addressed_to_others
from generator.records.finding import Finding
from generator.records.inspection import Inspection
from generator.records.kinds import KINDS, Kind
from generator.records.office import Office
from generator.register.read import read_register
from generator.register.register import Register
from generator.slugs import slug_error
from generator.statute import last_day, must_be_explained
from generator.theme.templates import template_folders

Read = Callable[[str], str]
"""Returns an answer as it is written into the source; raises NewSourceError if it cannot be used."""

Ask = Callable[[str, str, Read], str]
"""Asks a question with a default answer, again until it can be read; returns what was read."""


class NewSourceError(ValueError):
    """The source cannot be written; the message says why, and what to do."""

    def __init__(self, message: str) -> None:
        """Keep the message as its reader sees it."""
        super().__init__(plain_text(message))


@dataclass(frozen=True, slots=True)
class NewSource:
    """A source to write: its kind in kebab-case, its id, and the facts that are known."""

    kind: str
    id: str
    content: Path
    project: Path
    as_of: datetime
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class WrittenSource:
    """The file of a new source, and what its writer did for the only office of before."""

    path: Path
    kept: KeptDeadlines | None


def create_source(blank: NewSource, ask: Ask | None) -> WrittenSource:
    """Write the source; `ask` is None if nobody can be asked.

    Raises:
        NewSourceError: The id is not well formed, the source exists, or a record that it needs does not.
    """
    kind = _kind(blank.kind)
    id_ = _free_id(kind, blank.id, blank.content)
    path = _path(kind, id_, blank.content)
    template = _template(kind, blank.project)
    text = template.substitute(_VALUES[blank.kind](blank, id_, ask or (lambda _, fallback, read: read(fallback))))
    # First, so that a crash between the two files changes no deadline.
    kept = keep_deadlines(blank.content, id_) if blank.kind == "office" else None
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(text)
    return WrittenSource(path, kept)


_SAMPLE_IDS = {
    "inspection": "2024/name-of-the-report",
    "response": "norfolk/2024/name-of-the-report",
    "panel-report": "norfolk/2024/name-of-the-paper",
    "office": "norfolk",
}


def asked_id(kind: str, content: Path, ask: Ask | None) -> str:
    """Ask for the id of a new source.

    Raises:
        NewSourceError: Nobody is there to be asked.
    """
    sample = _SAMPLE_IDS[kind]
    if ask is None:
        raise NewSourceError(f"Give an id, such as: section55 new {kind} {sample}")
    return ask(
        f"Id of the {kind.replace('-', ' ')}, such as {sample}", "", lambda id_: _free_id(_kind(kind), id_, content)
    )


def _kind(name: str) -> Kind:
    return next(kind for kind in KINDS if kind.file_name == name)


def _path(kind: Kind, id_: str, content: Path) -> Path:
    return content / f"{kind.folder}/{id_}{kind.path_pattern.ending}"


def _free_id(kind: Kind, id_: str, content: Path) -> str:
    id_ = _checked_id(kind, id_)
    path = _path(kind, id_, content)
    if path.exists():
        raise NewSourceError(f"{path.as_posix()} already exists, and has not been changed.")
    if kind.file_name == "response":
        _office(id_.partition("/")[0], read_register(content).register)
    return id_


def _checked_id(kind: Kind, id_: str) -> str:
    id_ = id_.strip("/").removeprefix(f"{kind.folder}/").removesuffix(kind.path_pattern.ending)
    parts = id_.split("/")
    pattern = "/".join(name.upper() for name in kind.path_pattern.parts)
    if len(parts) != len(kind.path_pattern.parts):
        raise NewSourceError(f"{quoted(id_)} is not the name of {with_article(kind.noun)}. Write {pattern}.")
    for part in parts:
        if reason := slug_error(part):
            raise NewSourceError(
                f"{quoted(id_)} cannot be an id: {reason}. Use small letters, digits and single hyphens."
            )
    return id_


def _template(kind: Kind, project: Path) -> Template:
    name = f"new/{kind.file_name}{kind.path_pattern.ending}"
    file = next(folder / name for folder in template_folders(project) if (folder / name).is_file())
    return Template(file.read_text(encoding="utf-8"))


def _yaml_text(text: str) -> str:
    """Write a text as YAML in double quotes; a JSON string is one."""
    return json.dumps(text, ensure_ascii=False)


def _words_of(id_: str) -> str:
    return id_.rpartition("/")[2].replace("-", " ").capitalize()


def _answer(blank: NewSource, ask: Ask, name: str, question: str, fallback: str, *, read: Read = str.strip) -> str:
    given = blank.facts.get(name)
    return read(given) if given else ask(question, fallback, read) or fallback


def _office_values(blank: NewSource, id_: str, ask: Ask) -> dict[str, str]:
    place = _words_of(id_).title()
    name = _answer(blank, ask, "name", "The office, as it signs itself", f"{place} Police and Crime Commissioner (PCC)")
    force = _answer(blank, ask, "force", "Its force", f"{place} Police")
    chief = _answer(blank, ask, "chief-officer", "The title of the chief officer", "Chief Constable")
    return {"name": _yaml_text(name), "force": _yaml_text(force), "chief_officer": _yaml_text(chief)}


def _inspection_values(blank: NewSource, id_: str, ask: Ask) -> dict[str, str]:
    title = _answer(blank, ask, "title", "Title of the report", _words_of(id_))
    today = london_day(blank.as_of).isoformat()
    published = _answer(blank, ask, "published", "Day the report was published (year-month-day)", today, read=_day)
    inspectorate = _answer(blank, ask, "inspectorate", "Inspectorate, as printed", "HMICFRS")
    type_ = _answer(blank, ask, "type", "Type of inspection", "National thematic")
    return {
        "title": _yaml_text(title), "published": published,
        "inspectorate": _yaml_text(inspectorate), "type": _yaml_text(type_),
    }  # fmt: skip


def _day(text: str) -> str:
    try:
        return read_day(text).isoformat()
    except ValueError as error:
        raise NewSourceError(f"{error}. Write it as year-month-day, such as 2026-03-01.") from None


def _panel_report_values(blank: NewSource, id_: str, ask: Ask) -> dict[str, str]:
    office = read_register(blank.content).register.offices.get(id_.partition("/")[0])
    today = london_day(blank.as_of).isoformat()
    panel = (office.facts.panel if office else None) or "Police and Crime Panel"
    return {
        "title": _yaml_text(_answer(blank, ask, "title", "Title of the paper", _words_of(id_))),
        "panel": _yaml_text(_answer(blank, ask, "panel", "The panel", panel)),
        "meeting": _answer(blank, ask, "meeting", "Day of the meeting (year-month-day)", today, read=_day),
        "today": today,
    }


def _response_values(blank: NewSource, id_: str, ask: Ask) -> dict[str, str]:
    register = read_register(blank.content).register
    office_id, _, named = id_.partition("/")
    office = _office(office_id, register)

    def known(answer: str) -> str:
        return _inspection(answer.strip() or named, register).id

    fallback = named if named in register.inspections else ""
    inspection_id = _answer(blank, ask, "inspection", "Id of the inspection it answers", fallback, read=known)
    return _response_text(blank, office, _inspection(inspection_id, register))


def _office(id_: str, register: Register) -> Office:
    if id_ not in register.offices:
        hint = did_you_mean(id_, register.offices) or f"Begin with: section55 new office {id_}"
        raise NewSourceError(f"There is no office {quoted(id_)}. {hint}")
    return register.offices[id_]


def _inspection(id_: str, register: Register) -> Inspection:
    if id_ not in register.inspections:
        hint = did_you_mean(id_, register.inspections) or f"Begin with: section55 new inspection {id_}"
        raise NewSourceError(f"There is no inspection {quoted(id_)}. {hint}")
    return register.inspections[id_]


def _response_text(blank: NewSource, office: Office, inspection: Inspection) -> dict[str, str]:
    policy = office.facts.answers_areas_for_improvement
    due = [
        finding
        for finding in inspection.findings
        if must_be_explained(finding.finding_class, answers_areas_for_improvement=policy)
    ]
    own = [finding for finding in due if not is_addressed_to_others(finding, office)]
    sections = "".join(
        f"\n## {finding.heading}{_id_mark(inspection, finding.id, finding.heading)}\n" for finding in due
    )
    last = last_day(inspection.published_on)
    return {
        "inspection": inspection.id, "inspection_title": inspection.title, "chief_officer": office.facts.chief_officer,
        "body": min((title for title in office.body_titles if title != office.name), key=len),
        "inspectorate": _yaml_text(inspection.inspectorate),
        "answers": _answers(own, office, has_others=len(own) < len(due)), "sections": sections,
        "last_day": last.isoformat(), "last_day_words": wording(last), "today": london_day(blank.as_of).isoformat(),
        "published_words": wording(inspection.published_on),
    }  # fmt: skip


def _answers(own: list[Finding], office: Office, *, has_others: bool) -> str:
    """Write the answer to findings addressed to others, and a line to complete for each of the office's findings."""
    lines = ["answers:" if has_others else "# answers:"] if own or has_others else []
    if has_others:
        reason = _yaml_text(f"It is not addressed to {office.facts.force}.")
        lines.append(f"  {OTHERS}: {{action: none, position: does not apply, reason: {reason}}}")
    mark = "  # " if has_others else "#   "
    for finding in own:
        addressees = f" # addressed to {join_words(finding.facts.addressed_to)}" if finding.facts.addressed_to else ""
        lines.append(f"{mark}{finding.id}: {{action: taken | proposed | none}}{addressees}")
    return "".join(f"{line}\n" for line in lines)


def _id_mark(inspection: Inspection, finding_id: str, heading: str) -> str:
    """Write a finding's id after its heading if other findings have the same heading."""
    same = [finding for finding in inspection.findings if finding.heading == heading]
    return f" {{#{finding_id}}}" if len(same) > 1 else ""


_VALUES: dict[str, Callable[[NewSource, str, Ask], dict[str, str]]] = {
    "office": _office_values,
    "inspection": _inspection_values,
    "response": _response_values,
    "panel-report": _panel_report_values,
}
