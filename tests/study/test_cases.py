"""cases.csv, and which case a document or speaker is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from themekit.errors import InputError
from themekit.records import Case, Document, Turn
from themekit.study import (
    CaseEntry,
    CaseIndex,
    CaseTable,
    Consent,
    Strand,
    Study,
    load_cases,
    read_cases,
)

STRANDS = (
    Strand("Talks", "talks", "interview", ("t/*",), interviewer=("INT",)),
    Strand("Survey", "survey", "survey", ("s.csv",)),
    Strand("Round", "round", "group", ("r/*",), interviewer=("Chair",)),
)


def study(root: Path = Path(), consent: Consent | None = None) -> Study:
    """Build a study by hand."""
    return Study(
        root, "T", root / "cb.yaml", STRANDS, cases="cases.csv", consent=consent or Consent()
    )


def table(folder: Path, text: str | bytes) -> CaseTable:
    """Read a sound cases.csv."""
    (folder / "cases.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_cases(study(folder))


def document(strand: str, name: str, *speakers: str, case: str = "", **attributes: str) -> Document:
    """Build a document whose speakers each have a turn."""
    turns = tuple(Turn(0, 0, speaker) for speaker in speakers)
    return Document(
        id=f"{strand}/{name}",
        name=name,
        strand={one.slug: one.name for one in STRANDS}[strand],
        source=f"{strand}/{name}.docx",
        text="",
        text_hash="",
        turns=turns,
        case=case,
        attributes=tuple(attributes.items()),
    )


def index(
    *entries: CaseEntry,
    documents: list[Document],
    consent: Consent | None = None,
    columns: tuple[str, ...] = (),
) -> CaseIndex:
    """Build an index by hand."""
    known = CaseTable(frozenset(columns), entries)
    return CaseIndex.build(study(consent=consent), known, documents)


# -- the table ----------------------------------------------------------------------------------


def test_a_row_is_read_with_all_its_columns(tmp_path: Path) -> None:
    """Columns without a meaning of their own are attributes; empty cells say nothing."""
    text = (
        "Case,document,speaker,Organisation,strand,band,Role,consent_quote,consent_review,"
        "consent_named,withdrawn\n"
        "C1,V01,Ann,Org,talks,low,,Verbatim,yes,no,\n"
    )
    assert table(tmp_path, text).entries == (
        CaseEntry(
            2, "C1", "V01", "Ann", "Talks", "Org", (("band", "low"),), "verbatim", True, False
        ),
    )


@pytest.mark.parametrize(
    "data",
    [
        "case;document\r\nCafé;V01\r\n".encode(),
        "case\tdocument\nCafé\tV01\n".encode(),
        "\ufeffcase,document\nCafé,V01\n".encode(),
        "case,document\nCafé,V01\n".encode("utf-16"),
        "\n\ncase,document,,\nCafé,V01,,\n,,,\n".encode(),
        'case,document\n"Café",V01'.encode(),
    ],
)
def test_tables_are_read_as_spreadsheets_write_them(tmp_path: Path, data: bytes) -> None:
    """Separators, marks, blank rows and empty columns at the end are no trouble."""
    (entry,) = table(tmp_path, data).entries
    assert (entry.case, entry.document) == ("Café", "V01")


def test_windows_1252_is_read_with_a_warning(tmp_path: Path) -> None:
    """What Excel saves by default is read, and said."""
    (tmp_path / "cases.csv").write_bytes("case,document\nCafé,V01\n".encode("cp1252"))
    known, problems = read_cases(study(tmp_path))
    assert known.entries[0].case == "Café"
    assert [(problem.line, problem.severity) for problem in problems] == [(2, "warning")]


def test_the_apostrophe_that_guards_a_formula_is_taken_off(tmp_path: Path) -> None:
    """Our own tables come back as they were."""
    entries = table(tmp_path, "case,document,score\n'=A,V01,'-1\n'tis,V02,3\n").entries
    assert [(one.case, one.attributes[0][1]) for one in entries] == [("=A", "-1"), ("'tis", "3")]


def test_lines_count_what_stands_in_the_file(tmp_path: Path) -> None:
    """A quoted line break in a row before does not shift the line."""
    entries = table(tmp_path, 'case,note\nA,"two\nlines"\n\nB,x\n').entries
    assert [one.line for one in entries] == [2, 5]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", None, "'cases.csv' is empty"),
        ("name,band\nA,b\n", 1, "neither a column 'case' nor a column 'document'"),
        ("case,document\nA\n", 2, "the row has 1 cells where the header has 2"),
        ("case,document\nA,b,c\n", 2, "the row has 3 cells where the header has 2"),
        ("case,band,band\nA,b,c\n", 1, "two columns are called 'band'"),
        ("case,,band\nA,b,c\n", 1, "column 2 has no name"),
        ("case,band\nA,b\n,c\n", 3, "the row names neither a case nor a document"),
        ("case,strand\nA,Talk\n", 2, "there is no strand 'Talk' (did you mean 'Talks'?)"),
        ("case,consent_quote\nA,verbatm\n", 2, "'consent_quote' should be 'verbatim', 'paraphr"),
        ("case,consent_review\nA,perhaps\n", 2, "'consent_review' should be yes or no, not 'per"),
        ("case,withdrawn\nA,2021\n", 2, "'withdrawn' should be yes or no, not '2021'"),
        ("case,organisation\nA,x\nA,y\n", 3, "the case 'A' has two values of 'organisation'"),
        ("case,withdrawn\nA,yes\nA,\nA,no\n", 4, "'yes' in line 2 and 'no' here"),
        ('case,band\nA,"b\n', None, "the table cannot be read"),
        ("case,band\nA,b\x00\n", 2, "the file holds NUL bytes"),
        (b"case,band\nA,\x81\n", 2, "the file is not UTF-8"),
    ],
)
def test_a_wrong_table_is_one_clear_sentence(
    tmp_path: Path, text: str | bytes, line: int | None, words: str
) -> None:
    """Every problem has its line."""
    (tmp_path / "cases.csv").write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(InputError) as caught:
        load_cases(study(tmp_path))
    assert [problem.line for problem in caught.value.problems] == [line]
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("case,organization\nA,x\n", "'organization' has no meaning of its own here (did you mean"),
        ("case,band\nA,low\nA,high\n", "the case 'A' has two values of 'band'"),
    ],
)
def test_what_may_be_meant_so_is_a_warning(tmp_path: Path, text: str, words: str) -> None:
    """A likely slip is said without stopping anybody."""
    (tmp_path / "cases.csv").write_text(text, encoding="utf-8")
    _, problems = read_cases(study(tmp_path))
    assert [problem.severity for problem in problems] == ["warning"]
    assert words in str(problems[0])


def test_a_study_without_cases_has_an_empty_table() -> None:
    """cases.csv is not required."""
    assert load_cases(Study(Path(), "T", Path())) == CaseTable()


# -- who is which case --------------------------------------------------------------------------


def test_a_case_is_a_document_unless_something_else_is_said() -> None:
    """The bare name is enough where it is unique; else the full id."""
    one, two, three = (
        document("talks", "V01"),
        document("talks", "X"),
        document("survey", "X"),
    )
    known = index(documents=[one, two, three])
    assert [known.resolve(each).id for each in (one, two, three)] == ["V01", "talks/X", "survey/X"]


def test_the_case_that_the_source_names_comes_before_the_default() -> None:
    """Two waves of one person are one case."""
    first, second = document("survey", "R1", case="P"), document("survey", "R2", case="P")
    known = index(documents=[first, second])
    assert known.resolve(first) == known.resolve(second) == Case("P")


def test_in_a_group_each_speaker_is_a_case() -> None:
    """The label is compared without case and extra spaces."""
    group = document("round", "RT", "Chair", "Ann Lee", "Bo")
    known = index(documents=[group])
    assert known.resolve(group, "ann  LEE").id == "RT/Ann Lee"
    assert [case.id for case in known.participants(group)] == ["RT/Ann Lee", "RT/Bo"]


def test_a_row_for_a_whole_group_makes_it_one_case() -> None:
    """cases.csv says otherwise."""
    group = document("round", "RT", "Ann", "Bo")
    known = index(CaseEntry(2, "Team", "RT"), documents=[group])
    assert [case.id for case in known.participants(group)] == ["Team"]


def test_a_row_for_a_speaker_comes_before_one_for_the_document() -> None:
    """A joint interview holds two cases."""
    talk = document("talks", "V01", "INT", "Ann", "Bo")
    known = index(CaseEntry(2, "D", "V01"), CaseEntry(3, "B", "V01", "bo"), documents=[talk])
    assert [known.resolve(talk, who).id for who in ("Ann", "Bo", "INT", "")] == ["D", "B", "D", "D"]
    assert [case.id for case in known.participants(talk)] == ["D", "B"]


@pytest.mark.parametrize("written", ["talks/X", "X.docx", "talks/X.docx"])
def test_a_document_may_be_named_by_id_or_file(written: str) -> None:
    """People write what they see in the folder."""
    talk = document("talks", "X")
    assert index(CaseEntry(2, "C", written), documents=[talk]).resolve(talk).id == "C"


def test_the_strand_decides_between_equal_names() -> None:
    """A bare name with its strand is clear."""
    talk, answers = document("talks", "X"), document("survey", "X")
    known = index(CaseEntry(2, "C", "X", strand="Survey"), documents=[talk, answers])
    assert known.problems == ()
    assert (known.resolve(talk).id, known.resolve(answers).id) == ("talks/X", "C")


def test_a_name_of_two_documents_is_an_error() -> None:
    """Nobody's consent is given to the wrong person."""
    documents = [document("talks", "X"), document("survey", "X")]
    (problem,) = index(CaseEntry(7, "C", "X"), documents=documents).problems
    assert (problem.file, problem.line, problem.severity) == ("cases.csv", 7, "error")
    assert "'X' names 2 documents (fill 'strand', or write the id, such as 'talks/X'" in str(
        problem
    )


