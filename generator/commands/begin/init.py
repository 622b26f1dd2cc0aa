"""Begins an office's own repository: settings, pages, workflows and a guide. Never overwrites a file."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from string import Template

from generator.code_digest import shipped_templates
from generator.commands.begin.second_office import KeptDeadlines, keep_deadlines
from generator.dates import london_day, wording
from generator.files import replace_file
from generator.messages import plain_text, quoted
from generator.slugs import slug_error, slugify

Read = Callable[[str], str]
"""Reads an answer, or raises InitError."""
Ask = Callable[[str, str, Read], str]
"""Asks a question with a default answer, again until it can be read; returns what was read."""

SETTINGS = "mkdocs.yml"
"""Written last: a folder that has it is a site, and one without it was not finished."""

_OURS = re.compile(r"^\s*-\s*[\"']?section55\b", re.MULTILINE)
_TITLES = re.compile(
    r"\([^()]*\)|\b(?:office|of|the|for|opcc|pcc|pfcc|police|fire|rescue|and(?= (?:crime|rescue))|crime|commissioner"
    r"|commissioner's|mayor)\b,?",
    re.IGNORECASE,
)


class InitError(ValueError):
    """The site cannot be begun; the message says why and what to do."""

    def __init__(self, message: str) -> None:
        """Keep the message as its reader sees it."""
        super().__init__(plain_text(message))


class SiteTemplate(Template):
    """A text with places such as `%%{name}`: `$` belongs to the scripts of workflows."""

    delimiter = "%%"


@dataclass(frozen=True, slots=True)
class NewSite:
    """What to begin, and the facts already given; an empty one is asked for."""

    folder: Path
    as_of: datetime
    office: str = ""
    name: str = ""
    force: str = ""
    chief_officer: str = ""
    address: str = ""
    has_samples: bool = True


@dataclass(slots=True)
class Begun:
    """The files that were written, and those that were there before."""

    folder: Path
    adds_office: bool = False
    kept_deadlines: KeptDeadlines | None = None
    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)


def begin_site(site: NewSite, ask: Ask | None) -> Begun:
    """Write an office's site, or what is missing of one; in a finished site, another office.

    `ask` is None if nobody is there to be asked.

    Raises:
        InitError: A fact is missing or wrong, or the folder belongs to something else.
        OSError: A file cannot be written.
    """
    settings = site.folder / SETTINGS
    if settings.exists() and not _OURS.search(settings.read_text(encoding="utf-8", errors="replace")):
        raise InitError(f"{settings.as_posix()} belongs to another site. Choose another folder.")
    begun = Begun(site.folder)
    if not settings.exists():
        _write(begun, _all_files(_complete(site, ask)))
    elif site.office and not (site.folder / _office_path(site.office)).exists():
        begun.adds_office = True
        files = list(_office_file(_complete(site, ask, asks_address=False)))
        # First, so that a crash between the two files changes no deadline.
        begun.kept_deadlines = keep_deadlines(site.folder / "content", site.office)
        _write(begun, files)
    else:
        _write(begun, program_files(site.as_of))
    return begun


def begun_lines(begun: Begun) -> Iterator[str]:
    """Yield what was written, what was there already, and the next three steps."""
    where = begun.folder.as_posix()
    if begun.written:
        yield f"Written in {where}:"
        yield from (f"  {path}" for path in sorted(begun.written))
    else:
        yield "Nothing was written: every file is there."
    if begun.kept:
        yield "Already there, and not changed:"
        yield from (f"  {path}" for path in sorted(begun.kept))
    if begun.kept_deadlines:
        yield begun.kept_deadlines.sentence()
    if begun.adds_office:
        yield f"Next: read {begun.written[0]}, then run: section55 check"
    elif SETTINGS in begun.written:
        enter = f"cd {where}, then run" if where != "." else "Run"
        yield "Next:"
        yield f"1. {enter}: section55 check"
        yield "2. See the site on this computer: section55 serve"
        yield "3. Read README.md. It says how to try the site, and the ten things you do."


def program_files(as_of: datetime) -> Iterator[tuple[str, str]]:
    """Yield path and text of each file that does not depend on the office: workflows and settings of tools."""
    values = _program_values(as_of)
    for path, template in _templates("site"):
        if path.startswith(".") or path == "requirements.txt":
            yield path, SiteTemplate(template).substitute(values)


def mark(as_of: datetime) -> str:
    """Return the line that says by which version a file was written, and when."""
    return f"From section55 {version('section55')}, {wording(london_day(as_of))}."


def _program_values(as_of: datetime) -> dict[str, str]:
    return {"version": version("section55"), "mark": mark(as_of)}


def _complete(site: NewSite, ask: Ask | None, *, asks_address: bool = True) -> NewSite:
    """Return the site with all facts: those that are missing are asked for, or have their usual value."""
    missing = [f"--{name}" for name in ("name", "force") if not getattr(site, name)]
    if ask is None and missing:
        raise InitError(f"Add {' and '.join(missing)}, or run this command in a terminal, where it asks.")
    name = _answer(site.name, ask, "The office, as it signs itself", "", _read_line)
    short = slugify(_TITLES.sub(" ", name))
    office = _answer(site.office, ask, "The office's name in addresses, such as sampleshire", short, _read_id)
    force = _answer(site.force, ask, "The name of its force", f"{office.replace('-', ' ').title()} Police", _read_line)
    chief_officer = _answer(site.chief_officer, ask, "The title of its chief officer", "Chief Constable", _read_line)
    address = site.address
    if asks_address:
        question = "The address of the site, such as https://responses.example.org/ (empty if not known yet)"
        address = _answer(site.address, ask, question, "", _read_address)
    return replace(site, name=name, office=office, force=force, chief_officer=chief_officer, address=address)


def _answer(given: str, ask: Ask | None, question: str, fallback: str, read: Read) -> str:
    """Return what was given, or ask; without a terminal the usual value has to do."""
    return read(given or fallback) if given or ask is None else ask(question, fallback, read)


def _read_line(text: str) -> str:
    if line := " ".join(text.split()):
        return line
    raise InitError("This needs an answer.")


def _read_id(text: str) -> str:
    if not text:
        raise InitError("The office needs a name in addresses. Add --office, such as sampleshire.")
    if fault := slug_error(text):
        raise InitError(f"This cannot be in an address: {fault}. Use small letters, digits and hyphens.")
    return text


def _read_address(text: str) -> str:
    if text and not re.fullmatch(r"https?://[^\s<>\"'?#]+\.[^\s<>\"'?#]+", text):
        example = "https://responses.example.org/"
        raise InitError(f"{quoted(text)} is not the address of a site. Write all of it, such as {example}.")
    return text and f"{text.rstrip('/')}/"


def _all_files(site: NewSite) -> Iterator[tuple[str, str]]:
    """Yield every file of a new site, its settings last."""
    values = {**_program_values(site.as_of), **_values(site)}
    files = [*_office_file(site), *_filled("site", values)]
    if site.has_samples:
        files += _filled("sample", values)
    yield from sorted(files, key=lambda file: file[0] == SETTINGS)


def _office_path(office: str) -> str:
    return f"content/offices/{office}.yml"


def _office_file(site: NewSite) -> Iterator[tuple[str, str]]:
    facts = {"name": site.name, "force": site.force, "chief_officer": site.chief_officer}
    template = (shipped_templates() / "new/office.yml").read_text(encoding="utf-8")
    yield _office_path(site.office), Template(template).substitute({key: _yaml(text) for key, text in facts.items()})


def _values(site: NewSite) -> dict[str, str]:
    day = london_day(site.as_of)
    return {
        "office": site.office, "name": _prose(site.name), "chief_officer": _prose(site.chief_officer),
        "site_name_yaml": _yaml(re.sub(r"\s*\([^()]*\)$", "", site.name)), "address_yaml": _yaml(site.address),
        "description_yaml": _yaml(
            f"Responses of {site.name} to inspection reports, under section 55 of the Police Act 1996."
        ),
        "today": day.isoformat(), "year": str(day.year),
        "address_words": f"<{site.address}>" if site.address else "[[the address of the website]]",
    }  # fmt: skip


def _filled(name: str, values: dict[str, str]) -> Iterator[tuple[str, str]]:
    for path, template in _templates(name):
        where = path.replace("OFFICE", values["office"]).replace("YEAR", values["year"])
        yield where, SiteTemplate(template).substitute(values)


def _templates(name: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of each template; `dot-` is a dot, so that no tool takes them for its own settings."""
    folder = shipped_templates() / "new" / name
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        path = re.sub(r"(^|/)dot-", r"\1.", file.relative_to(folder).as_posix())
        yield path, file.read_text(encoding="utf-8")


def _write(begun: Begun, files: Iterable[tuple[str, str]]) -> None:
    for path, text in files:
        file = begun.folder / path
        if file.exists() or file.is_symlink():
            begun.kept.append(path)
            continue
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, text.encode())
        begun.written.append(path)


def _yaml(text: str) -> str:
    """Write a text as YAML in double quotes, which JSON's are."""
    return json.dumps(text, ensure_ascii=False)


def _prose(text: str) -> str:
    """Write a text so that Markdown shows it as it is."""
    return re.sub(r"([\\`*_\[\]])", r"\\\1", text).replace("<", "&lt;")
