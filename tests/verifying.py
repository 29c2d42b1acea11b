"""A study built by hand, a clean report about it, and faults to plant: for the tests of verify."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from themekit.codebook import Code, Codebook, Theme
from themekit.decisions import CodedStudy
from themekit.records import Case, ClosedRow, Document, MatrixRow, Segment, ThemeMatrix
from themekit.report.verify import Evidence, Remark, read_report, verify
from themekit.spans import text_hash
from themekit.study import Finding, Quantifier, Recommendation, Strand, Study

SAID = {
    "V01": "The phones never stopped that winter, and we could not answer half of them in time.",
    "V02": "Money is what keeps me awake at night, not the numbers at the door.",
    "V03": "We were asked to bid against our own partners, which nobody wanted to do again.",
    "V04": "People who came to us had lost work and a parent in the same month, some of them.",
    "V05": "It got quieter at first and then it did not get quieter for a whole year.",
    "V06": "Our volunteers went home and most of them never found the way back to us.",
    "V07": "I would not want anybody to print this with my name or without it either.",
    "V08": "They changed the contract over the telephone and put it in writing a month later.",
}
STRANDS = (
    Strand("Interviews", "interviews", "interview", ("iv/*",), attribution="interview"),
    Strand("Survey", "survey", "survey", ("s.csv",), attribution="survey"),
    Strand("Roundtable", "roundtable", "group", ("rt/*",), role="validation",
           attribution="roundtable"),
    Strand("Literature", "literature", "literature", ("lit/*",), role="context",
           attribution="literature"),
)  # fmt: skip
CODES = (
    Code("more-people", "More people coming", "Demand"),
    Code("lost-work", "Lost work and grief", "Demand"),
    Code("money-worry", "Money as a worry", "Funding"),
    Code("late-letters", "Late letters", "Funding"),
)
FINDINGS = (Finding(None, "F1.1", "More people came.", "Demand", ("more-people",)),)
RECOMMENDATIONS = (
    Recommendation(None, "R1", "Pay for the work of answering telephones.", rests_on=("F1.1",)),
    Recommendation(None, "R2", "Let people tell in their own words how they are.", link="none"),
)
QUANTIFIERS = (
    Quantifier("few", 0, 0.25),
    Quantifier("some", 0.25, 0.5),
    Quantifier("most", 0.5, 1),
)


def row(
    section: str, code: Code | None, strand: str, cases: int, asked: int, **changes: Any
) -> MatrixRow:
    """Build a checked row of the matrix."""
    has_share = strand in {"Interviews", "Survey"}
    made = MatrixRow(
        "report", section, section, code.name if code else "", code.id if code else "", strand,
        asked, cases, cases, cases / asked if has_share else None, None, None, "", cases, (), 0, 0, 0,
        1.0, "checked",
    )  # fmt: skip
    return replace(made, **changes)


def matrix() -> ThemeMatrix:
    """Build the matrix: themes and codes in interviews, two waves of a survey, a roundtable."""
    more, lost, money, late = CODES
    rows = []
    for section, code, interviews, first, second, heard in (
        ("Demand", None, 7, 18, 24, 9), ("Demand", more, 6, 12, 21, 8), ("Demand", lost, 3, 9, 5, 2),
        ("Funding", None, 5, 16, 17, 4), ("Funding", money, 5, 14, 15, 4), ("Funding", late, 1, 3, 4, 0),
    ):  # fmt: skip
        rows += [
            row(section, code, "Interviews", interviews, 8),
            row(section, code, "Survey", first, 30, wave="2020"),
            row(section, code, "Survey", second, 32, wave="2021"),
            row(section, code, "Roundtable", heard, 18),
            row(section, code, "Literature", 2, 6, basis="suggested", checked_share=0.0, unread=4),
        ]
    rows[-4:-3] = [
        replace(
            rows[-4], cases=0, cases_if=0, share=0.0, checked_share=0.5, basis="mixed", unread=9
        )
    ]
    closed = tuple(
        ClosedRow(
            "Survey",
            "2021",
            "enough",
            "Had enough money to go on",
            "Funding",
            answer,
            32,
            32,
            n,
            n / 32,
        )
        for answer, n in (("yes", 24), ("no", 8), ("(positive)", 24))
    )
    return ThemeMatrix(tuple(rows), closed=closed, anyone_checked=True)


def evidence(**changes: Any) -> Evidence:
    """Build the study."""
    texts = {f"interviews/{name}": text for name, text in SAID.items()}
    texts["literature/L1"] = "Small charities answer sooner than large ones when need rises."
    documents = tuple(
        Document(at, at.split("/")[1], "Literature" if at.startswith("lit") else "Interviews", at,
                 text, text_hash(text), wave="2021")
        for at, text in texts.items()
    )  # fmt: skip
    documents += tuple(
        Document(f"survey/R{n:02}", f"R{n:02}", "Survey", "s.csv", "Yes.", text_hash("Yes."),
                 wave="2020" if n <= 30 else "2021")
        for n in range(1, 63)
    )  # fmt: skip
    segments = tuple(
        Segment(f"{one.id}/0001", one.id, one.text_hash, 0, len(one.text), one.text)
        for one in documents
    )
    cases = {one.name: Case(one.name, consent_quote="none" if one.name == "V07" else "verbatim")
             for one in documents}  # fmt: skip
    study = Study(
        Path("/s"), "S", Path("/c"), STRANDS, quantifiers=changes.pop("quantifiers", QUANTIFIERS)
    )
    coded = CodedStudy(
        study,
        Codebook("C", "1", (Theme("Demand"), Theme("Funding")), CODES),
        documents,
        segments,
        cases=cases,
        case_of={f"{one.id}/0001": one.name for one in documents},
        present={one.id: (one.name,) for one in documents},
    )
    return Evidence(coded, changes.pop("matrix", matrix()), FINDINGS, RECOMMENDATIONS)


CLEAN = """\
# What people told us

