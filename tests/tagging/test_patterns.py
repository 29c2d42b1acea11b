"""Patterns: lemma phrases, token patterns, and negation."""

from __future__ import annotations

import pytest

from themekit.codebook import Code, Codebook, TokenPattern
from themekit.tagging.patterns import PatternMatcher


@pytest.fixture(scope="module")
def find(analyser):
    """Return a function that lists (matched words, negated) of two patterns in a text."""
    patterns = ("complicated need", TokenPattern(((("LOWER", "waiting"),), (("LEMMA", "list"),))))
    codebook = Codebook("x", codes=(Code(id="a", name="A", patterns=patterns),))
    matcher = PatternMatcher(codebook, analyser)

    def hits(text):
        doc = next(iter(analyser.docs([text])))
        return [(text[hit.start : hit.end], hit.negated) for hit in matcher.hits(doc)]

    return hits


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They have complicated needs.", [("complicated needs", False)]),
        ("Complicated need", [("Complicated need", False)]),
        ("The waiting lists grew.", [("waiting lists", False)]),
        ("needs that are complicated", []),
        ("", []),
    ],
)
def test_patterns_match_by_lemma(find, text, expected):
    """A phrase matches its inflected forms, in its own order only."""
    assert find(text) == expected


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("There is no waiting list.", True),
        ("They never had complicated needs.", True),
        ("We don't have a waiting list.", True),
        ("We don\u2019t have a waiting list.", True),
        ("I am not sure, but the waiting list grew.", False),
        ("No. The waiting list grew.", False),
        ("It is not only the waiting list.", False),
        ("Without doubt one of the very long and old waiting lists.", False),
        ("The waiting list is not short.", False),
    ],
)
def test_a_negator_before_the_match_in_its_clause_negates_it(find, text, negated):
    """Negators reach a few words, not over a clause's end, and 'not only' negates nothing."""
    assert [flag for _, flag in find(text)] == [negated]


def test_equal_places_count_once(analyser):
    """Two ways of matching the same words are one hit of the pattern."""
    codebook = Codebook("x", codes=(Code(id="a", name="A", patterns=("rent",)),))
    doc = next(iter(analyser.docs(["rent"])))
    assert len(PatternMatcher(codebook, analyser).hits(doc)) == 1
