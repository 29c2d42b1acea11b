"""What a column and a table are for, from names and cells."""

from collections.abc import Sequence

import pytest

from themekit.reading import Table, build_table
from themekit.starting import ColumnGuess, TableGuess, guess_table
from themekit.starting.cells import Cells, find_separator
from themekit.starting.columns import guess_column
from themekit.starting.scales import find_scale
from themekit.starting.strands import guess_strands
from themekit.starting.study_text import study_text
from themekit.starting.yaml_text import quoted

LONG = (
    "We ran out of money in June and had to let two people go",
    "The phones never stopped and nobody else was picking up",
    "Honestly it was the waiting list more than anything",
    "People came to us who had never asked for help before in their lives",
)


def told(at: int) -> str:
    """Return an answer that nobody else gave."""
    return f"{LONG[at % 4]}, for the {at + 2}th time in a row"


def column(name: str, *values: str, wording: str = "") -> ColumnGuess:
    """Guess one column."""
    return guess_column(Cells(name, wording or name, values))


def table(*rows: Sequence[str]) -> Table:
    """Build a table from its rows, the header first."""
    return build_table(list(enumerate(rows, 1)), "t.csv")


def used(guess: TableGuess, use: str) -> list[str]:
    """Return the names of the columns of one use, those that are sure."""
    return [one.name for one in guess.columns if one.use == use and one.sure]


@pytest.mark.parametrize(
    ("answers", "kind", "lowest", "positive"),
    [
        (["Agree", "Strongly agree", "Disagree", "Neither agree nor disagree"], "agreement",
         "Disagree", ("Agree", "Strongly agree")),
        (["Tend to agree", "Tend to disagree", "Strongly disagree"], "agreement",
         "Strongly disagree", ("Tend to agree",)),
        (["Very satisfied", "Dissatisfied", "Neutral"], "satisfaction", "Dissatisfied",
         ("Very satisfied",)),
        (["Extremely likely", "Unlikely", "Neither likely nor unlikely"], "likelihood", "Unlikely",
         ("Extremely likely",)),
        (["Not at all confident", "Not very confident", "Not sure", "Fairly confident"],
         "confidence", "Not at all confident", ("Fairly confident",)),
        (["Worse than before", "About the same", "Better than before"], "change",
         "Worse than before", ("Better than before",)),
        (["Often", "Never", "Sometimes"], "frequency", "Never", ()),
        (["A lot", "Not at all", "A little"], "amount", "Not at all", ()),
        (["2 - Fair", "1 - Poor", "3 - Good"], "quality", "1 - Poor", ("3 - Good",)),
        (["VERY GOOD", "poor", "Excellent"], "quality", "poor", ("VERY GOOD", "Excellent")),
    ],
)  # fmt: skip
def test_scales_are_recognised_ordered_and_their_positive_end_is_known(
    answers: list[str], kind: str, lowest: str, positive: tuple[str, ...]
) -> None:
    """By grade word and modifier, in the spelling of the data."""
    scale = find_scale(answers)
    assert scale is not None
    assert (scale.kind, scale.order[0], scale.positive) == (kind, lowest, positive)
    assert sorted(scale.order) == sorted(answers)


@pytest.mark.parametrize(
    "answers",
    [["Yes", "No"], ["Bus", "Train"], ["Agree", "Bus"], ["Neutral"], ["Not sure", "Neutral"], []],
)
def test_other_answers_are_no_scale(answers: list[str]) -> None:
    """One answer that has no grade is enough."""
    assert find_scale(answers) is None


def test_do_not_know_is_off_the_scale() -> None:
    """It counts as no answer."""
    scale = find_scale(["Better", "Don't know", "Worse", "The same"])
    assert scale is not None
    assert scale.order == ("Worse", "The same", "Better")
    assert scale.missing == ("Don't know",)


@pytest.mark.parametrize(
    ("values", "separator"),
    [
        (["Email;Phone", "Phone", "Phone;Post", "Email", "Email;Post", "Post"], ";"),
        (["Email, Phone", "Phone", "Phone, Post", "Email", "Email, Post", "Post"], ","),
        (["Yes, most of them", "Yes, some of them", "No", "Yes, some of them"] * 3, ""),
        (list(LONG), ""),
        (["a;b"], ""),
    ],
)
def test_several_answers_in_a_cell_are_told_from_commas_in_one(
    values: list[str], separator: str
) -> None:
    """Parts recur in other combinations."""
    assert find_separator(values) == separator


