"""Every number of a statement: what may carry it, whether it does, and how it is told."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from themekit.report.verify.answers import positive_answers
from themekit.report.verify.changes.checking import Changes
from themekit.report.verify.claims import amount_in, claims_in, loosely
from themekit.report.verify.design import DONE
from themekit.report.verify.figures import unit_numbers
from themekit.report.verify.numbers.carrying import Carrying, bare_number, narrowed, without_ids
from themekit.report.verify.numbers.fitting import arithmetic, fits
from themekit.report.verify.numbers.flaws import Carried, flaws
from themekit.report.verify.numbers.loose import Loose, flaws_of_loose, names_people, rows_beside
from themekit.report.verify.numbers.sayings import instead_of, passages_told, so_far
from themekit.report.verify.numbers.telling import flaw_of_telling
from themekit.report.verify.numbers.wordings import POINTS, REST, STILL_UNREAD, UNITS
from themekit.report.verify.numbers.words import Worded, flaw_of_word
from themekit.report.verify.opposing import denied, is_opposing, opposed
from themekit.report.verify.result import Flaw, Remark, shortened
from themekit.report.verify.sentences import Statement, Statements, section_figures
from themekit.report.verify.wording import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themekit.report.verify.claims import Claim
    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.figures import Figure
    from themekit.report.verify.model import Block
    from themekit.report.verify.numbers.carrying import Candidates

_FITS_A_CELL = 120
_NAME_IT = "name the row: [row: CODE, STRAND]"


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a claim.

    Attributes
    ----------
    flaws : tuple of Flaw
    is_held : bool
        Whether there was anything to hold it against.
    """

    flaws: tuple[Flaw, ...] = ()
    is_held: bool = True


NOT_HELD = Judged(is_held=False)


