"""Closed questions: their answers as counted, grouped for a section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report import words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from themekit.records import ClosedRow, PlacedRow


@dataclass(frozen=True, slots=True)
class ClosedItem:
    """One closed question in one strand and wave.

    Attributes
    ----------
    label, item, strand, wave, section : str
    asked, answered : int
    positive : int or None
        How many gave an answer that counts as positive; None where none is named so.
    answers : tuple of (answer, n)
    """

    label: str
    item: str
    strand: str
    wave: str
    section: str
    asked: int
    answered: int
    positive: int | None
    answers: tuple[tuple[str, int], ...]

    @property
    def positive_text(self) -> str:
        """``27 of 30 (90 %)``."""
        if self.positive is None:
            return words.NO_FIGURE
        return words.count_and_share(self.positive, self.answered)

    @property
    def answers_text(self) -> str:
        """``strongly agree 12 · agree 15 · no answer 1``; of numbers ``7: 12 · 8: 15``."""
        # "7 12" would not say which of the two is the answer.
        between = ":" if any(answer[-1:].isdigit() for answer, _ in self.answers) else ""
        parts = [f"{answer}{between} {n:,}" for answer, n in self.answers]
        missing = self.asked - self.answered
        return " · ".join([*parts, f"no answer{between} {missing:,}"] if missing > 0 else parts)


@dataclass(frozen=True, slots=True)
class ClosedGroup:
    """The closed questions of one strand and wave within a section.

    Attributes
    ----------
    strand, wave : str
    items : tuple of ClosedItem
        Those that are counted.
    placed : tuple of PlacedRow
        Those that tellers placed themselves.
    """

    strand: str
    wave: str
    items: tuple[ClosedItem, ...]
    placed: tuple[PlacedRow, ...] = ()

    @property
    def caption(self) -> str:
        """How the table is headed."""
        return f"Closed questions, {self.strand}" + (f", {self.wave}" if self.wave else "")


POSITIVE = "(positive)"


def group_closed(
    rows: Iterable[ClosedRow], placed: Iterable[PlacedRow] = ()
) -> dict[str, tuple[ClosedGroup, ...]]:
    """Gather answers to items, items to groups by strand and wave, and groups by section."""
    answers: dict[tuple[str, str, str, str], list[ClosedRow]] = {}
    for row in rows:
        answers.setdefault((row.section, row.strand, row.wave, row.item), []).append(row)
    groups: dict[str, dict[tuple[str, str], list[ClosedItem]]] = {}
    for (section, strand, wave, _), found in answers.items():
        groups.setdefault(section, {}).setdefault((strand, wave), []).append(_item(found))
    lying: dict[str, dict[tuple[str, str], list[PlacedRow]]] = {}
    for one in placed:
        key = (one.strand, one.wave)
        groups.setdefault(one.section, {}).setdefault(key, [])
        lying.setdefault(one.section, {}).setdefault(key, []).append(one)
    return {
        section: tuple(
            ClosedGroup(*key, tuple(items), tuple(lying.get(section, {}).get(key, ())))
            for key, items in by_strand.items()
        )
        for section, by_strand in groups.items()
    }


def merge_groups(groups: Iterable[ClosedGroup]) -> tuple[ClosedGroup, ...]:
    """Join groups of one strand and wave, which may come from several sections."""
    found: dict[tuple[str, str], ClosedGroup] = {}
    for group in groups:
        key = (group.strand, group.wave)
        one = found.get(key, ClosedGroup(*key, ()))
        items, placed = (*one.items, *group.items), (*one.placed, *group.placed)
        found[key] = ClosedGroup(*key, items, placed)
    return tuple(found.values())


def _item(rows: list[ClosedRow]) -> ClosedItem:
    """Join the rows of one item."""
    first = rows[0]
    return ClosedItem(
        label=first.label or first.item,
        item=first.item,
        strand=first.strand,
        wave=first.wave,
        section=first.section,
        asked=first.asked,
        answered=first.answered,
        positive=next((row.n for row in rows if row.answer == POSITIVE), None),
        answers=tuple((row.answer, row.n) for row in rows if row.answer != POSITIVE),
    )
