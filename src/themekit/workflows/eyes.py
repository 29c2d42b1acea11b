"""What one researcher may see of what a machine and others say, passage by passage.

Three things are held back. Documents that are not for them, and people whom they may know, are not
there at all. On a passage that a draw gave them without suggestions, nothing that anybody else
says is shown until they have answered. And what other people said of a passage is shown only
once they have said something there themselves, or asked to see it, which ends independence.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from themekit.decisions import CodedStudy, Flags
from themekit.events import Coder, Coding, Look
from themekit.workflows.desk import Desk, Place
from themekit.workflows.passages import Sight, overlapping, progress_in, sight_of

_ALL: frozenset[str] = frozenset()
"""Codes of a look that named none: it was about all of them."""


@dataclass(frozen=True, slots=True, eq=False)
class Eyes:
    """What somebody may see.

    Attributes
    ----------
    coder : str
        Id.
    visible : boolean array of shape (n_segments,)
        Segments of documents and people that may be shown to them at all.
    kept : mapping of segment number to Place
        Where they have an open passage of a draw without suggestions: that passage.
    veiled : frozenset of int
        Numbers of all segments of the documents of those.
    compared : mapping of segment number to frozenset of code ids
        Where they opened others' words, and on which codes; an empty set stands for all.
    """

    coder: str
    visible: Flags
    kept: Mapping[int, Place] = field(default_factory=dict)
    veiled: frozenset[int] = frozenset()
    compared: Mapping[int, frozenset[str]] = field(default_factory=dict)

    @property
    def kept_mask(self) -> Flags:
        """Which segments are held back until they have answered."""
        mask = np.zeros(self.visible.size, dtype=bool)
        mask[[*self.kept, *self.veiled]] = True
        return mask

    def is_kept(self, segment: int) -> bool:
        """Tell whether what anybody says of a segment is held back until they have answered."""
        return segment in self.kept or segment in self.veiled

    def has_compared(self, segment: int, code_id: str) -> bool:
        """Tell whether they have opened what others said of a code on a segment."""
        codes = self.compared.get(segment)
        return codes is not None and (not codes or code_id in codes)


def eyes_of(desk: Desk, coder: Coder, coded: CodedStudy, *, remote: bool) -> Eyes:
    """Return what a coder may see of a study as it stands.

    Parameters
    ----------
    desk : Desk
    coder : Coder
    coded : CodedStudy
        Of that desk.
    remote : bool
        Whether they sit at another machine.
    """
    sight = sight_of(desk, coder, remote=remote)
    kept = _kept(coded, sight, desk)
    return Eyes(
        coder.id,
        _visible(sight, coded),
        kept,
        _veiled(coded, desk, kept),
        _compared(coded, coder.id),
    )


def _visible(sight: Sight, coded: CodedStudy) -> Flags:
    shown = [sight.may_read(name) for name in coded.decisions.passages.documents]
    return np.array(shown, dtype=bool)[coded.decisions.passages.document]


def may_read(desk: Desk, coder: Coder, document: str, *, remote: bool) -> bool:
    """Tell whether somebody may be shown a document at all."""
    return sight_of(desk, coder, remote=remote).may_read(document)


def _kept(coded: CodedStudy, sight: Sight, desk: Desk) -> dict[int, Place]:
    """Return the passages that are still to be answered without suggestions.

    What was called back, or can come to them no more, holds nothing back: nobody could answer it.
    """
    position = coded.decisions.passages.position
    found: dict[int, Place] = {}
    for task in progress_in(desk, sight).tasks:
        draw, item = task.draw, task.item
        if task.look is not None or draw.mode != "blind":
            continue
        place = Place(item.document, item.text_hash, item.start, item.end, draw.draw)
        for one in overlapping(desk.segments_of(item.document), item.start, item.end):
            found.setdefault(position[one.id], place)
    return found


def _veiled(coded: CodedStudy, desk: Desk, kept: Mapping[int, Place]) -> frozenset[int]:
    """Return the segments of whole documents: suggestions beside it would tell of a passage."""
    position = coded.decisions.passages.position
    documents = {place.document for place in kept.values()}
    return frozenset(position[one.id] for name in documents for one in desk.segments_of(name))


def _compared(coded: CodedStudy, coder: str) -> dict[int, frozenset[str]]:
    decisions = coded.decisions
    position = decisions.passages.position
    found: dict[int, frozenset[str]] = {}
    for event, codes in _opened(decisions.record.said, coder):
        for segment in decisions.segments_of(event):
            at = position[segment]
            there = found.get(at)
            whole = not codes or there == _ALL
            found[at] = _ALL if whole else codes | (there or _ALL)
    return found


def _opened(
    said: Iterable[Coding | Look], coder: str
) -> Iterable[tuple[Coding | Look, frozenset[str]]]:
    """Yield by what a coder came to know others' words, and of which codes."""
    for one in said:
        if one.coder != coder:
            continue
        if isinstance(one, Look) and one.outcome == "compared":
            yield one, frozenset(one.codes)
        elif isinstance(one, Coding) and one.decision == "adjudicate":
            yield one, frozenset({one.code_id})
