"""Where each coder, by themselves, said that a code begins and ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from themekit.events import Anchor

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Record

LOOK_AT_ALL = {"outcome": "nothing applies"}


def spans(record: Record) -> list[tuple[str, int, int]]:
    """Return who marked what of code a."""
    found = record.decided.independent_spans()
    return [(one.coder, one.start, one.end) for one in found if one.code_id == "a"]


def test_two_spans_of_one_code_in_one_segment_are_two(record: Record) -> None:
    """In the order of the text, whichever was marked first."""
    record.word("ann", start=60, end=90)
    record.word("ann", start=10, end=30)
    assert spans(record) == [("ann", 10, 30), ("ann", 60, 90)]


def test_the_same_span_said_again_is_one(record: Record) -> None:
    """Its last word is the one that tells how it was read."""
    record.word("ann", mode="assisted")
    record.word("ann", mode="blind", draw="first")
    (span,) = record.decided.independent_spans()
    assert (span.mode, span.draw) == ("blind", "first")


def test_what_is_undone_is_no_span(record: Record) -> None:
    """Taking an act back takes its spans; undoing that brings them back."""
    first = record.word("ann", start=10, end=30)
    undone = record.word("ann", "retract", replaces=(first,))
    assert spans(record) == []
    record.word("ann", "retract", replaces=(undone,))
    assert spans(record) == [("ann", 10, 30)]


def test_a_span_that_was_drawn_anew_lies_where_it_was_drawn_last(record: Record) -> None:
    """Adjusting it by words replaces what was marked before."""
    first = record.word("ann", start=10, end=30)
    record.word("ann", start=12, end=40, replaces=(first,))
    assert spans(record) == [("ann", 12, 40)]


def test_a_code_put_in_anothers_place_takes_its_span(record: Record) -> None:
    """The old code is not marked there any more."""
    record.codes["b"] = "meaning"
    first = record.word("ann", start=10, end=30)
    record.word("ann", "change_code", code="b", start=10, end=30, replaces=(first,))
    found = [(one.code_id, one.start, one.end) for one in record.decided.independent_spans()]
    assert found == [("b", 10, 30)]


@pytest.mark.parametrize("decision", ["reject", "unsure", "code_problem"])
def test_a_later_no_or_doubt_takes_what_it_covers(record: Record, decision: str) -> None:
    """Only there, and only of the same person."""
    for coder in ("ann", "ben"):
        record.word(coder, start=10, end=90)
    record.word("ann", decision, start=40, end=50)
    assert spans(record) == [("ann", 10, 40), ("ann", 50, 90), ("ben", 10, 90)]


def test_a_yes_after_a_no_marks_again(record: Record) -> None:
    """The order of what somebody says is what counts."""
    record.word("ann", "reject")
    record.word("ann", start=40, end=50)
    assert spans(record) == [("ann", 40, 50)]


def test_nothing_applies_takes_the_codes_that_were_shown(record: Record) -> None:
    """Of a code that nobody asked about it says nothing."""
    record.codes["b"] = "meaning"
    for code in "ab":
        record.word("ann", code=code)
    record.look("ann", codes=("b",), **LOOK_AT_ALL)
    assert [one.code_id for one in record.decided.independent_spans()] == ["a"]


@pytest.mark.parametrize("outcome", ["coded", "skipped", "upsetting"])
def test_other_looks_take_nothing(record: Record, outcome: str) -> None:
    """Somebody who looked and went on had not changed their mind."""
    record.word("ann")
    record.look("ann", outcome=outcome)
    assert spans(record) == [("ann", 0, 100)]


def test_what_waits_for_its_coder_is_no_span(record: Record) -> None:
    """A second device that did not know of the first word waits until the person chooses."""
    first = record.word("ann", start=10, end=30)
    waits = record.word("ann", start=20, end=60, after=0)
    assert spans(record) == [("ann", 10, 30)]
    record.word("ann", start=20, end=60, replaces=(first, waits))
    assert spans(record) == [("ann", 20, 60)]


def test_what_was_marked_after_comparing_is_not_independent(record: Record) -> None:
    """Nor is what was taken away or moved then."""
    first = record.word("ann", start=10, end=30)
    record.look("ann", outcome="compared")
    record.word("ann", start=10, end=90, replaces=(first,))
    record.word("ann", "reject")
    record.look("ann", **LOOK_AT_ALL)
    assert spans(record) == [("ann", 10, 30)]


def test_comparing_ends_independence_only_there(record: Record) -> None:
    """Of the code whose words were opened, by whoever opened them."""
    record.codes["b"] = "meaning"
    record.look("ann", outcome="compared", codes=("b",))
    for code in "ab":
        record.word("ann", code=code)
    record.word("ben", code="b")
    found = [(one.coder, one.code_id) for one in record.decided.independent_spans()]
    assert found == [("ann", "a"), ("ben", "b")]


def test_a_settlement_is_nobodys_span(record: Record) -> None:
    """Whatever it says, and who settles is not independent there from then on."""
    record.word("cy", "adjudicate", holds="yes")
    record.word("cy")
    assert spans(record) == []


def test_a_moved_span_lies_where_its_words_are_now(record: Record) -> None:
    """Its source changed, and somebody found the same words further on."""
    record.says()
    event = record.word("ann", text_hash="before the source changed", start=10, end=30)
    assert spans(record) == []
    number = len(record.events) + 1
    record.events.append(
        Anchor(
            number=number, event_id=f"e{number}", moves=(event,), document="d",
            text_hash="hash of d", start=115, end=135,
        )
    )  # fmt: skip
    assert spans(record) == [("ann", 115, 135)]


def test_a_later_no_reaches_a_moved_span_where_it_lies_now(record: Record) -> None:
    """And what lies where it used to be is left alone."""
    event = record.word("ann", text_hash="before the source changed", start=10, end=30)
    record.events.append(
        Anchor(
            number=2, event_id="e2", moves=(event,), document="d", text_hash="hash of d",
            start=50, end=70,
        )
    )  # fmt: skip
    record.word("ann", "reject", start=10, end=30)
    assert spans(record) == [("ann", 50, 70)]
    record.word("ann", "reject", start=60, end=80)
    assert spans(record) == [("ann", 50, 60)]


@pytest.mark.parametrize("purpose", ["repeat", "practice", "bridge"])
def test_draws_that_do_not_count_mark_nothing(record: Record, purpose: Any) -> None:
    """Nor does a no in them take away what was marked."""
    record.draw("again", purpose)
    record.word("ann", start=10, end=30)
    record.word("ann", start=40, end=60, draw="again")
    record.word("ann", "reject", draw="again")
    assert spans(record) == [("ann", 10, 30)]


def test_a_span_of_an_earlier_meaning_says_so(record: Record) -> None:
    """It is kept, and whoever compares leaves it out."""
    record.word("ann", meaning_hash="earlier")
    (span,) = record.decided.independent_spans()
    assert not span.current


def test_spans_of_unknown_codes_or_texts_are_left_out(record: Record) -> None:
    """There is nowhere to draw them."""
    record.word("ann", code="gone")
    record.word("ann", text_hash="gone")
    record.word("ann", start=900, end=950)
    assert list(record.decided.independent_spans()) == []


DECISIONS = ("add", "accept", "reject", "unsure", "code_problem", "retract", "adjudicate")
SAID = st.tuples(
    st.sampled_from(["ann", "ben"]),
    st.sampled_from([*DECISIONS, "nothing applies", "compared", "coded"]),
    st.sampled_from(["a", "b"]),
    st.integers(0, 2),
    st.integers(0, 3),
    st.booleans(),
    st.sampled_from(["", "first", "again"]),
)


@settings(deadline=None)
@given(said=st.lists(SAID, max_size=14))
def test_of_whole_segments_spans_are_the_independent_yes(
    records: Callable[..., Record], said: list[Any]
) -> None:
    """Whatever people say, take back, miss, compare and repeat."""
    record = records(codes={"a": "meaning", "b": "meaning"})
    for _ in range(3):
        record.says()
    record.draw("first", "count")
    record.draw("again", "repeat")
    for coder, decision, code, segment, missed, replaces, draw in said:
        own = [one.event_id for one in record.events if one.coder == coder and one.kind != "draw"]
        about: dict[str, Any] = {"after": max(0, len(record.events) - missed), "draw": draw}
        if decision in DECISIONS:
            about["replaces"] = tuple(own[-1:]) if replaces or decision == "retract" else ()
            about["holds"] = "yes" if decision == "adjudicate" else ""
            record.word(coder, decision, code, f"d/{segment}", **about)
        else:
            codes = (code,) if replaces else ()
            record.look(coder, f"d/{segment}", outcome=decision, codes=codes, **about)
    decided = record.decided
    words = {
        (one.coder, one.code_id, one.segment_id, one.current, one.mode, one.draw)
        for one in decided.independent()
        if one.verdict == "yes"
    }
    marked = [
        (one.coder, one.code_id, f"d/{one.start // 100}", one.current, one.mode, one.draw)
        for one in decided.independent_spans()
    ]
    assert len(marked) == len(set(marked))
    assert set(marked) == words
