"""Opening a study: its settings, its codebook and its store, checked against each other."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from themekit.codebook import Codebook, read_codebook
from themekit.engine import Engine, LocalEngine
from themekit.errors import BusyError, InputError, Problem
from themekit.files import seen_from
from themekit.names import typed
from themekit.store import Store, open_store
from themekit.store.documents import any_uncut, imported_strands
from themekit.store.stages import load_stages, stage_key
from themekit.study import (
    STUDY_FILE,
    Study,
    check_against_codebook,
    check_findings,
    check_questions,
    read_cases,
    read_findings,
    read_questions,
    read_recommendations,
    read_study,
    unusable_sources,
    with_strands,
)
from themekit.workflows.context import Models, Progress, RunContext, RunOptions, models_for, silent
from themekit.workflows.finishing import finish

if TYPE_CHECKING:
    from sqlalchemy import Connection

STORE_VARIABLE = "THEMEKIT_STORE"
RECORD = "record"
"""The row beside the stages that stands for run.json."""


@dataclass(frozen=True, slots=True)
class Project:
    """What a study's own files say, as far as they can be read.

    Attributes
    ----------
    study : Study or None
    codebook : Codebook or None
    problems : tuple of Problem
        All that is wrong with study.yaml, the codebook and the tables beside them.
    """

    study: Study | None
    codebook: Codebook | None
    problems: tuple[Problem, ...]


def read_project(path: Path) -> Project:
    """Read a study's own files (not its sources) and check them against each other."""
    study, problems = read_study(path)
    if study is None:
        return Project(None, None, problems)
    found = list(problems)
    codebook, more = _codebook(study)
    found += more
    questions, more = read_questions(study)
    found += more
    found += read_cases(study)[1]
    findings, more = read_findings(study)
    found += [*more, *read_recommendations(study, findings)[1]]
    if codebook is not None:
        found += check_against_codebook(study, codebook.theme_names, codebook.code_names)
        found += check_questions(study, questions, codebook.code_names)
        found += check_findings(study, findings, codebook.code_names)
    # A table that is not there: study.yaml's own check has said so, with the line that names it.
    told = [one.message for one in problems]
    found = [
        one
        for one in found
        if one in problems or not any(message.endswith(one.message) for message in told)
    ]
    return Project(study, codebook, tuple(found))


def _codebook(study: Study) -> tuple[Codebook | None, tuple[Problem, ...]]:
    """Read the codebook, its problems named as seen from the study's folder."""
    if not study.codebook.is_file():
        return None, ()  # study.yaml's own check says so
    codebook, problems = read_codebook(study.codebook)
    shown = seen_from(study.root, study.codebook)
    return codebook, tuple(
        Problem(shown, one.line, one.message, one.hint, one.severity) for one in problems
    )


def load_root(path: Path, *, keep_going: bool = False) -> Path:
    """Return a study's folder, once its study.yaml has been found sound.

    Raises
    ------
    InputError
        With every problem that is an error.
    """
    study, problems = read_study(path)
    errors = _errors(study, problems, keep_going=keep_going)
    if errors or study is None:
        raise InputError(errors or problems)
    return study.root


def load_project(path: Path, *, keep_going: bool = False) -> tuple[Study, Codebook]:
    """Read a study's own files.

    Parameters
    ----------
    path : Path
    keep_going : bool
        Forgive sources that cannot be read at all, such as links out of the study.

    Raises
    ------
    InputError
        With every problem that is an error.
    """
    project = read_project(path)
    errors = _errors(project.study, project.problems, keep_going=keep_going)
    if errors or project.study is None or project.codebook is None:
        raise InputError(errors or project.problems)
    return project.study, project.codebook


def _errors(study: Study | None, problems: Iterable[Problem], *, keep_going: bool) -> list[Problem]:
    """Return the problems that stop a run."""
    forgiven = set(unusable_sources(study)) if keep_going and study else set()
    return [one for one in problems if one.severity == "error" and one not in forgiven]


Own = tuple[Study, Codebook]
"""A study's own files, read."""


@contextmanager
def open_context(
    path: Path,
    options: RunOptions | None = None,
    progress: Progress = silent,
    models: Models | None = None,
    engine: Engine | None = None,
    own: Own | None = None,
) -> Iterator[RunContext]:
    """Open a study with its store for the time of a ``with`` block; `own` saves reading it anew.

    A withdrawal that a kill cut short is finished before anything else.
    """
    options = options or RunOptions()
    study, codebook = own or load_project(path, keep_going=options.keep_going)
    models = models or models_for(options)
    store = open_store(study.root, os.environ.get(STORE_VARIABLE) or study.store)
    try:
        if finish(store, study.root):  # an example of theirs may have left the codebook
            study, codebook = load_project(path, keep_going=options.keep_going)
        with store.reading() as connection:
            study = with_strands(study, imported_strands(connection))
        yield RunContext(study, codebook, store, models, options, progress, engine or LocalEngine())
    finally:
        store.close()


@contextmanager
def open_result(path: Path, own: Own | None = None) -> Iterator[RunContext]:
    """Open a study that has been run, for questions about it.

    Parameters
    ----------
    path : Path
    own : Study and Codebook, optional
        What its own files say, where they have been read already.

    Raises
    ------
    InputError
        If it has not been run yet.
    """
    own = own or load_project(path)
    if not (own[0].root / ".themekit" / "themekit.db").exists():
        raise _not_run(path)
    with open_context(path, own=own) as context:
        require_run(path, context.store)
        options = last_options(context)
        yield replace(context, options=options, models=models_for(options))


def require_run(path: Path, store: Store) -> None:
    """Raise where a study has a store, as people may have been taken in, but was never run.

    Raises
    ------
    InputError
    """
    with store.reading() as connection:
        if not load_stages(connection):
            raise _not_run(path)


def require_whole(connection: Connection) -> tuple[str, str]:
    """Return what a study was read and cut from, and raise while that is not done to its end.

    Texts and segments are saved in steps: in the midst of them some are missing, of which nobody
    may be told that the study does not have them.

    Raises
    ------
    BusyError
    """
    read, cut = stage_key(connection, "read"), stage_key(connection, "segment")
    if not read or not cut or any_uncut(connection):
        raise BusyError(
            "The study's files are being read just now, or a run that read them was stopped: wait "
            "for it, or run 'themekit run', and try again."
        )
    return read, cut


def _not_run(path: Path) -> InputError:
    hint = f"run 'themekit run {typed(str(path))}' first"
    return InputError.one(str(path), None, "this study has not been run yet", hint)


def last_options(context: RunContext) -> RunOptions:
    """Return the options of the last run, so that questions use its models and its seed."""
    with context.store.reading() as connection:
        row = load_stages(connection).get(RECORD)
    return RunOptions(**row.details.get("options", {})) if row else RunOptions()


def stamp(own: Own) -> tuple[object, ...]:
    """Return what tells whether one of a study's own files has changed since it was read."""
    study = own[0]
    tables = (study.cases, study.questions, study.findings, study.recommendations)
    files = (study.root / STUDY_FILE, study.codebook, *(study.root / one for one in tables if one))
    found: list[object] = []
    for file in files:
        try:
            seen = file.stat()
        except OSError:
            found.append(None)
        else:
            found.append((seen.st_ino, seen.st_size, seen.st_mtime_ns))
    return tuple(found)
