"""Draws: as their own table tells them, and as older tables only hint at them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from themekit.errors import Problem
from themekit.events import Draw, DrawnItem, Event, Method, Mode, Purpose, same_content
from themekit.exchange.rows import RANDOM, ROUNDED
from themekit.exchange.tables import Row, fraction, one_of, whole_number
from themekit.exchange.taken import Item, Names
from themekit.spans import parts_hash

EARLIER = "an earlier table"
"""The frame of a draw of which nothing but its being random is known."""


def draw_of(item: Item, names: Names) -> Draw:
    """Return the draw that a group of rows tells.

    One that the study knows already, by its id and its coder, keeps what tables do not tell.
    """
    row, problems = item.row, names.problems
    there = _known(names, row.get("draw"), item.coder)
    purpose = one_of(row, "purpose", get_args(Purpose), problems, "count")
    method = one_of(row, "method", get_args(Method), problems, "chosen")
    found = Draw(
        event_id=item.id if there is None else there.event_id,
        act="" if there is None else there.act,
        coder=item.coder,
        time=row.get("time") or ("" if there is None else there.time),
        origin="file" if there is None else there.origin,
        entered_by="" if there is None else there.entered_by,
        draw=row.get("draw"),
        mode=one_of(row, "mode", get_args(Mode), problems, "assisted"),  # type: ignore[arg-type]
        round=whole_number(row, "round", problems) or 1,
        purpose=purpose,  # type: ignore[arg-type]
        method=method,  # type: ignore[arg-type]
        frame=row.words("frame"),
        frame_hash=row.get("frame_hash"),
        frame_size=whole_number(row, "frame_size", problems) or 0,
        seed=whole_number(row, "seed", problems) or 0,
        codebook_hash=row.get("codebook_hash") or ("" if there is None else there.codebook_hash),
        codes=() if there is None else there.codes,
        items=_items((row, *item.more), names),
    )
    if there is None or same_content(there, found):
        return there or found
    if same_content(there, replace(found, items=there.items)) and _alike(there.items, found.items):
        return there
    message = f"the draw '{found.draw}' is in this study already and says something else"
    problems.append(row.problem(message, "what people were given is never overwritten"))
    return found


def _known(names: Names, draw: str, coder: str) -> Draw | None:
    for event in names.known.events.values():
        if isinstance(event, Draw) and (event.draw, event.coder) == (draw, coder):
            return event
    return None


def _alike(there: Sequence[DrawnItem], found: Sequence[DrawnItem]) -> bool:
    """Tell whether two lists differ alone in what tables round or do not tell."""
    bare = [
        [replace(one, probability=None, suggested=(), note="") for one in items]
        for items in (there, found)
    ]
    chances = [[one.probability or 0.0 for one in items] for items in (there, found)]
    return bare[0] == bare[1] and all(
        abs(one - other) < ROUNDED for one, other in zip(*chances, strict=True)
    )


def _items(rows: Iterable[Row], names: Names) -> tuple[DrawnItem, ...]:
    found = []
    for order, row in enumerate(rows):
        position = whole_number(row, "position", names.problems)
        place = names.known.texts.place(row, names.problems, names.losses)
        found.append(
            DrawnItem(
                position=order if position is None else position,
                document=place.document,
                text_hash=place.text_hash,
                start=place.start,
                end=place.end,
                stratum=row.get("stratum"),
                probability=fraction(row, "probability", names.problems),
            )
        )
    return tuple(sorted(found, key=lambda one: one.position))


def random_draws(items: Iterable[Item]) -> dict[str, str]:
    """Return by coder the id of the draw that an older table's "random" stands for.

    It is made from what the rows say, so that the same tables always name the same draw.
    """
    said: dict[str, list[str]] = {}
    for item in items:
        if item.row.get("draw") == RANDOM:
            row = item.row
            place = ("document", "segment_id", "text_hash", "start", "end")
            said.setdefault(item.coder, []).append(parts_hash(*map(row.get, place)))
    return {
        coder: f"random-{parts_hash(coder, *sorted(set(places)))[:12]}"
        for coder, places in said.items()
    }


def earlier_draw(draw: str, coder: str, events: Iterable[Event]) -> Draw:
    """Return the draw behind an older table: the passages that its coder looked at in it."""
    looked: dict[tuple[str, str, int, int], Any] = {}
    spoken: dict[tuple[str, str, int, int], Any] = {}
    mode: Mode = "assisted"
    for event in events:
        if getattr(event, "draw", "") != draw or event.coder != coder:
            continue
        given: Any = event
        place = (given.document, given.text_hash, given.start, given.end)
        (looked if event.kind == "look" else spoken).setdefault(place)
        mode = given.mode
    for place in spoken:
        if not any(_within(place, other) for other in looked):
            looked[place] = None
    return Draw(
        event_id=f"draw-{parts_hash(draw, coder)}",
        coder=coder,
        origin="file",
        draw=draw,
        mode=mode,
        purpose="count",
        method="random",
        frame=EARLIER,
        items=tuple(_item(number, *place) for number, place in enumerate(looked)),
    )


def _item(position: int, document: str, text_hash: str, start: int, end: int) -> DrawnItem:
    return DrawnItem(
        position=position, document=document, text_hash=text_hash, start=start, end=end
    )


def _within(place: tuple[str, str, int, int], other: tuple[str, str, int, int]) -> bool:
    return place[:2] == other[:2] and other[2] <= place[2] and place[3] <= other[3]


def unknown_draws(
    events: Iterable[Event], known: Mapping[str, Event], rows: Mapping[str, Row]
) -> list[Problem]:
    """Say of which draws that rows name nothing is known."""
    seen = {one.draw for one in known.values() if isinstance(one, Draw)}
    losses = []
    for event in events:
        name = getattr(event, "draw", "")
        if isinstance(event, Draw):
            seen.add(name)
        elif name and name not in seen:
            seen.add(name)
            message = f"the draw '{name}' is not in the files: it counts like any other passage"
            losses.append(rows[event.event_id].loss(message, "give the table draws.csv too"))
    return losses
