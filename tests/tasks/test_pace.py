"""How long a passage takes in a study."""

from __future__ import annotations

import pytest

from themekit.events import Look
from themekit.tasks.pace import in_minutes, seconds_a_passage


def looks(*minutes: float, coder: str = "ada", origin: str = "page") -> list[Look]:
    """Return looks at some minutes past nine."""
    return [
        Look(coder=coder, received=f"2026-11-28T09:{int(one):02}:{round(one % 1 * 60):02}Z",
             origin=origin)  # type: ignore[arg-type]
        for one in minutes
    ]  # fmt: skip


def test_it_is_measured_between_the_looks_of_one_person() -> None:
    """A gap of more than ten minutes is a pause, and counts no more than what others did between."""
    events = [*looks(0, 1, 2, 3, 15, 16, 17), *looks(0.5, 1.5, coder="bo")]
    assert seconds_a_passage(events) == pytest.approx(60)


def test_of_too_few_looks_and_of_files_nothing_is_measured() -> None:
    """What came at once from a file took no time there."""
    assert seconds_a_passage(looks(0, 1, 2)) is None
    assert seconds_a_passage(looks(*range(9), origin="file")) is None


def test_it_is_said_as_people_say_it() -> None:
    """Nobody is held to a minute."""
    assert in_minutes(50 * 60) == "about 50 minutes"
    assert in_minutes(95) == "about two minutes"
