"""Every figure that a report of a study may state: rows of the matrix, answers, bases."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from themekit.report import words
from themekit.report.base import count_base, count_units
from themekit.report.rows import row_key
from themekit.report.verify.waves import people_by_wave, sizes_by_wave
from themekit.report.verify.wording import joined, singular, stems, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.records import ClosedRow, MatrixRow, PlacedRow
    from themekit.report.inputs import ReportInputs

FigureKind = Literal["row", "closed", "question", "base", "attribute"]
POSITIVE = "(positive)"


@dataclass(frozen=True, slots=True)
class Figure:
    """So many of so many.

    Attributes
    ----------
    kind : {'row', 'closed', 'question', 'base', 'attribute'}
    name : str
        Code, theme, section, closed question, or value of an attribute.
    strand, wave, section, outline : str
    n, upto, of : int
        So many, up to so many while people do not agree, of so many.
    key : str
        Of a row of the matrix; else empty.
    code_id : str
    answer : str
        Of a closed question; ``(positive)`` for those that count as positive.
    has_share : bool
        Whether a share of it means anything.
    is_checked : bool
        Whether a person has looked at anything of it.
    is_read : bool
        Whether people have read all of it.
    unread : int
        Cases of which something is unread, as far as it is known.
    by_machine : int
        Cases beside `n` in which a machine alone suggests it: they are in no figure.
    asked, unasked : int or None
        Those who raised it when asked, and by themselves.
    against : int or None
        Those who say the opposite, as far as it is known.
    more : tuple of int
        Further numbers that may be said of it: segments, those who say the opposite, disputed.
    holding : tuple of str
    passages : tuple of int
        Of a row: segments in which it holds, and those of them in which people found it.
    is_estimated : bool
        Whether it is reckoned from cases drawn at random: what is unread is in it.
    """

    kind: FigureKind
    name: str
    strand: str
    n: int
    of: int
    upto: int = 0
    wave: str = ""
    section: str = ""
    outline: str = ""
    key: str = ""
    theme: str = ""
    code_id: str = ""
    answer: str = ""
    has_share: bool = True
    is_checked: bool = True
    is_read: bool = True
    unread: int = 0
    by_machine: int = 0
    asked: int | None = None
    unasked: int | None = None
    against: int | None = None
    more: tuple[int, ...] = ()
    holding: tuple[str, ...] = ()
    passages: tuple[int, ...] = ()
    is_estimated: bool = False

    @property
    def is_open(self) -> bool:
        """Whether it counts what was read so far alone: more may be found in the rest."""
        return not self.is_read and not self.is_estimated

    @property
    def most(self) -> int:
        """The most that it may come to once all of it is read."""
        if not self.is_open:
            return self.n
        return min(self.of, max(self.n, self.upto) + self.unread) if self.unread else self.of

    @property
    def left(self) -> str:
        """What is unread of it, in words."""
        return f"{self.unread:,} unread" if self.unread else "not all of it is read"

    @property
    def so_far(self) -> str:
        """The figure as it is before all of it is read: ``4 of 12 found so far, 8 unread``."""
        return f"{self.short} found so far, {self.left} ({self._where})"

    @property
    def said(self) -> str:
        """The figure as a reader meets it: ``5 of 7, VCS interviews``."""
        share = words.percent(self.n, self.of) if self.has_share else ""
        behind = f" ({share})" if share else ""
        return f"{self.short}{behind} ({self._where}){self._beside}"

    @property
    def _where(self) -> str:
        """What it is of: name, strand and wave."""
        where = words.strand(self.strand) if self.strand != words.ALL else "all strands"
        wave = f", {self.wave}" if self.wave else ""
        name = self.name if self.answer in {"", POSITIVE} else f"{self.name}: {self.answer}"
        return f"{name}, {where}{wave}"

    @property
    def _beside(self) -> str:
        """What it leaves out: whom a machine alone suggests."""
        if not self.by_machine:
            return ""
        return f" found by people; a machine suggests {self.by_machine:,} more, which count nowhere"

    @property
    def short(self) -> str:
        """The figure alone."""
        span = f"{self.n:,} to {self.upto:,}" if self.upto > self.n else f"{self.n:,}"
        return f"{span} of {self.of:,}"


def figures_of(inputs: ReportInputs) -> tuple[Figure, ...]:
    """Return every figure of a study."""
    kinds = {strand.name: strand.kind for strand in inputs.strands}
    return (
        *(_of_row(row, kinds.get(row.strand, "")) for row in inputs.matrix.rows if _said(row)),
        *_closed(inputs),
        *(
            Figure(
                "question",
                one.code,
                one.strand,
                one.cases,
                one.answered,
                wave=one.wave,
                code_id=one.code_id,
                answer=one.question,
                is_checked=one.basis != "suggested",
                more=(one.asked,),
            )
            for one in inputs.matrix.by_question
        ),
        *_attributes(inputs),
    )


def _said(row: MatrixRow) -> bool:
    return row.cases is not None and row.asked is not None and not row.suppressed


def _of_row(row: MatrixRow, kind: str) -> Figure:
    """Return a row's figure: those in whom people found it, however many a machine suggests."""
    unread, n = row.unread or 0, row.cases or 0
    whole = row.basis in {"checked", "corrected"} or row.checked_share == 1
    read = whole if row.unread is None else not unread
    found = n if row.basis == "corrected" or row.found is None else min(row.found, n)
    return Figure(
        "row",
        row.code or row.theme or row.section,
        row.strand,
        found,
        row.asked or 0,
        upto=found + max(0, (row.cases_if or 0) - n),
        wave=row.wave,
        section=row.section,
        outline=row.outline,
        key=row_key(row),
        theme=row.theme,
        code_id=row.code_id,
        has_share=row.share is not None and kind != "group" and found == n,
        is_checked=row.basis != "suggested" and not (n and row.found == 0),
        is_read=read,
        unread=unread,
        by_machine=n - found,
        asked=row.raised_asked,
        unasked=row.raised_unasked,
        against=row.against,
        more=tuple(n for n in (row.segments, row.against, row.disputed, row.both_stand) if n),
        holding=row.holding,
        passages=tuple(
            dict.fromkeys((row.segments or 0, (row.segments or 0) - (row.suggested or 0)))
        ),
        is_estimated=row.basis == "corrected",
    )


