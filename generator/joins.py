"""What records say of each other: every id, link and attachment that is named must be there.

Knows how records refer; nothing of the law and nothing of release.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.kinds import Inspection, Record, Response
from generator.kinds.response import answer_key, answer_problems
from generator.names import kebab
from generator.folder import shown_path
from generator.problems import Place, Problem, did_you_mean, quoted
from generator.prose import is_external, target_of
from generator.records import Records


def join_problems(records: Records) -> Iterator[Problem]:
    """Name every reference that leads to nothing."""
    for office in records.offices.values():
        facts = office.facts
        expected = facts.expects if isinstance(facts.expects, list) else []
        yield from _named(records, office, "inspection", [(("expects", place), id_) for place, id_ in enumerate(expected)])
        yield from _named(records, office, "inspection", [(("no-response-needed", id_), id_) for id_ in facts.no_response_needed])
        if facts.succeeded_by:
            yield from _named(records, office, "office", [(("succeeded-by", "office"), facts.succeeded_by.office)])
    for inspection in records.inspections.values():
        follows = [(("follows", place), id_) for place, id_ in enumerate(inspection.facts.follows)]
        yield from _named(records, inspection, "inspection", follows)
        yield from _repeat_problems(records, inspection)
    for response in records.responses.values():
        yield from _office_named(records, response, response.office_id)
        yield from _response_problems(records, response)
    for report in records.panel_reports.values():
        yield from _office_named(records, report, report.office_id)
        for place, id_ in enumerate(report.facts.about):
            if id_ not in records.inspections and id_ not in records.responses and not _is_broken(records, id_):
                known = [*records.inspections, *records.responses]
                sentence = f"There is no inspection and no response {quoted(id_)}"
                yield report.source.problem(("about", place), sentence, did_you_mean(id_, known) or "Write its id, such as 2019/name")
    yield from _attachment_problems(records)
    for record in records.all:
        yield from _link_problems(records, record)
    yield from _alias_problems(records)


def _is_broken(records: Records, id_: str) -> bool:
    return any(id_ == broken for _, broken in records.broken)


def _named(records: Records, record: Record, noun: str, named: Iterable[tuple[tuple[str | int, ...], str]]) -> Iterator[Problem]:
    known = records.inspections if noun == "inspection" else records.offices
    folder = "inspections" if noun == "inspection" else "offices"
    ending = ".md" if noun == "inspection" else ".yml"
    for way, id_ in named:
        if id_ not in known and (noun, id_) not in records.broken:
            advice = did_you_mean(id_, known) or f"Write its id, or add content/{folder}/{id_}{ending}"
            yield record.source.problem(way, f"There is no {noun} {quoted(id_)}", advice)


def _office_named(records: Records, record: Record, office_id: str) -> Iterator[Problem]:
    if office_id not in records.offices and ("office", office_id) not in records.broken:
        advice = did_you_mean(office_id, records.offices) or f"Add content/offices/{office_id}.yml, or move the file to its office's folder"
        yield Problem(record.source.place(), f"There is no office {quoted(office_id)}", advice)


def _response_problems(records: Records, response: Response) -> Iterator[Problem]:
    facts, source = response.facts, response.source
    if facts.inspection is None:
        id_ = response.inspection_ids[0]
        if id_ not in records.inspections and ("inspection", id_) not in records.broken:
            suggestion = did_you_mean(id_, records.inspections)
            advice = f"{suggestion} Write its id: inspection: 2019/name".strip()
            yield Problem(source.place(), f"There is no inspection {quoted(id_)}, for which this file is named", advice)
    else:
        ways = [(("inspection", place) if len(facts.inspection) > 1 or isinstance(source.facts.get("inspection"), list) else ("inspection",), id_) for place, id_ in enumerate(facts.inspection)]
        yield from _named(records, response, "inspection", ways)
    if all(id_ in records.inspections for id_ in response.inspection_ids):
        findings = {id_: [finding.id for finding in records.inspections[id_].findings] for id_ in response.inspection_ids}
        yield from answer_problems(response, findings)
    seen: dict[str, str] = {}
    for key, answer in facts.answers.items():
        short = answer_key(response, key)
        if short in seen:
            sentence = f"{quoted(key)} and {quoted(seen[short])} answer the same finding"
            yield source.problem(("answers", key), sentence, "Put both into one answer")
        seen[short] = key
        if answer.see and not response.section(answer.see) and not (answer.see == "chief-officer-comments" and facts.chief_officer_comments):
            sentence = f"This answer points to {quoted(answer.see)}, and the response has no such section"
            yield source.problem(("answers", key, "see"), sentence, "Write the section, or point to one that is there")


def _repeat_problems(records: Records, inspection: Inspection) -> Iterator[Problem]:
    for finding_id, facts in inspection.facts.findings.items():
        for place, full_id in enumerate(facts.repeats):
            problem = _repeat_fault(records, inspection, finding_id, full_id)
            if problem:
                way = ("findings", finding_id, "repeats", place) if isinstance(inspection.source.facts["findings"][finding_id]["repeats"], list) else ("findings", finding_id, "repeats")
                yield inspection.source.problem(way, *problem)


def _repeat_fault(records: Records, inspection: Inspection, finding_id: str, full_id: str) -> tuple[str, str] | None:
    inspection_id, _, repeated = full_id.partition("#")
    target = records.inspections.get(inspection_id)
    if target is None:
        if ("inspection", inspection_id) in records.broken:
            return None
        return f"There is no inspection {quoted(inspection_id)}", did_you_mean(inspection_id, records.inspections) or "Write the whole id of the finding: 2019/name#recommendation-1"
    known = [finding.full_id for finding in target.findings]
    if full_id not in known:
        return f"The report {quoted(inspection_id)} has no finding {quoted(repeated)}", did_you_mean(full_id, known) or "Write the whole id of the finding: 2019/name#recommendation-1"
    loop = _loop_from(records, f"{inspection.id}#{finding_id}", full_id)
    if loop:
        return f"A finding cannot repeat itself: {' repeats '.join(loop)}", "Take one of these repeats away"
    return None


def _loop_from(records: Records, start: str, next_id: str) -> list[str] | None:
    ways = [[start, next_id]]
    seen = {start}
    while ways:
        way = ways.pop()
        if way[-1] == start:
            return way
        if way[-1] in seen:
            continue
        seen.add(way[-1])
        inspection_id, _, finding_id = way[-1].partition("#")
        target = records.inspections.get(inspection_id)
        facts = target.facts.findings.get(finding_id) if target else None
        ways += [[*way, repeated] for repeated in (facts.repeats if facts else [])]
    return None


def _attachment_problems(records: Records) -> Iterator[Problem]:
    named: set[str] = set()
    for record in records.all:
        folder, _, name = record.source.id.rpartition("/")
        for place, attachment in enumerate(record.facts.attachments):
            path = f"{folder}/{attachment.file}"
            way = ("attachments", place, "file")
            if not attachment.file.startswith(f"{name}/"):
                yield record.source.problem(way, f"{quoted(attachment.file)} does not stand in the folder '{name}'", f"Put it there and write {name}/{kebab(attachment.file.rpartition('/')[2].rpartition('.')[0])}.pdf")
            elif path not in records.attachments:
                near = did_you_mean(path, records.attachments).replace(f"{folder}/", "")
                yield record.source.problem(way, f"There is no file {quoted(attachment.file)}", near or "Put it there, or take this attachment out")
            elif path in named:
                yield record.source.problem(way, f"{quoted(attachment.file)} is named twice", "Keep one of the two")
            named.add(path)
    broken = {f"{kind}/{id_}" for kind, id_ in records.broken}
    root = shown_path(records.content)
    for path in records.attachments:
        owner = path.rpartition("/")[0]
        if path not in named and not any(owner.endswith(each.partition("/")[2]) for each in broken):
            advice = f"Name it in {owner}.md: attachments: [{{file: {owner.rpartition('/')[2]}/{path.rpartition('/')[2]}, title: ...}}]. Or delete it"
            yield Problem(Place(f"{root}/{path}"), "No source names this file, so it would never be published", advice)


def _link_problems(records: Records, record: Record) -> Iterator[Problem]:
    source = record.source
    if not source.body:
        return
    for link in source.writing.links:
        if is_external(link.address) or not link.address:
            continue
        path, fragment = target_of(link.address, source.id)
        wrong = _link_fault(records, record, path, fragment)
        if wrong:
            yield Problem(source.body_place(link.line, link.column), *wrong)


def _link_fault(records: Records, record: Record, path: str, fragment: str) -> tuple[str, str] | None:
    folder, _, rest = path.partition("/")
    id_ = rest.rpartition(".")[0]
    known = {
        "inspections": records.inspections, "responses": records.responses,
        "panel-reports": records.panel_reports, "offices": records.offices,
    }.get(folder)  # fmt: skip
    if folder == "pages" and path in records.pages:
        return None
    if path in {f"{record.source.id.rpartition('/')[0]}/{attachment.file}" for attachment in record.facts.attachments}:
        return None
    if known is None or not path.endswith((".md", ".yml")):
        what = "file that is published" if known is None else "attachment of this record"
        return f"This link leads to {quoted(path)}, which is no {what}", "Write the way to a source file from this one, name the file under attachments, or use a web address"
    if id_ not in known:
        if any(id_ == broken for _, broken in records.broken):
            return None
        near = did_you_mean(id_, known)
        return f"This link leads to {quoted(path)}, which is not there", near or "Check the way to the file from this one"
    target = known[id_]
    if isinstance(target, Inspection) and fragment and fragment not in _anchors(target):
        return f"{quoted(path)} has no finding or heading {quoted(fragment)}", did_you_mean(fragment, _anchors(target)) or "Leave out the part after '#'"
    return None


def _anchors(inspection: Inspection) -> list[str]:
    groups = [group.id for group in inspection.groups]
    return [*(finding.id for finding in inspection.findings), *groups, *(section.id for section in inspection.sections)]


def _alias_problems(records: Records) -> Iterator[Problem]:
    taken = {record.source.id for record in records.all}
    for record in records.all:
        folder = record.source.id.partition("/")[0]
        for place, alias in enumerate(record.facts.aliases):
            full = alias if alias.startswith(f"{folder}/") else f"{folder}/{alias}"
            if full in taken:
                yield record.source.problem(("aliases", place), f"{quoted(alias)} is the id of another record, or of another alias", "Take it out")
            taken.add(full)
