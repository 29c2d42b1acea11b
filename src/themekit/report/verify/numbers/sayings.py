"""What rules say in the same words, and what the row holds where a report states another number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report import words as said_as
from themekit.report.verify.figures import POSITIVE
from themekit.report.verify.result import Flaw

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themekit.report.verify.claims import Claim
    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.figures import Figure
    from themekit.report.verify.sentences import Statement


def strand_of(figure: Figure) -> str:
    """Return the strand of a figure as readers meet it."""
    return "all strands together" if figure.strand == said_as.ALL else said_as.strand(figure.strand)


def of_another_strand(one: Statement, figures: Sequence[Figure]) -> Flaw | None:
    """Find a sentence that names other strands than the rows that it is tied to."""
    if not one.tied or not one.strands or any(f.strand in one.strands for f in figures):
        return None
    return Flaw(
        f"the row is of {strand_of(figures[0])}", "name the strand whose figure it is", "strand"
    )


def unchecked(figure: Figure, advice: str = "check it, or say that a machine suggests it") -> Flaw:
    """Return what is wrong with a figure that nobody has checked."""
    return Flaw(f"nobody has checked it: {figure.said}", advice, "unchecked")


def so_far(figure: Figure, advice: str = "read the rest, or say that it is so far") -> Flaw:
    """Return what is open about a figure of which not all is read."""
    return Flaw(figure.so_far, advice, "unread", "not checked")


_SEVERAL, _MANY = 2, 10
_THINGS = frozenset({"answer", "answers", "cases", "case", "voices", "ones", "one"})


def passages_told(claim: Claim, figures: Sequence[Figure], *, sure: bool = False) -> Flaw | None:
    """Find passages that are told as people: "26 parents", where 26 passages hold it.

    Parameters
    ----------
    claim : Claim
    figures : sequence of Figure
        Those that it may be of; none carries it.
    sure : bool
        Whether no other may be meant; else a small number may be the same by chance.
    """
    n = claim.n or 0
    kinds = {"count", "of"} if sure else {"count"}
    if claim.kind not in kinds or n < _SEVERAL or claim.noun in _THINGS:
        return None
    row = next((f for f in figures if n in f.passages and n > max(f.n, f.upto)), None)
    if row is None or not (sure or n > row.of or n >= _MANY):
        return None
    people = "1 person" if row.n == 1 else f"{row.n:,} people"
    told = row.so_far if row.is_open else row.said
    return Flaw(
        f"{n:,} is the number of passages; {people}: {told}",
        "say how many people, or that these are passages",
        severity="wrong" if sure else "doubtful",
    )


# -- another number ----------------------------------------------------------------------------


def instead_of(
    claim: Claim, one: Statement, candidates: Sequence[Figure], evidence: Evidence
) -> Flaw:
    """Say what the row holds, and where the number comes from if it is another's."""
    advice = "state the figure of the row, or name another row"
    plain = [f for f in candidates if f.answer in {"", POSITIVE}] or list(candidates)
    row = next((f for f in plain if f.of and (f.of == claim.of or f.n == claim.n)), None)
    row = row or (candidates[0] if candidates else None)
    if row is None:
        wanted = ", ".join(sorted(one.strands | one.waves)) or "the study"
        return Flaw(f"no such row of {wanted}", advice)
    others = [
        f for f in evidence.figures if f not in candidates and f.n == claim.n and f.of == claim.of
    ]
    open_yet = row.kind == "row" and row.upto > row.n
    said = row.said + (", for people do not agree yet" if open_yet else "")
    said += f"; {row.left}" if row.is_open else ""
    return Flaw(said + _whose(claim, row, others, evidence), advice)


def _whose(claim: Claim, row: Figure, others: Sequence[Figure], evidence: Evidence) -> str:
    """Say whose number it is instead; empty where that is unknown."""
    same = [f for f in others if f.code_id == row.code_id and f.name == row.name]
    closed = [f for f in others if f.kind == "closed" and f.strand == row.strand]
    if same:
        wave = f", {same[0].wave}" if same[0].wave else ""
        return f"; these are the figures of {strand_of(same[0])}{wave}"
    if claim.of and row.of != claim.of and row.n == claim.n:
        return "; another denominator"
    if row.kind == "row" and not row.code_id and claim.n == _sum(row, evidence):
        return "; this adds up its codes, whose people are partly the same"
    return f"; this is a closed question's: {closed[0].name}" if closed else ""


def _sum(row: Figure, evidence: Evidence) -> int:
    return sum(
        f.n
        for f in evidence.figures
        if f.kind == "row"
        and f.code_id
        and f.theme == row.theme
        and f.outline == row.outline
        and f.strand == row.strand
        and f.wave == row.wave
    )
