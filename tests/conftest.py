"""Fixtures for all tests, and the rule that in CI nothing may be skipped for want of a part."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest
from hypothesis import settings

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(HERE))  # for `support`, which no package holds

from support import PlainAnalyser, WordEncoder, make_study  # noqa: E402 (the path comes first)
from themekit.workflows.context import Models  # noqa: E402

# `make soak` goes through many more cases than CI has time for.
settings.register_profile("soak", max_examples=5_000, deadline=None)
settings.register_profile("ci", deadline=None)
settings.load_profile("soak" if os.environ.get("THEMEKIT_SOAK") else "ci")


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Started in the background of a shell without job control: what we start would be deaf to
    # Ctrl-C too, which tests press.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure() -> None:
    """Stop in CI where ../shared is absent, before workers are started, which could not say so."""
    if os.environ.get("CI") == "true" and not SHARED.is_dir():
        raise pytest.UsageError(f"CI must have {SHARED}: put it there, or unset CI to skip it")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs ../shared where it is absent."""
    if SHARED.is_dir():
        return
    skip = pytest.mark.skip(reason="../shared is not on this machine")
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(skip)


@pytest.fixture
def shared() -> Path:
    """Return the folder with the shared material."""
    return SHARED


@pytest.fixture
def root() -> Path:
    """Return the project's folder."""
    return ROOT


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return a small study: one interview, three survey answers, two codes."""
    return make_study(tmp_path / "study")


@pytest.fixture
def models() -> Models:
    """Return stand-ins for the models; they remember what they were asked."""
    encoder, analyser = WordEncoder(), PlainAnalyser()
    return Models(encoder.key, analyser.key, lambda: encoder, lambda: analyser)
