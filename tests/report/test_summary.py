"""The two pages that a busy person reads."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from themekit.codebook import Theme
from themekit.events import Draw
from themekit.records import ChangeRow
from themekit.report.bars import plainly, row_chart
from themekit.report.caveats import caveats_of
from themekit.report.findings import Contradiction, FindingModel, Support, Sureness
from themekit.report.inputs import ReportInputs
from themekit.report.model import SectionModel
from themekit.report.quotes import Quote
from themekit.report.rows import row_key
from themekit.report.summarising import (
    HOW_TO_WRITE,
    MOST_SECTIONS,
    NOT_WRITTEN,
    build_summary,
)
from themekit.report.summary import SummaryModel
from themekit.study import ClosedItem, Finding

if TYPE_CHECKING:
    from conftest import Reported
    from themekit.report import ReportModel

FINDING = FindingModel("F1", "Demand", "More people came.", codes=("More people",), counted=True)
SAID = Quote(
    "We were swamped.", "Chief executive", "Interviews", ("More people",), "checked",
    place="strong", carries="More people", brief="We were swamped.",
)  # fmt: skip


@pytest.fixture
def read(inputs: Reported) -> Reported:
    """Let people have read everything that the matrix counts."""
    rows = tuple(replace(row, basis="checked", unread=0) for row in inputs.matrix.rows)
    return inputs.with_matrix(rows=rows)


def sections(model: ReportModel, **changes: object) -> tuple[SectionModel, ...]:
    """Return the sections of a report, the first of them changed."""
    first, *others = model.outlines[0].sections
    return (replace(first, **changes), *others)


def summed_up(inputs: Reported, found: tuple[SectionModel, ...]) -> SummaryModel:
    """Build the two pages from sections."""
    made = ReportInputs(inputs.coded, inputs.matrix, inputs.about)
    model = inputs.build()
    summary = build_summary(made, model.base, found, model.columns)
    assert summary
    return summary


def test_waves_side_by_side_are_called_no_verdict(read: Reported) -> None:
    """With who left and who joined; where nothing changed hands, with nobody."""
    row = ChangeRow("Survey", "", "a", "A", "", True, 0.15, "2021", "2023", left=11, joined=0)
    made = read.with_matrix(changes=(replace(row, end="2022", left=6), row))
    said = dict(caveats_of(ReportInputs(made.coded, made.matrix, made.about), (), ()))["Waves"]
    assert "(Survey, 2021 to 2023: 11 left)" in said
    assert "changes.csv" in said
    public = read.with_matrix(changes=(replace(row, left=None, joined=None),))
    said = dict(caveats_of(ReportInputs(public.coded, public.matrix, public.about), (), ()))[
        "Waves"
    ]
    assert "other people who told." in said


def test_section_is_its_finding_its_row_and_a_checked_quotation(read: Reported) -> None:
    """The finding that people's reading carries, the row of its code, who says it."""
    model = read.build()
    found = sections(
        model,
        findings=(replace(FINDING, id="F0", counted=False), FINDING),
        quotes=(replace(SAID, status="suggested"), SAID),
    )
    one = summed_up(read, found).sections[0]
    cells = [cell for cell in model.outlines[0].sections[0].rows[1].cells if cell]
    assert (one.finding, one.written, one.quote) == ("More people came.", True, SAID)
    assert one.figure == "More people"
    assert one.figures[0] == ("Interviews: 2 of 7", row_key(cells[0].row))
    assert one.more == "F1, one of 2 findings"


def test_section_without_a_finding_says_how_to_write_one(model: ReportModel) -> None:
    """Nobody's sentence is made up."""
    assert model.summary
    assert all(one.finding.startswith(NOT_WRITTEN) for one in model.summary.sections)
    assert model.summary.sections[0].finding.endswith("only the machine says so.")
    assert model.summary.advice == HOW_TO_WRITE
    assert not any(one.written for one in model.summary.sections)


