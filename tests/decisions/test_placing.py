"""To which segments a coding attaches."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Building


@pytest.fixture
def document(study: Building) -> str:
    """Return a document of three segments of 100 code points each, after another one."""
    study.says(study.document("before"))
    name = study.document("d")
    for _ in range(3):
        study.says(name)
    return name


def coded(study: Building) -> list[str]:
    """Return the segments that are coded."""
    return [name for name, status in study.build().status if status == "coded"]


def test_narrow_span_attaches_to_its_segment(study: Building, document: str) -> None:
    """A few words inside the segment are enough."""
    study.word("ann", "d/1", start=120, end=125)
    assert coded(study) == ["d/1"]


def test_moved_span_attaches_to_where_it_lies(study: Building, document: str) -> None:
    """A coding whose segment id now means another range follows its range."""
    study.word("ann", "d/0", start=220, end=260)
    assert coded(study) == ["d/2"]


def test_wide_span_attaches_to_what_it_mostly_covers(study: Building, document: str) -> None:
    """Segments covered by more than half take the coding, others do not."""
    study.word("ann", "d/0", segment_id="gone", start=60, end=290)
    assert coded(study) == ["d/1", "d/2"]


def test_overlapping_segments_all_take_it(study: Building, document: str) -> None:
    """Segments that overlap or lie in each other are all found."""
    study.says(document, start=0, end=300)
    study.says(document, start=140, end=160)
    study.word("ann", "d/0", segment_id="gone", start=130, end=170)
    assert coded(study) == ["d/1", "d/3", "d/4"]


def test_empty_span_is_nowhere_but_on_itself(study: Building, document: str) -> None:
    """A coding of no characters attaches only to a segment of the same place and length."""
    study.says(document, start=150, end=150)
    study.word("ann", "d/0", segment_id="gone", start=150, end=150)
    assert coded(study) == ["d/3"]


@pytest.mark.parametrize("elsewhere", [{"document": "unknown"}, {"start": 900, "end": 950}])
def test_span_in_no_segment_counts_nowhere(
    study: Building, document: str, elsewhere: dict[str, object]
) -> None:
    """A coding outside all segments attaches to none."""
    study.word("ann", "d/0", **{"segment_id": "gone", **elsewhere})
    assert coded(study) == []


def test_fallback_skips_what_is_not_coded(study: Building) -> None:
    """A wide span leaves out the interviewer between two turns."""
    name = study.document("d")
    study.says(name)
    study.says(name, speaker_role="interviewer", skip_reason="interviewer")
    study.says(name)
    study.word("ann", "d/0", segment_id="gone", start=0, end=300)
    assert coded(study) == ["d/0", "d/2"]


def test_codings_in_several_documents(study: Building, document: str) -> None:
    """Each coding looks for its segments in its own document only."""
    study.says("before")
    study.word("ann", "before/0", segment_id="gone", start=100, end=200)
    study.word("ann", "d/0", segment_id="gone", start=200, end=300)
    study.word("ben", "d/0", segment_id="gone", start=0, end=100)
    assert coded(study) == ["d/0", "d/2", "before/1"]
