"""Are suggestions of one version more worth reading than another's? Judged without knowing whose.

    python benchmarks/blind.py draw BEFORE AFTER --documents LIST --out FOLDER [--each 150]
    python benchmarks/blind.py judge FOLDER/sheet.csv FOLDER/key.csv

BEFORE and AFTER are two folders of one study, each run by one version of themekit with nothing
checked. LIST names documents, one a line, by the path of their source in the study. `draw` draws so
many of the codes that each version calls suggested there, and writes them shuffled, each once, to
sheet.csv: what was said with the question and the words around it, the code and its definition, and
an empty column `acceptable` for yes or no. Which version suggested what stands in key.csv alone.
`judge` reads the filled sheet: the share that is acceptable (Wilson's interval) and the difference
(Newcombe's hybrid score interval, method 10 of R. G. Newcombe, Statistics in Medicine 17 (1998),
873-890; what both versions suggest counts for both, which makes it a little too wide).
"""

from __future__ import annotations

import argparse
import csv
import random
from math import sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from themekit import open_study
from themekit.statistics import wilson

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = dict[str, str]
VERSIONS = ("before", "after")
AROUND = 600
"""Characters of the words before and of those after that are shown."""
SHEET = (
    "id",
    "question",
    "words_before",
    "text",
    "words_after",
    "code",
    "definition",
    "acceptable",
)
KEY = ("id", "segment_id", "code_id", *VERSIONS)


def main() -> None:
    """Draw a sheet, or judge a filled one."""
    options = _options()
    if options.act == "judge":
        print(judged(_read(options.sheet), _read(options.key)))
        return
    rng = random.Random(options.seed)
    wanted = set(options.documents.read_text("utf-8").split("\n")) - {""}
    folders = (options.before, options.after)
    counts, drawn = [], []
    for folder in folders:
        found = suggested(folder, wanted)
        counts.append(len(found))
        drawn.append(set(rng.sample(found, min(options.each, len(found)))))
    pairs = sorted(drawn[0] | drawn[1])
    rng.shuffle(pairs)
    names = [f"S{number:03d}" for number in range(1, len(pairs) + 1)]
    shown = _shown(options.after, pairs)
    sheet = [{"id": name, **row} for name, row in zip(names, shown, strict=True)]
    key = [
        {"id": name, "segment_id": pair[0], "code_id": pair[1]}
        | {of: str(int(pair in one)) for of, one in zip(VERSIONS, drawn, strict=True)}
        for name, pair in zip(names, pairs, strict=True)
    ]
    options.out.mkdir(parents=True, exist_ok=True)
    _write(options.out / "sheet.csv", SHEET, sheet)
    _write(options.out / "key.csv", KEY, key)
    told = ", ".join(f"{of} {count}" for of, count in zip(VERSIONS, counts, strict=True))
    print(f"{len(pairs)} to judge, in {options.out / 'sheet.csv'}. Suggested there: {told}.")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    acts = parser.add_subparsers(dest="act", required=True)
    draw = acts.add_parser("draw")
    draw.add_argument("before", type=Path)
    draw.add_argument("after", type=Path)
    draw.add_argument("--documents", type=Path, required=True)
    draw.add_argument("--out", type=Path, required=True)
    draw.add_argument("--each", type=int, default=150)
    draw.add_argument("--seed", type=int, default=0)
    judge = acts.add_parser("judge")
    judge.add_argument("sheet", type=Path)
    judge.add_argument("key", type=Path)
    return parser.parse_args()


def suggested(folder: Path, sources: Iterable[str]) -> list[tuple[str, str]]:
    """Return segment and code of all that a finished study suggests in some documents."""
    inside = {one.id for one in open_study(folder).documents if one.source in sources}
    of = {row["segment_id"]: row["document"] for row in _output(folder, "segments")}
    return sorted(
        (row["segment_id"], row["code_id"])
        for row in _output(folder, "suggestions")
        if row["status"] == "suggested" and of[row["segment_id"]] in inside
    )


def _shown(folder: Path, pairs: Sequence[tuple[str, str]]) -> list[Row]:
    """Return what a reader is shown of each suggestion."""
    segments = _output(folder, "segments")
    place = {row["segment_id"]: at for at, row in enumerate(segments)}
    codes = {code.id: code for code in open_study(folder).codebook.codes}
    rows = []
    for segment, code in pairs:
        at = place[segment]
        rows.append(
            {
                "question": segments[at]["question"],
                "words_before": _beside(segments, at, -1)[-AROUND:],
                "text": segments[at]["text"],
                "words_after": _beside(segments, at, 1)[:AROUND],
                "code": codes[code].shown_path,
                "definition": codes[code].definition,
                "acceptable": "",
            }
        )
    return rows


def _beside(segments: Sequence[Row], at: int, step: int) -> str:
    """Return the words of the segment before or after, in the same document."""
    other = at + step
    if not 0 <= other < len(segments) or segments[other]["document"] != segments[at]["document"]:
        return ""
    return segments[other]["text"]


def judged(sheet: Sequence[Row], key: Sequence[Row]) -> str:
    """Return shares and difference as lines of text."""
    known = {"yes": True, "y": True, "1": True, "no": False, "n": False, "0": False}
    answers = {row["id"]: known.get(row["acceptable"].strip().lower()) for row in sheet}
    open_ones = sum(one is None for one in answers.values())
    found, lines = [], []
    for version in VERSIONS:
        own = [answers[row["id"]] for row in key if row[version] == "1"]
        told = [one for one in own if one is not None]
        yes = sum(told)
        between = wilson(yes, len(told))
        found.append((yes, len(told)))
        lines.append(
            f"{version}: {yes} of {len(told)} acceptable, {yes / max(len(told), 1):.3f} "
            f"({between.low:.3f} to {between.high:.3f})"
        )
    low, high = difference(found[1], found[0])
    more = found[1][0] / max(found[1][1], 1) - found[0][0] / max(found[0][1], 1)
    lines.append(f"after - before: {more:+.3f} ({low:+.3f} to {high:+.3f})")
    return "\n".join([*lines, *([f"not judged: {open_ones}"] if open_ones else [])])


def difference(one: tuple[int, int], other: tuple[int, int]) -> tuple[float, float]:
    """Return the interval of the difference of two shares, each a count and a total."""
    shares = [count / max(total, 1) for count, total in (one, other)]
    bounds = [wilson(count, total) for count, total in (one, other)]
    gap = shares[0] - shares[1]
    down = sqrt((shares[0] - bounds[0].low) ** 2 + (bounds[1].high - shares[1]) ** 2)
    up = sqrt((bounds[0].high - shares[0]) ** 2 + (shares[1] - bounds[1].low) ** 2)
    return gap - down, gap + up


def _output(folder: Path, name: str) -> list[Row]:
    return _read(folder / "outputs" / f"{name}.csv")


def _read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _write(path: Path, columns: Sequence[str], rows: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)


if __name__ == "__main__":
    main()
