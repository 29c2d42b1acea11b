"""Faults planted into the stories of a monitored service: each is told, and nothing else is."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from themekit.reading.formats.csv_table import read
from themekit.reading.sense import doubts_across, doubts_in, signs_of
from themekit.reading.tables.survey import survey_documents
from themekit.study import load_study

Rows = list[dict[str, str]]
SOURCE = "stories.csv"


def quarter(row: dict[str, str]) -> int:
    """Return in which quarter a story was told."""
    return (int(row["date"][5:7]) - 1) // 3 + 1


def clean(rows: Rows) -> None:
    """Plant nothing."""


def stray(rows: Rows) -> None:
    """Write one year wrong."""
    rows[10]["date"] = "2015" + rows[10]["date"][4:]


def twice(rows: Rows) -> None:
    """Let one person answer twice in the first quarter."""
    first = next(row for row in rows if row["person"] == "P01" and quarter(row) == 1)
    rows.append({**first, "story_id": "S900", list(first)[-1]: "", list(first)[-2]: "Said it."})


def changed(rows: Rows) -> None:
    """Give one person another age group in one story."""
    next(row for row in rows[60:] if row["person"] == "P05")["age_group"] = "under 35"


def swapped(rows: Rows) -> None:
    """Mix up in the last quarter who asked."""
    for row in rows:
        if quarter(row) == 3:
            row["collected_by"] = {"staff": "peer", "peer": "staff"}[row["collected_by"]]


def unfinished(rows: Rows) -> None:
    """Export in the middle of the last quarter."""
    rows[:] = [row for row in rows if row["date"] <= "2025-08-10"]


@pytest.fixture(scope="module")
def corpus() -> Path:
    """Return the study of stories."""
    return Path(__file__).parents[3] / "corpora" / "story-monitoring"


@pytest.mark.parametrize(
    ("plant", "doubt", "words"),
    [
        (clean, "", ()),
        (stray, "far-date", ("'S011'", "2015-Q1")),
        (twice, "twice-in-a-wave", ("'P01'", "2025-Q1", "'S900'")),
        (changed, "attribute-changes", ("'age_group'", "'P05'", "'under 35'")),
        (swapped, "values-swapped", ("2025-Q3", "'collected_by'", "29 of 29 people")),
        (unfinished, "wave-unfinished", ("2025-Q3", "where they have 34 or more")),
    ],
)
def test_a_planted_fault_is_told_with_row_and_way_out(
    corpus: Path, plant: Callable[[Rows], None], doubt: str, words: tuple[str, ...]
) -> None:
    """And the stories as they are, are doubted in nothing."""
    rows = list(csv.DictReader(io.StringIO((corpus / SOURCE).read_text("utf-8-sig"))))
    head = list(rows[0])
    plant(rows)
    text = io.StringIO()
    table = csv.DictWriter(text, head)
    table.writeheader()
    table.writerows(rows)
    study = load_study(corpus)
    (strand,) = study.strands
    documents, problems = survey_documents(read(text.getvalue().encode(), SOURCE), strand, SOURCE)
    signs = [signs_of(documents, strand, SOURCE)]
    found = [*problems, *doubts_in(documents, strand, SOURCE), *doubts_across(signs, study)]
    told = [one for one in found if one.severity != "note"]
    assert [one.doubt for one in told] == ([doubt] if doubt else [])
    assert all(word in told[0].message for word in words)
    assert all(one.hint for one in told)
