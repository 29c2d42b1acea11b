"""Which codes stand on which segment, for lists: the same as the matrix counts."""

from __future__ import annotations

from themekit.matrix import standings
from themekit.workflows.context import RunContext
from themekit.workflows.counting import Counted


def codes_by_segment(context: RunContext, counted: Counted) -> dict[str, dict[str, str]]:
    """Return for each segment the codes that count on it: id to name, in codebook order."""
    names = {code.id: code.name for code in context.codebook.codes}
    found: dict[str, dict[str, str]] = {}
    for one in standings(counted.inputs):
        if one.counts:
            found.setdefault(one.segment_id, {})[one.code_id] = names[one.code_id]
    return found
