"""Patterns: what is allowed, and what is said of the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from themekit._yaml import read_yaml
from themekit.codebook import Code, Codebook, TokenPattern, pattern_words, words_at
from themekit.codebook._patterns import FLAGS, PARTS_OF_SPEECH, read_pattern

if TYPE_CHECKING:
    from pathlib import Path


def read(folder: Path, pattern: str) -> tuple[Any, list[tuple[int | None, str]]]:
    """Read one pattern, written on the third line of a file."""
    path = folder / "x.yaml"
    path.write_text(f"a:\n\n- {pattern}\n", encoding="utf-8")
    source, problems = read_yaml(path, "x.yaml")
    assert source is not None, problems
    found, said = read_pattern(source, source.data["a"][0], ("a", 0))
    return found, [(one.line, str(one)) for one in said]


@pytest.mark.parametrize(
    ("written", "spec"),
    [
        ("[{LOWER: need}]", [{"LOWER": "need"}]),
        ("[{LEMMA: need, POS: NOUN}]", [{"LEMMA": "need", "POS": "NOUN"}]),
        ("[{LEMMA: {IN: [a, b]}}]", [{"LEMMA": {"IN": ["a", "b"]}}]),
        ("[{POS: {IN: [ADJ, ADV]}, OP: '?'}, {LOWER: no}]", None),
        ("[{IS_DIGIT: true}]", [{"IS_DIGIT": True}]),
        ("[{LOWER: a}, {OP: '{0,5}'}, {LOWER: b}]", None),
        ("[{LOWER: a}, {OP: '{2}'}]", [{"LOWER": "a"}, {"OP": "{2}"}]),
        ("[{LOWER: a}, {IS_STOP: no, OP: '{1, 3}'}]", None),
    ],
)
def test_a_token_pattern_is_what_spacy_takes(
    tmp_path: Path, written: str, spec: list[dict[str, Any]] | None
) -> None:
    """LOWER, LEMMA, POS, flags, IN and bounded repeats are allowed."""
    pattern, problems = read(tmp_path, written)
    assert problems == []
    assert isinstance(pattern, TokenPattern)
    assert spec is None or pattern.spec() == spec


def test_a_text_is_a_lemma_phrase(tmp_path: Path) -> None:
    """Spaces are made single; a number is a text as well."""
    assert read(tmp_path, "'complicated   need '") == ("complicated need", [])
    assert read(tmp_path, "2021") == ("2021", [])


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("'...'", "the pattern '...' holds no word"),
        ("''", "the pattern '' holds no word"),
        ("[]", "a pattern should be a phrase or a list of tokens"),
        ("{LOWER: a}", "a pattern should be a phrase or a list of tokens (such as"),
        ("[a]", "a token should be a mapping such as {LOWER: need}, not 'a'"),
        ("[{}]", "the pattern matches anything, because no token of it is required"),
        ("[{LOWER: a, OP: '?'}]", "no token of it is required (give one token LOWER or LEMMA"),
        ("[{LOWER: a, OP: '{0,2}'}, {}]", "no token of it is required"),
        ("[{LOWER: a, OP: '*'}]", "OP '*' is not allowed in a token pattern (use {0,5})"),
        ("[{LOWER: a, OP: +}]", "OP '+' is not allowed in a token pattern (use {1,5})"),
        ("[{LOWER: a, OP: '!'}]", "OP '!' is not allowed"),
        ("[{LOWER: a, OP: '{2,}'}]", "OP '{2,}' is not allowed in a token pattern (use {2,5})"),
        ("[{LOWER: a, OP: '{,3}'}]", "OP '{,3}' is not allowed in a token pattern (use {0,3})"),
        ("[{LOWER: a, OP: '{1,6}'}]", "OP '{1,6}' is not allowed"),
        ("[{LOWER: a, OP: '{3,2}'}]", "use {n,m} with n at most m and m from 1 to 5"),
        ("[{LOWER: a, OP: '{0}'}]", "OP '{0}' is not allowed"),
        ("[{LOWER: a, OP: twice}]", "OP 'twice' is not allowed in a token pattern (use ? or {n,m"),
        ("[{LOWER: {REGEX: a.*}}]", "'REGEX' is not allowed in a token pattern (use LEMMA, or"),
        ("[{REGEX: a.*}]", "'REGEX' is not allowed in a token pattern (use LEMMA, or"),
        ("[{LOWER: {FUZZY: a}}]", "'FUZZY' is not allowed in a token pattern (list the spellings"),
        ("[{LEMMA: {NOT_IN: [a]}}]", "'NOT_IN' is not allowed in a token pattern (list what is"),
        ("[{LEMMA: {IM: [a]}}]", "'IM' is not allowed in a token pattern (write LEMMA: {IN: [...]"),
        ("[{LEMMA: {IN: a}}]", "IN should be a list of texts, not 'a'"),
        ("[{LEMMA: {IN: []}}]", "IN should be a list of texts"),
        ("[{LEMMA: {IN: [{a: b}]}}]", "LEMMA should be a text"),
        ("[{LEMMA: [a, b]}]", "LEMMA cannot be a list (write LEMMA: {IN: [...]})"),
        ("[{LEMMA: ''}]", "LEMMA should be a text, not ''"),
        ("[{LOWER: Money}]", "LOWER: 'Money' can never match (write 'money')"),
        ("[{LOWER: two words}]", "'two words' can never match, a token is one word"),
        ("[{POS: NUON}]", "'NUON' is not a part of speech (did you mean 'NOUN'?)"),
        ("[{TEXT: a}]", "'TEXT' is not allowed in a token pattern (use LOWER)"),
        ("[{lower: a}]", "'lower' is not allowed in a token pattern (did you mean 'LOWER'?)"),
        ("[{IS_OOV: yes, LOWER: a}]", "'IS_OOV' is not allowed in a token pattern"),
        ("[{IS_DIGIT: perhaps}]", "IS_DIGIT should be true or false, not 'perhaps'"),
    ],
)
def test_a_pattern_that_cannot_be_used_names_the_alternative(
    tmp_path: Path, written: str, words: str
) -> None:
    """Each comes with its line and a way out."""
    pattern, problems = read(tmp_path, written)
    assert pattern is None
    assert [line for line, _ in problems] == [3]
    assert words in problems[0][1]


def test_every_token_of_a_pattern_is_checked(tmp_path: Path) -> None:
    """All that is wrong with a pattern is said at once."""
    _, problems = read(tmp_path, "[{LOWER: A, OP: '*'}, {LEMA: b}]")
    assert len(problems) == 3


def test_one_phrase_stands_for_a_list(tmp_path: Path) -> None:
    """The lists of a code accept a single text, patterns too."""
    path = tmp_path / "cb.yaml"
    path.write_text("codes:\n- {name: A, patterns: waiting list}\n", encoding="utf-8")
    assert Codebook.load(path).codes[0].patterns == ("waiting list",)


@pytest.mark.models
def test_our_flags_and_parts_of_speech_are_spacys() -> None:
    """What we let through is known to spaCy's matcher."""
    from spacy.parts_of_speech import IDS
    from spacy.schemas import TokenPattern as Schema

    known = {name.upper() for name in Schema.model_fields if name.startswith("is_")}
    assert set(FLAGS) == known
    assert set(PARTS_OF_SPEECH) == set(IDS) - {"", "EOL"}


