"""Tables of what was counted: the theme matrix, the coding matrix, and the questions."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from themekit.records import WITHHELD
from themekit.report.csvtext import Cell, Number, Row, Table, is_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themekit.records import (
        CaseRow,
        ChangeRow,
        ClosedRow,
        CorrectedFigure,
        MatrixRow,
        PlacedRow,
        QuestionRow,
        WaveRow,
    )

THEME_MATRIX = (
    "outline", "section", "theme", "code", "code_id", "strand", "asked", "cases", "cases_if",
    "share", "share_low", "share_high", "interval", "segments", "quotes", "against", "disputed",
    "both_stand", "checked_share", "basis", "estimate", "estimate_low", "estimate_high",
    "suppressed", "wave", "unread", "found", "raised_asked", "raised_unasked", "by_role",
    "suggested",
)  # fmt: skip
"""Each column is the attribute of `MatrixRow` with its name."""
CODES_BY_QUESTION = (
    "strand", "wave", "question", "code", "code_id", "asked", "answered", "cases", "share", "basis",
    "prompted", "found",
)  # fmt: skip
_PROMPTED = {True: "yes", False: "no", None: ""}
CORRECTED = (
    "outline", "section", "theme", "code_id", "strand", "wave", "reader", "asked", "drawn", "read",
    "found", "share", "share_low", "share_high", "by_machine", "unread", "outside", "share_if",
)  # fmt: skip
CLOSED_QUESTIONS = (
    "strand", "wave", "item", "section", "answer", "asked", "answered", "n", "share",
    "low", "high", "spread",
)  # fmt: skip

WAVES = (*THEME_MATRIX, "item", "direction", "watched", "answered")
CHANGES = (
    "strand", "item", "code_id", "from", "to", "before", "after", "both", "began", "stopped",
    "left", "joined", "change", "change_low", "change_high", "drift", "drift_low", "drift_high",
    "stated", "verdict", "because",
)  # fmt: skip


def theme_matrix(found: Iterable[MatrixRow], *, public: bool = False) -> Table:
    """Tabulate the theme matrix; in public without the quotations' segment ids."""
    return Table(THEME_MATRIX, (_cells(row, public=public) for row in found))


def _cells(row: MatrixRow, *, public: bool) -> list[Cell]:
    """Return a row's cells as `THEME_MATRIX` names them."""

    def cell(name: str) -> Cell:
        if name == "quotes":
            return "" if public else "; ".join(row.quotes)
        if name == "by_role":
            return "; ".join(f"{role} {count}" for role, count in row.by_role)
        value: Cell = getattr(row, name)
        return value

    return [cell(name) for name in THEME_MATRIX]


def waves(found: Iterable[WaveRow], *, public: bool = False) -> Table:
    """Tabulate codes and closed questions wave by wave."""
    rows = (
        (
            *_cells(one.row, public=public), one.item, one.direction,
            "yes" if one.watched else "no", one.answered,
        )
        for one in found
    )  # fmt: skip
    return Table(WAVES, rows)


def _verdict(row: ChangeRow) -> str:
    """Return what can be told of a change: what is withheld from readers outside is no verdict."""
    return "withheld" if row.because == WITHHELD else row.verdict


def changes(found: Iterable[ChangeRow]) -> Table:
    """Tabulate what changed from wave to wave."""
    rows = (
        (
            r.strand, r.item, r.code_id, r.start, r.end, r.before, r.after, r.both, r.began,
            r.stopped, r.left, r.joined, r.change, r.change_low, r.change_high, r.drift,
            r.drift_low, r.drift_high, "; ".join(r.stated), _verdict(r), r.because,
        )
        for r in found
    )  # fmt: skip
    return Table(CHANGES, rows)


