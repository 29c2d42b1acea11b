"""Who said what by themselves, and which of these words may be compared with one another.

Only independent words of a code's present meaning are compared. What was said with suggestions and
what was said without stand apart; in ``method: reliability`` so do words that both come from a
random draw, for which alone the word *reliability* is used.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from themekit.decisions import CodedStudy, Decisions
from themekit.events import APART, Draw

Kind = Literal["reliability", "blind", "assisted", "mixed"]
KINDS: tuple[Kind, ...] = ("reliability", "blind", "assisted", "mixed")
KIND_WORDS: Mapping[Kind, str] = {
    "reliability": "reliability: both without suggestions, drawn at random",
    "blind": "agreement, both without suggestions",
    "assisted": "agreement, both with suggestions",
    "mixed": "agreement, one with and one without suggestions",
}
PAIR = 2
UNSURE, PROBLEM = "unsure", "the description needs changing"
OLDER = "of an earlier meaning of the code"
ALONE = "read by one person alone"
PART = "not asked about all codes"


@dataclass(frozen=True, slots=True)
class Said:
    """What one coder said by themselves of one code, or theme, on one segment.

    Attributes
    ----------
    segment_id, topic, coder : str
        `topic` is the id of a code, or the name of a theme.
    applies : bool or None
        None where it counts as missing; `missing` says why.
    kind : {'reliability', 'blind', 'assisted'}
    missing, draw : str
    number : int
        Of the event in which they said it; 0 of a theme.
    """

    segment_id: str
    topic: str
    coder: str
    applies: bool | None
    kind: Kind
    missing: str = ""
    draw: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Unit:
    """What two people or more said of one topic on one segment, of one kind.

    Attributes
    ----------
    segment_id, topic : str
    kind : {'reliability', 'blind', 'assisted', 'mixed'}
    said : tuple of (coder, bool)
        By coder.
    """

    segment_id: str
    topic: str
    kind: Kind
    said: tuple[tuple[str, bool], ...]

    @property
    def differs(self) -> bool:
        """Whether somebody says that it applies and somebody that it does not."""
        return len({applies for _, applies in self.said}) > 1

    def pairs(self) -> tuple[Unit, ...]:
        """Return every two of its people as a unit of their own, by coder."""
        if len(self.said) == PAIR:
            return (self,)
        people = combinations(self.said, 2)
        return tuple(Unit(self.segment_id, self.topic, self.kind, two) for two in people)


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that may be compared, and how much may not.

    Attributes
    ----------
    units : tuple of Unit
    left_out : Counter of (topic, kind, why)
        Words that count nowhere.
    """

    units: tuple[Unit, ...]
    left_out: Counter[tuple[str, Kind, str]]


@dataclass(frozen=True, slots=True)
class Draws:
    """Draws by what words name."""

    by_coder: Mapping[tuple[str, str], Draw]
    by_name: Mapping[str, Draw]

    @classmethod
    def of(cls, draws: Iterable[Draw]) -> Draws:
        """Index draws; one that several coders were given is there for each of them."""
        found = tuple(draws)
        return cls({(one.draw, one.coder): one for one in found}, {one.draw: one for one in found})

    def find(self, draw: str, coder: str) -> Draw | None:
        """Return the draw in which a coder said something; None where it was in none."""
        return self.by_coder.get((draw, coder)) or self.by_name.get(draw)

    def is_random(self, draw: str, coder: str) -> bool:
        """Tell whether a word was said of a passage that chance had chosen."""
        found = self.find(draw, coder)
        return found is not None and found.method == "random" and found.purpose not in APART


def said_of_codes(decisions: Decisions, draws: Draws, *, reliability: bool) -> tuple[Said, ...]:
    """Return every independent word.

    Parameters
    ----------
    decisions : Decisions
    draws : Draws
    reliability : bool
        Whether the study's method lets anything be called so.
    """
    found = []
    for word in decisions.independent():
        random = reliability and draws.is_random(word.draw, word.coder)
        kind: Kind = "assisted" if word.mode == "assisted" else "reliability" if random else "blind"
        missing = {"unsure": UNSURE, "code problem": PROBLEM}.get(word.verdict, "")
        missing = missing or ("" if word.current else OLDER)
        applies = None if missing else word.verdict == "yes"
        where = (word.segment_id, word.code_id, word.coder)
        found.append(Said(*where, applies, kind, missing, word.draw, word.number))
    return tuple(found)


