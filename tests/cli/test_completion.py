"""What a shell proposes at Tab."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from support import make_study

SHELLS = ("bash", "zsh", "fish")


def themekit(folder: Path, *words: str, **variables: str) -> str:
    """Run the command line in a folder; return what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", "themekit", *words],
        cwd=folder, capture_output=True, text=True, check=True,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path), **variables},
    )  # fmt: skip
    return done.stdout


def proposed(folder: Path, line: str) -> list[str]:
    """Return what is proposed at the end of a line, as bash is told."""
    words = line.split(" ")
    out = themekit(
        folder, COMP_WORDS=line, COMP_CWORD=str(len(words) - 1),
        _THEMEKIT_COMPLETE="bash_complete",
    )  # fmt: skip
    return out.split()


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_a_script_that_asks_themekit(shell: str, tmp_path: Path) -> None:
    """Nothing has to be known of click."""
    assert f"_THEMEKIT_COMPLETE={shell}_complete" in themekit(tmp_path, "completion", shell)


def test_studies_are_proposed_and_other_folders_are_not(tmp_path: Path) -> None:
    """A folder without study.yaml is no answer where a study is asked for."""
    make_study(tmp_path / "my-first")
    (tmp_path / "my-music").mkdir()
    assert proposed(tmp_path, "themekit run my") == ["plain,my-first"]


def test_a_study_in_another_folder_is_proposed_on_the_way(tmp_path: Path) -> None:
    """Where no study begins like this, the shell goes on with folders."""
    make_study(tmp_path / "work" / "first")
    assert proposed(tmp_path, "themekit run wo") == ["dir,wo"]
    assert proposed(tmp_path, "themekit run work/f") == ["plain,work/first"]


def test_codes_of_the_study_are_proposed(tmp_path: Path) -> None:
    """By their ids, which need no quotation marks."""
    make_study(tmp_path / "first")
    found = proposed(tmp_path, "themekit quotes first --code m")
    assert found == ["plain,more-people"]


def test_without_a_study_no_code_is_proposed(tmp_path: Path) -> None:
    """At Tab there is nobody to tell what is wrong."""
    assert proposed(tmp_path, "themekit quotes nowhere --code m") == []
