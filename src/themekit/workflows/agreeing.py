"""How far suggestions agree with what people decided, as `themekit status` tells it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from themekit.statistics import wilson

if TYPE_CHECKING:
    from themekit.codebook import Codebook

Cells = tuple[str, int | None, str]


def agreement_rows(codebook: Codebook, details: Mapping[str, Any]) -> Iterator[Cells]:
    """Yield a row for each code that people have looked at.

    Parameters
    ----------
    codebook : Codebook
    details : mapping
        What the stage suggest told: counts on segments that its model had not learned from.
    """
    names = {code.id: code.name for code in codebook.codes}
    for one in details.get("agreement", ()):
        if one["code_id"] in names:
            right = _share(one["hits"], one["suggested"], "of its suggestions people accept")
            found = _share(one["hits"], one["uses"], "of what people code it finds")
            name = names[one["code_id"]]
            yield f"agreement: {name}", one["checked"], f"{right}; {found}"


def _share(count: int, total: int, what: str) -> str:
    """Say a share with its 95 % interval."""
    if not total:
        return f"{what} nothing yet"
    low, high = wilson(count, total)
    return f"{what} {count} of {total} ({low:.0%} to {high:.0%})"
