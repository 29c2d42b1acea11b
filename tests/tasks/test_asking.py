"""What a look covers is what was shown, and never more."""

from __future__ import annotations

from themekit.events import Draw, DrawnItem
from themekit.tasks.asking import Given, covered, questions, rest

CODES = ("a", "b", "c")


def given(codes: tuple[str, ...] = (), suggested: tuple[str, ...] = ()) -> Given:
    """Return a passage that is shown with suggestions."""
    scored = tuple((code, 0.9) for code in suggested)
    item = DrawnItem(position=0, document="d", text_hash="h", start=0, end=9, suggested=scored)
    return Given(Draw(draw="x", mode="assisted", codes=codes, items=(item,)), item)


def test_where_nothing_is_suggested_the_whole_list_is_shown_that_a_look_covers() -> None:
    """A look that names no code is one at all of them: so all of them are shown."""
    assert questions(given(), CODES) == ()
    assert rest(given(), CODES) == CODES
    assert set(covered(given(), CODES)) == set(CODES)


def test_with_suggestions_a_look_covers_those_alone() -> None:
    """The rest of the list is there to be searched, and nobody has gone through it."""
    assert rest(given(suggested=("b",)), CODES) == ()
    assert covered(given(suggested=("b",)), CODES) == ("b",)


def test_a_draw_whose_codes_are_gone_covers_no_others() -> None:
    """Nothing of the list is shown then; the look is at what the draw asked about."""
    assert rest(given(codes=("gone",)), CODES) == ()
    assert covered(given(codes=("gone",)), CODES) == ("gone",)
