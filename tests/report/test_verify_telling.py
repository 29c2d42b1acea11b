"""What a careful author may write passes, and what an adversary wrote is found."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from themekit.errors import InputError
from themekit.report.verify import read_report, verify
from themekit.report.verify.claims import claims_in
from themekit.report.verify.result import Remark
from themekit.workflows.verify import read_finished
from verifying import SAID, alarms, evidence, matrix, remarks, with_rows


@pytest.mark.parametrize(
    ("said", "n"),
    [
        ("Twenty-three of 30 (77 %) intend to mix.", 23),
        ("In the survey twenty-five of 30 (83 %) did.", 25),
    ],
)
def test_a_hyphenated_number_word_is_one_number(said: str, n: int) -> None:
    """Twenty-three is no range from twenty to three."""
    (claim,) = claims_in(said)
    assert (claim.n, claim.upto, claim.of) == (n, None, 30)


@pytest.mark.parametrize(
    "said",
    ["See page 14 of 40.", "Chapter 3 of 5 gives details.", "3 of the 4 authors live here."],
)
def test_pages_chapters_and_authors_are_no_figures(said: str) -> None:
    """They need no row."""
    assert claims_in(said) == ()


def test_a_pronoun_in_the_middle_of_a_clause_is_no_quantifier() -> None:
    """Some of them are things."""
    assert claims_in("They put some of them online.") == ()
    assert [one.word for one in claims_in("Some of them said so.")] == ["some"]


AGAINST = "# Demand\n\n{} [row: Lost work and grief, Interviews].\n"


@pytest.mark.parametrize(
    ("said", "against", "kinds"),
    [
        ("Nobody spoke against it", 0, []),
        ("Nobody in the interviews disagreed", 0, []),
        ("Two of 8 spoke against it", 2, []),
        ("Two of 8 opposed it", 0, ["number"]),
        ("Three of 8 spoke against it", 2, ["number"]),
        ("Nobody spoke against it", 2, ["number"]),
    ],
)
def test_who_speaks_against_is_held_against_those_who_do(
    said: str, against: int, kinds: list[str]
) -> None:
    """Not against those who say it, three of eight."""
    rows = tuple(
        replace(one, against=against)
        if (one.code, one.strand) == ("Lost work and grief", "Interviews")
        else one
        for one in matrix().rows
    )
    found = alarms(remarks(AGAINST.format(said), evidence(matrix=with_rows(rows))))
    assert [kind for kind, _ in found] == kinds


LATE = "[row: Late letters, Interviews]"
FOUND = {
    f"Participants say that letters come late {LATE}.": "single case",
    f"Some participants report late letters {LATE}.": "quantifier",
    f"In the interviews people feel that letters are late {LATE}.": "single case",
    "A majority of the interviewees spoke of loss [row: Lost work and grief, Interviews].": (
        "quantifier"
    ),
    "A minority of the interviewees said so [row: More people coming, Interviews].": "quantifier",
    "More than half of the interviewees said so [row: Lost work and grief, Interviews].": "number",
    "The most frequent code in the interviews was Lost work and grief.": "order",
    "Twice as many interviewees named late letters as named lost work and grief.": "order",
    "The difference is statistically significant [row: Money as a worry, Interviews].": "sample",
    "It rose (p < 0.05) [row: Money as a worry, Survey, 2021].": "sample",
    "47 % of London's charities worry about money [row: Money as a worry, Survey, 2021].": "sample",
    "More people came [row: ].": "id",
    "24 of 32 raised unprompted that they had enough money to go on "
    "[row: Late letters, Survey, 2021].": "asked",
}


@pytest.mark.parametrize("said", list(FOUND))
def test_what_an_adversary_wrote_is_found(said: str) -> None:
    """One sentence a report."""
    assert FOUND[said] in [kind for kind, _ in alarms(remarks(f"# A\n\n{said}\n"))]


@pytest.mark.parametrize(
    "said",
    [
        "Twice as many interviewees named more people coming as named lost work and grief.",
        "No difference is statistically significant [row: Money as a worry, Interviews].",
        "A majority of the interviewees said so [row: More people coming, Interviews].",
        "V03 said that people find letters late [row: Late letters, Interviews].",
    ],
)
def test_the_same_said_rightly_passes(said: str) -> None:
    """Six are twice three."""
    assert alarms(remarks(f"# A\n\n{said}\n")) == []


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ("Six of 8 interviewees spoke of it", ["doubtful"]),
        ("It was found by people in 6 of 8 interviews", ["wrong"]),
        ("Five of 8 interviewees spoke of it", []),
    ],
)
def test_what_a_machine_adds_to_what_people_found_is_told(said: str, severity: list[str]) -> None:
    """Six of eight, of whom people found five."""
    rows = tuple(
        replace(one, found=5)
        if (one.code, one.strand) == ("More people coming", "Interviews")
        else one
        for one in matrix().rows
    )
    text = f"# A\n\n{said} [row: More people coming, Interviews].\n"
    found = remarks(text, evidence(matrix=with_rows(rows)))
    assert [one.severity for one in found if one.severity != "undefined"] == severity


@pytest.mark.parametrize(
    "said",
    [
        "Four of 8 interviewees spoke of it [row: More people coming, Interviews]",
        "Seven of eight interviewees spoke of more people coming",
    ],
)
def test_what_is_advised_is_what_people_found(said: str) -> None:
    """A wrong number is held against the two whom people found, not the six with suggestions."""
    (found,) = alarms_of(said, found=2)
    assert "2 of 8" in found.found
    assert "a machine suggests 4 more, which count nowhere" in found.found


def test_a_share_of_what_a_machine_has_a_part_in_is_none() -> None:
    """People found two of eight so far: six with suggestions are no 75 %."""
    (found,) = alarms_of("75 % of interviewees spoke of more people coming", found=2)
    assert "2 of 8" in found.found


def test_a_number_with_suggestions_is_told_without_a_mark_too() -> None:
    """Six of eight, four of whom a machine alone suggests."""
    (found,) = alarms_of("Six of eight interviewees spoke of more people coming", found=2)
    assert found.found.startswith("people found 2; the machine suggests the rest")


def alarms_of(said: str, *, found: int) -> list[Remark]:
    """Return what is wrong or doubtful in a sentence where people found so many of the six."""
    rows = tuple(
        replace(one, found=found)
        if (one.code, one.strand) == ("More people coming", "Interviews")
        else one
        for one in matrix().rows
    )
    told = remarks(f"# A\n\n{said}.\n", evidence(matrix=with_rows(rows)))
    return [one for one in told if one.severity in {"wrong", "doubtful"}]


def test_a_table_of_one_line_is_read() -> None:
    """Nothing heads it."""
    document = docx.Document()
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Late letters", "6 of 8"
    target = io.BytesIO()
    document.save(target)
    found = verify(read_report("r.docx", target.getvalue()), evidence()).remarks
    assert [kind for kind, _ in alarms(found)] == ["number"]


@pytest.mark.parametrize("name", ["r.docx", "r.pdf", "r.html", "r.md"])
@pytest.mark.parametrize("data", [b"", b"\xff\xfe\x00broken"])
def test_an_empty_or_broken_report_is_told_in_plain_words(
    name: str, data: bytes, tmp_path: Path
) -> None:
    """No library's names."""
    report = tmp_path / name
    report.write_bytes(data)
    if name == "r.html" and data:
        return
    with pytest.raises(InputError, match=r"is empty|is damaged") as told:
        read_finished(report)
    assert "Error" not in str(told.value)


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("*The phones never stopped that winter, and we sang.* (V01)", ["quotation"]),
        ("One leader told us: *we sang in the quarry until the owls left.*", ["quotation"]),
        (f"*{SAID['V01']}* (V03)", ["speaker"]),
        (f"*{SAID['V01']}* (V01)", []),
        ("*What follows is set out in the order of the themes.*", []),
    ],
)
def test_a_quotation_in_italics_alone_is_one(said: str, kinds: list[str]) -> None:
    """In its own paragraph with a credit, or behind a colon."""
    assert [kind for kind, _ in alarms(remarks(f"# A\n\n{said}\n"))] == kinds
