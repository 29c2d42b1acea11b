"""What got worse, changed, did not change and cannot be told: changes.csv in sentences.

Every number is that of the table's row, and nothing is worked out anew but so many of so many from
a share. What is watched stands in full; of what was noticed afterwards only what rose or fell, and
each direction has its turn, what got worse first. No word here says what made a change.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.returning.model import Line, Outcome, Reason
from themekit.report.returning.occasion import DIRECTIONS, FEW_BEHIND, SO_FAR, listed
from themekit.report.returning.told import told_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from themekit.records import ChangeRow
    from themekit.report.returning.occasion import Occasion

WORSE = "More told of worse, or fewer of better"
BETTER = "More told of better, or fewer of worse"
OTHERWISE = "Changed otherwise"
SAME, UNKNOWN, UNSHOWN = "No change seen", "Cannot tell", "Not shown here"
_ALWAYS = (WORSE, BETTER, SAME, UNKNOWN)
"""Headings that stand also where nothing is below them."""
AFTERWARDS = "Noticed afterwards."
WITHHELD = "Withheld: few people are behind it."
"""Sentences of `themekit.matrix.change`, which rows bring along."""
NOBODY = "No account was read so; that does not mean that nobody lives with it."
MATTERING = "A change that would matter"
UNREAD = "People have not read both waves."
_MOVED = ("rose", "fell")
_SURELY = 1e-5
"""How near a share of so many is to a whole number of them; tables round to six decimals."""
_FOR = {"better": "rose", "worse": "fell"}
Sizes = dict[tuple[str, str, str], int]


def outcomes_of(occasion: Occasion) -> tuple[Outcome, ...]:
    """Return what the comparisons that end in this wave came to, what got worse first."""
    telling = _Telling(occasion)
    if not telling.rows:
        return told_of(occasion)
    found: dict[str, list[ChangeRow]] = {}
    for row in (*telling.watched, *telling.afterwards):
        found.setdefault(_heading(row), []).append(row)
    headings = (WORSE, BETTER, OTHERWISE, SAME, UNKNOWN, UNSHOWN)
    return tuple(
        Outcome(one, tuple(telling.reasons(rows)), "" if rows else _nothing(one))
        for one in headings
        for rows in [found.get(one, [])]
        if telling.every and (rows or one in _ALWAYS)
    )


def below(occasion: Occasion) -> Iterator[str]:
    """Yield what is said below the comparisons, or in their place."""
    telling = _Telling(occasion)
    if occasion.inputs.reflexive and telling.rows:
        yield (
            "This study counts nobody: a number would say nothing here. What was told then and "
            "what was told now stand side by side below, in people's own words."
        )
        return
    if not telling.rows:
        yield (
            "There is nothing to compare this wave with: it is the first, or nobody was asked "
            "twice in the same way. So nothing can be told of change."
        )
        return
    yield from telling.explained()
    if rest := [one for one in telling.every if not one.watched]:
        yield _afterwards(rest, public=occasion.public)


def _afterwards(rest: Sequence[ChangeRow], *, public: bool) -> str:
    """Say what became of what nobody had said beforehand that it would be followed."""
    counted = Counter[str](one.verdict for one in rest)
    withheld = " or are withheld" if public else ""
    told = (
        (f"{counted['rose']:,} rose", "rose"),
        (f"{counted['fell']:,} fell", "fell"),
        (f"in {counted['no change seen']:,} no change was seen", "no change seen"),
        (f"{counted['cannot tell']:,} cannot be told{withheld}", "cannot tell"),
    )
    kept = [said for said, verdict in told if counted[verdict]]
    table = "The study has a table of all." if public else "All stand in changes.csv."
    compared = any(one.verdict != "cannot tell" for one in rest)
    chance = " Of so many, chance alone moves some." if compared else ""
    return (
        f"{words.plural(len(rest), 'other comparison')} nobody had named beforehand: "
        f"{listed(kept)}.{chance} {table}"
    )


def _heading(row: ChangeRow) -> str:
    """Return under which heading a comparison stands."""
    if row.verdict in _MOVED:
        good = _FOR.get(row.direction)
        return OTHERWISE if good is None else BETTER if row.verdict == good else WORSE
    if row.verdict == "no change seen":
        return SAME
    return UNSHOWN if row.because == WITHHELD else UNKNOWN


def _nothing(heading: str) -> str:
    said = {
        WORSE: (
            "This cannot be said. It does not mean that nobody told us of worse: what we cannot "
            "tell, and what is not shown, stands below."
        ),
        BETTER: "This cannot be said.",
        SAME: "This cannot be said of anything.",
        UNKNOWN: "Nothing that we said beforehand we would follow.",
    }
    return said.get(heading, "")


class _Telling:
    """The comparisons that end in a wave, and what puts one into a sentence."""

    def __init__(self, occasion: Occasion) -> None:
        self._occasion = occasion
        matrix = occasion.inputs.matrix
        self._sizes = _sizes(occasion)
        self.rows: Sequence[ChangeRow] = [
            row for row in matrix.changes if row.end == occasion.wave and row.start != row.end
        ]
        self.every = [row for row in self.rows if row.verdict]

    @property
    def watched(self) -> list[ChangeRow]:
        """What the study said beforehand that it follows."""
        return [row for row in self.every if row.watched]

    @property
    def afterwards(self) -> Iterator[ChangeRow]:
        """What else rose or fell: each direction has its turn while it has any."""
        queues: dict[str, list[ChangeRow]] = {one: [] for one in (*DIRECTIONS, "")}
        moved = (row for row in self.every if not row.watched and row.verdict in _MOVED)
        for row in sorted(moved, key=lambda row: -abs(row.change or 0.0)):
            queues[row.direction].append(row)
        left = self._occasion.room.afterwards
        while left and any(queues.values()):
            for queue in queues.values():
                if queue and left:
                    left -= 1
                    yield queue.pop(0)

    def reasons(self, rows: Iterable[ChangeRow]) -> Iterator[Reason]:
        """Yield comparisons that end so for the same reason together."""
        found: dict[tuple[str, bool], list[ChangeRow]] = {}
        for row in rows:
            found.setdefault((self._because(row), row.watched), []).append(row)
        alone: dict[bool, list[tuple[int, Line]]] = {}
        for (because, watched), there in found.items():
            lines = [(self.rows.index(row), self.line(row)) for row in there if self.said(row)]
            bare = tuple(self._bare(there))
            if not bare and (len(lines) == 1 or not because):
                # A reason that is nobody else's stands behind its own numbers.
                behind = (
                    (at, Line(one.label, f"{one.text} {because}".strip())) for at, one in lines
                )
                alone.setdefault(watched, []).extend(behind)
            else:
                yield Reason(_head(because, watched=watched), tuple(one for _, one in lines), bare)
        for watched, own in alone.items():
            yield Reason(_head("", watched=watched), tuple(one for _, one in sorted(own, key=_at)))

    def _bare(self, rows: Iterable[ChangeRow]) -> Iterator[Line]:
        """Yield the names of comparisons without a number, by what they are compared with."""
        since: dict[str, list[str]] = {}
        for row in rows:
            if not self.said(row):
                since.setdefault(self.name(row), []).append(row.start)
        together: dict[tuple[str, ...], list[str]] = {}
        for name, starts in since.items():
            together.setdefault(tuple(dict.fromkeys(starts)), []).append(name)
        for known, names in together.items():
            yield Line(f"Since {listed(known)}", f"{'; '.join(names)}.")

    def explained(self) -> Iterator[str]:
        """Yield how to read the numbers, as far as any stand there."""
        shown = [row for row in (*self.watched, *self.afterwards) if self.said(row)]
        if shown:
            yield (
                "After each colon: by how many in 100 people it changed, and from how many to how "
                "many of 100 fits what was told."
            )
        if any(row.code_id for row in shown):
            yield (
                "What people ticked is called “answered”; all else is what readers found in their "
                "words. Who did not tell us of something may live with it all the same."
            )
        if any(row.verdict in _MOVED for row in shown):
            yield (
                "“Rose” and “fell” are said of who told us something, among these tellers: that is "
                "more than chance in who tells."
            )
        if any(SO_FAR in self.said(row) for row in shown):
            yield (
                "“Found so far”: not everything has been read for it. Those who are unread may "
                "have told it too."
            )

    def line(self, row: ChangeRow) -> Line:
        """Return a comparison with its numbers."""
        return Line(f"{self.name(row)}, since {row.start}", self.said(row))

    def name(self, row: ChangeRow) -> str:
        """Return what is compared, as those who told know it; of answers, which are counted."""
        return self._occasion.name_of(row.strand, row.item, row.code_id)

    def said(self, row: ChangeRow) -> str:
        """Return the waves and numbers of a comparison; empty where it has none."""
        if row.before is None or row.after is None or row.change is None:
            return ""
        then, now = self._of(row, row.before, row.start), self._of(row, row.after, row.end)
        if not then or not now:
            then, now = f"about {_hundred(row.before)} in 100", f"{_hundred(row.after)} in 100"
        else:
            then += self._so_far(row, row.start)
            now += self._so_far(row, row.end)
        verb = f"{row.verdict}, " if row.verdict in _MOVED else ""
        span = _moved(row.change)
        if row.change_low is not None and row.change_high is not None:
            low, high = _points(row.change_low), _points(row.change_high)
            span += f"; from {low} to {high} fits"
        pairs = f" {_pairs(row)}" if row.both else ""
        nobody = f" {NOBODY}" if row.code_id and not row.before and not row.after else ""
        return f"{verb}{then} in {row.start}, {now} in {row.end}: {span}.{pairs}{nobody}"

    def _of(self, row: ChangeRow, share: float, wave: str) -> str:
        """Return ``4 of 40`` where a share is of whole people; else nothing."""
        size = self._sizes.get((row.code_id or row.item, row.strand, wave))
        if size is None or abs(share * size - round(share * size)) > _SURELY * size:
            return ""
        return f"{round(share * size):,} of {size:,}"

    def _so_far(self, row: ChangeRow, wave: str) -> str:
        """Say that people have not read all of a wave for a code."""
        whole = not row.code_id or self._occasion.is_read(row.code_id, row.strand, wave)
        return "" if whole else f" {SO_FAR}"

    def _because(self, row: ChangeRow) -> str:
        """Return why, without what the numbers beside it say already."""
        if row.before is None and row.because != WITHHELD and "suggested" in row.because:
            return UNREAD
        text = row.because.removeprefix(AFTERWARDS)
        text = text.replace(MATTERING, f"A change of {_hundred(row.matters)} in 100 or more")
        text = text.replace(WITHHELD, FEW_BEHIND)
        if row.before is not None and row.after is not None:
            then, now = self._of(row, row.before, row.start), self._of(row, row.after, row.end)
            for known in (f"{then}, then {now}.", _pairs(row), _anything(row)):
                text = text.replace(known, "") if known else text
        if row.verdict in _MOVED:  # said once, below
            kept = (
                one for one in text.split(". ") if "more than chance in who tell" not in one.lower()
            )
            text = ". ".join(kept)
        return " ".join(text.split())


def _sizes(occasion: Occasion) -> Mapping[tuple[str, str, str], int]:
    """Return of how many a share is: by code or question, strand and wave."""
    found: Sizes = {}
    for one in occasion.inputs.matrix.by_wave:
        row = one.row
        size = one.answered if one.item else row.asked
        if size:
            found[one.item or row.code_id, row.strand, row.wave] = size
    return found


def _at(one: tuple[int, Line]) -> int:
    return one[0]


def _head(because: str, *, watched: bool) -> str:
    return because if watched else f"{AFTERWARDS} {because}".strip()


def _pairs(row: ChangeRow) -> str:
    if row.both is None:
        return ""
    if not row.both:
        return "Nobody told both times."
    return f"Of {row.both} who told both times {row.began} began and {row.stopped} stopped."


def _anything(row: ChangeRow) -> str:
    if row.change_low is None or row.change_high is None:
        return ""
    low, high = (
        f"{number:+d} in 100" if number else "0 in 100"
        for number in (round(100 * row.change_low), round(100 * row.change_high))
    )
    return f"Anything from {low} to {high} fits what was told."


def _hundred(share: float) -> str:
    return f"{round(100 * share)}"


def _points(share: float) -> str:
    number = round(100 * share)
    return f"{abs(number)} {'more' if number > 0 else 'fewer'}" if number else "none"


def _moved(share: float) -> str:
    """Say by how many in 100 people something is told more or less often."""
    number = round(100 * share)
    return (
        f"{abs(number)} in 100 {'more' if number > 0 else 'fewer'}" if number else "0 in 100 more"
    )
