"""Word documents."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx as word
import pytest

from themekit.errors import InputError
from themekit.reading.formats import docx

Make = Callable[..., bytes]


def run(text: str, properties: str = "") -> str:
    """Return a run's XML."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def test_docx_reads_paragraphs_as_lines(make_docx: Make) -> None:
    """One paragraph is one line; turns come from the labels."""
    found = docx.read(make_docx("INT: How?", "V01: Well.", "", "INT: And?"), "a.docx")
    assert found.text == "INT: How?\nV01: Well.\n\nINT: And?"
    assert [turn.speaker for turn in found.turns] == ["INT", "V01", "INT"]


def test_docx_keeps_tabs_and_breaks_inside_a_paragraph(make_raw_docx: Make) -> None:
    """A tab stays a tab and a line break a line end."""
    body = "<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>"
    assert docx.read(make_raw_docx(body), "a.docx").text == "a\tb\nc"


def test_docx_reads_a_transcript_in_a_table(make_docx: Make) -> None:
    """Two columns of speaker and speech are turns."""
    rows = [
        ["Speaker", "Speech"],
        ["INT", "How did it go?"],
        ["V01", "Well: fine."],
        ["INT", "And now, after it?"],
        ["V01", "Ok."],
    ]
    found = docx.read(make_docx("Interview", table=rows), "a.docx")
    assert [(t.speaker, found.text[t.start : t.end]) for t in found.turns][-2:] == [
        ("INT", "And now, after it?"),
        ("V01", "Ok."),
    ]


def test_docx_reads_a_transcript_with_times_in_a_table(make_docx: Make) -> None:
    """Three columns of time, speaker and speech are turns with times."""
    rows = [
        ["00:01", "INT", "How did it all go?"],
        ["00:05", "V01", "It went well."],
        ["01:00", "INT", "And now?"],
    ]
    found = docx.read(make_docx(table=rows), "a.docx")
    assert [(t.speaker, t.start_time) for t in found.turns] == [("INT", 1), ("V01", 5), ("INT", 60)]


def test_docx_reads_other_tables_cell_by_cell(make_docx: Make) -> None:
    """A table of facts is read in order, one cell a line."""
    rows = [["Income", "Staff"], ["under 10k", "2"], ["over 1m", "90"]]
    assert docx.read(make_docx("T", table=rows), "a").text.split("\n") == [
        "T", "Income", "Staff", "under 10k", "2", "over 1m", "90",
    ]  # fmt: skip


def test_docx_takes_bold_names_for_speakers(make_raw_docx: Make) -> None:
    """A name in bold at the start of paragraphs needs no colon."""
    lines = [("Jane", "How?"), ("Omar Khan", "Well."), ("Jane", "And?"), ("Omar Khan", "Ok.")]
    body = "".join(f"<w:p>{run(name, '<w:b/>')}{run(' ' + words)}</w:p>" for name, words in lines)
    found = docx.read(make_raw_docx(body), "a.docx")
    assert [(t.speaker, found.text[t.start : t.end]) for t in found.turns] == lines


def test_docx_keeps_insertions_and_leaves_out_deletions(make_raw_docx: Make) -> None:
    """The text is what it would be with all tracked changes accepted."""
    body = (
        f"<w:p>{run('We ')}<w:del><w:r><w:delText>never </w:delText></w:r></w:del>"
        f"<w:ins>{run('always ')}</w:ins>{run('tried.')}</w:p>"
    )
    found = docx.read(make_raw_docx(body), "a.docx")
    assert found.text == "We always tried."
    assert "Tracked deletions" in found.notes[0]


def test_docx_reads_content_controls_and_links(make_raw_docx: Make) -> None:
    """Text in a form's fields and in links is text."""
    body = (
        f"<w:sdt><w:sdtContent><w:p>{run('in a field')}</w:p></w:sdtContent></w:sdt>"
        f"<w:p><w:hyperlink>{run('a link')}</w:hyperlink></w:p>"
    )
    assert docx.read(make_raw_docx(body), "a.docx").text == "in a field\na link"


def test_docx_says_that_comments_were_left_out(make_raw_docx: Make) -> None:
    """Comments are not what was said, and their absence is told."""
    data = make_raw_docx(f"<w:p>{run('Words')}</w:p>", **{"word/comments.xml": "<c>secret</c>"})
    found = docx.read(data, "a.docx")
    assert (found.text, found.notes) == ("Words", ("Comments were left out.",))


