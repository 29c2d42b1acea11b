"""Which patterns match nothing: told without analysing what cannot hold them.

What a model makes of a word depends on the few words around it. So texts are only taken apart into
words, places are found where all words of a pattern could stand, and the model reads those places
with their surroundings. The answer is that of a search through everything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from themekit.codebook import TokenPattern
from themekit.language.analyser import SpacyAnalyser
from themekit.tagging.patterns import PatternMatcher

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

    from spacy.tokens import Doc

    from themekit.codebook import Codebook, Pattern
    from themekit.language import Analyser

    Place = tuple[int, int]
    """Code and pattern, each by its position."""
    Words = Collection[str] | None
    """Words that may stand at a place; None for any."""

AROUND = 12
"""Words read on each side of a place; the bundled model's layers see four."""
FIRST_PLACES = 2
"""Places of each pattern that are read at first; each further time it is four times as many."""
_BREAK = ""


def idle_patterns(codebook: Codebook, analyser: Analyser, texts: Sequence[str]) -> set[Place]:
    """Return the (code, pattern) of every pattern that matches in none of the texts.

    Parameters
    ----------
    codebook : Codebook
    analyser : Analyser
        Where it cannot tell which lemmas a word can have, it reads all texts.
    texts : sequence of str
    """
    matcher = PatternMatcher(codebook, analyser)
    wanted = {(j, k) for j, code in enumerate(codebook.codes) for k in range(len(code.patterns))}
    if not isinstance(analyser, SpacyAnalyser) or not analyser.tells_lemmas:
        found = (matcher.hits(doc) for doc in analyser.docs(texts))
        return wanted - {(hit.code, hit.pattern) for hits in found for hit in hits}
    docs = [analyser.words(text) for text in texts]
    for doc in docs:
        wanted -= matcher.literal(doc)
    corpus = _Corpus(docs, analyser, _lemmas_asked(codebook, matcher, wanted))
    places = {
        one: corpus.places(_slots(codebook.codes[one[0]].patterns[one[1]], matcher, one, corpus))
        for one in wanted
    }
    return wanted - _read(wanted, places, corpus, analyser, matcher)


@dataclass(frozen=True, slots=True)
class _Slot:
    """One token of a pattern: which words may stand there, and how often."""

    words: Words
    least: int = 1
    most: int = 1


class _Corpus:
    """All words of all texts in a row, and where each of them stands."""

    def __init__(self, docs: Sequence[Doc], analyser: SpacyAnalyser, lemmas: set[str]) -> None:
        self.docs = docs
        self.row: list[str] = []
        self.at: dict[str, list[int]] = {}
        self._starts: list[int] = []
        for doc in docs:
            self._starts.append(len(self.row))
            self.row += [*(token.text for token in doc), _BREAK]
        for place, word in enumerate(self.row):
            self.at.setdefault(word, []).append(place)
        self.at.pop(_BREAK, None)
        self.by_lower: dict[str, set[str]] = {}
        self.by_lemma: dict[str, set[str]] = {}
        for word in self.at:
            self.by_lower.setdefault(word.lower(), set()).add(word)
            for lemma in analyser.possible_lemmas(word) & lemmas:
                self.by_lemma.setdefault(lemma, set()).add(word)

    def places(self, slots: Sequence[_Slot]) -> Iterator[Place]:
        """Yield (first word, word after the last) of all that a pattern could match in."""
        told = [slot for slot in slots if slot.least and slot.words is not None]
        length = sum(slot.most for slot in slots)
        if not told:
            yield from ((start, start + len(doc)) for start, doc in self._each_doc())
            return
        rarest = min(told, key=lambda slot: sum(len(self.at[word]) for word in slot.words or ()))
        rigid = all(slot.least == slot.most == 1 for slot in slots)
        before = slots.index(rarest)
        for word in sorted(rarest.words or ()):
            for place in self.at[word]:
                if rigid:
                    first, last = place - before, place - before + length
                    if first >= 0 and self._fits(slots, first):
                        yield first, last
                elif all(self._holds(slot, place, length) for slot in told):
                    yield max(0, place - length), place + length

    def _fits(self, slots: Sequence[_Slot], first: int) -> bool:
        row = self.row[first : first + len(slots)]
        return len(row) == len(slots) and all(
            word != _BREAK and (slot.words is None or word in slot.words)
            for word, slot in zip(row, slots, strict=True)
        )

    def _holds(self, slot: _Slot, place: int, length: int) -> bool:
        return any(
            word in (slot.words or ()) for word in self.row[max(0, place - length) : place + length]
        )

    def _each_doc(self) -> Iterator[tuple[int, Doc]]:
        return zip(self._starts, self.docs, strict=True)

    def windows(self, places: Iterable[Place]) -> Iterator[_Window]:
        """Yield the stretches of text around places, those that touch each other as one."""
        todo = sorted(places)
        for start, doc in self._each_doc():
            joined: list[list[int]] = []
            while todo and todo[0][0] < start + len(doc):
                first, last = (min(max(0, place - start), len(doc)) for place in todo.pop(0))
                if joined and first - AROUND <= joined[-1][1] + AROUND:
                    joined[-1][1] = max(joined[-1][1], last)
                else:
                    joined.append([first, last])
            for first, last in joined:
                yield _Window(doc, first, last)


