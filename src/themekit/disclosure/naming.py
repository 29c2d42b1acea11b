"""What is suggested to stand for words by which somebody is known: alike over the whole study."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from themekit.disclosure.replacements import Replacements
from themekit.names import folded
from themekit.records import Document

_LABELS = {
    "name": "name",
    "known": "name",
    "place": "place",
    "address": "place",
    "organisation": "organisation",
    "phone": "phone number",
    "email": "email address",
    "title": "post",
    "age": "age",
    "date": "date",
    "number": "number",
    "web": "web address",
    "circumstance": "circumstance",
}
_OTHER = "detail"
_OF_PEOPLE = frozenset({"name", "known"})
LONGEST = 80
"""Signs of what stands for words, at most."""


class Naming:
    """What stands for what in a study, and what is to be suggested next.

    Parameters
    ----------
    documents : iterable of Document
    replaced : Replacements
    """

    def __init__(self, documents: Iterable[Document], replaced: Replacements) -> None:
        self._shown: Counter[str] = Counter()
        self._pairs: dict[str, dict[str, str]] = {}
        for document in documents:
            for one in replaced.of(document.id):
                words = " ".join(document.text[one.start : one.end].split())
                self._shown[one.shown] += 1
                self._pairs.setdefault(folded(words), {}).setdefault(one.shown, words)
        self._given: dict[str, str] = dict(replaced.known)
        self._taken = {folded(one) for one in self._shown}
        self._numbers: dict[str, int] = {}

    @property
    def shown(self) -> tuple[str, ...]:
        """All that stands for something, those that stand most often first."""
        return tuple(sorted(self._shown, key=lambda one: (-self._shown[one], one)))

    def suggest(self, words: str, kind: str) -> str:
        """Return what might stand for words: what stands for them elsewhere, else a free name.

        A part of a name that was replaced takes what stands for the whole, where that is one alone.
        What was suggested once is suggested again for the same words.
        """
        surface = folded(words)
        found = self._given.get(surface)
        if found is None and kind in _OF_PEOPLE:
            found = self._of_the_whole(surface)
        if found is None:
            found = self._free(_LABELS.get(kind, _OTHER))
        self._given[surface] = found
        self._taken.add(folded(found))
        return found

    def doubts(self) -> tuple[str, ...]:
        """Say where one surface has several replacements, or one replacement several surfaces."""
        told = []
        surfaces: dict[str, list[str]] = {}
        for by_shown in self._pairs.values():
            words = next(iter(by_shown.values()))
            if len(by_shown) > 1:
                named = " and ".join(sorted(by_shown))
                told.append(f"Different things stand for “{words}”: {named}.")
            for shown in by_shown:
                surfaces.setdefault(shown, []).append(words)
        for shown, words_of in surfaces.items():
            if len(words_of) > 1:
                named = ", ".join(f"“{one}”" for one in words_of)
                told.append(
                    f"{shown} stands for different words: {named}. "
                    "That is right where they mean the same."
                )
        return tuple(told)

    def _of_the_whole(self, surface: str) -> str | None:
        parts = set(surface.split())
        found = {
            shown
            for known, by_shown in self._pairs.items()
            if parts and parts < set(known.split())
            for shown in by_shown
        }
        return found.pop() if len(found) == 1 else None

    def _free(self, label: str) -> str:
        number = self._numbers.get(label, 1)
        while folded(f"[{label} {number}]") in self._taken:
            number += 1
        self._numbers[label] = number
        return f"[{label} {number}]"


def bracketed(told: str) -> str:
    """Return what somebody wrote as it stands in a text: in brackets, on one line."""
    words = " ".join(told.split())
    if not words or (words.startswith("[") and words.endswith("]")):
        return words
    return f"[{words.strip('[]')}]"


def why_not(words: str, replacement: str) -> str:
    """Say why something cannot stand for words; nothing where it can."""
    if not replacement.strip("[] "):
        return "Say what is to stand instead, such as [name 1]."
    if len(replacement) > LONGEST:
        return f"What stands instead may have {LONGEST} signs at most."
    surface = folded(words)
    if surface and surface in folded(replacement):
        return "The words that are to be replaced stand in what you wrote instead."
    return ""
