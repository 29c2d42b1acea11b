"""``themekit import``: a sheet that people filled in becomes events of whoever filled it in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from themekit.errors import BusyError, InputError
from themekit.events import Event, Note, find_coder
from themekit.exchange.sheets import About, Merged, SheetFile, is_sheet, merge
from themekit.files import read_steady, shown
from themekit.names import visible
from themekit.store.coders import coder_id, load_coders, study_id
from themekit.store.events import append_events, last_number, records_since
from themekit.workflows.context import RunContext
from themekit.workflows.import_tables import ImportSummary
from themekit.workflows.import_withdrawn import Remembering
from themekit.workflows.loading import load_coded
from themekit.workflows.project import open_result, require_whole
from themekit.workflows.recording import name_codes
from themekit.workflows.sheets import sheet_of
from themekit.workflows.withdrawn import withdrawn_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

LIMIT = 100_000_000
_TRIES = 5


def sheet_in(file: Path) -> bytes | None:
    """Return the bytes of a file that is a sheet of ours; None where it is something else.

    Raises
    ------
    InputError
        If it cannot be read.
    """
    if file.suffix.lower() != ".xlsx":
        return None
    name = shown(str(file))
    try:
        data = read_steady(file, name, LIMIT)
    except OSError as error:
        raise InputError.one(name, None, f"it cannot be read ({error.strerror})") from error
    return data if is_sheet(data) else None


def import_sheet(
    path: Path,
    data: bytes,
    name: str,
    *,
    coder: str = "",
    entered_by: str = "",
    dry_run: bool = False,
) -> ImportSummary:
    """Take what was filled in on a sheet into a study.

    With a mistake in it nothing is taken. Rows that the study knows better by now, and rows of
    somebody who took their words back, are left out, each named.

    Parameters
    ----------
    path : Path
        The study's folder.
    data : bytes
        Of the file.
    name : str
        Of the file, for what is said of it.
    coder, entered_by : str
        Who filled it in, and who typed it in for them.
    dry_run : bool
        Only tell what would be taken.

    Raises
    ------
    InputError
        With everything that is wrong in the file, each with its sheet and cell.
    """
    file = SheetFile(name, data)
    if not coder.strip():
        hint = "themekit import STUDY FILE --coder NAME"
        raise InputError.one(name, None, "say who filled in this sheet", hint)
    with open_result(path) as context:
        for _ in range(_TRIES):
            found = _found(context, file, coder)
            if dry_run:
                found.refuse_mistakes()
            if dry_run or _append(context, file.about, found, coder, entered_by):
                return _summary(context, found.merged, coder, stored=not dry_run)
    raise BusyError("The study changes faster than this sheet can be taken in: try again.")


@dataclass(frozen=True, slots=True)
class _Found:
    """What a sheet comes to, as the study was at a moment.

    Attributes
    ----------
    merged : Merged
    record : type of Event
        What is written on it.
    through : int
        Number of the last event then.
    read_from : tuple of str
        What the study's texts were read and cut from.
    """

    merged: Merged
    record: type[Event]
    through: int
    read_from: tuple[str, str]

    def is_so_still(self, connection: Connection) -> bool:
        """Tell whether nothing came since that it hangs on.

        That is what others wrote of the same kind, a withdrawal (which leaves a note), and other
        texts. Passages that people answer meanwhile change nothing on a sheet: whoever waited for
        a moment without them would wait as long as people are at work.
        """
        is_old = {self.record, Note} & records_since(connection, self.through)
        return not is_old and require_whole(connection) == self.read_from

    def refuse_mistakes(self) -> None:
        """Raise where something of the sheet is wrong."""
        if self.merged.problems:
            raise InputError(dict.fromkeys(self.merged.problems))


def _found(context: RunContext, file: SheetFile, coder: str) -> _Found:
    """Find out what a sheet comes to, as the study is at this moment."""
    about = file.about
    with context.store.reading() as connection:
        read_from = require_whole(connection)
        own, last = study_id(connection), last_number(connection)
        found = find_coder(load_coders(connection), coder)
    if own != about.study or about.through > last:
        hint = "give it to the study that wrote it, or write it anew with 'export'"
        message = "this sheet is of another study, or of a later state of this one"
        raise InputError.one(file.name, None, message, hint)
    is_chart = about.kind == "framework"
    coded = load_coded(context, suggested=is_chart)
    then = load_coded(context, through=about.through) if is_chart else coded
    memory = withdrawn_of(context.study, context.store)
    documents = {one.id: one for one in coded.documents}
    remembering = Remembering(memory, documents)
    gone: Callable[[str], bool] = remembering.is_unit if memory else lambda _: False
    if about.named == "keys":  # a key that stands for nothing is all that is left of who went
        gone = lambda _: bool(memory)  # noqa: E731
    sheet = sheet_of(context, then, about, gone).sheet
    merged = merge(
        sheet, file.read(sheet.title, sheet.titles(), sheet.passed_by()), coded.events,
        found.id if found else visible(coder),
    )  # fmt: skip
    merged.events = [_unnamed(one, remembering, merged) for one in merged.events]
    return _Found(merged, sheet.record, last, read_from)


def _unnamed(event: Event, remembering: Remembering, merged: Merged) -> Event:
    """Return an event whose free words name nobody who took theirs back."""
    masked = remembering.unnamed(event)
    if masked is not event:
        row = merged.rows[event.event_id]
        message = "it names somebody who took their words back: the name is masked"
        merged.losses.append(row.loss(next(iter(row.letters)), message))
    return masked


def _append(
    context: RunContext,
    about: About,
    found: _Found,
    coder: str,
    entered_by: str,
) -> bool:
    """Append everything in one go, unless it is not so any more."""
    events = () if found.merged.problems else found.merged.events
    if events and about.kind == "framework":
        name_codes(context)
    with context.store.appending() as connection:
        if not found.is_so_still(connection):
            return False
        found.refuse_mistakes()
        if events:
            coder_id(connection, coder)
            by = coder_id(connection, entered_by) if entered_by.strip() else ""
            append_events(connection, _dated(events, about, by))
    return True


def _dated(events: Sequence[Event], about: About, entered_by: str) -> list[Event]:
    """Return events as those of a sheet that knew what the study knew when it was made."""
    return [
        replace(one, after=about.through, origin="file", entered_by=entered_by) for one in events
    ]


def _summary(context: RunContext, merged: Merged, coder: str, *, stored: bool) -> ImportSummary:
    with context.store.reading() as connection:
        found = find_coder(load_coders(connection), coder)
    name = found.name if found else visible(coder)
    taken = Counter((one.kind, name) for one in merged.events)
    losses = tuple(dict.fromkeys(merged.losses))
    return ImportSummary(dict(taken), merged.there, losses, stored=stored)
