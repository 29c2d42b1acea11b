"""Shares, intervals, units and what was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Building


def fill(study: Building, strand: str, said: int, of: int) -> None:
    """Let `said` of `of` cases of a strand say it."""
    for number in range(of):
        segment = study.says(study.document(f"{strand}/{number}", strand))
        if number < said:
            study.suggest(segment)


def test_probability_sample_has_a_wilson_interval(empty: Building) -> None:
    """27 of 30 in a probability sample lie between .744 and .965."""
    empty.strand(sample="probability")
    empty.code("a")
    fill(empty, "S", 27, 30)
    for strand in ("S", "all"):
        row = empty.row(strand=strand)
        assert (row.asked, row.cases, row.share) == (30, 27, 0.9)
        assert (row.share_low, row.share_high) == pytest.approx((0.7438, 0.9654), abs=5e-5)
        assert row.interval == "Wilson 95 %"


@pytest.mark.parametrize(
    ("sample", "interval"),
    [
        ("census", "none: everyone was asked"),
        ("opportunity", "none: opportunity sample"),
        ("purposive", "none: purposive sample"),
    ],
)
def test_other_samples_have_none(empty: Building, sample: str, interval: str) -> None:
    """The row says why there is no interval."""
    empty.strand(sample=sample)
    empty.code("a")
    fill(empty, "S", 1, 2)
    for strand in ("S", "all"):
        row = empty.row(strand=strand)
        assert (row.share_low, row.share_high, row.interval) == (None, None, interval)


def test_all_needs_probability_everywhere(empty: Building) -> None:
    """`all` has an interval only if every primary strand is a probability sample."""
    empty.strand("P", sample="probability")
    empty.strand("V", role="validation", sample="purposive")
    empty.code("a")
    fill(empty, "P", 1, 2)
    assert empty.row(strand="all").interval == "Wilson 95 %"
    empty.strand("C", sample="census")
    row = empty.row(strand="all")
    assert (row.share_low, row.interval) == (None, "none: probability, census")


def test_nobody_asked_has_no_interval(empty: Building) -> None:
    """Without anybody asked there is neither share nor interval, and the row says so."""
    empty.strand(sample="probability")
    empty.strand("C", role="context")
    empty.code("a")
    row = empty.row()
    assert (row.share, row.share_low, row.interval) == (None, None, "none: nobody was asked")


def test_no_primary_strand(empty: Building) -> None:
    """`all` says that it joins nothing."""
    empty.strand(role="context")
    empty.code("a")
    fill(empty, "S", 1, 1)
    row = empty.row(strand="all")
    assert (row.asked, row.cases, row.segments) == (0, 0, 0)
    assert row.interval == "none: no primary strand"


@pytest.fixture
def two_units(empty: Building) -> Building:
    """Return a study of turns in one strand and answers in another."""
    empty.strand("Talks", unit="turn")
    empty.strand("Survey", unit="answer")
    empty.code("a")
    fill(empty, "Talks", 1, 2)
    fill(empty, "Survey", 2, 3)
    return empty


def test_different_units_are_never_added(two_units: Building) -> None:
    """Cases add up, segments do not."""
    row = two_units.row(strand="all")
    assert (row.asked, row.cases) == (5, 3)
    assert (row.segments, row.against, row.disputed) == (None, None, None)
    assert two_units.row(strand="Survey").segments == 2


def test_strand_without_segments_does_not_hinder(empty: Building) -> None:
    """An empty strand of another unit leaves the sum as it is."""
    empty.strand("Talks", unit="turn")
    empty.strand("Survey", unit="answer")
    empty.code("a")
    fill(empty, "Talks", 2, 2)
    assert empty.row(strand="all").segments == 2


def test_disputed_code_beside_one_that_holds(study: Building) -> None:
    """For the theme the segment holds and is not disputed as well."""
    study.code("b")
    segment = study.says(study.document("d"))
    study.word("ann", segment, "unsure", "a")
    study.word("ann", segment, "accept", "b")
    theme, code = study.row(""), study.row("a")
    assert (theme.segments, theme.disputed) == (1, 0)
    assert (code.segments, code.disputed) == (0, 1)


def test_checked_share_and_basis(study: Building) -> None:
    """Nothing, part and all looked at are suggested, mixed and checked; skipped units do not count."""
    document = study.document("d")
    first, second = study.says(document), study.says(document)
    study.says(document, skip_reason="interviewer", speaker_role="interviewer")

    def checked() -> tuple[float | None, str]:
        row = study.row()
        return row.checked_share, row.basis

    assert checked() == (0.0, "suggested")
    study.look("ann", first, outcome="nothing applies")
    assert checked() == (0.5, "mixed")
    study.word("ann", second, "unsure")
    assert checked() == (1.0, "checked")


def test_theme_is_checked_for_all_its_codes(study: Building) -> None:
    """A decision on one code makes the theme mixed; only all codes make it checked."""
    study.code("b")
    segment = study.says(study.document("d"))
    study.word("ann", segment)
    assert (study.row("a").basis, study.row("b").basis) == ("checked", "suggested")
    assert (study.row("").checked_share, study.row("").basis) == (0.0, "mixed")
    study.look("ben", segment, codes=("b",))
    assert (study.row("").checked_share, study.row("").basis) == (1.0, "checked")


def test_theme_without_codes_has_nothing_to_check(study: Building) -> None:
    """A theme that no code is in was not checked, whoever looked."""
    study.look("ann", study.says(study.document("d")))
    row = study.row("", section="Empty", themes=("Empty",))
    assert (row.asked, row.cases, row.checked_share, row.basis) == (1, 0, None, "suggested")
