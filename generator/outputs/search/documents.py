"""What a search can find: one document for each record and each class of its findings, with its facts and its parts.

Knows records and their pages' anchors; nothing of the search engine. A text is in one document only: a finding's in its
own, and not in those of the responses that repeat it. A translation is a document of its own, in its language.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from html import escape

from generator.dates import Due, Publication, RecordedDate
from generator.languages import ENGLISH, catalogue, date_in, day_in
from generator.pages.search import UNDATED
from generator.pages.single.document import AnsweredFinding, AnsweredGroup, AnsweredReport, Document, document_of
from generator.records.finding import Finding, ProseSection
from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.report.class_words import CLASSES
from generator.records.response import Response
from generator.records.response_facts import Copy
from generator.register.addresses import address_of
from generator.register.joins.order import listing_date
from generator.register.released import ReleasedRegister

FINDING_WEIGHT = 3
"""A word of a finding counts as much as three of prose: it is what people quote."""


@dataclass(frozen=True)
class SearchDocument:
    """One thing a search can find."""

    url: str
    """From the site's root, without a slash before: `responses/norfolk/2019/x/`."""
    title: str
    day: date | None
    """By which it is sorted: of the report, for a response and a finding too; of the meeting, for a paper."""
    meta: Mapping[str, str]
    """Words that are searched and are not in the text: names of the office and the force, dates, types, tags."""
    facts: Mapping[str, str]
    """What a search can be narrowed by; several values of one fact stand on lines of their own."""
    text: Callable[[], str] = field(repr=False)
    """Sets its text as HTML, whose headings have the ids of its page, so that a hit opens where it stands.

    It is set only where the index is made anew: that costs more than all else here.
    """
    made_from: tuple[bytes, ...] = field(repr=False)
    """Digests of what the text is made from."""
    language: str = ENGLISH
    weight: int = 1
    """How often a word of its text counts."""

    @property
    def order(self) -> tuple[str, str, bool]:
        """The order of days; a twin follows what it is the twin of."""
        is_twin = self.language != ENGLISH
        return str(self.day or ""), self.url.removeprefix(f"{self.language}/") if is_twin else self.url, is_twin


@dataclass(frozen=True)
class _Voice:
    """The records in one language."""

    released: ReleasedRegister
    language: str
    original: ReleasedRegister
    """In English: a fact by which a search is narrowed is the same in every language."""
    only: Container[str] | None = None
    """Sources of which there are documents; None for all."""

    def has(self, record: Record) -> bool:
        return self.only is None or record.path in self.only

    def say(self, *words: str) -> str:
        """Join words of the interface, translated."""
        return _words(*map(catalogue(self.language).gettext, words))

    def day(self, value: date | None) -> str:
        return day_in(self.language, value) if value else ""

    def published(self, value: Publication | None) -> str:
        return self.when(value) if value and value.machine else ""

    def when(self, value: Due | Publication | RecordedDate | None) -> str:
        return date_in(self.language, value) if value else ""

    def address(self, record: Record) -> str:
        return address_of(record) if self.language == ENGLISH else f"{self.language}/{address_of(record)}"

    def facts(self, kind: str, day: date | None = None, **others: str) -> dict[str, str]:
        dated = {"year": str(day.year) if day else UNDATED} if kind != "office" else {}
        return {"kind": kind, "language": self.language, **dated, **others}

    def inspectorate(self, inspection: Inspection) -> str:
        return "\n".join(self.original.inspections[inspection.id].inspectorates)


def documents_of(released: ReleasedRegister) -> Iterator[SearchDocument]:
    """Yield every document, in the order of addresses within a kind; then the translations."""
    yield from _documents(_Voice(released, ENGLISH, released))
    for language, translations in sorted(released.translations.items()):
        yield from _documents(_Voice(released.in_language(language), language, released, translations))


def _documents(voice: _Voice) -> Iterator[SearchDocument]:
    for office in filter(voice.has, voice.released.offices.values()):
        yield _office(voice, office)
    for inspection in filter(voice.has, voice.released.inspections.values()):
        yield _inspection(voice, inspection)
        yield from _findings(voice, inspection)
    for response in filter(voice.has, voice.released.responses.values()):
        yield _response(voice, response)
    for report in filter(voice.has, voice.released.panel_reports.values()):
        yield _panel_report(voice, report)


