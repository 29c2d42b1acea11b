"""``themekit status``: how far a study has come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from themekit.decisions import effort_rows
from themekit.store.stages import StageRow, load_stages
from themekit.workflows.context import RunContext
from themekit.workflows.doubts import study_doubts
from themekit.workflows.hours import hours_said
from themekit.workflows.learned import brought
from themekit.workflows.loading import load_coded
from themekit.workflows.outstanding import people_rows
from themekit.workflows.phrases import doubted
from themekit.workflows.project import open_result
from themekit.workflows.run import STAGES, stage_is_current
from themekit.workflows.safety import Concern, acknowledge, concerns, day_of, opened_list
from themekit.workflows.stopping import stopping_rows
from themekit.workflows.suggestions_worth import CodeCells, agreement_rows, code_rows
from themekit.workflows.teaching_process import teaching_failure
from themekit.workflows.withdrawn import count_withdrawals

STATUS_COLUMNS = ("what", "count", "state")
CONCERN_COLUMNS = ("number", "state", "from", "about", "day", "passage", "words")
SEE_CONCERNS = "see 'themekit status STUDY --concerns'"
ABOUT = {"me": "themself", "speaker": "the person speaking"}
Cells = tuple[str, int | None, str]


def study_status(path: Path) -> list[Cells]:
    """Tell who may need help, what waits for people, what was learned, and what is out of date.

    Parameters
    ----------
    path : Path
        The study's folder.
    """
    with open_result(path) as context:
        with context.store.reading() as connection:
            stages = load_stages(connection)
        found = concerns(context)
        rows = list(_open(found))
        if doubts := doubted(study_doubts(context)):
            rows.append(("files that may have been read wrongly", doubts, "see themekit check"))
        coded = load_coded(context, suggested=False)
        rows += people_rows(coded)
        if effort := effort_rows(coded):
            rows.append(("hours so far", None, hours_said(effort)))
        rows += stopping_rows(context)
        if taken := sum(not one.is_open for one in found):
            rows.append(("concerns that somebody acknowledged", taken, SEE_CONCERNS))
        if withdrawals := count_withdrawals(context):
            rows.append(("withdrawals", withdrawals, "see outputs/withdrawals"))
        rows += _learning(context, stages)
        return [*rows, *_units(stages.get("matrix")), *_stages(context, stages)]


def concern_rows(path: Path, opened_by: str = "") -> list[tuple[str | int, ...]]:
    """Tell every concern with its words, the open ones first, as in `CONCERN_COLUMNS`.

    Parameters
    ----------
    path : Path
        The study's folder.
    opened_by : str
        Who opens the list; that is taken down where somebody is named.
    """
    with open_result(path) as context:
        found = concerns(context)
        if opened_by.strip():
            opened_list(context, opened_by)
    return [
        (
            one.number,
            "open" if one.is_open else _taken(one),
            one.coder,
            ABOUT[one.about],
            day_of(one.time),
            f"{one.document} {one.start}-{one.end}",
            one.words,
        )
        for one in found
    ]


def acknowledge_concern(path: Path, number: int, by: str) -> str:
    """Take down that a named person took a concern on; return a sentence that says so.

    Raises
    ------
    UsageError
        If nobody is named, or there is no such concern that is open.
    """
    with open_result(path) as context:
        acknowledge(context, number, by)
        left = sum(one.is_open for one in concerns(context))
    return f"Concern {number} is acknowledged by {by.strip()}; {left} left open."


def _open(found: Iterable[Concern]) -> Iterator[Cells]:
    """Yield a row for each concern that nobody has acknowledged: without its words."""
    for one in found:
        if one.is_open:
            who = f"{one.coder} told it about {ABOUT[one.about]} on {day_of(one.time)}"
            yield f"CONCERN {one.number}", None, f"{who}; nobody acknowledged it: {SEE_CONCERNS}"


def _taken(one: Concern) -> str:
    return f"acknowledged by {one.acknowledged_by} on {day_of(one.acknowledged)}"


def _learning(context: RunContext, stages: dict[str, StageRow]) -> Iterator[Cells]:
    """Yield what suggestions are worth, what teaching them brought, and why it stopped."""
    if reason := teaching_failure(stages):
        yield "suggestions are not brought up to date", None, reason
    details = _learned(stages)
    if not details.get("checked"):
        return
    yield brought(details)
    yield from agreement_rows(context.codebook, details)


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
