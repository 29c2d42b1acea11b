"""From records to the report model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from themekit.events import Coder
from themekit.records import WITHHELD, Case, ChangeRow, MatrixRow, Segment, ThemeMatrix, TimeFrame
from themekit.report import ReportModel, words
from themekit.report.cells import Cell
from themekit.report.closed import ClosedItem
from themekit.report.matrix_tables import CHANGES, changes
from themekit.report.shown import cut, locate
from themekit.study import Outline, OutlineItem, OutlineSection, Population

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Reported
    from themekit.events import Coding
    from themekit.report.model import SectionModel


def find(model: ReportModel, outline: int, heading: str) -> SectionModel:
    """Return a section by its heading."""
    return next(s for s in model.outlines[outline].sections if s.heading == heading)


def test_columns_put_all_after_primary_strands_and_others_apart(model: ReportModel) -> None:
    """Validation strands stand to the right of ``all``."""
    assert [c.name for c in model.columns] == ["Interviews", "Survey", "all", "Roundtable"]
    assert [c.role for c in model.columns] == ["primary", "primary", "all", "validation"]


def only(inputs: Reported, **changes: Any) -> ReportModel:
    """Build the report of a study of interviews and a roundtable; `changes` are those of all."""
    rows = [row for row in inputs.matrix.rows if row.strand in ("Interviews", "Roundtable")]
    own = [row for row in rows if row.strand == "Interviews"]
    every = [replace(row, strand="all", share=None, **changes) for row in own]
    return inputs.with_matrix(rows=tuple(sorted((*rows, *every), key=by_row))).build()


def by_row(row: MatrixRow) -> tuple[str, str]:
    """Put the lines of a row side by side."""
    return row.section, row.code


def test_all_has_no_column_where_it_repeats_the_only_primary_strand(inputs: Reported) -> None:
    """Two columns of the same numbers tell nothing, and nobody is told what All is."""
    model = only(inputs)
    assert [one.heading for one in model.columns] == ["Interviews", "Roundtable"]
    assert "“All”" not in words.all_explained(one.role for one in model.columns)


def test_all_keeps_its_column_where_it_counts_organisations(inputs: Reported) -> None:
    """Seven people of five organisations are two numbers."""
    assert [one.heading for one in only(inputs, asked=5).columns][1] == "All"


def test_sections_follow_the_themes_and_one_without_rows_stands_too(model: ReportModel) -> None:
    """A section without support is shown and said to have none."""
    sections = model.outlines[0].sections
    assert [(s.number, s.heading) for s in sections] == [
        ("1", "Demand"),
        ("2", "Inequalities"),
        ("3", "Funding"),
    ]
    assert [s.supported for s in sections] == [True, False, True]


def test_section_with_only_zeros_has_no_support(
    inputs: Reported, make_row: Callable[..., MatrixRow]
) -> None:
    """Rows that count nothing do not make support."""
    rows = (make_row("Demand", "", "Interviews"), make_row("Demand", "More people", "Interviews"))
    built = replace(inputs, matrix=ThemeMatrix(rows)).build()
    assert [s.supported for s in built.outlines[0].sections] == [False, False, False]


def test_rows_are_a_theme_then_its_codes(counted: ReportModel) -> None:
    """Each row holds one cell a column."""
    rows = find(counted, 0, "Demand").rows
    assert [(r.kind, r.label) for r in rows] == [("theme", "Demand"), ("code", "More people")]
    assert [c.text for c in rows[0].cells] == [
        "2 of 7",
        "none of 30",
        "2 of 33",
        "raised by 1 speaker",
    ]


def test_row_of_a_section_in_another_outline_is_no_theme(model: ReportModel) -> None:
    """A row with neither theme nor code is the section's own."""
    rows = find(model, 1, "In short").rows
    assert [(r.kind, r.label) for r in rows] == [("section", "In short"), ("theme", "Funding")]
    assert rows[0].cells[0] is None


def test_period_stands_in_the_label(inputs: Reported) -> None:
    """An outline that takes part of a theme in time says which part."""
    sections = (OutlineSection("In short", (OutlineItem("Funding", period="during"),)),)
    outline = Outline("executive-summary", sections)
    study = replace(inputs.coded.study, outlines=(outline,))
    built = inputs.with_study(study=study).build()
    assert find(built, 1, "In short").rows[1].label == "Funding (during)"
    study = replace(study, periods=TimeFrame(event="the flood"))
    built = inputs.with_study(study=study).build()
    assert find(built, 1, "In short").rows[1].label == "Funding (during the flood)"


