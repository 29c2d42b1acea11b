"""The same part-of-speech rules of a spaCy model, looked up instead of matched anew.

A model's attribute ruler tries some 180 patterns on every token, which is a third of the time that
spaCy takes. Nearly all of them look at one token, and at few attributes of it: what they say of
a token once, they say of every token like it. The few patterns of several tokens are still matched.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    Match = tuple[int, int, int]

RULER = "attribute_ruler"
_KNOWN_BY = {"TAG": "TAG", "LOWER": "LOWER", "DEP": "DEP", "IS_SPACE": "IS_SPACE", "TEXT": "ORTH"}
_MOST = 200_000
"""Kinds of tokens that are remembered, so that no text can fill the memory."""


def remember_rules(nlp: Language) -> None:
    """Let a model's ruler remember what it found, where its patterns ask for little of a token."""
    if RULER not in nlp.pipe_names:
        return
    ruler: Any = nlp.get_pipe(RULER)
    asked = {name for token in _alone(ruler) for name in token}
    if asked and asked <= _KNOWN_BY.keys():
        ruler.matcher = _Remembering(ruler, sorted({_KNOWN_BY[name] for name in asked}))


def _alone(ruler: Any) -> Iterable[dict[str, Any]]:
    """Yield the patterns of one token."""
    return (pattern[0] for rule in ruler.patterns for pattern in rule["patterns"] if _one(pattern))


def _one(pattern: list[dict[str, Any]]) -> bool:
    return len(pattern) == 1 and "OP" not in pattern[0]


class _Remembering:
    """Called as the ruler calls its matcher, with the same answer."""

    def __init__(self, ruler: Any, attributes: list[str]) -> None:
        from spacy.matcher import Matcher

        self.get = ruler.matcher.get  # by which the ruler can still tell its patterns
        self._attributes: list[int | str] = [*attributes]
        self._found: dict[tuple[int, ...], tuple[int, ...]] = {}
        self._single: Any = Matcher(ruler.vocab)
        self._several: Any = Matcher(ruler.vocab)
        for number, rule in enumerate(ruler.patterns):
            single = [pattern for pattern in rule["patterns"] if _one(pattern)]
            several = [pattern for pattern in rule["patterns"] if not _one(pattern)]
            if single:
                self._single.add(str(number), single)
            if several:
                self._several.add(str(number), several)

    def __call__(self, doc: Doc, **options: bool) -> Sequence[Match]:
        """Return (rule, start, end) of every match."""
        seen: Any = doc.to_array(self._attributes).reshape(len(doc), len(self._attributes))
        kinds = [tuple(kind) for kind in seen.tolist()]
        found = self._found
        if len(found) > _MOST:
            found.clear()
        for at, kind in enumerate(kinds):
            if kind not in found:
                alone = self._single(doc[at : at + 1], **options)
                found[kind] = tuple(rule for rule, _, _ in alone)
        several: list[Match] = self._several(doc, **options)
        return [
            (rule, at, at + 1) for at, kind in enumerate(kinds) for rule in found[kind]
        ] + several
