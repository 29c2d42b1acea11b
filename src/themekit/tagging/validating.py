"""What callers hand in, checked: shapes and values, with the offending one in the message."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from themekit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import ArrayLike, NDArray


def as_labels(y: ArrayLike, rows: int, codes: int) -> NDArray[np.int8]:
    """Return `y` as an array of 1, 0 and -1 of shape (rows, codes).

    Raises
    ------
    UsageError
        If its shape or one of its values cannot mean anything.
    """
    labels = np.asarray(y)
    if labels.size == 0 and rows == 0:
        return np.zeros((0, codes), dtype=np.int8)
    if labels.shape != (rows, codes):
        raise UsageError(
            f"y has shape {labels.shape}, but {rows} texts and {codes} codes "
            f"need ({rows}, {codes})."
        )
    whole = labels.astype(np.int8)
    wrong = (whole != labels) | ~np.isin(whole, (-1, 0, 1))
    if wrong.any():
        value = labels[tuple(np.argwhere(wrong)[0])]
        raise UsageError(f"y holds {value}: write 1 (applies), 0 (does not) or -1 (nobody looked).")
    return whole


def masked(labels: NDArray[np.int8], looked: ArrayLike | None) -> NDArray[np.int8]:
    """Return labels with -1 wherever `looked` is 0.

    Raises
    ------
    UsageError
        If `looked` is of another shape.
    """
    if looked is None:
        return labels
    mask = np.asarray(looked)
    if mask.shape != labels.shape:
        raise UsageError(f"looked has shape {mask.shape}, but y has {labels.shape}.")
    return np.where(mask.astype(bool), labels, -1).astype(np.int8)


def as_contexts(context: Sequence[str] | None, rows: int) -> list[str]:
    """Return one context a text; empty ones where none are given."""
    if context is None:
        return [""] * rows
    if len(context) != rows:
        raise UsageError(f"There are {len(context)} contexts for {rows} texts: give one each.")
    return ["" if one is None else str(one) for one in context]


def as_drawn(drawn: ArrayLike | None, rows: int) -> NDArray[np.bool_] | None:
    """Return `drawn` as truth values; None where it is not given.

    Raises
    ------
    UsageError
        If it is of another length than the texts.
    """
    if drawn is None:
        return None
    values = np.asarray(drawn, dtype=bool)
    if values.shape != (rows,):
        raise UsageError(
            f"drawn has shape {values.shape}, but there are {rows} texts: give one each."
        )
    return values
