"""Content made to break documents: titles that are code somewhere, letters without a shape, pictures, depth, length."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image

from tests.support.canaries import pdf_of

TITLES = {
    "formula": '=HYPERLINK("https://example.org/?"&A1,"Open")',
    "cdata": "Custody ]]> and <![CDATA[ again",
    "script": "Custody</script><script>alert(1)</script>",
    "typst": '#let x = read("/etc/passwd") #x @ref <label> *bold* _it_ = `raw`',
    "dollars": "$a$ costs $5, \\\\ and C:\\\\Users\\\\new #panic()",
    "calendar": "Custody\\r\\nATTENDEE:mailto:a@example.org",
    "emoji": "Custody 😀 👩‍👩‍👧 🇬🇧 \N{LATIN SMALL LETTER A WITH CIRCUMFLEX}̣ 中文 ☒ ☐ ✓ ★",
    "marks": "Custody \N{LEFT-TO-RIGHT MARK}(שלום) \N{RIGHT-TO-LEFT MARK}مرحبا e\u0301 x\u0323 1\u20e3",
    "long": "Custody of people " * 278,
    "one-word": "W" * 3_000,
    "spaces": "Custody\N{NO-BREAK SPACE}of\N{THIN SPACE}people\N{SOFT HYPHEN}s",
}

OFFICE = """\
name: Sample Police and Crime Commissioner
force: Sample Constabulary
chief-officer: Chief Constable
panel: Sample Panel
expects: none
"""

DEEP = "".join(f"{'> ' * depth}{'- ' * (depth % 3)}Depth {depth}\n\n" for depth in range(1, 15))

BODY = f"""\
Text before any heading, with `code #let x`, **bold *and both* ☒**, a [link](https://example.org/#top) and
a [long link](https://example.org/{"a" * 3_000}), <https://example.org/{"very-" * 30}long>, and a note[^7].

[^7]: The note, with a [link](https://example.org/note) and ☒.

## PCC response #read("/etc/passwd")

A passage in Welsh: *ŵŷ âêîôû*, in **Arabic** مرحبا بالعالم and in Hebrew שלום עולם. {{lang=ar}}

Rydym yn croesawu'r adroddiad. {{lang=cy}}

1. One
1. Two
   - Inner
     1. Deep

4. Four

- (a) marked
- (b) marked again

```
code = 1 # $x$ \\n {"x" * 200}
	tab
```

---

{DEEP}

## Table

|{"|".join(f" Column {number} " for number in range(1, 15))}|
|{"---|" * 14}
|{"|".join(f" Value of column {number} with unbreakableandverylongword{number} " for number in range(1, 15))}|
|{"|".join(f" {number}% " for number in range(1, 15))}|

### A table that turns pages, whose head has a [link](https://example.org/head)

| Force [here](https://example.org/x) | Number |
| --- | ---: |
{chr(10).join(f"| Force {number} | {number} |" for number in range(120))}

| | |
|---|---|
| a | |

![A wide picture](PICTURES/wide.png)

Words and ![a small picture](PICTURES/tall.png) within, ![in the colours of a press](PICTURES/press.jpg).

{"Word " * 3_000}

- {chr(10).join(["- Item " + str(number) for number in range(300)])}
"""


def write_hostile(content: Path) -> None:
    """Write an office, and a report, a response and a panel report for each title."""
    _write(content / "offices/sample.yml", OFFICE)
    for name, title in TITLES.items():
        quoted = '"' + title.replace('"', '\\"') + '"'
        _write(
            content / f"inspections/2019/{name}.md",
            f"---\ntitle: {quoted}\npublished: 2019-10-24\ninspectorate: HMICFRS\ntypes: [Custody, {quoted}]\n---\n\n"
            f"## Recommendation 1\n\nForces should mend cells. {title[:200].replace('<', chr(92) + '<')}\n",
        )
        _write(
            content / f"responses/sample/2019/{name}.md",
            "---\npublished: not recorded\nrecorded-as-published: true\n"
            'answers: {recommendation-1: {action: none, reason: "#x $y$ \\\\ "}}\n---\n\n'
            "## PCC response\n\nWe agree.\n",
        )
    pictures = "panel-reports/sample/2019/everything"
    _write(
        content / f"{pictures}.md",
        "---\ntitle: Everything\npanel: Sample Panel\npublished: 2019-10-24\nattachments:\n"
        "  - {file: everything/wide.png, title: Wide}\n  - {file: everything/tall.png, title: Tall}\n"
        "  - {file: everything/press.jpg, title: Press}\n  - {file: everything/everything.pdf, title: Same name}\n"
        "---\n\n" + BODY.replace("PICTURES", "everything"),
    )
    folder = content / pictures
    folder.mkdir(parents=True)
    for name, size, mode in (("wide.png", (10_000, 40), "RGB"), ("tall.png", (20, 4_000), "RGB"),
                             ("press.jpg", (60, 40), "CMYK")):  # fmt: skip
        data = io.BytesIO()
        Image.new(mode, size, 120 if mode == "L" else None).save(data, "JPEG" if name.endswith("jpg") else "PNG")
        (folder / name).write_bytes(data.getvalue())
    (folder / "everything.pdf").write_bytes(pdf_of("Sample"))


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
