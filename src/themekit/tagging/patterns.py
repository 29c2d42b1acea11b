"""Lemma phrases and token patterns of a codebook, matched in texts with negation noticed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.tagging.records import Hit

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc, Span

    from themekit.codebook import Codebook
    from themekit.language import Analyser

NEGATORS = frozenset(
    [
        "no",
        "not",
        "n't",
        "n\u2019t",
        "never",
        "without",
        "none",
        "nobody",
        "nothing",
        "neither",
        "nor",
        "hardly",
        "scarcely",
        "barely",
        "cannot",
    ]
)
WINDOW = 5
_BOUNDS = frozenset(".,;:!?()\u2013\u2014") | {"but", "although", "though", "because", "so"}
_DOUBLE = frozenset({"only", "just"})


class PatternMatcher:
    """Finds the patterns of all codes in analysed texts.

    Parameters
    ----------
    codebook : Codebook
    analyser : Analyser
        Patterns of words are lemmatised by it, so that a phrase means the same in both.
    """

    def __init__(self, codebook: Codebook, analyser: Analyser) -> None:
        from spacy.matcher import Matcher, PhraseMatcher

        self._phrases = PhraseMatcher(analyser.vocab, attr="LEMMA")
        self._literal = PhraseMatcher(analyser.vocab, attr="LOWER")
        self._tokens = Matcher(analyser.vocab)
        self._owner: dict[int, tuple[int, int]] = {}
        self._lemmas: dict[tuple[int, int], tuple[str, ...]] = {}
        phrases = []
        for j, code in enumerate(codebook.codes):
            for k, pattern in enumerate(code.patterns):
                key = f"{j}:{k}"
                self._owner[analyser.vocab.strings.add(key)] = (j, k)
                if isinstance(pattern, str):
                    phrases.append((key, pattern))
                else:
                    self._tokens.add(key, [getattr(pattern, "spec", lambda p=pattern: p)()])
        docs = analyser.docs([pattern for _, pattern in phrases])
        for (key, _), doc in zip(phrases, docs, strict=True):
            self._phrases.add(key, [doc])
            self._literal.add(key, [doc])
            self._lemmas[self._owner[analyser.vocab.strings[key]]] = tuple(
                one.lemma_ for one in doc
            )

    def lemmas(self, code: int, pattern: int) -> tuple[str, ...]:
        """Return the lemmas of a phrase, word by word."""
        return self._lemmas[code, pattern]

    def literal(self, doc: Doc) -> set[tuple[int, int]]:
        """Return the (code, pattern) of the phrases that stand in a text just as they are written.

        The text need not be analysed, only taken apart into words.
        """
        if not len(self._literal):
            return set()
        return {self._owner[match] for match, _, _ in self._literal(doc)}

    def hits(self, doc: Doc) -> tuple[Hit, ...]:
        """Return the matches in a text, in the order in which they stand; equal places once."""
        found = {
            (*self._owner[match.label], match.start_char, match.end_char): negated(doc, match)
            for match in self._matches(doc)
        }
        return tuple(
            Hit(*place, negation) for place, negation in sorted(found.items(), key=_by_place)
        )

    def _matches(self, doc: Doc) -> Iterable[Span]:
        if not self._owner:
            return
        for matcher in (self._phrases, self._literal, self._tokens):
            if len(matcher):
                yield from matcher(doc, as_spans=True)


def _by_place(item: tuple[tuple[int, int, int, int], bool]) -> tuple[int, ...]:
    (code, pattern, start, end), _ = item
    return start, end, code, pattern


def negated(doc: Doc, match: Span) -> bool:
    """Tell whether a negator stands shortly before the match in the same clause.

    A match that itself begins with a negator ('no improvement') is not negated by it; 'not only'
    and 'not just' negate nothing.
    """
    for place in range(match.start - 1, max(-1, match.start - 1 - WINDOW), -1):
        word = doc[place].lower_
        if word in _BOUNDS or doc[place + 1].is_sent_start:
            return False
        if word in NEGATORS:
            return doc[place + 1].lower_ not in _DOUBLE
    return False
