"""Writes a large content folder in which everything is made up and says so: the same bytes for the same seed.

    python -m benchmarks.corpus --responses 6500 --seed 1 DIR

It has what real registers have: national reports that all offices answer and reports on one force, every class of
finding, every form of date, positions, progress, findings that come back, letters that answer two reports, second
responses, old papers whose date nobody knows, drafts and embargoed records. `section55 check` finds no error in it.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from benchmarks import wording

TODAY = date(2026, 11, 22)
"""The day the corpus is made for; records after it are embargoed."""

FIRST_DAY = date(2016, 1, 4)
MOST_OFFICES = 43
THOROUGH_OFFICE = 1
"""Answers areas for improvement too, as its own policy."""

POSITIONS = (
    None,
    None,
    "accepted",
    "accepted",
    "accepted",
    "accepted in part",
    "not accepted",
    "does not apply",
    "under consideration",
)
ENDINGS = ("reported complete", "reported complete", "verified closed", "closed otherwise", "carried forward")


@dataclass(frozen=True)
class Finding:
    id: str
    heading: str
    is_recommendation: bool


@dataclass
class Report:
    id: str
    published: date
    offices: tuple[int, ...]
    findings: list[Finding] = field(default_factory=list)
    has_duty: bool = True


def quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


class Corpus:
    """Makes the files of one corpus, in one order."""

    def __init__(self, responses: int, seed: int, offices: int | None = None) -> None:
        self.chance = random.Random(f"section55 {seed}")
        self.responses = responses
        self.offices = offices or min(MOST_OFFICES, max(2, responses // 8))
        self.answered: dict[int, set[str]] = {office: set() for office in range(1, self.offices + 1)}
        self.reports: list[Report] = []

    def files(self) -> Iterator[tuple[str, str]]:
        """Give each file's path below the content folder, and its text."""
        yield (
            "pages/index.md",
            "# A sample site\n\nEvery record here is made up, to measure how a large site is built. None is real.\n",
        )
        yield from self._inspections()
        yield from self._responses()
        yield from self._panel_reports()
        yield from self._offices()

    # --- Reports and their findings

    def _inspections(self) -> Iterator[tuple[str, str]]:
        national = max(2, round(self.responses * 0.78 / self.offices))
        single = max(1, round(self.responses * 0.34))
        days = (TODAY - FIRST_DAY).days
        everyone = tuple(range(1, self.offices + 1))
        for number in range(1, national + single + 1):
            place = number if number <= national else number - national
            of = national if number <= national else single
            published = FIRST_DAY + timedelta(days=(place - 1) * days // of + self.chance.randrange(max(1, days // of)))
            theirs = everyone if number <= national else (self.chance.choice(everyone),)
            report = Report(f"{published.year}/sample-report-{number}", published, theirs)
            report.has_duty = number % 40 != 7
            yield f"inspections/{report.id}.md", self._inspection(report, number)
            self.reports.append(report)
        for number in range(1, 3):  # Embargoed: nothing may show that they exist.
            report = Report(f"2030/sample-embargoed-report-{number}", date(2030, 1, number), everyone)
            yield f"inspections/{report.id}.md", self._inspection(report, number)

    def _inspection(self, report: Report, number: int) -> str:
        subject = wording.SUBJECTS[number % len(wording.SUBJECTS)]
        title = f"Sample report {number}: {subject}"
        body, facts = self._findings(report, subject)
        lines = [
            f"title: {quoted(title)}",
            f"published: {report.published}",
            f"inspectorate: {'HMIC' if report.published < date(2017, 7, 19) else 'HMICFRS'}",
            f"types: [{'National thematic' if len(report.offices) > 1 else 'PEEL'}]",
            "tags: [sample]",
        ]
        if len(report.offices) == 1:
            lines.append(f"forces: [{quoted(f'Sample Force {report.offices[0]}')}]")
        if not report.has_duty:
            lines.append("section-55: false")
        if self.reports and number % 23 == 0 and (earlier := self._earlier(report)):
            lines.append(f"follows: [{earlier.id}]")
        return _source([*lines, *facts], f"{self._text(60)}\n\n{body}")

    def _findings(self, report: Report, subject: str) -> tuple[str, list[str]]:
        chance, parts = self.chance, []
        recommendations = chance.choice((0, 1, 1, 2, 3, 4))
        if recommendations == 1:
            parts.append("## Recommendation")
            report.findings.append(Finding("recommendation", "Recommendation", is_recommendation=True))
            parts.append(self._text(40))
        elif recommendations:
            parts.append("## Recommendations")
            for place in range(recommendations):
                self._add(report, parts, 3, f"Recommendation {place + 1 + (place > 1) * 4}", "")
        if improvements := chance.choice((0, 0, 1, 2, 3)):
            parts += ["## Areas for improvement", self._text(20)]
            for place in range(improvements):
                self._add(report, parts, 3, f"Area for improvement {place + 1}", "")
        if chance.random() < 0.3:
            self._add(report, parts, 2, f"Cause of concern: {subject}", "concern")
            self._add(report, parts, 4, "Recommendation 1", "concern-recommendation-1", given=False)
        if chance.random() < 0.06:
            self._add(report, parts, 2, f"Accelerated cause of concern: {subject}", "accelerated")
        facts = ["findings:"] if report.findings else []
        for finding in report.findings:
            facts += [f"  {finding.id}:", *self._finding_facts(report, finding)]
        return "\n\n".join(parts), facts

    def _add(self, report: Report, parts: list[str], level: int, heading: str, id_: str, *, given: bool = True) -> None:
        mark = f" {{#{id_}}}" if id_ and given else ""
        parts += [f"{'#' * level} {heading}{mark}", self._text(40)]
        own = id_ or heading.lower().replace(" ", "-")
        report.findings.append(Finding(own, heading, is_recommendation=heading.startswith("Recommendation")))

    def _finding_facts(self, report: Report, finding: Finding) -> list[str]:
        chance = self.chance
        if len(report.offices) == 1:
            who = ["Chief constable", f"Sample Force {report.offices[0]}"][: chance.choice((1, 1, 2))]
        else:
            who = chance.sample(wording.ADDRESSEES, chance.choice((0, 1, 1, 2, 3)))
        lines = [f"    addressed-to: [{', '.join(quoted(each) for each in who)}]"] if who else []
        due = report.published + timedelta(days=chance.randrange(30, 500))
        by = chance.choice((None, f"{due}", f"{due:%Y-%m}", *wording.DUE_WORDS))
        lines += [f"    by: {by}"] if by else []
        earlier = self._earlier(report) if chance.random() < 0.04 else None
        again = [
            each
            for each in (earlier.findings if earlier else [])
            if each.is_recommendation == finding.is_recommendation
        ]
        lines += [f"    repeats: [{quoted(f'{earlier.id}#{again[0].id}')}]"] if earlier and again else []
        return lines or ["    addressed-to: [Forces]"]

    def _earlier(self, report: Report) -> Report | None:
        before = [each for each in self.reports[-80:] if each.published < report.published]
        return self.chance.choice(before) if before else None

    # --- Responses

    def _responses(self) -> Iterator[tuple[str, str]]:
        pairs = [
            (office, report)
            for report in self.reports
            for office in report.offices
            if report.has_duty or office % 2 == 0
        ]
        self.chance.shuffle(pairs)
        left = max(1, self.responses - self.responses // 60)
        chosen, rest = pairs[:left], pairs[left:]
        for place, (office, report) in enumerate(chosen):
            kind = "draft" if place % 101 == 7 else "embargoed" if place % 103 == 9 else ""
            if not kind:
                self.answered[office].add(report.id)
            yield self._path(office, report), self._response(office, [report], kind)
        published = [(office, report) for office, report in chosen if report.id in self.answered[office]]
        for place in range(self.responses - len(chosen)):
            office, report = published[place % len(published)]
            other = rest[place] if place < len(rest) and place % 3 == 0 else None
            if other:  # One letter, two reports.
                office, second = other
                reports = [
                    second,
                    *(each for each in self.reports[:40] if office in each.offices and each is not second),
                ][:2]
                self.answered[office] |= {each.id for each in reports}
                yield (
                    f"responses/{office_id(office)}/{second.id}-and-another-{place}.md",
                    self._response(office, reports, ""),
                )
            else:  # An update, which does not move the clock.
                yield (
                    f"responses/{office_id(office)}/{report.id}-again-{place}.md",
                    self._response(office, [report], "again"),
                )

    def _path(self, office: int, report: Report) -> str:
        return f"responses/{office_id(office)}/{report.id}.md"

    def _response(self, office: int, reports: list[Report], kind: str) -> str:
        chance = self.chance
        latest = max(report.published for report in reports)
        published = latest + timedelta(
            days=chance.choice((20, 41, 48, 53, 54, 55, 55, 56, 57, 80, 200)) if kind != "again" else 300
        )
        published = min(published, TODAY)
        lines = [f"inspection: [{', '.join(report.id for report in reports)}]", "tags: [sample]"]
        lines += [f"update-to: {office_id(office)}/{reports[0].id}"] if kind == "again" else []
        is_old = False
        if kind == "embargoed":
            lines.append("published: 2030-02-01T00:00:00+00:00")
        elif kind != "draft":
            is_old = chance.random() < 0.12
            words = chance.choice(("not recorded", f"{published:%Y-%m}")) if is_old else f"{published}"
            moment = f"{published}T09:30:00+00:00"
            lines.append(
                f"published: {moment if not is_old and published < TODAY and chance.random() < 0.05 else words}"
            )
            lines += ["recorded-as-published: true"] if is_old else []
        lines += [f"dated: {published}", f"signed-by: Sample Commissioner {office}"]
        has_comments = chance.random() < 0.6
        lines += [] if has_comments else ["chief-officer-comments: none submitted"]
        lines += [
            "sent:",
            (
                f"  - {{to: HMICFRS, on: {'not recorded' if is_old or kind == 'embargoed' else published}, role: "
                f"inspectorate}}"
            ),
            (
                f"  - {{to: Home Secretary, on: {'not yet' if chance.random() < 0.1 else 'not recorded'}, role: "
                f"secretary-of-state}}"
            ),
            "  - {to: Police and Crime Panel, on: not recorded, role: panel}",
        ]
        answers, sections = self._answers(office, reports, published)
        lines += ["answers:", *answers] if answers else []
        body = (
            f"## Key findings\n\n{self._text(120)}\n\n## PCC response\n\n{self._text(200)}\n\n{self._text(90)}\n\n"
            f"{sections}"
        )
        body += f"## Chief Constable response\n\n{self._text(120)}\n" if has_comments else ""
        return _source(lines, body)

    def _answers(self, office: int, reports: list[Report], published: date) -> tuple[list[str], str]:
        lines, sections = [], ""
        for report in reports:
            headings = [finding.heading for finding in report.findings]
            for finding in report.findings:
                if not finding.is_recommendation and office != THOROUGH_OFFICE and self.chance.random() < 0.3:
                    continue
                key = finding.id if len(reports) == 1 else quoted(f"{report.id}#{finding.id}")
                answer, text = self._answer(
                    published, may_have_section=len(reports) == 1 and headings.count(finding.heading) == 1
                )
                lines += [f"  {key}:", *answer]
                sections += f"## {finding.heading}\n\n{text}\n\n" if text else ""
        return lines, sections

    def _answer(self, published: date, *, may_have_section: bool) -> tuple[list[str], str]:
        chance = self.chance
        action = chance.choice(("taken", "proposed", "none"))
        lines = [f"    action: {action}"]
        text = ""
        if action == "none":
            lines.append("    reason: This sample recommendation is not addressed to this force.")
        elif may_have_section and chance.random() < 0.3:
            text = self._text(50)
        else:
            lines.append("    see: comments")
        if position := chance.choice(POSITIONS):
            lines.append(f"    position: {position}")
        if chance.random() < 0.5:
            lines += ["    progress:", *self._progress(published)]
        return lines, text

    def _progress(self, start: date) -> list[str]:
        steps = ["not started", "in progress", self.chance.choice(ENDINGS)][: self.chance.randrange(1, 4)]
        lines, day = [], start
        for status in steps:
            lines.append(
                f"      - {{on: {day}, status: {status}, note: A sample entry, by: Sample inspectorate, source: "
                f"Sample letter}}"
            )
            day = min(day + timedelta(days=self.chance.randrange(30, 300)), max(TODAY, day))
        return lines

    # --- The rest

    def _panel_reports(self) -> Iterator[tuple[str, str]]:
        for number in range(1, max(1, self.responses // 30) + 1):
            report = self.reports[number % len(self.reports)]
            office = report.offices[number % len(report.offices)]
            met = report.published + timedelta(days=90)
            year = "undated" if number % 9 == 0 else met.year
            lines = [
                f"title: Sample paper {number}",
                f"panel: Sample Panel {office}",
                f"about: [{report.id}]",
                "tags: [sample]",
                *([] if number % 9 == 0 else [f"meeting: {met}"]),
                f"published: {'not recorded' if number % 9 == 0 else min(met, TODAY)}",
            ]
            body = f"## Purpose\n\n{self._text(150)}\n\n{self._text(150)}"
            yield f"panel-reports/{office_id(office)}/{year}/sample-paper-{number}.md", _source(lines, body)

    def _offices(self) -> Iterator[tuple[str, str]]:
        recent = [
            report for report in self.reports if report.published > TODAY - timedelta(days=400) and report.has_duty
        ]
        for office in range(1, self.offices + 1):
            mine = [report.id for report in recent if office in report.offices]
            answered = sorted(self.answered[office])[:20]
            lines = [
                f"name: Sample Office {office} Police and Crime Commissioner",
                f"short-name: Sample Office {office}",
                f"force: Sample Force {office}",
                "chief-officer: Chief Constable",
                f"panel: Sample Panel {office}",
                f"answers-areas-for-improvement: {'true' if office == THOROUGH_OFFICE else 'false'}",
                "tags: [sample]",
                f"expects: [{', '.join(dict.fromkeys([*mine, *answered]))}]",
            ]
            yield f"offices/{office_id(office)}.yml", "\n".join(lines) + "\n"

    def _text(self, words: int) -> str:
        """Give a paragraph of sample sentences of about so many words."""
        found: list[str] = []
        while sum(len(each.split()) for each in found) < words:
            found.append(self.chance.choice(wording.SENTENCES))
        return " ".join(found)


def office_id(number: int) -> str:
    return f"sample-office-{number}"


def _source(lines: list[str], body: str) -> str:
    return "\n".join(["---", *lines, "---", "", body.strip(), ""])


def write_corpus(folder: Path, responses: int, seed: int, offices: int | None = None) -> int:
    """Write a corpus into an empty or absent folder, and give the number of its files."""
    if folder.exists() and any(folder.iterdir()):
        raise SystemExit(f"{folder} is not empty")
    count = 0
    for path, text in Corpus(responses, seed, offices).files():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
        count += 1
    return count


def main() -> None:
    form = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(prog="python -m benchmarks.corpus", description=__doc__, formatter_class=form)
    parser.add_argument(
        "folder", type=Path, metavar="DIR", help="the content folder to write; it must be empty or absent"
    )
    parser.add_argument("--responses", type=int, default=6500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--offices", type=int, default=None, help="43, or fewer where there are few responses")
    given = parser.parse_args()
    print(f"{write_corpus(given.folder, given.responses, given.seed, given.offices):,} files in {given.folder}")


if __name__ == "__main__":
    main()
