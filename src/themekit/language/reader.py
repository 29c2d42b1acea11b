"""spaCy with the recogniser of names in it, and a list of the words that are in the dictionary."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from themekit.language.analyser import BATCH, DEFAULT_MODEL, analyser_key

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_KINDS_OF_WORDS = ("noun", "verb", "adj", "adv")


class Reader:
    """Reads texts for names; unlike an `Analyser` it needs the recogniser of entities.

    Parameters
    ----------
    nlp : spacy.language.Language
    """

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def docs(self, texts: Sequence[str]) -> Iterator[Doc]:
        """Yield one document a text, in order, with entities."""
        yield from self._nlp.pipe(texts, batch_size=BATCH)

    def is_word(self, word: str) -> bool:
        """Tell whether the model's dictionary has a word, whatever it means; lower case."""
        return word in self._words

    @cached_property
    def _words(self) -> frozenset[str]:
        lookups = getattr(self._nlp.get_pipe("lemmatizer"), "lookups", None)
        if lookups is None or "lemma_index" not in lookups.tables:
            return frozenset()
        table = lookups.get_table("lemma_index")
        return frozenset(word for kind in _KINDS_OF_WORDS for word in table.get(kind, ()))


def load_reader(model: str | None = None) -> Reader:
    """Load a spaCy model of this machine with its recogniser of entities.

    Raises
    ------
    UsageError
        If the model is not installed.
    """
    analyser_key(model)
    import spacy

    nlp = spacy.load(model or DEFAULT_MODEL, exclude=["parser"])
    nlp.max_length = 10_000_000
    return Reader(nlp)
