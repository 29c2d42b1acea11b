"""``themekit run``: which stages are out of date, in which order they are done, what is kept."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from shlex import quote
from typing import Any

import themekit
from themekit.doubts import misread
from themekit.engine import Engine
from themekit.errors import Problem, UsageError
from themekit.report.by_person import QUOTED_FILES
from themekit.spans import parts_hash
from themekit.store import writer_lock
from themekit.store.coders import load_coders
from themekit.store.documents import forget_documents, load_sources
from themekit.store.effort import load_measured
from themekit.store.events import state_at
from themekit.store.files import all_as_written
from themekit.store.place import place_problems
from themekit.store.scores import scores_are_there
from themekit.store.stages import StageRow, begin_stage, forget_stages, load_stages, save_stage
from themekit.study import unusable_sources
from themekit.workflows import read, segment, suggest, suggestion_basis, topics
from themekit.workflows.anchoring import follow_sources
from themekit.workflows.context import (
    Models,
    Outcome,
    Progress,
    RunContext,
    RunOptions,
    silent,
    wants_public,
)
from themekit.workflows.counting import Result, count
from themekit.workflows.doubts import keep_doubts, study_doubts
from themekit.workflows.former import keep_former
from themekit.workflows.outside import refuse_unread
from themekit.workflows.phrases import doubted
from themekit.workflows.project import RECORD, load_root, open_context
from themekit.workflows.receipts import complete
from themekit.workflows.runfile import RUN_FILE, write_run_file
from themekit.workflows.tables import write_tables

Keys = dict[str, str]
REPORTING_VERSION = "14"


class Session:
    """One run of a study, up to one event: what the last two stages share is counted once.

    While a run works people may go on deciding: what they decide from now on is of the next run.
    """

    def __init__(self, context: RunContext) -> None:
        self.context = context

    @cached_property
    def result(self) -> Result:
        """Everything counted, once the stages before have been done."""
        return count(self.context, self.context.through)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the run.

    Attributes
    ----------
    name : str
    key : callable
        Says what the stage would be made from now, given the keys of the stages before it.
    work : callable
    """

    name: str
    key: Callable[[RunContext, Keys], str]
    work: Callable[[Session], Outcome]


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What a run did, for whoever started it.

    Attributes
    ----------
    outputs : Path
    done : tuple of str
        Stages that had something to do.
    problems : tuple of Problem
        Warnings, and the sources that a run which keeps going left out.
    units : dict
        As in run.json; empty where one stage was done alone.
    no_topics : str
        Why there are no topics, or an empty text.
    quoted : tuple of str
        What is to be said of quotations that leave: whose words are left out, and where whoever is
        quoted is told of; empty where nothing leaves.
    alone : StageRow or None
        What the one stage came to that was asked for; outputs are not brought up to date then.
    advice : str
        What to do so that suggestions become estimates; empty where nothing is to be done.
    """

    outputs: Path
    done: tuple[str, ...]
    problems: tuple[Problem, ...] = ()
    units: dict[str, Any] = field(default_factory=dict)
    no_topics: str = ""
    quoted: tuple[str, ...] = ()
    alone: StageRow | None = None
    advice: str = ""

    def as_text(self) -> str:
        """Say it in a few lines."""
        lines = []
        if self.units:
            skipped = self.units["skipped"]
            reasons = ", ".join(f"{number} {reason}" for reason, number in skipped.items())
            lines.append(
                f"{self.units['read']} passages read: {self.units['coded']} with a code, suggested "
                f"or decided, {self.units['uncoded']} without, {sum(skipped.values())} skipped"
                + (f" ({reasons})." if reasons else ".")
            )
        if self.no_topics:
            lines.append(f"No topics: {self.no_topics}.")
        lines.append(f"Done: {', '.join(self.done)}." if self.done else "Nothing has changed.")
        if self.alone is None:
            lines.append(f"Outputs: {self.outputs}")
        else:
            lines.append(_told_alone(self.alone, self.outputs))
        if self.advice:
            lines.append(self.advice.replace("STUDY", quote(str(self.outputs.parent))))
        # Last stands what would make everything else untrue.
        if doubts := doubted(self.problems):
            lines.append(f"{misread(doubts)}: see 'themekit check {self.outputs.parent}'.")
        lines += self.quoted
        return "\n".join(lines)


_GIVES = {
    "read": "sources gave {} documents",
    "segment": "documents gave {} segments",
    "suggest": "segments gave {} suggestions",
    "topics": "segments gave {} topics",
}
"""What the stages before the outputs count."""


def _told_alone(row: StageRow, outputs: Path) -> str:
    """Say what a stage came to and where that is."""
    if row.name not in _GIVES:
        return f"Outputs: {outputs}"
    gave = _GIVES[row.name].format(f"{row.count_out:,}")
    kept = outputs.parent / ".themekit"
    return (
        f"{row.count_in:,} {gave}, kept in {kept}; nothing was written to {outputs.name}: run "
        "without --only for that."
    )


def run_study(
    path: Path,
    options: RunOptions | None = None,
    progress: Progress = silent,
    models: Models | None = None,
    engine: Engine | None = None,
) -> RunSummary:
    """Bring a study's outputs up to date.

    Parameters
    ----------
    path : Path
        The study's folder.
    options : RunOptions, optional
    progress : callable, optional
    models : Models, optional
        In the place of those that `options` name.
    engine : Engine, optional
        Where the work is done; it decides nothing about the result.

    Raises
    ------
    InputError
        With everything that is wrong with the study, the codebook or a source.
    BusyError
        If another run writes this study.
    UsageError
        If one stage alone is asked for before those that it stands on were done.
    """
    root = load_root(path, keep_going=bool(options and options.keep_going))
    with writer_lock(root):
        return run_held(path, options, progress, models, engine)


def run_held(
    path: Path,
    options: RunOptions | None = None,
    progress: Progress = silent,
    models: Models | None = None,
    engine: Engine | None = None,
) -> RunSummary:
    """Do as `run_study` does, for whoever holds the study's lock."""
    with open_context(path, options, progress, models, engine) as context:
        return _run(context)


