"""A server that is killed at any moment has kept every answer that it acknowledged, and once."""

from __future__ import annotations

import csv
import itertools
import os
import random
import threading
import time
from collections import Counter
from pathlib import Path

import pytest

from posting import Person, larger_study, let_in
from reviewing import codable, give
from served import serving
from support import PlainAnalyser, WordEncoder
from themekit.events import Coder
from themekit.workflows.context import Models
from themekit.workflows.desk import Desk
from themekit.workflows.run import run_study

KILLS = 200 if os.environ.get("THEMEKIT_SOAK") else 10
LONGEST = 0.6
"""Seconds that a server lives at most, from its first line on."""
PEOPLE = [Coder(f"Peer {n}", f"Peer {n}", "peer") for n in range(1, 5)]
DECISIONS = ("add", "reject", "unsure")


class Answering(threading.Thread):
    """Somebody who answers all the time, and sends again what nobody acknowledged.

    Parameters
    ----------
    person : Person
    name : str
    keys : list of str
        Of the passages they were given.
    codes : list of str
    over : threading.Event
        When it is set, they end with the answer they are at.
    """

    def __init__(
        self, person: Person, name: str, keys: list[str], codes: list[str], over: threading.Event
    ) -> None:
        super().__init__(name=name)
        self.person, self.over = person, over
        self.asked = itertools.cycle(itertools.product(keys, codes))
        self.taken: dict[str, int] = {}
        self.again = 0
        self.refused: list[object] = []

    def run(self) -> None:
        """Answer until it is over."""
        chance = random.Random(self.name)
        for number in itertools.count():
            if self.over.is_set():
                return
            key, code = next(self.asked)
            words = f"{self.name.replace(' ', '-')}-{number}"
            status, told = self.person.post_until_heard(
                {
                    "segment": key, "code_id": code, "decision": chance.choice(DECISIONS),
                    "memo": words, "request_id": words,
                }
            )  # fmt: skip
            if status not in (200, 201):
                self.refused.append((status, told))
                return
            self.again += status == 200
            self.taken[words] = told["number"]


@pytest.mark.slow
def test_whatever_was_acknowledged_before_a_kill_is_kept_once(tmp_path: Path) -> None:
    """Four people answer through ten kills and restarts; all is in codings.csv, nothing twice."""
    study = larger_study(tmp_path / "study", 30)
    desk = Desk(study)
    given = [give(desk, one, *codable(desk), draw=one.id) for one in PEOPLE]
    links = let_in(desk, *PEOPLE)
    codes = [one.id for one in desk.codebook.codes]
    desk.close()
    over, chance = threading.Event(), random.Random(20261127)
    threads: list[Answering] = []
    for kill in range(KILLS + 1):
        with serving(study, "--no-teaching", "--coder", "Ada") as server:
            if not threads:
                threads = [
                    Answering(Person(server.port, link), one.name, keys, codes, over)
                    for one, link, keys in zip(PEOPLE, links, given, strict=True)
                ]
                for thread in threads:
                    thread.start()
            assert server.port == threads[0].person.port
            time.sleep(chance.uniform(0, LONGEST))
            if kill < KILLS:
                server.process.kill()
                continue
            over.set()
            for thread in threads:
                thread.join()
    assert [thread.refused for thread in threads] == [[]] * len(threads)
    encoder, analyser = WordEncoder(), PlainAnalyser()
    run_study(study, models=Models(encoder.key, analyser.key, lambda: encoder, lambda: analyser))
    with (study / "outputs" / "codings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["coder"].startswith("Peer")]
    acknowledged = {words: number for thread in threads for words, number in thread.taken.items()}
    assert Counter(row["memo"] for row in rows) == Counter(acknowledged.keys())
    assert {row["memo"]: int(row["number"]) for row in rows} == acknowledged
    assert len(acknowledged) > KILLS
