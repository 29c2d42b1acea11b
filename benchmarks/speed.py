"""Whole runs of themekit beside the script a competent user would write, in one go on one machine.

    python benchmarks/speed.py [--shared ../shared]

The baseline is ../shared/measure/straightforward.py. Memory is the operating system's figure for
the largest resident set of each process. A second table says where the first run's time goes,
beside the limit: a process that does nothing but encode the distinct comments.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
STUDY = """\
title: NHS comments
codebook: codebook.yaml
strands:
  - name: FFT comments
    kind: survey
    sources: comments.csv
    id: respondent_id
    question: question
    open: [text]
"""


ENCODING = """\
import csv, sys, time
from themekit.vectors import load_encoder
with open(sys.argv[1], encoding="utf-8-sig", newline="") as file:
    texts = sorted({row["text"] for row in csv.DictReader(file) if row["text"].strip()})
encoder = load_encoder()
started = time.perf_counter()
encoder.encode(texts)
print(len(texts), time.perf_counter() - started, file=sys.stderr)
"""


@dataclass(frozen=True)
class Timed:
    """One process: what it was, how long it took, how much memory it had at most."""

    what: str
    seconds: float
    megabytes: float


def timed(what: str, command: list[str]) -> Timed:
    """Run a command and measure it."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    assert process.stderr
    errors = process.stderr.read()
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{what} failed:\n{errors.decode()}")
    return Timed(what, time.perf_counter() - started, used.ru_maxrss / 1024)


def make_study(folder: Path, coded: Path) -> Path:
    """Put the NHS comments into a study folder."""
    folder.mkdir()
    (folder / "study.yaml").write_text(STUDY, encoding="utf-8")
    shutil.copy(coded / "codebook.yaml", folder / "codebook.yaml")
    shutil.copy(coded / "segments.csv", folder / "comments.csv")
    return folder


def edit_codebook(study: Path) -> None:
    """Add a criterion to the first code."""
    path = study / "codebook.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("  parent: General", "  include: [thanks]\n  parent: General", 1),
        encoding="utf-8",
    )


def add_comment(study: Path) -> None:
    """Add one new comment at the end."""
    path = study / "comments.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    row = dict.fromkeys(rows[0], "")
    row |= {
        "id": "new",
        "respondent_id": "new",
        "question": "FFT Why?",
        "text": "The new driver sang all the way.",
    }
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow([row[name] for name in rows[0]])


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    shared = parser.parse_args().shared
    coded = shared / "data" / "coded" / "nhs_fft_neas"
    if not coded.is_dir():
        sys.exit(f"{coded} is not there: name the folder with --shared.")
    with tempfile.TemporaryDirectory() as folder:
        study = make_study(Path(folder) / "nhs", coded)
        run = [sys.executable, "-m", "themekit", "run", "--quiet", str(study)]
        straightforward = str(shared / "measure" / "straightforward.py")
        script = [sys.executable, straightforward, str(coded / "segments.csv"), "text"]
        results = [timed("straightforward script", script), timed("first run", run)]
        stages = json.loads((study / "outputs" / "run.json").read_text("utf-8"))["stages"]
        encoding = [sys.executable, "-c", ENCODING, str(coded / "segments.csv")]
        alone = subprocess.run(encoding, check=True, capture_output=True, text=True).stderr.split()
        results.append(timed("nothing changed", run))
        edit_codebook(study)
        results.append(timed("codebook edited", run))
        add_comment(study)
        results.append(timed("one comment added", run))
    base = results[0]
    print("| whole process, 5,096 NHS comments | seconds | of the script's time | peak MB |")
    print("|---|---|---|---|")
    for one in results:
        share = one.seconds / base.seconds
        print(f"| {one.what} | {one.seconds:.1f} | {share:.3f} | {one.megabytes:.0f} |")
    print_profile(stages, results[1].seconds, int(alone[-2]), float(alone[-1]))


def print_profile(
    stages: dict[str, dict[str, float]], whole: float, texts: int, encoding: float
) -> None:
    """Say where the first run's time goes; encoding happens within the stage suggest."""
    print("\n| first run | seconds | share |\n|---|---|---|")
    seconds = {name: stage["seconds"] for name, stage in stages.items()}
    seconds["start, checks, run.json"] = whole - sum(seconds.values())
    for name, spent in seconds.items():
        print(f"| {name} | {spent:.1f} | {spent / whole:.2f} |")
    print(
        f"| limit: encoding {texts:,} distinct comments | {encoding:.1f} | {encoding / whole:.2f} |"
    )


if __name__ == "__main__":
    main()
