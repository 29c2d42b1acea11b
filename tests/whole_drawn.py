"""A large strand of which whole cases are drawn and read, for tests that count by them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from themekit.events import Draw
from themekit.tasks.content_notes import ContentNotes
from themekit.tasks.plans import Plan
from themekit.tasks.pool import Pool
from themekit.tasks.readers import read_readers
from themekit.tasks.whole_cases import whole_cases

if TYPE_CHECKING:
    from matrix.conftest import Building

SIZE = 120


def large(study: Building, size: int = SIZE, passages: int = 2, **about: Any) -> None:
    """Add a strand in which every fourth case says it, in its last passage."""
    study.strand(**about)
    study.code("a")
    for number in range(size):
        document = study.document(f"d{number}")
        for _ in range(passages):
            study.says(document)


def says(document: str) -> bool:
    """Tell whether a case of `large` says it."""
    return int(document[1:].split("/", maxsplit=1)[0]) % 4 == 0


def hand(study: Building, coder: str, cases: int, overlap: float = 0.0) -> Draw:
    """Draw whole cases for a coder, and add the draw to what happened."""
    coded = study.coded()
    readers = read_readers(coded, [coder])
    pool, plan = Pool.of(coded, ContentNotes()), Plan(cases=cases, strand="S", overlap=overlap)
    draws = whole_cases(pool, coded.draws, [readers[coder]], plan, {coder: ()})[0].draws
    for draw in draws:
        number = len(study.events) + 1
        study.events.append(replace(draw, number=number, event_id=f"e{number}", act=f"{number}"))
    return draws[0]


def read(study: Building, coder: str, draw: Draw, skip: int = 0, **about: Any) -> None:
    """Read a draw without suggestions, but for its last cases."""
    documents = list(dict.fromkeys(item.document for item in draw.items))
    for document in documents[: len(documents) - skip]:
        passages = [one for one in study.segments.values() if one.document == document]
        how = {"mode": "blind", "draw": draw.draw, **about}
        for at, segment in enumerate(passages):
            study.look(coder, segment.id, outcome="coded", **how)
            if says(document) and at == len(passages) - 1:
                study.word(coder, segment.id, "add", **how)
