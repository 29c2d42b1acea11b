"""The invented study that make.py fills with decisions: its files, and one suggestion in it."""

from __future__ import annotations

from pathlib import Path

CODES = {
    "more-people": ("More people", "Demand", "The speaker says that more people come than before."),
    "long-waits": ("Long waits", "Demand", "The speaker says that people wait long for help."),
    "harder-needs": ("Harder needs", "Demand", "The speaker says that needs are harder to meet."),
    "short-of-money": ("Short of money", "Money", "There is not enough money to go on."),
    "new-grants": ("New grants", "Money", "A grant came that was not there before."),
    "costs-rising": ("Costs rising", "Money", "Rent, energy or wages cost more than before."),
}
QUESTIONS = ("worry", "helped", "wish")
RESPONDENTS = 12
TURNS = 16
INTERVIEWS = ("P1", "P2")
STUDY = """\
# Invented throughout: no person and no organisation in it exists. See make.py.
title: A study of version 2 (synthetic)
codebook: codebook.yaml
cases: cases.csv
strands:
  - name: Interviews
    kind: interview
    sources: interviews/*
    interviewer: [INT]
  - name: Survey
    kind: survey
    sources: survey.csv
    id: respondent
    open: [worry, helped, wish]
    closed:
      busier: {label: Busier than last year, section: Demand, type: single, order: ["no", "yes"], positive: ["yes"]}
"""


def write_study(folder: Path) -> None:
    """Write study.yaml, codebook.yaml, two interviews, a survey and cases.csv."""
    (folder / "interviews").mkdir(parents=True)
    _write(folder / "study.yaml", STUDY)
    _write(folder / "codebook.yaml", _codebook())
    _write(folder / "survey.csv", _survey())
    for person in INTERVIEWS:
        _write(folder / "interviews" / f"{person}.txt", _interview(person))
    people = [*INTERVIEWS, *(f"R{number:02}" for number in range(1, RESPONDENTS + 1))]
    rows = [f"{one},{one},Organisation {place // 2 + 1}" for place, one in enumerate(people)]
    _write(folder / "cases.csv", "\n".join(["case,document,organisation", *rows, ""]))


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def _codebook() -> str:
    lines = [
        "name: Version 2 (synthetic)",
        'version: "1"',
        "themes: [{name: Demand}, {name: Money}]",
    ]
    lines.append("codes:")
    for id_, (name, theme, definition) in CODES.items():
        lines += [f"  - id: {id_}", f"    name: {name}", f"    theme: {theme}"]
        lines += [f"    definition: {definition}", f"    patterns: [{name.lower()}]"]
    return "\n".join([*lines, ""])


def _survey() -> str:
    rows = ["respondent,busier,worry,helped,wish"]
    for number in range(1, RESPONDENTS + 1):
        said = (f"Invented answer {number} about what was a {one}" for one in QUESTIONS)
        rows.append(f"R{number:02},{'yes' if number % 2 else 'no'},{','.join(said)}")
    return "\n".join([*rows, ""])


def _interview(person: str) -> str:
    lines = []
    for turn in range(1, TURNS + 1):
        lines += [f"INT: Invented question {turn} for {person}?", ""]
        lines += [
            f"{person}: Invented words of {person} in turn {turn}, which nobody ever said.",
            "",
        ]
    return "\n".join(lines)
