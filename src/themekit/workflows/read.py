"""Stage read: the study's files to documents; a file that has not changed is not read again."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from themekit.errors import InputError, Problem, one_sentence
from themekit.files import read_steady, shown
from themekit.reading import READING_VERSION, read_source, size_limit
from themekit.reading.sense import SENSE_VERSION, Signs, doubts_in, signs_of
from themekit.records import Document
from themekit.spans import parts_hash
from themekit.store.documents import (
    SourceRow,
    count_documents,
    document_sources,
    drop_source,
    load_sources,
    save_source,
)
from themekit.store.rows import uncollected
from themekit.study import (
    IMPORTED,
    Strand,
    Study,
    read_sources,
    settings_of,
    unit_settings,
    unusable_sources,
)
from themekit.workflows.context import Outcome, RunContext
from themekit.workflows.doubts import keep_signs
from themekit.workflows.withdrawn import NOBODY, Withdrawn, unsaid, withdrawn_of


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that a strand names, with its bytes as they were when it was opened."""

    relative: str
    strand: Strand
    data: bytes = field(repr=False)

    @property
    def key(self) -> str:
        """Hash of the bytes and of everything that decides how they are read."""
        digest = hashlib.sha256(self.data).hexdigest()
        # Who asks and what a unit is change no document, but what is doubted of it.
        settings = (settings_of(self.strand), unit_settings(self.strand))
        return parts_hash(READING_VERSION, SENSE_VERSION, digest, self.relative, *settings)


@dataclass(frozen=True, slots=True)
class ReadSource:
    """What came of one source: documents and their signs, or problems that are errors."""

    row: SourceRow
    documents: tuple[Document, ...] = ()
    signs: Signs | None = None

    @property
    def relative(self) -> str:
        """Path within the study."""
        return self.row.path


def is_broken(source: SourceRow) -> bool:
    """Tell whether nothing could be read from a source."""
    return any(problem.severity == "error" for problem in source.problems)


def source_paths(study: Study, *, keep_going: bool = False) -> list[tuple[Strand, Path, str]]:
    """Return each strand's files in study order, each with its path within the study.

    Raises
    ------
    InputError
        If a pattern matches nothing, or (unless the run keeps going) what it matches is no source.
    """
    found: list[tuple[Strand, Path, str]] = []
    problems: list[Problem] = []
    for strand in study.strands:
        paths, wrong = read_sources(study, strand)
        found += [(strand, path, path.relative_to(study.root).as_posix()) for path in paths]
        problems += wrong
    forgiven = set(unusable_sources(study)) if keep_going and problems else set()
    if errors := [problem for problem in problems if problem not in forgiven]:
        raise InputError(errors)
    return found


def open_source(strand: Strand, path: Path, relative: str) -> SourceFile:
    """Read a file's bytes once; everything later stands on them, not on the file.

    Raises
    ------
    InputError
        If the file is larger than its kind may be, or changes while it is read.
    """
    with one_sentence(shown(relative)):  # a package from outside may fail as it is loaded
        limit = size_limit(relative)
    return SourceFile(relative, strand, read_steady(path, shown(relative), limit))


def try_source(strand: Strand, path: Path, relative: str) -> SourceFile | ReadSource:
    """Read a file's bytes; what keeps it from being read becomes the source's problem."""
    try:
        return open_source(strand, path, relative)
    except InputError as error:
        problems = error.problems
    except OSError as error:
        reason = f"it cannot be read ({error.strerror})"
        problems = (Problem(shown(relative), None, reason, "check who may read it"),)
    return ReadSource(SourceRow(relative, strand.name, "", problems))


@uncollected()
def read_file(file: SourceFile, withdrawn: Withdrawn = NOBODY) -> ReadSource:
    """Read one source without what was taken back; what is wrong with it becomes its problems."""
    try:
        documents, problems = read_source(file.data, file.relative, file.strand)
    except InputError as error:
        return ReadSource(SourceRow(file.relative, file.strand.name, file.key, error.problems))
    documents, words = withdrawn.left(documents, file.strand)
    if words:
        message = "it holds words that somebody took back: they are left out"
        told = Problem(shown(file.relative), None, message, "take them out of it", "note")
        problems = (*unsaid(problems, words), told)
    problems = (*problems, *doubts_in(documents, file.strand, file.relative))
    row = SourceRow(file.relative, file.strand.name, file.key, problems)
    return ReadSource(row, documents, signs_of(documents, file.strand, file.relative))


