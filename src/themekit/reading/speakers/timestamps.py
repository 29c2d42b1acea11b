"""Times that stand in a transcript: the one grammar of how they are written, and where they count.

A stamp is the place in the recording: ``[00:12:01]``, ``#00:00:08-1#`` (f4, MAXQDA),
``[[0:08]]()`` (oTranscribe), ``[12.01]``, ``00h12m01s``, ``[1m 10s]``, ``00;00;08;12`` (Premiere);
Transana writes thousandths. It is nobody's words: before or in a label it dates the turn, and
within a turn it parts it (`part_turns`).
"""

# Dashes and narrow spaces stand here because transcripts hold them.
# ruff: noqa: RUF001
from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from themekit.spans import Span, strip

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themekit.records import Turn

_COLONS = (
    r"(?:\d{1,2}[:：]\d{1,2}[:：]\d{1,2}(?:[:;]\d{2})?|\d{2};\d{2};\d{2};\d{2}|\d{1,3}[:：]\d{2})"
    r"(?:[.,]\d{1,3})?"
)
_LETTERS = r"(?:\d{1,2}[hH])?\d{2}[mM]\d{2}[sS]\b"
CLOCK = rf"(?:{_LETTERS}|{_COLONS}(?:[ \u202f\u00a0]?[AaPp]\.?[Mm]\b\.?)?)"
_HASHED = r"#[ \t]*(?P<hashed>\d{1,2}:\d{2}:\d{2}(?:[-.,]\d{1,3})?)[ \t]*#"
_LINKED = rf"\[\\?\[?[ \t]*(?P<linked>{CLOCK})[ \t]*\\?\]?\]\([^)\s]{{0,200}}\)"
# Dots alone are decimals, verses and pauses in seconds, unless square brackets stand around them.
_DOTTED = r"\[[ \t]*(?P<dotted>\d{1,2}(?:\.\d{2}){1,2})[ \t]*\]"
_DOTTED_ROUND = r"\([ \t]*(?P<round>\d{1,2}\.\d{2}\.\d{2})[ \t]*\)"
_THOUSANDTHS = r"\u00a4<(?P<thousandths>\d{1,9})>"
# Within words these are pauses and lengths: they count beside a label only.
_SPELT = (
    r"\[[ \t]*(?P<spelt>(?:\d{1,2}[ ]?h[ ]?)?(?:\d{1,3}[ ]?m(?:in)?[ ]?)?"
    r"\d{1,5}(?:[.,]\d{1,3})?[ ]?s"
    r"|\d{1,3}['’′]\d{2}(?:[\"”″]|''))[ \t]*\]"
)
_RANGE = rf"(?:(?:[ \t]*(?:--?>|→|-|–|—|to)[ \t]*|,(?=\d{{1,2}}:\d{{2}}:\d)){CLOCK})?"
_OPENS, _CLOSES = r"[\[(<{（［【]", r"[\])>}）］】]"
_MARKED = rf"{_HASHED}|{_LINKED}|{_DOTTED}|{_DOTTED_ROUND}|{_THOUSANDTHS}"
STAMP = rf"(?:{_MARKED}|{_SPELT}|{_OPENS}?[ \t]*(?P<clock>{CLOCK}){_RANGE}[ \t]*{_CLOSES}?)"
"""Pattern of a stamp where a label may stand: brackets are welcome and not needed."""

STAMP_GROUPS = ("hashed", "linked", "dotted", "round", "thousandths", "spelt", "clock")
_DOTS = frozenset({"dotted", "round"})
_BRACKETED = rf"(?:{_MARKED}|{_OPENS}[ \t]*(?P<clock>{CLOCK}){_RANGE}[ \t]*{_CLOSES})"
_WITHIN = re.compile(
    rf"{_BRACKETED}"
    rf"|^(?:[ \t#]{{0,9}})(?P<alone>{CLOCK}){_RANGE}[ \t]*$",
    re.MULTILINE,
)
_LEADING = re.compile(rf"[ \t]*(?P<clock>{_COLONS})[ \t]+(?=\S)")
_ONLY = re.compile(rf"\s*(?:{_BRACKETED}|{CLOCK}{_RANGE})\s*")
_NEAR = re.compile(r"\d[:：;.hHmM]\d|\d[ ]?m[ ]?\d|\u00a4<")  # cheap, before a dear pattern
_UNITS = {"h": 3600, "m": 60, "s": 1, "'": 60, "’": 60, "′": 60}
_SPELT_PART = re.compile(r"(\d+(?:[.,]\d+)?)[ ]?([hms'’′]?)")
_HALF_DAY = 12
_HALF = re.compile(r"[\s\u202f\u00a0]*([AaPp])\.?[Mm]\.?$")
_WHOLE = re.compile(r"\d[:：.;]\d{1,2}[:：.;]\d|\d[hH]\d")  # hours, minutes and seconds
_IN_ORDER = 0.8
_TWO = 2
_FIRST_MINUTES = 300.0
_FEW = 5
_EARLY = 60.0
_MOST = 0.5


