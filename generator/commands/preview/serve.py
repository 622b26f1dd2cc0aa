"""Previews the site on this computer: reads it again at every change, and shows the previous version if that fails.

Knows ports and threads; nothing of what is shown. Listens on this computer only.
"""

from __future__ import annotations

import errno
import gc
import html
import os
import sys
import threading
import time
import webbrowser
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from generator.commands.build import render_theme
from generator.commands.options import config_file_for
from generator.commands.preview.handler import HOST, Handler, Server
from generator.commands.preview.watch import changes
from generator.messages import counted
from generator.problems import EnvironmentFailure, Problem, SourceChangedError, format_text
from generator.publishing.build import BuildOptions, BuildResult
from generator.publishing.preview import PreviewedSite
from generator.publishing.state import state_of
from generator.reading.leftovers import LEFTOVER
from generator.theme.templates import template_folders

PORTS_TRIED = 20
IDLE = 2.0
"""Seconds without a change after which data and the search index are made."""
SWITCHES = 0.0005
"""Seconds after which a thread that makes the index lets another work: an edit waits for this at each of its steps."""
MANY_OBJECTS = 100_000
"""New objects among which those that are garbage are worth looking for."""
_STYLE = (
    "position:sticky;top:0;z-index:99;margin:0;padding:1rem;max-height:50vh;overflow:auto;white-space:pre-wrap;"
    "font:16px/1.4 system-ui,sans-serif;color:#fff;background:"
)


