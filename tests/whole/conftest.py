"""Whole runs take long: what several files need of one is made once for all of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from filelock import FileLock

from checked_study import make_checked


@pytest.fixture(scope="session")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the demo's study, coded by its invented coders and run; nobody may change it."""
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent  # which the workers share
    with FileLock(folder / "checked.lock"):
        return make_checked(folder)
