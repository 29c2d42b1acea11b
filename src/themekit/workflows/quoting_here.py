"""A passage as somebody meets it at the desk: which of its words stand for a code in the report."""

from __future__ import annotations

from dataclasses import dataclass

from themekit.decisions import CodedStudy, chosen_quotes
from themekit.disclosure import ShownWord
from themekit.records import Segment
from themekit.spans import Span
from themekit.workflows.chosen_quotes import SHOWN, choosable, state_of
from themekit.workflows.passages import Passage


@dataclass(frozen=True, slots=True)
class Chosen:
    """Words that somebody chose, as they are shown.

    Attributes
    ----------
    event_id, coder, code_id, place : str
    text : str
    state : str
        Whether the report shows them, and why it does not.
    is_shown : bool
    """

    event_id: str
    coder: str
    code_id: str
    place: str
    text: str
    state: str
    is_shown: bool


@dataclass(frozen=True, slots=True)
class Quoting:
    """What can be chosen of a passage, and what was.

    Attributes
    ----------
    segment : Segment
    codes : tuple of str
        Ids of the codes for which words can be chosen.
    is_unquoted : bool
        Whether whoever speaks took back that they are quoted.
    words : tuple of ShownWord
    chosen : tuple of Chosen
    """

    segment: Segment
    codes: tuple[str, ...]
    is_unquoted: bool
    words: tuple[ShownWord, ...]
    chosen: tuple[Chosen, ...]

    def span(self, first: int | None, last: int | None) -> Span | None:
        """Return the range of the words from one number to another; None where they are none."""
        inside = [one for one in self.words if first and last and first <= one.first]
        inside = [one for one in inside if last and one.last <= last]
        return Span(inside[0].start, inside[-1].end) if inside else None


def quoting_of(coded: CodedStudy, here: Passage) -> Quoting | None:
    """Return what can be chosen of a passage.

    None where it lies in no one segment, or somebody was given it without suggestions and has not
    answered: which codes hold is what others say.

    Parameters
    ----------
    coded : CodedStudy
    here : Passage
    """
    item = here.given.item
    segment = next(
        (
            one
            for one in here.segments
            if one.codable and one.start <= item.start and item.end <= one.end
        ),
        None,
    )
    if segment is None or (here.given.draw.draw and here.said.look is None):
        return None
    case = coded.case(segment)
    first, last = here.own_words()
    return Quoting(
        segment=segment,
        codes=choosable(coded, segment),
        is_unquoted=case is not None and case.unquoted,
        words=tuple(one for one in here.words() if first <= one.first and one.last <= last),
        chosen=tuple(
            Chosen(
                one.event_id, one.coder, one.code_id, one.place,
                here.text_of(one.start, one.end), state := state_of(coded, one),
                state.startswith(SHOWN),
            )
            for one in chosen_quotes(coded)
            if one.segment_id == segment.id
        ),
    )  # fmt: skip


__all__ = ["Chosen", "Quoting", "quoting_of"]
