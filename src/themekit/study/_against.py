"""Names that the study takes from its codebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit._yaml import did_you_mean, nearest
from themekit.errors import Problem
from themekit.study._watch import check_watched

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from themekit.study._findings import Finding
    from themekit.study._questions import QuestionAsked
    from themekit.study._records import Study


def check_against_codebook(
    study: Study, theme_names: Collection[str], code_names: Collection[str]
) -> tuple[Problem, ...]:
    """Find sections, outline items and codes of study.yaml that the codebook does not have.

    Parameters
    ----------
    study : Study
    theme_names : collection of str
    code_names : collection of str
        Every id, name and path by which a code may be named.
    """
    return (
        *_closed_sections(study, theme_names),
        *_closed_codes(study, code_names),
        *_outline_items(study, theme_names, code_names),
        *check_watched(study, code_names),
    )


def check_questions(
    study: Study, questions: Iterable[QuestionAsked], code_names: Collection[str]
) -> tuple[Problem, ...]:
    """Find prompted codes of questions.csv that the codebook does not have."""
    return tuple(
        Problem(study.questions or "", one.line, *_no_code(name, code_names))
        for one in questions
        for name in one.prompts_codes
        if name not in code_names
    )


def check_findings(
    study: Study, findings: Iterable[Finding], code_names: Collection[str]
) -> tuple[Problem, ...]:
    """Find codes of findings.yaml that the codebook does not have.

    What speaks against a finding may also be said in words, so there a warning comes only where
    a code's name looks mistyped.
    """
    file = study.findings or ""
    problems = []
    for finding in findings:
        problems += [
            Problem(file, finding.line, *_no_code(name, code_names))
            for name in finding.codes
            if name not in code_names
        ]
        for name in finding.against:
            if name not in code_names and nearest(name, code_names):
                said = _no_code(name, code_names)
                problems.append(Problem(file, finding.line, *said, severity="warning"))
    return tuple(problems)


def _no_code(name: str, code_names: Collection[str]) -> tuple[str, str]:
    close = nearest(name, sorted(code_names))
    return f"the codebook has no code '{name}'", f"did you mean '{close}'?" if close else ""


def _closed_sections(study: Study, theme_names: Collection[str]) -> Iterator[Problem]:
    for index, strand in enumerate(study.strands):
        for item in strand.closed:
            if item.section and item.section not in theme_names:
                loc = ("strands", index, "closed", item.column, "section")
                message = f"the codebook has no theme '{item.section}'"
                yield study.problem(loc, message, did_you_mean(item.section, theme_names))


def _closed_codes(study: Study, code_names: Collection[str]) -> Iterator[Problem]:
    for index, strand in enumerate(study.strands):
        for item in strand.closed:
            for at, name in enumerate(item.codes):
                if name not in code_names:
                    loc = ("strands", index, "closed", item.column, "codes", at)
                    yield study.problem(loc, *_no_code(name, code_names))


def _outline_items(
    study: Study, theme_names: Collection[str], code_names: Collection[str]
) -> Iterator[Problem]:
    for outline in study.outlines:
        for section in outline.sections:
            for index, item in enumerate(section.items):
                loc = ("outlines", outline.name, section.heading, index)
                if item.code and item.code not in code_names:
                    yield study.problem(loc, *_no_code(item.code, code_names))
                if item.theme and item.theme not in theme_names:
                    message = f"the codebook has no theme '{item.theme}'"
                    is_code = item.theme in code_names
                    hint = did_you_mean(item.theme, theme_names)
                    hint = f"for a code write 'code: {item.theme}'" if is_code else hint
                    yield study.problem(loc, message, hint)
