"""OpenDocument, Rich Text and PDF."""

from __future__ import annotations

from collections.abc import Callable

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from themekit.errors import InputError
from themekit.reading.formats import odt, pdf, rtf
from themekit.reading.formats.page_lines import join_pages
from themekit.records import Extract

Make = Callable[..., bytes]
NS = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in [
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("fo", "xsl-fo-compatible"),
    ]
)


def said(found: Extract) -> list[tuple[str, str]]:
    """Return speaker and words of each turn."""
    return [(turn.speaker, found.text[turn.start : turn.end]) for turn in found.turns]


@pytest.fixture
def make_odt(make_zip: Make) -> Callable[..., bytes]:
    """Return a maker of OpenDocument texts from the XML inside office:text."""

    def make(body: str, styles: str = "", **members: str) -> bytes:
        xml = (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NS}>'
            f"<office:automatic-styles>{styles}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
        )
        return make_zip(
            {"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": xml, **members}
        )

    return make


def test_odt_reads_paragraphs_spaces_tabs_and_breaks(make_odt: Make) -> None:
    """White space is written as elements; line ends in the XML are none."""
    body = '<text:h>Title</text:h><text:p>a<text:s text:c="3"/>b<text:tab/>c<text:line-break/>d\n  e</text:p>'
    assert odt.read(make_odt(body), "a.odt").text == "Title\na   b\tc\nd e"


def test_odt_leaves_out_comments_notes_and_deletions(make_odt: Make) -> None:
    """What is not said in the text itself is left out, and that is told."""
    body = (
        "<text:tracked-changes><text:p>gone</text:p></text:tracked-changes>"
        "<text:p>so<office:annotation><text:p>secret</text:p></office:annotation> it"
        "<text:note><text:note-body><text:p>foot</text:p></text:note-body></text:note> went</text:p>"
    )
    found = odt.read(make_odt(body), "a.odt")
    assert found.text == "so it went"
    assert [note.split()[0] for note in found.notes] == ["Comments", "Footnotes", "Tracked"]


def test_odt_reads_tables_and_bold_names(make_odt: Make) -> None:
    """A table of speaker and speech is turns; so are names in bold."""
    lines = [("INT", "How did it go?"), ("V01", "Well enough."), ("INT", "And?"), ("V01", "Ok.")]
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    rows = "".join(
        f"<table:table-row>{cell.format(a)}{cell.format(b)}</table:table-row>" for a, b in lines
    )
    assert said(odt.read(make_odt(f"<table:table>{rows}</table:table>"), "a.odt")) == lines
    style = (
        '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
    )
    body = "".join(
        f'<text:p><text:span text:style-name="T1">{a}</text:span> {b}</text:p>' for a, b in lines
    )
    assert said(odt.read(make_odt(body, style), "a.odt")) == lines


def test_odt_with_a_password(make_odt: Make) -> None:
    """The manifest says that the content is encrypted."""
    data = make_odt("<text:p>x</text:p>", **{"META-INF/manifest.xml": "<m><encryption-data/></m>"})
    with pytest.raises(InputError, match="protected by a password"):
        odt.read(data, "a.odt")


def test_odt_with_a_billion_spaces(make_odt: Make) -> None:
    """A count of spaces is no way to fill the memory."""
    data = make_odt('<text:p>a<text:s text:c="1000000000"/>b</text:p>')
    assert len(odt.read(data, "a.odt").text) < 200


def test_odt_that_is_a_spreadsheet(make_zip: Make) -> None:
    """Another kind of OpenDocument file is named as such."""
    xml = f"<office:document-content {NS}><office:body><office:spreadsheet/></office:body></office:document-content>"
    with pytest.raises(InputError, match="holds no text document"):
        odt.read(make_zip({"content.xml": xml}), "a.odt")


def test_odt_bomb(make_zip: Make) -> None:
    """A content that grows a thousandfold is not unpacked."""
    with pytest.raises(InputError, match="a zip bomb"):
        odt.read(make_zip({"content.xml": b" " * 40_000_000}), "a.odt")


