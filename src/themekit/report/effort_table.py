"""The table of hours: what the work took so far, and how that is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from themekit.report.csvtext import Table

if TYPE_CHECKING:
    from themekit.records import EffortRow

EFFORT = ("wave", "activity", "role", "minutes", "basis", "passages", "assumption")
NAME = "effort.csv"


def effort_table(rows: Iterable[EffortRow]) -> Table:
    """Tabulate what `themekit.decisions.effort_rows` knows, in its order."""
    return Table(EFFORT, [tuple(getattr(one, name) for name in EFFORT) for one in rows])
