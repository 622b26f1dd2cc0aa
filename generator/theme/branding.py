"""An office's branding: the logo and colours under `theme` in mkdocs.yml, and the stylesheet made from them.

Refuses colours with too little contrast. Knows the settings and WCAG 2.2; nothing of templates.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.files import display_path
from generator.messages import did_you_mean, join_words, quoted
from generator.problems import Place, Problem
from generator.reading.yaml_facts import position_of, read_facts
from generator.theme.colours import BLACK, WHITE, Colour, contrast
from generator.theme.logo import Logo, LogoError, read_logo

MIN_TEXT_CONTRAST = 4.5
"""WCAG 2.2, 1.4.3, level AA."""

MIN_OUTLINE_CONTRAST = 3.0
"""For the focus outline and other graphics (1.4.11)."""

# Backgrounds of links, from `section55.css`: in each scheme the one with less contrast to the text.
_PANEL, _PANEL_IN_THE_DARK = Colour.read("#f2f5f8"), Colour.read("#1c242d")
_INK, _GOLD = Colour.read("#16202b"), Colour.read("#ffc940")

_DARK_LINK_CONTRAST, _DARK_HEADER_CONTRAST = 7, 14
"""Contrasts of derived dark colours: of a link to its background, of a header to white."""

COLOURS = ("accent", "header", "accent-in-the-dark", "header-in-the-dark")


@dataclass(frozen=True, slots=True)
class Brand:
    """The branding of an office's site."""

    logo: Logo | None = None
    style: str = ""
    """CSS to append to the stylesheet."""
    accent: str = ""
    """The colour of the site's icon; empty for the default."""

    def icon(self, svg: str) -> str:
        """Return the site's icon in the office's colour, in place of its only colour besides white."""
        return re.sub(r"#[0-9a-f]{6}", self.accent, svg) if self.accent else svg


def read_brand(settings: Path, pages: Path) -> tuple[Brand, list[Problem]]:
    """Read an office's branding from mkdocs.yml, with its problems; `pages` is the folder of the logo.

    Only the lines of `theme` are read, because other settings may use YAML that sources may not.
    """
    if not settings.is_file():
        return Brand(), []
    text, before = lines_of(settings.read_text(encoding="utf-8", errors="replace"), "theme")
    facts, faults = read_facts(text)
    theme = facts.get("theme")
    if faults or not isinstance(theme, dict):
        relevant = faults if re.search(r"^\s+(logo|colou?rs)\s*:", text, re.MULTILINE) else []
        return Brand(), [
            Problem(Place(settings.name, fault.line + before, fault.column), fault.message, fault.hint)
            for fault in relevant
        ]
    reader = _Reader(settings.name, text, before)
    logo = reader.logo(theme.get("logo"), pages) if "logo" in theme else None
    colours = reader.colours(theme)
    problems = [*reader.problems, *(reader.contrasts(colours) if not reader.problems else [])]
    return (Brand(), problems) if problems else (Brand(logo, _style(colours), str(colours.get("accent", ""))), [])


def lines_of(text: str, name: str) -> tuple[str, int]:
    """Return the lines of one setting with the indented lines below it, and the number of lines before them."""
    text = text.replace("\r\n", "\n")
    match = re.search(rf"^{name}[ \t]*:.*\n?(?:[ \t#].*\n?|\n)*", text, re.MULTILINE)
    return (match[0], text.count("\n", 0, match.start())) if match else ("", 0)


