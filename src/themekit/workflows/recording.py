"""Taking down what people decide: a short append, which succeeds while a run works."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from themekit.codebook import with_ids
from themekit.decisions import versioned
from themekit.errors import InputError, Problem, UsageError
from themekit.events import Event
from themekit.files import rewrite, seen_from
from themekit.store.coders import coder_id, save_versions
from themekit.store.events import append_events, last_number
from themekit.workflows.context import RunContext
from themekit.workflows.former import FORMER_CODEBOOKS, keep_former


def record(context: RunContext, events: Sequence[Event], *, coder: str) -> tuple[int, ...]:
    """Append a call's events, which know everything that is there.

    Parameters
    ----------
    context : RunContext
    events : sequence of Event
        One act.
    coder : str
        Name or id; a name not yet known makes a coder of role researcher.

    Returns
    -------
    tuple of int
        Their numbers, once they are on the disk.

    Raises
    ------
    UsageError
        If nobody is named.
    RefusedError
        If one of them contradicts what is there: then none is appended.
    """
    if not coder.strip():
        raise UsageError("A decision needs somebody who takes it: give coder=NAME.")
    name_codes(context)
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    with context.store.appending() as connection:
        save_versions(connection, versioned(context.codebook))
        who = coder_id(connection, coder)
        known = last_number(connection)
        return append_events(
            connection,
            [replace(one, coder=who, after=known, time=one.time or now) for one in events],
        )


def name_codes(context: RunContext) -> None:
    """Write the codes' ids into codebook.yaml, so that no later name takes a decision elsewhere.

    The version that is decided under is kept too, against the day when somebody changes it by hand.

    Raises
    ------
    InputError
        If it cannot be written, with what to do.
    """
    path = context.study.codebook
    try:
        rewrite(path, with_ids, context.store.folder / FORMER_CODEBOOKS)
    except InputError as error:
        shown = seen_from(context.study.root, path)
        raise InputError(
            Problem(shown, one.line, one.message, one.hint) for one in error.problems
        ) from error
    keep_former(context)
