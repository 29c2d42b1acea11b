"""findings.yaml and recommendations.yaml: what the study claims, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from pydantic import Field

from themekit._yaml import (
    Loc,
    Name,
    Names,
    Strict,
    Text,
    YamlFile,
    did_you_mean,
    read_yaml,
    validate,
)
from themekit.errors import InputError, Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from themekit.study._records import Study

Link = Literal["direct", "inferred", "none"]
FileModel = TypeVar("FileModel", bound="Numbered")
Record = TypeVar("Record")


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim in the study's words, with what it rests on.

    Attributes
    ----------
    line : int or None
    id, section, statement : str
    codes, against : tuple of str
        Codes that it rests on, and codes that speak against it.
    segments : tuple of str
        Ids of segments that it rests on.
    support : tuple of (strand, judgement)
        How far each strand carries it, as a person judged.
    author, status : str
    """

    line: int | None
    id: str
    statement: str
    section: str = ""
    codes: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    support: tuple[tuple[str, str], ...] = ()
    author: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """What should be done, by whom, and the findings it rests on.

    Attributes
    ----------
    line : int or None
    id, text, addressee : str
    rests_on : tuple of str
        Ids of findings.
    link : {'direct', 'inferred', 'none'}
    """

    line: int | None
    id: str
    text: str
    addressee: str = ""
    rests_on: tuple[str, ...] = ()
    link: Link = "direct"


class Numbered(Strict):
    id: Name


class FindingFile(Numbered):
    statement: Name
    section: Text = ""
    codes: Names = ()
    against: Names = ()
    segments: Names = ()
    support: dict[str, Text] = Field(default_factory=dict)
    author: Text = ""
    status: Text = ""


class RecommendationFile(Numbered):
    text: Name
    addressee: Text = ""
    rests_on: Names = ()
    link: Link = "direct"


def load_findings(study: Study) -> tuple[Finding, ...]:
    """Read the study's findings; empty where it has none. Raises InputError with every problem."""
    findings, problems = read_findings(study)
    if problems:
        raise InputError(problems)
    return findings


def load_recommendations(study: Study, findings: Sequence[Finding]) -> tuple[Recommendation, ...]:
    """Read the study's recommendations, likewise; `findings` are those they may rest on."""
    recommendations, problems = read_recommendations(study, findings)
    if problems:
        raise InputError(problems)
    return recommendations


def read_findings(study: Study) -> tuple[tuple[Finding, ...], tuple[Problem, ...]]:
    """Read the study's findings and return all problems."""

    def checked(source: YamlFile, loc: Loc, read: FindingFile) -> Iterator[Problem]:
        known = [strand.name for strand in study.strands]
        for name in read.support:
            if study.strand(name) is None:
                message = f"there is no strand '{name}'"
                yield source.problem((*loc, "support", name), message, did_you_mean(name, known))

    def made(line: int | None, read: FindingFile) -> Finding:
        values = {key: getattr(read, key) for key in FindingFile.model_fields if key != "support"}
        return Finding(line=line, support=tuple(read.support.items()), **values)

    return _entries(
        study, study.findings, "findings", model=FindingFile, checked=checked, made=made
    )


def read_recommendations(
    study: Study, findings: Sequence[Finding]
) -> tuple[tuple[Recommendation, ...], tuple[Problem, ...]]:
    """Read the study's recommendations and return all problems."""
    known = [finding.id for finding in findings]

    def checked(source: YamlFile, loc: Loc, read: RecommendationFile) -> Iterator[Problem]:
        for index, name in enumerate(read.rests_on):
            if name not in known:
                hint = did_you_mean(name, known)
                here = (*loc, "rests_on", index)
                yield source.problem(here, f"there is no finding '{name}'", hint)
        if read.link != "none" and not read.rests_on:
            message = f"the recommendation '{read.id}' is linked but rests on no finding"
            yield source.problem(loc, message, "fill 'rests_on', or write 'link: none'")

    def made(line: int | None, read: RecommendationFile) -> Recommendation:
        return Recommendation(line=line, **read.model_dump())

    key = "recommendations"
    return _entries(
        study, study.recommendations, key, model=RecommendationFile, checked=checked, made=made
    )


def _entries(
    study: Study,
    file: str | None,
    key: str,
    *,
    model: type[FileModel],
    checked: Callable[[YamlFile, Loc, FileModel], Iterator[Problem]],
    made: Callable[[int | None, FileModel], Record],
) -> tuple[tuple[Record, ...], tuple[Problem, ...]]:
    """Read a list of entries with unique ids, which may stand under `key`."""
    if file is None:
        return (), ()
    source, found = read_yaml(study.root / file, file)
    if source is None:
        return (), found
    problems = list(found)
    data: Any = source.data
    base: Loc = ()
    if isinstance(data, dict) and set(data) == {key}:
        data, base = data[key], (key,)
    if not isinstance(data, list):
        message = f"'{file}' should be a list (lines that start with '- ')"
        return (), (*problems, source.problem(base, message))
    records: dict[str, Record] = {}
    for index, entry in enumerate(data):
        loc = (*base, index)
        read, more = validate(model, source, entry, loc)
        problems += more
        if read is None:
            continue
        problems += checked(source, loc, read)
        if read.id in records:
            problems.append(source.problem((*loc, "id"), f"the id '{read.id}' stands twice"))
        records.setdefault(read.id, made(source.line(*loc), read))
    return tuple(records.values()), tuple(problems)
