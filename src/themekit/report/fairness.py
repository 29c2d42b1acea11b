"""Whether what every group of people says is found as well: as a table, and in sentences.

A sentence names a difference, says where not to trust a count, and of how many comparisons it is
one. Where none is seen it says which differences may have gone unseen. Readers outside get the
warnings without numbers, of the machine alone.
"""

from __future__ import annotations

from collections import defaultdict
from math import ceil
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.csvtext import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from themekit.records import Fairness, Gap, GroupRates
    from themekit.report.csvtext import Row

FAIRNESS = (
    "code_id", "who", "attribute", "group", "cases", "recall", "recall_low", "recall_high",
    "precision", "precision_low", "precision_high", "smallest_difference", "verdict",
)  # fmt: skip
HEADING = "Is what every group says found as well?"
EXPLAINED = (
    "On passages that were drawn at random and read without suggestions: how much of what people "
    "of a group say is found, beside how much of what all others say. A difference is told where "
    "chance alone would show as large a one in about one comparison in twenty. Groups of fewer "
    "than 20 people are in no comparison. The machine is the one whose suggestions stand now, and "
    "had not learned from whoever speaks there. Over all codes together groups may also differ "
    "because they speak of other things."
)
MACHINE = "machine"
MOST_NAMED = 8
"""Differences that are told in sentences; fairness.csv has all."""
_ONE_IN = 20
_TWO = 2

Key = tuple[str, str, str]
"""Code id, who, and attribute: a comparison."""


def fairness_table(found: Fairness) -> Table:
    """Tabulate how well groups are found."""
    return Table(FAIRNESS, map(fairness_cells, found.rows))


def fairness_cells(one: GroupRates) -> Row:
    """Return a row's cells as `FAIRNESS` names them."""
    return (
        one.code_id, one.who, one.attribute, one.group, one.cases, *one.recall, *one.precision,
        one.smallest_difference, one.verdict,
    )  # fmt: skip


def is_named(one: GroupRates) -> bool:
    """Tell whether a group differs from the others beyond chance."""
    return any(gap.named for gap in (one.found, one.right) if gap)


def fairness_told(
    found: Fairness, names: Mapping[str, str], *, public: bool = False
) -> tuple[str, ...]:
    """Say what is known, a sentence or two each.

    Parameters
    ----------
    found : Fairness
    names : mapping of code id to its name
    public : bool
        For readers outside.

    Returns
    -------
    tuple of str
        Empty where nothing was read that tells of it; in public also where nothing is named.
    """
    if not found.rows:
        reason = "; ".join(f"{_named(name)} ({why})" for name, why in found.left_out)
        return () if public or not reason else (f"Nothing could be compared: {reason}.",)
    compared = _compared(found.rows)
    named = _in_order(one for rows in compared.values() for one in _differences(rows))
    if public:
        named = [one for one in named if one[0].who == MACHINE]
    said = [_sentence(one, what, compared, names, public=public) for one, what in named]
    more = len(said) - MOST_NAMED
    lines, see = said[:MOST_NAMED], "" if public else ": see fairness.csv"
    if more > 0:
        lines.append(f"{words.plural(more, 'more difference')} of this kind{see}.")
    if lines:
        lines.append(_how_many(compared))
    return tuple(lines) if public else (*lines, *_by_attribute(found, compared))


def _compared(rows: Iterable[GroupRates]) -> Mapping[Key, Sequence[GroupRates]]:
    """Return the rows of each comparison, in their order."""
    told: dict[Key, list[GroupRates]] = defaultdict(list)
    for one in rows:
        told[one.code_id, one.who, one.attribute].append(one)
    return told


def _differences(rows: Sequence[GroupRates]) -> Iterator[tuple[GroupRates, str]]:
    """Yield of what is found, and of what is right, the group that differs most, if one does."""
    for what in ("found", "right"):
        named = [one for one in rows if (gap := getattr(one, what)) and gap.named]
        if named:  # of two groups that are as far apart the one of which there is less
            yield (
                min(named, key=lambda one: (-round(abs(_apart(one, what)), 9), _apart(one, what))),
                what,
            )


def _apart(one: GroupRates, what: str) -> float:
    """Return by how much a group's rate is above that of the others."""
    gap: Gap | None = getattr(one, what)
    own = (one.recall if what == "found" else one.precision)[0]
    return 0.0 if gap is None or own is None else own - gap.others


def _in_order(named: Iterable[tuple[GroupRates, str]]) -> list[tuple[GroupRates, str]]:
    """Order differences: the machine's first, all codes together first, the largest first."""

    def place(of: tuple[GroupRates, str]) -> tuple[bool, bool, float]:
        return of[0].who != MACHINE, bool(of[0].code_id), -abs(_apart(*of))

    return sorted(named, key=place)


