"""Which quotations a section shows: few, telling, of different people, each once in a report.

Only what a person accepted; where nobody accepted anything that a reader would take for a
quotation, what the machine suggests, marked as unchecked. What a researcher chose goes before all
of it. Then three places: *typical*, near the middle of what holds the section's most spoken-of
code; *strong*, what tells most; *against*, what somebody said to the opposite - a required place: a
section says where there is none, and among how many passages. Where the section has findings, what
carries the first of them is taken first, then what holds codes of any; what is against speaks
against one of them if it can be. What others wrote of people is no voice of theirs: it stands only
where nobody speaks; literature only where a finding rests on it.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from math import log, sqrt
from typing import TYPE_CHECKING

from themekit.language import content_words
from themekit.report import words
from themekit.report.candidates import Candidate, Candidates, best_kind, is_said
from themekit.report.quotes import Quote, Words, code_words, quote_of
from themekit.report.quoting_claims import Claims
from themekit.report.ranking import codes_of_rows
from themekit.spans import Span

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from themekit.decisions import ChosenQuote
    from themekit.records import MatrixRow
    from themekit.report.findings import FindingModel
    from themekit.report.inputs import ReportInputs

FEW, MOST = 2, 4
HEARD = 0.02
"""How much each quotation that somebody has in the report already weighs against the next."""
MIDDLE = (0.25, 0.9)
"""A typical passage is neither among the shortest nor among the longest of those that hold it."""
FEW_FOR_A_MIDDLE = 3
SHORT = 0.35
"""How telling an answer of few words is at least that stands where there is nothing else."""
NEAR, NEAR_ENOUGH = 0.3, 4
"""How much words of a finding and of its code weigh in what is shown, and how many are enough."""
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

    def section(
        self, rows: Sequence[Sequence[MatrixRow]], findings: Sequence[FindingModel] = ()
    ) -> tuple[tuple[Quote, ...], str]:
        """Choose the quotations of a section.

        Parameters
        ----------
        rows : sequence of rows, each a sequence of its lines
        findings : sequence of FindingModel
            The section's: what carries them is quoted first.

        Returns
        -------
        quotes : tuple of Quote
            At most `MOST`, or as many as were chosen by people.
        silent : str
            What stands where one against would; empty where there is one, or nothing was found.
        """
        lines = [row for line in rows for row in line]
        codes = frozenset[str]().union(*codes_of_rows(lines, self._inputs.codes).values())
        claims = Claims.of(findings, self._inputs)
        found = [
            one
            for one in dict.fromkeys(self._candidates.of(lines, codes))
            if claims.may_quote(one.strand)
        ]
        chosen: Taken = {}
        for one in self._chosen:
            if one.code_id in codes and one.segment_id not in self._used:
                self._take_choice(one, found, chosen)
        self._fill(rows, found, chosen, claims)
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
        from themekit.decisions import speaks_against

        same = (choice.segment_id, choice.code_id)
        meant = next((c for c in found if (c.segment_id, c.code_id) == same and c.accepted), None)
        if meant is None:
            return
        segment = self._inputs.segments[choice.segment_id]
        part = Span(choice.start, choice.end)
        place = choice.place or ("against" if meant.stance == "against" else "strong")
        if place == "against" and speaks_against(self._inputs.coded, *same) is False:
            place = "strong"  # somebody has said since that it speaks for it
        whole = part == Span(segment.start, segment.end)
        self._take(meant, place, chosen, None if whole else part)

    # -- what the places take -------------------------------------------------------------------

    def _fill(
        self,
        rows: Sequence[Sequence[MatrixRow]],
        found: Sequence[Candidate],
        chosen: Taken,
        claims: Claims,
    ) -> None:
        """Fill the places that nobody's choice has taken."""
        places = Counter(place for _, place, _ in chosen.values())
        said = best_kind([c for c in found if c.stance != "against"])
        pools = [[c for c in said if c.code_id in claims.codes], said]
        if not places["strong"] and (first := self._carrying(pools[0], claims)):
            self._take(first, "strong", chosen)
        if not places["against"] and (best := self._opposite(found, chosen, claims)):
            self._take(best, "against", chosen)
        typical = (self._typical(rows, pool, chosen) for pool in pools)
        if not places["typical"] and (middle := next(filter(None, typical), None)):
            self._take(middle, "typical", chosen)
        strong = sum(place == "strong" for _, place, _ in chosen.values())
        for at in range(strong, 1 if places["strong"] else 2):
            if len(chosen) >= MOST:
                return
            strict = at > 0 and len(chosen) >= FEW
            best_of = (self._best(pool, chosen, strict=strict) for pool in pools)
            if (strongest := next(filter(None, best_of), None)) is not None:
                self._take(strongest, "strong", chosen)

    def _carrying(self, pool: Sequence[Candidate], claims: Claims) -> Candidate | None:
        """Return what best carries the section's leading finding; None where nothing does."""
        ranked: list[tuple[Rank, Candidate]] = []
        for one in sorted(pool, key=lambda c: (c.segment_id, c.code_id)):
            if one.code_id not in claims.leading or one.stance == "both" or not is_said(one):
                continue
            if not self._is_free(one) or self._opposes(one, claims.leading):
                continue
            quote = self._quote(one, "strong", None, {one.code_id})
            if quote.brief:
                about = claims.words | code_words(self._inputs, one.code_id)
                near = len(about & content_words(quote.brief))
                rank = (
                    one.segment_id in claims.segments,
                    one.primary,
                    one.strand in claims.carried_by,
                    one.stance != "mixed",
                    self._worth(one) + NEAR * min(near, NEAR_ENOUGH) / NEAR_ENOUGH,
                )
                ranked.append((rank, one))
        return max(ranked, key=lambda one: one[0], default=(None, None))[1]

    def _opposes(self, one: Candidate, codes: Collection[str]) -> bool:
        """Tell whether somebody says that a passage speaks against any of some codes."""
        held = self._candidates.judged(one.segment_id)
        return any("against" in held[code].stances for code in codes if code in held)

    def _opposite(
        self, found: Sequence[Candidate], chosen: Taken, claims: Claims
    ) -> Candidate | None:
        """Return what speaks against the section's findings; else against any of its codes."""
        every = [c for c in found if c.stance == "against" and c.accepted and not c.staff]
        opposite = [c for c in every if is_said(c)]
        # Short answers, which have their question, before no words at all: those are elsewhere.
        short = [c for c in every if c.telling.score >= SHORT] if opposite else []
        own = [c for c in opposite if c.code_id in claims.codes]
        clear = [c for c in own if not self._affirms(c, claims.codes)]
        tiers = (clear, own, opposite, short)
        return next((best for tier in tiers if (best := self._best(tier, chosen))), None)

    def _affirms(self, one: Candidate, codes: Collection[str]) -> bool:
        """Tell whether a passage speaks for another of some codes."""
        held = self._candidates.judged(one.segment_id)
        return any(
            held[code].counts and set(held[code].stances) != {"against"}
            for code in codes
            if code in held and code != one.code_id
        )

    def _best(
        self,
        pool: Sequence[Candidate],
        chosen: Taken,
        *,
        strict: bool = False,
    ) -> Candidate | None:
        """Return the most telling of a pool, of a person and a strand not heard if possible.

        Where it is `strict` a second of one person, or of one strand, is not worth its room, nor is
        what says its code unclearly, or a document that stands beside what people say.
        """
        people = {one.person for one, _, _ in chosen.values()}
        strands = {one.strand for one, _, _ in chosen.values()}
        codes = {one.code_id for one, _, _ in chosen.values()}
        free = [c for c in pool if self._is_free(c)]
        others = [c for c in free if c.person not in people]
        if strict:
            new = [c for c in others if c.strand not in strands and c.clear]
            free = [c for c in new if not self._is_context(c.strand)]
        elif others or len(chosen) > 1:
            free = others

        def rank(one: Candidate) -> Rank:
            return (
                one.primary,
                one.stance != "mixed",
                one.clear,
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
            likeness = round(near[one.segment_id], 6)
            return one.primary, one.clear, not one.outdone, likeness, self._worth(one)

        return max(sorted(usual, key=lambda c: c.segment_id), key=rank)

    def _is_context(self, strand: str) -> bool:
        found = self._inputs.strand(strand)
        return found is not None and found.role == "context"

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
