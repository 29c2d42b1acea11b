"""One worker and two on dask.distributed, beside the run in one process: times, and equal bytes.

    python benchmarks/dask_engine.py [--shared ../shared] [--answers 10000] [--times 3]

Two studies: the NHS comments as they are, and an encoding-heavy one, whose answers are two real
comments each (there the engine is compared with itself alone). Every process computes with one
thread.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from speed import HERE, make_study

ENGINES = {
    "local": [],
    "dask, one worker": ["--engine", "dask", "--workers", "1"],
    "dask, two workers": ["--engine", "dask", "--workers", "2"],
}


@dataclass(frozen=True)
class Ran:
    """One run: the whole process, its stage `suggest`, processor time, and what it wrote."""

    seconds: float
    suggest: float
    processor: float
    outputs: str


def ran(study: Path, words: list[str]) -> Ran:
    """Run a study from nothing and measure it."""
    for name in ("outputs", ".themekit"):
        shutil.rmtree(study / name, ignore_errors=True)
    command = [sys.executable, "-m", "themekit", "run", "--quiet", *words, str(study)]
    threads = dict.fromkeys(("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")
    before, started = os.times(), time.perf_counter()
    subprocess.run(command, env=os.environ | threads, check=True, stdout=subprocess.DEVNULL)
    seconds, after = time.perf_counter() - started, os.times()
    used = sum(after[2:4]) - sum(before[2:4])
    record = json.loads((study / "outputs" / "run.json").read_text(encoding="utf-8"))
    return Ran(seconds, record["stages"]["suggest"]["seconds"], used, digest(study / "outputs"))


def digest(outputs: Path) -> str:
    """Hash all outputs; of run.json all but its times."""
    found = hashlib.sha256()
    for path in sorted(outputs.iterdir()):
        data = path.read_bytes()
        if path.name == "run.json":
            record = json.loads(data)
            for stage in record["stages"].values():
                del stage["seconds"]
            data = json.dumps(record).encode()
        found.update(path.name.encode() + data)
    return found.hexdigest()


def make_heavier(study: Path, answers: int) -> None:
    """Put answers of two real comments each in the place of the comments."""
    path = study / "comments.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    texts = sorted({row["text"] for row in rows if len(row["text"].split()) > 2})
    draw = random.Random(6)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        for number in range(answers):
            text = " ".join(draw.sample(texts, 2))
            own = {"id": number, "respondent_id": f"R{number:06d}", "text": text}
            writer.writerow(rows[number % len(rows)] | own)


def compare(what: str, study: Path, times: int, engines: dict[str, list[str]]) -> bool:
    """Run a study with each engine some times, in turn; print a table."""
    found: dict[str, list[Ran]] = {name: [] for name in engines}
    for _ in range(times):
        for name, words in engines.items():
            found[name].append(ran(study, words))
    print(f"| {what} | whole process, s | stage suggest, s | processor, s |")
    print("|---|---|---|---|")
    for name, runs in found.items():
        cells = (
            " ".join(f"{getattr(one, field):.1f}" for one in runs)
            for field in ("seconds", "suggest", "processor")
        )
        print(f"| {name} | {' | '.join(cells)} |")
    one, two = found["dask, one worker"], found["dask, two workers"]
    for field, label in (("seconds", "whole process"), ("suggest", "stage suggest")):
        ratios = [getattr(a, field) / getattr(b, field) for a, b in zip(one, two, strict=True)]
        said = ", ".join(f"{ratio:.2f}" for ratio in ratios)
        print(f"\nOne worker's time by two workers', {label}: {said}", end="")
        print(f" (middle {statistics.median(ratios):.2f})")
    written = {run.outputs for runs in found.values() for run in runs}
    print(f"\nOutputs: {'the same bytes in every run' if len(written) == 1 else 'DIFFERENT'}.\n")
    return len(written) == 1


def main() -> None:
    """Measure and print Markdown tables; outputs that differ are a failure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--answers", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=3)
    options = parser.parse_args()
    coded = options.shared / "data" / "coded" / "nhs_fft_neas"
    if not coded.is_dir():
        sys.exit(f"{coded} is not there: name the folder with --shared.")
    with tempfile.TemporaryDirectory() as folder:
        study = make_study(Path(folder) / "nhs", coded)
        equal = compare("5,096 NHS comments", study, options.times, ENGINES)
        make_heavier(study, options.answers)
        what = f"{options.answers:,} answers of two comments each"
        workers = {name: words for name, words in ENGINES.items() if words}
        equal &= compare(what, study, options.times, workers)
    print(f"Load of the machine at the end: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores.")
    sys.exit(not equal)


if __name__ == "__main__":
    main()