class Numbers:
    """Checks the numbers of statements.

    Parameters
    ----------
    evidence : Evidence
    statements : Statements
    """

    def __init__(self, evidence: Evidence, statements: Statements) -> None:
        self.evidence = evidence
        self.carrying = Carrying(evidence, statements)
        self.changes = Changes(evidence)
        self.units = unit_numbers(evidence.inputs) | {len(evidence.coded.documents)}
        self.quantifiers = {one.word: one for one in evidence.quantifiers}
        self.undefined: dict[str, int] = {}
        self.unheld: list[Remark] = []
        self.partly = 0
        self._primary = frozenset(
            strand.name for strand in evidence.coded.study.strands if strand.role == "primary"
        )
        self._positive = positive_answers(evidence.coded.study.strands)

    def remarks(
        self, one: Statement, block: Block, before: Sequence[Statement]
    ) -> Iterator[Remark]:
        """Yield what is wrong with the numbers of a statement; `before` are those before it."""
        for said in one.unknown:
            flaw = Flaw(
                "no such row in the study",
                "name the code as the codebook does, and the strand",
                "id",
            )
            yield _remark(flaw, one, block, f"[row: {said}]")
        plain = without_ids(self.evidence.without_names(one.bare), self.evidence)
        followed = self.changes.of(one, block, before, plain)
        yield from followed.remarks
        plain = _blanked(plain, followed.held)
        claims = claims_in(plain, self.quantifiers) or bare_number(one, block)
        loose = () if one.is_cell else tuple(loosely(plain, claims))
        found = [
            (claim, self._of_claim(claim, one, block, before, claims, plain)) for claim in claims
        ]
        found += [(claim, self._of_loose(claim, one)) for claim in loose]
        for claim, judged in found:
            for flaw in judged.flaws:
                near = one.text if len(one.text) < _FITS_A_CELL else claim.said
                said = f"{claim.said} \u2014 {near}" if near != claim.said else claim.said
                yield _remark(flaw, one, block, said, claim.start)
        yield from _rest(claims, one, block)
        yield from _unread(plain, one, block)
        yield from _points(claims, one, block, before)
        told = any(judged.flaws for _, judged in found)
        flaw_of_all = None if told else flaw_of_telling(one, claims)
        if flaw_of_all is not None:
            yield _remark(flaw_of_all, one, block, one.text)
        self._keep_unheld(one, block, plain, found)

    def _keep_unheld(
        self, one: Statement, block: Block, plain: str, found: Sequence[tuple[Claim, Judged]]
    ) -> None:
        """Keep a sentence of whose amounts one at least was held against nothing."""
        said = next((claim.said for claim, judged in found if not judged.is_held), "")
        read = [m.span() for m in STILL_UNREAD.finditer(plain) if _unread_rows(one)]
        said = said or amount_in(plain, (*read, *((it.start, it.end) for it, _ in found)))
        if said and block.kind != "heading":
            flaw = Flaw(
                f"'{said}': nothing here to hold it against", _NAME_IT, "amount", "not held"
            )
            self.unheld.append(_remark(flaw, one, block, one.text))

    def _of_claim(
        self,
        claim: Claim,
        one: Statement,
        block: Block,
        before: Sequence[Statement],
        claims: Sequence[Claim],
        plain: str,
    ) -> Judged:
        """Return what is wrong with a claim, itself or as it is told; `plain` holds no names."""
        if own := arithmetic(claim):
            return Judged((Flaw(own, "reckon the percentage from the figure beside it"),))
        if claim.kind == "quantifier":
            return self._of_word(claim, one)
        candidates = self.carrying.candidates(claim, one, block, before)
        if candidates is None:
            flaw = self._passages(claim, one, block)
            is_size = DONE.search(one.bare) and self.carrying.is_size(claim, one, claims)
            return Judged() if is_size and not flaw else _judged(flaw)
        against = is_opposing(claim, plain, claims)
        if against or claim.is_denied:
            turned = opposed(candidates.figures) if against else denied(candidates.figures)
            if not turned:
                return NOT_HELD
            candidates = replace(candidates, figures=turned)
        return self._held(claim, one, block, claims, candidates)

    def _held(
        self,
        claim: Claim,
        one: Statement,
        block: Block,
        claims: Sequence[Claim],
        candidates: Candidates,
    ) -> Judged:
        """Return what comes of holding a claim against what may carry it."""
        carrying = [figure for figure in candidates.figures if fits(claim, figure, one)]
        if carrying:
            it = Carried(claim, one, carrying, candidates.sure, self._positive)
            return Judged(tuple(self._told(flaws(it))))
        if self._is_known_otherwise(claim, one, block, claims):
            return Judged()
        return _judged(self._of_none(claim, one, block, candidates))

    def _of_none(
        self, claim: Claim, one: Statement, block: Block, candidates: Candidates
    ) -> Flaw | None:
        """Say what is wrong with a claim that no figure carries; None where that is unknown."""
        can_be = [f for f in candidates.figures if f.is_open and f.most >= f.of]
        if claim.kind == "all" and candidates.sure and can_be:
            return so_far(can_be[0], "read the rest before you say all")
        if candidates.sure or candidates.meant:
            flaw = passages_told(claim, candidates.figures, sure=True) or instead_of(
                claim, one, candidates.figures, self.evidence
            )
            if candidates.meant:
                return replace(flaw, severity="doubtful", advice=_NAME_IT)
            return flaw
        return self._passages(claim, one, block) or self._anywhere(claim, one, block)

    def _passages(self, claim: Claim, one: Statement, block: Block) -> Flaw | None:
        """Find passages told as people in a sentence that names no row."""
        if UNITS.search(one.text):
            return None
        return passages_told(claim, self.carrying.akin(claim, one, block))

    def _is_known_otherwise(
        self, claim: Claim, one: Statement, block: Block, claims: Sequence[Claim]
    ) -> bool:
        carrying = self.carrying
        return carrying.is_size(claim, one, claims) or carrying.is_population(claim, one, block)

    def _told(self, found: Iterator[Flaw]) -> Iterator[Flaw]:
        """Pass on what is wrong sentence by sentence, and count the rest."""
        for flaw in found:
            if flaw.severity == "undefined":
                self.partly += 1
            else:
                yield flaw

    def _of_word(self, claim: Claim, one: Statement) -> Judged:
        """Return what is wrong with a word of number, and count those that nobody declared."""
        nearly = () if one.tied or one.named or not one.strands else self.carrying.nearly(one)
        it = Worded.of(claim, one, self.quantifiers, nearly)
        flaw = flaw_of_word(it)
        if flaw is not None:
            is_unsure = nearly and flaw.severity == "wrong"
            return Judged((replace(flaw, severity="doubtful") if is_unsure else flaw,))
        if it.is_undefined:
            self.undefined[claim.word] = self.undefined.get(claim.word, 0) + 1
        return Judged() if it.is_known else NOT_HELD

    def _of_loose(self, claim: Claim, one: Statement) -> Judged:
        """Return what is wrong with *all parents*, *nobody* or *only women* beside a row's name."""
        rows = rows_beside(claim, one, self._primary)
        if not rows:
            # "Nobody has read it" may be of anybody; "all parents" is of those who took part.
            return Judged(is_held=not names_people(claim))
        it = Loose(claim, one, rows)
        found = tuple(flaws_of_loose(it))
        return Judged(found, is_held=bool(found) or it.can_be_held)

    def _anywhere(self, claim: Claim, one: Statement, block: Block) -> Flaw | None:
        """Say that no row of the section carries a number, or none at all."""
        everywhere = [f for f in narrowed(self.evidence.figures, one) if fits(claim, f, one)]
        in_section = bool(section_figures(block.sections, self.evidence))
        if one.is_cell or self._counts_units(claim, one) or (everywhere and not in_section):
            return None
        if claim.kind == "fraction" and not everywhere and not one.strands:
            return None
        if everywhere:
            found = f"no row of this section; elsewhere {everywhere[0].said}"
            return Flaw(found, _NAME_IT, severity="doubtful")
        return Flaw("no row of the study carries it", _NAME_IT)

    def _counts_units(self, claim: Claim, one: Statement) -> bool:
        """Tell whether passages or documents are counted, not people."""
        if claim.kind == "segments" and not one.likely:
            return True
        if claim.kind in {"count", "segments"} and claim.n is not None:
            return claim.n in self.units
        return claim.kind == "of" and claim.of in self.units and bool(UNITS.search(one.text))

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


