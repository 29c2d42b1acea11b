"""Bytes to text: byte order mark, UTF-8, UTF-16, else the likeliest one-byte encoding, said aloud.

Offsets refer to the result for ever, so nothing is changed but the mark at the start and line ends.
"""

# Dashes, quotes and full-width colons stand here because transcripts hold them.
# ruff: noqa: RUF001
from __future__ import annotations

import codecs
import re
from contextlib import suppress
from itertools import islice
from typing import NamedTuple

from themekit.errors import InputError

# Longest mark first: UTF-32's begins like UTF-16's.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What Western European text holds beyond ASCII, in Windows' own encoding.
_WESTERN = frozenset(
    "£€©®°±²³¼½¾×·…–—‘’‚“”„«»¡¿•™§¶†ªº\u00a0"
    "àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿßœšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞŒŠŽŸ"
)
_WESTERN_SHARE = 0.95
_ACCENTED = 0.3  # the share of accented letters that no Western language reaches
_UTF8_SHARE = 4  # sound UTF-8 characters for each broken byte, to call a file broken UTF-8
_STRAY = re.compile("[\udc80-\udcff]")  # how surrogateescape marks a byte that is no UTF-8
_SAMPLE = 65_536
_NUL_SHARE = 0.3
_MAX_MENDED = 1_000


MAX_CHARACTERS = 3_000_000
MAX_LINE = 1_000_000


class Decoded(NamedTuple):
    """Text with LF line ends, and what had to be assumed to get it."""

    text: str
    notes: tuple[str, ...] = ()


def decode(data: bytes, name: str) -> Decoded:
    """Decode a text file.

    Parameters
    ----------
    data : bytes
    name : str
        The file, as errors should name it.

    Raises
    ------
    InputError
        NUL bytes, or bytes that make no text in any likely encoding.
    """
    text, notes = _to_text(data, name)
    nul = text.find("\x00")
    if nul >= 0:
        raise InputError.one(
            name,
            text.count("\n", 0, nul) + 1,
            f"Character {nul + 1:,} is a NUL byte: this is not a text file, or it is damaged.",
            "save it again as plain text in UTF-8",
        )
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), notes)


def check_text(text: str, name: str) -> None:
    """Refuse a transcript without words, and one that no person could have spoken.

    Raises
    ------
    InputError
        Nothing but white space; too long; a line too long.
    """
    if not text or text.isspace():
        raise InputError.one(
            name, None, "The file holds no text.", "is it a scan, a picture or an empty template?"
        )
    for number, line in enumerate(text[: 2 * MAX_CHARACTERS].split("\n"), 1):
        if len(line) > MAX_LINE:
            message = f"Line {number} holds more than {MAX_LINE:,} characters."
            raise InputError.one(name, number, message, "is this a transcript, with its line ends?")
    if len(text) > MAX_CHARACTERS:
        message = f"The file holds {len(text):,} characters; {MAX_CHARACTERS:,} is the most."
        raise InputError.one(name, None, message, "split it into one file an interview")


def _to_text(data: bytes, name: str) -> Decoded:
    """Decode by mark, as UTF-8, by the pattern of NUL bytes, or by likelihood."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data[len(mark) :], encoding, name))
    if b"\x00" in data[:_SAMPLE]:
        return _with_nul(data)
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _mended(data) or _one_byte(data, name, error.start)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    """Decode in the encoding that the mark names, or say where it fails."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise InputError.one(
            name,
            None,
            f"The file begins as {encoding.upper()} but byte {error.start + 1:,} is not.",
            "save it again as UTF-8",
        ) from error


def _with_nul(data: bytes) -> Decoded:
    """Recognise UTF-16 without a mark: every other byte of Latin text is NUL."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    half = max(1, len(sample) // 2)
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        here, there = sample[first::2].count(0), sample[1 - first :: 2].count(0)
        if here / half > _NUL_SHARE and there == 0:
            note = f"Read as {encoding.upper()}, which the file itself does not say."
            with suppress(UnicodeDecodeError):
                return Decoded(data.decode(encoding), (note,))
    return Decoded(data.decode("latin-1"))  # the caller finds the NUL and says where it is


def _mended(data: bytes) -> Decoded | None:
    """Decode UTF-8 in which a few stray bytes come from Windows, as pasting leaves them."""
    rough = data.decode("utf-8", "replace")
    broken = rough.count("\ufffd")
    sound = len(rough) - len(rough.encode("ascii", "ignore")) - broken
    if broken > _MAX_MENDED or sound < _UTF8_SHARE * broken:
        return None
    escaped = data.decode("utf-8", "surrogateescape")
    lines = [
        escaped.count("\n", 0, stray.start()) + 1 for stray in islice(_STRAY.finditer(escaped), 5)
    ]
    text = _STRAY.sub(_as_windows, escaped)
    where = ", ".join(str(line) for line in sorted(set(lines)))
    note = f"Line {where} holds bytes that are not UTF-8 though the rest is; read as Windows-1252."
    return Decoded(text, (note,))


def _as_windows(stray: re.Match[str]) -> str:
    """Turn one escaped byte into the letter it is in Windows-1252."""
    return bytes([ord(stray.group()) - 0xDC00]).decode("cp1252", "replace")


def _one_byte(data: bytes, name: str, first: int) -> Decoded:
    """Choose among one-byte encodings; Windows-1252 where its letters make sense."""
    with suppress(UnicodeDecodeError):  # five bytes are no letters there: then it is another
        text = data.decode("cp1252")
        sample = text[: _SAMPLE * 16]
        beyond = [letter for letter in sample if not letter.isascii()]
        known = sum(letter in _WESTERN for letter in beyond)
        accented = sum(map(str.isalpha, beyond))
        if known >= _WESTERN_SHARE * len(beyond) and accented <= _ACCENTED * len(sample):
            return Decoded(text, (_assumed("Windows-1252 (Latin-1)"),))
    from charset_normalizer import from_bytes

    best = from_bytes(data[max(0, first - _SAMPLE // 2) :][:_SAMPLE]).best()
    if best is not None:
        with suppress(UnicodeDecodeError, LookupError):  # the sample may have misled
            return Decoded(data.decode(best.encoding), (_assumed(best.encoding),))
    raise InputError.one(
        name,
        data.count(b"\n", 0, first) + 1,
        f"Byte {first + 1:,} (0x{data[first]:02X}) is not UTF-8, and no other encoding fits.",
        "save the file again as UTF-8",
    )


def _assumed(encoding: str) -> str:
    """Say which encoding was taken for granted."""
    return f"Not UTF-8: read as {encoding}; look whether accents, quotes and £ came out right."
