"""What a study's waves come to, in words: each thing once.

What can be compared stands first: what is watched, then some of what was noticed afterwards. Codes
of which there is nothing to compare are named together, with the reason; so is what is true of two
waves whatever is compared in them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from textwrap import wrap

from themekit.matrix.change import AFTERWARDS
from themekit.matrix.units import in_time
from themekit.records import ChangeRow
from themekit.workflows.waves import MOVED, SHOWN, Followed

WIDTH = 96
DIRECTIONS = ("worse", "same", "mixed", "better", "")
"""In this order places are kept: what gets worse or stays is told less often by itself."""
_NAMED = 8
"""Codes of which nothing can be compared that are named; the rest is counted."""

Pair = tuple[str, str, str]  # strand, and the two waves


def in_words(found: Followed, *, everything: bool = False) -> Iterator[str]:
    """Yield what is watched in words, line by line, and some of what was noticed afterwards.

    Parameters
    ----------
    found : Followed
    everything : bool
        Whether all that was noticed afterwards is told.
    """
    rest = [row for row in found.rows if not row.watched and row.change is not None]
    watched = [row for row in found.watched if row.change is not None]
    chosen = (
        rest if everything else _places_for_all([row for row in rest if row.before or row.after])
    )
    telling = _Telling(found.rows, (*watched, *chosen))
    for head, lines in (
        ("Watched", telling.of(watched=True)),
        ("Noticed afterwards", telling.of(watched=False)),
        ("Nothing to compare yet", telling.without_numbers()),
        ("Of these waves, unless it is said otherwise above", telling.of_pairs()),
        ("Read next, the fewest minutes first", _wrapped(found.reading, 2)),
    ):
        block = list(lines)
        if block:
            yield head
            yield from block


@dataclass(frozen=True)  # without slots: what follows from it is worked out once
class _Telling:
    """Tells rows; what several of them would say in the same words is told apart, once.

    Parameters
    ----------
    rows : sequence of ChangeRow
        All there are.
    shown : sequence of ChangeRow
        Those of them with numbers that are told one by one.
    """

    rows: Sequence[ChangeRow]
    shown: Sequence[ChangeRow]
    several: bool = field(init=False)

    def __post_init__(self) -> None:
        """See whether strands have to be told apart."""
        object.__setattr__(self, "several", len({row.strand for row in self.rows}) > 1)

    def of(self, *, watched: bool) -> Iterator[str]:
        """Yield the comparisons of what is watched, or of the rest."""
        what = ""
        for row in self.shown:
            if row.watched != watched:
                continue
            name = f"{row.name} ({row.direction})" if row.direction else row.name
            name = f"{row.strand}: {name}" if self.several else name
            if name != what:
                yield from _wrapped([name], 2)
                what = name
            yield from self._comparison(row)

    def _comparison(self, row: ChangeRow) -> Iterator[str]:
        pair = _pair(row)
        below = " (see below)" if row.apart and self._is_common(pair, row.apart) else ""
        yield f"    {row.start} to {row.end}: {row.verdict or 'side by side'}{below}"
        because = row.because.removeprefix(AFTERWARDS).strip()
        if below:
            because = because.replace(row.apart, "").strip()
        yield from _wrapped([because], 6)
        if row.stated != self._stated[pair]:
            yield from _wrapped(
                [f"Also: {'; '.join(row.stated) or 'none of what stands below'}."], 6
            )

    def without_numbers(self) -> Iterator[str]:
        """Yield why there is nothing to compare, with the names of all to which that applies."""
        reasons: dict[str, dict[tuple[str, str], ChangeRow]] = {}
        unread: dict[tuple[str, str], set[str]] = {}
        for row in self.rows:
            if row.unread:
                unread.setdefault((row.strand, row.name), set()).update(row.unread)
        for row in self.rows:
            if row.change is None:
                name = (row.strand, row.name)
                waves = sorted(unread[name], key=in_time) if row.unread else []
                reasons.setdefault(_unread(waves) if waves else row.apart, {})[name] = row
        for reason, rows in reasons.items():
            yield from _wrapped([f"{self._these(list(rows.values()))}: {reason}"], 2)

    def _these(self, rows: Sequence[ChangeRow]) -> str:
        codes = sum(bool(row.code_id) for row in rows)
        parts = [
            f"{number} {kind}{'' if number == 1 else 's'}"
            for number, kind in ((codes, "code"), (len(rows) - codes, "closed question"))
            if number
        ]
        watched = [row.name for row in rows if row.watched]
        told = [row.name for row in rows] if len(rows) <= _NAMED else watched
        strands = ", ".join(dict.fromkeys(row.strand for row in rows))
        where = f" of {strands}" if self.several else ""
        named = f" ({'; '.join(dict.fromkeys(told))})" if told else ""
        if watched and len(watched) < len(rows):
            named = f", {len(watched)} of them watched{named if told is watched else ''}"
        return f"{' and '.join(parts)}{where}{named}"

    def of_pairs(self) -> Iterator[str]:
        """Yield what is true of two waves, whatever is compared in them."""
        for pair in dict.fromkeys(map(_pair, self.rows)):
            strand, start, end = pair
            here = [row for row in self.shown if _pair(row) == pair and row.code_id]
            said = [
                text if number == len(here) else f"{text} ({number} of {len(here)} codes)"
                for text, number in self._apart[pair].items()
                if self._is_common(pair, text)
            ]
            if self._stated[pair]:
                said.append(f"{'; '.join(self._stated[pair])}.")
            if said:
                name = f"{strand}, {start}" if self.several else start
                yield from _wrapped([f"{name} to {end}: {' '.join(said)}"], 2)

    def _is_common(self, pair: Pair, text: str) -> bool:
        return self._apart[pair][text] > 1

    @cached_property
    def _apart(self) -> Mapping[Pair, Counter[str]]:
        """By what reading keeps two waves apart, and of how many that are told it is said."""
        found: dict[Pair, Counter[str]] = {_pair(row): Counter() for row in self.rows}
        for row in self.shown:
            if row.apart:
                found[_pair(row)][row.apart] += 1
        return found

    @cached_property
    def _stated(self) -> Mapping[Pair, tuple[str, ...]]:
        """What is stated of most comparisons of two waves that are told, else of most there are."""
        found: dict[Pair, Counter[tuple[str, ...]]] = {}
        for row in self.rows:
            found.setdefault(_pair(row), Counter())[row.stated] += 1
        for row in self.shown:
            found[_pair(row)][row.stated] += len(self.rows)
        return {pair: stated.most_common(1)[0][0] for pair, stated in found.items()}


def _pair(row: ChangeRow) -> Pair:
    return row.strand, row.start, row.end


def _unread(waves: Sequence[str]) -> str:
    named = f"{', '.join(waves[:-1])} and {waves[-1]}" if len(waves) > 1 else waves[0]
    return (
        f"nobody has read {named} yet, and what is suggested says nothing of change: cannot tell."
    )


def _wrapped(texts: Sequence[str], indent: int) -> Iterator[str]:
    more = indent if indent > 2 else indent + 2  # noqa: PLR2004 -- what is long in a list hangs
    for text in texts:
        yield from wrap(text, WIDTH, initial_indent=" " * indent, subsequent_indent=" " * more)


def _places_for_all(rows: Sequence[ChangeRow]) -> Iterator[ChangeRow]:
    """Yield some rows, those that moved first: each direction has its turn while it has any."""
    queues: dict[str, list[ChangeRow]] = {name: [] for name in DIRECTIONS}
    moved = sorted(rows, key=lambda row: (row.verdict not in MOVED, -abs(row.change or 0.0)))
    for row in moved:
        queues[row.direction].append(row)
    left = SHOWN
    while left and any(queues.values()):
        for name in DIRECTIONS:
            if queues[name] and left:
                left -= 1
                yield queues[name].pop(0)
