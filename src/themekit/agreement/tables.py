"""Tables of agreement from what was said: by code, theme, pair of people, role or strand."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from themekit.agreement.alpha import krippendorff_alpha, pooled_alpha
from themekit.agreement.coefficients import (
    brennan_prediger,
    conger_kappa,
    gwet_ac1,
    kappa_of_two,
    percent,
    pooled_kappa,
    positive_agreement,
    scott_pi,
)
from themekit.agreement.ratings import GAP, Rated, rated_of
from themekit.agreement.results import Agreement
from themekit.agreement.said import (
    KIND_WORDS,
    KINDS,
    Gathered,
    Kind,
    Said,
    Unit,
    gather,
    kind_of,
    left_out_of_pairs,
    said_of_themes,
)

Cell = str | int | float | None
PAIR = 2
OF_ONE_CODE = "Krippendorff's alpha, nominal"
OF_MANY = "Krippendorff's alpha, nominal, pooled over codes"
MAIN = (
    "words", "both_looked", "cases", "applied", "positive_agreement", "alpha", "low", "high",
    "why_empty", "left_out", "left_out_why", "remarks", "coefficient",
)  # fmt: skip
MORE = (
    "percent", "cohen_kappa", "fleiss_kappa", "conger_kappa", "gwet_ac1", "brennan_prediger",
)  # fmt: skip
NOT_BY_TWO = "no passage was read by two people"
ON_PASSAGES = "Both looked: passages on which two people or more said yes or no"
ON_PAIRS = "Both looked: passages times codes; codes are pooled"
LOOKED = {
    "code": ON_PASSAGES, "theme": ON_PASSAGES,
    "pair": ON_PAIRS, "role": ON_PAIRS, "strand": ON_PAIRS,
}  # fmt: skip
BRIEF = (
    "words", "both_looked", "applied", "positive_agreement", "alpha", "low", "high", "remarks",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """A table and what it is of.

    Attributes
    ----------
    name : str
    title : str
        What its numbers are of, in a sentence.
    columns : tuple of str
    rows : tuple of rows
    brief : tuple of str
        Columns that a terminal has room for; empty for all.
    further : tuple of str
        Columns that it shows besides, where all is asked for.
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    brief: tuple[str, ...] = ()
    further: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Frame:
    """What tables need to know beside the words.

    Attributes
    ----------
    case_of : mapping of segment id to case
    strand_of : mapping of segment id to strand
    topics : mapping of code id to its name, in the order of the codebook
    themes : mapping of theme to the ids of its codes
    names, roles : mapping of coder id to name, and to role
    """

    case_of: Mapping[str, str] = field(repr=False)
    strand_of: Mapping[str, str] = field(repr=False)
    topics: Mapping[str, str]
    themes: Mapping[str, Sequence[str]]
    names: Mapping[str, str]
    roles: Mapping[str, str]

    def name(self, coder: str) -> str:
        """Return how the study shows a coder to itself."""
        return self.names.get(coder, coder)

    def case(self, unit: Unit | Said) -> str:
        """Return whose words a unit is."""
        return self.case_of.get(unit.segment_id, unit.segment_id)


def ratings_of(units: Sequence[Unit]) -> Rated:
    """Return coders by units: 1 applies, 0 does not; coders in the order of their ids."""
    number = {coder: at for at, coder in enumerate(sorted(_coders(units)))}
    numbers = np.full((len(number), len(units)), GAP)
    for at, unit in enumerate(units):
        for coder, applies in unit.said:
            numbers[number[coder], at] = applies
    # Where all said the same there is one value, as in every list of ratings.
    values = np.unique(numbers[numbers > GAP])
    places = np.where(numbers > GAP, np.searchsorted(values, numbers), GAP)
    return rated_of(tuple(values.tolist()), places)


def _coders(units: Iterable[Unit]) -> set[str]:
    return {coder for unit in units for coder, _ in unit.said}


def main_table(words: Sequence[Said], by: str, frame: Frame) -> Table:
    """Return agreement by code, theme, pair of people, role or strand."""
    makers: Mapping[str, Callable[[Sequence[Said], Frame], Iterable[tuple[Cell, ...]]]] = {
        "code": _by_code,
        "theme": _by_theme,
        "pair": lambda said, of: _by_people(said, of, of.name),
        "role": lambda said, of: _by_people(said, of, lambda one: of.roles.get(one, "researcher")),
        "strand": _by_strand,
    }
    return Table(
        "agreement",
        f"How far people agree, by {by}; what each said before seeing others' words. {LOOKED[by]}",
        (by, *MAIN, *MORE),
        tuple(makers[by](words, frame)),
        (by, *BRIEF),
        (by, "words", "both_looked", *MORE),
    )