class _Reader:
    def __init__(self, name: str, text: str, before: int) -> None:
        self.name, self.text, self.before = name, text, before
        self.problems: list[Problem] = []

    def problem(self, key_path: tuple[str, ...], message: str, hint: str, *, name: bool = False) -> Problem:
        line, column = position_of(self.text, ("theme", *key_path), name=name)
        return Problem(Place(self.name, line + self.before, column), message, hint, rule="look")

    def _add(self, key_path: tuple[str, ...], message: str, hint: str, *, name: bool = False) -> None:
        self.problems.append(self.problem(key_path, message, hint, name=name))

    def logo(self, file: Any, pages: Path) -> Logo | None:
        shown = display_path(pages.parent) + "/pages"
        if not isinstance(file, str) or not file.strip():
            self._add(("logo",), "The logo's file is not named", f"Write the name of a file in {shown}: logo: logo.png")
            return None
        path = pages / file
        if ".." in Path(file).parts or Path(file).is_absolute() or path.is_symlink() or not path.is_file():
            files = [
                path.relative_to(pages).as_posix()
                for path in sorted(pages.rglob("*"))
                if path.is_file() and path.suffix != ".md"
            ]
            hint = did_you_mean(file, files) or f"Put the file into {shown}, and write its name here"
            self._add(("logo",), f"There is no file {quoted(file)} in {shown}", hint)
            return None
        try:
            return read_logo(file, path.read_bytes())
        except LogoError as error:
            place = Place(f"{shown}/{file}", error.line, error.column)
            self.problems.append(Problem(place, error.message, error.hint, rule="look"))
            return None

    def colours(self, theme: dict[str, Any]) -> dict[str, Colour]:
        for misspelt in sorted({"color", "colors", "colour"} & set(theme)):
            self._add((misspelt,), f"{quoted(misspelt)} is not known here", "Did you mean 'colours'?", name=True)
        colours = theme.get("colours")
        if colours is None:
            return {}
        if not isinstance(colours, dict):
            self._add(
                ("colours",), "The colours are not written one to a line", 'Write, indented below: accent: "#1d4f91"'
            )
            return {}
        return {name: colour for name, value in colours.items() if (colour := self._colour(name, value))}

    def _colour(self, name: str, value: Any) -> Colour | None:
        key_path = ("colours", name)
        if name not in COLOURS:
            message = f"{quoted(name)} is not a colour that can be set"
            self._add(key_path, message, did_you_mean(name, COLOURS) or f"Write {join_words(COLOURS, 'or')}", name=True)
            return None
        if not value:
            message = "This colour is empty: without quotation marks, text after '#' is a comment"
            self._add(key_path, message, f'Write it in quotation marks: {name}: "#1d4f91"')
            return None
        try:
            return Colour.read(value if isinstance(value, str) else "")
        except ValueError:
            shown = quoted(value) if isinstance(value, str) else "This"
            self._add(
                key_path,
                f"{shown} is not a colour",
                f'Write six digits from 0 to f, in quotation marks: {name}: "#1d4f91"',
            )
            return None

    def contrasts(self, colours: dict[str, Colour]) -> Iterator[Problem]:
        """Yield a problem for each colour with too little contrast, with the nearest one that passes."""
        grounds = {
            "accent": (_PANEL, BLACK, "light", "darker"),
            "accent-in-the-dark": (_PANEL_IN_THE_DARK, WHITE, "dark", "lighter"),
        }
        for name, colour in colours.items():
            if name in grounds:
                ground, end, kind, shade = grounds[name]
                if (ratio := contrast(colour, ground)) < MIN_TEXT_CONTRAST:
                    passing = colour.nearest_passing_shade(_passes_on(ground), end)
                    message = f"Links of the colour '{colour}' have a contrast of {_shown(ratio)} to 1"
                    message += f" to the {kind} background of the footer, '{ground}'"
                    yield self.problem(("colours", name), *_refusal(message, name, passing, shade))
            elif (ratio := contrast(colour, _on(colour))) < MIN_TEXT_CONTRAST:
                passing = colour.nearest_passing_shade(
                    lambda shade: contrast(shade, _on(shade)) >= MIN_TEXT_CONTRAST, BLACK
                )
                message = f"On a header of the colour '{colour}'"
                message += f" neither white nor dark text has a contrast of more than {_shown(ratio)} to 1"
                yield self.problem(("colours", name), *_refusal(message, name, passing, "darker"))


def _passes_on(ground: Colour) -> Callable[[Colour], bool]:
    return lambda shade: contrast(shade, ground) >= MIN_TEXT_CONTRAST


def _refusal(message: str, name: str, passing: Colour, shade: str) -> tuple[str, str]:
    return (
        f"{message}, and text needs {MIN_TEXT_CONTRAST} to 1 (WCAG 2.2, 1.4.3)",
        f'The nearest {shade} shade that passes is: {name}: "{passing}"',
    )


def _shown(ratio: float) -> str:
    """Return a ratio with two decimals, rounded down, so that too little never reads as enough."""
    return f"{int(ratio * 100) / 100:.2f}"


def _on(ground: Colour) -> Colour:
    """Return the colour of text on a background: white if it passes, else the better of white and ink."""
    return (
        WHITE
        if contrast(WHITE, ground) >= MIN_TEXT_CONTRAST
        else max((WHITE, _INK), key=lambda colour: contrast(colour, ground))
    )


def _style(colours: dict[str, Colour]) -> str:
    """Return the CSS; colours not set for the dark scheme are derived from those for the light one."""
    light: dict[str, Colour] = {}
    dark: dict[str, Colour] = {}
    grounds: dict[str, Colour] = {}
    if accent := colours.get("accent"):
        light |= {"accent": accent, "hover": accent.mix(BLACK, 0.35)}
        shade = accent.nearest_passing_shade(
            lambda colour: contrast(colour, _PANEL_IN_THE_DARK) >= _DARK_LINK_CONTRAST, WHITE
        )
        dark |= {"accent": shade, "hover": shade.mix(WHITE, 0.5)}
    if accent := colours.get("accent-in-the-dark"):
        dark |= {"accent": accent, "hover": accent.mix(WHITE, 0.5)}
    if header := colours.get("header"):
        grounds = {
            "light": header,
            "dark": header.nearest_passing_shade(
                lambda colour: contrast(colour, WHITE) >= _DARK_HEADER_CONTRAST, BLACK
            ),
        }
    if header := colours.get("header-in-the-dark"):
        grounds |= {"dark": header}
    if not colours:
        return ""
    in_the_dark = f"@media screen and (prefers-color-scheme: dark) {{\n{_rules(dark, grounds.get('dark'))}}}\n"
    return (
        f"\n/* --- The office's own colours, from mkdocs.yml --- */\n{_rules(light, grounds.get('light'))}{in_the_dark}"
    )


def _rules(colours: dict[str, Colour], header: Colour | None) -> str:
    focus = ""
    if header:
        words = _on(header)
        colours = colours | {"header": header, "on-header": words}
        line = " border-bottom: var(--s55-rule);" if words == _INK else ""
        outline = _GOLD if contrast(_GOLD, header) >= MIN_OUTLINE_CONTRAST else words
        focus = f".s55-header {{ --s55-focus: {outline};{line} }}\n"
    named = " ".join(f"--s55-{name}: {colour};" for name, colour in colours.items())
    return (f":root {{ {named} }}\n" if named else "") + focus
