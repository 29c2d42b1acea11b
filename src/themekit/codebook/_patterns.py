"""Patterns of a code: lemma phrases, and the part of spaCy's token patterns that stays fast.

Unbounded repeats and regular expressions are refused, because a matcher with them runs for
minutes on long texts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from themekit._yaml import Loc, YamlFile, as_flag, did_you_mean, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.errors import Problem

Value = str | bool | tuple[str, ...]

MAX_REPEAT = 5
FLAGS = [
    "IS_ALPHA",
    "IS_ASCII",
    "IS_BRACKET",
    "IS_CURRENCY",
    "IS_DIGIT",
    "IS_LEFT_PUNCT",
    "IS_LOWER",
    "IS_PUNCT",
    "IS_QUOTE",
    "IS_RIGHT_PUNCT",
    "IS_SENT_START",
    "IS_SPACE",
    "IS_STOP",
    "IS_TITLE",
    "IS_UPPER",
]
PARTS_OF_SPEECH = [
    "ADJ",
    "ADP",
    "ADV",
    "AUX",
    "CCONJ",
    "CONJ",
    "DET",
    "INTJ",
    "NOUN",
    "NUM",
    "PART",
    "PRON",
    "PROPN",
    "PUNCT",
    "SCONJ",
    "SPACE",
    "SYM",
    "VERB",
    "X",
]
_TEXTS = ("LOWER", "LEMMA", "POS")
_KEYS = (*_TEXTS, *FLAGS, "OP")
_INSTEAD = {
    "REGEX": "use LEMMA, or {IN: [...]} with the forms",
    "FUZZY": "list the spellings with {IN: [...]}",
    "NOT_IN": "list what is wanted with {IN: [...]}",
    "TEXT": "use LOWER",
    "ORTH": "use LOWER",
}
_OPS = {"*": "{0,5}", "+": "{1,5}", "!": "a second pattern"}


@dataclass(frozen=True, slots=True)
class TokenPattern:
    """One spaCy token pattern.

    Attributes
    ----------
    tokens : tuple of tuple of (key, value)
        A value is a text, a flag, or a tuple of texts that stands for ``{"IN": [...]}``.
    """

    tokens: tuple[tuple[tuple[str, Value], ...], ...]

    def spec(self) -> list[dict[str, Any]]:
        """Return the pattern as spaCy's ``Matcher.add`` takes it."""
        return [
            {key: {"IN": list(v)} if isinstance(v, tuple) else v for key, v in token}
            for token in self.tokens
        ]


Pattern = str | TokenPattern


def read_pattern(
    source: YamlFile, data: Any, loc: Loc
) -> tuple[Pattern | None, tuple[Problem, ...]]:
    """Read the pattern that stands at `loc`: a text is a lemma phrase, a list is token by token."""
    if isinstance(data, str):
        phrase = " ".join(data.split())
        if any(character.isalnum() for character in phrase):
            return phrase, ()
        return None, (source.problem(loc, f"the pattern '{data}' holds no word"),)
    if not isinstance(data, list) or not data:
        message = "a pattern should be a phrase or a list of tokens"
        hint = 'such as "complicated need", or with brackets [{LEMMA: complicated}, {LEMMA: need}]'
        return None, (source.problem(loc, message, hint),)
    problems: list[Problem] = []
    tokens = []
    for index, token in enumerate(data):
        pairs, found = _token(source, token, (*loc, index))
        tokens.append(pairs)
        problems += found
    if not problems and not any(_binding(pairs) for pairs in tokens):
        message = "the pattern matches anything, because no token of it is required"
        problems.append(source.problem(loc, message, "give one token LOWER or LEMMA and no OP"))
    return (None if problems else TokenPattern(tuple(tokens))), tuple(problems)


def _binding(pairs: tuple[tuple[str, Value], ...]) -> bool:
    """Tell whether a token has to be there and says something of it."""
    given = dict(pairs)
    operator = str(given.pop("OP", ""))
    return bool(given) and operator != "?" and not operator.startswith("{0")


