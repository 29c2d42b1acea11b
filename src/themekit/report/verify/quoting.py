"""What of a report is quoted: in signs or as a block, and the edits marked in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report.verify.wording import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from themekit.report.verify.model import Block

_CLOSING = {"\u201c": "\u201d", "\u00ab": "\u00bb", "\u201e": "\u201c\u201d", "\u2039": "\u203a"}
_GAP = re.compile(
    r"[\[(]\s*(?:\.\s?\.\s?\.|\u2026)\s*[\])]|\.\s?\.\s?\.(?:\s?\.)?|\u2026|\[\s*(?:omitted|"
    r"cut)\s*\]"
)
_NOTE = re.compile(
    r"[\[(](?:sic|emphasis (?:added|mine|ours|in original|original))[\])]", re.IGNORECASE
)
_BRACKET = re.compile(r"(\w*)\[([^\]]*)\](\w*)|(\w+)\u2010(\w+)")
_LONGEST_INSERTED = 12
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Quoted:
    """Something quoted.

    Attributes
    ----------
    start, end : int
        Range in the block's text, signs of quotation included.
    text : str
        What is quoted.
    is_block : bool
        Whether it is set apart as a block.
    is_single : bool
        Whether its signs are single ones.
    is_open : bool
        Whether no closing sign follows.
    is_guess : bool
        Whether it is set in italics alone, and only sounds like somebody's words.
    """

    start: int
    end: int
    text: str
    is_block: bool = False
    is_single: bool = False
    is_open: bool = False
    is_guess: bool = False


def quoted_in(block: Block, is_known: Callable[[str], bool]) -> tuple[Quoted, ...]:
    """Return what a block quotes, in order.

    Parameters
    ----------
    block : Block
    is_known : callable
        Tells whether words stand in the study; asked where it is unclear which sign closes.
    """
    spans = list(_spans(block.text, is_known))
    if block.kind != "quote":
        return tuple(spans) or tuple(_emphasised(block, is_known))
    inside = sum(one.end - one.start for one in spans if not one.is_single)
    if inside >= _MOSTLY * len(_without_credit(block.text)[0]) or (
        spans and spans[0].start == 0 and not spans[0].is_single
    ):
        return tuple(spans)
    said, end = _without_credit(block.text)
    return (
        (Quoted(0, end, said.strip().strip("'\u2018\u2019"), is_block=True),)
        if said.strip()
        else ()
    )


_FEWEST_EMPHASISED = 5


def _emphasised(block: Block, is_known: Callable[[str], bool]) -> Iterator[Quoted]:
    """Yield what is quoted in italics, without signs: a whole paragraph, or behind a colon."""
    if block.kind != "paragraph":
        return
    for start, end in block.strong:
        text = block.text[start:end].strip()
        before, after = block.text[:start].strip(), block.text[end:].strip(" .")
        slanted = (start, end) in block.slanted
        if len(words_of(text)) < _FEWEST_EMPHASISED or (re.search(r"\d", text) and not slanted):
            continue
        led = before.endswith(":") and bool(_LED.search(before))
        told = slanted and bool(_TOLD.search(before))
        alone = not before and (not after or after[0] in "(\u2014\u2013[")
        if led or told or (alone and (bool(after) or is_known(text))):
            yield Quoted(start, end, text)
        elif alone and slanted and _sounds_said(text):
            yield Quoted(start, end, text, is_guess=True)


def _sounds_said(text: str) -> bool:
    """Tell whether a text sounds like somebody's words, and not like an author's on the report."""
    return len(words_of(text)) >= _FEWEST_SAID and bool(_I.search(text)) and not _ABOUT.search(text)


_FEWEST_SAID = 8
_I = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur|me|us)\b")
_ABOUT = re.compile(
    r"\b(?:report|sections?|chapters?|below|above|follow\w*|quot\w+|quotations?|study|stud(?:y|ies)|"
    r"tables?|figures?|respondents?|participants?|interviewe\w+|interviews?|surveys?|findings?|"
    r"cod(?:e|es|ed)|themes?|readers?|percent|recommend\w*|authors?|thank\w*|acknowledge\w*)\b",
    re.IGNORECASE,
)
_TOLD = re.compile(
    r"\b(?:said|says|told (?:us|me)|tells us|wrote|writes|explained|recalled|added|put it|remarked|"
    r"in (?:the|their|his|her) (?:own )?words)(?:\s+that)?\s*[,:]?$",
    re.IGNORECASE,
)
_LED = re.compile(
    r"\b(?:said|says|say|told|tells|wrote|writes|put it|puts it|explained|recalled|words|added|"
    r"described it)\b[^:]{0,60}:$",
    re.IGNORECASE,
)
_CREDIT = re.compile(
    r"\s*(?:[\u2014\u2013]|\s-{1,2}|\s\u00b7)\s*[^\u2014\u2013.!?]{2,120}$|\s*\([^()]{2,120}\)\.?$"
)


def _without_credit(text: str) -> tuple[str, int]:
    """Return a block quotation without what credits it behind."""
    found = _CREDIT.search(text)
    end = found.start() if found and found.start() > 0 else len(text)
    return text[:end], end


def _spans(text: str, is_known: Callable[[str], bool]) -> Iterator[Quoted]:
    """Yield what stands between signs of quotation; what is quoted within it belongs to it."""
    at = 0
    while at < len(text):
        sign = text[at]
        found: Quoted | None = None
        if sign in _CLOSING:
            found = _closed(text, at, _CLOSING[sign])
        elif sign == '"' and _opens(text, at):
            found = _closed(text, at, '"')
        elif sign in "\u2018'" and _opens(text, at):
            found = _single(text, at, is_known)
        if found is None:
            at += 1
            continue
        yield found
        at = max(found.end, at + 1)


def _opens(text: str, at: int) -> bool:
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return (before.isspace() or before in '([{\u2014\u2013-/:\u201c"\u2018') and not after.isspace()


def _closed(text: str, at: int, closing: str) -> Quoted:
    """Return what a double sign opens; what is never closed goes on to the block's end."""
    depth, opening = 1, text[at]
    for place in range(at + 1, len(text)):
        sign = text[place]
        if sign in closing and (sign != '"' or not _opens(text, place) or _ends(text, place)):
            depth -= 1
            if not depth:
                return Quoted(at, place + 1, text[at + 1 : place])
        elif sign == opening and sign not in closing:
            depth += 1
    return Quoted(at, len(text), text[at + 1 :], is_open=True)


