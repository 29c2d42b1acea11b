"""What a fitted tagger advises people: what to check next, and how far to trust it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.tagging.base import TaggerBase
from themekit.tagging.records import Agreement, Verdict
from themekit.tagging.validating import as_labels

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from numpy.typing import ArrayLike, NDArray

    from themekit.tagging.base import Texts


class Advisor(TaggerBase):
    """A tagger as far as it says what people should do."""

    def choose(
        self,
        texts: Texts,
        y: ArrayLike,
        k: int,
        groups: Sequence[str] | None = None,
        seed: int = 0,
        context: Sequence[str] | None = None,
    ) -> NDArray[np.intp]:
        """Return the indices of `k` texts to check next, most worthwhile first.

        Parameters
        ----------
        texts : sequence of str or Prepared
        y : array of shape (n_texts, n_codes)
            What is known; a row of -1 throughout has not been looked at.
        k : int
        groups : sequence of str or None
            Who said each text: the choice is spread over people.
        seed : int
        """
        from themekit.tagging.choosing import choose

        prepared = self.prepare(texts, context)
        labels = as_labels(y, len(prepared), len(self.codebook.codes))
        return choose(self._kit(), self._learned(), prepared, labels, k, groups, seed)

    def expected_gain(
        self,
        texts: Texts,
        y: ArrayLike,
        more: int = 50,
        groups: Sequence[str] | None = None,
        context: Sequence[str] | None = None,
    ) -> float | None:
        """Return how much macro-F1 `more` checked texts would add; None where that is open.

        Parameters
        ----------
        texts, y, groups
            What this tagger was fitted on.
        """
        from themekit.tagging.learning_curve import expected_gain

        kit, learned = self._kit(), self._learned()
        prepared = self.prepare(texts, context)
        labels = as_labels(y, len(prepared), len(self.codebook.codes))
        return expected_gain(
            kit, learned, prepared, labels, groups, more, self.precision, deeper=self.deeper
        )

    def agreements(self, among: ArrayLike | None = None) -> tuple[Agreement, ...]:
        """Count, per code, how suggestions agree with people where they had not learned from them.

        Thresholds are chosen on all of these segments together, so a code's count is honest about
        what its model knew, and a shade kind about where it draws the line.

        Parameters
        ----------
        among : array of bool of shape (n_checked,) or None
            Which of the fitted texts that anybody looked at are to count, in their order; None
            for all. A random draw says how the rest will fare; chosen texts are harder.
        """
        from themekit.tagging.trust import agreements

        return agreements(self.codebook, self._learned(), among)

    def verdicts(self) -> tuple[Verdict, ...]:
        """Return, per code, whether it can be left to the machine."""
        from themekit.tagging.trust import verdicts

        return verdicts(self.codebook, self._learned())