def _sentence(
    one: GroupRates,
    what: str,
    compared: Mapping[Key, Sequence[GroupRates]],
    names: Mapping[str, str],
    *,
    public: bool,
) -> str:
    """Say a difference so that nobody can read it otherwise, and what is not to be trusted."""
    rows = [row for row in compared[one.code_id, one.who, one.attribute] if getattr(row, what)]
    others = [row.group for row in rows if row is not one]
    where = f"where {_named(one.attribute)} is “{one.group}”"
    alone = f"where it is “{others[0]}”" if len(others) == 1 else "in the other groups together"
    code = f"“{names.get(one.code_id, one.code_id)}”" if one.code_id else ""
    who = "the machine" if one.who == MACHINE else _people(one.who)
    counts = "machine counts" if one.who == MACHINE else f"counts that rest on {_people(one.who)}"
    warned = f"{counts} that compare these groups are not to be trusted."
    less = "less" if _apart(one, what) < 0 else "more"
    if public:
        misses = "misses more" if less == "less" else "misses less"
        said = (
            f"{who} {misses} of {code or 'what people find'} {where} than {alone}"
            if what == "found"
            else f"{less} of what {who} suggests{_as(code)} is right {where} than {alone}"
        )
        return _capital(f"{said}: {warned}")
    gap: Gap = getattr(one, what)
    own, rest = _of_ten((one.recall if what == "found" else one.precision)[0] or 0.0, gap.others)
    by_others = "people" if one.who == MACHINE else "other coders"
    of = f"passages in which {by_others} find {code}" if code else f"all that {by_others} find"
    does = f"{who} find{'s' if one.who == MACHINE else ''} {own}"
    if what == "right":
        of = f"what {who} {'suggests' if one.who == MACHINE else 'find'}{_as(code)}"
        does = f"{own} are right"
    return f"Of {of}, {does} {where}, and {rest} {alone}: {warned}"


def _as(code: str) -> str:
    return f" as {code}" if code else ""


def _people(role: str) -> str:
    return words.CODERS.get(role, role)


def _named(attribute: str) -> str:
    return attribute.replace("_", " ").replace("-", " ").strip()


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _of_ten(own: float, rest: float) -> tuple[str, str]:
    """Say two shares so that they differ, and neither reads as nothing or all: of ten, or more."""
    tens = [round(one * 10) for one in (own, rest)]
    of = 10 if tens[0] != tens[1] and not {0, 10} & {*tens} else 100

    def said(one: float) -> str:
        if not 0 < one < 1:
            return "all" if one else "none"
        return f"about {min(max(round(one * of), 1), of - 1)} in every {of}"

    return said(own), said(rest)


def _how_many(compared: Mapping[Key, Sequence[GroupRates]]) -> str:
    """Say how many comparisons there were, and how many chance alone would name."""
    made = named = 0
    for rows in compared.values():
        for what in ("found", "right"):
            gaps = [gap for one in rows if (gap := getattr(one, what))]
            made += bool(gaps)
            named += any(gap.named for gap in gaps)
    by_chance = max(1, round(made / _ONE_IN))
    said = (
        f"{words.plural(made, 'comparison')} {'was' if made == 1 else 'were'} made, and {named:,} "
        f"{'shows' if named == 1 else 'show'} a difference; where there is none at all, chance "
        f"would show about {by_chance:,}."
    )
    if made >= _ONE_IN and named <= by_chance:
        said += " So each of these may be chance alone: check it before you tell of it."
    return said


def _by_attribute(found: Fairness, compared: Mapping[Key, Sequence[GroupRates]]) -> Iterator[str]:
    """Yield for each attribute what was seen over all codes and code by code."""
    left_out = [f"{_named(name)} ({why})" for name, why in found.left_out]
    for (code, who, attribute), rows in compared.items():
        if code:
            continue
        told = [one.group for one in rows if one.cases is not None]
        if len(told) < _TWO:
            if who == MACHINE:
                left_out.append(f"{_named(attribute)} (fewer than two groups of 20 people)")
            continue
        held_back = len(rows) - len(told)
        by = "; ".join(f"“{one}”" for one in told)
        few = ""
        if held_back:
            few = f" ({words.plural(held_back, 'group')} of fewer than 20 withheld)"
        whose = "the machine" if who == MACHINE else _people(who)
        single = [of for key, of in compared.items() if key[0] and key[1:] == (who, attribute)]
        yield (
            f"{_capital(whose)}, by {_named(attribute)}: {by}{few}. "
            f"All codes together: {_over_all(rows)}. {_code_by_code(single)}"
        )
    if left_out:
        yield f"Not compared: {'; '.join(left_out)}."


def _over_all(rows: Sequence[GroupRates]) -> str:
    if any(map(is_named, rows)):
        return "a difference is seen"
    return _unseen([rows]) or "cannot be told, too little was there to be found"


def _code_by_code(single: Sequence[Sequence[GroupRates]]) -> str:
    """Say how many codes could be compared, in how many is a difference, what may be missed."""
    able = [rows for rows in single if any(one.found for one in rows)]
    if not able:
        return "Code by code: too little was there to be found of any code."
    named = [rows for rows in single if any(_differences(rows))]
    silent = [rows for rows in able if rows not in named]
    number = f"{len(able):,} of {words.plural(len(single), 'code')} read could be compared"
    seen = f"a difference in {len(named):,}" if named else ""
    unseen = _unseen(silent) if silent else ""
    if named and unseen:
        unseen = f"in the others {unseen}"
    return f"Code by code: {'; '.join(part for part in (number, seen, unseen) if part)}."


def _unseen(compared: Sequence[Sequence[GroupRates]]) -> str:
    """Say up to which difference, of how much is found, nothing would be seen."""
    largest = [
        max(seeable)
        for rows in compared
        if (seeable := [one.smallest_difference for one in rows if one.smallest_difference])
    ]
    if not largest:
        return ""
    low, high = (f".{min(ceil(one * 100), 99):02d}" for one in (min(largest), max(largest)))
    to = f"{low} to {high}, by code," if low != high else low
    return f"none seen; a difference under {to} may have gone unseen"
