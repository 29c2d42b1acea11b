"""What is so only of what was read so far, and what nothing can be held against, is not passed by."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from themekit.report.verify import Evidence, Verified, read_report, verify
from themekit.report.verify.claims import amount_in, claims_in, loosely
from themekit.report.verify.result import Remark
from themekit.report.verify.wording import singular
from themekit.study import Population
from verifying import CLEAN, evidence, matrix, with_rows


def study(**changes: Any) -> Evidence:
    """Return the study with another row of lost work in the interviews: 3 of 8, 26 passages."""
    rows = tuple(
        replace(one, segments=26, **changes)
        if (one.code, one.strand) == ("Lost work and grief", "Interviews")
        else one
        for one in matrix().rows
    )
    return evidence(matrix=with_rows(rows))


OPEN = {"checked_share": 0.4, "basis": "mixed", "unread": 5, "found": 3}
"""Three found so far, five unread."""


def verified(said: str, known: Evidence) -> Verified:
    """Verify one sentence in a section of its own."""
    return verify(read_report("r.md", f"# A\n\n## Demand\n\n{said}\n".encode()), known)


def told(said: str, known: Evidence) -> list[Remark]:
    """Return what is said of one sentence, but that it alone supports no section."""
    found = verified(said, known).remarks
    return [one for one in found if one.severity != "undefined" and one.kind != "section"]


@pytest.mark.parametrize(
    "said",
    [
        "Three of 8 interviewees spoke of lost work and grief.",
        "Three interviewees spoke of it [row: Lost work and grief, Interviews].",
        "Only three people in the interviews spoke of lost work and grief.",
    ],
)
def test_a_count_of_what_was_read_so_far_is_not_called_right(said: str) -> None:
    """It has a status of its own, which does not fail, with how many are unread."""
    (one,) = told(said, study(**OPEN))
    assert (one.severity, one.kind) == ("not checked", "unread")
    assert one.found.startswith("3 of 8 found so far, 5 unread")
    assert told(said, study()) == []


@pytest.mark.parametrize(
    "said",
    [
        "At least three of 8 interviewees spoke of lost work and grief.",
        "Three of 8 interviewees spoke of lost work and grief so far; 5 are unread.",
    ],
)
def test_what_holds_whatever_is_unread_is_not_asked_about(said: str) -> None:
    """A least number, and a sentence that says itself that it is so far."""
    assert told(said, study(**OPEN)) == []


def test_a_wrong_number_of_unread_is_told() -> None:
    """It is five."""
    said = "Three of 8 interviewees spoke of lost work and grief so far; {} are unread."
    (one,) = told(said.format(2), study(**OPEN))
    assert (one.severity, one.kind) == ("wrong", "unread")


def test_an_estimate_is_not_called_a_count_of_what_was_read() -> None:
    """What is unread is in it: it comes from cases drawn at random."""
    known = study(**{**OPEN, "basis": "corrected", "found": None})
    assert told("Three of 8 interviewees spoke of lost work and grief.", known) == []


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ("26 parents were worried about lost work and grief.", "wrong"),
        ("26 people spoke of it [row: Lost work and grief, Interviews].", "wrong"),
        ("26 of 8 interviewees spoke of lost work and grief.", "wrong"),
        ("26 parents were grieving.", "doubtful"),
    ],
)
def test_passages_counted_as_people_are_found(said: str, severity: str) -> None:
    """Three people said it in 26 passages, also where no code is named in full."""
    (one,) = told(said, study())
    assert one.severity == severity
    assert one.found.startswith("26 is the number of passages; 3 people")


@pytest.mark.parametrize(
    "said", ["It was said in 26 passages.", "26 passages hold lost work and grief."]
)
def test_passages_told_as_passages_pass(said: str) -> None:
    """They are counted, not people."""
    assert told(said, study()) == []


WHOLES = [
    "All parents spoke of lost work and grief.",
    "Every parent had lost work and grief.",
    "Everyone in the interviews had lost work and grief.",
    "Only mothers spoke of lost work and grief.",
]


@pytest.mark.parametrize("said", WHOLES)
def test_all_and_only_cannot_be_checked_while_some_is_unread(said: str) -> None:
    """Five more may turn out."""
    (one,) = told(said, study(**OPEN))
    assert one.severity == "not checked"
    assert "5 unread" in one.found


@pytest.mark.parametrize("said", ["Nobody had lost work and grief.", "No parent was in it [row: Lost work and grief, Interviews].",
                                  "None of the parents lived with lost work and grief."])  # fmt: skip
def test_nobody_cannot_be_checked_while_some_is_unread(said: str) -> None:
    """None of eight so far, and five unread."""
    known = study(**{**OPEN, "found": 0}, cases=0, cases_if=0)
    (one,) = told(said, known)
    assert one.severity in {"not checked", "wrong"}
    assert "5 unread" in one.found


@pytest.mark.parametrize(
    "said",
    [
        "All parents spoke of lost work and grief.",
        "Every parent had lost work and grief.",
        "Nobody was worried about lost work and grief.",
        "No parents in the interviews had lost work and grief.",
    ],
)
def test_all_and_nobody_are_held_against_what_was_read(said: str) -> None:
    """Three of eight are neither."""
    (one,) = told(said, study())
    assert one.severity in {"wrong", "doubtful"}
    assert "3 of 8" in one.found or "Lost work and grief" in one.found


@pytest.mark.parametrize(
    "said",
    [
        "All parents of small children spoke of lost work and grief.",
        "Lost work and grief meant that nobody came.",
        "Not all parents spoke of lost work and grief.",
        "Almost nobody spoke of lost work and grief, they said.",
        "They spoke of lost work and grief; all parents were thanked.",
        "Nobody told them how long lost work and grief would last, or so V04 said.",
        "Only mothers spoke of lost work and grief.",
    ],
)
def test_words_that_are_not_of_the_row_raise_no_alarm(said: str) -> None:
    """A part of the people, another clause, what the rows do not tell."""
    assert told(said, study()) == []


def test_a_declared_word_is_open_while_what_is_unread_can_turn_it() -> None:
    """Three of eight are some; with five more they might be most, and never few."""
    known = study(**OPEN)
    assert [one.severity for one in told("Some interviewees spoke of lost work and grief.", known)] == ["not checked"]  # fmt: skip
    assert [one.severity for one in told("Most interviewees spoke of lost work and grief.", known)] == ["not checked"]  # fmt: skip
    assert [one.severity for one in told("Few interviewees spoke of lost work and grief.", known)] == ["wrong"]  # fmt: skip


def test_few_of_what_nobody_declared_cannot_be_checked_while_some_is_unread() -> None:
    """Whatever few may mean: five more may be found."""
    (one,) = told("Few parents in the interviews spoke of it [row: Lost work and grief, Interviews].",
                  replace(study(**OPEN), coded=evidence(quantifiers=()).coded))  # fmt: skip
    assert (one.severity, one.found[:30]) == ("not checked", "3 of 8 found so far, 5 unread ")


@pytest.mark.parametrize("name", ["late letter", "Late letters", "late-letter"])
def test_codes_are_named_of_one_and_of_several(name: str) -> None:
    """One of eight had late letters."""
    (one,) = told(f"Seven of 8 interviewees spoke of a {name}.", study())
    assert (one.severity, one.found) == ("wrong", "1 of 8 (Late letters, Interviews)")


@pytest.mark.parametrize(
    ("many", "one"),
    [("waits", "wait"), ("worries", "worry"), ("losses", "loss"), ("bus", "bus"), ("is", "is")],
)
def test_a_word_of_several_is_that_of_one(many: str, one: str) -> None:
    """As far as its letters tell."""
    assert singular(many) == one


def test_a_row_is_marked_by_its_name_of_several_too() -> None:
    """[row: Late letter, Interviews] is the row of late letters."""
    assert told("One person did [row: Late letter, Interviews].", study()) == []


def test_sentences_that_state_an_amount_which_nothing_holds_are_kept() -> None:
    """With their place; what is held against a row is not among them."""
    found = verified(
        "The clinic sees 340 children a week. Three of 8 interviewees spoke of lost work and grief.",
        study(),
    ).unheld
    assert [(one.severity, one.place) for one in found] == [("not held", "paragraph 3")]
    assert "340" in found[0].said


def test_a_clean_report_states_nothing_that_nothing_holds(study_: Evidence) -> None:
    """Every figure of it is held against a row, a size or a date."""
    found = verify(read_report("r.md", CLEAN.encode()), study_).unheld
    assert [one.found for one in found] == []


@pytest.fixture
def study_() -> Evidence:
    """Return the study as it is."""
    return evidence()


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("It took 14 weeks.", "14"),
        ("On 12 March 2021 we met.", ""),
        ("See page 4 and table 2.", ""),
        ("1. Ask people.", ""),
        ("One of them smiled.", ""),
        ("COVID-19 came in 2020.", ""),
        ("Twelve chairs stood there.", "Twelve"),
    ],
)
def test_an_amount_is_a_number_that_counts_or_measures(text: str, amount: str) -> None:
    """Dates, labels and numbers of items are none."""
    assert amount_in(text, ()) == amount


def test_two_shares_from_one_to_the_other_are_no_range() -> None:
    """From 4 of 40 to 15 of 29 says nothing of 40 to 15."""
    found = claims_in("It rose from 4 of 40 to 15 of 29.")
    assert [(one.n, one.upto, one.of) for one in found] == [(4, None, 40), (15, None, 29)]


def test_what_is_claimed_otherwise_is_not_read_again() -> None:
    """All eight interviewees are one claim."""
    text = "All eight interviewees said so, and no parents did."
    assert [one.said for one in loosely(text, claims_in(text))] == ["no parents"]


@pytest.mark.parametrize(
    "said",
    ["No passage of lost work and grief was read by two people.", "It was coded by two people."],
)
def test_who_read_it_is_not_who_said_it(said: str) -> None:
    """Readers and coders are no figures of the study's people."""
    assert told(said, study()) == []


@pytest.mark.parametrize(
    ("said", "severities"), [("which we state as 74 %", []), ("74 %", ["wrong"])]
)
def test_a_share_that_the_study_states_itself_passes_where_it_is_said_so(
    said: str, severities: list[str]
) -> None:
    """study.yaml keeps what was published beside what is counted."""
    known = study()
    population = (Population("size", shares=(("large", 0.18),), stated=(("large", 0.74),)),)
    coded = replace(known.coded, study=replace(known.coded.study, population=population))
    text = f"In the survey of 2021 money as a worry stood in 15 of 32, {said}."
    found = told(text, replace(known, coded=coded))
    assert [one.severity for one in found if "74" in one.said] == severities
