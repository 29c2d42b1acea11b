"""Closed questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from themekit.study import ClosedItem

if TYPE_CHECKING:
    from conftest import Building


def table(study: Building, item: ClosedItem, *cells: str, **more: Any) -> list[tuple[str, int]]:
    """Return answers and numbers of an item that respondents filled in as given."""
    study.strands.clear()
    study.strand(closed=(item,))
    for number, cell in enumerate(cells):
        study.document(f"R{number}", closed=((item.column, cell),))
    return [(row.answer, row.n) for row in study.build(**more).closed]


AGREE = ClosedItem(
    "q",
    label="More people",
    section="Demand",
    type="scale",
    order=("Disagree", "Agree", "Strongly agree"),
    positive=("agree", "strongly agree"),
    missing=("n/a",),
)


def test_listed_answers_in_order(study: Building) -> None:
    """Answers match without regard to case and spaces, and all listed ones have a row."""
    cells = (" agree", "STRONGLY\u00a0 agree", "Agree", "other", "n/a", "N/A ", "")
    assert table(study, AGREE, *cells) == [
        ("Disagree", 0),
        ("Agree", 2),
        ("Strongly agree", 1),
        ("other", 1),
        ("(positive)", 3),
    ]


def test_columns_of_a_row(study: Building) -> None:
    """Missing answers were asked and not answered; shares are of those who answered."""
    table(study, AGREE, "agree", "disagree", "n/a")
    row = study.build().closed[1]
    assert (row.strand, row.wave, row.item, row.label, row.section) == (
        "S",
        "",
        "q",
        "More people",
        "Demand",
    )
    assert (row.answer, row.asked, row.answered, row.n, row.share) == ("Agree", 3, 2, 1, 0.5)


def test_nobody_answered(study: Building) -> None:
    """There are rows and no shares."""
    table(study, AGREE, "n/a")
    assert {(row.asked, row.answered, row.n, row.share) for row in study.build().closed} == {
        (1, 0, 0, None)
    }


def test_nine_in_ten(study: Building) -> None:
    """27 of 30 who agree or strongly agree are .9."""
    table(study, AGREE, *["Agree"] * 20, *["Strongly agree"] * 7, *["Disagree"] * 3)
    assert study.build().closed[-1].share == 0.9


def test_unlisted_answers_by_first_appearance(study: Building) -> None:
    """Without an order answers stand as they were first met, in their first spelling."""
    item = ClosedItem("q", "q")
    assert table(study, item, "Don\u2019t  know", "yes", "don't know") == [
        ("Don\u2019t know", 2),
        ("yes", 1),
    ]


def test_listed_missing_answer_has_no_row(study: Building) -> None:
    """An answer that is listed and missing at once is no answer."""
    item = ClosedItem("q", "q", order=("yes", "n/a"), missing=("N/A",))
    assert table(study, item, "yes", "n/a") == [("yes", 1)]


def test_multi_counts_each_answer_once(study: Building) -> None:
    """Parts are split, blank and repeated ones dropped; anyone with a positive one counts once."""
    item = ClosedItem("q", "q", type="multi", order=("Phone", "Video"), positive=("phone", "video"))
    cells = ("phone; video;", "phone;Phone", "letter", "; ;", "")
    assert table(study, item, *cells) == [
        ("Phone", 2),
        ("Video", 1),
        ("letter", 1),
        ("(positive)", 2),
    ]
    assert {(row.asked, row.answered) for row in study.build().closed} == {(5, 3)}


def test_multi_separator(study: Building) -> None:
    """The separator is the item's own; single answers are never split."""
    assert table(study, ClosedItem("q", "q", type="multi", separator="|"), "a;b|c") == [
        ("a;b", 1),
        ("c", 1),
    ]
    assert table(study, ClosedItem("r", "r"), "a;b") == [("a;b", 1)]


