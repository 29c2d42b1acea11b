"""People's decisions as other people hand them over -> events of this study. Opens no file.

- `tables` - the bytes of a table -> rows that know their file and line, told apart by columns;
- `placing` - where in this study's texts a row lies;
- `taken` - what the study holds already, and what becomes of a row;
- `rows` - one row -> its events, also where an older table means them by older rules;
- `draws` - who was given what;
- `imported` - all tables together -> events in their order, and what could not be taken.
"""

from __future__ import annotations

from themekit.exchange.imported import Import, Named, import_tables
from themekit.exchange.placing import Texts
from themekit.exchange.tables import KINDS, Table, TableFile, read_tables
from themekit.exchange.taken import Known, Taken

__all__ = [
    "KINDS",
    "Import",
    "Known",
    "Named",
    "Table",
    "TableFile",
    "Taken",
    "Texts",
    "import_tables",
    "read_tables",
]
