"""Which quotations a section shows: few, telling, of different people, each once in a report.

Only what a person accepted; where nobody accepted anything that a reader would take for a
quotation, what the machine suggests, marked as unchecked. What a researcher chose goes before all
of it. Then three places: *typical*, near the middle of what holds the section's most spoken-of
code; *strong*, what tells most; *against*, what somebody said to the opposite - a required place: a
section says where there is none, and among how many passages. What others wrote of people is no
voice of theirs: it stands only where nobody speaks.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from math import log, sqrt
from typing import TYPE_CHECKING

from themekit.language import content_words
from themekit.report import words
from themekit.report.candidates import Candidate, Candidates, best_kind, is_said
from themekit.report.quotes import Quote, Words, quote_of
from themekit.report.ranking import codes_of_rows
from themekit.spans import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from themekit.decisions import ChosenQuote
    from themekit.records import MatrixRow
    from themekit.report.inputs import ReportInputs

FEW, MOST = 2, 4
HEARD = 0.02
"""How much each quotation that somebody has in the report already weighs against the next."""
MIDDLE = (0.25, 0.9)
"""A typical passage is neither among the shortest nor among the longest of those that hold it."""
FEW_FOR_A_MIDDLE = 3
NOBODY_LOOKED = "nobody looked for one"
QUOTED_ELSEWHERE = "quoted in another section"
NOT_TO_BE_QUOTED = "none that may be quoted here"
Rank = tuple[float | str | bool, ...]
Taken = dict[str, tuple[Candidate, str, Span | None]]
"""By segment: the passage, its place, and its words where somebody chose them."""


class Quoting:
    """Chooses the quotations of one report, section by section in the order of its outlines."""

    def __init__(self, inputs: ReportInputs) -> None:
        self._inputs = inputs
        self._used: set[str] = set()
        self._texts: set[str] = set()
        self._heard: Counter[str] = Counter()
        self._candidates = Candidates(inputs)

    def section(self, rows: Sequence[Sequence[MatrixRow]]) -> tuple[tuple[Quote, ...], str]:
        """Choose the quotations of a section.

        Parameters
        ----------
        rows : sequence of rows, each a sequence of its lines

        Returns
        -------
        quotes : tuple of Quote
            At most `MOST`, or as many as were chosen by people.
        silent : str
            What stands where one against would; empty where there is one, or nothing was found.
        """
        lines = [row for line in rows for row in line]
        codes = frozenset[str]().union(*codes_of_rows(lines, self._inputs.codes).values())
        found = list(dict.fromkeys(self._candidates.of(lines, codes)))
        chosen: Taken = {}
        for one in self._chosen:
            if one.code_id in codes and one.segment_id not in self._used:
                self._take_choice(one, found, chosen)
        self._fill(rows, found, chosen)
        order = {"typical": 0, "strong": 1, "": 2, "against": 3}
        taken = sorted(chosen.values(), key=lambda one: order[one[1]])
        quotes = tuple(self._quote(one, place, part, codes) for one, place, part in taken)
        has_against = any(place == "against" for _, place, _ in taken)
        return quotes, "" if has_against or not lines else self._silent(lines, codes, found)

    # -- what people chose ----------------------------------------------------------------------

    @cached_property
    def _chosen(self) -> tuple[ChosenQuote, ...]:
        from themekit.decisions import chosen_quotes

        found = (one for one in chosen_quotes(self._inputs.coded) if one.segment_id)
        return tuple({(one.segment_id, one.code_id): one for one in found}.values())

    @cached_property
    def _reserved(self) -> frozenset[str]:
        """Passages that somebody chose: no section takes them by itself before theirs comes."""
        return frozenset(one.segment_id for one in self._chosen)

    def _take_choice(
        self,
        choice: ChosenQuote,
        found: Sequence[Candidate],
        chosen: Taken,
    ) -> None:
        """Take what somebody chose, as long as the code holds there by people's word."""
        same = (choice.segment_id, choice.code_id)
        meant = next((c for c in found if (c.segment_id, c.code_id) == same and c.accepted), None)
        if meant is None:
            return
        segment = self._inputs.segments[choice.segment_id]
        part = Span(choice.start, choice.end)
        place = choice.place or ("against" if meant.stance == "against" else "strong")
        whole = part == Span(segment.start, segment.end)
        self._take(meant, place, chosen, None if whole else part)

    # -- what the places take -------------------------------------------------------------------

    def _fill(
        self,
        rows: Sequence[Sequence[MatrixRow]],
        found: Sequence[Candidate],
        chosen: Taken,
    ) -> None:
        """Fill the places that nobody's choice has taken."""
        places = Counter(place for _, place, _ in chosen.values())
        opposite = [c for c in found if c.stance == "against" and is_said(c)]
        if not places["against"] and (best := self._best(opposite, chosen)):
            self._take(best, "against", chosen)
        pool = best_kind([c for c in found if c.stance != "against"])
        if not places["typical"] and (middle := self._typical(rows, pool, chosen)):
            self._take(middle, "typical", chosen)
        wanted = 1 if places["strong"] else 2
        for at in range(wanted):
            if len(chosen) >= MOST:
                return
            strongest = self._best(pool, chosen, strict=at > 0 and len(chosen) >= FEW)
            if strongest is not None:
                self._take(strongest, "strong", chosen)

    def _best(
        self,
        pool: Sequence[Candidate],
        chosen: Taken,
        *,
        strict: bool = False,
    ) -> Candidate | None:
        """Return the most telling of a pool, of a person and a strand not heard if possible.

        Where it is `strict` a second of one person, or of one strand, is not worth its room.
        """
        people = {one.person for one, _, _ in chosen.values()}
        strands = {one.strand for one, _, _ in chosen.values()}
        codes = {one.code_id for one, _, _ in chosen.values()}
        free = [c for c in pool if self._is_free(c)]
        others = [c for c in free if c.person not in people]
        if strict:
            free = [c for c in others if c.strand not in strands]
        elif others or len(chosen) > 1:
            free = others

        def rank(one: Candidate) -> Rank:
            return (
                one.primary,
                one.strand not in strands,
                one.code_id not in codes,
                self._worth(one),
            )

        return max(sorted(free, key=lambda c: (c.segment_id, c.code_id)), key=rank, default=None)

    def _typical(
        self,
        rows: Sequence[Sequence[MatrixRow]],
        pool: Sequence[Candidate],
        chosen: Taken,
    ) -> Candidate | None:
        """Return a passage near the middle of what holds the most spoken-of code."""
        people = {one.person for one, _, _ in chosen.values()}
        spoken = {line[0].code_id: max((r.cases or 0 for r in line), default=0) for line in rows}
        codes = dict.fromkeys(c.code_id for c in pool)
        for code in sorted(codes, key=lambda code: -spoken.get(code, 0)):
            mine = [c for c in pool if c.code_id == code]
            free = [c for c in mine if self._is_free(c) and c.person not in people]
            if free and len(mine) >= FEW_FOR_A_MIDDLE:
                return self._middle(mine, free)
        return None

    def _middle(self, mine: Sequence[Candidate], free: Sequence[Candidate]) -> Candidate:
        """Return the one of `free` whose words are most like those of all of `mine`."""
        texts = {c.segment_id: self._inputs.segments[c.segment_id].text for c in mine}
        lengths = sorted(len(text.split()) for text in texts.values())
        low, high = (lengths[int(share * (len(lengths) - 1))] for share in MIDDLE)
        usual = [c for c in free if low <= len(texts[c.segment_id].split()) <= high] or list(free)
        near = _likeness({at: content_words(text) for at, text in texts.items()})

        def rank(one: Candidate) -> Rank:
            return one.primary, round(near[one.segment_id], 6), self._worth(one)

        return max(sorted(usual, key=lambda c: c.segment_id), key=rank)

    def _worth(self, one: Candidate) -> float:
        """Return how telling a passage is, less for whoever is quoted already."""
        return round(one.value - HEARD * self._heard[one.person], 6)

    def _is_free(self, one: Candidate) -> bool:
        """Tell whether the passage and its words are quoted nowhere yet, and nobody chose it."""
        said = " ".join(self._inputs.segments[one.segment_id].text.split())
        taken = one.segment_id in self._used or one.segment_id in self._reserved
        return not taken and said not in self._texts

    def _take(
        self,
        one: Candidate,
        place: str,
        chosen: Taken,
        part: Span | None = None,
    ) -> None:
        chosen[one.segment_id] = (one, "" if one.staff else place, part)
        self._used.add(one.segment_id)
        self._texts.add(" ".join(self._inputs.segments[one.segment_id].text.split()))
        self._heard[one.person] += 1

    # -- what is said of them -------------------------------------------------------------------

    def _quote(
        self, one: Candidate, place: str, part: Span | None, codes: Collection[str]
    ) -> Quote:
        held = {
            code for code, found in self._candidates.judged(one.segment_id).items() if found.counts
        }
        shown = [one.code_id, *sorted(held & set(codes) - {one.code_id})]
        return quote_of(one.segment_id, shown, self._inputs, Words(place, part))

    def _silent(
        self, lines: Iterable[MatrixRow], codes: Collection[str], found: Sequence[Candidate]
    ) -> str:
        """Say among how many passages nothing against was found, or why none is shown."""
        opposite = {c.segment_id for c in found if c.stance == "against"}
        if opposite & self._used:
            return QUOTED_ELSEWHERE
        if opposite:
            return f"none that is understood alone among {words.plural(len(opposite), 'passage')}"
        if any(row.against or row.suppressed for row in lines):
            return NOT_TO_BE_QUOTED
        number = self._read(codes)
        return f"none among {words.plural(number, 'passage')} read" if number else NOBODY_LOOKED

    def _read(self, codes: Collection[str]) -> int:
        """Count the passages that people read for any of `codes`."""
        coded = self._inputs.coded
        if not coded.events:
            return 0
        numbers = [at for at, code in enumerate(self._inputs.codes) if code.id in codes]
        decisions = coded.decisions
        return int((decisions.looked.of_any(numbers) & decisions.passages.codable).sum())


def _likeness(texts: Mapping[str, frozenset[str]]) -> Mapping[str, float]:
    """Return how like each text is to all of them: the cosine of its words to their sum."""
    uses = Counter(word for found in texts.values() for word in found)
    weight = {word: log(1 + len(texts) / number) for word, number in uses.items()}
    middle = {word: weight[word] * number for word, number in uses.items()}
    size = sqrt(sum(value * value for value in middle.values())) or 1.0

    def like(found: frozenset[str]) -> float:
        own = sqrt(sum(weight[word] ** 2 for word in sorted(found))) or 1.0
        return sum(weight[word] * middle[word] for word in sorted(found)) / (own * size)

    return {segment: like(found) for segment, found in texts.items()}
