"""To which segments an event attaches."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from themekit.events import Anchor

if TYPE_CHECKING:
    from conftest import Record


@pytest.fixture
def three(record: Record) -> Record:
    """Return a document d of three segments of 100 code points each."""
    record.says()
    record.says()
    return record


def coded(record: Record, **about: Any) -> list[str]:
    """Return the segments that hold the code that somebody adds at a place."""
    record.word("ann", **about)
    return [one.segment_id for one in record.decided.standings() if one.counts]


def test_narrow_span_attaches_to_its_segment(three: Record) -> None:
    """A few words inside the segment are enough."""
    assert coded(three, start=120, end=125) == ["d/1"]


def test_wide_span_attaches_to_what_it_mostly_covers(three: Record) -> None:
    """Segments covered by more than half take it, others do not."""
    assert coded(three, start=60, end=290) == ["d/1", "d/2"]


def test_overlapping_segments_all_take_it(three: Record) -> None:
    """Segments that overlap or lie in each other are all found."""
    three.says(start=0, end=300)
    three.says(start=140, end=160)
    assert coded(three, start=130, end=170) == ["d/1", "d/3", "d/4"]


def test_exact_range_attaches_there_alone(three: Record) -> None:
    """A segment of just that range is meant, whatever lies over it."""
    three.says(start=0, end=300)
    assert coded(three, start=100, end=200) == ["d/1"]


def test_halves_go_to_one_segment(three: Record) -> None:
    """Where no segment shares more than half, the one that shares most takes it."""
    assert coded(three, start=70, end=130) == ["d/0"]
    three.events.clear()
    assert coded(three, start=60, end=240) == ["d/1"]


def test_empty_span_is_nowhere_but_on_itself(three: Record) -> None:
    """An event of no characters attaches only to a segment of the same place and length."""
    three.says(start=150, end=150)
    assert coded(three, start=150, end=150) == ["d/3"]


def test_new_cutting_keeps_what_was_said(three: Record) -> None:
    """Cut into sentences, the segments under the event take it."""
    event = three.word("ann", segment="d/1")
    three.segments.clear()
    for _ in range(6):
        start = len(three.segments) * 50
        three.says(start=start, end=start + 50)
    (one,) = three.events
    assert event == one.event_id
    assert three.decided.segments_of(one) == ("d/2", "d/3")


@pytest.mark.parametrize("elsewhere", [{"text_hash": "changed"}, {"start": 900, "end": 950}])
def test_span_on_nothing_counts_nowhere_and_is_listed(
    three: Record, elsewhere: dict[str, Any]
) -> None:
    """An event on a text that is not there, or outside all segments, attaches to none."""
    assert coded(three, **elsewhere) == []
    assert [one.event_id for one in three.decided.unplaced] == ["e1"]


def test_text_alone_tells_the_document_where_only_one_has_it(three: Record) -> None:
    """A document under another name is found by its text; of two twins neither is."""
    assert coded(three, document="renamed") == ["d/0"]
    three.says("twin", text_hash="hash of d")
    assert three.state() == "open"


def test_what_is_not_coded_is_left_out(record: Record) -> None:
    """A wide span leaves out the interviewer between two turns."""
    record.says(speaker_role="interviewer", skip_reason="interviewer")
    record.says()
    assert coded(record, start=0, end=300) == ["d/0", "d/2"]


def test_events_lie_in_their_own_document(three: Record) -> None:
    """Each event looks for its segments in its own document only."""
    three.says("e")
    three.says("e")
    three.word("ann", segment="e/1")
    assert coded(three, segment="d/2") == ["d/2", "e/1"]


def test_a_moved_event_lies_where_it_was_moved(three: Record) -> None:
    """An anchor names the events that lie at its passage from then on."""
    event = three.word("ann", text_hash="before the source changed")
    three.events.append(
        Anchor(
            number=2, event_id="e2", moves=(event,), document="d", text_hash="hash of d",
            start=200, end=300,
        )
    )  # fmt: skip
    assert three.state(segment="d/2") == "holds"
    assert three.state() == "open"
