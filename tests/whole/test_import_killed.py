"""Whatever happens beside an import: nothing is lost, half taken in, or there twice."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from importing import actions, effort, ended, events_of, sheet, start, until_found
from reviewing import run_again
from support import PlainAnalyser, WordEncoder, decide
from themekit.decisions import written
from themekit.disclosure import Request
from themekit.events import Action, CausalLink, Effort, Event
from themekit.store import open_store
from themekit.store.stages import begin_stage
from themekit.workflows.context import Models
from themekit.workflows.withdraw import plan_withdrawal, withdraw
from withdrawing import make_people, rows_of

RUN = Path(__file__).with_name("stand_in_run.py")
ANSWERS = 40
SOAKED = 6
"""Kills at moments that chance chooses."""


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a study with many answers, and run it once; nobody may change it."""
    answers = "".join(f"R{n},yes,Money ran out in house {n}\n" for n in range(1, ANSWERS + 1))
    study = make_people(
        tmp_path_factory.mktemp("killed") / "people",
        **{"survey.csv": "respondent,agree,worry\n" + answers},
    )
    run_again(study)
    return study


@pytest.fixture
def study(once: Path, tmp_path: Path) -> Path:
    """Return a copy of that study."""
    return Path(shutil.copytree(once, tmp_path / "people"))


def standing(study: Path, record: type[Event]) -> Sequence[Event]:
    """Return what stands of a kind."""
    return written(events_of(study), record)


@pytest.mark.parametrize("kind", ["sheet", "effort", "actions"])
def test_an_import_that_is_killed_has_taken_all_or_nothing(study: Path, kind: str) -> None:
    """Before the end of the transaction nothing, after it all; once more, and all is there once."""
    record: type[Event] = {"sheet": CausalLink, "effort": Effort, "actions": Action}[kind]
    file, count = effort(study.parent, "effort", 20), 60
    if kind == "sheet":
        file, count = sheet(study)
    elif kind == "actions":
        file = actions(study.parent)
    for moment, kept in (("found", 0), ("written", 0), ("kept", count)):
        assert ended(start(moment, study, file))[0] == -signal.SIGKILL
        assert len(standing(study, record)) == len(events_of(study)) == kept, moment
    assert "Nothing new." in ended(start("none", study, file))[1]
    assert len(events_of(study)) == count


@pytest.mark.slow
def test_an_import_killed_at_random_moments_has_taken_all_or_nothing(study: Path) -> None:
    """Of each of its files; at last it gets through, and all is there once."""
    file, claims = sheet(study)
    times, draw = effort(study.parent, "effort", 20, rows=5_000), random.Random(20261128)
    began = time.perf_counter()
    assert ended(start("none", shutil.copytree(study, study.parent / "whole"), times, file))[0] == 0
    seconds = time.perf_counter() - began
    for _ in range(SOAKED):
        process = start("none", study, times, file)
        time.sleep(draw.uniform(seconds / 3, seconds))
        process.kill()
        process.communicate()
        assert len(standing(study, Effort)) in (0, 5_000)
        assert len(standing(study, CausalLink)) in (0, claims)
    assert ended(start("none", study, times, file))[0] == 0
    assert len(events_of(study)) == 5_000 + claims


def test_a_sheet_that_two_take_in_at_once_is_there_once(study: Path) -> None:
    """Whoever comes second says that all of it is there already."""
    file, count = sheet(study)
    both = [start("waiting", study, file) for _ in range(2)]
    until_found(*both)
    ends = [ended(one) for one in both]
    assert [status for status, _, _ in ends] == [0, 0]
    assert sorted(told.splitlines()[0] for _, told, _ in ends) == [
        "Nothing new.", f"Rosa: {count} claims of causes taken.",
    ]  # fmt: skip
    assert len(events_of(study)) == count


def test_two_states_of_a_list_handed_in_at_once_count_once(study: Path) -> None:
    """Each replaces what stood: the later one also what the other has just brought."""
    first, *later = (effort(study.parent, f"effort-{n}", n) for n in (10, 20, 30))
    assert ended(start("none", study, first))[0] == 0
    both = [start("waiting", study, one) for one in later]
    until_found(*both)
    assert [ended(one)[0] for one in both] == [0, 0]
    found = standing(study, Effort)
    assert len(found) == 60
    assert {one.minutes for one in found if isinstance(one, Effort)} == {30}


def test_answers_that_people_give_meanwhile_hold_no_sheet_up(study: Path) -> None:
    """They change nothing on it: all of it is taken, and they are kept."""
    file, count = sheet(study)
    process = start("waiting", study, file)
    until_found(process)
    rows = [row for row in rows_of(study) if row["skip_reason"] == ""]
    decide(study, *[(row, "more-people") for row in rows[:3]])
    before = len(events_of(study))
    assert ended(process)[0] == 0
    assert len(events_of(study)) == before + count


@pytest.mark.parametrize("kind", ["sheet", "summaries"])
def test_words_taken_back_during_an_import_are_not_brought_back(study: Path, kind: str) -> None:
    """What was found out before the withdrawal is found out anew."""
    file, _ = sheet(study)
    if kind == "summaries":
        file = study.parent / "summaries.csv"
        file.write_text(
            "case,wave,target,state,text\nR1,,more-people,written,It went badly\n"
            "R2,,more-people,written,It went well\n",
            encoding="utf-8",
        )
    process = start("waiting", study, file)
    until_found(process)
    encoder, analyser = WordEncoder(), PlainAnalyser()
    models = Models(encoder.key, analyser.key, lambda: encoder, lambda: analyser)
    withdraw(study, plan_withdrawal(study, Request("R1")), models=models)
    status, told, errors = ended(process)
    assert status == 0, errors
    found = [*standing(study, CausalLink), *events_of(study)]
    assert "R2" in repr(found)
    assert "R1'" not in repr(found), told


@pytest.mark.parametrize("kind", ["sheet", "effort"])
def test_while_a_run_reads_the_files_no_row_is_called_unknown(study: Path, kind: str) -> None:
    """The texts are there in part alone: one sentence says so, and nothing is taken."""
    file = sheet(study)[0] if kind == "sheet" else effort(study.parent, "effort", 20)
    process = start("waiting", study, file)
    until_found(process)
    store = open_store(study)
    with store.writing() as connection:
        begin_stage(connection, "segment")
    store.close()
    status, told, errors = ended(process)
    if kind == "sheet":
        assert (status, told) == (2, "")
        assert "files are being read just now" in errors
        assert events_of(study) == []
    else:  # a list of effort lies on no text
        assert status == 0, errors


@pytest.mark.slow
def test_imports_beside_a_run_take_all_or_say_to_wait(study: Path) -> None:
    """Again and again, while a run reads new answers, cuts them and suggests codes."""
    file, count = sheet(study)
    more = "".join(f"N{n},yes,More people came to house {n}\n" for n in range(400))
    with (study / "survey.csv").open("a", encoding="utf-8") as survey:
        survey.write(more)
    said = []
    with subprocess.Popen([sys.executable, str(RUN), str(study)]) as run:
        while run.poll() is None:
            status, told, errors = ended(start("none", study, file))
            said.append((status, told or errors))
            assert len(events_of(study)) in (0, count)
        assert run.returncode == 0
    for status, words in said:
        assert status == 0 or "files are being read just now" in words, words
    assert ended(start("none", study, file))[0] == 0
    assert len(events_of(study)) == count
