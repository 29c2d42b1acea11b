"""Which lemmas a word can have, whatever stands around it: what a search can leave out.

A rule-based lemmatiser looks a form up, or changes its ending, by its part of speech. Which part
of speech it is takes the model; what all of them together could give does not.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.language import Language

_FORM = ("LOWER", "TEXT", "ORTH")


class PossibleLemmas:
    """The lemmas that a pipeline could give to a word.

    Parameters
    ----------
    nlp : spacy.language.Language
        With a lemmatiser of which `lemmas_can_be_told` holds.
    """

    def __init__(self, nlp: Language) -> None:
        lookups: Any = nlp.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
        tables = (lookups.get_table(name, {}) for name in ("lemma_rules", "lemma_exc"))
        rules, exceptions = (list(table.values()) for table in tables)
        self._endings = tuple({(old, new) for table in rules for old, new in table})
        self._exceptions = exceptions
        self._ruled = list(_ruled(nlp))

    def __call__(self, word: str) -> set[str]:
        """Return every lemma that `word` could get; some of them it never will."""
        low = word.lower()
        found = {word, low}
        found.update(low[: len(low) - len(old)] + new for old, new in self._endings
                     if low.endswith(old))  # fmt: skip
        for table in self._exceptions:
            found.update(table.get(low, ()))
        found.update(lemma for form, lemma in self._ruled if form.fullmatch(low))
        return found


def lemmas_can_be_told(nlp: Language) -> bool:
    """Tell whether a pipeline's lemmas come from rules that are known here."""
    from spacy.pipeline import Lemmatizer

    if "lemmatizer" not in nlp.pipe_names:
        return False
    lemmatizer = nlp.get_pipe("lemmatizer")
    return (
        isinstance(lemmatizer, Lemmatizer)
        and lemmatizer.mode == "rule"
        and type(lemmatizer).rule_lemmatize is Lemmatizer.rule_lemmatize
    )


def _ruled(nlp: Language) -> Iterator[tuple[re.Pattern[str], str]]:
    """Yield the lemmas that the attribute ruler sets by itself, each with its words."""
    if "attribute_ruler" not in nlp.pipe_names:
        return
    ruler: Any = nlp.get_pipe("attribute_ruler")
    for rule in ruler.patterns:
        if "LEMMA" in rule["attrs"]:
            for pattern in rule["patterns"]:
                form = _form(pattern[rule["index"]])
                yield re.compile(form, re.IGNORECASE), rule["attrs"]["LEMMA"]


def _form(token: dict[str, Any]) -> str:
    """Return an expression for the words that one token of a pattern allows."""
    asked: Any = next((token[name] for name in _FORM if name in token), {})
    if isinstance(asked, str):
        return re.escape(asked)
    if set(asked) == {"IN"}:
        return "|".join(map(re.escape, _texts(asked["IN"])))
    return f".*(?:{asked['REGEX']}).*" if set(asked) == {"REGEX"} else ".*"


def _texts(values: Iterable[Any]) -> Iterator[str]:
    return (str(value) for value in values)
