"""What a study holds by now, loaded from its store in the one order that outputs keep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from themekit.errors import InputError, Problem
from themekit.records import Case, Document, Segment
from themekit.store.documents import load_documents
from themekit.store.rows import Strings, uncollected
from themekit.store.segments import load_segments
from themekit.study import CaseIndex, Study, load_cases
from themekit.workflows.context import RunContext

WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Material:
    """Documents and segments of a study, and whose they are.

    Attributes
    ----------
    documents : tuple of Document
        By strand in study order, then by name, numbers in them as numbers.
    segments : tuple of Segment
        In the order of their documents, then of the text. Those of a person who has withdrawn
        are skipped and have no text.
    cases : dict of case id to Case
        Everyone who took part, in the order of the documents.
    case_of : dict of segment id to case id
        The interviewer's words are nobody's and are not in it.
    present : dict of document id to case ids
        Who took part in which document.
    problems : tuple of Problem
        Rows of cases.csv that fit nothing.
    """

    documents: tuple[Document, ...]
    segments: tuple[Segment, ...]
    cases: dict[str, Case] = field(repr=False)
    case_of: dict[str, str] = field(repr=False)
    present: dict[str, tuple[str, ...]] = field(repr=False)
    problems: tuple[Problem, ...] = ()

    def case(self, segment: Segment) -> Case | None:
        """Return whose words a segment is."""
        return self.cases.get(self.case_of.get(segment.id, ""))


@uncollected()
def load_material(context: RunContext, strings: Strings | None = None) -> Material:
    """Load documents and segments and find out whose they are.

    Parameters
    ----------
    context : RunContext
    strings : Strings, optional
        What else is loaded with them, so that equal words are held once.

    Raises
    ------
    InputError
        If cases.csv does not say clearly whose a document is.
    """
    study = context.study
    strings = strings or Strings()
    with context.store.reading() as connection:
        documents = in_order(study, load_documents(connection, strings=strings).values())
        place = {document.id: number for number, document in enumerate(documents)}
        segments = list(load_segments(connection, strings=strings))
    segments.sort(key=lambda segment: (place[segment.document], segment.start, segment.id))
    index = CaseIndex.build(study, load_cases(study), documents)
    errors = [problem for problem in index.problems if problem.severity == "error"]
    if errors:
        raise InputError(errors)
    return join(documents, segments, index)


def in_order(study: Study, documents: Iterable[Document]) -> tuple[Document, ...]:
    """Sort documents by strand in study order, then by name as people count."""
    strands = {strand.name: number for number, strand in enumerate(study.strands)}
    return tuple(sorted(documents, key=lambda one: (strands[one.strand], natural(one.name))))


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sorting key by which R2 comes before R10."""
    parts = re.findall(r"\d+|\D+", name)
    return tuple(
        (0, int(part), part) if part.isdecimal() else (1, 0, part.casefold()) for part in parts
    )


def join(
    documents: tuple[Document, ...], segments: Sequence[Segment], index: CaseIndex
) -> Material:
    """Find each segment's case; a speaker of a document is looked up once."""
    by_id = {document.id: document for document in documents}
    known: dict[tuple[str, str], Case] = {}
    case_of: dict[str, str] = {}
    present: dict[str, dict[str, Case]] = {document.id: {} for document in documents}
    kept: list[Segment] = []
    for segment in segments:
        kept.append(segment)
        if segment.speaker_role == "interviewer":
            continue
        speaker = (segment.document, segment.speaker)
        if speaker not in known:
            known[speaker] = index.resolve(by_id[segment.document], segment.speaker)
        case_of[segment.id] = known[speaker].id
        if known[speaker].withdrawn:
            kept[-1] = replace(segment, skip_reason=WITHDRAWN, text="", before="")
        # A title before the first speaker is nobody's word, but whose document it is counts below.
        if segment.speaker_role == "participant":
            present[segment.document][known[speaker].id] = known[speaker]
    left = {one.document for one in kept if one.skip_reason == WITHDRAWN}
    # Whoever speaks next to a person who has withdrawn carries that person's words as context.
    kept = [replace(one, before="") if one.document in left else one for one in kept]
    for document in documents:
        if not present[document.id]:
            case = index.resolve(document)
            present[document.id][case.id] = case
    cases = {id_: case for found in present.values() for id_, case in found.items()}
    return Material(
        documents,
        tuple(kept),
        cases,
        case_of,
        {document: tuple(found) for document, found in present.items()},
        index.problems,
    )
