"""Who asks in a transcript; where nobody is known to, its questions are coded like answers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from typing import Any, NamedTuple

from themekit.errors import Problem
from themekit.records import Document, Turn
from themekit.store.documents import document_keys, load_turns
from themekit.study import Strand, Study, likely_interviewers
from themekit.workflows.context import RunContext

DETAIL = "unasked"
"""Name under which the stage that cuts documents keeps what it has to warn of."""

SPEAKERS = 4
_HINT = "name who asks under 'interviewer' in study.yaml, as the label stands in the text"


class Voices(NamedTuple):
    """Who speaks in a document: labels in the order of their first words."""

    strand: str
    source: str
    labels: tuple[str, ...]


def labels_of(turns: Iterable[Turn]) -> tuple[str, ...]:
    """Return the speakers of a transcript in the order of their first words."""
    return tuple(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))


def voices_of(document: Document) -> Voices:
    """Return who speaks in a document."""
    return Voices(document.strand, document.source, labels_of(document.turns))


def askers(strand: Strand, labels: Sequence[str]) -> tuple[str, ...]:
    """Return those of `labels` whose words are context and not coded."""
    asking = {label.casefold() for label in strand.interviewer or likely_interviewers(labels)}
    return tuple(label for label in labels if label.casefold() in asking)


def unasked(study: Study, documents: Iterable[Voices]) -> tuple[Problem, ...]:
    """Warn of transcripts with several speakers of whom none is known to ask, once a strand.

    Parameters
    ----------
    study : Study
    documents : iterable of Voices
        Of any strand; a survey's are passed over.
    """
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for document in documents:
        strand = study.strand(document.strand)
        if strand is None or strand.kind == "survey":
            continue
        if len(document.labels) > 1 and not askers(strand, document.labels):
            found.setdefault(strand.name, []).append((document.source, document.labels))
    return tuple(_warning(strand, alike) for strand, alike in found.items())


def unasked_in(context: RunContext) -> dict[str, Any]:
    """Find out the same of what the store holds, as a detail for the stage to keep.

    It rests on the turns and on the interviewers that a strand names, which both decide how
    documents are cut; so it holds until they are cut again, and no run without a change asks.
    """
    spoken = {strand.name for strand in context.study.strands if strand.kind != "survey"}
    with context.store.reading() as connection:
        keys = [one for one in document_keys(connection) if one.strand in spoken]
        keys.sort(key=lambda one: one.id)
        turns = load_turns(connection, [one.id for one in keys])
    voices = (
        Voices(one.strand, one.source, labels_of(turns[one.id])) for one in keys if one.id in turns
    )
    return {DETAIL: [astuple(problem) for problem in unasked(context.study, voices)]}


def unasked_then(details: Mapping[str, Any]) -> tuple[Problem, ...]:
    """Return the warnings that a stage has kept."""
    return tuple(Problem(*values) for values in details.get(DETAIL, ()))


def _warning(strand: str, alike: Sequence[tuple[str, tuple[str, ...]]]) -> Problem:
    source, labels = alike[0]
    more = ", ..." if len(labels) > SPEAKERS else ""
    these = f"so it is with {len(alike)} documents of" if len(alike) > 1 else "the strand is"
    message = (
        f"no label looks like an interviewer's (here: {', '.join(labels[:SPEAKERS])}{more}), so "
        f"questions are coded too; {these} '{strand}'"
    )
    return Problem(source, None, message, _HINT, "warning")
