"""Ids that are new in each export."""

from __future__ import annotations

from random import Random

from sensing import across, answers, row
from themekit.records import Document
from themekit.study import Strand, WaveColumn

WAVES = ("2025-Q1", "2025-Q2")
DATED = WaveColumn("date", "quarter")


def told_by(**given: object) -> Strand:
    """Build a strand whose attributes stay with people."""
    return answers(attributes=("area", "age", "language", "home"), **given)


def about(person: int) -> dict[str, str]:
    """Say of a person what stays with them."""
    return {
        "area": f"Area {person % 4}",
        "age": ("under 35", "35 to 54", "55 and over")[person % 3],
        "language": f"Language {person % 5}",
        "home": ("rents", "owns")[person // 3 % 2],
    }


def panel(*, case: str = "", shuffled: bool = False, people: int = 30) -> list[Document]:
    """Build two waves; `case` says how a person is called, by wave and place in the file."""
    rows = []
    for wave in WAVES:
        order = list(range(people))
        if shuffled:
            Random(wave).shuffle(order)
        for at, person in enumerate(order):
            name = case.format(wave=wave, at=at, person=person)
            rows.append(
                row(f"{wave}-{at}", f"Told {at}.", case=name, wave=wave, attributes=about(person))
            )
    return rows


def test_narrid_under_case_is_doubted() -> None:
    """Whatever stands in it."""
    strand = told_by(case="NarrID", wave=DATED)
    (found,) = across(strand, *panel(case="{at}", shuffled=True))["new-id-each-time"]
    assert "'NarrID' is new in each export" in found.message
    assert "'case: COLUMN'" in found.hint


def test_fragmentid_alone_is_doubted_where_there_are_several_waves() -> None:
    """Each story counts as a person then; with one wave nobody is followed."""
    strand = told_by(id="FragmentID", wave=DATED)
    assert "new-id-each-time" in across(strand, *panel())
    assert across(strand, *panel()[:30]) == {}
    assert (
        across(told_by(id="FragmentID", case="person", wave=DATED), *panel(case="{person}")) == {}
    )


def test_ids_that_return_with_other_people_are_doubted() -> None:
    """A number of the row says nothing of who it is."""
    strand = told_by(case="number", wave=DATED)
    (found,) = across(strand, *panel(case="{at}", shuffled=True))["new-id-each-time"]
    assert "of 30 ids in several waves hardly any keeps its attributes" in found.message


def test_people_who_return_under_new_ids_are_doubted() -> None:
    """Their attributes return, row by row."""
    strand = told_by(id="response", wave=DATED)
    (found,) = across(strand, *panel(shuffled=True, people=24))["new-id-each-time"]
    assert "no 'response' of one wave comes again" in found.message


def test_people_who_are_themselves_are_not_doubted() -> None:
    """Nor are others who come each time."""
    strand = told_by(case="person", wave=DATED)
    assert across(strand, *panel(case="{person}", shuffled=True)) == {}
    others = [
        row(f"{wave}-{at}", f"Told {at}.", wave=wave, attributes=about(at * 7 + shift))
        for shift, wave in ((0, WAVES[0]), (401, WAVES[1]))
        for at in range(8)
    ]
    assert across(told_by(id="response", wave=DATED), *others) == {}