def test_long_and_varied_cells_are_an_open_question() -> None:
    """Whatever the column is called."""
    guess = column("Q7", *LONG, *LONG[:1])
    assert (guess.use, guess.sure) == ("open", True)
    assert "words on average" in guess.why


def test_few_and_repeated_cells_are_a_closed_question_by_frequency() -> None:
    """Blank cells and ways of not answering are left out and named as missing."""
    guess = column("way", *["bus"] * 3, *["train"] * 5, "n/a", "", "N/A")
    assert guess.item is not None
    assert (guess.item.type, guess.item.order) == ("single", ("train", "bus"))
    assert guess.item.missing == ("", "n/a", "N/A")


def test_yes_is_the_positive_answer() -> None:
    """And stands last, as on a scale."""
    item = column("moved", *["Yes"] * 6, *["no"] * 4).item
    assert item is not None
    assert (item.order, item.positive) == (("no", "Yes"), ("Yes",))


def test_numbers_are_a_closed_question_of_numbers() -> None:
    """No order is needed."""
    item = column("worry", *"1234567891").item
    assert item is not None
    assert (item.type, item.order) == ("number", ())


@pytest.mark.parametrize(
    "name", ["Age", "age_group", "What is your gender?", "Region", "income_band", "jobRole"]
)
def test_traits_are_known_by_their_names(name: str) -> None:
    """They become attributes, not questions."""
    assert column(name, *["a", "b"] * 6).use == "attribute"


def test_a_word_such_as_role_in_a_question_of_free_text_is_no_trait() -> None:
    """What people write decides."""
    assert column("How has your role changed?", *LONG).use == "open"


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("Recipient First Name", ["Ada", "Bo"]),
        ("IPAddress", ["10.0.0.1", "10.0.0.2"]),
        ("Your name", ["Ada", "Bo"]),
        ("Contact", ["ada@example.org", "bo@example.org"]),
        ("Progress", ["100", "80"]),
        ("Duration (in seconds)", ["12", "15"]),
    ],
)
def test_what_says_who_somebody_is_and_what_only_machines_need_is_not_used(
    name: str, values: list[str]
) -> None:
    """Names and addresses do not enter the study by themselves."""
    guess = column(name, *values)
    assert (guess.use, guess.item) == ("unused", None)
    assert guess.why in {"technical", "says who somebody is"}


def test_a_column_of_one_answer_is_not_used() -> None:
    """Nothing can be learned from it."""
    assert column("wave", *["w1"] * 9).why == "the same in every row"


def test_a_wording_apart_from_the_name_is_the_label() -> None:
    """As Qualtrics gives it."""
    item = column("Q3", *["Yes", "No"] * 5, wording="Did you move?").item
    assert item is not None
    assert item.label == "Did you move?"


def test_a_survey_of_one_row_a_respondent_is_understood() -> None:
    """Id, date, open, closed and trait."""
    rows = [
        [
            f"R{at}",
            f"2021-0{1 + at % 9}-03",
            ["Agree", "Disagree"][at % 2],
            told(at),
            ["m", "f"][at % 2],
        ]
        for at in range(12)
    ]
    guess = guess_table("t.csv", table(["ID", "Submitted", "help", "why", "sex"], *rows))
    assert not guess.reason
    assert {one.use: one.name for one in guess.columns} == {
        "id": "ID", "date": "Submitted", "closed": "help", "open": "why", "attribute": "sex",
    }  # fmt: skip
    (date,) = guess.of("date")
    assert date.why == "dates, 2021-Q1 to 2021-Q3"


@pytest.mark.parametrize(("second", "cases"), [("B02", ["who"]), ("A01", [])])
def test_codes_that_come_once_in_each_quarter_are_people(second: str, cases: list[str]) -> None:
    """Whatever their column is called; what comes twice in a quarter is something else."""
    rows = [
        ["ref", "who", "date", "story"],
        ["T1", "A01", "2025-02-10", told(1)],
        ["T2", second, "2025-02-11", told(2)],
        ["T3", "A01", "2025-05-12", told(3)],
        ["T4", "B02", "2025-05-13", told(4)],
    ]
    assert used(guess_table("s.csv", table(*rows)), "case") == cases


