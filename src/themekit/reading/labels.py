"""Recognise what may be a speaker's label at the start of a line; `turns` decides which count.

Each shape is a family. A transcript keeps to one family, so that the lines of a family are judged
together; a line on its own proves nothing ("Note: ...", "One thing: ..." are prose).
"""

# Dashes, quotes and full-width colons stand here because transcripts hold them.
# ruff: noqa: RUF001
from __future__ import annotations

import re
from typing import NamedTuple

from themekit.language import is_mark
from themekit.reading.dates import parse_date
from themekit.reading.naming import codelike, namelike, plausible

HEAD = 160  # a label lies within so many characters, however long the line is

_CLOCK = (
    r"(?:\d{1,2}:\d{1,2}:\d{1,2}|\d{1,3}:\d{2})(?:[.,]\d{1,3})?"
    r"(?:[ \u202f\u00a0]?[AaPp]\.?[Mm]\b\.?)?"
)
_STAMP = (
    rf"[\[(<{{]?[ \t]*(?P<clock>{_CLOCK})(?:[ \t]*(?:-->|-|–|to)[ \t]*{_CLOCK})?[ \t]*[\])>}}]?"
)
_STAMPED = re.compile(rf"{_STAMP}(?=[\s|,:–—-]|$)[ \t|,–—-]*")
_CLOCK_SOMEWHERE = re.compile(r"\d:\d")
_TIME_NEAR = re.compile(r"[\[(<{ \t]*\d")  # cheap, before a dear pattern is tried
_STAMP_ONLY = re.compile(rf"[ \t]*{_STAMP}[ \t]*$")
_STAMP_ENDS = re.compile(rf"[\s|,·•–—-]+{_STAMP}[ \t]*$")
_STAMP_INSIDE = re.compile(
    rf"(?P<name>[^\[(]{{1,60}}?)[ \t]*[\[(][ \t]*(?P<clock>{_CLOCK})[ \t]*[\])][ \t]*(?=\S)"
)
_NUMBER = re.compile(r"[ \t]*(?:>[ \t]*)?(?:[#(\[]?\d{1,5}[.)\]]?[ \t]+)?")
_COLON = re.compile(
    r"[*_]{0,3}(?P<name>[^\s:：][^:：\t]{0,80}?)[*_]{0,3}[ \t]*[:：](?![/\\\d])[*_]{0,3}[ \t]*"
)
_TIMED_COLON = re.compile(
    rf"[*_]{{0,3}}(?P<name>[^\s:：][^:：\t]{{0,60}}?)[ \t,–-]*{_STAMP}[*_]{{0,3}}[ \t]*"
    r"[:：](?!\d)[*_]{0,3}[ \t]*"
)
_BRACKET = re.compile(
    r"(?:\[(?P<name>[^\]\n]{1,40})\]|<(?P<other>[^>\n]{1,40})>)[ \t]*"
    rf"(?:{_STAMP}(?=\s|$))?:?[ \t]*"
)
_DASH = re.compile(r"(?P<name>[^\s–—-][^:–—\t]{0,60}?)(?:[ \t]+(?:–|—|--?)[ \t]+|[–—][ \t]+)(?=\S)")
_CODE = re.compile(r"(?P<name>[A-Z][A-Z0-9_]{1,11}|[Ss]peaker[ _]?\d{1,2})[ \t]+(?=\S)")
_TAB = re.compile(r"(?P<name>[^\s:][^:\t]{0,60}?)[ ]*:?\t[\t ]*(?=\S)")
_CHAT = re.compile(r"From[ \t]+(.{1,40}?)[ \t]+[Tt]o[ \t]")
_AROUND = re.compile(r"^[\s*_.,;·•|–—-]+|[\s*_.,;·•|–—-]+$")


class Label(NamedTuple):
    """What may be a label.

    Attributes
    ----------
    family : str
        Shape of it: ``colon``, ``header``, ``inline``, ``bracket``, ``code``, ``dash``,
        ``tab``, ``marked``.
    name : str
        The speaker, as it stands in the source.
    length : int
        Where speech begins, counted from the start of the line.
    time : float or None
        Seconds.
    """

    family: str
    name: str
    length: int
    time: float | None = None

    @property
    def key(self) -> str:
        """The name as it is compared with others."""
        return " ".join(self.name.casefold().split())


