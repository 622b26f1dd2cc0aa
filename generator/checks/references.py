"""Checks what records say of each other: each id, link and attachment must exist.

Knows how records refer to each other; nothing of the law or of release.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Iterator

from generator.files import display_path
from generator.languages import TRANSLATION_LANGUAGES
from generator.messages import did_you_mean, nearest, quoted
from generator.problems import Place, Problem, Severity
from generator.reading.content_folder import ATTACHED
from generator.reading.link_targets import is_external, target_of
from generator.records.answer_keys import AnswerableFindings
from generator.records.fields import doubled
from generator.records.finding import quoted_id
from generator.records.inspection import Inspection
from generator.records.kinds import Record
from generator.records.office import Office
from generator.records.panel_report import PanelReport
from generator.records.response import Response, answer_problems
from generator.records.roles import Role
from generator.register.addresses import attachment_address
from generator.register.register import Register
from generator.slugs import MAX_SLUG_LENGTH, slugify

KeyPath = tuple[str | int, ...]


def reference_problems(register: Register) -> Iterator[Problem]:
    """Yield a problem for each reference that leads to nothing."""
    for office in register.offices.values():
        yield from _office_problems(register, office)
    for inspection in register.inspections.values():
        follows = [(("follows", place), id_) for place, id_ in enumerate(inspection.facts.follows)]
        yield from _named(register, inspection, "inspection", follows)
        if inspection.id in inspection.facts.follows:
            yield inspection.source.problem(("follows",), "An inspection cannot follow itself", "Remove its own id")
        yield from _repeat_problems(register, inspection)
    for response in register.responses.values():
        yield from _office_named(register, response, response.office_id)
        yield from _inspection_named(register, response)
        yield from _answer_problems(register, response)
    for report in register.panel_reports.values():
        yield from _office_named(register, report, report.office_id)
        yield from _about_problems(register, report)
    yield from _attachment_problems(register)
    yield from _language_problems(register)
    for record in register.texts:
        yield from _link_problems(register, record)


def _language_problems(register: Register) -> Iterator[Problem]:
    """Warn of translations into a language that the office does not list."""
    for translations in register.translations:
        name = TRANSLATION_LANGUAGES[translations.language]
        for record in translations.records.values():
            office_id = record.id if isinstance(record, Office) else getattr(record, "office_id", "")
            office = register.offices.get(office_id)
            if office and translations.language not in office.facts.languages:
                message = f"This {record.kind} is in {name}, and its office does not list {name}"
                languages = ", ".join([*office.facts.languages, translations.language])
                hint = f"Write in {office.source.display_path}: languages: [{languages}]"
                place = Place(record.source.display_path)
                yield Problem(place, message, hint, Severity.WARNING, "language")


def _is_broken(register: Register, id_: str) -> bool:
    return any(id_ == broken for _, broken in register.broken)


def _named(register: Register, record: Record, noun: str, named: Iterable[tuple[KeyPath, str]]) -> Iterator[Problem]:
    known = register.inspections if noun == "inspection" else register.offices
    file = "inspections/{}.md" if noun == "inspection" else "offices/{}.yml"
    for key_path, id_ in named:
        if id_ not in known and (noun, id_) not in register.broken:
            others = [other for other in known if other != record.id or record.kind != noun]
            hint = (
                did_you_mean(id_, others) or f"Write its id, or add {display_path(register.content)}/{file.format(id_)}"
            )
            yield record.source.problem(key_path, f"There is no {noun} {quoted(id_)}", hint)


def _office_problems(register: Register, office: Office) -> Iterator[Problem]:
    facts = office.facts
    expected = facts.expects if isinstance(facts.expects, list) else []
    yield from _named(register, office, "inspection", [(("expects", place), id_) for place, id_ in enumerate(expected)])
    for id_ in facts.no_response_needed:
        yield from _named(register, office, "inspection", [(("no-response-needed", id_), id_)])
    if facts.succeeded_by:
        yield from _named(register, office, "office", [(("succeeded-by", "office"), facts.succeeded_by.office)])
        if facts.succeeded_by.office == office.id:
            yield office.source.problem(
                ("succeeded-by", "office"), "An office cannot succeed itself", "Write the id of the new one"
            )


def _office_named(register: Register, record: Record, office_id: str) -> Iterator[Problem]:
    if office_id not in register.offices and ("office", office_id) not in register.broken:
        added = f"{display_path(register.content)}/offices/{office_id}.yml"
        hint = did_you_mean(office_id, register.offices) or f"Add {added}, or move the file to its office's folder"
        yield Problem(Place(record.source.display_path), f"There is no office {quoted(office_id)}", hint)


def _inspection_named(register: Register, response: Response) -> Iterator[Problem]:
    named, source = response.facts.inspection, response.source
    if named is None:
        id_ = response.inspection_ids[0]
        if id_ not in register.inspections and ("inspection", id_) not in register.broken:
            hint = f"{did_you_mean(id_, register.inspections)} Write its id: inspection: 2019/name".strip()
            yield Problem(
                source.position(), f"There is no inspection {quoted(id_)}, for which this file is named", hint
            )
        return
    yield from _named(
        register, response, "inspection", [(("inspection", place), id_) for place, id_ in enumerate(named)]
    )
    if twice := doubled(named):
        yield source.problem(("inspection",), f"{quoted(twice)} is named twice", "Keep one of the two")


def _answer_problems(register: Register, response: Response) -> Iterator[Problem]:
    facts, source = response.facts, response.source
    if all(id_ in register.inspections for id_ in response.inspection_ids):
        yield from answer_problems(response, AnswerableFindings.of(response.inspection_ids, register.inspections))
    for key, answer in facts.answers.items():
        is_declared = answer.see == Role.CHIEF_OFFICER and facts.chief_officer_comments
        if answer.see and not response.section(answer.see) and not is_declared:
            message = f"This answer points to {quoted(answer.see)}, and the response has no such section"
            yield source.problem(("answers", key, "see"), message, "Write the section, or point to one that is there")


def _about_problems(register: Register, report: PanelReport) -> Iterator[Problem]:
    for place, id_ in enumerate(report.facts.about):
        if id_ not in register.inspections and id_ not in register.responses and not _is_broken(register, id_):
            hint = did_you_mean(id_, [*register.inspections, *register.responses]) or "Write its id, such as 2019/name"
            yield report.source.problem(("about", place), f"There is no inspection and no response {quoted(id_)}", hint)


def _repeat_problems(register: Register, inspection: Inspection) -> Iterator[Problem]:
    for finding_id, facts in inspection.facts.findings.items():
        for place, full_id in enumerate(facts.repeats):
            if refusal := _repeat_refusal(register, inspection, finding_id, full_id):
                yield inspection.source.problem(("findings", finding_id, "repeats", place), *refusal)


def _repeat_refusal(
    register: Register, inspection: Inspection, finding_id: str, full_id: str
) -> tuple[str, str] | None:
    inspection_id, _, repeated = full_id.partition("#")
    whole = "Write the whole id of the finding: 2019/name#recommendation-1"
    target = register.inspections.get(inspection_id)
    if target is None:
        if ("inspection", inspection_id) in register.broken:
            return None
        return f"There is no inspection {quoted(inspection_id)}", did_you_mean(
            inspection_id, register.inspections
        ) or whole
    known = [finding.full_id for finding in target.findings]
    if full_id not in known:
        message = f"The report {quoted(inspection_id)} has no finding {quoted(repeated)}"
        message = (
            message if repeated else f"{quoted(full_id)} is a report, and the id of one of its findings is needed here"
        )
        near = nearest(full_id, known)
        meant = quoted_id(near or "", target.source.display_path, mark="'")
        return message, f"Did you mean {meant}?" if near else whole
    loop = _loop_from(register, f"{inspection.id}#{finding_id}", full_id)
    if loop:
        return f"A finding cannot repeat itself: {' repeats '.join(loop)}", "Remove one of these repeats"
    return None


def _loop_from(register: Register, start: str, next_id: str) -> list[str] | None:
    ways = [[start, next_id]]
    seen = {start}
    while ways:
        key_path = ways.pop()
        if key_path[-1] == start:
            return key_path
        if key_path[-1] in seen:
            continue
        seen.add(key_path[-1])
        inspection_id, _, finding_id = key_path[-1].partition("#")
        target = register.inspections.get(inspection_id)
        facts = target.facts.findings.get(finding_id) if target else None
        ways += [[*key_path, repeated] for repeated in (facts.repeats if facts else [])]
    return None


def _attachment_problems(register: Register) -> Iterator[Problem]:
    named: set[str] = set()
    for record in register.texts:
        name = record.path.rpartition("/")[2]
        own: set[str] = set()
        for place, attachment in enumerate(record.facts.attachments):
            path = attachment_address(record, attachment)
            if refusal := _attachment_refusal(register, path, name, attachment.file, own):
                yield record.source.problem(("attachments", place, "file"), *refusal)
            own.add(path)
        named |= own
    sources = {record.path for record in register.all}
    root = display_path(register.content)
    for path in register.attachments:
        owner, _, file = path.rpartition("/")
        if path not in named and not _is_broken(register, owner.partition("/")[2]):
            name = owner.rpartition("/")[2]
            hint = f"Name it in {owner}.md: attachments: [{{file: {name}/{file}, title: ...}}]. Or delete it"
            if owner.startswith("offices/"):
                hint = hint.replace(".md", ".yml", 1)
            if owner not in sources:
                near = nearest(owner, sources) or "the folder of its source's name"
                hint = f"Move it to {near}, or delete it"
            yield Problem(Place(f"{root}/{path}"), "No source names this file, so it would never be published", hint)


def _attachment_refusal(register: Register, path: str, name: str, file: str, named: set[str]) -> tuple[str, str] | None:
    folder, _, last = file.rpartition("/")
    stem, dot, ending = last.rpartition(".")
    if f".{ending}".lower() not in ATTACHED or not dot:
        return f"{quoted(file)} cannot be an attachment", "Name a file that ends in .pdf, .csv, .png or .jpg"
    if folder != name:
        well_formed = f"{name}/{slugify(stem) or 'letter'}.{ending.lower()}"
        return f"{quoted(file)} is not in the folder {quoted(name)}", f"Put it there and write {well_formed}"
    if path in register.attachments:
        return (f"{quoted(file)} is named twice", "Keep one of the two") if path in named else None
    if (register.content / path).is_file():
        return None  # the file exists; its own problem is already reported
    beside = [
        posixpath.basename(other)
        for other in register.attachments
        if posixpath.dirname(other) == posixpath.dirname(path)
    ]
    by_stem = {posixpath.splitext(name)[0]: name for name in beside}
    near = nearest(stem, by_stem)
    hint = f"Did you mean '{name}/{by_stem[near]}'?" if near else "Put it there, or remove this attachment"
    return f"There is no file {quoted(file)}", hint


def _link_problems(register: Register, record: Record) -> Iterator[Problem]:
    source = record.source
    for link in source.links:
        if is_external(link.address) or not link.address:
            continue
        path, fragment = target_of(link.address, source.path)
        refusal = _link_refusal(register, record, path, fragment)
        if refusal:
            yield Problem(source.body_position(link.line, link.column), *refusal)


def _link_refusal(register: Register, record: Record, path: str, fragment: str) -> tuple[str, str] | None:
    folder, _, rest = path.partition("/")
    id_ = rest.rpartition(".")[0]
    stem, _, language = id_.rpartition(".")
    if any(
        translations.language == language and f"{folder}/{stem}" in translations.records
        for translations in register.translations
    ):
        return None
    known = {
        "inspections": register.inspections, "responses": register.responses,
        "panel-reports": register.panel_reports, "offices": register.offices,
    }.get(folder)  # fmt: skip
    if folder == "pages" and path in register.pages:
        return None
    if path in {attachment_address(record, attachment) for attachment in record.facts.attachments}:
        return None
    if known is None or not path.endswith((".md", ".yml")):
        what = "file that is published" if known is None else "attachment of this record" if "." in path else "source"
        cure = "Write the way to a source file from this one, name the file under attachments, or use a web address"
        return f"This link leads to {quoted(path)}, which is no {what}", _way_to_nearest(register, record, path) or cure
    if id_ not in known:
        if any(id_ == broken for _, broken in register.broken):
            return None
        near = _way_to_nearest(register, record, path)
        return (
            f"This link leads to {quoted(path)}, which is not there",
            near or "Check the way to the file from this one",
        )
    target = known[id_]
    if isinstance(target, Inspection) and fragment and fragment not in _anchors(target):
        meant = nearest(fragment, _anchors(target))
        # An anchor is made of the words of a heading, which may be a report's that nobody may see yet.
        anchor = quoted(meant or "", MAX_SLUG_LENGTH, is_prose=True, source=target.source.display_path)
        hint = f"Did you mean {anchor}?" if meant else "Leave out the part after '#'"
        return f"{quoted(path)} has no finding or heading {quoted(fragment)}", hint
    return None


def _way_to_nearest(register: Register, record: Record, path: str) -> str:
    """Suggest the source or page that a link most likely means, as a path from this one."""
    if posixpath.splitext(path)[1] not in {".md", ".yml", ""}:
        return ""
    sources = sorted(register.pages) + [
        other.path + (".yml" if isinstance(other, Office) else ".md") for other in register.all
    ]
    whole = path if path.endswith((".md", ".yml")) else f"{path}.md"
    ends = [source for source in sources if whole.endswith(f"/{source}") or source.endswith(f"/{whole}")]
    near = ends[0] if ends else nearest(whole, sources, likeness=0.85)
    return f"Did you mean '{posixpath.relpath(near, posixpath.dirname(record.path))}'?" if near else ""


def _anchors(inspection: Inspection) -> list[str]:
    inner = [part.id for group in inspection.groups for part in group.parts]
    return [*inner, *(part.id for part in inspection.parts)]
