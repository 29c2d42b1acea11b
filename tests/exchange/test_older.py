"""Tables of before events had numbers are taken by the rules of today."""

from __future__ import annotations

import pytest

from exchange.kit import HASH, coding, codings, decided, events, imported, looks, table
from themekit.errors import InputError
from themekit.events import Draw

LOOK = {"segment_id": "i/P1/1", "text_hash": HASH, "coder": "Bea", "scope": "whole codebook",
        "outcome": "coded", "mode": "blind", "draw": "chosen"}  # fmt: skip


def test_a_rejection_of_anothers_word_settles_it() -> None:
    """It voids nobody's word: the code does not hold, and the other said yes all the same."""
    found = imported(table([coding("a1", "Ada"), coding("j1", "Joe", "reject", replaces="a1")]))
    settled = codings(found)[1]
    assert (settled.decision, settled.holds, settled.settles) == ("adjudicate", "no", ("a1",))
    assert settled.replaces == ()
    standing = decided(events(found)).standing("i/P1/1", "money")
    assert standing.state == "does not hold"
    assert [word.coder for word in standing.yes] == ["Ada"]


@pytest.mark.parametrize("decision", ["accept", "add"])
def test_a_yes_in_the_place_of_anothers_no_settles_it(decision: str) -> None:
    """The code holds."""
    rows = [coding("a1", "Ada", "reject"), coding("j1", "Joe", decision, replaces="a1")]
    settled = codings(imported(table(rows)))[1]
    assert (settled.decision, settled.holds, settled.settles) == ("adjudicate", "yes", ("a1",))


def test_own_words_among_those_replaced_stay_replaced() -> None:
    """Only the others' are settled."""
    rows = [
        coding("a1", "Ada"),
        coding("j0", "Joe"),
        coding("j1", "Joe", "reject", replaces="a1 j0"),
    ]
    settled = codings(imported(table(rows)))[2]
    assert (settled.replaces, settled.settles) == (("j0",), ("a1",))


def test_an_adjudication_that_says_nothing_more_means_yes() -> None:
    """There was no column for it; what it replaced of others' it settles."""
    rows = [coding("a1", "Ada"), coding("j1", "Joe", "adjudicate", replaces="a1")]
    settled = codings(imported(table(rows)))[1]
    assert (settled.holds, settled.settles, settled.replaces) == ("yes", ("a1",), ())


def test_a_changed_code_of_anothers_becomes_two_adjudications_of_one_act() -> None:
    """No on the old code where it lay, yes on the new one."""
    rows = [
        coding("a1", "Ada", start=0, end=10),
        coding("j1", "Joe", "change_code", code_id="people", replaces="a1"),
    ]
    _, no, yes = codings(imported(table(rows)))
    assert (no.code_id, no.holds, no.start, no.end) == ("money", "no", 0, 10)
    assert (yes.code_id, yes.holds, yes.event_id) == ("people", "yes", "j1")
    assert no.act == yes.act == "j1"
    assert no.settles == yes.settles == ("a1",)


def test_a_changed_code_of_ones_own_stays_one() -> None:
    """Nobody else is concerned."""
    rows = [
        coding("a1", "Ada"),
        coding("a2", "Ada", "change_code", code_id="people", replaces="a1"),
    ]
    assert codings(imported(table(rows)))[1].decision == "change_code"


def test_unsure_of_anothers_word_is_unsure_without_it() -> None:
    """The reference is left out and listed."""
    found = imported(table([coding("a1", "Ada"), coding("b1", "Bea", "unsure", replaces="a1")]))
    assert codings(found)[1].replaces == ()
    assert [(one.line, "a1" in one.message) for one in found.losses] == [(3, True)]


@pytest.mark.parametrize("replaces", ["", "a1"])
def test_a_retraction_of_nothing_of_ones_own_is_not_taken(replaces: str) -> None:
    """It is listed."""
    rows = [coding("a1", "Ada"), coding("b1", "Bea", "retract", replaces=replaces)]
    found = imported(table(rows))
    assert [one.event_id for one in codings(found)] == ["a1"]
    assert [one.line for one in found.losses] == [3]


def test_a_look_lies_on_the_present_segment_of_its_name() -> None:
    """An older look had no range; it saw the whole codebook."""
    (look,) = looks(imported(table([LOOK], "looks.csv")))
    assert (look.document, look.start, look.end, look.codes, look.draw) == (
        "i/P1", 0, 22, (), "",
    )  # fmt: skip


def test_a_look_at_a_text_that_has_changed_counts_nowhere() -> None:
    """The segment of that name holds other words now."""
    found = imported(table([{**LOOK, "text_hash": "0" * 32}], "looks.csv"))
    (look,) = looks(found)
    assert decided(events(found)).unplaced or decided(events(found)).unknown
    assert look.text_hash == "0" * 32
    assert any("counts nowhere" in one.message for one in found.losses)


def test_a_look_for_some_codes_names_them() -> None:
    """As older tables wrote them."""
    (look,) = looks(imported(table([{**LOOK, "scope": "money; people"}], "looks.csv")))
    assert look.codes == ("money", "people")


def test_what_was_drawn_at_random_becomes_a_draw_of_its_coder() -> None:
    """Its chances are not known; the passages are those that were looked at."""
    rows = [{**LOOK, "draw": "random"}, {**LOOK, "draw": "random", "segment_id": "i/P1/2"}]
    said = coding("b1", "Bea", draw="random", start=2, end=10)
    found = imported(table(rows, "looks.csv"), table([said]))
    draw = found.taken[0].event
    assert isinstance(draw, Draw)
    assert (draw.coder, draw.method, draw.purpose) == ("Bea", "random", "count")
    assert [(one.start, one.probability) for one in draw.items] == [(0, None), (23, None)]
    assert {one.event.draw for one in found.taken} == {draw.draw}  # type: ignore[attr-defined]


def test_the_draw_of_the_same_tables_has_the_same_id() -> None:
    """It is made from what they say."""
    rows = [{**LOOK, "draw": "random"}]
    one, other = (imported(table(rows, "looks.csv")).taken[0].event for _ in range(2))
    assert one == other


def test_a_table_of_today_may_not_replace_anothers_word() -> None:
    """Whoever wrote it knew how differences are settled."""
    rows = [
        {**coding("a1", "Ada"), "settles": "", "number": 1},
        {**coding("j1", "Joe", "reject", replaces="a1"), "number": 2},
    ]
    with pytest.raises(InputError, match="somebody else"):
        imported(table(rows))
