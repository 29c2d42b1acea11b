"""Lists, sentences, cells and picked words, on studies built by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from themekit.codebook import Code, Codebook
from themekit.decisions import CodedStudy, versioned
from themekit.events import Coding, Event, Look
from themekit.records import Document, Segment, Suggestion
from themekit.study import Strand, Study
from themekit.workflows.eyes import Eyes
from themekit.workflows.lists import STATES, Asked, Lists
from themekit.workflows.saying import count_said, filled_by, filter_said
from themekit.workflows.transcripts import whole_words

CODES = tuple(
    Code(id=name, name=name.title(), path=(name,), definition=name) for name in ("bus", "cost")
)
BOOK = Codebook("Small", "1", (), CODES)
TEXT = "The bus is late. It costs too much. Nobody waits. Fares rose again."
DOCUMENT = Document("talks/A", "A", "Talks", "a.txt", TEXT, "h")
SEGMENTS = tuple(
    Segment(f"talks/A/{at}", "talks/A", "h", start, end, TEXT[start:end])
    for at, (start, end) in enumerate([(0, 16), (17, 35), (36, 49), (50, 67)])
)


def said(
    number: int, coder: str, at: int, code: str, decision: str, after: int | None = None
) -> Coding:
    """Return what somebody says of a code on a segment."""
    here = SEGMENTS[at]
    return Coding(
        number=number, event_id=f"e{number}", coder=coder, document=here.document, text_hash="h",
        start=here.start, end=here.end, code_id=code, decision=decision,  # type: ignore[arg-type]
        after=number - 1 if after is None else after, codebook_hash=BOOK.hash,
        meaning_hash=CODES[0].meaning_hash if code == "bus" else CODES[1].meaning_hash,
    )  # fmt: skip


def looked(number: int, coder: str, at: int) -> Look:
    """Return that somebody went through the whole list on a segment."""
    here = SEGMENTS[at]
    return Look(
        number=number, event_id=f"e{number}", coder=coder, document=here.document, text_hash="h",
        start=here.start, end=here.end, outcome="nothing applies", after=number - 1,
        codebook_hash=BOOK.hash,
    )  # fmt: skip


def lists(*events: Event, method: Any = "codebook") -> Lists:
    """Return the lists of a study of one talk."""
    strand = Strand("Talks", "talks", "interview", ("a.txt",))
    folder = Path("small")
    study = Study(folder, "Small", folder / "codebook.yaml", (strand,), method=method)
    suggestions = (
        Suggestion("talks/A/0", "bus", 0.9, "suggested"),
        Suggestion("talks/A/1", "cost", 0.3, "uncertain"),
        Suggestion("talks/A/3", "cost", 0.8, "suggested"),
    )
    coded = CodedStudy(
        study, BOOK, (DOCUMENT,), SEGMENTS, suggestions=suggestions, events=events,
        versions=versioned(BOOK), through=len(events),
    )  # fmt: skip
    return Lists(coded)


EYES = Eyes("ada", np.ones(4, dtype=bool))
WORDS = (
    said(1, "ben", 0, "bus", "accept"),
    looked(2, "eve", 0),
    said(3, "ben", 1, "cost", "unsure"),
    said(4, "ben", 2, "bus", "add"),
)


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("disputed", [0]),
        ("needs another reader", [1]),
        ("holds", [2]),
        ("suggested", [3]),
        ("uncertain", [1]),
        ("does not hold", []),
        ("read for some codes", [2]),
        ("not looked at", [1, 3]),
        ("reopened", []),
    ],
)
def test_each_state_has_its_passages(state: str, found: list[int]) -> None:
    """As people's words and the machine's suggestions come together."""
    assert lists(*WORDS).find(Asked(state=state), EYES).tolist() == found


def test_counts_are_those_of_the_lists() -> None:
    """A number in the overview is the length of the list that it opens."""
    here = lists(*WORDS)
    for state in STATES:
        found = here.find(Asked(state=state), EYES)
        assert here.count(EYES).get(state, 0) == found.size


def test_a_code_narrows_a_state() -> None:
    """Nobody has looked at a passage for one code, though somebody has for another."""
    here = lists(*WORDS)
    assert here.find(Asked(state="not looked at", code="cost"), EYES).tolist() == [1, 2, 3]
    assert here.find(Asked(state="disputed", code="cost"), EYES).size == 0
    assert here.find(Asked(code="cost"), EYES).tolist() == [1, 3]


def test_what_is_read_for_some_codes_is_narrowed_by_the_one_that_is_left() -> None:
    """Where somebody looked, but not for that code."""
    here = lists(*WORDS)
    assert here.find(Asked(state="read for some codes", code="cost"), EYES).tolist() == [2]
    assert here.find(Asked(state="read for some codes", code="bus"), EYES).size == 0


def test_in_a_reflexive_study_readings_differ_and_nothing_is_disputed() -> None:
    """Anybody's yes stands, and another reading beside it."""
    here = lists(*WORDS, method="reflexive")
    assert here.find(Asked(state="disputed"), EYES).size == 0
    assert here.find(Asked(state="read differently"), EYES).tolist() == [0]


