"""Reads the runs of a Word paragraph: letters, breaks, links, fields, notes. Knows one paragraph at a time.

A field may go on over several paragraphs, so the fields that are open are kept between them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from generator.reading.documents.document import Span
from generator.reading.documents.typed_marks import FONT_TICKS
from generator.reading.documents.word.looks import Looks, chosen
from generator.reading.documents.word.parts import MC, A, Element, R, Relation, W, is_on, value
from generator.reading.documents.word.styles import Styles

_WRAPPERS = {
    f"{W}{name}"
    for name in (
        "ins",
        "del",
        "moveFrom",
        "moveTo",
        "smartTag",
        "customXml",
        "sdtContent",
        "bdo",
        "dir",
        "ruby",
        "rubyBase",
    )
}
FETCHING = re.compile(
    r"\s*(INCLUDETEXT|INCLUDEPICTURE|DDE|DDEAUTO|LINK|IMPORT|DATABASE|MACROBUTTON|RD|EMBED|AUTOTEXT|AUTOTEXTLIST|INCLUDE"
    r"|PRINT|GLOSSARY)\b",
    re.IGNORECASE,
)
"""Instructions of fields that fetch something from elsewhere, or run a program."""
_LINK_FIELD = re.compile(r'\s*HYPERLINK\s+(?:"([^"]*)"|(\S+))', re.IGNORECASE)
_SAFE_LINK = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_CHECKED_BOX = ("☐", "☒")


@dataclass
class _Field:
    instruction: str = ""
    is_result: bool = False
    """Whether its instruction has ended and its result is read."""
    link: str = ""


@dataclass
class RunReader:
    """Reads runs, and remembers what it met that is no text."""

    styles: Styles
    looks: Looks
    relations: dict[str, Relation]
    place: str = ""
    fields: list[_Field] = field(default_factory=list)
    met: list[tuple[str, str, str]] = field(default_factory=list)
    """Kinds of hidden items that are no text, with place and excerpt."""
    remarks: list[tuple[str, str]] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Text boxes of the paragraph, whose text stands after it."""
    hidden_runs: list[Element] = field(default_factory=list)
    comment_places: dict[str, str] = field(default_factory=dict)
    note_labels: dict[tuple[str, str], str] = field(default_factory=dict)
    """Labels of the notes referred to so far, by `footnote` or `endnote` and id."""

    def spans(self, paragraph: Element) -> tuple[Span, ...]:
        """Return the spans of a paragraph; the item of a hidden one is its kind."""
        joined: list[Span] = []
        for span in self._inline(paragraph, paragraph, ""):
            same = joined and replace(joined[-1], text="") == replace(span, text="") and not span.note
            if same:
                joined[-1] = replace(joined[-1], text=joined[-1].text + span.text)
            else:
                joined.append(span)
        return tuple(joined)

    def _inline(self, parent: Element, paragraph: Element, link: str) -> Iterator[Span]:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                yield from self._run(child, paragraph, link)
            elif tag in _WRAPPERS:
                yield from self._inline(child, paragraph, link)
            elif tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                yield from () if content is None else self._inline(content, paragraph, link)
            elif tag == f"{W}hyperlink":
                yield from self._inline(child, paragraph, self._target(child) or link)
            elif tag == f"{W}fldSimple":
                self._look_at(value(child, "", "instr") or "")
                match = _LINK_FIELD.match(value(child, "", "instr") or "")
                yield from self._inline(child, paragraph, self._safe((match[1] or match[2]) if match else "") or link)
            elif tag == f"{MC}AlternateContent":
                yield from self._alternatives(child, paragraph, link)
            elif tag in {f"{W}commentRangeStart", f"{W}commentReference"}:
                self.comment_places.setdefault(value(child, "", "id") or "", self.place)
            elif isinstance(tag, str) and tag.endswith(("}oMath", "}oMathPara")):
                text = "".join(part.text or "" for part in child.iter(_MATHS))
                yield Span(text)

    def _alternatives(self, element: Element, paragraph: Element, link: str) -> Iterator[Span]:
        choice, fallback = chosen(element)
        shown = choice if choice is not None else fallback
        if shown is not None:
            yield from self._inline(shown, paragraph, link)
            yield from self._content(shown, paragraph, link)
        if choice is not None and fallback is not None:
            texts = ["".join(part.itertext(f"{W}t")).split() for part in (choice, fallback)]
            if texts[1] and texts[0] != texts[1]:
                self.met.append(("alternative", self.place, " ".join(texts[1])))
                self.hidden_runs += fallback.iter(f"{W}r")

    def _target(self, hyperlink: Element) -> str:
        relation = self.relations.get(hyperlink.get(f"{R}id", ""))
        return self._safe(relation.target) if relation else ""

    def _safe(self, address: str) -> str:
        address = address.strip()
        if not address or address.startswith(("#", "\\")):
            return ""
        if _SAFE_LINK.fullmatch(address):
            return address
        self.remarks.append((self.place, "A link was left out, because it leads to no web page or e-mail address"))
        return ""

    def _run(self, run: Element, paragraph: Element, link: str) -> Iterator[Span]:
        spans = list(self._content(run, paragraph, link))
        texts = "".join(span.text for span in spans)
        kind = self.looks.kind_of(run, paragraph) if texts.strip() or any(span.note for span in spans) else ""
        if kind:
            self.hidden_runs.append(run)
        styles = self.styles
        look = Span(
            "",
            is_bold=styles.is_run(run, paragraph, "b"),
            is_italic=styles.is_run(run, paragraph, "i"),
            is_raised=value(styles.run_property(run, paragraph, "vertAlign")) == "superscript",
            item=kind,
        )
        is_capital = styles.is_run(run, paragraph, "caps")
        for span in spans:
            text = span.text.upper() if is_capital else span.text
            yield replace(look, text=text, link=span.link, note=span.note, is_raised=look.is_raised and not span.note)

    def _content(self, parent: Element, paragraph: Element, link: str) -> Iterator[Span]:
        for child in parent:
            tag = child.tag
            if tag == f"{W}fldChar":
                yield from self._field_character(child)
            elif tag in {f"{W}instrText", f"{W}delInstrText"}:
                if self.fields:
                    self.fields[-1].instruction += child.text or ""
            elif any(not one.is_result for one in self.fields):
                continue  # within an instruction
            elif tag in {f"{W}t", f"{W}delText"}:
                yield Span(child.text or "", link=self._field_link() or link)
            elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                yield Span("", note=self._label(tag.removeprefix(W).removesuffix("Reference"), child))
            elif tag == f"{W}commentReference":
                self.comment_places.setdefault(value(child, "", "id") or "", self.place)
            elif tag == f"{MC}AlternateContent":
                yield from self._alternatives(child, paragraph, link)
            elif tag in {f"{W}drawing", f"{W}pict", f"{W}object"}:
                self._drawing(child)
            elif text := _letters(child):
                yield Span(text, link=link)

    def _label(self, kind: str, reference: Element) -> str:
        key = (kind, value(reference, "", "id") or "")
        if key not in self.note_labels:
            count = 1 + sum(one == kind for one, _ in self.note_labels)
            self.note_labels[key] = str(count) if kind == "footnote" else f"end-{count}"
        return self.note_labels[key]

    def _field_character(self, element: Element) -> Iterator[Span]:
        kind = value(element, "", "fldCharType")
        if kind == "begin":
            self.fields.append(_Field())
            box = element.find(f"{W}ffData/{W}checkBox")
            if box is not None:
                state = box.find(f"{W}checked")
                yield Span(_CHECKED_BOX[is_on(state if state is not None else box.find(f"{W}default"))])
        elif kind == "separate" and self.fields:
            self._read_instruction(self.fields[-1])
        elif kind == "end" and self.fields:
            ended = self.fields.pop()
            if not ended.is_result:
                self._read_instruction(ended)

    def _read_instruction(self, one: _Field) -> None:
        one.is_result = True
        self._look_at(one.instruction)
        if match := _LINK_FIELD.match(one.instruction):
            one.link = self._safe(match[1] or match[2] or "")

    def _look_at(self, instruction: str) -> None:
        if FETCHING.match(instruction):
            self.met.append(("field", self.place, instruction))

    def _field_link(self) -> str:
        return next((one.link for one in reversed(self.fields) if one.link), "")

    def _drawing(self, drawing: Element) -> None:
        self.boxes += drawing.iter(f"{W}txbxContent")
        crops = [
            crop for crop in drawing.iter(f"{A}srcRect") if any(side not in {"", "0"} for side in crop.attrib.values())
        ]
        cropped_vml = any(name.startswith("crop") for data in drawing.iter() for name in data.attrib)
        if crops or cropped_vml:
            self.met.append(("cropped", self.place, ""))
        is_picture = next(drawing.iter(f"{A}blip"), None) is not None
        if is_picture or any(isinstance(part.tag, str) and part.tag.endswith("}imagedata") for part in drawing.iter()):
            described = next((part.get("descr") for part in drawing.iter() if part.get("descr")), "")
            words = f" ({described})" if described else ""
            self.remarks.append((self.place, f"A picture was left out{words}"))


def _letters(element: Element) -> str:
    """Return the text that an element of a run stands for."""
    if element.tag == f"{W}sym":
        code = value(element, "", "char") or ""
        letter = chr(int(code, 16)) if re.fullmatch("[0-9A-Fa-f]{1,4}", code) else ""
        return FONT_TICKS.get(letter, letter if letter.isprintable() else "")
    if element.tag == f"{W}br":
        return "\n" if value(element, "", "type") in {None, "textWrapping"} else " "
    return {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": "\n", f"{W}noBreakHyphen": "\u2011"}.get(element.tag, "")