def test_theme_that_comes_twice_in_a_section_makes_two_rows(
    inputs: Reported, make_row: Callable[..., MatrixRow]
) -> None:
    """The same strand again means a new row."""
    rows = tuple(make_row("Demand", "", strand) for strand in ("Survey", "all", "Survey", "all"))
    built = replace(inputs, matrix=ThemeMatrix(rows)).build()
    assert len(find(built, 0, "Demand").rows) == 2


def test_withheld_cell_holds_no_number(model: ReportModel) -> None:
    """Nothing of a suppressed row reaches the model but the fact."""
    cell = find(model, 0, "Funding").rows[0].cells[3]
    assert cell.text == "withheld"
    assert (cell.row.cases, cell.row.asked, cell.row.segments, cell.shown) == (None, None, None, ())


def test_not_asked_is_not_zero(model: ReportModel) -> None:
    """A strand that was not asked says so."""
    assert find(model, 0, "Funding").rows[0].cells[0].text == "not asked"


def test_notice_stands_until_somebody_checked(inputs: Reported, model: ReportModel) -> None:
    """The notice goes with the first check."""
    checked = replace(inputs, matrix=replace(inputs.matrix, anyone_checked=True))
    assert "no person has confirmed" in model.notice
    assert checked.build().notice == ""


def test_a_reflexive_study_that_nobody_coded_does_not_speak_of_suggestions() -> None:
    """There are none, and its notice says what is missing."""
    assert "suggestions by a machine" not in words.notice(reflexive=True)
    assert "Nobody has coded" in words.notice(reflexive=True)


def test_interval_stands_beside_the_share(
    inputs: Reported, make_row: Callable[..., MatrixRow]
) -> None:
    """A share with an interval shows both bounds."""
    rows = (
        make_row(
            "Demand",
            "",
            "Survey",
            asked=30,
            cases=27,
            share=0.9,
            share_low=0.741,
            share_high=0.965,
            basis="checked",
        ),
    )
    built = replace(inputs, matrix=ThemeMatrix(rows)).build()
    cell = find(built, 0, "Demand").rows[0].cells[0]
    assert cell.text == "27 of 30 (90\u00a0%, 74 to 97)"


def test_cell_says_what_coders_do_not_agree_on(
    inputs: Reported, make_row: Callable[..., MatrixRow]
) -> None:
    """Cases in doubt widen the count; who says the opposite is a number of participants."""
    row = make_row(
        "Demand",
        "",
        "Survey",
        asked=12,
        cases=4,
        cases_if=6,
        against=2,
        disputed=1,
        both_stand=3,
        basis="checked",
    )
    built = replace(inputs, matrix=ThemeMatrix((row,))).build()
    cell = find(built, 0, "Demand").rows[0].cells[0]
    assert cell.text == "4 to 6 of 12"
    assert cell.doubts == (
        "2 say the opposite", "1 segment disputed", "both readings stand in 3 segments",
    )  # fmt: skip


def test_a_quotation_that_two_coders_read_as_opposing_says_so(checked: Reported) -> None:
    """It would else be taken for support of the code."""
    events = tuple(one for one in checked.coded.events if one.number == 1)
    second = replace(events[0], number=2, event_id="e2", coder="bo")
    built = checked.with_study(events=(*events, second), through=2).build()
    (quote,) = [one for one in built.quotes if one.opposed]
    assert quote.codes == quote.opposed
    assert quote.codes_text == f"{quote.codes[0]}: says the opposite"


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.004, "partly (under 1\u00a0%)"),
        (0.5, "partly (50\u00a0%)"),
        (0.0, "partly"),
        (None, "partly"),
    ],
)
def test_partly_checked_never_reads_as_nothing(
    share: float | None, said: str, make_row: Callable[..., MatrixRow]
) -> None:
    """Where nothing is checked for every code of a row no share is said."""
    assert (
        Cell.of(make_row("D", "", "S", basis="mixed", checked_share=share), ()).checked_text == said
    )


