"""Names on lines of their own, with what was said in the lines below.

A short line alone is a heading as easily. It is a name only where the whole document is set so:
several such lines come back again and again, words stand under each, and they are called as
speakers are, or one of them asks.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from themekit.language.questions import asks
from themekit.names import folded, visible
from themekit.reading.speakers.labels import Label, lone_time
from themekit.reading.speakers.speaker_names import (
    MAX_NAME,
    codelike,
    is_head_key,
    namelike,
    plausible,
)
from themekit.study import may_ask

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themekit.reading.speakers.label_evidence import Line

_MOST_NAMES = 12
_TWO = 2
_FOUR = 4
_LEAST = 0.1  # of the lines: longer speeches than of ten paragraphs each are no talk
_HALF = 0.5
_THRICE = 3
_IN_TURN = 0.7


def lone_names(lines: Sequence[Line]) -> dict[int, Label]:
    """Return the lines that are names and nothing else, by line start; empty where none surely is.

    Parameters
    ----------
    lines : sequence of Line
        All that are not blank, in order.
    """
    timed = {line.start for line in lines if lone_time(line.text) is not None}
    named = {line.start: label for line in lines if (label := _alone(line.text)) is not None}
    above = {line.start for line, below in pairwise(lines) if below.start in timed}
    words = [line for line in lines if line.start not in timed]
    spoken = {
        line.start: below.text
        for line, below in pairwise(words)
        if line.start in named and below.start not in named
    }
    counts = Counter(named[at].key for at in spoken)
    again = {key for key, count in counts.items() if count >= _TWO}
    found = {at: named[at] for at in spoken if named[at].key in again}
    enough = _TWO <= len(again) <= _MOST_NAMES and len(found) >= max(_FOUR, _LEAST * len(lines))
    # Recorders set name, time and words below each other; else the time is that of the words.
    dated = len(above & found.keys()) > _HALF * max(len(timed), len(found))
    return found if enough and (dated or _converse(found, spoken)) else {}


def _alone(text: str) -> Label | None:
    name = visible(text).strip("*_# ")
    if len(name) > MAX_NAME or name.endswith((".", ",", "?", "!", ":", ";")):
        return None
    if not plausible(name) or is_head_key(folded(name)) or not name[0].isalpha():
        return None
    return Label("alone", name, len(text)) if _is_speaker(name) or namelike(name) else None


def _is_speaker(name: str) -> bool:
    return codelike(name) or may_ask(name)


def _converse(found: dict[int, Label], spoken: dict[int, str]) -> bool:
    """Tell whether the names are speakers', or one of them asks and the others answer in turn."""
    if all(_is_speaker(label.name) for label in found.values()):
        return True
    asking: defaultdict[str, list[bool]] = defaultdict(list)
    for at, label in found.items():
        asking[label.key].append(asks(spoken[at]))
    askers = {key for key, turns in asking.items() if sum(turns) > _HALF * len(turns)}
    turns = [found[at].key in askers for at in sorted(found)]
    taken = sum(before != after for before, after in pairwise(turns))
    return sum(turns) >= _THRICE and taken >= _IN_TURN * (len(turns) - 1)
