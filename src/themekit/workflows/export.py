"""``themekit export``: a study's tables as one file, for oneself or for others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

from themekit.decisions import CodedStudy
from themekit.disclosure import Uses, left_out
from themekit.errors import UsageError
from themekit.exchange.sheets.model import Kind
from themekit.files import write_whole
from themekit.report import export_tables, tables
from themekit.report.by_person import Rare
from themekit.report.csvtext import Table
from themekit.report.for_others import (
    ForOthers,
    Refused,
    cases_for_others,
    codebook_for_others,
    codings_for_others,
)
from themekit.store.coders import keyer
from themekit.workflows.context import RunContext
from themekit.workflows.counting import texts_of
from themekit.workflows.loading import load_coded
from themekit.workflows.project import open_result
from themekit.workflows.sheets import make_sheet

What = Literal["codings", "codebook", "cases", "selections", "outcomes", "links", "framework"]
ENDINGS = (".csv", ".xlsx")
LATER = (".qdpx", ".qdc", ".parquet")
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Exported:
    """What an export wrote.

    Attributes
    ----------
    rows, of : int
        Rows written, of so many there are.
    left_out : tuple of str
        Why the others are left out, each reason with its number.
    notes : tuple of str
        What else whoever passes the file on should know.
    called : str
        What a row is, in the plural.
    """

    rows: int
    of: int
    left_out: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    called: str = "rows"


def export_table(
    path: Path,
    target: Path,
    what: What = "codings",
    *,
    for_others: bool = False,
    leave_out: bool = False,
) -> Exported:
    """Write one table of a study, or a sheet that people fill in.

    Parameters
    ----------
    path : Path
        The study's folder.
    target : Path
        The file; its ending says what kind.
    what : {'codings', 'codebook', 'cases', 'selections', 'outcomes', 'links', 'framework'}
        The last four are sheets: a workbook each.
    for_others : bool
        Whether it is to leave: only rows that may, with words replaced and keys for names.
    leave_out : bool
        Leave out what may not leave; else the first such row stops the export.

    Raises
    ------
    UsageError
        If the file cannot be of that kind, would take the place of one of the study's own, or holds
        what may not leave.
    """
    _check_target(path, target)
    if what in get_args(Kind):
        return _sheet(path, target, what, for_others=for_others, leave_out=leave_out)  # type: ignore[arg-type]
    with open_result(path) as context:
        coded = load_coded(context, suggested=False)
        if for_others:
            made = _for_others(context, coded, what)
            if made.refused and not leave_out:
                raise UsageError(_refusal(made, what))
            notes = _notes(coded, made, what)
        else:
            made, notes = _plain(context, coded, what), ()
    write_whole(target, _bytes(made.table, target, what))
    why = left_out(one.why for one in made.refused)
    return Exported(made.rows, made.rows + len(made.refused), why, notes)


def _sheet(path: Path, target: Path, kind: Kind, *, for_others: bool, leave_out: bool) -> Exported:
    """Write a sheet that people fill in."""
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"{target.name}: a sheet that people fill in is an .xlsx file.")
    with open_result(path) as context:
        coded = load_coded(context, suggested=kind == "framework")
        made = make_sheet(context, coded, kind, for_others=for_others)
    total = made.passages + len(made.left_out)
    why = left_out(made.left_out)
    if for_others and made.left_out and not leave_out:
        raise UsageError(
            f"{len(made.left_out):,} of {total:,} passages may not leave: {'; '.join(why)}. Read "
            "these documents ('themekit mark STUDY DOCUMENT --reviewed-by NAME'), say in cases.csv "
            "who agreed (consent_quote), or leave them out: --leave-out."
        )
    write_whole(target, made.data)
    notes = ["Filled in, it comes back with: themekit import STUDY FILE --coder NAME"]
    if made.written:
        notes.append(f"{made.written:,} filled in before stand in it, by whom is said beside them.")
    return Exported(made.passages, total, why, tuple(notes), "passages")


def _check_target(study: Path, target: Path) -> None:
    ending = target.suffix.lower()
    if ending in LATER:
        raise UsageError(f"{ending} cannot be written yet: name a .csv or .xlsx file.")
    if ending not in ENDINGS:
        raise UsageError(f"'{target.name}' says no kind of file: name a .csv or .xlsx file.")
    if target.is_dir() or not target.parent.is_dir():
        raise UsageError(f"{target}: there is no folder to write it to, or a folder is called so.")
    place, root = target.resolve(), study.resolve()
    if place.exists() and root in place.parents and root / "outputs" not in place.parents:
        raise UsageError(f"{target} is a file of the study itself: name another one.")
    if root / "outputs" in place.parents:
        raise UsageError(f"{target}: 'run' keeps what is in outputs; name a file elsewhere.")


def _plain(context: RunContext, coded: CodedStudy, what: What) -> ForOthers:
    """Return a table with all words, for whoever holds the study."""
    tables_of: dict[str, Callable[[], Table]] = {
        "codings": lambda: tables.codings(coded, texts=texts_of(context, coded)),
        "codebook": lambda: export_tables.codebook(context.codebook),
        "cases": lambda: export_tables.cases(coded),
    }
    made = tables_of[what]()
    rows = list(made.rows)
    return ForOthers(Table(made.header, rows), len(rows))


def _for_others(context: RunContext, coded: CodedStudy, what: What) -> ForOthers:
    uses = Uses(coded)
    if what == "codebook":
        return codebook_for_others(context.codebook, uses)
    with context.store.writing() as connection:
        key = keyer(connection)
    if what == "cases":
        return cases_for_others(coded, uses, key)
    return codings_for_others(coded, uses, key, texts=texts_of(context, coded))


def _bytes(table: Table, target: Path, what: What) -> bytes:
    if target.suffix.lower() == ".csv":
        return table.csv()
    # A workbook's library is only loaded where one is written.
    from themekit.report.table_xlsx import workbook

    return workbook(table, what)


def _refusal(made: ForOthers, what: What) -> str:
    """Say which rows may not leave, whose they are, and what there is to be done."""
    total = made.rows + len(made.refused)
    number = len(made.refused)
    head = f"{number:,} of {total:,} rows may not leave: {_reasons(made.refused)}."
    ways = []
    if any(one.why == "unmarked" for one in made.refused):
        ways.append("read these documents, then 'themekit mark STUDY DOCUMENT --reviewed-by NAME'")
    if any(one.why in ("not agreed", "not known", "paraphrase only") for one in made.refused):
        column = "consent_quote" if what == "codings" else "consent_review"
        ways.append(f"where people did agree, say so in cases.csv ({column})")
    ways.append("leave these rows out: --leave-out")
    said = "; or ".join(ways)
    return f"{head} {said[0].upper()}{said[1:]}."


def _reasons(refused: Sequence[Refused]) -> str:
    """Say each reason with its number and the first who are meant."""
    said = []
    for why in dict.fromkeys(one.why for one in refused):
        names = list(dict.fromkeys(one.name for one in refused if one.why == why))
        more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
        (counted,) = left_out(one.why for one in refused if one.why == why)
        said.append(f"{counted} ({', '.join(names[:_NAMED])}{more})")
    return "; ".join(said)


def _notes(coded: CodedStudy, made: ForOthers, what: What) -> tuple[str, ...]:
    """Say what is left of risk in a file for others."""
    if what == "codebook":
        return ("Examples are left out: nobody knows any more whose words they were.",)
    if what == "codings":
        said = "Who knows a person may know them by what they tell, whatever is replaced."
        return (said,) if made.rows else ()
    gone = {one.name for one in made.refused}
    people = export_tables.taking_part(coded)
    rare = Rare(people)
    alone = sum(bool(rare.of(case)) for case in people if case.id not in gone)
    if not alone:
        return ()
    said = (
        f"{alone:,} of {made.rows:,} people have an attribute, or two together, that nobody else "
        "in the study has: by these somebody becomes known."
    )
    return (said,)
