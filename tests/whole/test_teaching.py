"""Suggestions are brought up to date in another process, which ends with the server."""

from __future__ import annotations

import csv
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from support import PlainAnalyser, WordEncoder, decide, make_study
from themekit.store import writer_lock
from themekit.store.stages import load_stages
from themekit.workflows.choosing import chosen_order
from themekit.workflows.context import Models
from themekit.workflows.project import open_context
from themekit.workflows.run import run_study
from themekit.workflows.teaching_process import teaching, teaching_failure

STAND_IN = (sys.executable, str(Path(__file__).with_name("stand_in_teaching.py")))
PATIENCE = 60.0
SLEEPER = """\
import os, pathlib, sys, time
from themekit.workflows.teaching_process import live_with_parent
live_with_parent()
pathlib.Path(sys.argv[1]).write_text(f"{os.getpid()} {os.nice(0)}")
time.sleep(600)
"""
SERVER = """\
import sys, time
from pathlib import Path
from themekit.workflows.teaching_process import teaching
with teaching(Path(sys.argv[1]), command=(sys.executable, *sys.argv[2:]), look=0.05):
    time.sleep(600)
"""

pytestmark = pytest.mark.slow


def models() -> Models:
    """Return stand-ins of their own."""
    return Models(WordEncoder.key, PlainAnalyser.key, WordEncoder, PlainAnalyser)


def table(study: Path, name: str) -> list[dict[str, str]]:
    """Read an output table."""
    text = (study / "outputs" / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


@pytest.fixture
def decided(tmp_path: Path) -> Path:
    """Return a study that was run, and in which people decided a step's worth of things since."""
    lines = "".join(f"R{n},yes,Money and people number {n} in the queue\n" for n in range(20))
    study = make_study(tmp_path / "study", **{"survey.csv": "respondent,agree,worry\n" + lines})
    run_study(study, models=models())
    rows = [row for row in table(study, "segments.csv") if row["segment_id"].startswith("survey")]
    decide(study, *((row, "short-of-money") for row in rows[:5]))
    return study


def until(true: Callable[[], Any]) -> Any:
    """Wait until something is true."""
    end = time.monotonic() + PATIENCE
    while not (found := true()):
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
    return found


def told(study: Path, name: str) -> dict[str, Any]:
    """Return what a stage, or what stands beside the stages, tells."""
    with open_context(study, models=models()) as context:
        with context.store.reading() as connection:
            row = load_stages(connection).get(name)
        return row.details if row else {}


def has_ended(pid: int) -> bool:
    """Tell whether a process is gone, or has ended and is only not collected."""
    state = Path(f"/proc/{pid}/stat")
    if state.parent.parent.is_dir() and state.parent.parent.joinpath("self").exists():
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def test_what_people_decide_is_learned_while_they_go_on(decided: Path) -> None:
    """And what to check next is at hand, without what they looked at; outputs wait for a run."""
    before = {path: path.stat().st_mtime_ns for path in (decided / "outputs").iterdir()}
    said: list[str] = []
    with teaching(decided, said.append, command=STAND_IN, look=0.05):
        until(lambda: told(decided, "suggest").get("learned_through") == 10)
    assert said == []
    with open_context(decided, models=models()) as context:
        order = chosen_order(context)
    looked = {f"survey/R{number}/worry" for number in range(5)}
    assert len(order) == len(set(order)) > 10
    assert looked.isdisjoint(order)
    assert {path: path.stat().st_mtime_ns for path in (decided / "outputs").iterdir()} == before


def test_another_run_is_waited_for_and_is_no_error(decided: Path) -> None:
    """Once it has ended, what is left is learned."""
    said: list[str] = []
    with teaching(decided, said.append, command=STAND_IN, look=0.05, later=0.05) as teacher:
        with writer_lock(decided):
            time.sleep(2)
            assert told(decided, "suggest").get("learned_through") == 0
        until(lambda: told(decided, "suggest").get("learned_through") == 10)
        assert teacher.path == decided
    assert said == []


def test_a_failure_is_told_once_and_kept_until_it_is_mended(decided: Path) -> None:
    """A text that has changed is not read anew under people's hands."""
    survey = decided / "survey.csv"
    words = survey.read_text(encoding="utf-8")
    survey.write_text(words + "R99,yes,New words\n", encoding="utf-8")
    said: list[str] = []
    with teaching(decided, said.append, command=STAND_IN, look=0.05):
        until(lambda: said)
        time.sleep(1)
        (one,) = said
        assert "'read', which is out of date: 'themekit run' brings it up to date" in one
        assert "out of date" in told(decided, "teaching")["reason"]
        survey.write_text(words, encoding="utf-8")
        rows = [row for row in table(decided, "segments.csv") if "survey" in row["segment_id"]]
        decide(decided, *((row, "short-of-money") for row in rows[5:10]))
        until(lambda: told(decided, "suggest").get("learned_through") == 20)
        until(lambda: not told(decided, "teaching"))


def test_it_ends_with_the_server_that_stops(decided: Path, tmp_path: Path) -> None:
    """At once, and at low priority until then."""
    mark = tmp_path / "pid"
    with teaching(decided, command=(sys.executable, "-c", SLEEPER, str(mark)), look=0.05):
        pid, nice = map(int, until(lambda: mark.exists() and mark.read_text()).split())
        assert nice >= 10
    assert has_ended(pid)


def test_it_ends_with_the_server_that_is_killed(decided: Path, tmp_path: Path) -> None:
    """Nobody is left to end it: it notices by itself."""
    mark = tmp_path / "pid"
    server = subprocess.Popen(
        [sys.executable, "-c", SERVER, str(decided), "-c", SLEEPER, str(mark)]
    )
    try:
        pid = int(until(lambda: mark.exists() and mark.read_text()).split()[0])
    finally:
        server.send_signal(signal.SIGKILL)
        server.wait()
    until(lambda: has_ended(pid))


def test_nothing_is_learned_where_nothing_is_suggested(decided: Path, tmp_path: Path) -> None:
    """In a reflexive study no process is begun."""
    settings = decided / "study.yaml"
    settings.write_text(settings.read_text() + "method: reflexive\n", encoding="utf-8")
    mark = tmp_path / "pid"
    with teaching(decided, command=(sys.executable, "-c", SLEEPER, str(mark)), look=0.05):
        time.sleep(1.5)
    assert not mark.exists()


def test_no_failure_is_told_where_there_was_none(decided: Path) -> None:
    """Nor where nobody ever tried."""
    with (
        open_context(decided, models=models()) as context,
        context.store.reading() as connection,
    ):
        assert teaching_failure(load_stages(connection)) == ""
