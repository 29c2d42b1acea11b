"""Passages that a coder answered long ago, to be asked again: agreement with oneself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from themekit.events import Draw, DrawnItem
from themekit.tasks.items import item_of, name_of
from themekit.tasks.plans import Plan
from themekit.tasks.pool import Frame, Pool
from themekit.tasks.readers import Codes, Reader
from themekit.tasks.sampling import in_strata, seeded

REPEATED_AFTER = timedelta(days=14)


def draw_again(pool: Pool, reader: Reader, plan: Plan) -> tuple[tuple[Draw, ...], tuple[str, ...]]:
    """Draw passages that a coder answered long enough ago, to be asked the same once more.

    Returns
    -------
    tuple of Draw
        One for each list of codes that they were asked about.
    tuple of str
        What whoever hands out should know.
    """
    latest = (plan.now - REPEATED_AFTER).isoformat()
    answered = [
        pool.by_id[name]
        for name, one in reader.answered.items()
        if name in pool.by_id and name not in reader.repeated and one.received[:19] <= latest[:19]
    ]
    words = f"passages that this coder answered {REPEATED_AFTER.days} days ago or earlier"
    frame = Frame(pool, answered, words).where(
        lambda one: (
            one.document not in reader.closed and not pool.notes.speaks_of(one, reader.not_to_see)
        ),
        "what may not come to this coder",
    )
    rng = seeded(plan.seed, reader.coder, "repeat", str(reader.handed))
    drawn = in_strata(frame.segments, plan.passages, pool.stratum, rng)
    chance = min(1.0, plan.passages / len(frame.segments)) if drawn else None
    by_codes: dict[Codes, list[DrawnItem]] = {}
    for position, one in enumerate(drawn):
        item = replace(item_of(pool, one, chance), position=position)
        by_codes.setdefault(reader.answered[one.id].codes, []).append(item)
    draws = []
    for codes, items in by_codes.items():
        draw = Draw(
            coder=reader.coder, mode="blind", purpose="repeat", method="random",
            frame=frame.words, frame_hash=frame.hash, frame_size=len(frame.segments),
            seed=plan.seed, codebook_hash=pool.codebook_hash, codes=codes, items=tuple(items),
        )  # fmt: skip
        draws.append(replace(draw, draw=name_of(draw)))
    few = (
        f"only {len(drawn)} of {plan.passages} passages were answered by {reader.coder} so long ago"
    )
    return tuple(draws), (few,) if len(drawn) < plan.passages else ()
