"""Text to turns: which lines begin with a speaker's label, and what was said between them.

`label_evidence` decides which labels count. No label found means no turns.
"""

# Dashes, quotes and full-width colons stand here because transcripts hold them.
# ruff: noqa: RUF001
from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from themekit.names import folded
from themekit.reading.speakers.inline_labels import inline_labels
from themekit.reading.speakers.label_evidence import Line, choose_labels, slips
from themekit.reading.speakers.labels import Label, candidates, lone_time
from themekit.reading.speakers.lone_names import lone_names
from themekit.reading.speakers.speaker_names import namelike, plausible
from themekit.reading.speakers.timestamps import part_turns, stamps_within
from themekit.records import Turn
from themekit.spans import Span, strip
from themekit.study import may_ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_SHOWN = 6
_NUMBERED = re.compile(r"(Q|A|Question|Answer)[ .]?\d{1,4}[a-z]?", re.IGNORECASE)
# What a service (Otter, Teams) writes below everything; nobody said it.
_CREDIT = re.compile(r"\s+(?:Transcribed by https?://\S+|[^\n]{1,60} stopped transcription)\Z")
_CREDIT_WITHIN = 300  # letters from the end of the text


class Mark(NamedTuple):
    """A label that counts: where it starts, where speech begins, and whose it is."""

    start: int
    said: int
    line_end: int
    speaker: str
    time: float | None


class Found(NamedTuple):
    """Turns, and what a person should know of how they were found."""

    turns: tuple[Turn, ...] = ()
    notes: tuple[str, ...] = ()


def find_turns(text: str, leads: Mapping[int, int] | None = None) -> Found:
    """Divide `text` into turns by the labels at the starts of its lines.

    Parameters
    ----------
    text : str
        With LF line ends.
    leads : mapping of int to int, optional
        Offset of a line's start -> length of the emphasised (bold) words that begin it, for formats
        that know; a name in bold needs no colon.

    Returns
    -------
    Found
        No turns where no label counts.
    """
    marks, notes = find_marks(text, leads)
    if not marks:
        whole = strip(text, Span(0, len(text)))
        parts = part_turns(text, (Turn(*whole),)) if stamps_within(text) else ()
        return Found(tuple(parts), notes)
    keys = {folded(mark.speaker) for mark in marks}
    askers_only = len(keys) == 1 and may_ask(min(keys))
    if askers_only and _unlabelled(text, marks):
        note = (
            f"Only {marks[0].speaker!r} is labelled: each such line is read as one turn, and the "
            "lines after it as somebody else's answer."
        )
        turns = tuple(part_turns(text, tuple(_turns(text, marks, one_line=True))))
        return Found(turns, (*notes, note))
    return Found(tuple(part_turns(text, tuple(_turns(text, marks, one_line=False)))), notes)


def find_marks(
    text: str, leads: Mapping[int, int] | None = None
) -> tuple[list[Mark], tuple[str, ...]]:
    """Return the labels that count, in order, and notes on doubtful ones."""
    lines = list(_lines(text, leads or {}))
    if lone := lone_names(lines):
        lines = [_with(line, lone.get(line.start)) for line in lines]
    chosen, names = choose_labels(lines)
    more, inner = inline_labels(lines, chosen)
    marks = list(_line_marks(lines, chosen | more))
    marks += [Mark(one.start, one.said, one.end, one.name, None) for one in inner]
    told = tuple(slips(names))
    if any(label.family == "alone" for label in chosen.values()):
        shown = ", ".join(list(names)[:_SHOWN])
        told = (f"Names on lines of their own are read as speakers: {shown}.", *told)
    return _of_one_spelling(_unnumbered(sorted(marks))), told


def _line_marks(lines: Iterable[Line], chosen: Mapping[int, Label]) -> Iterator[Mark]:
    """Yield the labels that begin lines; a time alone on the line above belongs to its label."""
    before: Line | None = None
    for line in lines:
        label = chosen.get(line.start)
        if label is not None:
            time = lone_time(before.text) if before is not None else None
            joined = before is not None and time is not None and not before.labels
            start = before.start if joined and before is not None else line.start
            when = label.time if label.time is not None else time
            end = line.start + len(line.text)
            yield Mark(start, line.start + label.length, end, label.name, when)
        before = line