def _by_code(words: Sequence[Said], frame: Frame) -> Iterable[tuple[Cell, ...]]:
    return _by_topic(gather(words), frame.topics, frame)


def _by_theme(words: Sequence[Said], frame: Frame) -> Iterable[tuple[Cell, ...]]:
    found = gather(said_of_themes(words, frame.themes))
    return _by_topic(found, {theme: theme for theme in frame.themes}, frame)


def _by_topic(
    found: Gathered, topics: Mapping[str, str], frame: Frame
) -> Iterable[tuple[Cell, ...]]:
    units: dict[tuple[str, Kind], list[Unit]] = defaultdict(list)
    for one in found.units:
        units[one.topic, one.kind].append(one)
    left: dict[tuple[str, Kind], Counter[str]] = defaultdict(Counter)
    for (topic, kind, why), times in found.left_out.items():
        left[topic, kind][why] += times
    for topic, name in topics.items():
        for kind in KINDS:
            here, out = units.get((topic, kind), []), left.get((topic, kind))
            if here or out:
                yield (name, *_line(kind, here, out or Counter(), frame))


def _by_people(
    words: Sequence[Said], frame: Frame, name: Callable[[str], str]
) -> Iterable[tuple[Cell, ...]]:
    """Yield a row for every two people, or two roles; each two of a unit count by themselves."""
    found: dict[tuple[str, Kind], list[Unit]] = defaultdict(list)
    for unit in gather(words).units:
        for two in unit.pairs():
            who = " and ".join(sorted(name(coder) for coder, _ in two.said))
            found[who, unit.kind].append(two)
    out: dict[tuple[str, Kind], Counter[str]] = defaultdict(Counter)
    for one, other in left_out_of_pairs(words):
        who = " and ".join(sorted((name(one.coder), name(other.coder))))
        out[who, kind_of(one, other)][one.missing or other.missing] += 1
    for who, kind in sorted({**found, **out}):
        yield (who, *_line(kind, found.get((who, kind), ()), out.get((who, kind)), frame))


def _by_strand(words: Sequence[Said], frame: Frame) -> Iterable[tuple[Cell, ...]]:
    for strand in dict.fromkeys(frame.strand_of.values()):
        found = gather(one for one in words if frame.strand_of.get(one.segment_id) == strand)
        for kind in KINDS:
            units = [one for one in found.units if one.kind == kind]
            out: Counter[str] = Counter()
            for (_, of, why), times in found.left_out.items():
                if of == kind:
                    out[why] += times
            if units or out:
                yield (strand, *_line(kind, units, out, frame))


def _line(
    kind: Kind, units: Sequence[Unit], out: Mapping[str, int] | None, frame: Frame
) -> tuple[Cell, ...]:
    """Return the columns `MAIN` and `MORE` of some units; of several codes, pooled."""
    out = out or {}
    by_topic: dict[str, list[Unit]] = defaultdict(list)
    for one in units:
        by_topic[one.topic].append(one)
    many = len(by_topic) > 1
    ratings, cases = ratings_of(units), [frame.case(one) for one in units]
    if many:
        alpha = pooled_alpha(
            (ratings_of(one), [frame.case(unit) for unit in one]) for one in by_topic.values()
        )
    else:
        alpha = krippendorff_alpha(ratings, groups=cases)
    positive = positive_agreement(ratings)
    low, high = alpha.interval or (None, None)
    reason = alpha.reason if units else NOT_BY_TWO
    why = (reason and f"not defined: {reason}") or (
        alpha.no_interval and f"no interval: {alpha.no_interval}"
    )
    more = (None,) * len(MORE) if many else _more(ratings)
    return (
        KIND_WORDS[kind], len(units), len(set(cases)), _applied(units, frame),
        positive.value, alpha.value, low, high, why,
        sum(out.values()), _told(out),
        "; ".join(filter(None, (why, f"left out: {_told(out)}" if out else ""))),
        OF_MANY if many else OF_ONE_CODE, *more,
    )  # fmt: skip


def _more(ratings: Rated) -> tuple[Cell, ...]:
    found = (
        percent(ratings),
        kappa_of_two(ratings) if len(ratings.hot) == PAIR else Agreement(None),
        scott_pi(ratings),
        conger_kappa(ratings),
        gwet_ac1(ratings),
        brennan_prediger(ratings),
    )
    return tuple(one.value for one in found)


def _applied(units: Sequence[Unit], frame: Frame) -> str:
    """Say how often each applied it, of what they were compared on."""
    used: Counter[str] = Counter()
    for unit in units:
        for coder, applies in unit.said:
            used[frame.name(coder)] += applies
    return ", ".join(f"{name} {used[name]}" for name in sorted(used))