def test_a_second_row_for_one_place_is_an_error() -> None:
    """Also where the two rows write the document differently."""
    entries = CaseEntry(2, "A", "X"), CaseEntry(3, "B", "talks/X")
    (problem,) = index(*entries, documents=[document("talks", "X")]).problems
    assert (problem.line, problem.severity) == (3, "error")
    assert "'talks/X' has a row already, in line 2" in problem.message


def test_what_is_known_of_a_case_is_joined_and_the_table_wins() -> None:
    """Attributes of the source are kept where cases.csv says nothing of them."""
    first = document("survey", "R1", case="P", band="low", role="chief")
    second = document("survey", "R2", case="P", band="high", borough="Brent")
    row = CaseEntry(2, "P", organisation="Org", attributes=(("role", "boss"), ("sector", "arts")))
    case = index(row, documents=[first, second]).resolve(second)
    assert case.organisation == "Org"
    assert dict(case.attributes) == {
        "band": "low",
        "borough": "Brent",
        "role": "boss",
        "sector": "arts",
    }


def test_a_row_without_a_case_tells_of_whoever_it_matches() -> None:
    """A row for a group as a whole speaks of each of its speakers, after their own rows."""
    group = document("round", "RT", "Ann", "Bo")
    rows = (
        CaseEntry(2, "", "RT", consent_quote="paraphrase", organisation="Net"),
        CaseEntry(3, "", "RT", "Bo", consent_quote="verbatim"),
    )
    known = index(*rows, documents=[group], columns=("consent_quote",))
    ann, bo = known.participants(group)
    assert (ann.id, ann.consent_quote, ann.organisation) == ("RT/Ann", "paraphrase", "Net")
    assert (bo.id, bo.consent_quote, bo.organisation) == ("RT/Bo", "verbatim", "Net")


