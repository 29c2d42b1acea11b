"""A report against a study: every check, in the order of the report."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report.verify.claims import claims_in
from themekit.report.verify.code_names import name_remarks
from themekit.report.verify.consents import consent_remarks
from themekit.report.verify.design import Design
from themekit.report.verify.ids import id_remarks
from themekit.report.verify.living import Moved, Seen, moved, no_longer, read_again, seen_in
from themekit.report.verify.numbers import Numbers
from themekit.report.verify.order import order_remarks
from themekit.report.verify.own import is_own, own_blocks, turned
from themekit.report.verify.quotations import Quotations
from themekit.report.verify.reach import reach_remarks
from themekit.report.verify.result import FAILING
from themekit.report.verify.sections import recommendation_remarks, section_remarks
from themekit.report.verify.sentences import Statements

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.model import ReportText
    from themekit.report.verify.result import Remark
    from themekit.report.verify.sentences import Statement


_OF_NUMBERS = frozenset({"number", "change"})
"""Kinds of remarks that say the same as one of what themekit writes itself."""


@dataclass(frozen=True, slots=True)
class Memory:
    """What is known of the last time that reports of a study were verified.

    Attributes
    ----------
    key : callable
        Makes the keyed hash of a sentence.
    seen : tuple of Seen
    """

    key: Callable[[str], str]
    seen: tuple[Seen, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """What came of it.

    Attributes
    ----------
    remarks : tuple of Remark
        In the order of the report.
    seen : tuple of Seen
        What its tied sentences rest on now.
    unheld : tuple of Remark
        Sentences and cells that state an amount which nothing here could be held against.
    """

    remarks: tuple[Remark, ...]
    seen: tuple[Seen, ...] = ()
    unheld: tuple[Remark, ...] = ()


def verify(
    report: ReportText,
    evidence: Evidence,
    ours: Callable[[], Sequence[ReportText]] | None = None,
    memory: Memory | None = None,
) -> Verified:
    """Hold a report against a study.

    Parameters
    ----------
    report : ReportText
    evidence : Evidence
    ours : callable, optional
        Returns what themekit itself writes of the present state, read back in the same format;
        asked only of a report that says that it was made with themekit.
    memory : Memory, optional
    """
    own = is_own(report)
    written = ours() if own and ours else ()
    known = own_blocks(report, written)
    quotations = Quotations(report, evidence, known, is_own=own)
    statements = Statements(evidence)
    made = {
        number: list(statements.of(number, block, quotations.spans[number]))
        for number, block in enumerate(report.blocks)
    }
    numbers = Numbers(evidence, statements)
    remarks = [
        *quotations.remarks(),
        *_of_statements(report, evidence, numbers, made, known),
        *section_remarks(report.blocks, quotations.spans, evidence),
        *recommendation_remarks(report.blocks, evidence),
    ]
    seen: tuple[Seen, ...] = ()
    if memory is not None:
        every = [one for found in made.values() for one in found]
        seen = seen_in(every, memory.key)
        remarks = _with_changes(
            remarks, list(moved(every, memory.seen, memory.key)), made, report, evidence
        )
    remarks = [one for one in remarks if one.at[0] not in known or one.kind == "repeat"]
    slips = {one.at[0]: one for one in turned(report, written)}
    remarks = [one for one in remarks if one.at[0] not in slips or one.kind not in _OF_NUMBERS]
    remarks += slips.values()
    return Verified(_in_order(remarks), seen, tuple(numbers.unheld))


def _with_changes(
    remarks: list[Remark],
    changes: Sequence[Moved],
    made: dict[int, list[Statement]],
    report: ReportText,
    evidence: Evidence,
) -> list[Remark]:
    """Say of each sentence whose row has changed what that makes of it.

    What is wrong with it is wrong because of that; what was held against its rows in figures holds,
    whatever has changed; anything else has to be read again.
    """
    told = {_at(one, made): one for one in remarks if one.severity in FAILING}
    is_told_in_figures = _counted(evidence)
    for it in changes:
        wrong = told.get(it.at)
        if wrong is not None:
            remarks = [no_longer(wrong, it.what) if one is wrong else one for one in remarks]
        elif not is_told_in_figures(it.one):
            remarks.append(read_again(it, report.blocks[it.one.block]))
    return remarks


def _of_statements(
    report: ReportText,
    evidence: Evidence,
    numbers: Numbers,
    made: dict[int, list[Statement]],
    known: frozenset[int],
) -> Iterator[Remark]:
    """Yield what is wrong with numbers, orders, ids and the study's making."""
    design = Design(evidence)
    for number, block in enumerate(report.blocks):
        if number in known:
            continue
        yield from id_remarks(number, block, evidence)
        yield from name_remarks(number, block, evidence)
        there = made.get(number, [])
        if block.kind == "heading":
            yield from (remark for one in there for remark in numbers.remarks(one, block, ()))
            continue
        for place, one in enumerate(there):
            making = [*design.remarks(one, block), *consent_remarks(one, block, evidence)]
            yield from making
            if not making:
                yield from numbers.remarks(one, block, there[:place])
            yield from order_remarks(one, block, evidence)
            yield from reach_remarks(one, block, evidence)
    yield from numbers.summary()


def _counted(evidence: Evidence) -> Callable[[Statement], bool]:
    """Return what tells whether a statement says something that could be held against its rows."""
    declared = {one.word for one in evidence.quantifiers}
    return lambda one: any(
        claim.kind != "quantifier" or claim.word in declared
        for claim in claims_in(one.bare, declared)
    )


def _at(remark: Remark, made: dict[int, list[Statement]]) -> tuple[int, int]:
    """Return the block and start of the statement that a remark is of."""
    block, place = remark.at
    starts = [one.start for one in made.get(block, []) if one.start <= place]
    return block, starts[-1] if starts else place


def _in_order(remarks: Iterable[Remark]) -> tuple[Remark, ...]:
    """Put remarks in the order of the report, none twice."""
    found: dict[tuple[object, ...], Remark] = {}
    for one in remarks:
        found.setdefault((one.at, one.kind, one.said, one.found), one)
    return tuple(
        sorted(found.values(), key=lambda one: (one.at, one.severity != "wrong", one.kind))
    )
