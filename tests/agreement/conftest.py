"""A small study that several people code."""

from __future__ import annotations

from pathlib import Path

import pytest

from agreement.kit import Coded, made
from support import STUDY
from themekit.workflows.context import Models


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch, models: Models) -> None:
    """Commands use the stand-ins too."""
    monkeypatch.setattr("themekit.workflows.project.models_for", lambda _: models)


@pytest.fixture
def coded(tmp_path: Path, models: Models) -> Coded:
    """Return a study in which nobody has said anything."""
    return made(tmp_path / "study", models)


@pytest.fixture
def reliable(tmp_path: Path, models: Models) -> Coded:
    """Return one whose method is coding reliability."""
    return made(tmp_path / "study", models, **{"study.yaml": STUDY + "method: reliability\n"})


@pytest.fixture
def reflexive(tmp_path: Path, models: Models) -> Coded:
    """Return one whose method is reflexive."""
    return made(tmp_path / "study", models, **{"study.yaml": STUDY + "method: reflexive\n"})
