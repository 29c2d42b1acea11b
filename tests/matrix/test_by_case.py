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


def test_dispute_is_not_holding(pair: Building) -> None:
    """In dispute is not 1, and empty as long as not all was looked at."""
    pair.word("ann", "d/0", "unsure")
    assert codes(pair) == (None,)


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
    pair.codings.clear()
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