@dataclass(frozen=True, slots=True)
class _Window:
    """A stretch of a text that is read, between words that are read only for its sake."""

    doc: Doc = field(repr=False)
    first: int
    last: int

    def text(self) -> Doc:
        """Return it with its surroundings, as a text of its own."""
        return self.doc[max(0, self.first - AROUND) : self.last + AROUND].as_doc()

    def core(self, read: Doc) -> tuple[int, int]:
        """Return from which character to which of the text that was read its own words go."""
        first = self.first - max(0, self.first - AROUND)
        last = first + self.last - self.first
        return read[first].idx, read[last - 1].idx + len(read[last - 1])


def _lemmas_asked(codebook: Codebook, matcher: PatternMatcher, wanted: Iterable[Place]) -> set[str]:
    """Return every lemma that some pattern asks for."""
    found: set[str] = set()
    for j, k in wanted:
        pattern = codebook.codes[j].patterns[k]
        if isinstance(pattern, TokenPattern):
            for token in pattern.tokens:
                found.update(_listed(dict(token).get("LEMMA", ())))
        else:
            found.update(matcher.lemmas(j, k))
    return found


def _slots(pattern: Pattern, matcher: PatternMatcher, place: Place, corpus: _Corpus) -> list[_Slot]:
    if not isinstance(pattern, TokenPattern):
        return [_Slot(corpus.by_lemma.get(lemma, ())) for lemma in matcher.lemmas(*place)]
    slots = []
    for token in pattern.tokens:
        asked = dict(token)
        words: Words = None
        for key, known in (("LOWER", corpus.by_lower), ("LEMMA", corpus.by_lemma)):
            if key in asked:
                allowed = _known(known, _listed(asked[key]))
                words = allowed if words is None else set(words) & allowed
        slots.append(_Slot(words, *_times(str(asked.get("OP", "")))))
    return slots


def _known(words: Mapping[str, set[str]], asked: Iterable[str]) -> set[str]:
    return {word for one in asked for word in words.get(one, ())}


def _listed(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else (str(value),)


def _times(operator: str) -> tuple[int, int]:
    """Return how often at least and at most a token with this OP occurs."""
    if operator == "?":
        return 0, 1
    if not operator:
        return 1, 1
    low, _, high = operator.strip("{}").partition(",")
    return int(low or 0), int(high or low)


def _read(
    wanted: Iterable[Place],
    places: Mapping[Place, Iterator[Place]],
    corpus: _Corpus,
    analyser: SpacyAnalyser,
    matcher: PatternMatcher,
) -> set[Place]:
    """Have the model read where patterns could match, until each has or is out of places."""
    found: set[Place] = set()
    left, number = set(wanted), FIRST_PLACES
    while left:
        chosen = {one: list(islice(places[one], number)) for one in left}
        windows = list(corpus.windows({place for some in chosen.values() for place in some}))
        read = analyser.analysed(window.text() for window in windows)
        for window, doc in zip(windows, read, strict=True):
            first, last = window.core(doc)
            found |= {
                (hit.code, hit.pattern)
                for hit in matcher.hits(doc)
                if first <= hit.start and hit.end <= last
            }
        left = {one for one in left - found if chosen[one]}
        number *= 4
    return found
