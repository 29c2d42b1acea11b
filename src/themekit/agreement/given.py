"""What coders were given in draws, and what the machine suggested there when they were drawn."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from themekit.agreement.effect import Arm
from themekit.agreement.said import Said
from themekit.decisions import CodedStudy
from themekit.events import APART, Draw, DrawnItem, Look

ANYBODY = ""
Suggests = Callable[[str, str], bool | None]
"""Asked about a segment id and a code id."""


@dataclass(frozen=True, slots=True)
class Given:
    """A passage of a draw, as one coder was given it."""

    draw: Draw
    item: DrawnItem

    @property
    def random(self) -> bool:
        """Whether chance chose it, for something that counts."""
        return self.draw.method == "random" and self.draw.purpose not in APART

    @property
    def in_arms(self) -> bool:
        """Whether chance decided if its document is shown with suggestions."""
        return self.draw.in_arms and self.draw.purpose not in APART


@dataclass(frozen=True, slots=True)
class Checked:
    """A word said without suggestions on a passage that chance chose, beside the machine's.

    Attributes
    ----------
    word : Said
        That says whether its code applies.
    suggested : bool
        Whether the machine would have suggested the code when the passage was drawn; or does so
        now, where that is asked for.
    weight : float
        For how many passages it stands: the inverse of its chance, shared among who read it.
    """

    word: Said
    suggested: bool
    weight: float

    @property
    def applies(self) -> bool:
        """Whether the code applies, as its reader says."""
        return bool(self.word.applies)


@dataclass(frozen=True, slots=True)
class GivenOut:
    """Everything that was given out.

    Attributes
    ----------
    places : mapping of (draw, coder, segment id) to Given
    frozen : frozenset of str
        Draws that kept what the machine suggested.
    """

    places: Mapping[tuple[str, str, str], Given]
    frozen: frozenset[str]

    @classmethod
    def of(cls, coded: CodedStudy) -> GivenOut:
        """Find the segments of every passage that was drawn."""
        places: dict[tuple[str, str, str], Given] = {}
        frozen: set[str] = set()
        for draw in coded.draws:
            for item in draw.items:
                where = Look(
                    document=item.document,
                    text_hash=item.text_hash,
                    start=item.start,
                    end=item.end,
                )
                if item.suggested:
                    frozen.add(draw.draw)
                for segment in coded.decisions.segments_of(where):
                    given = Given(draw, item)
                    places[draw.draw, draw.coder, segment] = given
                    places.setdefault((draw.draw, ANYBODY, segment), given)
        return cls(places, frozenset(frozen))

    def find(self, word: Said) -> Given | None:
        """Return how the passage of a word was given out; None where it was in no draw."""
        if not word.draw:
            return None
        found = self.places.get((word.draw, word.coder, word.segment_id))
        return found or self.places.get((word.draw, ANYBODY, word.segment_id))

    def checked(self, words: Sequence[Said], suggests: Suggests | None = None) -> Iterator[Checked]:
        """Yield the words that tell of passages which nobody read: blind, and drawn by chance.

        Parameters
        ----------
        words : sequence of Said
        suggests : callable, optional
            Whether the machine suggests a code on a segment; None of what it was not asked. Where
            it is left out, what the draw kept: then draws that kept nothing tell nothing.
        """
        blind = [word for word in words if self._is_blind_and_random(word)]
        readers = Counter((word.topic, word.segment_id) for word in blind)
        for word in blind:
            given = self.find(word)
            if given is None or not given.item.probability:
                continue
            if suggests is not None:
                suggested = suggests(word.segment_id, word.topic)
            elif word.draw in self.frozen:
                suggested = any(code == word.topic for code, _ in given.item.suggested)
            else:
                suggested = None
            if suggested is None:
                continue
            times = readers[word.topic, word.segment_id]
            yield Checked(word, suggested, 1 / given.item.probability / times)

    def _is_blind_and_random(self, word: Said) -> bool:
        given = self.find(word)
        return (
            given is not None
            and word.applies is not None
            and word.kind != "assisted"
            and given.random
            and bool(given.item.probability)
        )


@dataclass(frozen=True, slots=True)
class ArmsFound:
    """Answers to what the machine would suggest, by arm.

    Attributes
    ----------
    arms : tuple of Arm
    given : mapping of bool to int
        Pairs of passage and code that were given with suggestions, and without.
    unsure : mapping of bool to int
        Of these, pairs that count as missing: unsure, or of an earlier meaning.
    both_ways : int
        Pairs of documents that one coder had both with and without: no chance chose that.
    """

    arms: tuple[Arm, ...]
    given: Mapping[bool, int]
    unsure: Mapping[bool, int]
    both_ways: int


def arms_of(words: Iterable[Said], out: GivenOut) -> ArmsFound:
    """Sort answers in draws with two arms by document, coder and arm.

    Parameters
    ----------
    words : iterable of Said
        Of codes.
    out : GivenOut
    """
    modes: dict[tuple[str, str], set[bool]] = defaultdict(set)
    given: dict[bool, int] = {True: 0, False: 0}
    for (_, coder, _), place in out.places.items():
        if coder == ANYBODY or not place.in_arms:
            continue
        shown = place.draw.mode == "assisted"
        modes[place.item.document, coder].add(shown)
        given[shown] += len(place.item.suggested)
    counts: dict[tuple[str, str, bool], list[int]] = defaultdict(lambda: [0, 0])
    unsure: dict[bool, int] = {True: 0, False: 0}
    both_ways = 0
    for word in words:
        place_of = out.find(word)
        if place_of is None or not place_of.in_arms:
            continue
        shown = place_of.draw.mode == "assisted"
        suggested = any(code == word.topic for code, _ in place_of.item.suggested)
        if not suggested or shown != (word.kind == "assisted"):
            continue
        document = place_of.item.document
        if len(modes[document, word.coder]) > 1:
            both_ways += 1
        elif word.applies is None:
            unsure[shown] += 1
        else:
            here = counts[document, word.coder, shown]
            here[0] += word.applies
            here[1] += 1
    arms = tuple(Arm(*key, yes, pairs) for key, (yes, pairs) in sorted(counts.items()))
    return ArmsFound(arms, given, unsure, both_ways)
