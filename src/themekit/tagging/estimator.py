"""`CodebookTagger`: the public face of the room, an estimator in scikit-learn's manner."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import expit
from sklearn.base import BaseEstimator
from sklearn.exceptions import NotFittedError

from themekit.errors import UsageError
from themekit.spans import parts_hash
from themekit.tagging.checking import as_contexts, as_labels, masked
from themekit.tagging.kit import Kit
from themekit.tagging.learner import Learned, learn, untaught
from themekit.tagging.precision import holding_precision
from themekit.tagging.prior import prior_log_odds, prior_weights
from themekit.tagging.records import Agreement, Explanation, Prepared, Tag, Verdict

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import ArrayLike, NDArray

    from themekit.codebook import Codebook
    from themekit.language import Analyser
    from themekit.tagging.fitted import Fitted
    from themekit.vectors import Encoder

    Texts = Sequence[str] | Prepared


class CodebookTagger(BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
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
        better scores from some hundred checked texts on (docs/tagger.md).

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

    def __init__(
        self,
        codebook: Codebook,
        encoder: Encoder | None = None,
        analyser: Analyser | None = None,
        precision: float | None = None,
        deeper: bool = False,  # noqa: FBT001, FBT002 - scikit-learn sets parameters by name
    ) -> None:
        self.codebook = codebook
        self.encoder = encoder
        self.analyser = analyser
        self.precision = precision
        self.deeper = deeper

    # -- learning -----------------------------------------------------------------------------

    def fit(
        self,
        texts: Texts,
        y: ArrayLike,
        context: Sequence[str] | None = None,
        groups: Sequence[str] | None = None,
        looked: ArrayLike | None = None,
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
        seen = np.flatnonzero((labels >= 0).any(axis=1))
        weights = prior_weights()
        if len(seen):
            kept = prepared[seen]
            prior = prior_log_odds(weights, kit.profile, kept)
            who = None if groups is None else [str(groups[int(row)]) for row in seen]
            tunable = kit.encoder if self.deeper else None
            self.learned_ = learn(weights, prior, kept, labels[seen], who, tunable)
            if self.precision is not None:
                self.learned_ = holding_precision(self.learned_, self.precision)
        else:
            self.learned_ = untaught(weights, codes, kit.profile.meaning.shape[1])
        self.n_codes_, self.classes_ = codes, np.arange(codes)
        return self

    # -- suggesting ---------------------------------------------------------------------------

    def prepare(self, texts: Texts, context: Sequence[str] | None = None) -> Prepared:
        """Measure texts once; the result is accepted wherever texts are.

        Parameters
        ----------
        texts : sequence of str or Prepared
            A Prepared of this codebook, encoder and analyser is returned as it is.
        context : sequence of str or None
        """
        kit = self._kit()
        if isinstance(texts, Prepared):
            if texts.key != kit.key:
                raise UsageError(
                    "These texts were prepared with another codebook, encoder or analyser: "
                    "prepare them again with this tagger."
                )
            return texts
        return kit.prepare(list(texts), as_contexts(context, len(texts)))

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
        prepared = self.prepare(texts, context)
        prior = prior_log_odds(prior_weights(), self._kit().profile, prepared)
        return learned.log_odds(prior, prepared)

    def predict(self, texts: Texts, context: Sequence[str] | None = None) -> NDArray[np.int8]:
        """Return 1 where a code is suggested, else 0, of shape (n_texts, n_codes)."""
        scores = self.predict_proba(texts, context)
        return (scores >= self._learned().thresholds).astype(np.int8)

    def suggest(self, texts: Texts, context: Sequence[str] | None = None) -> list[tuple[Tag, ...]]:
        """Return, per text, the codes that are suggested or uncertain, likeliest first."""
        from themekit.tagging.fitted import suggested

        return suggested(self._kit(), self._learned(), self.prepare(texts, context))

    def explain(
        self, texts: Texts, context: Sequence[str] | None = None
    ) -> list[dict[str, Explanation]]:
        """Return, per text, why each code (by id) is or is not suggested.

        ``base`` and the weights of ``parts`` sum to ``log_odds``, the log-odds that decided.
        """
        from themekit.tagging.explaining import explain

        learned = self._learned()
        return explain(self._kit(), learned, self.prepare(texts, context))

    # -- deciding what to check, and how far to trust ---------------------------------------------

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
        return choose(self, prepared, labels, k, groups, seed)

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
        from themekit.tagging.gaining import expected_gain

        self._learned()
        prepared = self.prepare(texts, context)
        labels = as_labels(y, len(prepared), len(self.codebook.codes))
        return expected_gain(self, prepared, labels, groups, more)

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
        from themekit.tagging.agreeing import agreements

        return agreements(self.codebook, self._learned(), among)

    def verdicts(self) -> tuple[Verdict, ...]:
        """Return, per code, whether it can be left to the machine."""
        from themekit.tagging.verdicts import verdicts

        return verdicts(self.codebook, self._learned())

    # -- keeping ------------------------------------------------------------------------------

    def save(self, path: str | Path) -> None:
        """Write the fitted tagger to a folder as tagger.json and tagger.npz, without pickle.

        What the deeper mode learned stands in deeper.safetensors.
        """
        from themekit.tagging.deepkeeping import save_deep
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
        from themekit.tagging.deepkeeping import load_deep
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
        from themekit.tagging.fitted import Fitted

        kit = self._kit()
        return Fitted(kit.codebook, kit.profile, self._learned(), kit.key, self.state_hash)

    @property
    def state_hash(self) -> str:
        """Hash of everything that influences what this tagger says."""
        from themekit.tagging.deepkeeping import deep_hash
        from themekit.tagging.persistence import state_hash

        learned = self._learned()
        found = state_hash(self._kit(), learned)
        return found if learned.deep is None else parts_hash(found, deep_hash(learned.deep))

    # -- inside -------------------------------------------------------------------------------

    def _kit(self) -> Kit:
        """Return encoder, analyser and profile, made when first needed and again if exchanged."""
        key = (id(self.codebook), id(self.encoder), id(self.analyser))
        held: tuple[Any, Kit] | None = self.__dict__.get("_held")
        if held is None or held[0] != key:
            held = (key, Kit.build(self.codebook, self.encoder, self.analyser))
            self._held = held
        return held[1]

    def _learned(self) -> Learned:
        if not hasattr(self, "learned_"):
            raise NotFittedError(
                "This CodebookTagger has not been fitted: call fit(texts, y) first, "
                "or fit([], []) for the codebook alone."
            )
        learned: Learned = self.learned_
        return learned

    def __getstate__(self) -> dict[str, Any]:
        """Leave out what is made again: models do not belong into a pickle."""
        state: dict[str, Any] = super().__getstate__()
        state.pop("_held", None)
        return state

    def __sklearn_is_fitted__(self) -> bool:
        """Tell scikit-learn whether `fit` was called."""
        return hasattr(self, "learned_")
