"""The pages' server is killed while people answer: what it acknowledged is there exactly once."""

from __future__ import annotations

import csv
import http.client
import os
import random
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

import pytest

from reviewing import SETTINGS, codable, fields_of, give, open_desk, run_once
from served import PATIENCE, serving
from support import PlainAnalyser, WordEncoder
from themekit.events import Coder, Coding
from themekit.review.app import create_app
from themekit.store import open_store
from themekit.store.access import Session, hash_of, new_token, save_session
from themekit.store.events import load_kind
from themekit.workflows.context import Models
from themekit.workflows.desk import Desk
from themekit.workflows.run import run_study

KILLS = 200 if os.environ.get("THEMEKIT_SOAK") else 10
CODERS = 4
THINKING = 0.02
BETWEEN = 300
"""Seconds in which a server comes back and answers, on a machine that has much else to do."""


@dataclass
class Person:
    """Somebody who answers question after question, and sends again what was not acknowledged."""

    cookie: str
    addresses: list[str]
    ended: threading.Event
    ports: list[int] = field(default_factory=list)
    acknowledged: list[str] = field(default_factory=list)
    trouble: list[str] = field(default_factory=list)
    sent_again: int = 0

    def work(self) -> None:
        """Answer until it is time to stop; then no answer is left half sent."""
        for turn, address in enumerate(self.addresses * 1_000):
            if self.ended.wait(THINKING):
                return
            status, page = self.ask("GET", address)
            fields = fields_of(page)
            if status != 200 or "request_id" not in fields:
                self.trouble.append(f"GET {address}: {status}")
                return
            choice = ("yes", "no", "unsure")[turn % 3]
            status, page = self.ask("POST", address, urlencode({**fields, "choice": choice}))
            if status != 303:
                self.trouble.append(f"POST {address}: {status}")
                return
            self.acknowledged.append(fields["request_id"])

    def ask(self, method: str, path: str, body: str = "") -> tuple[int, str]:
        """Send a request until somebody answers."""
        end = time.monotonic() + BETWEEN
        while time.monotonic() < end:
            if self.ports:
                try:
                    return self._sent(method, path, body)
                except (OSError, http.client.HTTPException):
                    self.sent_again += method == "POST"
            time.sleep(THINKING)
        return 0, ""

    def _sent(self, method: str, path: str, body: str) -> tuple[int, str]:
        here = f"127.0.0.1:{self.ports[0]}"
        connection = http.client.HTTPConnection(here, timeout=PATIENCE)
        headers = {"Cookie": self.cookie, "Origin": f"http://{here}"}
        if body:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        finally:
            connection.close()


def prepared(study: Path, ended: threading.Event) -> list[Person]:
    """Give four people the same passages, each in a session of their own."""
    desk = open_desk(study)
    cookie = create_app(desk, SETTINGS).extensions["themekit"].cookie
    people = []
    for number in range(CODERS):
        coder = Coder(f"Peer {number}", f"Peer {number}", "peer")
        keys = give(desk, coder, *codable(desk)[:4])
        asked = [f"/passage/{key}/{question}" for key in keys for question in (1, 2)]
        people.append(Person(f"{cookie}={came_today(desk, coder)}", asked, ended))
    desk.close()
    return people


def came_today(desk: Desk, coder: Coder) -> str:
    """Open somebody a session that no server takes for a forgotten one; return its token."""
    token, today = new_token(), datetime.now(UTC).date().isoformat()
    with desk.store.writing() as connection:
        save_session(connection, Session(hash_of(token), coder.id, False, today, today))
    return token


def wait_for(people: list[Person], more: int) -> None:
    """Wait until so many more answers were acknowledged: a kill falls into the midst of others."""
    wanted = sum(len(one.acknowledged) for one in people) + more
    end = time.monotonic() + PATIENCE
    while sum(len(one.acknowledged) for one in people) < wanted:
        assert not any(one.trouble for one in people), [one.trouble for one in people]
        assert time.monotonic() < end, "nobody gets an answer"
        time.sleep(0.001)


@pytest.mark.slow
def test_what_a_killed_server_acknowledged_is_there_exactly_once(tmp_path: Path) -> None:
    """Four people go on answering through all kills; each sends again what nobody answered."""
    study = run_once(tmp_path / "study")
    ended, ports = threading.Event(), list[int]()
    people = prepared(study, ended)
    for person in people:
        person.ports = ports
    threads = [threading.Thread(target=person.work, daemon=True) for person in people]
    for thread in threads:
        thread.start()
    draw = random.Random(20261127)
    for _ in range(KILLS):
        with serving(study, "--coder", "Ada") as server:
            ports[:] = [server.port]
            wait_for(people, draw.randint(1, 8))
            time.sleep(draw.uniform(0, THINKING))
    with serving(study, "--coder", "Ada"):
        wait_for(people, CODERS)
        ended.set()
        for thread in threads:
            thread.join(PATIENCE)
    assert [person.trouble for person in people] == [[]] * CODERS
    acknowledged = [one for person in people for one in person.acknowledged]
    assert len(acknowledged) > KILLS
    assert_each_is_there_once(study, acknowledged)


def assert_each_is_there_once(study: Path, acknowledged: list[str]) -> None:
    """Look for every acknowledged answer in the record, and in the table made of it."""
    store = open_store(study)
    with store.reading() as connection:
        kept = {one.event_id: one.act.partition(".")[0] for one in load_kind(connection, Coding)}
    store.close()
    run_study(study, models=Models("word-encoder-1", "en_plain-1", WordEncoder, PlainAnalyser))
    text = (study / "outputs" / "codings.csv").read_text(encoding="utf-8-sig")
    written = Counter(kept[row["event_id"]] for row in csv.DictReader(text.splitlines()))
    assert {one: written[one] for one in acknowledged} == dict.fromkeys(acknowledged, 1)