@pytest.mark.models
def test_spacys_matcher_takes_every_kind_of_token() -> None:
    """A pattern with all that is allowed passes spaCy's own validation."""
    import spacy
    from spacy.matcher import Matcher

    pattern = TokenPattern(
        (
            (("LOWER", ("waiting", "wait")),),
            (("IS_PUNCT", True), ("OP", "?")),
            (("OP", "{0,2}"),),
            (("LOWER", "list"), ("IS_SENT_START", False)),
        )
    )
    nlp = spacy.blank("en")
    matcher = Matcher(nlp.vocab, validate=True)
    matcher.add("x", [pattern.spec()])
    assert matcher(nlp("the waiting - list is long"))


def test_token_patterns_are_told_in_words() -> None:
    """Alternatives stand with bars between them."""
    pattern = TokenPattern(((("LEMMA", ("rent", "bill")),), (("LOWER", "due"),)))
    assert pattern_words(pattern) == "rent|bill due"


def test_words_are_found_by_their_list_and_place() -> None:
    """Where nothing stands there are no words."""
    code = Code("a", "A", examples=("one", "two"), patterns=("three",))
    assert words_at(code, "example", 1) == "two"
    assert words_at(code, "negated pattern", 0) == "three"
    assert words_at(code, "near miss", 0) == ""
