"""What was done because of what people told, and what those who told have not heard of yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.methods_words import MONTHS, date_in_words
from themekit.report.returning.model import Line
from themekit.report.returning.occasion import readable

if TYPE_CHECKING:
    from themekit.events import Action
    from themekit.report.returning.occasion import Occasion

LONGEST, SHORT = 120, 60
NONE = "Nothing is written down of what was done because of what people told."
A_STORY, A_CHOICE = "a story", "a story that a panel chose"
UNTOLD = "Before this page, those who told us had not heard of it."


def done_of(occasion: Occasion) -> tuple[tuple[Line, ...], str]:
    """Return what was done, the latest first, and how much of it tellers do not know yet."""
    from themekit.decisions import written
    from themekit.events import Action

    every = written(occasion.inputs.coded.events, Action)
    if not every:
        return (), NONE
    latest = sorted(every, key=lambda one: one.date, reverse=True)
    untold = sum(not one.told_tellers.strip() for one in every)
    most = occasion.room.done
    left = len(every) - most
    part = f"{untold:,} of " if untold < len(every) else ""
    note = (
        f"Before this page, those who told us had not heard of {part}the "
        f"{words.plural(len(every), 'thing')} done."
        if untold
        else "Those who told us have heard of all of it."
    )
    if left > 0:
        note += f" {words.plural(left, 'earlier thing')} not shown here."
    return tuple(_line(one, occasion) for one in latest[:most]), note


def _line(one: Action, occasion: Occasion) -> Line:
    by = f" ({occasion.shown(one.by, SHORT)})" if one.by.strip() else ""
    when = in_words(one.date) if one.date else "No date"
    said = [f"{occasion.shown(one.what, LONGEST)}{by}."]
    if because := _because(one.because_of.strip(), occasion):
        said.append(f"The reason given: {because}.")
    told = occasion.shown(one.told_tellers, SHORT)
    said.append(f"Those who told us heard of it: {told}." if told else UNTOLD)
    return Line(when, " ".join(said))


def in_words(iso: str) -> str:
    """Return ``14 March 2026`` or ``March 2026`` of a date, as exact as it is known."""
    parts = iso.split("-")
    if len(parts) == 2 and parts[1].isdecimal() and 1 <= int(parts[1]) <= len(MONTHS):  # noqa: PLR2004
        return f"{MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return date_in_words(iso)


def _because(said: str, occasion: Occasion) -> str:
    """Return what led to something, by the name that readers know it by: never by an id."""
    if not said:
        return ""
    if name := _named(said, occasion):
        return occasion.shown(name, SHORT)
    coded = occasion.inputs.coded
    if said in coded.strand_of or said in coded.segment_by_id or said in coded.cases:
        return A_STORY
    if any(one.event_id == said for one in coded.events):
        return A_CHOICE
    return occasion.shown(said, SHORT)


def _named(said: str, occasion: Occasion) -> str:
    """Return the name of a code, finding or closed question; empty where it is none."""
    coded = occasion.inputs.coded
    if code := coded.codebook.find(said):
        return readable(code.name, code)
    for finding in coded.findings:
        if finding.id == said:
            return f"the finding {finding.id}, {finding.statement}"
    items = (item for strand in occasion.strands for item in strand.closed)
    return next((item.label or item.column for item in items if item.column == said), "")
