"""Figures that authors tell in their own way: all but two, at least, only one, did not, a dozen."""

from __future__ import annotations

import pytest

from themekit.report.verify import Evidence, read_report
from themekit.report.verify.claims import claims_in
from verifying import alarms, evidence, pdf, remarks

TRUE = (
    "All but two of the eight interviewees spoke of more people coming.",
    "All but two of the interviewees spoke of more people coming.",
    "With two exceptions, the interviewees spoke of more people coming.",
    "Three in four interviewees spoke of more people coming.",
    "At least five interviewees spoke of more people coming.",
    "No more than three interviewees spoke of lost work and grief.",
    "More than four of eight interviewees named money as a worry.",
    "Fewer than half of the interviewees spoke of lost work and grief.",
    "Six interviewees, more than half, spoke of more people coming.",
    "Only one interviewee spoke of late letters.",
    "A single interviewee spoke of late letters.",
    "Half a dozen interviewees spoke of more people coming.",
    "Two of eight interviewees did not speak of more people coming.",
    "Six of eight interviewees spoke of more people coming; two did not.",
    "A majority of the interviewees spoke of more people coming.",
    "Almost all interviewees spoke of more people coming.",
    "Hardly any interviewee spoke of late letters.",
    "More people coming was raised twice as often as lost work and grief in the interviews.",
    "In the survey of 2021, three out of four respondents had enough money to go on.",
)
FALSE = (
    "All but two of the eight interviewees spoke of lost work and grief.",
    "All but one of the interviewees spoke of more people coming.",
    "With one exception, the interviewees spoke of more people coming.",
    "Every one of the eight interviewees spoke of more people coming.",
    "More people coming was raised without exception by the interviewees.",
    "Nine in ten interviewees spoke of more people coming.",
    "At least seven interviewees spoke of more people coming.",
    "No more than two interviewees spoke of lost work and grief.",
    "More than five of eight interviewees named money as a worry.",
    "More than half of the interviewees spoke of lost work and grief.",
    "Six interviewees, fewer than half, spoke of more people coming.",
    "Only one interviewee spoke of lost work and grief.",
    "A single interviewee spoke of lost work and grief.",
    "A dozen interviewees spoke of more people coming.",
    "Six of eight interviewees did not speak of more people coming.",
    "Six of eight interviewees spoke of more people coming; three did not.",
    "A majority of the interviewees spoke of lost work and grief.",
    "A majority of the interviewees had lost their work, and were in grief.",
    "The vast majority of the interviewees spoke of lost work and grief.",
    "Hardly any interviewee spoke of more people coming.",
    "Late letters were raised by as many interviewees as more people coming.",
    "Lost work and grief was raised twice as often as more people coming in the interviews.",
    "Late letters ranked first in the interviews.",
)


@pytest.fixture(scope="module")
def study() -> Evidence:
    """Return the study, in which nobody said what few and most mean."""
    return evidence(quantifiers=())


@pytest.mark.parametrize("said", TRUE)
def test_a_true_figure_passes_however_it_is_told(said: str, study: Evidence) -> None:
    """Six of eight spoke of more people, three of lost work, five of money, one of letters."""
    assert alarms(remarks(f"# A\n\n{said}\n", study)) == []


@pytest.mark.parametrize("said", FALSE)
def test_a_false_figure_is_found_however_it_is_told(said: str, study: Evidence) -> None:
    """The same words with another number or another row."""
    assert alarms(remarks(f"# A\n\n{said}\n", study))


def test_a_difference_in_points_is_that_of_the_percentages_beside_it(study: Evidence) -> None:
    """75 and 25 % are fifty points apart."""
    text = (
        "# A\n\nIn the survey of 2021, 24 of 32 (75 %) had enough money to go on and 8 of 32 (25 %) "
        "had not. They are {} percentage points apart.\n"
    )
    assert alarms(remarks(text.format(50), study)) == []
    found = alarms(remarks(text.format(20), study))
    assert found == [("number", "75 % and 25 % are 50 points apart")]


def test_a_number_in_a_heading_is_held_against_its_row(study: Evidence) -> None:
    """Headings tell findings too."""
    assert alarms(remarks("# A\n\n## Six of eight interviews: more people coming\n", study)) == []
    assert alarms(remarks("# A\n\n## Seven of eight interviews: more people coming\n", study))


@pytest.mark.parametrize("head", ["Interviews", "Interviews (of 8)", "Interviews (n = 8)"])
def test_a_bare_number_in_a_table_is_held_against_its_row(head: str, study: Evidence) -> None:
    """Where its column names a strand and nothing else."""
    table = f"# A\n\n| | {head} |\n|---|---|\n| More people coming | {{}} |\n"
    assert alarms(remarks(table.format(6), study)) == []
    assert alarms(remarks(table.format(7), study))


def test_a_table_may_have_its_codes_as_columns(study: Evidence) -> None:
    """Its lines are then the strands."""
    table = "# A\n\n| | More people coming |\n|---|---|\n| Interviews | {} of 8 |\n"
    assert alarms(remarks(table.format(6), study)) == []
    assert alarms(remarks(table.format(7), study))


