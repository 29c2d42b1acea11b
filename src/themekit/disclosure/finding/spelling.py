"""Names as people type them: a letter wrong, two swapped, a possessive without its apostrophe."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

_LONG_ENOUGH = 5
"""Letters from which on one wrong letter leaves no doubt which name is meant."""
_GLUED = ("was", "said", "says", "told", "and", "is", "has", "had", "came", "who", "asked", "rang")


class Spellings:
    """Tells whether a word is nearly one of many names.

    Two words that differ in one letter, or in two neighbours swapped, share a form from which one
    letter is left out; so each name is kept under all its forms.

    Parameters
    ----------
    names : iterable of str
        Lower case.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self._names = frozenset(names)
        self._forms = {
            form for name in self._names if len(name) >= _LONG_ENOUGH for form in _forms(name)
        }

    def nearly(self, word: str) -> bool:
        """Tell whether a word is one wrong letter away from a name; it is none itself."""
        return len(word) >= _LONG_ENOUGH and any(form in self._forms for form in _forms(word))

    def within(self, word: str) -> int:
        """Return how many letters at the beginning of a word are a name, glued to what follows.

        0 where none are.
        """
        for ending in _GLUED:
            stem = word.removesuffix(ending)
            if (
                stem != word
                and len(stem) >= _LONG_ENOUGH
                and (stem in self._names or self.nearly(stem))
            ):
                return len(stem)
        return 0


def _forms(word: str) -> Iterator[str]:
    """Yield a word and what is left of it without one letter."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
