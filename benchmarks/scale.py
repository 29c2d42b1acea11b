"""Whole runs of themekit on ever more short answers, beside encoding their distinct texts alone.

    python benchmarks/scale.py [--n 10000,100000] [--fast-n 100000,1000000] [--shared ../shared]

The answers are real sentences of ../shared/data/coded, one or two an answer, put together anew;
six in ten answers are the only ones of their words. `--fast-n` are runs with the fast encoder
(`themekit models --distil`). Memory is the operating system's figure for the largest resident set,
of the process itself and of its largest child.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
STAGES = ("read", "segment", "suggest", "topics", "matrix", "report")
DISTINCT = 0.6
CODES = 15
SEED = 20221122
WORDS = range(2, 26)
"""Of a sentence that may be part of a short answer."""
STUDY = """\
title: Answers put together
codebook: codebook.yaml
strands:
  - name: Survey
    kind: survey
    sources: answers.csv
    id: respondent
    open: [answer]
    attributes: [region]
"""
ENCODE = """\
import csv, sys, time
from themekit.vectors import load_encoder
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    texts = {row["answer"].strip() for row in csv.DictReader(file)}
texts = sorted(texts, key=lambda text: (len(text), text))
encoder = load_encoder(sys.argv[2] or None)
started, used = time.perf_counter(), time.process_time()
for start in range(0, len(texts), 4096):
    encoder.encode(texts[start : start + 4096])
print(len(texts), time.perf_counter() - started, time.process_time() - used)
"""


@dataclass(frozen=True)
class Ran:
    """One process: wall clock, processor time, and its largest resident set."""

    seconds: float
    processor: float
    megabytes: float
    said: str = ""


def ran(command: list[str]) -> Ran:
    """Run a command and measure it."""
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    assert process.stdout
    said = process.stdout.read().decode()
    _, status, used = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"{' '.join(command)} failed")
    processor = used.ru_utime + used.ru_stime
    return Ran(time.perf_counter() - started, processor, used.ru_maxrss / 1024, said)


def sentences(coded: Path) -> list[str]:
    """Return the distinct short sentences of all coded sets, in an order that never changes."""
    found: dict[str, None] = {}
    for path in sorted(coded.glob("*/segments.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                for one in re.split(r"(?<=[.!?])\s+|\n", row["text"]):
                    if len(one.split()) in WORDS:
                        found[one.strip()] = None
    return list(found)


def answers(count: int, pool: list[str]) -> list[str]:
    """Put `count` answers together of which `DISTINCT` are different."""
    draw = random.Random(SEED)
    different: dict[str, None] = {}
    while len(different) < round(count * DISTINCT):
        different[" ".join(draw.sample(pool, draw.choice((1, 2, 2))))] = None
    texts = list(different)
    # What is said again is said as people do: a few things by many, most things by two or three.
    again = (int(len(texts) * draw.random() ** 3) for _ in range(count - len(texts)))
    texts += [texts[at] for at in again]
    draw.shuffle(texts)
    return texts


def short_codebook(coded: Path) -> str:
    """Return the codebook of the NHS comments, cut to the codes that people used most."""
    folder = coded / "nhs_fft_neas"
    with (folder / "segments.csv").open(encoding="utf-8-sig", newline="") as file:
        used = Counter(code for row in csv.DictReader(file) for code in row["codes"].split("|"))
    text = (folder / "codebook.yaml").read_text(encoding="utf-8")
    head, *codes = re.split(r"^(?=- name: )", text, flags=re.MULTILINE)
    by_use = sorted(codes, key=lambda code: -used[code.split("\n", 1)[0].removeprefix("- name: ")])
    return head + "".join(code for code in codes if code in by_use[:CODES])


def make_study(folder: Path, count: int, coded: Path) -> Path:
    """Write a study of `count` answers."""
    folder.mkdir(parents=True)
    (folder / "study.yaml").write_text(STUDY, encoding="utf-8")
    (folder / "codebook.yaml").write_text(short_codebook(coded), encoding="utf-8")
    with (folder / "answers.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["respondent", "region", "answer"])
        regions = ("North", "South", "East", "West")
        for number, text in enumerate(answers(count, sentences(coded)), 1):
            writer.writerow([f"R{number}", regions[number % 4], text])
    return folder


@dataclass(frozen=True)
class Row:
    """One size with one encoder."""

    count: int
    encoder: str
    distinct: int
    run: Ran
    alone: float
    alone_processor: float
    stages: dict[str, float]

    def cells(self) -> list[str]:
        """Return the row to print."""
        return [
            f"{self.count:,}", f"{self.distinct:,}", self.encoder, f"{self.run.seconds:.0f}",
            f"{self.alone:.0f}", f"{self.run.seconds / self.alone:.2f}",
            f"{self.run.processor / self.alone_processor:.2f}", f"{self.run.megabytes:,.0f}",
            f"{1000 * self.run.seconds / self.count:.2f}",
            *(f"{self.stages[name]:.1f}" for name in STAGES),
        ]  # fmt: skip


HEAD = (
    "answers", "different", "encoder", "s", "encoding alone, s", "ratio", "ratio of processor time",
    "peak MB", "s per 1,000", *STAGES,
)  # fmt: skip


def measured(count: int, model: str, coded: Path, folder: Path) -> Row:
    """Run one size and encode its distinct texts alone beside it."""
    study = make_study(folder / f"{count}-{'fast' if model else 'real'}", count, coded)
    command = [sys.executable, "-m", "themekit", "run", "--quiet", str(study)]
    run = ran([*command, "--model", model] if model else command)
    alone = ran([sys.executable, "-c", ENCODE, str(study / "answers.csv"), model])
    distinct, seconds, processor = alone.said.split()
    record = json.loads((study / "outputs" / "run.json").read_text(encoding="utf-8"))
    stages = {name: record["stages"][name]["seconds"] for name in STAGES}
    name = "fast" if model else "MiniLM"
    return Row(count, name, int(distinct), run, float(seconds), float(processor), stages)


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", default="10000")
    parser.add_argument("--fast-n", default="10000,100000")
    parser.add_argument("--shared", type=Path, default=HERE.parents[1] / "shared")
    parser.add_argument("--keep", type=Path, help="Folder for the studies; else they are deleted.")
    asked = parser.parse_args()
    coded = asked.shared / "data" / "coded"
    if not coded.is_dir():
        sys.exit(f"{coded} is not there: name the folder with --shared.")
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}", flush=True)
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.keep or Path(temporary)
        fast = str(folder / "fast-encoder")
        sizes = [(int(size), "") for size in filter(None, asked.n.split(","))]
        sizes += [(int(size), fast) for size in filter(None, asked.fast_n.split(","))]
        if asked.fast_n and not Path(fast).exists():
            ran([sys.executable, "-m", "themekit", "models", "--distil", fast])
        for count, model in sizes:
            row = measured(count, model, coded, folder)
            print(f"| {' | '.join(row.cells())} |", flush=True)


if __name__ == "__main__":
    main()
