"""The words and noun phrases that an analysed text is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

_HEADS = frozenset({"NOUN", "PROPN"})
_WITHIN = frozenset({"NOUN", "PROPN", "ADJ"})
_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
LONGEST = 3
"""Words of a noun phrase that is counted as one term."""


def terms(doc: Doc) -> tuple[str, ...]:
    """Return the content words and noun phrases of a text, as lemmas in lower case.

    Parameters
    ----------
    doc : spacy.tokens.Doc
        With lemmas and parts of speech; no parser is needed.

    Returns
    -------
    tuple of str
        In the order of the text, with repeats; phrases follow the words that they hold.
    """
    found = [_lemma(word) for word in doc if word.pos_ in _CONTENT and _says_something(word)]
    return (*found, *_phrases(doc))


def _phrases(doc: Doc) -> Iterator[str]:
    """Yield runs of adjectives and nouns that end in a noun."""
    run: list[Token] = []
    for word in (*doc, None):
        if word is not None and word.pos_ in _WITHIN and _says_something(word):
            run.append(word)
            continue
        while run and run[-1].pos_ not in _HEADS:
            run.pop()
        if len(run) > 1:
            yield " ".join(_lemma(one) for one in run[-LONGEST:])
        run = []


def _says_something(word: Token) -> bool:
    return word.is_alpha and not word.is_stop and len(word) > 1


def _lemma(word: Token) -> str:
    return (word.lemma_ or word.text).lower()
