"""Which events hold, which wait for their coder, and which are kept apart."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Record


def waiting(record: Record) -> list[str]:
    """Return the ids of the events that wait."""
    return [one.event_id for one in record.decided.waiting]


def test_retract_brings_the_suggestion_back(record: Record) -> None:
    """Who takes back has said nothing; the machine's suggestion decides again."""
    record.suggest()
    event = record.word("ann", "reject")
    record.word("ann", "retract", replaces=(event,))
    assert record.state() == "suggested"


def test_undoing_an_undo_restores(record: Record) -> None:
    """From the last event down: what a void event replaced is in force."""
    first = record.word("ann")
    second = record.word("ann", "retract", replaces=(first,))
    assert record.state() == "open"
    record.word("ann", "retract", replaces=(second,))
    assert record.state() == "holds"


def test_retract_takes_a_whole_act_back(record: Record) -> None:
    """A click that wrote several events is undone whole, and only that coder's."""
    record.codes["b"] = "meaning"
    first = record.word("ann", code="a", act="click")
    record.word("ann", code="b", act="click")
    record.word("ben", code="b", act="click")
    record.word("ann", "retract", "", replaces=(first,))
    assert [(one.code_id, one.credited) for one in record.decided.standings()] == [("b", ("ben",))]


def test_other_events_replace_just_what_they_name(record: Record) -> None:
    """A reject of one code of an act leaves the others."""
    record.codes["b"] = "meaning"
    first = record.word("ann", code="a", act="click")
    record.word("ann", code="b", act="click")
    record.word("ann", "reject", "a", replaces=(first,))
    assert (record.state("a"), record.state("b")) == ("does not hold", "holds")


def test_nobody_replaces_what_another_said(record: Record) -> None:
    """Only a coder's own events can be replaced."""
    first = record.word("ann")
    record.word("ben", "reject", replaces=(first,))
    assert record.state() == "disputed"


def test_nothing_replaces_what_comes_later(record: Record) -> None:
    """An event names what was there before it."""
    record.word("ann", "reject", replaces=("e2", "e9"))
    record.word("ann")
    assert record.state() == "holds"


def test_event_that_knew_everything_does_not_wait(record: Record) -> None:
    """A coder who changes their mind in sight of their word has chosen."""
    record.word("ann")
    record.word("ann", "reject")
    assert (waiting(record), record.state()) == ([], "does not hold")


def test_word_that_did_not_know_the_earlier_one_waits(record: Record) -> None:
    """A pack that was filled in before comes later: the first word stands, the other waits."""
    record.word("ann")
    event = record.word("ann", "reject", after=0)
    assert (waiting(record), record.state()) == ([event], "holds")


def test_word_that_replaces_the_earlier_one_does_not_wait(record: Record) -> None:
    """Whoever names what they change has chosen."""
    first = record.word("ann")
    record.word("ann", "reject", after=0, replaces=(first,))
    assert (waiting(record), record.state()) == ([], "does not hold")


def test_look_waits_too(record: Record) -> None:
    """Nothing that a look from elsewhere says takes a word back unseen."""
    record.word("ann")
    event = record.look("ann", after=0, outcome="nothing applies")
    assert (waiting(record), record.state()) == ([event], "holds")


@pytest.mark.parametrize(
    "about", [{"coder": "ben"}, {"code": "b"}, {"segment": "d/1"}, {"segment": "e/0"}]
)
def test_only_the_same_coder_code_and_place_clash(record: Record, about: dict[str, str]) -> None:
    """What somebody said of something else needs no knowing."""
    record.codes["b"] = "meaning"
    record.says()
    record.says("e")
    record.word("ann")
    record.word(**{"coder": "ann", "decision": "reject", **about}, after=0)  # type: ignore[arg-type]
    assert waiting(record) == []


def test_events_of_one_act_know_each_other(record: Record) -> None:
    """A row that says several things of one place does not wait for itself."""
    record.word("ann", act="row", after=0)
    record.look("ann", act="row", after=0)
    assert waiting(record) == []


