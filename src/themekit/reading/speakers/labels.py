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
from themekit.names import folded, visible
from themekit.reading.dates import parse_date
from themekit.reading.speakers.speaker_names import codelike, labellike, namelike, plausible
from themekit.reading.speakers.timestamps import CLOCK, STAMP, STAMP_GROUPS, seconds, stated

HEAD = 160  # a label lies within so many characters, however long the line is
COLONS = ":：፦∶։"  # also full-width, Ethiopic, the ratio sign and what Armenian writes for it

_STAMPED = re.compile(rf"{STAMP}(?:(?=[\s|,:–—-]|$)|(?<=[\])>}}）］】#])(?=[^\W\d]))[ \t|,–—-]*")
_CLOCK_SOMEWHERE = re.compile(r"\d[:：;.hHmM'’′-]\d|\d[mM](?:in)?[ ]?\d|\d[ ]?s\]")
_TIME_NEAR = re.compile(r"[\[(<{#\\*_（［【\u00a4 \t]*\d")  # cheap, before a dear pattern is tried
_STAMP_ONLY = re.compile(rf"[ \t]*(?:\#{{1,6}}[ \t]+)?[*_]{{0,3}}{STAMP}[*_]{{0,3}}[ \t]*$")
_STAMP_ENDS = re.compile(rf"[\s|,·•–—-]+{STAMP}[ \t]*$")
_STAMP_INSIDE = re.compile(
    rf"(?P<name>[^\[(]{{1,60}}?)[ \t]*[\[(][ \t]*(?P<clock>{CLOCK})[ \t]*[\])][ \t]*(?=\S)"
)
# What Markdown, captions and line numbers set before a line; emphasis that a stamp begins.
_NUMBER = re.compile(
    r"[ \t]*(?:>[ \t]*){0,3}(?:#{1,6}[ \t]+)?(?:[#(\[]?\d{1,5}[.)\]]?[ \t]+)?"
    r"(?:[*_]{1,3}(?=[\[(#（［【]?[ \t]*\d))?"
)
_COLON = re.compile(
    rf"[*_]{{0,3}}(?P<name>[^\s{COLONS}][^{COLONS}\t]{{0,80}}?)[*_]{{0,3}}[ \t]*"
    rf"[{COLONS}](?![/\\\d])[*_]{{0,3}}[ \t]*"
)
_TIMED_COLON = re.compile(
    rf"[*_]{{0,3}}(?P<name>[^\s{COLONS}][^{COLONS}\t]{{0,60}}?)[ \t,–-]*{STAMP}[*_]{{0,3}}[ \t]*"
    rf"[{COLONS}](?!\d)[*_]{{0,3}}[ \t]*"
)
# Nobody says seconds of the clock: three numbers behind a label are a stamp without brackets.
_AFTER = re.compile(r"(\d{1,2}:\d{2}:\d{2}(?:[.,:;]\d{1,3})?)[ \t]+(?=\S)")
_BRACKET = re.compile(
    r"(?:\[(?P<name>[^\]\n]{1,60})\]|<(?P<other>[^>\n]{1,60})>"
    r"|[【［](?P<wide>[^】］\n]{1,60})[】］])[ \t]*"
    rf"(?:{STAMP}(?=\s|$))?:?[ \t]*"
)
_ROUND = re.compile(r"\((?P<name>[^()\n]{1,60})\)[ \t]*:?[ \t]*")
_NAME_AND_CLOCK = re.compile(rf"(?P<name>.{{1,40}}?)[ \t,|:–—-]+{STAMP}[ \t]*$")
_CLOCK_AND_NAME = re.compile(rf"[ \t]*{STAMP}[ \t,|:–—-]+(?P<name>[^\W\d].{{0,40}})$")
_DASH = re.compile(
    r"(?P<name>[^\s–—-][^:–—\t]{0,60}?)"
    r"(?:[ \t]+(?:–|—|--?)[ \t]+|[–—][ \t]+|—(?=[^\W\d_a-z]))(?=\S)"
)
_CODE = re.compile(r"(?P<name>[A-Z][A-Z0-9_]{1,11}|[Ss]peaker[ _]?\d{1,2})[ \t]+(?=\S)")
_TAB = re.compile(r"(?P<name>[^\s:][^:\t]{0,60}?)[ ]*:?\t[\t ]*(?=\S)")
_CODE_BEGINS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZs")
_CHAT = re.compile(r"From[ \t]+(.{1,40}?)[ \t]+[Tt]o[ \t]")
_AROUND = re.compile(r"^[\s#*_.,;·•|–—-]+|[\s*_.,;·•|–—-]+$")
_OPENING, _CLOSING = frozenset("[(<{（［【"), frozenset("])>}）］】")
# ``Q. Why?``, ``INT  Why?``, ``SPEAKER_00 Why?``: a code, with a full stop or no sign at all.
_POINT = re.compile(
    r"(?P<name>[QA]|[A-Z]{2,5}\d{0,2}|[A-Z]\d{1,3})(?:\.[ \t]+|[ \t]+(?=[^\W\d_a-z]))(?=\S)"
    r"|(?P<voice>[Ss][Pp][Ee][Aa][Kk][Ee][Rr][ _]?\d{1,2})\.?[ \t]+(?=\S)"
)


