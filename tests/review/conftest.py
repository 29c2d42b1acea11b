"""A study that is open, and its door with one page behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from reviewing import SETTINGS, a_page
from themekit.review.app import create_app
from themekit.workflows.desk import Desk


@pytest.fixture
def desk(study: Path) -> Iterator[Desk]:
    """Open the small study."""
    desk = Desk(study)
    yield desk
    desk.close()


@pytest.fixture
def app(desk: Desk) -> Flask:
    """Return the door, with a page behind it."""
    return create_app(desk, SETTINGS, pages=[a_page()])