def test_row_of_a_file_does_not_know_what_was_there_before(record: Record) -> None:
    """It knows the rows before it, and nothing that was in the study before the file."""
    record.word("ann")
    event = record.word("ann", "reject", since=1)
    assert waiting(record) == [event]


@pytest.mark.parametrize("chosen", ["e1", "e2"])
def test_coder_chooses_by_taking_either_back(record: Record, chosen: str) -> None:
    """What is left stands, and nothing waits."""
    record.word("ann")
    record.word("ann", "reject", after=0)
    record.word("ann", "retract", replaces=(chosen,))
    assert waiting(record) == []
    assert record.state() == ("does not hold" if chosen == "e1" else "holds")


def test_coder_chooses_by_a_word_that_knew_both(record: Record) -> None:
    """What they say there in sight of both is their word."""
    record.word("ann")
    record.word("ann", "reject", after=0)
    record.word("ann", "add")
    assert (waiting(record), record.state()) == ([], "holds")


@pytest.mark.parametrize("purpose", ["repeat", "bridge", "practice"])
def test_words_of_some_draws_lie_apart(record: Record, purpose: str) -> None:
    """What was said to practise, or to compare, changes no standing."""
    record.draw("D", purpose)
    record.word("ann", draw="D")
    record.look("ann", draw="D")
    assert (record.state(), record.decided.looked.anywhere) == ("open", False)


@pytest.mark.parametrize("purpose", ["count", "overlap"])
def test_words_of_other_draws_count(record: Record, purpose: str) -> None:
    """They were drawn to be counted."""
    record.draw("D", purpose)
    record.word("ann", draw="D")
    assert record.state() == "holds"


def test_bridge_counts_once_it_is_adopted(record: Record) -> None:
    """And no longer if that is taken back by who adopted it."""
    record.draw("D", "bridge")
    record.word("ben", draw="D")
    event = record.override("adopt", target="D")
    assert record.state() == "holds"
    record.word("ann", "retract", "", replaces=(event,))
    assert record.state() == "open"


@pytest.mark.parametrize("purpose", ["practice", "repeat"])
def test_only_a_bridge_can_be_adopted(record: Record, purpose: str) -> None:
    """What was said to practise, or again, changes no standing, whoever adopts it."""
    record.draw("tried", purpose)
    record.word("ann", draw="tried")
    record.override("adopt", target="tried")
    assert record.state() == "open"


def test_what_waits_replaces_nothing(record: Record) -> None:
    """An event that counts nowhere leaves what it would replace in force, until it is chosen."""
    record.codes["b"] = "meaning"
    old = record.word("ann", "add", "a")
    other = record.word("ann", "add", "b")
    changed = record.word("ann", "change_code", "b", replaces=(old,), after=1)
    assert waiting(record) == [changed]
    assert (record.state("a"), record.state("b")) == ("holds", "holds")
    record.word("ann", "retract", "", replaces=(other,))
    assert (record.state("a"), record.state("b")) == ("does not hold", "holds")


def test_what_an_act_went_on_with_after_an_undo_holds(record: Record) -> None:
    """Only what had been done by then is taken back with it."""
    record.codes["b"] = "meaning"
    first = record.word("ann", code="a", act="click")
    record.word("ann", "retract", "", replaces=(first,), act="click")
    record.word("ann", code="b", act="click")
    assert (record.state("a"), record.state("b")) == ("open", "holds")


def test_a_draw_may_be_given_to_each_coder_for_another_purpose(record: Record) -> None:
    """What one says to practise, another counts by."""
    record.draw("d", "practice")  # to Ann
    other = replace(record.events[0], number=2, event_id="e2", coder="ben", purpose="count")
    record.events.append(other)
    record.word("ann", "add", draw="d")
    record.word("ben", "reject", draw="d")
    assert record.state() == "does not hold"
    record.events[:2] = [replace(other, number=1), replace(record.events[0], number=2)]
    assert record.state() == "does not hold"


def test_words_of_a_practice_that_was_taken_back_stay_apart(record: Record) -> None:
    """They were said to practise, whatever became of the draw."""
    record.draw("d", "practice")
    record.word("ann", "add", draw="d")
    record.word("ann", "retract", "", replaces=("e1",))
    assert record.state() == "open"