## How we asked

In 2021 we interviewed eight people. The survey was sent out twice, in 2020 and in 2021.

## Demand

Six of eight interviewees spoke of more people coming. [row: More people coming, Interviews]
In the survey of 2021, 21 of 32 respondents (66 %) did so [row: More people coming, Survey, 2021].
The most common topic of the interviews here was more people coming.

> “The phones never stopped that winter, and we could not answer half of them in time.”
>
> — V01, interview

Most interviewees named it. [row: More people coming, Interviews] “It got quieter at first [...]
for a whole year,” one of them said (V05).

## Funding

Money as a worry came up in 5 of 8 interviews [row: Money as a worry, Interviews], and when asked
24 of 32 respondents (75 %) had enough money to go on. At the roundtable, 4 of 18 spoke of money as
a worry. “Small charities answer sooner than large ones when need rises” (Ames, 2020, p. 4).

## Recommendations

- Pay for the work of answering telephones (F1.1).
- Let people tell in their own words how they are. No finding of the study bears on it.
"""

FAULTS: dict[str, tuple[str, str]] = {
    "an altered word": ("never stopped that winter", "never stopped that summer"),
    "a dropped not": ("we could not answer half", "we could answer half"),
    "an unmarked omission": ("that winter, and we could not answer half of them", "that winter, of them"),
    "an invented quotation": ("The phones never stopped that winter, and we could not answer half of them in time.",
                              "We had to turn the lights off in April because nobody had paid for them."),
    "two people spliced": ("and we could not answer half of them in time.", "not the numbers at the door."),
    "a wrong speaker": ("— V01, interview", "— V03, interview"),
    "a wrong strand": ("— V01, interview", "— survey"),
    "no consent": ("The phones never stopped that winter, and we could not answer half of them in time.", SAID["V07"]),
    "a quotation twice": ("## Funding\n", f"## Funding\n\n“{SAID['V01']}”\n"),
    "a wrong n": ("Six of eight", "Seven of eight"),
    "a wrong N": ("Six of eight", "Six of nine"),
    "a wrong percentage": ("(66 %)", "(69 %)"),
    "a right percentage with a wrong n": ("21 of 32 respondents (66 %)", "20 of 32 respondents (66 %)"),
    "a percentage of under 20": ("Six of eight interviewees", "Six of eight (75 %) interviewees"),
    "swapped strands": ("Six of eight interviewees", "Six of eight survey respondents"),
    "the other wave": ("21 of 32 respondents (66 %)", "12 of 30 respondents (40 %)"),
    "a wave that is not the row's": ("In the survey of 2021, 21", "In the survey of 2020, 21"),
    "a quantifier outside of the key": ("Most interviewees", "A few interviewees"),
    "an order reversed": ("here was more people coming", "here was lost work and grief"),
    "an unknown person": ("(V05)", "(V15)"),
    "an unknown finding": ("(F1.1)", "(F1.9)"),
    "an unknown code": ("[row: Money as a worry, I", "[row: Money troubles, I"),
    "an unknown code in words": ("At the roundtable", "The code “Cold rooms” was rare. At the roundtable"),
    "one case as several": ("At the roundtable", "Interviewees spoke of late letters. [row: Late letters, Interviews] At the roundtable"),
    "an unchecked row": ("At the roundtable", "Money as a worry stood in 2 of 6 texts. [row: Money as a worry, Literature] At the roundtable"),
    "a share of a group": ("4 of 18 spoke", "22 % spoke"),
    "a sum of codes": ("At the roundtable", "6 of 8 interviewees spoke of funding. [row: Funding, Interviews] At the roundtable"),
    "a closed figure told as open": ("and when asked\n24 of 32 respondents (75 %) had", "and\nin their own words 24 of 32 respondents (75 %) raised that they had"),
    "none where unread": ("At the roundtable", "No respondent of 2020 mentioned late letters. [row: Late letters, Survey, 2020] At the roundtable"),
    "all that are not all": ("Six of eight interviewees", "All eight interviewees"),
    "a wrong size": ("we interviewed eight", "we interviewed eleven"),
    "a wrong date": ("In 2021 we interviewed", "In 2018 we interviewed"),
    "a section without support": ("## Recommendations", "## Kindness\n\nPeople were kind to each other.\n\n## Recommendations"),
    "a recommendation without a finding": ("telephones (F1.1).", "telephones (F1.1).\n- Councils should open a house for every street."),
    "a basis that is none": (" No finding of the study bears on it.", ""),
    "a fraction": ("Six of eight interviewees", "A quarter of the interviewees"),
    "a literature quotation altered": ("Small charities answer sooner", "Small charities answer later"),
}  # fmt: skip
"""What each fault makes of the clean report: what stands there, and what instead."""


def remarks(text: str, study: Evidence | None = None, name: str = "r.md") -> tuple[Remark, ...]:
    """Verify a report that is written in Markdown."""
    return verify(read_report(name, text.encode("utf-8")), study or evidence()).remarks


def alarms(found: tuple[Remark, ...]) -> list[tuple[str, str]]:
    """Return what of them is wrong or doubtful: kind, and what was found."""
    return [(one.kind, one.found) for one in found if one.severity != "undefined"]


def with_cases(one: MatrixRow, cases: int) -> MatrixRow:
    """Return a row with other figures."""
    return replace(one, cases=cases, cases_if=cases, share=cases / (one.asked or 1))


def with_rows(rows: tuple[MatrixRow, ...]) -> ThemeMatrix:
    """Return the matrix with other rows."""
    return replace(matrix(), rows=rows)


def pdf(lines: list[str]) -> bytes:
    """Write a PDF of one page, a line of text each, by hand."""
    shown = "".join(f"1 0 0 1 72 {720 - 14 * at} Tm ({line}) Tj\n" for at, line in enumerate(lines))
    stream = f"BT /F1 11 Tf\n{shown}ET"
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
    parts = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"{page}/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += f"{number} 0 obj{part}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = len(out)
    out += f"xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}"
    out += f"trailer<</Size {len(parts) + 1}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF"
    return out.encode("latin-1")
