"""How well codes are suggested, beside what a user would do without themekit.

    python benchmarks/tagger_curve.py [--shared ../shared] [--n 0,100,500,all] [--seeds 3]
    python benchmarks/tagger_curve.py --from results.json      # pictures and table only

Runs ../shared/measure/measure.py, which calls themekit through its public API alone, on the coded
data sets of ../shared (or of any folder of the same shape), prints its figures as one table and
draws them; then measures calibration with 500 checked segments.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PICTURES = HERE / "pictures"
SYSTEMS = {"keyword": "keyword match", "cosine": "cosine", "both": "LR words + vectors"}
Rows = list[dict[str, Any]]


def main() -> None:
    """Measure, print, draw."""
    options = _options()
    measure = options.shared / "measure"
    if options.saved:
        rows: Rows = json.loads(options.saved.read_text("utf-8"))
    elif (measure / "measure.py").exists():
        rows = _measure(measure, options.n, options.seeds)
    else:
        print(f"{measure} is not here: the coded data sets are not part of themekit.")
        return
    print(table(rows))
    PICTURES.mkdir(exist_ok=True)
    draw_curve(rows, PICTURES / "learning_curve.png")
    if measure.exists() and not options.no_calibration:
        from tagger_calibration import calibration

        print(calibration(measure, PICTURES / "calibration.png"))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--n", default="0,100,500,all")
    parser.add_argument("--seeds", type=int, default=3)
    parser.add_argument("--from", dest="saved", type=Path)
    parser.add_argument("--no-calibration", action="store_true")
    return parser.parse_args()


def _measure(folder: Path, sizes: str, seeds: int) -> Rows:
    """Run measure.py, which writes nothing into its own folder."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "rows.json"
        command = [sys.executable, str(folder / "measure.py"), "dev", "--n", sizes]
        command += ["--seeds", str(seeds), "--json", str(out)]
        command += ["--systems", ",".join([*SYSTEMS, "themekit"])]
        source = str(HERE.parent / "src")
        path = os.pathsep.join(filter(None, [source, os.environ.get("PYTHONPATH")]))
        environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONPATH": path}
        subprocess.run(command, check=True, env=environment, stdout=sys.stderr)
        rows: Rows = json.loads(out.read_text("utf-8"))
        return rows


def table(rows: Rows) -> str:
    """Return the figures as Markdown: mAP / macro-F1, a row a set and size."""
    systems = list(dict.fromkeys(row["system"] for row in rows))
    held = {(row["set"], row["n"], row["system"]): row for row in rows}
    sets = list(dict.fromkeys(row["set"] for row in rows))
    lines = [f"| set | checked | {' | '.join(systems)} |", "|---|---|" + "---|" * len(systems)]
    for size in dict.fromkeys(row["n"] for row in rows):
        for name in [*sets, "mean"]:
            of = sets if name == "mean" else [name]
            cells = [_cell([held.get((one, size, system)) for one in of]) for system in systems]
            lines.append(f"| {name} | {size} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _cell(rows: list[dict[str, Any] | None]) -> str:
    known = [row for row in rows if row]
    if len(known) < len(rows):
        return ""
    return " / ".join(f"{sum(r[key] for r in known) / len(known):.3f}" for key in ("mAP", "macro"))


def draw_curve(rows: Rows, path: Path) -> None:
    """Draw mAP by checked segments, a panel a set; no size has a number where it is 'all'."""
    import altair as alt

    order = list(dict.fromkeys(row["n"] for row in rows))
    values = [
        {
            "set": row["set"],
            "checked": row["n"],
            "mAP": row["mAP"],
            "system": SYSTEMS.get(row["system"], row["system"]),
        }
        for row in rows
    ]
    base = alt.Chart(alt.Data(values=values)).encode(
        x=alt.X("checked:N", sort=order, title="checked segments"),
        y=alt.Y("mAP:Q", scale=alt.Scale(domain=[0, 0.8])),
        color=alt.Color("system:N", scale=alt.Scale(scheme="dark2")),
        shape=alt.Shape("system:N", legend=None),
    )
    chart = (base.mark_line() + base.mark_point(filled=True, size=60)).properties(
        width=180, height=180
    )
    chart.facet(column=alt.Column("set:N", title=None)).save(str(path), scale_factor=2)


if __name__ == "__main__":
    main()
