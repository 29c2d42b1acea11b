"""questions.csv: which questions were asked of whom, and which codes they prompt."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit._yaml import as_flag, did_you_mean
from themekit.errors import Problem, refuse_errors
from themekit.study._tables import Row, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.study._records import Study

COLUMNS = ("strand", "document", "question", "asked", "prompts_codes")
_BETWEEN = re.compile(r"\s*[|;]\s*")


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """One row of questions.csv: 'not asked' is not 'not said'.

    Attributes
    ----------
    line : int
    strand, document : str
        The strand's name, and the document's name or id; one of them may be empty.
    question : str
    asked : bool
    prompts_codes : tuple of str
        Ids, names or paths of the codes that the question prompts, written with ``|`` or ``;``
        between them.
    """

    line: int
    strand: str
    document: str
    question: str
    asked: bool
    prompts_codes: tuple[str, ...] = ()


def load_questions(study: Study) -> tuple[QuestionAsked, ...]:
    """Read the study's questions.csv; empty where it has none.

    Parameters
    ----------
    study : Study

    Raises
    ------
    InputError
        With every problem and its line.
    """
    questions, problems = read_questions(study)
    refuse_errors(problems)
    return questions


def read_questions(study: Study) -> tuple[tuple[QuestionAsked, ...], tuple[Problem, ...]]:
    """Read the study's questions.csv and return all problems, warnings too."""
    if study.questions is None:
        return (), ()
    table, found = read_table(study.root / study.questions, study.questions, COLUMNS)
    if table is None:
        return (), found
    problems = list(found)
    if "question" not in table.columns:
        message = "the table has no column 'question'"
        hint = did_you_mean("question", table.columns)
        return (), (*problems, Problem(study.questions, 1, message, hint))
    always = "asked" not in table.columns
    questions = []
    for row in table.rows:
        problems += [
            Problem(study.questions, row.line, *complaint)
            for complaint in _complaints(study, row, always=always)
        ]
        questions.append(_question(study, row, always=always))
    return tuple(questions), tuple(problems)


def _question(study: Study, row: Row, *, always: bool) -> QuestionAsked:
    strand = study.strand(row.get("strand"))
    return QuestionAsked(
        line=row.line,
        strand=strand.name if strand else "",
        document=row.get("document"),
        question=row.get("question"),
        asked=always or bool(as_flag(row.get("asked"))),
        prompts_codes=tuple(code for code in _BETWEEN.split(row.get("prompts_codes")) if code),
    )


def _complaints(study: Study, row: Row, *, always: bool) -> Iterator[tuple[str, str]]:
    """Say what is wrong with the cells of one row."""
    if not row.get("question"):
        yield "the row has no question", "fill 'question'"
    if not row.get("strand") and not row.get("document"):
        yield "the row names neither a strand nor a document", "fill one of them"
    name = row.get("strand")
    if name and study.strand(name) is None:
        yield f"there is no strand '{name}'", did_you_mean(name, [s.name for s in study.strands])
    if not always and as_flag(row.get("asked")) is None:
        yield f"'asked' should be yes or no, not '{row.get('asked')}'", ""
