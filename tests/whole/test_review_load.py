"""Twenty people read and answer while a run works: nobody is refused, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from paced import Reader, Timed, Waits, lost
from posting import larger_study, let_in
from reviewing import codable, give
from served import serving
from themekit.events import Coder
from themekit.workflows.desk import Desk

SOAK = bool(os.environ.get("THEMEKIT_SOAK"))
SECONDS = 60 if SOAK else 10
GENEROUS = 50 if SOAK else 1_000
"""Milliseconds of a median: a machine that runs other tests meanwhile answers late."""
RUN = Path(__file__).with_name("stand_in_run.py")
PEOPLE = [Coder(f"Peer {n}", f"Peer {n}", "peer") for n in range(1, 21)]


@pytest.mark.slow
def test_twenty_people_answer_while_a_run_works(
    tmp_path: Path, record_property: pytest.RecordProperty
) -> None:
    """Each opens pages and answers once a second; all that was taken is there, once."""
    study = larger_study(tmp_path / "study", 60)
    desk = Desk(study)
    given = [give(desk, one, *codable(desk), draw=one.id) for one in PEOPLE]
    links, codes = let_in(desk, *PEOPLE), [one.id for one in desk.codebook.codes]
    desk.close()
    over = threading.Event()
    with serving(study, "--no-teaching", "--coder", "Ada") as server:
        people = [
            Reader(Timed(server.port, link, stays=True), one.name, keys, codes, over)
            for one, link, keys in zip(PEOPLE, links, given, strict=True)
        ]
        for one in people:
            one.start()
        runs, end = 0, time.monotonic() + SECONDS
        while time.monotonic() < end:
            subprocess.run(
                [sys.executable, str(RUN), str(study)], check=True, stdout=subprocess.DEVNULL
            )
            runs += 1
        over.set()
        for one in people:
            one.join()
    waits = Waits.of(people)
    record_property("waits", waits.told())
    record_property("runs", runs)
    assert [one.refused for one in people] == [[]] * len(people)
    assert lost(study, people) == []
    assert waits.median("GET") < GENEROUS
    assert waits.median("POST") < GENEROUS
