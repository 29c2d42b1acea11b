"""How `themekit status` tells what suggestions are worth."""

from typing import Any

import pytest

from themekit.codebook import Code, Codebook
from themekit.workflows.suggestions_worth import (
    BRIEF,
    BRIEF_EXPLAINED,
    CODE_COLUMNS,
    agreement_rows,
    code_rows,
)

CODEBOOK = Codebook("Small", "1", (), (Code(id="bus", name="Bus", path=("Bus",)),))
Rows = dict[str, tuple[int | None, str]]


def told(gain: float | None = 0.02, drawn: int = 0, **counts: int) -> dict[str, Any]:
    """Return what the stage suggest tells."""
    count = {"code_id": "bus", "checked": 40, "uses": 12, "suggested": 10, "hits": 8, **counts}
    verdict = {
        "code_id": "bus",
        "readiness": "needs more checked examples",
        "needed": 3,
        "advice": "Check about 3 more segments that hold it.",
    }
    return {
        "checked": 40,
        "drawn": drawn,
        "agreement": [count],
        "agreement_drawn": [{**count, "checked": drawn}],
        "verdicts": [verdict],
        "gain": gain,
    }


def rows(codebook: Codebook, details: dict[str, Any]) -> Rows:
    """Return the rows by what they are about."""
    return {what: (count, state) for what, count, state in agreement_rows(codebook, details)}


def test_agreement_is_told_in_all_with_the_way_to_each_code() -> None:
    """One line in plain words, however many codes there are."""
    count, state = rows(CODEBOOK, told())["codes compared with people"]
    assert count == 1
    assert "8 of 10 suggestions accepted (80%)" in state
    assert "8 of 12 uses found (67%)" in state
    assert "status STUDY --codes" in state


def test_nothing_suggested_is_no_share() -> None:
    """Zero of zero is not said as a percentage."""
    _, state = rows(CODEBOOK, told(uses=0, suggested=0, hits=0))["codes compared with people"]
    assert state.startswith("no suggestions; no uses;")


def test_a_random_draw_is_told_in_place_of_what_was_chosen() -> None:
    """Chosen segments are harder than the rest, so shares on them mislead."""
    assert "hold for segments that were chosen" in str(rows(CODEBOOK, told(drawn=0)))
    found = rows(CODEBOOK, told(drawn=9))
    learned = found["checked segments to learn from"][1]
    assert learned.startswith("when suggestions were last made; 9 of them drawn at random")


def test_each_code_has_its_figures_and_its_verdict() -> None:
    """As numbers, of all checked segments where none was drawn."""
    (row,) = code_rows(CODEBOOK, told())
    one = dict(zip(CODE_COLUMNS, row, strict=True))
    assert (one["draw"], one["checked"]) == ("all", 40)
    assert one["precision_share"] == 0.8
    assert one["recall_low"] == pytest.approx(0.3906, abs=1e-4)
    assert one["positive_agreement"] == pytest.approx(16 / 22)
    assert (one["verdict"], one["needed"]) == ("needs more checked examples", 3)


def test_a_code_has_one_row_of_what_was_drawn_at_random() -> None:
    """Where there was a draw, the figures of all that was chosen would mislead beside it."""
    (row,) = code_rows(CODEBOOK, told(drawn=9))
    assert row[:3] == ("Bus", "random", 9)


def test_every_column_of_the_table_is_explained_above_it() -> None:
    """Nobody guesses what a number is."""
    assert all(name in BRIEF_EXPLAINED.casefold() for name in BRIEF)


def test_what_is_not_defined_stays_empty() -> None:
    """A share of nothing is no number."""
    (row,) = code_rows(CODEBOOK, told(uses=0, suggested=0, hits=0))
    assert row[6:12] == (None,) * 6


@pytest.mark.parametrize(
    ("gain", "words"),
    [
        (0.02, "would raise the mean F1 by about 0.020"),
        (0.001, "may be time to stop"),
        (None, "cannot be told from so few"),
    ],
)
def test_the_stopping_hint(gain: float | None, words: str) -> None:
    """What fifty more would bring, and when that is next to nothing."""
    assert words in rows(CODEBOOK, told(gain=gain))["50 more checked segments"][1]


def test_a_code_that_has_gone_is_left_out() -> None:
    """Counts of a former codebook are not shown under a new one."""
    found = rows(Codebook("Other", "1", (), ()), told())
    assert "codes compared with people" not in found


def test_a_store_of_an_older_version_has_nothing_to_tell() -> None:
    """Stage rows without these counts are read as such."""
    assert not list(agreement_rows(CODEBOOK, {}))
    assert not list(code_rows(CODEBOOK, {}))


@pytest.mark.parametrize("became", ["used", "not used", "not tried"])
def test_what_became_of_the_fine_tuned_encoder_is_told_where_it_was_asked_for(became: str) -> None:
    """Who waited ten minutes for it wants to know."""
    asked = {**told(), "deeper": became}
    assert rows(CODEBOOK, asked)["fine-tuned encoder (--deeper)"][1].startswith(f"{became}: it")
    assert "fine-tuned encoder (--deeper)" not in rows(CODEBOOK, {**told(), "deeper": "not asked"})