def test_a_passage_that_is_kept_is_in_no_list_of_words() -> None:
    """Where it lies is told; what anybody says of it is not."""
    eyes = Eyes("ada", np.ones(4, dtype=bool), kept={0: None})  # type: ignore[dict-item]
    here = lists(*WORDS)
    assert here.find(Asked(document="talks/A"), eyes).tolist() == [0, 1, 2, 3]
    assert here.find(Asked(state="disputed"), eyes).size == 0
    assert "disputed" not in here.count(eyes)
    assert here.by_code("disputed", eyes) == []
    assert here.margin(0, eyes).kept
    assert not here.margin(0, eyes).chips


def test_a_kept_passage_that_was_answered_says_so() -> None:
    """Another passage of the same text is open still, so what others say stays shut."""
    eyes = Eyes("ben", np.ones(4, dtype=bool), kept={0: None}, veiled=frozenset({0, 2, 3}))  # type: ignore[dict-item]
    here = lists(*WORDS)
    kept = [(one.kept, one.answered) for one in (here.margin(at, eyes) for at in (0, 2, 3))]
    assert kept == [(True, False), (True, True), (True, False)]


def test_a_margin_shows_the_words_of_others_once_one_has_answered() -> None:
    """Before, what the machine says, and that others have read it."""
    closed = lists(*WORDS).margin(0, EYES)
    assert [(one.code_id, one.state) for one in closed.chips] == [("bus", "suggested")]
    assert (closed.others, closed.differs) == (2, True)
    opened = lists(*WORDS, said(5, "ada", 0, "bus", "reject")).margin(0, EYES)
    assert [(one.code_id, one.state) for one in opened.chips] == [("bus", "disputed")]


def test_only_what_is_visible_is_listed() -> None:
    """A document that is not for this person is nowhere."""
    nothing = Eyes("ada", np.zeros(4, dtype=bool))
    here = lists(*WORDS)
    assert here.find(Asked(), nothing).size == 0
    assert here.count(nothing) == {}


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        (Asked(state="disputed", code="bus"), "where people disagree about Bus"),
        (Asked(state="suggested", code="bus"), "where Bus is suggested and nobody has looked"),
        (
            Asked(state="read for some codes"),
            "where people have looked, but not for every code as it reads now",
        ),
        (
            Asked(state="read for some codes", code="bus"),
            "where people have looked, but not for Bus as it reads now",
        ),
        (
            Asked(state="does not hold", code="bus"),
            "where Bus was suggested or spoken of, and people answered no or left it open",
        ),
        (Asked(state="not looked at", strand="Talks"), "that nobody has looked at in Talks"),
        (Asked(coder="ben", document="talks/A"), "that Ben has read of A"),
        (Asked(code="bus"), "where Bus applies, may apply or is in doubt"),
    ],
)
def test_a_filter_is_said_as_a_sentence(asked: Asked, sentence: str) -> None:
    """Names stand for ids."""
    assert filter_said(asked, {"bus": "Bus", "ben": "Ben", "talks/A": "A"}) == sentence


def test_a_count_says_of_how_many() -> None:
    """Where it is not all of them."""
    assert count_said(12, 762, "in Talks") == "12 of 762 passages in Talks"
    assert count_said(1, 1, "that need another reader") == "1 passage that needs another reader"


@pytest.mark.parametrize("state", STATES)
def test_every_empty_list_says_what_would_fill_it(state: str) -> None:
    """Whatever was asked."""
    assert filled_by(Asked(state=state))


@pytest.mark.parametrize(
    ("start", "end", "words"), [(5, 6, "bus"), (5, 9, "bus is"), (3, 4, None), (60, 999, "again.")]
)
def test_a_range_is_widened_to_whole_words(start: int, end: int, words: str | None) -> None:
    """Blanks at its ends are left out."""
    span = whole_words(DOCUMENT, start, end)
    assert (TEXT[span[0] : span[1]] if span else None) == words