def test_a_bare_number_of_something_else_is_left_alone(study: Evidence) -> None:
    """Passages, pages and percentages are no people."""
    table = "# A\n\n| | Passages, interviews |\n|---|---|\n| More people coming | 17 |\n"
    assert alarms(remarks(table, study)) == []


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("In the interviews, the most common theme was Demand.", []),
        ("In the interviews, the most common theme was Funding.", ["order"]),
        ("Funding was the most raised theme of the interviews.", ["order"]),
        ("In the interviews, the most frequent code was Funding.", ["order"]),
        ("In Funding, the most common code of the interviews was money as a worry.", []),
    ],
)
def test_a_theme_said_to_be_the_most_common_is_held_against_the_themes(
    said: str, kinds: list[str], study: Evidence
) -> None:
    """Seven of eight for Demand, five for Funding; a theme is no code."""
    assert [kind for kind, _ in alarms(remarks(f"# A\n\n{said}\n", study))] == kinds


INVENTED = "We sang to each other in the old quarry until the owls had left us."


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        (f"*{INVENTED}*", ["doubtful"]),
        (f"One of them told us that *{INVENTED.strip('.')}*.", ["wrong"]),
        (f"*{INVENTED}* (V01)", ["wrong"]),
        (f"**{INVENTED}**", []),
        ("*In this section we keep to what people said, in the order in which they said it.*", []),
        ("We were late for *the boat that goes to the island*.", []),
    ],
)
def test_words_in_italics_alone_are_looked_up_where_they_sound_said(
    said: str, severity: list[str], study: Evidence
) -> None:
    """In a section of findings; what an author says of the report is no quotation."""
    found = remarks(f"# A\n\n## Demand\n\n{said}\n\nSix of eight interviews.\n", study)
    assert [one.severity for one in found if one.kind == "quotation"] == severity


def test_words_in_italics_outside_of_the_findings_are_left_alone(study: Evidence) -> None:
    """A dedication is nobody's answer."""
    assert alarms(remarks(f"# A\n\n*{INVENTED}*\n", study)) == []


def row(at: int, *cells: str) -> str:
    """Write a row of a table into a PDF: each cell at its column."""
    first, *others = cells
    rest = (
        f") Tj 1 0 0 1 {200 + 150 * n} {720 - 14 * at} Tm ({one}" for n, one in enumerate(others)
    )
    return first + "".join(rest)


def test_a_table_of_a_pdf_is_read_as_a_table(study: Evidence) -> None:
    """Its cells know their lines and columns, and are held against their rows."""
    lines = ["A", row(1, "Code", "Interviews", "Survey, 2021"),
             row(2, "More people coming", "6 of 8", "21 of 32"),
             row(3, "Late letters", "{} of 8", "4 of 32")]  # fmt: skip
    blocks = read_report("r.pdf", pdf([one.format(1) for one in lines])).blocks
    cells = [(one.row, one.column, one.text) for one in blocks if one.kind == "cell" and one.row]
    assert cells[1] == ("More people coming", "Survey, 2021", "21 of 32")
    assert cells[2] == ("Late letters", "Interviews", "1 of 8")


def test_a_cell_of_a_pdf_that_goes_over_two_lines_is_one() -> None:
    """Its rest is written before the other cells of its row."""
    code = f"More people) Tj 1 0 0 1 72 {720 - 14 * 2 - 12} Tm (coming"
    lines = [row(0, "Code", "Interviews"), row(1, "Late letters", "1 of 8"), row(2, code, "6 of 8")]
    blocks = read_report("r.pdf", pdf(lines)).blocks
    assert [(one.row, one.text) for one in blocks if one.row][-1] == (
        "More people coming",
        "6 of 8",
    )


def test_paragraphs_of_a_pdf_are_no_table() -> None:
    """Nor are items behind bullets."""
    lines = [
        "A plain line of text",
        "and one more of it.",
        row(2, "1.", "An item"),
        row(3, "2.", "B"),
    ]
    assert {one.kind for one in read_report("r.pdf", pdf(lines)).blocks} == {"paragraph"}


def test_what_is_said_of_intervals_is_no_share() -> None:
    """A level of confidence counts nobody."""
    assert claims_in("Low and high bound a 95 % interval.") == ()
    assert claims_in("Intervals hold 95 %: cases are drawn anew.") == ()


def test_an_untied_number_is_held_against_the_row_that_its_words_all_but_name(
    study: Evidence,
) -> None:
    """Grief and lost work are three of eight, and not what another row of the section holds."""
    text = (
        "# A\n\n## Demand\n\nIn the interviews, {} of 8 had lost their work, and were in grief.\n"
    )
    assert alarms(remarks(text.format(3), study)) == []
    (one,) = remarks(text.format(6), study)
    assert (one.severity, one.found) == ("doubtful", "3 of 8 (Lost work and grief, Interviews)")


def test_numbers_of_passages_and_documents_are_no_shares_of_people(study: Evidence) -> None:
    """How much was read is said in numbers of another kind."""
    number = len(study.coded.segments)
    text = f"# A\n\n## Demand\n\nPassages that nobody has looked at: 5 of {number}.\n"
    assert alarms(remarks(text, study)) == []


def test_who_says_the_opposite_is_not_one_person_told_as_several(study: Evidence) -> None:
    """One said it; those against it are counted elsewhere."""
    text = "# A\n\nNot all interviewees agreed: three said the opposite of late letters.\n"
    assert alarms(remarks(text, study)) == []