def _office(voice: _Voice, office: Office) -> SearchDocument:
    facts = office.facts
    meta = {"force": facts.force, "also": _words(office.short_name, office.id.replace("-", " "), *facts.tags)}
    return SearchDocument(
        voice.address(office), office.name, None, meta, voice.facts("office", office=office.id),
        partial(_office_text, voice, office), (office.source.digest,), voice.language,
    )  # fmt: skip


def _office_text(voice: _Voice, office: Office) -> str:
    facts = office.facts
    periods = [(f"{holder.title} {holder.name}", holder.from_, holder.to) for holder in facts.holders]
    periods += [(name.name, name.from_, name.to) for name in facts.names]
    named = [_words(name, voice.day(first), voice.day(last)) for name, first, last in periods]
    words = facts.force, facts.chief_officer, facts.panel, *named, *facts.contacts, facts.website
    return _paragraphs(*words, voice.day(facts.succeeded_by.on) if facts.succeeded_by else "")


def _inspection(voice: _Voice, inspection: Inspection) -> SearchDocument:
    facts, day = inspection.facts, inspection.published_on
    meta = _report_meta(voice, inspection) | {
        "inspectorate": _words(inspection.inspectorate, inspection.inspectorate_in_full),
        "what": voice.say("Inspection report"),
        "also": _words(*facts.types, *facts.forces, *facts.tags),
    }
    return SearchDocument(
        voice.address(inspection), inspection.title, day, meta,
        voice.facts("inspection", day, inspectorate=voice.inspectorate(inspection)),
        partial(_inspection_text, voice, inspection), (inspection.source.digest,), voice.language,
    )  # fmt: skip


def _inspection_text(voice: _Voice, inspection: Inspection) -> str:
    html = []
    for part in inspection.parts:
        if isinstance(part, ProseSection):
            html.append(_prose_text(part))
        else:
            introduced = ProseSection(part.heading, part.id, part.introduction) if part.introduction else None
            sections = (introduced, *(inner for inner in part.parts if isinstance(inner, ProseSection)))
            html += [_prose_text(section) for section in sections if section]
    grades = [f"{grade.area}: {grade.grade}" for grade in inspection.facts.grades]
    return "".join(html) + _notes("", "", *grades) + _additions(voice, inspection)


def _prose_text(section: ProseSection) -> str:
    level = section.depth + 1
    heading = f'<h{level} id="{section.id}">{escape(section.heading)}</h{level}>' if section.heading else ""
    return heading + section.passage.prose(level + 1 if heading else level, section.id).html


def _findings(voice: _Voice, inspection: Inspection) -> Iterator[SearchDocument]:
    """Yield a document for each class of findings: one for each finding would make every search half as large again."""
    facts, day = inspection.facts, inspection.published_on
    for name, called in CLASSES.items():
        findings = [finding for finding in inspection.findings if finding.finding_class == name]
        if findings:
            meta = {"report": inspection.title, "what": voice.say(*called), "also": _words(*facts.forces)}
            yield SearchDocument(
                f"{voice.address(inspection)}#{name}", "", day, _report_meta(voice, inspection) | meta,
                voice.facts("finding", day, inspectorate=voice.inspectorate(inspection), **{"class": name}),
                partial(_findings_text, voice, findings), (inspection.source.digest,), voice.language,
                FINDING_WEIGHT,
            )  # fmt: skip


def _findings_text(voice: _Voice, findings: list[Finding]) -> str:
    return "".join(_finding_text(voice, finding) for finding in findings)


def _finding_text(voice: _Voice, finding: Finding) -> str:
    said = finding.passage.prose(3, finding.id).html
    asked = _paragraphs("; ".join(finding.facts.addressed_to), voice.when(finding.due))
    return _section(finding.id, finding.heading.rstrip(": "), said + asked)


def _report_meta(voice: _Voice, inspection: Inspection) -> dict[str, str]:
    return {"date": voice.day(inspection.published_on), "inspectorate": inspection.inspectorate}


