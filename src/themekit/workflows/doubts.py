"""Doubts of a whole study: found once, kept until something changes that they rest on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import astuple

from themekit.doubts import DOUBTS
from themekit.errors import Problem
from themekit.names import visible
from themekit.reading.sense import SENSE_VERSION, Signs, doubts_across, signs_of
from themekit.spans import parts_hash
from themekit.store.documents import (
    SourceRow,
    load_bare_documents,
    load_documents,
    load_sources,
    source_documents,
)
from themekit.store.lines import keep_lines, load_lines
from themekit.store.stages import StageRow, load_stages, save_stage
from themekit.study import STUDY_FILE, CaseIndex, Study, load_cases, unasked
from themekit.workflows.context import RunContext
from themekit.workflows.loading import in_order

ROW = "doubts"
"""The row beside the stages in which they are kept."""
SIGNS = "signs"
"""The file of the state folder that holds the signs of each source."""


def settled(study: Study, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems without the doubts that study.yaml expects, and notes on those.

    Parameters
    ----------
    study : Study
    problems : iterable of Problem
        Everything that was found in the study.
    """
    expected = {(one.doubt, file) for one in study.expected for file in one.files}
    met: dict[tuple[str, str], int] = {}
    for problem in problems:
        place = (problem.doubt, visible(problem.file))
        if problem.doubt and place in expected:
            met[place] = met.get(place, 0) + 1
        else:
            yield problem
    if met:
        number = sum(met.values())
        message = "1 doubt is" if number == 1 else f"{number} doubts are"
        yield study.problem(("expected",), f"{message} expected here and not told", severity="note")
    for one in study.expected:
        for file in one.files:
            if (one.doubt, file) not in met:
                message = f"'{one.doubt}' is expected of '{file}', and nothing doubts it any more"
                loc, hint = ("expected", one.doubt), "take it out"
                yield study.problem(loc, message, hint, "note")


def keep_signs(context: RunContext, fresh: Mapping[str, Signs], keys: Iterable[str]) -> None:
    """Keep the signs of sources that were read, by the key of their reading."""
    lines = {key: signs.as_json() for key, signs in fresh.items()}
    keep_lines(context.store.folder / SIGNS, lines, set(keys))


def study_doubts(context: RunContext) -> tuple[Problem, ...]:
    """Return every doubt that a run rests on, but those that study.yaml expects."""
    key = _key(context)
    row = _row(context)
    if row is not None and row.key == key:
        found = tuple(Problem(*values) for values in row.details[ROW])
    else:
        found = _find(context)
    return tuple(one for one in settled(context.study, found) if one.doubt)


def keep_doubts(context: RunContext) -> None:
    """Find the doubts anew and keep them, unless those that are kept still hold."""
    key = _key(context)
    row = _row(context)
    if row is not None and row.key == key:
        return
    found = _find(context)
    details = {ROW: [astuple(problem) for problem in found]}
    with context.store.writing() as connection:
        save_stage(connection, StageRow(ROW, key, 0, 0, len(found), details))


def _row(context: RunContext) -> StageRow | None:
    with context.store.reading() as connection:
        return load_stages(connection).get(ROW)


def _key(context: RunContext) -> str:
    """Hash all that doubts rest on: the sources as they were read, study.yaml and cases.csv."""
    study = context.study
    files = [study.root / name for name in (STUDY_FILE, study.cases) if name]
    with context.store.reading() as connection:
        sources = load_sources(connection)
    read = (part for row in sources.values() for part in (row.path, row.key, repr(row.problems)))
    return parts_hash(SENSE_VERSION, *(path.read_bytes().hex() for path in files), *read)


def _find(context: RunContext) -> tuple[Problem, ...]:
    """Find every doubt: those that were raised when files were read, and those across files."""
    study = context.study
    spoken = [strand.name for strand in study.strands if strand.kind != "survey"]
    with context.store.reading() as connection:
        sources = load_sources(connection)
        # Whose a respondent's row is takes all documents to say, but only where a table says it;
        # those of a strand that study.yaml no longer names are gone with the next run.
        wanted = [strand.name for strand in study.strands] if study.cases else spoken
        documents = in_order(study, load_bare_documents(connection, spoken, wanted))
    problems = [problem for row in sources.values() for problem in row.problems]
    index = CaseIndex.build(study, load_cases(study), documents) if study.cases else None
    problems += [*unasked(study, documents), *doubts_across(_signs(context, sources), study, index)]
    place = {name: at for at, name in enumerate(DOUBTS)}
    doubts = (problem for problem in dict.fromkeys(problems) if problem.doubt)
    return tuple(sorted(doubts, key=lambda one: place.get(one.doubt, len(place))))


def _signs(context: RunContext, sources: Mapping[str, SourceRow]) -> list[Signs]:
    """Return the signs of every source: those that are kept, others from its documents."""
    kept = load_lines(context.store.folder / SIGNS)
    found, fresh = [], {}
    for row in sources.values():
        strand = context.study.strand(row.strand)
        if strand is None or any(problem.severity == "error" for problem in row.problems):
            continue
        if row.key in kept:
            found.append(Signs.from_json(kept[row.key]))
            continue
        with context.store.reading() as connection:
            documents = load_documents(connection, source_documents(connection, row.path))
        found.append(signs_of(in_order(context.study, documents.values()), strand, row.path))
        fresh[row.key] = found[-1]
    if fresh:
        keep_signs(context, fresh, [row.key for row in sources.values()])
    return found
