"""Who asks in a conversation: whom study.yaml names, else whoever goes by the usual labels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.errors import Problem
from themekit.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from themekit.records import Document, Role, Turn
    from themekit.study._records import Strand, Study

# Whoever goes by one of these asks: their words are context wherever study.yaml names nobody.
_SURELY = frozenset(
    """
    int interviewer i q moderator facilitator researcher investigator iv mod chair
    interviewerin interviewer/in interviewer*in moderatorin forscherin enquêteur enquêtrice
    intervieweur intervieweuse modérateur modératrice entrevistador entrevistadora moderador
    moderadora intervistatore intervistatrice moderatore moderatrice
    """.split()  # noqa: SIM905 -- a paragraph of words reads better than a page
)
# These may ask, which helps to tell labels from prose; but their words are coded all the same.
_PERHAPS = frozenset(["question", "fac", "res", "host", "asker", "iver"])
_NUMBER = re.compile(r"[\s\d._-]+$")
SPEAKERS = 4
_HINT = "name who asks under 'interviewer' in study.yaml, as the label stands in the text"


def likely_interviewers(labels: Iterable[str]) -> tuple[str, ...]:
    """Return those of `labels` that usually stand for whoever asks, numbered or not."""
    return tuple(label for label in labels if _NUMBER.sub("", folded(label)) in _SURELY)


def may_ask(label: str) -> bool:
    """Tell whether a label stands for whoever asks, surely or perhaps."""
    return folded(label) in _PERHAPS or bool(likely_interviewers((label,)))


def askers(named: Sequence[str], labels: Iterable[str]) -> frozenset[str]:
    """Return, folded, those of `labels` whose words are context and not coded.

    Parameters
    ----------
    named : sequence of str
        A strand's interviewers. Empty: the labels that transcripts usually use count.
    labels : iterable of str
        As they stand in the source.
    """
    labels = tuple(labels)
    asking = {folded(label) for label in named or likely_interviewers(labels)}
    return frozenset(key for key in map(folded, labels) if key in asking)


def roles(named: Sequence[str], turns: Sequence[Turn]) -> Iterator[Role]:
    """Yield whose go each turn is: who asks, who takes part, or nobody's yet.

    What stands before the first label (a title, a head) is nobody's. After it, words without a
    label are somebody's who takes part: in many transcripts only the interviewer is labelled.

    Parameters
    ----------
    named : sequence of str
        A strand's interviewers; see `askers`.
    turns : sequence of Turn
        All of one document, in order.
    """
    asking = askers(named, {turn.speaker for turn in turns if turn.speaker})
    begun = not any(turn.speaker for turn in turns)
    for turn in turns:
        begun = begun or bool(turn.speaker)
        if turn.speaker and folded(turn.speaker) in asking:
            yield "interviewer"
        else:
            yield "participant" if begun else "unknown"


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
