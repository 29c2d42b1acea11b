"""Which unread passages of a code come first."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from themekit.codebook import Code, Codebook
from themekit.decisions import CodedStudy, versioned
from themekit.events import Coding
from themekit.records import Document, Scores, Segment, Suggestion
from themekit.study import Strand, Study
from themekit.workflows.unread import likeliest_first

CODES = (Code("bus", "Buses"), Code("cost", "Costs"))
BOOK = Codebook("small", "", (), CODES)
SEGMENTS = tuple(
    Segment(f"t/{name}/{at}", f"t/{name}", "h", 10 * at, 10 * at + 5, "words")
    for name in "ABC"
    for at in range(2)
)


def coded(*, scores: Scores | None = None, suggestions: tuple[Suggestion, ...] = ()) -> CodedStudy:
    """Return a study of three talks of two passages each; buses are found in the first of A."""
    first = SEGMENTS[0]
    found = Coding(
        number=1, event_id="e1", coder="ada", document=first.document, text_hash="h",
        start=first.start, end=first.end, code_id="bus", decision="accept",
        codebook_hash=BOOK.hash, meaning_hash=CODES[0].meaning_hash,
    )  # fmt: skip
    return CodedStudy(
        Study(Path(), "", Path(), (Strand("T", "t", "interview", ()),)),
        BOOK,
        tuple(Document(f"t/{name}", name, "T", "", "", "h") for name in "ABC"),
        SEGMENTS,
        suggestions=suggestions,
        events=(found,),
        versions=versioned(BOOK),
        scores=scores,
    )


@pytest.mark.parametrize("scored", [True, False])
def test_the_likeliest_person_comes_first_and_who_is_found_last(*, scored: bool) -> None:
    """By the machine's probabilities; where there are none, by its suggestions."""
    values = {1: 0.9, 2: 0.1, 3: 0.3, 4: 0.2, 5: 0.8}
    table = np.zeros((6, 2), dtype=np.float32)
    for at, value in values.items():
        table[at, 0] = value
    ids = tuple(one.id for one in SEGMENTS)
    scores = Scores(ids, ("bus", "cost"), table) if scored else None
    suggestions = tuple(
        Suggestion(SEGMENTS[at].id, "bus", value, "uncertain") for at, value in values.items()
    )
    study = coded(scores=scores, suggestions=() if scored else suggestions)
    assert likeliest_first(study, "bus", np.arange(1, 6)).tolist() == [5, 4, 3, 2, 1]


def test_without_any_likelihood_the_order_stays() -> None:
    """Nothing is suggested: passages come as they stand, person by person."""
    assert likeliest_first(coded(), "cost", np.arange(6)).tolist() == [0, 1, 2, 3, 4, 5]
