"""Decide which labels of a document count.

A label counts only by the evidence of the whole document: it recurs, or labels of one shape begin
most lines, or it looks like those that count already. "Note: ..." in running prose stays prose.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from difflib import get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from themekit.reading.speakers.known_names import MANY, NEARLY_ALL, SLIP, KnownNames
from themekit.reading.speakers.rounds import Placed, joining
from themekit.reading.speakers.speaker_names import codelike, is_head_key, labellike
from themekit.study import may_ask

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet

    from themekit.reading.speakers.labels import Label

_FAMILIES = (
    *("colon", "header", "inline", "bracket", "round", "code", "point", "tab", "dash"),
    *("marked", "alone"),
)
_STRICT = frozenset(
    {"bracket", "round", "code", "point", "tab", "dash"}
)  # shapes that prose and lists have as well
_MOST = 0.5
_RARE = 3
_LEAST = 0.03
_EARLY = 300.0  # seconds into the recording by which somebody speaks
_HEAD_VALUE = 60
_HEAD_TITLE = 100
_SPEECH = 5  # words in a line by which it is more than a title
_SURELY_ASKING = frozenset({"q", "int", "int1", "int2", "iv", "iver"})
_SHORT = 5  # shorter labels are codes, where one letter makes another person


class Line(NamedTuple):
    """One line of the text that is not blank."""

    start: int
    text: str
    labels: tuple[Label, ...]


def choose_labels(lines: list[Line]) -> tuple[dict[int, Label], Counter[str]]:
    """Return the labels of the family that explains most lines, by line start."""
    lines = lines[_head_block(lines) :]
    families: dict[str, dict[int, Label]] = defaultdict(dict)
    for line in lines:
        for label in line.labels:
            families[label.family][line.start] = label
    if families["header"]:
        families["header"] = _with_words(families["header"], lines)
    spoken = {line.start for line in lines if len(line.text.split()) >= _SPEECH}
    best: dict[int, Label] = {}
    shape = ""
    for family in _FAMILIES:
        counting = _with_evidence(family, families[family], len(lines), spoken)
        if len(counting) > len(best):
            best, shape = counting, family
    if best and shape not in _STRICT:
        best = dict(sorted((best | joining(_placed(lines, shape), best)).items()))
    return best, Counter(label.name for label in best.values())


def _with_words(headers: dict[int, Label], lines: list[Line]) -> dict[int, Label]:
    """Return the names and times alone on a line; none where most have no words below them."""
    follows = {line.start: below.start for line, below in pairwise(lines)}
    idle = sum(at not in follows or follows[at] in headers for at in headers)
    return headers if idle <= _MOST * len(headers) else {}


def _placed(lines: list[Line], family: str) -> Iterator[Placed]:
    """Yield every line with its label of that family, if any, and how the label is set."""
    before = lines[0].start - 2
    for line in lines:
        label = next((label for label in line.labels if label.family == family), None)
        bold = any(label.family == "marked" for label in line.labels)
        yield Placed(line.start, line.text, label, bold, line.start > before + 1)
        before = line.start + len(line.text)


def _head_block(lines: list[Line]) -> int:
    """Count the lines of a head such as ``Date: 3 May``, ``Interviewer: Jane Smith``.

    A title may stand above it, and sentences behind a word that comes once, as ``NOTICE: ...``: but
    only where a line that surely belongs to a head follows.
    """
    often = Counter(key for line in lines for key in {label.key for label in line.labels})
    seen: set[str] = set()
    length = 0
    for count, line in enumerate(lines, 1):
        label = next((label for label in line.labels if label.family in {"colon", "tab"}), None)
        if label is None and count == 1 and len(line.text) <= _HEAD_TITLE:
            continue
        value = line.text[label.length :].strip() if label else ""
        if label is None or not value:
            break
        is_fact = len(value) <= _HEAD_VALUE and value[-1] not in ".?!"
        if not is_fact and often[label.key] > 1:
            break
        if label.key in seen:  # a head says each thing once; speakers come back
            break
        seen.add(label.key)
        length = count if is_head_key(label.key) else length
    return length


def _with_evidence(
    family: str, found: dict[int, Label], lines: int, spoken: set[int]
) -> dict[int, Label]:
    """Keep the labels of one family that the document bears out.

    A name that comes once, before all others, counts only where something is `spoken` behind it.
    """
    keys = {at: label.key for at, label in found.items()}
    counts = Counter(keys.values())
    names = {keys[at]: label.name for at, label in found.items()}
    share = len(found) / max(1, lines)
    recurring = {key for key, count in counts.items() if _recurs(key, names[key], count, share)}
    timed = {keys[at] for at, label in found.items() if label.time is not None}
    sure = recurring | (timed if sum(counts[key] for key in timed) > 1 else set())
    if not sure and share >= _MOST and family not in _STRICT:
        sure = {key for key in counts if labellike(names[key])}
        sure = sure if len(sure) > 1 else set()
    surely = sum(counts[key] for key in sure) / max(1, lines)
    early = min((label.time for label in found.values() if label.time is not None), default=_EARLY)
    if family in _STRICT:
        several = (
            len(sure) > 1
            or bool(timed)
            or any(may_ask(key) or codelike(names[key]) for key in sure)
        )
        enough = share >= _MOST and (_ask_and_answer(sure) if family == "point" else several)
    elif family == "header":  # else it is a timetable: times with little or nothing said between
        enough = share <= NEARLY_ALL and (bool(recurring) or early < _EARLY)
    elif len(sure) > 1 or timed:
        enough = surely >= _LEAST
    else:
        enough = share >= _MOST or any(may_ask(key) or codelike(names[key]) for key in sure)
    if not sure or not enough:
        return {}
    first = min(at for at, key in keys.items() if key in sure)
    known = KnownNames([names[key] for key in sorted(sure)], share)
    rare = [key for key in counts if key not in sure]
    joining = {key for key in rare if known.takes(names[key])} if len(rare) < MANY else set()
    return {
        at: label
        for at, label in found.items()
        if keys[at] in sure or (keys[at] in joining and (at > first or at in spoken))
    }


def _ask_and_answer(keys: AbstractSet[str]) -> bool:
    """Tell whether codes without a sign are speakers': one asks, or all are numbered voices."""
    voices = all(key.startswith("speaker") for key in keys)
    return len(keys) > 1 and (voices or not _SURELY_ASKING.isdisjoint(keys))


def _recurs(key: str, name: str, count: int, share: float) -> bool:
    """Tell whether a name comes often enough to be one; one in lower case must come oftener."""
    if count < 2 or labellike(name):  # noqa: PLR2004 -- twice
        return count > 1
    if " " in name:
        return codelike(name)
    return may_ask(key) or share >= _MOST or (count >= _RARE and share >= _MOST / 2)


def slips(names: Counter[str]) -> Iterator[str]:
    """Name labels that occur once and look like a slip of the pen for another."""
    if len(names) > MANY:
        return
    for name, count in names.items():
        if count > 1 or len(name) < _SHORT or name[-1].isdigit():
            continue
        others = [other for other, often in names.items() if often > 1]
        for near in get_close_matches(name, others, 1, SLIP):
            yield f"The label {name!r} occurs once; perhaps a slip for {near!r}."
