"""A server that is killed at any moment has kept every answer that it acknowledged, and once."""

from __future__ import annotations

import csv
import itertools
import os
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from importing import effort, ended, events_of, sheet, start
from posting import BETWEEN, Person, larger_study, let_in, until_heard
from reviewing import codable, fields_of, give
from served import serving
from support import PlainAnalyser, WordEncoder
from themekit.events import CausalLink, Coder, Coding, Effort
from themekit.workflows.context import Models
from themekit.workflows.desk import Desk
from themekit.workflows.run import run_study

KILLS = 200 if os.environ.get("THEMEKIT_SOAK") else 10
MOMENT = 0.05
"""Seconds at most from the last answer that is waited for to a kill: somewhere in the next ones."""
PEOPLE = [Coder(f"Peer {n}", f"Peer {n}", "peer") for n in range(1, 5)]


class Answering(threading.Thread):
    """Somebody who answers all the time, and sends again what nobody acknowledged.

    Parameters
    ----------
    person : Person
    name : str
    keys, codes : list of str
        Passages that they were given, and codes.
    over : threading.Event
        When it is set, they end with the answer they are at.
    """

    def __init__(
        self,
        person: Person,
        name: str,
        keys: Sequence[str],
        codes: Sequence[str],
        over: threading.Event,
    ) -> None:
        super().__init__(name=name, daemon=True)
        self.person, self.over = person, over
        self.keys, self.codes = keys, codes
        self.taken: list[str] = []
        self.refused: list[object] = []

    def run(self) -> None:
        """Answer until it is over: by turns as the pages' script does, and by a page's form."""
        for number in itertools.count():
            if self.over.is_set():
                return
            key = self.keys[number // 2 % len(self.keys)]
            answer = self._by_form if number % 2 else self._by_script
            request_id, status, told = answer(number, key)
            if status not in (200, 201, 303):
                self.refused.append((status, told))
                return
            self.taken.append(request_id)

    def _by_script(self, number: int, key: str) -> tuple[str, int, object]:
        request_id = f"{self.name.replace(' ', '-')}-{number}"
        said = {
            "segment": key, "code_id": self.codes[number // 2 % len(self.codes)],
            "decision": ("add", "reject", "unsure")[number % 3], "request_id": request_id,
        }  # fmt: skip
        return request_id, *until_heard(lambda: self.person.post(said))

    def _by_form(self, number: int, key: str) -> tuple[str, int, object]:
        address = f"/passage/{key}/{1 + number // 2 % 2}"
        fields = fields_of(until_heard(lambda: self.person.page(address)))
        fields["choice"] = ("yes", "no", "unsure")[number % 3]
        status, _, text = until_heard(lambda: self.person.send(address, fields))
        return fields["request_id"], status, text


def wait_for(threads: Sequence[Answering], more: int) -> None:
    """Wait until so many more answers were acknowledged: then a kill falls between others."""
    wanted, end = sum(len(one.taken) for one in threads) + more, time.monotonic() + BETWEEN
    while sum(len(one.taken) for one in threads) < wanted:
        assert not any(one.refused for one in threads), [one.refused for one in threads]
        assert time.monotonic() < end, "nobody gets an answer"
        time.sleep(0.001)


def ready(study: Path, over: threading.Event) -> Callable[[int], list[Answering]]:
    """Give four people passages; return what makes them answer at a port."""
    desk = Desk(study)
    given = [give(desk, one, *codable(desk), draw=one.id) for one in PEOPLE]
    links, codes = let_in(desk, *PEOPLE), [one.id for one in desk.codebook.codes]
    desk.close()

    def begin(port: int) -> list[Answering]:
        threads = [
            Answering(Person(port, link), one.name, keys, codes, over)
            for one, link, keys in zip(PEOPLE, links, given, strict=True)
        ]
        for thread in threads:
            thread.start()
        return threads

    return begin


@pytest.mark.slow
def test_whatever_was_acknowledged_before_a_kill_is_kept_once(tmp_path: Path) -> None:
    """Four people answer through all kills and restarts; all is in codings.csv, nothing twice."""
    study = larger_study(tmp_path / "study", 30)
    over, chance = threading.Event(), random.Random(20261127)
    begin = ready(study, over)
    threads: list[Answering] = []
    for _ in range(KILLS):
        with serving(study, "--no-teaching", "--coder", "Ada") as server:
            threads = threads or begin(server.port)
            assert server.port == threads[0].person.port
            wait_for(threads, chance.randint(1, 8))
            time.sleep(chance.uniform(0, MOMENT))
    with serving(study, "--no-teaching", "--coder", "Ada"):
        wait_for(threads, len(PEOPLE))
        over.set()
        for thread in threads:
            thread.join(BETWEEN)
    assert [thread.refused for thread in threads] == [[]] * len(threads)
    encoder, analyser = WordEncoder(), PlainAnalyser()
    run_study(study, models=Models(encoder.key, analyser.key, lambda: encoder, lambda: analyser))
    with (study / "outputs" / "codings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["coder"].startswith("Peer")]
    acknowledged = [one for thread in threads for one in thread.taken]
    assert Counter(row["act"].partition(".")[0] for row in rows) == Counter(acknowledged)
    assert len({row["event_id"] for row in rows}) == len(acknowledged) > KILLS


@pytest.mark.slow
def test_a_sheet_and_a_list_are_taken_in_while_four_people_answer(tmp_path: Path) -> None:
    """Nobody's answer is refused or lost, and neither file has to wait until they are done."""
    study = larger_study(tmp_path / "study", 30)
    file, claims = sheet(study)
    times, over = effort(tmp_path, "effort", 20, rows=2_000), threading.Event()
    begin = ready(study, over)
    with serving(study, "--coder", "Ada") as server:
        threads = begin(server.port)
        wait_for(threads, len(PEOPLE))
        before = sum(len(one.taken) for one in threads)
        assert ended(start("none", study, times, file))[0] == 0
        assert sum(len(one.taken) for one in threads) > before
        wait_for(threads, len(PEOPLE))
        over.set()
        for thread in threads:
            thread.join(BETWEEN)
    assert [thread.refused for thread in threads] == [[]] * len(threads)
    events = events_of(study)
    kinds = Counter(type(one) for one in events)
    assert (kinds[CausalLink], kinds[Effort]) == (claims, 2_000)
    said = Counter(one.act.partition(".")[0] for one in events if isinstance(one, Coding))
    assert said == Counter(one for thread in threads for one in thread.taken)