def test_docx_reads_alternate_content_once(make_raw_docx: Make) -> None:
    """What Word stores twice for old programs is read once."""
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    body = (
        f"<w:p><mc:AlternateContent {mc}><mc:Choice>{run('once')}</mc:Choice>"
        f"<mc:Fallback>{run('once')}</mc:Fallback></mc:AlternateContent></w:p>"
    )
    assert docx.read(make_raw_docx(body), "a.docx").text == "once"


def test_docx_cut_off_is_one_sentence(make_docx: Make) -> None:
    """Half a file is damaged, at whatever byte it ends."""
    data = make_docx("INT: How?", "V01: Well.")
    for cut in (10, 100, len(data) // 2, len(data) - 5):
        with pytest.raises(InputError, match=r"^a\.docx: .*(damaged|cut off).*") as caught:
            docx.read(data[:cut], "a.docx")
        assert len(caught.value.problems) == 1


def test_docx_damaged_inside_is_one_sentence(make_docx: Make) -> None:
    """Bytes overwritten in the middle of a part are noticed."""
    data = bytearray(make_docx(*[f"words and more words {number}" for number in range(2000)]))
    at = data.index(b"word/document.xml") + 300
    data[at : at + 40] = b"\x00" * 40
    with pytest.raises(InputError, match=r"word/document\.xml is damaged"):
        docx.read(bytes(data), "a.docx")


def test_docx_that_is_no_zip() -> None:
    """A text file called .docx is not a Word document."""
    with pytest.raises(InputError, match="not a Word document at all"):
        docx.read(b"INT: How?\n", "a.docx")


def test_docx_with_a_password() -> None:
    """Word stores a protected document in its old container."""
    with pytest.raises(InputError, match="protected by a password or in the format of before 2007"):
        docx.read(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "a.docx")


def test_docx_without_its_document(make_zip: Make) -> None:
    """A zip of something else holds no text."""
    with pytest.raises(InputError, match=r"it holds no word/document\.xml"):
        docx.read(make_zip({"hello.txt": "hi"}), "a.docx")


def test_docx_zip_bomb_is_refused_before_unpacking(make_zip: Make) -> None:
    """A part that grows a thousandfold is not unpacked."""
    bomb = make_zip({"word/document.xml": b"<a>" + b"0" * 60_000_000 + b"</a>"})
    with pytest.raises(InputError, match="times its size"):
        docx.read(bomb, "a.docx")


def test_docx_with_ten_thousand_parts_is_refused(make_zip: Make) -> None:
    """Many small parts are an attack as well."""
    with pytest.raises(InputError, match="it holds 10,001 parts"):
        docx.read(make_zip({f"{number}": "" for number in range(10_001)}), "a.docx")


def entities(kind: str) -> str:
    """Return XML that attacks through its document type."""
    declared = {
        "bomb": '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">',
        "external": '<!ENTITY c SYSTEM "file:///etc/passwd">',
    }
    return f"<?xml version='1.0'?><!DOCTYPE x [{declared[kind]}]><x>&c;</x>"


@pytest.mark.parametrize("kind", ["bomb", "external"])
def test_docx_with_entities_is_refused(kind: str, make_zip: Make) -> None:
    """No Word document has a document type; every entity attack does."""
    with pytest.raises(InputError, match="declares a document type or entities"):
        docx.read(make_zip({"word/document.xml": entities(kind)}), "a.docx")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-7"])
def test_docx_with_entities_in_another_encoding_is_refused(encoding: str, make_zip: Make) -> None:
    """An attack does not get in by writing its XML in UTF-16."""
    xml = entities("external").replace("version='1.0'", f"version='1.0' encoding='{encoding}'")
    with pytest.raises(InputError, match=r"is not in UTF-8|document type"):
        docx.read(make_zip({"word/document.xml": xml.encode(encoding)}), "a.docx")


def test_docx_with_broken_xml(make_zip: Make) -> None:
    """XML that ends in the middle is damage, not a traceback."""
    with pytest.raises(InputError, match="is not well-formed XML"):
        docx.read(make_zip({"word/document.xml": "<a><b>"}), "a.docx")


def test_docx_with_ten_thousand_levels(make_zip: Make) -> None:
    """Nesting without end is refused by the parser, not by the interpreter's stack."""
    xml = "<w>" * 10_000 + "</w>" * 10_000
    with pytest.raises(InputError, match="is not well-formed XML"):
        docx.read(make_zip({"word/document.xml": xml}), "a.docx")


def test_docx_without_words(make_docx: Make) -> None:
    """A scan pasted into Word holds no text."""
    with pytest.raises(InputError, match="holds no text"):
        docx.read(make_docx("", "  "), "a.docx")


@pytest.mark.parametrize("name", ["word/document.xml", "[Content_Types].xml"])
def test_docx_with_a_damaged_name_inside(name: str, make_docx: Make) -> None:
    """Found by fuzzing: a member's name that is no UTF-8 any more is damage."""
    data = bytearray(make_docx("words"))
    at = data.index(name.encode())
    data[at - 30 + 6 : at - 30 + 8] = (0x800).to_bytes(2, "little")  # "the name is UTF-8"
    data[at] = 0x9D
    try:
        assert docx.read(bytes(data), "a.docx").text.strip() == "words"
    except InputError as error:
        assert "damaged" in str(error)  # noqa: PT017 -- a part that is not read may be broken


def test_docx_packed_by_another_method(make_docx: Make) -> None:
    """Word packs by deflate only; other methods are other people's tricks."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/document.xml", "<a/>")
    with pytest.raises(InputError, match="packed in a way that it never is"):
        docx.read(out.getvalue(), "a.docx")


SAID = [("Jane Doe", "Shall we begin?"), ("Omar Khan", "Yes, of course."),
        ("Jane Doe", "What changed?"), ("Omar Khan", "Everything, I would say.")]  # fmt: skip


def saved(document: object) -> bytes:
    """Return a document's bytes."""
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def turns(data: bytes) -> list[tuple[str, str]]:
    """Return speaker and words of each turn."""
    found = docx.read(data, "a.docx")
    return [(t.speaker, found.text[t.start : t.end]) for t in found.turns]


def test_docx_reads_a_table_of_bold_names() -> None:
    """Two people, one a row, the name in bold beside what was said."""
    document = word.Document()
    table = document.add_table(len(SAID), 2)
    for row, (name, words) in zip(table.rows, SAID, strict=True):
        row.cells[0].paragraphs[0].add_run(name).bold = True
        row.cells[1].text = words
    assert turns(saved(document)) == SAID


def test_docx_reads_a_table_with_two_bold_names_in_a_cell() -> None:
    """Two people share a row: as many paragraphs on the left as on the right."""
    document = word.Document()
    table = document.add_table(2, 2)
    for row, pair in zip(table.rows, (SAID[:2], SAID[2:]), strict=True):
        for at, (name, words) in enumerate(pair):
            left, right = (
                cell.paragraphs[0] if not at else cell.add_paragraph() for cell in row.cells
            )
            left.add_run(name).bold = True
            right.add_run(words)
    assert turns(saved(document)) == SAID


def test_docx_reads_one_cell_with_bold_names() -> None:
    """A frame round the whole talk changes nothing."""
    document = word.Document()
    cell = document.add_table(1, 1).rows[0].cells[0]
    for name, words in SAID:
        paragraph = cell.add_paragraph()
        paragraph.add_run(name).bold = True
        paragraph.add_run(f" {words}")
    assert turns(saved(document)) == SAID


@pytest.mark.parametrize("shape", ["one paragraph", "two paragraphs", "times above"])
def test_docx_reads_teams_exports(shape: str) -> None:
    """Bold name and time, then words; the meeting's date above is nobody."""
    document = word.Document()
    document.add_paragraph("Team meeting-20240304_100000-Meeting Recording")
    document.add_paragraph("March 4, 2024, 10:00AM")
    document.add_paragraph("42m 7s")
    for at, (name, words) in enumerate(SAID):
        paragraph = document.add_paragraph()
        if shape == "times above":
            paragraph.add_run(f"0:0:{at}.0 --> 0:0:{at}.9\n{name}\n{words}")
            continue
        paragraph.add_run(name).bold = True
        paragraph.add_run(f"   0:0{at}")
        if shape == "one paragraph":
            paragraph.add_run().add_break()
            paragraph.add_run(words)
        else:
            document.add_paragraph(words)
    document.add_paragraph("Jane Doe stopped transcription")
    found = turns(saved(document))
    assert found[0] == (
        "",
        "Team meeting-20240304_100000-Meeting Recording\nMarch 4, 2024, 10:00AM\n42m 7s",
    )
    assert found[1:] == SAID


def test_docx_holds_no_carriage_return(make_raw_docx: Make) -> None:
    """Found by fuzzing: markup can write one where plain text could not."""
    assert docx.read(make_raw_docx(f"<w:p>{run('a&#13;b')}</w:p>"), "a.docx").text == "a\nb"
