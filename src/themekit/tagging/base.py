"""A tagger's parameters, its models and what it learned: what all that it can do stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sklearn.base import BaseEstimator
from sklearn.exceptions import NotFittedError

from themekit.errors import UsageError
from themekit.tagging.kit import Kit
from themekit.tagging.records import Prepared
from themekit.tagging.validating import as_contexts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themekit.codebook import Codebook
    from themekit.language import Analyser
    from themekit.tagging.learner import Learned
    from themekit.vectors import Encoder

    Texts = Sequence[str] | Prepared


class TaggerBase(BaseEstimator):  # type: ignore[misc]  # scikit-learn has no types
    """Parameters as scikit-learn wants them, and models that are made when first needed."""

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
