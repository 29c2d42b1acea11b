"""cases.csv: who took part, for whom, and what they agreed to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, get_args

from themekit._yaml import as_flag, did_you_mean, listed
from themekit.errors import Problem, Severity, refuse_errors
from themekit.names import folded
from themekit.study._records import Quotable, Study
from themekit.study._tables import Row, Table, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.records import Pairs

COLUMNS = (
    "case",
    "document",
    "speaker",
    "organisation",
    "strand",
    "consent_quote",
    "consent_review",
    "consent_named",
    "withdrawn",
)
_FLAGS = ("consent_review", "consent_named", "withdrawn")
_QUOTES: tuple[Quotable, ...] = get_args(Quotable)
_PLACES = ("case", "document", "speaker", "strand")
"""What may differ between the rows of one case."""


@dataclass(frozen=True, slots=True)
class CaseEntry:
    """One row of cases.csv.

    Attributes
    ----------
    line : int
    case, document, speaker : str
        Any may be empty, but not both case and document.
    strand : str
        The strand's name; empty where the row does not say.
    organisation : str
    attributes : tuple of (column, value)
        Cells that are not empty.
    consent_quote : str or None
        None where the row does not say; likewise those below.
    consent_review, consent_named, withdrawn : bool or None
    """

    line: int
    case: str = ""
    document: str = ""
    speaker: str = ""
    strand: str = ""
    organisation: str = ""
    attributes: Pairs = ()
    consent_quote: Quotable | None = None
    consent_review: bool | None = None
    consent_named: bool | None = None
    withdrawn: bool | None = None


@dataclass(frozen=True, slots=True)
class CaseTable:
    """cases.csv as a whole: its columns, which decide whose word on consent counts, and rows."""

    columns: frozenset[str] = frozenset()
    entries: tuple[CaseEntry, ...] = ()


def load_cases(study: Study) -> CaseTable:
    """Read the study's cases.csv; empty where it has none.

    Parameters
    ----------
    study : Study

    Raises
    ------
    InputError
        With every problem and its line.
    """
    table, problems = read_cases(study)
    refuse_errors(problems)
    return table


def read_cases(study: Study) -> tuple[CaseTable, tuple[Problem, ...]]:
    """Read the study's cases.csv and return all problems, warnings too."""
    if study.cases is None:
        return CaseTable(), ()
    table, found = read_table(study.root / study.cases, study.cases, COLUMNS)
    if table is None:
        return CaseTable(), found
    problems = list(found)
    if not {"case", "document"} & set(table.columns):
        message = "the table has neither a column 'case' nor a column 'document'"
        return CaseTable(), (*problems, Problem(study.cases, 1, message, "name one of them"))
    entries = []
    for row in table.rows:
        complaints = list(_complaints(study, row))
        problems += [Problem(study.cases, row.line, *complaint) for complaint in complaints]
        entries.append(_entry(study, row, table.columns))
    problems += _contradictions(study.cases, table)
    return CaseTable(frozenset(table.columns), tuple(entries)), tuple(problems)


def _complaints(study: Study, row: Row) -> Iterator[tuple[str, str]]:
    """Say what is wrong with the cells of one row."""
    if not row.get("case") and not row.get("document"):
        yield "the row names neither a case nor a document", "fill one of them"
    name = row.get("strand")
    if name and study.strand(name) is None:
        known = [strand.name for strand in study.strands]
        yield f"there is no strand '{name}'", did_you_mean(name, known)
    quote = row.get("consent_quote")
    if quote and folded(quote) not in _QUOTES:
        yield f"'consent_quote' should be {listed(_QUOTES)}, not '{quote}'", ""
    for column in _FLAGS:
        if row.get(column) and as_flag(row.get(column)) is None:
            yield f"'{column}' should be yes or no, not '{row.get(column)}'", ""


def _entry(study: Study, row: Row, columns: Sequence[str]) -> CaseEntry:
    """Make the record of one row."""
    strand = study.strand(row.get("strand"))
    quote = folded(row.get("consent_quote"))
    return CaseEntry(
        line=row.line,
        case=row.get("case"),
        document=row.get("document"),
        speaker=row.get("speaker"),
        strand=strand.name if strand else "",
        organisation=row.get("organisation"),
        attributes=tuple(
            (column, row.get(column))
            for column in columns
            if column not in COLUMNS and row.get(column)
        ),
        consent_quote=next((one for one in _QUOTES if one == quote), None),
        consent_review=as_flag(row.get("consent_review")),
        consent_named=as_flag(row.get("consent_named")),
        withdrawn=as_flag(row.get("withdrawn")),
    )


def _contradictions(file: str, table: Table) -> Iterator[Problem]:
    """Find cases whose rows say different things; of two attributes the first counts."""
    said: dict[tuple[str, str], Row] = {}
    for row in table.rows:
        case = folded(row.get("case"))
        for column in table.columns if case else ():
            value = row.get(column)
            if not value or column in _PLACES:
                continue
            first = said.setdefault((case, column), row)
            if folded(first.get(column)) != folded(value):
                values = f"'{first.get(column)}' in line {first.line} and '{value}' here"
                message = f"the case '{row.get('case')}' has two values of '{column}': {values}"
                severity: Severity = "error" if column in COLUMNS else "warning"
                doubt = "" if severity == "error" else "attribute-changes"
                yield Problem(file, row.line, message, "keep one", severity, doubt)
