"""What the tests themselves say where the shared material is absent."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
ONE = "import pytest\n@pytest.mark.shared\ndef test_one(shared): assert shared.is_dir()\n"
SETTINGS = "[pytest]\nmarkers = shared\n"


def tried(folder: Path, ci: str) -> subprocess.CompletedProcess[str]:
    """Run one test that needs the material in a project without it, in two workers."""
    tests = folder / "project" / "tests"
    tests.mkdir(parents=True)
    for name in ("conftest.py", "support.py"):
        shutil.copy(TESTS / name, tests / name)
    (tests / "test_one.py").write_text(ONE)
    (tests.parent / "pytest.ini").write_text(SETTINGS)
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "2", "-q", "-p", "no:cacheprovider"],
        cwd=tests.parent,
        env={**os.environ, "CI": ci},
        capture_output=True,
        text=True,
        check=False,
    )


def test_in_ci_the_lack_of_it_is_one_sentence(tmp_path: Path) -> None:
    """No worker is started that would crash over it."""
    done = tried(tmp_path, "true")
    told = (done.stdout + done.stderr).strip()
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert told == (
        f"ERROR: CI must have {tmp_path / 'shared'}: put it there, or unset CI to skip it"
    )


def test_elsewhere_what_needs_it_is_skipped(tmp_path: Path) -> None:
    """A stranger can run the rest."""
    done = tried(tmp_path, "")
    assert done.returncode == 0
    assert "1 skipped" in done.stdout
