"""Timed cues (subtitles and meeting transcripts) to turns; the grammar that .vtt and .srt share.

Exports are sloppier than the standard: missing blank lines, blank lines inside a cue, commas for
points. So a cue is a timing line and what follows it until the next one. Of the tests pysubs2 fails
3 (Teams' cue names and editors' notes become speech, a bad time is silently dropped), webvtt-py 4.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from themekit.errors import InputError
from themekit.language.marks import marks
from themekit.reading.decode import check_text
from themekit.reading.layout import Cue, in_turns, lay_out
from themekit.reading.speakers.speaker_names import codelike, namelike, plausible
from themekit.reading.speakers.timestamps import seconds
from themekit.reading.speakers.turns import speakers_in

if TYPE_CHECKING:
    from collections.abc import Container, Iterator

    from themekit.records import Extract

_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,3})?"
_TIMING = re.compile(rf"[ \t]*({_CLOCK})[ \t]*--+>[ \t]*({_CLOCK})(?:[ \t].*)?$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?[ \t]+([^>\n]{1,200})>|</v>")
_TAG = re.compile(
    r"</?(?:c|i|b|u|ruby|rt|lang|v|font)\b[^>\n]{0,200}>|<\d{1,3}:[\d:.]{1,20}>|\{\\an\d\}",
    re.IGNORECASE,
)
# Html resolves any number of digits, which Python refuses to: longer ones stand for no letter.
_ENTITY = re.compile(r"&(?:#\d{1,7}(?!\d)|#[xX][\da-fA-F]{1,6}(?![\da-fA-F])|[A-Za-z]\w{1,31});?")
# How captions say that somebody else speaks: a dash, or two signs.
_CHANGE = re.compile(r"[ \t]*(?:[-\u2013](?=[ \t]|$|[^\W\d_a-z])|(?:>|&gt;){2,3})[ \t]*")
_IN_BRACKETS = re.compile(r"[(\[]([^()\[\]\n]{1,60})[)\]]:?")
# Webex names who speaks in the line above the times: 1 "Ann Field" (12345)
_IDENTIFIED = re.compile(r"[ \t]*\d+[ \t]+\"(?P<name>[^\"<>\n]{1,60})\"[ \t]+\(\d+\)[ \t]*$")
_LEAST = 0.3
_NEARLY_ALL = 0.8
_BROKEN_TIMING = re.compile(r"[\d:.,]{3,15}[ \t]*-->")
_MOST = 0.5
_FEW = 2
_HEAD = 200
_ASIDE = ("NOTE", "STYLE", "REGION")


class Block(NamedTuple):
    """A timing line and the lines under it, as they stand."""

    line: int
    start: float
    lines: tuple[str, ...]


def are_in(text: str) -> bool:
    """Tell whether a text is made of cues: it says WEBVTT, or begins with a numbered time."""
    if text.startswith("WEBVTT"):
        return True
    first = text[:_HEAD].lstrip().split("\n", 2)
    return len(first) > 1 and first[0].strip().isdecimal() and _TIMING.match(first[1]) is not None


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
    cues = list(_pieces(list(_two_in_one(once))))
    if all(cue.speaker is None for cue in cues):
        cues = list(labelled(cues))
    elif not any(_VOICE.search(line) for block in once for line in block.lines):
        cues = list(_going_on(cues))
    spoken = [cue for cue in cues if cue.words]
    if not spoken:
        hint = "export the transcript again"
        raise InputError.one(name, None, "The file holds times, but no words in any cue.", hint)
    return lay_out(in_turns(spoken), notes)


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
        named = _IDENTIFIED.match(lines[at - 1]) if at else None
        if named and payload:
            payload = (f"<v {named['name']}>{payload[0]}", *payload[1:])
        blocks.append(Block(at + 1, seconds(found[1]), payload))
    return blocks


def _before_identifier(lines: list[str], at: int) -> int:
    """Return where the cue before the timing line `at` ends: before that line's identifier."""
    above = lines[at - 1].strip()
    alone = at < 2 or not lines[at - 2].strip() or bool(_IDENTIFIED.match(above))  # noqa: PLR2004 -- the line above the one above
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


def _two_in_one(blocks: list[Block]) -> Iterator[Block]:
    """Divide cues before a line that begins with a name which begins other lines as well."""
    if not any(":" in line for block in blocks for line in block.lines[1:]):
        yield from blocks
        return
    lines = [(at, first, line) for at, b in enumerate(blocks) for first, line in enumerate(b.lines)]
    labels = speakers_in([line for _, _, line in lines])
    counts = Counter(label.key for label in labels.values())
    cuts = {lines[at][:2] for at, label in labels.items() if counts[label.key] >= _FEW}
    for at, block in enumerate(blocks):
        ends = [line for line in range(1, len(block.lines)) if (at, line) in cuts]
        for start, end in pairwise((0, *ends, len(block.lines))):
            yield block._replace(lines=block.lines[start:end])


