"""Two values of a column that changed places in one wave."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sensing import across, answers, row
from themekit.records import Document

WAVES = ("2025-Q1", "2025-Q2", "2025-Q3")
STRAND = answers(case="person", attributes=("collected_by", "area"))


def panel(
    *swapped: str, waves: tuple[str, ...] = WAVES, people: int = 12, leave: int = 0
) -> list[Document]:
    """Build people of whom half are asked by peers; in `swapped` waves it is the other way."""
    rows = []
    for wave in waves:
        for at in range(people - leave * waves.index(wave)):
            who = ("peer", "staff")[(at + (wave in swapped)) % 2]
            about = {"collected_by": who, "area": f"Area {at % 3}"}
            rows.append(row(f"{wave}-{at}", "Fine.", case=f"P{at}", wave=wave, attributes=about))
    return rows


@pytest.mark.parametrize("wave", WAVES)
def test_values_that_changed_places_in_a_wave_are_doubted(wave: str) -> None:
    """With the column, the wave, both values and how many."""
    found = across(STRAND, *panel(wave))
    assert set(found) == {"values-swapped"}
    message = found["values-swapped"][0].message
    assert f"in the wave {wave} " in message
    assert "'peer' and 'staff' of the column 'collected_by'" in message.replace(
        "'staff' and 'peer'", "'peer' and 'staff'"
    )
    assert "12 of 12 people" in message


def test_of_two_waves_the_later_is_doubted() -> None:
    """Nothing tells which of them is wrong."""
    (found,) = across(STRAND, *panel("2025-Q1", waves=WAVES[:2]))["values-swapped"]
    assert "in the wave 2025-Q2" in found.message


def test_people_who_left_do_not_hide_it() -> None:
    """Those who stayed are compared."""
    (found,) = across(STRAND, *panel("2025-Q3", leave=2))["values-swapped"]
    assert "8 of 8 people" in found.message


def test_another_asker_for_some_is_no_swap() -> None:
    """Nor is one value that takes all."""
    rows = panel()
    some = [
        replace(one, attributes=(("collected_by", "staff"), one.attributes[1]))
        if one.wave == "2025-Q3"
        else one
        for one in rows
    ]
    assert "values-swapped" not in across(STRAND, *some)


def test_what_changes_in_each_wave_is_no_swap() -> None:
    """Askers who take turns never stayed with anybody."""
    turns = panel("2025-Q2", waves=("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"))
    both = panel("2025-Q2", "2025-Q4", waves=("2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"))
    assert "values-swapped" in across(STRAND, *turns)
    assert "values-swapped" not in across(STRAND, *both)


def test_four_people_are_too_few_to_say() -> None:
    """It may be so by chance."""
    assert "values-swapped" not in across(STRAND, *panel("2025-Q3", people=4))
