"""The demo's study with what its invented coders decided, made by the commands as a user would."""

from __future__ import annotations

import csv
import subprocess
import sys
from pathlib import Path

TABLES = ("codings.csv", "looks.csv")
NAME = "lifeline"


def read(path: Path) -> list[dict[str, str]]:
    """Read a table that themekit or the corpus wrote."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def run(command: str, study: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """Run a command of themekit on a study."""
    line = [sys.executable, "-m", "themekit", command, str(study), *options]
    return subprocess.run(line, capture_output=True, text=True, encoding="utf-8", check=False)


def themekit(study: Path, command: str, *options: str) -> str:
    """Run a command that has to succeed, and return what it printed."""
    done = run(command, study, *options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def make_checked(folder: Path) -> Path:
    """Write the demo's study, take its reference coding in, and run it; once in a folder."""
    study, ready = folder / NAME, folder / f"{NAME}.ready"
    if not ready.exists():
        themekit(study, "demo")
        taken = themekit(study, "import", *(str(study / "reference" / name) for name in TABLES))
        assert "Coder A (invented)" in taken
        themekit(study, "run")
        ready.touch()
    return study
