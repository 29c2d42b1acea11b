"""What stands for the words by which somebody is known, wherever text leaves.

Source and offsets stay as they are: a replacement is a range of a document's text and the words
that are shown for it. Whoever points at words of a shown text points at words of the original.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from themekit.disclosure.known_words import KnownWords
from themekit.events import Event, Mark
from themekit.names import folded
from themekit.records import Document
from themekit.spans import Span

_WORD = re.compile(r"\S+")
_IN_WORD = re.compile(r"\w\w")


@dataclass(frozen=True, slots=True)
class Replacement:
    """Words of one document, and what stands for them.

    Attributes
    ----------
    start, end : int
        Half-open range of code points of the document's text.
    shown : str
    by : str
        Id of whoever decided it.
    event_id : str
    """

    start: int
    end: int
    shown: str
    by: str = ""
    event_id: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text as it is shown.

    Attributes
    ----------
    text : str
        As it is shown.
    start, end : int
        What it stands for in the document's own text.
    is_replaced : bool
    """

    text: str
    start: int
    end: int
    is_replaced: bool = False


@dataclass(frozen=True, slots=True)
class ShownWord:
    """A word as it is shown; what was replaced is one, however many words it stands for.

    Attributes
    ----------
    first, last : int
        Numbers of the words of the document's own text that it stands for, from 1.
    text : str
    start, end : int
        Range of these words in the document's own text.
    """

    first: int
    last: int
    text: str
    start: int
    end: int


class Replacements:
    """All replacements of a study that are in force.

    What was said last of words holds: a later replacement takes the place of those that it
    touches, and *keep* takes them away. What was said of a former text says nothing of the present.

    Parameters
    ----------
    documents : iterable of Document
    events : iterable of Event
        Marks among them, in order.
    void : collection of str
        Ids of the events that no longer hold.
    """

    def __init__(
        self,
        documents: Iterable[Document],
        events: Iterable[Event] = (),
        void: Collection[str] = (),
    ) -> None:
        self._documents = {one.id: one for one in documents}
        found: dict[str, list[Replacement]] = {}
        for one in events:
            if not isinstance(one, Mark) or one.marking == "read" or one.event_id in void:
                continue
            document = self._documents.get(one.document)
            if document is None or document.text_hash != one.text_hash:
                continue
            there = found.setdefault(one.document, [])
            there[:] = [it for it in there if it.end <= one.start or one.end <= it.start]
            if one.marking == "replace":
                new = Replacement(one.start, one.end, one.replacement, one.coder, one.event_id)
                there.append(new)
        self._of = {
            document: tuple(sorted(there, key=lambda it: it.start))
            for document, there in found.items()
            if there
        }
        self.known = self._surfaces()
        self._anywhere = KnownWords(self._written())

    def of(self, document: str) -> tuple[Replacement, ...]:
        """Return the replacements of a document, in order and without overlap."""
        return self._of.get(document, ())

    def within(self, document: str, start: int, end: int) -> tuple[Replacement, ...]:
        """Return the replacements that share code points with a range."""
        there = self.of(document)
        first = max(0, bisect_right(there, start, key=lambda it: it.end))
        return tuple(it for it in there[first:] if it.start < end)

    def snap(self, document: str, start: int, end: int) -> Span:
        """Return a range grown so that it cuts no replacement in two."""
        there = self.within(document, start, end)
        if not there:
            return Span(start, end)
        return Span(min(start, there[0].start), max(end, there[-1].end))

    def pieces(self, document: str, start: int = 0, end: int | None = None) -> tuple[Piece, ...]:
        """Return a range of a document as it is shown, snapped to whole replacements.

        Raises
        ------
        KeyError
            If there is no such document.
        """
        text = self._documents[document].text
        start, end = self.snap(document, start, len(text) if end is None else end)
        found, at = [], start
        for one in self.within(document, start, end):
            if at < one.start:
                found.append(Piece(text[at : one.start], at, one.start))
            found.append(Piece(one.shown, one.start, one.end, is_replaced=True))
            at = one.end
        if at < end:
            found.append(Piece(text[at:end], at, end))
        return tuple(found)

    def text(self, document: str, start: int = 0, end: int | None = None) -> str:
        """Return a range of a document as it is shown, as one string."""
        if document not in self._of:  # as nearly all of a large survey
            return self._documents[document].text[start:end]
        return "".join(one.text for one in self.pieces(document, start, end))

    def words(self, document: str, start: int, end: int) -> tuple[ShownWord, ...]:
        """Return the words of a range as they are shown, each with its numbers in the original.

        Words that a replacement touches are one with it: nobody can point at a part of it.
        """
        text = self._documents[document].text
        start, end = self.snap(document, start, end)
        found: list[ShownWord] = []
        for number, one in enumerate(_WORD.finditer(text), start=1):
            if one.start() >= end:
                break
            if one.start() < start:
                continue
            low, high = self.snap(document, one.start(), one.end())
            if found and low < found[-1].end:
                last = found.pop()
                low, first = min(low, last.start), last.first
            else:
                first = number
            high = max(high, one.end())
            low = min(low, one.start())
            found.append(ShownWord(first, number, self.text(document, low, high), low, high))
        return tuple(found)

    def anywhere(self, text: str) -> str:
        """Return words whose place in a document is not known, as they are shown.

        Whatever was replaced anywhere in the study is replaced in them too, as far as its words
        stand in them.
        """
        return self._anywhere.replace(text)

    def replaced_elsewhere(self, document: str, start: int, end: int) -> tuple[str, ...]:
        """Return words of a range that stay in it and are replaced in other places of the study."""
        if not self.known:
            return ()
        found = (
            piece.text[one.start : one.end]
            for piece in self.pieces(document, start, end)
            if not piece.is_replaced
            for one in self._anywhere.find(piece.text)
        )
        return tuple(dict.fromkeys(found))

    def _written(self) -> Iterator[tuple[str, str]]:
        """Yield what was replaced as it is written, and what stands for it.

        Of a word that was replaced in part the whole word too: a part of one is found nowhere.
        """
        for document, there in self._of.items():
            text = self._documents[document].text
            for one in there:
                yield text[one.start : one.end], one.shown
                low, high = _whole(text, one.start, one.end)
                if (low, high) != (one.start, one.end):
                    low, high = self.snap(document, low, high)
                    yield text[low:high], self.text(document, low, high)

    def _surfaces(self) -> Mapping[str, str]:
        """Return what stands for which words, folded; where several do, what stands most often."""
        counted: dict[str, Counter[str]] = {}
        for document, there in self._of.items():
            text = self._documents[document].text
            for one in there:
                surface = folded(text[one.start : one.end])
                if surface:
                    counted.setdefault(surface, Counter())[one.shown] += 1
        return {
            surface: min(shown, key=lambda name: (-shown[name], name))
            for surface, shown in counted.items()
        }


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a range grown to the ends of the words that it cuts."""
    while 0 < start < len(text) and _IN_WORD.match(text[start - 1 : start + 1]):
        start -= 1
    while 0 < end < len(text) and _IN_WORD.match(text[end - 1 : end + 1]):
        end += 1
    return start, end