def test_unstated_consent_means_no() -> None:
    """Without a word nobody is quoted, shown or named."""
    talk = document("talks", "V01")
    case = index(documents=[talk]).resolve(talk)
    assert (case.consent_quote, case.consent_review, case.consent_named) == ("none", False, False)


def test_a_no_that_is_written_down_is_not_what_nobody_was_asked() -> None:
    """An empty cell says nothing; no, and none, are what somebody said."""
    talk, other = document("talks", "V01"), document("talks", "V02")
    known = index(
        CaseEntry(2, "V01", consent_quote="none", consent_review=False),
        CaseEntry(3, "V02"),
        documents=[talk, other],
        consent=Consent(named=False, told=frozenset({"quote", "named"})),
        columns=("case", "consent_quote", "consent_review"),
    )
    assert known.resolve(talk).consent_told == {"quote", "review", "named"}
    assert known.resolve(other).consent_told == {"named"}


def test_the_studys_consent_holds_where_the_table_has_no_such_column() -> None:
    """A column in cases.csv takes the word from study.yaml, also where its cell is empty."""
    talk = document("talks", "V01")
    known = index(
        CaseEntry(2, "V01"),
        documents=[talk],
        consent=Consent("verbatim", review=True, named=True),
        columns=("case", "consent_quote", "consent_named"),
    )
    case = known.resolve(talk)
    assert (case.consent_quote, case.consent_review, case.consent_named) == ("none", True, False)


def test_one_row_that_withdraws_withdraws_the_case() -> None:
    """Whatever the other rows leave open."""
    one, two = document("talks", "A"), document("talks", "B")
    rows = CaseEntry(2, "C", "A"), CaseEntry(3, "C", "B", withdrawn=True)
    assert index(*rows, documents=[one, two]).resolve(one).withdrawn


def test_rows_that_match_nothing_are_warnings() -> None:
    """A document, a speaker and a case that are nowhere, each with its line."""
    rows = (
        CaseEntry(2, "C", "V02"),
        CaseEntry(3, "C", "V01", "Anne"),
        CaseEntry(4, "V10"),
        CaseEntry(5, "", "V01", strand="Survey"),
    )
    found = index(*rows, documents=[document("talks", "V01", "Ann")]).unmatched()
    assert {problem.severity for problem in found} == {"warning"}
    assert sorted((problem.line, problem.message) for problem in found) == [
        (2, "there is no document 'V02'"),
        (3, "nobody called 'Anne' speaks in 'talks/V01'"),
        (4, "no document belongs to the case 'V10'"),
        (5, "there is no document 'V01' in the strand 'Survey'"),
    ]


