"""Whole cases are drawn in one random order, without suggestions, with chances that hold."""

from __future__ import annotations

from collections import Counter

import pytest

from tasks.kit import Place, passages
from themekit.records import Suggestion

STRAND = {"strand": "s"}


def cases(place: Place, coder: str, count: int, **plan: object) -> list[str]:
    """Draw cases of the strand s, and return their documents in order."""
    hand = place.draw(coder, cases=count, **{**STRAND, **plan})[0]
    return list(dict.fromkeys(document for document, _ in passages(hand)))


def test_all_passages_of_each_drawn_case_are_given_in_order_and_blind(place: Place) -> None:
    """Nothing of a case is left out, and no suggestion is seen."""
    hand = place.draw("ada", cases=2, **STRAND)[0]
    found = passages(hand, "blind")
    assert len(found) == 20
    assert [start for _, start in found[:10]] == list(range(0, 1000, 100))


def test_the_draw_tells_its_frame_of_cases_and_the_chance_of_each(place: Place) -> None:
    """Four of the six documents are of the strand s: cases, not passages, make the frame."""
    (draw,) = place.draw("ada", cases=2, seed=5, **STRAND)[0].draws
    assert draw.of_cases
    assert (draw.method, draw.frame_size, draw.seed) == ("random", 4, 5)
    assert {item.probability for item in draw.items} == {0.5}
    assert draw.frame == "4 cases of s, whole, in one random order"


def test_later_hand_outs_take_the_next_of_one_order_whatever_their_seed() -> None:
    """So all that was drawn so far is one random sample; the frame stays the whole strand."""
    place, whole = Place(documents=30), Place(documents=30)
    parts = cases(place, "ada", 4) + cases(place, "bo", 5, seed=9) + cases(place, "ada", 3)
    assert parts == cases(whole, "ada", 12)
    assert {draw.frame_size for draw in place.coded.draws} == {20}


def test_a_total_from_several_hand_outs_is_right_on_average() -> None:
    """Each draw alone, weighted by its chances, gives the whole frame and what is in it."""
    rounds, sums = 200, Counter[int]()
    for seed in range(rounds):
        place = Place(documents=15, passages=1)
        for hand in range(3):
            for draw in place.draw("ada", cases=2, seed=seed, **STRAND)[0].draws:
                here = [item for item in draw.items if item.document in ("d0", "d1", "d3")]
                sums[hand] += sum(1 / (item.probability or 1) for item in here)  # type: ignore[assignment]
    # Three of the ten cases of s.
    assert [sums[hand] / rounds for hand in range(3)] == pytest.approx([3, 3, 3], abs=0.5)


def test_who_tells_again_comes_first_and_is_not_read_twice() -> None:
    """The same people are followed; what was given of them before is not given again."""
    place = Place(documents=30)
    first = cases(place, "ada", 4)
    place.passages += 2
    again = passages(place.draw("ada", cases=6, **STRAND)[0])
    found = {name: [start for case, start in again if case == name] for name, _ in again}
    assert list(found)[:4] == first
    assert [found[name] for name in first] == [[1000, 1100]] * 4
    assert [len(new) for new in found.values()] == [2, 2, 2, 2, 12, 12]


def test_who_tells_again_goes_to_another_reader_with_what_is_new() -> None:
    """The order is one for all, whoever read which part of a case."""
    place = Place(documents=30)
    first = cases(place, "ada", 4)
    place.passages += 2
    found = passages(place.draw("bo", cases=4, **STRAND)[0])
    assert found == [(name, start) for name in first for start in (1000, 1100)]


def test_what_several_read_is_the_head_of_the_order(place: Place) -> None:
    """A half of it is the same for both, the rest nobody else has."""
    first = cases(place, "ada", 2, overlap=0.5)
    second = cases(place, "bo", 2, overlap=0.5)
    assert first[0] == second[0]
    assert first[1] != second[1]


def test_a_case_of_which_suggestions_were_seen_is_not_in_the_frame(place: Place) -> None:
    """It could not be read without them; the words of the frame say how many these are."""
    place.draw("ada", passages=3, blind=0)
    seen = {item.document for item in place.coded.draws[0].items if item.stratum == "s"}
    (draw,) = place.draw("ada", cases=4, **STRAND)[0].draws
    assert not seen & {item.document for item in draw.items}
    assert draw.frame_size == 4 - len(seen)
    assert f"seen suggestions ({len(seen)})" in draw.frame


def test_no_suggestion_has_a_say_in_which_cases_are_drawn() -> None:
    """The same seed draws the same cases, whatever the machine thinks."""
    told = Place(suggestions=[Suggestion(f"d0/{at}", "d0", 0.9, "suggested") for at in range(10)])
    assert cases(told, "ada", 2) == cases(Place(), "ada", 2)