def _ends(text: str, at: int) -> bool:
    after = text[at + 1] if at + 1 < len(text) else " "
    return after.isspace() or after in ".,;:!?)]"


def _single(text: str, at: int, is_known: Callable[[str], bool]) -> Quoted | None:
    """Return what a single sign opens: an apostrophe looks the same as what closes it."""
    closers = [
        place
        for place in range(at + 2, len(text))
        if text[place] in "\u2019'"
        and not (place + 1 < len(text) and text[place + 1].isalnum())
        and not text[place - 1].isspace()
    ]
    if not closers or (text[at] == "'" and text[at + 1].isdigit()):
        return None
    known = [place for place in closers if is_known(text[at + 1 : place])]
    sure = [place for place in closers if text[place - 1] in ".,!?\u2026]" or _stops(text, place)]
    place = (known[-1:] or sure or closers)[0]
    return Quoted(at, place + 1, text[at + 1 : place], is_single=True)


def _stops(text: str, place: int) -> bool:
    """Tell whether a sign closes rather than marks a possessive."""
    if text[place - 1] not in "sS":
        return True
    after = text[place + 1 :].lstrip()
    return not after or not after[0].isalpha()


# -- marked edits -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of a quotation is to be found.

    Attributes
    ----------
    parts : tuple of str
        Patterns, one after another; an omission was marked between them.
    words : tuple of str
        Its words without what was inserted.
    pieces : tuple of tuple of str
        The words of each part.
    """

    parts: tuple[str, ...]
    words: tuple[str, ...]
    pieces: tuple[tuple[str, ...], ...]


def wanted(text: str) -> Wanted:
    """Read the edits that are marked in a quotation: omissions, insertions, replaced words."""
    parts, words, pieces = [], list[str](), []
    for part in _GAP.split(_NOTE.sub(" ", text)):
        pattern, own = _pattern(part)
        if own:
            parts.append(pattern)
            pieces.append(tuple(own))
            words += own
    return Wanted(tuple(parts), tuple(words), tuple(pieces))


def _pattern(text: str) -> tuple[str, list[str]]:
    """Return a pattern of words, and the words that have to be there."""
    items: list[str] = []
    own: list[str] = []
    at = 0
    for found in _BRACKET.finditer(text):
        plain = words_of(text[at : found.start()])
        items += [re.escape(word) + " " for word in plain]
        own += plain
        before, inside, after, *halves = ("".join(words_of(one or "")) for one in found.groups())
        if halves[0]:
            items.append(rf"{re.escape(halves[0])} ?{re.escape(halves[1])} ")
            own.append("".join(halves))
        elif before or after:
            whole = re.escape(before + inside + after)
            items.append(rf"(?:{whole}|{re.escape(before)}\w*{re.escape(after)}) ")
            own.append(before + inside + after)
        else:
            items.append(rf"(?:\S+ ){{0,{_LONGEST_INSERTED}}}?")
        at = found.end()
    plain = words_of(text[at:])
    items += [re.escape(word) + " " for word in plain]
    own += plain
    while items and items[0].startswith("(?:\\S"):
        items.pop(0)
    while items and items[-1].startswith("(?:\\S"):
        items.pop()
    joined = "".join(items)
    return (joined.removesuffix(" "), own)
