"""Which files are replies to a pack, and what they say: the file, the sheet, the message."""

from __future__ import annotations

from pathlib import Path

from themekit.errors import InputError
from themekit.exchange.packs.reply import Reply, read_reply
from themekit.exchange.packs.texted import begins_with_code, read_text
from themekit.exchange.packs.xlsx import is_questionnaire, read_questionnaire
from themekit.exchange.tables import KINDS
from themekit.files import read_steady, shown

LIMIT = 20_000_000
_FEWEST_COLUMNS = 3


def reply_in(file: Path) -> Reply | None:
    """Return the reply that a file holds; None where it is a table or something else.

    Raises
    ------
    InputError
        If it is a reply and cannot be read.
    """
    name = shown(str(file))
    ending = file.suffix.lower()
    if ending not in (".json", ".txt", ".xlsx", ""):
        return None
    data = _read(file, name)
    if data[:2] == b"PK":
        return read_questionnaire(name, data) if is_questionnaire(data) else None
    text = _decoded(data)
    if text.lstrip()[:1] == "{" or ending == ".json":
        return read_reply(name, text)
    if _is_table(text) or (ending != ".txt" and not begins_with_code(text)):
        return None
    return read_text(name, text)


def _read(file: Path, name: str) -> bytes:
    try:
        return read_steady(file, name, LIMIT)
    except OSError as error:
        raise InputError.one(name, None, f"it cannot be read ({error.strerror})") from error


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _is_table(text: str) -> bool:
    """Tell whether a text has a table's head: the names of our columns, or tabs and no code."""
    head = text.lstrip().partition("\n")[0]
    known = {column for columns in KINDS.values() for column in columns}
    names = {one.strip().strip('"') for sign in ",;\t" for one in head.split(sign)}
    if len(names & known) >= _FEWEST_COLUMNS:
        return True
    return "\t" in head and not begins_with_code(text)
