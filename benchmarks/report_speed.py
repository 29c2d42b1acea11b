"""How long matrix, tables and report take where everything is coded: 5,096 comments, all checked.

    python benchmarks/report_speed.py [--shared ../shared] [--times 3]

The comments are those of the NHS (nhs_fft_neas), with the codes that the project's analysts gave
each: one coder has looked at every comment for the whole codebook. The run before (reading,
vectors, suggestions) is not measured. Processor time stands beside the clock's, for a machine that
others use too.
"""

from __future__ import annotations

import argparse
import csv
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from speed import make_study

from themekit.events import Coder, Coding, Event, Look
from themekit.matrix import build_matrix
from themekit.records import TopicMap
from themekit.report import build_report, load_renderers
from themekit.workflows.context import RunContext
from themekit.workflows.counting import Result, texts_of
from themekit.workflows.loading import load_coded
from themekit.workflows.project import open_context
from themekit.workflows.report import write_reports
from themekit.workflows.tables import write_tables

HERE = Path(__file__).resolve().parent
LIMIT = 20.0


def main() -> None:
    """Make the study, let one coder have said everything, and measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--times", type=int, default=3)
    given = parser.parse_args()
    coded = given.shared / "data" / "coded" / "nhs_fft_neas"
    if not coded.is_dir():
        sys.exit(f"{coded} is not there: name the folder with --shared.")
    with tempfile.TemporaryDirectory() as folder:
        study = make_study(Path(folder) / "nhs", coded)
        command = [sys.executable, "-m", "themekit", "run", "--quiet", str(study)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        with open_context(study) as context:
            measure(context, coded / "segments.csv", given.times)


def measure(context: RunContext, table: Path, times: int) -> None:
    """Measure each part, and print a Markdown table of medians."""
    loaded = load_coded(context, scored=True)
    events = tuple(said(loaded.segments, context, table))
    loaded = replace(
        loaded, events=events, coders=(Coder("ann", "Ann (invented)"),), through=len(events)
    )
    spent: dict[str, list[tuple[float, float]]] = {}

    def timed(what: str, work: Callable[[], Any]) -> Any:
        clock, cpu = time.perf_counter(), time.process_time()
        made = work()
        spent.setdefault(what, []).append((time.perf_counter() - clock, time.process_time() - cpu))
        return made

    for _ in range(times):
        coded = replace(loaded)  # nothing that follows from it is kept from the last time
        matrix = timed("matrix", lambda coded=coded: build_matrix(coded))
        result = Result(coded, matrix, TopicMap(), texts_of(context, coded))
        timed("tables", lambda result=result: write_tables(context, result))
        timed("report, all files", lambda result=result: write_reports(context, result))
        model = timed("of it: model", lambda one=coded, of=matrix: build_report(one, of))
        for renderer in load_renderers():
            timed(f"of it: {renderer.name}", lambda one=renderer, of=model: one.render(of))
    print(f"{len(loaded.segments):,} passages, {len(events):,} events\n")
    print("| part | seconds | of the processor |\n|---|---|---|")
    medians = {
        what: [statistics.median(one) for one in zip(*found, strict=True)]
        for what, found in spent.items()
    }
    for what, (clock, cpu) in medians.items():
        print(f"| {what} | {clock:.2f} | {cpu:.2f} |")
    whole = [one for what, one in medians.items() if not what.startswith("of it")]
    clock, cpu = (sum(part) for part in zip(*whole, strict=True))
    print(f"| **all** (to be under {LIMIT:.0f}) | **{clock:.2f}** | **{cpu:.2f}** |")


def said(segments: Any, context: RunContext, table: Path) -> Iterator[Event]:
    """Yield what the coder did: a look at each comment, and a word for each code that it has."""
    with table.open(encoding="utf-8-sig", newline="") as file:
        codes_of = {
            (row["respondent_id"], row["text"].strip()): row["codes"].split("|")
            for row in csv.DictReader(file)
        }
    ids = {code.name: code for code in context.codebook.codes}
    number = 0
    for segment in segments:
        respondent = segment.document.split("/")[-1].split("#")[0]
        names = [one for one in codes_of.get((respondent, segment.text.strip()), ()) if one in ids]
        place: dict[str, Any] = {
            "coder": "ann", "document": segment.document, "text_hash": segment.text_hash,
            "start": segment.start, "end": segment.end, "mode": "blind",
            "codebook_hash": context.codebook.hash,
        }  # fmt: skip
        if segment.skip_reason:
            continue
        for name in names:
            number += 1
            yield Coding(
                number=number, event_id=f"e{number}", after=number - 1, code_id=ids[name].id,
                decision="add", **place,
            )  # fmt: skip
        number += 1
        outcome: Any = "coded" if names else "nothing applies"
        yield Look(number=number, event_id=f"e{number}", after=number - 1, outcome=outcome, **place)


if __name__ == "__main__":
    main()