def said_of_themes(words: Iterable[Said], themes: Mapping[str, Sequence[str]]) -> tuple[Said, ...]:
    """Return what coders said of themes: one applies where any of its codes does.

    That it does not apply says who was asked about all of its codes, and was sure of each.

    Parameters
    ----------
    words : iterable of Said
        Of codes.
    themes : mapping of theme to the ids of its codes
    """
    spoken: dict[tuple[str, str], dict[str, Said]] = defaultdict(dict)
    for one in words:
        spoken[one.segment_id, one.coder][one.topic] = one
    found = []
    for (segment, coder), said in spoken.items():
        for theme, codes in themes.items():
            here = [said[code] for code in codes if code in said]
            if not here:
                continue
            applies = any(one.applies for one in here)
            missing = next((one.missing for one in here if one.missing), "")
            missing = "" if applies else missing or (PART if len(here) < len(codes) else "")
            # The least that holds of all of them: with a suggestion it was not without.
            kind = max((one.kind for one in here), key=KINDS.index)
            value = None if missing else applies
            found.append(Said(segment, theme, coder, value, kind, missing, here[0].draw))
    return tuple(found)


def gather(words: Iterable[Said]) -> Gathered:
    """Put words on the same thing together, each kind apart.

    Two people of whom one was shown suggestions make a unit of two of the kind `mixed`; of whom
    one had a random draw, of the kind `blind`.
    """
    left_out: Counter[tuple[str, Kind, str]] = Counter()
    together: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in words:
        if one.applies is None:
            left_out[one.topic, one.kind, one.missing] += 1
        else:
            together[one.topic, one.segment_id].append(one)
    units: list[Unit] = []
    for (topic, segment), said in together.items():
        if len(said) == 1:
            left_out[topic, said[0].kind, ALONE] += 1
            continue
        by_kind: dict[Kind, list[Said]] = defaultdict(list)
        for one in said:
            by_kind[one.kind].append(one)
        for kind, alike in by_kind.items():
            if len(alike) > 1:
                units.append(_unit(segment, topic, kind, alike))
        for first, second in combinations(sorted(by_kind, key=KINDS.index), 2):
            kind = "mixed" if second == "assisted" else "blind"
            units += [
                _unit(segment, topic, kind, (one, other))
                for one in by_kind[first]
                for other in by_kind[second]
            ]
    return Gathered(tuple(units), left_out)


def kind_of(one: Said, other: Said) -> Kind:
    """Return of which kind two people's words are, taken together.

    Parameters
    ----------
    one, other : Said
    """
    if one.kind == other.kind:
        return one.kind
    return "mixed" if "assisted" in {one.kind, other.kind} else "blind"


def left_out_of_pairs(words: Iterable[Said]) -> Iterator[tuple[Said, Said]]:
    """Yield every two people's words on one thing of which one at least counts as missing.

    Parameters
    ----------
    words : iterable of Said
    """
    together: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in words:
        together[one.topic, one.segment_id].append(one)
    for said in together.values():
        if any(one.missing for one in said):
            yield from (two for two in combinations(said, 2) if two[0].missing or two[1].missing)


def _unit(segment: str, topic: str, kind: Kind, said: Iterable[Said]) -> Unit:
    told = sorted((one.coder, bool(one.applies)) for one in said)
    return Unit(segment, topic, kind, tuple(told))


def said_before_and_again(coded: CodedStudy) -> tuple[tuple[Said, Said], ...]:
    """Return what coders had said by themselves, and what they said of it in a repeat draw.

    Parameters
    ----------
    coded : CodedStudy

    Returns
    -------
    tuple of (before, again)
        `before` is the coder's independent word when their first repeat was given out.
    """
    draws = Draws.of(coded.draws)
    given: dict[str, int] = {}
    for one in coded.draws:
        if one.purpose == "repeat":
            given.setdefault(one.coder, one.number)
    if not given:
        return ()
    again = _in_repeats(coded, draws)
    found = []
    for coder, number in given.items():
        earlier = replace(coded, events=tuple(one for one in coded.events if one.number < number))
        before = {
            (one.segment_id, one.topic): one
            for one in said_of_codes(earlier.decisions, draws, reliability=False)
            if one.coder == coder
        }
        found += [
            (before[one.segment_id, one.topic], one)
            for one in again
            if one.coder == coder and (one.segment_id, one.topic) in before
        ]
    return tuple(found)


def _in_repeats(coded: CodedStudy, draws: Draws) -> tuple[Said, ...]:
    """Return what was said in repeats alone; each draw's last word counts."""

    def repeated(draw: str, coder: str) -> bool:
        found = draws.find(draw, coder)
        return found is not None and found.purpose == "repeat"

    apart = [one for one in coded.decisions.record.apart if repeated(one.draw, one.coder)]
    kept = {one.event_id for one in apart}
    others = [
        one for one in coded.events if one.kind in {"anchor", "override"} or one.event_id in kept
    ]
    # Without their draws these words are ordinary ones: what a repeat came to by itself.
    alone = replace(coded, events=tuple(others), suggestions=())
    return said_of_codes(alone.decisions, draws, reliability=False)
