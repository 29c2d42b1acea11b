"""The list that an address names: a filter, a search in it, or a cell of the theme matrix."""

from __future__ import annotations

import numpy as np
from flask import abort, request

from themekit.decisions import Ints
from themekit.review.here import desk
from themekit.review.pages.desk_shared import (
    asked_here,
    current_eyes,
    current_lists,
    current_matrix,
    searched,
    shown,
)
from themekit.workflows.cells import PARTS, cell_named, passages_of, said_of_cell
from themekit.workflows.lists import Asked
from themekit.workflows.unread import likeliest_first


def list_here() -> tuple[Ints, str]:
    """Return the numbers of the passages in the list, and what beside the filter says which."""
    within, said = narrowed()
    asked, lists = asked_here(), current_lists()
    found = lists.find(asked, current_eyes(), within)
    if is_by_likelihood(asked):
        return likeliest_first(lists.coded, asked.code, found), f"{said} (likeliest first)".strip()
    return found, said


def is_by_likelihood(asked: Asked) -> bool:
    """Tell whether a list is of what nobody has read for one code: then the likeliest is first."""
    return asked.state == "not looked at" and bool(asked.code)


def narrowed() -> tuple[Ints | None, str]:
    """Return the segments of a search or a cell that the address names, and say which they are."""
    if key := request.args.get("row", ""):
        named = desk().target_of("row", key)
        strand = request.args.get("strand", "")
        if named is None:
            abort(404)
        cell = cell_named(
            current_matrix().rows, named, desk().target_of("strand", strand) if strand else ""
        )
        part = next((one for one in PARTS if one == request.args.get("part")), None)
        if cell is None or part is None:
            abort(404)
        position, eyes = current_lists().passages.position, current_eyes()
        inside = [position[one] for one in passages_of(cell, part)]
        return np.array(
            [at for at in inside if not eyes.is_kept(at)], dtype=np.int64
        ), shown().anywhere(said_of_cell(cell, part))
    if key := request.args.get("found", ""):
        words = searched(key)
        if not words:
            return np.zeros(0, dtype=np.int64), "(this search was forgotten: search once more)"
        wanted = words.casefold()
        segments = current_lists().coded.segments
        said = shown()
        inside = [
            at
            for at, one in enumerate(segments)
            # Of those who have withdrawn a segment has no text.
            if one.text and wanted in said.text(one.document, one.start, one.end).casefold()
        ]
        return np.array(inside, dtype=np.int64), f"with the words “{words}”"
    return None, ""