def _response(voice: _Voice, response: Response) -> SearchDocument:
    released, facts = voice.released, response.facts
    inspection, *others = reports = [released.inspections[id_] for id_ in response.inspection_ids]
    office, *joint = released.offices_of(response)
    meta = _report_meta(voice, inspection) | {
        "office": office.name if office.short_name in office.name else _words(office.name, office.short_name),
        "force": office.facts.force,
        "answers": _words(*(report.title for report in others)),
        "what": voice.say("Response under section 55" if inspection.asks_for_response else "Response"),
        "also": _words(
            *(name for report in reports for name in report.facts.types), *facts.tags, *inspection.facts.tags,
            *(name for report in reports for name in report.facts.inspectorate_name), facts.signed_by, facts.part,
            *(name for other in joint for name in (other.name, other.facts.force)),
            voice.when(facts.dated), *map(voice.day, [facts.invited, *(report.published_on for report in others)]),
        ),
        "published": voice.published(response.published),
        "status": released.clock(response, inspection).status.value.replace("-", "_"),
    }  # fmt: skip
    made_from = [each.source.digest for each in (response, *reports)]
    offices = "\n".join(each.id for each in (office, *joint))
    return SearchDocument(
        voice.address(response), inspection.title, inspection.published_on, meta,
        voice.facts("response", inspection.published_on, office=offices, inspectorate=voice.inspectorate(inspection)),
        partial(_response_text, voice, response), (*made_from, (office.facts.statute_note or "").encode()),
        voice.language,
    )  # fmt: skip


def _response_text(voice: _Voice, response: Response) -> str:
    return "".join(_parts(voice, document_of(voice.released, response)))


def _parts(voice: _Voice, document: Document) -> Iterator[str]:
    for part in document.parts:
        if isinstance(part, AnsweredReport):
            yield from _answers(voice, part)
        else:
            heading, said = document.heading_of(part), part.passage.prose(3, part.id).html
            yield _section(part.id, heading, said) if heading else said
    facts = document.response.facts
    yield _notes("clock", voice.say("The office's reason for publishing after the last day:"), facts.late_reason)
    yield _notes("office-use", voice.say("For office use only:"), *_copies(voice, facts.sent))
    yield _additions(voice, document.response)
    if document.is_asked_for:
        yield _notes("", "", document.office.facts.statute_note)


def _copies(voice: _Voice, copies: list[Copy]) -> Iterator[str]:
    for copy in copies:
        yield copy.line
        if copy.words and copy.on.is_sent and copy.role != "public":
            yield copy.to
        yield voice.when(copy.on.when)


def _answers(voice: _Voice, report: AnsweredReport) -> Iterator[str]:
    for group in report.groups:
        for answered in group.findings:
            if said := "".join(_answer(voice, answered)):
                yield _section(_anchor(group, answered), answered.finding.heading, said)


def _anchor(group: AnsweredGroup, answered: AnsweredFinding) -> str:
    return group.anchor if group.group.is_single else answered.anchor


def _answer(voice: _Voice, answered: AnsweredFinding) -> Iterator[str]:
    facts = answered.answer.facts
    yield _paragraphs(facts.owner, voice.when(facts.due), facts.reason)
    for section in answered.shown:
        yield section.passage.prose(4, f"answer-{answered.anchor}").html
    for entry in facts.progress:
        yield _paragraphs(voice.when(entry.on), entry.by, entry.source, entry.note)


def _panel_report(voice: _Voice, report: PanelReport) -> SearchDocument:
    office, facts, day = voice.released.offices[report.office_id], report.facts, listing_date(report)
    meta = {
        "date": voice.day(day),
        "office": office.short_name,
        "force": office.facts.force,
        "what": voice.say("Panel report"),
        "also": _words(facts.panel, facts.author, facts.agenda_item, *facts.tags, voice.published(facts.published)),
    }
    return SearchDocument(
        voice.address(report), report.title, day, meta, voice.facts("panel-report", day, office=office.id),
        partial(_panel_report_text, voice, report), (report.source.digest,), voice.language,
    )  # fmt: skip


def _panel_report_text(voice: _Voice, report: PanelReport) -> str:
    return report.passage.prose(2, numbered=True).html + _additions(voice, report)


def _additions(voice: _Voice, record: Inspection | Response | PanelReport) -> str:
    facts = record.facts
    corrections = [word for each in facts.corrections for word in (voice.day(each.on), each.note)]
    files = [attachment.title for attachment in facts.attachments]
    said = _notes("page-corrections", voice.say("Corrections"), *corrections)
    return said + _notes("page-downloads", voice.say("Downloads"), *files)


def _notes(id_: str, heading: str, *texts: str | None) -> str:
    """Set a part of a page that not every page has; one without an id has no place of its own there."""
    return _section(id_, heading, said) if (said := _paragraphs(*texts)) else ""


def _section(id_: str, heading: str, html: str) -> str:
    return f'<h2 id="{id_}">{escape(heading)}</h2>{html}'


def _paragraphs(*texts: str | None) -> str:
    return "".join(f"<p>{escape(text)}</p>" for text in texts if text)


def _words(*words: str | None) -> str:
    """Join words for searching, each run once."""
    return ", ".join(dict.fromkeys(word for word in words if word))
