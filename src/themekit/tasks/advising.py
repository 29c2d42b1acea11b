"""What to hand out next so that suggestions become numbers: one sentence, with its command."""

from __future__ import annotations

from dataclasses import dataclass

from themekit.decisions import CodedStudy, drawn_segments, random_draws
from themekit.statistics.totals import ENOUGH_DRAWN
from themekit.tasks.pace import seconds_a_passage

ASKED = 100
"""Passages to draw: twice what an estimate needs, so that rare codes are met too."""
SECONDS = 24.0
"""For a passage, until people's own times are known."""
COMMAND = "themekit coders STUDY hand-out NAME --passages {} --blind 1"
MANY = 100
"""People of a strand from which on it is estimated."""
READABLE = 300
"""Passages that are read in two hours: a small study is then read, whatever was drawn of it."""
_HOUR = 60


@dataclass(frozen=True, slots=True)
class Read:
    """How much of a study was read, and how.

    Attributes
    ----------
    drawn : int
        Passages that were drawn at random and read.
    waiting : int
        Those that were drawn at random, and that nobody has looked at.
    left : int
        All that nobody has looked at.
    seconds : float or None
        What a passage takes; None where it is not known.
    total : int
        All that are to be coded.
    small : bool
        Whether no strand has 100 people or more: such a study is read, not estimated.
    """

    drawn: int
    waiting: int
    left: int
    seconds: float | None = None
    total: int = 0
    small: bool = False

    @property
    def is_better_read(self) -> bool:
        """Whether what is left is better read than drawn from."""
        if not self.small:
            return self.left <= ASKED
        return self.left <= READABLE or 2 * self.left <= self.total


def read_of(coded: CodedStudy) -> Read:
    """Return how much of a study was read."""
    decisions, draws = coded.decisions, random_draws(coded.draws)
    looked = decisions.looked.of_any(range(len(coded.codebook.codes)))
    places = {
        (one.document, one.start, one.end)
        for one, is_read in zip(coded.segments, looked.tolist(), strict=True)
        if one.codable and not is_read
    }
    given = {
        (item.document, item.start, item.end)
        for draw in coded.draws
        if draw.draw in draws
        for item in draw.items
    }
    drawn = drawn_segments(decisions, draws) & looked & decisions.passages.codable
    pace = seconds_a_passage(coded.events)
    return Read(
        drawn=int(drawn.sum()),
        waiting=len(places & given),
        left=len(places),
        seconds=pace,
        total=int(decisions.passages.codable.sum()),
        small=_is_small(coded),
    )


def _is_small(coded: CodedStudy) -> bool:
    """Tell whether no strand has so many people that its figures are estimated."""
    people: dict[str, set[str]] = {}
    for document, cases in coded.present.items():
        people.setdefault(coded.strand_of[document], set()).update(cases)
    return all(len(cases) < MANY for cases in people.values())


def advice_on(coded: CodedStudy) -> str:
    """Say what would make counts or estimates of suggestions; empty where nothing is to be done."""
    if coded.study.method == "reflexive" or not coded.codebook.codes:
        return ""
    return advice(read_of(coded))


def advice(read: Read) -> str:
    """Say what would make counts or estimates of suggestions.

    Parameters
    ----------
    read : Read

    Examples
    --------
    >>> print(advice(Read(drawn=0, waiting=0, left=5_000)))
    Draw 100 at random and check them (about 40 minutes): then suggestions become estimates. \
themekit coders STUDY hand-out NAME --passages 100 --blind 1
    """
    is_drawn = read.drawn >= ENOUGH_DRAWN
    if not read.left or (is_drawn and not (read.small and read.is_better_read)):
        return ""
    pace = SECONDS if read.seconds is None else read.seconds
    if read.is_better_read:
        what = f"Check the {read.left:,} that nobody has read"
        return f"{what} ({_time(read.left * pace)}): then suggestions become counts."
    if read.drawn + read.waiting >= ENOUGH_DRAWN:
        what = f"Check the {read.waiting:,} that were drawn at random"
        return f"{what} ({_time(read.waiting * pace)}): then suggestions become estimates."
    more = min(read.left, ASKED - read.drawn)
    what = f"Draw {more:,} {'more ' if read.drawn else ''}at random and check them"
    told = f"{what} ({_time(more * pace)}): then suggestions become estimates."
    return f"{told} {COMMAND.format(more)}"


def _time(seconds: float) -> str:
    """Say how long something takes, as people say it."""
    minutes = max(1, round(seconds / 60))
    if minutes > 10:  # noqa: PLR2004 -- from here on in steps of five
        minutes = 5 * round(minutes / 5)
    if minutes < 1.5 * _HOUR:
        return f"about {minutes} {'minute' if minutes == 1 else 'minutes'}"
    halves = round(minutes / 30)
    return f"about {halves // 2}{' and a half' if halves % 2 else ''} hours"
