"""Findings in the report: support strand by strand, how sure, what contradicts, what follows."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from themekit.report import About, build_report
from themekit.study import Finding, Population, Recommendation

if TYPE_CHECKING:
    from collections.abc import Callable

    from themekit.records import MatrixRow
    from themekit.report import ReportModel
    from themekit.report.findings import FindingModel, Support

MORE = Finding(
    None, "F1", "More people came.", section="Demand", codes=("more-people",),
    support=(("Interviews", "strong"), ("Roundtable", "echoed")), author="Ada", status="agreed",
)  # fmt: skip
MONEY = Finding(None, "F2", "Money is short.", section="Funding", codes=("money", "late"))


@pytest.fixture
def built(inputs: Any) -> Callable[..., ReportModel]:
    """Hand out the function that builds the report of the small study with some findings."""

    def build(*findings: Finding, public: bool = False, **changes: Any) -> ReportModel:
        matrix = replace(inputs.matrix, rows=changes.pop("rows", inputs.matrix.rows))
        study = replace(inputs.coded, findings=findings, **changes)
        return build_report(study, matrix, About(public=public))

    return build


def the(model: ReportModel, name: str) -> FindingModel:
    """Return a finding of a report."""
    found = [one for section in model.outlines[0].sections for one in section.findings]
    return next(one for one in found if one.id == name)


def of(finding: FindingModel, strand: str) -> Support:
    """Return what a strand says of it."""
    return next(one for one in finding.support if one.strand == strand)


def test_a_section_opens_with_its_own_findings(built: Callable[..., ReportModel]) -> None:
    """Each finding stands in the section that it names, and in no other."""
    sections = built(MORE, MONEY).outlines[0].sections
    assert [[one.id for one in section.findings] for section in sections] == [["F1"], [], ["F2"]]


def test_judgements_are_read_as_words_of_convergence(built: Callable[..., ReportModel]) -> None:
    """Strong and echoed are agreement, some and single partial, mixed is dissonance."""
    for word, said in {
        "strong": "agreement", "echoed": "agreement", "Some": "partial", "single": "partial",
        "mixed": "dissonance", "silence": "silence", "not asked": "not asked",
    }.items():  # fmt: skip
        finding = replace(MORE, support=(("Interviews", word),))
        assert of(the(built(finding), "F1"), "Interviews").said == said


def test_a_judgement_stands_beside_the_figure_of_its_row(
    built: Callable[..., ReportModel],
) -> None:
    """Whoever reads a judgement sees how many people it rests on."""
    assert of(the(built(MORE), "F1"), "Interviews").count.startswith("2 of 7") or (
        "suggested" in of(the(built(MORE), "F1"), "Interviews").count
    )


def test_what_nobody_judged_and_nobody_read_is_not_called_silence(
    built: Callable[..., ReportModel],
) -> None:
    """Silence is said only of a strand that was read."""
    assert of(the(built(MORE), "F1"), "Survey").said == "not judged"


def test_what_was_read_and_holds_nothing_is_silence(
    built: Callable[..., ReportModel], inputs: Any
) -> None:
    """A strand that was read wholly, and in which nothing was coded, is silent."""
    rows = tuple(
        replace(row, basis="checked", unread=0) if row.strand == "Survey" else row
        for row in inputs.matrix.rows
    )
    assert of(the(built(MORE, rows=rows), "F1"), "Survey").said == "silence"


def test_whom_nobody_asked_is_not_silent(built: Callable[..., ReportModel], inputs: Any) -> None:
    """'Not asked' is not 'not said'."""
    rows = tuple(
        replace(row, asked=0) if row.strand == "Survey" else row for row in inputs.matrix.rows
    )
    assert of(the(built(MORE, rows=rows), "F1"), "Survey").said == "not asked"


def test_a_judgement_that_the_coding_does_not_bear_out_is_listed(
    built: Callable[..., ReportModel], inputs: Any
) -> None:
    """A strand judged strong, read wholly, in which nothing was coded so, is a contradiction."""
    rows: tuple[MatrixRow, ...] = tuple(
        replace(row, basis="checked", unread=0) if row.strand == "Survey" else row
        for row in inputs.matrix.rows
    )
    finding = replace(MORE, support=(("Survey", "strong"),))
    (found,) = built(finding, rows=rows).contradictions
    assert found.first == "finding F1"
    assert "no passage here was coded so" in found.said


def test_findings_that_name_each_other_are_one_contradiction(
    built: Callable[..., ReportModel],
) -> None:
    """Each pair is listed once, whichever of them names the other."""
    one, two = replace(MORE, against=("F2",)), replace(MONEY, against=("F1",))
    (found,) = built(one, two).contradictions
    assert {found.first, found.second} == {"finding F1", "finding F2"}


def test_nothing_that_nobody_read_may_enter_a_sentence(built: Callable[..., ReportModel]) -> None:
    """What rests on the machine alone says so and is not counted."""
    finding = the(built(MORE), "F1")
    assert not finding.counted
    assert finding.sure.word == "Not yet"
    assert "machine alone" in finding.sure.because


def test_a_finding_says_how_many_people_read_for_it(
    built: Callable[..., ReportModel], say: Callable[..., Any], make_segment: Callable[..., Any]
) -> None:
    """Once somebody has accepted a passage of its code, the finding says so."""
    first = make_segment("int/V01/1", "We were swamped. More people came.")
    events = (say(1, first, "more-people", "ada", "accept"),)
    finding = the(built(MORE, events=events), "F1")
    assert finding.counted
    assert "read by one person alone" in finding.sure.because


def test_a_recommendation_says_what_it_rests_on(built: Callable[..., ReportModel]) -> None:
    """Direct, inferred, or on nothing: each in a sentence."""
    model = built(
        MORE, MONEY,
        recommendations=(
            Recommendation(None, "R1", "Plan.", "Councils", ("F1",)),
            Recommendation(None, "R2", "Think.", "", ("F1",), "inferred"),
            Recommendation(None, "R3", "Listen.", "", (), "none"),
        ),
    )  # fmt: skip
    assert [one.link for one in model.recommendations] == ["direct", "inferred", "none"]
    assert model.recommendations[2].said == "No finding of this study bears on it."
    assert model.unused == ("F2",)


def test_in_public_no_author_is_named(built: Callable[..., ReportModel]) -> None:
    """Whoever wrote a finding down is named inside the team alone."""
    assert the(built(MORE, public=True), "F1").author == ""
    assert the(built(MORE), "F1").author == "Ada"


def test_a_stated_share_that_is_not_the_computed_one_is_listed(
    built: Callable[..., ReportModel], inputs: Any
) -> None:
    """The sample as the study states it, and as it comes to, are both shown."""
    cases = {
        id_: replace(case, attributes=(("size", "big" if at else "small"),))
        for at, (id_, case) in enumerate(inputs.coded.cases.items())
    }
    big, total = len(cases) - 1, len(cases)
    wrong = 0.01 if big / total > 0.5 else 0.99
    known = Population("size", shares=(("big", 0.5),), stated=(("big", wrong),))
    study = replace(inputs.coded.study, population=(known,))
    model = built(MORE, cases=cases, study=study)
    assert any(f"{big} of {total} are" in one.said for one in model.contradictions)
