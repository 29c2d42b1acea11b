"""The garbage collector rests while records are made, and no longer."""

from __future__ import annotations

import gc

import pytest

from themekit.store.rows import uncollected


def test_the_collector_is_back_after_an_error() -> None:
    """Whatever goes wrong within, the process goes on as before."""
    seen: list[bool] = []

    @uncollected()
    def fails() -> None:
        seen.append(gc.isenabled())
        raise ValueError("odd")

    with pytest.raises(ValueError, match="odd"):
        fails()
    assert [*seen, gc.isenabled()] == [False, True]


def test_a_collector_that_was_off_stays_off() -> None:
    """Whoever turned it off had a reason."""
    gc.disable()
    try:
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()
