"""How often the codes of a row hold in all there is, and how far suggestions are to be trusted.

Both rest on what people read because chance gave it to them, beside the machine's calibrated
probabilities: of what was learned from, by models that had not learned from its person.

A row's probability on a segment is that any of its codes holds, as if codes came independently of
each other; the drawn segments show how far that is out. Nothing is estimated for a row of one
period, for the machine has no probability of those.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from themekit.decisions import drawn_segments, random_draws
from themekit.records import Trust
from themekit.statistics.totals import ENOUGH_DRAWN, Total, estimated_total

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.decisions import CodedStudy, Flags, Ints
    from themekit.matrix.outlines import RowSpec
    from themekit.records import Scores


@dataclass(frozen=True, slots=True, eq=False)
class Expected:
    """What a row's totals are estimated from; arrays have the shape (n_segments,).

    Attributes
    ----------
    scores : array of float
        The machine's probability that a code of the row holds; 0 where nothing is to be coded.
    found : boolean array
        Where people say that one does.
    unread : boolean array
        What is to be coded and nobody has looked at for every code.
    drawn : boolean array
        What was drawn at random and read for every code.
    """

    scores: NDArray[np.float64]
    found: Flags
    unread: Flags
    drawn: Flags

    def total(self, strands: Flags) -> Total | None:
        """Estimate the total over some strands; None where too little was drawn in them."""
        drawn = self.drawn & strands
        if int(drawn.sum()) < ENOUGH_DRAWN:
            return None
        return estimated_total(
            int((self.found & strands).sum()),
            self.scores[self.unread & strands],
            self.scores[drawn],
            self.found[drawn],
        )


class Estimates:
    """Knows what the machine expects of every segment, and which were drawn at random.

    Parameters
    ----------
    coded : CodedStudy
        With its scores; without them nothing is estimated.
    """

    def __init__(self, coded: CodedStudy) -> None:
        self._coded = coded
        decisions = coded.decisions
        self._drawn = drawn_segments(decisions, random_draws(coded.draws))
        self._at = np.flatnonzero(decisions.passages.codable)
        scores = coded.scores
        fits = scores is not None and len(scores.segments) == self._at.size
        self._scores: Scores | None = scores if fits else None

    def of(self, spec: RowSpec, is_open: Flags) -> Expected | None:
        """Return what totals of a row are estimated from; None where there is too little.

        Parameters
        ----------
        spec : RowSpec
        is_open : boolean array
            Segments that are to be coded, of people who were asked.
        """
        codes, drawn = spec.codes, self._drawn & is_open
        enough = int(drawn.sum()) >= ENOUGH_DRAWN
        if self._scores is None or not enough or not codes or _of_period(spec):
            return None
        decisions = self._coded.decisions
        resolved, read = decisions.resolved, decisions.checked.of_all(codes)
        found = self._flags(resolved.held.pair[resolved.held.human], codes)
        unsettled = self._flags(resolved.disputed.pair, codes)
        unsettled |= self._flags(resolved.both.pair, codes)
        unsettled &= ~found
        return Expected(
            self._any(self._scores, codes),
            found & is_open,
            is_open & ~read & ~found & ~unsettled,
            drawn & read & ~unsettled,
        )

    def trust(self) -> tuple[Trust, ...]:
        """Return how far each code's suggestions hold on what was drawn at random and read blind.

        Codes of which nothing was drawn are left out.
        """
        scores = self._scores
        if scores is None or not scores.thresholds:
            return ()
        coded, decisions = self._coded, self._coded.decisions
        blind = drawn_segments(decisions, random_draws(coded.draws, blind=True))
        resolved, found = decisions.resolved, []
        place = np.full(len(decisions.passages), -1)
        place[self._at] = np.arange(self._at.size)
        for number, code in enumerate(coded.codebook.codes):
            holds = self._flags(resolved.held.pair[resolved.held.human], [number])
            unsettled = self._flags(resolved.disputed.pair, [number])
            unsettled |= self._flags(resolved.both.pair, [number])
            read = blind & decisions.checked.of(number) & ~unsettled & (place >= 0)
            rows = np.flatnonzero(read)
            if rows.size:
                chosen = scores.values[place[rows], number] >= scores.thresholds[number]
                uses = holds[rows]
                found.append(
                    Trust(
                        code.id,
                        drawn=int(rows.size),
                        suggested=int(chosen.sum()),
                        held=int((chosen & uses).sum()),
                        uses=int(uses.sum()),
                        missed=int((uses & ~chosen).sum()),
                    )
                )
        return tuple(found)

    def _flags(self, pairs: Ints, codes: tuple[int, ...] | list[int]) -> Flags:
        """Return the segments that some of sorted pairs have with any of `codes`."""
        size = len(self._coded.decisions.passages)
        found = np.zeros(size, dtype=bool)
        for code in codes:
            low, high = np.searchsorted(pairs, [code * size, (code + 1) * size])
            found[pairs[low:high] - code * size] = True
        return found

    def _any(self, scores: Scores, codes: tuple[int, ...]) -> NDArray[np.float64]:
        """Return the probability that any of some codes holds, segment by segment."""
        none = np.ones(self._at.size)
        for code in codes:
            none *= 1.0 - scores.values[:, code]
        out = np.zeros(len(self._coded.decisions.passages))
        out[self._at] = 1.0 - none
        return out


def _of_period(spec: RowSpec) -> bool:
    return any(group.period for group in spec.groups)
