"""Which study a path means, and what is said where it means none."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from themekit.cli.app import app
from themekit.studyfile import find_study_file


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a folder with two studies, in which the user is."""
    for name in ("housing", "deep/library"):
        (tmp_path / name / "interviews").mkdir(parents=True)
        (tmp_path / name / "study.yaml").touch()
    (tmp_path / "material").mkdir()
    (tmp_path / "material" / "P1.txt").touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("given", ["housing", "housing/study.yaml", "./housing/"])
def test_a_study_is_named_by_its_folder_or_its_file(place: Path, given: str) -> None:
    """Both mean the same."""
    file, problem = find_study_file(Path(given))
    assert (file.resolve(), problem) == (place / "housing" / "study.yaml", None)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("Houssing", "'Houssing' is not there (did you mean 'housing'?)"),
        ("houseng/study.yaml", "did you mean 'housing'?"),
        ("housing/interviews", "there is no study.yaml here (did you mean 'housing'?)"),
        ("housing/interviews/P9.txt", "did you mean 'housing'?"),
        ("deep", "did you mean 'deep/library'?"),
        ("deep/librery", "did you mean 'deep/library'?"),
        (".", "did you mean 'housing'?"),
        ("material", "make one of what lies there with 'themekit init material --from material'"),
        ("material/P1.txt", "name the folder that holds study.yaml"),
        ("zzz/qqq/rrr", "make one with 'themekit init'"),
    ],
)
def test_a_path_without_a_study_is_answered_with_the_nearest(
    place: Path, given: str, said: str
) -> None:
    """Below, above, beside, or how one is made."""
    _, problem = find_study_file(Path(given))
    assert said in str(problem)


def test_a_path_that_was_typed_whole_is_answered_whole(place: Path) -> None:
    """It can be copied from the message."""
    _, problem = find_study_file(place / "housinng")
    assert f"did you mean '{place / 'housing'}'?" in str(problem)


def test_a_path_that_no_system_takes_is_a_sentence() -> None:
    """A NUL, or a name longer than any."""
    assert find_study_file(Path("a\0b"))[1] is not None
    assert find_study_file(Path("a" * 5_000))[1] is not None


NAMES = sorted(set(app.commands) - {"completion", "demo", "doctor", "init", "models"})


@pytest.mark.parametrize("name", NAMES)
def test_a_wrong_folder_is_told_before_anything_heavy_is_loaded(name: str, tmp_path: Path) -> None:
    """Every command that takes a study; what it may load is bounded, for seconds differ."""
    words = [name, "nowhere", *{"find": ["words"], "adopt": ["1"]}.get(name, [])]
    code = (
        "import sys\nfrom themekit.cli import main\n"
        f"try: main({words!r})\n"
        "except SystemExit: pass\n"
        "print(*{one.split('.')[0] for one in sys.modules} & "
        "{'numpy', 'pydantic', 'spacy', 'sqlalchemy', 'ruamel', 'torch', 'lxml'})"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
    assert "'nowhere' is not there" in done.stderr
