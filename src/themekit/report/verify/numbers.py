"""Numbers of a report against the figures of the study."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from themekit.report import words as said_as
from themekit.report.verify.answers import part_told_as_whole, positive_answers
from themekit.report.verify.claims import UNSAID, Claim, claims_in, is_sure
from themekit.report.verify.figures import POSITIVE, Figure, bases_of, unit_numbers
from themekit.report.verify.opposing import is_opposing, opposed
from themekit.report.verify.quotations import without_names
from themekit.report.verify.result import Remark, shortened
from themekit.report.verify.sentences import Statement, Statements, section_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.model import Block
    from themekit.report.verify.result import Severity

_RAISED = re.compile(
    r"\b(?:raised|brought (?:it |this )?up|by themselves|unprompted|spontaneous(?:ly)?|volunteered|"
    r"in their own words|without being asked|open (?:answers?|questions?)|free text|mentioned|"
    r"spoke of|talked about|wrote (?:about|of))\b",
    re.IGNORECASE,
)
_TICKED = re.compile(
    r"\b(?:strongly agreed?|agreed or|ticked|closed questions?|rated|scale|multiple[- ]choice)\b",
    re.IGNORECASE,
)
_OPPOSITE = re.compile(
    r"\b(?:opposite|against|disagreed?|contradict|denied|dissent)\w*", re.IGNORECASE
)
_MACHINE = re.compile(
    r"\b(?:suggest\w*|unchecked|not (?:yet )?checked|nobody (?:has )?checked|machine)\b",
    re.IGNORECASE,
)
_UNREAD = re.compile(
    r"\b(?:unread|not (?:yet )?read|passages? read|read by|so far|nobody has read|among those "
    r"read)\b",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"\b(?:(?:the|our|several|many|some|most|other|these|all|a number of|various|"
    r"numerous)\s+)?(?:[\w-]+\s+){0,2}?"
    r"(?:participants|respondents|interviewees|informants|people|leaders|managers|organisations|"
    r"commissioners|chief executives|contributors|several|many|attendees)\s+(?:\w+\s+){0,4}?"
    r"(?:said|told|described|reported|spoke|mentioned|felt|feared|worried|saw|raised|named|"
    r"found|explained|"
    r"thought|noted|wrote|pointed|talked|agreed|complained|praised|stressed|spoke|believed|"
    r"wanted|asked|"
    r"recalled|observed|argued|emphasised|hoped)\b",
    re.IGNORECASE,
)
# At the start of a clause: "V03 told us that people find it hard" speaks of one.
_PRESENT = re.compile(
    r"(?:^|[,;:.]\s+|\b(?:and|but|while)\s+|^(?:in|at|across|among)\b[^,.;]{0,40}?\s)"
    r"(?:(?:the|our|several|many|some|most|other|these|all|various|few|a few)\s+)?"
    r"(?:[\w-]+\s+)?(?:participants|respondents|interviewees|informants|people|leaders|managers|"
    r"organisations|commissioners|chief executives|contributors|several|many|attendees)\s+"
    r"(?:(?:also|often|still|all|both|\w+ly)\s+)?(?:say|tell|describe|report|speak|mention|feel|"
    r"fear|worry|see|raise|name|find|explain|think|note|write|point|talk|agree|complain|praise|"
    r"stress|believe|want|ask|recall|observe|argue|emphasise|hope|need|expect)\b",
    re.IGNORECASE,
)
_UNPROMPTED = re.compile(
    r"\b(?:in their own words|by themselves|unprompted|spontaneous(?:ly)?|volunteered|"
    r"without being (?:asked|prompted))\b",
    re.IGNORECASE,
)
_BY_PEOPLE = re.compile(
    r"\b(?:found|read|checked|coded|confirmed|seen) by (?:people|a person|persons|hand|us|"
    r"(?:the )?(?:researchers?|coders?|team))|\b(?:people|we|(?:the )?(?:researchers|coders)) "
    r"(?:have )?(?:found|read|checked|coded)\b",
    re.IGNORECASE,
)
_PLAIN = {"majority": (0.5 + 1e-6, 1.0), "minority": (0.0, 0.5 - 1e-6), "most": (0.5 + 1e-6, 1.0)}
"""Shares that words stand for though a study does not say so."""
_REST = re.compile(r"\b(?:the\s+)?(?:other|remaining|rest,?|others,?)\s+(\d+|\w+)\b", re.IGNORECASE)


Make = Callable[..., Remark]
"""Makes a remark of what was found and what is advised."""


class Numbers:
    """Checks the numbers of statements.

    Parameters
    ----------
    evidence : Evidence
    statements : Statements
    """

    def __init__(self, evidence: Evidence, statements: Statements) -> None:
        self.evidence, self.statements = evidence, statements
        self.bases = bases_of(evidence.inputs)
        self.units = unit_numbers(evidence.inputs)
        self.quantifiers = {one.word: one for one in evidence.quantifiers}
        self.undefined: dict[str, int] = {}
        self.partly = 0
        self._positive = positive_answers(evidence.coded.study.strands)
        self._sizes = {n for one in self.bases.values() for n in one.numbers}
        primary = [
            b.people
            for s in evidence.coded.study.strands
            if s.role == "primary" and (b := self.bases.get(s.name))
        ]
        self._sizes |= {sum(primary), len(evidence.coded.cases), len(evidence.coded.documents)}
        self._sizes |= {f.of for f in evidence.figures if f.strand == said_as.ALL}

    # -- a statement ----------------------------------------------------------------------------

    def remarks(
        self, one: Statement, block: Block, before: Sequence[Statement]
    ) -> Iterator[Remark]:
        """Yield what is wrong with the numbers of a statement; `before` are those before it."""
        for said in one.unknown:
            yield self._remark(
                "wrong",
                "id",
                one,
                block,
                f"[row: {said}]",
                "no such row in the study",
                "name the code as the codebook does, and the strand",
            )
        plain = _without_ids(without_names(one.bare, self.evidence), self.evidence)
        claims = claims_in(plain, self.quantifiers)
        told = False
        for claim in claims:
            against = is_opposing(claim, plain, claims)
            for remark in self._claim(claim, one, block, before, claims, against=against):
                told = True
                yield remark
        yield from self._rest(claims, one, block)
        if not told:
            yield from self._whole(one, block, claims)

    def _remark(
        self,
        severity: Severity,
        kind: str,
        one: Statement,
        block: Block,
        said: str,
        found: str,
        advice: str,
        at: int = 0,
    ) -> Remark:
        return Remark(
            severity, kind, block.place, shortened(said), found, advice, (one.block, one.start + at)
        )

    def _claim(
        self,
        claim: Claim,
        one: Statement,
        block: Block,
        before: Sequence[Statement],
        claims: Sequence[Claim],
        *,
        against: bool = False,
    ) -> Iterator[Remark]:
        def make(
            found: str, advice: str, kind: str = "number", severity: Severity = "wrong"
        ) -> Remark:
            near = one.text if len(one.text) < 120 else claim.said  # noqa: PLR2004 - fits a cell
            said = f"{claim.said} \u2014 {near}" if near != claim.said else claim.said
            return self._remark(severity, kind, one, block, said, found, advice, claim.start)

        own = _arithmetic(claim)
        if own:
            yield make(own, "reckon the percentage from the figure beside it")
            return
        if claim.kind == "quantifier":
            yield from self._quantifier(claim, one, make)
            return
        candidates, sure = self._candidates(claim, one, block, before)
        if candidates is None:
            return
        if against:
            candidates = opposed(candidates)
            if not candidates:
                return
        fits = [figure for figure in candidates if _fits(claim, figure, one)]
        if not fits and (self._is_size(claim, one, claims) or self._is_population(claim, one)):
            return
        if not fits:
            if sure:
                yield make(
                    self._instead(claim, one, candidates),
                    "state the figure of the row, or name another row",
                )
            else:
                yield from self._anywhere(claim, one, block, make)
            return
        yield from self._flaws(claim, one, fits, make, sure=sure)

    def _candidates(  # noqa: C901, PLR0911, PLR0912 - one way of carrying a claim after the other
        self,
        claim: Claim,
        one: Statement,
        block: Block,
        before: Sequence[Statement],
    ) -> tuple[Sequence[Figure] | None, bool]:
        """Return the figures that may carry a claim (None: skip it), and whether no other may."""
        if one.tied:
            return self._of_ties(one), True
        if (claim.kind == "count" and claim.n == 1) or (claim.word == UNSAID and not one.strands):
            return None, False
        named = _narrowed(one.named, one)
        if one.is_cell:
            if named and not block.column and claim.kind == "of":
                return named, True  # a table of one line: nothing heads its figures
            asked = [f for f in named if f.kind == "closed"]
            if named and (one.strands or one.waves):
                return named, True
            if asked and len(asked) == len(named) and claim.kind != "count":
                return asked, claim.kind == "of"
            return None, False
        if named:
            likely = _narrowed(self.statements.likely(one.bare), one)
            return (*named, *likely), True
        if claim.kind in {"all", "none", "fraction"} and not (one.likely or one.strands):
            return None, False
        if claim.kind == "count" and not is_sure(claim.noun) and not one.strands:
            return None, False
        likely = _narrowed(one.likely, one)
        if any(_fits(claim, figure, one) for figure in likely):
            return likely, False
        for other in reversed(before):
            there = _narrowed((*other.tied, *other.named), one)
            if any(_fits(claim, figure, one) for figure in there):
                return there, False
        if claim.kind in {"all", "none"}:
            return None, False
        section = _narrowed(section_figures(block.sections, self.evidence), one)
        return (*section, *self._plain_facts(one)), False

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

    def _anywhere(self, claim: Claim, one: Statement, block: Block, make: Make) -> Iterator[Remark]:
        """Say that no row of the section carries a number, or none at all."""
        everywhere = [f for f in _narrowed(self.evidence.figures, one) if _fits(claim, f, one)]
        in_section = bool(section_figures(block.sections, self.evidence))
        if one.is_cell or (everywhere and not in_section):
            return
        if claim.kind in {"count", "segments"} and claim.n is not None and claim.n in self.units:
            return
        if claim.kind == "segments" and not one.likely:
            return
        if claim.kind == "fraction" and not everywhere and not one.strands:
            return
        if everywhere:
            yield make(
                f"no row of this section; elsewhere {everywhere[0].said}",
                "name the row: [row: CODE, STRAND]",
                severity="doubtful",
            )
        else:
            yield make("no row of the study carries it", "name the row: [row: CODE, STRAND]")

    # -- what is wrong though the number is right -----------------------------------------------

    def _flaws(
        self, claim: Claim, one: Statement, fits: Sequence[Figure], make: Make, *, sure: bool
    ) -> Iterator[Remark]:
        figure = fits[0]
        strands = one.strands
        if one.tied and strands and not any(f.strand in strands for f in fits) and not one.is_cell:
            yield make(
                f"the row is of {_strand(figure)}", "name the strand whose figure it is", "strand"
            )
            return
        if (
            one.tied
            and one.waves
            and not any(f.wave in one.waves for f in fits)
            and any(f.wave for f in fits)
        ):
            yield make(f"the row is of {figure.wave}", "name the wave whose figure it is", "wave")
            return
        if claim.percent is not None or claim.kind == "fraction":
            base = claim.of or figure.of
            if (
                claim.percent is not None
                and base < said_as.FEW
                and all(f.of < said_as.FEW for f in fits)
            ):
                yield make(
                    f"a percentage of {base}: {figure.said}",
                    "under 20 say how many of how many",
                    "percentage",
                )
                return
            if not any(f.has_share for f in fits) and (claim.percent is not None or sure):
                yield make(
                    f"{_strand(figure)} has no share: {figure.said}",
                    "say how many, without a share",
                    "percentage",
                )
                return
        machine = sure and not any(f.is_checked for f in fits) and not one.is_cell
        if machine and not _MACHINE.search(one.text):
            yield make(
                f"nobody has checked it: {figure.said}",
                "check it, or say that a machine suggests it",
                "unchecked",
            )
            return
        nothing = claim.kind == "none" or (claim.kind == "of" and claim.n == 0)
        if (
            sure
            and nothing
            and not one.is_cell
            and not any(f.is_read for f in fits)
            and not _UNREAD.search(one.text)
        ):
            left = f"{figure.unread:,} unread" if figure.unread else "not all of it is read"
            yield make(f"{left}: {figure.said}", "read the rest before you say none", "unread")
            return
        yield from self._half_checked(claim, one, figure, make)
        part = part_told_as_whole(one.text, fits, self._positive) if sure else None
        if part is not None and claim.kind in {"of", "percent"} and not one.is_cell:
            yield make(
                f"those who answered '{part.answer}' alone: {part.said}",
                "name the answer, or count all who answered so",
                "asked",
                "doubtful",
            )
        yield from self._mixed(fits, one, make)

    def _half_checked(
        self, claim: Claim, one: Statement, figure: Figure, make: Make
    ) -> Iterator[Remark]:
        """Find a figure told as people's that a machine has a part in."""
        found = figure.found
        if not one.tied or found is None or found >= figure.n or claim.n != figure.n:
            return
        by_people = bool(_BY_PEOPLE.search(one.text))
        if one.is_cell or (_MACHINE.search(one.text) and not by_people):
            self.partly += 1
            return
        yield make(
            f"people found {found:,}; the machine suggests the rest: {figure.said}",
            "state what people found, or say that a machine suggests the rest",
            "unchecked",
            "wrong" if by_people else "doubtful",
        )

    def _mixed(self, fits: Sequence[Figure], one: Statement, make: Make) -> Iterator[Remark]:
        """Find a closed figure told as if people had raised it, and the other way round."""
        kinds = {f.kind for f in fits}
        apart = not any(f in one.tied for f in fits)
        if one.is_cell:
            return
        if kinds == {"closed"} and _RAISED.search(one.bare) and not _TICKED.search(one.bare):
            yield make(
                f"a closed question: {fits[0].said}",
                "say that they were asked; who raised it themselves is another figure",
                "asked",
                "wrong" if one.tied and _UNPROMPTED.search(one.bare) and apart else "doubtful",
            )
        elif kinds <= {"row", "question"} and re.search(
            r"strongly agreed?|agreed or strongly|ticked", one.bare, re.IGNORECASE
        ):
            yield make(
                f"what people said, not an answer they ticked: {fits[0].said}",
                "state the closed question's figure",
                "asked",
                "doubtful",
            )

    # -- words of number ------------------------------------------------------------------------

    def _quantifier(self, claim: Claim, one: Statement, make: Make) -> Iterator[Remark]:
        figures = one.tied or tuple(_narrowed(one.named, one))
        known = self.quantifiers.get(claim.word)
        rows = [
            f
            for f in figures
            if f.of and f.kind in {"row", "closed"} and f.answer in {"", POSITIVE}
        ]
        if not one.tied and not one.strands:
            rows = [f for f in rows if f.strand == said_as.ALL] or rows
        counted = bool(rows) or is_sure(claim.noun) or bool(one.strands and claim.noun)
        if known is None:
            plain = _PLAIN.get(claim.word)
            if plain and rows and not any(plain[0] <= f.n / f.of <= plain[1] for f in rows):
                yield make(
                    f"{rows[0].said}; '{claim.word}' is {'less' if plain[0] == 0 else 'more'} than "
                    "half",
                    "state the figure",
                    "quantifier",
                    "doubtful" if claim.word == "most" else "wrong",
                )
            elif counted and claim.word not in {"majority", "minority"}:
                self.undefined[claim.word] = self.undefined.get(claim.word, 0) + 1
            return
        if not rows:
            return
        if not any(known.low - 1e-9 <= f.n / f.of <= known.high + 1e-9 for f in rows):
            span = f"{said_as.rounded(known.low)} to {said_as.rounded(known.high)} %"
            yield make(
                f"{rows[0].said}; '{claim.word}' is {span} here",
                "use the declared word, or the figure",
                "quantifier",
            )
        elif one.tied and one.strands and not any(f.strand in one.strands for f in rows):
            yield make(
                f"the row is of {_strand(rows[0])}", "name the strand whose figure it is", "strand"
            )
        elif all(not f.is_checked for f in rows) and not _MACHINE.search(one.text):
            yield make(f"nobody has checked it: {rows[0].said}", "check it first", "unchecked")

    def _whole(self, one: Statement, block: Block, claims: Sequence[Claim]) -> Iterator[Remark]:
        """Find one person told as several, and unchecked rows told as facts."""
        if one.is_cell:
            return
        telling = one.tied or tuple(f for f in _narrowed(one.named, one) if f.kind == "row")
        rows = [f for f in telling if f.kind == "row"]
        if not one.tied and not one.strands:
            rows = [f for f in rows if f.strand == said_as.ALL] or rows
        if not rows:
            return
        if all(not f.is_checked for f in rows) and one.tied and not _MACHINE.search(one.text):
            yield self._remark(
                "wrong",
                "unchecked",
                one,
                block,
                one.text,
                f"nobody has checked it: {rows[0].said}",
                "check it, or say that a machine suggests it",
            )
            return
        numeric = [c for c in claims if c.kind not in {"quantifier", "segments"}]
        if numeric or not (_PLURAL.search(one.bare) or _PRESENT.search(one.bare)):
            if (
                one.tied
                and not numeric
                and one.strands
                and not any(f.strand in one.strands for f in rows)
            ):
                yield self._remark(
                    "wrong",
                    "strand",
                    one,
                    block,
                    one.text,
                    f"the row is of {_strand(rows[0])}",
                    "name the strand whose figure it is",
                )
            return
        most = max(f.n for f in rows)
        if most <= 1:
            said = "nobody" if not most else "one case"
            yield self._remark(
                "wrong",
                "single case",
                one,
                block,
                one.text,
                f"{said}: {rows[0].said}",
                "say that it is one person",
            )
        elif one.tied and one.strands and not any(f.strand in one.strands for f in rows):
            yield self._remark(
                "wrong",
                "strand",
                one,
                block,
                one.text,
                f"the row is of {_strand(rows[0])}",
                "name the strand whose figure it is",
            )

    def _rest(self, claims: Sequence[Claim], one: Statement, block: Block) -> Iterator[Remark]:
        """Check that what is left of a whole is what is left."""
        from themekit.report.verify.wording import number_of

        whole = next((c for c in claims if c.kind == "of" and c.n is not None and c.of), None)
        found = _REST.search(one.bare)
        if whole is None or found is None or found.start() < whole.start:
            return
        left = number_of(found[1])
        if left is not None and left != (whole.of or 0) - (whole.n or 0):
            yield self._remark(
                "wrong",
                "number",
                one,
                block,
                found[0],
                f"{(whole.of or 0) - (whole.n or 0):,} are left of {whole.of:,}",
                "state what is left",
                found.start(),
            )

    # -- sizes ----------------------------------------------------------------------------------

    def _is_size(self, claim: Claim, one: Statement, claims: Sequence[Claim]) -> bool:
        """Tell whether a bare number is the size of a strand or of the study."""
        if claim.kind == "all" and claim.of is None:
            return False
        number = claim.n if claim.kind == "count" else None
        if number is None:
            return False
        sizes = (
            set(self._sizes)
            if not one.strands
            else {
                n for strand in one.strands for n in getattr(self.bases.get(strand), "numbers", ())
            }
            | {sum(self.bases[strand].people for strand in one.strands if strand in self.bases)}
        )
        asked = {f.of for f in one.tied} | {c.of for c in claims if c.of}
        return number in sizes | asked

    def _is_population(self, claim: Claim, one: Statement) -> bool:
        """Tell whether a percentage is that of the population beside which the sample is set."""
        shares = [
            share for known in self.evidence.coded.study.population for _, share in known.shares
        ]
        told = re.search(
            r"\b(?:population|sector|census|nation\w*|UK|there|compar\w+|whole|general)\b", one.text
        )
        return bool(told) and any(
            claim.kind == "percent" and round(share * 100, claim.decimals) == claim.percent
            for share in shares
        )

    def _instead(self, claim: Claim, one: Statement, candidates: Sequence[Figure]) -> str:
        """Say what the row holds, and where the number comes from if it is another's."""
        plain = [f for f in candidates if f.answer in {"", POSITIVE}] or list(candidates)
        row = next((f for f in plain if f.of and (f.of == claim.of or f.n == claim.n)), None)
        row = row or (candidates[0] if candidates else None)
        if row is None:
            wanted = ", ".join(sorted(one.strands | one.waves)) or "the study"
            return f"no such row of {wanted}"
        said = row.said
        if row.kind == "row" and row.upto > row.n:
            said += ", for people do not agree yet"
        others = [
            f
            for f in self.evidence.figures
            if f not in candidates and f.n == claim.n and f.of == claim.of
        ]
        same = [f for f in others if f.code_id == row.code_id and f.name == row.name]
        if same:
            said += f"; these are the figures of {_strand(same[0])}" + (
                f", {same[0].wave}" if same[0].wave else ""
            )
        elif claim.of and row.of != claim.of and row.n == claim.n:
            said += "; another denominator"
        elif row.kind == "row" and not row.code_id and claim.n == self._sum(row):
            said += "; this adds up its codes, whose people are partly the same"
        elif any(f.kind == "closed" for f in others if f.strand == row.strand):
            closed = next(f for f in others if f.kind == "closed" and f.strand == row.strand)
            said += f"; this is a closed question's: {closed.name}"
        return said

    def _sum(self, row: Figure) -> int:
        return sum(
            f.n
            for f in self.evidence.figures
            if f.kind == "row"
            and f.code_id
            and f.theme == row.theme
            and f.outline == row.outline
            and f.strand == row.strand
            and f.wave == row.wave
        )

    def summary(self) -> Iterator[Remark]:
        """Yield a line of words that the study does not define, and one of what is half checked."""
        if self.partly:
            yield Remark(
                "undefined",
                "unchecked",
                "",
                f"{self.partly:,} figures",
                "people who are counted in them are suggested by the machine alone",
                "check what it suggests of them",
                (10**9, 1),
            )
        if self.undefined:
            told = ", ".join(f"{word} ({n:,})" for word, n in sorted(self.undefined.items()))
            yield Remark(
                "undefined",
                "quantifier",
                "",
                told,
                "study.yaml does not say what they mean",
                "declare them: quantifiers: {few: [0, 0.25], most: [0.5, 1]}",
                (10**9, 0),
            )