def test_a_speaker_without_a_turn_still_has_a_case() -> None:
    """Codings can name speakers that the reader did not see."""
    group = document("round", "RT", "Ann")
    assert index(documents=[group]).resolve(group, "Cy").id == "RT/Cy"


def test_a_table_of_another_study_is_told_in_a_second() -> None:
    """Thousands of rows that match nothing do not hold anybody up."""
    documents = [document("survey", f"R{number:05}") for number in range(3000)]
    rows = [CaseEntry(number, "", f"Q{number:05}") for number in range(3000)]
    rows += [CaseEntry(number, f"Q{number:05}") for number in range(3000)]
    start = time.process_time()
    assert len(index(*rows, documents=documents).unmatched()) == 6000
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    "written", ["Jose\u0301", "JOS\u00c9", "jos\u00e9\u200b", "Jos\u00e9.DOCX"]
)
def test_a_row_finds_its_document_however_the_name_is_written(written: str) -> None:
    """A Mac and Excel write one accent in two ways; nobody sees an invisible mark."""
    found = index(
        CaseEntry(2, case="P1", document=written), documents=[document("talks", "Jos\u00e9")]
    )
    assert not found.problems
    assert found.case_of("talks/Jos\u00e9") == "P1"


@pytest.mark.parametrize("written", ["Jose\u0301", " JOS\u00c9 ", "Jos\u00e9\u200b"])
def test_a_row_finds_its_speaker_however_the_name_is_written(written: str) -> None:
    """Labels are compared as all names are."""
    talk = document("round", "R1", "Jos\u00e9", "Ann")
    found = index(CaseEntry(2, case="P1", document="R1", speaker=written), documents=[talk])
    assert not found.problems
    assert found.resolve(talk, "Jose\u0301").id == "P1"


def test_accents_written_in_two_ways_are_one_case_and_capitals_are_not() -> None:
    """Ids of survey tools differ in capitals alone."""
    answers = [
        document("survey", "1", case="Jose\u0301"),
        document("survey", "2", case="Jos\u00e9"),
        document("survey", "3", case="R_2aBc"),
        document("survey", "4", case="R_2abc"),
    ]
    found = index(CaseEntry(2, case="Jos\u00e9\u200b", organisation="CAB"), documents=answers)
    assert not found.problems
    assert [found.resolve(one).organisation for one in answers] == ["CAB", "CAB", "", ""]
    assert len({found.resolve(one).id for one in answers}) == 3


def test_columns_of_cases_are_named_with_any_marks_and_case(tmp_path: Path) -> None:
    """A spreadsheet's stray mark hides no column, and a strand is named as in study.yaml."""
    found = table(tmp_path, "Case\u200b,DOCUMENT ,Strand\nP1,V1,TALKS\n")
    assert [(one.case, one.document, one.strand) for one in found.entries] == [
        ("P1", "V1", "Talks")
    ]


# -- what differs from one occasion to the next -------------------------------------------------


def asked(*by: str) -> list[Document]:
    """Return rows of people who are asked twice, each time by whom it says: ``staff peer``."""
    return [
        document("survey", f"R{at}-{wave}", case=f"P{at}", asked_by=who)
        for at, both in enumerate(by, 1)
        for wave, who in enumerate(both.split(), 1)
    ]


def test_of_what_differs_between_occasions_all_counts_for_a_person() -> None:
    """The first row tells nothing of the second; each of them holds for its own words."""
    documents = asked("staff peer", "staff peer", "peer peer", "staff peer")
    cases = [index(documents=documents).resolve(one) for one in documents[::2]]
    assert [one.attributes for one in cases] == [
        (("asked_by", value),) for value in ("peer and staff",) * 2 + ("peer", "peer and staff")
    ]
    assert {one.varies for one in cases} == {frozenset({"asked_by"})}


def test_a_slip_in_one_person_is_no_difference_between_occasions() -> None:
    """`check` doubts it; the first counts."""
    documents = asked("staff peer", "staff staff", "peer peer", "staff staff", "peer peer")
    known = index(documents=documents).resolve(documents[1])
    assert (known.attributes, known.varies) == ((("asked_by", "staff"),), frozenset())


def test_cases_csv_says_what_counts_on_every_occasion() -> None:
    """It wins over the rows."""
    documents = asked("staff peer", "staff peer", "peer peer")
    entry = CaseEntry(2, case="P1", attributes=(("asked_by", "peer"),))
    known = index(entry, documents=documents).resolve(documents[0])
    assert (known.attributes, known.varies) == ((("asked_by", "peer"),), frozenset())
