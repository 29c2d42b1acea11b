"""`CodebookTagger`: the public face of the room, an estimator in scikit-learn's manner."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

from themekit.errors import UsageError
from themekit.spans import parts_hash
from themekit.tagging.advice import Advisor
from themekit.tagging.fitted import Fitted, log_odds, proposed, rounded
from themekit.tagging.records import Explanation, Tag
from themekit.tagging.teaching import teach
from themekit.tagging.validating import as_drawn, as_labels, masked

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray

    from themekit.language import Analyser
    from themekit.tagging.base import Texts
    from themekit.vectors import Encoder


class CodebookTagger(Advisor):
    """Suggest the codes of a codebook: from its words alone, and better with what people check.

    Parameters
    ----------
    codebook : Codebook
    encoder : Encoder or None
        None loads the bundled one at first use.
    analyser : Analyser or None
        Likewise.
    precision : float or None
        A precision in (0, 1] that suggestions of a code have to have held on checked texts that
        the model had not learned from, where there are enough of them; below it they are
        uncertain. None chooses thresholds for the best F1.
    deeper : bool
        Fine-tune a copy of the encoder on the checked texts: minutes instead of seconds, and
        better scores from some hundred checked texts on (docs/lab/tagger.md).

    Attributes
    ----------
    learned_ : Learned
        What `fit` learned.
    n_codes_ : int
    classes_ : array of shape (n_codes_,)
        Numbers of the columns, which scikit-learn's tools ask for.

    Notes
    -----
    Columns are codes in codebook order. No text's score depends on the others in the call.
    """

    # -- learning -----------------------------------------------------------------------------

    def fit(
        self,
        texts: Texts,
        y: ArrayLike,
        context: Sequence[str] | None = None,
        groups: Sequence[str] | None = None,
        looked: ArrayLike | None = None,
        drawn: ArrayLike | None = None,
    ) -> CodebookTagger:
        """Learn from checked texts; ``fit([], [])`` is the codebook alone.

        Parameters
        ----------
        texts : sequence of str or Prepared
        y : array of shape (n_texts, n_codes)
            1, 0, or -1 where nobody looked.
        context : sequence of str or None
            What surrounds each text, a line each: the question, the turn before, the turn after;
            or ``''``.
        groups : sequence of str or None
            Who said each text; one person's texts are left out together in cross-fitting.
        looked : array of shape (n_texts, n_codes) or None
            Where it is 0, nobody looked, whatever `y` says. For scikit-learn's tools, which
            cannot pass -1 on: ``set_fit_request(looked=True)``.
        drawn : array of shape (n_texts,) or None
            Where it is true, a text was drawn at random and not chosen for checking: from thirty
            on, those alone say how common each code is. None for all.
        """
        if self.precision is not None and not 0 < self.precision <= 1:
            raise UsageError(f"precision is {self.precision}: give a share above 0, at most 1.")
        kit = self._kit()
        prepared = self.prepare(texts, context)
        codes = len(self.codebook.codes)
        labels = masked(as_labels(y, len(prepared), codes), looked)
        if groups is not None and len(groups) != len(prepared):
            raise UsageError(
                f"There are {len(groups)} groups for {len(prepared)} texts: give one each."
            )
        random = as_drawn(drawn, len(prepared))
        self.learned_ = teach(
            kit, prepared, labels, groups, self.precision, deeper=self.deeper, drawn=random
        )
        self.n_codes_, self.classes_ = codes, np.arange(codes)
        return self

    # -- suggesting ---------------------------------------------------------------------------

    def predict_proba(
        self, texts: Texts, context: Sequence[str] | None = None
    ) -> NDArray[np.float64]:
        """Return calibrated probabilities of shape (n_texts, n_codes)."""
        return np.asarray(expit(self.decision_function(texts, context)))

    def decision_function(
        self, texts: Texts, context: Sequence[str] | None = None
    ) -> NDArray[np.float64]:
        """Return calibrated log-odds of shape (n_texts, n_codes)."""
        learned = self._learned()
        return log_odds(self._kit(), learned, self.prepare(texts, context))

    def predict(self, texts: Texts, context: Sequence[str] | None = None) -> NDArray[np.int8]:
        """Return 1 where a code is suggested, else 0, of shape (n_texts, n_codes)."""
        scores = self.predict_proba(texts, context)
        return (scores >= self._learned().thresholds).astype(np.int8)

    def suggest(self, texts: Texts, context: Sequence[str] | None = None) -> list[tuple[Tag, ...]]:
        """Return, per text, the codes that are suggested or uncertain, likeliest first.

        Their reasons point to the codebook, or to one of ``learned_.texts``, and hold nobody's
        words; `explain` says them in words.
        """
        return self.propose(texts, context)[0]

    def propose(
        self, texts: Texts, context: Sequence[str] | None = None
    ) -> tuple[list[tuple[Tag, ...]], NDArray[np.float32]]:
        """Return what `suggest` does, and the scores of all codes, of shape (n_texts, n_codes)."""
        return proposed(self._kit(), self._learned(), self.prepare(texts, context))

    def left_out(self) -> NDArray[np.float32]:
        """Return scores of the fitted texts that anybody looked at, in their order.

        Each by a model that had not learned from the person who said it; by the codebook alone
        where too few were looked at.
        """
        return rounded(self._learned().left_out)

    def explain(
        self, texts: Texts, context: Sequence[str] | None = None
    ) -> list[dict[str, Explanation]]:
        """Return, per text, why each code (by id) is or is not suggested.

        ``base`` and the weights of ``parts`` sum to ``log_odds``, the log-odds that decided.
        """
        from themekit.tagging.explaining import explain

        learned = self._learned()
        return explain(self._kit(), learned, self.prepare(texts, context))

    # -- keeping ------------------------------------------------------------------------------

    def save(self, path: str | Path) -> None:
        """Write the fitted tagger to a folder as tagger.json and tagger.npz, without pickle.

        What the deeper mode learned stands in deeper.safetensors.
        """
        from themekit.tagging.deep_persistence import save_deep
        from themekit.tagging.persistence import save

        save(path, self._kit(), self._learned())
        save_deep(path, self._learned().deep)

    @classmethod
    def load(
        cls,
        path: str | Path,
        encoder: Encoder | None = None,
        analyser: Analyser | None = None,
    ) -> CodebookTagger:
        """Read a tagger that `save` wrote; encoder and analyser have to be those of the time."""
        from themekit.tagging.deep_persistence import load_deep
        from themekit.tagging.persistence import load

        codebook, learned, key = load(path)
        tagger = cls(codebook, encoder, analyser)
        if tagger._kit().key != key:
            raise UsageError(
                f"The tagger in '{path}' was fitted with another encoder, analyser or version of "
                "themekit: give the same ones, or fit it again."
            )
        deep = load_deep(path, tagger._kit().encoder)
        tagger.learned_, tagger.n_codes_ = replace(learned, deep=deep), len(codebook.codes)
        tagger.classes_ = np.arange(tagger.n_codes_)
        return tagger

    @property
    def fitted(self) -> Fitted:
        """What this tagger knows, without its models: it can travel to another process."""
        kit = self._kit()
        return Fitted(kit.codebook, kit.profile, self._learned(), kit.key, self.state_hash)

    @property
    def state_hash(self) -> str:
        """Hash of everything that influences what this tagger says."""
        from themekit.tagging.deep_persistence import deep_hash
        from themekit.tagging.persistence import state_hash

        learned = self._learned()
        found = state_hash(self._kit(), learned)
        return found if learned.deep is None else parts_hash(found, deep_hash(learned.deep))