def _narrowed(figures: Iterable[Figure], one: Statement) -> list[Figure]:
    """Keep the figures of the strands and waves that a statement speaks of."""
    found = list(figures)
    if one.strands:
        found = [f for f in found if f.strand in one.strands]
    if one.waves:
        found = [f for f in found if f.wave in one.waves or not f.wave]
    return found


def _strand(figure: Figure) -> str:
    return "all strands together" if figure.strand == said_as.ALL else said_as.strand(figure.strand)


def _without_ids(text: str, evidence: Evidence) -> str:
    """Blank ids of people, findings and recommendations: their digits are no figures."""
    out = text
    known = [said for said, _ in evidence.mentions.people(text)]
    known += [one.id for one in evidence.findings]
    known += [one.id for one in evidence.recommendations]
    for said in sorted(set(known), key=len, reverse=True):
        out = re.sub(rf"(?<![\w.]){re.escape(said)}(?![\w])", " " * len(said), out)
    return out


def rounds_to(n: int, of: int, percent: float, decimals: int) -> bool:
    """Tell whether a percentage is a true rounding of a share, half up or half down."""
    if not of:
        return False
    exact, unit = Decimal(n) * 100 / Decimal(of), Decimal(1).scaleb(-decimals)
    shown = Decimal(str(percent)).quantize(unit)
    return shown in {exact.quantize(unit, ROUND_HALF_UP), exact.quantize(unit, ROUND_HALF_DOWN)}


