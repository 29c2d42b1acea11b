"""``themekit crosstab``: codes by strand, wave, document, case, period or attribute.

As in the theme matrix: what nobody has checked stands as so many suggested and has no share, and
waves of one strand are never pooled, for who is asked three times has three chances.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from themekit._yaml import did_you_mean
from themekit.decisions import CodedStudy, Flags, Standing
from themekit.errors import UsageError
from themekit.matrix.units import UNDATED, in_time
from themekit.names import folded
from themekit.records import NAMED_PERIODS, Segment
from themekit.report.words import FEW, NOTHING_SUGGESTED
from themekit.workflows.context import RunContext
from themekit.workflows.loading import load_coded, natural
from themekit.workflows.project import open_result
from themekit.workflows.selection import Selection, value_of

BASE = "(base)"
WAVE = "wave"
TOTAL = "total"
NONE = "(none)"
GROUPINGS = ("strand", "wave", "document", "case", "period")
"""What can be grouped by without an attribute."""
Group = Callable[[Segment, Standing | None], str]
Cell = str | int | float | None
Row = tuple[Cell, ...]
Key = tuple[str, str | None]
"""A wave (empty where there are not several) and a column, or None for all columns together."""
Tally = dict[Key, set[str]]


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
        ``code``, the groups, ``total``; after the code ``wave`` where some strand has several, a
        row each. Where these are the groups, nothing is their total.
    rows : list of rows
        First the base: how many cases (or codable segments) each group has. Then the codes in
        codebook order. A cell is a number where people looked at all of it, ``3 found, 2
        suggested`` where they looked at some, ``5 suggested`` where nobody looked at any. Shares
        are in [0, 1], of 20 or more that people looked at wholly: else there is none; the base
        stays a count.

    Raises
    ------
    UsageError
        If nothing in the study can be grouped like that, or shares are asked of a reflexive one.
    """
    with open_result(path) as context:
        reflexive = context.study.method == "reflexive"
        if reflexive and options.percent != "none":
            raise UsageError("A reflexive study has no shares: leave --percent out.")
        coded = load_coded(context)
        chosen, wanted = selection.test(context, coded), selection.code_ids(context)
        by = _grouping(coded, options.by)
        counted = _Counted(
            coded,
            [one for one in coded.segments if one.codable and chosen(one)],
            _group(coded, by),
            _unit(coded, options.count),
            by=by,
            reflexive=reflexive,
        )
        codes = [
            (number, code.id, code.shown_path)
            for number, code in enumerate(context.codebook.codes)
            if not wanted or code.id in wanted
        ]
        table = {id_: counted.of(number, id_) for number, id_, _ in codes}
        columns = _columns(counted.base, table.values(), context, by)
    header = ("code", *([WAVE] if counted.by_wave else []), *columns, TOTAL)
    rows = [counted.line(BASE, wave, counted.base_counts(wave, columns)) for wave in counted.waves]
    for _, id_, name in codes:
        for wave in counted.waves:
            cells = counted.cells(table[id_], wave, columns, options.percent)
            rows.append(counted.line(name, wave, cells))
    return header, rows


@dataclass(frozen=True, slots=True)
class _Of:
    """One code: whose it is by people's word, by anybody's, and how many segments were looked at.

    Attributes
    ----------
    found, held : Tally
    looked : mapping of key to number of segments
    """

    found: Tally
    held: Tally
    looked: Counter[Key]


