"""What to read next for what is watched from wave to wave, in people's minutes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from themekit.decisions import CodedStudy
from themekit.matrix import what_to_read
from themekit.matrix.change import NextReading, Part
from themekit.names import typed
from themekit.records import ThemeMatrix
from themekit.statistics.prevalence import LEAST_STANDING
from themekit.tasks.pace import in_minutes, reckoned_seconds, seconds_a_passage

_TOLD = 4
_WAYS = 3
"""Parts of the material that are told at once: there are others once these are read."""


def read_next(coded: CodedStudy, matrix: ThemeMatrix) -> Iterator[str]:
    """Yield a sentence for each part of the material that is worth reading, cheapest first.

    Parameters
    ----------
    coded : CodedStudy
    matrix : ThemeMatrix
    """
    if not any(row.watched and row.code_id for row in matrix.changes):
        return
    found = what_to_read(coded, matrix)
    pace = _Pace(coded)
    by_parts: dict[tuple[tuple[Part, ...], bool], list[NextReading]] = {}
    for one in found:
        by_parts.setdefault((one.parts, one.foreseen), []).append(one)
    ordered = sorted(
        (key for key in by_parts if key[0]), key=lambda key: (pace.seconds(key[0]), key[0][0].wave)
    )
    for parts, foreseen in ordered[:_WAYS]:
        what = _named(by_parts[parts, foreseen])
        settles = f"It settles, as it looks now: {what}." if foreseen else f"Needed first: {what}."
        told = _parts(parts, foreseen=foreseen)
        yield f"{told} ({in_minutes(pace.seconds(parts))}{pace.basis}). {settles}"
    if any(not foreseen and _is_long(parts) for parts, foreseen in ordered):
        yield (
            f"From {LEAST_STANDING} of a wave on, those whom chance chooses stand for all of it: "
            f"themekit coders {typed(str(coded.study.root))} hand-out NAME --cases N --strand "
            f"{typed(ordered[0][0][0].strand)}."
        )
    if len(ordered) > _WAYS:
        yield f"{len(ordered) - _WAYS} other ways take longer: ask again once one of these is read."
    never = [one for (parts, _), those in by_parts.items() if not parts for one in those]
    if never:
        yield f"Nothing that could be read settles, as it looks now: {_named(never)}."


def _is_long(parts: Iterable[Part]) -> bool:
    return any(one.people > LEAST_STANDING and not _is_again(one) for one in parts)


def _is_again(one: Part) -> bool:
    """Tell whether people are read who were read before."""
    return one.anew or one.outdated or one.blind


def _parts(parts: Sequence[Part], *, foreseen: bool) -> str:
    anew = [f"{one.people} people of {one.wave} anew (--bridge {one.wave})"
            for one in parts if one.anew]  # fmt: skip
    anew += [f"{one.people} people of {one.wave} again, for what the code means now"
             for one in parts if one.outdated]  # fmt: skip
    anew += [f"{one.people} people of {one.wave} whom chance chooses, without suggestions "
             f"(hand-out --cases {one.people})" for one in parts if one.blind]  # fmt: skip
    rest = [f"the {one.people} of {one.wave}" for one in parts if not _is_again(one)]
    people = "people who are not read to the end"
    if not foreseen:
        people = "people of whom nobody has read anything"
    told = [f"{people}, {' and '.join(rest)}"] if rest else []
    return f"Read {', and '.join((*told, *anew))}"


def _named(found: Iterable[NextReading]) -> str:
    """Say what is compared: two waves, and of which codes."""
    codes: dict[str, list[str]] = {}
    for one in found:
        codes.setdefault(f"{one.start} to {one.end}", []).append(one.name)
    return "; ".join(f"{waves}, {_few(names)}" for waves, names in codes.items())


def _few(names: Sequence[str]) -> str:
    if len(names) > _TOLD:
        return f"{len(names)} watched codes"
    return ", ".join(f"'{name}'" for name in names)


class _Pace:
    """How long people's words take to read, wave by wave."""

    def __init__(self, coded: CodedStudy) -> None:
        self._passage = seconds_a_passage(coded.events)
        places = {one.id: (one.strand, one.wave) for one in coded.documents}
        self._passages: dict[tuple[str, str], int] = {}
        self._letters: dict[tuple[str, str], int] = {}
        people: dict[tuple[str, str], set[str]] = {}
        for one in coded.segments:
            if one.codable:
                place = places[one.document]
                self._passages[place] = self._passages.get(place, 0) + 1
                self._letters[place] = self._letters.get(place, 0) + len(one.text)
                whose = coded.case_of.get(one.id, one.document)
                people.setdefault(place, set()).add(whose)
        self._people = {place: len(those) for place, those in people.items()}

    @property
    def basis(self) -> str:
        """Where the times come from, to be said behind them."""
        return "" if self._passage is not None else ", reckoned"

    def seconds(self, parts: Iterable[Part]) -> float:
        """Return how long some people's words take."""
        return sum(part.people * self._person(part.strand, part.wave) for part in parts)

    def _person(self, strand: str, wave: str) -> float:
        place = (strand, wave)
        passages = self._passages.get(place, 0)
        if not passages:
            return 0.0
        each = self._passage
        if each is None:
            each = reckoned_seconds(self._letters[place] / passages)
        return each * passages / self._people[place]