def test_what_nobody_checked_gives_no_figure(model: ReportModel) -> None:
    """Neither a number nor a picture nor a quotation rests on the machine alone."""
    assert model.summary
    for one in model.summary.sections:
        assert (one.figure, one.figures, one.chart, one.row, one.quote) == ("", (), None, "", None)


def test_quotation_against_is_not_the_strongest(read: Reported) -> None:
    """What speaks against a section stands in the section."""
    against = (replace(SAID, place="against"), replace(SAID, opposed=("More people",)))
    found = sections(read.build(), quotes=against)
    assert summed_up(read, found).sections[0].quote is None


def test_long_quotation_stands_in_few_words(read: Reported) -> None:
    """Two pages stay two pages."""
    long = replace(SAID, text="word " * 200, brief="We were swamped. […]")
    quote = summed_up(read, sections(read.build(), quotes=(long,))).sections[0].quote
    assert quote
    assert quote.text == "We were swamped. […]"


@pytest.mark.parametrize(
    "changes",
    [{"carries": "Another"}, {"carries": ""}, {"brief": ""}, {"opposed": ("More people",)}],
)
def test_quotation_that_does_not_carry_the_finding_is_not_shown(
    read: Reported, changes: dict[str, Any]
) -> None:
    """No words are better than words of something else, or without what says it."""
    found = sections(read.build(), findings=(FINDING,), quotes=(replace(SAID, **changes),))
    assert summed_up(read, found).sections[0].quote is None


def test_more_sections_than_two_pages_hold_are_named(read: Reported) -> None:
    """Those with a finding stand first, then the fullest; the others are said to be in the report."""
    themes = tuple(Theme(f"Theme {n}") for n in range(MOST_SECTIONS))
    codebook = replace(read.coded.codebook, themes=(*themes, Theme("Demand"), Theme("Funding")))
    many = read.with_study(codebook=codebook)
    summary = summed_up(many, many.build().outlines[0].sections)
    headings = [one.heading for one in summary.sections]
    assert len(headings) == MOST_SECTIONS
    assert headings[-2:] == ["Demand", "Funding"]
    assert summary.left_out.endswith("In the report alone: 6 Theme 5; 7 Theme 6.")


def test_one_sentence_says_what_it_rests_on(model: ReportModel, checked: Reported) -> None:
    """Whom the study heard, and how much of it people have read."""
    assert model.summary
    heard = "3 interviews, 2 people who answered a survey, 1 person at the roundtable"
    assert model.summary.rests_on == f"{heard}; no passage read by a person yet."
    told = checked.build().summary
    assert told
    assert told.rests_on == f"{heard}; 2 of 5 passages read by people."


def test_date_is_that_of_the_last_decision(checked: Reported) -> None:
    """No clock of the machine that writes the report is asked."""
    last = replace(checked.coded.events[-1], time="2021-08-03T10:00:00Z")
    dated = checked.with_study(events=(*checked.coded.events[:-1], last)).build().summary
    assert dated
    assert dated.date == "Collected 2021. Read by people until 3 August 2021."


def test_row_is_drawn_a_dot_a_person(read: Reported) -> None:
    """Each strand in a line, never joined; the one that tests the findings last, without dots."""
    chart = summed_up(read, sections(read.build(), findings=(FINDING,))).sections[0].chart
    assert chart
    labels = [bar.label for bar in chart.bars]
    assert (chart.kind, labels) == ("dots", ["Interviews", "Survey", "Roundtable"])
    assert (chart.bars[0].value, chart.bars[0].of) == (2.0, 7)
    assert (chart.bars[2].of, chart.bars[2].text) == (0, "raised by 1 speaker")


def test_waves_of_a_closed_question_stand_side_by_side(
    model: ReportModel, inputs: Reported
) -> None:
    """Who is asked three times has three chances: nothing is added up."""
    funding = model.outlines[0].sections[2]
    survey = funding.closed[0]
    later = replace(survey, wave="2022")
    found = (replace(funding, closed=(survey, later)),)
    (one,) = summed_up(inputs, found).sections
    assert one.closed == (
        (
            "2021: 21 of 29 (72\u00a0%); 2022: 21 of 29 (72\u00a0%)",
            "Had enough money",
            f"2021: {SPLIT}; 2022: {SPLIT}",
        ),
    )


