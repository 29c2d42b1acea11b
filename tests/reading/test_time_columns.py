"""Columns of times, however they are written."""

import pytest

from themekit.reading.tables.time_columns import ascend, moment_of, times_in, unit_of


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [
        ("0:05", 5.0),
        ("00:01:05", 65.0),
        ("1:02:03.5", 3723.5),
        ("00:00:05,250", 5.25),
        ("[00:01:05]", 65.0),
        ("#00:00:08-1#", 8.1),
        ("#00:00:08#", 8.0),
        ("00;01;05;12", 65.0),
        ("01:00:05:24", 3605.0),
        ("00:01:05.500000", 65.5),
        ("1 day, 0:00:05", 86405.0),
        ("1h 02m 05s", 3725.0),
        ("1m5s", 65.0),
        ("12.5s", 12.5),
        ("1899-12-31 00:01:05", 65.0),
        ("12.5", 12.5),
        ("12,5", 12.5),
        ("65000", 65000.0),
        ("500 ms", 0.5),
        ("10:16 PM", 80160.0),
        ("INT", None),
        ("", None),
        ("P1", None),
    ],
)
def test_a_time_is_read_as_its_tool_writes_it(cell: str, seconds: float | None) -> None:
    """Clocks with and without hours, frames, decimals, what Excel makes of a time, numbers."""
    moment = moment_of(cell)
    assert (moment.at if moment else None) == seconds


@pytest.mark.parametrize(
    "cell", ["0:01 - 0:05", "0:01-0:05", "0:01 – 0:05", "0:01/0:05", "[0:01 --> 0:05]", "0:01 to 0:05"]
)  # fmt: skip
def test_a_span_has_two_ends(cell: str) -> None:
    """NVivo's timespans by hyphen or slash, and what others write."""
    moment = moment_of(cell)
    assert moment is not None
    assert (moment.at, moment.until) == (1.0, 5.0)


def test_a_date_with_a_time_counts_its_seconds() -> None:
    """Of two messages, how far they lie apart is what matters; 10:16 is hours and minutes."""
    first, second = moment_of("2021-03-12 10:16"), moment_of("12/03/2021, 10:17:30")
    assert first is not None
    assert second is not None
    assert (first.writing, second.at - first.at) == ("date", 90.0)


def test_a_column_is_of_times_if_nearly_all_of_it_is() -> None:
    """A stray word is forgiven, a column of words with a number in it is none."""
    assert times_in([*["0:05"] * 19, "n/a"]) is not None
    assert times_in(["0:05", "later", "after that"]) is None
    assert times_in(["", ""]) is None


@pytest.mark.parametrize(
    ("cells", "unit"),
    [
        (["0", "4", "9", "15"], 1.0),
        (["0", "4000", "9000", "15000"], 1e-3),
        (["0", "4000000", "9000000", "15000000"], 1e-6),
        (["0", "40000000", "90000000", "150000000"], 1e-7),
        (["0", "0.0000463", "0.0001042", "0.0001736"], 86_400.0),
        (["0:00", "0:04", "0:09", "0:15"], 1.0),
        (["00:00:00", "00:04:00", "00:09:00", "00:15:00"], 1 / 60),
        (["08:00:00", "10:00:00", "12:00:00", "15:00:00"], None),
    ],
)
def test_the_pace_of_speech_tells_the_unit(cells: list[str], unit: float | None) -> None:
    """Seconds, milliseconds, finer ones, days; minutes that Excel took for hours; no speech."""
    times = times_in(cells)
    assert times is not None
    assert unit_of(times, [60, 75, 90, 40]) == unit


def test_a_column_that_goes_up_does_so_in_each_step() -> None:
    """What is not filled is passed over."""
    assert ascend([1.0, None, 2.0, 2.0]) == 1.0
    assert ascend([3.0, 2.0, 1.0]) == 0.0
    assert ascend([1.0]) == 0.0
