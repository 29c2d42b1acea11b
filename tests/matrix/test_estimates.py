"""Estimates and trust rest on what chance gave people to read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from themekit.events import Draw, DrawnItem
from themekit.matrix import build_matrix
from themekit.records import MatrixRow, Scores, ThemeMatrix, Trust

if TYPE_CHECKING:
    from conftest import Building

CASES = 400
HOLD = 100
"""The first hundred hold it, and the machine is rather sure of them."""


def draw(study: Building, name: str = "d1", chance: float | None = 0.1, **about: Any) -> None:
    """Have something drawn for somebody."""
    item = DrawnItem(
        position=0, document="S/0", text_hash="hash", start=0, end=100, probability=chance
    )
    about = {"mode": "blind", "method": "random", "items": (item,), **about}
    number = len(study.events) + 1
    study.events.append(Draw(number=number, event_id=f"e{number}", coder="ada", draw=name, **about))


def read(study: Building, rows: range, name: str = "d1") -> None:
    """Have somebody read some of the segments in a draw."""
    for row in rows:
        if row < HOLD:
            study.word("ada", f"S/{row}/0", "add", draw=name, mode="blind")
        study.look("ada", f"S/{row}/0", draw=name, mode="blind")


def counted(study: Building, scores: Any = None) -> ThemeMatrix:
    """Count with the machine's scores."""
    coded = study.coded()
    ids = tuple(one.id for one in coded.segments)
    values = np.where(np.arange(CASES) < HOLD, 0.7, 0.1)[:, None] if scores is None else scores
    codes = tuple(code.id for code in coded.codebook.codes)
    found = Scores(ids, codes, values.astype(np.float32), (0.5,) * len(codes))
    return build_matrix(replace(coded, scores=found))


def cell(matrix: ThemeMatrix, code: str = "a", strand: str = "S") -> MatrixRow:
    """Return one cell of the report."""
    (row,) = [r for r in matrix.rows if (r.code_id, r.strand) == (code, strand)]
    return row


@pytest.fixture
def large(study: Building) -> Building:
    """Return a study of 400 cases of one segment, in which the machine suggests eighty."""
    for row in range(CASES):
        segment = study.says(study.document(f"S/{row}"))
        if row < 80:
            study.suggest(segment, score=0.7)
    return study


def test_fifty_drawn_segments_make_an_estimate(large: Building) -> None:
    """Not the number of suggestions but what they and the draw let expect, with an interval."""
    draw(large)
    read(large, range(0, CASES, 8))
    row = cell(counted(large))
    assert row.estimate is not None
    assert row.estimate_low is not None
    assert row.estimate_high is not None
    assert row.estimate_low <= HOLD <= row.estimate_high
    assert row.estimate_low <= row.estimate <= row.estimate_high
    assert cell(counted(large), strand="all").estimate == row.estimate
    assert cell(counted(large), code="").estimate == row.estimate


def test_forty_nine_make_none(large: Building) -> None:
    """Then the row shows what was found and what is suggested."""
    draw(large)
    read(large, range(8, CASES, 8))
    assert cell(counted(large)).estimate is None


@pytest.mark.parametrize(
    "about",
    [{"method": "chosen"}, {"purpose": "practice"}, {"chance": None}],
    ids=["chosen", "practice", "no chance"],
)
def test_what_was_not_drawn_by_chance_estimates_nothing(
    large: Building, about: dict[str, Any]
) -> None:
    """Chosen passages are not like the rest."""
    draw(large, **about)
    read(large, range(50, 150))
    matrix = counted(large)
    assert cell(matrix).estimate is None
    assert matrix.trust == ()


def test_without_scores_nothing_is_estimated(large: Building) -> None:
    """Before a run there are none."""
    draw(large)
    read(large, range(50, 150))
    matrix = large.build()
    assert cell(matrix).estimate is None
    assert matrix.trust == ()


def test_a_full_reading_is_exact(large: Building) -> None:
    """Once everything was read the estimate is the count, without an interval."""
    draw(large)
    read(large, range(CASES))
    row = cell(counted(large))
    assert (row.estimate, row.estimate_low, row.estimate_high) == (HOLD, None, None)
    assert row.segments == HOLD


def test_a_row_of_two_codes_expects_either(large: Building) -> None:
    """A theme's total is of segments with any of its codes, never a sum."""
    large.code("b")
    draw(large)
    for row in range(0, CASES, 8):
        large.look("ada", f"S/{row}/0", draw="d1")
        if row < HOLD:
            large.word("ada", f"S/{row}/0", "add", draw="d1")
            large.word("ada", f"S/{row}/0", "add", code="b", draw="d1")
    both = np.where(np.arange(CASES) < HOLD, 0.7, 0.05)[:, None].repeat(2, axis=1)
    matrix = counted(large, both)
    theme, code = cell(matrix, code="").estimate, cell(matrix).estimate
    assert theme is not None
    assert code is not None
    assert abs(theme - code) < 0.2 * code


def test_trust_counts_what_holds_and_what_is_missed(large: Building) -> None:
    """Judged by the scores against the code's threshold, on blind random draws alone."""
    draw(large)
    read(large, range(90, 110))
    draw(large, "d2", mode="assisted")
    for row in range(200, 220):
        large.look("ada", f"S/{row}/0", draw="d2")
    scores = np.where(np.arange(CASES) < 95, 0.7, 0.1)
    scores[105:] = 0.6
    assert counted(large, scores[:, None]).trust == (
        Trust("a", drawn=20, suggested=10, held=5, uses=10, missed=5),
    )


def test_trust_of_nine_is_not_measured() -> None:
    """Of so few one alone would decide."""
    assert not Trust("a", 9, 3, 2, 3, 1).measured
    assert Trust("a", 10, 3, 2, 3, 1).measured
