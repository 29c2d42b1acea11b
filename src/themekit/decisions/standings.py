"""How one code stands on one segment, and by whom.

The last adjudication decides: the code holds, does not hold, or both readings stand; later words
only reopen it. Else, where somebody looked: it holds if all who looked say yes, does not hold if
nobody does, and is disputed otherwise; silence under a look is *not applied*. Else the machine's
suggestion is all there is. Unsure, and that a code needs changing, vote nothing: alone they ask for
another reader. In a reflexive study anybody's yes stands, other readings beside it.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from themekit.decisions.latest import Settled, Voices, Word
from themekit.events import Holds, Stance
from themekit.records import Period, Suggestion

State = Literal[
    "holds", "does not hold", "both stand", "disputed", "suggested", "uncertain", "open"
]
PEOPLES = frozenset({"holds", "does not hold", "both stand", "disputed"})
"""States that rest on people."""
FOR: frozenset[Stance] = frozenset({"", "for", "mixed"})
AGAINST: frozenset[Stance] = frozenset({"against", "mixed"})
COUNTING = frozenset({"holds", "suggested"})
"""States in which a code is counted as holding."""


class Standing(NamedTuple):
    """How one code stands on one segment.

    Attributes
    ----------
    segment_id, code_id : str
    state : str
        ``holds``, ``does not hold``, ``both stand`` or ``disputed``: people's; ``suggested`` or
        ``uncertain``: the machine's, where nobody has looked; ``open``: neither.
    yes, no, unsure : tuple of Word
        Of people, by coder; `unsure` holds those who say that the code needs changing too.
    silent : tuple of str
        Coders who looked and said nothing of this code.
    settled : Settled or None
        The adjudication that decides.
    reopened : bool
        Whether somebody spoke after the adjudication.
    checked : bool
        Whether somebody looked in the code's present meaning.
    score : float
        The machine's, in [0, 1]; 0 where it suggested nothing.
    suggested_period : {'', 'before', 'during', 'after'}
        Where the words name none, the study's default.
    """

    segment_id: str
    code_id: str
    state: State
    yes: tuple[Word, ...] = ()
    no: tuple[Word, ...] = ()
    unsure: tuple[Word, ...] = ()
    silent: tuple[str, ...] = ()
    settled: Settled | None = None
    reopened: bool = False
    checked: bool = False
    score: float = 0.0
    suggested_period: Period = ""

    @property
    def counts(self) -> bool:
        """Whether the code is counted as holding."""
        return self.state in COUNTING

    @property
    def by_people(self) -> bool:
        """Whether people decided it."""
        return self.state in PEOPLES

    @property
    def needs_reader(self) -> bool:
        """Whether somebody was unsure and nobody else has spoken."""
        return bool(self.unsure) and not self.by_people

    @property
    def credited(self) -> tuple[str, ...]:
        """Ids of those on whose word it holds: who said yes, or settled that it holds.

        Nobody who said no, took back, or was silent is ever among them.
        """
        names = [word.coder for word in self.yes]
        if self.settled and self.settled.holds in ("yes", "both"):
            names.append(self.settled.coder)
        return tuple(dict.fromkeys(names))

    @property
    def stances(self) -> tuple[Stance, ...]:
        """What those on whose word it holds mean by it; empty ones were not asked."""
        own = self.settled.stance if self.settled else ""
        return (own,) if own else tuple(word.stance for word in self.yes)

    @property
    def affirmed(self) -> bool:
        """Whether it is meant for or mixed by anybody, or nobody was asked."""
        return not self.stances or not FOR.isdisjoint(self.stances)

    @property
    def opposed(self) -> bool:
        """Whether it is meant against or mixed by anybody."""
        return not AGAINST.isdisjoint(self.stances)

    @property
    def periods(self) -> frozenset[Period]:
        """Times of which it holds, by those on whose word it does, else by the machine's guess."""
        own = self.settled.period if self.settled else ""
        said = {own} if own else {word.period for word in self.yes}
        return frozenset(said - {""} or {self.suggested_period} - {""})

    @property
    def period(self) -> Period:
        """The time of which it holds; empty where nothing says, or people name several."""
        return next(iter(self.periods)) if len(self.periods) == 1 else ""


_SETTLED: dict[Holds, State] = {
    "": "holds", "yes": "holds", "no": "does not hold", "both": "both stand",
}  # fmt: skip


def people_state(voices: Voices, *, reflexive: bool) -> State | None:
    """Return what people's words come to; None where nobody who looked says anything."""
    if voices.settled is not None:
        return _SETTLED[voices.settled.holds]
    others = bool(voices.no or voices.silent)
    if voices.yes:
        return "disputed" if others and not reflexive else "holds"
    return "does not hold" if others else None


def standing_of(
    voices: Voices,
    segment_id: str,
    code_id: str,
    *,
    reflexive: bool = False,
    suggestion: Suggestion | None = None,
    unnamed: Period = "",
) -> Standing:
    """Put the standing of a code on a segment together; `unnamed` counts where no time is named."""
    yes, no, unsure, silent, settled, current = voices
    state = people_state(voices, reflexive=reflexive)
    if state is None:
        state = suggestion.status if suggestion else "open"
    reopened = settled is not None and any(
        word.number > settled.number and (not word.act or word.act != settled.act)
        for word in (*yes, *no, *unsure)
    )
    return Standing(
        segment_id, code_id, state, tuple(yes), tuple(no), tuple(unsure), tuple(silent), settled,
        reopened, current, suggestion.score if suggestion else 0.0,
        (suggestion.period if suggestion else "") or unnamed,
    )  # fmt: skip
