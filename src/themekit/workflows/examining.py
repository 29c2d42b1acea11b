"""The work behind ``themekit check``: read everything that a study names, and judge it."""

from __future__ import annotations

import itertools
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from themekit.errors import InputError, Problem, StoreError
from themekit.language import language_shares
from themekit.reading.sense import doubts_across
from themekit.reading.speakers.timestamps import goes
from themekit.records import Document
from themekit.segmenting.splitting import words_in
from themekit.store import open_store
from themekit.store.place import place_problems
from themekit.study import (
    STUDY_FILE,
    CaseIndex,
    Strand,
    Study,
    asking,
    labels_of,
    load_cases,
    read_sources,
    roles,
    unasked,
)
from themekit.workflows.doubts import settled
from themekit.workflows.finishing import finish
from themekit.workflows.patterns import idle_patterns
from themekit.workflows.project import STORE_VARIABLE, Project, read_project
from themekit.workflows.read import (
    ReadSource,
    is_broken,
    read_opened,
    repeated_ids,
    try_source,
)
from themekit.workflows.understanding import Understood, language_problems
from themekit.workflows.withdrawn import NOBODY, Withdrawn, withdrawn_of

BEGINNING = 60
# More are counted, and not told one by one.
MOST_WAVES = 8
# Enough to know the languages of a source, and quick in a survey of a million answers.
MOST_PIECES = 2_000
_ORDER = {"error": 0, "warning": 1, "note": 2}

Findings = tuple[tuple[Understood, ...], tuple[Problem, ...]]


def examine(path: Path) -> tuple[Findings, tuple[str, ...]]:
    """Read everything a study names, and change nothing.

    Parameters
    ----------
    path : Path
        The study's folder.

    Returns
    -------
    documents : tuple of Understood
    problems : tuple of Problem
        Errors first, then warnings and notes; each in the order of the study.
    files : tuple of str
        Every file whose bytes all of this rests on, relative to the study.
    """
    project = read_project(path)
    if project.study is None:
        return ((), project.problems), ()
    study = project.study
    withdrawn = _withdrawn(study)
    sources = list(_read_all(study, withdrawn))
    documents = [document for source in sources for document in source.documents]
    shown = tuple(itertools.chain.from_iterable(understood(study, one) for one in sources))
    problems = [*project.problems, *place_problems(study.root)]
    problems += itertools.chain.from_iterable(source.row.problems for source in sources)
    problems += [*repeated_ids(sources, {}), *_across(project, sources, documents, withdrawn)]
    problems += [*language_problems(shown), *unasked(study, documents)]
    # While a part of the study cannot be read, what its patterns match cannot be said.
    if project.codebook is not None and not any(one.severity == "error" for one in problems):
        problems += idle_patterns(project.codebook, study, documents)
    found = sorted(settled(study, dict.fromkeys(problems)), key=lambda one: _ORDER[one.severity])
    return (shown, tuple(found)), _files(study, sources)


def _withdrawn(study: Study) -> Withdrawn:
    """Return what the study remembers of those who withdrew, where it has a store."""
    if not (study.root / ".themekit" / "themekit.db").exists():
        return NOBODY
    try:
        store = open_store(study.root, os.environ.get(STORE_VARIABLE) or study.store)
    except StoreError:
        return NOBODY  # what is wrong with the store is told by whoever asks it
    try:
        finish(store, study.root)
        return withdrawn_of(study, store)
    finally:
        store.close()


def _read_all(study: Study, withdrawn: Withdrawn) -> Iterator[ReadSource]:
    """Read every source of every strand; what is wrong with one hides nothing of the others."""
    for strand in study.strands:
        paths, _ = read_sources(study, strand)  # study.yaml's own check tells its problems
        for path in paths:
            relative = path.relative_to(study.root).as_posix()
            if not withdrawn.has_source(relative):
                yield read_opened(try_source(strand, path, relative), withdrawn)