def _report(session: Session) -> Outcome:
    # Charts and templates are only loaded where a report is really written.
    from themekit.workflows.report import write_reports

    return write_reports(session.context, session.result)


def _matrix_key(context: RunContext, keys: Keys) -> str:
    """Hash all that is counted: what the stages gave, what people said, and the settings."""
    study = context.study
    tables = [study.root / name for name in (study.cases, study.questions) if name]
    files = [study.root / "study.yaml", study.codebook, *tables]
    with context.store.reading() as connection:
        people = state_at(connection, context.decided_through())
        minutes = [str(one) for one in load_measured(connection)]
    return parts_hash(
        themekit.__version__,
        REPORTING_VERSION,
        people,
        *minutes,
        *keys.values(),
        *(path.read_bytes().hex() for path in files),
    )


def _report_key(context: RunContext, keys: Keys) -> str:
    """Hash what is shown: what was counted, for whom, and how many files are doubted."""
    doubts = doubted(study_doubts(context))
    shown = (str(wants_public(context)), str(context.options.seed))
    with context.store.reading() as connection:
        stated = [
            repr(one)
            for one in load_coders(connection)
            if one.credit or one.standpoint or one.training
        ]
    return parts_hash(keys["matrix"], *shown, *stated, *([str(doubts)] if doubts else []))


STAGES = (
    Stage("read", lambda c, _: read.wanted_key(c), lambda s: read.read(s.context)),
    Stage(
        "segment",
        lambda c, keys: segment.wanted_key(c, keys["read"]),
        lambda s: segment.segment(s.context),
    ),
    Stage(
        "suggest",
        lambda c, keys: suggestion_basis.wanted_key(c, keys["segment"]),
        lambda s: suggest.suggest(s.context),
    ),
    Stage(
        "topics",
        lambda c, keys: topics.wanted_key(c, keys["segment"]),
        lambda s: topics.topics(s.context),
    ),
    Stage("matrix", _matrix_key, lambda s: write_tables(s.context, s.result)),
    Stage(
        "report",
        _report_key,
        _report,
    ),
)
"""The visible list of all stages, in order."""


def _run(context: RunContext) -> RunSummary:
    options = context.options
    if options.start:
        _start_anew(context, options.start)
    keep_former(context)
    session, keys, done = Session(context), Keys(), []
    for stage in STAGES:
        if stage.name == "suggest":
            context = _as_decided(context)
            session = Session(context)
        row = _stages(context).get(stage.name)
        key = stage.key(context, keys)
        if options.only and stage.name != options.only:
            _check_order(stage, row, key, options.only)
            keys[stage.name] = key
            continue
        if row is None or row.key != key or not _in_place(context, row):
            row = _do(session, stage, key)
            done.append(stage.name)
        keys[stage.name] = row.key
        if stage.name == "read":
            keep_doubts(context)
        if options.only:
            break
    _finish(context, anything_done=bool(done))
    return _summary(context, tuple(done))


def _as_decided(context: RunContext) -> RunContext:
    """Return the context up to the last decision, once what was read and cut is known.

    Raises
    ------
    UsageError
        If what is to leave has not been read for identifying details: before it takes minutes.
    """
    follow_sources(context)
    if context.options.public:
        refuse_unread(context)
    return replace(context, through=context.decided_through())


def _finish(context: RunContext, *, anything_done: bool) -> None:
    """Write run.json, and into receipts of withdrawals which numbers have changed."""
    if context.options.only in ("", "matrix", "report"):
        _write_record(context, anything_done=anything_done)
    if not context.options.only:
        complete(context.store, context.outputs)


