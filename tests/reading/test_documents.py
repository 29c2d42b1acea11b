"""The front door, and the lists of readers."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
import time
from collections.abc import Callable
from types import SimpleNamespace

import pytest

from themekit import reading
from themekit.errors import InputError
from themekit.reading import READERS, TABLE_READERS, read_source, readable_suffixes, size_limit
from themekit.reading.registry import way_out
from themekit.records import Extract, Turn
from themekit.study import Strand, WaveColumn

Make = Callable[..., Strand]


def test_read_source_of_a_transcript(make_strand: Make) -> None:
    """One file is one document, named by its stem."""
    strand = make_strand(name="VCS interviews", slug="vcs-interviews", wave="2021")
    (found,), problems = read_source(
        b"INT: How?\r\nV01: Well.\r\nINT: So.", "interviews/vcs/V03.TXT", strand
    )
    assert (found.id, found.name, found.strand) == ("vcs-interviews/V03", "V03", "VCS interviews")
    assert (found.source, found.wave, problems) == ("interviews/vcs/V03.TXT", "2021", ())
    assert found.turns[1] == Turn(15, 20, "V01")
    assert found.text[15:20] == "Well."


def test_read_source_of_a_table(make_survey: Make) -> None:
    """A table is as many documents as it has respondents."""
    documents, _ = read_source(b"id,text\n1,a\n2,b\n", "survey/s.csv", make_survey())
    assert [document.id for document in documents] == ["test/1", "test/2"]


def test_read_source_turns_notes_into_problems(make_strand: Make) -> None:
    """What was assumed is told with the file."""
    _, problems = read_source("Café £5".encode("latin-1"), "a.txt", make_strand())
    assert (problems[0].file, problems[0].severity) == ("a.txt", "note")


def test_read_source_leaves_the_wave_of_a_transcript_to_cases(make_strand: Make) -> None:
    """A date column means nothing to a transcript."""
    (found,), _ = read_source(b"words", "a.txt", make_strand(wave=WaveColumn("date", "year")))
    assert found.wave == ""


HEADED = """\
Visit of 3 May. The hall was full by ten and the kettle had gone.

Kitchen: two new volunteers.

Garden: the van, and with it the Thursday round.

Kitchen: a fridge from the school.

