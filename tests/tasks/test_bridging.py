"""A part of an earlier wave is mixed, unmarked, into what is new."""

from __future__ import annotations

from dataclasses import replace

from tasks.kit import CODEBOOK, Place, passages
from themekit.tasks.bridging import Bridge, build_bridges, cases_read
from themekit.tasks.plans import HandOut
from themekit.tasks.readers import Reader

OLD = ("d0", "d1", "d3", "d4")
NEW = ("d2", "d5")


def handed(place: Place, *coders: Reader, **about: object) -> list[HandOut]:
    """Draw for some coders; the documents of the strand s are the earlier wave."""
    pool = place.table().pool
    old = cases_read(pool, lambda one: one.document in OLD, lambda _id: True)
    new = [one for one in pool.segments if one.document in NEW]
    wish = Bridge(strand="s", wave="1", beside=2, cases=2, old=old, new=new)
    return build_bridges(pool, coders, replace(wish, **about))  # type: ignore[arg-type]


def test_whole_people_of_the_earlier_wave_are_mixed_with_as_much_that_is_new(place: Place) -> None:
    """All is blind, and of one order."""
    (hand,) = handed(place, Reader("ada"))
    old, new = hand.draws
    assert (old.purpose, old.mode, old.method, old.round) == ("bridge", "blind", "random", 2)
    assert (new.purpose, new.mode) == ("count", "blind")
    assert (len(old.items), len(new.items)) == (20, 20)
    order = [document in OLD for document, _ in passages(hand)]
    assert order != sorted(order)
    assert order != sorted(order, reverse=True)


def test_passages_of_a_person_stay_together_in_their_order(place: Place) -> None:
    """Each is read whole, as the first time."""
    (hand,) = handed(place, Reader("ada"))
    found = [place for place in passages(hand) if place[0] in OLD]
    assert found == [(name, start) for name in dict.fromkeys(one for one, _ in found)
                     for start in range(0, 1000, 100)]  # fmt: skip


def test_a_chance_is_that_of_all_who_were_read_anew(place: Place) -> None:
    """Two of four."""
    (hand,) = handed(place, Reader("ada"))
    assert {item.probability for item in hand.draws[0].items} == {0.5}
    assert hand.draws[0].frame_size == 4


def test_the_next_hand_out_takes_the_next_people(place: Place) -> None:
    """Together they are one random sample."""
    first = {document for document, _ in passages(handed(place, Reader("ada"))[0].draws[:1])}
    done = frozenset(f"case {name}" for name in first)
    second = {
        document for document, _ in passages(handed(place, Reader("ada"), done=done)[0].draws[:1])
    }
    assert len(first | second) == 4


def test_two_coders_get_other_people(place: Place) -> None:
    """Nobody is read anew twice."""
    one, other = handed(place, Reader("ada"), Reader("bo"))
    documents = [{document for document, _ in passages(hand.draws[:1])} for hand in (one, other)]
    assert documents[0].isdisjoint(documents[1])


def test_every_second_person_is_read_under_the_former_description(place: Place) -> None:
    """So what the coder and what the description does part."""
    (hand,) = handed(place, Reader("ada"), former="old")
    versions = {one.codebook_hash: len(one.items) for one in hand.draws if one.purpose == "bridge"}
    assert versions == {CODEBOOK.hash: 10, "old": 10}


def test_what_may_not_come_to_a_coder_does_not(place: Place) -> None:
    """They are out of the frame, and it is said what is missing."""
    (hand,) = handed(place, Reader("ada", closed=frozenset(OLD[:3])))
    assert {document for document, _ in passages(hand.draws[:1])} == {"d4"}
    assert hand.remarks == ("only 1 of 2 people were left for ada",)


def test_without_anything_new_it_is_said_that_nothing_hides_the_old(place: Place) -> None:
    """Whoever reads them knows that they are old."""
    (hand,) = handed(place, Reader("ada"), new=())
    assert [one.purpose for one in hand.draws] == ["bridge"]
    assert "no new passage" in hand.remarks[0]


def test_only_who_was_read_to_the_end_can_be_read_anew(place: Place) -> None:
    """One passage that nobody has looked at leaves a person out."""
    pool = place.table().pool
    found = cases_read(pool, lambda one: one.document in OLD, lambda name: name != "d0/3")
    assert set(found) == {"case d1", "case d3", "case d4"}
