"""The words of a Word document as another reader takes them, to compare ours with. The only importer of mammoth.

mammoth passes hidden text on and leaves out the numbers of lists, so it is no reader of papers by itself; it has no
code in common with ours, so that a word which both lose is unlikely.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterable
from html import unescape

import mammoth

from generator.reading.documents.word.parts import Element, WordParts
from generator.reading.documents.xml_package import xml_bytes


def seen_words(parts: WordParts, hidden_runs: Iterable[Element]) -> str:
    """Return the words that readers of the document see; its tree loses the hidden runs, which is why this comes last.

    Where mammoth cannot read the document, an empty text.
    """
    for run in hidden_runs:
        parent = run.getparent()
        if parent is not None:
            parent.remove(run)
    data = parts.package.rewritten({parts.main: xml_bytes(parts.document)})
    try:
        html = mammoth.convert_to_html(
            io.BytesIO(data), convert_image=mammoth.images.img_element(lambda _: {"src": ""}),
            include_default_style_map=False, style_map="comment-reference => !",
        ).value  # fmt: skip
    except Exception:  # noqa: BLE001 - its failures have no type of their own, and ours are reported where we read
        return ""
    html = re.sub(r'<sup><a href="#(?:foot|end)note-.*?</a></sup>|<a href="#(?:foot|end)note-ref.*?</a>', "", html)
    html = re.sub(r"</?(?:p|li|ol|ul|td|th|tr|table|br|h\d)\b[^>]*>", "\n", html)
    return unescape(re.sub(r"<[^>]*>", "", html))