def test_group_has_no_percentage_however_many_were_present(
    make_row: Callable[..., MatrixRow],
) -> None:
    """Who sat in a group heard the others: counts only, also from 20 on."""
    assert Cell.of(make_row("D", "", "Roundtable", asked=22, cases=11, share=None), ()).text == (
        "11 of 22"
    )


def test_units_add_up(model: ReportModel) -> None:
    """Read is coded, uncoded and skipped together."""
    units = model.units
    assert (units.read, units.coded, units.uncoded, units.skipped) == (6, 5, 0, (("no answer", 1),))
    assert units.text.endswith("1 skipped (no answer 1).")


def test_base_counts_participants_and_segments_of_each_strand(model: ReportModel) -> None:
    """Skipped units count beside, not among, the segments."""
    found = {b.name: (b.cases, b.documents, b.segments, b.skipped) for b in model.base}
    assert found == {
        "Interviews": (3, 3, 2, 1),
        "Roundtable": (1, 1, 1, 0),
        "Survey": (2, 2, 2, 0),
    }


def test_interviewer_is_no_case(inputs: Reported, make_segment: Callable[..., Segment]) -> None:
    """Who asks is not counted among who was asked."""
    asked = make_segment("int/V01/0", "Why?", speaker_role="interviewer", skip_reason="interviewer")
    segments = (*inputs.coded.segments, asked)
    case_of = {**inputs.coded.case_of, asked.id: "INT"}
    built = inputs.with_study(segments=segments, case_of=case_of).build()
    assert built.base[0].cases == 3


def test_closed_questions_stand_in_their_section(model: ReportModel) -> None:
    """Each strand has its own group; answers that count as positive are summed."""
    groups = find(model, 0, "Funding").closed
    assert [g.caption for g in groups] == [
        "Closed questions, Survey, 2021",
        "Closed questions, Officers",
    ]
    item = groups[0].items[0]
    assert item.positive_text == "21 of 29 (72\u00a0%)"
    assert item.answers_text == "agree 21 · disagree 8 · no answer 1"
    assert groups[1].items[0].positive_text == "1 of 2"


def test_a_number_is_told_from_how_many_gave_it() -> None:
    """Of ratings, "7 12" would be either."""
    item = ClosedItem("How", "how", "S", "", "", 30, 27, None, (("7", 12), ("8", 15)))
    assert item.answers_text == "7: 12 · 8: 15 · no answer: 3"


def test_what_is_withheld_of_a_change_is_no_verdict() -> None:
    """Readers outside would take it for one that somebody reached."""
    row = ChangeRow(
        "S", "", "a", "A", "", True, 0.15, "1", "2", verdict="cannot tell", because=WITHHELD
    )
    rows = [dict(zip(CHANGES, one, strict=True)) for one in changes([row]).rows]
    assert rows[0]["verdict"] == "withheld"


def test_closed_question_of_no_section_is_kept(model: ReportModel) -> None:
    """Nothing that was asked is dropped."""
    assert [i.label for g in model.other_closed for i in g.items] == ["Size"]


def test_closed_questions_follow_their_theme_into_another_outline(model: ReportModel) -> None:
    """They stand where their theme stands."""
    assert [g.strand for g in find(model, 1, "In short").closed] == ["Survey", "Officers"]


def test_chart_of_codes_shows_counts_over_all(inputs: Reported) -> None:
    """Strands are not pooled, so a bar is a count out of those asked, however many these are."""
    rows = tuple(replace(row, basis="checked") for row in inputs.matrix.rows)
    chart = find(inputs.with_matrix(rows=rows).build(), 0, "Funding").charts[0]
    assert (chart.is_share, chart.limit) == (False, 33.0)
    assert [(b.label, b.value, b.text) for b in chart.bars] == [("Money", 27.0, "27 of 33")]


def test_chart_of_codes_says_which_counts_are_in_doubt(
    inputs: Reported, make_row: Callable[..., MatrixRow]
) -> None:
    """The end of a bar says what the cell says."""
    rows = (
        make_row(
            "Demand", "Late", "all", asked=9, cases=2, cases_if=3, share=None, basis="checked"
        ),
    )
    built = replace(inputs, matrix=ThemeMatrix(rows)).build()
    assert find(built, 0, "Demand").charts[0].bars[0].text == "2 to 3 of 9"


