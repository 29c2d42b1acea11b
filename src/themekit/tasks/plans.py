"""What is to be handed out to coders, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from themekit.events import Draw, Purpose


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is to be handed out.

    Attributes
    ----------
    passages : int
        To each coder.
    overlap : float
        Share of them, in [0, 1], that two or more are to get.
    blind : float
        Share of them, in [0, 1], that are shown without suggestions; 1 for all. Not with `arms`.
    arms : bool
        Whether each document is put into one of two arms at random.
    apart : bool
        Whether passages with and without suggestions are never of one document: whoever has all
        of it at once, as in a pack, reads it in any order. Then `blind` is the chance of each
        document whose passages may be shown either way.
    cases : int
        How many whole cases to each coder, instead of passages: all without suggestions.
    strand : str
        From which strand the cases are drawn.
    purpose : {'count', 'overlap', 'repeat'}
        ``overlap``: all of them are for two or more; ``repeat``: passages that the coder answered
        long enough ago, again.
    order : tuple of segment ids or None
        For those shown with suggestions: which to take, the most worthwhile first; None to draw
        them at random.
    seed : int
    now : datetime
        For ``repeat``.
    """

    passages: int = 20
    overlap: float = 0.0
    blind: float = 0.3
    arms: bool = False
    apart: bool = False
    cases: int = 0
    strand: str = ""
    purpose: Purpose = "count"
    order: tuple[str, ...] | None = None
    seed: int = 0
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class HandOut:
    """What one coder is given: draws in their order, and what whoever hands out should know."""

    coder: str
    draws: tuple[Draw, ...]
    remarks: tuple[str, ...] = ()

    @property
    def passages(self) -> int:
        """How many passages it is."""
        return sum(len(one.items) for one in self.draws)
