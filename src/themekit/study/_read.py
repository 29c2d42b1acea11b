"""study.yaml -> Study, with every problem found on the way."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from themekit._yaml import Loc, YamlFile, did_you_mean, read_yaml, validate
from themekit.errors import InputError, Problem
from themekit.study._expected import expected_files, read_expected
from themekit.study._file import StudyFile
from themekit.study._outlines import read_outlines
from themekit.study._paths import file_complaint, posix, resolved
from themekit.study._periods import read_periods
from themekit.study._quantifiers import read_quantifiers
from themekit.study._records import Consent, Population, Strand, Study, Support
from themekit.study._sources import read_sources
from themekit.study._strands import read_strands
from themekit.study._watch import read_watch
from themekit.studyfile import find_study_file

if TYPE_CHECKING:
    from collections.abc import Iterator

_TABLES = ("cases", "questions", "findings", "recommendations")
_REQUIRED = {"title": "...", "codebook": "codebook.yaml", "strands": "[]"}
_ROUNDING = 0.02


def load_study(path: str | Path) -> Study:
    """Read a study.

    Parameters
    ----------
    path : str or Path
        The study folder, or its study.yaml.

    Raises
    ------
    InputError
        With every problem, its line and what would be right.
    """
    study, problems = read_study(path)
    errors = [problem for problem in problems if problem.severity == "error"]
    if study is None or errors:
        raise InputError(errors)
    return study


def read_study(path: str | Path) -> tuple[Study | None, tuple[Problem, ...]]:
    """Read a study and return all problems, warnings and notes too.

    Parameters
    ----------
    path : str or Path
        The study folder, or its study.yaml.

    Returns
    -------
    Study or None
        As far as it could be read, so that further checks can go on; with an error among the
        problems it is not to be run.
    tuple of Problem
        In the order of the file.
    """
    file, problem = find_study_file(Path(path))
    if problem:
        return None, (problem,)
    source, found = read_yaml(file, file.name)
    if source is None:
        return None, found
    read, problems = validate(StudyFile, source, source.data)
    problems = (*found, *problems, *_missing(source))
    if read is None:
        return None, problems
    study, found = _study(source, read, file.resolve().parent)
    problems = (*problems, *found, *_path_problems(source, read, study.root))
    problems = (*problems, *_store_problems(source, read.store), *_source_problems(study))
    problems = (*problems, *_population_problems(source, read))
    return study, tuple(sorted(problems, key=lambda problem: problem.line or 0))


def _study(source: YamlFile, read: StudyFile, root: Path) -> tuple[Study, tuple[Problem, ...]]:
    """Make the record."""
    strands, found = read_strands(source, read.strands)
    outlines, more = read_outlines(source, read.outlines)
    expected, unknown = read_expected(source, read.expected)
    quantifiers, wrong = read_quantifiers(source, read.quantifiers)
    periods, unclear = read_periods(source, read.periods)
    kept = tuple(strand for _, strand in strands)
    watch, unfit = read_watch(source, read.watch, kept)
    lines = _moved(source, [index for index, _ in strands])
    study = Study(
        root=root,
        title=read.title,
        codebook=resolved(root / posix(read.codebook or _REQUIRED["codebook"])),
        strands=kept,
        method=read.method,
        cases=posix(read.cases) or None,
        consent=Consent(**read.consent.model_dump(), told=frozenset(read.consent.model_fields_set)),
        questions=posix(read.questions) or None,
        population=tuple(
            Population(
                attribute=name,
                source=one.source,
                date=one.date,
                mismatch=one.mismatch,
                shares=tuple(one.shares.items()),
                stated=tuple(one.stated.items()),
            )
            for name, one in read.population.items()
        ),
        outlines=outlines,
        findings=posix(read.findings) or None,
        recommendations=posix(read.recommendations) or None,
        support=Support(**read.support.model_dump()) if read.support else None,
        expected=expected,
        quantifiers=quantifiers,
        periods=periods,
        watch=watch,
        store=read.store,
        lines=lines,
    )
    return study, (*found, *more, *unknown, *wrong, *unclear, *unfit)


def _moved(source: YamlFile, kept: list[int]) -> dict[Loc, int]:
    """Return the lines with strands counted as the record counts them (broken ones are not in)."""
    place = {old: new for new, old in enumerate(kept)}
    lines: dict[Loc, int] = {}
    for loc, line in source.lines.items():
        if len(loc) < 2 or loc[0] != "strands":  # noqa: PLR2004 - ("strands", position, ...)
            lines[loc] = line
        elif isinstance(loc[1], int) and loc[1] in place:
            lines["strands", place[loc[1]], *loc[2:]] = line
    return lines


def _missing(source: YamlFile) -> Iterator[Problem]:
    """Find the required keys that are not there."""
    if not isinstance(source.data, dict):
        return
    for key, example in _REQUIRED.items():
        if key not in source.data:
            yield source.problem((key,), f"'{key}' is missing", f"add '{key}: {example}'")
        elif isinstance(source.data[key], str) and not source.data[key].strip():
            yield source.problem((key,), f"'{key}' is empty")


def _path_problems(source: YamlFile, read: StudyFile, root: Path) -> Iterator[Problem]:
    """Find files that the study names and that are not there."""
    for key in (*_TABLES, "codebook"):
        text = getattr(read, key)
        complaint = file_complaint(root, text, outside=key == "codebook") if text else None
        if complaint:
            yield source.problem((key,), f"'{key}': {complaint[0]}", complaint[1])


def _store_problems(source: YamlFile, store: str) -> Iterator[Problem]:
    """Check the store; a password is never repeated."""
    try:
        parts = urlsplit(store)
        secret = parts.password or "password" in parse_qs(parts.query)
    except ValueError:
        parts, secret = None, None
    if secret:
        hint = "put the whole URL in THEMEKIT_STORE, or the password in pgpass"
        yield source.problem(("store",), "'store' holds a password", hint)
    elif store != "sqlite" and (not parts or not parts.scheme.startswith("postgres")):
        message = f"'store' should be 'sqlite' or a PostgreSQL URL, not '{store}'"
        yield source.problem(("store",), message, "such as postgresql://host/database")


def _source_problems(study: Study) -> Iterator[Problem]:
    """Find patterns that match nothing, files that two strands count, and expected ones of none."""
    owner: dict[Path, Strand] = {}
    for index, strand in enumerate(study.strands):
        paths, problems = read_sources(study, strand)
        yield from problems
        for path in paths:
            other = owner.setdefault(path, strand)
            if other is not strand:
                name = path.relative_to(study.root).as_posix()
                message = f"'{name}' is read by two strands, '{other.name}' and '{strand.name}'"
                hint = "what it says would count twice"
                yield study.problem(("strands", index, "sources"), message, hint, "warning")
    yield from expected_files(study, [path.relative_to(study.root).as_posix() for path in owner])


def _population_problems(source: YamlFile, read: StudyFile) -> Iterator[Problem]:
    for name, one in read.population.items():
        total = sum(one.shares.values())
        if total > 1 + _ROUNDING:
            message = f"the shares of '{name}' add to {total:.2f}"
            yield source.problem(("population", name, "shares"), message, "they add to 1 at most")
        for value in one.stated:
            if value not in one.shares:
                hint = did_you_mean(value, list(one.shares))
                message = f"'{value}' has no share in the population"
                yield source.problem(("population", name, "stated", value), message, hint)
