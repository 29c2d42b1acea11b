"""Sentences of a report with what they rest on: marks, names, strands, waves."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from themekit.names import folded
from themekit.report import words as said_as
from themekit.report.verify.figures import Figure, Named
from themekit.report.verify.wording import (
    bare_heading,
    joined,
    sentences,
    singular,
    stems,
    tokens,
    words_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.model import Block, Mark
    from themekit.report.verify.quoting import Quoted

_CITED = re.compile(
    r"\([^()]*\b[A-Z][^()]*\b(?:19|20)\d\d[a-z]?[^()]*\)|\bpp?\.\s?\d+(?:[-\u2013]\d+)?"
)
_PERIOD = re.compile(r"\s*\((?:before|during|after)\)\s*$")
_LIKELY, _FEWEST = 0.6, 2
_KEY = re.compile(r"[0-9a-f]{10}")
_BEFORE_NAMES = frozenset(
    {"of", "about", "over", "with", "by", "from", "for", "on", "and", "or", "such", "as", "the"}
    | {"these", "those", "their", "no", "named", "mentioned", "raised", "described", "reported"}
)
"""Words behind which a word is rather a noun."""


class Place(NamedTuple):
    """Where a text names something."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence, or a cell, as its numbers are looked at.

    Attributes
    ----------
    block : int
        Number of its block.
    start : int
        Where it begins in the block.
    text : str
        What it says.
    bare : str
        The same with what it quotes and cites blanked out, and what names a row.
    marks : tuple of str
        Rows that its author names.
    tied : tuple of Figure
        Figures of these rows.
    unknown : tuple of str
        Names of rows that there are not.
    named : tuple of Figure
        Figures of codes, themes and closed questions that it names.
    likely : tuple of Figure
        Those whose names share most words with it.
    strands, waves : frozenset of str
        Those that it speaks of; ``all`` among strands.
    is_cell : bool
    places : tuple of Place
        Where it names something.
    """

    block: int
    start: int
    text: str
    bare: str
    marks: tuple[str, ...] = ()
    tied: tuple[Figure, ...] = ()
    unknown: tuple[str, ...] = ()
    named: tuple[Figure, ...] = ()
    likely: tuple[Figure, ...] = ()
    strands: frozenset[str] = frozenset()
    waves: frozenset[str] = frozenset()
    is_cell: bool = False
    places: tuple[Place, ...] = ()


class Statements:
    """Makes statements of blocks.

    Parameters
    ----------
    evidence : Evidence
    """

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.by_key: dict[str, list[Figure]] = {}
        self.by_name: dict[str, list[Figure]] = {}
        for one in evidence.figures:
            if one.key:
                self.by_key.setdefault(one.key, []).append(one)
            self.by_name.setdefault(joined(one.name), []).append(one)
            if one.code_id:
                self.by_name.setdefault(joined(one.code_id), []).append(one)
            if one.kind == "closed" and joined(one.theme) != joined(one.name):
                self.by_name.setdefault(joined(one.theme), []).append(one)
        for code in evidence.coded.codebook.codes:
            if code.plain_name and joined(code.plain_name) not in self.by_name:
                self.by_name[joined(code.plain_name)] = self.by_name.get(joined(code.name), [])
        self.known = [Named.of(name.strip()) for name in self.by_name]
        self._longest = sorted(self.known, key=lambda known: -len(known.words))

    def of(self, number: int, block: Block, spans: Sequence[Quoted]) -> Iterator[Statement]:
        """Yield the statements of a block."""
        bare = list(block.text)
        for span in spans:
            if span.is_block or not _is_name(span, self):
                bare[span.start : span.end] = " " * (span.end - span.start)
        plain = _CITED.sub(lambda m: " " * len(m[0]), "".join(bare))
        if block.kind == "cell":
            yield self._cell(number, block, plain)
            return
        found = list(sentences(block.text))
        for place, one in enumerate(found):
            after = found[place + 1].start if place + 1 < len(found) else len(block.text) + 1
            marks = [m for m in block.marks if _covers(m, one.start, after)]
            yield self._statement(number, one.start, one.text, plain[one.start : one.end], marks)

    def _statement(
        self, number: int, start: int, text: str, bare: str, marks: Sequence[Mark]
    ) -> Statement:
        tied, unknown = self._tied(marks)
        named = self.named(text)
        spoken = self.evidence.without_names(bare)
        theirs = frozenset(figure.strand for figure in tied)
        # "Survey respondents" are those of the survey that the row is of, where there are two.
        strands = frozenset().union(
            *(one.names & theirs or one.names for one in self.evidence.mentions.strands(spoken))
        )
        waves = self.evidence.mentions.waves_of(spoken, strands or self.evidence.mentions.waves)
        return Statement(
            number,
            start,
            text,
            bare,
            tuple(m.said for m in marks),
            tied,
            unknown,
            named,
            () if named else self.likely(bare),
            strands,
            waves,
            places=self.places(text),
        )

    def _cell(self, number: int, block: Block, bare: str) -> Statement:
        """Make a statement of a cell: it rests on what its line and its column are headed by."""
        tied, unknown = self._tied(block.marks)
        label = joined(_PERIOD.sub("", block.row))
        named = tuple(self.by_name.get(label, ())) if block.row else ()
        strands = self.evidence.mentions.strands_of(block.column) if block.column else frozenset()
        if block.row and not named and not strands:
            # Codes may head the columns, and strands the lines.
            named = tuple(self.by_name.get(joined(_PERIOD.sub("", block.column)), ()))
            strands = self.evidence.mentions.strands_of(block.row) if named else strands
        if not strands and folded(block.column) in {"all", "total", "all strands"}:
            strands = frozenset({said_as.ALL})
        if not strands:
            strands = self.evidence.mentions.strands_of(block.row) if not named else strands
        waves = self.evidence.mentions.waves_of(
            f"{block.column} {block.row}", self.evidence.mentions.waves
        )
        return Statement(
            number,
            0,
            block.text,
            bare,
            tuple(m.said for m in block.marks),
            tied,
            unknown,
            named,
            (),
            strands,
            waves,
            is_cell=True,
        )

    # -- names ----------------------------------------------------------------------------------

    def named(self, text: str) -> tuple[Figure, ...]:
        """Return the figures of everything that a text names, the longest names first."""
        found = [f for one in self.places(text) for f in self.by_name[joined(one.name)]]
        return tuple(dict.fromkeys(found))

    def places(self, text: str) -> tuple[Place, ...]:
        """Return where a text names something, the longest names first; none in another's.

        Names of rows are found of one and of several: ``long waits`` names *Long wait*.
        """
        there = tokens(text)
        said = [one.word for one in there]
        ones = [singular(word) for word in said]
        whole, taken = f" {' '.join(ones)} ", set[int]()
        found: list[Place] = []
        for one in self._longest:
            if len(one.words) <= 4 or f" {' '.join(one.ones)} " not in whole:  # noqa: PLR2004
                continue
            size = len(one.ones)
            for at in range(len(there) - size + 1):
                inside = range(at, at + size)
                if taken.isdisjoint(inside) and self._is_there(one, said, ones, at):
                    taken.update(inside)
                    end = there[at + size - 1].end
                    found.append(Place(one.name.strip(), there[at].start, end))
        return tuple(found)

    def _is_there(self, one: Named, said: Sequence[str], ones: Sequence[str], at: int) -> bool:
        """Tell whether a name stands at a word: a single word is none of a closed question's."""
        size, kind = len(one.ones), self.by_name[one.words][0].kind
        is_exact = tuple(said[at : at + size]) == tuple(one.words.split())
        if size == 1 and kind not in {"row", "question"}:
            return False
        if is_exact or kind != "row" or tuple(ones[at : at + size]) != one.ones:
            return is_exact
        # One word may be a verb: "it delays them" names no *Delay*, "of delays" does.
        return size > 1 or (said[at - 1] if at else "") in _BEFORE_NAMES

    def likely(self, text: str, least: float = _LIKELY) -> tuple[Figure, ...]:
        """Return the figures whose names share most of their words with a text, the likest.

        Parameters
        ----------
        text : str
        least : float
            The least part of a name's words that have to be there.
        """
        there = stems(text)
        best: list[tuple[float, Named]] = []
        for one in self.known:
            shared = len(one.stems & there)
            if shared >= _FEWEST and shared >= least * len(one.stems):
                best.append((shared / len(one.stems), one))
        found: list[Figure] = []
        for _, one in sorted(best, key=lambda pair: -pair[0]):
            found += self.by_name[joined(one.name)]
        return tuple(dict.fromkeys(found))

    # -- marks ----------------------------------------------------------------------------------

    def _tied(self, marks: Sequence[Mark]) -> tuple[tuple[Figure, ...], tuple[str, ...]]:
        found: list[Figure] = []
        unknown: list[str] = []
        for mark in marks:
            if not mark.said.strip():
                unknown.append("")
            for said in re.split(r"\s*[;|]\s*", mark.said):
                figures = _foremost(self.resolve(said)) if said.strip() else []
                found += figures
                if said.strip() and not figures:
                    unknown.append(said.strip())
        return tuple(dict.fromkeys(found)), tuple(dict.fromkeys(unknown))

    def resolve(self, said: str) -> list[Figure]:
        """Return the figures that a mark names: by key, or by name and strand (and wave)."""
        plain = said.strip()
        if _KEY.fullmatch(plain.casefold()):
            return list(self.by_key.get(plain.casefold(), []))
        whole = self._by_name(plain)
        if whole:
            return list(whole)
        # The last comma may part the strand, or a wave after the strand; names hold commas too.
        pieces = [one.strip() for one in plain.split(",")]
        for cut in range(len(pieces) - 1, 0, -1):
            name = _PERIOD.sub("", ",".join(pieces[:cut]))
            figures = self._by_name(name) or self._by_id(",".join(pieces[:cut]))
            if figures:
                return self._narrowed(figures, pieces[cut:])
        return []

    def _by_name(self, said: str) -> list[Figure]:
        """Return the figures of a name, else of rows that are called so of one or of several."""
        ones = tuple(map(singular, words_of(said)))
        alike = (one.words for one in self.known if one.ones == ones)
        rows = (f for words in alike for f in self.by_name[words] if f.kind == "row")
        return self.by_name.get(joined(said)) or list(dict.fromkeys(rows))

    def _by_id(self, said: str) -> list[Figure]:
        return [one for one in self.evidence.figures if one.code_id and one.code_id == said.strip()]

    def _narrowed(self, figures: Sequence[Figure], rest: Sequence[str]) -> list[Figure]:
        """Keep the figures of the strand, and of the wave or outline, that a mark names."""
        left = list(figures)
        for one in rest:
            key = joined(one)
            strands = [
                f for f in left if key in {joined(f.strand), joined(said_as.strand(f.strand))}
            ]
            if not strands and folded(one) in {"all", "all strands", "total"}:
                strands = [f for f in left if f.strand == said_as.ALL]
            if not strands:
                meant = self.evidence.mentions.strands_of(one)
                strands = [f for f in left if f.strand in meant]
            others = [
                f for f in left if key in {joined(f.wave), joined(f.outline), joined(f.section)}
            ]
            left = strands or others
        return left


