"""Makes the pictures of .github/IMPORT.md from the command and the site as they are: `python -m benchmarks.guide`."""

from __future__ import annotations

import io
import shutil
import struct
import tempfile
import zlib
from pathlib import Path

from rich.console import Console
from rich.text import Text

from generator.reading.attachments.images import png_chunks
from tests.support.commands import section55
from tests.support.hidden_in_word import CASES, word_file
from tests.support.page_text import text_of_page
from tests.support.paths import DEMO, SAMPLES, TOP
from tests.support.printed_files import screenshot_of
from tests.support.word_files import docx_of

PICTURES = TOP / ".github" / "pictures"
_SEED = SAMPLES / "seeds" / "000_34bdf2b5e09f2563.txt"
_COLUMNS = 110
PAGE = "responses/norfolk/2019/cyber-keep-the-light-on/index.html"
_LAST_IN_SIGHT = "How this was worked out"
_WORDS = b"Words\0\0\0\0\0"
"""Keyword, no compression, no language: an international text (PNG, third edition, 11.3.3.4)."""
_PNG_START = 8 + 25
"""Bytes of the signature and of the header (PNG, 5.2 and 11.2.1)."""


def office_folder(folder: Path) -> Path:
    """Return a site that has offices and pages and no record, and two papers beside it."""
    shutil.copytree(DEMO / "content" / "offices", folder / "content" / "offices")
    shutil.copytree(DEMO / "content" / "pages", folder / "content" / "pages")
    shutil.copy(DEMO / "mkdocs.yml", folder)
    (folder / "response.docx").write_bytes(docx_of(_SEED.read_text(encoding="utf-8")))
    (folder / "letter.docx").write_bytes(word_file(CASES["a protective marking"] | CASES["white letters"]))
    return folder


def terminal_pictures(folder: Path) -> dict[str, str]:
    """Return by name what the terminal shows, as SVG, whose text is what the command printed."""
    pictures = {}
    for name, arguments in {
        "hidden.svg": ("import", "letter.docx", "--office", "norfolk"),
        "import.svg": ("import", "response.docx", "--office", "norfolk"),
    }.items():
        done = section55(folder, *arguments)
        console = Console(record=True, width=_COLUMNS, file=io.StringIO())
        console.print(Text(f"$ section55 {' '.join(arguments)}", style="bold"))
        console.print(Text((done.stdout + done.stderr).rstrip()))
        svg = console.export_svg(title="Terminal", unique_id=name.removesuffix(".svg"))
        pictures[name] = _without_fonts(svg)
    return pictures


def words_in_sight(html: str) -> str:
    """Return the words of a page that its picture shows, a line for each block."""
    lines = text_of_page(html)
    return "\n".join(lines[: lines.index(_LAST_IN_SIGHT) + 1])


def with_words(png: bytes, words: str) -> bytes:
    """Return a picture that holds the words it shows, so that a test can say when it has aged."""
    body = b"iTXt" + _WORDS + words.encode()
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    return png[:_PNG_START] + chunk + png[_PNG_START:]


def words_of(png: bytes) -> str:
    """Return the words that a picture holds."""
    return next(body for name, body in png_chunks(png) if name == b"iTXt").removeprefix(_WORDS).decode()


def main() -> None:
    """Write the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = office_folder(Path(name))
        for picture, svg in terminal_pictures(folder).items():
            (PICTURES / picture).write_text(svg, encoding="utf-8")
        section55(folder, "build", "--no-search")
        draft = folder / "content/responses/norfolk/2019/cyber-keep-the-light-on.md"
        text = draft.read_text(encoding="utf-8").replace("# published: not recorded", "published: not recorded")
        draft.write_text(
            text.replace("# answers:\n#   ", "answers:\n  ").replace("taken | proposed | none", "proposed")
        )
        done = section55(folder, "build", "--no-search")
        if done.returncode:
            raise SystemExit(done.stderr)
        page = folder / "site" / PAGE
        picture = screenshot_of(page.as_uri(), 1000, 900)
        words = words_in_sight(page.read_text(encoding="utf-8"))
        (PICTURES / "page.png").write_bytes(with_words(picture, words))


def _without_fonts(svg: str) -> str:
    """Leave out the addresses of fonts: a picture of ours asks nobody for anything."""
    start, end = svg.find("@font-face"), svg.rfind("@font-face")
    close = svg.find("}", end) + 1
    return svg[:start] + svg[close:] if start >= 0 else svg


if __name__ == "__main__":
    main()