class Stamp(NamedTuple):
    """A stamp among words.

    Attributes
    ----------
    start, end : int
    time : float
        Seconds that it states.
    ends : bool
        Whether it ends a line that says something.
    edge : bool
        Whether it begins or ends a line.
    sure : bool
        Whether it states hours, minutes and seconds, has a line to itself, or is marked as
        nothing else is.
    marked : bool
        Whether it is marked as nothing else is.
    """

    start: int
    end: int
    time: float
    ends: bool
    edge: bool = True
    sure: bool = False
    marked: bool = False


def seconds(clock: str) -> float:
    """Turn ``1:02:03.5``, ``02:03``, ``1:02:03-5`` or ``1h02m03s`` into seconds.

    Of a clock of the day (``10:15 AM``) they are the seconds of that day.

    Examples
    --------
    >>> seconds("1:02:03,5"), seconds("00:00:08-1"), seconds("4.5"), seconds("1h02m03s")
    (3723.5, 8.1, 4.5, 3723.0)
    """
    half = _HALF.search(clock)
    digits = (clock[: half.start()] if half else clock).rstrip("sS")
    parts = [
        float(part.strip().replace(",", ".").replace("-", "."))
        for part in re.split(r"[:：;hHmM]", digits)[:3]  # a fourth counts the pictures of a film
    ]
    if half:
        parts[0] = parts[0] % _HALF_DAY + (_HALF_DAY if half[1] in "Pp" else 0)
        parts = [*parts, 0.0, 0.0][:3]
    total = 0.0
    for part in parts:
        total = 60 * total + part
    return total


def _spelt(clock: str) -> float:
    """Turn ``1h 2m 3s``, ``130s`` or ``1'10"`` into seconds."""
    return sum(
        float(number.replace(",", ".")) * _UNITS.get(unit, 1)
        for number, unit in _SPELT_PART.findall(clock)
    )


def stated(found: re.Match[str]) -> float:
    """Return the seconds that a match of `STAMP` states."""
    groups = found.groupdict()
    name = next(name for name in STAMP_GROUPS if groups.get(name))
    clock = str(groups[name])
    if name == "thousandths":
        return int(clock) / 1000
    if name == "spelt":
        return _spelt(clock)
    return seconds(clock.replace(".", ":") if name in _DOTS else clock)


def stamps_within(text: str) -> list[Stamp]:
    """Find the stamps of a transcript, wherever they stand.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Stamp
        In order. People speak of times too ("from nine (9:00) until five (17:00)"): a clock of
        hours, minutes and seconds is a stamp where several count up; one of two numbers only where
        the document shows by many, from the first minutes on, that it is stamped so.
    """
    if not _NEAR.search(text):
        return []
    found = [_stamp(text, match) for match in _WITHIN.finditer(text)]
    sure = [stamp for stamp in found if stamp.sure]
    if not any(stamp.marked for stamp in sure) and not (len(sure) > 1 and _counts_up(sure)):
        sure = []
    if _stamped_so(found):
        return _in_order(found)
    return sure or _leading(text)


def _stamped_so(stamps: Sequence[Stamp]) -> bool:
    """Tell whether clocks of two numbers are stamps here: many, early, at the edges of lines."""
    if len(stamps) < _TWO or stamps[0].time >= _FIRST_MINUTES or not _counts_up(stamps):
        return False
    return len(stamps) >= _FEW or sum(stamp.edge for stamp in stamps) > _MOST * len(stamps)


