"""``themekit check``: what was understood of a study, and everything that is wrong with it."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from themekit.errors import InputError, Problem
from themekit.records import Document
from themekit.segmenting import likely_interviewers
from themekit.segmenting.splitting import words_in
from themekit.study import CaseIndex, Strand, Study, load_cases, read_sources
from themekit.workflows.patterns import idle_patterns
from themekit.workflows.project import Project, read_project
from themekit.workflows.read import ReadSource, open_source, read_file, repeated_ids

DOCUMENT_COLUMNS = (
    "document", "strand", "turns", "speakers", "interviewer", "words", "begins",
)  # fmt: skip
BEGINNING = 60
Cells = tuple[str | int | None, ...]


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of one transcript, or of one table of answers.

    Attributes
    ----------
    name, strand : str
    turns : int
        Turns of a transcript, answers that are not empty of a table.
    speakers : str
        Labels found, or how many respondents.
    interviewer : str
        Labels whose words are context and not coded.
    words : int
    begins : str
        First words, so that a person sees whether it is the right text.
    """

    name: str
    strand: str
    turns: int
    speakers: str
    interviewer: str
    words: int
    begins: str

    def cells(self) -> Cells:
        """Return the row to print."""
        return (
            self.name, self.strand, self.turns, self.speakers, self.interviewer, self.words,
            self.begins,
        )  # fmt: skip


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
    if project.codebook is not None:
        problems += idle_patterns(project.codebook, study, documents)
    order = {"error": 0, "warning": 1, "note": 2}
    unique = dict.fromkeys(problems)
    return CheckReport(
        tuple(itertools.chain.from_iterable(_understood(study, one) for one in sources)),
        tuple(sorted(unique, key=lambda problem: order[problem.severity])),
    )


def _read_all(study: Study) -> tuple[list[ReadSource], list[Problem]]:
    """Read every source of every strand; what is wrong with one hides nothing of the others."""
    found: list[ReadSource] = []
    problems: list[Problem] = []
    for strand in study.strands:
        paths, _ = read_sources(study, strand)  # study.yaml's own check tells its problems
        for path in paths:
            relative = path.relative_to(study.root).as_posix()
            try:
                found.append(read_file(open_source(strand, path, relative)))
            except InputError as error:
                problems += error.problems
            except OSError as error:
                problems.append(Problem(relative, None, f"it cannot be read: {error.strerror}"))
    return found, [*problems, *(problem for one in found for problem in one.row.problems)]


def _case_problems(project: Project, documents: Sequence[Document]) -> tuple[Problem, ...]:
    """Find rows of cases.csv that fit no document; only where the table itself is sound."""
    if project.study is None:
        return ()
    try:
        return CaseIndex.build(project.study, load_cases(project.study), documents).problems
    except InputError:
        return ()  # its problems stand in the list already


def _understood(study: Study, source: ReadSource) -> Iterable[Understood]:
    """Say what was understood of one source."""
    strand = study.strand(source.row.strand)
    if strand is None or not source.documents:
        return
    if strand.kind == "survey":
        yield _table(strand, source)
        return
    for document in source.documents:
        labels = list(dict.fromkeys(turn.speaker for turn in document.turns if turn.speaker))
        asking = strand.interviewer or likely_interviewers(labels)
        yield Understood(
            document.id,
            strand.name,
            len(document.turns),
            ", ".join(labels),
            ", ".join(label for label in labels if label in asking),
            words_in(document.text),
            " ".join(document.text.split())[:BEGINNING],
        )


def _table(strand: Strand, source: ReadSource) -> Understood:
    answers = [
        turn
        for one in source.documents
        for turn in one.turns
        if turn.item and turn.end > turn.start
    ]
    texts = [document.text for document in source.documents]
    first = next((" ".join(text.split()) for text in texts if text.strip()), "")
    return Understood(
        source.row.path,
        strand.name,
        len(answers),
        f"{len(source.documents)} respondents",
        "",
        sum(words_in(text) for text in texts),
        first[:BEGINNING],
    )
