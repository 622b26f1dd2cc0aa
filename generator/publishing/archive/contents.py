"""What an archive holds: the site, its sources, its data, its redirects, and a guide for the person who keeps it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlsplit

from generator.dates import read_as_of, wording
from generator.messages import counted
from generator.outputs.paper.pdfs import cannot_be_made
from generator.outputs.redirects import redirects_of
from generator.pages.disk_links import with_file_names
from generator.publishing.archive.archive_file import CHECKSUMS, ArchiveError, ArchiveReader
from generator.publishing.archive.redirects import redirect_files
from generator.publishing.manifest import MANIFEST
from generator.reading.ledger import NAME as LEDGER
from generator.register.released import ReleasedRegister
from generator.theme.site import Site

FORMAT = 1
DESCRIPTION = "archive.json"
"""The file that says what the archive is of, for programs."""

SITE, SOURCES, DATA, REDIRECTS = "site", "sources", "data", "redirects"
"""The folders of an archive."""


@dataclass(frozen=True, slots=True)
class ArchivedSite:
    """A site that was built from its released sources alone, ready to be packed."""

    folder: Path
    sources: Path
    """The folder of mkdocs.yml, with the content in it."""
    released: ReleasedRegister
    site: Site

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield each file of the archive, in the order in which a person should see them."""
        yield "README.txt", self._guide().encode()
        yield DESCRIPTION, self._description()
        yield from ((f"{SITE}/{path}", for_disk(path, data)) for path, data in _below(self.folder) if path != MANIFEST)
        yield from ((f"{SOURCES}/{path}", data) for path, data in _below(self.sources))
        for path, data in _below(self.folder / "data"):
            if "/" not in path and not path.endswith(".html"):  # the page stands among the others
                yield f"{DATA}/{path}", data
        if (ledger := self.sources / "content" / LEDGER).is_file():
            yield LEDGER, ledger.read_bytes()
        root = urlsplit(self.site.address).path or "/"
        rules = redirect_files(redirects_of(self.released), root)
        yield from ((f"{REDIRECTS}/{name}", data) for name, data in rules)

    def _description(self) -> bytes:
        description = {
            "format": FORMAT,
            "as_of": self.released.as_of.isoformat(),
            "site": {"name": self.site.name, "url": self.site.address or None},
            "pdf": not cannot_be_made(),
            "program": {"name": "section55", "version": version("section55")},
        }
        return f"{json.dumps(description, ensure_ascii=False, indent=2)}\n".encode()

    def _guide(self) -> str:
        released = self.released
        numbers = (
            (released.offices, "office", "offices"),
            (released.inspections, "inspection report", "inspection reports"),
            (released.responses, "response", "responses"),
            (released.panel_reports, "panel report", "panel reports"),
        )
        holds = ", ".join(counted(len(records), one, many) for records, one, many in numbers)
        at = self.site.address or "an address that is not recorded"
        return _GUIDE.format(
            name=self.site.name, address=at, day=wording(released.today), holds=holds, version=version("section55"),
            checksums=CHECKSUMS, description=DESCRIPTION,
            ledger=f"\n{LEDGER}\n  Each address ever published, with the day and a digest of its text." if
            released.ledger.is_kept else "",
        )  # fmt: skip


_GUIDE = """\
{name}
as at {day}

This is an archive of a website, complete in one file. The website published responses to inspection reports, which
section 55 of the Police Act 1996 asks of police and crime commissioners. It was published at {address}.
It holds {holds}.

To read it, unpack the archive and open site/index.html in a web browser. No server and no network is needed. The search
is the only part that needs a web server.

What is in it

README.txt
  This guide.
{description}
  What the archive is of, for programs.
site/
  The website: HTML, with styles and scripts of its own, attached PDF, CSV, PNG and JPEG files, a feed (Atom) and
  calendars (iCalendar).
sources/
  The texts as they were written, in Markdown, with their facts in YAML, and the settings of the site.
data/
  The facts as JSON and as CSV (UTF-8), with descriptions of each column. site/data/index.html explains them.{ledger}
redirects/
  Rules for web servers (nginx, Apache, IIS, and hosts that read a file _redirects), which send readers of old
  addresses to the new ones.

What is not in it

Drafts, texts whose day of publication had not come, texts that were withdrawn, and notes for the office.

How to prove that it is whole

Where the checksums are in {checksums}:  sha256sum --check {checksums}
Where the archive is a bag (BagIt 1.0, RFC 8493), any program for bags does it:  bagit.py --validate FOLDER

How to make the website again

With Python 3.11 or later and the program section55, version {version}, in an empty folder:
  section55 import --archive FILE.zip
This makes the same pages and data, and says so. Use only an archive that you trust: its settings can run programs.
"""


def _below(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in sorted(folder.rglob("*"), key=lambda file: file.relative_to(folder).as_posix()):
        if file.is_file():
            yield file.relative_to(folder).as_posix(), file.read_bytes()


def for_disk(path: str, data: bytes) -> bytes:
    """Return a file of a site with links that work without a server; the page for a missing address has none."""
    if not path.endswith(".html") or path == "404.html":
        return data
    return with_file_names(data.decode()).encode()


@dataclass(frozen=True, slots=True)
class ArchivedBuild:
    """How an archived site was built."""

    as_of: datetime
    has_pdf: bool
    """Whether PDFs were made of its records."""


def build_of(archive: ArchiveReader) -> ArchivedBuild:
    """Return how an archived site was built.

    Raises:
        ArchiveError: if the archive does not say it, or has another format.
    """
    try:
        description = json.loads(archive.read(DESCRIPTION))
        number = description["format"]
        build = ArchivedBuild(read_as_of(description["as_of"]), bool(description.get("pdf")))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ArchiveError(f"{DESCRIPTION} in the archive cannot be read. Take another copy of the archive.") from error
    if number != FORMAT:
        message = f"The archive has format {number}, and this version reads format {FORMAT}."
        raise ArchiveError(f"{message} Install the version of section55 that its README.txt names.")
    return build


def differences(archive: ArchiveReader, site: Path) -> list[str]:
    """Return the files of a site that differ from those of an archive, or are only in one of them."""
    prefix = f"{SITE}/"
    archived = {name.removeprefix(prefix) for name in archive.names if name.startswith(prefix)}
    different = []
    built = set()
    for path, data in _below(site):
        if path == MANIFEST:
            continue
        built.add(path)
        if not archive.has(f"{SITE}/{path}", for_disk(path, data)):
            different.append(path)
    return sorted({*different, *(archived - built)})