def _told(out: Mapping[str, int]) -> str:
    return ", ".join(f"{times} {why}" for why, times in sorted(out.items()))


def oneself_table(repeats: Iterable[tuple[Said, Said]], frame: Frame) -> Table:
    """Return how far people agree with what they themselves had said some time before."""
    units = []
    out: Counter[tuple[str, Kind, str]] = Counter()
    for before, again in repeats:
        kind: Kind = "mixed"
        if (before.kind == "assisted") == (again.kind == "assisted"):
            kind = "assisted" if again.kind == "assisted" else "blind"
        missing = before.missing or again.missing
        if before.applies is None or again.applies is None:
            out[again.topic, kind, missing] += 1
            continue
        said = (("again", again.applies), ("first", before.applies))
        # The coder is part of the place, lest two people's answers be taken for one person's.
        units.append(Unit(again.segment_id, again.topic, kind, said))
    rows = _by_topic(Gathered(tuple(units), out), frame.topics, frame)
    return Table(
        "oneself",
        "How far people agree with themselves: what they said, and what they said again in a "
        "repeat that hid it",
        ("code", *MAIN, *MORE),
        tuple(rows),
        ("code", *BRIEF),
    )


def pooled_table(words: Sequence[Said], frame: Frame) -> Table:
    """Return the kappa of every two people over all codes at once."""
    found: dict[tuple[tuple[str, str], Kind], dict[str, list[Unit]]] = {}
    for unit in gather(words).units:
        for two in unit.pairs():
            (one, _), (other, _) = two.said
            by_topic = found.setdefault(((one, other), unit.kind), {})
            by_topic.setdefault(unit.topic, []).append(two)
    rows = []
    for (people, kind), by_topic in sorted(found.items()):
        told = pooled_kappa(map(ratings_of, by_topic.values()))
        who = " and ".join(sorted(map(frame.name, people)))
        rows.append((who, KIND_WORDS[kind], len(by_topic), told.n, told.value, told.reason))
    return Table(
        "pooled",
        "Pooled kappa of every two people over all codes (De Vries 2008). Both looked: passages "
        "times codes",
        ("pair", "words", "codes", "both_looked", "pooled_kappa", "why_empty"),
        tuple(rows),
    )


def sets_table(words: Iterable[Said], frame: Frame) -> Table:
    """Return agreement on which codes a passage has, all of them at once.

    People are compared where they were asked about the same codes and were sure of each.
    """
    spoken: dict[tuple[str, Kind], dict[str, list[Said]]] = {}
    for one in words:
        by_coder = spoken.setdefault((one.segment_id, one.kind), {})
        by_coder.setdefault(one.coder, []).append(one)
    rows = []
    for kind in KINDS[:-1]:
        compared: list[dict[str, frozenset[str]]] = []
        cases: list[str] = []
        left_out = 0
        for (segment, of), by_coder in spoken.items():
            if of != kind or len(by_coder) < PAIR:
                continue
            asked = {frozenset(one.topic for one in said) for said in by_coder.values()}
            if len(asked) > 1 or any(one.missing for said in by_coder.values() for one in said):
                left_out += 1
                continue
            compared.append(
                {
                    coder: frozenset(one.topic for one in said if one.applies)
                    for coder, said in by_coder.items()
                }
            )
            cases.append(frame.case_of.get(segment, segment))
        if compared or left_out:
            rows.append((KIND_WORDS[kind], *_of_sets(compared, cases), left_out))
    return Table(
        "sets",
        "How far people agree on all codes of a passage at once: Krippendorff's alpha over sets",
        (
            "words", "passages", "alpha_jaccard", "low_jaccard", "high_jaccard", "alpha_masi",
            "low_masi", "high_masi", "why_empty", "left_out",
        ),
        tuple(rows),
        (
            "words", "passages", "alpha_jaccard", "alpha_masi", "low_masi", "high_masi",
            "why_empty", "left_out",
        ),
    )  # fmt: skip


def _of_sets(
    compared: Sequence[Mapping[str, frozenset[str]]], cases: Sequence[str]
) -> tuple[Cell, ...]:
    coders = sorted({coder for one in compared for coder in one})
    ratings = [[one.get(coder) for one in compared] for coder in coders]
    by_jaccard = krippendorff_alpha(ratings, "jaccard", groups=cases)
    by_masi = krippendorff_alpha(ratings, "masi", groups=cases)
    why = (by_masi.reason and f"not defined: {by_masi.reason}") or (
        by_masi.no_interval and f"no interval: {by_masi.no_interval}"
    )
    return (
        len(compared), by_jaccard.value, *(by_jaccard.interval or (None, None)),
        by_masi.value, *(by_masi.interval or (None, None)), why,
    )  # fmt: skip
