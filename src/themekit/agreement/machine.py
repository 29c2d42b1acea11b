"""What the machine's suggestions are worth, measured on what people said without seeing them.

The machine is no coder: it has a table of its own. Only passages that chance chose, and that people
read without suggestions, tell of passages that nobody read; each counts for as many as its chance
says. Where suggestions were shown there is only the share that people accepted.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from themekit.agreement.given import Checked, GivenOut
from themekit.agreement.ratings import Floats
from themekit.agreement.resampling import Cases, bootstrap, ratio, value_of
from themekit.agreement.said import Said
from themekit.agreement.tables import Cell, Frame, Table

FEWEST = 10
"""Suggested passages, or uses, below which a share of them is not measured."""


def machine_table(words: Sequence[Said], out: GivenOut, frame: Frame) -> Table:
    """Return precision, recall and accepted share, code by code.

    Parameters
    ----------
    words : sequence of Said
        Of codes.
    out : GivenOut
    frame : Frame
    """
    checked: dict[str, list[Checked]] = defaultdict(list)
    accepted: dict[str, list[bool]] = defaultdict(list)
    no_chance: Counter[str] = Counter()
    for one in out.checked(words):
        checked[one.word.topic].append(one)
    for word in words:
        given = out.find(word)
        if given is None or word.applies is None or word.draw not in out.frozen:
            continue
        if word.kind == "assisted":
            if any(code == word.topic for code, _ in given.item.suggested):
                accepted[word.topic].append(word.applies)
        elif given.random and not given.item.probability:
            no_chance[word.topic] += 1
    rows = [
        (name, *_row(checked.get(code, []), accepted.get(code, []), no_chance[code], frame))
        for code, name in frame.topics.items()
        if code in checked or code in accepted or no_chance[code]
    ]
    return Table(
        "machine",
        "The machine's suggestions beside what people said. Precision and recall: random passages "
        "read without suggestions, weighted by their chance. Accepted share: passages read with "
        "suggestions, which says nothing of what people would have said without",
        (
            "code", "read_blind", "suggested", "precision", "precision_low", "precision_high",
            "applied", "recall", "recall_low", "recall_high", "why_empty", "shown",
            "accepted_share", "left_out",
        ),
        tuple(rows),
        (
            "code", "read_blind", "suggested", "precision", "applied", "recall", "why_empty",
            "shown", "accepted_share",
        ),
    )  # fmt: skip


def _row(
    checked: Sequence[Checked], accepted: Sequence[bool], no_chance: int, frame: Frame
) -> Sequence[Cell]:
    suggested = [one for one in checked if one.suggested]
    applied = [one for one in checked if one.applies]
    precision, why_precision = _share(
        "precision", suggested, [one.applies for one in suggested], frame
    )
    recall, why_recall = _share("recall", applied, [one.suggested for one in applied], frame)
    share = sum(accepted) / len(accepted) if len(accepted) >= FEWEST else None
    few = f"accepted share not measured: {len(accepted)} shown of {FEWEST}"
    why = [why_precision, why_recall, few if accepted and share is None else ""]
    return (
        len(checked), len(suggested), *precision, len(applied), *recall,
        "; ".join(filter(None, why)), len(accepted), share, no_chance,
    )  # fmt: skip


def _share(
    what: str, among: Sequence[Checked], right: Sequence[bool], frame: Frame
) -> tuple[tuple[float | None, ...], str]:
    """Return a weighted share with its interval, and why something of it is missing."""
    if len(among) < FEWEST:
        return (None, None, None), f"{what} not measured: {len(among)} of {FEWEST}"
    weight = np.array([one.weight for one in among])
    hits = np.array(right, dtype=np.float64)

    features = np.column_stack([weight * hits, weight])

    def share(sums: Floats) -> Floats:
        return ratio(*sums.T)

    interval, why = bootstrap(
        share, Cases.of([frame.case(one.word) for one in among]).sums(features)
    )
    value = value_of(share, features)
    return (value, *(interval or (None, None))), why and f"no interval of {what}: {why}"
