"""Exported chats: WhatsApp, Signal, Telegram, Zoom's chat and what is copied from Teams.

A message is a turn, with all its lines; it starts so many seconds after the first message of the
chat. What nobody wrote (``Ann added Bo``, ``<Media omitted>``) is left out and counted.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from themekit.names import folded, visible
from themekit.reading.dates import parse_date
from themekit.reading.layout import Cue, lay_out
from themekit.reading.speakers.speaker_names import plausible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themekit.records import Extract

_DIRECTION = "\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff"
_MARKS = re.compile(rf"[{_DIRECTION}]")
_GAP = r"[ \u00a0\u202f]"
_DATE = (
    r"(?P<date>\d{1,4}[./-]\d{1,2}(?:[./-]\d{2,4})?|\d{1,2}[ -][A-Z][a-z]{2,8}[ -]\d{2,4}"
    r"|\d{4}[年년][ ]?\d{1,2}[月월][ ]?\d{1,2}[日일])"
)
_TIME = (
    rf"(?P<clock>(?:(?:오전|오후|上午|下午|午前|午後){_GAP}?)?\d{{1,2}}[:.]\d{{2}}(?:[:.]\d{{2}})?"
    rf"(?:{_GAP}?[AaPp]\.?{_GAP}?[Mm]\.?)?)"
)
_WHEN = rf"{_DATE},?{_GAP}+(?:(?:at|um|à|às|kl\.?){_GAP}+)?{_TIME}"
_SHAPES = {
    # WhatsApp on Android; on an iPhone, and Signal by signal-export
    "dash": re.compile(rf"[{_DIRECTION}]*{_WHEN}{_GAP}+[-\u2013]{_GAP}(?P<rest>.*)"),
    "bracket": re.compile(rf"[{_DIRECTION}]*\[{_GAP}?{_WHEN}{_GAP}?\]{_GAP}+(?P<rest>.*)"),
    "comma": re.compile(rf"{_WHEN},{_GAP}(?P<rest>.*)"),
    # KakaoTalk
    "named": re.compile(rf"\[(?P<name>[^\[\]\n]{{1,60}})\] \[{_TIME}\] (?P<rest>.*)"),
    # Logs of Internet Relay Chat and of what came after it
    "nick": re.compile(rf"\[?{_WHEN}\]?{_GAP}+<(?P<name>[^<>\n]{{1,60}})>{_GAP}(?P<rest>.*)"),
    # Copied from WeChat and Discord: the words stand below
    "above": re.compile(
        rf"(?P<name>[^\W\d][^:\[\]\n]{{0,60}}?){_GAP}+(?:[-\u2013\u2014]{_GAP}+)?{_WHEN}(?P<rest>)$"
    ),
    # Webex
    "webex": re.compile(rf"from (?P<name>\S.{{0,60}}?) to [^:\n]{{1,60}}:[ \t]+{_TIME}(?P<rest>)$"),
    # Zoom: From Ann To Everyone:
    "zoom": re.compile(
        rf"(?:{_DATE}[ \t]+)?{_TIME}[ \t]+From[ \t]+(?P<name>\S.{{0,60}}?)"
        r"(?:[ \t]+[Tt]o[ \t]+[^:]{1,80}?)?"
        r"[ \t]*:(?:[ \t]+(?P<rest>.*))?$"
    ),
    # Zoom, kept in the cloud; the colon tells it from a transcript that somebody typed
    "cloud": re.compile(rf"{_TIME}\t[ ]?(?P<name>[^\t:]{{1,60}}):\t[ ]?(?P<rest>.*)"),
    # Telegram: Ann Field, [12.03.2021 10:16]
    "telegram": re.compile(
        r"(?P<name>\S[^\[\]\n]{0,60}?),[ ]\[(?P<date>[^\]\n]{6,24}?\d{2,4}),?(?:[ ]at)?[ ]+"
        rf"{_TIME}\]:?[ ]*(?P<rest>)$"
    ),
}
_NAMED = re.compile(r"(?:~[ \u00a0\u202f]*)?(?P<name>[^:\n]{1,60}?)[ ]?:(?:[ \t]+(?P<words>.*))?$")
_MEDIA = re.compile(
    r"<[^<>\n]{4,60}>|\S.{0,80}?\.\w{2,5} \([^()\n]{4,30}\)|null"
    r"|\S.{0,80}?\.\w{2,5} \u2022 \d{1,5} pages?"
    r"|(?:image|video|audio|sticker|gif|document|contact card|voice message|video note) omitted"
    r"|\[(?:photo|video|sticker|voice message|gif|file|location)\]",
    re.IGNORECASE,
)
_ATTACHED = re.compile(r"<attached: [^<>\n]{1,120}>", re.IGNORECASE)
_EDITED = re.compile(
    r"[ ]?<(?:This message was edited|Diese Nachricht wurde bearbeitet)>", re.IGNORECASE
)
# Newer exports put a name before these too: that of the group, or of whoever did it.
_NOTICE = re.compile(
    r"Messages and calls are end-to-end encrypted\b.*"
    r"|.{1,60} (?:added|removed) .{1,60}|.{1,60} (?:left|joined from the community)"
    r"|.{1,60} (?:created (?:this )?group|changed (?:this|the) group|joined using)\b.{0,160}"
    r"|.{1,60} (?:changed their phone number|turned (?:on|off) disappearing messages)\b.{0,160}",
    re.DOTALL,
)
_DELETED = re.compile(
    r"(?:This message was deleted|You deleted this message|Diese Nachricht wurde gel\xf6scht)\.?"
    r"|(?:Missed|Declined) (?:voice|video|group)[\w ]{0,12} call\b.{0,40}"
    r"|Waiting for this message\b.{0,60}",
    re.IGNORECASE,
)
_REACTION = re.compile(
    r"(?:Reacted to \".*\" with \S+|Removed a \S+ reaction from \".*\")", re.DOTALL
)
_REPLY = re.compile(r"Replying to \".{0,400}?\"\n+", re.DOTALL)
_QUOTES = re.compile('["\u201c\u201d\u201e\u00ab\u00bb]')  # around the group's name, in a notice
_MOST_WORDS = 8
_HEAD = 6
_LEAST = 2
_AFTERNOON = ("오후", "下午", "午後")
_HALF_DAY = 12


class _Told(NamedTuple):
    """What is left out: messages of the program, and those without words."""

    what: str
    several: str


_PROGRAM = _Told("message of the program itself", "messages of the program itself")
_WORDLESS = _Told(
    "message without words (a picture, a file, a call, a deleted one)",
    "messages without words (pictures, files, calls, deleted ones)",
)
_REACTIONS = _Told("reaction to another message", "reactions to other messages")
_BEFORE = _Told("line before the first message", "lines before the first message")


@dataclass(slots=True)
class _Message:
    """One message as it stands; nobody's name is empty."""

    date: str
    clock: str
    name: str
    lines: list[str] = field(default_factory=list)