def _with(line: Line, label: Label | None) -> Line:
    return line if label is None else line._replace(labels=(*line.labels, label))


def _of_one_spelling(marks: list[Mark]) -> list[Mark]:
    """Give every speaker the spelling that comes most: names that compare as one are one."""
    spellings: dict[str, Counter[str]] = {}
    for mark in marks:
        spellings.setdefault(folded(mark.speaker), Counter())[mark.speaker] += 1
    usual = {key: found.most_common(1)[0][0] for key, found in spellings.items()}
    return [mark._replace(speaker=usual[folded(mark.speaker)]) for mark in marks]


def _unnumbered(marks: list[Mark]) -> list[Mark]:
    """Make two speakers of ``Q1: A1: Q2: A2:``, in which every label comes once."""
    found = [_NUMBERED.fullmatch(mark.speaker) for mark in marks]
    kinds = {match[1][:1].casefold() for match in found if match}
    once = len({folded(mark.speaker) for mark in marks}) == len(marks)
    if not once or kinds != {"q", "a"}:
        return marks
    return [
        mark._replace(speaker=match[1]) if match else mark
        for mark, match in zip(marks, found, strict=True)
    ]


def speakers_in(lines: Iterable[str]) -> dict[int, Label]:
    """Judge lines that stand alone (subtitles): index of each labelled line -> its label."""
    numbered = [
        Line(at, text, tuple(candidates(text))) for at, text in enumerate(lines) if text.strip()
    ]
    return choose_labels(numbered)[0]


def _lines(text: str, leads: Mapping[int, int]) -> Iterator[Line]:
    """Yield the lines that are not blank, each with what it may begin with."""
    start = 0
    time: float | None = None
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end]
        if line and not line.isspace():
            labels = candidates(line)
            lead = leads.get(start, 0)
            if lead:
                labels += _marked(line, lead)
            if time is not None and not labels:
                labels = _under_time(line, time)
            time = lone_time(line)
            yield Line(start, line, tuple(labels))
        start = end + 1


def _marked(line: str, lead: int) -> list[Label]:
    """Take the emphasised start of a line for a name, if it can be one."""
    name = line[:lead].strip(" \t\u00a0:.–—-").strip()
    length = lead + len(line[lead:]) - len(line[lead:].lstrip(" \t\u00a0:–—-"))
    return [Label("marked", name, length)] if plausible(name) and namelike(name) else []


def _under_time(line: str, time: float) -> list[Label]:
    """Take a short line under a line of time alone for a name (old Teams exports)."""
    name = line.strip()
    fits = plausible(name) and namelike(name) and name[-1] not in ".,:"
    return [Label("header", name, len(line), time)] if fits else []


def _unlabelled(text: str, marks: list[Mark]) -> bool:
    """Tell whether anything follows a labelled line before the next label."""
    ends = [mark.start for mark in marks[1:]] + [len(text)]
    return any(text[mark.line_end : end].strip() for mark, end in zip(marks, ends, strict=True))


def _end_of_talk(text: str, start: int) -> int:
    """Return where the last turn ends: before the credit of a service, if there is one."""
    end = len(text.rstrip())
    near = max(start, end - _CREDIT_WITHIN)
    credit = _CREDIT.search(text[near:end])
    return near + credit.start() if credit else len(text)


def _turns(text: str, marks: list[Mark], *, one_line: bool) -> Iterator[Turn]:
    """Cut the text at its labels; what stands before the first is nobody's turn."""
    opening = strip(text, Span(0, marks[0].start))
    if opening.length:
        yield Turn(opening.start, opening.end)
    ends = [mark.start for mark in marks[1:]] + [_end_of_talk(text, marks[-1].said)]
    for mark, end in zip(marks, ends, strict=True):
        stop = (
            min(end, mark.line_end) if one_line and text[mark.said : mark.line_end].strip() else end
        )
        said = strip(text, Span(mark.said, stop))
        yield Turn(said.start, said.end, mark.speaker, mark.time)
        after = strip(text, Span(stop, end))
        if after.length:
            yield Turn(after.start, after.end)
