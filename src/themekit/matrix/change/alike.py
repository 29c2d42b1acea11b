"""Whether two waves were read alike, or what keeps their readings apart.

Another reader, another description, suggestions or none: each can make a difference that is none in
what was told. A part of the earlier wave that was read anew mends it, where it was read as the
later wave was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from themekit.matrix.change.heard import Heard, Hearing
from themekit.matrix.change.reread import Drift, Rereading
from themekit.matrix.outlines import RowSpec

HELPED = 0.1
"""The part of a wave read with suggestions from which on a part read anew without tells nothing.

With a tenth the change is off by a tenth of what suggestions do to a reader: of .10, by .01.
"""
MOSTLY = 0.5
"""The part from which on a wave counts as read with suggestions, beside one that was not."""


@dataclass(frozen=True)  # without slots: what follows from it is worked out once
class Alike:
    """Compares how waves were read."""

    hearing: Hearing
    rereading: Rereading

    def pair(
        self, spec: RowSpec | None, strand: str, before: Heard, after: Heard
    ) -> tuple[Heard, Heard]:
        """Return two waves as those tell them who were read alike.

        Where the rest of one was read with suggestions, these are the people of it whom chance
        chose to be read without, if they are enough.
        """
        if spec is None or not (before.helped or after.helped):
            return before, after
        if self.rereading.drift(spec, strand, before, after.wave) is not None:
            return before, after.blind() if misses_how(after) else after
        if _differ(before, after):
            first, second = (one.blind() if _mostly(one) else one for one in (before, after))
            return first, second
        return before, after

    def otherwise(self, strand: str, before: Heard, after: Heard, drift: Drift | None) -> str:
        """Say what keeps apart how two waves were read; empty where nothing does."""
        if after.outdated:
            return (
                f"The description has changed since {after.wave} was read: look at it again "
                "(themekit status lists it)."
            )
        if drift is not None:
            return self._anew_by_others(strand, after, drift) or _anew_without(before, after)
        how = self._how(strand, before, after)
        if before.outdated:
            return (
                f"The description has changed since {before.wave} was read, and none of it was "
                f"read anew{how}."
            )
        then, now = (self._readers(strand, heard) for heard in (before, after))
        if then and now and then.isdisjoint(now):
            return (
                f"Other people read {after.wave} than {before.wave}, and none of it was read anew"
                f"{how}."
            )
        if _differ(before, after):
            return self._suggestions_apart(strand, before, after)
        return ""

    def needs_blind(self, before: Heard, after: Heard, drift: Drift | None) -> bool:
        """Tell whether the later wave has to be read without suggestions first."""
        if drift is not None:
            return misses_how(after)
        return _differ(before, after) and _mostly(after)

    def is_last(self, strand: str, heard: Heard) -> bool:
        """Tell whether a wave is the strand's last: beside that one a bridge is read."""
        return heard.wave == list(self.hearing.occasions[strand])[-1]

    def _how(self, strand: str, before: Heard, after: Heard) -> str:
        if self.is_last(strand, after):
            return f" (themekit waves --bridge {before.wave})"
        return f" beside {after.wave}"

    def _suggestions_apart(self, strand: str, before: Heard, after: Heard) -> str:
        """Say that one wave was read with suggestions and the other without."""
        with_, without = (before, after) if _mostly(before) else (after, before)
        said = f"Most of {with_.wave} was read with suggestions, most of {without.wave} without"
        if with_ is before:
            how = self._how(strand, before, after)
            return f"{said}, and none of {before.wave} was read anew{how}."
        return f"{said}. {_choose(after)}."

    def _anew_by_others(self, strand: str, after: Heard, drift: Drift) -> str:
        """Say where what was read anew tells nothing of how the later wave was read."""
        if not drift.coders.isdisjoint(self._readers(strand, after)):
            return ""
        return f"Nobody who read {after.wave} has read a part of the earlier wave anew."

    def _readers(self, strand: str, heard: Heard) -> frozenset[str]:
        """Return who read what counts of a wave."""
        known = self._blind_readers_of if heard.by_chosen else self._readers_of
        return known.get(self.hearing.occasions[strand][heard.wave], frozenset())

    @cached_property
    def _readers_of(self) -> dict[int, frozenset[str]]:
        """Who looked at passages of each occasion."""
        looked = self.hearing.evidence.decisions.lookers
        return self._by_occasion((at, coder) for coder, places in looked.items() for at in places)

    @cached_property
    def _blind_readers_of(self) -> dict[int, frozenset[str]]:
        """Who looked at passages of each occasion without suggestions."""
        looks = self.hearing.evidence.decisions.latest.looks
        return self._by_occasion(
            (at, one.coder) for at, seen in looks.items() for one in seen if one.mode == "blind"
        )

    def _by_occasion(self, looked: Iterable[tuple[int, str]]) -> dict[int, frozenset[str]]:
        occasion = self.hearing.evidence.units.occasion
        found: dict[int, set[str]] = {}
        for at, coder in looked:
            found.setdefault(int(occasion[at]), set()).add(coder)
        return {number: frozenset(coders) for number, coders in found.items()}


def misses_how(after: Heard) -> bool:
    """Tell whether what was read anew, without suggestions, misses how a later wave was read."""
    return after.helped_part > HELPED


def _anew_without(before: Heard, after: Heard) -> str:
    if not misses_how(after):
        return ""
    return (
        f"{len(after.helped & after.read)} of {len(after.read)} people of {after.wave} were read "
        f"with suggestions, and the part of {before.wave} that was read anew without: it does not "
        f"tell how {after.wave} was read. {_choose(after)}, by somebody who reads that part anew."
    )


def _choose(after: Heard) -> str:
    return (
        f"Let chance choose people of {after.wave} to be read without suggestions (themekit coders "
        "hand-out --cases)"
    )


def _mostly(heard: Heard) -> bool:
    return heard.helped_part > MOSTLY


def _differ(before: Heard, after: Heard) -> bool:
    return _mostly(before) != _mostly(after)
