"""What each coder said before they saw others' words, whatever they did afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Record


def independent(record: Record) -> dict[str, str]:
    """Return each coder's independent word on code a."""
    return {one.coder: one.verdict for one in record.decided.independent() if one.code_id == "a"}


@pytest.mark.parametrize("decision", ["reject", "retract"])
def test_a_word_replaced_after_comparing_stays_the_independent_one(
    record: Record, decision: str
) -> None:
    """It no longer stands, but it is what the coder said before they saw the others' words."""
    first = record.word("ann")
    record.word("ben", "reject")
    record.look("ann", outcome="compared", codes=("a",))
    record.word("ann", decision, replaces=(first,))
    assert record.state() == "does not hold"
    assert independent(record) == {"ann": "yes", "ben": "no"}


def test_a_word_replaced_before_comparing_is_not_the_independent_one(record: Record) -> None:
    """Whoever changes their mind by themselves is independent in their last word."""
    first = record.word("ann")
    record.word("ann", "reject", replaces=(first,))
    record.look("ann", outcome="compared", codes=("a",))
    assert independent(record) == {"ann": "no"}


def test_an_adjudication_that_replaces_its_coders_word_leaves_it_independent(
    record: Record,
) -> None:
    """Older tables say it so: one row rejects what both had said."""
    first = record.word("ann")
    record.word("ben", "reject")
    record.word("ann", "adjudicate", holds="no", replaces=(first,))
    assert independent(record) == {"ann": "yes", "ben": "no"}


def test_a_look_taken_back_after_comparing_stays_independent(record: Record) -> None:
    """Silence before the comparison is a word too."""
    first = record.look("ann")
    record.look("ann", outcome="compared")
    record.word("ann", "retract", replaces=(first,))
    assert independent(record) == {"ann": "nothing"}