def _across(
    project: Project,
    sources: Sequence[ReadSource],
    documents: Sequence[Document],
    withdrawn: Withdrawn,
) -> Iterator[Problem]:
    """Find what is wrong with sources side by side, and rows of cases.csv that fit no document."""
    study, index = project.study, None
    if study is None:
        return
    try:
        index = CaseIndex.build(study, load_cases(study), documents)
        if not any(is_broken(source.row) for source in sources):
            rows = withdrawn.lines_of(load_cases(study).entries, documents)
            yield from _unnamed(
                index.problems, rows
            )  # else a row may be of a file that could not be read
    except InputError:
        pass  # its problems stand in the list already
    # Without any of its files a study is not empty but broken, and its own check says where.
    if sources or not any(one.severity == "error" for one in project.problems):
        signs = [source.signs for source in sources if source.signs]
        told = index if study.cases else None
        yield from () if sources and not signs else doubts_across(signs, study, told)


def _unnamed(problems: Iterable[Problem], rows: Collection[int]) -> Iterator[Problem]:
    """Yield problems of cases.csv; of rows that name who withdrew, only that they do."""
    for one in problems:
        if one.line in rows:
            message = "the row names somebody who took their words back"
            yield Problem(one.file, one.line, message, "take the row out", "warning")
        else:
            yield one


def _files(study: Study, sources: Sequence[ReadSource]) -> tuple[str, ...]:
    """Return what was read, as far as it lies in the study; the codebook may lie beside it."""
    tables = (study.cases, study.questions, study.findings, study.recommendations)
    own = (STUDY_FILE, *(name for name in tables if name), str(study.codebook))
    return (*own, *(source.relative for source in sources))


def understood(study: Study, source: ReadSource) -> Iterator[Understood]:
    """Yield what was understood of one source: of a transcript its document, of a table one row."""
    strand = study.strand(source.row.strand)
    if strand is None or not source.documents:
        return
    if strand.kind == "survey":
        yield _table(strand, source)
        return
    for document in source.documents:
        labels = labels_of(document.turns)
        yield Understood(
            document.id,
            strand.name,
            source.row.path,
            _goes(strand, document),
            labels,
            asking(strand, labels),
            words_in(document.text),
            language_shares(some(_stretches(document), MOST_PIECES)),
            " ".join(document.text.split())[:BEGINNING],
        )


def _goes(strand: Strand, document: Document) -> int:
    """Count how often somebody takes the word; what stands above the talk is nobody's go."""
    whose = zip(document.turns, roles(strand.interviewer, document.turns), strict=True)
    return goes(document.text, [turn for turn, role in whose if role != "unknown"])


def _table(strand: Strand, source: ReadSource) -> Understood:
    documents = source.documents
    answers = [
        document.text[turn.start : turn.end]
        for document in documents
        for turn in document.turns
        if turn.item and turn.end > turn.start
    ]
    return Understood(
        source.row.path,
        strand.name,
        source.row.path,
        len(answers),
        tuple(_answering(documents)),
        (),
        sum(words_in(document.text) for document in documents),
        language_shares(some(answers, MOST_PIECES)),
        next((" ".join(answer.split())[:BEGINNING] for answer in answers), ""),
        is_table=True,
    )


def _answering(documents: Sequence[Document]) -> Iterator[str]:
    """Say how many people answered, how often where some came again, and when."""
    people = len({one.case or one.id for one in documents})
    if people == len(documents):
        yield f"{people} respondents"
    else:
        yield f"{people} people in {len(documents)} rows"
    waves = Counter(one.wave for one in documents if one.wave)
    if 1 < len(waves) <= MOST_WAVES:
        yield "rows by wave: " + ", ".join(f"{wave} {waves[wave]}" for wave in sorted(waves))
    elif len(waves) > 1:
        yield f"{len(waves)} waves"


def _stretches(document: Document) -> list[str]:
    """Cut a transcript where its language may change: at turns, else at paragraphs."""
    if document.turns:
        return [document.text[turn.start : turn.end] for turn in document.turns]
    return [line for line in document.text.split("\n") if line.strip()]


def some(pieces: Sequence[str], most: int) -> Sequence[str]:
    """Return at most `most` of the pieces, evenly spread."""
    return pieces[:: -(-len(pieces) // most)] if len(pieces) > most else pieces
