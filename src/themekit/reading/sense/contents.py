"""Whether anything in a source is to be coded at all."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from themekit.language import asks, no_answer
from themekit.names import folded
from themekit.reading.sense.speech import somebody_speaks, voices
from themekit.reading.sense.words import counted, doubt
from themekit.reading.slugs import item_slug
from themekit.reading.tables.talk_cells import QUESTION, name_parts
from themekit.study import may_ask

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.errors import Problem
    from themekit.records import Document
    from themekit.study import Strand


_ENOUGH = 5_000  # rows that show what a column holds
_LEAST = 4
_MOSTLY = 0.6


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


def asking_answers(documents: Sequence[Document], strand: Strand, source: str) -> Iterator[Problem]:
    """Doubt a column of a survey whose "answers" are an interviewer's questions.

    A row that holds a question and what was answered, or a column for each speaker, is talk.
    """
    if strand.kind != "survey" or strand.question:
        return
    asked: Counter[str] = Counter()
    filled: Counter[str] = Counter()
    for document in documents[:_ENOUGH]:
        for turn in document.turns:
            if words := document.text[turn.start : turn.end]:
                filled[turn.item] += 1
                asked[turn.item] += asks(words)
    for column in strand.open:
        item = item_slug(column)
        called = may_ask(folded(column)) or bool(name_parts(column.replace("_", " ")) & QUESTION)
        if called and filled[item] >= _LEAST and asked[item] >= _MOSTLY * filled[item]:
            message = (
                f"the answers in {column!r} are questions, as an interviewer asks them, and are "
                "coded as if respondents had said them"
            )
            mend = (
                f"take {column!r} out of 'open' in study.yaml, or write a row a turn in a copy, "
                "with a column that says who speaks"
            )
            yield doubt("table-is-talk", source, message, mend)


def _answered(document: Document) -> bool:
    said = (document.text[turn.start : turn.end] for turn in document.turns)
    return any(not no_answer(answer) for answer in said)


def _listed(columns: Sequence[str]) -> str:
    return ", ".join(f"'{column}'" for column in columns) or "the columns named under 'open'"
