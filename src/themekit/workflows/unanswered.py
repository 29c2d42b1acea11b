"""What a coder was given and has not gone through yet."""

from __future__ import annotations

from collections.abc import Sequence

from themekit.decisions.in_force import InForce, in_force
from themekit.events import Draw, DrawnItem, Event, Look
from themekit.tasks.asking import overlaps


def open_items(events: Sequence[Event]) -> list[tuple[Draw, DrawnItem]]:
    """Return the passages that a coder was given and has not gone through, in order.

    Parameters
    ----------
    events : sequence of Event
        The coder's own.
    """
    draws = [one for one in events if isinstance(one, Draw)]
    if not draws:
        return []
    looks = _looks_by_place(in_force(events))
    return [
        (draw, item)
        for draw in draws
        for item in draw.items
        if not any(
            overlaps(look, item)
            for look in looks.get((draw.draw, item.document, item.text_hash), ())
        )
    ]


def _looks_by_place(held: InForce) -> dict[tuple[str, str, str], list[Look]]:
    found: dict[tuple[str, str, str], list[Look]] = {}
    for one in (*held.said, *held.apart):
        if isinstance(one, Look) and one.outcome != "compared":
            found.setdefault((one.draw, one.document, one.text_hash), []).append(one)
    return found
