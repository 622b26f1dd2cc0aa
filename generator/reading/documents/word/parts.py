"""The parts of a Word document: which there are, and what refers to what. Knows packages; nothing of their text."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from functools import cached_property

from generator.reading.attachments.hidden_data import UnreadableError
from generator.reading.documents.xml_package import Element, XmlPackage, parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": WP[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/drawingml/main": A[1:-1].encode(),
}
"""The names of the strict form of the standard, and those of the usual one."""

_NO_DOCUMENT = (
    "This file is not a Word document, though its name ends like one",
    "Open it in Word and save it as .docx",
)


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part refers to."""

    kind: str
    """The end of its type: `hyperlink`, `image`, `attachedTemplate`."""
    target: str
    """A part's name, or an address."""
    is_external: bool


class WordParts:
    """A Word document's package."""

    def __init__(self, package: XmlPackage) -> None:
        """Find the document.

        Raises:
            UnreadableError: The package is no Word document.
        """
        self.package = package
        main = next((relation for relation in self.relations("").values() if relation.kind == "officeDocument"), None)
        if main is None or main.is_external or main.target not in package:
            raise UnreadableError(*_NO_DOCUMENT)
        self.main = main.target
        document = self.xml(self.main)
        body = None if document is None else document.find(f"{W}body")
        if document is None or body is None:
            raise UnreadableError(*_NO_DOCUMENT)
        self.document: Element = document
        self.body: Element = body

    def xml(self, name: str) -> Element | None:
        """Return a part's root under the usual names."""
        data = self.package.part(name)
        for strict, usual in _STRICT.items():
            data = data.replace(strict, usual)
        return parse_xml(data) if data.strip() else None

    def relations(self, part: str) -> dict[str, Relation]:
        """Return what a part refers to, by id."""
        folder, name = posixpath.split(part)
        root = self.package.xml(posixpath.join(folder, "_rels", f"{name}.rels"))
        relations = {}
        for child in [] if root is None else root:
            is_external = child.get("TargetMode") == "External"
            target = str(child.get("Target", ""))
            if not is_external:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            kind = str(child.get("Type", "")).rpartition("/")[2]
            relations[str(child.get("Id", ""))] = Relation(kind, target, is_external)
        return relations

    @cached_property
    def main_relations(self) -> dict[str, Relation]:
        """What the document itself refers to."""
        return self.relations(self.main)

    def named(self, kind: str) -> list[str]:
        """Return the parts that the document refers to as a kind: `header`, `footnotes`."""
        found = [relation for relation in self.main_relations.values() if relation.kind == kind]
        return [relation.target for relation in found if not relation.is_external and relation.target in self.package]

    def first(self, kind: str) -> Element | None:
        """Return the root of the first part of a kind."""
        return next((self.xml(name) for name in self.named(kind)), None)


def value(element: Element | None, child: str = "", name: str = "val") -> str | None:
    """Return an attribute of an element, or of a child of it."""
    if element is None:
        return None
    found = element.find(f"{W}{child}") if child else element
    return None if found is None else found.get(f"{W}{name}")


def is_on(element: Element | None) -> bool:
    """Check a property that is on unless it says otherwise: `<w:b/>`."""
    return element is not None and (value(element) or "true").lower() not in {"0", "false", "off", "none"}
