"""What a word processor hides is left out, counted and doubted."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from themekit.doubts import DOUBTS
from themekit.reading import read_source
from themekit.reading.formats import docx, odt, rtf
from themekit.records import Extract
from themekit.study import Strand

Make = Callable[..., bytes]

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
NS = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0"'
)
STYLES = f"""<w:styles {W}>
<w:style w:type="character" w:styleId="Secret"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Inner"><w:basedOn w:val="Secret"/></w:style>
<w:style w:type="character" w:styleId="Open"><w:basedOn w:val="Secret"/><w:rPr><w:vanish w:val="0"/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="Away"><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="Round"><w:basedOn w:val="Round"/></w:style>
</w:styles>"""


def run(text: str, properties: str = "") -> str:
    """Return a run's XML."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def hidden(found: Extract) -> str:
    """Return the doubt's sentence; empty where nothing is hidden."""
    return "".join(one.message for one in found.problems)


@pytest.mark.parametrize(
    ("properties", "shown"),
    [
        ("<w:vanish/>", False),
        ('<w:vanish w:val="1"/>', False),
        ('<w:vanish w:val="false"/>', True),
        ('<w:rStyle w:val="Secret"/>', False),
        ('<w:rStyle w:val="Inner"/>', False),
        ('<w:rStyle w:val="Open"/>', True),
        ('<w:rStyle w:val="Round"/>', True),
        ('<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>', True),
        ("<w:webHidden/>", True),
    ],
)
def test_word_s_hidden_runs_are_left_out(
    properties: str,
    shown: bool,
    make_raw_docx: Make,
) -> None:
    """By themselves or by their style; what only web pages hide is on paper and stays."""
    body = f"<w:p>{run('P1: We came. ')}{run('I did not ', properties)}{run('say it.', properties)}</w:p>"
    found = docx.read(make_raw_docx(body, **{"word/styles.xml": STYLES}), "a.docx")
    assert ("I did not say it." in found.text) is shown
    assert hidden(found) == (
        ""
        if shown
        else "5 words are hidden in the file (Font: Hidden) and left out, from 'I did not say it.' on."
    )


def test_a_paragraph_s_style_hides_its_runs_but_for_those_that_say_otherwise(
    make_raw_docx: Make,
) -> None:
    """Word lets two styles that hide undo each other, and a run's own word is the last."""
    runs = (
        run("gone ")
        + run("back ", '<w:rStyle w:val="Secret"/>')
        + run("here", '<w:vanish w:val="0"/>')
    )
    body = f'<w:p><w:pPr><w:pStyle w:val="Away"/></w:pPr>{runs}</w:p>'
    found = docx.read(make_raw_docx(body, **{"word/styles.xml": STYLES}), "a.docx")
    assert found.text == "back here"
    assert hidden(found).startswith("1 word is hidden")


def test_a_hidden_row_of_a_table_is_left_out(make_raw_docx: Make) -> None:
    """Word can hide rows; what stands in them is counted."""
    rows = "".join(
        f"<w:tr><w:trPr>{away}</w:trPr><w:tc><w:p>{run(text)}</w:p></w:tc></w:tr>"
        for text, away in (("seen", ""), ("not to be seen", "<w:hidden/>"))
    )
    found = docx.read(make_raw_docx(f"<w:tbl>{rows}</w:tbl>"), "a.docx")
    assert found.text == "seen"
    assert hidden(found).startswith("4 words are hidden")


def test_a_mark_of_a_hidden_paragraph_s_end_hides_no_words(make_raw_docx: Make) -> None:
    """The properties of the paragraph's mark are not those of its runs."""
    body = f"<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{run('INT: How?')}</w:p>"
    found = docx.read(make_raw_docx(body), "a.docx")
    assert (found.text, hidden(found)) == ("INT: How?", "")


