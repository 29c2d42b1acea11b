"""A small study that a test builds word by word."""

from __future__ import annotations

import pytest

from building import Building


@pytest.fixture
def empty() -> Building:
    """Return a study of nothing."""
    return Building()


@pytest.fixture
def study() -> Building:
    """Return a study of one primary strand S and one code a in theme T."""
    made = Building()
    made.strand()
    made.code("a")
    return made
