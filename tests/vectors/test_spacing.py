"""White space makes no difference to an encoder."""

from themekit.spans import Span
from themekit.vectors.spacing import evened


def test_a_turn_with_line_breaks_is_the_text_that_is_heard_without_them() -> None:
    """Parts keep their words, wherever white space was taken out."""
    text = "  We waited.\n\nNobody\tcame,  and\nthen it rained. "
    parts = [Span(2, 12), Span(14, 47), Span(0, len(text)), Span(12, 14)]
    even, moved = evened(text, parts)
    assert even == "We waited. Nobody came, and then it rained."
    assert [part.of(even) for part in moved] == [
        "We waited.", "Nobody came, and then it rained.", even, "",
    ]  # fmt: skip


def test_a_part_of_a_word_stays_one() -> None:
    """Offsets within words are kept."""
    even, moved = evened("one\n\ntwo  three", [Span(6, 12)])
    assert even == "one two three"
    assert [part.of(even) for part in moved] == ["wo th"]


def test_a_text_without_more_white_space_is_left_as_it_is() -> None:
    """Also one without words."""
    assert evened("one two", [Span(0, 3)]) == ("one two", (Span(0, 3),))
    assert evened(" \n ", [Span(0, 3)]) == ("", (Span(0, 0),))
