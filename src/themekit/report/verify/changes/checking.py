"""What a sentence says of a change, against the comparison that it is most likely of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from themekit.report.verify.changes.model import Change, changes_of
from themekit.report.verify.changes.saying import Said, heard_in, said_of_change
from themekit.report.verify.result import Remark, shortened
from themekit.report.verify.waves import people_by_wave
from themekit.report.verify.wording import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from themekit.report.verify.changes.saying import Amount, Heard, Kind
    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.figures import Figure
    from themekit.report.verify.model import Block
    from themekit.report.verify.result import Severity
    from themekit.report.verify.sentences import Statement

_SLACK = 0.5 + 1e-6
"""What is said in whole numbers of 100 may be rounded."""
_WHO = frozenset({"left", "joined", "back", "both"})
_AGAINST = frozenset({("rose", "fell"), ("fell", "rose")})


class Followed(NamedTuple):
    """What came of a sentence that tells of changes.

    Attributes
    ----------
    remarks : tuple of Remark
    held : tuple of (start, end)
        Ranges that were held against a comparison.
    """

    remarks: tuple[Remark, ...] = ()
    held: tuple[tuple[int, int], ...] = ()


class Changes:
    """Checks what sentences say of changes from wave to wave.

    Parameters
    ----------
    evidence : Evidence
    """

    def __init__(self, evidence: Evidence) -> None:
        self.changes = changes_of(evidence.inputs)
        self._people = people_by_wave(evidence.coded)
        self.waves = sorted({wave for it in self.changes for wave in (it.row.start, it.row.end)})

    def of(self, one: Statement, block: Block, before: Sequence[Statement], plain: str) -> Followed:
        """Hold a sentence against what changed; `plain` holds no names of codes."""
        if not self.changes or one.is_cell:
            return Followed()
        heard = self._heard(one, block, plain)
        told = self._told(one, block, before, plain)
        return Followed((*heard.remarks, *told.remarks), (*heard.held, *told.held))

    def _heard(self, one: Statement, block: Block, plain: str) -> Followed:
        """Hold numbers of people who were heard in waves against those who were."""
        if one.named or one.tied:
            return Followed()
        remarks, held = list[Remark](), list[tuple[int, int]]()
        for it in heard_in(plain, self.waves):
            sizes = {strand: _size(waves, it.wave) for strand, waves in self._people.items()}
            meant = {strand: sizes[strand] for strand in sizes if strand in one.strands} or sizes
            held.append((it.start, it.end))
            if it.number not in meant.values():
                when = it.wave or "in every wave"
                told = ", ".join(
                    f"{number:,} people ({strand})" for strand, number in meant.items()
                )
                found = f"{when}: {told}"
                remarks.append(_flawed("wrong", it, found, one, block))
        return Followed(tuple(remarks), tuple(held))

    def _told(
        self, one: Statement, block: Block, before: Sequence[Statement], plain: str
    ) -> Followed:
        """Hold what is said of changes against the comparison that comes nearest to it."""
        likely, known = self._likely(one, before)
        said = tuple(it for it in said_of_change(plain, self.waves) if _is_of(it, known))
        if not said or ({it.kind for it in said} == {"verdict"} and not self._waves(one)):
            return Followed()
        judged = [[(it, _holds(it, change)) for it in said] for change in likely]
        best = min(judged, key=lambda every: sum(holds is False for _, holds in every))
        change = likely[judged.index(best)]
        kinds = {it.kind for it, holds in best if holds and it.kind == "verdict"}
        wrong = (it for it, holds in best if holds is False and it.kind not in kinds)
        held = ((it.start, it.end) for it, holds in best if holds is not None)
        return Followed(tuple(_remark(it, change, one, block) for it in wrong), tuple(held))

    def _likely(
        self, one: Statement, before: Sequence[Statement]
    ) -> tuple[Sequence[Change], frozenset[str]]:
        """Return the comparisons that a sentence may be of, and whether names or waves say so.

        A sentence that does not say it goes on from those before it.
        """
        found: Sequence[Change] = self.changes
        known = set[str]()
        every = (one, *reversed(before))
        if named := next(filter(None, map(self._named, every)), []):
            found = named
            known.add("name")
        for other in every:
            if narrowed := [it for it in found if it.row.strand in other.strands]:
                found = narrowed
                break
        waves = next(filter(None, map(self._waves, every)), frozenset[str]())
        most = max(len(waves & {it.row.start, it.row.end}) for it in found)
        if most:
            found = [it for it in found if len(waves & {it.row.start, it.row.end}) == most]
            known.add("wave")
        return found, frozenset(known)

    def _named(self, one: Statement) -> list[Change]:
        keys = {joined(name) for f in (*one.tied, *one.named) or one.likely for name in _keys(f)}
        return [it for it in self.changes if keys & set(map(joined, _names(it)))]

    def _waves(self, one: Statement) -> frozenset[str]:
        return one.waves & frozenset(self.waves)


def _keys(figure: Figure) -> Iterable[str]:
    item = figure.theme if figure.kind == "closed" else ""
    return filter(None, (figure.name, figure.code_id, item))


def _names(change: Change) -> Iterable[str]:
    row = change.row
    return filter(None, (row.name, row.code_id, row.item))


def _is_of(it: Said, known: frozenset[str]) -> bool:
    """Tell whether it is known well enough of which comparison something is said."""
    return "name" in known or (it.kind in _WHO and "wave" in known)


def _size(waves: Mapping[str, frozenset[str]], wave: str) -> int:
    """Return how many were heard in a wave, or in every one."""
    return len(waves.get(wave, ())) if wave else len(frozenset.intersection(*waves.values()))


def _remark(it: Said, change: Change, one: Statement, block: Block) -> Remark:
    doubtful = it.kind == "verdict" and (it.verdict, change.row.verdict) not in _AGAINST
    found = change.who if it.kind in {"left", "joined", "back"} else change.said
    return _flawed("doubtful" if doubtful else "wrong", it, found, one, block)


def _flawed(
    severity: Severity, it: Said | Heard, found: str, one: Statement, block: Block
) -> Remark:
    return Remark(
        severity,
        "change",
        block.place,
        shortened(f"{it.said} \u2014 {one.text}"),
        found,
        "state what changes.csv holds, or name what changed and the two waves",
        (one.block, one.start + it.start),
    )


# -- whether a comparison holds -----------------------------------------------------------------


def _holds(it: Said, change: Change) -> bool | None:
    """Tell whether a comparison is what is said; None where it does not know."""
    return _HOLDS[it.kind](it, change)


def _pair(it: Said, change: Change) -> bool | None:
    row = change.row
    sides = zip(it.amounts, (change.before, change.after), (row.before, row.after), strict=True)
    found = [_side(amount, pairs, share) for amount, pairs, share in sides]
    return False if False in found else None if None in found else True


def _side(amount: Amount, pairs: frozenset[tuple[int, int]], share: float | None) -> bool | None:
    number, of = amount
    if of:
        return (number, of) in pairs if pairs else None
    shares = [share] if share is not None else [n / size for n, size in pairs]
    return any(abs(100 * one - number) <= _SLACK for one in shares) if shares else None


def _number(name: str) -> Callable[[Said, Change], bool | None]:
    def holds(it: Said, change: Change) -> bool | None:
        known = {
            value
            for value in (getattr(change.row, name, None), *_moved(name, change))
            if value is not None
        }
        return it.amounts[0][0] in known if known else None

    return holds


def _moved(name: str, change: Change) -> Iterable[int]:
    moves = change.moves
    return {
        "both": [moves.stayed],
        "left": [moves.left],
        "joined": [moves.came, moves.came - moves.back],
        "back": [moves.back],
    }.get(name, [])


def _change(it: Said, change: Change) -> bool | None:
    row, number = change.row, it.amounts[0][0]
    known = [row.change, row.drift]
    if it.kind == "change":
        known += [row.before, row.after, row.change_low, row.change_high, row.drift_low]
        known += [row.drift_high, row.matters]
    there = [value for value in known if value is not None]
    if row.change is None:
        return None
    is_signed = it.said.lstrip()[0] in "+-\u2212"
    return any(
        abs(100 * value - number) <= _SLACK
        or (not is_signed and abs(abs(100 * value) - number) <= _SLACK)
        for value in there
    )


def _interval(it: Said, change: Change) -> bool | None:
    row = change.row
    ends = [(row.change_low, row.change_high), (row.drift_low, row.drift_high)]
    known = [(low, high) for low, high in ends if low is not None and high is not None]
    (low, _), (high, _) = it.amounts
    plain = not any(sign in it.said for sign in "+-\u2212")
    return (
        any(
            (abs(100 * a - low) <= _SLACK and abs(100 * b - high) <= _SLACK)
            or (plain and {round(abs(100 * a)), round(abs(100 * b))} == {low, high})
            for a, b in known
        )
        if known
        else None
    )


def _verdict(it: Said, change: Change) -> bool | None:
    return change.row.verdict == it.verdict if change.row.verdict else None


_HOLDS: dict[Kind, Callable[[Said, Change], bool | None]] = {
    "pair": _pair,
    "both": _number("both"),
    "began": _number("began"),
    "stopped": _number("stopped"),
    "left": _number("left"),
    "joined": _number("joined"),
    "back": _number("back"),
    "change": _change,
    "points": _change,
    "interval": _interval,
    "verdict": _verdict,
}
"""How a comparison holds, by what is said."""