def _pieces(blocks: list[Block]) -> Iterator[Cue]:
    """Divide cues at voice tags, at dashes and at ``>>``; two people may share one."""
    names = _bracketed([line for block in blocks for line in block.lines[:-1]], len(blocks))
    names = names or _bare([block.lines[0] for block in blocks if block.lines[1:]], len(blocks))
    for block in blocks:
        lines: list[str] = []
        fresh = False
        for line in block.lines:
            change = _CHANGE.match(line)
            if change and lines:
                yield from _voices(block.start, lines, names, fresh=fresh)
            if change:
                lines, fresh = [], True
            rest = line[change.end() :] if change else line
            if lines and _name_alone(rest) in names:
                yield from _voices(block.start, lines, names, fresh=fresh)
                lines = []
            lines.append(rest)
        yield from _voices(block.start, lines, names, fresh=fresh)


def _voices(start: float, lines: list[str], names: Container[str], *, fresh: bool) -> Iterator[Cue]:
    """Yield what one person says, or those whom voice tags name; a name may stand above."""
    lines = [line for line in lines if line]
    speaker: str | None = None
    if lines and (name := _name_alone(lines[0])) in names:
        speaker, lines = name, lines[1:]
    words, at = " ".join(lines), 0
    for voice in _VOICE.finditer(words):
        before = _plain(words[at : voice.start()])
        if before:
            yield Cue(start, speaker, before, fresh)
        at, speaker = voice.end(), _plain(voice[1]) if voice[1] else None
    rest = _plain(words[at:])
    if rest:
        yield Cue(start, speaker, rest, fresh)


def _bracketed(lines: list[str], cues: int) -> frozenset[str]:
    """Return the names that stand in brackets above words; a sound is none, nor what comes once."""
    names = Counter(name for line in lines if (name := _bracketed_name(line)))
    enough = sum(names.values()) >= max(_FEW, _LEAST * cues)
    recurring = {name for name, count in names.items() if count >= _FEW}
    return frozenset(names if enough and len(recurring) >= _FEW else recurring if enough else ())


def _bare(lines: list[str], cues: int) -> frozenset[str]:
    """Return the names that stand without brackets above words, in nearly every cue."""
    names = Counter(line.strip() for line in lines)
    found = {name for name, count in names.items() if count >= _FEW and _fits(name)}
    enough = sum(names[name] for name in found) >= _NEARLY_ALL * cues
    return frozenset(found if enough and len(found) >= _FEW else ())


def _name_alone(line: str) -> str:
    """Return the name that a line holds and nothing else, in brackets or without."""
    return _bracketed_name(line) or line.strip()


def _fits(name: str) -> bool:
    return name[-1:] != ":" and plausible(name) and (namelike(name) or codelike(name))


def _bracketed_name(line: str) -> str:
    """Return the name that a line holds in brackets and nothing else, if it can be one."""
    found = _IN_BRACKETS.fullmatch(line.strip())
    name = _plain(found[1]) if found else ""
    return name if name and _fits(name) and not marks(f"[{name}]") else ""


def _plain(words: str) -> str:
    """Take out tags, then resolve what was escaped."""
    words = _TAG.sub("", words)
    return " ".join(_ENTITY.sub(lambda found: html.unescape(found[0]), words).split())


def labelled(cues: list[Cue]) -> Iterator[Cue]:
    """Find ``Name: words`` in the payloads; a cue without one goes on with the speaker before."""
    labels = speakers_in([cue.words for cue in cues])
    speaker: str | None = None
    for at, cue in enumerate(cues):
        label = labels.get(at)
        if label and label.family == "bracket" and marks(f"[{label.name}]"):
            label = None  # a sound, however often it is heard
        speaker = label.name if label else None if cue.fresh else speaker
        words = cue.words[label.length :].strip() if label else cue.words
        yield cue._replace(speaker=speaker, words=words)


def _going_on(cues: list[Cue]) -> Iterator[Cue]:
    """Give what names nobody to the speaker before, unless somebody else begins there."""
    speaker: str | None = None
    for cue in cues:
        speaker = cue.speaker if cue.speaker or cue.fresh else speaker
        yield cue._replace(speaker=speaker)
