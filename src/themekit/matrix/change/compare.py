"""Every code and closed question that is followed, wave by wave and from wave to wave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from themekit.decisions import CodedStudy
from themekit.matrix.asking import GROUP
from themekit.matrix.cells import WRITTEN_ABOUT
from themekit.matrix.change.alike import Alike, misses_how
from themekit.matrix.change.circumstances import Circumstances
from themekit.matrix.change.followed import Followed, followed
from themekit.matrix.change.heard import Heard, Hearing, Share, both_times
from themekit.matrix.change.next_reading import (
    NextReading,
    before_anything,
    first_bridge,
    for_new_meaning,
    settling,
    without_suggestions,
)
from themekit.matrix.change.outside import for_outsiders
from themekit.matrix.change.reread import Rereading
from themekit.matrix.change.verdicts import Compared, Waves, compare, points
from themekit.matrix.corrected import Correction
from themekit.matrix.outlines import REPORT, Tree
from themekit.matrix.samples import PROVES_NOTHING, share_in
from themekit.matrix.small_cells import is_small
from themekit.matrix.units import UNDATED
from themekit.records import ChangeRow, ClosedRow, MatrixRow, WaveRow
from themekit.statistics.change import Side
from themekit.study import Strand

POSITIVE = "(positive)"
AFTERWARDS = "Noticed afterwards."
SIDE_BY_SIDE = "Read the stories of both waves side by side."
_NORMAL = 1.959963984540054
"""Half the width of a 95 % interval, in standard errors."""


def changes_in(
    coded: CodedStudy,
    tree: Tree,
    correction: Correction,
    rows: Sequence[MatrixRow],
    closed: Sequence[ClosedRow],
) -> tuple[tuple[WaveRow, ...], tuple[ChangeRow, ...]]:
    """Follow a study's codes and closed questions from wave to wave.

    Parameters
    ----------
    coded : CodedStudy
    tree : Tree
    correction : Correction
        Knows what was read of what chance chose, for the readers that the rows are for.
    rows : sequence of MatrixRow
    closed : sequence of ClosedRow
        What the matrix shows, for the same readers.

    Returns
    -------
    tuple of WaveRow
    tuple of ChangeRow
        None of either where no strand has several waves.
    """
    hearing = Hearing(coded, correction.evidence, correction)
    if not hearing.occasions:
        return (), ()
    following = _Following(hearing, _shown(rows), _positive(closed))
    by_wave: list[WaveRow] = []
    changes: list[ChangeRow] = []
    for one in followed(tree, coded.study):
        heard = hearing.code(one.spec) if one.spec else hearing.item(one.item)
        for strand, waves in heard.items():
            by_wave += following.by_wave(one, strand, waves)
            changes += following.changes(one, strand, waves)
    return tuple(by_wave), tuple(changes)


def next_readings(
    coded: CodedStudy, tree: Tree, correction: Correction, rows: Sequence[MatrixRow]
) -> tuple[NextReading, ...]:
    """Return what to read next, so that what is watched can be told.

    Parameters
    ----------
    coded : CodedStudy
    tree : Tree
    correction : Correction
    rows : sequence of MatrixRow
    """
    hearing = Hearing(coded, correction.evidence, correction)
    following = _Following(hearing, _shown(rows), {})
    return tuple(
        reading
        for one in followed(tree, coded.study)
        if one.watched and one.spec
        for strand, waves in hearing.code(one.spec).items()
        for reading in following.next(one, strand, waves)
    )


def _shown(rows: Sequence[MatrixRow]) -> dict[tuple[str, str, str], MatrixRow]:
    """Return the rows of codes as the matrix shows them: by code, strand and wave."""
    found: dict[tuple[str, str, str], MatrixRow] = {}
    for row in rows:
        if row.outline == REPORT and row.code_id and row.wave:
            found.setdefault((row.code_id, row.strand, row.wave), row)
    return found


def _positive(closed: Sequence[ClosedRow]) -> dict[tuple[str, str, str], ClosedRow]:
    return {(one.item, one.strand, one.wave): one for one in closed if one.answer == POSITIVE}


@dataclass(frozen=True)  # without slots: what follows from it is worked out once
class _Following:
    """Makes the rows; what is the same for all of them is found once."""

    hearing: Hearing
    shown: Mapping[tuple[str, str, str], MatrixRow]
    positive: Mapping[tuple[str, str, str], ClosedRow]

    @cached_property
    def _circumstances(self) -> Circumstances:
        return Circumstances(self.hearing)

    @cached_property
    def _rereading(self) -> Rereading:
        return Rereading(self.hearing)

    @cached_property
    def _alike(self) -> Alike:
        return Alike(self.hearing, self._rereading)

    def _strand(self, name: str) -> Strand:
        return next(one for one in self.hearing.evidence.strands if one.name == name)

    # -- wave by wave ----------------------------------------------------------------------------

    def by_wave(self, one: Followed, strand: str, waves: Sequence[Heard]) -> Iterator[WaveRow]:
        """Yield a row a wave."""
        for heard in waves:
            row = self._row(one, strand, heard)
            if row is None:
                continue
            answered = None if row.suppressed or row.asked is None else len(heard.answered)
            if self.hearing.evidence.public and one.spec:
                answered = None  # few who said nothing would come out beside who was asked
            yield WaveRow(row, one.item, one.direction, one.watched, answered)

    def _row(self, one: Followed, strand: str, heard: Heard) -> MatrixRow | None:
        """Return the numbers of a wave; None where the matrix has none of it."""
        if one.spec:
            return self.shown.get((one.code_id, strand, heard.wave))
        known = self.positive.get((one.item, strand, heard.wave))
        if known is None:
            return None
        info = self._strand(strand)
        number, answered = len(heard.yes), len(heard.answered)
        reflexive = self.hearing.evidence.reflexive
        share = PROVES_NOTHING if reflexive else share_in(number, answered, info)
        return MatrixRow(
            outline=REPORT, section=known.section, theme="", code="", code_id="", strand=strand,
            asked=len(heard.asked), cases=number, cases_if=number, share=share.share,
            share_low=share.low, share_high=share.high, interval=share.interval, segments=None,
            quotes=(), against=None, disputed=None, both_stand=None, checked_share=None,
            basis="checked", wave=heard.wave,
        )  # fmt: skip

    # -- from wave to wave -----------------------------------------------------------------------

    def changes(self, one: Followed, strand: str, waves: Sequence[Heard]) -> Iterator[ChangeRow]:
        """Yield a row a pair of waves: each and the next, and the first and the last."""
        for before, after in self._pairs(one, strand, waves):
            row = self._change(one, strand, before, after)
            if self.hearing.evidence.public:
                cells = (self._row(one, strand, heard) for heard in (before, after))
                row = for_outsiders(row, *cells, of_few=self._of_few(one, strand, before, after))
            yield row

    def _pairs(
        self, one: Followed, strand: str, waves: Sequence[Heard]
    ) -> Iterator[tuple[Heard, Heard]]:
        """Yield what is compared, of each pair those who were read alike."""
        for before, after in _pairs(waves):
            yield self._alike.pair(one.spec, strand, before, after)

    def _of_few(self, one: Followed, strand: str, before: Heard, after: Heard) -> bool:
        """Tell whether what a comparison shows are shares of so few of a part of a wave."""
        if one.spec is None or not (before.was_read and after.was_read):
            return False
        waves = self._judged(one, strand, before, after)
        parts = (share for share in (waves.first, waves.second) if share.by == "part")
        return any(is_small(share.few, None) for share in parts)

    def next(self, one: Followed, strand: str, waves: Sequence[Heard]) -> Iterator[NextReading]:
        """Yield what to read for each pair of waves of which nothing can be told yet."""
        for before, after in self._pairs(one, strand, waves):
            row = self._change(one, strand, before, after)
            if row.verdict != "cannot tell" or one.spec is None:
                continue
            if parts := before_anything(strand, before, after):
                yield NextReading(one.name, row.start, row.end, parts, foreseen=False)
            elif row.before is not None:
                judged = self._waves(one, strand, before, after)
                otherwise = self._alike.otherwise(strand, before, after, judged.drift)
                if after.outdated:
                    parts = for_new_meaning(strand, after)
                elif self._alike.needs_blind(before, after, judged.drift):
                    parts = without_suggestions(strand, after)
                elif otherwise:  # a bridge tells how the last wave is read, and of no other
                    is_last = self._alike.is_last(strand, after)
                    parts = first_bridge(strand, before) if is_last else ()
                else:
                    parts = settling(judged, strand)
                yield NextReading(one.name, row.start, row.end, parts, foreseen=not otherwise)

    def _change(self, one: Followed, strand: str, before: Heard, after: Heard) -> ChangeRow:
        told = self._circumstances.between(strand, before, after)
        outside = self.hearing.evidence.public
        row = ChangeRow(
            strand=strand,
            item=one.item,
            code_id=one.code_id,
            name=one.name,
            direction=one.direction,
            watched=one.watched,
            matters=one.matters,
            start=before.wave,
            end=after.wave,
            left=len(before.asked - after.asked),
            joined=len(after.asked - before.asked),
            stated=tuple(dict.fromkeys(filter(None, (
                item.outside if outside else item.words for item in told
            )))),
        )  # fmt: skip
        if self.hearing.evidence.reflexive:
            return replace(row, because=SIDE_BY_SIDE, apart=SIDE_BY_SIDE)
        if why := self._not_comparable(one, strand, before, after):
            unread = tuple(heard.wave for heard in (before, after) if not heard.was_read)
            row = replace(row, apart=why, unread=unread)
            return _said(row, Compared("cannot tell", None, (why,)))
        return self._compared(row, one, before, after)

    def _not_comparable(self, one: Followed, strand: str, before: Heard, after: Heard) -> str:
        """Say why two waves have no shares that could be compared; empty where they have."""
        info = self._strand(strand)
        if one.spec and info.kind == GROUP:
            return "In a group people hear each other: there is no share of them to compare."
        if one.spec and info.voice == WRITTEN_ABOUT:
            return "Others wrote this of people, who did not tell it themselves."
        unread = [heard for heard in (before, after) if not heard.was_read]
        if unread:
            waves = " and ".join(heard.wave for heard in unread)
            return f"Nobody has read {waves}, and what is suggested says nothing of change."
        if one.spec is None and not (before.answered and after.answered):
            return "Nobody answered it in one of the waves."
        return ""

    def _compared(self, row: ChangeRow, one: Followed, before: Heard, after: Heard) -> ChangeRow:
        waves = self._judged(one, row.strand, before, after)
        found, drift = compare(waves), waves.drift
        if one.spec and (why := self._alike.otherwise(row.strand, before, after, drift)):
            found = replace(found, verdict="cannot tell", reasons=(*found.reasons[:2], why))
            row = replace(row, apart=why)
            if drift is not None and misses_how(after):
                # Neither waves as they stand nor what was read anew tell of both as read today.
                found, drift = replace(found, change=None), None
        row = replace(
            row,
            before=waves.first.side.share,
            after=waves.second.side.share,
            both=waves.pairs.number,
            began=waves.pairs.began,
            stopped=waves.pairs.stopped,
            drift=drift.estimate.value if drift else None,
            drift_low=drift.estimate.low if drift else None,
            drift_high=drift.estimate.high if drift else None,
        )
        return _said(row, found)

    def _judged(self, one: Followed, strand: str, before: Heard, after: Heard) -> Waves:
        """Return two waves as they are judged.

        What is told whoever the unread turn out to be is told; else a part that chance chose stands
        for its wave, where it may.
        """
        waves = self._waves(one, strand, before, after)
        if one.spec is None or compare(waves).verdict != "cannot tell":
            return waves
        return self._waves(one, strand, before, after, by_part=True)

    def _waves(
        self, one: Followed, strand: str, before: Heard, after: Heard, *, by_part: bool = False
    ) -> Waves:
        """Return two waves that people have read, ready to be judged."""
        first, second = (self._share(one, strand, heard, by_part) for heard in (before, after))
        drift = None
        if one.spec is not None:
            spread = first.by != "count"
            drift = self._rereading.drift(one.spec, strand, before, after.wave, for_all=spread)
        return Waves(
            before, after, first, second, both_times(before, after), one.matters, drift,
            is_drawn=self._strand(strand).sample == "probability",
        )  # fmt: skip

    def _share(self, one: Followed, strand: str, heard: Heard, by_part: bool) -> Share:  # noqa: FBT001
        """Return the share of a wave by people's word, and whether some stand for others."""
        if one.spec is None:
            number, answered = len(heard.yes), len(heard.answered)
            return Share(Side(number / answered, answered), f"{number} of {answered}")
        row = self.shown.get((one.code_id, strand, heard.wave))
        if row is not None and row.basis == "corrected" and row.share is not None:
            side = _estimated(row, len(heard.asked), self._strand(strand))
            words = f"about {points(side.share)} (estimated from those whom chance chose)"
            return Share(side, words, by="machine")
        return (heard.part() if by_part or heard.by_chosen else None) or heard.counted()