def test_who_says_the_opposite_stands_beside_the_figure(read: Reported) -> None:
    """Strand by strand, with the row; and what the study sets against its finding."""
    rows = tuple(
        replace(row, against=1) if row.code and row.strand == "Interviews" else row
        for row in read.matrix.rows
    )
    changed = read.with_matrix(rows=rows)
    against = replace(FINDING, against=("One lead saw no more.",))
    one = summed_up(changed, sections(changed.build(), findings=(against,))).sections[0]
    assert [text for text, _ in one.opposite] == ["Interviews: 1 says the opposite"]
    assert not one.nobody_against
    assert one.opposite[0][1] == one.figures[0][1]
    assert one.against == ("One lead saw no more.",)


def test_figures_tell_also_where_nobody_raised_it(read: Reported) -> None:
    """A strand that is left out would be taken for one that was not asked."""
    one = summed_up(read, sections(read.build(), findings=(FINDING,))).sections[0]
    assert any("none of" in text or "not raised" in text for text, _ in one.figures)


def test_two_pages_tell_what_they_would_hide(read: Reported) -> None:
    """Contradictions, what was not asked, and whom the sample stands for."""
    silent = replace(FINDING, id="F0", support=(Support("Survey", "primary", "not asked"),))
    found = sections(read.build(), findings=(silent, FINDING))
    made = ReportInputs(read.coded, read.matrix, read.about)
    said = dict(caveats_of(made, found, [Contradiction("finding F1", "finding F2", "A / B")]))
    assert said["The study does not agree with itself"] == "Finding F1 and finding F2: A / B."
    told = "Survey: not asked about 1 of 2 findings (on Demand); of these nobody there raised any."
    assert said["Not asked"] == told


def test_contradictions_are_told_short(read: Reported) -> None:
    """The first few, each cut where it is long, and how many more there are."""
    many = [Contradiction("finding F1", f"finding F{n}", "word " * 99) for n in range(5)]
    made = ReportInputs(read.coded, read.matrix, read.about)
    said = dict(caveats_of(made, (), many))["The study does not agree with itself"]
    assert said.endswith("[…]; 2 more in the report.")
    assert len(said) < 3 * 240


def test_stated_sample_is_no_contradiction_between_findings(read: Reported) -> None:
    """Each kind of contradiction has a line of its own."""
    two = [
        Contradiction("finding F1", "finding F2", "A / B"),
        Contradiction("the stated sample", "the cases", "big: 74 % as stated.", "sample"),
    ]
    said = dict(caveats_of(ReportInputs(read.coded, read.matrix, read.about), (), two))
    assert said["The study does not agree with itself"] == "Finding F1 and finding F2: A / B."
    assert said["Sample stated otherwise"] == "Big: 74 % as stated."


def test_unread_passages_and_those_of_the_machine_are_told_together(checked: Reported) -> None:
    """The second number is a part of the first."""
    said = dict(caveats_of(ReportInputs(checked.coded, checked.matrix, checked.about), (), ()))
    assert said["Not read"] == (
        "Nobody has read 3 of 5 passages; in 3 of these the machine alone suggests codes. "
        "No figure of people here counts what it suggests."
    )


@pytest.fixture
def ticked(read: Reported) -> Reported:
    """Let the survey's closed question ask about money, on a scale."""
    asked = ClosedItem("enough", "Had enough money", type="scale", codes=("money",))
    strands = tuple(
        replace(one, closed=(asked,)) if one.name == "Survey" else one
        for one in read.coded.study.strands
    )
    found = (Finding(None, "F3", "Money is short.", section="Funding", codes=("money",)),)
    study = replace(read.coded.study, strands=strands)
    return read.with_study(study=study, findings=found)


