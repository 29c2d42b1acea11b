"""How else a study's few cases might have come out."""

from __future__ import annotations

import numpy as np

from designing.conftest import pilot_of
from themekit.designing import NO, YES, Pilot, Versions, versions_of


def test_weights_are_of_cases_with_the_code_and_without(pilot: Pilot, versions: Versions) -> None:
    """They sum to one, and no case without the code has a weight among those with it."""
    for at in range(2):
        assert np.allclose(versions.yes[at].sum(axis=1), 1)
        assert not versions.yes[at][:, pilot.holds[:, at] == NO].any()
        assert not versions.no[at][:, pilot.holds[:, at] == YES].any()


def test_readers_rates_are_near_what_was_read_by_two() -> None:
    """Of 400 cases read by two little is open."""
    pilot = pilot_of(finds=0.7, errs=0.1, cases=400, twice=400)
    found = versions_of(pilot, 0)
    assert abs(found.finds.mean() - 0.7) < 0.08
    assert abs(found.errs.mean() - 0.1) < 0.04


def test_a_code_that_nobody_read_twice_borrows_from_the_other() -> None:
    """Its chance lies where the other's does, and is less sure."""
    pilot = pilot_of(finds=0.6, cases=200, twice=200)
    second = pilot.second.copy()
    second[:, 1] = -1
    found = versions_of(pilot_of(finds=0.6, cases=200, twice=200, second=second), 0)
    assert abs(found.finds[:, 1].mean() - found.finds[:, 0].mean()) < 0.12
    assert found.finds[:, 1].std() > found.finds[:, 0].std()


def test_what_is_assumed_is_said(versions: Versions) -> None:
    """One wave, and nobody knows who did not answer."""
    assert [name for name, _ in versions.notes] == ["steady", "returns", "skips"]


def test_people_who_told_twice_say_how_steady_they_are() -> None:
    """Everybody tells the same again: as steady as can be."""
    first = (np.arange(40)[:, np.newaxis] % np.array([3, 4]) == 0).astype(np.int8)
    pilot = pilot_of(
        cases=80, holds=np.vstack([first, first]), person=np.tile(np.arange(40), 2),
        wave=np.repeat([0, 1], 40), asked=100, answered=80, returned=40, left=10,
    )  # fmt: skip
    found = versions_of(pilot, 0)
    assert found.steady.min() > 0.99
    assert abs(found.skips.mean() - 0.2) < 0.02
    assert abs(found.returns.mean() - 0.8) < 0.02
    assert not found.notes


def test_how_steady_they_are_can_be_stated(pilot: Pilot) -> None:
    """Then it is taken as it is."""
    assert set(versions_of(pilot, 0, steady=0.4).steady) == {0.4}
