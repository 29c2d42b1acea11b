"""`themekit mark --details` and `--replace`: proposals go out, decisions come back."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from detailing import StandInReader
from support import STUDY, PlainAnalyser, WordEncoder, make_study
from themekit.cli import main
from themekit.errors import InputError, UsageError
from themekit.events import Coder, Mark
from themekit.store import open_store
from themekit.store.coders import save_coder
from themekit.store.events import load_events
from themekit.workflows.context import Models
from themekit.workflows.details_table import (
    DETAIL_COLUMNS,
    DetailCells,
    Taken,
    list_details,
    take_details,
)
from themekit.workflows.proposing import Proposing
from themekit.workflows.run import run_study


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the small study once."""
    encoder, analyser = WordEncoder(), PlainAnalyser()
    models = Models(encoder.key, analyser.key, lambda: encoder, lambda: analyser)
    study = make_study(tmp_path_factory.mktemp("once") / "study", **{"study.yaml": STUDY})
    run_study(study, models=models)
    return study


@pytest.fixture
def done(once: Path, tmp_path: Path) -> Path:
    """Return a copy of it."""
    return Path(shutil.copytree(once, tmp_path / "study"))


def listed(study: Path) -> list[DetailCells]:
    """List what is proposed; the month and money are taken for places."""
    return list_details(study, Proposing(lambda: StandInReader("June", "oney")))


def write(path: Path, rows: list[list[object]]) -> Path:
    """Write a table of decisions."""
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([list(DETAIL_COLUMNS), *rows])
    return path


def decided(study: Path, decision: str) -> list[list[object]]:
    """Return what is proposed with one decision of all."""
    return [[*row[:5], decision, *row[6:]] for row in listed(study)]


def marks(study: Path) -> list[Mark]:
    """Return the marks there are."""
    store = open_store(study)
    with store.reading() as connection:
        found = [one for one in load_events(connection) if isinstance(one, Mark)]
    store.close()
    return found


def test_proposals_are_listed_with_a_consistent_suggestion(done: Path) -> None:
    """Undecided, with what might stand instead: the same words, the same."""
    rows = listed(done)
    assert [(row[3], row[4], row[5], row[6]) for row in rows] == [
        ("oney", "place", "", "[place 1]"), ("June", "place", "", "[place 2]"),
        ("oney", "place", "", "[place 1]"),
    ]  # fmt: skip


def test_a_table_comes_back_once(done: Path, tmp_path: Path) -> None:
    """As one act; the same file again changes nothing; what was decided is proposed no more."""
    table = write(tmp_path / "d.csv", decided(done, "replace"))
    assert take_details(done, table, reviewed_by="Ada") == Taken(3, 0, 0, 0)
    found = marks(done)
    assert {one.replacement for one in found} == {"[place 1]", "[place 2]"}
    assert len({one.act for one in found}) == 1
    assert take_details(done, table, reviewed_by="Ada") == Taken(0, 0, 3, 0)
    assert len(marks(done)) == 3
    assert listed(done) == []


def test_words_are_left_and_rows_without_decision_say_nothing(done: Path, tmp_path: Path) -> None:
    """Keep is a decision; an empty cell is none."""
    first, second, third = decided(done, "keep")
    second[5] = third[5] = ""
    table = write(tmp_path / "d.csv", [first, second, third])
    assert take_details(done, table, reviewed_by="Ada") == Taken(0, 1, 0, 2)
    assert len(listed(done)) == 2


@pytest.mark.parametrize(
    ("column", "value", "told"),
    [
        (0, "interviews/P9", "no such document"),
        (1, "one", "not both whole numbers"),
        (1, "0", "do not stand at that place"),
        (3, "July", "do not stand at that place"),
        (5, "maybe", "none that can be taken"),
        (6, "", "Say what is to stand instead"),
        (6, "[the oney place]", "stand in what you wrote"),
    ],
)
def test_nothing_is_taken_where_a_row_is_broken(
    done: Path, tmp_path: Path, column: int, value: str, told: str
) -> None:
    """With the line of each, and without a word of the text."""
    rows = decided(done, "replace")
    rows[0][column] = value
    with pytest.raises(InputError, match=told) as caught:
        take_details(done, write(tmp_path / "d.csv", rows), reviewed_by="Ada")
    (problem,) = caught.value.problems
    assert (problem.file, problem.line) == ("d.csv", 2)
    assert marks(done) == []


def test_rows_that_share_words_are_refused(done: Path, tmp_path: Path) -> None:
    """One would take the other's words from it."""
    row = decided(done, "replace")[0]
    with pytest.raises(InputError, match="shares words with line 2"):
        take_details(done, write(tmp_path / "d.csv", [row, row]), reviewed_by="Ada")


def test_a_table_without_a_column_is_refused(done: Path, tmp_path: Path) -> None:
    """With its name."""
    table = tmp_path / "d.csv"
    table.write_text("document,start\n", encoding="utf-8")
    with pytest.raises(InputError, match="no column 'end'"):
        take_details(done, table, reviewed_by="Ada")


def test_a_peer_decides_of_no_details(done: Path, tmp_path: Path) -> None:
    """The replacements are there for their sake; nor does nobody."""
    store = open_store(done)
    with store.writing() as connection:
        save_coder(connection, Coder("Bo", "Bo", "peer"))
    store.close()
    table = write(tmp_path / "d.csv", decided(done, "keep"))
    with pytest.raises(UsageError, match="Bo is a peer"):
        take_details(done, table, reviewed_by="bo")
    with pytest.raises(UsageError, match="--reviewed-by"):
        take_details(done, table, reviewed_by=" ")


def test_the_command_says_what_it_did(
    done: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In one sentence."""
    table = write(tmp_path / "d.csv", decided(done, "keep"))
    with pytest.raises(SystemExit, match="0"):
        main(["mark", str(done), "--replace", str(table), "--reviewed-by", "Ada"])
    assert "0 places replaced, 3 left as they stand; 0 not decided." in capsys.readouterr().out
