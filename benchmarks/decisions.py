"""How long it takes to say what people's decisions come to, on synthetic events.

    python benchmarks/decisions.py

One document as a page asks for it after every answer, and a whole study as a run counts it. Memory
is the operating system's figure for the largest resident set of the process, less what it held with
the events loaded and nothing worked out.
"""

from __future__ import annotations

import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

from themekit.decisions import CodeState, Decisions, Passages
from themekit.events import Coding, Event, Look, VersionedCode
from themekit.records import Segment, Suggestion

CODES = 40
LENGTH = 100
TIMES = 25


def segments(documents: int, each: int) -> list[Segment]:
    """Return segments of equal length."""
    return [
        Segment(f"d{name}/{at}", f"d{name}", f"h{name}", at * LENGTH, at * LENGTH + 90, "words")
        for name in range(documents)
        for at in range(each)
    ]


def events(documents: int, each: int, count: int) -> list[Event]:
    """Return what four people decide: words, looks, and now and then a word taken back."""
    chance = random.Random(0)
    made: list[Event] = []
    for number in range(1, count + 1):
        document, at = chance.randrange(documents), chance.randrange(each)
        common: dict[str, Any] = {
            "number": number, "event_id": f"e{number}", "act": f"a{number}",
            "coder": chance.choice("abcd"), "after": number - 1 - chance.randrange(3),
            "document": f"d{document}", "text_hash": f"h{document}", "start": at * LENGTH,
            "end": at * LENGTH + 90, "codebook_hash": "v",
        }  # fmt: skip
        if chance.random() < 0.3:
            outcome = chance.choice(["coded", "nothing applies"])
            made.append(Look(**common, outcome=outcome))
            continue
        own = made[-5] if number > 10 and chance.random() < 0.03 else None
        replaces = (own.event_id,) if own and own.coder == common["coder"] else ()
        decision: Any = chance.choice(["add", "accept", "reject", "unsure"])
        code = f"c{chance.randrange(CODES)}"
        made.append(
            Coding(**common, code_id=code, decision=decision, meaning_hash="m", replaces=replaces)
        )
    return made


def suggestions(found: list[Segment]) -> list[Suggestion]:
    """Return two suggestions a segment."""
    chance = random.Random(1)
    return [
        Suggestion(one.id, f"c{chance.randrange(CODES)}", 0.6, "suggested")
        for one in found
        for _ in range(2)
    ]


def decisions(documents: int, each: int, count: int) -> Callable[[], Decisions]:
    """Return a function that says what a study's decisions come to."""
    cut, said = segments(documents, each), events(documents, each, count)
    machine = suggestions(cut)
    codes = [CodeState(f"c{at}", "m") for at in range(CODES)]
    versions = [VersionedCode("v", code.id, code.id, "h", "m") for code in codes]
    return lambda: Decisions(Passages.of(cut), codes, said, machine, versions=versions)


def median(work: Callable[[], object], times: int = TIMES) -> float:
    """Return the median of some runs in seconds."""
    took = []
    for _ in range(times):
        started = time.perf_counter()
        work()
        took.append(time.perf_counter() - started)
    return statistics.median(took)


def whole_study() -> None:
    """Print seconds and megabytes of a large study; in a process of its own, for the memory."""
    decide = decisions(200, 500, 200_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    found = decide()
    assert found.resolved.size == 100_000
    assert found.checked.anywhere
    counted = time.perf_counter() - started
    listed = sum(1 for _ in found.standings())
    took = time.perf_counter() - started
    more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
    print(f"| 100,000 segments, 200,000 events: counted | {counted:.1f} s | 5 s |")
    print(f"| ... and {listed:,} standings listed | {took:.1f} s | |")
    print(f"| ... memory beside the events | {more:,.0f} MB | 500 MB |")


def main() -> None:
    """Print the table."""
    if sys.argv[1:] == ["--whole"]:
        whole_study()
        return
    decide = decisions(1, 500, 3_000)
    print("| what people's decisions come to | took | asked |\n|---|---|---|")
    one = median(lambda: decide().standing("d0/250", "c7"))
    every = median(lambda: list(decide().standings()))
    what = "500 segments, 40 codes, 3,000 events"
    print(f"| one document ({what}): one passage | {one * 1e3:.0f} ms | 20 ms |")
    print(f"| one document: all its standings | {every * 1e3:.0f} ms | 20 ms |", flush=True)
    subprocess.run([sys.executable, __file__, "--whole"], check=True)


if __name__ == "__main__":
    main()