RTF_HEAD = r"{\rtf1\ansi\ansicpg1252\deff0{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset238 X;}}{\info{\title no}}"


def rtf_text(body: str) -> str:
    """Return the text of a Rich Text body."""
    return rtf.read((RTF_HEAD + body + "}").encode("latin-1"), "a.rtf").text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"One\par two\line three\tab four", "One\ntwo\nthree\tfour"),
        (r"\ldblquote So\rdblquote  it\rquote s \endash  ok", "“So” it’s – ok"),
        (r"caf\'e9 \'93so\'94", "café “so”"),
        (r"{\f1 \'b3}", "ł"),
        (r"\u8217 ?s \uc2\u8211 ??x{\uc0\u233}", "’s –xé"),
        (r"\u-10179?\u-8704?", "😀"),
        (r"a\~b\_c\-d \{x\} \\", "a\u00a0b\u2011cd {x} \\"),
        (r"a{\*\foo hidden}{\header top}{\footnote f}{\pict 0102ff}b", "ab"),
        (r'{\field{\*\fldinst HYPERLINK "http:x"}{\fldrslt link}}', "link"),
        (r"a{\deleted b}{\v c}d", "ad"),
        ("a{\\pict\\bin4 }{}{}b", "ab"),
        ("a\\\nb", "a\nb"),
    ],
)
def test_rtf_reads(body: str, text: str) -> None:
    """Words, signs, fonts and what is to be left out."""
    assert rtf_text(body) == text


def test_rtf_turns_from_bold_names_and_tables() -> None:
    """A transcript in either shape is found."""
    lines = [("INT", "How did it go?"), ("V01", "Well enough."), ("INT", "And?"), ("V01", "Ok.")]
    bold = "".join(rf"{{\b {a}}} {b}\par " for a, b in lines)
    rows = "".join(rf"\trowd\intbl {a}\cell {b}\cell\row " for a, b in lines)
    for body in (bold, rows + r"\pard End\par"):
        found = rtf.read((RTF_HEAD + body + "}").encode(), "a.rtf")
        assert said(found)[:3] == lines[:3]


def test_rtf_that_is_none() -> None:
    """A text file called .rtf says so."""
    with pytest.raises(InputError, match="does not begin with"):
        rtf.read(b"INT: How?", "a.rtf")


def test_rtf_cut_off_is_read_with_a_note() -> None:
    """What is there is read, and the loss is told."""
    found = rtf.read((RTF_HEAD + r"So it went {\b and").encode(), "a.rtf")
    assert found.text == "So it went and"
    assert "cut off" in found.notes[-1]


def test_rtf_of_braces() -> None:
    """Nesting without end is refused."""
    with pytest.raises(InputError, match="nested too deep"):
        rtf.read(b"{\\rtf1" + b"{" * 200_000, "a.rtf")


def test_rtf_holds_no_nul() -> None:
    """Found by fuzzing: a code point of 0 is no character of any text."""
    assert rtf_text(r"a\u0?b") == "a\ufffdb"


@given(st.text(st.sampled_from("\\{}'*abu08 -f\n"), max_size=60))
def test_rtf_never_breaks(body: str) -> None:
    """Any stream of signs is either read or refused."""
    try:
        rtf.read((r"{\rtf1 x" + body).encode(), "a.rtf")
    except InputError as error:
        assert len(error.problems) == 1  # noqa: PT017 -- either outcome is right


