"""Whether the machine, or a role, finds what people of one group say as well as what others say.

Only words said without suggestions on passages that chance chose tell of it. The machine is held
against these; people of a role (three at least: fewer would be scored by name) against what those
of other roles said of the same passage. Groups of fewer than 20 people are withheld and are in no
comparison. A difference is *named* where chance shows as large a one, in any group of that
attribute, in at most one of twenty deals (`themekit.statistics.uneven`); recall and precision each
have a test of their own. With many codes and attributes some are named by chance, one in twenty
comparisons: whoever tells of them says how many there were.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from themekit.agreement.given import Checked, GivenOut
from themekit.agreement.resampling import Cases, bootstrap, ratio, value_of
from themekit.agreement.said import Said
from themekit.agreement.tables import Frame
from themekit.statistics.uneven import Difference, uneven

MACHINE = "machine"
FEWEST_CASES = 20
FEWEST_CODERS = 3
FEWEST_TO_FIND = 10
"""So much has to be there to be found, in a group and in the others, before they are compared."""
NONE_SEEN, FEW, ALONE = "none seen", "withheld: fewer than 20 people", "no other group of 20"
FOUND = "{} of what they say is found than of what others say"
RIGHT = "what is found is {} often right than of others"
_GROUPS_TO_COMPARE = 2

Rate = tuple[float | None, float | None, float | None]


@dataclass(frozen=True, slots=True)
class GroupRates:
    """How well somebody finds what a group of people say.

    Attributes
    ----------
    code_id : str
        Empty: all codes together.
    who : str
        ``machine``, or a role.
    attribute, group : str
    cases : int or None
        People of the group of whom a passage was read so; None where the group is withheld.
    recall, precision : (value, low, high)
        In [0, 1]; None where nothing was to be found, or the group is withheld.
    smallest_difference : float or None
        The difference in recall that would be named eight times in ten.
    verdict : str
        In words.
    """

    code_id: str
    who: str
    attribute: str
    group: str
    cases: int | None
    recall: Rate
    precision: Rate
    smallest_difference: float | None
    verdict: str


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
        What is said of whoever speaks there, and of how it was collected.
    """

    of_segment: Mapping[str, Mapping[str, str]] = field(repr=False)

    @property
    def attributes(self) -> tuple[str, ...]:
        """Names of attributes in order of first appearance."""
        return tuple(dict.fromkeys(name for of in self.of_segment.values() for name in of))


def fairness(
    words: Sequence[Said], out: GivenOut, frame: Frame, groups: Groups, *, seed: int = 0
) -> tuple[GroupRates, ...]:
    """Compare how well the machine and the roles find what groups of people say.

    Parameters
    ----------
    words : sequence of Said
        Independent words of codes.
    out : GivenOut
    frame : Frame
    groups : Groups
    seed : int
        Of deals and resamples.

    Returns
    -------
    tuple of GroupRates
        First all codes together, then code by code in the order of the codebook.
    """
    checked = list(out.checked(words))
    sources = {MACHINE: _of_machine(checked, frame), **_of_roles(checked, frame)}
    rows: list[GroupRates] = []
    for code in ("", *frame.topics):
        for who, pairs in sources.items():
            here = [one for one in pairs if not code or one.code_id == code]
            for attribute in groups.attributes if here else ():
                rows += _compared(here, (code, who, attribute), groups, seed)
    return tuple(rows)


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


def _compared(
    pairs: Sequence[_Pair], key: tuple[str, str, str], groups: Groups, seed: int
) -> Iterator[GroupRates]:
    """Yield the groups of one attribute, beside one another."""
    by_group: dict[str, list[_Pair]] = defaultdict(list)
    for one in pairs:
        value = groups.of_segment.get(one.segment_id, {}).get(key[2], "")
        if value:
            by_group[value].append(one)
    people = {name: len({one.case for one in of}) for name, of in by_group.items()}
    told = [name for name in sorted(by_group) if people[name] >= FEWEST_CASES]
    recall = _differences([[one for one in by_group[name] if one.holds] for name in told], seed)
    precise = [[one for one in by_group[name] if one.said] for name in told]
    precision = _differences(precise, seed, found="holds")
    nothing: Rate = (None, None, None)
    for name in sorted(by_group):
        if name not in told:
            yield GroupRates(*key, name, None, nothing, nothing, None, FEW)
            continue
        at, of = told.index(name), by_group[name]
        yield GroupRates(
            *key,
            name,
            people[name],
            _rate([one for one in of if one.holds], "said", seed),
            _rate([one for one in of if one.said], "holds", seed),
            recall[at].smallest,
            _verdict(recall[at], precision[at], len(told)),
        )


def _differences(
    groups: Sequence[Sequence[_Pair]], seed: int, found: str = "said"
) -> tuple[Difference, ...]:
    """Compare groups; a person who is in several of them counts in each as somebody else."""
    sums: dict[tuple[int, str], list[float]] = {}
    for number, of in enumerate(groups):
        for one in of:
            own = sums.setdefault((number, one.case), [0.0, 0.0])
            own[0] += one.weight * getattr(one, found)
            own[1] += one.weight
    there = [at for at, of in enumerate(groups) if len(of) >= FEWEST_TO_FIND]
    sums = {key: own for key, own in sums.items() if key[0] in there}
    if len(there) < _GROUPS_TO_COMPARE:
        return (Difference(None, None, None),) * len(groups)
    table = np.array(list(sums.values()))
    member = np.array([there.index(number) for number, _ in sums], dtype=np.int64)
    told = dict(zip(there, uneven(table[:, 0], table[:, 1], member, seed=seed), strict=True))
    return tuple(told.get(at, Difference(None, None, None)) for at in range(len(groups)))


def _rate(among: Sequence[_Pair], found: str, seed: int) -> Rate:
    """Return a weighted share with its interval, people drawn whole."""
    if not among:
        return None, None, None
    weight = np.array([one.weight for one in among])
    hits = np.array([getattr(one, found) for one in among], dtype=np.float64)
    features = np.column_stack([weight * hits, weight])
    sums = Cases.of([one.case for one in among]).sums(features)
    interval, _ = bootstrap(lambda of: ratio(*of.T), sums, seed=seed)
    low, high = interval or (None, None)
    return value_of(lambda of: ratio(*of.T), features), low, high


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
        return "cannot be told: too little was there to be found"
    return f"{NONE_SEEN}: a difference of {recall.smallest:.2f} would be, 8 times in 10"
