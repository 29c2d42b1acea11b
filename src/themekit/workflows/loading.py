"""A study with all that its store holds by now, loaded once in the one order that outputs keep."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from themekit.decisions import CodedStudy, versioned
from themekit.errors import InputError, refuse_errors
from themekit.records import ERASED, Case, Document, Scores, Segment
from themekit.store.coders import load_coders, load_versions
from themekit.store.documents import load_documents
from themekit.store.effort import load_measured
from themekit.store.events import last_number, load_events
from themekit.store.rows import Strings, uncollected
from themekit.store.scores import load_scores
from themekit.store.segments import load_segments, load_suggestions
from themekit.store.stages import load_stages
from themekit.store.withdrawals import Memory
from themekit.study import (
    CaseIndex,
    Study,
    check_questions,
    load_cases,
    load_findings,
    load_questions,
    load_recommendations,
    with_strands,
)
from themekit.workflows.context import RunContext
from themekit.workflows.withdrawn import withdrawn_of

WITHDRAWN = "withdrawn"


def is_silent(segment: Segment) -> bool:
    """Tell whether a unit's words are there still, of somebody who has withdrawn."""
    return segment.skip_reason == WITHDRAWN and segment.speaker != ERASED


@uncollected()
def load_coded(
    context: RunContext,
    *,
    suggested: bool = True,
    scored: bool = False,
    through: int | None = None,
) -> CodedStudy:
    """Load documents and segments, find out whose they are, and what was suggested and decided.

    Parameters
    ----------
    context : RunContext
    suggested : bool
        False leaves the machine's suggestions out.
    scored : bool
        Whether the machine's probabilities of all codes on all segments are loaded too.
    through : int, optional
        Number of the last event that counts; all where it is left out.

    Raises
    ------
    InputError
        If cases.csv does not say clearly whose a document is, or questions.csv is wrong.
    """
    strings = Strings()
    material = load_material(context, strings)
    questions = load_questions(context.study)
    if problems := check_questions(context.study, questions, context.codebook.code_names):
        raise InputError(problems)
    findings = load_findings(context.study)
    recommendations = load_recommendations(context.study, findings)
    codable = {one.id for one in material.segments if one.codable}
    with context.store.reading() as connection:
        found = load_suggestions(connection, strings) if suggested else ()
        suggestions = tuple(one for one in found if one.segment_id in codable)
    scores = load_study_scores(context, material.segments) if scored else None
    return with_decisions(
        context,
        replace(
            material,
            suggestions=suggestions,
            questions=questions,
            findings=findings,
            recommendations=recommendations,
            scores=scores,
        ),
        through,
    )


def load_study_scores(context: RunContext, segments: Sequence[Segment]) -> Scores | None:
    """Return the scores that the last stage suggest kept, a row each codable segment, in order.

    None where there are none, or not of these segments and codes: then a run makes them anew.
    """
    with context.store.reading() as connection:
        row = load_stages(connection).get("suggest")
    found = load_scores(context.store.folder, row.details.get("scores", "")) if row else None
    if found is None or found.codes != tuple(code.id for code in context.codebook.codes):
        return None
    place = {id_: number for number, id_ in enumerate(found.segments)}
    ids = tuple(one.id for one in segments if one.codable)
    rows = [place.get(id_, -1) for id_ in ids]
    if -1 in rows:
        return None
    return replace(found, segments=ids, values=found.values[rows])


def with_decisions(
    context: RunContext, coded: CodedStudy, through: int | None = None
) -> CodedStudy:
    """Return a loaded study with what people have decided by now, or up to a number."""
    with context.store.reading() as connection:
        last = last_number(connection) if through is None else through
        events = tuple(load_events(connection, last))
        coders, kept = load_coders(connection), load_versions(connection)
        measured = load_measured(connection)
    present = [one for one in versioned(context.codebook) if one not in set(kept)]
    return replace(
        coded,
        events=events,
        coders=coders,
        measured=measured,
        versions=(*kept, *present),
        through=last,
    )


@uncollected()
def load_material(context: RunContext, strings: Strings | None = None) -> CodedStudy:
    """Load what was read alone: documents, segments, and whose they are.

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
        read = load_documents(connection, strings=strings).values()
        # A strand that was read and then left out of study.yaml is there until the next run.
        study = with_strands(study, sorted({document.strand for document in read}))
        documents = in_order(study, read)
        place = {document.id: number for number, document in enumerate(documents)}
        segments = list(load_segments(connection, strings=strings))
    segments.sort(key=lambda segment: (place[segment.document], segment.start, segment.id))
    index = CaseIndex.build(study, load_cases(study), documents)
    refuse_errors(index.problems)
    coded = join(CodedStudy(study, context.codebook, documents), segments, index)
    memory = withdrawn_of(study, context.store).memory
    return replace(coded, cases=_unquoted(coded.cases, memory)) if memory else coded


def _unquoted(cases: Mapping[str, Case], memory: Memory) -> dict[str, Case]:
    """Return cases as they are since some took back that they are quoted, whatever a file says."""
    return {
        id_: replace(
            case, consent_quote="none", unquoted=True, consent_told=case.consent_told | {"quote"}
        )
        if memory.knows("case", "", id_, scope="quotes")
        else case
        for id_, case in cases.items()
    }


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


def join(coded: CodedStudy, segments: Sequence[Segment], index: CaseIndex) -> CodedStudy:
    """Find each segment's case; a speaker of a document is looked up once."""
    documents = coded.documents
    by_id = {document.id: document for document in documents}
    known: dict[tuple[str, str], Case] = {}
    case_of: dict[str, str] = {}
    present: dict[str, dict[str, Case]] = {document.id: {} for document in documents}
    kept: list[Segment] = []
    for segment in segments:
        kept.append(segment)
        if segment.speaker_role == "interviewer" or segment.speaker == ERASED:
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
    left = {one.document for one in kept if is_silent(one)}
    # Whoever speaks next to a person who has withdrawn carries that person's words as context.
    kept = [replace(one, before="") if one.document in left else one for one in kept]
    for document in documents:
        if not present[document.id]:
            case = index.resolve(document)
            present[document.id][case.id] = case
    for one in kept:
        # A title before the first speaker of a group is nobody's word: it makes nobody present.
        if not one.codable and case_of.get(one.id, "") not in present[one.document]:
            case_of.pop(one.id, None)
    return replace(
        coded,
        segments=tuple(kept),
        cases={id_: case for found in present.values() for id_, case in found.items()},
        case_of=case_of,
        present={document: tuple(found) for document, found in present.items()},
    )
