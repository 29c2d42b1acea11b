"""Identifying details as a table: proposals go out, what a person decided of them comes back."""

from __future__ import annotations

import csv
import io
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from themekit.decisions import CodedStudy
from themekit.disclosure.naming import bracketed, why_not
from themekit.errors import InputError, Problem, UsageError
from themekit.events import Mark
from themekit.records import Document
from themekit.workflows.details import CHOICES, Choice, Details, marked
from themekit.workflows.loading import load_material, with_decisions
from themekit.workflows.mark import refuse_peer, replacements_of
from themekit.workflows.project import open_result
from themekit.workflows.proposing import Proposing, known_names
from themekit.workflows.recording import record

DETAIL_COLUMNS = (
    "document", "start", "end", "words", "kind", "decision", "replacement", "why",
)  # fmt: skip
_NEEDED = ("document", "start", "end", "words", "decision", "replacement")
DetailCells = tuple[str, int, int, str, str, str, str, str]
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a table of decisions came to.

    Attributes
    ----------
    replaced, kept : int
        Places that are replaced, or left, from now on.
    already : int
        Those of which it was known.
    undecided : int
        Rows without a decision.
    """

    replaced: int
    kept: int
    already: int
    undecided: int


@dataclass(frozen=True, slots=True)
class _Row:
    line: int
    document: Document
    start: int
    end: int
    choice: Choice
    replacement: str


def list_details(path: Path, proposing: Proposing | None = None) -> list[DetailCells]:
    """List what is proposed in a study and not yet decided, as in `DETAIL_COLUMNS`.

    Parameters
    ----------
    path : Path
        The study's folder.
    proposing : Proposing, optional
        Reads the texts.

    Raises
    ------
    UsageError
        If the language model is not on this machine.
    """
    proposing = proposing or Proposing()
    with open_result(path) as context:
        coded = with_decisions(context, load_material(context))
    proposing.look_at(coded.documents)
    if proposing.problem:
        raise UsageError(proposing.problem)
    details = _details(coded, proposing)
    rows: list[DetailCells] = []
    for document in coded.documents:
        left = details.left(document)
        for one in left.open if left is not None else ():
            shown = details.naming.suggest(one.text, one.kind)
            rows.append((document.id, one.start, one.end, one.text, one.kind, "", shown, one.why))
    return rows


def take_details(path: Path, table: Path, *, reviewed_by: str) -> Taken:
    """Take down, in one act, what a person decided in a table of proposals.

    Parameters
    ----------
    path : Path
        The study's folder.
    table : Path
        CSV with the columns of `DETAIL_COLUMNS`; those of kind and reason may be missing.
    reviewed_by : str
        Who decided.

    Raises
    ------
    UsageError
        If nobody is named, or a peer.
    InputError
        With every row that is broken: then nothing is taken down.
    """
    if not reviewed_by.strip():
        raise UsageError("Say who decided it: --reviewed-by NAME.")
    shown = table.name
    cells = _read(table, shown)
    with open_result(path) as context:
        coded = with_decisions(context, load_material(context))
        refuse_peer(coded.coders, reviewed_by)
        details = _details(coded, Proposing())
        rows, problems = _checked(cells, details, shown)
        if problems:
            raise InputError(problems)
        new = [one for one in rows if not _stands(one, details)]
        act = uuid.uuid4().hex
        events: list[Mark] = [
            replace(marked(one.document, one.start, one.end, one.choice, one.replacement), act=act)
            for one in new
        ]
        if events:
            record(context, events, coder=reviewed_by)
    replaced = sum(one.choice == "replace" for one in new)
    return Taken(replaced, len(new) - replaced, len(rows) - len(new), len(cells) - len(rows))


def _details(coded: CodedStudy, proposing: Proposing) -> Details:
    void = frozenset(coded.decisions.record.void)
    names = known_names(coded, coded.coders)
    return Details(
        coded, coded.documents, coded.events, void, names, replacements_of(coded), proposing
    )


def _read(table: Path, shown: str) -> list[tuple[int, Mapping[str, str]]]:
    """Return the rows of a file, each with its line."""
    try:
        text = table.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError.one(
            shown, None, "this table cannot be read", "give a CSV file in UTF-8"
        ) from error
    head = text.partition("\n")[0]
    sign = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=sign)
    try:
        names = {name.strip().casefold(): name for name in reader.fieldnames or () if name}
        missing = [name for name in _NEEDED if name not in names]
        if missing:
            raise InputError.one(
                shown, 1, f"there is no column '{missing[0]}'",
                "begin with 'themekit mark STUDY --details --format csv'",
            )  # fmt: skip
        rows: list[tuple[int, Mapping[str, str]]] = []
        for row in reader:
            found = {name: row[own] or "" for name, own in names.items()}
            if any(value.strip() for value in found.values()):
                rows.append((reader.line_num, found))
    except csv.Error as error:
        raise InputError.one(shown, reader.line_num, "this line is no line of a table") from error
    return rows


def _checked(
    cells: Sequence[tuple[int, Mapping[str, str]]], details: Details, shown: str
) -> tuple[list[_Row], list[Problem]]:
    """Return the rows that decide something, and what is wrong with them."""
    documents = {one.id: one for one in details.documents}
    rows: list[_Row] = []
    problems: list[Problem] = []
    lines: dict[str, list[_Row]] = {}
    for line, row in cells:
        decision = row["decision"].strip().casefold()
        if not decision:
            continue
        found = _row(line, row, decision, documents)
        if isinstance(found, _Row):
            there = lines.setdefault(found.document.id, [])
            found = _by_itself(found, there, details)
        if isinstance(found, _Row):
            there.append(found)
            rows.append(found)
        else:
            problems.append(Problem(shown, line, *found))
    return rows, problems


def _row(
    line: int, row: Mapping[str, str], decision: str, documents: Mapping[str, Document]
) -> _Row | tuple[str, str]:
    """Return a row, or what is wrong with it and what would be right."""
    choice = next((one for one in CHOICES if one == decision), None)
    if choice is None:
        return "the decision is none that can be taken", "write replace, keep, or nothing"
    document = documents.get(_plain(row["document"]).strip())
    if document is None:
        return "there is no such document in this study", "leave the column as it was listed"
    told = row["start"].strip(), row["end"].strip()
    if not all(one.isascii() and one.isdigit() for one in told):
        return "start and end are not both whole numbers", "leave the columns as they were listed"
    start, end = int(told[0]), int(told[1])
    words = document.text[start:end]
    if not words.strip() or row["words"] not in _written(words):
        return (
            "these words do not stand at that place",
            "the text or the row has changed: list the details anew",
        )
    replacement = bracketed(_plain(row["replacement"])) if choice == "replace" else ""
    if choice == "replace" and (wrong := why_not(words, replacement)):
        return wrong.rstrip("."), "change the column 'replacement'"
    return _Row(line, document, start, end, choice, replacement)


def _by_itself(row: _Row, others: Sequence[_Row], details: Details) -> _Row | tuple[str, str]:
    """Return a row that takes no word from another, nor a part of what is replaced as a whole."""
    touched = next((one for one in others if one.start < row.end and row.start < one.end), None)
    if touched is not None:
        return f"it shares words with line {touched.line}", "decide of one of them"
    if details.replaced.snap(row.document.id, row.start, row.end) != (row.start, row.end):
        return (
            "a part of these words is replaced together with others",
            "list the details anew, or change it on the page",
        )
    return row


def _stands(row: _Row, details: Details) -> bool:
    """Tell whether just that was decided already."""
    if row.choice == "keep":
        kept = details.kept.get(row.document.id, ())
        return any((one.start, one.end) == (row.start, row.end) for one in kept)
    return any(
        (one.start, one.end, one.shown) == (row.start, row.end, row.replacement)
        for one in details.replaced.within(row.document.id, row.start, row.end)
    )


def _written(words: str) -> Iterator[str]:
    """Yield how words may stand in a table: as they are, or kept from being a formula."""
    yield words
    yield f"'{words}"
    yield words.replace("\r\n", "\n")
    yield words.strip()


def _plain(cell: str) -> str:
    """Return a cell without the sign that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_STARTS) else cell
