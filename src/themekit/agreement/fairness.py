"""Whether the machine, or a role, finds what people of one group say as well as what others say.

Only words said without suggestions on passages that chance chose tell of it. The machine is held
against these; people of a role (three at least: fewer would be scored by name) against what those
of other roles said of the same passage. Groups of fewer than 20 people are withheld and are in no
comparison. A difference is *named* where chance shows as large a one, in any group of that
attribute, in about one of twenty deals (`themekit.statistics.uneven`); recall and precision each
have a test of their own. With many codes and attributes some are named by chance, one in twenty
comparisons: whoever tells of them says how many there were.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil
from typing import TYPE_CHECKING

import numpy as np

from themekit.agreement.given import Checked, GivenOut, Suggests
from themekit.agreement.resampling import interval_of_ratio
from themekit.agreement.said import Said
from themekit.agreement.tables import Frame
from themekit.records import Fairness, Gap, GroupRates, Rate
from themekit.statistics.uneven import Difference, uneven

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.agreement.ratings import Floats

    Ints = NDArray[np.int64]

MACHINE = "machine"
FEWEST_CASES = 20
FEWEST_CODERS = 3
FEWEST_TO_FIND = 10
"""In so many passages something has to be there, of a group, before it has a rate."""
MOST_GROUPS = 12
"""Values of an attribute above which it makes no groups: an age in years, a postcode."""
FEW, ALONE = "withheld: fewer than 20 people", "no other group of 20"
NONE_SEEN = "none seen; a difference under {:.2f} may have gone unseen"
UNTOLD = "cannot be told: too little was there, or all of it is found"
FOUND = "{} of what they say is found than of what others say"
RIGHT = "what is found is {} often right than of others"
_GROUPS_TO_COMPARE = 2
_NOTHING: Rate = (None, None, None)
_NO_DIFFERENCE = Difference(None, None, None)


@dataclass(frozen=True, slots=True)
class _Pair:
    """What somebody said of a code in a passage, beside what is held to be so."""

    code_id: str
    segment_id: str
    case: str
    said: bool
    holds: bool
    weight: float


@dataclass(frozen=True, slots=True)
class Groups:
    """To which groups people belong.

    Attributes
    ----------
    of_segment : mapping of segment id to {attribute: value}
        What is said of whoever speaks there, and of how it was collected; values not empty.
    """

    of_segment: Mapping[str, Mapping[str, str]] = field(repr=False)

    @property
    def values(self) -> Mapping[str, frozenset[str]]:
        """What each attribute says, in order of first appearance."""
        found: dict[str, set[str]] = {}
        for of in self.of_segment.values():
            for name, value in of.items():
                found.setdefault(name, set()).add(value)
        return {name: frozenset(values) for name, values in found.items()}

    @property
    def left_out(self) -> tuple[tuple[str, str], ...]:
        """Attributes that make no groups, and why."""
        said = []
        for name, values in self.values.items():
            if len(values) > MOST_GROUPS:
                said.append((name, f"{len(values)} groups, more than {MOST_GROUPS}"))
            elif len(values) < _GROUPS_TO_COMPARE:
                said.append((name, "one group alone"))
        return tuple(said)

    @property
    def attributes(self) -> tuple[str, ...]:
        """Names of attributes that make groups, in order of first appearance."""
        left_out = dict(self.left_out)
        return tuple(name for name in self.values if name not in left_out)


@dataclass(frozen=True, slots=True, eq=False)
class _Read:
    """What one source says of a code, or of all, as columns: a passage and a code each.

    Attributes
    ----------
    segment, case : array of int
    said, holds : boolean array
    weight : array of float
    """

    segment: Ints
    case: Ints
    said: NDArray[np.bool_]
    holds: NDArray[np.bool_]
    weight: Floats

    def of(self, chosen: NDArray[np.bool_] | Ints) -> _Read:
        """Return some of it."""
        return _Read(
            self.segment[chosen],
            self.case[chosen],
            self.said[chosen],
            self.holds[chosen],
            self.weight[chosen],
        )


@dataclass(frozen=True, slots=True, eq=False)
class _Grouping:
    """The groups of an attribute: their names in order, and the group of each segment or -1."""

    attribute: str
    names: tuple[str, ...]
    of_segment: Ints


def fairness(
    words: Sequence[Said],
    out: GivenOut,
    frame: Frame,
    groups: Groups,
    *,
    suggests: Suggests | None = None,
    seed: int = 0,
) -> Fairness:
    """Compare how well the machine and the roles find what groups of people say.

    Parameters
    ----------
    words : sequence of Said
        Independent words of codes.
    out : GivenOut
    frame : Frame
    groups : Groups
    suggests : callable, optional
        What the machine suggests now; where it is left out, what draws kept of what it suggested
        then.
    seed : int
        Of deals and resamples.

    Returns
    -------
    Fairness
        Its rows: first all codes together, then code by code in the order of the codebook; in each
        the machine, then the roles by name; in each the attributes, and their groups by name.
    """
    checked = list(out.checked(words, suggests))
    sources = {MACHINE: _of_machine(checked, frame), **_of_roles(checked, frame)}
    number = {name: at for at, name in enumerate(groups.of_segment)}
    groupings = [_grouping(name, groups) for name in groups.attributes]
    read = {who: _columns(pairs, number) for who, pairs in sources.items()}
    rows: list[GroupRates] = []
    for code in ("", *frame.topics):
        for who, (everything, of_code) in read.items():
            if code and code not in of_code:
                continue
            here = everything.of(of_code[code]) if code else everything
            for one in groupings:
                rows += _compared(here, (code, who), one, seed)
    return Fairness(tuple(rows), groups.left_out if checked else ())


def _of_machine(checked: Iterable[Checked], frame: Frame) -> list[_Pair]:
    return [
        _Pair(
            one.word.topic,
            one.word.segment_id,
            frame.case(one.word),
            one.suggested,
            one.applies,
            one.weight,
        )
        for one in checked
    ]


def _of_roles(checked: Sequence[Checked], frame: Frame) -> dict[str, list[_Pair]]:
    """Return of each role what its people said beside those of other roles, where these agree."""
    by_role: dict[str, set[str]] = defaultdict(set)
    for one in checked:
        by_role[frame.roles.get(one.word.coder, "")].add(one.word.coder)
    if len(by_role) == 1 or max(map(len, by_role.values()), default=0) < FEWEST_CODERS:
        return {}
    together: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in checked:
        together[one.word.topic, one.word.segment_id].append(one.word)
    coders: dict[str, set[str]] = defaultdict(set)
    found: dict[str, list[_Pair]] = defaultdict(list)
    for (code, segment), said in together.items():
        for word in said:
            role = frame.roles.get(word.coder, "")
            others = {bool(one.applies) for one in said if frame.roles.get(one.coder, "") != role}
            if len(others) == 1:
                coders[role].add(word.coder)
                case, holds = frame.case(word), others.pop()
                found[role].append(_Pair(code, segment, case, bool(word.applies), holds, 1.0))
    return {role: found[role] for role in sorted(found) if len(coders[role]) >= FEWEST_CODERS}


def _grouping(attribute: str, groups: Groups) -> _Grouping:
    names = tuple(sorted(groups.values[attribute]))
    at = {name: place for place, name in enumerate(names)}
    told = (at.get(of.get(attribute, ""), -1) for of in groups.of_segment.values())
    return _Grouping(attribute, names, np.fromiter(told, np.int64, len(groups.of_segment)))


def _columns(pairs: Iterable[_Pair], number: Mapping[str, int]) -> tuple[_Read, Mapping[str, Ints]]:
    """Return what a source says as columns, and the rows of each code; of known segments alone."""
    known = [one for one in pairs if one.segment_id in number]
    cases = {name: at for at, name in enumerate(dict.fromkeys(one.case for one in known))}
    rows: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(known):
        rows[one.code_id].append(at)
    everything = _Read(
        np.array([number[one.segment_id] for one in known], dtype=np.int64),
        np.array([cases[one.case] for one in known], dtype=np.int64),
        np.array([one.said for one in known], dtype=bool),
        np.array([one.holds for one in known], dtype=bool),
        np.array([one.weight for one in known], dtype=np.float64),
    )
    return everything, {code: np.array(at, dtype=np.int64) for code, at in rows.items()}


def _compared(
    read: _Read, key: tuple[str, str], groups: _Grouping, seed: int
) -> Iterator[GroupRates]:
    """Yield the groups of one attribute, beside one another."""
    group = groups.of_segment[read.segment]
    read, group = read.of(group >= 0), group[group >= 0]
    if not group.size:
        return
    size = int(read.case.max()) + 1
    people = np.bincount(np.unique(group * size + read.case) // size, minlength=len(groups.names))
    told = np.flatnonzero(people >= FEWEST_CASES)
    in_told = people[group] >= FEWEST_CASES
    read, group_told = read.of(in_told), group[in_told]
    recall = _rates(read.holds, read.said, read, group_told, seed)
    precision = _rates(read.said, read.holds, read, group_told, seed)
    for at in np.unique(group).tolist():
        where = (*key, groups.attribute, groups.names[at])
        if people[at] < FEWEST_CASES:
            yield GroupRates(*where, None, _NOTHING, _NOTHING, None, FEW)
            continue
        found, right = recall.get(at, _NO_RATE), precision.get(at, _NO_RATE)
        yield GroupRates(
            *where,
            int(people[at]),
            found.rate,
            right.rate,
            found.difference.smallest,
            _verdict(found.difference, right.difference, len(told)),
            found.gap,
            right.gap,
        )


@dataclass(frozen=True, slots=True)
class _Rated:
    """A group's rate, and how it differs from that of the others."""

    rate: Rate
    difference: Difference

    @property
    def gap(self) -> Gap | None:
        """The others' rate beside it; None where they are not compared."""
        value, apart = self.rate[0], self.difference.difference
        if value is None or apart is None:
            return None
        return Gap(min(max(value - apart, 0.0), 1.0), self.difference.named)