def _pairs(waves: Sequence[Heard]) -> list[tuple[Heard, Heard]]:
    """Return each wave and the next, and the first and the last."""
    dated = [heard for heard in waves if heard.wave != UNDATED and heard.asked]
    pairs = list(pairwise(dated))
    return [*pairs, (dated[0], dated[-1])] if len(pairs) > 1 else pairs


def _estimated(row: MatrixRow, asked: int, strand: Strand) -> Side:
    """Return the share of cases drawn at random, and how many people's it is worth."""
    share = row.share or 0.0
    half = ((row.share_high or share) - (row.share_low or share)) / 2
    spread = share * (1 - share)
    variance = (half / _NORMAL) ** 2
    if strand.sample != "probability":
        variance += spread / asked  # the interval is of these people alone
    size = spread / variance if spread and variance else 1.0
    return Side(share, max(1.0, min(float(asked), size)))


def _said(row: ChangeRow, found: Compared) -> ChangeRow:
    """Return a row with what was found."""
    reasons = found.reasons if row.watched else (AFTERWARDS, *found.reasons)
    change = found.change
    return replace(
        row,
        change=change.value if change else None,
        change_low=change.low if change else None,
        change_high=change.high if change else None,
        verdict=found.verdict,
        because=" ".join(reasons),
    )
