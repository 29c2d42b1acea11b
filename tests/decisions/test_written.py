"""What stands of what people wrote down beside coding."""

from __future__ import annotations

from dataclasses import replace

from themekit.decisions import written
from themekit.events import CausalLink, Effort, Selection, Summary

FIRST = Summary(number=1, event_id="a", coder="Ada", case="P1", target="t", text="one")


def test_the_last_word_on_a_cell_stands_whoevers_it_is() -> None:
    """Up to a number, the one before."""
    second = replace(FIRST, number=2, event_id="b", coder="Ben", text="two")
    assert written([FIRST, second], Summary) == (second,)
    assert written([FIRST, second], Summary, through=1) == (FIRST,)


def test_an_event_without_words_takes_back_what_stood() -> None:
    """And what it replaces does not come up again."""
    back = replace(FIRST, number=2, event_id="b", text="", replaces=("a",))
    assert written([FIRST, back], Summary) == ()


def test_panels_are_told_apart_by_level_and_domain_however_they_are_written() -> None:
    """One panel chooses once at a level."""
    one = Selection(number=1, event_id="a", level="1", panel="Staff", chosen="x", offered=("x",))
    same = replace(one, number=2, event_id="b", panel=" staff")
    other = replace(one, number=3, event_id="c", level="2")
    assert written([one, same, other], Selection) == (same, other)


def test_claims_on_one_passage_stand_beside_each_other() -> None:
    """A teller may name two causes."""
    links = [
        CausalLink(number=n, event_id=str(n), coder="Ada", cause=str(n), effect="x") for n in (1, 2)
    ]
    assert len(written(links, CausalLink)) == 2


def test_what_was_corrected_stays_corrected_when_the_correction_is_corrected() -> None:
    """A third state of a row brings the first one back as little as the second one did."""
    first = Effort(number=1, event_id="a", coder="Ada", activity="reading", minutes=10)
    second = replace(first, number=2, event_id="b", minutes=20, replaces=("a",))
    third = replace(first, number=3, event_id="c", minutes=30, replaces=("b",))
    assert written([first, second, third], Effort) == (third,)


def test_nobody_corrects_what_another_wrote() -> None:
    """Both times count, whatever a row names."""
    first = Effort(number=1, event_id="a", coder="Ada", activity="reading", minutes=10)
    other = replace(first, number=2, event_id="b", coder="Ben", replaces=("a",))
    assert written([first, other], Effort) == (first, other)
