"""What learning has brought, step by step: kept with the stage suggest, told by ``status``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from themekit.spans import parts_hash
from themekit.store.events import count_acts
from themekit.store.segments import count_suggestions
from themekit.workflows.context import RunContext
from themekit.workflows.suggestion_basis import settings

Cells = tuple[str, int | None, str]
LAST = 50
"""Decisions whose worth is told."""
MEASURED = 10
"""Uses that people found, under which a code's figures say next to nothing."""
_KEPT = 60


def with_step(
    context: RunContext,
    former: Sequence[Mapping[str, Any]],
    told: Mapping[str, Any],
    through: int,
) -> list[Mapping[str, Any]]:
    """Add to the former steps what is known after this one.

    Parameters
    ----------
    context : RunContext
    former : sequence of mapping
        Steps that were kept.
    told : mapping
        What the stage suggest tells of its learning.
    through : int
        Number of the last event that was learned from.
    """
    if "agreement" not in told:
        return list(former)
    with context.store.reading() as connection:
        acts, suggestions = count_acts(connection, through), count_suggestions(connection)
    step = {
        "through": through,
        "acts": acts,
        "checked": told["checked"],
        "f1": mean_f1(told["agreement"]),
        "measured": sum(one["uses"] >= MEASURED for one in told["agreement"]),
        "suggestions": suggestions,
        "made_with": parts_hash(*settings(context)),
    }
    return [*(one for one in former if one["through"] < through), step][-_KEPT:]


def mean_f1(agreement: Sequence[Mapping[str, Any]]) -> float | None:
    """Return the mean F1 over the codes that somebody found; None where nobody found any.

    It is of segments that the model had not learned from when it scored them.
    """
    found = [2 * one["hits"] / (one["suggested"] + one["uses"]) for one in agreement if one["uses"]]
    return round(sum(found) / len(found), 4) if found else None


def brought(details: Mapping[str, Any]) -> Cells:
    """Say what the last fifty decisions or so have brought.

    Parameters
    ----------
    details : mapping
        What the stage suggest tells.
    """
    history: Sequence[Mapping[str, Any]] = details.get("history", ())
    if not history:
        return f"what the last {LAST} decisions brought", None, "not known yet: nothing was learned"
    now, alike = history[-1], [one for one in history if one["made_with"] == _made(history)]
    before = [one for one in alike if one["acts"] <= now["acts"] - LAST and one["f1"] is not None]
    if not before or now["f1"] is None:
        since = now["acts"] - alike[0]["acts"]
        # Learned from at once: of what came in bulk no part can be told from the other.
        told = f"not known yet: {max(since, 0)} of {LAST} since suggestions were first learned"
        if len(alike) < len(history):
            told += " with this codebook and these settings"
        return f"what the last {LAST} decisions brought", None, told
    return _compared(before[-1], now)


def _made(history: Sequence[Mapping[str, Any]]) -> str:
    return str(history[-1]["made_with"])


def _compared(before: Mapping[str, Any], now: Mapping[str, Any]) -> Cells:
    count = now["acts"] - before["acts"]
    was, is_ = before["f1"], now["f1"]
    how = "the same" if f"{was:.2f}" == f"{is_:.2f}" else "better" if is_ > was else "worse"
    told = (
        f"suggestions are {how}: mean F1 {was:.2f} before, {is_:.2f} now, on checked segments that "
        f"were not learned from; {before['suggestions']:,} suggestions before, "
        f"{now['suggestions']:,} now; codes with {MEASURED} checked uses or more: "
        f"{before['measured']} before, {now['measured']} now"
    )
    return f"what the last {count} decisions brought", count, told
