"""Question and answer on one line: ``Q: What changed? A: We closed.`` are two turns.

A colon within a line is prose ("I told Rosa: go home") unless a code stands before it, at the end
of a sentence, and the whole document is written so.
"""

# Full stops and quotes of other scripts stand here because transcripts hold them.
# ruff: noqa: RUF001
from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from themekit.names import folded
from themekit.reading.speakers.labels import COLONS
from themekit.reading.speakers.speaker_names import codelike
from themekit.study import may_ask

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from themekit.reading.speakers.label_evidence import Line
    from themekit.reading.speakers.labels import Label

_ENDS = ".!?…;؟？！。՞։፧।"
_INNER = re.compile(
    rf"(?<=[{_ENDS}\"”’)\]*_])[ \t\u00a0]+[*_]{{0,3}}(?P<name>[^\W\d_]{{1,12}}[ .]?\d{{0,4}})"
    rf"[*_]{{0,3}}[ \t]*[{COLONS}](?![/\\\d])[*_]{{0,3}}[ \t]*"
)
_NUMBERED = re.compile(r"(q|a|question|answer)[ .]?\d{1,4}")
_ANSWERS = frozenset({"a", "answer", "respondent", "participant", "interviewee"})
_TWICE = 2
_HALF = 0.5


class InlineLabel(NamedTuple):
    """A label within a line: where it starts, where its words start, where the line ends."""

    start: int
    said: int
    end: int
    name: str


class Parted(NamedTuple):
    """A line that says who begins it, and what within it may be another's label."""

    at: int
    label: Label
    within: tuple[InlineLabel, ...]


def inline_labels(
    lines: Sequence[Line], chosen: Mapping[int, Label]
) -> tuple[dict[int, Label], list[InlineLabel]]:
    """Find labels within the lines of a document.

    Parameters
    ----------
    lines : sequence of Line
        All that are not blank, in order.
    chosen : mapping of int to Label
        The labels that count at the starts of lines.

    Returns
    -------
    dict of int to Label
        Labels at line starts that count for the sake of those within, besides `chosen`.
    list of InlineLabel
        In order.
    """
    coded = [
        Parted(line.start, label, tuple(_within(line, label.length)))
        for line in lines
        if (label := _code(line, chosen)) is not None
    ]
    parted = [one for one in coded if one.within]
    inside = Counter(_stem(inner.name) for one in parted for inner in one.within)
    at_start = Counter(_stem(one.label.name) for one in coded)
    fits = {
        stem
        for stem, count in inside.items()
        if count + at_start[stem] >= _TWICE and (at_start[stem] or count >= _HALF * len(parted))
    }
    found = [inner for one in parted for inner in one.within if _stem(inner.name) in fits]
    begun = {one.at: one.label for one in parted if any(_stem(i.name) in fits for i in one.within)}
    names = fits | {_stem(label.name) for label in begun.values()}
    if len(names) < _TWICE:
        return {}, []
    return {at: label for at, label in begun.items() if at not in chosen}, found


def _code(line: Line, chosen: Mapping[int, Label]) -> Label | None:
    """Return the line's own label, if it counts or is at least a code."""
    if line.start in chosen:
        return chosen[line.start]
    colon = next((label for label in line.labels if label.family == "colon"), None)
    return colon if colon is not None and _is_code(colon.name) else None


def _within(line: Line, at: int) -> list[InlineLabel]:
    start, end = line.start, line.start + len(line.text)
    return [
        InlineLabel(start + found.start("name"), start + found.end(), end, found["name"].strip())
        for found in _INNER.finditer(line.text, at)
        if _is_code(found["name"].strip())
    ]


def _is_code(name: str) -> bool:
    stem = _stem(name)
    return codelike(name) or may_ask(stem) or stem in _ANSWERS


def _stem(name: str) -> str:
    """Return a name as it is compared here: ``Q1`` and ``Q2`` are both a question."""
    key = folded(name)
    numbered = _NUMBERED.fullmatch(key)
    return numbered[1] if numbered else key