def _foremost(figures: Sequence[Figure]) -> list[Figure]:
    """Keep rows of the first outline where a name means rows of several, and no open question."""
    rows = [one for one in figures if one.kind == "row"]
    first = rows[0].outline if rows else ""
    if any(one.kind == "question" for one in figures) and not rows:
        return list(figures)
    return [one for one in figures if one.kind != "question" and one.outline in {"", first}]


def _is_name(quoted: Quoted, statements: Statements) -> bool:
    """Tell whether something in quotation marks is a name of the study."""
    return joined(quoted.text) in statements.by_name


def _covers(mark: Mark, start: int, after: int) -> bool:
    """Tell whether a mark covers a sentence that ends where the next begins."""
    if mark.start == mark.end:
        return start < mark.end <= after if start else mark.end <= after
    return mark.start < after and start < mark.end


def section_figures(sections: Sequence[str], evidence: Evidence) -> tuple[Figure, ...]:
    """Return the figures of the study's section that a block stands in; empty where it is none."""
    for heading in reversed(sections):
        key = bare_heading(heading)
        if key in evidence.sections:
            rows = [f for f in evidence.figures if f.section and bare_heading(f.section) == key]
            codes = {f.code_id for f in rows if f.code_id}
            rows += [f for f in evidence.figures if f.kind == "question" and f.code_id in codes]
            return tuple(rows)
    return ()
