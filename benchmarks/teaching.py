"""How long an answer takes while suggestions are brought up to date in another process.

python benchmarks/teaching.py STUDY [CODERS]

STUDY is a copy of a study that has been run: looks are added to it. Prints the median, the 99th of
a hundred and the longest append in milliseconds, without and with the other process at work.
"""

from __future__ import annotations

import statistics
import sys
import threading
import time
from pathlib import Path

from themekit.events import Look
from themekit.records import Segment
from themekit.store.events import append_events, last_number
from themekit.store.segments import load_segments
from themekit.store.stages import load_stages
from themekit.workflows.context import RunContext
from themekit.workflows.project import open_result
from themekit.workflows.teaching_process import teaching

THINKING = 1.0
SECONDS = 20.0


def answer(
    context: RunContext, segments: list[Segment], coder: str, ended: threading.Event
) -> list[float]:
    """Look at one passage after the other until it is time to stop."""
    took = []
    for segment in segments * 1000:
        if ended.wait(THINKING):
            break
        began = time.perf_counter()
        with context.store.appending() as connection:
            look = Look(
                coder=coder, document=segment.document, text_hash=segment.text_hash,
                start=segment.start, end=segment.end, codebook_hash=context.codebook.hash,
                after=last_number(connection),
            )  # fmt: skip
            append_events(connection, [look])
        took.append(time.perf_counter() - began)
    return took


def measure(context: RunContext, coders: int, seconds: float) -> list[float]:
    """Have several coders answer at once."""
    with context.store.reading() as connection:
        segments = [one for one in load_segments(connection) if one.codable]
    ended, took = threading.Event(), list[float]()
    threads = [
        threading.Thread(
            target=lambda name=f"Coder {n} (invented)": took.extend(
                answer(context, segments, name, ended)
            )
        )
        for n in range(coders)
    ]
    for one in threads:
        one.start()
    time.sleep(seconds)
    ended.set()
    for one in threads:
        one.join()
    return took


def told(name: str, took: list[float]) -> None:
    """Print the figures."""
    ordered = sorted(took)
    print(
        f"{name}: {len(took)} answers, median {statistics.median(took) * 1000:.1f} ms, 99 % under "
        f"{ordered[int(len(took) * 0.99)] * 1000:.1f} ms, longest {ordered[-1] * 1000:.1f} ms"
    )


def main() -> None:
    """Measure without and with teaching."""
    study, coders = Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 20
    with open_result(study) as context:
        told("without", measure(context, coders, SECONDS))
        with teaching(study):
            told("with", measure(context, coders, SECONDS * 2))
        with context.store.reading() as connection:
            print("learned through", load_stages(connection)["suggest"].details["learned_through"])


if __name__ == "__main__":
    main()
