"""A file's bytes and its text, or the one problem that keeps them from us."""

from __future__ import annotations

import codecs
import re
import stat
from typing import TYPE_CHECKING

from themekit.errors import Problem

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 2_000_000
_BAD_CHARACTER = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufffe\uffff]")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def read_bytes(
    path: Path, shown: str, *, limit: int = MAX_BYTES
) -> tuple[bytes | None, Problem | None]:
    """Read a regular file of at most `limit` bytes; a pipe or device is never opened.

    Parameters
    ----------
    path : Path
    shown : str
        The path as the user would type it, for the problem.
    limit : int
        Largest size in bytes.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            what = "a folder" if stat.S_ISDIR(status.st_mode) else "not a regular file"
            return None, Problem(shown, None, f"'{shown}' is {what}", "name a file")
        if status.st_size > limit:
            size = f"'{shown}' has {status.st_size / 1e6:.1f} MB"
            return None, Problem(shown, None, size, f"at most {limit / 1e6:g} MB are read")
        return path.read_bytes(), None
    except FileNotFoundError:
        return None, Problem(shown, None, f"there is no file '{shown}'")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        return None, Problem(shown, None, f"'{shown}' cannot be read: {reason}")


def read_text(path: Path, shown: str) -> tuple[str | None, Problem | None]:
    """Read a UTF-8 text file; a byte order mark is removed."""
    data, problem = read_bytes(path, shown)
    return (None, problem) if data is None else decode_text(data, shown)


def decode_text(data: bytes, shown: str) -> tuple[str | None, Problem | None]:
    """Decode the bytes of a UTF-8 text file; a byte order mark is removed."""
    if data.startswith(_UTF16):
        return None, Problem(shown, 1, "the file is in UTF-16", "save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        byte = f"byte 0x{data[error.start]:02X} is not UTF-8"
        return None, Problem(shown, line, byte, "save the file as UTF-8")
    bad = _BAD_CHARACTER.search(text)
    if bad:
        line = text.count("\n", 0, bad.start()) + 1
        message = f"the control character U+{ord(bad[0]):04X} cannot stand in a text file"
        return None, Problem(shown, line, message, "delete it")
    return text, None
