"""``themekit check`` of half a megabyte of interviews beside reading and segmenting the same.

    python benchmarks/check_speed.py [--times 3] [--bytes 500000]

Every time is that of a whole process, its start included, on a fresh copy of the study; of each the
median is taken. The interviews are those of corpora/lifeline-london under other names, every
twentieth word of a copy exchanged for another of the same text.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from speed import Timed, timed

from themekit.reading import read_source
from themekit.study import load_study, read_sources

ROOT = Path(__file__).resolve().parent.parent
STUDY = """\
title: Half a megabyte of interviews (synthetic)
codebook: codebook.yaml
strands:
  - name: Interviews
    kind: interview
    sources: interviews/*
    interviewer: [INT]
"""
EXCHANGED = 0.05
_WORD = re.compile(r"\b[a-z]{4,}\b")


def exchanged(text: str, draw: random.Random) -> str:
    """Return a text with some words exchanged for others of it."""
    words = _WORD.findall(text)
    return _WORD.sub(
        lambda found: draw.choice(words) if draw.random() < EXCHANGED else found[0], text
    )


def make_study(folder: Path, size: int) -> Path:
    """Write `size` bytes of interviews and the codebook of lifeline-london into a folder."""
    (folder / "interviews").mkdir(parents=True)
    (folder / "study.yaml").write_text(STUDY, encoding="utf-8")
    study = load_study(ROOT / "corpora" / "lifeline-london")
    shutil.copy(study.codebook, folder / "codebook.yaml")
    texts = [
        documents[0].text
        for strand in study.strands
        if strand.kind == "interview"
        for path in read_sources(study, strand)[0]
        for documents, _ in [read_source(path.read_bytes(), path.name, strand)]
    ]
    draw, written, number = random.Random(20261127), 0, 0
    while written < size:
        text = exchanged(texts[number % len(texts)], draw)
        number += 1
        (folder / "interviews" / f"P{number:03}.txt").write_text(text, encoding="utf-8")
        written += len(text.encode())
    return folder


def once(made: Path, folder: Path) -> dict[str, Timed]:
    """Measure all that is compared, on fresh copies."""
    program = [sys.executable, "-m", "themekit"]
    stages, checked = folder / "stages", folder / "checked"
    for copy in (stages, checked):
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(made, copy)
    found = {
        name: timed(name, [*program, "run", "--only", name, str(stages)])
        for name in ("read", "segment")
    }
    found["check"] = timed("check", [*program, "check", str(checked)])
    found["after a run"] = timed("after a run", [*program, "check", str(stages)])
    found["once more"] = timed("once more", [*program, "check", str(stages)])
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--bytes", type=int, default=500_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        made = make_study(folder / "made", given.bytes)
        rounds = [once(made, folder) for _ in range(given.times)]
    took = {what: statistics.median(one[what].seconds for one in rounds) for what in rounds[0]}
    held = {what: max(one[what].megabytes for one in rounds) for what in rounds[0]}
    print("| | seconds | MB |\n|---|---:|---:|")
    for what, label in (
        ("read", "run --only read"),
        ("segment", "run --only segment"),
        ("check", "check, never run"),
        ("after a run", "check, after a run"),
        ("once more", "check, nothing changed since"),
    ):
        print(f"| {label} | {took[what]:.2f} | {held[what]:.0f} |")
    base = took["read"] + took["segment"]
    print(f"\ncheck / (read + segment): {took['check'] / base:.2f}")
    print(f"check once more / check: {took['once more'] / took['after a run']:.3f}")


if __name__ == "__main__":
    main()
