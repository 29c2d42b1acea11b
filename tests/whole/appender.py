"""A second process that decides while a run works: it prints the number of each decision taken.

python appender.py STUDY COUNT
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

from themekit.codebook import Codebook
from themekit.decisions import versioned
from themekit.events import Coding
from themekit.records import Segment
from themekit.store import Store, open_store
from themekit.store.coders import coder_id, save_versions
from themekit.store.events import append_events, last_number
from themekit.store.segments import load_segments
from themekit.store.stages import load_stages


def segments_of(store: Store, count: int) -> list[Segment]:
    """Wait until a run has cut the texts, and has begun to suggest codes for them."""
    while True:
        with store.reading() as connection:
            if "segment" in load_stages(connection):
                found = [one for one in load_segments(connection) if one.codable]
                break
        time.sleep(0.05)
    time.sleep(2)
    return found[:count]


def main() -> None:
    """Append decisions one by one, each on the disk before the next."""
    study, count = Path(sys.argv[1]), int(sys.argv[2])
    codebook = Codebook.load(study / "codebook.yaml")
    while not (study / ".themekit" / "themekit.db").exists():
        time.sleep(0.05)
    store = open_store(study)
    for number, segment in enumerate(segments_of(store, count)):
        code = codebook.codes[number % len(codebook.codes)]
        started = time.perf_counter()
        with store.appending() as connection:
            save_versions(connection, versioned(codebook))
            event = Coding(
                coder=coder_id(connection, "Coder A (invented)"), document=segment.document,
                text_hash=segment.text_hash, start=segment.start, end=segment.end,
                after=last_number(connection), code_id=code.id, decision="accept",
                meaning_hash=code.meaning_hash, codebook_hash=codebook.hash,
            )  # fmt: skip
            (taken,) = append_events(connection, [event])
        print(taken, time.perf_counter() - started, flush=True)  # noqa: T201
    store.close()


if __name__ == "__main__":
    main()
