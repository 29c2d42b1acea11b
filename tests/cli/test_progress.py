"""The estimate of a stage's end, and how it is told where nobody watches."""

from __future__ import annotations

import logging
import re

import pytest

from themekit.cli.progress import BETWEEN_LINES, FIRST_LINE, lines, messages
from themekit.cli.remaining import Remaining, in_words


class Clock:
    """Seconds that a test moves."""

    def __init__(self) -> None:
        self.at = 100.0

    def __call__(self) -> float:
        """Return the moment."""
        return self.at


def test_steady_work_is_foreseen_exactly() -> None:
    """A quarter done in ten seconds leaves thirty."""
    clock = Clock()
    remaining = Remaining(clock)
    remaining.seconds("suggest", 0, 400)
    clock.at += 10
    assert remaining.seconds("suggest", 100, 400) == 30


def test_what_an_earlier_run_did_is_no_speed() -> None:
    """A stage that begins at 300 of 400 has done nothing yet."""
    clock = Clock()
    remaining = Remaining(clock)
    assert remaining.seconds("suggest", 300, 400) is None
    clock.at += 5
    assert remaining.seconds("suggest", 350, 400) == 5


def test_each_stage_has_a_clock_of_its_own() -> None:
    """The time that reading took says nothing of the time that suggesting takes."""
    clock = Clock()
    remaining = Remaining(clock)
    remaining.seconds("read", 0, 10)
    clock.at += 50
    remaining.seconds("suggest", 0, 10)
    clock.at += 1
    assert remaining.seconds("suggest", 5, 10) == 1


@pytest.mark.parametrize(
    ("seconds", "told"),
    [(12.3, "about 12 s"), (600, "about 10 min"), (5 * 3600, "about 5.0 h")],
)
def test_time_is_told_in_the_unit_that_fits(seconds: float, told: str) -> None:
    """Seconds, minutes or hours."""
    assert in_words(seconds) == told


def test_a_log_gets_a_line_now_and_then(capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing for a short run, then one line an interval with the time that is left."""
    clock = Clock()
    progress = lines(Remaining(clock))
    progress("suggest", 0, 1000)
    clock.at += FIRST_LINE
    progress("suggest", 200, 1000)
    clock.at += BETWEEN_LINES / 2
    progress("suggest", 300, 1000)
    assert capsys.readouterr().err == "suggest: 200 of 1,000, about 80 s left\n"


def test_a_stage_of_one_piece_is_named_without_an_estimate(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Nothing tells when the search for topics will end."""
    clock = Clock()
    progress = lines(Remaining(clock))
    progress("topics", 0, 1)
    clock.at += FIRST_LINE
    progress("topics", 1, 1)
    assert capsys.readouterr().err == "topics ...\n"


def test_messages_of_long_work_are_lines_on_stderr_while_it_lasts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With the time, so that one sees how long a step took; silence before and after."""
    logger = logging.getLogger("themekit.tests.long")
    logger.info("before")
    with messages("themekit.tests.long"):
        logger.info("step %d of %d", 1, 4)
    logger.info("after")
    out, err = capsys.readouterr()
    assert out == ""
    assert re.fullmatch(r"\d\d:\d\d step 1 of 4\n", err)