SPLIT = "agree 21 · disagree 8 · no answer 1"
SHORT = FindingModel("F3", "Funding", "Money is short.", codes=("Money <b>",), counted=True)


def test_closed_figures_are_those_of_the_codes_of_the_finding(ticked: Reported) -> None:
    """What does not prove the headline stands in the report alone."""
    (funding,) = ticked.build().outlines[0].sections[2:]
    (one,) = summed_up(ticked, (replace(funding, findings=(SHORT,)),)).sections
    late = replace(SHORT, id="F4", codes=("Late money",))
    (other,) = summed_up(ticked, (replace(funding, findings=(late,)),)).sections
    assert (one.closed, other.closed) == (
        (("21 of 29 (72\u00a0%)", "Had enough money", SPLIT),),
        (),
    )


def test_who_ticked_another_answer_stands_against_it(ticked: Reported) -> None:
    """With its answers, and no word of whether they are a no."""
    asked = ClosedItem("enough", "Had enough money", positive=("Agree",), codes=("money",))
    strands = tuple(
        replace(one, closed=(asked,)) if one.name == "Survey" else one
        for one in ticked.coded.study.strands
    )
    study = ticked.with_study(study=replace(ticked.coded.study, strands=strands))
    (funding,) = study.build().outlines[0].sections[2:]
    (one,) = summed_up(study, (replace(funding, findings=(SHORT,)),)).sections
    assert one.ticked_otherwise == ("8 of 29 ticked another answer (disagree 8)",)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ((("(other answers)", 8),), "8 of 29 ticked another answer"),
        (
            (("(other answers)", 5), ("no", 3)),
            "8 of 29 ticked another answer (no 3, all others 5)",
        ),
    ],
)
def test_answers_that_were_counted_together_are_not_named_as_one(
    ticked: Reported, answers: tuple[tuple[str, int], ...], said: str
) -> None:
    """Nobody ticked '(other answers)'."""
    asked = ClosedItem("enough", "Had enough money", positive=("Agree",), codes=("money",))
    strands = tuple(
        replace(one, closed=(asked,)) if one.name == "Survey" else one
        for one in ticked.coded.study.strands
    )
    first, *rest = ticked.matrix.closed
    told = tuple(replace(first, answer=name, n=n) for name, n in answers)
    kept = tuple(one for one in rest if one.answer != "disagree")
    study = ticked.with_study(study=replace(ticked.coded.study, strands=strands))
    model = study.with_matrix(closed=(first, *told, *kept))
    (funding,) = model.build().outlines[0].sections[2:]
    (one,) = summed_up(model, (replace(funding, findings=(SHORT,)),)).sections
    assert one.ticked_otherwise == (said,)


def test_share_that_agrees_is_said_to_be_no_size(ticked: Reported) -> None:
    """Of a scale nobody learns by how much anything changed."""
    (funding,) = ticked.build().outlines[0].sections[2:]
    told = summed_up(ticked, (replace(funding, findings=(SHORT,)),))
    assert told.sections[0].size == "21 of 29 is how many agree; nobody measured by how much."
    assert dict(told.legend)["How many, not how much"].endswith("21 of 29 is how many agree.")


def test_a_measured_size_is_not_denied(ticked: Reported) -> None:
    """Where a closed question asks for a number, nothing is said of sizes."""
    number = ClosedItem("people", "People seen", type="number")
    strands = tuple(
        replace(one, closed=(*one.closed, number)) if one.name == "Survey" else one
        for one in ticked.coded.study.strands
    )
    measured = ticked.with_study(study=replace(ticked.coded.study, strands=strands))
    (funding,) = measured.build().outlines[0].sections[2:]
    told = summed_up(measured, (replace(funding, findings=(SHORT,)),))
    assert told.sections[0].size == ""
    assert "How many, not how much" not in dict(told.legend)


