"""The study's texts as quotations are looked for in them: word by word, wherever they stand."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from themekit.report.verify.wording import tokens, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.decisions import CodedStudy
    from themekit.disclosure import Replacements
    from themekit.records import Segment

_STARTS = 400
_CANDIDATES = 12


@dataclass(frozen=True, slots=True)
class Passage:
    """Where words stand in the study.

    Attributes
    ----------
    document : str
    start, end : int
        Range of the document's text.
    """

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Stream:
    """Words one after another, with where each stands."""

    text: str
    starts: tuple[int, ...]
    where: tuple[tuple[int, int, int], ...]


class StudyTexts:
    """Finds words in a study's documents, in their own wording and as they are shown.

    Parameters
    ----------
    coded : CodedStudy
    replacements : Replacements
    """

    def __init__(self, coded: CodedStudy, replacements: Replacements) -> None:
        self.coded = coded
        self.replacements = replacements
        self._documents = coded.documents
        self._own = self._stream(
            (at, one.start, one.end, one.word)
            for at, document in enumerate(coded.documents)
            for one in tokens(document.text)
        )

    @cached_property
    def _shown(self) -> _Stream:
        """Return the words of documents in which something is replaced, as they are shown."""
        return self._stream(self._shown_words())

    def _shown_words(self) -> Iterator[tuple[int, int, int, str]]:
        for at, document in enumerate(self._documents):
            if not self.replacements.of(document.id):
                continue
            for piece in self.replacements.pieces(document.id):
                for one in tokens(piece.text):
                    if piece.is_replaced:
                        yield at, piece.start, piece.end, one.word
                    else:
                        yield at, piece.start + one.start, piece.start + one.end, one.word

    @staticmethod
    def _stream(words: Iterator[tuple[int, int, int, str]]) -> _Stream:
        parts, starts, where, place, last = [" "], [], [], 1, -1
        for at, start, end, word in words:
            if at != last and last >= 0:
                parts.append("\n ")
                place += 2
            last = at
            starts.append(place)
            where.append((at, start, end))
            parts.append(f"{word} ")
            place += len(word) + 1
        return _Stream("".join(parts), tuple(starts), tuple(where))

    def find(self, parts: Sequence[str]) -> list[Passage]:
        """Return where parts stand one after another, in one document, by one person.

        Parameters
        ----------
        parts : sequence of str
            Patterns of words with single spaces; between two of them anything may stand.
        """
        found = self._find(self._own, parts)
        return found or (self._find(self._shown, parts) if self.replacements.known else [])

    def _find(self, stream: _Stream, parts: Sequence[str]) -> list[Passage]:
        patterns = [re.compile(rf"(?<= )(?:{part})(?= )") for part in parts]
        passages: dict[tuple[int, int, int], Passage] = {}
        for count, first in enumerate(patterns[0].finditer(stream.text)):
            if count >= _STARTS:
                break
            chain = self._chain(stream, first, patterns[1:])
            if chain:
                document, start, end = chain
                key = (document, start, end)
                passages[key] = Passage(self._documents[document].id, start, end)
        return list(passages.values())

    def _chain(
        self, stream: _Stream, first: re.Match[str], rest: Sequence[re.Pattern[str]]
    ) -> tuple[int, int, int] | None:
        """Follow the parts through one document, as long as the same person speaks."""
        document, start, end = self._range(stream, first)
        stop = stream.text.find("\n", first.end())
        stop = len(stream.text) if stop < 0 else stop
        who = self.who(self._documents[document].id, start)
        at = first.end()
        for pattern in rest:
            for found in pattern.finditer(stream.text, at, stop):
                _, begin, finish = self._range(stream, found)
                if self.who(self._documents[document].id, begin) == who:
                    end, at = finish, found.end()
                    break
            else:
                return None
        return document, start, end

    @staticmethod
    def _range(stream: _Stream, found: re.Match[str]) -> tuple[int, int, int]:
        first = bisect_right(stream.starts, found.start()) - 1
        last = bisect_right(stream.starts, max(found.start(), found.end() - 1)) - 1
        document, start, _ = stream.where[max(first, 0)]
        return document, start, stream.where[last][2]

    # -- whose words ----------------------------------------------------------------------------

    @cached_property
    def _segments(self) -> dict[str, list[Segment]]:
        found: dict[str, list[Segment]] = {}
        for one in self.coded.segments:
            found.setdefault(one.document, []).append(one)
        for there in found.values():
            there.sort(key=lambda one: one.start)
        return found

    def segments(self, passage: Passage) -> list[Segment]:
        """Return the segments that a passage touches."""
        there = self._segments.get(passage.document, [])
        return [one for one in there if one.start < passage.end and passage.start < one.end]

    def who(self, document: str, at: int) -> str:
        """Return whose words stand at a place: a case, ``interviewer``, or empty."""
        there = self._segments.get(document, [])
        place = bisect_right(there, at, key=lambda one: one.start) - 1
        if place < 0:
            return ""
        segment = there[place]
        if segment.speaker_role == "interviewer":
            return "interviewer"
        return self.coded.case_of.get(segment.id, "")

    # -- nearest --------------------------------------------------------------------------------

    @cached_property
    def _vocabulary(self) -> tuple[list[frozenset[str]], Counter[str]]:
        sets = [frozenset(words_of(one.text)) for one in self._documents]
        counts: Counter[str] = Counter()
        for words in sets:
            counts.update(words)
        return sets, counts

    def nearest(self, words: Sequence[str]) -> tuple[float, Passage] | None:
        """Return the passage that is most like some words, with its likeness from 0 to 100."""
        from rapidfuzz import fuzz

        sets, counts = self._vocabulary
        wanted = frozenset(words)
        weights = {word: 1 / counts[word] for word in wanted if counts[word]}
        ranked = sorted(
            ((sum(weights[w] for w in wanted & found), at) for at, found in enumerate(sets)),
            key=lambda one: (-one[0], one[1]),
        )
        best: tuple[float, Passage] | None = None
        said = " ".join(words)
        for weight, at in ranked[:_CANDIDATES]:
            if not weight:
                break
            there = tokens(self._documents[at].text)
            text = " ".join(one.word for one in there)
            aligned = fuzz.partial_ratio_alignment(said, text)
            if aligned is None or (best and aligned.score <= best[0]):
                continue
            starts, place = [], 0
            for one in there:
                starts.append(place)
                place += len(one.word) + 1
            low = max(bisect_right(starts, aligned.dest_start) - 1, 0)
            high = max(bisect_right(starts, max(aligned.dest_end - 1, 0)) - 1, low)
            passage = Passage(self._documents[at].id, there[low].start, there[high].end)
            best = (aligned.score, passage)
        return best

    def text(self, passage: Passage) -> str:
        """Return the words of a passage."""
        document = next(one for one in self._documents if one.id == passage.document)
        return document.text[passage.start : passage.end]
