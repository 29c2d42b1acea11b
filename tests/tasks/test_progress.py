"""How far a coder is, what comes next, how long the rest takes, and when a break does good."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tasks.kit import Place, passages
from themekit.events import Draw, Event, Note
from themekit.tasks.asking import Given
from themekit.tasks.progress import Progress, progress_of, still_given, time_left

START = datetime(2026, 3, 1, 9, tzinfo=UTC)


def own(place: Place, coder: str = "ada") -> list[Event]:
    """Return all events of a coder."""
    return [one for one in place.events if one.coder == coder]


def progress(place: Place, coder: str = "ada", **about: Any) -> Progress:
    """Return how far a coder is."""
    notes = [one for one in place.events if isinstance(one, Note)]
    return progress_of(coder, own(place, coder), notes, **about)


def given(place: Place, **plan: Any) -> tuple[Draw, ...]:
    """Hand something out to Ada."""
    return place.draw("ada", **plan)[0].draws


def later(**by: float) -> str:
    """Return a moment after the start, as the store writes it."""
    return (START + timedelta(**by)).isoformat().replace("+00:00", "Z")


def test_passages_come_in_the_order_of_their_hand_out(place: Place) -> None:
    """What is in two arms is mixed; an earlier hand-out comes before a later one."""
    first = given(place, passages=20, arms=True)
    second = given(place, passages=5, arms=True, seed=1)
    shown = [(one.item.document, one.item.start) for one in progress(place).tasks]
    assert shown == [*passages(first), *passages(second)]


def test_a_look_in_the_draw_makes_a_passage_done(place: Place) -> None:
    """A skip too; a look outside of the draw does not."""
    draws = given(place, passages=4, blind=1)
    place.look("ada", draws[0], 0)
    place.look("ada", draws[0], 1, outcome="skipped")
    place.look("ada", replace(draws[0], draw=""), 2)
    found = progress(place)
    assert (found.done, found.skipped, len(found.left)) == (2, 1, 2)
    assert found.next is not None
    assert found.next.item == draws[0].items[2]


def test_what_was_taken_back_is_not_done(place: Place) -> None:
    """Undo makes the passage come again."""
    from themekit.events import Coding

    draws = given(place, passages=4, blind=1)
    place.look("ada", draws[0], 0)
    back = (place.events[-1].event_id,)
    place.add(Coding(coder="ada", decision="retract", replaces=back))
    assert progress(place).done == 0


def test_opening_others_words_is_no_look(place: Place) -> None:
    """It says nothing of the passage."""
    draws = given(place, passages=4, blind=1)
    place.look("ada", draws[0], 0, outcome="compared")
    assert progress(place).done == 0


def test_who_is_paused_is_served_nothing_until_they_go_on(place: Place) -> None:
    """What they did stays done."""
    draws = given(place, passages=4, blind=1)
    place.look("ada", draws[0], 0)
    place.note("fay", "paused", ("coder", "ada"))
    assert (progress(place).next, progress(place).done) == (None, 1)
    place.note("fay", "resumed", ("coder", "ada"))
    assert progress(place).next is not None


def test_what_was_called_back_does_not_come(place: Place) -> None:
    """But what was done of it is done, and what is given later comes."""
    draws = given(place, passages=4, blind=1)
    place.look("ada", draws[0], 0)
    place.note("fay", "called back", ("coder", "ada"))
    assert (progress(place).next, progress(place).called_back) == (None, 3)
    given(place, passages=2, blind=1)
    assert len(progress(place).left) == 2


def opens(place: Place, position: int) -> bool:
    """Tell whether Ada may open a passage of what she was given first."""
    draw = next(one for one in own(place) if isinstance(one, Draw))
    notes = [one for one in place.events if isinstance(one, Note)]
    return still_given(Given(draw, draw.items[position]), own(place), notes)


def test_what_was_called_back_cannot_be_opened_but_where_it_is_done(place: Place) -> None:
    """A key that somebody kept opens no more than the pages do."""
    place.look("ada", given(place, passages=4, blind=1)[0], 0)
    assert (opens(place, 0), opens(place, 1)) == (True, True)
    place.note("fay", "called back", ("coder", "ada"))
    assert (opens(place, 0), opens(place, 1)) == (True, False)


def test_who_is_paused_opens_nothing(place: Place) -> None:
    """Not even what they have done; it is all there once they go on."""
    place.look("ada", given(place, passages=4, blind=1)[0], 0)
    place.note("fay", "paused", ("coder", "ada"))
    assert (opens(place, 0), opens(place, 1)) == (False, False)
    place.note("fay", "resumed", ("coder", "ada"))
    assert (opens(place, 0), opens(place, 1)) == (True, True)


def test_another_coders_pause_is_none(place: Place) -> None:
    """Each is paused alone."""
    given(place, passages=4)
    place.note("fay", "paused", ("coder", "bo"))
    assert progress(place).next is not None


def test_what_may_not_come_any_more_is_left_out(place: Place) -> None:
    """A changed text, or somebody whom they may know."""
    draws = given(place, passages=20)
    shut = draws[0].items[0].document
    found = progress(place, may_come=lambda item: item.document != shut)
    assert shut not in {one.item.document for one in found.tasks}
    assert found.tasks


def test_documents_stay_without_suggestions_until_their_blind_passages_are_done(
    place: Place,
) -> None:
    """A passage opened freely meanwhile would spoil them."""
    draws = given(place, passages=1, blind=1)
    assert progress(place).still_blind == {draws[0].items[0].document}
    place.look("ada", draws[0], 0)
    assert progress(place).still_blind == frozenset()


def test_the_time_left_follows_the_words_and_then_the_persons_own_pace(place: Place) -> None:
    """Twenty passages of 100 letters: half a minute each and the reading, then as measured."""
    draws = given(place, passages=20, blind=1)
    assert progress(place).minutes == pytest.approx(20 * (30 + 5.85) / 60, abs=0.1)
    for at in range(6):
        place.look("ada", draws[0], at, received=later(minutes=2 * at))
    assert progress(place).minutes == pytest.approx(14 * 2, abs=0.01)


def test_an_absence_is_no_part_of_the_pace(place: Place) -> None:
    """Who comes back after lunch did not think for an hour."""
    draws = given(place, passages=20, blind=1)
    for at in range(8):
        place.look("ada", draws[0], at, received=later(minutes=at + 60 * (at > 3)))
    assert progress(place).minutes == pytest.approx(12, abs=0.01)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0.2, "about a minute left"),
        (2.6, "about three minutes left"),
        (12.2, "about 12 minutes left"),
        (23, "about 25 minutes left"),
        (51, "about 50 minutes left"),
        (58, "about an hour left"),
        (93, "about an hour and a half left"),
        (118, "about two hours left"),
        (150, "about two and a half hours left"),
        (660, "about 11 hours left"),
    ],
)
def test_time_is_said_as_people_say_it(minutes: float, said: str) -> None:
    """Rounded, hours as hours."""
    assert time_left(minutes) == said


def test_a_break_is_offered_once_twenty_minutes_are_full(place: Place) -> None:
    """Not before, not again on the next page, and not to who was away."""
    draws = given(place, passages=20, blind=1)
    offered = []
    for at, minute in enumerate((0, 8, 16, 21, 25, 33, 41, 60, 61)):
        place.look("ada", draws[0], at, received=later(minutes=minute))
        now = START + timedelta(minutes=minute, seconds=1)
        offered.append(progress(place, now=now).take_a_break)
    assert offered == [False, False, False, True, False, False, True, False, False]
