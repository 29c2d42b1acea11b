"""Strands as the file writes them -> records, with the checks between their keys."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from themekit._yaml import Loc, YamlFile, did_you_mean, slugify, validate
from themekit.names import folded
from themekit.study._file import ClosedFile, ColumnsFile, StrandFile, WaveFile
from themekit.study._placing import placing_of
from themekit.study._records import ClosedItem, Kind, Strand, TurnColumns, Unit, WaveColumn

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themekit.errors import Problem
    from themekit.study._paths import Complaint
    from themekit.study._records import Study

IMPORTED = "imported"
"""Slug of the strand that imported documents live in."""

_SURVEY_KEYS = ("id", "case", "question", "open", "closed", "attributes")
_UNITS: dict[Kind, Unit] = {"interview": "turn", "group": "turn", "survey": "answer"}
_MULTI_SEPARATOR = ";"


def with_strands(study: Study, names: Iterable[str]) -> Study:
    """Return a study with a primary strand for each name that study.yaml does not list.

    Imported material is such a strand, and so is one that was read and then left out of the file.
    """
    listed = {strand.name for strand in study.strands}
    more = tuple(
        Strand(name, slugify(name), "notes", (), unit="paragraph")
        for name in dict.fromkeys(names)
        if name not in listed
    )
    return replace(study, strands=(*study.strands, *more)) if more else study


def read_strands(
    source: YamlFile, entries: Sequence[Any]
) -> tuple[tuple[tuple[int, Strand], ...], tuple[Problem, ...]]:
    """Read the strands that can be read, each with its position, and all problems."""
    strands: list[tuple[int, Strand]] = []
    problems: list[Problem] = []
    for index, data in enumerate(entries):
        loc = ("strands", index)
        read, found = validate(StrandFile, source, data, loc)
        problems += found
        if read is None:
            continue
        closed, found = _closed(source, read, (*loc, "closed"))
        problems += (*found, *_both(source, read, closed, (*loc, "closed")))
        wave, found = _wave(source, read, (*loc, "wave"))
        problems += found
        columns, found = _columns(source, read, (*loc, "columns"))
        problems += found
        problems += [
            source.problem((*loc, key), *complaint) for key, complaint in _clashes(read, set(data))
        ]
        strands.append((index, _strand(read, closed, wave, columns)))
    return tuple(strands), (*problems, *_twins(source, strands))


def _strand(
    read: StrandFile,
    closed: tuple[ClosedItem, ...],
    wave: str | WaveColumn,
    columns: TurnColumns | None,
) -> Strand:
    return Strand(
        name=read.name,
        slug=slugify(read.name),
        kind=read.kind,
        sources=read.sources,
        role=read.role,
        sample=read.sample,
        attribution=read.attribution or read.name,
        unit=read.unit or _UNITS.get(read.kind, "paragraph"),
        interviewer=read.interviewer,
        skip=read.skip,
        wave=wave,
        id=read.id,
        case=read.case,
        question=read.question,
        open=read.open,
        closed=closed,
        attributes=read.attributes,
        columns=columns,
        voice=read.voice,
    )


def _wave(
    source: YamlFile, read: StrandFile, loc: Loc
) -> tuple[str | WaveColumn, tuple[Problem, ...]]:
    """Read a wave: a text, or a column and how finely it makes waves."""
    if isinstance(read.wave, str):
        return read.wave.strip(), ()
    made, problems = validate(WaveFile, source, read.wave, loc)
    if made is None:
        return "", problems
    if read.kind != "survey":
        message = f"a wave from a column needs a survey, and '{read.name}' is of kind {read.kind}"
        return "", (*problems, source.problem(loc, message, 'write the wave, such as "2021"'))
    return WaveColumn(made.column, made.by), problems


def _columns(
    source: YamlFile, read: StrandFile, loc: Loc
) -> tuple[TurnColumns | None, tuple[Problem, ...]]:
    """Read which columns of a table of turns hold what; no column can be two things."""
    if read.columns is None:
        return None, ()
    made, problems = validate(ColumnsFile, source, read.columns, loc)
    if made is None:
        return None, problems
    columns = TurnColumns(**made.model_dump())
    used: dict[str, str] = {}
    twice = [
        source.problem(
            (*loc, key), f"the column '{column}' is both {first} and {key}", "choose one"
        )
        for key, column in made.model_dump().items()
        if column and (first := used.setdefault(folded(column), key)) != key
        if {first, key} != {"start", "end"}  # one column may hold a span: 0:00 - 0:05
    ]
    return columns, (*problems, *twice)


def _closed(
    source: YamlFile, read: StrandFile, loc: Loc
) -> tuple[tuple[ClosedItem, ...], tuple[Problem, ...]]:
    """Read the closed questions; a column without anything behind it takes the defaults."""
    items: list[ClosedItem] = []
    problems: list[Problem] = []
    for column in source.written(*loc):
        here = (*loc, column)
        item, found = validate(ClosedFile, source, read.closed.get(column, {}), here)
        problems += found
        if item is None:
            continue
        misfits = _misfits(item, sure=not found)
        placing, unplaced = placing_of(column, item) if not found else (None, ())
        problems += [source.problem((*here, *at), *said) for at, said in (*misfits, *unplaced)]
        items.append(
            ClosedItem(
                column=column,
                label=item.label or column,
                section=item.section,
                type=item.type,
                order=item.order,
                positive=item.positive,
                missing=item.missing,
                separator=item.separator or _MULTI_SEPARATOR,
                codes=item.codes,
                placing=placing,
            )
        )
    return tuple(items), tuple(problems)


def _both(
    source: YamlFile, read: StrandFile, closed: Sequence[ClosedItem], loc: Loc
) -> Iterator[Problem]:
    """Find columns of free text that are also said to hold what tellers placed."""
    for item in closed:
        for column in item.columns if item.placing else ():
            if column in read.open and column != item.column:  # that is told of the name already
                message = f"the column '{column}' is open, and part of '{item.column}' too"
                yield source.problem((*loc, item.column), message, "choose one")


def _misfits(item: ClosedFile, *, sure: bool) -> Iterator[tuple[Loc, Complaint]]:
    """Find keys of a closed question that do not fit each other (its type, if that is `sure`)."""
    if sure and item.separator and item.type != "multi":
        message = f"'separator' is for questions of type multi, and this one is {item.type}"
        yield ("separator",), (message, "write 'type: multi', or leave it out")
    if item.type == "number" and item.order:
        yield ("order",), ("'order' is not for questions of type number", "leave it out")
    for index, answer in enumerate(item.positive):
        if item.order and answer not in item.order:
            message = f"the positive answer '{answer}' is not in 'order'"
            yield ("positive", index), (message, did_you_mean(answer, item.order))
        if answer in item.missing:
            message = f"the positive answer '{answer}' stands in 'missing' too"
            yield ("positive", index), (message, "take it out of one of them")


def _clashes(read: StrandFile, written: set[str]) -> Iterator[tuple[str, Complaint]]:
    """Find keys of a strand that its kind does not know, or that contradict each other."""
    if not read.sources:
        yield "sources", ("'sources' is empty", "such as interviews/*.docx")
    if read.kind == "survey":
        yield from _clashes_of_a_survey(read, written)
        return
    for key in _SURVEY_KEYS:
        if key in written:
            message = f"'{key}' is for surveys, and '{read.name}' is of kind {read.kind}"
            yield key, (message, "leave it out, or write 'kind: survey'")
    if read.unit == "answer":
        message = f"the unit 'answer' is for surveys, and '{read.name}' is of kind {read.kind}"
        yield "unit", (message, "use turn, paragraph, sentence or document")


def _clashes_of_a_survey(read: StrandFile, written: set[str]) -> Iterator[tuple[str, Complaint]]:
    """Find keys that a survey does not know, or that contradict each other in one."""
    if not written & {"open", "closed"}:
        hint = "add 'open: [column]' for free text or 'closed:' for the rest"
        yield "kind", (f"the survey '{read.name}' names no question", hint)
    for column in read.open:
        if column in read.closed:
            yield "open", (f"the column '{column}' is both open and closed", "choose one")
    if read.unit == "turn":
        message = "a survey has no turns"
        yield "unit", (message, "use answer, paragraph, sentence or document")
    if "columns" in written:
        message = f"'columns' is for talks, and '{read.name}' is of kind survey"
        hint = "write 'kind: interview' (or group) if a row is a turn; else leave it out"
        yield "columns", (message, hint)


def _twins(source: YamlFile, strands: Sequence[tuple[int, Strand]]) -> Iterator[Problem]:
    """Find strands that could not be told apart in ids."""
    first: dict[str, Strand] = {}
    for index, strand in strands:
        loc = ("strands", index, "name")
        if strand.slug == IMPORTED:
            message = f"the name '{strand.name}' is kept for imported documents"
            yield source.problem(loc, message, "choose another name")
        other = first.setdefault(strand.slug, strand)
        if other is strand:
            continue
        if other.name == strand.name:
            yield source.problem(loc, f"two strands are called '{strand.name}'", "rename one")
        else:
            message = f"the strands '{other.name}' and '{strand.name}' would both be"
            yield source.problem(loc, f"{message} '{strand.slug}' in ids", "rename one")
