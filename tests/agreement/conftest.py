"""A small study that several people code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from agreement.kit import Coded, made
from support import STUDY, PlainAnalyser, WordEncoder
from themekit.workflows.context import Models


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch, models: Models) -> None:
    """Commands use the stand-ins too."""
    monkeypatch.setattr("themekit.workflows.project.models_for", lambda _: models)


@pytest.fixture(scope="session")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Coded:
    """Return a study that was run once, to be copied."""
    encoder, analyser = WordEncoder(), PlainAnalyser()
    models = Models(encoder.key, analyser.key, lambda: encoder, lambda: analyser)
    return made(tmp_path_factory.mktemp("agreement") / "study", models)


@pytest.fixture
def coded(tmp_path: Path, ran: Coded) -> Coded:
    """Return a study in which nobody has said anything."""
    return copied(ran, tmp_path / "study")


@pytest.fixture
def reliable(tmp_path: Path, ran: Coded) -> Coded:
    """Return one whose method is coding reliability."""
    return copied(ran, tmp_path / "study", "method: reliability\n")


@pytest.fixture
def reflexive(tmp_path: Path, ran: Coded) -> Coded:
    """Return one whose method is reflexive."""
    return copied(ran, tmp_path / "study", "method: reflexive\n")


def copied(study: Coded, folder: Path, more: str = "") -> Coded:
    """Copy a study, and add to what its study.yaml says."""
    shutil.copytree(study.folder, folder)
    (folder / "study.yaml").write_text(STUDY + more)
    return Coded(folder, study.codebook, study.segments)
