"""``themekit import``: tables of what people decided become events of the study."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from themekit.decisions import versioned
from themekit.errors import BusyError, InputError, Problem, RefusedError
from themekit.events import Event, Note
from themekit.exchange import Import, Known, Named, TableFile, Texts, import_tables, read_tables
from themekit.exchange.beside import LISTS, RECORDS
from themekit.files import read_steady, shown
from themekit.store.coders import load_coders, load_versions, save_coder, save_versions
from themekit.store.documents import load_documents
from themekit.store.events import (
    append_events,
    last_number,
    load_events,
    numbers_of,
    records_since,
    said_by,
)
from themekit.store.segments import load_segments
from themekit.store.stages import load_stages
from themekit.study import read_findings
from themekit.workflows import read, segment
from themekit.workflows.context import Models, Progress, RunContext, models_for, silent
from themekit.workflows.import_withdrawn import respecting
from themekit.workflows.project import last_options, open_context, require_whole
from themekit.workflows.recording import name_codes
from themekit.workflows.run import run_study
from themekit.workflows.withdrawn import withdrawn_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

LIMIT = 500_000_000
_TRIES = 5
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import came to.

    Attributes
    ----------
    taken : mapping of (kind, coder's name) to number
        Events that are new.
    there : int
        Events that were in the study already.
    losses : tuple of Problem
    stored : bool
        False where it was only tried.
    """

    taken: dict[tuple[str, str], int]
    there: int
    losses: tuple[Problem, ...] = field(default=(), repr=False)
    stored: bool = True

    def as_text(self) -> str:
        """Say it in a few lines."""
        lines = []
        people = dict.fromkeys(name for _, name in self.taken)
        for name in people:
            counts = [
                _counted(number, one, several)
                for kind, (one, several) in _CALLED.items()
                if (number := self.taken.get((kind, name)))
            ]
            lines.append(f"{name or 'Without a name'}: {', '.join(counts)} {self._verb}.")
        if not lines:
            lines.append("Nothing new.")
        if self.there:
            lines.append(f"{_counted(self.there, 'event was', 'events were')} there already.")
        if self.losses:
            told = _counted(len(self.losses), "thing", "things")
            lines.append(f"{told} to look at (not taken, counted nowhere, or kept as it stands):")
            lines += _listed(self.losses)
        if not self.stored:
            lines.append("Nothing was stored: this was a dry run.")
        return "\n".join(lines)

    @property
    def _verb(self) -> str:
        return "taken" if self.stored else "would be taken"


_CALLED = {
    "coding": ("decision", "decisions"),
    "look": ("look", "looks"),
    "memo": ("memo", "memos"),
    "draw": ("draw", "draws"),
    "selection": ("choice of a panel", "choices of panels"),
    "outcome": ("outcome", "outcomes"),
    "link": ("claim of a cause", "claims of causes"),
    "summary": ("summary", "summaries"),
    "action": ("action", "actions"),
    "effort": ("row of effort", "rows of effort"),
}
"""What is taken, as it is told."""


def import_files(
    path: Path,
    files: Sequence[Path],
    *,
    coder: str = "",
    entered_by: str = "",
    dry_run: bool = False,
    progress: Progress = silent,
    models: Models | None = None,
) -> ImportSummary:
    """Take tables of codings, looks, coders, draws, codebook versions and memos into a study.

    All of it is stored or, where anything is wrong, nothing.

    Parameters
    ----------
    path : Path
        The study's folder.
    files : sequence of Path
    coder, entered_by : str
        Whose word rows without a coder are, and who typed all of it in.
    dry_run : bool
        Only tell what would be taken.
    progress : callable, optional
    models : Models, optional

    Raises
    ------
    InputError
        With everything that is wrong in the files, each with its line.
    """
    tables, unread = read_tables([_opened(file) for file in files])
    _bring_up_to_date(path, progress, models)
    with open_context(path, models=models) as context:
        if not dry_run:
            name_codes(context)
        for _ in range(_TRIES):
            known = _known(context)
            found = import_tables(tables, known, Named(coder, entered_by))
            found = respecting(found, withdrawn_of(context.study, context.store), known)
            new = _new(found, known) if dry_run else _append(context, found, known)
            if new is not None:
                return _summary(found, known, new, unread, stored=not dry_run)
    raise BusyError("The study changes faster than these tables can be taken in: try again.")


def _new(found: Import, known: Known) -> list[Event]:
    """Return what is not in the study yet."""
    return [one.event for one in found.taken if one.event.event_id not in known.events]


