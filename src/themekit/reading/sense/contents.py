"""Whether anything in a source is to be coded at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.language import no_answer
from themekit.reading.sense.speech import somebody_speaks, voices
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
    if any(somebody_speaks(document, strand) for document in documents):
        return
    if any(voice.asks and voice.words for one in documents for voice in voices(one, strand)):
        return  # told as all-interviewer
    message = "nothing in it is to be coded: nobody says a word in it"
    mend = "look whether it is the right file, and whether the recording was transcribed"
    yield doubt("nothing-to-code", source, message, mend)


def _answered(document: Document) -> bool:
    said = (document.text[turn.start : turn.end] for turn in document.turns)
    return any(not no_answer(answer) for answer in said)


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f"'{column}'" for column in columns) or "the columns named under 'open'"