def test_what_nobody_checked_has_no_bar(model: ReportModel) -> None:
    """A bar says a number before anybody reads that only the machine says so."""
    assert find(model, 0, "Funding").charts == ()


def test_chart_of_closed_questions_shows_shares_where_enough_answered(model: ReportModel) -> None:
    """Bars say the count and the share."""
    chart = find(model, 0, "Funding").closed_charts[0]
    assert chart.is_share
    assert [b.text for b in chart.bars] == ["21 of 29 (72\u00a0%)"]


def test_two_answers_make_no_chart(model: ReportModel) -> None:
    """A strand of two people has a table and no bars."""
    titles = [c.title for c in find(model, 0, "Funding").closed_charts]
    assert titles == ["Funding: positive answers, Survey, 2021"]


def test_quotes_come_from_different_people_with_attribution(model: ReportModel) -> None:
    """Each quotation says where it comes from."""
    quotes = find(model, 0, "Demand").quotes
    assert [q.segment_id for q in quotes] == ["int/V01/1", "int/V02/1"]
    assert quotes[0].credit == "Chief executive · int/V01/1"
    assert quotes[0].codes == ("More people",)


def test_same_words_are_quoted_once(inputs: Reported, make_segment: Callable[..., Segment]) -> None:
    """Two people who say the same give one quotation."""
    twin = make_segment("int/V02/1", "We were swamped. More people came than we had chairs for.")
    segments = tuple(twin if one.id == twin.id else one for one in inputs.coded.segments)
    built = inputs.with_study(segments=segments).build()
    assert [q.segment_id for q in find(built, 0, "Demand").quotes] == ["int/V01/1"]


def test_every_quotation_is_listed_code_by_code(model: ReportModel) -> None:
    """The list for the workbook names the code."""
    assert [(q.codes[0], q.segment_id) for q in model.quotes] == [
        ("More people", "int/V01/1"),
        ("More people", "int/V02/1"),
        ("Money <b>", "svy/R01/worry"),
        ("Money <b>", "svy/R02/worry"),
    ]


def test_evidence_is_marked_with_its_codes_number(model: ReportModel) -> None:
    """The pieces join to the whole text and the evidence carries the number."""
    shown = next(s for s in model.segments if s.id == "int/V01/1")
    assert shown.text == "We were swamped. More people came than we had chairs for."
    assert [(p.text, p.codes) for p in shown.pieces if p.codes] == [("More people", (1,))]


def test_evidence_is_found_again_in_a_text_with_replacements(
    inputs: Reported, make_segment: Callable[..., Segment]
) -> None:
    """De-identified text has other offsets; the words are looked for."""
    given = inputs.coded.suggestions[0]
    changed = make_segment(
        "int/V01/1", "[Name] was swamped. More people came than we had chairs for.", end=134
    )
    assert locate(changed, given) == (20, 31)
    gone = make_segment("int/V01/1", "[removed]", end=134)
    assert locate(gone, given) is None


def test_overlapping_evidence_is_cut_where_it_starts_and_ends() -> None:
    """Each piece knows all codes whose evidence it is."""
    pieces = cut("abcdef", {1: (0, 4), 2: (2, 6)})
    assert [(p.text, p.codes) for p in pieces] == [("ab", (1,)), ("cd", (1, 2)), ("ef", (2,))]


def test_peoples_word_replaces_the_suggestion(checked: Reported) -> None:
    """A confirmed code is checked, a rejected one is gone, a dispute is said."""
    built = checked.build()
    on = {s.id: [(c.name, c.status, c.stance) for c in s.codes] for s in built.segments}
    assert on["svy/R01/worry"] == [("Money <b>", "checked", "against")]
    assert on["int/V01/1"] == [("More people", "disputed", "against")]


def test_quotation_is_credited_to_nobody_who_rejected_it(checked: Reported) -> None:
    """Only whoever said yes stands below it."""
    quotes = {q.segment_id: q.coders for q in checked.build().quotes}
    assert quotes["int/V01/1"] == ("Coder A (invented)",)
    assert quotes["int/V02/1"] == ()


