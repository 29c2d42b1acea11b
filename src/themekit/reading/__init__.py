"""A file kind a module: the bytes and the name of a source to documents.

`read_source` is the door; `registry` holds the visible lists of readers. Readers take bytes and
open nothing.
"""

from themekit.reading.documents import READING_VERSION, read_source, size_limit
from themekit.reading.registry import (
    READERS,
    TABLE_READERS,
    Reader,
    TableReader,
    readable_suffixes,
)
from themekit.reading.speakers.turns import find_turns
from themekit.reading.tables.table import Table, build_table

__all__ = [
    "READERS",
    "READING_VERSION",
    "TABLE_READERS",
    "Reader",
    "Table",
    "TableReader",
    "build_table",
    "find_turns",
    "read_source",
    "readable_suffixes",
    "size_limit",
]