def recognise(text: str) -> Extract | None:
    """Read an exported chat; return None where the text is anything else."""
    lines = text.split("\n")
    head = [line for line in lines[: 3 * _HEAD] if line.strip()][:_HEAD]
    for name, shape in _SHAPES.items():
        if any(shape.match(line) for line in head):
            before, messages = _messages(lines, shape)
            if _is_chat(messages, several=name == "above"):
                return _extract(messages, before)
    return None


def _messages(lines: list[str], shape: re.Pattern[str]) -> tuple[int, list[_Message]]:
    """Return how many lines stand before the first message, and the messages."""
    before = 0
    messages: list[_Message] = []
    for line in lines:
        found = shape.match(line)
        if found:
            messages.append(_begun(found))
        elif messages:
            messages[-1].lines.append(line)
        else:
            before += bool(line.strip())
    own = sum(bool(message.name) for message in messages)
    return before, messages if own or "name" in shape.groupindex else _under_names(messages)


def _begun(found: re.Match[str]) -> _Message:
    """Begin a message with what stands on its first line."""
    parts = found.groupdict()
    date, clock, rest = parts.get("date") or "", parts["clock"], parts["rest"] or ""
    date = re.sub(r"[年년月월] ?", "-", date).rstrip("日일")
    if "name" in parts:
        return _Message(date, clock, visible(parts["name"]), [rest])
    named = _NAMED.match(_MARKS.sub("", rest))
    name = visible(named["name"]) if named else ""
    if named is None or not name or _QUOTES.search(name) or len(name.split()) > _MOST_WORDS:
        return _Message(date, clock, "", [rest])
    return _Message(date, clock, name, [rest[rest.index(":") + 1 :].lstrip(" \t")])


def _is_name(name: str) -> bool:
    """Tell whether a sender is surely called so: by a name, a number, or signs alone."""
    lettered = any(map(str.isalpha, name))
    return plausible(name) if lettered else bool(name) and not name.isdecimal()


def _under_names(messages: list[_Message]) -> list[_Message]:
    """Take the line with the time for the name, as Teams copies messages, words below it."""
    for message in messages:
        name = visible(message.lines[0])
        if _is_name(name) and len(message.lines) > 1:
            message.name, message.lines = name, message.lines[1:]
    return messages


