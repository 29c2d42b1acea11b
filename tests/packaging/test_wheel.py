"""What is handed out: a wheel that holds all that is needed, and works away from the repository."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

DEMOS = {
    "lifeline-london": "codebooks/lifeline-london.yaml",
    "story-monitoring": "codebooks/narrative-monitoring.yaml",
}
MADE = {"outputs", ".themekit", "__pycache__"}
LARGEST = 4_000_000
"""Bytes of the wheel: the models and torch come from packages of their own."""
TALK = "INT: So?\n\nA1: The waiting list was so long that we ran out of money in June.\n"
CODES = """\
name: Small
version: "1"
codes:
  - name: Short of money
    definition: There is not enough money to go on.
    patterns: [money]
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel as whoever hands it out does, without a network."""
    if os.environ.get("CI") != "true":
        pytest.importorskip("hatchling", reason="run `make setup` again: it brings hatchling")
    root, folder = Path(__file__).parents[2], tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=root, check=True, capture_output=True)
    (found,) = folder.glob("themekit-*.whl")
    return found


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install it by itself into a folder; the packages that it needs are those of this Python."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run(
        [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index",
         "--no-compile", "--target", str(folder), str(wheel)],
        check=True, capture_output=True,
    )  # fmt: skip
    return folder


def files_below(folder: Path) -> Iterator[Path]:
    """Yield what the repository keeps below a folder; what a run made is nobody's to hand out."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not MADE & set(path.relative_to(folder).parts):
            yield path


def themekit(installed: Path, folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a folder, far from the repository."""
    environment = {
        name: value
        for name, value in os.environ.items()
        if name not in {"PYTHONPATH", "_THEMEKIT_COMPLETE"}
    }
    environment |= {"PYTHONPATH": str(installed), "OMP_NUM_THREADS": "1"}
    return subprocess.run(
        [sys.executable, str(installed / "bin" / "themekit"), *words],
        cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip


@pytest.mark.slow
def test_the_wheel_holds_every_file_of_the_package(wheel: Path, root: Path) -> None:
    """Templates, styles, word lists, weights: whatever lies in the source lies in the wheel."""
    source = root / "src"
    with zipfile.ZipFile(wheel) as held:
        inside = {one for one in held.namelist() if not one.startswith("themekit/_demo/")}
    wanted = {path.relative_to(source).as_posix() for path in files_below(source / "themekit")}
    assert {one for one in inside if ".dist-info/" not in one} == wanted


@pytest.mark.slow
@pytest.mark.parametrize("name", DEMOS)
def test_the_wheel_holds_the_studies_byte_for_byte(name: str, wheel: Path, root: Path) -> None:
    """Every file of the study and its codebook, and nothing that a run made of them."""
    study, beginning = root / "corpora" / name, f"themekit/_demo/{name}/"
    wanted = {path.relative_to(study).as_posix(): path for path in files_below(study)}
    wanted["codebook.yaml"] = root / DEMOS[name]
    with zipfile.ZipFile(wheel) as held:
        inside = {
            one.removeprefix(beginning): held.read(one)
            for one in held.namelist()
            if one.startswith(beginning)
        }
    assert inside == {one: path.read_bytes() for one, path in wanted.items()}


@pytest.mark.slow
def test_the_wheel_is_small_and_brings_the_licence_and_the_command(wheel: Path) -> None:
    """Whatever is large comes as a package of its own."""
    assert wheel.stat().st_size < LARGEST
    with zipfile.ZipFile(wheel) as held:
        (points,) = (one for one in held.namelist() if one.endswith("entry_points.txt"))
        assert "themekit = themekit.cli:enter" in held.read(points).decode()
        assert any(one.endswith("licenses/LICENSE") for one in held.namelist())


@pytest.mark.slow
def test_the_installed_command_writes_the_demo_and_understands_it(
    installed: Path, tmp_path: Path
) -> None:
    """Nothing of it is taken from the repository."""
    assert "0." in themekit(installed, tmp_path, "--version").stdout
    done = themekit(installed, tmp_path, "demo", "stories", "--study", "story-monitoring")
    assert done.returncode == 0, done.stderr
    done = themekit(installed, tmp_path, "check", "stories")
    assert done.returncode == 0, done.stderr


@pytest.mark.slow
@pytest.mark.models
def test_the_installed_command_runs_a_study(installed: Path, tmp_path: Path) -> None:
    """From `init` to the report, with both models."""
    assert themekit(installed, tmp_path, "init", "mine").returncode == 0
    (tmp_path / "mine" / "interviews" / "A1.txt").write_text(TALK, encoding="utf-8")
    (tmp_path / "mine" / "codebook.yaml").write_text(CODES, encoding="utf-8")
    done = themekit(installed, tmp_path, "run", "mine")
    assert done.returncode == 0, done.stderr
    assert "1 with a code" in done.stdout
    assert (tmp_path / "mine" / "outputs" / "theme_matrix.html").stat().st_size > 10_000
