"""A table that keeps talks, a row a turn -> what each of them shows."""

from __future__ import annotations

from dataclasses import replace

from themekit.reading import Table
from themekit.reading.exports import export_in_columns
from themekit.reading.tables.longform import long_form
from themekit.reading.tables.talk_columns import recognise
from themekit.reading.tables.talk_table import read_talks
from themekit.workflows.guessing.records import TalkColumns, TextFacts
from themekit.workflows.guessing.tables import own_table
from themekit.workflows.guessing.texts import facts_of


def talks_of(path: str, table: Table) -> tuple[TextFacts, ...]:
    """Take the facts of the talks that a table keeps; none where it is anything else.

    Parameters
    ----------
    path : str
        Relative to the study folder, with ``/``.
    table : Table
        As a reader gives it.
    """
    if own_table(table) or export_in_columns(table.header) or long_form(table):
        return ()
    found = recognise(table)
    if found is None:
        return ()
    talks, _ = read_talks(found.table, found.columns, path)
    kept = TalkColumns(found.columns, found.reasons, found.beside)
    return tuple(replace(facts_of(path, talk.extract), table=kept) for talk in talks)
