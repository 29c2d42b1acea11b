"""Lines that nobody said."""

from __future__ import annotations

import pytest

from themekit.language import stretches
from themekit.spans import Span

TEXT = "Fine.\n\nTranscribed by  Otter, page 1\nThen it rained.\ntranscribed by nobody\n"


def cut(text: str, *unsaid: str) -> list[tuple[str, bool]]:
    """Cut a whole text."""
    return [(span.of(text), nobody) for span, nobody in stretches(text, Span(0, len(text)), unsaid)]


def test_lines_that_begin_so_are_cut_out() -> None:
    """Whatever follows in the line, and however it is typed."""
    assert cut(TEXT, "Transcribed by") == [
        ("Fine.", False),
        ("Transcribed by  Otter, page 1", True),
        ("Then it rained.", False),
        ("transcribed by nobody", True),
    ]


@pytest.mark.parametrize("unsaid", [(), ("rained",), ("",)])
def test_other_lines_stay_together(unsaid: tuple[str, ...]) -> None:
    """Only the beginning of a line counts."""
    assert [nobody for _, nobody in cut(TEXT, *unsaid)] == [False]


def test_nothing_of_a_range_is_lost() -> None:
    """What is not cut out is kept, but for white space."""
    found = "".join(part for part, _ in cut(TEXT, "Transcribed by"))
    assert found.split() == "".join(TEXT.split("\n")).split()


def test_a_range_of_such_lines_alone_has_nothing_else() -> None:
    """No empty stretch is left over."""
    assert cut("Transcribed by us\n", "transcribed") == [("Transcribed by us", True)]


def test_an_empty_range_stays_one() -> None:
    """An answer that is empty is counted."""
    assert cut("", "x") == [("", False)]
