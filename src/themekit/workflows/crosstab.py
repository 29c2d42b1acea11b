"""``themekit crosstab``: codes by strand, wave, document, case, period or attribute."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from themekit._yaml import did_you_mean
from themekit.decisions import CodedStudy, Standing
from themekit.errors import UsageError
from themekit.names import folded
from themekit.records import NAMED_PERIODS, Segment
from themekit.report.words import FEW
from themekit.workflows.context import RunContext
from themekit.workflows.loading import load_coded, natural
from themekit.workflows.project import open_result
from themekit.workflows.selection import Selection, value_of

BASE = "(base)"
TOTAL = "total"
NONE = "(none)"
GROUPINGS = ("strand", "wave", "document", "case", "period")
"""What can be grouped by without an attribute."""
Group = Callable[[Segment, Standing | None], str]
Row = tuple[str | int | float | None, ...]
Tally = dict[str, set[str]]


@dataclass(frozen=True, slots=True)
class CrosstabOptions:
    """How to count.

    Attributes
    ----------
    by : str
        ``strand``, ``wave``, ``document``, ``case``, ``period``, or an attribute; compared as
        names are, capitals aside.
    count : {'cases', 'segments'}
    percent : {'none', 'row', 'column', 'total'}
        `row`: of the code's total; `column`: of the column's base; `total`: of the whole base.
    """

    by: str = "strand"
    count: str = "cases"
    percent: str = "none"


def cross_tabulate(
    path: Path, selection: Selection, options: CrosstabOptions
) -> tuple[tuple[str, ...], list[Row]]:
    """Count codes by groups.

    Parameters
    ----------
    path : Path
        The study's folder.
    selection : Selection
    options : CrosstabOptions

    Returns
    -------
    header : tuple of str
        ``code``, the groups, ``total``.
    rows : list of rows
        First the base: how many cases (or codable segments) each group has. Then the codes in
        codebook order. Percentages are shares in [0, 1], of 20 or more: of fewer there is none;
        the base stays a count.

    Raises
    ------
    UsageError
        If nothing in the study can be grouped like that.
    """
    with open_result(path) as context:
        coded = load_coded(context)
        chosen, wanted = selection.test(context, coded), selection.code_ids(context)
        segments = {one.id: one for one in coded.segments if one.codable and chosen(one)}
        by = _grouping(coded, options.by)
        group = _group(coded, by)
        held = [
            one
            for one in coded.decisions.standings()
            if one.counts and one.affirmed and one.segment_id in segments
        ]
        unit = _unit(coded, options.count)
        base = _tally((group(one, None), unit(one)) for one in segments.values())
        table = {
            code.id: _tally(
                (group(segments[one.segment_id], one), unit(segments[one.segment_id]))
                for one in held
                if one.code_id == code.id
            )
            for code in context.codebook.codes
            if not wanted or code.id in wanted
        }
        names = {code.id: code.shown_path for code in context.codebook.codes}
    columns = _columns(base, table, context, by)
    bases = _counts(base, columns)
    rows: list[Row] = [(BASE, *bases)]
    for code, found in table.items():
        counts = _counts(found, columns)
        rows.append((names[code], *_shares(counts, bases, options.percent)))
    return ("code", *columns, TOTAL), rows


def _tally(pairs: Iterable[tuple[str, str]]) -> Tally:
    found: Tally = {}
    for group, unit in pairs:
        found.setdefault(group, set()).add(unit)
    return found


def _unit(coded: CodedStudy, count: str) -> Callable[[Segment], str]:
    case_of = coded.case_of
    return (
        (lambda one: case_of.get(one.id, one.document))
        if count == "cases"
        else (lambda one: one.id)
    )


def _group(coded: CodedStudy, by: str) -> Group:
    """Return a function that names the column of a segment, or of a code that stands on it."""
    documents = {one.id: one for one in coded.documents}
    if by == "strand":
        return lambda segment, _: documents[segment.document].strand
    if by == "wave":
        return lambda segment, _: documents[segment.document].wave or NONE
    if by == "document":
        return lambda segment, _: segment.document
    if by == "case":
        return lambda segment, _: coded.case_of.get(segment.id, NONE)
    if by == "period":
        phrase = coded.study.periods.phrase
        return lambda _, standing: (phrase(standing.period) if standing else "") or NONE
    return lambda segment, _: value_of(coded.case(segment), by) or NONE


def _grouping(coded: CodedStudy, by: str) -> str:
    """Return the grouping that is meant; an attribute's name is compared as names are."""
    known = {name for case in coded.cases.values() for name, _ in case.attributes}
    if by in GROUPINGS or folded(by) in map(folded, known):
        return by
    if folded(by) in GROUPINGS:
        return folded(by)
    hint = did_you_mean(by, [*GROUPINGS, *sorted(known)])
    raise UsageError(f"There is nothing called '{by}' to group by ({hint}).")


def _columns(
    base: Tally,
    table: dict[str, Tally],
    context: RunContext,
    by: str,
) -> list[str]:
    """Order the groups: strands as in the study, periods in time, everything else by name."""
    groups = {*base, *(name for found in table.values() for name in found)}
    fixed = {
        "strand": [strand.name for strand in context.study.strands],
        "period": [context.study.periods.phrase(one) for one in NAMED_PERIODS],
    }.get(by, [])
    rest = sorted(groups - set(fixed), key=lambda name: (name == NONE, natural(name)))
    return [*(name for name in fixed if name in groups), *rest]


def _counts(found: Tally, columns: list[str]) -> list[int]:
    """Count each group, and last all of them together, nobody twice."""
    whole = {unit for units in found.values() for unit in units}
    return [*(len(found.get(column, ())) for column in columns), len(whole)]


def _shares(counts: list[int], bases: list[int], percent: str) -> list[int] | list[float | None]:
    """Turn counts into shares in [0, 1], if shares are asked for."""
    if percent == "none":
        return counts
    of = {
        "row": [counts[-1]] * len(counts),
        "column": bases,
        "total": [bases[-1]] * len(counts),
    }[percent]
    return [n / base if base >= FEW else None for n, base in zip(counts, of, strict=True)]
