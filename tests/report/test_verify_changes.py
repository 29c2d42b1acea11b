"""What a report says of changes from wave to wave is held against waves.csv and changes.csv."""

from __future__ import annotations

from dataclasses import replace

import pytest

from themekit.records import Case, ChangeRow, Document, MatrixRow, WaveRow
from themekit.report.verify import Evidence, read_report, verify
from themekit.report.verify.changes.saying import heard_in, said_of_change
from themekit.report.verify.result import Remark
from themekit.spans import text_hash
from verifying import evidence, matrix

WAVES = ("2024", "2025", "2026")
COUNTS = {"2024": (4, 10), "2025": (6, 8), "2026": (7, 7)}
"""Who spoke of money as a worry, of how many."""
NAMES = {"2024": range(10), "2025": range(8), "2026": [0, 1, 2, 3, 4, 8, 9]}
"""Who told in which wave: two left and came back, three left for good."""


def changed(start: str, end: str, **changes: object) -> ChangeRow:
    """Return a comparison of two waves."""
    (a, of_a), (b, of_b) = COUNTS[start], COUNTS[end]
    row = ChangeRow(
        "Interviews", "", "money-worry", "Money as a worry", "worse", watched=True, matters=0.15,
        start=start, end=end, before=round(a / of_a, 6), after=round(b / of_b, 6), both=5,
        began=3, stopped=1, left=2, joined=0, change=b / of_b - a / of_a, change_low=0.02,
        change_high=0.68, verdict="cannot tell",
    )  # fmt: skip
    return replace(row, **changes)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def study() -> Evidence:
    """Return a study of three waves of interviews."""
    known = evidence()
    made = [
        Document(f"interviews/{wave}-T{n}", f"{wave}-T{n}", "Interviews", "iv", "Yes.", text_hash("Yes."), wave=wave)
        for wave, there in NAMES.items() for n in there
    ]  # fmt: skip
    present = {one.id: (one.name.partition("-")[2],) for one in made}
    people = {f"T{n}": Case(f"T{n}") for n in NAMES["2024"]}
    coded = replace(known.coded, documents=tuple(made), present=present, segments=(), case_of={}, cases=people)  # fmt: skip
    by_wave = [WaveRow(row_of(wave), watched=True, answered=None) for wave in WAVES]
    changes = (
        changed("2024", "2025", both=8),
        changed("2025", "2026", left=3, joined=2),
        changed("2024", "2026", began=3, stopped=0, left=3, verdict="rose"),
    )
    held = replace(matrix(), by_wave=tuple(by_wave), changes=changes)
    return Evidence(coded, held)


def row_of(wave: str) -> MatrixRow:
    """Return a code's row in one wave."""
    like = next(one for one in matrix().rows if one.code_id == "money-worry")
    n, of = COUNTS[wave]
    return replace(like, wave=wave, asked=of, cases=n, cases_if=n, share=n / of)


def told(said: str, study: Evidence) -> list[Remark]:
    """Return what is wrong or doubtful in a paragraph."""
    found = verify(read_report("r.md", f"# A\n\n{said}\n".encode()), study)
    return [one for one in found.remarks if one.severity in {"wrong", "doubtful"}]


RIGHT = [
    "Money as a worry rose from 4 of 10 in 2024 to 7 of 7 in 2026: 3 began, none stopped.",
    "**Money as a worry:** rose, 4 of 10 in 2024, 7 of 7 in 2026 (+60 in 100; +2 to +68). Of 5 who told both times 3 began and 0 stopped.",
    "Money as a worry: 4 of 10, then 7 of 7 from 2024 to 2026.",
    "Money as a worry went from 40 % in 2024 to 100 % in 2026, by 60 percentage points.",
    "From 2024 to 2025 it cannot be told whether money as a worry rose: 3 began, 1 stopped.",
    "Since 2024 (10 people), to 2025, 2 left, nobody joined; 8 told both times.",
    "From 2025 to 2026 3 left, 2 joined, 2 came back after a pause; 5 told both times.",
    "5 people told in all three waves.",
    "8 people told us in 2025.",
]  # fmt: skip
WRONG = {
    "Money as a worry rose from 4 of 10 in 2024 to 6 of 7 in 2026.": "7 of 7 in 2026",
    "Money as a worry rose from 7 of 7 in 2024 to 4 of 10 in 2026.": "4 of 10 in 2024",
    "From 2024 to 2026, of money as a worry 4 began, 0 stopped.": "3 began and 0 stopped",
    "Money as a worry: 4 of 10 in 2024, 7 of 7 in 2026. Of 5 who told both times 3 began and 2 stopped.": "3 began",
    "Money as a worry fell from 2024 to 2026.": "rose",
    "Money as a worry rose from 2024 to 2025.": "cannot tell",
    "Money as a worry rose by 35 percentage points from 2024 to 2026.": "+60 in 100",
    "Money as a worry: 4 of 10 in 2024, 7 of 7 in 2026 (+60 in 100; +12 to +68).": "+2 to +68",
    "From 2024 to 2025 4 left, nobody joined.": "2 left, 0 joined",
    "9 people told in all three waves.": "in every wave: 5 people",
    "9 people told us in 2025.": "2025: 8 people",
}  # fmt: skip


@pytest.mark.parametrize("said", RIGHT)
def test_what_is_said_of_a_change_rightly_passes(said: str, study: Evidence) -> None:
    """Two waves, who began and stopped, left and joined, the interval, the verdict."""
    assert told(said, study) == []


@pytest.mark.parametrize("said", list(WRONG))
def test_what_is_said_of_a_change_wrongly_is_named(said: str, study: Evidence) -> None:
    """With what changes.csv holds."""
    (one,) = told(said, study)
    assert one.kind == "change"
    assert WRONG[said] in one.found


def test_rose_where_it_cannot_be_told_is_doubtful(study: Evidence) -> None:
    """Its numbers may be right: what it makes of them is more than they hold."""
    (one,) = told("Money as a worry rose from 4 of 10 in 2024 to 6 of 8 in 2025.", study)
    assert (one.severity, one.said.split()[0]) == ("doubtful", "rose")


def test_what_waves_withhold_is_not_called_wrong(study: Evidence) -> None:
    """A public row knows nobody who began: nothing can be held against it."""
    row = changed("2024", "2025", before=None, after=None, both=None, began=None, stopped=None,
                  left=None, joined=None, change=None, change_low=None, change_high=None)  # fmt: skip
    rows = tuple(replace(one, suppressed=True, cases=None) for one in study.matrix.rows)
    matrix = replace(study.matrix, rows=rows, by_wave=(), changes=(row,))
    found = verify(
        read_report("r.md", b"# A\n\nMoney as a worry, from 2024 to 2025: 9 began.\n"),
        replace(study, matrix=matrix),
    )
    assert [one for one in found.remarks if one.severity == "wrong"] == []


@pytest.mark.parametrize(
    "text",
    ["He left the house and 3 began to work.", "The bus stopped.", "They began in March.", "15 staff left work."],
)  # fmt: skip
def test_other_things_that_begin_and_stop_are_no_changes(text: str) -> None:
    """Nobody is counted who began or stopped to say something."""
    assert [one for one in said_of_change(text, WAVES) if one.kind != "verdict"] == []


def test_who_spoke_of_something_in_a_wave_is_not_who_was_heard() -> None:
    """Those who spoke of money are a part of them."""
    assert list(heard_in("8 people spoke in 2025 of money.", WAVES)) == []
    assert [one.number for one in heard_in("In 2025 (8 people) we asked again.", WAVES)] == [8]
