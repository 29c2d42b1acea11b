"""Timed cues (subtitles and meeting transcripts) to turns; the grammar that .vtt and .srt share.

Exports are sloppier than the standard: missing blank lines, blank lines inside a cue, commas for
points. So a cue is a timing line and what follows it until the next one. Of the tests pysubs2 fails
3 (Teams' cue names and editors' notes become speech, a bad time is silently dropped), webvtt-py 4.
"""

from __future__ import annotations

import html
import re
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from themekit.errors import InputError
from themekit.reading.decode import check_text
from themekit.reading.stamps import seconds
from themekit.reading.turns import speakers_in
from themekit.records import Extract, Turn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"[ \t]*({_CLOCK})[ \t]*--+>[ \t]*({_CLOCK})(?:[ \t].*)?$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>\n]{1,200})>|</v>")
_TAG = re.compile(
    r"</?(?:c|i|b|u|ruby|rt|lang|v|font)\b[^>\n]{0,200}>|<\d{1,3}:[\d:.]{1,20}>|\{\\an\d\}",
    re.IGNORECASE,
)
_BROKEN_TIMING = re.compile(r"[\d:.,]{3,15}[ \t]*-->")
_MOST = 0.5
_FEW = 2
_ASIDE = ("NOTE", "STYLE", "REGION")


class Cue(NamedTuple):
    """Words with a start time; `speaker` is None where the cue itself names nobody."""

    start: float | None
    speaker: str | None
    words: str


class Block(NamedTuple):
    """A timing line and the lines under it, as they stand."""

    line: int
    start: float
    lines: tuple[str, ...]


def read_cues(text: str, name: str, notes: tuple[str, ...] = ()) -> Extract:
    """Turn the cues of `text` into ``Speaker: words`` lines, one a turn.

    Parameters
    ----------
    text : str
        The decoded file.
    name : str
        The file, as errors should name it.
    notes : tuple of str
        Passed on.

    Raises
    ------
    InputError
        No cue, or a timing line that makes no sense.
    """
    check_text(text, name)
    blocks = _blocks(text.split("\n"), name)
    if not blocks:
        raise InputError.one(
            name,
            None,
            "No cue was found: no line such as '00:00:01.000 --> 00:00:04.000'.",
            "export the transcript again, or save it as .txt if it is plain text",
        )
    once = _unrolled(blocks)
    if once != blocks:
        notes = (*notes, "Rolling captions: words that a cue repeats from the last were read once.")
    cues = [cue for block in once for cue in _voices(block)]
    if all(cue.speaker is None for cue in cues):
        cues = list(labelled(cues))
    spoken = [cue for cue in cues if cue.words]
    if not spoken:
        hint = "export the transcript again"
        raise InputError.one(name, None, "The file holds times, but no words in any cue.", hint)
    return _extract(spoken, notes)


def _blocks(lines: list[str], name: str) -> list[Block]:
    """Collect each timing line with its payload."""
    timings = [
        (at, found)
        for at, line in enumerate(lines)
        if "-->" in line and (found := _TIMING.match(line)) is not None
    ]
    if not timings:
        return []
    ends = [_before_identifier(lines, at) for at, _ in timings[1:]] + [len(lines)]
    blocks = []
    for (at, found), end in zip(timings, ends, strict=True):
        payload = tuple(_payload(lines, at + 1, end, name))
        blocks.append(Block(at + 1, seconds(found[1]), payload))
    return blocks


def _before_identifier(lines: list[str], at: int) -> int:
    """Return where the cue before the timing line `at` ends: before that line's identifier."""
    above = lines[at - 1].strip()
    alone = at < 2 or not lines[at - 2].strip()  # noqa: PLR2004 -- the line above the one above
    return at - 1 if above and (alone or above.isdigit()) else at


def _payload(lines: list[str], start: int, end: int, name: str) -> Iterator[str]:
    """Yield a cue's lines, blank ones and notes to the editor left out."""
    aside = False
    for at in range(start, end):
        line = lines[at].strip()
        if not line:
            aside = False
        elif at > start and not lines[at - 1].strip() and line.startswith(_ASIDE):
            aside = True
        elif not aside and _BROKEN_TIMING.match(line):
            raise InputError.one(
                name,
                at + 1,
                f"The timing line {line[:60]!r} cannot be read.",
                "it should look like '00:00:01.000 --> 00:00:04.000'",
            )
        elif not aside:
            yield line


def _unrolled(blocks: list[Block]) -> list[Block]:
    """Take out the lines that each cue repeats from the one before, if most cues do (YouTube's)."""
    plain = [[words for line in block.lines if (words := _plain(line))] for block in blocks]
    repeats = [0] + [_overlap(before, after) for before, after in pairwise(plain)]
    if sum(map(bool, repeats)) < max(_FEW, _MOST * (len(blocks) - 1)):
        return blocks
    return [
        block._replace(lines=tuple(words[repeated:]))
        for block, words, repeated in zip(blocks, plain, repeats, strict=True)
    ]


def _overlap(before: list[str], after: list[str]) -> int:
    """Return how many lines at the end of one cue begin the next."""
    longest = min(len(before), len(after))
    return next((n for n in range(longest, 0, -1) if before[-n:] == after[:n]), 0)


def _voices(block: Block) -> Iterator[Cue]:
    """Divide a cue at its voice tags; two people may share one."""
    words = " ".join(block.lines)
    at, speaker = 0, None
    for voice in _VOICE.finditer(words):
        before = _plain(words[at : voice.start()])
        if before:
            yield Cue(block.start, speaker, before)
        at, speaker = voice.end(), _plain(voice[1]) if voice[1] else None
    rest = _plain(words[at:])
    if rest:
        yield Cue(block.start, speaker, rest)


def _plain(words: str) -> str:
    """Take out tags, then resolve what was escaped."""
    return " ".join(html.unescape(_TAG.sub("", words)).split())


def labelled(cues: list[Cue]) -> Iterator[Cue]:
    """Find ``Name: words`` in the payloads; a cue without one goes on with the speaker before."""
    labels = speakers_in([cue.words for cue in cues])
    speaker: str | None = None
    for at, cue in enumerate(cues):
        label = labels.get(at)
        speaker = label.name if label else speaker
        yield Cue(cue.start, speaker, cue.words[label.length :].strip() if label else cue.words)


def _extract(cues: list[Cue], notes: tuple[str, ...]) -> Extract:
    """Join the cues of one speaker in a row and lay them out."""
    turns = []
    for _, group in groupby(cues, key=lambda cue: cue.speaker or ""):
        said = list(group)
        turns.append(said[0]._replace(words=" ".join(cue.words for cue in said)))
    return lay_out(turns, notes)


def lay_out(turns: Iterable[Cue], notes: tuple[str, ...] = ()) -> Extract:
    """Lay turns out as lines ``Speaker: words``; what nobody is named for has no label."""
    pieces: list[str] = []
    placed: list[Turn] = []
    at = 0
    for cue in turns:
        label = f"{cue.speaker}: " if cue.speaker else ""
        start = at + len(label)
        placed.append(Turn(start, start + len(cue.words), cue.speaker or "", cue.start))
        pieces.append(f"{label}{cue.words}\n")
        at = start + len(cue.words) + 1
    return Extract("".join(pieces), tuple(placed), notes)
