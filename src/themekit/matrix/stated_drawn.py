"""Claims about a large strand, as far as the cases that were drawn at random and read tell them.

Every claim is measured by how far it is from turning over, a word at each of its edges
(`themekit.statistics.stopping`). Cases that could not be drawn count against every claim. What
everybody knows already, because it was read, is not estimated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from themekit.decisions import Flags, Ints
from themekit.decisions import Scores as Floats
from themekit.matrix.corrected import DrawnCases
from themekit.matrix.stated import (
    Cell,
    Claim,
    Row,
    State,
    Stated,
    claim_of,
    is_settled,
    stated_claims,
    words_beyond,
)
from themekit.statistics.prevalence import Scored
from themekit.statistics.stopping import (
    CERTAINTY,
    Margin,
    Outlook,
    first_draw,
    order_margin,
    outlook,
    share_margin,
    turned,
)
from themekit.study import Quantifier


@dataclass(frozen=True, eq=False)  # without slots: what follows from it is worked out once
class DrawnStrand:
    """A large strand with what was drawn of it.

    Attributes
    ----------
    keys : sorted array
        Its cases.
    rows, cells : sequences
        What is counted, and how it stands in each case.
    drawn : sequence of DrawnCases or None
        A row each; None where nothing was drawn.
    words : sequence of Quantifier
    certainty : float
        With which all that is settled is to hold.
    """

    keys: Ints
    rows: Sequence[Row]
    cells: Sequence[Cell]
    drawn: Sequence[DrawnCases | None]
    words: Sequence[Quantifier]
    certainty: float

    @cached_property
    def _known(self) -> list[DrawnCases]:
        """Return what was drawn, a row each; nothing unless it was for every row."""
        found = [one for one in self.drawn if one is not None]
        return found if len(found) == len(self.rows) else []

    @cached_property
    def cases(self) -> Ints:
        """The cases that all rows have; all where nothing was drawn."""
        found = self._known[0].cases if self._known else self.keys
        for one in self._known[1:]:
            found = np.intersect1d(found, one.cases)
        return found

    @cached_property
    def read(self) -> Ints:
        """Those of them that were drawn, and read for all rows."""
        found = self.cases if self._known else np.empty(0, np.int64)
        for one in self._known:
            found = np.intersect1d(found, one.read)
        return found

    @cached_property
    def _nothing(self) -> Flags:
        return np.zeros(len(self.keys), dtype=bool)

    @cached_property
    def _stated(self) -> list[tuple[Stated, bool]]:
        """Return what is claimed, and whether it is known without an estimate.

        Of what was not drawn nothing else is claimed.
        """
        counts = [self._count(cell) for cell in self.cells]
        stated = stated_claims(self.rows, self.cells, counts, self.words)
        found = [(one, is_settled(one, self.cells, self._nothing, self.words)) for one in stated]
        return [one for one in found if one[1] or self.read.size]

    def _count(self, cell: Cell) -> tuple[float, float]:
        """Return how many cases a row comes to: by those drawn, or the bounds of what is known."""
        if not self.read.size:
            return cell.bounds(self._nothing)
        share = np.isin(self.read, self.keys[cell.found]).mean()
        return (count := float(share * cell.asked.sum())), count

    @cached_property
    def _margins(self) -> list[tuple[int, float, Margin]]:
        """Return the margins of all claims that are estimated: place of the claim, and edge."""
        return [
            (at, edge, Margin(margin.distance - self._outside, margin.variance, margin.grain))
            for at, (one, known) in enumerate(self._stated)
            if not known
            for edge, margin in self._measured(one)
        ]

    @property
    def _outside(self) -> float:
        return max(one.outside for one in self._known) / len(self.cases)

    def _measured(self, stated: Stated) -> Iterator[tuple[float, Margin]]:
        """Yield by how much a claim is away from each edge that would turn it over."""
        size = len(self.cases)
        holds = [np.isin(self.read, self.keys[self.cells[row].found]) for row in stated.rows]
        if stated.word is None:
            yield 0.0, order_margin(holds[0], holds[1], size, self._scored(stated))
            return
        # Who was asked and has nothing to code is known to say nothing.
        part = int(self.cells[stated.rows[0]].asked.sum()) / size
        for edge, is_lower in ((stated.word.low, True), (stated.word.high, False)):
            if 0 < edge < 1 and edge * part < 1:
                margin = share_margin(holds[0], size, edge * part, self._scored(stated))
                yield edge, margin if is_lower else turned(margin)

    def _scored(self, stated: Stated) -> Scored | None:
        """Return a machine's scores of a row, or the first row's less the second's."""
        found: list[Floats] = []
        for row in stated.rows:
            one = self._known[row]
            if one.scores is None:
                return None
            found.append(one.scores[np.isin(one.cases, self.cases)])
        scores = found[0] if stated.word is not None else found[0] - found[1]
        mine = np.isin(self.cases, self.read)
        return Scored(scores[mine], scores[~mine])

    @cached_property
    def outlook(self) -> Outlook:
        """What is settled, and what more reading will settle."""
        size, read, margins = len(self.cases), len(self.read), self._margins
        enough = first_draw(size)
        if read < enough and (margins or not self._is_told):
            return Outlook((), enough - read, size - read)
        return outlook([one for *_, one in margins], max(read, 1), size, self.certainty)

    @property
    def _is_told(self) -> bool:
        """Whether all that could be claimed is known, read or estimated."""
        counts = [cell.bounds(self._nothing) for cell in self.cells]
        possible = stated_claims(self.rows, self.cells, counts, self.words)
        return len(self._stated) >= len(possible) and bool(self._stated)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """The claims."""
        return tuple(self._claim(at, one) for at, (one, _) in enumerate(self._stated))

    def _claim(self, at: int, stated: Stated) -> Claim:
        told = self.outlook
        mine = {number for number, (of, *_) in enumerate(self._margins) if of == at}
        open_ = mine & set(told.open)
        # Once all but the open ones are settled together, none of these is in doubt by itself.
        doubtful = {one for one in mine if told.more and self._is_doubtful(self._margins[one][2])}
        state: State = "settled"
        if open_:
            state = "open"
        elif doubtful:
            state = "to read"
        edges = [self._margins[one][1] for one in open_ | doubtful]
        words = () if stated.word is None else words_beyond(stated.word, self.words, edges)
        return claim_of(stated, self.rows, words, state)

    def _is_doubtful(self, margin: Margin) -> bool:
        """Tell whether a claim is one of those that keep all from being settled together."""
        return margin.doubt(len(self.read), len(self.cases)) > (1 - CERTAINTY) / 10