def _token(
    source: YamlFile, data: Any, loc: Loc
) -> tuple[tuple[tuple[str, Value], ...], tuple[Problem, ...]]:
    if not isinstance(data, dict):
        message = f"a token should be a mapping such as {{LOWER: need}}, not '{data}'"
        return (), (source.problem(loc, message),)
    pairs: list[tuple[str, Value]] = []
    problems: list[Problem] = []
    for key, raw in data.items():
        value, complaints = _value(key, raw)
        problems += [source.problem((*loc, key), *complaint) for complaint in complaints]
        if value is not None:
            pairs.append((key, value))
    return tuple(pairs), tuple(problems)


def _value(key: str, raw: Any) -> tuple[Value | None, list[tuple[str, str]]]:
    """Return what stands behind a token's key, or (message, hint) of what is wrong with it."""
    if key in _TEXTS:
        complaints = list(_text_complaints(key, raw))
        if complaints:
            return None, complaints
        return (raw if isinstance(raw, str) else tuple(raw["IN"])), []
    if key in FLAGS:
        flag = as_flag(raw) if isinstance(raw, str) else None
        if flag is None:
            return None, [(f"{key} should be true or false, not '{raw}'", "")]
        return flag, []
    if key == "OP":
        message = _operator_complaint(str(raw).replace(" ", ""))
        return (None, [message]) if message else (str(raw).replace(" ", ""), [])
    hint = _INSTEAD.get(key, did_you_mean(key, _KEYS))
    return None, [(f"'{key}' is not allowed in a token pattern", hint)]


def _text_complaints(key: str, raw: Any) -> Iterator[tuple[str, str]]:
    """Say what is wrong with the value of LOWER, LEMMA or POS."""
    if isinstance(raw, dict):
        for inner in raw:
            if inner != "IN":
                hint = _INSTEAD.get(inner, f"write {key}: {{IN: [...]}}")
                yield f"'{inner}' is not allowed in a token pattern", hint
        if set(raw) != {"IN"}:
            return
        raw = raw["IN"]
        if not isinstance(raw, list) or not raw:
            yield f"IN should be a list of texts, not '{raw}'", ""
            return
    elif isinstance(raw, list):
        yield f"{key} cannot be a list", f"write {key}: {{IN: [...]}}"
        return
    for word in raw if isinstance(raw, list) else [raw]:
        yield from _word_complaints(key, word)


def _word_complaints(key: str, word: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(word, str) or not word.strip():
        yield f"{key} should be a text, not '{word}'", ""
    elif key == "POS":
        if word not in PARTS_OF_SPEECH:
            hint = did_you_mean(word, PARTS_OF_SPEECH)
            yield f"'{word}' is not a part of speech", hint or listed(PARTS_OF_SPEECH)
    elif " " in word.strip():
        yield f"{key}: '{word}' can never match, a token is one word", "write one token a word"
    elif key == "LOWER" and word != word.lower():
        yield f"LOWER: '{word}' can never match", f"write '{word.lower()}'"


def _operator_complaint(operator: str) -> tuple[str, str] | None:
    """Say what is wrong with an OP and what to write, or None."""
    message = f"OP '{operator}' is not allowed in a token pattern"
    if operator == "?":
        return None
    if operator in _OPS:
        return message, f"use {_OPS[operator]}"
    repeat = re.fullmatch(r"\{(\d*)(,?)(\d*)\}", operator)
    if not repeat or not (repeat[1] or repeat[3]):
        return message, "use ? or {n,m} with m at most 5"
    low = int(repeat[1] or 0)
    if repeat[2] and not (repeat[1] and repeat[3]):
        return message, f"use {{{min(low, MAX_REPEAT)},{int(repeat[3] or MAX_REPEAT)}}}"
    high = int(repeat[3] or low)
    if not 1 <= high <= MAX_REPEAT or low > high:
        return message, f"use {{n,m}} with n at most m and m from 1 to {MAX_REPEAT}"
    return None