def read_opened(file: SourceFile | ReadSource, withdrawn: Withdrawn = NOBODY) -> ReadSource:
    """Read one source, unless it could not even be opened."""
    return file if isinstance(file, ReadSource) else read_file(file, withdrawn)


def read(context: RunContext) -> Outcome:
    """Read every source that is new or has changed; forget those whose files are gone.

    Raises
    ------
    InputError
        With every problem of every source that cannot be read, unless the run keeps going.
    """
    with context.store.reading() as connection:
        known = load_sources(connection)
        ids = document_sources(connection)
    withdrawn = withdrawn_of(context.study, context.store)
    paths = source_paths(context.study, keep_going=context.options.keep_going)
    present = [place for place in paths if not withdrawn.has_source(place[2])]
    work = partial(read_opened, withdrawn=withdrawn)
    fresh = list(context.engine.map(work, _to_read(context, present, known)))
    gone = known.keys() - imported(known) - {relative for _, _, relative in present}
    changed = gone | {one.row.path for one in fresh}
    errors = repeated_ids(fresh, {id_: path for id_, path in ids.items() if path not in changed})
    if not context.options.keep_going:
        errors += [problem for one in fresh if is_broken(one.row) for problem in one.row.problems]
    if errors:
        raise InputError(errors)
    return _save(context, fresh, sorted(gone))


def imported(known: Mapping[str, SourceRow]) -> set[str]:
    """Return the sources that were imported: they stay though no file lies on the disk."""
    return {path for path, row in known.items() if row.strand == IMPORTED}


def _to_read(
    context: RunContext,
    present: Sequence[tuple[Strand, Path, str]],
    known: Mapping[str, SourceRow],
) -> Iterator[SourceFile | ReadSource]:
    """Yield what is new or has changed, opened one after the other as it is asked for."""
    for done, (strand, path, relative) in enumerate(present, 1):
        file = try_source(strand, path, relative)
        is_new = relative not in known or is_broken(known[relative])
        if isinstance(file, ReadSource) or is_new or known[relative].key != file.key:
            yield file
        context.progress("read", done, len(present))


def repeated_ids(fresh: Iterable[ReadSource], kept: Mapping[str, str]) -> list[Problem]:
    """Return an error for every document id that two files claim.

    Parameters
    ----------
    fresh : iterable of ReadSource
    kept : mapping of document id to path
        Documents of the other sources.
    """
    owner = dict(kept)
    problems = []
    for one in fresh:
        for id_ in dict.fromkeys(document.id for document in one.documents):
            first = owner.setdefault(id_, one.row.path)
            if first != one.row.path:
                message = f"the document id '{id_}' is already that of {shown(first)}"
                problems.append(
                    Problem(shown(one.row.path), None, message, "rename one of the two")
                )
    return problems


def _save(context: RunContext, fresh: Iterable[ReadSource], gone: Iterable[str]) -> Outcome:
    """Save what was read; a kill loses the source that was being saved."""
    for path in gone:
        drop_source(context.store, path)
    signs = {}
    for one in fresh:
        save_source(context.store, one.row, one.documents)
        if one.signs:
            signs[one.row.key] = one.signs
    with context.store.reading() as connection:
        sources = load_sources(connection)
        documents = count_documents(connection)
    keep_signs(context, signs, [row.key for row in sources.values()])
    return Outcome(len(sources), documents, key=stage_key(sources.values()))


def stage_key(sources: Iterable[SourceRow]) -> str:
    """Return what the stage was made from: every source with its key.

    A source that could not be read counts as such, so that its repair changes the key.
    """
    states = ((row.path, row.key, "broken" if is_broken(row) else "") for row in sources)
    return parts_hash(*(part for state in states for part in state))


def wanted_key(context: RunContext) -> str:
    """Return what the stage would be made from if it were done now.

    A run that keeps going is content with sources that could not be read before and have not
    changed; any other run tries them again.
    """
    with context.store.reading() as connection:
        known = load_sources(connection)
    keep_going = context.options.keep_going
    rows = []
    withdrawn = withdrawn_of(context.study, context.store)
    for place in source_paths(context.study, keep_going=keep_going):
        if withdrawn.has_source(place[2]):
            continue
        file = try_source(*place)
        if isinstance(file, SourceFile):
            row = SourceRow(file.relative, "", file.key)
        else:  # what cannot even be opened is tried again, unless the run can do without it
            row = file.row if keep_going else replace(file.row, key="not opened")
        before = known.get(row.path)
        rows.append(before if keep_going and before and before.key == row.key else row)
    there = {row.path for row in rows}
    rows += [known[path] for path in imported(known) - there]
    return stage_key(sorted(rows, key=lambda row: row.path))
