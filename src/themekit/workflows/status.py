"""``themekit status``: how far a study has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from themekit.decisions import CodedStudy, Standing
from themekit.store.stages import StageRow, load_stages
from themekit.workflows.context import RunContext
from themekit.workflows.doubts import study_doubts
from themekit.workflows.loading import load_coded
from themekit.workflows.phrases import doubted
from themekit.workflows.project import open_result
from themekit.workflows.run import STAGES, stage_is_current
from themekit.workflows.suggestions_worth import CodeCells, agreement_rows, code_rows

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
        rows = [*_stages(context, stages), *_units(stages.get("matrix"))]
        rows += people_rows(load_coded(context, suggested=False))
        if doubts := doubted(study_doubts(context)):
            rows.append(("files that may have been read wrongly", doubts, "see themekit check"))
        rows += agreement_rows(context.codebook, _learned(stages))
        return rows


def people_rows(coded: CodedStudy) -> Iterator[Cells]:
    """Yield what people have done, and what of it waits, lies nowhere or needs somebody."""
    decisions, names = coded.decisions, coded.coder_names
    latest, size = decisions.latest, max(len(coded.segments), 1)
    looked = {pair % size for pair in (*latest.words, *latest.settled)} | latest.looks.keys()
    yield "segments that a person has looked at", len(looked), ""
    deciding = sorted({one.coder for one in coded.events if one.coder})
    yield "coders", len(deciding), ", ".join(names.get(coder, coder) for coder in deciding)
    stood = [one for one in decisions.standings() if one.unsure or one.yes or one.settled]
    for what, number, state in (
        ("codes on segments that coders dispute", _in_state(stood, "disputed"), "to be settled"),
        ("settled and spoken of again", sum(one.reopened for one in stood), "to be looked at"),
        (
            "unsure, and nobody else has looked",
            sum(one.needs_reader for one in stood),
            "needs another reader",
        ),
        (
            "decisions that wait",
            len(decisions.waiting),
            "their coder decided there twice, unknowing: counted nowhere until they choose",
        ),
        ("decisions that lie on no present text", len(decisions.unplaced), "see themekit check"),
        ("decisions of unknown codes", len(decisions.unknown), "see themekit check"),
    ):
        if number:
            yield what, number, state


def _in_state(standings: Iterable[Standing], state: str) -> int:
    return sum(one.state == state for one in standings)


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
