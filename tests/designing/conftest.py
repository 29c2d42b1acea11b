"""A study that knows a little of itself, made by hand."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from themekit.designing import UNKNOWN, Pilot, Versions, versions_of


def pilot_of(
    finds: float = 0.8, errs: float = 0.05, cases: int = 80, twice: int = 40, **about: Any
) -> Pilot:
    """Return a pilot of two codes; its second reader differs from the first by given rates."""
    rng = np.random.default_rng(5)
    holds = (np.arange(cases)[:, np.newaxis] % np.array([3, 4]) == 0).astype(np.int8)
    second = np.full_like(holds, UNKNOWN)
    chance = np.where(holds[:twice] == 1, finds, errs)
    second[:twice] = rng.random(chance.shape) < chance
    scores = np.clip(0.1 + 0.6 * holds + rng.normal(0, 0.1, holds.shape), 0.01, 0.99)
    known = {
        "codes": ("better", "worse"), "holds": holds, "second": second, "scores": scores,
        "starts": np.zeros(holds.shape), "ends": np.full(holds.shape, 60.0),
        "words": np.full(cases, 60.0), "person": np.arange(cases),
        "wave": np.zeros(cases, dtype=np.int64),
    }  # fmt: skip
    return Pilot(**{**known, **about})


@pytest.fixture(scope="session")
def pilot() -> Pilot:
    """Return a pilot."""
    return pilot_of()


@pytest.fixture(scope="session")
def versions(pilot: Pilot) -> Versions:
    """Return how else it might have come out."""
    return versions_of(pilot, 0)
