"""What an OpenDocument text holds outside its body: headers, programs, files, properties. Decides nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.reading.documents.hidden_items import HiddenItem, hidden_item
from generator.reading.documents.opendocument.styles import DC, META, OFFICE, STYLE, TEXT, XLINK
from generator.reading.documents.xml_package import Element, XmlPackage

_PAGE_NUMBER = re.compile(r"[\W_]*(?:page)?[\W\d_]*(?:of)?[\W\d_]*", re.IGNORECASE)
_MAX_PROPERTY = 80
_PROPERTIES = {
    f"{DC}creator": "last changed by", f"{META}initial-creator": "author", f"{META}generator": "program",
    f"{META}printed-by": "printed by", f"{META}editing-cycles": "revisions", f"{DC}title": "title",
}  # fmt: skip


class PackageItems:
    """The parts of a text beside its body."""

    def __init__(self, package: XmlPackage, styles: Element | None, body: Element) -> None:
        """Take the package, the root of its styles, and the body of the text."""
        self._package, self._styles, self._body = package, styles, body

    def texts(self, kind: str) -> Iterator[tuple[str, str, str]]:
        """Yield the headers or footers that say more than the number of the page, each text once."""
        names = [f"{STYLE}{kind}{which}" for which in ("", "-left", "-first")]
        texts: dict[str, None] = {}
        for part in [] if self._styles is None else self._styles.iter(*names):
            paragraphs = ("".join(one.itertext()) for one in part.iter(f"{TEXT}p", f"{TEXT}h"))
            texts[" ".join(" ".join(paragraphs).split())] = None
        worded = [text for text in texts if not _PAGE_NUMBER.fullmatch(text)]
        yield from ((kind, f"{kind} {number}", text) for number, text in enumerate(worded, 1))

    def others(self) -> Iterator[HiddenItem]:
        """Yield what no draft can hold."""
        for name in self._package.names:
            if re.match(r"(?:Basic|Scripts)/", name):
                yield hidden_item("macro", "the file", name)
            elif re.match(r"(?:Object[^/]*/content\.xml|ObjectReplacements/|Object \d+$)", name):
                yield hidden_item("object", "the file", name)
        for source in self._body.iter(f"{TEXT}section-source"):
            yield hidden_item("field", "a section", source.get(f"{XLINK}href", ""))
        for field in self._body.iter(f"{TEXT}dde-connection-decl"):
            yield hidden_item("field", "the file", field.get(f"{OFFICE}dde-item", ""))

    def metadata(self) -> Iterator[str]:
        """Yield what the file says of its making, as words."""
        root = self._package.xml("meta.xml")
        for element in [] if root is None else root.iter():
            text = (element.text or "").strip()[:_MAX_PROPERTY]
            if element.tag in _PROPERTIES and text:
                yield f"{_PROPERTIES[element.tag]}: {text}"
            elif element.tag == f"{META}user-defined" and text:
                yield f"property {element.get(f'{META}name', '')}: {text}"
