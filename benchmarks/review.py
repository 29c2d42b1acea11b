"""How long people wait for the pages: 20 of them for a minute, beside nothing and beside runs.

    python benchmarks/review.py [--seconds 60] [--large 20000]

The real server, asked over HTTP on this machine: each person opens pages and answers once a second,
by form and by script. Nobody may be refused, and nothing lost. Beside it `themekit run` works in a
process of its own, again and again, on answers that were added. Then one page and one answer in a
study of 20,000 passages in which 100,000 decisions were taken.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from paced import Reader, Timed, Waits, lost  # noqa: E402 (the path comes first)
from posting import Person, answers, larger_study, let_in  # noqa: E402
from reviewing import codable, give  # noqa: E402
from served import serving  # noqa: E402
from themekit.events import Coder, Coding  # noqa: E402
from themekit.store.events import append_events  # noqa: E402
from themekit.workflows.desk import Desk  # noqa: E402

RUN = HERE.parent / "tests" / "whole" / "stand_in_run.py"
PEOPLE = [Coder(f"Peer {n}", f"Peer {n}", "peer") for n in range(1, 21)]
EACH, SHARE = 100, 10_000


def invited(study: Path) -> tuple[list[str], list[list[str]], list[str]]:
    """Give everybody passages and a link; return links, keys of passages and ids of codes."""
    desk = Desk(study)
    given = [give(desk, one, *codable(desk)[:EACH], draw=one.id) for one in PEOPLE]
    links, codes = let_in(desk, *PEOPLE), [one.id for one in desk.codebook.codes]
    desk.close()
    return links, given, codes


def minute(folder: Path, seconds: float, *, runs: bool) -> None:
    """Have twenty people answer, and print how long they waited."""
    study = larger_study(folder, EACH)
    links, given, codes = invited(study)
    over = threading.Event()
    with serving(study, "--no-teaching", "--coder", "Ada") as server:
        people = [
            Reader(Timed(server.port, link, stays=True), one.name, keys, codes, over)
            for one, link, keys in zip(PEOPLE, links, given, strict=True)
        ]
        for one in people:
            one.start()
        end, done = time.monotonic() + seconds, 0
        while time.monotonic() < end:
            if not runs:
                time.sleep(0.1)
                continue
            (study / "survey.csv").write_text(answers(EACH + done), encoding="utf-8")
            command = [sys.executable, str(RUN), str(study)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            done += 1
        over.set()
        for one in people:
            one.join()
    print(f"\n20 people, {seconds:.0f} s, " + (f"{done} runs meanwhile" if runs else "no run"))
    print(Waits.of(people).told())
    refused, gone = [what for one in people for what in one.refused], lost(study, people)
    print(f"{sum(len(one.taken) for one in people)} answers, {len(refused)} refused, "
          f"{len(gone)} lost", flush=True)  # fmt: skip
    assert not refused, refused[:3]
    assert not gone, gone[:3]


def decided(study: Path, count: int) -> None:
    """Have twenty people decide so often, each on passages of their own."""
    desk = Desk(study)
    segments, codes = codable(desk), desk.codebook.codes
    for start in range(0, count, SHARE):
        events = []
        for number in range(start, min(start + SHARE, count)):
            where = segments[number * 7 % len(segments)]
            code = codes[number % len(codes)]
            events.append(
                Coding(
                    coder=PEOPLE[number % len(PEOPLE)].id, document=where.document,
                    text_hash=where.text_hash, start=where.start, end=where.end, after=number,
                    code_id=code.id, decision="add", origin="page", draw="earlier", mode="blind",
                    codebook_hash=desk.codebook.hash, code_hash=code.hash,
                    meaning_hash=code.meaning_hash,
                )
            )  # fmt: skip
        with desk.store.appending() as connection:
            append_events(connection, events)
    desk.close()


def large(folder: Path, passages: int) -> None:
    """Print what one page and one answer take in a large study, one after the other."""
    study = larger_study(folder, passages)
    decided(study, 5 * passages)
    links, given, codes = invited(study)
    with serving(study, "--no-teaching", "--coder", "Ada") as server:
        began = time.perf_counter()
        person = Person(server.port, links[0], stays=True)
        person.page("/next")
        first = time.perf_counter() - began
        waits: dict[str, list[float]] = {"page": [], "answer": []}
        for number, key in enumerate(given[0][:50]):
            began = time.perf_counter()
            person.page(f"/passage/{key}/1")
            between = time.perf_counter()
            said = {"segment": key, "code_id": codes[number % 2], "decision": "unsure"}
            assert person.post(said)[0] == 201
            waits["page"].append(between - began)
            waits["answer"].append(time.perf_counter() - between)
        person.hang_up()
    print(f"\n{passages} passages, {5 * passages} decisions: the first visit took {first:.1f} s")
    for what, took in waits.items():
        print(f"one {what}: median {statistics.median(took) * 1e3:.1f} ms, "
              f"longest {max(took) * 1e3:.0f}", flush=True)  # fmt: skip


def main() -> None:
    """Print all of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--large", type=int, default=20_000, help="Passages; 0 leaves it out.")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        for runs in (False, True):
            minute(Path(folder) / f"runs-{runs}", options.seconds, runs=runs)
        if options.large:
            large(Path(folder) / "large", options.large)


if __name__ == "__main__":
    main()
