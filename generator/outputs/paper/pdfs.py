"""The PDFs of a build: made from its pages, kept by digest, set in processes of their own where there are many.

A page is finished once its PDF is, because it states the size of it. Knows pages and files; nothing of Typst.
"""

from __future__ import annotations

import hashlib
import os
import signal
import threading
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass, field, replace
from multiprocessing import get_context, parent_process
from pathlib import Path
from urllib.parse import urljoin

from generator.code_digest import code_digest
from generator.outputs.paper.pictures import copy_picture
from generator.outputs.paper.sheets import Sheet, parts_of_page, pictures_in, sheet_of
from generator.outputs.paper.typst import Template, UnsetError, pdf_of, typst_version
from generator.outputs.paper.word import docx_of, word_version
from generator.pages.page import Page
from generator.pages.rendering import DOCUMENT_LINK, DOCUMENT_SIZE, WORD_SIZE
from generator.pages.single.downloads import document_address, size_in_words
from generator.problems import Place, Problem, Severity
from generator.reading.source import FromSource
from generator.theme.site import Site

IN_THIS_PROCESS = 8
"""PDFs that are set before it is worth starting processes, which takes as long as ten of them."""
PAGES_WAITING = 48
"""Most finished pages kept in memory until the PDFs before them are done."""
MAX_WORKERS = 8
TASKS_PER_WORKER = 500
"""A very long document leaves memory behind in Typst."""


def cannot_be_made() -> Problem | None:
    """Return a warning if this installation makes no PDFs."""
    if typst_version() and word_version():
        return None
    message = "No PDFs of records are made, because what makes them is not installed"
    hint = 'To have them, install it: pip install "section55[pdf]"'
    return Problem(Place("mkdocs.yml"), message, hint, Severity.WARNING, "pdf")


def read_template(folders: Sequence[Path]) -> bytes:
    """Read the template of documents from the first of some folders that has it."""
    return next(file for folder in folders if (file := folder / "pdf" / "record.typ").is_file()).read_bytes()


@dataclass(frozen=True, slots=True)
class Finished:
    """A page, ready to be written, and what documents were made of it."""

    page: Page
    html: str
    documents: tuple[tuple[str, bytes], ...] = ()
    """Paths from the site's root, and what stands there."""
    names: tuple[str, ...] = ()
    """Names of the files that the maker keeps for it."""
    is_whole: bool = True
    """Whether it has its documents, if it should have any."""


@dataclass(slots=True)
class PdfMaker:
    """Makes the PDFs of one build."""

    folder: Path
    """Of its own: the PDFs of the last build by their keys, and the pictures they hold."""
    template: bytes
    site: Site
    attachments: Mapping[str, Path]
    """Files by their paths on the site."""
    problems: list[Problem] = field(default_factory=list)
    _kept: set[str] = field(default_factory=set)
    _pool: ProcessPoolExecutor | None = None
    _made: int = 0

    def keep(self, names: Iterable[str]) -> None:
        """Keep files that belong to a page that is not made again."""
        self._kept |= set(names)

    @property
    def has_kept(self) -> bool:
        """Whether an earlier build made documents."""
        return any(self.folder.glob("*.pdf"))

    def finish_at_once(self, page: Page, html: str) -> Finished | None:
        """Return a page that has no documents, or those of an earlier build; None if some are to be made."""
        if DOCUMENT_LINK not in html:
            return Finished(page, html)
        task = self._task(page, html)
        if not (kept := task.kept()):
            return None
        self.keep(task.names)
        return self._finished(Finished(page, html, names=task.names), _Begun(task, _done(kept)))

    def finish(self, pages: Iterable[tuple[Page, str]]) -> Iterator[Finished]:
        """Yield each page with its documents, in their order."""
        waiting: deque[tuple[Finished, _Begun | None]] = deque()
        try:
            for page, html in pages:
                begun = self._begun(page, html) if DOCUMENT_LINK in html else None
                waiting.append((Finished(page, html, names=begun.task.names if begun else ()), begun))
                while waiting and (len(waiting) > PAGES_WAITING or waiting[0][1] is None or waiting[0][1].made.done()):
                    yield self._finished(*waiting.popleft())
            while waiting:
                yield self._finished(*waiting.popleft())
            self._forget_others()
        finally:
            if self._pool:
                self._pool.shutdown(cancel_futures=True)

    def _task(self, page: Page, html: str) -> _Task:
        sheet = self._sheet(page, html)
        endings = ("pdf", "docx") if page.kind.has_word_document else ("pdf",)
        return _Task(sheet, Template(self.template, self.folder / "pictures"), self.folder, self._key(sheet), endings)

    def _begun(self, page: Page, html: str) -> _Begun:
        task = self._task(page, html)
        self.keep(task.names)
        if kept := task.kept():
            return _Begun(task, _done(kept))
        self._made += 1
        if self._made <= IN_THIS_PROCESS:
            return _Begun(task, _set_here(task))
        workers = min(MAX_WORKERS, os.cpu_count() or 1)
        self._pool = self._pool or _new_pool(workers)
        try:
            return _Begun(task, _submit(self._pool, task))
        except BrokenProcessPool:  # a worker was ended from outside, or by what it set
            self._pool = _new_pool(workers)
            return _Begun(task, _submit(self._pool, task))

    def _finished(self, unfinished: Finished, begun: _Begun | None) -> Finished:
        if begun is None:
            return unfinished
        page = unfinished.page
        before, link, after = unfinished.html.split(DOCUMENT_LINK)
        made: dict[str, bytes] = {}
        try:
            made = begun.result()
        except UnsetError as error:
            self.problems.append(_problem(page, str(error)))
        except BrokenProcessPool:
            self.problems.append(_problem(page, "the program that sets it ended too early"))
        if not made:
            return replace(unfinished, html=f"{before}{after}", is_whole=False)
        for ending, mark in (("pdf", DOCUMENT_SIZE), ("docx", WORD_SIZE)):
            link = link.replace(mark, size_in_words(len(made.get(ending, b""))))
        path = document_address(page.address, self.attachments).removesuffix("pdf")
        documents = tuple((f"{path}{ending}", data) for ending, data in made.items())
        return replace(unfinished, html=f"{before}{link}{after}", documents=documents)

    def _sheet(self, page: Page, html: str) -> Sheet:
        pictures = []
        for source in pictures_in(parts_of_page(html)):
            file = self.attachments.get(urljoin(f"/{page.address}", source).lstrip("/"))
            if file and (name := copy_picture(file, self.folder / "pictures")):
                pictures.append((source, name))
        return sheet_of(page, html, self.site, tuple(pictures))

    def _key(self, sheet: Sheet) -> str:
        digest = hashlib.sha256(f"{code_digest()} {typst_version()} {word_version()}\0".encode())
        digest.update(self.template)
        digest.update(repr(sheet).encode())
        return digest.hexdigest()[:32]

    def _forget_others(self) -> None:
        for file in (*self.folder.glob("*.*"), *(self.folder / "pictures").glob("*.*")):
            if file.is_file() and file.name not in self._kept:
                file.unlink(missing_ok=True)