def test_every_kind_of_number_is_explained_by_one_that_stands_there(read: Reported) -> None:
    """No example is made up."""
    legend = dict(summed_up(read, sections(read.build(), findings=(FINDING,))).legend)
    assert legend["“2 of 7”"].startswith("2 of the 7 people who were asked said so")
    assert "“raised by 1 speaker”" in legend
    assert (
        legend["Roundtable"]
        == "tested the findings, and is counted apart: neither for nor against."
    )
    assert not any("found in" in label for label in legend)


def test_strand_that_nobody_has_read_keeps_its_line(inputs: Reported) -> None:
    """Who is left out would be taken for one that says nothing."""
    rows = tuple(
        row if row.strand == "Roundtable" else replace(row, basis="checked", unread=0)
        for row in inputs.matrix.rows
    )
    partly = inputs.with_matrix(rows=rows)
    one = summed_up(partly, sections(partly.build(), findings=(FINDING,))).sections[0]
    assert one.figures[-1][0] == "Roundtable: nobody has read it yet"


def test_strand_that_no_bar_shows_stands_in_words(read: Reported) -> None:
    """Of many people there are bars, and none for a strand of few."""
    rows = tuple(
        replace(row, asked=900, cases=80, cases_if=80) if row.strand == "Survey" else row
        for row in read.matrix.rows
    )
    large = read.with_matrix(rows=rows)
    one = summed_up(large, sections(large.build(), findings=(FINDING,))).sections[0]
    assert one.chart
    assert [bar.label for bar in one.chart.bars] == ["Survey"]
    told = [text for text, _ in one.beside]
    assert told == ["Interviews: 2 of 7", "Roundtable: raised by 1 speaker"]


def test_a_tick_and_an_own_word_are_told_apart(ticked: Reported) -> None:
    """By the two figures that stand beneath each other."""
    (funding,) = ticked.build().outlines[0].sections[2:]
    legend = dict(summed_up(ticked, (replace(funding, findings=(SHORT,)),)).legend)
    assert legend["Ticked, and told"].startswith(
        "“21 of 29 (72\u00a0%)” ticked a box. “27 of 30” below it is who spoke of the same thing"
    )


def test_no_grey_dots_of_people_who_were_not_asked_to_write(read: Reported) -> None:
    """A survey that did not ask, and one that asked to tick, stand in words."""
    section = read.build().outlines[0].sections[0]
    columns = read.build().columns

    def said(**changes: bool) -> str:
        (row,) = (one for one in section.rows if one.label == "More people")
        cells = tuple(
            replace(cell, **changes) if cell and cell.row.strand == "Survey" else cell
            for cell in row.cells
        )
        chart = row_chart(replace(row, cells=cells), columns)
        assert chart
        bar = chart.bars[1]
        assert (bar.label, bar.of > 0) == ("Survey", not changes)
        return bar.text

    assert said().startswith("none of 30")
    assert said(unprompted=True) == "not asked about it"
    assert said(only_ticked=True) == "none of 30 wrote of it; they were asked to tick"


def test_who_wrote_without_being_asked_is_counted_in_words(read: Reported) -> None:
    """Two who wrote of it are no two of thirty."""
    section = read.build().outlines[0].sections[0]
    (row,) = (one for one in section.rows if one.label == "More people")
    found = {cell.row.strand: cell for cell in row.cells if cell}
    two = replace(found["Survey"].row, cases=2, cases_if=2)
    cell = replace(found["Survey"], row=two, unprompted=True)
    assert plainly(cell) == "not asked; 2 wrote of it unprompted"
    assert plainly(replace(cell, unprompted=False)).startswith("2 of 30")


@pytest.fixture
def begun(inputs: Reported) -> Reported:
    """Let people have read a part of the interviews: of 7 they found it in 4, a machine in 3."""
    rows = tuple(
        replace(
            row,
            basis="mixed", cases=7, cases_if=7, found=4, unread=3, segments=30, suggested=25,
            share=None,
        )
        if row.section == "Demand" and row.strand == "Interviews"
        else row
        for row in inputs.matrix.rows
    )  # fmt: skip
    return inputs.with_matrix(rows=rows)


