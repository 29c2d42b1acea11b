"""What findings claim with their figures, and whether more reading can turn it over."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from themekit.matrix.claims import StrandClaims, claims_of
from themekit.study import Finding, Quantifier
from whole_drawn import hand, large, read

if TYPE_CHECKING:
    from conftest import Building

WORDS = (Quantifier("few", 0, 0.25), Quantifier("some", 0.25, 0.5), Quantifier("most", 0.5, 1))


def finding(*codes: str, **about: Any) -> Finding:
    """Return a finding of section T."""
    return Finding(**{"line": 1, "id": f"F-{'-'.join(codes)}", "statement": "So it is.",
                      "section": "T", "codes": codes, **about})  # fmt: skip


def told(
    study: Building, *findings: Finding, words: Any = WORDS, **how: Any
) -> tuple[StrandClaims, ...]:
    """Return the claims of some findings."""
    coded = study.coded(**how)
    return claims_of(
        replace(coded, findings=findings, study=replace(coded.study, quantifiers=words))
    )


def small(study: Building, cases: int, read: int, yes: int, code: str = "a") -> None:
    """Let cases be there, some of them read by a person, and it be found in some of these."""
    for number in range(cases):
        if f"d{number}" not in study.present:
            study.says(study.document(f"d{number}"))
        if number < read:
            study.word("ada", f"d{number}/0", "accept" if number < yes else "reject", code)


def test_a_word_that_holds_whatever_the_unread_say_is_settled(study: Building) -> None:
    """Found in 9 of 12, 2 unread: most, also if it is in neither."""
    small(study, cases=12, read=10, yes=9)
    (strand,) = told(study, finding("A"))
    assert (strand.more, strand.by_draw) == (0, False)
    assert [(one.words, one.state) for one in strand.claims] == [(("most",), "settled")]


def test_a_word_that_the_unread_can_turn_over_is_to_be_read(study: Building) -> None:
    """Found in 4 of 12, 4 unread: some or most; the two suggested ones would make it most."""
    small(study, cases=12, read=8, yes=4)
    for number in (10, 11):
        study.suggest(f"d{number}/0")
    (strand,) = told(study, finding("A"))
    assert [(one.words, one.state) for one in strand.claims] == [(("some", "most"), "to read")]
    assert (strand.more, strand.forecast, strand.passages) == (2, 4, 2)


def test_the_order_of_two_rows_of_a_section_is_a_claim(study: Building) -> None:
    """What is found more often comes first, and is settled once the unread cannot change it."""
    study.code("b")
    small(study, cases=10, read=10, yes=2)
    small(study, cases=10, read=9, yes=7, code="b")
    (strand,) = told(study, finding("A"), finding("B"), words=())
    assert [(one.rows, one.words, one.state) for one in strand.claims] == [
        (("B", "A"), (), "settled")
    ]


def test_rows_of_other_sections_have_no_order(study: Building) -> None:
    """And without declared words there is nothing to claim."""
    study.code("b")
    small(study, cases=10, read=10, yes=2)
    assert told(study, finding("A"), finding("B", section="U"), words=()) == ()


def test_what_people_disagree_about_is_not_settled_by_reading(study: Building) -> None:
    """Everything is read; one case is disputed, and with it the word."""
    small(study, cases=8, read=8, yes=3)
    study.word("bo", "d2/0", "reject")
    study.word("bo", "d3/0", "accept")
    (strand,) = told(study, finding("A"))
    assert [one.state for one in strand.claims] == ["settled"]
    study.word("bo", "d4/0", "accept")
    (strand,) = told(study, finding("A"))
    assert (strand.more, strand.disputed) == (0, True)
    assert [(one.words, one.state) for one in strand.claims] == [(("few", "some", "most"), "open")]


def test_strands_that_do_not_support_a_finding_claim_nothing(study: Building) -> None:
    """A person judged it to be silent there; in a group people heard each other."""
    small(study, cases=6, read=6, yes=3)
    assert told(study, finding("A", support=(("S", "silence"),))) == ()
    assert told(study, finding("A", support=(("Elsewhere", "strong"),))) == ()
    assert told(study, finding("A"), method="reflexive") == ()


def test_a_large_strand_is_to_be_drawn_from_first(empty: Building) -> None:
    """What people read in another way says nothing of the rest."""
    large(empty)
    (strand,) = told(empty, finding("A"))
    assert (strand.by_draw, strand.read, strand.more, strand.claims) == (True, 0, 50, ())
    assert strand.passages == 100


def test_a_large_strand_is_settled_by_a_draw(empty: Building) -> None:
    """One in four says it: far from most."""
    large(empty)
    read(empty, "ada", hand(empty, "ada", 60))
    half = (Quantifier("few", 0, 0.5), Quantifier("most", 0.5, 1))
    (strand,) = told(empty, finding("A"), words=half)
    assert (strand.more, strand.read, strand.size) == (0, 60, 120)
    assert [(one.words, one.state) for one in strand.claims] == [(("few",), "settled")]


def test_what_is_settled_has_one_word(empty: Building) -> None:
    """Doubts that together are small enough leave no second word possible beside "settled"."""
    large(empty, size=200)
    read(empty, "ada", hand(empty, "ada", 60))
    near = (Quantifier("few", 0, 0.36), Quantifier("some", 0.36, 1))
    (strand,) = told(empty, finding("A"), words=near)
    assert strand.more == 0
    assert [(one.words, one.state) for one in strand.claims] == [(("few",), "settled")]


def test_a_share_on_the_edge_of_two_words_is_open(empty: Building) -> None:
    """A quarter says it: after 100 of 120 cases nobody can tell whether few or some will."""
    large(empty)
    read(empty, "ada", hand(empty, "ada", 100))
    (strand,) = told(empty, finding("A"))
    assert strand.more == 0
    (claim,) = strand.claims
    assert (set(claim.words), claim.state) == ({"few", "some"}, "open")


def test_a_large_strand_that_was_read_wholly_is_settled_however_it_was_drawn(
    empty: Building,
) -> None:
    """It is counted, not estimated."""
    large(empty, size=100, passages=1)
    for number in range(100):
        empty.word("ada", f"d{number}/0", "accept" if number < 30 else "reject")
    (strand,) = told(empty, finding("A"))
    assert strand.more == 0
    assert [(one.words, one.state) for one in strand.claims] == [(("some",), "settled")]


@pytest.mark.parametrize("codes", [("A",), ("A", "B")])
def test_findings_that_count_the_same_make_one_claim(
    study: Building, codes: tuple[str, ...]
) -> None:
    """Two findings on one row are named together."""
    study.code("b")
    small(study, cases=6, read=6, yes=4)
    small(study, cases=6, read=6, yes=0, code="b")
    first, second = finding(*codes), finding(*codes, id="Z")
    (strand,) = told(study, first, second)
    assert [one.findings for one in strand.claims] == [(first.id, "Z")]
