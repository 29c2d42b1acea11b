"""The container file, looked at without an engine: what it names is there, and is enough."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture
def steps(root: Path) -> list[str]:
    """Return the container file's instructions, each in one line."""
    text = re.sub(r"^#.*\n", "", (root / "Containerfile").read_text(), flags=re.MULTILINE)
    return [line for line in text.replace("\\\n", " ").splitlines() if line.strip()]


def copied(steps: list[str]) -> list[str]:
    """Return what is copied from the repository."""
    copies = [step.split()[1:] for step in steps if step.startswith("COPY ")]
    return [name for words in copies if not words[0].startswith("--") for name in words[:-1]]


def test_what_is_copied_is_there_and_is_let_in(steps: list[str], root: Path) -> None:
    """A renamed folder would end the build at whoever tries it first."""
    let_in = set(re.findall(r"^!(.+)$", (root / ".dockerignore").read_text(), re.MULTILINE))
    assert set(copied(steps)) == let_in
    assert all((root / name).exists() for name in let_in)


def test_studies_that_were_run_stay_out(root: Path) -> None:
    """Outputs and decisions of people are nobody's to put into an image."""
    lines = (root / ".dockerignore").read_text().splitlines()
    assert {"**/outputs", "**/.themekit"} <= set(lines[lines.index("!corpora") :])


def test_it_runs_as_nobody_in_particular(steps: list[str]) -> None:
    """The last word on the user is not root, and HOME can be written by whoever it is."""
    users = [step.split()[1] for step in steps if step.startswith("USER ")]
    assert users
    assert users[-1] not in {"root", "0"}
    assert any("HOME=/tmp" in step for step in steps)
    assert steps[-2] == 'ENTRYPOINT ["themekit"]'


def test_torch_without_cuda_is_asked_for(steps: list[str], root: Path) -> None:
    """The same index as in the README, and the versions that are tested."""
    (index,) = (step.partition("=")[2] for step in steps if step.startswith("ARG TORCH_INDEX"))
    assert index in (root / "README.md").read_text()
    (install,) = (step for step in steps if "pip install" in step)
    assert "--constraint constraints.txt" in install
    assert '--extra-index-url "$TORCH_INDEX"' in install


@pytest.mark.slow
def test_what_is_copied_is_enough_to_build(steps: list[str], root: Path, tmp_path: Path) -> None:
    """The wheel is built from it alone."""
    if os.environ.get("CI") != "true":
        pytest.importorskip("hatchling", reason="run `make setup` again: it brings hatchling")
    ignored = shutil.ignore_patterns("outputs", ".themekit", "__pycache__")
    for name in copied(steps):
        if (root / name).is_dir():
            shutil.copytree(root / name, tmp_path / name, ignore=ignored)
        else:
            shutil.copy(root / name, tmp_path / name)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", "built"]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    assert list((tmp_path / "built").glob("themekit-*.whl"))