def _closed(inputs: ReportInputs) -> Iterator[Figure]:
    for row in inputs.matrix.closed:
        yield _answer(row)
    for one in inputs.matrix.placed:
        yield from _placed(one)


def _answer(row: ClosedRow) -> Figure:
    missing = row.asked - row.answered
    return Figure(
        "closed",
        row.label or row.item,
        row.strand,
        row.n,
        row.answered,
        wave=row.wave,
        section=row.section,
        answer=row.answer,
        theme=row.item,
        more=(missing,) if missing else (),
    )


def _placed(row: PlacedRow) -> Iterator[Figure]:
    """Yield how many placed a question, and how many did not in which way; no place is a count."""
    said = {
        "placed": row.placed,
        "not applicable": row.not_applicable,
        "passed by": row.passed_by,
        "no corner more than half": row.between,
        **{f"mostly {part.label}": part.n for part in row.parts if row.form == "triad"},
        **{part.label: part.n for part in row.parts if row.form == "stones"},
    }
    for answer, n in said.items():
        if n is not None:
            yield Figure(
                "closed",
                row.label,
                row.strand,
                n,
                row.asked,
                wave=row.wave,
                section=row.section,
                answer=answer,
                theme=row.item,
            )


def _attributes(inputs: ReportInputs) -> Iterator[Figure]:
    """Yield how many of a strand's people have which attribute."""
    strand_of = {one.id: one.strand for one in inputs.coded.documents}
    cases: dict[str, dict[str, None]] = {}
    for document, there in inputs.coded.present.items():
        cases.setdefault(strand_of[document], {}).update(dict.fromkeys(there))
    for strand, found in cases.items():
        people = [inputs.coded.cases[one] for one in found if not inputs.coded.cases[one].withdrawn]
        counted: Counter[tuple[str, str]] = Counter()
        known: Counter[str] = Counter()
        for case in people:
            for name, value in case.attributes:
                counted[name, value] += bool(value)
                known[name] += bool(value)
        for (name, value), number in counted.items():
            yield Figure("attribute", value, strand, number, len(people), theme=name)
            if known[name] != len(people):
                yield Figure("attribute", value, strand, number, known[name], theme=name)


@dataclass(frozen=True, slots=True)
class Base:
    """How many took part in a strand."""

    strand: str
    numbers: frozenset[int]
    people: int
    documents: int = 0


def bases_of(inputs: ReportInputs) -> dict[str, Base]:
    """Return the sizes that may be said of each strand: people, documents, organisations."""
    found, waves = {}, people_by_wave(inputs.coded)
    for strand, one in zip(inputs.strands, count_base(inputs), strict=True):
        organisations = {
            inputs.coded.cases[case].organisation or case
            for document in inputs.coded.documents
            if document.strand == strand.name
            for case in inputs.coded.present.get(document.id, ())
        }
        numbers = {one.cases, one.documents, len(organisations)}
        numbers.update(sizes_by_wave(waves.get(strand.name, {})))
        found[strand.name] = Base(strand.name, frozenset(numbers), one.cases, one.documents)
    return found


def unit_numbers(inputs: ReportInputs) -> frozenset[int]:
    """Return the numbers of units read, coded and skipped, of each strand too."""
    units = count_units(inputs)
    found = {units.read, units.coded, units.uncoded, *(n for _, n in units.skipped)}
    found |= {sum(n for _, n in units.skipped), units.read - sum(n for _, n in units.skipped)}
    for one in count_base(inputs):
        found |= {one.segments, one.skipped, one.segments + one.skipped}
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Named:
    """A name by which figures are told, ready to be compared.

    Attributes
    ----------
    name, words : str
        As it is written, and its words with single spaces.
    stems : frozenset of str
    ones : tuple of str
        Its words as they are said of one.
    """

    name: str
    words: str
    stems: frozenset[str]
    ones: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str) -> Named:
        """Make it of a name."""
        return cls(name, joined(name), stems(name), tuple(map(singular, words_of(name))))
