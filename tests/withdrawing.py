"""A small study with an interview, a survey and a group, some of whom take their words back."""

from __future__ import annotations

import csv
from pathlib import Path

from support import STUDY, make_study

PEOPLE = STUDY + (
    "  - name: Roundtable\n    kind: group\n    sources: roundtable/*\n    interviewer: [INT]\n"
    "cases: cases.csv\n"
    "consent: {quote: verbatim, review: yes}\n"
)
MARKER = "zirkelbach"
"""A word that stands in nobody's words but those of who withdraws."""
WORRY = "We are worried that nobody will answer the telephone next year"
INTERVIEWS = {
    "interviews__P1.txt": (
        "INT: What changed?\n\nP1: More people came to the zirkelbach every single week than ever "
        "before in June.\n\nINT: And the staff?\n\nP1: Tired, mostly. They kept going.\n"
    ),
    "interviews__P2.txt": (
        "INT: What changed?\n\nP2: We ran out of money in June, and the phones never stopped.\n\n"
        "INT: And the staff?\n\nP2: Tired, mostly. They kept going.\n"
    ),
}
SURVEY = (
    "respondent,agree,worry\n"
    f"R1,yes,{WORRY}\n"
    f"R2,no,{WORRY}\n"
    "R3,yes,The zirkelbach had more people in it than we could ever have fed\n"
)
GROUP = (
    "INT: Who would like to begin?\n\n"
    "Alder: There was never enough money for the van we needed.\n\n"
    "Birch: At the zirkelbach more people came than any of us had chairs for.\n\n"
    "Cedar: More people came to us too, every week.\n\n"
    "Birch: And the money ran out, as I said in the zirkelbach meeting long ago.\n\n"
    "Alder: Quite so.\n"
)
CASES = "case,document,organisation\nP1,P1,Org one\nP2,P2,Org two\n"


def make_people(folder: Path, **files: str) -> Path:
    """Write the study; keyword arguments replace or add files."""
    content = {
        "study.yaml": PEOPLE, "survey.csv": SURVEY, "roundtable__talk.txt": GROUP,
        "cases.csv": CASES, **INTERVIEWS,
    }  # fmt: skip
    return make_study(folder, **content | files)


def rows_of(study: Path, name: str = "segments.csv") -> list[dict[str, str]]:
    """Read an output table."""
    text = (study / "outputs" / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))