def seconds(clock: str) -> float:
    """Turn ``1:02:03.5`` or ``02:03`` into seconds."""
    total = 0.0
    digits = clock.rstrip("AaPpMm. \u202f\u00a0")
    for part in digits.replace(",", ".").split(":"):
        total = 60 * total + float(part)
    return total


def lone_time(line: str) -> float | None:
    """Return the seconds that a line states which holds nothing else."""
    found = _STAMP_ONLY.match(line) if len(line) < HEAD and _TIME_NEAR.match(line) else None
    return seconds(found["clock"]) if found else None


def candidates(line: str) -> list[Label]:
    """Return every label that `line` may begin with, at most one a family."""
    head = line[:HEAD]
    numbered = _NUMBER.match(head)
    start = numbered.end() if numbered else 0
    time, rest = None, start
    stamp = _STAMPED.match(head, start) if _TIME_NEAR.match(head, start) else None
    if stamp:
        time, rest = seconds(stamp["clock"]), stamp.end()
    found = [_colon(head, rest, time), _header(line, rest, time), *_others(head, rest, time)]
    return [
        label
        for label in found
        if label is not None and plausible(label.name) and parse_date(label.name) is None
    ]


def _clean(name: str) -> str:
    """Take off what stands around a name."""
    chat = _CHAT.match(name)  # Zoom's: From Jane Smith to Everyone
    bare = _AROUND.sub("", chat[1] if chat else name).replace("\u00a0", " ")
    return bare[1:-1].strip() if bare[:1] == "[" and bare[-1:] == "]" else bare


def _colon(head: str, rest: int, time: float | None) -> Label | None:
    """Match ``Name:``, ``Name (00:01:23):``, ``[00:01:23] Name:``."""
    if ":" not in head[rest:] and "：" not in head[rest:]:
        return None
    timed = _TIMED_COLON.match(head, rest) if _CLOCK_SOMEWHERE.search(head, rest) else None
    if timed:
        return Label("colon", _clean(timed["name"]), timed.end(), seconds(timed["clock"]))
    plain = _COLON.match(head, rest)
    return Label("colon", _clean(plain["name"]), plain.end(), time) if plain else None


def _header(line: str, rest: int, time: float | None) -> Label | None:
    """Match a line that holds a name and a time and nothing else."""
    if len(line) > HEAD // 2 or (time is None and not _CLOCK_SOMEWHERE.search(line, rest)):
        return None
    ending = _STAMP_ENDS.search(line, rest)
    if ending and time is None:
        name = _clean(line[rest : ending.start()])
        fits = namelike(name) or codelike(name)
        return Label("header", name, len(line), seconds(ending["clock"])) if fits else None
    name = line[rest:].strip()
    if time is None or not name or name[-1] in ".?!,:;]" or not namelike(name):
        return None
    return Label("header", _clean(name), len(line), time)


def _others(head: str, rest: int, time: float | None) -> list[Label | None]:
    """Match the shapes that need a whole document of them to be believed."""
    opens = head[rest : rest + 1] in {"[", "<"}
    timed = _CLOCK_SOMEWHERE.search(head, rest) is not None
    dashed = "-" in head or "–" in head or "—" in head
    inside = _STAMP_INSIDE.match(head, rest) if timed else None
    bracket = _BRACKET.match(head, rest) if opens else None
    dash = _DASH.match(head, rest) if dashed else None
    tab = _TAB.match(head, rest) if "\t" in head else None
    code = _CODE.match(head, rest) if time is not None else None
    found: list[Label | None] = []
    if inside:
        found.append(
            Label("inline", _clean(inside["name"]), inside.end(), seconds(inside["clock"]))
        )
    if bracket and not is_mark(bracket[0]):
        clock = seconds(bracket["clock"]) if bracket["clock"] else time
        name = bracket["name"] or bracket["other"]
        found.append(Label("bracket", _clean(name), bracket.end(), clock))
    if dash:
        found.append(Label("dash", _clean(dash["name"]), dash.end(), time))
    if code:
        found.append(Label("code", _clean(code["name"]), code.end(), time))
    if tab:
        found.append(Label("tab", _clean(tab["name"]), tab.end(), time))
    return found
