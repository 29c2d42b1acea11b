"""How sure a finding is: the word by the printed rule, and one count of who disagrees."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from themekit.events import Coder, Coding
from themekit.report.sureness import RULE
from themekit.study import ClosedItem, Finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from conftest import Reported
    from themekit.records import MatrixRow
    from themekit.report.findings import FindingModel

MORE = Finding(None, "F1", "More people came.", section="Demand", codes=("more-people",))


def finding(study: Reported, *found: Finding, public: bool = False) -> FindingModel:
    """Return the first of some findings as a report tells it."""
    model = study.with_study(findings=found or (MORE,)).build(public=public)
    return model.outlines[0].sections[0].findings[0]


def with_rows(study: Reported, strand: str, **changes: Any) -> Reported:
    """Change the rows of a strand on people who look for help."""
    rows: Iterable[MatrixRow] = (
        replace(row, **changes) if row.strand == strand and row.section == "Demand" else row
        for row in study.matrix.rows
    )
    return study.with_matrix(rows=tuple(rows))


@pytest.fixture
def firm(inputs: Reported, say: Callable[..., Coding]) -> Reported:
    """Let two people find it in the same passage by themselves: 4 of 7 and 6 of 30 say it."""
    swamped = inputs.coded.segment_by_id["int/V01/1"]
    events = tuple(
        replace(say(number, swamped, "more-people", coder, "accept"), stance="for", after=0)
        for number, coder in enumerate(("ann", "bo"), start=1)
    )
    rows = tuple(
        replace(row, basis="checked", unread=0, found=row.cases, against=0)
        for row in inputs.matrix.rows
    )
    read = inputs.with_matrix(rows=rows)
    read = with_rows(read, "Interviews", cases=4, cases_if=4, found=4)
    read = with_rows(read, "Survey", cases=6, cases_if=6, found=6)
    coders = (Coder("ann", "Coder A (invented)"), Coder("bo", "Coder B (invented)"))
    return read.with_study(events=events, coders=coders, through=2)


def test_the_rule_knows_four_words() -> None:
    """Each of them is explained once."""
    assert [word for word, _ in RULE] == ["Thin", "Fair", "Firm", "Not yet"]


def test_firm_is_many_people_in_two_strands_read_alike_and_unopposed(firm: Reported) -> None:
    """All that the rule asks for, each said with its number."""
    assert finding(firm).sure.text == (
        "Firm. 10 say it (Interviews 4, Survey 6; needs 10); against 0 (allowed 2); "
        "two readers agree on 1 of 1 passage (needs two of three)."
    )


def test_what_weakens_a_fair_finding_is_said(firm: Reported) -> None:
    """Fewer people, readers who differ, more who say the opposite: each is a reason."""
    fewer = with_rows(firm, "Survey", cases=5, cases_if=5, found=5)
    assert finding(fewer).sure.word == "Fair"
    assert "What weakens it: fewer than ten people." in finding(fewer).sure.because
    against = with_rows(firm, "Interviews", against=3)
    assert finding(against).sure.word == "Fair"
    assert "What weakens it: 3 people say the opposite." in finding(against).sure.because


def test_readers_who_differ_keep_it_from_being_firm(
    firm: Reported, say: Callable[..., Coding]
) -> None:
    """What each said by themselves, not what was settled."""
    swamped = firm.coded.segment_by_id["int/V01/1"]
    other = replace(say(2, swamped, "more-people", "bo", "reject"), after=0)
    differ = firm.with_study(events=(firm.coded.events[0], other))
    told = finding(differ).sure
    assert told.word == "Fair"
    assert "two readers agree on 0 of 1 passage (needs two of three)" in told.because
    assert "What weakens it: fewer than two of three passages read alike." in told.because


@pytest.mark.parametrize(
    ("strand", "changes", "why"),
    [
        ("Survey", {"cases": 0, "cases_if": 0, "found": 0}, "fewer than five people; one strand"),
        ("Interviews", {"cases": 0, "cases_if": 0, "found": 0}, "one strand alone"),
        ("Interviews", {"against": 7}, ""),
        ("Survey", {"against": 10}, "as many say the opposite (10)"),
    ],
)
def test_few_people_one_strand_or_as_many_against_are_thin(
    firm: Reported, strand: str, changes: dict[str, Any], why: str
) -> None:
    """Each alone is enough."""
    told = finding(with_rows(firm, strand, **changes)).sure
    assert told.word == ("Thin" if why else "Fair")
    assert why in told.because


def test_a_strand_that_was_not_judged_to_support_it_does_not_count(firm: Reported) -> None:
    """A code is often wider than the finding: the authors say whose evidence it is."""
    judged = replace(MORE, support=(("Interviews", "strong"),))
    assert "4 say it (Interviews; needs 10)" in finding(firm, judged).sure.because
    single = replace(MORE, support=(("Interviews", "single"), ("Survey", "some")))
    assert "7 say it (Interviews 1, Survey 6; needs 10)" in finding(firm, single).sure.because
    apart = finding(firm, replace(MORE, support=(("Roundtable", "strong"),))).sure
    assert apart.word == "Thin"
    assert "it rests on Roundtable alone, counted apart" in apart.because


def test_ticks_are_a_strand_where_most_agree(firm: Reported) -> None:
    """Nobody of the survey wrote of it; 21 of 29 agreed when asked directly."""
    asked = ClosedItem("enough", "Enough", type="scale", codes=("more-people",))
    strands = tuple(
        replace(one, closed=(asked,)) if one.name == "Survey" else one
        for one in firm.coded.study.strands
    )
    silent = with_rows(firm, "Survey", cases=0, cases_if=0, found=0)
    told = finding(silent.with_study(study=replace(firm.coded.study, strands=strands))).sure
    assert told.word == "Firm"
    assert "21 ticked it (Survey) + 4 say it (Interviews) = 25 (needs 10)" in told.because
    assert "against 0 (allowed 6)" in told.because


def test_findings_against_each_other_are_not_firm(firm: Reported) -> None:
    """Nor is one on which the team does not agree."""
    other = Finding(None, "F2", "Fewer came.", section="Demand", against=("F1",))
    assert "set against finding F2" in finding(firm, MORE, other).sure.because
    told = finding(firm, replace(MORE, status="Contested")).sure
    assert (told.word, "contested in the team" in told.because) == ("Fair", True)


def test_how_sure_and_against_it_are_one_count(firm: Reported) -> None:
    """The line of the chart, what is against a finding, and the word: all of the same row."""
    opposed = with_rows(with_rows(firm, "Interviews", against=3), "Roundtable", against=2)
    found = opposed.with_study(findings=(MORE,)).build()
    one = found.outlines[0].sections[0].findings[0]
    assert found.summary
    shown = found.summary.sections[0].opposite
    assert shown == one.dissent.by_strand
    assert [text for text, _ in shown] == [
        "Interviews: 3 say the opposite",
        "Roundtable (counted apart): 2 say the opposite",
    ]
    assert one.dissent.people == 3
    assert "3 people say the opposite" in one.sure.because


def test_of_several_codes_the_row_of_all_is_shown_and_weighed(
    firm: Reported, make_row: Callable[..., MatrixRow]
) -> None:
    """Not that of the first code alone."""
    both = replace(MORE, codes=("more-people", "late"))
    rows = tuple(
        replace(
            make_row("", "", strand, asked=asked, cases=cases, cases_if=cases, found=cases),
            outline="findings", section="F1", code_id="", basis="checked", unread=0, against=0,
        )
        for strand, asked, cases in (("Interviews", 7, 5), ("Survey", 30, 9), ("all", 33, 14))
    )  # fmt: skip
    counted = firm.with_matrix(findings=rows).with_study(findings=(both,)).build()
    assert counted.summary
    one = counted.summary.sections[0]
    assert one.figure == "More people, or Late money"
    assert [text for text, _ in one.figures] == [
        "Interviews: 5 of 7",
        "Survey: 9 of 30 (30\u00a0%)",
    ]
    assert one.sure
    assert one.sure.because.startswith(
        "14 say either of its two codes (Interviews 5, Survey 9; needs 10)"
    )


def test_outside_no_word_tells_what_is_withheld(firm: Reported) -> None:
    """A word that follows from few people is not given, or left open."""
    hidden = with_rows(firm, "Interviews", suppressed=True)
    assert finding(hidden, public=True).sure.word == ""
    left = with_rows(firm, "Interviews", against=None)
    assert finding(left, public=True).sure.word == "Fair or firm"
    assert finding(left).sure.word == "Firm"


def test_numbers_of_a_reflexive_study_give_no_word(firm: Reported) -> None:
    """Numbers prove nothing there."""
    reflexive = firm.with_study(study=replace(firm.coded.study, method="reflexive"))
    told = finding(reflexive).sure
    assert (told.word, told.because) == ("", "Read by 2 people; numbers prove nothing here.")


def test_what_tests_the_findings_weighs_on_neither_side(firm: Reported) -> None:
    """However many of the roundtable say the opposite, it stands beside."""
    told = finding(with_rows(firm, "Roundtable", against=9))
    assert told.sure.word == "Firm"
    assert "against 0 (allowed 2)" in told.sure.because
    assert [text for text, _ in told.dissent.by_strand] == [
        "Roundtable (counted apart): 9 say the opposite"
    ]
    assert not told.dissent.nobody


def test_of_a_code_that_other_findings_share_people_speak(firm: Reported) -> None:
    """A code is then wider than the finding: who is counted need not say just that."""
    other = Finding(None, "F2", "Some were new.", section="Demand", codes=("more-people",))
    assert finding(firm, MORE, other).sure.because.startswith("10 speak of it (")


def test_people_in_whom_it_was_found_say_a_finding_before_all_is_read(firm: Reported) -> None:
    """However many the machine suggests: found in four, it rests on at least four."""
    begun = {"basis": "mixed", "unread": 3, "cases": 7, "segments": 30, "suggested": 25}
    sure = finding(with_rows(firm, "Interviews", found=4, **begun)).sure
    assert "at least" in sure.because.casefold()
    assert "Interviews 4" in sure.because
    alone = finding(with_rows(with_rows(firm, "Survey", cases=0, cases_if=0, found=0),
                              "Interviews", found=4, **begun)).sure  # fmt: skip
    assert alone.word == "Thin"
    assert "nobody counted" not in alone.because
    assert "fewer than five people; one strand alone" in alone.because
