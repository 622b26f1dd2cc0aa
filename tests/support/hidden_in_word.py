"""Word files that each hide one thing, made from the cases in tests/samples/hidden/word.yml."""

from __future__ import annotations

from typing import Any

import yaml
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml

from tests.support.paths import SAMPLES
from tests.support.word_files import changed_parts, docx_bytes, new_document

HIDDEN_WORD = "Zwetschge"
"""What no draft may hold undecided; no paper has it for another reason."""
SHOWN = "The force has read the report."

Case = dict[str, Any]
CASES: dict[str, Case] = yaml.safe_load((SAMPLES / "hidden" / "word.yml").read_text(encoding="utf-8"))

_OFFICE = "http://schemas.openxmlformats.org"
_SPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "w": f"{_OFFICE}/wordprocessingml/2006/main",
        "r": f"{_OFFICE}/officeDocument/2006/relationships",
        "wp": f"{_OFFICE}/drawingml/2006/wordprocessingDrawing",
        "a": f"{_OFFICE}/drawingml/2006/main",
        "pic": f"{_OFFICE}/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "mc": f"{_OFFICE}/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
_RELATIONS = "word/_rels/document.xml.rels"
_RUN = "<w:r><w:rPr>{}</w:rPr><w:t>SECRET</w:t></w:r>"
_PARAGRAPH = "<w:p><w:pPr>{}</w:pPr><w:r><w:t>SECRET</w:t></w:r></w:p>"
_CELL = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
_OLDER_BOX = (
    '<w:p><w:r><w:pict><v:shape style="{}"><v:textbox><w:txbxContent><w:p><w:r><w:t>SECRET</w:t></w:r></w:p>'
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
)
_BOX = (
    '<a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx><w:txbxContent><w:p>{}</w:p></w:txbxContent></wps:txbx>'
    "</wps:wsp></a:graphicData></a:graphic>"
)
_PICTURE = (
    '<a:graphic><a:graphicData uri="x"><pic:pic><pic:blipFill><a:blip r:embed="rId1"/>{}</pic:blipFill></pic:pic>'
    "</a:graphicData></a:graphic>"
)
_ANCHOR = (
    '<w:r><w:drawing><wp:anchor behindDoc="{behind}" simplePos="0"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="page"><wp:posOffset>{x}</wp:posOffset></wp:positionH>'
    '<wp:positionV relativeFrom="page"><wp:posOffset>{y}</wp:posOffset></wp:positionV>'
    '<wp:extent cx="1000000" cy="500000"/><wp:{wrap}/><wp:docPr id="1" name="x" {facts}/>{inner}</wp:anchor>'
    "</w:drawing></w:r>"
)
_FIELD = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{}</w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>shown</w:t></w:r>'
    '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
_REFERENCE = (
    '<w:p><w:r><w:t>See</w:t></w:r><w:r><w:rPr>{}</w:rPr><w:t>SECRET</w:t><w:footnoteReference w:id="2"/></w:r></w:p>'
)


def word_file(case: Case) -> bytes:
    """Return the file of a case."""
    document = new_document()
    document.core_properties.author = document.core_properties.comments = ""
    document.add_paragraph(SHOWN)
    body: Any = document.element.body
    for child in list(parse_xml(f"<w:body {_SPACES}>{_hidden(_elements(case))}</w:body>")):
        body.insert(len(body) - 1, child)
    _decorate(document, case)
    return _with_parts(docx_bytes(document), case)


def _hidden(text: str) -> str:
    return text.replace("SECRET", HIDDEN_WORD)


def _elements(case: Case) -> str:
    if "note" in case:
        return _REFERENCE.format(case["run"]) if case["note"] else ""
    if "run" in case:
        return f"<w:p><w:r><w:t>The force agrees. </w:t></w:r>{_RUN.format(case['run'])}</w:p>"
    if "paragraph" in case:
        return _PARAGRAPH.format(case["paragraph"])
    if "row" in case:
        shown = f"<w:tr>{_CELL.format('A')}{_CELL.format('B')}</w:tr>"
        hidden = f"<w:tr><w:trPr>{case['row']}</w:trPr>{_CELL.format('SECRET')}{_CELL.format('')}</w:tr>"
        return f"<w:tbl><w:tblPr/><w:tblGrid/>{shown}{hidden}</w:tbl>"
    if "older-box" in case:
        return _OLDER_BOX.format(case["older-box"])
    if "field" in case:
        return _FIELD.format(case["field"])
    if "box" in case or "picture" in case:
        return _anchored(case)
    return str(case.get("body", ""))


