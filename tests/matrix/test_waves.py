"""Waves are never pooled, and what others wrote of people is not what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from themekit.records import NOT_POOLED, NOT_SAID, MatrixRow

if TYPE_CHECKING:
    from conftest import Building


def told(study: Building, strand: str, wave: str, names: str, said: str) -> None:
    """Let people take part in a wave; those in `said` raise code a."""
    for name in names:
        study.person(name)
        document = study.document(f"{strand}{name}{wave}", strand, (name,), wave=wave)
        segment = study.says(document, name)
        if name in said:
            study.word("ann", segment)


def by_place(study: Building) -> dict[tuple[str, str], MatrixRow]:
    """Return the cells of code a by strand and wave."""
    return {(row.strand, row.wave): row for row in study.build().rows if row.code_id == "a"}


def test_each_wave_has_a_row_of_its_own(study: Building) -> None:
    """Who is asked twice counts once in each wave, and the strand has no row of both."""
    told(study, "S", "1", "xyz", "xy")
    told(study, "S", "2", "xy", "x")
    found = by_place(study)
    assert list(found) == [("S", "1"), ("S", "2"), ("all", "")]
    assert [(row.cases, row.asked) for row in found.values()] == [(2, 3), (1, 2), (None, None)]
    assert found["all", ""].interval == NOT_POOLED
    assert len(found["all", ""].holding) == 3


def test_a_strand_of_one_wave_has_one_row_without_it(study: Building) -> None:
    """The wave of all of it tells nothing apart, and `all` counts."""
    told(study, "S", "1", "xyz", "xy")
    found = by_place(study)
    assert list(found) == [("S", ""), ("all", "")]
    assert [(row.cases, row.asked) for row in found.values()] == [(2, 3), (2, 3)]


def test_what_nobody_dated_is_a_wave_of_its_own(study: Building) -> None:
    """It is counted with no other wave."""
    told(study, "S", "1", "xy", "x")
    told(study, "S", "", "z", "z")
    assert [place for place in by_place(study) if place[0] == "S"] == [
        ("S", "1"), ("S", "(no date)"),
    ]  # fmt: skip


def test_waves_of_a_validation_strand_leave_all_as_it_is(study: Building) -> None:
    """`all` joins primary strands alone."""
    study.strand("V", role="validation")
    told(study, "S", "1", "xyz", "xy")
    told(study, "V", "1", "x", "x")
    told(study, "V", "2", "x", "x")
    assert by_place(study)["all", ""].cases == 2


def test_what_was_written_about_people_is_not_said_by_them(study: Building) -> None:
    """Staff notes have segments, no cases, and no part in `all`."""
    study.strand("N", kind="notes", voice="written about")
    told(study, "S", "", "xyz", "x")
    told(study, "N", "", "pq", "pq")
    found = by_place(study)
    notes = found["N", ""]
    assert (notes.cases, notes.asked, notes.share, notes.segments) == (None, None, None, 2)
    assert notes.interval == NOT_SAID
    assert len(notes.quotes) == 2
    assert (found["all", ""].cases, found["all", ""].asked) == (1, 3)


@pytest.mark.parametrize("voice", ["told", "translated"])
def test_what_people_told_or_had_translated_is_theirs(study: Building, voice: str) -> None:
    """It counts like their own words; the quotation says how it came to be."""
    study.strand("N", voice=voice)
    told(study, "N", "", "pq", "p")
    assert (by_place(study)["N", ""].cases, by_place(study)["N", ""].asked) == (1, 2)
