"""Shares, intervals, units and what was checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Building


def fill(study: Building, strand: str, said: int, of: int) -> None:
    """Let people find it in `said` of `of` cases of a strand, and look at the others."""
    for number in range(of):
        segment = study.says(study.document(f"{strand}/{number}", strand))
        (study.word if number < said else study.look)("ada", segment)


def test_a_number_that_a_machine_has_a_part_in_has_no_share(empty: Building) -> None:
    """Of three cases one is found and two are suggested: no share, and the row says why."""
    empty.strand(sample="probability")
    empty.code("a")
    for number in range(3):
        empty.suggest(empty.says(empty.document(f"S/{number}")))
    empty.word("ada", "S/0/0")
    row = empty.row()
    assert (row.cases, row.found, row.basis) == (3, 1, "mixed")
    assert (row.share, row.share_low, row.share_high) == (None, None, None)
    assert row.interval == "none: a machine alone suggests some of these"


def test_a_number_of_suggestions_is_no_count(empty: Building) -> None:
    """What nobody has checked has no share, and says why; `suggested` tells how many there are."""
    empty.strand(sample="probability")
    empty.code("a")
    for number in range(30):
        empty.suggest(empty.says(empty.document(f"S/{number}")))
    for strand in ("S", "all"):
        row = empty.row(strand=strand)
        assert (row.cases, row.segments, row.suggested, row.basis) == (30, 30, 30, "suggested")
        assert (row.share, row.share_low, row.share_high) == (None, None, None)
        assert row.interval == "none: nobody has checked"
        assert row.unchecked


def test_what_people_found_is_not_suggested(study: Building) -> None:
    """`suggested` counts those segments that the machine alone says hold it."""
    document = study.document("d")
    for _ in range(3):
        study.suggest(study.says(document))
    study.word("ada", "d/0")
    row = study.row()
    assert (row.segments, row.suggested, row.basis, row.unchecked) == (3, 2, "mixed", False)


def test_probability_sample_has_a_wilson_interval(empty: Building) -> None:
    """27 of 30 in a probability sample lie between .744 and .965."""
    empty.strand(sample="probability")
    empty.code("a")
    fill(empty, "S", 27, 30)
    row = empty.row()
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
    row = empty.row()
    assert (row.share, row.share_low, row.share_high) == (0.5, None, None)
    assert row.interval == interval


def test_all_has_no_share(empty: Building) -> None:
    """`all` counts organisations and pools nothing, even of a single probability sample."""
    empty.strand(sample="probability")
    empty.code("a")
    fill(empty, "S", 1, 2)
    row = empty.row(strand="all")
    assert (row.asked, row.cases, row.share, row.share_low) == (2, 1, None, None)
    assert row.interval == "none: strands are not pooled"


def test_reflexive_study_has_no_share(study: Building) -> None:
    """In a reflexive study numbers are counted and no shares are made of them."""
    fill(study, "S", 1, 2)
    row = study.row(method="reflexive")
    assert (row.asked, row.cases, row.share) == (2, 1, None)
    assert row.interval == "none: reflexive study"


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
    assert (row.segments, row.disputed, row.both_stand) == (None, None, None)
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
    study.word("ann", segment, "accept", "a")
    study.word("ben", segment, "reject", "a")
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
    assert checked() == (0.5, "mixed")
    study.word("ann", second, "reject")
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


def test_older_meaning_is_mixed_and_not_checked(study: Building) -> None:
    """A word of what the code once meant stands and decides; it does not make the cell checked."""
    study.word("ann", study.says(study.document("d")), meaning_hash="older")
    row = study.row()
    assert (row.cases, row.checked_share, row.basis) == (1, 0.0, "mixed")


@pytest.mark.parametrize(
    ("stance", "cases", "against"),
    [("", 1, 0), ("for", 1, 0), ("mixed", 1, 1), ("against", 0, 1)],
)
def test_stance_of_cases(study: Building, stance: str, cases: int, against: int) -> None:
    """Cases need a stance for, mixed or not asked; against counts those with against or mixed."""
    document = study.document("d")
    for _ in range(2):
        study.word("ann", study.says(document), stance=stance)
    row = study.row()
    assert (row.cases, row.against, row.segments) == (cases, against, 2)


def test_against_counts_cases_of_a_theme_once(study: Building) -> None:
    """A case against two codes of a theme is one case."""
    study.code("b")
    segment = study.says(study.document("d"))
    for code in ("a", "b"):
        study.word("ann", segment, code=code, stance="against")
    assert (study.row("").cases, study.row("").against) == (0, 1)


def test_machine_has_no_stance(study: Building) -> None:
    """Against is empty where no person spoke in the cell of that code, and none where one did."""
    study.code("b")
    study.strand("S2")
    for strand in ("S", "S2"):
        study.suggest(study.says(study.document(f"{strand}/d", strand)))
    assert study.row().against is None
    study.look("ann", "S/d/0", outcome="nothing applies")
    assert study.row().against is None
    study.word("ann", "S/d/0", "reject")
    against = {strand: study.row(strand=strand).against for strand in ("S", "S2", "all")}
    assert against == {"S": 0, "S2": None, "all": 0}
    assert study.row("b").against is None


def test_cases_if_adds_what_is_open(study: Building) -> None:
    """Cases with a dispute or two readings are added, each once, and never counted as cases."""
    for name in ("holds", "disputed", "both", "not"):
        study.says(study.document(name))
    study.says("disputed")
    study.word("ann", "holds/0")
    for segment in ("disputed/0", "disputed/1"):
        study.word("ann", segment)
        study.word("ben", segment, "reject")
    study.word("cat", "both/0", "adjudicate", holds="both")
    study.word("ann", "not/0", "reject")
    for strand in ("S", "all"):
        row = study.row(strand=strand)
        assert (row.cases, row.cases_if, row.disputed, row.both_stand) == (1, 3, 2, 1)


def test_case_that_holds_elsewhere_is_not_added_twice(study: Building) -> None:
    """A case in which it holds stays one case, whatever is disputed beside."""
    document = study.document("d")
    study.suggest(study.says(document))
    study.word("cat", study.says(document), "adjudicate", holds="both")
    row = study.row()
    assert (row.cases, row.cases_if, row.both_stand) == (1, 1, 1)


def test_group_has_no_share(empty: Building) -> None:
    """Who sat in a group heard the others: cases are counted, and there is no share."""
    empty.strand("G", kind="group", sample="probability")
    empty.code("a")
    empty.suggest(empty.says(empty.document("g", "G", cases=("x", "y")), case="x"))
    row = empty.row(strand="G")
    assert (row.asked, row.cases, row.share, row.share_low) == (2, 1, None, None)


def test_no_estimate_is_made(study: Building) -> None:
    """Estimates stay empty until enough is drawn at random."""
    row = study.row()
    assert (row.estimate, row.estimate_low, row.estimate_high) == (None, None, None)