def test_of_two_dates_the_day_of_the_answer_is_taken_and_birth_never() -> None:
    """The other is offered as a comment."""
    rows = [
        [f"2021-05-{at:02d}", f"2021-06-{at:02d}", "1980-01-02", LONG[at % 4]] for at in range(1, 9)
    ]
    guess = guess_table(
        "t.csv", table(["StartDate", "RecordedDate", "Date of birth", "why"], *rows)
    )
    assert used(guess, "date") == ["RecordedDate"]
    assert [one.name for one in guess.of("date", sure=False)] == ["StartDate"]


@pytest.mark.parametrize(("name", "cases"), [("respondent", ["respondent"]), ("ref", [])])
def test_an_id_that_repeats_often_is_none(name: str, cases: list[str]) -> None:
    """Rows are numbered then; a person who answers again is one case."""
    rows = [["a", text] for text in LONG] + [["b", "And so on and so forth it went"]]
    guess = guess_table("t.csv", table([name, "why"], *rows))
    assert used(guess, "id") == []
    assert used(guess, "case") == cases
    assert used(guess, "open") == ["why"]


def test_an_id_that_repeats_once_is_taken_and_it_is_said() -> None:
    """The reader keeps the two apart and reports them."""
    rows = [[f"R{max(at, 2)}", LONG[at % 4]] for at in range(1, 21)]
    guess = guess_table("t.csv", table(["respondent", "why"], *rows))
    (id_,) = guess.of("id")
    assert id_.why.startswith("named like an id: 19 different in 20 rows")


def test_one_row_a_respondent_and_question_is_recognised() -> None:
    """Its id repeats and its questions recur; a row's own number is not the respondent's."""
    rows = [
        [str(3 * person + at), f"P{person}", question, LONG[(person + at) % 4]]
        for person in range(4)
        for at, question in enumerate(["What changed?", "What helped?", "What next?"])
    ]
    guess = guess_table("t.csv", table(["row", "participant", "question", "answer"], *rows))
    assert used(guess, "id") == ["participant"]
    assert used(guess, "question") == ["question"]
    assert used(guess, "open") == ["answer"]


def test_short_answers_to_a_question_column_are_still_the_answers() -> None:
    """Since they stand in the column that is called so."""
    rows = [
        [f"P{person}", q, a]
        for person in range(5)
        for q, a in (("Helped?", "yes"), ("Next?", "no"))
    ]
    guess = guess_table("t.csv", table(["id", "question", "response"], *rows))
    assert used(guess, "open") == ["response"]


@pytest.mark.parametrize(
    ("name", "form"),
    [("Member", "M-0{}4"), ("Who", "AB{}c"), ("Carer", "C{}"), ("Household", "HH/0{}"),
     ("", "{}"), ("Nr", "{}")],
)  # fmt: skip
def test_codes_that_are_all_different_are_the_id(name: str, form: str) -> None:
    """Whatever the column is called; the reason is said."""
    rows = [[form.format(at), ("yes", "no")[at % 2], told(at)] for at in range(1, 8)]
    guess = guess_table("t.csv", table([name, "Moved", "Why"], *rows))
    (found,) = guess.of("id")
    assert found.name == (name or "column 1")
    assert "all different: one for each of 7 rows" in found.why


@pytest.mark.parametrize(
    ("name", "form"),
    [("Age", "{}"), ("How many live with you?", "{}"), ("Street", "Mill {} Lane"),
     ("Postcode", "AB{}"), ("Grade", "A{}")],
)  # fmt: skip
def test_answers_that_happen_to_differ_are_no_id(name: str, form: str) -> None:
    """Ages, counts, addresses, codes of options."""
    rows = [[form.format(at), ("yes", "no")[at % 2], told(at)] for at in range(1, 8)]
    assert not guess_table("t.csv", table([name, "Moved", "Why"], *rows)).of("id")


def test_answers_that_are_all_different_are_no_choice() -> None:
    """Nothing in them could be counted."""
    assert column("Which club?", "Chess", "Judo", "Choir").use == "unused"


def test_option_codes_are_a_choice_even_in_a_few_rows() -> None:
    """In the order of the codes."""
    found = column("G01Q02", "AO03", "AO01", "AO10", "-oth-")
    assert found.item is not None
    assert (found.item.type, found.item.order) == ("single", ("AO01", "AO03", "AO10", "-oth-"))


