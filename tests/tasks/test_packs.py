"""Packs: what is drawn for one, and what is served elsewhere while it is out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tasks.kit import Place, passages
from themekit.events import Draw, Event, Note
from themekit.tasks.asking import Given
from themekit.tasks.packs import DELETED, RECALLED, RETURNED, GivenPack, given_packs, note_of
from themekit.tasks.progress import Progress, progress_of, still_given


def pack(place: Place, code: str = "K7Q", **plan: Any) -> tuple[Draw, ...]:
    """Hand out a pack to Ada."""
    draws = place.draw("ada", **{"passages": 20, "apart": True, **plan})[0].draws
    place.add(note_of(GivenPack(code, "ada", tuple(one.draw for one in draws), "ab", "cd")))
    return draws


def progress(place: Place) -> Progress:
    """Return how far Ada is."""
    notes = [one for one in place.events if isinstance(one, Note)]
    return progress_of("ada", own(place), notes)


def own(place: Place) -> list[Event]:
    """Return all events of Ada."""
    return [one for one in place.events if one.coder == "ada"]


def modes(*draws: Draw) -> dict[str, set[str]]:
    """Return in which ways each document is shown."""
    found: dict[str, set[str]] = {}
    for draw in draws:
        for item in draw.items:
            found.setdefault(item.document, set()).add(draw.mode)
    return found


@pytest.mark.parametrize("plan", [{}, {"overlap": 0.5}, {"arms": True}])
def test_a_pack_shows_each_document_in_one_way(plan: dict[str, Any]) -> None:
    """With or without suggestions, for whoever has all of it reads it in any order."""
    both = set()
    for seed in range(30):
        found = modes(*pack(Place(), blind=0.5, seed=seed, **plan))
        assert all(len(one) == 1 for one in found.values())
        both |= {next(iter(one)) for one in found.values()}
    assert both == {"blind", "assisted"}


def test_each_passage_of_a_pack_is_blind_with_the_chance_that_it_has() -> None:
    """Over many seeds, as many are shown without suggestions as their chances say."""
    rounds = 400
    seen = chances = 0.0
    for seed in range(rounds):
        for draw in pack(Place(documents=3, passages=4), passages=5, blind=0.4, seed=seed):
            if draw.mode == "blind":
                seen += len(draw.items)
                chances += sum(one.probability or 0 for one in draw.items)
    # 2 of 5 without suggestions; each of these has the chance 5/12 x 2/5.
    assert seen / rounds == pytest.approx(2, abs=0.25)
    assert chances / seen == pytest.approx(1 / 6)


def test_what_others_skipped_comes_into_a_pack_in_one_way() -> None:
    """Two draws of one document, with and without suggestions, are not both offered."""
    place = Place(documents=1, passages=6)
    for draw in place.draw("bo", passages=6, blind=0.5)[0].draws:
        for at in range(len(draw.items)):
            place.look("bo", draw, at, outcome="skipped")
    assert [len(one) for one in modes(*pack(place, passages=6)).values()] == [1]


def test_a_document_that_waits_without_suggestions_has_none_in_a_pack(place: Place) -> None:
    """What is still to be read on the pages may be read after the pack."""
    waiting = modes(*place.draw("ada", passages=6, blind=1)[0].draws)
    found = modes(*pack(place, passages=50, blind=0))
    assert {name for name, shown in found.items() if shown == {"blind"}} == set(waiting)


def test_a_document_of_a_pack_without_suggestions_has_none_elsewhere(place: Place) -> None:
    """As long as the pack is out; once it is back, it may."""
    away = set(modes(*pack(place, passages=6, blind=1)))
    found = modes(*place.draw("ada", passages=25, blind=0, seed=1)[0].draws)
    assert all(found[name] == {"blind"} for name in away & set(found))
    place.note("", RETURNED, ("pack", "K7Q"))
    later = modes(*place.draw("ada", passages=25, blind=0, seed=2)[0].draws)
    assert all("assisted" in shown for shown in later.values())


def test_what_is_in_a_pack_is_not_served_on_the_pages(place: Place) -> None:
    """Nor can it be opened there."""
    draws = pack(place)
    assert not progress(place).tasks
    assert len(progress(place).away) == 20
    notes = [one for one in place.events if isinstance(one, Note)]
    kept = [one for one in own(place) if isinstance(one, Draw)]
    assert not still_given(Given(kept[0], draws[0].items[0]), own(place), notes)


@pytest.mark.parametrize("end", [RECALLED, DELETED, RETURNED])
def test_it_is_served_once_the_pack_is_no_longer_out(place: Place, end: str) -> None:
    """Whether it came back, was called back or is gone."""
    draws = pack(place)
    place.note("", end, ("pack", "K7Q"))
    assert [(one.item.document, one.item.start) for one in progress(place).tasks] == passages(draws)


def test_documents_of_a_pack_stay_closed_to_suggestions_on_the_pages(place: Place) -> None:
    """A researcher who opens one freely sees none of them there either."""
    draws = pack(place, blind=1)
    assert progress(place).still_blind == {it.document for one in draws for it in one.items}


def test_a_pack_is_known_by_its_note(place: Place) -> None:
    """With its draws, its secret, and what ended it."""
    draws = pack(place)
    place.note("", RECALLED, ("pack", "K7Q"))
    found = given_packs(one for one in place.events if isinstance(one, Note))["K7Q"]
    told = GivenPack("K7Q", "ada", tuple(one.draw for one in draws), "ab", "cd")
    assert found == replace(told, number=found.number, ends=(RECALLED,))
    assert not found.is_out
