"""How long a wave took whom, in the record's own words; unknown is said as unknown."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from themekit.names import folded
from themekit.report import words
from themekit.report.returning.model import Spent

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themekit.events import Effort
    from themekit.report.returning.occasion import Occasion

MOST = 8
TELLERS = "those who told"
_WHO = {
    **words.CODERS,
    **dict.fromkeys(("teller", "tellers", "participant", "participants"), TELLERS),
}
READING = frozenset({"reading", "coding", "double reading", "checking"})
"""What those call it who write down how long they read."""
NONE = "How long this wave took is not known: nobody has written it down, and nothing was measured."


def efforts(occasion: Occasion) -> tuple[Effort, ...]:
    """Return what stands of how long things took, of this wave and of no wave in particular."""
    from themekit.decisions import written
    from themekit.events import Effort

    every = written(occasion.inputs.coded.events, Effort)
    return tuple(one for one in every if one.wave in {occasion.wave, ""} and one.minutes > 0)


def spent_of(occasion: Occasion) -> tuple[tuple[Spent, ...], tuple[str, ...]]:
    """Return how long a wave took, by who and doing what; then sentences on it."""
    every = efforts(occasion)
    own = _added(one for one in every if one.wave)
    general = _added(one for one in every if not one.wave)
    if not own and not general:
        return (), (NONE,)
    return tuple(own[:MOST]), tuple(_notes(own, general))


def _added(every: Iterable[Effort]) -> list[Spent]:
    """Add up what the same people did, as long as it is known in the same way."""
    found: defaultdict[tuple[str, str, str], float] = defaultdict(float)
    for one in every:
        who = _WHO.get(folded(one.role), one.role.strip())
        found[who, one.activity.strip(), one.basis] += one.minutes
    made = [Spent(who, doing, took, known) for (who, doing, known), took in found.items()]
    return sorted(made, key=lambda one: (-one.minutes, one.who, one.doing))


def _notes(own: Sequence[Spent], general: Sequence[Spent]) -> Iterator[str]:
    """Yield sums, and of what it is not known how long it took."""
    telling = sum(one.minutes for one in own if one.who == TELLERS)
    working = sum(one.minutes for one in own) - telling
    if working:
        yield f"Work on this wave: {in_hours(working)} as far as it is known."
    yield (
        f"Time of those who told: {in_hours(telling)}."
        if telling
        else "How long it took people to tell is not known."
    )
    if not any(folded(one.doing) in READING for one in own):
        yield "How long reading took is not known."
    if len(own) > MOST:
        rest = sum(one.minutes for one in own[MOST:])
        yield f"In these sums, and not in the table: {in_hours(rest)} of smaller things."
    if general:
        total = sum(one.minutes for one in general)
        doing = ", ".join(dict.fromkeys(one.doing for one in general))
        yield f"Beside it, for no wave in particular: {in_hours(total)} ({doing})."
    if any(one.known == "assumed" for one in (*own, *general)):
        yield "“Assumed” is a guess: nobody looked at a clock."


def in_hours(minutes: float) -> str:
    """Return ``45 minutes`` or ``7 hours 20 minutes``."""
    whole = max(1, round(minutes))
    hours, left = divmod(whole, 60)
    said = [words.plural(hours, "hour")] if hours else []
    if left:
        said.append(words.plural(left, "minute"))
    return " ".join(said)
