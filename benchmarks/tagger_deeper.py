"""What the deeper mode gains, and what it costs: the same segments with and without fine-tuning.

    python benchmarks/tagger_deeper.py --sets serdif --n 500 --seeds 1

Official splits of ../shared/measure; mAP and macro-F1 with each one's own thresholds, and the
processor seconds of `fit` from prepared features.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from themekit import Codebook, CodebookTagger

if TYPE_CHECKING:
    from numpy.typing import NDArray

HERE = Path(__file__).resolve().parent


def main() -> None:
    options = _options()
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(options.shared / "measure"))
    import coded_sets

    names = options.sets.split(",") if options.sets else coded_sets.DEV
    print("| set | checked | seed | plain | deeper | share | plain s | deeper s |")
    print("|---|---|---|---|---|---|---|---|")
    for name in names:
        data = coded_sets.load(name)
        plain = CodebookTagger(codebook_of(data.codes))
        prepared = plain.prepare(data.texts, data.context)
        deeper = CodebookTagger(plain.codebook, deeper=True)
        for size in options.n.split(","):
            for seed in range(options.seeds):
                pool, test = coded_sets.split(data, seed)
                rows = pool if size == "all" else pool[: int(size)]
                cells = [_measured(one, prepared, data.Y, rows, test) for one in (plain, deeper)]
                figures = " | ".join(f"{one[0]:.3f} / {one[1]:.3f}" for one in cells)
                seconds = " | ".join(f"{one[2]:.0f}" for one in cells)
                share = _share(deeper)
                print(f"| {name} | {size} | {seed} | {figures} | {share} | {seconds} |", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--sets", default="")
    parser.add_argument("--n", default="100,500,all")
    parser.add_argument("--seeds", type=int, default=2)
    return parser.parse_args()


def codebook_of(codes: list[dict[str, Any]]) -> Codebook:
    """Return the codebook that a coded set was coded with."""
    import yaml

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "codebook.yaml"
        path.write_text(yaml.safe_dump({"name": "measure", "codes": codes}), "utf-8")
        return Codebook.load(path)


def _measured(
    tagger: CodebookTagger,
    prepared: Any,
    y: NDArray[np.int8],
    rows: NDArray[np.intp],
    test: NDArray[np.intp],
) -> tuple[float, float, float]:
    """Return mAP, macro-F1 and the seconds of `fit`."""
    start = time.process_time()
    tagger.fit(prepared[rows], y[rows])
    seconds = time.process_time() - start
    return *scores_of(tagger, prepared[test], y[test]), seconds


def scores_of(tagger: CodebookTagger, test: Any, y: NDArray[np.int8]) -> tuple[float, float]:
    """Return mAP and macro-F1 as measure.py counts them."""
    from measure import score

    found = score(y, tagger.predict_proba(test), tagger.predict(test))
    return found["mAP"], found["macro"]


def _share(tagger: CodebookTagger) -> str:
    """Say whether the second opinion was used."""
    return "unused" if tagger.learned_.deep is None else "used"


if __name__ == "__main__":
    main()