def corrected(found: Iterable[CorrectedFigure]) -> Table:
    """Tabulate what stands behind corrected rows: of all who read, then reader by reader."""
    rows = (
        (
            f.outline, f.section, f.theme, f.code_id, f.strand, f.wave,
            f.reader or "all", f.asked, f.drawn, f.read, f.found, f.share,
            f.share_low, f.share_high, "yes" if f.by_machine else "no", f.unread, f.outside,
            f.share_if,
        )
        for f in found
    )  # fmt: skip
    return Table(CORRECTED, rows)


def coding_matrix(found: Iterable[CaseRow], *, codes: Sequence[str]) -> Table:
    """Tabulate case x code: the case, its attributes in order of first appearance, the codes.

    Parameters
    ----------
    found : iterable of CaseRow
    codes : sequence of str
        Headings of the code columns, in codebook order.
    """
    cases = tuple(found)
    names = tuple(dict.fromkeys(name for case in cases for name, _ in case.attributes))
    numeric = {name for name in names if _is_numeric(name, cases)}

    def attribute(name: str, value: str | None) -> Cell:
        return Number(value) if value and name in numeric else value

    rows = (
        (case.case, *(attribute(n, dict(case.attributes).get(n)) for n in names), *case.codes)
        for case in cases
    )
    return Table(("case", *names, *codes), rows)


def _is_numeric(name: str, cases: Iterable[CaseRow]) -> bool:
    """Tell whether every value of an attribute is a number (then it is never guarded)."""
    values = [value for case in cases for key, value in case.attributes if key == name and value]
    return bool(values) and all(is_number(value) for value in values)


def codes_by_question(found: Iterable[QuestionRow]) -> Table:
    """Tabulate open question x code."""
    rows = (
        (
            r.strand, r.wave, r.question, r.code, r.code_id, r.asked, r.answered, r.cases,
            r.share, r.basis, _PROMPTED[r.prompted], r.found,
        )
        for r in found
    )  # fmt: skip
    return Table(CODES_BY_QUESTION, rows)


def closed_questions(found: Iterable[ClosedRow], placed: Iterable[PlacedRow] = ()) -> Table:
    """Tabulate item x answer, the positive answers together last; then what tellers placed."""
    counted: Iterator[Row] = (
        (r.strand, r.wave, r.item, r.section, r.answer, r.asked, r.answered, r.n, r.share,
         None, None, None)
        for r in found
    )  # fmt: skip
    return Table(CLOSED_QUESTIONS, chain(counted, (row for one in placed for row in _placed(one))))


def _placed(row: PlacedRow) -> Iterator[Row]:
    """Yield how many placed a question, then where it lies: shares of the way, not of people."""
    told = row.not_applicable is not None
    answered = row.placed + (row.not_applicable or 0) if told else None
    place = (row.strand, row.wave, row.item, row.section)

    def counted(answer: str, n: int | None, *, of: bool = True) -> Row:
        share = n / answered if of and n is not None and answered else None
        return (*place, answer, row.asked, answered, n, share, None, None, None)

    def lying(answer: str, n: int | None, *places: float | None) -> Row:
        return (*place, answer, row.asked, answered, n, *places, None)

    yield counted("placed", row.placed)
    if told:
        yield counted("not applicable", row.not_applicable)
        yield counted("passed by", row.passed_by, of=False)
        yield counted("(cannot be read)", row.impossible, of=False)
    for part in row.parts:
        if row.form == "triad":
            if part.n is not None:  # else withheld
                yield counted(f"mostly {part.label}", part.n)
            yield lying(f"(centre) {part.label}", row.placed, part.middle, None, None)
        elif row.form == "dyad":
            yield lying(f"(median) towards {part.label}", part.n, part.middle, part.low, part.high)
        else:
            yield counted(part.label, part.n)
            yield lying(f"(across) {part.label}", part.n, part.middle, part.low, part.high)
            yield lying(f"(up) {part.label}", part.n, part.up, part.up_low, part.up_high)
    if row.form == "triad":
        if row.between is not None:
            yield counted("no corner more than half", row.between)
        n = (row.placed, None, None, None)
        yield (*place, "(spread)", row.asked, answered, *n, row.spread)
