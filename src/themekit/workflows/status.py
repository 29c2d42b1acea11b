"""``themekit status``: how far a study has come."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from themekit.store.people import load_codings, load_looks
from themekit.store.stages import StageRow, load_stages
from themekit.workflows.agreeing import CodeCells, agreement_rows, code_rows
from themekit.workflows.context import RunContext
from themekit.workflows.doubts import study_doubts
from themekit.workflows.project import open_result
from themekit.workflows.run import STAGES, stage_is_current
from themekit.workflows.telling import doubted

STATUS_COLUMNS = ("what", "count", "state")
Cells = tuple[str, int | None, str]


def study_status(path: Path) -> list[Cells]:
    """Tell what was read, suggested and checked, and which stages are out of date.

    Parameters
    ----------
    path : Path
        The study's folder.
    """
    with open_result(path) as context:
        with context.store.reading() as connection:
            stages = load_stages(connection)
            codings, looks = load_codings(connection), load_looks(connection)
        rows = [*_stages(context, stages), *_units(stages.get("matrix"))]
        looked = {look.segment_id for look in looks} | {one.segment_id for one in codings}
        rows.append(("segments that a person has looked at", len(looked), ""))
        coders = sorted({one.coder for one in codings} | {one.coder for one in looks})
        rows.append(("coders", len(coders), ", ".join(coders)))
        if doubts := doubted(study_doubts(context)):
            rows.append(("files that may have been read wrongly", doubts, "see themekit check"))
        rows += agreement_rows(context.codebook, _learned(stages))
        return rows


def code_status(path: Path) -> list[CodeCells]:
    """Tell of each code how suggestions fared with people, as in `CODE_COLUMNS`.

    Parameters
    ----------
    path : Path
        The study's folder.
    """
    with open_result(path) as context:
        with context.store.reading() as connection:
            stages = load_stages(connection)
        return list(code_rows(context.codebook, _learned(stages)))


def _learned(stages: dict[str, StageRow]) -> dict[str, Any]:
    """Return what the stage suggest told of its learning from people."""
    return stages["suggest"].details if "suggest" in stages else {}


def _stages(context: RunContext, stages: dict[str, StageRow]) -> Iterator[Cells]:
    """Yield a row for each stage: what it gave, and whether it still holds."""
    current = stage_is_current(context)
    for stage in STAGES:
        row = stages.get(stage.name)
        if row is None:
            yield f"stage {stage.name}", None, "not done yet"
        else:
            state = "up to date" if current[stage.name] else "out of date: run again"
            yield f"stage {stage.name}", row.count_out, state


def _units(matrix: StageRow | None) -> Iterator[Cells]:
    units = matrix.details.get("units", {}) if matrix else {}
    for name in ("read", "coded", "uncoded"):
        if name in units:
            yield f"units {name}", units[name], ""
    for reason, count in units.get("skipped", {}).items():
        yield "units skipped", count, reason