def _in_order(stamps: Sequence[Stamp]) -> list[Stamp]:
    """Leave out the clocks that run against all others: those were spoken of."""
    lasts: list[float] = []
    heights = []
    for stamp in stamps:
        height = bisect_right(lasts, stamp.time)
        lasts[height : height + 1] = [stamp.time]
        heights.append(height)
    kept = []
    wanted, limit = len(lasts) - 1, float("inf")
    for stamp, height in zip(reversed(stamps), reversed(heights), strict=True):
        fits = height == wanted and stamp.time <= limit
        if fits:
            wanted, limit = wanted - 1, stamp.time
        if fits or stamp.sure:
            kept.append(stamp)
    return kept[::-1]


def _counts_up(stamps: Sequence[Stamp]) -> bool:
    rising = sum(after.time >= before.time for before, after in pairwise(stamps))
    return rising >= _IN_ORDER * (len(stamps) - 1)


def _leading(text: str) -> list[Stamp]:
    """Find the clocks that begin lines, where nearly all lines begin with one and they count up.

    An agenda has them too, but no agenda begins within the first minute of the day.
    """
    start, found, lines = 0, [], 0
    for line in text.splitlines(keepends=True):
        lines += not line.isspace()
        clock = _LEADING.match(line)
        if clock:
            found.append(Stamp(start, start + clock.end(), seconds(clock["clock"]), ends=False))
        elif lines > _FEW and len(found) < _IN_ORDER * lines / 2:
            return []
        start += len(line)
    enough = len(found) >= max(_FEW, _IN_ORDER * lines) and found[0].time < _EARLY
    return found if enough and _counts_up(found) else []


def _stamp(text: str, match: re.Match[str]) -> Stamp:
    end = text.find("\n", match.end())
    ends = not text[match.end() : end if end >= 0 else len(text)].strip()
    begins = _begins_line(text, match.start())
    alone = match["alone"]
    marked = any(match[name] for name in ("hashed", "linked", "thousandths"))
    return Stamp(
        match.start(),
        match.end(),
        seconds(alone) if alone else stated(match),
        ends=not alone and ends and not begins,
        edge=begins or ends,
        sure=marked or bool(alone) or _WHOLE.search(match[0]) is not None,
        marked=marked,
    )


def _begins_line(text: str, at: int) -> bool:
    return not text[text.rfind("\n", 0, at) + 1 : at].strip()


def part_turns(text: str, turns: Sequence[Turn]) -> Iterator[Turn]:
    """Part turns at the stamps in them, so that no stamp stands in what was said.

    Parameters
    ----------
    text : str
    turns : sequence of Turn
        In order and apart.

    Yields
    ------
    Turn
        Each part begins when the stamp before it says. Where the stamps of a transcript end their
        lines (f4's do), each states when the words before it were over: the first turn then
        begins at 0.
    """
    stamps = stamps_within(text)
    after = sum(stamp.ends for stamp in stamps) > _MOST * len(stamps)
    starts, ends = [stamp.start for stamp in stamps], [stamp.end for stamp in stamps]
    for turn in turns:
        first = bisect_right(ends, turn.start)
        time = turn.start_time
        if time is None and after:
            time = stamps[first - 1].time if first else 0.0
        beyond = bisect_left(starts, turn.end, first)
        yield from _parts(text, replace(turn, start_time=time), stamps[first:beyond])


def _parts(text: str, turn: Turn, inside: Iterable[Stamp]) -> Iterator[Turn]:
    """Yield the stretches of a turn between stamps; the turn itself where it has no words."""
    start, time, any_words = turn.start, turn.start_time, False
    for stamp in (*inside, Stamp(turn.end, turn.end, 0.0, ends=True)):
        said = strip(text, Span(start, max(start, stamp.start)))
        if said.length:
            any_words = True
            yield replace(turn, start=said.start, end=said.end, start_time=time)
        start, time = stamp.end, stamp.time
    if not any_words:
        yield replace(turn, end=turn.start)


def goes(text: str, turns: Sequence[Turn]) -> int:
    """Count how often somebody takes the word: the parts of a turn between stamps are one go.

    Parameters
    ----------
    text : str
    turns : sequence of Turn
        Those that are somebody's, in order.
    """
    parts = sum(
        before.speaker == after.speaker
        and _ONLY.fullmatch(text, before.end, after.start) is not None
        for before, after in pairwise(turns)
    )
    return len(turns) - parts
