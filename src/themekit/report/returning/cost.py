"""How long a wave took whom, as far as anybody knows it; unknown is said as unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.names import folded
from themekit.report import words
from themekit.report.returning.layout import in_hours
from themekit.report.returning.model import Spent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themekit.records import EffortRow
    from themekit.report.returning.occasion import Occasion

TELLERS = "those who told"
_WHO = {**words.CODERS, "imported": "others"}
_WORK_UNKNOWN = (
    "How long the work on this wave took is not known: nobody has written it down, and nothing "
    "was measured."
)
_TELLING_UNKNOWN = "How long it took people to tell is not known."


def spent_of(occasion: Occasion) -> tuple[tuple[Spent, ...], tuple[str, ...]]:
    """Return how long a wave took, by who and doing what, the longest first; then sentences."""
    from themekit.decisions import effort_rows

    every = effort_rows(occasion.inputs.coded)
    here = [one for one in every if one.wave == occasion.wave]
    general = [one for one in every if not one.wave]
    made = sorted(map(_spent, here), key=lambda one: (-one.minutes, one.who, one.doing))
    most = occasion.room.spent
    return tuple(made[:most]), tuple(_notes(here, made, general, most))


def _spent(one: EffortRow) -> Spent:
    from themekit.decisions import is_telling

    who = TELLERS if is_telling(one) else _WHO.get(folded(one.role), one.role)
    return Spent(who, one.activity, one.minutes, one.basis)


def _notes(
    here: Sequence[EffortRow], made: Sequence[Spent], general: Sequence[EffortRow], most: int
) -> Iterator[str]:
    """Yield sums, and of what it is not known how long it took."""
    telling = sum(one.minutes for one in made if one.who == TELLERS)
    working = sum(one.minutes for one in made) - telling
    yield (
        f"Work on this wave, as far as it is known: {in_hours(working)}."
        if working
        else (_WORK_UNKNOWN)
    )
    yield f"Time of those who told: {in_hours(telling)}." if telling else _TELLING_UNKNOWN
    if working and not any("reading" in folded(one.doing) for one in made):
        yield "How long reading took is not known."
    if len(made) > most:
        rest = sum(one.minutes for one in made[most:])
        yield f"In these sums, and not in the table: {in_hours(rest)} of smaller things."
    if general:
        doing = ", ".join(dict.fromkeys(one.activity for one in general))
        total = in_hours(sum(one.minutes for one in general))
        yield f"Beside it, for no wave in particular: {total} ({doing})."
    yield from _assumed((*here, *general))
    yield "What it cost in money is not recorded here."


def _assumed(rows: Iterable[EffortRow]) -> Iterator[str]:
    """Say what is a guess, and on what it rests."""
    guessed = [one for one in rows if one.basis == "assumed"]
    if guessed:
        how = "; ".join(dict.fromkeys(one.assumption for one in guessed if one.assumption))
        yield f"What is assumed nobody timed{f': {how}' if how else ''}."