def test_what_people_found_of_a_small_strand_is_told_before_all_is_read(begun: Reported) -> None:
    """However many passages the machine suggests beside it: none of them is in the figure."""
    one = summed_up(begun, sections(begun.build(), findings=(FINDING,))).sections[0]
    assert one.figures[0][0] == "Interviews: found in 4 of 7 so far, 3 unread"
    assert one.chart
    assert (one.chart.bars[0].value, one.chart.bars[0].of) == (4.0, 7)


def test_section_without_a_finding_shows_what_most_people_were_found_to_say(
    begun: Reported,
) -> None:
    """The code whose figure stands there, and a quotation of that code alone."""
    another = replace(SAID, carries="Another")
    found = sections(begun.build(), quotes=(another,))
    one = summed_up(begun, found).sections[0]
    assert one.figure == "More people"
    assert one.finding.endswith("people found 1 of them. Below: what most people spoke of.")
    assert one.quote is None
    assert summed_up(begun, sections(begun.build(), quotes=(another, SAID))).sections[0].quote


def test_a_large_strand_is_not_told_from_what_a_few_readings_found(begun: Reported) -> None:
    """Of hundreds an estimate is drawn: what was found so far is next to nothing of them."""
    rows = tuple(
        replace(row, asked=700) if row.section == "Demand" and row.strand == "Interviews" else row
        for row in begun.matrix.rows
    )
    large = begun.with_matrix(rows=rows)
    one = summed_up(large, sections(large.build(), findings=(FINDING,))).sections[0]
    assert (one.figures, one.chart) == ((), None)


def test_more_for_and_against_than_were_asked_is_explained_where_it_stands(read: Reported) -> None:
    """Of 7 people 6 say it and 3 the opposite: some said both."""
    rows = tuple(
        replace(row, cases=6, cases_if=6, against=3)
        if row.code and row.strand == "Interviews"
        else row
        for row in read.matrix.rows
    )
    changed = read.with_matrix(rows=rows)
    one = summed_up(changed, sections(changed.build(), findings=(FINDING,))).sections[0]
    assert one.opposite[0][0] == "Interviews: 3 say the opposite; some said both"


@pytest.mark.parametrize(
    ("organisations", "said"),
    [
        (("", ""), "Nothing says whether a person or an organisation was in two strands."),
        (("Org 1", "Org 2"), "No person or organisation is noted in two of the strands"),
        (("Org 1", "Org 1"), "Whoever is in two strands, as a person or an organisation, counts"),
    ],
)
def test_strands_that_are_added_say_whether_they_share_people(
    read: Reported, organisations: tuple[str, str], said: str
) -> None:
    """A sum over strands counts an organisation in each of them."""
    of = dict(zip(("V01", "R01"), organisations, strict=True))
    cases = {
        id_: replace(case, organisation=of.get(id_, "")) for id_, case in read.coded.cases.items()
    }
    present = {document.id: (document.name,) for document in read.coded.documents}
    noted = read.with_study(cases=cases, present=present)
    sure = replace(FINDING, sure=Sureness("Thin", "One strand alone."))
    legend = dict(summed_up(noted, sections(noted.build(), findings=(sure,))).legend)
    assert said in legend["How sure"]


def test_passages_that_were_drawn_are_told_apart_from_people(checked: Reported) -> None:
    """Who drew passages to read has drawn no people."""
    assert dict(summed_up(checked, sections(checked.build())).caveats)["Sample"].startswith(
        "No people were drawn at random: figures"
    )
    draw = Draw(number=9, event_id="e9", coder="ann", draw="d1", method="random")
    drawn = checked.with_study(events=(*checked.coded.events, draw), through=9)
    assert dict(summed_up(drawn, sections(drawn.build())).caveats)["Sample"].startswith(
        "No people were drawn at random (passages to be read were): figures"
    )
