"""How far somebody is with what they were given, and which passage comes next."""

from __future__ import annotations

from dataclasses import dataclass

from themekit.decisions.in_force import in_force
from themekit.events import Coder, Look
from themekit.tasks.asking import overlaps
from themekit.workflows.desk import Desk, Place
from themekit.workflows.passages import Passage, passage_of


@dataclass(frozen=True, slots=True)
class Queue:
    """What one coder was given.

    Attributes
    ----------
    key : str or None
        Of the next passage; None where nothing is left.
    places : mapping of (draw, document, start) to number
    done, skipped, left, of : int
    minutes : str
    take_a_break : bool
    why_none : str
    """

    key: str | None
    order: tuple[tuple[str, str, int], ...]
    done: int
    skipped: int
    left: int
    minutes: str = ""
    take_a_break: bool = False
    why_none: str = ""

    @property
    def of(self) -> int:
        return len(self.order)

    def number(self, here: Passage) -> int:
        """Return the place of a passage in the order, from 1."""
        item = here.given.item
        place = (here.given.draw.draw, item.document, item.start)
        return self.order.index(place) + 1 if place in self.order else 1


def queue_of(desk: Desk, coder: Coder, *, remote: bool) -> Queue:
    events = desk.said_by(coder.id)
    held = in_force(events)
    looks = [
        one
        for one in (*held.said, *held.apart)
        if isinstance(one, Look) and one.outcome != "compared"
    ]
    given = [(draw, item) for draw in desk.draws_of(coder.id) for item in draw.items]
    order = tuple((draw.draw, item.document, item.start) for draw, item in given)
    done, key, skipped = 0, None, 0
    for draw, item in given:
        look = next(
            (
                one
                for one in looks
                if one.draw == draw.draw and one.document == item.document and overlaps(one, item)
            ),
            None,
        )
        if look is not None:
            done += 1
            skipped += look.outcome == "skipped"
        elif key is None:
            found = desk.key(Place(item.document, item.text_hash, item.start, item.end, draw.draw))
            if passage_of(desk, coder, found, remote=remote) is not None:
                key = found
    return Queue(key, order, done, skipped, len(given) - done)


def provide(desk: Desk, coder: Coder, *, remote: bool) -> None:
    pass
