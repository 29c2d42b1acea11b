"""The front door of the room: the bytes of one source file to documents."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from themekit.errors import InputError, Problem, one_sentence
from themekit.reading.bytesafe import MAX_TABLE_BYTES, MAX_TRANSCRIPT_BYTES, check_size
from themekit.reading.coding_exports import export_in_columns, export_in_text, looks_like
from themekit.reading.decode import check_text
from themekit.reading.registry import (
    is_table,
    readable_suffixes,
    reader_for,
    table_reader_for,
    way_out,
)
from themekit.reading.slugs import clean_name, unused
from themekit.reading.tables.survey import survey_documents
from themekit.reading.tables.talk_table import talk_doubt, talks_in
from themekit.records import Document, Extract
from themekit.spans import text_hash
from themekit.study import may_ask

if TYPE_CHECKING:
    from themekit.reading.tables.table import Table
    from themekit.study import Strand

# Part of every cache key: raise it whenever the same bytes would give another text, turn or id.
READING_VERSION = "6"
# Kinds that are no conversation; a case study is an account as often as a document.
_WRITTEN = frozenset({"literature", "notes"})


def read_source(
    data: bytes, source: str, strand: Strand
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Read one source file of a strand.

    Parameters
    ----------
    data : bytes
        The whole file; see `size_limit` for how much is worth loading.
    source : str
        Its path relative to the study folder, with ``/``; the ending says how it is read.
    strand : Strand
        To which it belongs. In literature and notes there are no speakers: whatever lines begin
        with, the whole text is the document's.

    Returns
    -------
    documents : tuple of Document
        One for a transcript, one a talk for a table of turns, one a respondent for a survey.
    problems : tuple of Problem
        Warnings and notes.

    Raises
    ------
    InputError
        The file is empty, broken, hostile, of an unknown kind, or holds no text; also whatever
        its reader throws, an outside one too.
    """
    with one_sentence(_shown(source)):
        return _read(data, source, strand)


def _read(
    data: bytes, source: str, strand: Strand
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Read one source file by the reader of its ending."""
    name = _shown(source)
    suffix = _suffix(source)
    reader = reader_for(suffix)
    tables = None if reader else table_reader_for(suffix)
    if reader is None and tables is None:
        message = (
            f"No reader is known for {suffix!r} files." if suffix else "The file has no ending."
        )
        readable = "readable are " + " ".join(readable_suffixes())
        raise InputError.one(name, None, message, way_out(suffix) or readable)
    check_size(data, name, size_limit(source))
    if reader is not None:
        if strand.kind == "survey":
            message = f"A survey is read from a table, and {suffix!r} files hold running text."
            hint = "export the answers as .csv or .xlsx; a transcript is of 'kind: interview'"
            raise InputError.one(name, None, message, hint)
        return _transcript(reader.read(data, name), source, strand)
    assert tables is not None
    table = tables.read(data, name)
    if not table.rows:
        what = "answers" if strand.kind == "survey" else "turns"
        raise InputError.one(name, None, f"The table has column names but no row of {what}.")
    exported = _exported(name, export_in_columns(table.header))
    read = _survey if strand.kind == "survey" else _talks
    documents, problems = read(table, source, strand)
    return documents, (*exported, *problems)


def size_limit(source: str) -> int:
    """Return the most bytes that a file of this name may have."""
    return MAX_TABLE_BYTES if is_table(source) else MAX_TRANSCRIPT_BYTES


def _survey(
    table: Table, source: str, strand: Strand
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Make a document a respondent, and doubt that they are respondents where they take turns."""
    name = _shown(source)
    documents, problems = survey_documents(table, strand, name)
    return documents, (*problems, *talk_doubt(table, strand, name))


def _talks(
    table: Table, source: str, strand: Strand
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Make a document a talk of a table that has a row a turn."""
    talks, problems = talks_in(table, strand, _shown(source))
    documents: list[Document] = []
    names: set[str] = set()
    for talk in talks:
        name = unused(talk.name or clean_name(PurePosixPath(source).stem), names, "#")
        names.add(name)
        made, more = _transcript(talk.extract, source, strand, name)
        documents += made
        problems = (*problems, *more)
    return tuple(documents), problems


def _transcript(
    extract: Extract, source: str, strand: Strand, called: str = ""
) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Make the one document of a transcript, or of a text in which nobody speaks.

    It is `called` after its file unless the file holds several.
    """
    name = _shown(source)
    spoken = strand.kind not in _WRITTEN
    check_text(extract.text, name)  # readers from outside may not have done so
    stem = called or clean_name(PurePosixPath(source).stem)
    document = Document(
        id=f"{strand.slug}/{stem}",
        name=stem,
        strand=strand.name,
        source=source,
        text=extract.text,
        text_hash=text_hash(extract.text),
        turns=extract.turns if spoken else (),
        wave=strand.wave if isinstance(strand.wave, str) else "",
    )
    doubts = extract.doubts if spoken else _unheard(extract, strand)
    notes = (Problem(name, None, note, severity="note") for note in (*extract.notes, *doubts))
    exported = _exported(name, export_in_text(extract.text))
    return (document,), (*exported, *extract.problems, *notes)


def _unheard(extract: Extract, strand: Strand) -> tuple[str, ...]:
    """Tell where a strand of written texts holds what looks like an interview."""
    labels = dict.fromkeys(turn.speaker for turn in extract.turns if turn.speaker)
    asking = next((label for label in labels if may_ask(label)), None)
    if asking is None:
        return ()
    note = (
        f"{asking!r} looks like an interviewer's label, but a strand of kind {strand.kind} has no "
        "speakers: all its words count alike."
    )
    return (note,)


def _exported(name: str, program: str) -> tuple[Problem, ...]:
    """Warn of passages that were coded elsewhere."""
    if not program:
        return ()
    hint = "take the documents in their place: passages are counted once for each of their codes"
    return (Problem(name, None, looks_like(program), hint, "warning"),)


def _suffix(source: str) -> str:
    """Return a path's ending in lower case."""
    return PurePosixPath(source).suffix.lower()


def _shown(source: str) -> str:
    """Return a path fit to stand in a message: nothing that breaks the line."""
    return "".join(sign if sign.isprintable() else "?" for sign in source)
