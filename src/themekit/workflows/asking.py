"""Who asks in a transcript; where nobody is known to, its questions are coded like answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from themekit.errors import Problem
from themekit.records import Document
from themekit.segmenting import likely_interviewers
from themekit.store.documents import document_keys, load_documents
from themekit.study import Strand, Study
from themekit.workflows.context import RunContext

SPEAKERS = 4
_HINT = "name who asks under 'interviewer' in study.yaml, as the label stands in the text"


def labels_of(document: Document) -> tuple[str, ...]:
    """Return the speakers of a transcript in the order of their first words."""
    return tuple(dict.fromkeys(turn.speaker for turn in document.turns if turn.speaker))


def askers(strand: Strand, labels: Sequence[str]) -> tuple[str, ...]:
    """Return those of `labels` whose words are context and not coded."""
    asking = {label.casefold() for label in strand.interviewer or likely_interviewers(labels)}
    return tuple(label for label in labels if label.casefold() in asking)


def unasked(study: Study, documents: Iterable[Document]) -> tuple[Problem, ...]:
    """Warn of transcripts with several speakers of whom none is known to ask, once a strand.

    Parameters
    ----------
    study : Study
    documents : iterable of Document
        Of any strand; a survey's are passed over.
    """
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for document in documents:
        strand = study.strand(document.strand)
        if strand is None or strand.kind == "survey":
            continue
        labels = labels_of(document)
        if len(labels) > 1 and not askers(strand, labels):
            found.setdefault(strand.name, []).append((document.source, labels))
    return tuple(_warning(strand, alike) for strand, alike in found.items())


def unasked_in(context: RunContext) -> tuple[Problem, ...]:
    """Warn of what the store holds, likewise; texts of surveys are not loaded."""
    spoken = {strand.name for strand in context.study.strands if strand.kind != "survey"}
    with context.store.reading() as connection:
        ids = [one.id for one in document_keys(connection) if one.strand in spoken]
        documents = load_documents(connection, sorted(ids))
    return unasked(context.study, documents.values())


def _warning(strand: str, alike: Sequence[tuple[str, tuple[str, ...]]]) -> Problem:
    source, labels = alike[0]
    more = ", ..." if len(labels) > SPEAKERS else ""
    these = f"so it is with {len(alike)} documents of" if len(alike) > 1 else "the strand is"
    message = (
        f"no label looks like an interviewer's (here: {', '.join(labels[:SPEAKERS])}{more}), so "
        f"questions are coded too; {these} '{strand}'"
    )
    return Problem(source, None, message, _HINT, "warning")
