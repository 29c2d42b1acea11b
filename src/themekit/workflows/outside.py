"""What is asked before anything is made for readers outside."""

from __future__ import annotations

from themekit.disclosure import Uses, why_unmarked
from themekit.errors import UsageError
from themekit.workflows.context import RunContext
from themekit.workflows.loading import load_material, with_decisions


def refuse_unread(context: RunContext) -> None:
    """Refuse to quote from documents that nobody has read for details that identify people.

    It is asked as soon as documents and segments are there, before what takes minutes.

    Raises
    ------
    UsageError
        With the first of these documents, and the command.
    """
    coded = with_decisions(context, load_material(context), context.through)
    if unmarked := Uses(coded).unmarked:
        raise UsageError(why_unmarked(unmarked, "so nothing is written for readers outside"))