ODT_STYLES = (
    '<style:style style:name="T1" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="T2" style:family="text" style:parent-style-name="T1"/>'
    '<style:style style:name="T3" style:family="text" style:parent-style-name="T1">'
    '<style:text-properties text:display="true"/></style:style>'
    '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Away"/>'
)
ODT_NAMED = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-styles {NS}><office:styles>'
    '<style:style style:name="Away" style:family="paragraph"><style:text-properties text:display="none"/></style:style>'
    "</office:styles></office:document-styles>"
)


@pytest.mark.parametrize(
    ("body", "text", "words"),
    [
        ('<text:p>a <text:span text:style-name="T1">b c</text:span>d</text:p>', "a d", 2),
        ('<text:p>a <text:span text:style-name="T2">b</text:span></text:p>', "a ", 1),
        ('<text:p>a <text:span text:style-name="T3">b</text:span></text:p>', "a b", 0),
        ('<text:p>a</text:p><text:p text:style-name="P1">b c d</text:p>', "a\n", 3),
        ('<text:p>a<text:hidden-text text:is-hidden="true"> b</text:hidden-text></text:p>', "a", 1),
        ('<text:p>a<text:hidden-text text:is-hidden="false"> b</text:hidden-text></text:p>', "a b", 0),
        ('<text:p>a</text:p><text:p><text:hidden-paragraph text:is-hidden="true"/>b</text:p>', "a\n", 1),
        ('<text:section text:display="none"><text:p>b c</text:p><text:p>d</text:p></text:section><text:p>a</text:p>', "a", 3),
        ('<text:section text:display="condition" text:is-hidden="true"><text:p>b</text:p></text:section><text:p>a</text:p>', "a", 1),
        ('<text:section text:display="true"><text:p>b</text:p></text:section><text:p>a</text:p>', "b\na", 0),
        ('<text:p>a <text:conditional-text text:current-value="true">b</text:conditional-text></text:p>', "a b", 0),
    ],
)  # fmt: skip
def test_writer_s_hidden_text_is_left_out(body: str, text: str, words: int, make_zip: Make) -> None:
    """By style, field, paragraph or section, as the file stands now."""
    xml = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NS}>'
        f"<office:automatic-styles>{ODT_STYLES}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    found = odt.read(make_zip({"content.xml": xml, "styles.xml": ODT_NAMED}), "a.odt")
    assert found.text == text
    assert (int(hidden(found).split()[0]) if words else hidden(found)) == (words or "")


@pytest.mark.parametrize(
    ("body", "text", "words"),
    [
        (r"a {\v b c}d", "a d", 2),
        (r"a \v b\v0 c", "a c", 1),
        (r"a \v b\plain c", "a c", 1),
        (r"a \v b\par c\v0  d", "a \n d", 2),
        (r"a {\deleted b}", "a ", 0),
        (r"a {\webhidden b}", "a b", 0),
        (r"a {\v \u-10179?\u-8704?}", "a ", 1),
    ],
)
def test_rich_text_s_hidden_words_are_left_out(body: str, text: str, words: int) -> None:
    """What was struck out is told of elsewhere and not counted as hidden."""
    found = rtf.read((r"{\rtf1\ansi " + body + "}").encode(), "a.rtf")
    assert found.text == text
    assert (int(hidden(found).split()[0]) if words else hidden(found)) == (words or "")
    hidden(found).encode()


def test_hidden_words_are_a_doubt_of_the_document(
    make_raw_docx: Make, make_strand: Callable[..., Strand]
) -> None:
    """It is a warning with a name, which study.yaml can say is meant."""
    data = make_raw_docx(f"<w:p>{run('INT: How?')}{run(' Off the record.', '<w:vanish/>')}</w:p>")
    documents, problems = read_source(data, "talks/a.docx", make_strand())
    assert documents[0].text == "INT: How?"
    doubt = next(one for one in problems if one.doubt)
    assert (doubt.doubt, doubt.severity, doubt.file) == ("hidden-text", "warning", "talks/a.docx")
    assert doubt.doubt in DOUBTS
