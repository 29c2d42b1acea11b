"""What speech recognisers print: a line a few seconds long, each with its times or its speaker.

``[00:00:00.000 --> 00:00:03.000]  words`` is Whisper's, ``(speaker 0) words`` whisper.cpp's,
``[SPEAKER_00]: words`` that of programs which tell voices apart. Lines are cut anywhere, even
inside words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from themekit.reading.layout import Cue, in_paragraphs, in_turns, lay_out
from themekit.reading.speakers.cues import labelled
from themekit.reading.speakers.timestamps import seconds

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from themekit.records import Extract

_CLOCK = r"(?:\d{1,3}:){0,2}\d{1,6}(?:[.,]\d{1,3})?"
_STAMP = re.compile(rf"[ \t]*\[[ \t]*({_CLOCK})s?[ \t]*--?>[ \t]*{_CLOCK}s?[ \t]*\]:?")
_NUMBERED = r"speaker[ _]?(?:\d{1,3}|\?)"
_SPEAKER = re.compile(rf"[ \t]*(?:\(({_NUMBERED})\)|\[({_NUMBERED})\]):?", re.IGNORECASE)
_BARE = re.compile(r"[ \t]*(speaker_\d{1,3}):?(?=[ \t]|$)", re.IGNORECASE)
_TURN = re.compile(r"\[(?:_?SPEAKER[ _]TURN_?|SPK_TURN)\]", re.IGNORECASE)
_FEW = 3
_HEAD = 8  # lines before the first: a title, or what the program tells of itself
_MOST = 0.6
_SHORT = 10  # no program cuts lines shorter than that


class _Line(NamedTuple):
    """One line: its words with the space before them, on which the healing of words rests."""

    start: float | None
    speaker: str
    words: str


def recognise(text: str) -> Extract | None:
    """Read what a speech recogniser printed; return None where the text is anything else."""
    lines = [line for line in text.split("\n") if line.strip()]
    first = next((at for at, line in enumerate(lines[:_HEAD]) if _parsed(line)), None)
    if first is None:
        return None
    parsed = [_parsed(line) for line in lines[first:]]
    known = [line for line in parsed if line]
    stamped = [line for line in known if line.start is not None]
    if len(known) < _FEW or len(known) < (_MOST if stamped else 1) * len(parsed):
        return None
    if first and not (stamped or lines[first].lstrip().startswith("(")):
        return None  # square brackets alone are what people type, below a head of their own
    notes: tuple[str, ...] = ()
    if first:
        lines_before = f"{first} line{'' if first == 1 else 's'}"
        notes = (f"{lines_before} before the first that was said left out.",)
    return lay_out(_turns(list(_whole(parsed, lines[first:]))), notes)


def _parsed(line: str) -> _Line | None:
    """Take times and speaker, in either order, off a line; None where it has neither."""
    start, speaker, at = None, "", 0
    while True:
        stamp = _STAMP.match(line, at) if start is None else None
        named = None if speaker else _SPEAKER.match(line, at)
        if not (stamp or named or speaker) and start is not None:
            named = _BARE.match(line, at)
        if stamp:
            start, at = seconds(stamp[1]), stamp.end()
        elif named:
            speaker, at = next(filter(None, named.groups())), named.end()
        else:
            break
    return _Line(start, speaker, line[at:]) if at else None


def _whole(parsed: list[_Line | None], lines: list[str]) -> Iterator[_Line]:
    """Yield the lines; one without times or speaker goes on with the line before."""
    going_on = [
        raw.strip() if line is None else None for line, raw in zip(parsed, lines, strict=True)
    ]
    return _joined(parsed, going_on, " ")


def _joined(
    lines: Sequence[_Line | None], going_on: Sequence[str | None], between: str
) -> Iterator[_Line]:
    """Yield the lines, each with the words of those after it that go on with it."""
    last: _Line | None = None
    for line, words in zip(lines, going_on, strict=True):
        if words is not None and last is not None:
            last = last._replace(words=f"{last.words}{between}{words}")
            continue
        if last is not None:
            yield last
        last = line
    if last is not None:
        yield last


def _turns(lines: list[_Line]) -> Iterable[Cue]:
    """Join lines to turns by their speakers, or to paragraphs where nobody is named."""
    cues = [
        Cue(line.start, line.speaker or None, words, fresh)
        for line, words, fresh in _parted(list(_healed(lines)))
        if words
    ]
    if not any(cue.speaker for cue in cues):
        cues = list(labelled(cues))
        return in_turns(cues) if any(cue.speaker for cue in cues) else in_paragraphs(cues)
    return in_turns(cues)


def _parted(lines: list[_Line]) -> Iterator[tuple[_Line, str, bool]]:
    """Yield each line, its words, and whether the line before says that somebody else speaks."""
    fresh = False
    for line in lines:
        words = " ".join(_TURN.sub(" ", line.words).split())
        yield line, words, fresh
        fresh = bool(_TURN.search(line.words))


def _healed(lines: list[_Line]) -> Iterator[_Line]:
    """Join lines that a fixed length has cut inside a word."""
    cuts = _cuts(lines)
    going_on = [line.words.lstrip() if at in cuts else None for at, line in enumerate(lines)]
    return _joined(lines, going_on, "")


def _cuts(lines: list[_Line]) -> AbstractSet[int]:
    """Return which lines go on inside the last word of the line before.

    Whisper's words bring the space before them along: where some lines of a speaker begin with a
    space fewer, those go on inside a word. Without such spaces, lines of one length show it.
    """
    inner = [
        at
        for at in range(1, len(lines))
        if lines[at].speaker == lines[at - 1].speaker and _letters_meet(lines, at)
    ]
    gaps = [len(line.words) - len(line.words.lstrip()) for line in lines]
    if len(set(gaps)) > 1:
        narrow = {at for at, gap in enumerate(gaps) if gap == min(gaps)}
        fits = max(gaps) == min(gaps) + 1 and len(narrow) < len(lines) / 2
        return narrow if fits and narrow <= set(inner) else frozenset()
    runs = [at for at in range(1, len(lines)) if lines[at].speaker == lines[at - 1].speaker]
    lengths = {len(lines[at - 1].words.strip(" \t")) for at in runs}
    longest = max(lengths, default=0)
    fixed = len(runs) >= _FEW and longest >= _SHORT and lengths <= {longest, longest - 1}
    full = {at for at in inner if len(lines[at - 1].words.strip(" \t")) == longest}
    return full if fixed and lines[0].speaker else frozenset()


def _letters_meet(lines: list[_Line], at: int) -> bool:
    """Tell whether a line may begin inside the word that ends the one before."""
    before, after = lines[at - 1].words, lines[at].words.lstrip()
    inside = before[-1:].isalnum() or before[-1:] in {"-", "'", "\u2019"}
    return inside and after[:1] != "" and not after[:1].isupper()
