"""Who asks in a transcript; where nobody is known to, its questions are coded like answers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from themekit.errors import Problem
from themekit.names import folded
from themekit.records import Document, Turn
from themekit.study import Strand, Study, askers

SPEAKERS = 4
_HINT = "name who asks under 'interviewer' in study.yaml, as the label stands in the text"


def labels_of(turns: Iterable[Turn]) -> tuple[str, ...]:
    """Return the speakers of a transcript in the order of their first words."""
    return tuple(dict.fromkeys(turn.speaker for turn in turns if turn.speaker))


def asking(strand: Strand, labels: Sequence[str]) -> tuple[str, ...]:
    """Return those of `labels` whose words are context and not coded."""
    known = askers(strand.interviewer, labels)
    return tuple(label for label in labels if folded(label) in known)


def unasked(study: Study, documents: Iterable[Document]) -> Iterator[Problem]:
    """Doubt transcripts with several speakers of whom none is known to ask.

    Where a strand names its interviewers, `themekit.reading.sense` says where they do not speak.

    Parameters
    ----------
    study : Study
    documents : iterable of Document
        Of any strand; a survey's are passed over. Their words are not needed.
    """
    for document in documents:
        strand = study.strand(document.strand)
        if strand is None or strand.kind == "survey" or strand.interviewer:
            continue
        labels = labels_of(document.turns)
        if len(labels) > 1 and not asking(strand, labels):
            yield _doubt(document.source, labels)


def _doubt(source: str, labels: Sequence[str]) -> Problem:
    more = ", ..." if len(labels) > SPEAKERS else ""
    message = (
        f"no label looks like an interviewer's (here: {', '.join(labels[:SPEAKERS])}{more}), so "
        "questions are coded too"
    )
    return Problem(source, None, message, _HINT, "warning", "nobody-asks")
