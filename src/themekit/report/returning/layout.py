"""In which order an account stands, and what its headings say: the same in every format.

What got worse stands before what got better: it is what gets lost on the way. What people say made
the difference follows their changes, in a section of its own, so that nobody reads it as ours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.methods_words import MONTHS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themekit.report.quotes import Quote
    from themekit.report.returning.model import Line, Outcome, Reason, ReturnModel

HEARD = "Whom we heard"
CHANGED = "What changed, and what did not"
CAUSES = "What people say made the difference"
QUOTED = "In their words"
DONE = "What was done"
TRUST = "How far to trust this"
COST = "What it cost"
SPENT_HEADS = ("Who", "Doing what", "How long", "How that is known")


_QUARTER = re.compile(r"(\d{4})-Q([1-4])")
_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, which may begin with a label."""

    text: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading within a section."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Items under each other, each with a label."""

    items: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Somebody's words, and who speaks."""

    text: str
    credit: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the columns `right` hold numbers."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    right: tuple[int, ...] = ()


Block = Paragraph | Subheading | Listing | Quotation | Grid


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, and what stands below it."""

    heading: str
    blocks: tuple[Block, ...]


def sections_of(model: ReturnModel) -> tuple[Section, ...]:
    """Return an account section by section."""
    return (
        Section(HEARD, tuple(_lines(model.heard))),
        Section(CHANGED, tuple(_changed(model))),
        Section(CAUSES, (*_list(model.causes), Paragraph(model.causes_note))),
        Section(QUOTED, tuple(_quoted(model))),
        Section(DONE, (*_list(model.done), Paragraph(model.done_note))),
        Section(TRUST, tuple(_lines(model.trust))),
        Section(COST, tuple(_cost(model))),
    )


def _lines(lines: Iterable[Line]) -> Iterator[Block]:
    for one in lines:
        yield Paragraph(one.text, one.label)


def _list(lines: tuple[Line, ...]) -> Iterator[Block]:
    if lines:
        yield Listing(tuple(Paragraph(one.text, one.label) for one in lines))


def _changed(model: ReturnModel) -> Iterator[Block]:
    for outcome in model.outcomes:
        yield Subheading(outcome.heading)
        yield from _outcome(outcome)
    for text in model.afterwards:
        yield Paragraph(text)


def _outcome(outcome: Outcome) -> Iterator[Block]:
    if outcome.nothing:
        yield Paragraph(outcome.nothing)
    for reason in outcome.reasons:
        yield from _reason(reason)


def _reason(reason: Reason) -> Iterator[Block]:
    if reason.because:
        yield Paragraph(reason.because)
    yield from _list(tuple(reason.lines))
    yield from _list(tuple(reason.bare))


def _quoted(model: ReturnModel) -> Iterator[Block]:
    dated = len({one.wave for one in model.quotes}) > 1
    for one in model.quotes:
        yield Quotation(" ".join(one.text.split()), _credit(one, dated=dated))
    for text in model.unquoted:
        yield Paragraph(text)


def _credit(quote: Quote, *, dated: bool) -> str:
    """Say who speaks, and what their words were read as: no name, no coder."""
    parts = [quote.attribution, *([quote.wave] if dated and quote.wave else [])]
    if told := words.VOICES.get(quote.voice, ""):
        parts.append(told)
    if quote.codes:
        parts.append(f"read as: {quote.codes_text}")
    return " \u00b7 ".join(parts)


def _cost(model: ReturnModel) -> Iterator[Block]:
    if model.spent:
        rows = tuple((one.who, one.doing, in_hours(one.minutes), one.known) for one in model.spent)
        yield Grid(SPENT_HEADS, rows, (2,))
    if model.spent_notes:
        yield Paragraph(" ".join(model.spent_notes))


def heading_of(model: ReturnModel) -> str:
    """Return what an account is called."""
    months = months_of(model.wave)
    return f"What we heard in {words.clean(model.wave)}{f' ({months})' if months else ''}"


def months_of(wave: str) -> str:
    """Return the months of a wave that is called after a quarter or a month; else nothing."""
    if (quarter := _QUARTER.fullmatch(wave)) is not None:
        last = 3 * int(quarter[2])
        return f"{MONTHS[last - 3]} to {MONTHS[last - 1]} {quarter[1]}"
    if (month := _MONTH.fullmatch(wave)) is not None and 1 <= int(month[2]) <= len(MONTHS):
        return f"{MONTHS[int(month[2]) - 1]} {month[1]}"
    return ""


def in_hours(minutes: float) -> str:
    """Return ``45 minutes`` or ``7 hours 20 minutes``."""
    whole = max(1, round(minutes))
    hours, left = divmod(whole, 60)
    said = [words.plural(hours, "hour")] if hours else []
    if left:
        said.append(words.plural(left, "minute"))
    return " ".join(said)
