"""An office's branding: the messages about mkdocs.yml's `theme`, word for word, and no accepted colour is too weak."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
import sys
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.problems import format_text
from generator.theme.branding import Brand, read_brand
from generator.theme.colours import Colour, contrast
from tests.support.commands import files_in, on_one_day, section55
from tests.support.paths import DEMO


def png(width: int, height: int, extra: bytes = b"") -> bytes:
    """Make a picture of one colour; `extra` goes into it as noise that does not compress."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = zlib.compress((b"\0" + b"\x7f\x20\x60" * width) * height)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"xtRa", extra) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 300 100">\n'
    "{}</svg>"
)


def read(folder: Path, theme: str, files: dict[str, bytes] | None = None) -> tuple[Brand, str]:
    """Read settings whose `theme` has some lines besides its name; give the look, and what is printed."""
    for name, data in (files or {}).items():
        file = folder / "content" / "pages" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    lines = "".join(f"  {line}\n" for line in theme.splitlines())
    # The other settings are as MkDocs allows them, and as no source may be written.
    (folder / "mkdocs.yml").write_text(
        f"site_name: !ENV [NAME, Sample]\ntheme:\n  name: material\n{lines}\nplugins:\n  - section55\n"
        f"extra: {{hook: !!python/name:a.b}}\n",
        encoding="utf-8",
    )
    brand, problems = read_brand(folder / "mkdocs.yml", folder / "content" / "pages")
    return brand, format_text(problems)


