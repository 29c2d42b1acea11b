"""Whatever bytes come, a reader gives a sound result or one `InputError`: `make fuzz`, in small."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "fuzz"))
from targets import SEEDS, TARGETS, WORDS, judge

EDITS = st.lists(
    st.tuples(st.integers(0, 4_000), st.integers(0, 30), st.integers(0, 255)), max_size=5
)


@cache
def seeds(name: str) -> tuple[bytes, ...]:
    """Return the small sound files of a target."""
    return tuple(seed for seed in SEEDS(name) if len(seed) < 20_000)


@pytest.mark.parametrize("name", TARGETS)
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(which=st.integers(0, 31), edits=EDITS)
def test_a_damaged_file_is_read_soundly_or_refused(
    name: str, which: int, edits: list[tuple[int, int, int]]
) -> None:
    """Bytes overwritten, cut out, and words of the format put in at any place."""
    found = seeds(name)
    data = bytearray(found[which % len(found)])
    words = [word.encode() for word in WORDS.get(name, ("PK",))]
    for at, length, value in edits:
        at %= len(data) + 1  # noqa: PLW2901 -- a place in whatever is left
        data[at : at + length] = words[value % len(words)] if value % 3 else bytes([value])
    judge(name, bytes(data))
