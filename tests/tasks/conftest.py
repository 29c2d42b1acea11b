"""A small study to draw from."""

import pytest

from tasks.kit import Place


@pytest.fixture
def place() -> Place:
    """Return a study of six documents with ten passages each, and two coders."""
    return Place()
