"""What a Word document holds outside its body: comments, headers, files, programs, properties. Decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.reading.documents.hidden_items import HiddenItem, hidden_item
from generator.reading.documents.word.parts import A, Element, W, WordParts, value
from generator.reading.documents.word.runs import FETCHING

_PAGE_NUMBER = re.compile(r"[\s\-–—|.]*(?:page\s*)?\d*(?:\s*(?:of|/)\s*\d*)?[\s\-–—|.]*", re.IGNORECASE)
_OBJECT_FOLDERS = ("word/embeddings/", "word/activex/", "word/afchunk")
_PROPERTIES = {
    "creator": "author", "lastModifiedBy": "last changed by", "Company": "company", "Manager": "manager",
    "title": "title", "subject": "subject", "keywords": "keywords", "description": "remarks", "category": "category",
    "Template": "template", "revision": "revisions",
}  # fmt: skip
_MAX_PROPERTY = 80


class PackageItems:
    """The parts of a document beside its text."""

    def __init__(self, parts: WordParts, comment_places: dict[str, str]) -> None:
        """Take the places in the text at which comments are."""
        self._parts = parts
        self._comment_places = comment_places

    def comments(self) -> list[tuple[str, str, str]]:
        """Return the comments as kind, place and text."""
        root = self._parts.first("comments")
        found = []
        for number, comment in enumerate([] if root is None else root.findall(f"{W}comment"), 1):
            text = text_of(comment)
            place = self._comment_places.get(value(comment, "", "id") or "", f"comment {number}")
            if text:
                found.append(("comment", place, text))
        return found

    def texts(self, kind: str) -> list[tuple[str, str, str]]:
        """Return the headers or footers that say more than the number of the page, each text once."""
        found: dict[str, tuple[str, str, str]] = {}
        for number, name in enumerate(self._parts.named(kind), 1):
            root = self._parts.xml(name)
            text = "" if root is None else text_of(root)
            if not _PAGE_NUMBER.fullmatch(text):
                found.setdefault(text, (kind, f"{kind} {number}", text))
        return list(found.values())

    def others(self) -> Iterator[HiddenItem]:
        """Yield what no draft can hold."""
        package = self._parts.package
        for name in package.names:
            folded = name.lower()
            if folded.endswith(("vbaproject.bin", "vbadata.xml")) or "vbaproject" in folded:
                yield hidden_item("macro", "the file", name)
            elif folded.startswith(_OBJECT_FOLDERS) and not folded.endswith(".rels"):
                yield hidden_item("object", "the file", name)
            elif re.fullmatch(r"customxml/item\d+\.xml", folded) and (text := self._data_in(name)):
                yield hidden_item("data", name, text)
        for name in (name for name in package.names if name.endswith(".rels")):
            folder, _, part = name.rpartition("_rels/")
            for relation in self._parts.relations(folder + part.removesuffix(".rels")).values():
                if relation.is_external and relation.kind != "hyperlink":
                    yield hidden_item(
                        "template" if relation.kind == "attachedTemplate" else "linked",
                        folder + part.removesuffix(".rels"),
                        relation.target,
                    )
                elif relation.kind in {"aFChunk", "subDocument"}:
                    yield hidden_item("object", "the file", relation.target)
        yield from self._around_the_body()
        settings = self._parts.first("settings")
        for variable in [] if settings is None else settings.iter(f"{W}docVar"):
            yield hidden_item("data", "the settings of the file", f"{value(variable, '', 'name')}: {value(variable)}")

    def _around_the_body(self) -> Iterator[HiddenItem]:
        """Yield fields and cropped pictures of headers, footers, notes and comments, and texts kept for reuse."""
        for kind in ("header", "footer", "footnotes", "endnotes", "comments"):
            for name in self._parts.named(kind):
                root = self._parts.xml(name)
                for element in [] if root is None else root.iter(f"{W}instrText", f"{W}fldSimple", f"{A}srcRect"):
                    instruction = element.text or value(element, "", "instr") or ""
                    if FETCHING.match(instruction):
                        yield hidden_item("field", name, instruction)
                    elif element.tag == f"{A}srcRect" and any(
                        side not in {"", "0"} for side in element.attrib.values()
                    ):
                        yield hidden_item("cropped", name, "")
        for name in self._parts.package.names:
            if re.fullmatch(r"word/glossary/document\.xml", name) and (text := self._words_of(name)):
                yield hidden_item("data", "texts kept for reuse", text)

    def remarks(self) -> Iterator[tuple[str, str]]:
        """Yield the words of diagrams and charts, which readers see and no draft can draw."""
        for name in self._parts.package.names:
            if re.fullmatch(r"word/(?:diagrams/data|charts/chart)\d*\.xml", name):
                words = self._words_of(name, f"{A}t") if "diagrams" in name else ""
                noun = "diagram" if "diagrams" in name else "chart"
                yield name, f"A {noun} was left out" + (f", with these words: {words}" if words else "")

    def _words_of(self, name: str, tag: str = f"{W}t") -> str:
        root = self._parts.package.xml(name)
        return "" if root is None else " ".join(" ".join(one.text or "" for one in root.iter(tag)).split())

    def _data_in(self, name: str) -> str:
        root = self._parts.package.xml(name)
        return "" if root is None else " ".join(" ".join(root.itertext()).split())

    def metadata(self) -> Iterator[str]:
        """Yield what the file says of its making, as words."""
        for name in ("docProps/core.xml", "docProps/app.xml"):
            root = self._parts.package.xml(name)
            for child in [] if root is None else root:
                label = _PROPERTIES.get(str(child.tag).rpartition("}")[2], "")
                if label and child.text and child.text.strip():
                    yield f"{label}: {child.text.strip()[:_MAX_PROPERTY]}"
        root = self._parts.package.xml("docProps/custom.xml")
        for child in [] if root is None else root:
            yield f"property {child.get('name', '')}: {' '.join(child.itertext())[:_MAX_PROPERTY]}"
        comments = self._parts.first("comments")
        writers = {value(comment, "", "author") or "" for comment in ([] if comments is None else comments)}
        tracked = {
            value(change, "", "author") or "" for change in self._parts.body.iter(f"{W}ins", f"{W}del", f"{W}moveTo")
        }
        yield from (f"author of a comment or change: {name}" for name in sorted((writers | tracked) - {""}))
        if settings := self._revisions():
            yield f"{settings} ids of editing sessions"

    def _revisions(self) -> int:
        settings = self._parts.first("settings")
        return 0 if settings is None else len(settings.findall(f"{W}rsids/{W}rsid"))


def text_of(element: Element) -> str:
    """Return the text of an element, paragraph by paragraph, its fields' instructions left out."""
    paragraphs = ("".join(paragraph.itertext(f"{W}t", f"{W}delText")) for paragraph in element.iter(f"{W}p"))
    return " ".join(" ".join(paragraphs).split())
