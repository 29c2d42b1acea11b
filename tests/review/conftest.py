"""A small study that was run once, copied for each test that opens it; and its door alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from desk_room import Room
from reviewing import SETTINGS, a_page, open_desk, run_once
from themekit.review.app import create_app
from themekit.workflows.desk import Desk


@pytest.fixture(scope="session")
def was_run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a study that was run; nobody writes in it."""
    return run_once(tmp_path_factory.mktemp("run") / "study")


@pytest.fixture
def desk(was_run: Path, tmp_path: Path) -> Iterator[Desk]:
    """Open a copy of it, all of it marked."""
    desk = open_desk(shutil.copytree(was_run, tmp_path / "study"))
    yield desk
    desk.close()


@pytest.fixture
def app(desk: Desk) -> Flask:
    """Return the door, with one page behind it."""
    return create_app(desk, SETTINGS, pages=[a_page()])


@pytest.fixture
def room(was_run: Path, tmp_path: Path) -> Iterator[Room]:
    """Open a copy of it with all its pages and some people."""
    room = Room(shutil.copytree(was_run, tmp_path / "desk"))
    yield room
    room.desk.close()
