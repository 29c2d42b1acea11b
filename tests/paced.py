"""Many people who read and answer at a person's pace, and how long they waited for each page."""

from __future__ import annotations

import random
import statistics
import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from posting import Person
from reviewing import fields_of
from themekit.store import open_store
from themekit.store.events import load_events

BEAT = 1.0
"""Seconds from one answer of a person to their next."""


@dataclass
class Waits:
    """How long requests took, in milliseconds, by method."""

    by_method: dict[str, list[float]] = field(default_factory=dict)

    def add(self, method: str, seconds: float) -> None:
        """Keep one."""
        self.by_method.setdefault(method, []).append(seconds * 1e3)

    @classmethod
    def of(cls, people: Iterable[Reader]) -> Waits:
        """Return those of all people."""
        found = cls()
        for one in people:
            for method, waits in one.waits.by_method.items():
                found.by_method.setdefault(method, []).extend(waits)
        return found

    def median(self, method: str) -> float:
        """Return the median."""
        return statistics.median(self.by_method[method])

    def told(self) -> str:
        """Return a line a method."""
        lines = []
        for method, waits in sorted(self.by_method.items()):
            late = sorted(waits)[int(0.95 * len(waits))]
            lines.append(
                f"{method}: {len(waits)} requests, median {statistics.median(waits):.1f} ms, "
                f"95 % under {late:.1f}, longest {max(waits):.0f}"
            )
        return "\n".join(lines)


class Timed(Person):
    """A person whose requests are timed."""

    waits: Waits | None = None

    def ask(
        self, method: str, path: str, body: str | bytes = "", **more: str
    ) -> tuple[int, dict[str, str], str]:
        """Send one request, and keep how long its answer took."""
        began = time.perf_counter()
        found = super().ask(method, path, body, **more)
        if self.waits is not None:
            self.waits.add(method, time.perf_counter() - began)
        return found


class Reader(threading.Thread):
    """Somebody who goes through what they were given, one answer a beat.

    Parameters
    ----------
    person : Timed
    name : str
    keys, codes : list of str
        Passages and codes that their script sends words on besides.
    over : threading.Event
    """

    def __init__(
        self,
        person: Timed,
        name: str,
        keys: Sequence[str],
        codes: Sequence[str],
        over: threading.Event,
    ) -> None:
        super().__init__(name=name)
        self.person, self.over = person, over
        self.keys, self.codes = keys, codes
        self.waits = Waits()
        self.taken: list[str] = []
        self.refused: list[object] = []

    def run(self) -> None:
        """Answer until it is over."""
        chance = random.Random(self.name)
        self.person.waits = self.waits
        due = time.monotonic() + chance.uniform(0, BEAT)
        number = 0
        while not self.over.wait(max(0.0, due - time.monotonic())):
            try:
                if number % 3 == 2:
                    self._by_script(chance, number)
                else:
                    self._by_page(chance)
            except Exception as error:  # noqa: BLE001 (whatever it is, somebody was refused)
                self.refused.append(repr(error))
            number += 1
            due = max(due + BEAT, time.monotonic())
        self.person.hang_up()

    def _by_page(self, chance: random.Random) -> None:
        address, page = self.person.follow("/next")
        if address == "/finished":
            raise AssertionError("nothing was left to answer")
        fields = fields_of(page)
        told = (
            {"done": "nothing"}
            if address.endswith("/else")
            else {"choice": chance.choice(["yes", "no"])}
        )
        status, _, text = self.person.send(address, {**fields, **told})
        self._keep(status == 303, fields["request_id"], (status, text))

    def _by_script(self, chance: random.Random, number: int) -> None:
        words = f"{self.name.replace(' ', '-')}-{number}"
        status, told = self.person.post(
            {
                "segment": chance.choice(self.keys), "code_id": chance.choice(self.codes),
                "decision": "unsure", "request_id": words, "memo": words,
            }
        )  # fmt: skip
        self._keep(status == 201, words, (status, told))

    def _keep(self, taken: bool, request_id: str, what: object) -> None:
        if taken:
            self.taken.append(request_id)
        else:
            self.refused.append(what)


def lost(study: Path, people: Iterable[Reader]) -> list[str]:
    """Return the requests of people that were taken, and are not in the record exactly once."""
    store = open_store(study)
    with store.reading() as connection:
        acts = {one.act for one in load_events(connection) if one.act}
    store.close()
    times: dict[str, int] = {}
    for act in acts:
        request_id = act.partition(".")[0]
        times[request_id] = times.get(request_id, 0) + 1
    return [one for who in people for one in who.taken if times.get(one) != 1]
