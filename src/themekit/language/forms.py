"""Which words are forms of one word: as the analysis has it, and as a participle's verb has it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_ENDINGS = ("ing", "ed")
_VOWELS = frozenset("aeiouy")
_SHORTEST = 3
_NO_PARTICIPLES = frozenset({"evening", "during"})


def word_forms(word: Token) -> set[str]:
    """Return what a word can be found by, in lower case: itself and the words it is a form of.

    An analysis calls "the opening hours" a noun, which is its own basic form, and "I am tired" an
    adjective; whoever looks for "open" or "tire" means them as well. So an English participle is
    traced back to its verb too, whatever part it plays. Words made from others ("helper",
    "helpful") are words of their own.

    Parameters
    ----------
    word : spacy.tokens.Token
        With its lemma and part of speech.
    """
    lower = word.lower_
    found = {lower, word.lemma_.lower()} - {""}
    if word.vocab.lang == "en" and word.pos_ not in {"VERB", "AUX"}:
        found |= _verbs(lower)
    return found


def _verbs(word: str) -> set[str]:
    """Return the verbs that an English word can be a participle of, by its letters alone."""
    ending = next((one for one in _ENDINGS if word.endswith(one)), "")
    stem = word.removesuffix(ending)
    if not ending or word in _NO_PARTICIPLES or len(stem) < _SHORTEST or not _VOWELS & set(stem):
        return set()
    if stem[-1] == stem[-2]:
        return {stem, stem[:-1]}  # calling, planning
    married = {f"{stem[:-1]}y"} if ending == "ed" and stem[-1] == "i" else set()
    return {stem, f"{stem}e"} | married