def _is_chat(messages: Sequence[_Message], *, several: bool) -> bool:
    """Tell whether people write in turns: a diary's entries begin alike, and name nobody twice.

    Headings with a date do come back (``Visit 12/03/2021 10:16``), but do not take turns.
    """
    counts = Counter(folded(message.name) for message in messages if _is_name(message.name))
    again = sum(count for count in counts.values() if count >= _LEAST)
    if several and sum(count >= _LEAST for count in counts.values()) < _LEAST:
        return False
    return again >= _LEAST and 2 * again >= sum(counts.values())


def _extract(messages: list[_Message], before: int) -> Extract:
    """Lay messages out, and count what is left out."""
    out = Counter({_BEFORE: before})
    turns: list[Cue] = []
    for message, start in zip(messages, _starts(messages), strict=True):
        kept, reason = _written(message)
        if kept:
            turns.append(Cue(start, message.name, kept))
        elif reason:
            out[reason] += 1
    notes = ["A chat: a message is a turn, timed in seconds from the first message.", *_told(out)]
    return lay_out(turns, tuple(notes))


def _told(out: Counter[_Told]) -> Iterator[str]:
    """Say what was left out, with its number."""
    for told, count in out.items():
        if count:
            yield f"{count:,} {told.what if count == 1 else told.several} left out."


def _written(message: _Message) -> tuple[str, _Told | None]:
    """Return what a person wrote in a message, or what it is instead."""
    if not message.name:
        return "", _PROGRAM
    first = message.lines[0].lstrip()
    words = "\n".join(" ".join(_MARKS.sub("", line).split()) for line in message.lines).strip()
    words = _REPLY.sub("", _EDITED.sub("", words), count=1)
    if _REACTION.fullmatch(words):
        return "", _REACTIONS
    # An iPhone sets this mark before what the person did not type; editors may take it away.
    own = words.startswith((f"{message.name} ", "Messages and calls"))
    by_program = first.startswith("\u200e") or bool(own and _NOTICE.fullmatch(words))
    if by_program and not _ATTACHED.match(_MARKS.sub("", first)) and not _MEDIA.match(words):
        return "", _PROGRAM
    words = re.sub(r" ?\n", "\n", _ATTACHED.sub("", words)).strip()
    file, _, caption = words.partition("\n")
    words = caption.strip() if _MEDIA.fullmatch(file) else words
    if not words or _DELETED.fullmatch(words):
        return "", _WORDLESS
    return words, None


def _starts(messages: Sequence[_Message]) -> list[float | None]:
    """Return seconds from the first message, or nothing where a date makes no sense."""
    if any(message.date for message in messages):
        day_first, month_first = (_by_date(messages, month_first=one) for one in (False, True))
        times = min((day_first, month_first), key=_disorder)
    else:
        times = _by_clock(messages)
    # A message dated before the first has no place in time.
    return [None if time is None or time < 0 else time for time in times]


def _by_clock(messages: Sequence[_Message]) -> list[float | None]:
    """Count from the first message on; a clock that falls has passed midnight."""
    times: list[float] = []
    days = 0
    for message in messages:
        time = _seconds(message.clock)
        days += bool(times) and time + days * 86_400 < times[-1] - 43_200
        times.append(time + days * 86_400)
    return [time - times[0] for time in times]


def _by_date(messages: Sequence[_Message], *, month_first: bool) -> list[float | None]:
    """Count from the first message that has a date."""
    days = [parse_date(message.date, month_first=month_first) for message in messages]
    first = next((day for day in days if day), None)
    if first is None:
        return [None] * len(messages)
    times = [
        None if day is None else (day - first) / timedelta(seconds=1) + _seconds(message.clock)
        for day, message in zip(days, messages, strict=True)
    ]
    zero = next(time for time in times if time is not None)
    return [None if time is None else round(time - zero, 3) for time in times]


def _disorder(times: Iterable[float | None]) -> tuple[int, float]:
    """Measure how little sense times make: how often they fall, then how far apart they lie."""
    known = [time for time in times if time is not None]
    falls = sum(after < before for before, after in pairwise(known))
    return falls, max(known, default=0.0)


def _seconds(clock: str) -> float:
    """Turn ``10:16``, ``10:16:05`` or ``1:05 p.m.`` into seconds of the day."""
    half = next((letter for letter in clock.casefold() if letter in "ap"), "")
    half = half or ("p" if clock.startswith(_AFTERNOON) else "a" if not clock[0].isdigit() else "")
    hour, *rest = (int(number) for number in re.findall(r"\d+", clock))
    if half:
        hour = hour % _HALF_DAY + (_HALF_DAY if half == "p" else 0)
    return float(sum(part * 60 ** (2 - at) for at, part in enumerate([hour, *rest])))