def test_report_names_no_peer_who_does_not_wish_it(checked: Reported) -> None:
    """Peers are named as they wish, and else not at all."""
    built = checked.build()
    assert built.rests_on[1] == (
        "Who checked how many passages: Coder A (invented) 2; a peer researcher 1."
    )
    assert "Secret" not in repr(built)


def test_peer_is_credited_as_they_wish(inputs: Reported, say: Callable[..., Coding]) -> None:
    """The name of their choice stands below the quotation, their own nowhere."""
    swamped = inputs.coded.segment_by_id["int/V01/1"]
    peer = Coder("bo", "Secret (invented)", "peer", credit="B. (invented)")
    events = (say(1, swamped, "more-people", "bo", "add"),)
    built = inputs.with_study(events=events, coders=(peer,), through=1).build()
    quote = next(q for q in built.quotes if q.segment_id == swamped.id)
    assert quote.credit == "Chief executive · int/V01/1 · coded by B. (invented)"
    assert "Secret" not in repr(built)


def test_checking_single_codes_is_not_checking_a_passage_for_every_code(checked: Reported) -> None:
    """Of five passages two were looked at for one code or two of three."""
    assert checked.build().rests_on[0] == (
        "Of 5 passages, people have checked 2 for some codes only "
        "(or before what a code means was changed); 3 nobody has checked."
    )


def test_lone_unsure_checks_nothing(inputs: Reported, say: Callable[..., Coding]) -> None:
    """Who is unsure has not looked, and the machine's suggestion stands unchecked."""
    one, other = (inputs.coded.segment_by_id[at] for at in ("svy/R01/worry", "int/V01/1"))
    events = (say(1, one, "money", "ann", "unsure"), say(2, other, "more-people", "bo", "add"))
    coders = (Coder("ann", "Coder A (invented)"), Coder("bo", "Coder B (invented)"))
    built = inputs.with_study(events=events, coders=coders, through=2).build()
    assert "4 nobody has checked" in built.rests_on[0]
    assert built.rests_on[1] == "Who checked how many passages: Coder B (invented) 1."


def test_codes_that_only_the_machine_suggests_are_counted_in_checked_passages_too(
    inputs: Reported, say: Callable[..., Coding]
) -> None:
    """A passage that somebody checked for one code may rest on the machine for another."""
    by_id = inputs.coded.segment_by_id
    first = replace(inputs.coded.suggestions[2], code_id="late")
    events = (say(1, by_id["svy/R01/worry"], "money", "ann", "add"),)
    built = inputs.with_study(
        events=events, suggestions=(*inputs.coded.suggestions, first, inputs.coded.suggestions[3])
    ).build()
    assert built.rests_on[-1].startswith("5 passages carry at least one code that only the machine")
    assert "(5 such codes in all)" in built.rests_on[-1]


def test_report_says_who_settled_differences(inputs: Reported, say: Callable[..., Coding]) -> None:
    """Settling is no look of one's own; both readings then stand below the quotation."""
    swamped = inputs.coded.segment_by_id["int/V01/1"]
    events = (
        say(1, swamped, "more-people", "ann", "add"),
        say(2, swamped, "more-people", "bo", "reject"),
        replace(say(3, swamped, "more-people", "cy", "adjudicate"), holds="both"),
    )
    names = {"ann": "Coder A (invented)", "bo": "Coder B (invented)", "cy": "Chair (invented)"}
    coders = tuple(Coder(one, name) for one, name in names.items())
    built = inputs.with_study(events=events, coders=coders, through=3).build()
    assert built.rests_on[1:3] == (
        "Who checked how many passages: Coder A (invented) 1; Coder B (invented) 1.",
        "Who settled differences between coders, in how many passages: Chair (invented) 1.",
    )
    quote = next(q for q in built.quotes if q.segment_id == swamped.id)
    assert (quote.status, quote.coders) == (
        "both stand",
        ("Coder A (invented)", "Chair (invented)"),
    )


def test_sample_stands_beside_the_population(inputs: Reported) -> None:
    """Shares of both, where the population's come from, and why to distrust them."""
    sizes = {f"V{at:02d}": "small" if at < 5 else "large" for at in range(20)}
    cases = {at: Case(at, attributes=(("size_group", size),)) for at, size in sizes.items()}
    shares = (("small", 0.815), ("large", 0.185))
    population = Population("size_group", "Almanac (invented)", "2021", "It is old.", shares)
    study = replace(inputs.coded.study, population=(population,))
    built = inputs.with_study(study=study, cases=cases).build()
    assert "".join(built.population) == (
        "Size group, compared with the population: small: 5 of 20 (25\u00a0%) here, 82\u00a0% there; "
        "large: 15 of 20 (75\u00a0%) here, 19\u00a0% there. Source: Almanac (invented), 2021. "
        "It is old."
    )


