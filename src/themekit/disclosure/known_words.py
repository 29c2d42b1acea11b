"""Words that were replaced somewhere, found again where nobody marked them.

A question, a label or an example repeats a name in other signs than the transcript has it: with an
apostrophe of another shape, an accent as a sign of its own, in capitals. They are the same name.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_SHAPES = str.maketrans({
    **dict.fromkeys("\u2018\u2019\u201b\u02bc\u02b9\u2032`\u00b4\uff07", "'"),
    **dict.fromkeys("\u201c\u201d\u201e\u201f\u2033", '"'),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
})  # fmt: skip
_INVISIBLE = "Cf"


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a text where known words stand, and what is shown for them."""

    start: int
    end: int
    shown: str


class KnownWords:
    """Finds known words as whole words, in any case and shape, the longest first.

    Parameters
    ----------
    words : iterable of pair of str
        Words, and what stands for them; where several do, what stands most often.
    """

    def __init__(self, words: Iterable[tuple[str, str]]) -> None:
        counted: dict[str, Counter[str]] = {}
        for written, shown in words:
            plain = _spaced(_plain(written)[0])
            if plain:
                counted.setdefault(plain, Counter())[shown] += 1
        self._shown = {
            plain: min(shown, key=lambda name: (-shown[name], name))
            for plain, shown in counted.items()
        }
        self._pattern = _pattern(self._shown)

    def find(self, text: str) -> Iterator[Found]:
        """Yield where known words stand in a text, in order and without overlap."""
        if self._pattern is None:
            return
        plain, places = _plain(text)
        for match in self._pattern.finditer(plain):
            start, end = match.span()
            at = (start, end) if places is None else (places[start][0], places[end - 1][1])
            yield Found(*at, self._shown[_spaced(match.group())])

    def replace(self, text: str) -> str:
        """Return a text with what stands for known words."""
        parts, at = [], 0
        for one in self.find(text):
            parts += [text[at : one.start], one.shown]
            at = one.end
        return "".join([*parts, text[at:]])


def _plain(text: str) -> tuple[str, list[tuple[int, int]] | None]:
    """Return a text as it is compared, and the range from which each of its signs comes.

    Without ranges each comes from its own place.
    """
    if text.isascii():
        return text.lower().translate(_SHAPES), None
    signs: list[str] = []
    places: list[tuple[int, int]] = []
    at = 0
    while at < len(text):
        end = at + 1
        while end < len(text) and _is_of_the_sign_before(text[end]):
            end += 1
        made = _compared(text[at:end])
        signs.append(made)
        places += [(at, end)] * len(made)
        at = end
    return "".join(signs), places


def _is_of_the_sign_before(sign: str) -> bool:
    return unicodedata.combining(sign) > 0 or unicodedata.category(sign) == _INVISIBLE


def _compared(cluster: str) -> str:
    """Return one sign, with its accents, as it is compared."""
    seen = "".join(sign for sign in cluster if unicodedata.category(sign) != _INVISIBLE)
    folded = unicodedata.normalize("NFC", seen).translate(_SHAPES).casefold()
    return unicodedata.normalize("NFC", folded)


def _spaced(plain: str) -> str:
    return " ".join(filter(None, re.split(r"[\s_-]+", plain)))


def _pattern(known: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds known words as whole words, the longest first.

    Between them a space, a hyphen or a low line may stand: ids are made from names so.
    """
    ordered = sorted(known, key=lambda one: (-len(one), one))
    if not ordered:
        return None
    spelled = (r"[\s_-]+".join(re.escape(part) for part in one.split()) for one in ordered)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(spelled)})(?![^\W_])")
