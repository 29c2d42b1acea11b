"""Everything that was counted, loaded and computed once for the tables and the report."""

from __future__ import annotations

from dataclasses import dataclass, field

from themekit.matrix import Standing, build_matrix, gather, standings
from themekit.records import Memo, ThemeMatrix, TopicMap
from themekit.store.people import load_memos
from themekit.store.rows import uncollected
from themekit.store.stages import load_stages
from themekit.workflows.context import RunContext
from themekit.workflows.counting import Counted, load_counted
from themekit.workflows.topics import saved_topics


@dataclass(frozen=True, slots=True)
class Result:
    """What was counted, for the tables and for the report.

    Attributes
    ----------
    counted : Counted
    matrix : ThemeMatrix
    topics : TopicMap
    memos : tuple of Memo
    standings : tuple of Standing
        How every code stands on every segment of which anybody or the machine has said something.
    """

    counted: Counted
    matrix: ThemeMatrix = field(repr=False)
    topics: TopicMap = field(repr=False)
    memos: tuple[Memo, ...] = ()
    standings: tuple[Standing, ...] = field(default=(), repr=False)


@uncollected()
def count(context: RunContext) -> Result:
    """Load what the study holds and count it."""
    counted = load_counted(context)
    with context.store.reading() as connection:
        stages = load_stages(connection)
        memos = load_memos(connection)
    evidence = gather(counted.inputs)
    return Result(
        counted,
        build_matrix(counted.inputs, evidence),
        saved_topics(context, stages.get("topics")),
        memos,
        standings(counted.inputs, evidence),
    )
