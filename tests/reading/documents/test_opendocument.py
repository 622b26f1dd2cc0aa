"""OpenDocument texts: lists under their printed numbers, tables, notes, and what they hide."""

from __future__ import annotations

import io
import zipfile

from generator.reading.documents.markdown_body import markdown_of
from generator.reading.documents.readers import read_paper

_BASE = "urn:oasis:names:tc:opendocument:xmlns:"
_SPACES = " ".join(
    f'xmlns:{name}="{address}"'
    for name, address in {
        "office": f"{_BASE}office:1.0",
        "style": f"{_BASE}style:1.0",
        "text": f"{_BASE}text:1.0",
        "table": f"{_BASE}table:1.0",
        "fo": f"{_BASE}xsl-fo-compatible:1.0",
        "draw": f"{_BASE}drawing:1.0",
        "dc": "http://purl.org/dc/elements/1.1/",
        "xlink": "http://www.w3.org/1999/xlink",
    }.items()
)
STYLES = (
    '<style:style style:name="Bold" style:family="text"><style:text-properties fo:font-weight="bold"/></style:style>'
    '<style:style style:name="White" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="Gone" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="Tiny" style:family="text"><style:text-properties fo:font-size="1pt"/></style:style>'
    '<text:list-style style:name="L"><text:list-level-style-number text:level="1" style:num-format="1" '
    'style:num-suffix="." text:start-value="4"/><text:list-level-style-number text:level="2" style:num-format="a" '
    'style:num-prefix="(" style:num-suffix=")"/></text:list-style>'
)


def text_of(body: str, head: str = "") -> bytes:
    """Return an OpenDocument text of a body, with a page header."""
    content = (
        f"<office:document-content {_SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    page = f"<style:master-page><style:header><text:p>{head}</text:p></style:header></style:master-page>"
    styles = (
        f"<office:document-styles {_SPACES}>"
        f"<office:master-styles>{page}</office:master-styles></office:document-styles>"
    )
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        package.writestr("content.xml", content)
        package.writestr("styles.xml", styles)
    return written.getvalue()


def test_a_text_keeps_its_lists_tables_and_notes() -> None:
    body = (
        '<text:h text:outline-level="1">Key findings</text:h>'
        '<text:p>We <text:span text:style-name="Bold">agree</text:span><text:note>'
        "<text:note-citation>7</text:note-citation>"
        "<text:note-body><text:p>In May.</text:p></text:note-body></text:note>.</text:p>"
        '<text:list text:style-name="L"><text:list-item><text:p>four</text:p><text:list><text:list-item><text:p>within'
        "</text:p></text:list-item></text:list></text:list-item><text:list-item><text:p>five</text:p></text:list-item>"
        "</text:list><table:table><table:table-row><table:table-cell><text:p>A</text:p></table:table-cell>"
        "<table:table-cell><text:p>B</text:p></table:table-cell></table:table-row></table:table>"
    )
    reading = read_paper("paper.odt", text_of(body))
    assert reading.hidden == ()
    assert markdown_of(reading.decided(set()))[0] == (
        "## Key findings\n\nWe **agree**[^7].\n\n4. four\n\n   (a) within\n\n5. five\n\n| A | B |\n| --- | --- |\n\n"
        "[^7]: In May."
    )


def test_what_a_text_hides_is_listed_and_left_out() -> None:
    body = (
        "<text:tracked-changes><text:changed-region text:id='c1'><text:deletion><text:p>deleted"
        "</text:p></text:deletion>"
        "</text:changed-region><text:changed-region text:id='c2'><text:insertion/></text:changed-region>"
        "</text:tracked-changes>"
        "<text:p>Seen. <text:span text:style-name='White'>white</text:span>"
        "<text:span text:style-name='Gone'>gone</text:span>"
        "<text:span text:style-name='Tiny'>tiny</text:span><office:annotation><text:p>noted</text:p>"
        "</office:annotation></text:p>"
        "<text:p>Also <text:change-start text:change-id='c2'/>inserted"
        "<text:change-end text:change-id='c2'/> seen.</text:p>"
    )
    reading = read_paper("paper.odt", text_of(body, "OFFICIAL – SENSITIVE"))
    assert sorted((item.kind, item.excerpt) for item in reading.hidden) == [
        ("comment", "noted"),
        ("deletion", "deleted"),
        ("header", "OFFICIAL – SENSITIVE"),
        ("hidden-text", "gone"),
        ("insertion", "inserted"),
        ("tiny-text", "tiny"),
        ("white-text", "white"),
    ]
    assert markdown_of(reading.decided(set()))[0] == "Seen.\n\nAlso seen."
    kept, _ = markdown_of(reading.decided({item.id for item in reading.hidden}))
    assert [item.excerpt for item in reading.hidden if item.excerpt not in kept] == []