@pytest.mark.parametrize(
    ("name", "said", "live"),
    [("wave", "2024 spring", True), ("Round", "2", True), ("time point", "Baseline", True),
     ("Period", "Spring 2024", False), ("Term", "autumn", False)],
)  # fmt: skip
def test_a_wave_that_is_the_same_in_every_row_is_the_strands(
    name: str,
    said: str,
    live: bool,
) -> None:
    """Before any date; only proposed where the name may mean something else."""
    rows = [[f"P{at}", f"2024-0{at}-01", said, told(at)] for at in range(1, 8)]
    guess = guess_table("t.csv", table(["id", "date", name, "Why"], *rows))
    (wave,) = guess.of("wave", sure=live)
    assert wave.also == f"wave: {quoted(said)}"
    assert used(guess, "date") == ([] if live else ["date"])
    text = study_text("T", guess_strands((), (guess,), ["t.csv"])[0], ())
    assert text.count("\n    wave:") == 1
    assert f"    {'' if live else '# '}{wave.also}" in text


@pytest.mark.parametrize(("name", "said"), [("Club", "Spring 2024"), ("Year", "First")])
def test_any_other_column_of_one_value_is_no_wave(name: str, said: str) -> None:
    """It says nothing about when."""
    rows = [[f"P{at}", said, told(at)] for at in range(1, 8)]
    guess = guess_table("t.csv", table(["id", name, "Why"], *rows))
    assert not [one for one in guess.columns if one.use == "wave"]


@pytest.mark.parametrize(
    ("cells", "kind", "order"),
    [
        (("AO02", "AO04", "AO01", "AO02", "AO05", "AO01"), "single",
         ("AO01", "AO02", "AO04", "AO05")),
        (("Agree", "Disagree", "Neutral", "Agree", "Strongly agree", "Neutral"), "scale",
         ("Disagree", "Neutral", "Agree", "Strongly agree")),
        (("Bus", "Train", "Walk", "Bus", "Train", "Bus"), "single", ("Bus", "Train", "Walk")),
    ],
)  # fmt: skip
def test_columns_of_an_array_are_judged_together(
    cells: tuple[str, ...], kind: str, order: tuple[str, ...]
) -> None:
    """In a few rows one column shows less than all of them."""
    head = ["id", "G02Q03[SQ001]", "G02Q03[SQ002]", "Why"]
    rows = [[str(at), cells[at], cells[at + 3], told(at)] for at in range(3)]
    guess = guess_table("t.csv", table(head, *rows))
    items = [one.item for one in guess.of("closed")]
    assert [one.column for one in items if one] == head[1:3]
    assert {(one.type, one.order) for one in items if one} == {(kind, order)}


def test_texts_under_one_title_are_no_array() -> None:
    """What people wrote stays what they wrote."""
    head = ["id", "Say more [the good]", "Say more [the bad]"]
    rows = [[str(at), told(at), told(at + 9)] for at in range(6)]
    assert used(guess_table("t.csv", table(head, *rows)), "open") == head[1:]


def test_a_table_without_free_text_says_so() -> None:
    """It could not be run as a survey."""
    rows = [[str(at), "bus"] for at in range(9)] + [["9", "tram"]]
    assert (
        guess_table("t.csv", table(["id", "way"], *rows)).reason
        == "no free text in it (looked at 'id', 'way')"
    )


@pytest.mark.parametrize(
    ("header", "key"),
    [
        (["case", "document", "organisation"], "cases"),
        (["strand", "document", "question", "asked"], "questions"),
    ],
)
def test_tables_of_the_study_itself_are_no_surveys(header: list[str], key: str) -> None:
    """They are proposed under their own keys."""
    assert guess_table("t.csv", table(header, ["x"] * len(header))).key == key


def test_columns_of_nearly_one_name_are_left_out() -> None:
    """Study.yaml could not say which is meant."""
    rows = [[told(at), told(-at), str(at)] for at in range(9)]
    guess = guess_table("t.csv", table(["why", "a  b", "A B"], *rows))
    assert used(guess, "open") == ["why"]
    assert {one.name for one in guess.columns if "nearly the same" in one.why} == {"a b"}
