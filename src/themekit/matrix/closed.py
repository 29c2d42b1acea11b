"""Closed questions: how many gave which answer, by strand and wave.

The unit is the respondent's row, a document; those whose cases have all withdrawn are left out.
Asked is who has the column at all. Blank answers and the item's `missing` ones are no answers.
Answers match without regard to case, white space and the shape of quotation marks, and are shown as
`order` writes them, else as they first appear; every listed answer has a row, also of nobody, and
all waves of a strand have the same rows. Of several answers in a ``multi`` cell each counts once.
The row ``(positive)`` counts respondents with any positive answer.

In public a question of which 1 to 4 people were asked, or which 1 to 4 answered or answered
positively, in some wave is left out of that strand: such a table would show single persons. Answers
in people's own words that fewer than five gave are counted together. Which other answers are
counted together `joining` says, for the positive ones and the others apart: each can be reckoned
from who answered and who answered positively. If one of the two is a single answer of 1 to 4, the
question is left out. What is joined has a row where it is five or more. That nine in ten answered
positively tells of the tenth: of several answers, which is not told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from themekit.decisions import CodedStudy
from themekit.matrix.answers import OTHERS, Answers
from themekit.matrix.joining import counted_together
from themekit.matrix.samples import share_of
from themekit.matrix.small_cells import is_small
from themekit.records import Case, ClosedRow, Document
from themekit.study import ClosedItem

POSITIVE = "(positive)"
FEWEST = 5
"""So many people have to have given an answer in their own words before it is shown outside."""


@dataclass(slots=True)
class _Tally:
    """What is counted of one item in one wave."""

    asked: int = 0
    answered: int = 0
    positive: int = 0
    counts: Counter[str] = field(default_factory=Counter)


def closed_rows(coded: CodedStudy, waves: Sequence[str], *, public: bool) -> tuple[ClosedRow, ...]:
    """Return the rows of every closed question that is counted, by strand, wave and item."""
    documents = by_wave(coded, waves)
    rows: list[ClosedRow] = []
    for strand in coded.study.strands:
        ordered = documents.get(strand.name, {})
        tables = _count([one for one in strand.closed if one.placing is None], ordered)
        if public:
            tables = [table for table in tables if not table.small()]
        joined = [table.few() if public else frozenset() for table in tables]
        rows += [
            row
            for wave in ordered
            for table, few in zip(tables, joined, strict=True)
            for row in table.rows(strand.name, wave, few, fewest=FEWEST if public else 0)
        ]
    return tuple(rows)


def by_wave(coded: CodedStudy, waves: Sequence[str]) -> dict[str, dict[str, list[Document]]]:
    """Return the documents of each strand, wave by wave, but those of people who withdrew."""
    found: dict[str, dict[str, list[Document]]] = {}
    for document in coded.documents:
        if not _withdrawn(coded.present.get(document.id) or (document.id,), coded.cases):
            of_strand = found.setdefault(document.strand, {})
            of_strand.setdefault(document.wave, []).append(document)
    return {
        strand: {wave: of_strand[wave] for wave in waves if wave in of_strand}
        for strand, of_strand in found.items()
    }


def _withdrawn(cases: Iterable[str], known: Mapping[str, Case]) -> bool:
    """Tell whether everybody who took part has withdrawn."""
    states = [case_id in known and known[case_id].withdrawn for case_id in cases]
    return all(states)


@dataclass(frozen=True, slots=True)
class _Table:
    """One item in all waves of a strand."""

    item: ClosedItem
    answers: Answers
    tallies: Mapping[str, _Tally]

    def small(self) -> bool:
        """Tell whether some wave has so few respondents that the table would show persons."""
        return any(
            is_small(tally.answered, tally.asked) or is_small(tally.positive, None)
            for tally in self.tallies.values()
        ) or any(is_small(wave.get(self._left() or "", 0), None) for wave in self._shown())

    def few(self) -> frozenset[str]:
        """Return the answers, as shown, that are counted together in public."""
        waves = self._shown()
        names = list(waves[0]) if waves else []
        if self.answers.has_mixed_bands(self.total(), names):
            small = any(is_small(count, None) for wave in waves for count in wave.values())
            return frozenset(names if small else ())
        return frozenset().union(*(counted_together(group, waves) for group in self._parts()))

    def _shown(self) -> list[dict[str, int]]:
        """Return the answers with their numbers, wave by wave."""
        total = self.total()
        return [
            dict(self.answers.shown(total, tally.counts, fewest=FEWEST))
            for tally in self.tallies.values()
        ]

    def _parts(self) -> tuple[list[str], list[str]]:
        """Return the answers that are positive, and the others."""
        names = [name for wave in self._shown()[:1] for name in wave]
        positive = [name for name in names if self.answers.is_positive(name)]
        return positive, [name for name in names if name not in positive]

    def _left(self) -> str | None:
        """Return the answer that all give who do not answer positively, if it is a single one."""
        positive, others = self._parts()
        if not self.item.positive or len(others) != 1 or others == [OTHERS]:
            return None
        return others[0] if positive else None

    def total(self) -> Counter[str]:
        """Return the answers over all waves, in order of first appearance."""
        total: Counter[str] = Counter()
        for tally in self.tallies.values():
            total.update(tally.counts)
        return total

    def rows(
        self, strand: str, wave: str, few: Container[str], *, fewest: int
    ) -> Iterator[ClosedRow]:
        """Yield the rows of one wave: the answers but `few`, then the positive ones together."""
        tally = self.tallies[wave]
        shown = self.answers.shown(self.total(), tally.counts, fewest=fewest)
        counts = [(answer, count) for answer, count in shown if answer not in few]
        if fewest:
            counts = _joined(counts, sum(count for answer, count in shown if answer in few))
        if self.item.positive:
            counts = [*counts, (POSITIVE, tally.positive)]
        for answer, count in counts:
            yield ClosedRow(
                strand=strand,
                wave=wave,
                item=self.item.column,
                label=self.item.label or self.item.column,
                section=self.item.section,
                answer=answer,
                asked=tally.asked,
                answered=tally.answered,
                n=count,
                share=share_of(count, tally.answered),
            )


def _joined(counts: Iterable[tuple[str, int]], more: int) -> list[tuple[str, int]]:
    """Return answers with `more` among the others; without these where they are few."""
    others = more + sum(count for answer, count in counts if answer == OTHERS)
    kept = [(answer, count) for answer, count in counts if answer != OTHERS]
    return [*kept, (OTHERS, others)] if others >= FEWEST else kept


def _count(
    items: Sequence[ClosedItem], documents: Mapping[str, Sequence[Document]]
) -> list[_Table]:
    """Count every item in every wave of a strand."""
    tables = [_Table(item, Answers(item), {wave: _Tally() for wave in documents}) for item in items]
    for wave, members in documents.items():
        for document in members:
            cells = dict(document.closed)
            for table in tables:
                if table.item.column in cells:
                    _add(cells[table.item.column], table.answers, table.tallies[wave])
    return tables


def _add(cell: str, answers: Answers, tally: _Tally) -> None:
    """Count one respondent's cell."""
    keys = answers.read(cell)
    tally.asked += 1
    tally.answered += bool(keys)
    tally.positive += not answers.positive.isdisjoint(keys)
    for key in keys:
        tally.counts[key] += 1
