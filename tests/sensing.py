"""Builders of documents as the readers hand them over, and of the study around them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from themekit.errors import Problem
from themekit.reading.sense import Signs, doubts_across, doubts_in, signs_of
from themekit.records import Document, Turn
from themekit.spans import text_hash
from themekit.study import CaseIndex, Strand, Study

Said = tuple[str, str]


def talk(*said: Said | str, source: str = "talks/P1.txt") -> Document:
    """Build a transcript from (speaker, words); words alone are an unlabelled turn."""
    text, turns = "", []
    for one in said:
        speaker, words = ("", one) if isinstance(one, str) else one
        text += f"{speaker}: " if speaker else ""
        turns.append(Turn(len(text), len(text) + len(words), speaker))
        text += words + "\n"
    return written(text, source=source, turns=tuple(turns))


def written(text: str, source: str = "talks/P1.txt", turns: tuple[Turn, ...] = ()) -> Document:
    """Build a document of one stretch of text."""
    name = source.rpartition("/")[2].partition(".")[0]
    return Document(f"talks/{name}", name, "Talks", source, text, text_hash(text), turns)


def row(
    name: str,
    *answers: str,
    case: str = "",
    wave: str = "",
    closed: dict[str, str] | None = None,
    attributes: dict[str, str] | None = None,
    source: str = "answers.csv",
    place: str = "",
) -> Document:
    """Build one respondent's answers."""
    text, turns = "", []
    for number, answer in enumerate(answers, 1):
        turns.append(
            Turn(len(text), len(text) + len(answer), "", None, f"Question {number}", f"q{number}")
        )
        text += answer + "\n\n"
    return Document(
        f"answers/{name}", name, "Answers", source, text, text_hash(text), tuple(turns), wave, case,
        tuple((closed or {}).items()), tuple((attributes or {}).items()), place,
    )  # fmt: skip


def talks(**given: object) -> Strand:
    """Build a strand of interviews unless told otherwise."""
    fields = {"name": "Talks", "slug": "talks", "kind": "interview", "sources": ("talks/*",)}
    return Strand(**{**fields, **given})  # type: ignore[arg-type]


def answers(**given: object) -> Strand:
    """Build a strand of a survey."""
    fields = {"name": "Answers", "slug": "answers", "kind": "survey", "sources": ("*.csv",)}
    return Strand(**{**fields, "id": "id", "open": ("q1",), "unit": "answer", **given})  # type: ignore[arg-type]


def within(strand: Strand, *documents: Document) -> dict[str, Problem]:
    """Return the doubts within one source by name."""
    found = doubts_in(documents, strand, documents[0].source)
    assert all(one.severity == "warning" and one.file == documents[0].source for one in found)
    return {one.doubt: one for one in found}


def signs(strand: Strand, documents: Sequence[Document]) -> tuple[Signs, ...]:
    """Return the signs of each source, through what is kept of them."""
    sources = dict.fromkeys(one.source for one in documents)
    found = (
        signs_of([one for one in documents if one.source == source], strand, source)
        for source in sources
    )
    return tuple(Signs.from_json(one.as_json()) for one in found)


def across(
    strand: Strand, *documents: Document, cases: CaseIndex | None = None
) -> dict[str, list[Problem]]:
    """Return the doubts across sources by name."""
    study = Study(Path("/study"), "A study", Path("/study/codebook.yaml"), (strand,))
    found: dict[str, list[Problem]] = {}
    for one in doubts_across(signs(strand, documents), study, cases):
        found.setdefault(one.doubt, []).append(one)
    assert all(len({one.file for one in those}) == len(those) for those in found.values())
    return found
