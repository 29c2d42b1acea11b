"""What a segment's surroundings add to its suggestions: the same segments with and without them.

    python benchmarks/tagger_surroundings.py [--n 0,100,500,all] [--seeds 3]

For the coded sets of ../shared/measure whose segments follow one another: think-aloud sessions
(what was asked last, the line before and the line after) and essays (the sentences before and
after), put together as `themekit run` does it. Official splits by person; mAP and macro-F1 with own
thresholds.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from tagger_deeper import HERE, codebook_of, scores_of

from themekit import CodebookTagger
from themekit.records import Segment
from themekit.segmenting.surroundings import surroundings

if TYPE_CHECKING:
    from collections.abc import Sequence

IN_ORDER = ("serdif", "daacs")
ASKING = ("serdif",)
"""Sets in which somebody asks."""
_ASKED = re.compile(r"\d+(?:\.[a-z])?\s.*|.*\?", re.DOTALL)
"""A numbered task or a question."""


def main() -> None:
    """Measure both ways and print a table."""
    options = _options()
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(options.shared / "measure"))
    import coded_sets

    print("| set | checked | without | with surroundings |")
    print("|---|---|---|---|")
    for name in IN_ORDER:
        data = coded_sets.load(name)
        splits = [coded_sets.split(data, seed) for seed in range(options.seeds)]
        tagger = CodebookTagger(codebook_of(data.codes))
        contexts = (None, around(data.texts, data.groups, asked=name in ASKING))
        both = [tagger.prepare(data.texts, one) for one in contexts]
        for size in options.n.split(","):
            cells = [_mean(tagger, one, data, splits, size) for one in both]
            print(f"| {name} | {size} | {' | '.join(cells)} |", flush=True)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--n", default="0,100,500,all")
    parser.add_argument("--seeds", type=int, default=3)
    return parser.parse_args()


def around(texts: Sequence[str], documents: Sequence[str], *, asked: bool) -> list[str]:
    """Return of each text what a run would tell the tagger: neighbours, and what was asked last."""
    segments, question, document = [], "", None
    for number, (text, of) in enumerate(zip(texts, documents, strict=True)):
        if of != document:
            question, document = "", of
        place = Segment(str(number), of, "", number, number + 1, text, question=question)
        segments.append(place)
        if asked and _ASKED.fullmatch(text.strip()):
            question = text
    found = surroundings(segments)
    return [found[segment.id] for segment in segments]


def _mean(tagger: CodebookTagger, prepared: Any, data: Any, splits: Any, size: str) -> str:
    """Return the mean figures over the splits, for so many checked segments."""
    found = []
    for pool, test in splits:
        rows = pool if size == "all" else pool[: int(size)]
        tagger.fit(prepared[rows], data.Y[rows])
        found.append(scores_of(tagger, prepared[test], data.Y[test]))
    ranked, decided = np.mean(found, axis=0)
    return f"{ranked:.3f} / {decided:.3f}"


if __name__ == "__main__":
    main()