def _arithmetic(claim: Claim) -> str:
    """Say what is wrong between a figure and the percentage beside it; empty where nothing is."""
    if claim.percent is None:
        return ""
    if claim.n is not None and claim.of:
        exact = float(Decimal(claim.n) * 100 / Decimal(claim.of))
        true = f"{claim.n:,} of {claim.of:,} is {exact:.1f} %"
        if claim.of < said_as.FEW:
            return f"a percentage of {claim.of}, which is under 20; {true}"
        if claim.is_about and claim.percent in {1, 99}:
            return ""
        if not rounds_to(claim.n, claim.of, claim.percent, claim.decimals):
            return true
    elif claim.of and claim.of < said_as.FEW:
        return f"a percentage of {claim.of}, which is under 20"
    return ""


def _fits(claim: Claim, figure: Figure, one: Statement) -> bool:  # noqa: PLR0911 - a kind a line
    """Tell whether a figure is what a claim says."""
    if claim.kind == "of":
        return _is_of(claim, figure, one)
    share = figure.n / figure.of if figure.of else None
    if claim.kind == "percent":
        right = rounds_to(figure.n, figure.of, claim.percent or 0, claim.decimals)
        return right and (claim.of is None or claim.of == figure.of)
    if share is None:
        return False
    if claim.kind == "fraction":
        slack = 0 if claim.is_about else min(0.1, 0.3 / figure.of)
        return claim.low - slack <= share <= claim.high + slack
    if claim.kind == "all":
        return share == 1 and claim.of in {None, figure.of} and figure.answer in {"", POSITIVE}
    if claim.kind == "none":
        return share == 0 and claim.of in {None, figure.of}
    if claim.kind == "segments":
        return claim.n in {*figure.more, len(figure.holding)} or (
            claim.noun == "answers" and claim.n == figure.n
        )
    if claim.is_about and claim.n is not None:
        return abs(claim.n - figure.n) <= 0.15 * claim.n + 1
    if claim.n in figure.more and _OPPOSITE.search(one.text):
        return True
    return claim.n == figure.n


def _is_part(claim: Claim, figure: Figure, one: Statement) -> bool:
    """Tell whether a claim is of those whom people found, or who raised it when asked or not."""
    if claim.n is None:
        return False
    if claim.n == figure.found:  # as our own tables say it while some is unread
        return claim.percent is None or rounds_to(claim.n, figure.of, claim.percent, claim.decimals)
    if claim.percent is not None:
        return False
    if claim.n == figure.unasked and _RAISED.search(one.text):
        return True
    return claim.n == figure.asked and bool(re.search(r"\b(?:asked|prompted)\b", one.text))


def _is_of(claim: Claim, figure: Figure, one: Statement) -> bool:
    sizes = {figure.of} | (
        {figure.of + figure.more[0]} if figure.kind == "closed" and figure.more else set()
    )
    if claim.of not in sizes:
        return False
    if claim.upto is not None:
        return claim.n == figure.n and claim.upto == max(figure.upto, figure.n)
    if claim.n in figure.more and figure.kind == "row" and _OPPOSITE.search(one.text):
        return True
    if figure.n != claim.n:
        return _is_part(claim, figure, one)
    return claim.percent is None or rounds_to(figure.n, figure.of, claim.percent, claim.decimals)
