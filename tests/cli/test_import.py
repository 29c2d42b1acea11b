"""'themekit import' and 'themekit demo' as a user meets them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from support import make_study
from themekit.cli import main
from themekit.codebook import read_codebook
from themekit.store import open_store
from themekit.store.events import last_number, load_events
from themekit.workflows import import_tables
from themekit.workflows.context import Models
from themekit.workflows.project import load_project

QUOTE = "We ran out of money in June, and the phones never stopped."
ROW = {"coder": "Ada", "decision": "add", "code": "Short of money",
       "document": "interviews/P1", "quote": QUOTE}  # fmt: skip


def call(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    """Run a command in this process; return its exit status and what it printed."""
    with pytest.raises(SystemExit) as stop:
        main([str(word) for word in words])
    code = stop.value.code
    out, err = capsys.readouterr()
    return (code if isinstance(code, int) else 0), out, err


@pytest.fixture
def study(tmp_path: Path, models: Models, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a study whose sources are read with stand-ins for the models."""
    monkeypatch.setattr("themekit.workflows.project.models_for", lambda _: models)
    monkeypatch.setattr(import_tables, "models_for", lambda _: models)
    return make_study(tmp_path)


def write(path: Path, *rows: dict[str, str]) -> Path:
    """Write rows as a table."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def number(study: Path) -> int:
    """Return the number of the study's last event."""
    store = open_store(study)
    with store.reading() as connection:
        found = last_number(connection)
    store.close()
    return found


def test_decisions_come_in_once(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The study need not have been run; the same file twice changes nothing."""
    table = write(study / "codings.csv", ROW)
    assert call(capsys, "import", study, table)[:2] == (0, "Ada: 1 decision taken.\n")
    status, out, _ = call(capsys, "import", study, table)
    assert (status, out) == (0, "Nothing new.\n1 event was there already.\n")
    assert number(study) == 1


def test_the_first_decision_writes_the_codes_ids(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A later name takes no decision elsewhere; the former codebook is kept."""
    before = load_project(study)[0].codebook
    old = before.read_bytes()
    call(capsys, "import", study, write(study / "codings.csv", ROW))
    assert "id: short-of-money" in before.read_text(encoding="utf-8")
    assert read_codebook(before)[0]
    kept = list((study / ".themekit" / "codebooks").iterdir())
    assert [path.read_bytes() for path in kept] == [old]


def test_a_dry_run_stores_nothing(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It tells what would be taken."""
    table = write(study / "codings.csv", ROW)
    status, out, _ = call(capsys, "import", study, table, "--dry-run")
    assert status == 0
    assert "1 decision would be taken" in out
    assert "Nothing was stored" in out
    assert number(study) == 0


def test_losses_are_listed_with_file_and_line(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The import is done all the same; --strict makes it a finding."""
    table = write(study / "codings.csv", ROW, {**ROW, "quote": "Nobody ever said this at all."})
    status, out, _ = call(capsys, "import", study, table)
    assert status == 0
    assert f"{table}:3: " in out
    assert call(capsys, "import", study, table, "--strict")[0] == 1


def test_a_file_with_a_mistake_stores_nothing(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Not even the rows before it; the line is named."""
    table = write(study / "codings.csv", ROW, {**ROW, "decision": "perhaps"})
    status, out, err = call(capsys, "import", study, table)
    assert (status, out) == (2, "")
    assert f"{table}:3: 'perhaps' is no decision" in err
    assert number(study) == 0


def test_whose_word_it_is_can_be_said(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For a sheet without a column of coders."""
    row = {key: value for key, value in ROW.items() if key != "coder"}
    table = write(study / "sheet.csv", row)
    assert call(capsys, "import", study, table)[0] == 2
    call(capsys, "import", study, table, "--coder", "Rosa", "--entered-by", "Anna")
    store = open_store(study)
    with store.reading() as connection:
        (event,) = load_events(connection)
    store.close()
    assert (event.coder, event.entered_by, event.origin) == ("Rosa", "Anna", "file")


@pytest.mark.parametrize("name", ["lifeline-london", "story-monitoring"])
def test_the_demo_is_a_study_of_its_own(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its files are sound, and it says what to do next."""
    folder = tmp_path / "a demo"
    status, out, _ = call(capsys, "demo", folder, "--study", name)
    assert status == 0
    assert f'themekit run "{folder}"' in out
    study, codebook = load_project(folder)
    assert study.codebook == folder / "codebook.yaml"
    assert codebook.codes
    assert ("themekit import" in out) == (folder / "reference" / "codings.csv").is_file()


def test_the_demo_overwrites_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder that holds anything is refused."""
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert call(capsys, "demo", tmp_path)[0] == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