_NO_RATE = _Rated(_NOTHING, _NO_DIFFERENCE)


def _rates(
    among: NDArray[np.bool_], hit: NDArray[np.bool_], read: _Read, group: Ints, seed: int
) -> Mapping[int, _Rated]:
    """Return the rate of each group of whom enough was to be hit.

    A person who is in several groups counts in each as somebody else.
    """
    # Passages, not words: what two people read is one passage still.
    passages = int(read.segment.max(initial=0)) + 1
    there = np.unique(group[among] * passages + read.segment[among])
    enough = np.bincount(there // passages, minlength=1) >= FEWEST_TO_FIND
    among = among & enough[np.minimum(group, enough.size - 1)] & (group < enough.size)
    if not among.any():
        return {}
    size = int(read.case.max()) + 1
    units, member = np.unique(group[among] * size + read.case[among], return_inverse=True)
    weight = read.weight[among]
    hits, trials = np.zeros(units.size), np.zeros(units.size)
    np.add.at(hits, member, weight * hit[among])
    np.add.at(trials, member, weight)
    names, of_unit = np.unique(units // size, return_inverse=True)
    apart: Sequence[Difference] = (_NO_DIFFERENCE,) * names.size
    if names.size >= _GROUPS_TO_COMPARE:
        apart = uneven(hits, trials, of_unit, seed=seed)
    found = {}
    for at, name in enumerate(names.tolist()):
        own = of_unit == at
        low, high = interval_of_ratio(hits[own], trials[own], seed=seed) or (None, None)
        rate = (float(hits[own].sum() / trials[own].sum()), low, high)
        found[name] = _Rated(rate, apart[at])
    return found


def _verdict(recall: Difference, precision: Difference, compared: int) -> str:
    """Say in words what was seen."""
    if compared < _GROUPS_TO_COMPARE:
        return ALONE
    said = [
        sentence.format("less" if one.difference < 0 else "more")
        for one, sentence in ((recall, FOUND), (precision, RIGHT))
        if one.named and one.difference is not None
    ]
    if said:
        return "; ".join(said)
    if recall.smallest is None:
        return UNTOLD
    return NONE_SEEN.format(ceil(recall.smallest * 100) / 100)
