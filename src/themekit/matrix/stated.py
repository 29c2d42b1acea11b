"""What findings claim with their figures, before it is known whether that holds.

A finding has a row in every strand that supports it, or, where nobody has judged that, in every
primary one. Two claims are made with a row: the declared word that its share falls under
(`quantifiers` in study.yaml; a share under none makes no claim), and its place among the rows of
the same section's findings in that strand. Who heard each other, `all`, what was written about
people and reflexive studies have no shares, and make none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from themekit.decisions import CodedStudy, Flags, Ints
from themekit.matrix.asking import GROUP
from themekit.matrix.cells import WRITTEN_ABOUT
from themekit.matrix.findings import finding_spec
from themekit.matrix.outlines import RowSpec, Tree
from themekit.names import folded
from themekit.study import Finding, Quantifier, Strand

State = Literal["settled", "to read", "open"]
SILENT = frozenset({"silence", "not asked"})


@dataclass(frozen=True, slots=True)
class Claim:
    """What a finding says with a figure of one strand.

    Attributes
    ----------
    section : str
    rows : tuple of str
        What is counted: one row for a word; two for an order, the more frequent first.
    findings : tuple of str
        Ids.
    words : tuple of str
        Declared words that are possible, the present one first; empty for an order. An empty word
        is a share that no word is declared for.
    state : {'settled', 'to read', 'open'}
        ``open``: nothing short of reading every case will settle it.
    """

    section: str
    rows: tuple[str, ...]
    findings: tuple[str, ...]
    words: tuple[str, ...]
    state: State


@dataclass(frozen=True, slots=True)
class Row:
    """What some findings of a section count."""

    section: str
    name: str
    findings: tuple[str, ...]
    spec: RowSpec


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """A row in one strand: arrays over its cases, in the order of their keys.

    Attributes
    ----------
    unlooked : array
        Segments of the whole study that are to be coded and were not looked at for the row.
    asked, found, unclear, unread, likely : boolean arrays
        Who was asked; in whom a person found it; where people disagree; who may still turn out to
        have said it; in which of these the machine suggests it.
    """

    unlooked: Ints
    asked: Flags
    found: Flags
    unclear: Flags
    unread: Flags
    likely: Flags

    def bounds(self, read: Flags) -> tuple[int, int]:
        """Return the least and largest count once more cases are `read`, as the machine says."""
        sure = self.found | (read & self.unread & self.likely)
        left = (self.unread & ~read) | (self.unclear & ~sure)
        low = int(sure.sum())
        return low, low + int(left.sum())


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim before it is known whether it holds: rows by place, and the word."""

    rows: tuple[int, ...]
    word: Quantifier | None = None


def rows_of(coded: CodedStudy) -> list[Row]:
    """Return the rows that findings use: findings of a section that count the same share one."""
    tree = Tree(coded.codebook)
    found: dict[tuple[str, tuple[int, ...]], Row] = {}
    for one in coded.findings:
        spec = finding_spec(one, tree)
        if spec is None:
            continue
        key = folded(one.section), spec.codes
        names = [tree.codes[head[0]].name for head in spec.heads]
        before = found.get(key)
        ids = (*before.findings, one.id) if before else (one.id,)
        found[key] = Row(one.section, " or ".join(names), ids, spec)
    return list(found.values())


def supported(rows: Sequence[Row], strand: Strand, findings: Sequence[Finding]) -> list[Row]:
    """Return the rows whose findings a strand supports."""
    if strand.kind == GROUP or strand.voice == WRITTEN_ABOUT:
        return []
    here = {one.id for one in findings if _supports(strand, one)}
    return [row for row in rows if not here.isdisjoint(row.findings)]


def _supports(strand: Strand, finding: Finding) -> bool:
    if not finding.support:
        return strand.role == "primary"
    judged = dict(finding.support).get(strand.name, "")
    return bool(judged) and folded(judged) not in SILENT


def stated_claims(
    rows: Sequence[Row],
    cells: Sequence[Cell],
    counts: Sequence[tuple[float, float]],
    words: Sequence[Quantifier],
) -> list[Stated]:
    """Return what is claimed: each row's word, and the order of rows of one section.

    Parameters
    ----------
    counts : sequence of (least, largest) number of cases
    """
    found = []
    for at, (cell, (low, high)) in enumerate(zip(cells, counts, strict=True)):
        asked = int(cell.asked.sum())
        word = _word(low / asked, high / asked, words) if asked else None
        if word is not None:
            found.append(Stated((at,), word))
    for one, other in pairs(rows):
        first = counts[one] >= counts[other]
        found.append(Stated((one, other) if first else (other, one)))
    return found


def pairs(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Yield the rows of one section of which neither counts all that the other does."""
    for one, row in enumerate(rows):
        for other in range(one + 1, len(rows)):
            beside = rows[other]
            nested = _contains(row.spec, beside.spec) or _contains(beside.spec, row.spec)
            if folded(row.section) == folded(beside.section) and not nested:
                yield one, other


def _contains(one: RowSpec, other: RowSpec) -> bool:
    """Tell whether a row counts all that another does: then their order is no claim."""
    return set(other.codes) <= set(one.codes)


def _word(low: float, high: float, words: Sequence[Quantifier]) -> Quantifier | None:
    """Return the word that two shares fall under both, else that of the lower one."""
    both = (one for one in words if one.low <= low and high <= one.high)
    return next(both, next((one for one in words if one.low <= low <= one.high), None))


def possible_words(
    word: Quantifier, words: Sequence[Quantifier], low: float, high: float
) -> tuple[str, ...]:
    """Return the words that shares between two bounds fall under, the present one first."""
    others = [one.word for one in words if one != word and one.low < high and low < one.high]
    return (word.word, *others)


def words_beyond(
    word: Quantifier, words: Sequence[Quantifier], edges: Sequence[float]
) -> tuple[str, ...]:
    """Return the present word, and those that lie beyond some of its edges."""
    found = [word.word]
    for edge in sorted(edges):
        lower = edge == word.low
        beside = (
            one.word
            for one in words
            if one != word and (one.high == edge if lower else one.low == edge)
        )
        found.append(next(beside, ""))
    return tuple(dict.fromkeys(found))


def claim_of(stated: Stated, rows: Sequence[Row], words: tuple[str, ...], state: State) -> Claim:
    """Return a claim with what is known of it."""
    named = [rows[at] for at in stated.rows]
    return Claim(
        section=named[0].section,
        rows=tuple(one.name for one in named),
        findings=tuple(dict.fromkeys(id_ for one in named for id_ in one.findings)),
        words=words,
        state=state,
    )


def is_settled(
    stated: Stated, cells: Sequence[Cell], read: Flags, words: Sequence[Quantifier]
) -> bool:
    """Tell whether it is certain which word or order holds, once some cases are read."""
    bounds = [cells[row].bounds(read) for row in stated.rows]
    low, high = bounds[0]
    if stated.word is None:
        least, most = bounds[1]
        return low >= most or least >= high
    asked = int(cells[stated.rows[0]].asked.sum())
    under = (one.low <= low / asked and high / asked <= one.high for one in words)
    return low == high or any(under)