def make_pdf(*pages: list[str]) -> bytes:
    """Return a PDF of lines of text, written by hand."""
    objects: list[bytes] = []
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    objects += [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[{kids}]/Count {len(pages)}>>".encode(),
    ]
    objects.append(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")
    for at, lines in enumerate(pages):
        shown = b"".join(
            b"(" + line.encode("cp1252").replace(b"(", b"\\(").replace(b")", b"\\)") + b")'\n"
            for line in lines
        )
        stream = b"BT /F1 10 Tf 14 TL 50 800 Td\n" + shown + b"ET"
        objects.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents {5 + 2 * at} 0 R>>".encode()
        )
        objects.append(b"<</Length %d>>stream\n" % len(stream) + stream + b"\nendstream")
    out = b"%PDF-1.4\n"
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj" % number + content + b"endobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        start,
    )


def test_pdf_drops_heads_and_numbers_and_joins_lines() -> None:
    """The words of a turn run on over lines and pages; nothing of the page is left."""
    long = "Participant: It was a long and winding answer that goes right on to the mar-"
    pages = [
        [
            "Study of lifelines",
            f"Interviewer: How was year {'abc'[n - 1]}?",
            long,
            f"gin of the page and then over to the one that follows {'abc'[n - 1]}",
            f"Page {n} of 3",
        ]
        for n in (1, 2, 3)
    ]
    found = pdf.read(make_pdf(*pages), "a.pdf")
    assert said(found)[:2] == [
        ("Interviewer", "How was year a?"),
        (
            "Participant",
            "It was a long and winding answer that goes right on to the margin of the page and then over to the one that follows a",
        ),
    ]
    assert len(found.turns) == 6
    assert found.notes == ("6 running heads, page and line numbers were left out.",)


def test_pdf_without_text() -> None:
    """A scan has no words yet."""
    with pytest.raises(InputError, match="holds no text, only pictures"):
        pdf.read(make_pdf([]), "a.pdf")


def test_pdf_damaged() -> None:
    """What pdfium cannot open is one sentence."""
    with pytest.raises(InputError, match="damaged, cut off, or not a PDF"):
        pdf.read(b"%PDF-1.4 nonsense", "a.pdf")


def test_pdf_cut_off_is_refused_or_read() -> None:
    """The library mends what it can; never a traceback."""
    data = make_pdf(["Interviewer: How?"])
    for cut in range(20, len(data), 97):
        try:
            assert pdf.read(data[:cut], "a.pdf").text
        except InputError as error:
            assert len(error.problems) == 1  # noqa: PT017 -- either outcome is right


def test_pdf_with_a_password(monkeypatch: pytest.MonkeyPatch) -> None:
    """The library's word for it becomes ours."""

    def refuse(data: bytes) -> None:
        raise pypdfium2.PdfiumError("Failed to load document (PDFium: Incorrect password error).")

    monkeypatch.setattr(pypdfium2, "PdfDocument", refuse)
    with pytest.raises(InputError, match="The PDF is protected by a password"):
        pdf.read(b"%PDF", "a.pdf")


def test_pages_drop_line_numbers_in_the_margin() -> None:
    """Numbers that count up in lines of their own are no words; single numbers are."""
    pages = [
        [
            "One line of words",
            "more",
            "12",
            "another line of it",
            "1",
            "2",
            "3",
            "4",
            "5",
            "so",
            "on",
        ],
        ["the end", "7 years", "in all", "x"],
    ]
    text, _ = join_pages(pages, lambda _: set())
    assert "\n1\n" not in text
    assert "7 years" in text
    assert "12" in text.split()


def test_pages_keep_answers_that_stand_at_the_edge() -> None:
    """'Participant: Yeah.' at the foot of most pages is no running head."""
    yeah = "Participant: Yeah."
    pages = [
        ["a", "b", "c", "d", "x", yeah],
        ["e", "f", "g", "h", "y", yeah],
        ["i", "j", "k", "l", "m", "n"],
    ]
    text, notes = join_pages(pages, lambda _: set())
    assert (text.count("Yeah"), notes) == (2, ())


def test_pages_with_a_control_character_before_a_number() -> None:
    """Found by fuzzing: what str.strip takes off, int does not."""
    assert join_pages([["so", "it", "\x1d 9", "went", "on"]], lambda _: set())[0].startswith("so")
