"""Rich Text Format: a stream of control words, groups and bytes.

striprtf fails 6 of the 17 tests: it joins table cells by bars, reads no bold, keeps hidden and
deleted words and halves emoji; names in bold and transcripts in tables need the stream itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.errors import InputError
from themekit.reading.formats.blocks import extract
from themekit.reading.formats.rtf_state import SPECIAL, Sheet, State

if TYPE_CHECKING:
    from themekit.records import Extract

suffixes = (".rtf",)

_TOKEN = re.compile(
    r"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,9})?[ ]?"
    r"|\\'(?P<hex>[0-9A-Fa-f]{2})"
    r"|\\(?P<sign>[^A-Za-z])"
    r"|(?P<brace>[{}])"
    r"|[\r\n]+"
    r"|(?P<text>[^\\{}\r\n]+)",
    re.DOTALL,
)
_MAX_TOKENS = 1_000_000
_MAX_DEPTH = 10_000


def read(data: bytes, name: str) -> Extract:
    """Read a Rich Text file: paragraphs and tables in order, one line a paragraph."""
    start = data[:64].lstrip(b"\xef\xbb\xbf \r\n")
    if not start.startswith(b"{\\rtf"):
        raise InputError.one(
            name,
            None,
            "This is not a Rich Text file: it does not begin with {\\rtf.",
            "save it again",
        )
    sheet = _walk(data.decode("latin-1"), name)
    return extract(sheet.finish(), name, tuple(sheet.notes), sheet.hidden)


def _walk(source: str, name: str) -> Sheet:
    """Feed every token to the sheet, in the state of the group it stands in."""
    sheet, state = Sheet(), State()
    stack: list[State] = []
    at, tokens = 0, 0
    while (token := _TOKEN.match(source, at)) is not None:
        at = token.end()
        tokens += 1
        if tokens > _MAX_TOKENS or len(stack) > _MAX_DEPTH:
            message = (
                "The file is nested too deep or has too many control words to be a transcript."
            )
            raise InputError.one(name, None, message, "open it in Word and save it as .docx")
        if token["brace"] == "{":
            sheet.flush(state)
            stack.append(state)
            state = state.inner()
        elif token["brace"]:
            sheet.flush(state)
            state = stack.pop() if stack else state
        else:
            at += _obey(sheet, state, token)
    if stack:
        sheet.notes.append("The file ends inside a group; it may be cut off.")
    return sheet


def _obey(sheet: Sheet, state: State, token: re.Match[str]) -> int:
    """Handle what is no brace; return how many characters of raw data follow."""
    if token["word"]:
        return sheet.word(state, token["word"], int(token["number"]) if token["number"] else None)
    if token["hex"]:
        sheet.byte(state, int(token["hex"], 16))
    elif token["sign"]:
        _sign(sheet, state, token["sign"])
    elif token["text"]:
        sheet.text(state, token["text"])
    return 0


def _sign(sheet: Sheet, state: State, sign: str) -> None:
    r"""Handle a control symbol: ``\~``, ``\*``, an escaped brace, a line end."""
    if sign == "*":
        state.skipped = True
    elif sign in "\r\n":
        sheet.word(state, "par", None)
    else:
        sheet.put(state, SPECIAL.get(sign, sign if sign in "{}\\" else ""))
