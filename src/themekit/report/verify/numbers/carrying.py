"""Which figures of the study may carry a claim."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report import words as said_as
from themekit.report.verify.claims import UNSAID, Claim, is_sure
from themekit.report.verify.figures import bases_of
from themekit.report.verify.numbers import wordings
from themekit.report.verify.numbers.fitting import fits
from themekit.report.verify.sentences import section_figures
from themekit.report.verify.wording import bare_heading, joined, stems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themekit.report.verify.claims import ClaimKind
    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.figures import Figure
    from themekit.report.verify.model import Block
    from themekit.report.verify.sentences import Statement, Statements


_NEARLY_NAMED = 0.75
"""Who uses so many words of a name has named it."""
_BARE = re.compile(r"\s*\d{1,4}\s*")
_SIZE = re.compile(r"(?:\bof|[nN]\s*=)\s*(\d{1,5})\b")
_BESIDE_STRAND = re.compile(r"[(\[,]?\s*(?:out\s+)?(?:\bof|[nN]\s*=)\s*\d{1,5}\s*[)\]]?")


@dataclass(frozen=True, slots=True)
class Candidates:
    """Figures that may carry a claim.

    Attributes
    ----------
    figures : sequence of Figure
    sure : bool
        Whether no other may.
    meant : bool
        Whether no other seems to be meant, though none is named.
    """

    figures: Sequence[Figure]
    sure: bool = False
    meant: bool = False


class Carrying:
    """Finds what may carry claims, and what sizes a bare number may be.

    Parameters
    ----------
    evidence : Evidence
    statements : Statements
    """

    def __init__(self, evidence: Evidence, statements: Statements) -> None:
        self.evidence, self.statements = evidence, statements
        self.bases = bases_of(evidence.inputs)
        self._asks = {
            (strand.name, item.column): frozenset(item.codes)
            for strand in evidence.coded.study.strands
            for item in strand.closed
        }
        self._sizes = {n for one in self.bases.values() for n in one.numbers}
        primary = [
            b.people
            for s in evidence.coded.study.strands
            if s.role == "primary" and (b := self.bases.get(s.name))
        ]
        self._sizes |= {sum(primary), len(evidence.coded.cases), len(evidence.coded.documents)}
        self._sizes |= {f.of for f in evidence.figures if f.strand == said_as.ALL}

    def candidates(
        self, claim: Claim, one: Statement, block: Block, before: Sequence[Statement]
    ) -> Candidates | None:
        """Return what may carry a claim of a statement; None where it is not to be judged.

        Parameters
        ----------
        claim : Claim
        one : Statement
        block : Block
        before : sequence of Statement
            Those before it in its block.
        """
        if one.tied:
            return Candidates(self._of_ties(one), sure=True)
        if (claim.kind == "count" and claim.n == 1 and not claim.bound) or (
            claim.word == UNSAID and not one.strands
        ):
            return None
        named = self._of_outline(narrowed(one.named, one), block)
        if one.is_cell:
            return _of_cell(claim, one, block, named)
        if named:
            return Candidates((*named, *narrowed(self._beside(one), one)), sure=True)
        return self._unnamed(claim, one, block, before)

    def _of_outline(self, figures: list[Figure], block: Block) -> list[Figure]:
        """Leave out rows of outlines that have no section such as a block stands in.

        Another outline counts other periods of the same code.
        """
        sections = self.evidence.sections
        known = (sections.get(bare_heading(one), frozenset()) for one in block.sections)
        outlines = frozenset[str]().union(*known)
        kept = [f for f in figures if f.kind != "row" or f.outline in outlines]
        return kept if outlines and kept else figures

    def _beside(self, one: Statement) -> list[Figure]:
        """Return what else a sentence may tell of that names a row: questions, and other rows.

        Another row is told of in words that are not the name's own; a closed question is asked
        in the words of its code.
        """
        likely = self.statements.likely(one.bare)
        apart = set(self.statements.likely(self.evidence.without_names(one.bare)))
        found = [f for f in likely if f.kind != "row" or f in apart]
        if wordings.TICKED.search(one.bare) or wordings.ANSWERED.search(one.bare):
            codes = {name for f in one.named if f.code_id for name in (f.code_id, f.name)}
            found += [
                f
                for f in self.evidence.figures
                if f.kind == "closed" and codes & self._asks.get((f.strand, f.theme), frozenset())
            ]
        return found

    def _unnamed(
        self, claim: Claim, one: Statement, block: Block, before: Sequence[Statement]
    ) -> Candidates | None:
        """Return what may carry a claim of a sentence that names no row."""
        if claim.kind in {"all", "none", "but", "fraction"} and not (one.likely or one.strands):
            return None
        if claim.kind == "count" and not is_sure(claim.noun) and not one.strands:
            return None
        likely = narrowed(one.likely, one)
        if any(fits(claim, figure, one) for figure in likely):
            return Candidates(likely)
        for other in reversed(before):
            there = narrowed((*other.tied, *other.named), one)
            if any(fits(claim, figure, one) for figure in there):
                return Candidates(there)
        return None if claim.kind in {"all", "none", "but"} else self._unlike(claim, one, block)

    def _unlike(self, claim: Claim, one: Statement, block: Block) -> Candidates:
        """Return what a claim is held against that nothing near it carries."""
        if one.strands and claim.kind in {"of", "percent", "fraction"}:
            told = narrowed(self.nearly(one), one)
            if told:
                return Candidates(told, meant=True)
        section = narrowed(section_figures(block.sections, self.evidence), one)
        return Candidates((*section, *self._plain_facts(one)))

    def nearly(self, one: Statement) -> tuple[Figure, ...]:
        """Return the figures that the words of a sentence all but name."""
        return self.statements.likely(one.bare, _NEARLY_NAMED)

    def akin(self, claim: Claim, one: Statement, block: Block) -> list[Figure]:
        """Return rows that share a word with a sentence that names none.

        And those of its section of whom fewer were asked than it counts: they are no people.
        """
        there = stems(one.bare) - stems(claim.noun)
        kin = {known.words for known in self.statements.known if known.stems & there}
        rows = {f for words in kin for f in self.statements.by_name[words] if f.kind == "row"}
        section = section_figures(block.sections, self.evidence)
        rows |= {f for f in section if f.kind == "row" and f.code_id and (claim.n or 0) > f.of}
        return narrowed(sorted(rows, key=lambda f: (f.name, f.strand, f.wave)), one)

    def _of_ties(self, one: Statement) -> list[Figure]:
        """Return the tied figures, and those of other strands and codes that are spoken of."""
        found = list(one.tied)
        ids = {(f.outline, f.section, f.code_id or f.name) for f in one.tied}
        elsewhere = one.strands - {f.strand for f in one.tied}
        if elsewhere and len(one.strands) > 1:
            found += [
                f
                for f in self.evidence.figures
                if f.strand in elsewhere and (f.outline, f.section, f.code_id or f.name) in ids
            ]
            found += [f for f in one.named if f.strand in elsewhere]
        # What else is named in the sentence may be counted in it too.
        of = {f.strand for f in one.tied} | elsewhere
        names = {f.name for f in one.tied}
        found += [f for f in one.named if f.name not in names and f.strand in of]
        return list(dict.fromkeys(found))

    def _plain_facts(self, one: Statement) -> Iterator[Figure]:
        """Yield figures that no section holds: attributes of people, questions."""
        for figure in self.evidence.figures:
            if figure.kind == "attribute" and (not one.strands or figure.strand in one.strands):
                yield figure

    # -- sizes ----------------------------------------------------------------------------------

    def is_size(self, claim: Claim, one: Statement, claims: Sequence[Claim]) -> bool:
        """Tell whether a bare number is the size of a strand or of the study."""
        number = claim.n if claim.kind == "count" else None
        if number is None:
            return False
        bases = [self.bases[strand] for strand in one.strands if strand in self.bases]
        sizes = set(self._sizes)
        if one.strands:
            sizes = {n for base in bases for n in base.numbers} | {sum(b.people for b in bases)}
        asked = {f.of for f in one.tied} | {c.of for c in claims if c.of}
        return number in sizes | asked

    def is_population(self, claim: Claim, one: Statement, block: Block) -> bool:
        """Tell whether a percentage is that of the population beside which the sample is set.

        Or that of the sample as the study states it beside what is counted.
        """
        text = f"{one.text} {block.column}" if one.is_cell else one.text
        told = [
            share
            for known in self.evidence.coded.study.population
            for shares, says in (
                (known.shares, wordings.OUTSIDE),
                (known.stated, wordings.STATED),
            )
            if says.search(text)
            for _, share in shares
        ]
        return claim.kind == "percent" and any(
            round(share * 100, claim.decimals) == claim.percent for share in told
        )


def _of_cell(
    claim: Claim, one: Statement, block: Block, named: Sequence[Figure]
) -> Candidates | None:
    """Return what may carry a claim of a cell, by what its line and its column are headed by."""
    if named and not block.column and claim.kind == "of":
        return Candidates(named, sure=True)  # a table of one line: nothing heads its figures
    if named and (one.strands or one.waves):
        return Candidates(named, sure=True)
    asked = [f for f in named if f.kind == "closed"]
    if named and len(asked) == len(named) and claim.kind != "count":
        return Candidates(asked, sure=claim.kind == "of")
    return None


def bare_number(one: Statement, block: Block) -> tuple[Claim, ...]:
    """Return the claim of a cell that holds a number alone, below the name of a strand alone."""
    head = _BESIDE_STRAND.sub(" ", block.column)
    size = _SIZE.search(block.column)
    told = any(f.strand and joined(f.strand).strip() == joined(head).strip() for f in one.named)
    rows = [f for f in one.named if f.kind == "row"]
    if not one.is_cell or not rows or not told or not _BARE.fullmatch(block.text):
        return ()
    n, of = int(block.text), int(size[1]) if size else None
    kind: ClaimKind = "count" if of is None or of < n else "of"
    return (Claim(kind, 0, len(block.text), block.text, n, None, of),)


def narrowed(figures: Iterable[Figure], one: Statement) -> list[Figure]:
    """Keep the figures of the strands and waves that a statement speaks of."""
    found = list(figures)
    if one.strands:
        found = [f for f in found if f.strand in one.strands]
    if one.waves:
        found = [f for f in found if f.wave in one.waves or not f.wave]
    return found


def without_ids(text: str, evidence: Evidence) -> str:
    """Blank ids of people, findings and recommendations: their digits are no figures."""
    out = text
    known = [said for said, _ in evidence.mentions.people(text)]
    known += [one.id for one in evidence.findings]
    known += [one.id for one in evidence.recommendations]
    for said in sorted(set(known), key=len, reverse=True):
        out = re.sub(rf"(?<![\w.]){re.escape(said)}(?![\w])", " " * len(said), out)
    return out