def test_few_numbers_by_size(study: Building) -> None:
    """Up to twelve different numbers have a row each, in order, words after them."""
    item = ClosedItem("q", "q", type="number", positive=("10",))
    cells = ("10", "2.0", "many", "2", "1,000", "1.5")
    assert table(study, item, *cells) == [
        ("1.5", 1),
        ("2", 2),
        ("10", 1),
        ("1000", 1),
        ("many", 1),
        ("(positive)", 1),
    ]


def test_many_numbers_in_quartile_bands(study: Building) -> None:
    """0 to 16 have the quartiles 4, 8 and 12; a band holds its upper edge."""
    cells = tuple(str(number) for number in range(17))
    assert table(study, ClosedItem("q", "q", type="number"), *cells) == [
        ("0 to 4", 5),
        ("over 4 to 8", 4),
        ("over 8 to 12", 4),
        ("over 12 to 16", 4),
    ]


def test_bands_that_fall_together(study: Building) -> None:
    """Where most give one number its band is not made twice."""
    cells = ("0",) * 60 + tuple(str(number) for number in range(1, 14))
    assert table(study, ClosedItem("q", "q", type="number"), *cells) == [
        ("0", 60),
        ("over 0 to 13", 13),
    ]


def test_numbers_with_an_order_are_answers(study: Building) -> None:
    """A listed order holds for numbers too, and matches 3 with 3.0."""
    item = ClosedItem("q", "q", type="number", order=("3", "1"))
    assert table(study, item, "3.0", "2") == [("3", 1), ("1", 0), ("2", 1)]


def test_waves_have_the_same_rows(study: Building) -> None:
    """An answer of one wave has a row of nobody in the other; bands are common too."""
    study.strands.clear()
    study.strand(closed=(ClosedItem("q", "q"),))
    study.document("d", wave="w1", closed=(("q", "yes"),))
    study.document("e", wave="w2", closed=(("q", "no"),))
    rows = [(row.wave, row.answer, row.n) for row in study.build().closed]
    assert rows == [("w1", "yes", 1), ("w1", "no", 0), ("w2", "yes", 0), ("w2", "no", 1)]


def test_one_wave_has_its_name(study: Building) -> None:
    """The name of the study's only wave stands in its rows."""
    study.strands.clear()
    study.strand(closed=(ClosedItem("q", "q"),))
    study.document("d", wave="2021", closed=(("q", "yes"),))
    assert [row.wave for row in study.build().closed] == ["2021"]


def test_respondent_is_a_row(study: Building) -> None:
    """Two rows of one case are two respondents; who lacks the column was not asked."""
    study.strands.clear()
    study.strand(closed=(ClosedItem("q", "q"),))
    study.document("d", cases=("ann",), closed=(("q", "yes"),))
    study.document("e", cases=("ann",), closed=(("q", "yes"),))
    study.document("f", closed=(("other", "yes"),))
    (row,) = study.build().closed
    assert (row.asked, row.n) == (2, 2)


@pytest.mark.parametrize("cases", [("gone",), ()])
def test_withdrawn_respondents_are_left_out(study: Building, cases: tuple[str, ...]) -> None:
    """Who withdrew gave no answer, whether the case is named or is the document."""
    study.person("gone", withdrawn=True)
    study.strands.clear()
    study.strand(closed=(ClosedItem("q", "q", order=("yes",)),))
    study.document("gone", cases=cases, closed=(("q", "yes"),))
    study.document("d", closed=(("q", "yes"),))
    assert [(row.asked, row.n) for row in study.build().closed] == [(1, 1)]


@pytest.mark.parametrize(
    ("cells", "rows"), [(("yes",) * 4, 0), (("yes",) * 4 + ("",) * 5, 0), (("yes",) * 5, 1)]
)
def test_public_leaves_out_tables_of_few(
    study: Building, cells: tuple[str, ...], rows: int
) -> None:
    """A question that one to four people answered is not shown outside."""
    assert len(table(study, ClosedItem("q", "q"), *cells, public=True)) == rows


