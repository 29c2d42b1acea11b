"""In whose words: a few passages of a wave, of several people; worse and unchanged keep places.

What people accepted alone, and nothing that only a machine suggests; in public by the rules of the
public report. A quotation that a researcher chose goes before one that is worked out. Where a
study counts nobody, what was told in the wave before stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from themekit.report.candidates import Candidates, is_said
from themekit.report.quotes import BRIEF, Words, quote_of
from themekit.report.returning.occasion import DIRECTION_WORDS, DIRECTIONS, listed, readable
from themekit.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.codebook import Code
    from themekit.report.candidates import Candidate
    from themekit.report.quotes import Quote
    from themekit.report.returning.occasion import Occasion

LONGEST = BRIEF
NOBODY = "Nobody is quoted: no person has read and confirmed what a passage of this wave is about."
NONE = "Nobody is quoted: no passage that people confirmed may be shown here."
AGREED = "Everybody who is quoted here agreed to be quoted."


def quotes_of(occasion: Occasion) -> tuple[tuple[Quote, ...], tuple[str, ...]]:
    """Return the quotations of a wave, and of what no words can be shown."""
    if not occasion.found:
        return (), (NOBODY,)
    choosing = _Choosing(occasion)
    choosing.fill()
    if not choosing.quotes:
        return (), (NONE,)
    agreed = (AGREED,) if occasion.public else ()
    return tuple(choosing.quotes), (*agreed, *choosing.unquoted())


@dataclass
class _Choosing:
    """Chooses quotations, each of another person as long as there are others."""

    occasion: Occasion
    quotes: list[Quote] = field(default_factory=list)
    _people: set[str] = field(default_factory=set)
    _texts: set[str] = field(default_factory=set)
    _told: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Note what researchers chose."""
        from themekit.decisions import chosen_quotes

        self._candidates = Candidates(self.occasion.inputs)
        self._chosen = {
            (one.segment_id, one.code_id): Span(one.start, one.end)
            for one in chosen_quotes(self.occasion.inputs.coded)
            if one.segment_id
        }

    def fill(self) -> None:
        """Give each direction its place, then what else is watched."""
        most = self.occasion.room.quotes
        for direction in DIRECTIONS:
            if self._take(self.occasion.codes_of(direction), most):
                self._told.add(direction)
        for code in (*self._watched(), *self.occasion.inputs.codes):
            if not code.direction:
                self._take((code,), most)

    def _take(self, codes: Sequence[Code], most: int) -> bool:
        """Take the most telling passage of some codes; where nobody is counted, one of before."""
        waves = [self.occasion.wave]
        if self.occasion.inputs.reflexive:
            waves = [*self._before(), *waves]
        taken = False
        for wave in waves:
            if len(self.quotes) < most and (best := self._best(codes, wave)):
                self._add(best)
                taken |= wave == self.occasion.wave
        return taken

    def _before(self) -> tuple[str, ...]:
        """Return the wave before this one."""
        known = list(self.occasion.waves)
        at = known.index(self.occasion.wave)
        return tuple(known[at - 1 : at]) if at else ()

    def _watched(self) -> Iterator[Code]:
        find = self.occasion.inputs.coded.codebook.find
        for one in self.occasion.inputs.coded.study.watch:
            code = find(one.code) if one.code else None
            if code is not None:
                yield code

    def _best(self, codes: Sequence[Code], wave: str) -> Candidate | None:
        """Return a passage of a wave that is understood alone, of a person not heard yet."""
        inputs = self.occasion.inputs
        ids = {one.id for one in codes}
        rows = [
            row
            for row in inputs.matrix.rows
            if row.outline == "report" and row.code_id in ids and row.wave in {wave, ""}
        ]
        found = [
            one
            for one in self._candidates.of(rows, ids)
            if is_said(one)
            and one.stance not in {"against", "both"}
            and one.person not in self._people
            and inputs.wave_of.get(inputs.segments[one.segment_id].document) == wave
            and self._words(one) not in self._texts
            and self._quote(one).text
        ]

        def rank(one: Candidate) -> tuple[bool, bool, bool, float, str]:
            chosen = (one.segment_id, one.code_id) in self._chosen
            return chosen, one.primary, one.clear, one.value, one.segment_id

        return max(found, key=rank, default=None)

    def _words(self, one: Candidate) -> str:
        return " ".join(self.occasion.inputs.segments[one.segment_id].text.split())

    def _quote(self, one: Candidate) -> Quote:
        """Return as few words of a passage as carry its code; empty where these are too many."""
        part = self._chosen.get((one.segment_id, one.code_id))
        quote = quote_of(one.segment_id, (one.code_id,), self.occasion.inputs, Words("", part))
        short = quote.brief or (quote.text if len(quote.text) <= LONGEST else "")
        names = tuple(map(self._name, quote.codes))
        return replace(
            quote, text=short, codes=names, opposed=tuple(map(self._name, quote.opposed))
        )

    def _name(self, name: str) -> str:
        """Return what a code is called for those who told."""
        return readable(name, self.occasion.inputs.coded.codebook.find(name))

    def _add(self, one: Candidate) -> None:
        self.quotes.append(self._quote(one))
        self._people.add(one.person)
        self._texts.add(self._words(one))

    def unquoted(self) -> Iterator[str]:
        """Yield of which directions no words stand here, though the list has codes for them."""
        missing = [
            DIRECTION_WORDS[one]
            for one in DIRECTIONS
            if one not in self._told and self.occasion.codes_of(one)
        ]
        if missing:
            when = f" of {self.occasion.wave}" if self.occasion.inputs.reflexive else ""
            yield (
                f"No words{when} of {listed(missing)} stand here: what people read so may not be "
                "shown, or nothing was read so. That does not mean that nobody told of it."
            )
