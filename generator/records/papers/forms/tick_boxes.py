"""The form with boxes to tick, in lines or in a table: what is accepted, and whether action is taken."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.reading.documents.document import Block, BlockKind
from generator.records.papers.draft import Draft
from generator.records.papers.forms.norfolk_form import read_labels
from generator.records.papers.forms.other_paper import read_report
from generator.records.papers.headings import OFFICE_USE, with_headings
from generator.records.papers.inspection_text import sections_of
from generator.records.papers.paper import Paper, labels_in
from generator.records.papers.printed import plain_title, printed_day
from generator.records.papers.response_text import ResponseFacts, response_drafts
from generator.records.report.class_words import read_class_words
from generator.records.roles import fold_heading

NAME = "a form with boxes to tick"
SAMPLES = (
    """Form S55 (sample)

| Question | Answer |
| --- | --- |
| Report | Sample: Vetting |
| Accepted? | ☐ Yes<br>☒ No |

## Recommendation 1

☒ Action taken ☐ Action proposed ☐ No action
""",
    """## Commissioner's comments

☒ The report was read.

☐ A meeting is asked for.
""",
)
"""Papers of this form, made up, in which a test looks for it."""

_BOX = re.compile(r"([☐☑☒✓✔✗✘■□]|\[[ xX]\])\s*([^☐☑☒✓✔✗✘■□\[\n]+)")
_EMPTY = {"☐", "□", "[ ]"}
_ACTIONS = (
    ("taken", r"action (?:is |has been )?taken|taken"),
    ("proposed", r"action (?:is )?proposed|proposed|planned"),
    ("none", r"no action|none"),
)
_POSITIONS = (
    ("not accepted", r"not accepted|rejected|not at all"),
    ("accepted in part", r"(?:accepted )?in part|partially accepted|partly"),
    ("accepted", r"accepted(?: in full)?|in full|agreed"), ("does not apply", r"does not apply|not applicable|n/a"),
    ("under consideration", r"under consideration"),
)  # fmt: skip
_TITLES = ("report", "inspection title", "title of report", "report title", "inspection", "name of report")


def fits(paper: Paper) -> bool:
    """Check whether a paper has boxes of which some are ticked and some are not, above any list of copies."""
    signs: set[bool] = set()
    for block in paper.blocks:
        if OFFICE_USE.match(fold_heading(block.text)):
            break
        signs |= {sign in _EMPTY for sign, _ in _boxes(block)}
    return len(signs) == 2  # noqa: PLR2004 - both kinds


def drafts(paper: Paper) -> list[Draft]:
    """Return the drafts of a paper."""
    facts = ResponseFacts()
    for label, value in (pair for block in paper.blocks for pair in labels_in(block)):
        if label in _TITLES and not facts.report.title and not _BOX.search(value):
            facts.report.title = plain_title(value)
        elif label.startswith(("date published", "date of publication", "published")) and (day := printed_day(value)):
            facts.report.published = day
    rest = read_labels(paper.blocks, paper, facts) if not facts.report.title else list(paper.blocks)
    read_report(paper, facts)
    blocks = with_headings(rest, paper.office, finds_plain=False)
    facts.answers = dict(_answers(blocks))
    return response_drafts(paper, blocks, facts)


def _boxes(block: Block) -> Iterator[tuple[str, str]]:
    for part in block.parts:
        for sign, words in _BOX.findall(f"{part.mark} {part.text}" if part.kind is BlockKind.ITEM else part.text):
            yield sign, words.strip()


def _answers(blocks: Sequence[Block]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what the boxes below each finding's heading say, by its class and number."""
    for heading, body in sections_of(blocks):
        words = read_class_words(heading.text) if heading else None
        if words is None:
            continue
        ticked = [label for block in body for sign, label in _boxes(block) if sign not in _EMPTY]
        answer: dict[str, str] = {}
        for label in ticked:
            for key, choices in (("action", _ACTIONS), ("position", _POSITIONS)):
                found = next(
                    (value for value, pattern in choices if re.fullmatch(rf"(?:{pattern})\W*", label, re.IGNORECASE)),
                    "",
                )
                if found:
                    answer.setdefault(key, found)
        if answer:
            yield f"{words.finding_class} {words.number or ''}".strip(), answer
