"""``themekit check``: what was understood of a study, and everything that is wrong with it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from themekit.errors import InputError, Problem
from themekit.records import Document
from themekit.study import CaseIndex, Study, load_cases, read_sources
from themekit.workflows.asking import unasked, voices_of
from themekit.workflows.languages import language_problems
from themekit.workflows.patterns import idle_patterns
from themekit.workflows.project import Project, read_project
from themekit.workflows.read import ReadSource, read_file, repeated_ids, try_source
from themekit.workflows.understanding import DOCUMENT_COLUMNS, Understood, understood

__all__ = ["DOCUMENT_COLUMNS", "CheckReport", "check_study"]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """Everything that `check` found.

    Attributes
    ----------
    documents : tuple of Understood
    problems : tuple of Problem
        Errors first, then warnings and notes; each in the order of the study.
    """

    documents: tuple[Understood, ...]
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """Number of problems that stop a run."""
        return sum(problem.severity == "error" for problem in self.problems)

    def summary(self) -> str:
        """Say it in one line."""
        warnings = sum(problem.severity == "warning" for problem in self.problems)
        if not self.errors and not warnings:
            return f"{len(self.documents)} sources understood; nothing is wrong."
        return (
            f"{len(self.documents)} sources understood; {self.errors} errors, {warnings} warnings."
        )


def check_study(path: Path) -> CheckReport:
    """Read everything a study names, and change nothing.

    Parameters
    ----------
    path : Path
        The study's folder.
    """
    project = read_project(path)
    if project.study is None:
        return CheckReport((), project.problems)
    study = project.study
    sources, problems = _read_all(study)
    documents = [document for source in sources for document in source.documents]
    problems = [*project.problems, *problems, *repeated_ids(sources, {})]
    problems += _case_problems(project, documents)
    shown = tuple(itertools.chain.from_iterable(understood(study, one) for one in sources))
    problems += [*language_problems(shown), *unasked(study, map(voices_of, documents))]
    # While a part of the study cannot be read, what its patterns match cannot be said.
    if project.codebook is not None and not any(one.severity == "error" for one in problems):
        problems += idle_patterns(project.codebook, study, documents)
    order = {"error": 0, "warning": 1, "note": 2}
    unique = dict.fromkeys(problems)
    return CheckReport(shown, tuple(sorted(unique, key=lambda one: order[one.severity])))


def _read_all(study: Study) -> tuple[list[ReadSource], list[Problem]]:
    """Read every source of every strand; what is wrong with one hides nothing of the others."""
    found: list[ReadSource] = []
    for strand in study.strands:
        paths, _ = read_sources(study, strand)  # study.yaml's own check tells its problems
        for path in paths:
            relative = path.relative_to(study.root).as_posix()
            file = try_source(strand, path, relative)
            found.append(file if isinstance(file, ReadSource) else read_file(file))
    return found, [problem for one in found for problem in one.row.problems]


def _case_problems(project: Project, documents: Sequence[Document]) -> tuple[Problem, ...]:
    """Find rows of cases.csv that fit no document; only where the table itself is sound."""
    if project.study is None:
        return ()
    try:
        return CaseIndex.build(project.study, load_cases(project.study), documents).problems
    except InputError:
        return ()  # its problems stand in the list already