def _problem(page: Page, reason: str) -> Problem:
    records = (value for value in page.context.by_name().values() if isinstance(value, FromSource))
    place = next((Place(record.source.display_path) for record in records), Place("content"))
    message = f"No PDF of this record could be made: {reason}"
    hint = "The page is published without it. Look for an unusual character, table or picture in the text"
    return Problem(place, message, hint, Severity.WARNING, "pdf")


@dataclass(frozen=True, slots=True)
class _Task:
    """What to set, and where to keep it."""

    sheet: Sheet
    template: Template
    folder: Path
    key: str
    endings: tuple[str, ...]

    @property
    def files(self) -> dict[str, Path]:
        """The kept documents by their endings."""
        return {ending: self.folder / f"{self.key}.{ending}" for ending in self.endings}

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the files that are kept for it."""
        return (*(file.name for file in self.files.values()), *(name for _, name in self.sheet.pictures))

    def kept(self) -> dict[str, bytes] | None:
        """Return the documents of an earlier build, if they are whole."""
        with suppress(OSError):
            found = {ending: file.read_bytes() for ending, file in self.files.items()}
            if all(map(_is_whole, found.values())):  # a machine may lose its power while it writes
                return found
        return None


def _is_whole(data: bytes) -> bool:
    return (data.startswith(b"%PDF-") and data.endswith(b"%%EOF")) or (
        data.startswith(b"PK") and data[-22:-18] == b"PK\x05\x06"
    )


@dataclass(frozen=True, slots=True)
class _Begun:
    """Documents that are being set."""

    task: _Task
    made: Future[dict[str, bytes]]

    def result(self) -> dict[str, bytes]:
        """Return the documents; those that were in hand when another ended its process are set alone.

        Raises:
            UnsetError: if Typst refuses one.
            BrokenProcessPool: if one ends its own process, too.
        """
        try:
            return self.made.result()
        except BrokenProcessPool:
            with _new_pool(1) as pool:
                return _submit(pool, self.task).result()


def _done(documents: dict[str, bytes]) -> Future[dict[str, bytes]]:
    future: Future[dict[str, bytes]] = Future()
    future.set_result(documents)
    return future


def _set_here(task: _Task) -> Future[dict[str, bytes]]:
    future: Future[dict[str, bytes]] = Future()
    try:
        future.set_result(_set(task))
    except UnsetError as error:
        future.set_exception(error)
    return future


def _set(task: _Task) -> dict[str, bytes]:
    """Set the documents of one page, and keep them."""
    made = {"pdf": pdf_of(task.sheet, task.template)}
    if "docx" in task.endings:
        made["docx"] = docx_of(task.sheet)
    task.folder.mkdir(parents=True, exist_ok=True)
    for ending, file in task.files.items():
        unfinished = file.with_suffix(f".{os.getpid()}.new")
        unfinished.write_bytes(made[ending])
        unfinished.replace(file)
    return made


def _new_pool(workers: int) -> ProcessPoolExecutor:
    # Spawned on every system: a fork would copy the threads of a progress bar in the middle of what they do.
    return ProcessPoolExecutor(
        workers, get_context("spawn"), initializer=_end_with_parent, max_tasks_per_child=TASKS_PER_WORKER
    )


def _submit(pool: ProcessPoolExecutor, task: _Task) -> Future[dict[str, bytes]]:
    """Hand a task to a pool, whose new workers leave Ctrl-C to the build: it ends them, and they say nothing."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        return pool.submit(_set, task)
    # A process that is started meanwhile keeps the mask for good; ignoring it once it runs would come too late.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        return pool.submit(_set, task)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _end_with_parent() -> None:
    """End this worker when the build is killed: the workers of a killed build go on."""
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    if parent := parent_process():
        parent.join()
        os._exit(1)
