"""Real files as users bring them, beside the repository."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from themekit.reading import read_source
from themekit.reading.formats import csv_table
from themekit.reading.sense import doubts_in
from themekit.reading.tables.talk_columns import recognise
from themekit.records import Document
from themekit.study import ClosedItem, Strand, TurnColumns, WaveColumn

pytestmark = pytest.mark.shared
Make = Callable[..., Strand]


def one(path: Path, strand: Strand) -> Document:
    """Read a real transcript."""
    (found,), _ = read_source(path.read_bytes(), path.name, strand)
    return found


def speakers(document: Document) -> Counter[str]:
    """Count the turns of each speaker."""
    return Counter(turn.speaker for turn in document.turns)


def test_shared_interview_as_pdf(shared: Path, make_strand: Make) -> None:
    """Both speakers, page heads gone, lines joined."""
    found = one(shared / "data/raw/interview_pdpilot_P1.pdf", make_strand())
    assert speakers(found).keys() == {"", "Dan", "Participant"}
    assert speakers(found)["Participant"] > 40
    assert "we tend to use ICE plots." in found.text
    assert not any(line.strip().isdecimal() for line in found.text.split("\n"))


def test_shared_interview_as_odt(shared: Path, make_strand: Make) -> None:
    """Speakers are not marked there, so there are no turns; tabs stay."""
    found = one(shared / "data/raw/interview_serdif_P1.odt", make_strand())
    assert found.turns == ()
    assert found.text.startswith(
        "1 Read the ‘Home’ tab information.\n\tAlright, so I have logged in."
    )


def test_shared_group_in_square_brackets(shared: Path, make_strand: Make) -> None:
    """QualCoder's example marks speakers as [id1]."""
    found = one(shared / "data/raw/qualcoder_transcript.txt", make_strand())
    assert speakers(found) == {"id1": 3, "id2": 2, "id3": 2}


@pytest.mark.parametrize(
    "name", ["observer_notes_P1.txt", "qualcoder_ID1.docx", "survey_games_as_art_input.docx"]
)
def test_shared_prose_has_no_speakers(name: str, shared: Path, make_strand: Make) -> None:
    """Notes and answers in running text are left as they are."""
    assert one(shared / "data/raw" / name, make_strand()).turns == ()


def test_shared_word_export_of_taguette(shared: Path, make_strand: Make) -> None:
    """Only the moderator is labelled in it."""
    found = one(shared / "data/raw/taguette_export_highlights.docx", make_strand())
    assert speakers(found).keys() == {"", "MODERATOR"}


def test_shared_comments_of_the_nhs(shared: Path, make_survey: Make) -> None:
    """All 5,096 answers in one document a respondent, with question, month and rating."""
    path = shared / "data/coded/nhs_fft_neas/segments.csv"
    strand = make_survey(
        id="respondent_id", question="question", open=("text",), wave=WaveColumn("date", "month"),
        closed=(ClosedItem("fft_rating_1best_5worst", "Rating"),), attributes=("service_type",),
    )  # fmt: skip
    documents, problems = read_source(path.read_bytes(), "segments.csv", strand)
    assert sum(len(document.turns) for document in documents) == 5096
    assert (len(documents), len({document.id for document in documents})) == (2959, 2959)
    assert all(document.wave for document in documents)
    assert {turn.question for document in documents for turn in document.turns} >= {
        "FFT Why?",
        "How could we improve?",
    }
    # It writes 30/09/2021 and 8/31/2022 in one column.
    assert [one.doubt for one in problems] == ["dates-two-ways"]


def test_shared_survey_in_two_waves(shared: Path, make_survey: Make) -> None:
    """Long answers with line ends inside, and dates with times."""
    path = shared / "data/raw/survey_covid_worry_two_waves.csv"
    strand = make_survey(
        id="",
        open=("text_long_wave1", "text_short_wave1"),
        wave=WaveColumn("startdate_wave1", "quarter"),
    )
    documents, _ = read_source(path.read_bytes(), path.name, strand)
    assert len(documents) == 400
    assert {document.wave for document in documents} == {"2020-Q2"}


def test_shared_workbooks(shared: Path, make_survey: Make) -> None:
    """Carriage returns undone, whole numbers whole, an empty cell empty."""
    path = shared / "data/raw/survey_games_as_art.xlsx"
    documents, _ = read_source(
        path.read_bytes(), path.name, make_survey(id="", open=("experience", "why_art"))
    )
    assert len(documents) == 174
    assert not any("_x000D_" in document.text or "\r" in document.text for document in documents)
    path = shared / "data/raw/qualcoder_survey789.xlsx"
    documents, _ = read_source(
        path.read_bytes(),
        path.name,
        make_survey(id="Case", open=("Qual_pet_opinions",), attributes=("Age",)),
    )
    assert [(document.name, document.attributes) for document in documents] == [
        ("ID7", (("Age", "33"),)), ("ID8", (("Age", ""),)), ("ID9", (("Age", "55"),)),
    ]  # fmt: skip


def test_shared_surveys_and_coded_passages_are_no_talk(shared: Path) -> None:
    """But for think-aloud sessions, which are one a document, a row a sentence."""
    paths = [*(shared / "data/raw").glob("*.csv"), *(shared / "data/coded").rglob("*.csv")]
    found = {
        f"{path.parent.name}/{path.name}": recognise(csv_table.read(path.read_bytes(), path.name))
        for path in paths
    }
    talks = {name: one.columns for name, one in found.items() if one is not None}
    assert talks == {
        "serdif_usability/segments.csv": TurnColumns("text", "speaker", document="document_id"),
    }  # fmt: skip


def test_shared_entity_of_too_many_digits_stays_as_it_stands(
    shared: Path, make_strand: Make
) -> None:
    """What stands for no letter is no reason to stop."""
    found = one(shared / "data/failing/entity-of-5000-digits/talks/P1.vtt", make_strand())
    assert len(found.turns) == 2
    assert "&#" in found.text


def test_shared_interview_without_labels_is_doubted(shared: Path, make_strand: Make) -> None:
    """Its questions would be coded as answers, and that is said."""
    strand = make_strand(interviewer=("INT",))
    found = one(shared / "data/failing/unmarked-interview/talks/P3.txt", strand)
    assert [doubt.doubt for doubt in doubts_in([found], strand, "P3.txt")] == ["no-speakers"]