def test_sample_too_small_for_shares_is_compared_in_numbers(inputs: Reported) -> None:
    """Cases that withdrew, or of which nobody knows, are not compared."""
    cases = {
        "V01": Case("V01", attributes=(("size", "small"),)),
        "V02": Case("V02", attributes=(("size", "large"),), withdrawn=True),
        "V03": Case("V03"),
    }
    study = replace(inputs.coded.study, population=(Population("size", shares=(("small", 0.5),)),))
    built = inputs.with_study(study=study, cases=cases).build()
    assert built.population == (
        "Size, compared with the population: small: 1 of 1 here, 50\u00a0% there.",
    )


def test_strongest_segments_are_shown_first_and_the_rest_counted(
    inputs: Reported, make_row: Callable[..., MatrixRow], make_segment: Callable[..., Segment]
) -> None:
    """A cell shows at most 200 and says how many are left out."""
    many = [make_segment(f"svy/R01/{n:03d}", f"Answer {n}") for n in range(230)]
    given = inputs.coded.suggestions[2]
    scores = [replace(given, segment_id=s.id, score=n / 230) for n, s in enumerate(many)]
    held = tuple(s.id for s in many)
    rows = (make_row("Funding", "Money", "Survey", segments=230, cases=230, holding=held),)
    rows = (replace(rows[0], code_id="money"),)
    changed = inputs.with_study(segments=tuple(many), suggestions=tuple(scores))
    built = replace(changed, matrix=ThemeMatrix(rows)).build()
    cell = find(built, 0, "Funding").rows[0].cells[0]
    assert (len(cell.shown), cell.left_out, cell.shown[0]) == (200, 30, "svy/R01/229")
    assert len(built.segments) == 200


def test_long_segments_lower_the_cap(
    inputs: Reported, make_row: Callable[..., MatrixRow], make_segment: Callable[..., Segment]
) -> None:
    """The page keeps a sane size: fewer segments a cell where they are long."""
    many = [make_segment(f"svy/R01/{n:03d}", "word " * 20_000) for n in range(200)]
    held = tuple(s.id for s in many)
    rows = (make_row("Funding", "Money", "Survey", holding=held),)
    changed = inputs.with_study(segments=tuple(many), suggestions=())
    built = replace(changed, matrix=ThemeMatrix(rows)).build()
    assert built.segment_cap == 50


def test_public_model_holds_no_segment_score_or_id(public_model: ReportModel) -> None:
    """What is not in the model no renderer can let out."""
    assert public_model.segments == ()
    assert [(q.segment_id, q.document, q.case) for q in public_model.quotes] == [("", "", "")]
    shown = [
        c.shown
        for o in public_model.outlines
        for s in o.sections
        for r in s.rows
        for c in r.cells
        if c
    ]
    assert set(shown) == {()}


def test_public_model_quotes_only_what_may_be_quoted(public_model: ReportModel) -> None:
    """Consent decides; attribution stays."""
    quotes = find(public_model, 0, "Demand").quotes
    assert [(q.text, q.credit) for q in quotes] == [
        ("We were swamped. More people came than we had chairs for.", "Chief executive")
    ]
    assert find(public_model, 0, "Funding").quotes == ()


def test_public_model_takes_no_quote_from_a_withheld_cell(
    inputs: Reported, make_row: Callable[..., MatrixRow]
) -> None:
    """A small cell must not speak through a quotation."""
    held = make_row("Demand", "More people", "Survey", suppressed=True, quotes=("int/V01/1",))
    built = replace(inputs, matrix=ThemeMatrix((held,))).build(public=True)
    assert built.quotes == ()


def test_every_text_of_the_model_is_fit_for_xml(model: ReportModel) -> None:
    """Control characters are gone before any renderer sees them."""
    assert not any(char in repr(model) for char in ("\\x00", "\\x0b", "\\ufffe"))
