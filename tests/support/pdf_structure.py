"""A tagged PDF as a screen reader has it: its elements in order, with their words; artifacts are not read."""

from __future__ import annotations

import io
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.psparser import PSLiteral

INLINE = {"Code", "Em", "Link", "Span", "Strong"}
BULLETS = {"•", "‣", "–"}
"""What Typst draws before the items of a list, level by level."""
BREAK = "\N{ZERO WIDTH SPACE}"


@dataclass
class Element:
    """An element of the structure."""

    tag: str
    language: str
    children: list[Element | str] = field(default_factory=list)
    attributes: dict[str, str] = field(default_factory=dict)
    alternative: str = ""
    address: str = ""
    """Where a link leads outside the document."""

    @property
    def text(self) -> str:
        """The words in it, in their order, each block on lines of its own."""
        words = "".join(child if isinstance(child, str) else child.text for child in self.children)
        return words if self.tag in INLINE else f"\n{words}\n"

    @property
    def words(self) -> list[str]:
        """The words in it, without the bullets of lists."""
        return [word for word in self.text.replace(BREAK, "").split() if word not in BULLETS]

    def all(self, *tags: str) -> Iterator[Element]:
        """Yield it and the elements in it that have one of the tags, or all of them."""
        if not tags or self.tag in tags:
            yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.all(*tags)


class _Marked(PDFTextDevice):
    """Collects characters by the number of their marked content, and counts those that have none."""

    def __init__(self, manager: PDFResourceManager) -> None:
        super().__init__(manager)
        self.words: dict[int, str] = defaultdict(str)
        self.untagged = ""
        self._open: list[tuple[str, int | None, bool]] = []
        """Of each open tag its name, the number of its element, and whether it says itself what is drawn in it."""

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        properties = props if isinstance(props, dict) else {}
        if isinstance(words := properties.get("ActualText"), bytes):  # what is drawn as another shape
            self._write(words.decode("utf-16") if words.startswith(b"\xfe\xff") else words.decode("latin-1"))
        self._open.append((str(tag.name), properties.get("MCID"), "ActualText" in properties))

    def _write(self, words: str) -> None:
        numbers = [number for _, number, _ in self._open if number is not None]
        if numbers:
            self.words[numbers[-1]] += words
        elif not any(tag == "Artifact" for tag, _, _ in self._open):
            self.untagged += words

    def end_tag(self) -> None:
        self._open.pop()

    def render_char(self, _matrix: Any, font: Any, fontsize: float, scaling: float, *given: Any) -> float:
        cid = given[1]  # after the rise; pdfminer gives colours and more
        if not any(is_given for _, _, is_given in self._open):
            self._write(str(font.to_unichr(cid)))
        return float(font.char_width(cid)) * fontsize * scaling


@dataclass
class TaggedPdf:
    """A PDF and its structure."""

    data: bytes
    root: Element = field(init=False)
    untagged: str = ""
    """Words that are neither in an element nor an artifact."""
    title: str = ""
    language: str = ""
    bookmarks: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Read it."""
        self._words: dict[tuple[int, int], str] = {}
        manager = PDFResourceManager()
        for number, page in enumerate(PDFPage.get_pages(io.BytesIO(self.data))):
            device = _Marked(manager)
            PDFPageInterpreter(manager, device).process_page(page)
            self._words |= {(number, mark): words for mark, words in device.words.items()}
            self.untagged += device.untagged
        with pikepdf.open(io.BytesIO(self.data)) as pdf:
            self._pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
            self.title = str(pdf.docinfo.get("/Title", ""))
            self.language = str(pdf.Root.get("/Lang", ""))
            with pdf.open_outline() as outline:
                self.bookmarks = [item.title for item in _all_items(outline.root)]
            self.root = self._element(pdf.Root.StructTreeRoot, self.language, None)

    def _element(self, node: Any, language: str, page: Any) -> Element:
        language = str(node.get("/Lang", language))
        page = node.get("/Pg", page)
        element = Element(str(node.get("/S", "/Root"))[1:], language, alternative=str(node.get("/Alt", "")))
        for given in _listed(node.get("/A")):
            element.attributes |= {str(key)[1:]: str(given[key]) for key in given.keys()}  # noqa: SIM118 - no mapping
        for kid in _listed(node.get("/K")):
            if isinstance(kid, int):
                element.children.append(self._words.get((self._pages[page.objgen], int(kid)), ""))
            elif kid.get("/Type") == "/MCR":
                number = self._pages[kid.get("/Pg", page).objgen]
                element.children.append(self._words.get((number, int(kid.MCID)), ""))
            elif kid.get("/Type") == "/OBJR":
                element.address = str(kid.Obj.get("/A", {}).get("/URI", ""))
            else:
                element.children.append(self._element(kid, language, page))
        return element


def _listed(value: Any) -> list[Any]:
    if isinstance(value, pikepdf.Array):
        return list(value)
    return [] if value is None else [value]


def _all_items(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _all_items(item.children)
