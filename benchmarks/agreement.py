"""How long agreement takes to reckon: 2,000 passages, 40 codes, 2 and 3 coders, 100 cases.

    python benchmarks/agreement.py

Synthetic words of people who each looked at every passage for the whole codebook; whoever applied a
code marked a stretch of the passage. Most sets of codes of a passage occur only once.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Sequence

from themekit.agreement.said import Said
from themekit.agreement.stretches import spans_table
from themekit.agreement.tables import Frame, Table, main_table, pooled_table, sets_table
from themekit.decisions import IndependentSpan
from themekit.records import Segment

PASSAGES, CODES, CASES = 2_000, 40, 100
LENGTH = 200
ASKED = {"by code": 3, "by pair": 3, "sets": 10}
"""Seconds of the processor that a table may take with two coders: other programs may run."""


def segments() -> list[Segment]:
    """Return passages, in turn one of each case."""
    each = PASSAGES // CASES
    return [
        Segment(f"d{case}/{at}", f"d{case}", f"h{case}", at * LENGTH, at * LENGTH + 199, "words")
        for at in range(each)
        for case in range(CASES)
    ]


def words(found: Sequence[Segment], coders: int) -> list[Said]:
    """Return what people say of every code: some codes are rare, and people differ now and then."""
    chance = random.Random(0)
    said = []
    for segment in found:
        for code in range(CODES):
            truth = chance.random() < 0.3 / (1 + code / 8)
            for coder in range(coders):
                slipped = chance.random() < (0.2 if truth else 0.01)
                applies = truth != slipped
                said.append(Said(segment.id, f"c{code}", f"p{coder}", applies, "blind"))
    return said


def spans(found: Sequence[Segment], said: Sequence[Said]) -> list[IndependentSpan]:
    """Return a stretch of each passage to which somebody gave a code."""
    chance = random.Random(1)
    by_id = {one.id: one for one in found}
    marked = []
    for one in said:
        if one.applies:
            where = by_id[one.segment_id]
            begin = where.start + chance.randrange(LENGTH // 4)
            end = where.end - chance.randrange(LENGTH // 4)
            marked.append(
                IndependentSpan(
                    where.document, begin, end, one.topic, one.coder, current=True, mode="blind",
                    draw="",
                )
            )  # fmt: skip
    return marked


def took(work: Callable[[], Table]) -> tuple[float, float]:
    """Return how many seconds a table takes, and how many of them the processor worked for it."""
    started, worked = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - started, time.process_time() - worked


def main() -> int:
    """Print the table; 1 where something takes longer than asked."""
    found = segments()
    topics = {f"c{code}": f"Code {code}" for code in range(CODES)}
    themes = {f"Theme {at}": tuple(f"c{code}" for code in range(at, CODES, 8)) for at in range(8)}
    people = {f"p{at}": f"Person {at}" for at in range(3)}
    frame = Frame(
        {one.id: one.document for one in found}, {one.id: "Interviews" for one in found},
        topics, themes, people, dict.fromkeys(people, "researcher"),
    )  # fmt: skip
    fine = True
    print("| table | coders | took | processor | asked |\n|---|---|---|---|---|")
    for coders in (2, 3):
        said = words(found, coders)
        marked = spans(found, said)
        tables: dict[str, Callable[[], Table]] = {
            "by code": lambda of=said: main_table(of, "code", frame),
            "by theme": lambda of=said: main_table(of, "theme", frame),
            "by pair": lambda of=said: main_table(of, "pair", frame),
            "by strand": lambda of=said: main_table(of, "strand", frame),
            "pooled": lambda of=said: pooled_table(of, frame),
            "sets": lambda of=said: sets_table(of, frame),
            "spans": lambda of=said, at=marked: spans_table(
                of, at, {one.id: one for one in found}, frame
            ),
        }
        for name, work in tables.items():
            seconds, worked = took(work)
            asked = ASKED.get(name) if coders == 2 else None
            fine &= asked is None or worked < asked
            told = f"{asked} s" if asked else ""
            print(f"| {name} | {coders} | {seconds:.1f} s | {worked:.1f} s | {told} |", flush=True)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
