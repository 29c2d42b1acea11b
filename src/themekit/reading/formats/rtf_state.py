"""What Rich Text's control words mean: the state of a group, and the sheet that fills."""

# Dashes and quotes stand here because they are what the control words mean.
# ruff: noqa: RUF001
from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from themekit.reading.formats.blocks import Block, Grid, Paragraph

if TYPE_CHECKING:
    from collections.abc import Iterator

SPECIAL = {
    "~": "\u00a0", "_": "\u2011", "-": "", "tab": "\t", "line": "\n", "lbr": "\n", "emdash": "—",
    "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”",
    "bullet": "•", "emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "nestcell": "\t",
}  # fmt: skip
_SKIPPED = frozenset({
    "annotation", "atnauthor", "atnid", "bkmkend", "bkmkstart", "colorschememapping", "colortbl",
    "datastore", "do", "filetbl", "fldinst", "fonttbl", "footer", "footerf", "footerl", "footerr",
    "footnote", "generator", "header", "headerf", "headerl", "headerr", "info", "latentstyles",
    "listoverridetable", "listtable", "listtext", "mmathPr", "nonshppict", "object", "pict",
    "pntext", "revtbl", "rsidtbl", "shp", "shptxt", "sp", "stylesheet", "tc", "themedata", "txe",
    "userprops", "wgrffmtfilter", "xe", "xmlnstbl",
})  # fmt: skip
_NOTES = {
    "annotation": "Comments were left out.",
    "footnote": "Footnotes and endnotes were left out.",
    "shp": "Text boxes and drawings were left out.",
    "header": "Headers and footers were left out.",
    "footer": "Headers and footers were left out.",
    "deleted": "Tracked deletions were left out, insertions kept.",
}
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950",
    161: "cp1253", 162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257",
    204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
_ENDS = frozenset({"par", "sect", "page"})
_HIGH_SURROGATES = range(0xD800, 0xDC00)


@dataclass(slots=True)
class State:
    """Properties that a group inherits and its closing brace gives back."""

    skipped: bool = False
    hidden: bool = False
    deleted: bool = False
    bold: bool = False
    fonts: bool = False
    font: int = -1
    fallback: int = 1
    depth: int = 0

    def inner(self) -> State:
        """Return the state in which a group inside this one begins."""
        return replace(self, depth=self.depth + 1)


