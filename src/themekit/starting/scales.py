"""Recognise answers that lie on a scale, put them in order, and tell which are positive.

An answer is a grade word with a modifier: "strongly" and "agree" make +3, "not very confident"
makes -2. Answers that all have a grade on the same kind of scale are that scale.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

_MODIFIERS: tuple[tuple[str, float], ...] = (
    (r"\bnot at all\b|\bnot in the least\b", -3.0),
    (r"\bnot (?:very|really|particularly|so|that|too)\b", -1.5),
    (r"\bnot\b", -2.0),
    (r"\b(?:strongly|very|extremely|completely|totally|definitely|highly|entirely|fully)\b", 3.0),
    (r"\b(?:fairly|quite|mostly|generally)\b", 1.5),
    (r"\b(?:somewhat|slightly|rather|a little|a bit|tend to|mildly|partly)\b", 1.0),
)
_PLAIN = 2.0
_GRADED = {  # kind of scale: its word, and its opposite
    "agreement": (r"\bagree\b", r"\bdisagree\b"),
    "satisfaction": (r"\bsatisfied\b|\bhappy\b", r"\b(?:dis|un)satisfied\b|\bunhappy\b"),
    "likelihood": (r"\blikely\b", r"\bunlikely\b"),
    "importance": (r"\bimportant\b", r"\bunimportant\b"),
    "confidence": (r"\bconfident\b", r"\bunconfident\b"),
    "ease": (r"\beasy\b", r"\b(?:difficult|hard)\b"),
    "usefulness": (r"\b(?:useful|helpful)\b", r"\b(?:useless|unhelpful)\b"),
    "change": (r"\bbetter\b|\bimproved\b", r"\bworse\b|\bworsened\b"),
}
_LISTED: dict[str, dict[str, float]] = {
    "frequency": {
        "never": -3, "hardly ever": -2.5, "almost never": -2.5, "very rarely": -2.5, "rarely": -2,
        "seldom": -2, "not often": -2, "occasionally": -1, "once in a while": -1, "sometimes": 0,
        "regularly": 1, "fairly often": 1, "often": 2, "frequently": 2, "usually": 2,
        "most of the time": 2, "very often": 2.5, "very frequently": 2.5, "almost always": 2.7,
        "nearly always": 2.7, "always": 3, "all the time": 3, "less often": -2.2,
        "once a year": -1.9, "yearly": -1.9, "a few times a year": -1.8, "once a month": -0.5,
        "monthly": -0.5, "a few times a month": 0.2, "once a week": 0.5, "weekly": 0.5,
        "several times a week": 1.5, "a few times a week": 1.4, "daily": 2.2, "every day": 2.2,
        "several times a day": 2.6,
    },
    "quality": {
        "terrible": -3, "very bad": -3, "very poor": -3, "bad": -2, "poor": -2, "fair": 0,
        "average": 0, "adequate": 0, "ok": 0, "okay": 0, "acceptable": 0,
        "neither good nor poor": 0, "neither good nor bad": 0, "neutral": 0, "satisfactory": 1,
        "good": 2, "very good": 2.5, "outstanding": 3, "excellent": 3,
    },
    "amount": {
        "not at all": -3, "none": -3, "none at all": -3, "very little": -2, "hardly at all": -2,
        "a little": -1, "a little bit": -1, "slightly": -1, "to a small extent": -1,
        "somewhat": 0, "moderately": 0, "to some extent": 0, "a moderate amount": 0,
        "quite a bit": 1, "quite a lot": 1.5, "a lot": 2, "very": 2, "very much": 2.5,
        "to a great extent": 2.5, "a great deal": 2.7, "extremely": 3, "completely": 3,
    },
}  # fmt: skip
_MIDDLE = re.compile(
    r"neither\b.*|neutral|undecided|unsure|not sure|mixed|no (?:change|difference)|no opinion|"
    r"(?:about |much )?the same(?: as before)?|unchanged|in between|middle"
)
_NO_GRADE = re.compile(r"(?:i )?(?:do not|don'?t|dont) know|no idea|can'?t say|d/?k")
_NUMBERED = re.compile(r"^\s*\(?(\d{1,2})\s*[-.:)=\u2013\u2014]\s*(?=\S)|\s*\((\d{1,2})\)\s*$")
_POSITIVE_KINDS = frozenset((*_GRADED, "quality"))
_LEAST = 2


class Scale(NamedTuple):
    """A recognised scale.

    Attributes
    ----------
    kind : str
        ``agreement``, ``frequency``...
    order, positive : tuple of str
        Answers from lowest to highest, as they were given; those that count as positive.
    missing : tuple of str
        Answers that are off the scale, such as "don't know".
    """

    kind: str
    order: tuple[str, ...]
    positive: tuple[str, ...]
    missing: tuple[str, ...] = ()


def find_scale(answers: Sequence[str]) -> Scale | None:
    """Recognise a scale in the different answers to a question; None where they are none.

    Parameters
    ----------
    answers : sequence of str
        Each answer once, blanks left out.

    Examples
    --------
    >>> find_scale(["Agree", "Strongly agree", "Disagree", "Neutral"]).order
    ('Disagree', 'Neutral', 'Agree', 'Strongly agree')
    """
    off = tuple(one for one in answers if _NO_GRADE.fullmatch(_plain(one)))
    graded = [one for one in answers if one not in off]
    for kind in (*_GRADED, *_LISTED):
        grades = {one: _grade(kind, _plain(one)) for one in graded}
        told = {one: grade for one, grade in grades.items() if grade is not None}
        sided = sum(grade != 0 for grade in told.values())
        if len(told) == len(graded) and len(graded) >= _LEAST and sided:
            order = tuple(sorted(told, key=lambda one: (told[one], _number(one))))
            positive = tuple(one for one in order if told[one] > 0 and kind in _POSITIVE_KINDS)
            return Scale(kind, order, positive, off)
    return None


def _grade(kind: str, answer: str) -> float | None:
    """Return where an answer lies on a kind of scale; None where it does not."""
    if kind in _LISTED:
        return _LISTED[kind].get(answer)
    word, opposite = _GRADED[kind]
    up, down = re.search(word, answer), re.search(opposite, answer)
    if _MIDDLE.fullmatch(answer) or (up and down):
        return 0.0
    if not up and not down:
        return None
    strength = next((by for how, by in _MODIFIERS if re.search(how, answer)), _PLAIN)
    return -strength if down else strength


def _number(answer: str) -> int:
    """Return the number that stands before or after a scale's words; 0 without one."""
    found = _NUMBERED.search(answer)
    return int(found[1] or found[2]) if found else 0


def _plain(answer: str) -> str:
    """Return an answer as it is compared: no number, quotes straightened, lower case."""
    text = _NUMBERED.sub("", answer).replace("\u2019", "'").casefold()
    return " ".join(text.strip(" .!").split())