class _Counted:
    """The segments that a table is of, sorted by wave and group; codes are counted among them."""

    def __init__(
        self,
        coded: CodedStudy,
        segments: Sequence[Segment],
        group: Group,
        unit: Callable[[Segment], str],
        *,
        by: str,
        reflexive: bool,
    ) -> None:
        self._group, self._unit, self._by, self._reflexive = group, unit, by, reflexive
        self._segments = {one.id: one for one in segments}
        self._position = coded.decisions.passages.position
        self._looked = coded.decisions.looked
        self._held: dict[str, list[Standing]] = {}
        for one in coded.decisions.standings():
            if one.counts and one.affirmed and one.segment_id in self._segments:
                self._held.setdefault(one.code_id, []).append(one)
        several, self._wave_of = _waves(coded, segments)
        self.by_wave = several and by != WAVE
        self._pooled = several and by == WAVE
        seen = {self._wave_of[one.document] for one in segments} if self.by_wave else {""}
        self.waves = sorted(seen, key=lambda wave: in_time("" if wave in (NONE, UNDATED) else wave))
        self.base = _tally((self._key(one, None), unit(one)) for one in segments)
        self._sizes = Counter(key for one in segments for key in _both(self._key(one, None)))

    def of(self, number: int, code: str) -> _Of:
        """Count one code."""
        pairs = [
            (one, self._key(segment, one), self._unit(segment))
            for one in self._held.get(code, ())
            for segment in [self._segments[one.segment_id]]
        ]
        looked: Flags = self._looked.of(number)
        return _Of(
            found=_tally((key, unit) for one, key, unit in pairs if one.by_people),
            held=_tally((key, unit) for _, key, unit in pairs),
            looked=Counter(
                key
                for one in self._segments.values()
                if looked[self._position[one.id]]
                for key in _both(self._key(one, None))
            ),
        )

    def line(self, name: str, wave: str, cells: Sequence[Cell]) -> Row:
        """Return a row of the table."""
        return (name, *([wave] if self.by_wave else []), *cells)

    def base_counts(self, wave: str, columns: Sequence[str]) -> list[Cell]:
        """Count who is behind each column; there is no total of what is not pooled."""
        keys = [(wave, one) for one in (*columns, None)]
        return [None if self._is_pooled(key) else len(self.base.get(key, ())) for key in keys]

    def cells(self, of: _Of, wave: str, columns: Sequence[str], percent: str) -> list[Cell]:
        """Return what stands in each column of a code's row."""
        counts = [self._count(of, (wave, one)) for one in (*columns, None)]
        if percent == "none":
            return counts
        bases = self.base_counts(wave, columns)
        wholes = {
            "row": [counts[-1]] * len(counts),
            "column": bases,
            "total": [bases[-1]] * len(counts),
        }[percent]
        return [_share(n, whole) for n, whole in zip(counts, wholes, strict=True)]

    def _count(self, of: _Of, key: Key) -> Cell:
        """Say how many: a number where people looked at all, else in words."""
        # A period is told by what is found: what could be found in it is everything.
        place = (key[0], None) if self._by == "period" else key
        if self._is_pooled(key) or (self.by_wave and not self._sizes[place]):
            return None
        found, held = len(of.found.get(key, ())), len(of.held.get(key, ()))
        if self._reflexive or of.looked[place] == self._sizes[place]:
            return held
        if not of.looked[place]:
            return f"{held} suggested" if held else NOTHING_SUGGESTED
        return f"{found} found" + (f", {held - found} suggested" if held > found else "")

    def _is_pooled(self, key: Key) -> bool:
        return self._pooled and key[1] is None

    def _key(self, segment: Segment, standing: Standing | None) -> Key:
        wave = self._wave_of[segment.document] if self.by_wave else ""
        return wave, self._group(segment, standing)


def _waves(coded: CodedStudy, segments: Sequence[Segment]) -> tuple[bool, dict[str, str]]:
    """Tell whether some strand has several waves, and what each document's is called."""
    here = {one.document for one in segments}
    documents = [one for one in coded.documents if one.id in here]
    of: dict[str, set[str]] = {}
    for one in documents:
        of.setdefault(one.strand, set()).add(one.wave)
    several = {strand for strand, waves in of.items() if len(waves) > 1}
    names = {one.id: one.wave or (UNDATED if one.strand in several else NONE) for one in documents}
    return bool(several), names


def _both(key: Key) -> Iterator[Key]:
    """Yield a key, and that of all columns together."""
    yield key
    yield key[0], None


def _tally(pairs: Iterable[tuple[Key, str]]) -> Tally:
    found: Tally = {}
    for key, unit in pairs:
        for one in _both(key):
            found.setdefault(one, set()).add(unit)
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
    return lambda segment, _: value_of(coded.attributes_of(segment), by) or NONE


def _grouping(coded: CodedStudy, by: str) -> str:
    """Return the grouping that is meant; an attribute's name is compared as names are."""
    known = {name for case in coded.cases.values() for name, _ in case.attributes}
    if by in GROUPINGS or folded(by) in map(folded, known):
        return by
    if folded(by) in GROUPINGS:
        return folded(by)
    hint = did_you_mean(by, [*GROUPINGS, *sorted(known)])
    raise UsageError(f"There is nothing called '{by}' to group by ({hint}).")


def _columns(base: Tally, table: Iterable[_Of], context: RunContext, by: str) -> list[str]:
    """Order the groups: strands as in the study, periods in time, everything else by name."""
    keys = {*base, *(key for one in table for key in one.held)}
    groups = {column for _, column in keys if column is not None}
    fixed = {
        "strand": [strand.name for strand in context.study.strands],
        "period": [context.study.periods.phrase(one) for one in NAMED_PERIODS],
    }.get(by, [])
    rest = sorted(groups - set(fixed), key=lambda name: (name == NONE, natural(name)))
    return [*(name for name in fixed if name in groups), *rest]


def _share(n: Cell, whole: Cell) -> Cell:
    """Turn a count into a share in [0, 1]; what is said in words stays, and has none."""
    if not isinstance(n, int):
        return n
    return n / whole if isinstance(whole, int) and whole >= FEW else None