def test_public_joins_answers_in_own_words_that_few_gave(study: Building) -> None:
    """They are one person's words; inside all of them stay."""
    item = ClosedItem("q", "q", order=("yes",))
    cells = ("yes",) * 6 + ("my sister Anna",) + ("ask Ben",) * 4 + ("often",) * 5
    assert table(study, item, *cells, public=True) == [
        ("yes", 6),
        ("often", 5),
        ("(other answers)", 5),
    ]
    assert ("ask Ben", 4) in [(row.answer, row.n) for row in study.build().closed]


def test_public_joins_listed_answers_that_few_gave(study: Building) -> None:
    """Two answers of four and three people are seven others; those of many stay."""
    item = ClosedItem("q", "q", order=("no", "hardly", "yes"), positive=("yes",))
    cells = ("no",) * 4 + ("hardly",) * 3 + ("yes",) * 9
    assert table(study, item, *cells, public=True) == [
        ("yes", 9),
        ("(other answers)", 7),
        ("(positive)", 9),
    ]


def test_public_joins_a_single_small_answer_with_the_next(study: Building) -> None:
    """With those of nobody first, then of the fewest, until they are five or more."""
    item = ClosedItem("q", "q", order=("often", "never", "no", "yes"))
    cells = ("no",) * 3 + ("yes",) * 9 + ("often",) * 20
    assert table(study, item, *cells, public=True) == [("often", 20), ("(other answers)", 12)]


def test_public_positive_answers_do_not_come_out(study: Building) -> None:
    """21 positive less 18 who agree would be 3 who agree strongly: only the 21 are told."""
    cells = ("Agree",) * 18 + ("Strongly agree",) * 3 + ("Disagree",) * 9
    assert table(study, AGREE, *cells, public=True) == [
        ("Disagree", 9),
        ("(other answers)", 21),
        ("(positive)", 21),
    ]


def test_public_last_answer_does_not_come_out(study: Building) -> None:
    """30 answered less the 27 listed would be the 3 of the fourth."""
    item = ClosedItem("q", "q", order=("no", "some", "all", "none set"), positive=("some", "all"))
    cells = ("no",) * 9 + ("some",) * 12 + ("all",) * 6 + ("none set",) * 3
    assert table(study, item, *cells, public=True) == [
        ("some", 12),
        ("all", 6),
        ("(other answers)", 12),
        ("(positive)", 18),
    ]


def test_public_leaves_out_a_question_to_which_few_gave_the_only_other_answer(
    study: Building,
) -> None:
    """Of no and yes, who answered less who said yes are those who said no."""
    item = ClosedItem("q", "q", order=("no", "yes"), positive=("yes",))
    assert table(study, item, *(("no",) * 3 + ("yes",) * 20), public=True) == []


def test_public_nine_in_ten_stay_positive(study: Building) -> None:
    """Which of the others the tenth gave is not told."""
    item = ClosedItem("q", "q", order=("no", "hardly", "yes"), positive=("yes",))
    assert table(study, item, *(("no",) * 3 + ("yes",) * 27), public=True) == [
        ("yes", 27),
        ("(positive)", 27),
    ]


def test_public_bands_with_positive_numbers_are_joined_where_one_is_small(study: Building) -> None:
    """It is not told which bands the positive numbers are in."""
    item = ClosedItem("q", "q", type="number", positive=("1", "2", "3", "4", "5"))
    cells = tuple(str(number) for number in range(17))
    assert table(study, item, *cells, public=True) == [("(other answers)", 17), ("(positive)", 5)]


def test_public_leaves_out_a_question_that_few_answered_positively(study: Building) -> None:
    """The row of positive answers would tell of them."""
    item = ClosedItem("q", "q", order=("no", "yes"), positive=("yes",))
    assert table(study, item, *(("no",) * 20 + ("yes",) * 3), public=True) == []
