"""Tables of decisions: told apart by their columns, their cells as people wrote them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import PurePath

from themekit._yaml import did_you_mean, listed, nearest
from themekit.errors import InputError, Problem, one_sentence, refuse_errors
from themekit.names import folded
from themekit.study import table_lines, trimmed

_ANCHOR = ("document", "segment_id", "text_hash", "start", "end", "quote", "prefix", "suffix")
_EVENT = ("number", "event_id", "act", "coder", "time", "after", "since", "origin", "entered_by",
          "replaces")  # fmt: skip
KINDS: Mapping[str, tuple[frozenset[str], tuple[str, ...]]] = {
    "codings": (
        frozenset({"decision"}),
        (*_EVENT, *_ANCHOR, "code", "code_id", "decision", "holds", "settles", "stance", "period",
         "mode", "draw", "score_shown", "model", "code_hash", "meaning_hash", "codebook_hash",
         "memo"),
    ),
    "looks": (
        frozenset({"outcome"}),
        (*_EVENT, *_ANCHOR, "codes", "scope", "outcome", "mode", "draw", "codebook_hash"),
    ),
    "memos": (
        frozenset({"kind", "text"}),
        ("memo_id", "kind", "target", "author", "time", "private", "text", "origin", "entered_by"),
    ),
    "draws": (
        frozenset({"draw", "position"}),
        ("draw", "number", "coder", "mode", "round", "purpose", "method", "frame", "frame_hash",
         "frame_size", "seed", "codebook_hash", "event_id", "time", "position", *_ANCHOR,
         "stratum", "probability"),
    ),
    "codebooks": (
        frozenset({"codebook_hash", "code_id"}),
        ("codebook_hash", "code_id", "code", "code_hash", "meaning_hash"),
    ),
    "selections": (
        frozenset({"panel", "chosen"}),
        (*_EVENT, "level", "domain", "panel", "offered", "chosen", "reasons", "dissent", "fed_back",
         "verified"),
    ),
    "outcomes": (
        frozenset({"outcome_id", "what"}),
        (*_EVENT, "outcome_id", "who", "what", "when", "where", "significance", "contribution",
         "substantiator", "answer", "comment", "segments"),
    ),
    "links": (
        frozenset({"cause", "effect"}),
        (*_EVENT, *_ANCHOR, "cause", "effect", "valence", "blindfolded", "source"),
    ),
    "summaries": (
        frozenset({"case", "target", "state"}),
        (*_EVENT, "case", "wave", "target", "state", "text", "segments", "written_on"),
    ),
    "actions": (
        frozenset({"what", "because_of"}),
        (*_EVENT, "what", "because_of", "by", "date", "told_tellers"),
    ),
    "effort": (
        frozenset({"activity", "minutes"}),
        (*_EVENT, "wave", "activity", "role", "minutes", "basis"),
    ),
    "coders": (frozenset({"coder", "role"}), ("coder", "name", "role", "credit")),
}  # fmt: skip
"""The visible list of tables: what tells each from the others, in this order, and its columns."""
_SLIP = 0.8
_RECKONED = frozenset({"passages", "assumption"})
"""Columns of the table of hours that a run writes: no list of somebody's."""


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file as it was handed in."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: where it stands, and its cells by column.

    Attributes
    ----------
    file : str
    line : int
    cells : mapping
        Of known columns alone.
    """

    file: str
    line: int
    cells: Mapping[str, str]

    def get(self, column: str) -> str:
        """Return a cell without white space around it; empty where there is no such column."""
        return self.cells.get(column, "").strip()

    def words(self, column: str) -> str:
        """Return a cell as it was written."""
        return self.cells.get(column, "")

    def problem(self, message: str, hint: str = "") -> Problem:
        """Say that something is wrong with the row, so that nothing can be taken."""
        return Problem(self.file, self.line, message, hint)

    def loss(self, message: str, hint: str = "") -> Problem:
        """Say that something of the row is not taken, or counts nowhere."""
        return Problem(self.file, self.line, message, hint, "warning")


@dataclass(frozen=True, slots=True)
class Table:
    """A table of one kind.

    Attributes
    ----------
    kind : str
        A name in `KINDS`.
    file : str
    columns : frozenset of str
        The known ones that it has.
    rows : tuple of Row
    """

    kind: str
    file: str
    columns: frozenset[str]
    rows: tuple[Row, ...]

    @property
    def older(self) -> bool:
        """Whether it was written before events had numbers and adjudications settled."""
        return not self.columns & {"number", "settles", "codes"}


def read_tables(files: Iterable[TableFile]) -> tuple[tuple[Table, ...], tuple[Problem, ...]]:
    """Read tables of decisions.

    Returns
    -------
    tuple of Table
    tuple of Problem
        What was not taken of them: columns without a meaning here.

    Raises
    ------
    InputError
        With every problem of every file.
    """
    tables: list[Table] = []
    problems: list[Problem] = []
    for file in files:
        try:
            with one_sentence(file.name):
                table, found = _read(file)
        except InputError as error:
            problems += error.problems
            continue
        problems += found
        if table is not None:
            tables.append(table)
    refuse_errors(problems)
    return tuple(tables), tuple(problems)


def _read(file: TableFile) -> tuple[Table | None, list[Problem]]:
    lines, found = table_lines(file.data, file.name, stripped=False)
    problems = list(found)
    if not lines:
        return None, problems
    first, header = lines[0]
    names = [_column(cell) for cell in trimmed(header, 1)]
    kind = _kind(file.name, frozenset(names))
    if kind is None:
        wanted = "; ".join(f"{name}: {', '.join(sorted(has))}" for name, (has, _) in KINDS.items())
        message = "its columns are those of no table of decisions"
        return None, [*problems, Problem(file.name, first, message, f"needed are - {wanted}")]
    known = KINDS[kind][1]
    if kind == "effort" and _RECKONED.issubset(names):
        message = "these hours are what themekit itself sums up, and are not taken"
        hint = "hand in effort_written.csv, or a list of your own"
        return None, [*problems, Problem(file.name, first, message, hint, "warning")]
    problems += _columns(file.name, first, header, names, known)
    rows = []
    for line, written in lines[1:]:
        cells = trimmed(written, len(names))
        if len(cells) > len(names):
            message = f"the row has {len(cells)} cells where the header has {len(names)}"
            hint = "put a cell that holds the separator in double quotes"
            problems.append(Problem(file.name, line, message, hint))
            continue
        pairs = zip(names, cells, strict=False)  # spreadsheets leave empty cells at the end out
        rows.append(Row(file.name, line, {name: cell for name, cell in pairs if name in known}))
    return Table(kind, file.name, frozenset(names) & frozenset(known), tuple(rows)), problems


def _column(cell: str) -> str:
    return folded(cell).replace(" ", "_")


def _kind(name: str, columns: frozenset[str]) -> str | None:
    """Tell a table by its columns; of two that it may be, its name says which."""
    found = [kind for kind, (needed, _) in KINDS.items() if needed <= columns]
    hinted = [kind for kind in found if kind in PurePath(name).stem.casefold()]
    return next(iter([*hinted, *found]), None)


def _columns(
    file: str, line: int, header: list[str], names: list[str], known: tuple[str, ...]
) -> list[Problem]:
    """Say which columns cannot be, and which are not read."""
    problems = []
    for index, name in enumerate(names):
        if name in names[:index]:
            message = f"two columns are called '{header[index].strip()}'"
            problems.append(Problem(file, line, message, "rename or delete one"))
        elif name and name not in known:
            close = nearest(name, [one for one in known if one not in names], _SLIP)
            hint = f"did you mean '{close}'?" if close else ""
            message = f"the column '{header[index].strip()}' has no meaning here and is not taken"
            problems.append(Problem(file, line, message, hint, "warning"))
    return problems


_MEANT = {"yes": "accept", "no": "reject"}
"""What sheets say that people made themselves."""


def one_of(
    row: Row, column: str, allowed: tuple[str, ...], problems: list[Problem], default: str = ""
) -> str:
    """Return a cell that says one of a few words; what it says else becomes a problem."""
    said = folded(row.get(column))
    for word in (said, said.replace(" ", "_"), said.replace("_", " ")):
        if word in allowed and word:
            return word
    if said:
        words = [word for word in allowed if word]
        meant = _MEANT.get(said)
        hint = f"write '{meant}'" if meant in words else did_you_mean(said, words)
        hint = hint or f"possible: {listed(words)}"
        problems.append(row.problem(f"'{row.get(column)}' is no {column}", hint))
    return default


def whole_number(row: Row, column: str, problems: list[Problem]) -> int | None:
    """Return a whole number of 0 or more, also as a spreadsheet writes it; None for no cell."""
    said = row.get(column)
    if not said:
        return None
    whole, _, rest = said.partition(".")
    if whole.isascii() and whole.isdecimal() and not rest.strip("0"):
        return int(whole)
    problems.append(row.problem(f"the {column} '{said}' is no whole number of 0 or more"))
    return None


def minutes(row: Row, column: str, problems: list[Problem]) -> float:
    """Return a number of minutes above 0; 1 where it is none, which becomes a problem."""
    said = row.get(column)
    try:
        number = float(said.replace(",", "."))
    except ValueError:
        number = 0.0
    if 0 < number < float("inf"):
        return number
    message = f"the {column} '{said}' is no number above 0"
    problems.append(row.problem(message, "write minutes: 90, not 1:30"))
    return 1.0


def fraction(row: Row, column: str, problems: list[Problem]) -> float | None:
    """Return a number in [0, 1]; None for no cell."""
    said = row.get(column)
    if not said:
        return None
    try:
        number = float(said)
    except ValueError:
        number = -1.0
    if 0 <= number <= 1:
        return number
    problems.append(row.problem(f"the {column} '{said}' is no number from 0 to 1"))
    return None


def names_in(row: Row, column: str) -> tuple[str, ...]:
    """Return the ids of a cell, which stand apart by spaces or semicolons, each once."""
    return tuple(dict.fromkeys(row.get(column).replace(";", " ").split()))