@dataclass(slots=True)
class Preview:
    """A previewed site, and what is said of it."""

    site: PreviewedSite
    watched: list[Path]
    port: int
    opens: bool = False
    version: str = ""
    """Another one after each change, and in each preview."""
    problems: list[Problem] = field(default_factory=list)
    message: str = ""
    failed: bool = False
    unreleased: Mapping[str, str] = field(default_factory=dict)
    """Addresses of records that are shown and not published, each with the reason."""
    _changed: threading.Condition = field(default_factory=threading.Condition)

    def read(self, path: str) -> bytes | None:
        """Return a file of the site, or None."""
        return self.site.read(path)

    def wait_for_change(self, seen: str, seconds: float) -> str:
        """Return the version, when it is another than the one seen or after so many seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self.version != seen, seconds)
            return self.version

    def build(self, changed: Collection[str] | None = None) -> BuildResult:
        """Build once, or again what is made of some files; if it fails, the previous version stays."""
        return self._say(self.site.refresh(changed))

    def check(self) -> BuildResult | None:
        """Check what the last build has not; return what is said differently now, if anything is."""
        before = self.problems, self.failed
        if (result := self.site.check()) and (result.problems, result.failure is not None) != before:
            return self._say(result)
        return None

    def _say(self, result: BuildResult) -> BuildResult:
        result.problems = [problem for problem in result.problems if problem.rule != LEFTOVER]
        self.problems, self.message, self.failed = result.problems, result.message, result.failure is not None
        if not self.failed:
            self.unreleased = result.unreleased
        with self._changed:
            self.version = str(time.time_ns())
            self._changed.notify_all()
        return result

    def banner(self, address: str = "") -> str:
        """Return the HTML shown above a page: problems, and whether unpublished content is shown."""
        parts = []
        if why := self.unreleased.get(address):
            parts.append(f'<p role="note" style="{_STYLE}#6a1b9a">{html.escape(why)} Only you can see this page.</p>')
        elif self.unreleased:
            words = "Preview with drafts: unpublished content is shown. Do not publish these pages."
            parts.append(f'<p role="note" style="{_STYLE}#6a1b9a">{words}</p>')
        report = "\n".join(part for part in (self.message, format_text(self.problems)) if part)
        if report:
            words = (
                f"The last change could not be built. You are seeing the previous version.\n\n{report}"
                if self.failed
                else report
            )
            parts.append(f'<pre role="alert" style="{_STYLE}#7a1f1f">{html.escape(words)}</pre>')
        return "".join(parts)


def preview_of(content: Path, site: Path, as_of: datetime | None, *, drafts: bool, port: int, opens: bool) -> Preview:
    """Return a preview of the project; without `as_of` as of now."""
    config_file = config_file_for(content)
    folder = state_of(site) / "preview"
    now = datetime.now(UTC)
    options = BuildOptions(config_file.parent, content, folder / "site", as_of or now, with_drafts=drafts)
    shown = PreviewedSite(
        options,
        lambda: render_theme(config_file, content, options.state, address=""),
        lambda: as_of or datetime.now(UTC),
    )
    watched = [content, config_file, *template_folders(config_file.parent)]
    return Preview(shown, watched, port, opens=opens)


def _server(preview: Preview, on_progress: Callable[[str], None]) -> ThreadingHTTPServer:
    """Return a server at the port of the preview, or at the next one that is free."""
    last = min(preview.port + PORTS_TRIED, 65536) if preview.port else 1
    for port in range(preview.port, last):
        try:
            server = Server((HOST, port), partial(Handler, preview))
        except OSError as error:
            # Windows says that a port is forbidden if another program has it for itself.
            if error.errno == errno.EADDRINUSE or (os.name == "nt" and error.errno == errno.EACCES):
                continue
            message = f"Port {port} cannot be used: {error.strerror}. Choose another: --port 8055"
            raise EnvironmentFailure(message) from error
        if port != preview.port:
            on_progress(
                f"Port {preview.port} is in use, perhaps by another preview, so this one uses port {port}. "
                "To choose a port: --port NUMBER"
            )
        return server
    message = (
        f"Ports {preview.port} to {last - 1} are all in use. Stop another preview, or choose a port: --port NUMBER"
    )
    raise EnvironmentFailure(message)


def serve_preview(preview: Preview, on_progress: Callable[[str], None]) -> None:
    """Build, serve and watch until interrupted.

    Raises:
        EnvironmentFailure: No port can be used.
    """
    gc.disable()  # a collection takes as long as a change; they are made when nothing else is to be done
    sys.setswitchinterval(SWITCHES)
    with _server(preview, on_progress) as server:
        looks = changes(preview.watched, preview.site.near)
        try:
            next(looks)
            _report_result(preview.build(), on_progress)
            gc.freeze()  # what is there now stays, and looking through it takes a second where it is much
            threading.Thread(target=server.serve_forever, daemon=True).start()
            address = f"http://{HOST}:{server.server_port}/"
            on_progress(f"See it at {address} (stop with Ctrl and C)")
            if preview.opens:
                webbrowser.open(address)
            threading.Thread(target=_follow, args=[preview, on_progress], daemon=True).start()
            for changed in looks:
                _report_result(preview.build(changed), on_progress)
        except KeyboardInterrupt:
            on_progress("Stopped.")


def _follow(preview: Preview, on_progress: Callable[[str], None]) -> None:
    """After each change, make what needs all records, once no further change has come for a while."""
    seen = ""
    while True:
        seen = preview.wait_for_change(seen, float(threading.TIMEOUT_MAX))
        if result := preview.check():
            _report_result(result, on_progress)
            seen = preview.version
        if preview.wait_for_change(seen, IDLE) == seen:
            try:
                preview.site.follow()
            except SourceChangedError:
                pass  # the change is read next
            except OSError as error:
                on_progress(f"The search of the preview is not up to date: {error.strerror or error}.")
            if gc.get_count()[0] > MANY_OBJECTS:  # an edit leaves a few hundred
                gc.collect()


def _report_result(result: BuildResult, on_progress: Callable[[str], None]) -> None:
    if result.problems:
        on_progress(format_text(result.problems))
    if result.message:
        on_progress(result.message)
    if not result.failure:
        on_progress(f"Shown: {counted(result.records, 'record')}, read and checked in {result.seconds:.2f} s")
    else:
        on_progress("The previous version is still shown.")
