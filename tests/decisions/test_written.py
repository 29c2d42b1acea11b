"""What stands of what people wrote down beside coding."""

from __future__ import annotations

from dataclasses import replace

from themekit.decisions import written
from themekit.events import CausalLink, Selection, Summary

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
