"""Imports papers: reads each, asks what to do with hidden data, recognises its form, and writes drafts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from generator.commands.exit_codes import Exit
from generator.commands.transfer.decisions import Decided, Decisions, described
from generator.dates import london_day
from generator.files import display_path
from generator.messages import counted, did_you_mean, escape_invisible, join_words, plain_text, quoted
from generator.reading.attachments.hidden_data import UnreadableError
from generator.reading.documents.document import PaperReading
from generator.reading.documents.readers import ENDINGS
from generator.reading.documents.word_count import WordShare, share_of, words_of, words_of_markdown
from generator.reading.documents.worker import read_in_worker
from generator.reading.leftovers import files_below, leftover
from generator.records.office import Office
from generator.records.papers.draft import Draft
from generator.records.papers.forms.forms import drafts_of, form_of
from generator.records.papers.paper import Paper
from generator.register.read import read_register
from generator.register.register import Register

_MAX_FILES = 1000
_MAX_DETAILS = 200
"""Lines of notes on one paper."""


class ImportError_(ValueError):  # noqa: N801 - the name without it is Python's
    """Nothing can be imported; the message says why, and what to do."""

    def __init__(self, message: str) -> None:
        """Keep the message as its reader sees it."""
        super().__init__(plain_text(message))


@dataclass(frozen=True, slots=True)
class PaperImport:
    """What to import, and how."""

    files: Sequence[Path]
    content: Path
    office: str
    as_of: datetime
    decisions: Decisions
    writes: bool = True
    splits: bool = False


@dataclass(slots=True)
class Outcome:
    """What came of one paper."""

    file: Path
    progress: str = ""
    """Which of several papers it is: `3 of 20: `."""
    code: Exit = Exit.DONE
    messages: list[str] = field(default_factory=list)
    """Why nothing was written."""
    form: str = ""
    drafts: list[tuple[Path, Draft]] = field(default_factory=list)
    is_written: bool = False
    share: WordShare | None = None
    decided: Decided | None = None
    reading: PaperReading | None = None

    def lines(self, *, quiet: bool) -> list[str]:
        """Return what to print."""
        name = f"{self.progress}{display_path(self.file)}"
        if self.code:
            return [f"{name}: {message}" for message in self.messages]
        if quiet:
            return [self._written_line(path) for path, _ in self.drafts]
        lines = [f"{name}: read as {self.form}."]
        for path, draft in self.drafts:
            lines.append(self._written_line(path))
            for note in draft.notes[:_MAX_DETAILS]:
                message = escape_invisible(note.message)
                lines.append(f"  {display_path(path)}:{note.line}:1: {note.certainty}: {message}.")
            if not self.is_written:
                lines += ["", draft.text]
        return [*lines, *self._left_out()]

    def _written_line(self, path: Path) -> str:
        return f"{'Written' if self.is_written else 'Would be written'}: {display_path(path)}"

    def _left_out(self) -> Iterator[str]:
        if self.share:
            yield self.share.sentence
            yield from (f"  Not in the draft: {escape_invisible(words)}" for words in self.share.missing)
        if self.decided and self.decided.dropped:
            yield f"Left out as you decided: {counted(len(self.decided.dropped), 'hidden item')}."
        if self.decided and self.decided.kept:
            yield f"Kept as you decided: {counted(len(self.decided.kept), 'hidden item')}."
        for place, remark in self.reading.remarks if self.reading else ():
            yield f"  {place}: {escape_invisible(remark)}."
        if self.reading and self.reading.metadata:
            said = "; ".join(escape_invisible(text) for text in self.reading.metadata)
            yield f"The file also says, and the draft does not: {said}."


def import_papers(order: PaperImport) -> Iterator[Outcome]:
    """Import each paper, and yield what came of it.

    Raises:
        ImportError_: Nothing can be imported.
    """
    files = list(_papers_in(order.files))
    if not files:
        raise ImportError_(f"There is no paper to import. Papers end with {join_words(ENDINGS, 'or')}.")
    if len(files) > _MAX_FILES:
        raise ImportError_(f"There are {len(files):,} files. Import at most {_MAX_FILES:,} at once.")
    register = read_register(order.content).register
    office_id = _office_id(order.office, register)
    for number, file in enumerate(files, 1):
        outcome = _import(file, order, register, office_id)
        outcome.progress = f"{number} of {len(files)}: " if len(files) > 1 else ""
        yield outcome
        if outcome.is_written:  # the next paper may answer the report that this one brought
            register = read_register(order.content).register


def _papers_in(files: Iterable[Path]) -> Iterator[Path]:
    for file in files:
        if file.is_dir():
            yield from (path for path in files_below(file) if not leftover(path.name))
        else:
            yield file


def _office_id(given: str, register: Register) -> str:
    if given in register.offices:
        return given
    if given:
        hint = did_you_mean(given, register.offices) or f"Begin with: section55 new office {given}"
        raise ImportError_(f"There is no office {quoted(given)}. {hint}")
    if len(register.offices) == 1:
        return next(iter(register.offices))
    if not register.offices:
        raise ImportError_("There is no office yet. Begin with: section55 new office norfolk")
    raise ImportError_(f"Say whose papers they are: --office with one of {join_words(sorted(register.offices), 'or')}.")


def _import(file: Path, order: PaperImport, register: Register, office_id: str) -> Outcome:
    outcome = Outcome(file)
    try:
        reading = read_in_worker(file)
    except UnreadableError as error:
        outcome.code, outcome.messages = Exit.CONTENT, [f"{error.message}. {error.hint}."]
        return outcome
    decided = order.decisions.on(reading.hidden)
    outcome.reading, outcome.decided = reading, decided
    if decided.undecided or decided.refused:
        outcome.code, outcome.messages = Exit.UNRELEASED, list(_undecided_lines(decided))
        return outcome
    office: Office = register.offices[office_id]
    blocks = reading.decided(set(decided.kept))
    this_year = str(london_day(order.as_of).year)
    paper = Paper(file.stem, blocks, office, office_id, register.inspections, this_year)
    form = form_of(paper)
    drafts = drafts_of(form, paper, splits=order.splits)
    outcome.form = form.name
    outcome.drafts = [(order.content / draft.path, draft) for draft in drafts]
    outcome.share = share_of(reading.witness or paper.text, words_of_drafts(drafts))
    existing = [path for path, _ in outcome.drafts if path.exists()]
    if existing:
        names = join_words([display_path(path) for path in existing])
        exist, have, them = ("exists", "has", "it") if len(existing) == 1 else ("exist", "have", "them")
        message = (
            f"{names} already {exist}, and {have} not been changed. Rename or delete {them} to import the paper again."
        )
        outcome.code, outcome.messages = Exit.USAGE, [message]
        return outcome
    if order.writes:
        for path, draft in reversed(outcome.drafts):  # what a response answers is there before it
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as opened:
                opened.write(draft.text)
        outcome.is_written = True
    return outcome


def _undecided_lines(decided: Decided) -> Iterator[str]:
    undecided = decided.undecided
    if undecided:
        verb = "needs" if len(undecided) == 1 else "need"
        yield f"{counted(len(undecided), 'hidden item')} {verb} your decision. Nothing was written."
    for item in undecided:
        can_keep = f" or --keep {item.id}" if item.can_be_kept else ""
        yield f"{described(item)}. Decide with --drop {item.id}{can_keep}"
    for item in decided.refused:
        yield f"{described(item)}. A draft holds text alone, so this cannot be kept. Use --drop {item.id}"


def words_of_drafts(drafts: Sequence[Draft]) -> list[list[str]]:
    """Return the words of drafts: their texts first, then what pages print from their facts, then the facts."""
    texts = [words_of_markdown(draft.body) for draft in drafts]
    printed = [words_of_markdown(text) for draft in drafts for text in draft.printed]
    facts = [words_of(draft.text.partition("\n---\n")[0]) for draft in drafts]
    return [*texts, *printed, *facts]
