"""Words of another encoding: what UTF-8 and old code pages leave when one is read as the other."""

# The signs that misreading leaves stand here.
# ruff: noqa: RUF001
from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.reading.sense.words import counted, doubt, excerpt

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themekit.errors import Problem
    from themekit.records import Document

_FEW = 50
"""Respondents by whom it shows what was asked."""

_MOST = 1_000_000
"""Characters of one document that are looked at: what a file says wrongly, it says soon."""

_RUN = re.compile(r"[^\x00-\x7f]{2,}")
_PAGES = ("cp1252", "cp1251", "mac_roman", "cp850", "cp437")
_PUNCTUATION = range(0x2010, 0x2150)  # dashes, quotes, the ellipsis, currencies, the trade mark
_LONG = 3
_LOST = "\ufffd"
_CONTROL = re.compile(r"[\x80-\x9f]")
# Ã and Â before a sign: é, à, £, ° and their like; behind capitals they may be Portuguese.
_SECOND = frozenset("©¨ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿¡¢£¤¥¦§\xad")
_EDGES = frozenset("‘’“”…–—«»\xa0")
# Words of accented letters alone: Cyrillic or Greek bytes read as Western ones.
_ACCENTED = re.compile(r"(?<![A-Za-z])[À-ÖØ-öø-ÿ]{4,}(?![A-Za-z])")
# A digit, a sign or a mark within a word: Central European bytes read as Western ones.
_WITHIN = re.compile(r"\b\w*[a-z][³¹¿¶±¼¾£¥][a-z]\w*")
# Apostrophes that became question marks.
_ASKED = re.compile(
    r"(?<![\w/?=&.])(?:\w+n\?t|[\w-]+\?(?:s|re|ve|ll|m)|[dlcjnsm]\?[a-zà-ÿ]{2,}|qu\?[a-z]+)"
    r"(?![\w/?=&])",
    re.IGNORECASE,
)
# Signs spelt out for a page, a mail or a program.
_SPELT = re.compile(
    r"&(?:amp|quot|apos|lt|gt|nbsp|[lrb][sd]quo|[lr]aquo|[mn]dash|hellip|copy|pound|euro|deg|szlig"
    r"|[A-Za-z](?:acute|grave|circ|uml|tilde|cedil|ring|slash|caron)|[ao]elig|#\d{2,6}"
    r"|#[xX][0-9A-Fa-f]{2,5});|(?:=[0-9A-F]{2}){2,}|\\u[0-9a-fA-F]{4}"
)
_ENOUGH = {_ACCENTED: 3, _WITHIN: 3, _ASKED: 2, _SPELT: 2}


def encoding_doubts(documents: Sequence[Document], source: str) -> Iterator[Problem]:
    """Yield at most one doubt for a source: how many words of another encoding it holds."""
    places = 0
    shown = ""
    for text in (*_together(documents), "\n".join(_named(documents))):
        found = list(broken_words(text))
        places += len(found)
        if found and not shown:
            at = found[0]
            shown = excerpt(text[max(0, at - _BEFORE) : at + _BEFORE])
    if places:
        message = (
            f"words in {counted(places, 'place')} look like those of another encoding: '…{shown}…'"
        )
        mend = (
            "save the file again as UTF-8 from the program that made it (in Excel: 'CSV UTF-8'), "
            "or put the letters right"
        )
        yield doubt("wrong-encoding", source, message, mend)


_BEFORE = 16


def _named(documents: Sequence[Document]) -> list[str]:
    """Return the answers to closed questions, and what was asked, where they go beyond ASCII."""
    found = {
        word
        for document in documents
        for pair in (*document.closed, *document.attributes)
        for word in pair
        if not word.isascii()
    }
    found.update(turn.question for document in documents[:_FEW] for turn in document.turns)
    return sorted(found)


def _together(documents: Iterable[Document]) -> Iterator[str]:
    """Join the texts in which there can be anything: a survey has a million short ones."""
    texts: list[str] = []
    length = 0
    for document in documents:
        text = document.text
        if text.isascii() and not ("?" in text or ";" in text or "=" in text or "\\" in text):
            continue
        texts.append(text[:_MOST])
        length += len(text)
        if length > _MOST:
            yield "\n".join(texts)
            texts, length = [], 0
    if texts:
        yield "\n".join(texts)


def broken_words(text: str) -> Iterator[int]:
    """Yield where words of another encoding stand, one for each kind of them at least."""
    for pattern in (_ASKED, _SPELT):
        if pattern is _ASKED and "?" not in text:
            continue
        yield from _often(pattern, text)
    if text.isascii():
        return
    at = text.find(_LOST)
    while at >= 0:
        yield at
        at = text.find(_LOST, at + 1)
    yield from (found.start() for found in _CONTROL.finditer(text))
    for pattern in (_ACCENTED, _WITHIN):
        yield from _often(pattern, text)
    known: dict[str, bool] = {}
    for found in _RUN.finditer(text):
        around = text[max(0, found.start() - 1) : found.end() + 1]
        if around not in known:
            known[around] = _misread(found.group(), around[0], around[-1])
        if known[around]:
            yield found.start()


def _often(pattern: re.Pattern[str], text: str) -> list[int]:
    """Return where a pattern stands, if it stands there in enough different words."""
    found = list(pattern.finditer(text))
    different = {one.group() for one in found}
    return [one.start() for one in found] if len(different) >= _ENOUGH[pattern] else []


def _misread(run: str, before: str, after: str) -> bool:
    """Tell whether signs beyond ASCII are the bytes of UTF-8, read in some code page."""
    for page in _PAGES:
        signs = _again(run, page)
        if len(signs) >= _LONG or any(ord(sign) in _PUNCTUATION for sign in signs):
            return True
        if signs and page == "cp1252" and _within_word(run, before, after):
            return True
        if signs and page in {"mac_roman", "cp850", "cp437"} and run[0] in "√├":
            return before.islower() or after.islower()
    return False


def _again(run: str, page: str) -> str:
    """Return what the signs are when they are read anew as UTF-8; empty where they are not."""
    try:
        data = b"".join(_bytes(sign, page) for sign in run)
        signs = data.decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return ""
    return signs if signs.isprintable() or "\xa0" in signs else ""


def _bytes(sign: str, page: str) -> bytes:
    """Encode one sign; five bytes are no signs in Windows-1252 and stay what they were."""
    return (
        bytes([ord(sign)]) if page == "cp1252" and "\x80" <= sign <= "\x9f" else sign.encode(page)
    )


def _within_word(run: str, before: str, after: str) -> bool:
    """Tell whether one or two misread letters stand as no capital with a sign ever would."""
    lead, second = run[0], run[1]
    if lead in "ÂÃ" and second in _SECOND:
        return True
    if not "À" <= lead <= "Þ":
        return False
    joined = before.islower() and before.isascii()
    return joined or (after.islower() and after.isascii() and second not in _EDGES)
