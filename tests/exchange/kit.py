"""A small study by hand, and tables of decisions for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from themekit.codebook import Code, Codebook
from themekit.decisions import Decisions, Passages, code_states, versioned
from themekit.events import Coder, Coding, Event, Look
from themekit.exchange import Import, Known, Named, TableFile, Texts, import_tables, read_tables
from themekit.records import Document, Segment
from themekit.report.csvtext import csv_bytes
from themekit.spans import text_hash

TEXT = "Money ran out in June. We asked the council for help and nobody wrote back. It went on."
OTHER = "More people came. Money ran out in July."
HASH = text_hash(TEXT)
CUTS = ((0, 22), (23, 76), (77, 88))
BOOK = Codebook(
    "Small",
    codes=(
        Code("money", "Short of money", path=("Short of money",)),
        Code("people", "More people", path=("More people",)),
    ),
)


def document(id_: str, text: str) -> Document:
    """Return a document."""
    return Document(id_, id_.rpartition("/")[2], "Interviews", f"{id_}.txt", text, text_hash(text))


def segments(of: Document, cuts: Sequence[tuple[int, int]] = CUTS) -> list[Segment]:
    """Return a document's segments."""
    return [
        Segment(f"{of.id}/{number}", of.id, of.text_hash, start, end, of.text[start:end])
        for number, (start, end) in enumerate(cuts, 1)
    ]


ONE, TWO = document("i/P1", TEXT), document("i/P2", OTHER)
UNITS = [*segments(ONE), *segments(TWO, [(0, 17), (18, 40)])]


def known(
    events: Sequence[Event] = (),
    documents: Sequence[Document] = (ONE, TWO),
    units: Sequence[Segment] = (),
    coders: Sequence[Coder] = (),
) -> Known:
    """Return what the study holds."""
    texts = Texts.of(documents, units or UNITS)
    by_id = {one.event_id: one for one in events}
    return Known(texts, BOOK, versioned(BOOK), tuple(coders), by_id)


def table(rows: Sequence[Mapping[str, object]], name: str = "codings.csv") -> TableFile:
    """Return rows as a file; its columns are all that the rows name."""
    columns = list(dict.fromkeys(column for row in rows for column in row))
    cells = [[str(row.get(column, "")) for column in columns] for row in rows]
    return TableFile(name, csv_bytes(columns, cells))


def coding(event_id: str, coder: str, decision: str = "add", **more: object) -> dict[str, object]:
    """Return a row of an older table, on the first segment."""
    place = {"document": "i/P1", "text_hash": HASH, "start": 0, "end": 22}
    who = {"event_id": event_id, "coder": coder, "decision": decision, "code_id": "money"}
    return {**place, **who, "replaces": "", **more}


def imported(
    *files: TableFile, into: Known | None = None, coder: str = "", entered_by: str = ""
) -> Import:
    """Return what files come to."""
    tables, _ = read_tables(files)
    return import_tables(tables, into or known(), Named(coder, entered_by))


def events(found: Import, last: int = 0) -> list[Event]:
    """Return the events of an import as a store whose last number is `last` would have them."""
    dated = found.dated(last, {}, {})
    return [replace(one, number=last + at) for at, one in enumerate(dated, 1)]


def codings(found: Import) -> list[Coding]:
    """Return the codings of an import."""
    return [one.event for one in found.taken if isinstance(one.event, Coding)]


def looks(found: Import) -> list[Look]:
    """Return the looks of an import."""
    return [one.event for one in found.taken if isinstance(one.event, Look)]


def decided(sequence: Sequence[Event]) -> Decisions:
    """Return what a sequence comes to."""
    return Decisions(Passages.of(UNITS), code_states(BOOK), sequence, versions=versioned(BOOK))
