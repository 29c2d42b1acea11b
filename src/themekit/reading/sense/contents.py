"""Whether anything in a source is to be coded at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.language import no_answer
from themekit.reading.sense.speech import coded_stretches, voices, words_said
from themekit.reading.sense.words import counted, doubt

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.errors import Problem
    from themekit.records import Document
    from themekit.study import Strand


def content_doubts(documents: Sequence[Document], strand: Strand, source: str) -> Iterator[Problem]:
    """Yield one doubt where no unit of a source would be coded."""
    if not documents or strand.unit == "document":
        return
    if strand.kind == "survey":
        if not any(_answered(document) for document in documents):
            message = (
                f"not one of its {counted(len(documents), 'row')} has an answer in "
                f"{_listed(strand.open)}, so nothing of it is coded"
            )
            mend = "name the columns with the answers under 'open' in study.yaml"
            yield doubt("nothing-to-code", source, message, mend)
        return
    if any(_speaks(document, strand) for document in documents):
        return
    if all(_only_asks(document, strand) for document in documents):
        return  # told as all-interviewer
    message = "nothing in it is to be coded: there are no words of a participant"
    mend = "write a label before each answer ('P:'), as before the questions"
    yield doubt("nothing-to-code", source, message, mend)


def _answered(document: Document) -> bool:
    text = document.text
    return any(
        turn.end > turn.start and not no_answer(text[turn.start : turn.end])
        for turn in document.turns
    )


def _speaks(document: Document, strand: Strand) -> bool:
    return any(words_said(said) for said in coded_stretches(document, strand))


def _only_asks(document: Document, strand: Strand) -> bool:
    found = voices(document, strand)
    labelled = all(turn.speaker for turn in document.turns)
    return (
        labelled
        and any(voice.words for voice in found)
        and all(voice.asks or not voice.words for voice in found)
    )


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f"'{column}'" for column in columns) or "the columns named under 'open'"
