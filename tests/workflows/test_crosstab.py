"""Codes by groups: as the matrix, what nobody checked is suggested, and waves are never pooled."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from support import STUDY, decide, make_study
from themekit.errors import UsageError
from themekit.workflows.context import Models
from themekit.workflows.crosstab import Cell, CrosstabOptions, cross_tabulate
from themekit.workflows.run import run_study
from themekit.workflows.selection import Selection

WAVES = {
    "study.yaml": STUDY.replace("    open: [worry]", "    open: [worry]\n    case: who\n    wave: {column: date, by: quarter}"),
    "survey.csv": (
        "respondent,who,date,agree,worry\n"
        "R1,Ann,2021-01-05,yes,Money will run out\nR2,Ann,2021-04-05,no,Money has run out\n"
        "R3,Bob,2021-04-06,no,More people than we can see\n"
    ),
}  # fmt: skip


def table(study: Path, **options: Any) -> dict[tuple[Cell, ...], dict[str, Cell]]:
    """Return the rows of a table by their code, and wave if there is one."""
    header, rows = cross_tabulate(study, Selection(), CrosstabOptions(**options))
    first = 2 if "wave" in header else 1
    return {row[:first]: dict(zip(header, row, strict=True)) for row in rows}


def look_at(study: Path, *segments: str) -> None:
    """Have Ada go through the whole list on some segments, and find money in each."""
    text = (study / "outputs" / "segments.csv").read_text(encoding="utf-8-sig")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["segment_id"] in segments]
    assert len(rows) == len(segments)
    decide(study, *[(row, "short-of-money") for row in rows])


def test_what_nobody_checked_is_suggested_and_has_no_share(study: Path, models: Models) -> None:
    """A number of suggestions is no count."""
    run_study(study, models=models)
    for percent in ("none", "row", "column", "total"):
        row = table(study, percent=percent)["Money > Short of money",]
        assert (row["Survey"], row["total"]) == ("1 suggested", "1 suggested")
    assert table(study)["Demand > More people",]["Survey"] == "1 suggested"
    assert table(study)["Money > Short of money",]["Interviews"] == "nothing suggested"
    assert table(study)["(base)",]["Survey"] == 2


def test_what_was_read_in_part_says_what_was_found(study: Path, models: Models) -> None:
    """People's and the machine's stand side by side; a number alone is of what was read wholly."""
    run_study(study, models=models)
    look_at(study, "survey/R3/worry")
    row = table(study)["Money > Short of money",]
    assert (row["Interviews"], row["Survey"]) == ("nothing suggested", "1 found, 1 suggested")
    assert row["total"] == "1 found, 1 suggested"


def test_what_was_read_wholly_is_a_number(study: Path, models: Models) -> None:
    """And has no share, of fewer than 20."""
    run_study(study, models=models)
    look_at(study, "survey/R1/worry", "survey/R3/worry")
    assert table(study)["Money > Short of money",]["Survey"] == 2
    assert table(study, percent="column")["Money > Short of money",]["Survey"] is None


@pytest.mark.parametrize("by", ["strand", "case"])
def test_waves_stand_in_rows_of_their_own(tmp_path: Path, models: Models, by: str) -> None:
    """Whoever is asked twice is counted once a wave, and nowhere together."""
    study = make_study(tmp_path / "waves", **WAVES)
    run_study(study, models=models)
    rows = table(study, by=by)
    waves = [wave for code, wave in rows if code == "(base)"]
    assert waves == ["2021-Q1", "2021-Q2", "(none)"]
    column = "Survey" if by == "strand" else "Ann"
    assert rows["Money > Short of money", "2021-Q1"][column] == "1 suggested"
    assert rows["Money > Short of money", "2021-Q2"][column] == "1 suggested"
    assert rows["Money > Short of money", "(none)"][column] is None
    assert rows["(base)", "2021-Q2"]["total"] == 2


def test_waves_as_columns_have_no_total(tmp_path: Path, models: Models) -> None:
    """It would pool them."""
    study = make_study(tmp_path / "waves", **WAVES)
    run_study(study, models=models)
    rows = table(study, by="wave")
    assert {row["total"] for row in rows.values()} == {None}
    assert rows["Money > Short of money",]["2021-Q2"] == "1 suggested"


def test_who_asked_is_counted_as_it_was_on_each_occasion(tmp_path: Path, models: Models) -> None:
    """Staff asked all of them first, and peers later: no later answer was given to staff."""
    rows = [f"{who}{wave},{who},2021-0{wave}-05,{by},yes,Money will run out\n"
            for wave, by in ((1, "staff"), (4, "peer")) for who in ("Ann", "Bob", "Cem")]  # fmt: skip
    changes = WAVES["study.yaml"].replace(
        "    case: who", "    case: who\n    attributes: [asked_by]"
    )
    study = make_study(
        tmp_path / "waves",
        **{"study.yaml": changes, "survey.csv": "respondent,who,date,asked_by,agree,worry\n" + "".join(rows)},
    )  # fmt: skip
    run_study(study, models=models)
    found = table(study, by="asked_by")
    assert [found["(base)", wave]["staff"] for wave in ("2021-Q1", "2021-Q2")] == [3, 0]
    assert [found["(base)", wave]["peer"] for wave in ("2021-Q1", "2021-Q2")] == [0, 3]


def test_a_selection_of_one_wave_needs_no_rows_by_wave(tmp_path: Path, models: Models) -> None:
    """Nothing is pooled in it."""
    study = make_study(tmp_path / "waves", **WAVES)
    run_study(study, models=models)
    chosen = Selection(documents=("R2", "R3"))
    header, _ = cross_tabulate(study, chosen, CrosstabOptions())
    assert "wave" not in header


def test_a_reflexive_study_has_no_shares(study: Path, models: Models) -> None:
    """Counts are people's; shares are refused with the way out."""
    settings = (study / "study.yaml").read_text()
    (study / "study.yaml").write_text(f"method: reflexive\n{settings}")
    run_study(study, models=models)
    assert table(study)["Money > Short of money",]["total"] == 0
    with pytest.raises(UsageError, match="leave --percent out"):
        table(study, percent="row")
