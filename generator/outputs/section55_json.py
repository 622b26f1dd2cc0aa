"""`/data/section55.json`: the register as data, made from the same objects as the pages. No prose."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from generator.dates import Publication
from generator.frame import Site
from generator.kinds import Inspection, Office, PanelReport, Response
from generator.kinds.finding import Finding
from generator.pages import Page
from generator.pages.records import address_of
from generator.released import Answer, Released
from generator.statute import Clock, Status, clock

FORMAT = 1


def files(released: Released, site: Site, pages: list[Page]) -> Iterator[tuple[str, bytes]]:  # noqa: ARG001 - every output has these
    """Give the one file."""
    text = json.dumps(register_of(released, site), ensure_ascii=False, indent=1)
    yield "data/section55.json", f"{text}\n".encode()


def register_of(released: Released, site: Site) -> dict[str, Any]:
    """Give the whole register as plain data: keys in snake_case, days as ISO 8601, addresses from the site's root."""
    findings = [finding for inspection in released.inspections.values() for finding in inspection.findings]
    gone = [record for record in released.withdrawn if isinstance(record, Response)]
    responses = sorted([*released.responses.values(), *gone], key=lambda each: each.id)
    return {
        "format": FORMAT,
        "as_of": released.today.isoformat(),
        "site": {"name": site.name, "url": site.address or None},
        "offices": [_office(each, site) for each in released.offices.values()],
        "inspections": [_inspection(each, site) for each in released.inspections.values()],
        "findings": [_finding(released, each, site) for each in findings],
        "responses": [_response(released, each, site) for each in responses],
        "panel_reports": [_panel_report(each, site) for each in released.panel_reports.values()],
        "expected": [
            {
                "office": owed.office.id,
                "inspection": owed.inspection.id,
                "last_day": _iso(owed.clock.last_day),
                "status": owed.clock.status,
                "next_change_on": _iso(owed.clock.next_change_on),
            }
            for owed in released.owed
        ],
    }


def _url(record: Office | Inspection | Finding | Response | PanelReport, site: Site) -> str:
    return f"{site.address or '/'}{address_of(record)}"


def _iso(day: Any) -> str | None:
    return day.isoformat() if day else None


def _published(publication: Publication | None) -> str | None:
    return publication.machine if publication else None


def _office(office: Office, site: Site) -> dict[str, Any]:
    facts = office.facts
    successor = facts.succeeded_by
    return {
        "id": office.id,
        "url": _url(office, site),
        "name": office.name,
        "force": facts.force,
        "chief_officer": facts.chief_officer,
        "panel": facts.panel,
        "website": facts.website,
        "succeeded_by": {"office": successor.office, "on": _iso(successor.on)} if successor else None,
    }


def _inspection(inspection: Inspection, site: Site) -> dict[str, Any]:
    facts = inspection.facts
    return {
        "id": inspection.id,
        "url": _url(inspection, site),
        "title": inspection.title,
        "published": _published(inspection.published),
        "inspectorate": facts.inspectorate,
        "inspectorate_name": inspection.inspectorate_in_full,
        "types": facts.types,
        "forces": facts.forces,
        "section_55": facts.section_55,
        "report": facts.report,
        "archived_report": facts.archived_report,
        "follows": facts.follows,
        "findings_in_report": facts.findings_in_report,
        "grades": [{"area": grade.area, "grade": grade.grade} for grade in facts.grades],
        "tags": facts.tags,
    }


def _finding(released: Released, finding: Finding, site: Site) -> dict[str, Any]:
    due = finding.due
    return {
        "id": finding.full_id,
        "url": _url(finding, site),
        "inspection": finding.inspection_id,
        "class": finding.finding_class,
        "number": finding.number,
        "heading": finding.heading,
        "cause": f"{finding.inspection_id}#{finding.cause}" if finding.cause else None,
        "addressed_to": finding.facts.addressed_to,
        "by": due.machine or due.wording if due else None,
        "repeats": finding.facts.repeats,
        "repeated_by": [each.full_id for each in released.repeated_by.get(finding.full_id, [])],
    }


def _response(released: Released, response: Response, site: Site) -> dict[str, Any]:
    facts = response.facts
    is_gone = facts.withdrawn is not None and response.id not in released.responses
    inspections = [released.inspections[id_] for id_ in response.inspection_ids if id_ in released.inspections]
    clocks = [(each.id, _withdrawn_clock(each, released) if is_gone else released.clock(response, each)) for each in inspections]
    first = _clock(clocks[0][1]) if clocks else {"last_day": None, "status": Status.WITHDRAWN, "days": None, "next_change_on": None}
    return {
        "id": response.id,
        "url": _url(response, site),
        "office": response.office_id,
        "inspection": response.inspection_ids[0],
        "published": _published(response.published),
        **first,
        "clocks": [{"inspection": id_, **_clock(each)} for id_, each in clocks],
        "invited": _iso(facts.invited),
        "dated": _iso(facts.dated),
        "recorded_as_published": facts.recorded_as_published,
        "late_reason": None if is_gone else facts.late_reason,
        "sent": [{"to": copy.to, "on": _iso(copy.on.day) or copy.on.words, "role": copy.role} for copy in facts.sent],
        "answers": [] if is_gone else [
            _answer(answer)
            for inspection in inspections
            for finding in inspection.findings
            if (answer := released.answer(response, finding)).is_stated
        ],
        "tags": facts.tags,
    }  # fmt: skip


def _withdrawn_clock(inspection: Inspection, released: Released) -> Clock:
    judged = clock(inspection.published_on, None, released.today, is_published=True, has_duty=inspection.facts.section_55)
    return Clock(judged.report_published_on, judged.last_day, Status.WITHDRAWN, None, None)


def _clock(judged: Clock) -> dict[str, Any]:
    return {
        "last_day": _iso(judged.last_day),
        "status": judged.status,
        "days": judged.days,
        "next_change_on": _iso(judged.next_change_on),
    }


def _answer(answer: Answer) -> dict[str, Any]:
    facts = answer.facts
    return {
        "finding": answer.finding.full_id,
        "action": facts.action,
        "reason": facts.reason,
        "position": answer.position,
        "owner": facts.owner,
        "due": (facts.due.machine or facts.due.wording) if facts.due else None,
        "progress_status": answer.progress,
        "progress": [
            {"on": _iso(entry.on), "status": entry.status, "note": entry.note, "by": entry.by, "source": entry.source}
            for entry in facts.progress
        ],
        "see": facts.see,
    }


def _panel_report(report: PanelReport, site: Site) -> dict[str, Any]:
    facts = report.facts
    return {
        "id": report.id,
        "url": _url(report, site),
        "title": report.title,
        "office": report.office_id,
        "panel": facts.panel,
        "published": _published(report.published),
        "meeting": _iso(facts.meeting),
        "agenda_item": facts.agenda_item,
        "author": facts.author,
        "about": facts.about,
    }
