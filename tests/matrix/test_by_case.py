"""The coding matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Building


@pytest.fixture
def pair(study: Building) -> Building:
    """One case of two segments."""
    study.document("d")
    study.says("d")
    study.says("d")
    return study


def codes(study: Building) -> tuple[int | None, ...]:
    """Return the cells of the only case."""
    (row,) = study.build().by_case
    return row.codes


def test_suggestions_never_count(pair: Building) -> None:
    """A coding is a person's act."""
    pair.suggest("d/0")
    assert codes(pair) == (None,)


def test_one_where_people_make_it_hold(pair: Building) -> None:
    """One segment is enough, whatever was not looked at."""
    pair.word("ann", "d/0")
    assert codes(pair) == (1,)


def test_nought_needs_a_look_at_everything(pair: Building) -> None:
    """Half looked at says nothing; all looked at and nothing found is 0."""
    pair.look("ann", "d/0", outcome="nothing applies")
    assert codes(pair) == (None,)
    pair.look("ben", "d/1", codes=("a",), outcome="nothing applies")
    assert codes(pair) == (0,)


def test_dispute_is_neither_one_nor_nought(pair: Building) -> None:
    """Empty where it is disputed, though all was looked at; 1 where it holds elsewhere."""
    pair.word("ann", "d/0")
    pair.word("ben", "d/0", "reject")
    pair.word("ann", "d/1", "reject")
    assert codes(pair) == (None,)
    pair.word("ann", "d/1")
    assert codes(pair) == (1,)


def test_both_readings_are_neither_one_nor_nought(pair: Building) -> None:
    """What was settled as standing both ways has no number."""
    pair.word("cat", "d/0", "adjudicate", holds="both")
    pair.look("ann", "d/1")
    assert codes(pair) == (None,)


def test_unsure_is_no_look(pair: Building) -> None:
    """A passage of which the only reader is unsure does not make a nought."""
    pair.word("ann", "d/0", "unsure")
    pair.look("ann", "d/1")
    assert codes(pair) == (None,)


def test_stance_does_not_matter_to_holding(pair: Building) -> None:
    """Whoever speaks against it speaks of it."""
    pair.word("ann", "d/0", stance="against")
    assert codes(pair) == (1,)


def test_units_that_are_not_coded_need_no_look(pair: Building) -> None:
    """Skipped units do not stand in the way of 0."""
    pair.says("d", skip_reason="empty")
    pair.look("ann", "d/0")
    pair.look("ann", "d/1")
    assert codes(pair) == (0,)


def test_parent_has_its_childrens(pair: Building) -> None:
    """The column of a parent agrees with its row in the theme matrix."""
    pair.code("child", parent="a")
    pair.word("ann", "d/0", code="child")
    assert codes(pair) == (1, 1)
    pair.events.clear()
    pair.look("ann", "d/0", codes=("a",))
    pair.look("ann", "d/1", codes=("a",))
    assert codes(pair) == (None, None)


def test_cases_in_study_order(study: Building) -> None:
    """Listed cases come first, in their order and with attributes, also without material."""
    study.person("z", attributes=(("role", "chair"),))
    study.person("y")
    study.person("gone", withdrawn=True)
    for name in ("b", "gone", "z"):
        study.says(study.document(name))
    rows = study.build().by_case
    assert [row.case for row in rows] == ["z", "y", "b"]
    assert rows[0].attributes == (("role", "chair"),)
    assert rows[1].codes == (None,)
