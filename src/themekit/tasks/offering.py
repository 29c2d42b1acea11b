"""What somebody skipped is offered to somebody else, as it was drawn and without a word of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from themekit.events import Draw, DrawnItem, Mode
from themekit.tasks.pool import Pool
from themekit.tasks.readers import Codes, Reader, share_codes
from themekit.tasks.sections import MOST_ASKED


class Offers:
    """Passages of random draws that were skipped, and that nobody else has been given since.

    Parameters
    ----------
    draws : sequence of Draw
        All that hold, in order.
    readers : mapping of coder id to Reader
    pool : Pool
    """

    def __init__(self, draws: Sequence[Draw], readers: Mapping[str, Reader], pool: Pool) -> None:
        self._pool = pool
        self._skipped: dict[tuple[str, str], tuple[Draw, DrawnItem]] = {}
        self._with: dict[tuple[str, str], set[str]] = {}
        for draw in draws:
            if draw.method != "random" or draw.purpose not in ("count", "overlap"):
                continue
            reader = readers.get(draw.coder)
            for item in draw.items:
                for name in pool.segments_at(item):
                    place = (draw.draw, name)
                    if reader is not None and place in reader.skipped:
                        self._skipped.setdefault(place, (draw, item))
                    elif reader is None or draw.event_id not in reader.called_back:
                        self._with.setdefault(place, set()).add(draw.coder)

    def to(
        self, reader: Reader, most: int, *, arms: bool, codes: Codes, apart: bool = False
    ) -> list[Draw]:
        """Return draws with the passages that a coder may get, and count them as given."""
        found: dict[str, tuple[Draw, list[DrawnItem]]] = {}
        modes = dict(reader.arms)
        shown: dict[str, Mode] = {}
        left = most
        for place, (draw, item) in self._skipped.items():
            if not left:
                break
            if draw.in_arms != arms or self._is_given(place, draw):
                continue
            name = place[1]
            if apart and shown.get(item.document, draw.mode) != draw.mode:
                continue
            if not (self._may_come(reader, name, draw, codes) and _fits(reader, item, draw, modes)):
                continue
            shown[item.document] = draw.mode
            if arms:
                modes[item.document] = draw.mode
            found.setdefault(draw.draw, (draw, []))[1].append(item)
            self._with.setdefault(place, set()).add(reader.coder)
            left -= 1
        return [replace(draw, items=tuple(items)) for draw, items in found.values()]

    def _is_given(self, place: tuple[str, str], draw: Draw) -> bool:
        """Tell whether as many have it as it was drawn for."""
        return len(self._with.get(place, ())) >= (2 if draw.purpose == "overlap" else 1)

    def _may_come(self, reader: Reader, name: str, draw: Draw, codes: Codes) -> bool:
        """Tell whether a skipped passage, with the questions of its draw, may come to a coder."""
        segment = self._pool.by_id[name]
        too_many = reader.role == "peer" and not 0 < len(draw.codes) <= MOST_ASKED
        if segment.document in reader.closed or too_many or reader.has_met(name, draw.codes):
            return False
        unwanted = reader.not_to_see
        return share_codes(draw.codes, codes) and not (
            unwanted and self._pool.notes.speaks_of(segment, unwanted)
        )


def _fits(reader: Reader, item: DrawnItem, draw: Draw, modes: Mapping[str, Mode]) -> bool:
    """Tell whether a coder may see a document in the mode of a draw."""
    if draw.in_arms:
        same = modes.get(item.document, draw.mode) == draw.mode
        return same and item.document not in reader.outside_arms
    if draw.mode == "blind":
        return reader.may_be_blind(item.document)
    return reader.may_be_assisted(item.document)