def _anchored(case: Case) -> str:
    is_box = "box" in case
    inner = _BOX.format(_RUN.format(case.get("box-run", ""))) if is_box else _PICTURE.format(case["picture"])
    wrap = "wrapNone" if case.get("over") else "wrapSquare"
    anchor = _ANCHOR.format(
        behind=case.get("box", {}).get("behindDoc", "0"), x=case.get("x", 0), y=case.get("y", 0), wrap=wrap,
        facts=case.get("box-facts", ""), inner=inner,
    )  # fmt: skip
    return f"<w:p>{_RUN.format('') if case.get('over') else ''}{anchor}</w:p>"


def _decorate(document: Document, case: Case) -> None:
    """Add what python-docx knows how to add."""
    section: Any = document.sections[0]
    for kind in ("header", "footer", "first-page-header"):
        if kind in case:
            section.different_first_page_header_footer = kind.startswith("first")
            part = getattr(section, kind.replace("-", "_"))
            part.is_linked_to_previous = False
            part.paragraphs[0].text = _hidden(case[kind])
            if "header-xml" in case:
                child = parse_xml(f"<w:p {_SPACES}>{_hidden(case['header-xml'])}</w:p>")[0]
                part.paragraphs[0]._p.append(child)
    if "comment" in case:
        document.add_comment(document.paragraphs[0].runs, _hidden(case["comment"]), author="B. Sample")
    if "style" in case:
        style: Any = document.styles.add_style("Quiet", WD_STYLE_TYPE.CHARACTER)
        style.element.append(parse_xml(f"<w:rPr {_SPACES}>{case['style']}</w:rPr>"))
        document.paragraphs[0].add_run(HIDDEN_WORD, style=style)
    if "paragraph-style" in case:
        base: Any = document.styles.add_style("Base", WD_STYLE_TYPE.PARAGRAPH)
        base.element.append(parse_xml(f"<w:rPr {_SPACES}>{case['paragraph-style']}</w:rPr>"))
        derived: Any = document.styles.add_style("Derived", WD_STYLE_TYPE.PARAGRAPH)
        derived.base_style = base
        document.add_paragraph(HIDDEN_WORD, style=derived)


def _with_parts(data: bytes, case: Case) -> bytes:
    if "part" in case:
        data = changed_parts(data, {case["part"]: _hidden(case.get("holds", "SECRET")).encode()})
    for kind, mode in (("external", ' TargetMode="External"'), ("internal", "")):
        if kind in case:
            data = _related(data, case[kind], _hidden(case["target"]), mode)
    if "settings" in case:
        inner = _hidden(case["settings"])
        new = f"{inner}</w:settings>".encode()
        data = changed_parts(data, {"word/settings.xml": lambda old: old.replace(b"</w:settings>", new)})
    if "note" in case:
        note = f'<w:footnote w:id="2"><w:p><w:r><w:t>{HIDDEN_WORD}</w:t></w:r></w:p></w:footnote>'
        data = changed_parts(data, {"word/footnotes.xml": f"<w:footnotes {_SPACES}>{note}</w:footnotes>".encode()})
        data = _related(data, "footnotes", "footnotes.xml", "")
    return data


def _related(data: bytes, kind: str, target: str, mode: str) -> bytes:
    address = f"{_OFFICE}/officeDocument/2006/relationships/{kind}"
    new = f'<Relationship Id="rIdX" Type="{address}" Target="{target}"{mode}/></Relationships>'.encode()
    return changed_parts(data, {_RELATIONS: lambda old: old.replace(b"</Relationships>", new)})
