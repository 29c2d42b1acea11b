"""A passage as it is drawn, and the names of draws."""

from __future__ import annotations

from themekit.events import Draw, DrawnItem
from themekit.records import Segment
from themekit.spans import parts_hash
from themekit.tasks.pool import Pool

_ID_LENGTH = 16


def item_of(pool: Pool, segment: Segment, chance: float | None) -> DrawnItem:
    """Return a passage as it is drawn: what was suggested is frozen, whoever will see it."""
    return DrawnItem(
        position=0,
        document=segment.document,
        text_hash=segment.text_hash,
        start=segment.start,
        end=segment.end,
        stratum=pool.stratum(segment),
        probability=chance,
        suggested=pool.suggested.get(segment.id, ()),
        note=pool.notes.note(segment),
    )


def key_of(item: DrawnItem) -> str:
    """Return where an item lies, as one text."""
    return f"{item.document}\t{item.text_hash}\t{item.start}\t{item.end}"


def name_from(*parts: str) -> str:
    """Return an id that some texts make."""
    return parts_hash(*parts)[:_ID_LENGTH]


def name_of(draw: Draw) -> str:
    """Return the id of a draw: coders who are given the same passages alike share it."""
    about = (draw.mode, draw.purpose, draw.method, draw.frame_hash, draw.codebook_hash)
    return name_from(*about, str(draw.seed), *draw.codes, "", *map(key_of, draw.items))
