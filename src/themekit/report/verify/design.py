"""What a report says of how the study was made: how many took part, and when."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.report.verify.claims import claims_in
from themekit.report.verify.figures import bases_of
from themekit.report.verify.result import Remark, shortened
from themekit.report.verify.samples import sizes_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.model import Block
    from themekit.report.verify.samples import Size
    from themekit.report.verify.sentences import Statement

DONE = re.compile(
    r"\b(?:interviewed|surveyed|took part|taken part|participated|attended|answered|responded|"
    r"completed|returned|"
    r"filled|recruited|invited|were asked|was held|held|comprised|consisted|conducted|carried "
    r"out|draws? on|drew on|"
    r"based on|rests on|collected|spoke (?:to|with)|heard from|sample|fieldwork|ran|gathered|"
    r"interviews with|"
    r"survey of|roundtable (?:of|with)|took place|joined|sat)\b",
    re.IGNORECASE,
)
"""What is done to gather material: a sentence with it tells how many took part."""
_WHEN = re.compile(
    r"\b(?:collected|conducted|carried out|interviewed|surveyed|took place|held|fieldwork|ran|"
    r"gathered|data|"
    r"interviews?|survey|roundtable|collection|done|made)\b",
    re.IGNORECASE,
)
_GATHER = re.compile(
    r"\b(?:collected|conducted|carried out|took place|was held|were held|held|fieldwork|data "
    r"collection|gathered|"
    r"were (?:interviewed|surveyed|asked)|we (?:interviewed|surveyed|ran|held)|ran (?:from|in|"
    r"between|over|during|through|until))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_WHEN_COLUMN = re.compile(r"^\s*(?:when|date|year|wave|collected)\b", re.IGNORECASE)
_SIZE_COLUMN = re.compile(
    r"^\s*(?:participants|people|respondents|n|cases|size|number of (?:participants|people)|who "
    r"took part|took part)\s*$",
    re.IGNORECASE,
)


class Design:
    """Checks sizes and dates.

    Parameters
    ----------
    evidence : Evidence
    """

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.bases = bases_of(evidence.inputs)
        self.years: dict[str, frozenset[str]] = {}
        for strand in evidence.coded.study.strands:
            waves = {one.wave for one in evidence.coded.documents if one.strand == strand.name}
            self.years[strand.name] = frozenset(y for wave in waves for y in _YEAR.findall(wave))

    def remarks(self, one: Statement, block: Block) -> Iterator[Remark]:
        """Yield what a statement says of the study's making that is not so."""
        if one.is_cell:
            yield from self._cell(one, block)
            return
        if _GATHER.search(one.bare):
            yield from self._dates(one, block)
        if not one.tied and not one.named and DONE.search(one.bare):
            yield from self._sizes(one, block)

    def _remark(self, one: Statement, block: Block, said: str, found: str) -> Remark:
        return Remark(
            "wrong",
            "design",
            block.place,
            shortened(said),
            found,
            "state what study.yaml and the texts say",
            (one.block, one.start),
        )

    def _dates(self, one: Statement, block: Block) -> Iterator[Remark]:
        strands = [s for s in self.years if s in one.strands] or list(self.years)
        known = frozenset().union(*(self.years[s] for s in strands)) if strands else frozenset()
        said = set(_YEAR.findall(one.bare))
        wrong = sorted(said - known)
        if known and wrong and not said & known:
            yield self._remark(one, block, one.text, f"collected in {', '.join(sorted(known))}")
        elif known and wrong and one.strands:
            yield self._remark(
                one, block, one.text, f"collected in {', '.join(sorted(known))}, not in {wrong[0]}"
            )

    def _sizes(self, one: Statement, block: Block) -> Iterator[Remark]:
        """Check how many took part, strand by strand as far as the sentence names them."""
        claims = claims_in(one.bare)
        shares = [claim for claim in claims if claim.kind not in {"count", "all"}]
        sizes = [
            size
            for size in sizes_in(one.bare, self.evidence.mentions)
            if not any(size.start < claim.end and claim.start < size.end for claim in shares)
        ]
        for size in sizes:
            if size.number > 1 and not self._is_of(size):
                told = self._told(size.strands)
                yield self._remark(one, block, size.said, told)
        mentions = self.evidence.mentions.strands(one.bare)
        for claim in claims:
            if any(size.start < claim.end and claim.start < size.end for size in sizes):
                continue
            if (
                claim.kind not in {"count", "all"}
                or (claim.n or claim.of) is None
                or claim.is_about
                or claim.bound in {"least", "more", "most", "fewer"}
            ):
                continue
            number = claim.n if claim.kind == "count" else claim.of
            if number == 1 and claim.kind == "count":
                continue
            near = [m for m in mentions if m.start < claim.end + 60 and claim.start - 60 < m.end]
            near.sort(key=lambda m: min(abs(m.start - claim.end), abs(claim.start - m.end)))
            inside = [m for m in near if m.start < claim.end and claim.start < m.end]
            meant = frozenset().union(*(m.names for m in inside or near[:2]))
            bases = [self.bases[s] for s in meant if s in self.bases]
            if (
                bases
                and not any(number in b.numbers for b in bases)
                and number != sum(b.people for b in bases)
            ):
                if number in self._parts(meant):
                    continue
                yield self._remark(one, block, f"{claim.said} \u2014 {one.text}", self._told(meant))

    def _is_of(self, size: Size) -> bool:
        """Tell whether so many took part in a strand, or in some together."""
        bases = [self.bases[name] for name in sorted(size.strands) if name in self.bases]
        if not bases or any(size.number in one.numbers for one in bases):
            return True
        together = {sum(one.people for one in bases), sum(one.documents for one in bases)}
        together.add(len(bases))
        return size.number in together or (
            not size.is_plain and size.number in self._parts(size.strands)
        )

    def _told(self, strands: frozenset[str]) -> str:
        """Say how many took part in strands."""
        bases = [self.bases[name] for name in sorted(strands) if name in self.bases]
        return "there are " + ", ".join(f"{b.people:,} in {b.strand}" for b in bases)

    def _parts(self, strands: frozenset[str]) -> set[int]:
        """Return how many people of strands have which attribute."""
        return {f.n for f in self.evidence.figures if f.kind == "attribute" and f.strand in strands}

    def _cell(self, one: Statement, block: Block) -> Iterator[Remark]:
        strands = self.evidence.mentions.strands_of(block.row)
        exact = [s for s in strands if s in self.bases]
        if not exact or one.named:
            return
        if _WHEN_COLUMN.match(block.column):
            said = set(_YEAR.findall(block.text))
            known = frozenset().union(*(self.years[s] for s in exact))
            if said and known and not said <= known:
                yield self._remark(
                    one,
                    block,
                    f"{block.row}: {block.text}",
                    f"collected in {', '.join(sorted(known))}",
                )
        elif _SIZE_COLUMN.match(block.column) and block.text.strip().isdigit():
            number = int(block.text)
            if not any(number in self.bases[s].numbers for s in exact):
                told = ", ".join(f"{self.bases[s].people:,}" for s in exact)
                yield self._remark(one, block, f"{block.row}: {block.text}", f"there are {told}")
