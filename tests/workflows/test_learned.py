"""What the last decisions brought, in one sentence with numbers."""

from typing import Any

import pytest

from themekit.workflows.learned import brought, mean_f1


def step(acts: int, f1: float | None = 0.4, **more: Any) -> dict[str, Any]:
    """Return what is kept of one step of learning."""
    about = {"checked": acts, "measured": 3, "suggestions": 1000, "made_with": "a", **more}
    return {"through": acts * 2, "acts": acts, "f1": f1, **about}


def test_before_and_after_are_compared_over_the_last_fifty() -> None:
    """The nearest step that lies fifty decisions or more back is the one to compare with."""
    history = [
        step(10, 0.2),
        step(48, 0.41),
        step(60, 0.5),
        step(102, 0.46, suggestions=1040, measured=5),
    ]
    what, count, told = brought({"history": history})
    assert what == "what the last 54 decisions brought"
    assert count == 54
    assert "better: mean F1 0.41 before, 0.46 now" in told
    assert "1,000 suggestions before, 1,040 now" in told
    assert "3 before, 5 now" in told


@pytest.mark.parametrize(("now", "word"), [(0.3, "worse"), (0.402, "the same")])
def test_what_has_not_become_better_is_not_called_so(now: float, word: str) -> None:
    """Nor is a change that two digits do not show."""
    assert f"suggestions are {word}:" in brought({"history": [step(10), step(60, now)]})[2]


def test_until_there_are_fifty_it_says_how_far_they_are() -> None:
    """Counted since suggestions were first learned: what came before came at once."""
    what, count, told = brought({"history": [step(600), step(630)]})
    assert (what, count) == ("what the last 50 decisions brought", None)
    assert told == "not known yet: 30 of 50 since suggestions were first learned"


def test_steps_with_another_codebook_are_not_compared() -> None:
    """A changed description moves the figures too."""
    told = brought({"history": [step(10, made_with="b"), step(80), step(95)]})[2]
    assert told.startswith("not known yet: 15 of 50")
    assert told.endswith("with this codebook and these settings")


def test_where_nothing_was_learned_nothing_is_known() -> None:
    """A store of an older version has no steps either."""
    assert brought({})[2] == "not known yet: nothing was learned"


def test_codes_that_nobody_found_are_not_in_the_mean() -> None:
    """Suggested in vain, they count elsewhere; of none there is no mean."""
    one = {"uses": 4, "suggested": 4, "hits": 2}
    assert mean_f1([one, {"uses": 0, "suggested": 5, "hits": 0}]) == 0.5
    assert mean_f1([]) is None