def _blanked(text: str, ranges: Iterable[tuple[int, int]]) -> str:
    """Blank ranges of a text."""
    for start, end in ranges:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def _judged(flaw: Flaw | None) -> Judged:
    """Return what came of a claim that no figure carries."""
    return Judged((flaw,)) if flaw else NOT_HELD


def _remark(flaw: Flaw, one: Statement, block: Block, said: str, at: int = 0) -> Remark:
    return Remark(
        flaw.severity,
        flaw.kind,
        block.place,
        shortened(said),
        flaw.found,
        flaw.advice,
        (one.block, one.start + at),
    )


def _rest(claims: Sequence[Claim], one: Statement, block: Block) -> Iterator[Remark]:
    """Check that what is left of a whole is what is left."""
    whole = next((c for c in claims if c.kind == "of" and c.n is not None and c.of), None)
    found = REST.search(one.bare)
    if whole is None or found is None or found.start() < whole.start:
        return
    left, true = number_of(found[1] or found[2]), (whole.of or 0) - (whole.n or 0)
    if left is not None and left != true:
        flaw = Flaw(f"{true:,} are left of {whole.of:,}", "state what is left")
        yield _remark(flaw, one, block, found[0], found.start())


def _unread_rows(one: Statement) -> list[Figure]:
    """Return the rows of which a sentence may say how much is unread."""
    return [f for f in one.tied or narrowed(one.named, one) if f.kind == "row" and f.is_open]


def _unread(plain: str, one: Statement, block: Block) -> Iterator[Remark]:
    """Check that as many are said to be unread as there are."""
    rows = [f for f in _unread_rows(one) if f.unread]
    for found in STILL_UNREAD.finditer(plain):
        number = number_of(found["n"])
        if rows and number is not None and all(f.unread != number for f in rows):
            flaw = Flaw(rows[0].so_far, "state how many are unread", "unread")
            yield _remark(flaw, one, block, f"{found[0]} \u2014 {one.text}", found.start())


def _points(
    claims: Sequence[Claim], one: Statement, block: Block, before: Sequence[Statement]
) -> Iterator[Remark]:
    """Check that a difference in percentage points is that of the two percentages beside it."""
    found = POINTS.search(one.bare)
    if found is None:
        return
    shares = [c.percent for c in claims if c.percent is not None]
    if not shares and before:
        shares = [c.percent for c in claims_in(before[-1].bare) if c.percent is not None]
    if len(shares) != 2:  # noqa: PLR2004 - a difference is of two
        return
    true = abs(shares[0] - shares[1])
    if abs(true - float(found[1])) > 1:
        flaw = Flaw(
            f"{shares[0]:g} % and {shares[1]:g} % are {true:g} points apart", "subtract them"
        )
        yield _remark(flaw, one, block, found[0], found.start())