REFUSED = {
    "a-link-too-light": (
        'colours:\n  accent: "#7fb2ff"',
        (
            "mkdocs.yml:5:13: Links of the colour '#7fb2ff' have a contrast of 1.97 to 1 to the light background "
            "of the footer, '#f2f5f8', and text needs "
            '4.5 to 1 (WCAG 2.2, 1.4.3). The nearest darker shade that passes is: accent: "#5171a2".'
        ),
    ),
    "a-link-too-dark-for-the-dark": (
        'colours:\n  accent-in-the-dark: "#1d4f91"',
        (
            "mkdocs.yml:5:25: Links of the colour '#1d4f91' have a contrast of 1.92 to 1 to the dark background "
            "of the footer, '#1c242d', and text needs "
            '4.5 to 1 (WCAG 2.2, 1.4.3). The nearest lighter shade that passes is: accent-in-the-dark: "#6b8cb7".'
        ),
    ),
    "a-header-on-which-nothing-can-be-read": (
        "colours:\n  header: '#808080'",
        (
            "mkdocs.yml:5:13: On a header of the colour '#808080' neither white nor dark text has a contrast of "
            "more than 4.16 to 1, and text needs "
            '4.5 to 1 (WCAG 2.2, 1.4.3). The nearest darker shade that passes is: header: "#767676".'
        ),
    ),
    "a-colour-without-quotation-marks": (
        "colours:\n  accent: # 1d4f91",
        (
            "mkdocs.yml:5:12: This colour is empty: without quotation marks, text after '#' is a comment. "
            'Write it in quotation marks: accent: "#1d4f91".'
        ),
    ),
    "a-colour-run-into-a-note": (
        "colours:\n  accent: #1d4f91",
        "mkdocs.yml:5:13: What follows '#' in this line would be lost. Put the whole value in quotes.",
    ),
    "a-name-of-a-colour": (
        "colours:\n  accent: navy",
        (
            "mkdocs.yml:5:13: 'navy' is not a colour. Write six digits from 0 to f, in quotation marks: accent: "
            '"#1d4f91".'
        ),
    ),
    "a-list-for-a-colour": (
        "colours:\n  accent: [1, 2]",
        'mkdocs.yml:5:5: This is not a colour. Write six digits from 0 to f, in quotation marks: accent: "#1d4f91".',
    ),
    "a-misspelt-colour": (
        'colours:\n  acent: "#123"',
        "mkdocs.yml:5:5: 'acent' is not a colour that can be set. Did you mean 'accent'?",
    ),
    "colors": ('colors:\n  accent: "#123"', "mkdocs.yml:4:3: 'colors' is not known here. Did you mean 'colours'?"),
    "one-colour-alone": (
        "colours: blue",
        'mkdocs.yml:4:12: The colours are not written one to a line. Write, indented below: accent: "#1d4f91".',
    ),
    "no-logo-named": (
        "logo:",
        "mkdocs.yml:4:8: The logo's file is not named. Write the name of a file in content/pages: logo: logo.png.",
    ),
    "a-logo-that-is-not-there": (
        "logo: lgo.png",
        "mkdocs.yml:4:9: There is no file 'lgo.png' in content/pages. Did you mean 'logo.png'?",
    ),
    "a-logo-from-elsewhere": (
        "logo: ../../mkdocs.yml",
        (
            "mkdocs.yml:4:9: There is no file '../../mkdocs.yml' in content/pages. Put the file into content/pages, "
            "and "
            "write its name here."
        ),
    ),
    "a-logo-of-another-kind": (
        "logo: logo.webp",
        ("content/pages/logo.webp: A logo must be a PNG, JPEG or SVG. Save it as one of these."),
    ),
    "a-logo-too-heavy": (
        "logo: heavy.png",
        (
            "content/pages/heavy.png: This logo is 30,085 bytes; the most is 20,000, because every page loads it. "
            "Save it smaller; it is shown 48 pixels high, so 96 are enough."
        ),
    ),
    "a-logo-that-is-something-else": (
        "logo: no.png",
        ("content/pages/no.png: This file is not a PNG. Change the end of its name to what it is, or save it as PNG."),
    ),
    "a-script-in-a-logo": (
        "logo: script.svg",
        (
            "content/pages/script.svg:2:1: This SVG contains <script>, which is more than a drawing. Save it as a "
            "plain SVG, with shapes only, or as PNG."
        ),
    ),
    "a-script-on-a-shape": (
        "logo: onload.svg",
        (
            "content/pages/onload.svg:2:1: This SVG contains a script (onload). Save it as a plain SVG, with shapes "
            "only, or as PNG."
        ),
    ),
    "a-picture-from-elsewhere-in-a-logo": (
        "logo: image.svg",
        (
            "content/pages/image.svg:2:1: This SVG contains a link to something outside it (xlink:href). Save it "
            "as a "
            "plain SVG, with shapes only, or as PNG."
        ),
    ),
    "a-font-from-elsewhere-in-a-logo": (
        "logo: style.svg",
        (
            "content/pages/style.svg:2:8: This SVG contains a style that fetches something from outside it. Save it "
            "as "
            "a plain SVG, with shapes only, or as PNG."
        ),
    ),
    "an-entity-in-a-logo": (
        "logo: entity.svg",
        (
            "content/pages/entity.svg:1:27: This SVG contains an entity, which is more than a drawing. Save it as a "
            "plain SVG, with shapes only, or as PNG."
        ),
    ),
    "a-damaged-svg": (
        "logo: damaged.svg",
        "content/pages/damaged.svg:2:6: This file is not an SVG, or it is damaged from here on. Save it again.",
    ),
    "an-svg-without-a-size": (
        "logo: sizeless.svg",
        "content/pages/sizeless.svg: This image has no width and height. Save it again.",
    ),
}
FILES = {
    "logo.png": png(200, 50), "logo.webp": b"RIFF", "no.png": b"GIF89a", "heavy.png": png(2, 2, bytes(30_000)),
    "script.svg": SVG.format("<script>alert(1)</script>").encode(),
    "onload.svg": SVG.format('<path onload="alert(1)" d="M0 0"/>').encode(),
    "image.svg": SVG.format('<image xlink:href="https://elsewhere.example/x.png"/>').encode(),
    "style.svg": SVG.format("<style>@import 'https://elsewhere.example/';</style>").encode(),
    "entity.svg": b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>\n<svg viewBox="0 0 1 1"><text>&a;</text></svg>',
    "damaged.svg": SVG.format("<g></svg>").encode(),
    "sizeless.svg": b"<svg/>",
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_a_look_that_cannot_be_is_refused_where_it_stands(
    case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    theme, message = REFUSED[case]
    monkeypatch.chdir(tmp_path)

    assert read(Path(), theme, FILES)[1] == f"{message}\n1 problem."


def test_settings_without_a_look_are_not_read_further(tmp_path: Path) -> None:
    for theme in ("", "palette: {primary: !ENV COLOUR}", "features: [navigation.top]"):
        assert read(tmp_path, theme) == (Brand(), "")
    assert read_brand(tmp_path / "none.yml", tmp_path) == (Brand(), [])


@pytest.mark.parametrize(
    ("file", "data", "size"),
    [
        ("logo.png", png(200, 50), (192, 48)),
        ("small.png", png(60, 20), (60, 20)),
        ("logo.svg", SVG.format('<path d="M0 0h9v9z" fill="url(#a)"/>').encode(), (144, 48)),
        ("logo.svg", b'<svg width="20mm" height="10mm"/>', (20, 10)),
    ],
)
def test_the_place_of_a_logo_is_kept_before_it_has_come(
    tmp_path: Path, file: str, data: bytes, size: tuple[int, int]
) -> None:
    brand, message = read(tmp_path, f"logo: {file}", {file: data})

    assert message == ""
    assert brand.logo
    assert (brand.logo.file, brand.logo.width, brand.logo.height) == (file, *size)


hexes = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")
GROUNDS = {"light": ("#ffffff", "#f2f5f8"), "dark": ("#12181f", "#1c242d")}
"""Of the page and of its panels, as the stylesheet has them."""


@given(accent=hexes, header=hexes)
def test_all_accepted_colours_can_be_read_in_both_schemes(
    tmp_path_factory: pytest.TempPathFactory, accent: str, header: str
) -> None:
    folder = tmp_path_factory.mktemp("look")
    theme = f'colours:\n  accent: "{accent}"\n  header: "{header}"'
    brand, message = read(folder, theme)
    for name, nearest in re.findall(r'passes is: (accent|header): "(#[0-9a-f]{6})"', message):
        theme = theme.replace(f'{name}: "{accent if name == "accent" else header}"', f'{name}: "{nearest}"')
    if message:
        brand, message = read(folder, theme)
    assert message == "", "A shade that was suggested is refused"

    light, _, dark = brand.style.partition("@media")
    for scheme, rules in (("light", light), ("dark", dark)):
        colours = {name: Colour.read(value) for name, value in re.findall(r"--s55-([a-z-]+): (#[0-9a-f]{6})", rules)}
        for ground in map(Colour.read, GROUNDS[scheme]):
            assert contrast(colours["accent"], ground) >= 4.5
            assert contrast(colours["hover"], ground) >= 4.5
        assert contrast(colours["on-header"], colours["header"]) >= 4.5
        assert contrast(colours["focus"], colours["header"]) >= 3


def test_both_doors_build_the_same_branded_site(tmp_path: Path) -> None:
    shutil.copytree(DEMO / "content", tmp_path / "content")
    pages = tmp_path / "content" / "pages"
    (pages / "logo.png").write_bytes(png(200, 50))
    settings = (DEMO / "mkdocs.yml").read_text(encoding="utf-8")
    look = '  language: en\n  logo: logo.png\n  colours:\n    accent: "#7a1f5c"\n    header: "#3f1030"\n'
    (tmp_path / "mkdocs.yml").write_text(settings.replace("  language: en\n", look), encoding="utf-8")

    trees: list[dict[str, bytes]] = []

    def build_both() -> None:
        trees.clear()
        for command in (["generator.commands.cli", "build"], ["mkdocs", "build", "--strict", "--quiet"]):
            done = subprocess.run(
                [sys.executable, "-m", *command], cwd=tmp_path, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout + done.stderr
            trees.append(files_in(tmp_path / "site"))
            shutil.rmtree(tmp_path / ".section55")

    on_one_day(build_both)
    home = trees[0]["index.html"].decode()

    assert trees[0] == trees[1]
    assert (
        '<img class="s55-header__logo" src="logo.png" width="192" height="48" alt=""><span>Responses to police '
        "inspections</span></a>" in home
    )
    assert "--s55-accent: #7a1f5c;" in trees[0]["assets/section55/section55.css"].decode()
    assert '"#7a1f5c"' in trees[0]["assets/section55/icon.svg"].decode()


def test_a_build_and_a_check_refuse_what_cannot_be_read_and_keep_the_site(tmp_path: Path) -> None:
    shutil.copytree(DEMO / "content", tmp_path / "content")
    settings = (DEMO / "mkdocs.yml").read_text(encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        settings.replace("  language: en\n", '  language: en\n  colours:\n    header: "#808080"\n'), encoding="utf-8"
    )
    line = settings[: settings.index("  language: en\n")].count("\n") + 3
    mkdocs = [sys.executable, "-m", "mkdocs", "build"]
    for done in (
        section55(tmp_path, "build"),
        section55(tmp_path, "check"),
        subprocess.run(mkdocs, cwd=tmp_path, capture_output=True, text=True, check=False),
    ):
        assert done.returncode == 1, done.stderr
        assert f"mkdocs.yml:{line}:13: On a header of the colour '#808080' neither white" in done.stdout + done.stderr
    assert not (tmp_path / "site").exists()
