"""A check of a study that has not changed since is told again, and nothing else is."""

import json
import os
from pathlib import Path

import pytest

from support import CODEBOOK, STUDY, SURVEY, make_study
from themekit.workflows import examining
from themekit.workflows.check import CheckReport, check_study
from themekit.workflows.context import Models

KEPT = Path(".themekit", "check.json")


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch, models: Models) -> None:
    """Patterns are looked for with the stand-in."""
    monkeypatch.setattr("themekit.workflows.patterns.load_analyser", models.load_analyser)


@pytest.fixture
def kept(study: Path) -> tuple[Path, CheckReport]:
    """Return a study with a state folder that was checked once, and what was found."""
    (study / ".themekit").mkdir()
    report = check_study(study)
    assert (study / KEPT).is_file()
    return study, report


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Return a list of the studies that are examined from now on."""
    real, seen = examining.examine, []

    def examine(path: Path) -> object:
        seen.append(path)
        return real(path)

    monkeypatch.setattr(examining, "examine", examine)
    return seen


def test_an_unchanged_study_is_not_examined_again(
    kept: tuple[Path, CheckReport], counted: list[Path]
) -> None:
    """The same is found, to the last word."""
    study, report = kept
    assert check_study(study) == report
    assert check_study(study / "study.yaml") == report
    assert counted == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("study.yaml", STUDY.replace("A small", "Another")),
        ("codebook.yaml", CODEBOOK.replace("money", "cash")),
        ("survey.csv", SURVEY.replace("yes", "no")),
        ("interviews/P2.txt", "INT: So?\n\nP2: Well.\n"),
        ("cases.csv", "case,document\n"),
    ],
)
def test_whatever_changes_is_examined(
    name: str, text: str, kept: tuple[Path, CheckReport], counted: list[Path]
) -> None:
    """A byte of a file that was read, or a file that is new."""
    study, _ = kept
    (study / name).write_text(text, encoding="utf-8")
    check_study(study)
    assert counted == [study]


def test_a_file_that_is_gone_or_renamed_is_noticed(
    kept: tuple[Path, CheckReport], counted: list[Path]
) -> None:
    """By its name."""
    study, report = kept
    (study / "interviews" / "P1.txt").rename(study / "interviews" / "P9.txt")
    assert check_study(study).documents != report.documents
    assert counted == [study]


def test_a_file_as_large_and_as_old_with_other_words_is_noticed(
    kept: tuple[Path, CheckReport], counted: list[Path]
) -> None:
    """Bytes are compared, not dates."""
    study, _ = kept
    path = study / "survey.csv"
    stamp = path.stat()
    path.write_text(SURVEY.replace("R1", "R7"), encoding="utf-8")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    assert "R7" not in str(check_study(study).problems)
    assert counted == [study]


def test_what_was_found_by_another_version_is_not_told(
    kept: tuple[Path, CheckReport], counted: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program itself counts among what it rests on."""
    study, _ = kept
    monkeypatch.setattr("themekit.workflows.check._program", lambda: "another")
    check_study(study)
    assert counted == [study]


@pytest.mark.parametrize("damage", [b"", b"{}", b"[1]", b'{"key": 1, "files": 2}', b"\xff\xfe"])
def test_what_is_damaged_is_made_anew(
    damage: bytes, kept: tuple[Path, CheckReport], counted: list[Path]
) -> None:
    """Without a word."""
    study, report = kept
    (study / KEPT).write_bytes(damage)
    assert check_study(study) == report
    assert counted == [study]
    assert json.loads((study / KEPT).read_text())["key"]


def test_a_study_that_was_never_run_is_left_as_it_is(study: Path) -> None:
    """A check makes no state folder."""
    before = sorted(study.rglob("*"))
    check_study(study)
    assert sorted(study.rglob("*")) == before


def test_a_folder_that_is_no_study_keeps_nothing(tmp_path: Path) -> None:
    """Nor does a wrong name take what was kept beside it."""
    study = make_study(tmp_path / "study")
    (study / ".themekit").mkdir()
    check_study(study)
    assert check_study(study / "nowhere").errors == 1
    (tmp_path / ".themekit").mkdir()
    assert check_study(tmp_path).errors == 1
    assert not (tmp_path / KEPT).exists()


def test_what_no_program_can_unfold_is_made_anew(
    kept: tuple[Path, CheckReport], counted: list[Path]
) -> None:
    """Brackets without end are damage like any other; a folder in its place keeps nothing."""
    study, report = kept
    (study / KEPT).write_text("[" * 100_000)
    assert check_study(study) == report
    (study / KEPT).unlink()
    (study / KEPT).mkdir()
    assert check_study(study) == report
    assert len(counted) == 2


def test_a_file_that_cannot_be_read_is_not_blamed_on_the_cases(tmp_path: Path) -> None:
    """The document of its row is not missing: it is broken, and that is said."""
    study = make_study(
        tmp_path / "s", **{"study.yaml": STUDY.replace("strands:", "cases: cases.csv\nstrands:"),
                           "cases.csv": "case,document\nA,P1\n", "interviews/P1.txt": ""},
    )  # fmt: skip
    report = check_study(study)
    assert report.errors == 1
    assert not any(one.file == "cases.csv" for one in report.problems)


def test_nothing_is_kept_where_a_folder_is_a_link(
    kept: tuple[Path, CheckReport], counted: list[Path], tmp_path: Path
) -> None:
    """What comes and goes behind it would not be noticed."""
    study, _ = kept
    (tmp_path / "elsewhere").mkdir()
    (study / "linked").symlink_to(tmp_path / "elsewhere")
    check_study(study)
    check_study(study)
    assert len(counted) == 2
