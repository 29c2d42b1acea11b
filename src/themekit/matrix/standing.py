"""How every code stands on every segment, for whoever lists passages instead of counting them.

The same decisions as the counts stand on (see `holding`), so that a list and a count never differ.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from themekit.matrix.build import gather
from themekit.matrix.cells import Evidence
from themekit.matrix.holding import Pairs
from themekit.matrix.inputs import MatrixInputs
from themekit.matrix.people import Ints
from themekit.matrix.suggested import read_suggestions
from themekit.matrix.words import PERIODS
from themekit.records import Period

State = Literal["suggested", "applies", "disputed", "does not apply"]
_PERIOD_NAMES: dict[int, Period] = {bit: name for name, bit in PERIODS.items()}  # type: ignore[misc]


@dataclass(frozen=True, slots=True)
class Standing:
    """How one code stands on one segment.

    Attributes
    ----------
    segment_id, code_id : str
    state : {'suggested', 'applies', 'disputed', 'does not apply'}
        `suggested`: the machine says so and nobody has looked; the others are people's word.
    against : bool
        Whether it is meant against or mixed.
    period : {'', 'before', 'during', 'after'}
        Empty also where people name several.
    """

    segment_id: str
    code_id: str
    state: State
    against: bool = False
    period: Period = ""

    @property
    def counts(self) -> bool:
        """Whether it is counted as holding."""
        return self.state in ("suggested", "applies")


def standings(inputs: MatrixInputs, evidence: Evidence | None = None) -> tuple[Standing, ...]:
    """Return how every code stands wherever anybody or the machine has said something.

    Parameters
    ----------
    inputs : MatrixInputs
        Its iterables are read once; `suggestions` must be a collection.
    evidence : Evidence, optional
        Of the same inputs, where `gather` has been asked for it already.

    Returns
    -------
    tuple of Standing
        By segment in the order of the study, then in codebook order.
    """
    suggestions = tuple(inputs.suggestions)
    evidence = evidence or gather(inputs)
    held, disputed = evidence.holdings.held, evidence.holdings.disputed
    codes = {code.id: number for number, code in enumerate(inputs.codes)}
    suggested = read_suggestions(suggestions, evidence.units, codes)
    refused = evidence.holdings.refused.key
    known = np.concatenate([held.key, disputed.key, refused])
    # Looked at by people of whom nobody took the suggestion up.
    passed = evidence.coverage.covers(suggested.key) & ~np.isin(suggested.key, known)
    ids, names = evidence.units.ids, [code.id for code in inputs.codes]
    found = [
        *_of(held, ids, names),
        *_of(disputed, ids, names, "disputed"),
        *_refused(np.concatenate([refused, suggested.key[passed]]), ids, names),
    ]
    found.sort(key=lambda one: (evidence.units.position[one.segment_id], codes[one.code_id]))
    return tuple(found)


def _of(
    pairs: Pairs, ids: list[str], names: list[str], state: State | None = None
) -> Iterator[Standing]:
    """Yield pairs that count or are in dispute."""
    for key, period, human, against in zip(
        pairs.key.tolist(),
        pairs.period.tolist(),
        pairs.human.tolist(),
        pairs.against.tolist(),
        strict=True,
    ):
        code, unit = divmod(key, len(ids))
        said: State = state or ("applies" if human else "suggested")
        yield Standing(ids[unit], names[code], said, against, _PERIOD_NAMES.get(period, ""))


def _refused(keys: Ints, ids: list[str], names: list[str]) -> Iterator[Standing]:
    """Yield pairs of which people say that the code does not apply."""
    for key in keys.tolist():
        code, unit = divmod(key, len(ids))
        yield Standing(ids[unit], names[code], "does not apply")