Garden: nobody to drive.
"""


@pytest.mark.parametrize("kind", ["literature", "notes"])
def test_what_is_no_conversation_has_no_speakers(kind: str, make_strand: Make) -> None:
    """Headings with a colon are words like all others, and nothing stands before a first speaker."""
    (found,), problems = read_source(HEADED.encode(), "a.txt", make_strand(kind=kind))
    assert (found.turns, found.text, problems) == ((), HEADED, ())


@pytest.mark.parametrize("kind", ["interview", "group", "case-study"])
def test_the_same_lines_are_turns_where_people_talk(kind: str, make_strand: Make) -> None:
    """An interview, a group and the account in a case study are conversations."""
    (found,), _ = read_source(
        HEADED.replace("Kitchen", "Ann").encode(), "a.txt", make_strand(kind=kind)
    )
    assert {turn.speaker for turn in found.turns} >= {"Ann"}


def test_no_slip_of_the_pen_is_told_of_labels_that_are_none(make_strand: Make) -> None:
    """What is doubtful about speakers is void where there are none."""
    text = b"Dan: a\nParticipant: b\nDan: c\nParticpant: d\nDan: e\nParticipant: f"
    assert len(read_source(text, "a.txt", make_strand())[1]) == 1
    assert read_source(text, "a.txt", make_strand(kind="notes"))[1] == ()


def test_an_interview_among_notes_is_noted(make_strand: Make) -> None:
    """Its questions count like answers there, so whoever put it there should know."""
    text = b"INT: How?\nV01: Well.\nINT: And?\nV01: Ok."
    (found,), (note,) = read_source(text, "a.txt", make_strand(kind="notes"))
    assert found.turns == ()
    assert note.severity == "note"
    assert note.message == (
        "'INT' looks like an interviewer's label, but a strand of kind notes has no speakers: all "
        "its words count alike."
    )


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("a.xyz", r"readable are \.docx .*\.csv"),
        ("folder/b", r"readable are \.docx .*\.csv"),
        ("a.jpg", "a picture: type or recognise"),
        ("c.doc", "save it as .docx"),
        ("c.mp3", "have it transcribed first"),
    ],
)
def test_read_source_names_what_is_readable(source: str, says: str, make_strand: Make) -> None:
    """An unknown kind of file tells which are known; one that people often bring, the way out."""
    with pytest.raises(InputError, match=says):
        read_source(b"x", source, make_strand())


@pytest.mark.parametrize("suffix", readable_suffixes())
def test_read_source_refuses_an_empty_file(suffix: str, make_survey: Make) -> None:
    """Of whatever kind."""
    with pytest.raises(InputError, match=r"The file is empty \(0 bytes\)"):
        read_source(b"", f"a{suffix}", make_survey())


@pytest.mark.parametrize("suffix", readable_suffixes())
@pytest.mark.parametrize(
    "data",
    [b"\x00" * 100, b"PK\x03\x04" + b"\x00" * 60, b"\xff\xfe\x00", b"%PDF-1.7\n%%EOF", b"{\\rtf1}", b"\n", bytes(range(256)) * 9],
    ids=["NUL", "zip", "BOM", "PDF", "RTF", "blank", "every byte"],
)  # fmt: skip
def test_read_source_refuses_rubbish_in_one_sentence(
    suffix: str, data: bytes, make_survey: Make
) -> None:
    """No reader answers rubbish with anything but InputError that names the file."""
    with pytest.raises(InputError, match=rf"^folder/a\{suffix}") as caught:
        read_source(data, f"folder/a{suffix}", make_survey(open=("text",)))
    assert "Traceback" not in str(caught.value)


def test_read_source_refuses_a_huge_transcript(make_strand: Make) -> None:
    """More than 50 MB is no transcript."""
    with pytest.raises(InputError, match=r"50 MB is the most"):
        read_source(b"a" * (size_limit("a.docx") + 1), "a.docx", make_strand())


@pytest.mark.parametrize("suffix", [".txt", ".vtt", ".srt", ".rtf", ".md"])
def test_read_source_refuses_a_50_mb_line_soon(suffix: str, make_strand: Make) -> None:
    """One line of fifty million letters is refused within five seconds."""
    start = time.process_time()
    with pytest.raises(InputError, match=r"Line 1 holds more than|does not begin with"):
        read_source(b"a" * 50_000_000, f"a{suffix}", make_strand())
    assert time.process_time() - start < 5


def test_read_source_survives_a_name_with_a_line_end(make_strand: Make) -> None:
    """A hostile name breaks neither ids nor messages."""
    (found,), _ = read_source(b"words", "a\nb.txt", make_strand())
    assert found.id == "test/a-b"
    with pytest.raises(InputError, match=r"^a\?b\.txt: The file is empty"):
        read_source(b"", "a\nb.txt", make_strand())


def test_read_source_of_a_table_without_rows(make_survey: Make) -> None:
    """Column names alone are no answers."""
    with pytest.raises(InputError, match="no row of answers"):
        read_source(b"id,text\n", "s.csv", make_survey())


def test_readers_claim_each_suffix_once() -> None:
    """No two readers of the visible lists want the same file."""
    suffixes = [suffix for reader in (*READERS, *TABLE_READERS) for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(suffix == suffix.lower() and suffix.startswith(".") for suffix in suffixes)


def test_reader_from_outside_is_met_by_its_suffix(
    make_strand: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A package offers a reader by an entry point; it is loaded for an unknown suffix only."""
    loaded: list[str] = []
    outside = SimpleNamespace(suffixes=(".xyz",), read=lambda data, name: Extract(data.decode()))

    def load() -> object:
        loaded.append("xyz")
        return outside

    points = {"themekit.readers": [SimpleNamespace(load=load)]}
    monkeypatch.setattr(
        "themekit.reading.registry.entry_points", lambda group: points.get(group, [])
    )
    read_source(b"words", "a.txt", make_strand())
    assert loaded == []
    assert read_source(b"words", "a.xyz", make_strand())[0][0].text == "words"
    assert loaded


def test_entry_point_groups_are_real() -> None:
    """The standard library's entry points take the group that is asked for."""
    assert list(importlib.metadata.entry_points(group="themekit.readers")) == []


def test_reading_exports_exist() -> None:
    """What the room promises is there."""
    assert all(hasattr(reading, name) for name in reading.__all__)


def test_reading_is_light_to_import() -> None:
    """No format's library is loaded before a file of that format is read."""
    code = (
        "import sys, themekit.reading; "
        "print([name for name in ('docx', 'lxml', 'openpyxl', 'pypdfium2', 'numpy', 'charset_normalizer') "
        "if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("suffix", "way"),
    [
        (".eaf", "tab-delimited text from ELAN"),
        (".textgrid", "import it into ELAN"),
        (".json", "as .vtt, .srt or .txt"),
        (".f4p", "from f4"),
        (".qdpx", "export its documents"),
        (".nvpx", "export its documents"),
        (".mx24", "export its documents"),
    ],
)
def test_files_of_other_programs_have_a_way_out(suffix: str, way: str) -> None:
    """What no reader takes is told with what to do about it."""
    assert way in way_out(suffix)


def test_a_transcript_in_a_strand_of_a_survey_is_one_clear_error(
    make_survey: Callable[..., Strand],
) -> None:
    """Its turns would be no respondents."""
    with pytest.raises(InputError, match="A survey is read from a table"):
        read_source(b"INT: Why?\nP1: So.\n", "f4.txt", make_survey())