class Sheet:
    """Collects text into paragraphs, and paragraphs into rows."""

    def __init__(self) -> None:
        self.notes: list[str] = []
        self.hidden: list[str] = []
        self._blocks: list[Block] = []
        self._pieces: list[tuple[str, bool]] = []
        self._cell: list[Paragraph] = []
        self._row: list[tuple[Paragraph, ...]] = []
        self._rows: list[tuple[tuple[Paragraph, ...], ...]] = []
        self._bytes = bytearray()
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._ignore = 0
        self._in_table = False

    def word(self, state: State, word: str, number: int | None) -> int:
        """Obey a control word; return how many characters after it are raw data."""
        if word == "bin":
            return max(0, number or 0)
        self.flush(state)
        if word in _NOTES and _NOTES[word] not in self.notes:
            self.notes.append(_NOTES[word])
        if word in _SKIPPED:
            state.skipped = True
            state.fonts = word == "fonttbl"
        elif word == "f":
            state.font = number or 0
        elif word == "fcharset" and state.fonts:
            self._fonts[state.font] = _CHARSETS.get(number or 0, self._page)
        elif word == "ansicpg":
            self._page = _page(number or 1252)
        elif word == "uc":
            state.fallback = max(0, number or 0)
        elif word in {"b", "v", "deleted", "plain"}:
            _format(state, word, on=number != 0)
        elif not state.skipped:
            self._content(state, word, number)
        return 0

    def text(self, state: State, text: str) -> None:
        """Take plain characters (bytes, as Latin-1)."""
        if self._ignore:
            cut = min(self._ignore, len(text))
            self._ignore -= cut
            text = text[cut:]
        if not state.skipped:
            self._bytes += text.encode("latin-1")

    def byte(self, state: State, value: int) -> None:
        r"""Take one byte given as ``\'hh``."""
        if self._ignore:
            self._ignore -= 1
        elif not state.skipped:
            self._bytes.append(value)

    def put(self, state: State, text: str) -> None:
        """Take text that needs no decoding."""
        self.flush(state)
        if text and not state.skipped:
            self._add(state, text)

    def flush(self, state: State) -> None:
        """Decode the bytes gathered so far, by the font they stand in."""
        if self._bytes:
            page = self._fonts.get(state.font, self._page)
            self._add(state, self._bytes.decode(page, "replace"))
            self._bytes.clear()

    def _add(self, state: State, text: str) -> None:
        """Take words where they are shown, keep them apart where they are hidden."""
        if state.hidden:
            self.hidden.append(text)
        elif not state.deleted:
            self._pieces.append((text, state.bold))

    def finish(self) -> list[Block]:
        """Return everything, the last paragraph included."""
        self.flush(State())
        if self._pieces:
            self._end_paragraph()
        self._end_table()
        return self._blocks

    def _content(self, state: State, word: str, number: int | None) -> None:
        """Obey the control words that make text, paragraphs and cells."""
        if word == "u":
            self.put(state, chr((number or 0) % 65536))
            self._ignore = state.fallback
        elif word in _ENDS:
            self._end_paragraph()
        elif word in {"intbl", "pard"}:
            self._in_table = word == "intbl"
        elif word == "cell":
            self._in_table = True
            self._end_paragraph()
            self._row.append(tuple(self._cell))
            self._cell = []
        elif word == "row":
            self._rows.append(tuple(self._row))
            self._row = []
        elif word in SPECIAL:
            self.put(state, SPECIAL[word])

    def _end_paragraph(self) -> None:
        """Make a paragraph of the pieces, in the table or after it."""
        self.hidden.append("\n")
        paragraph = _paragraph(self._pieces)
        self._pieces = []
        if self._in_table:
            self._cell.append(paragraph)
            return
        self._end_table()
        self._blocks.append(paragraph)

    def _end_table(self) -> None:
        """Put the rows gathered so far in their place."""
        if self._cell:
            self._row.append(tuple(self._cell))
        if self._row:
            self._rows.append(tuple(self._row))
        if self._rows:
            self._blocks.append(Grid(tuple(self._rows)))
        self._cell, self._row, self._rows = [], [], []


def _format(state: State, word: str, *, on: bool) -> None:
    """Switch bold, hidden and deleted text."""
    if word == "plain":
        state.bold = state.hidden = False
    elif word == "b":
        state.bold = on
    elif word == "v":
        state.hidden = on
    else:
        state.deleted = on


def _page(number: int) -> str:
    """Return Python's name of a code page; Windows-1252 for one it does not know."""
    name = {10000: "mac_roman", 65001: "utf-8"}.get(number, f"cp{number}")
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name


def _paragraph(pieces: list[tuple[str, bool]]) -> Paragraph:
    """Join pieces, surrogate pairs and all, and measure the bold words at the start."""
    joined = list(_whole(pieces))
    lead = at = 0
    for text, bold in joined:
        at += len(text)
        if not bold and text.strip():
            break
        lead = at if bold else lead
    return Paragraph("".join(text for text, _ in joined), lead)


def _whole(pieces: list[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """Yield the pieces with each surrogate pair made one character, a lone half a mark."""
    high = ""
    for text, bold in pieces:
        if len(text) == 1 and ord(text) in _HIGH_SURROGATES:
            high = text
            continue
        raw = (high + text).encode("utf-16-le", "surrogatepass")
        high = ""
        yield raw.decode("utf-16-le", "replace"), bold
