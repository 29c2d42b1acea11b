"""People decide while runs work, over and over, and some of them are killed: nothing is lost.

    python benchmarks/soak.py [--shared ../shared] [--rounds 5]

In each round a study of 5,096 NHS comments is run from nothing while four processes append
decisions; one of them is killed at a random moment, and the run too every other round, then run
again. Every decision that was acknowledged must be there exactly once. Prints how long they waited.
"""

from __future__ import annotations

import argparse
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from speed import make_study

from themekit.events import Coding
from themekit.store import open_store
from themekit.store.events import load_kind

HERE = Path(__file__).resolve().parent
APPENDER = HERE.parent / "tests" / "whole" / "appender.py"
PEOPLE, DECISIONS = 4, 300


def start(*command: str) -> subprocess.Popen[str]:
    """Start a process whose words are kept."""
    line = [sys.executable, *command]
    return subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)


def one_round(folder: Path, coded: Path, chance: random.Random, *, kill: bool) -> list[float]:
    """Run beside people who decide; return the seconds that each decision took."""
    study = make_study(folder, coded)
    run = start("-m", "themekit", "run", str(study))
    people = [start(str(APPENDER), str(study), str(DECISIONS)) for _ in range(PEOPLE)]
    time.sleep(chance.uniform(8, 14))
    people[0].kill()
    if kill:
        run.kill()
    said = [person.communicate()[0] for person in people]
    run.wait()
    if kill:
        assert start("-m", "themekit", "run", str(study)).wait() == 0
    lines = [line.split() for words in said for line in words.splitlines() if " " in line]
    taken = [int(number) for number, _ in lines]
    store = open_store(study)
    with store.reading() as connection:
        kept = [one.number for one in load_kind(connection, Coding)]
    store.close()
    assert kept == list(range(1, len(kept) + 1)), "numbers have a gap"
    assert len(set(taken)) == len(taken), "a number was given twice"
    assert set(taken) <= set(kept), "an acknowledged decision is not there"
    # The killed process may have saved one decision that it could not acknowledge any more.
    assert len(kept) - len(taken) <= 1, "a decision is there that nobody took"
    return [float(seconds) for _, seconds in lines]


def main() -> None:
    """Print a table of the rounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    coded, chance = options.shared / "data" / "coded" / "nhs_fft_neas", random.Random(0)
    print("| round | run killed | decisions | median ms | longest ms |\n|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.rounds):
            kill = bool(number % 2)
            waits = one_round(Path(folder) / str(number), coded, chance, kill=kill)
            median, longest = statistics.median(waits) * 1e3, max(waits) * 1e3
            print(
                f"| {number + 1} | {'yes' if kill else 'no'} | {len(waits)} | {median:.1f} "
                f"| {longest:.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
