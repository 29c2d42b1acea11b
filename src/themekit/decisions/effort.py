"""How long the work on a study took so far, by whom, and how that is known.

Whoever tells hours (the run's table, ``status``, ``design``, a return) asks here. Measured are only
sittings for which somebody asked it; the rest is what people wrote down, and of those who told,
where nobody wrote it down, what is assumed from how much they said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from themekit.decisions.written import written
from themekit.events import Effort
from themekit.names import folded, visible
from themekit.records import EffortRow, MeasuredTime

if TYPE_CHECKING:
    from themekit.decisions.coded import CodedStudy
    from themekit.records import Document, EffortBasis
    from themekit.study import Manner, Strand

WRITTEN_A_MINUTE, SPOKEN_A_MINUTE = 20.0, 120.0
"""Words that people put down in a minute when they write of themselves, and say when they talk."""
LEAST_PEOPLE = 3
"""A measured sum is told by role only where so many are of it."""
LEAST_PASSAGES = 20
"""Passages that were answered in measured minutes, before they tell how long one takes."""
PEOPLE, TELLER, TELLING = "people", "teller", "telling"
READING, TWICE, AGAIN = "reading", "double reading", "reading again"
"""Of passages that one was given; that several were; that somebody reads a second time."""
_READS = frozenset({READING, TWICE, AGAIN})
_TELLS = frozenset(
    {folded(one) for one in (TELLER, "tellers", TELLING, "participant", "participants")}
)
_BASES: tuple[EffortBasis, ...] = ("measured", "written down", "assumed")
_WRITTEN = f"{WRITTEN_A_MINUTE:.0f} words written a minute"
_SPOKEN = f"{SPOKEN_A_MINUTE:.0f} words spoken a minute, all who were there listening"


def effort_rows(coded: CodedStudy) -> tuple[EffortRow, ...]:
    """Return what is known of the time that a study took, summed by wave, activity and role.

    Parameters
    ----------
    coded : CodedStudy
        With what was measured, and all that people wrote down.

    Returns
    -------
    tuple of EffortRow
        Waves as they are sorted, work on none in particular last; in a wave by activity and role,
        what was measured first. What nobody measured, wrote down or said is in no row: the sum is
        of what is known, never of all that was done.
    """
    found = [*_measured(coded), *_written_down(coded)]
    told = {one.wave for one in found if is_telling(one)}
    if "" not in told:  # of no wave in particular: of all of them
        found += _assumed(coded, told)
    return tuple(
        sorted(
            found,
            key=lambda one: (
                not one.wave, one.wave, folded(one.activity), folded(one.role),
                _BASES.index(one.basis),
            ),
        )
    )  # fmt: skip


def is_telling(row: EffortRow) -> bool:
    """Tell whether a row is of those who told, not of the work on what they told."""
    return bool({folded(row.activity), folded(row.role)} & _TELLS)


def minutes_a_passage(measured: Iterable[MeasuredTime]) -> float | None:
    """Return how long one reader took for a passage, where that was measured; None for too few.

    Parameters
    ----------
    measured : iterable of MeasuredTime
        Of all waves and roles; reading alone counts.
    """
    reading = [one for one in measured if one.activity in _READS]
    passages = sum(one.passages for one in reading)
    minutes = sum(one.minutes for one in reading)
    return minutes / passages if passages >= LEAST_PASSAGES and minutes else None


def telling_a_story(coded: CodedStudy) -> tuple[float, EffortBasis] | None:
    """Return how many minutes somebody took to tell a story, as people wrote it down.

    None where nobody did, and where a study has several strands in which people tell: what was
    written down does not say of which it is.

    Parameters
    ----------
    coded : CodedStudy

    Returns
    -------
    minutes : float
        Of the waves of which it is known, more than 0.
    basis : {'measured', 'written down'}
        The weaker one, where there are both.
    """
    known = [one for one in effort_rows(coded) if is_telling(one) and one.basis != "assumed"]
    told = {one.name for one in coded.study.strands if _is_told(one)}
    if not known or len(told) > 1:
        return None
    waves, own = {one.wave for one in known}, _own_words(coded)
    stories = sum(
        one.strand in told and own[one.id] > 0 and ("" in waves or one.wave in waves)
        for one in coded.documents
    )
    basis: EffortBasis = max((one.basis for one in known), key=_BASES.index)
    return (sum(one.minutes for one in known) / stories, basis) if stories else None


def telling_minutes(words: float, manner: Manner) -> float:
    """Return how long it takes to tell so many words, as it is assumed.

    Parameters
    ----------
    words : float
        0 or more.
    manner : {'written', 'spoken'}
    """
    return words / (WRITTEN_A_MINUTE if manner == "written" else SPOKEN_A_MINUTE)


def told_roles(people: Mapping[str, int]) -> dict[str, str]:
    """Return under which name the time of each role is told, so that it is of several people.

    Roles of fewer than `LEAST_PEOPLE` are told together. Where these are too few still, the
    smallest of the others is told with them: else whatever is left would be theirs.

    Parameters
    ----------
    people : mapping of role to int
        How many of each take part.

    Examples
    --------
    >>> told_roles({"researcher": 4, "peer": 5, "facilitator": 3})
    {'researcher': 'researcher', 'peer': 'peer', 'facilitator': 'facilitator'}
    >>> told_roles({"researcher": 1, "peer": 5})
    {'researcher': 'people', 'peer': 'people'}
    """
    together: set[str] = set()
    for role in sorted(people, key=lambda one: (people[one], one)):
        if people[role] < LEAST_PEOPLE or (
            together and sum(people[one] for one in together) < LEAST_PEOPLE
        ):
            together.add(role)
    return {role: PEOPLE if role in together else role for role in people}


def people_by_role(coders: Iterable[tuple[str, str]], took_part: Iterable[str]) -> dict[str, int]:
    """Return how many people of each role did anything.

    Parameters
    ----------
    coders : iterable of (id, role)
    took_part : iterable of str
        Ids, each as often as it comes.
    """
    acted = set(took_part)
    return dict(Counter(role for id_, role in coders if id_ in acted))


def as_told(
    measured: Iterable[MeasuredTime],
    coders: Iterable[tuple[str, str]],
    took_part: Iterable[str],
) -> tuple[MeasuredTime, ...]:
    """Return sums under roles that are of several people, as far as there are so many.

    Parameters
    ----------
    measured : iterable of MeasuredTime
    coders : iterable of (id, role)
    took_part : iterable of str
        Ids of who did anything, each as often as it comes.
    """
    names = told_roles(people_by_role(coders, took_part))
    sums: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in measured:
        # Whoever is not known any more is told of with the others.
        total = sums[one.wave, one.activity, names.get(one.role, PEOPLE)]
        total[0] += one.minutes
        total[1] += one.passages
    return tuple(MeasuredTime(*key, *total) for key, total in sorted(sums.items()))


def _measured(coded: CodedStudy) -> Iterator[EffortRow]:
    coders = ((one.id, one.role) for one in coded.coders)
    for one in as_told(coded.measured, coders, (event.coder for event in coded.events)):
        if one.minutes:
            yield EffortRow(
                one.wave, one.activity, one.role, float(one.minutes), "measured", one.passages
            )


def _written_down(coded: CodedStudy) -> Iterator[EffortRow]:
    """Yield what people wrote down, each sum under the spelling that came first."""
    sums: dict[tuple[str, str, str, EffortBasis], float] = defaultdict(float)
    first: dict[tuple[str, str, str, EffortBasis], Effort] = {}
    waves = {folded(one.wave): one.wave for one in coded.documents}
    for one in written(coded.events, Effort):
        wave = waves.get(folded(one.wave), visible(one.wave))
        key = (wave, folded(one.activity), folded(one.role), one.basis)
        first.setdefault(key, one)
        sums[key] += one.minutes
    for key, one in first.items():
        yield EffortRow(key[0], visible(one.activity), visible(one.role), sums[key], one.basis)


def _assumed(coded: CodedStudy, told: set[str]) -> Iterator[EffortRow]:
    """Yield what those who told may have taken, of waves of which nobody wrote it down."""
    strands = {one.name: one for one in coded.study.strands if _is_told(one)}
    own = _own_words(coded)
    minutes: dict[str, float] = defaultdict(float)
    how: dict[str, set[str]] = defaultdict(set)
    for document in coded.documents:
        strand, wave = strands.get(document.strand), document.wave
        if strand is None or wave in told:
            continue
        if manner_of(strand) == "written":
            took, assumption = telling_minutes(own[document.id], "written"), _WRITTEN
        else:
            listening = max(1, len(coded.present.get(document.id, ())))
            took = listening * telling_minutes(_all_words(document), "spoken")
            assumption = _SPOKEN
        if took:
            minutes[wave] += took
            how[wave].add(assumption)
    for wave, sum_ in minutes.items():
        words = "; ".join(sorted(how[wave]))
        yield EffortRow(wave, TELLING, TELLER, round(sum_, 1), "assumed", assumption=words)


def manner_of(strand: Strand) -> Manner:
    """Return how people tell in a strand: by their own hand, or aloud."""
    by_hand = strand.kind == "survey" and strand.voice in ("own", "translated")
    return "written" if by_hand else "spoken"


def _is_told(strand: Strand) -> bool:
    """Tell whether somebody told it for this study: notes of others and papers took no teller."""
    return strand.kind in ("interview", "group", "survey") and strand.voice != "written about"


def _own_words(coded: CodedStudy) -> Counter[str]:
    """Count the words of those who told, by document."""
    found: Counter[str] = Counter()
    for one in coded.segments:
        if one.id in coded.case_of:
            found[one.document] += len(one.text.split())
    return found


def _all_words(document: Document) -> int:
    """Count all that was said where people talked: who tells hears the questions too."""
    return len(document.text.split())