class Label(NamedTuple):
    """What may be a label.

    Attributes
    ----------
    family : str
        Shape of it: ``colon``, ``header``, ``inline``, ``bracket``, ``round``, ``code``,
        ``point``, ``dash``, ``tab``, ``marked``, ``alone``.
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
        return folded(self.name)


def lone_time(line: str) -> float | None:
    """Return the seconds that a line states which holds nothing else."""
    found = _STAMP_ONLY.match(line) if len(line) < HEAD and _TIME_NEAR.match(line) else None
    return stated(found) if found else None


def candidates(line: str) -> list[Label]:
    """Return every label that `line` may begin with, at most one a family."""
    head = line[:HEAD]
    numbered = _NUMBER.match(head)
    start = numbered.end() if numbered else 0
    time, rest = None, start
    stamp = _STAMPED.match(head, start) if _TIME_NEAR.match(head, start) else None
    if stamp and _closes(stamp[0]):
        time, rest = stated(stamp), stamp.end()
    found = [_colon(head, rest, time), _header(line, rest, time), *_others(head, rest, time)]
    return [
        label
        for label in found
        if label is not None and plausible(label.name) and parse_date(label.name) is None
    ]


def _closes(stamp: str) -> bool:
    """Tell whether a stamp that opens a bracket closes it: ``[00:01:02 Name]`` is a label."""
    return stamp[0] not in _OPENING or any(sign in _CLOSING for sign in stamp)


def _clean(name: str) -> str:
    """Take off what stands around a name."""
    chat = _CHAT.match(name)  # Zoom's: From Jane Smith to Everyone
    bare = visible(_AROUND.sub("", chat[1] if chat else name))
    return bare[1:-1].strip() if bare[:1] == "[" and bare[-1:] == "]" else bare


def _colon(head: str, rest: int, time: float | None) -> Label | None:
    """Match ``Name:``, ``Name (00:01:23):``, ``[00:01:23] Name:``."""
    if not any(sign in head[rest:] for sign in COLONS):
        return None
    timed = _TIMED_COLON.match(head, rest) if _CLOCK_SOMEWHERE.search(head, rest) else None
    if timed:
        return Label("colon", _clean(timed["name"]), timed.end(), stated(timed))
    plain = _COLON.match(head, rest)
    if plain is None or plain["name"].count("[") != plain["name"].count("]"):
        return None  # '[Name: 00:01:02]' is in brackets
    after = _AFTER.match(head, plain.end()) if time is None else None
    if after:
        return Label("colon", _clean(plain["name"]), after.end(), seconds(after[1]))
    return Label("colon", _clean(plain["name"]), plain.end(), time)


def _header(line: str, rest: int, time: float | None) -> Label | None:
    """Match a line that holds a name and a time and nothing else."""
    if len(line) > HEAD // 2 or (time is None and not _CLOCK_SOMEWHERE.search(line, rest)):
        return None
    ending = _STAMP_ENDS.search(line, rest)
    if ending and time is None:
        name = _clean(line[rest : ending.start()])
        fits = namelike(name) or codelike(name)
        return Label("header", name, len(line), stated(ending)) if fits else None
    name = line[rest:].strip()
    if time is None or not name or name[-1] in ".?!,:;]" or not namelike(name):
        return None
    return Label("header", _clean(name), len(line), time)


def _others(head: str, rest: int, time: float | None) -> list[Label | None]:
    """Match the shapes that need the evidence of a whole document."""
    opens = head[rest : rest + 1] in {"[", "<", "【", "［"}
    timed = _CLOCK_SOMEWHERE.search(head, rest) is not None
    dashed = "-" in head or "–" in head or "—" in head
    inside = _STAMP_INSIDE.match(head, rest) if timed else None
    bracket = _BRACKET.match(head, rest) if opens else None
    around = _ROUND.match(head, rest) if head[rest : rest + 1] == "(" else None
    dash = _DASH.match(head, rest) if dashed else None
    tab = _TAB.match(head, rest) if "\t" in head else None
    code = _CODE.match(head, rest) if time is not None else None
    point = _POINT.match(head, rest) if head[rest : rest + 1] in _CODE_BEGINS else None
    found: list[Label | None] = []
    if inside and (name := _clean(inside["name"])) and labellike(name):
        found.append(Label("inline", name, inside.end(), stated(inside)))
    found += [_in_brackets("bracket", bracket, time), _in_brackets("round", around, time)]
    if dash:
        found.append(Label("dash", _clean(dash["name"]), dash.end(), time))
    if code:
        found.append(Label("code", _clean(code["name"]), code.end(), time))
    if point:
        found.append(Label("point", point["name"] or point["voice"], point.end(), time))
    if tab:
        found.append(Label("tab", _clean(tab["name"]), tab.end(), time))
    return found


def _in_brackets(family: str, found: re.Match[str] | None, time: float | None) -> Label | None:
    """Take what stands in brackets for a name, with a time in it or behind it perhaps."""
    if found is None:
        return None
    groups = found.groupdict()
    inner = groups["name"] or groups.get("other") or groups.get("wide") or ""
    behind = any(groups.get(name) for name in STAMP_GROUPS)
    both = _NAME_AND_CLOCK.match(inner) or _CLOCK_AND_NAME.match(inner)
    name = both["name"] if both else inner
    if is_mark(f"[{name.strip()}]"):
        return None  # '[chuckles]' is what was heard, and nobody's name
    when = stated(both) if both else stated(found) if behind else time
    return Label(family, _clean(name), found.end(), when)
