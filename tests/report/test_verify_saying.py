"""What authors say in many words: nobody at a place, samples in one sentence, credits below."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from themekit.codebook import Codebook
from themekit.decisions import CodedStudy
from themekit.report.verify import Evidence, ReportText, read_report, verify
from themekit.report.verify.answers import part_told_as_whole
from themekit.report.verify.claims import claims_in
from themekit.report.verify.figures import POSITIVE, Figure
from themekit.report.verify.mentions import Mentions
from themekit.report.verify.samples import sizes_in
from themekit.study import Strand, Study
from verifying import SAID, alarms, evidence, matrix, remarks, with_rows

INVENTED = "We sang in the old quarry until the owls left."
NOBODY = (
    "No one at the roundtable spoke of late letters.",
    "Nobody who came to the roundtable brought up late letters.",
    "Not one of those at the roundtable raised late letters.",
    "None of the speakers at the roundtable mentioned late letters.",
    "No participant in the roundtable described late letters.",
    "No member of the roundtable talked about late letters.",
    "At the roundtable, late letters were not mentioned.",
    "Late letters never came up at the roundtable.",
)


@pytest.fixture(scope="module")
def half_read() -> Evidence:
    """Return the study with a roundtable in which late letters are not found yet."""
    rows = tuple(
        replace(one, unread=9, checked_share=0.5, basis="mixed")
        if (one.strand, one.cases) == ("Roundtable", 0)
        else one
        for one in matrix().rows
    )
    return evidence(matrix=with_rows(rows))


@pytest.mark.parametrize("mark", ["", " [row: Late letters, Roundtable]"])
@pytest.mark.parametrize("said", NOBODY)
def test_nobody_is_said_too_early_where_some_is_unread(
    said: str, mark: str, half_read: Evidence
) -> None:
    """However it is said, marked or not; where all is read it passes."""
    text = f"# A\n\n{said}{mark}\n"
    assert [kind for kind, _ in alarms(remarks(text, half_read))] == ["unread"]
    assert alarms(remarks(text)) == []


@pytest.mark.parametrize(
    "said",
    [
        "Nobody but V03 spoke of it.",
        "No one in the interviews except V02 spoke of it.",
        "Nobody knew what people said.",
        "There were no clear leaders and participants said so.",
        "It was not raised again.",
        "It was never mentioned by everybody at once.",
    ],
)
def test_what_excepts_somebody_says_nothing_of_nobody(said: str) -> None:
    """A none that is none would be held against its row."""
    assert [one for one in claims_in(said) if one.kind == "none"] == []


def mentions() -> Mentions:
    """Return what sentences may speak of in a study with two strands of interviews."""
    strands = tuple(
        Strand(name, name.casefold(), kind, ("x/*",))
        for name, kind in (
            ("Charity interviews", "interview"),
            ("Council interviews", "interview"),
            ("Charity survey", "survey"),
            ("Roundtable", "group"),
        )
    )
    return Mentions(
        CodedStudy(Study(Path("/s"), "S", Path("/c"), strands), Codebook("C", "1", (), ()), (), ())
    )


TALKS, COUNCIL, FORM, TABLE = (
    "Charity interviews", "Council interviews", "Charity survey", "Roundtable",
)  # fmt: skip
SAMPLES: dict[str, list[tuple[str, int]]] = {
    "The study rests on seven charity interviews, two council interviews, a charity survey that 30 "
    "organisations answered, and a roundtable with 18 people": [
        (TALKS, 7), (COUNCIL, 2), (FORM, 30), (TABLE, 18),
    ],
    "We interviewed 7 people in charities and 2 in councils; 30 organisations answered the charity "
    "survey and 18 people came to the roundtable": [
        (TALKS, 7), (COUNCIL, 2), (FORM, 30), (TABLE, 18),
    ],
    "We held nine interviews (seven charity and two council)": [
        (f"{TALKS}, {COUNCIL}", 9), (TALKS, 7), (COUNCIL, 2),
    ],
    "The interviews took 40 to 60 minutes each": [],
    "Between March and 12 May 2021 we held interviews": [],
}  # fmt: skip


@pytest.mark.parametrize("said", list(SAMPLES))
def test_each_size_of_a_sample_is_of_the_strand_that_its_part_names(said: str) -> None:
    """In digits and in words; what is done goes on in the next part, up to a semicolon."""
    found = [(", ".join(sorted(one.strands)), one.number) for one in sizes_in(said, mentions())]
    assert found == SAMPLES[said]


def test_a_wrong_size_beside_right_ones_is_told_by_its_own_part() -> None:
    """Eight were interviewed, 62 answered the survey."""
    text = "# A\n\nThis rests on {} interviews, and a survey that {} people answered.\n"
    assert alarms(remarks(text.format("eight", 62))) == []
    for wrong in (("eleven", 62), ("eight", 71)):
        (one,) = remarks(text.format(*wrong))
        assert (one.kind, str(wrong[wrong[0] == "eight"]) in one.said) == ("design", True)


def below(words: str, credit: str, style: str = "Quote") -> list[str]:
    """Return the kinds of what is wrong with a quotation and what stands below it in Word."""
    document = docx.Document()
    document.add_paragraph(words, style=style)
    document.add_paragraph(credit)
    target = io.BytesIO()
    document.save(target)
    report: ReportText = read_report("r.docx", target.getvalue())
    return [kind for kind, _ in alarms(verify(report, evidence()).remarks)]


@pytest.mark.parametrize(
    ("words", "credit", "kinds"),
    [
        (SAID["V01"], "V01, interview", []),
        (SAID["V01"], "V03, interview", ["speaker"]),
        (SAID["V01"], "survey", ["speaker"]),
        (SAID["V01"], "The survey tells another story.", []),
        (INVENTED, "V01, interview", ["quotation"]),
        (INVENTED, "interview", ["quotation"]),
        (INVENTED, "Nothing of this is in the interviews.", []),
    ],
)
def test_a_paragraph_below_a_quotation_credits_it_where_it_is_no_sentence(
    words: str, credit: str, kinds: list[str]
) -> None:
    """In Word such a credit is a plain paragraph; a quotation that has one is looked up."""
    assert below(words, credit) == kinds
    if words != INVENTED:
        assert below(f"“{words}”", credit, "Normal") == kinds


def test_a_block_that_a_line_leads_to_is_looked_up() -> None:
    """Nobody credits what the sentence before has credited."""
    found = remarks(f"# A\n\nOne interviewee put it so:\n\n> {INVENTED}\n")
    assert [kind for kind, _ in alarms(found)] == ["quotation"]


def test_one_affirmative_answer_told_as_all_is_doubtful() -> None:
    """Named it passes, and so does the figure of all of them."""
    answers = {("Survey", "enough"): ("Agree", "Strongly agree")}
    agree = Figure("closed", "Enough money", "Survey", 18, 30, theme="enough", answer="Agree")
    both = replace(agree, n=21, answer=POSITIVE)
    assert part_told_as_whole("18 of 30 had enough money", [agree], answers) == agree
    assert part_told_as_whole("18 of 30 agreed that they had", [agree], answers) is None
    assert part_told_as_whole("18 of 30 had enough money", [agree, both], answers) is None