def _summary(
    found: Import, known: Known, new: Sequence[Event], unread: Sequence[Problem], *, stored: bool
) -> ImportSummary:
    names = {one.id: one.name for one in (*known.coders, *found.coders)}
    return ImportSummary(
        dict(Counter((one.kind, names.get(one.coder, one.coder)) for one in new)),
        len(found.taken) - len(new),
        (*unread, *found.losses),
        stored=stored,
    )


def _bring_up_to_date(path: Path, progress: Progress, models: Models | None) -> None:
    """Read and cut the study's sources where that is due: rows are matched to what they say now."""
    with open_context(path, models=models) as context:
        options = replace(last_options(context), only="", start="", public=False)
        current = replace(context, options=options, models=models or models_for(options))
        with context.store.reading() as connection:
            rows = load_stages(connection)
        wanted = read.wanted_key(current)
        keys = {"read": wanted, "segment": segment.wanted_key(current, wanted)}
    # Where nothing is due no lock is needed: a run may be at work meanwhile.
    if any(name not in rows or rows[name].key != key for name, key in keys.items()):
        for stage in keys:
            run_study(path, replace(options, only=stage), progress, models)


def _opened(file: Path) -> TableFile:
    name = shown(str(file))
    try:
        return TableFile(name, read_steady(file, name, LIMIT))
    except OSError as error:
        raise InputError.one(name, None, f"it cannot be read ({error.strerror})") from error


def _known(context: RunContext) -> Known:
    """Load what rows are matched with."""
    with context.store.reading() as connection:
        require_whole(connection)
        return Known(
            Texts.of(load_documents(connection).values(), load_segments(connection)),
            context.codebook,
            (*load_versions(connection), *versioned(context.codebook)),
            load_coders(connection),
            {one.event_id: one for one in load_events(connection)},
            frozenset(_reasons(context)),
        )


def _reasons(context: RunContext) -> Iterator[str]:
    """Yield what an action may be taken because of that is neither a code nor in the store."""
    yield from (theme.name for theme in context.codebook.themes)
    yield from (one.id for one in read_findings(context.study)[0])
    for strand in context.study.strands:
        for item in strand.closed:
            yield from filter(None, (item.column, item.label))


def _is_so_still(connection: Connection, found: Import, known: Known) -> bool:
    """Tell whether nothing came since that an import hangs on.

    That is whoever was added, a withdrawal (which leaves a note), and a newer state of a list: two
    that were handed in at once would both replace the former one, and both count.
    """
    through = max((one.number for one in known.events.values()), default=0)
    kinds = {type(one.event) for one in found.taken}
    hangs_on = {Note, *(kinds & {RECORDS[name] for name in LISTS})}
    came = hangs_on & records_since(connection, through)
    return not came and load_coders(connection) == known.coders


def _append(context: RunContext, found: Import, known: Known) -> list[Event] | None:
    """Append everything in one go; return what was not there yet, None where it is to be redone."""
    with context.store.appending() as connection:
        if not _is_so_still(connection, found, known):
            return None
        last = last_number(connection)
        there = numbers_of(connection, (one.event.event_id for one in found.taken))
        said = said_by(connection, {one.event.coder for one in found.taken})
        in_files = set(there.values())
        others = {
            coder: [number for number in numbers if number not in in_files]
            for coder, numbers in said.items()
        }
        events = found.dated(last, there, others)
        for coder in found.coders:
            save_coder(connection, coder)
        save_versions(connection, (*versioned(context.codebook), *found.versions))
        try:
            append_events(connection, events)
        except RefusedError as error:
            raise InputError.one("import", None, str(error).rstrip(".")) from error
    return [one for one in events if one.event_id not in there]


def _counted(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"


def _listed(losses: Iterable[Problem]) -> list[str]:
    """Say each kind of loss once, with the lines of all rows that it is true of."""
    lines: dict[tuple[str, str, str], list[int]] = {}
    for one in losses:
        lines.setdefault((one.file, one.message, one.hint), []).append(one.line or 0)
    told = []
    for (file, message, hint), at in lines.items():
        first = ", ".join(map(str, at[:_MOST_LINES])) if at[0] else ""
        more = f" and {len(at) - _MOST_LINES:,} more" if len(at) > _MOST_LINES else ""
        place = f"{file}:{first}{more}" if first else file
        told.append(f"  {Problem(place, None, message, hint)!s}")
    return told
