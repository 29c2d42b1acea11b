"""What a careful author may write passes, and what an adversary wrote is found."""

from __future__ import annotations

from dataclasses import replace

import pytest

from themekit.report.verify.claims import claims_in
from verifying import alarms, evidence, matrix, remarks, with_rows


@pytest.mark.parametrize(
    ("said", "n"),
    [
        ("Twenty-three of 30 (77 %) intend to mix.", 23),
        ("In the survey twenty-five of 30 (83 %) did.", 25),
    ],
)
def test_a_hyphenated_number_word_is_one_number(said: str, n: int) -> None:
    """Twenty-three is no range from twenty to three."""
    (claim,) = claims_in(said)
    assert (claim.n, claim.upto, claim.of) == (n, None, 30)


@pytest.mark.parametrize(
    "said",
    ["See page 14 of 40.", "Chapter 3 of 5 gives details.", "3 of the 4 authors live here."],
)
def test_pages_chapters_and_authors_are_no_figures(said: str) -> None:
    """They need no row."""
    assert claims_in(said) == ()


def test_a_pronoun_in_the_middle_of_a_clause_is_no_quantifier() -> None:
    """Some of them are things."""
    assert claims_in("They put some of them online.") == ()
    assert [one.word for one in claims_in("Some of them said so.")] == ["some"]


AGAINST = "# Demand\n\n{} [row: Lost work and grief, Interviews].\n"


@pytest.mark.parametrize(
    ("said", "against", "kinds"),
    [
        ("Nobody spoke against it", 0, []),
        ("Nobody in the interviews disagreed", 0, []),
        ("Two of 8 spoke against it", 2, []),
        ("Two of 8 opposed it", 0, ["number"]),
        ("Three of 8 spoke against it", 2, ["number"]),
        ("Nobody spoke against it", 2, ["number"]),
    ],
)
def test_who_speaks_against_is_held_against_those_who_do(
    said: str, against: int, kinds: list[str]
) -> None:
    """Not against those who say it, three of eight."""
    rows = tuple(
        replace(one, against=against)
        if (one.code, one.strand) == ("Lost work and grief", "Interviews")
        else one
        for one in matrix().rows
    )
    found = alarms(remarks(AGAINST.format(said), evidence(matrix=with_rows(rows))))
    assert [kind for kind, _ in found] == kinds