def stage_is_current(context: RunContext) -> dict[str, bool]:
    """Tell of each stage whether a run would leave it as it is.

    Where documents or segments are out of date, all that stands on them is: what it would be made
    from is not to be found out before a run.
    """
    context = replace(context, through=context.decided_through())
    keys, current, rows = Keys(), dict[str, bool](), _stages(context)
    for stage in STAGES:
        if not current.get("segment", True):
            current[stage.name] = False
            continue
        row = rows.get(stage.name)
        wanted = stage.key(context, keys)
        current[stage.name] = row is not None and row.key == wanted and _in_place(context, row)
        keys[stage.name] = wanted
    return current


def _check_order(stage: Stage, row: StageRow | None, key: str, only: str) -> None:
    """Refuse to do a stage alone on top of one that is missing or out of date."""
    if row is None or row.key != key:
        state = "has not been done yet" if row is None else "is out of date"
        raise UsageError(
            f"The stage '{only}' stands on '{stage.name}', which {state}: run without --only."
        )


def _after(name: str) -> list[str]:
    names = [stage.name for stage in STAGES]
    return names[names.index(name) + 1 :]


def _do(session: Session, stage: Stage, key: str) -> StageRow:
    """Do one stage and mark it as done; until then it counts as not done."""
    with session.context.store.writing() as connection:
        begin_stage(connection, stage.name)
    started = time.perf_counter()
    outcome = stage.work(session)
    row = StageRow(
        stage.name,
        outcome.key or key,
        time.perf_counter() - started,
        outcome.count_in,
        outcome.count_out,
        outcome.details,
    )
    with session.context.store.writing() as connection:
        save_stage(connection, row)
    return row


def _start_anew(context: RunContext, name: str) -> None:
    """Forget what a stage and all after it made; people's decisions are no stage's."""
    later = [name, *_after(name)]
    with context.store.writing() as connection:
        forget_stages(connection, later)
    forget_documents(context.store, later)


def _stages(context: RunContext) -> dict[str, StageRow]:
    with context.store.reading() as connection:
        return load_stages(connection)


def _in_place(context: RunContext, row: StageRow) -> bool:
    """Tell whether every file of a stage is still as it was written; of scores, whether one is."""
    outputs, scores = row.details.get("outputs"), row.details.get("scores")
    if scores and not scores_are_there(context.store.folder, scores):
        return False
    return outputs is None or all_as_written(context.outputs, outputs)


def _write_record(context: RunContext, *, anything_done: bool) -> None:
    """Write run.json last, unless the one that is there still holds."""
    stages = _stages(context)
    row = stages.get(RECORD)
    if "matrix" not in stages:
        return
    if not anything_done and row is not None and _in_place(context, row):
        return
    hashes = write_run_file(context, stages)
    options = {**asdict(context.options), "only": "", "start": ""}
    details = {"outputs": hashes, "options": options}
    with context.store.writing() as connection:
        save_stage(connection, StageRow(RECORD, hashes[RUN_FILE], 0, 0, 1, details))


def _quoted(context: RunContext, stages: dict[str, StageRow]) -> tuple[str, ...]:
    """Say whose words leave with the outputs for outsiders, and where to see it."""
    details = stages["report"].details if "report" in stages else {}
    if "quoted" not in details:
        return ()
    page = context.outputs / QUOTED_FILES[1]
    where = f" Read each person's words together, for there they become known: {page}"
    return (*details["left_out"], details["quoted"] + (where if details["people"] else ""))


def _summary(context: RunContext, done: tuple[str, ...]) -> RunSummary:
    with context.store.reading() as connection:
        sources = load_sources(connection)
        stages = load_stages(connection)
    problems = (
        *(
            problem
            for source in sources.values()
            for problem in source.problems
            if problem.severity != "note" and not problem.doubt
        ),
        *study_doubts(context),
        *(one for one in place_problems(context.study.root) if one.severity == "warning"),
    )
    if context.options.keep_going:
        problems = (*unusable_sources(context.study), *problems)
    if not context.codebook.codes and context.study.method != "reflexive":
        message = "the codebook holds no code yet, so none was suggested"
        hint = "write codes into it, or take topics over with 'themekit adopt'"
        problems = (*problems, Problem(context.study.codebook.name, None, message, hint, "warning"))
    only = context.options.only
    counted = "matrix" in stages and only in ("", "matrix", "report")
    reason = stages["topics"].details.get("reason", "") if "topics" in stages else ""
    return RunSummary(
        context.outputs,
        done,
        problems,
        units=stages["matrix"].details.get("units", {}) if counted else {},
        no_topics=reason if only in ("", "topics") else "",
        quoted=_quoted(context, stages) if only in ("", "report") else (),
        alone=stages.get(only),
        advice=stages["report"].details.get("advice", "")
        if "report" in stages and not only
        else "",
    )
