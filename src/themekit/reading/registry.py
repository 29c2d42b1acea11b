"""Which module reads which file: the visible lists, and the door for readers from outside.

A new format is one module with `suffixes` and `read`, and one line here. A package of its own
offers an object of the same shape under the entry-point group ``themekit.readers`` (transcripts) or
``themekit.table_readers`` (tables); those are loaded only when a suffix is met that is not in the
lists.
"""

from __future__ import annotations

from importlib.metadata import entry_points
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any, Protocol

from themekit.reading.formats import (
    chat_tiers,
    csv_table,
    docx,
    odt,
    pdf,
    rtf,
    sbv,
    srt,
    txt,
    vtt,
    xlsx_table,
)

if TYPE_CHECKING:
    from themekit.reading.tables.table import Table
    from themekit.records import Extract


class Reader(Protocol):
    """Gets the text and turns out of the bytes of one transcript; a module or an object."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Endings of the files that it reads, in lower case, with the dot."""

    def read(self, data: bytes, name: str) -> Extract:
        """Read; raise `InputError` with `name` where the bytes are broken."""


class TableReader(Protocol):
    """Gets a table out of the bytes of one file; a module or an object."""

    @property
    def suffixes(self) -> tuple[str, ...]:
        """Endings of the files that it reads, in lower case, with the dot."""

    def read(self, data: bytes, name: str) -> Table:
        """Read; raise `InputError` with `name` where the bytes are broken."""


READERS: tuple[Reader, ...] = (docx, odt, rtf, pdf, txt, vtt, srt, sbv, chat_tiers)
TABLE_READERS: tuple[TableReader, ...] = (csv_table, xlsx_table)

_WAYS_OUT = {
    "save it as .docx in its own program": (".doc", ".docm", ".dot", ".pages", ".wpd", ".wps"),
    "save it as .xlsx or .csv in its own program": (".xls", ".xlsb", ".ods", ".numbers", ".sav"),
    "save what it says as .docx or .txt": (
        (".html", ".htm", ".pptx", ".ppt", ".odp", ".key", ".eml", ".msg", ".epub", ".one")
    ),
    "a recording: have it transcribed first": (
        (".mp3", ".mp4", ".m4a", ".wav", ".aac", ".ogg", ".flac", ".wma", ".mov", ".avi", ".webm")
    ),
    "a picture: type or recognise (OCR) its words first": (
        (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".bmp", ".heic", ".webp")
    ),
    "export it as tab-delimited text from ELAN (File, Export As)": (".eaf", ".pfsx"),
    "import it into ELAN and export it from there as tab-delimited text": (".textgrid", ".trs"),
    "export it from EXMARaLDA as a simple text transcript (.txt)": (".exb", ".exs"),
    "export the transcript as .vtt, .srt or .txt from the program that made it": (
        (".json", ".stj", ".otr", ".ass", ".ssa", ".ttml", ".dfxp", ".sub", ".lrc", ".xml")
    ),
    "export the transcript from f4 as .rtf, .docx or .txt": (".f4", ".f4p", ".f4a"),
    "a project of another program: export its documents as .docx, .rtf or .txt from there": (
        *(".qdpx", ".qdc", ".qde", ".qda", ".rqda", ".dedoose"),
        *(".nvp", ".nvpx", ".nvcx", ".atlproj", ".atlproj23", ".atlproj24", ".atlcb", ".hpr7"),
        *(".mx5", ".mx18", ".mx20", ".mx22", ".mx24", ".mex22", ".mex24", ".mqda", ".ppj"),
    ),
    "unpack it first": (".zip", ".7z", ".rar", ".tar", ".gz"),
}


def reader_for(suffix: str) -> Reader | None:
    """Return what reads transcripts of that ending, if anything; built-in before outside."""
    for reader in READERS:
        if suffix in reader.suffixes:
            return reader
    found: Reader | None = _outside("themekit.readers", suffix)
    return found


def table_reader_for(suffix: str) -> TableReader | None:
    """Return what reads tables of that ending, if anything; built-in before outside."""
    for built_in in TABLE_READERS:
        if suffix in built_in.suffixes:
            return built_in
    found: TableReader | None = _outside("themekit.table_readers", suffix)
    return found


def is_table(source: str) -> bool:
    """Tell whether a file of this name is read as rows and columns."""
    suffix = PurePosixPath(source).suffix.lower()
    return reader_for(suffix) is None and table_reader_for(suffix) is not None


def _outside(group: str, suffix: str) -> Any:
    """Return what another package offers for an ending of neither list, if anything."""
    if suffix in readable_suffixes():
        return None  # or a package that is half installed would spoil files it has no part in
    readers = (entry.load() for entry in entry_points(group=group))
    return next((one for one in readers if suffix in one.suffixes), None)


def way_out(suffix: str) -> str:
    """Say what to do with a file that no reader takes; empty where nothing is known of it."""
    return next((what for what, suffixes in _WAYS_OUT.items() if suffix in suffixes), "")


def readable_suffixes() -> tuple[str, ...]:
    """Return every ending that is read without further packages, transcripts first."""
    transcripts = tuple(suffix for reader in READERS for suffix in reader.suffixes)
    return transcripts + tuple(suffix for reader in TABLE_READERS for suffix in reader.suffixes)
