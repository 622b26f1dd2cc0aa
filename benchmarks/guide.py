"""Makes the pictures of .github/IMPORT.md from the command and the site as they are: `python -m benchmarks.guide`."""

from __future__ import annotations

import io
import shutil
import tempfile
from pathlib import Path

from rich.console import Console
from rich.text import Text

from tests.support.commands import section55
from tests.support.hidden_in_word import CASES, word_file
from tests.support.paths import DEMO, SAMPLES, TOP
from tests.support.printed_files import screenshot_of
from tests.support.word_files import docx_of

PICTURES = TOP / ".github" / "pictures"
_SEED = SAMPLES / "seeds" / "000_34bdf2b5e09f2563.txt"
_COLUMNS = 110


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
        done = section55(folder, *arguments, PYTHONPATH=str(TOP))
        console = Console(record=True, width=_COLUMNS, file=io.StringIO())
        console.print(Text(f"$ section55 {' '.join(arguments)}", style="bold"))
        console.print(Text((done.stdout + done.stderr).rstrip()))
        svg = console.export_svg(title="Terminal", unique_id=name.removesuffix(".svg"))
        pictures[name] = _without_fonts(svg)
    return pictures


def main() -> None:
    """Write the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = office_folder(Path(name))
        for picture, svg in terminal_pictures(folder).items():
            (PICTURES / picture).write_text(svg, encoding="utf-8")
        section55(folder, "build", "--no-search", PYTHONPATH=str(TOP))
        draft = folder / "content/responses/norfolk/2019/cyber-keep-the-light-on.md"
        text = draft.read_text(encoding="utf-8").replace("# published: not recorded", "published: not recorded")
        draft.write_text(
            text.replace("# answers:\n#   ", "answers:\n  ").replace("taken | proposed | none", "proposed")
        )
        done = section55(folder, "build", "--no-search", PYTHONPATH=str(TOP))
        if done.returncode:
            raise SystemExit(done.stderr)
        page = folder / "site/responses/norfolk/2019/cyber-keep-the-light-on/index.html"
        (PICTURES / "page.png").write_bytes(screenshot_of(page.as_uri(), 1000, 900))


def _without_fonts(svg: str) -> str:
    """Leave out the addresses of fonts: a picture of ours asks nobody for anything."""
    start, end = svg.find("@font-face"), svg.rfind("@font-face")
    close = svg.find("}", end) + 1
    return svg[:start] + svg[close:] if start >= 0 else svg


if __name__ == "__main__":
    main()
