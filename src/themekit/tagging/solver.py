"""Logistic regression of all codes at once, each with its own offset, weights and penalty.

All codes share the design matrix, so one L-BFGS run over all of them is a handful of matrix
products a step; a pair that nobody looked at has weight 0. With few rows the problem is solved in
the space that the rows span, which is exact and small; with many, vectors are turned to their
principal axes. Either way each coordinate is scaled by its expected curvature, which cuts the
steps to a few dozen.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize
from scipy.special import expit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

FEW_ROWS = 1500
FREE = 1e-3
"""Least penalty of an intercept: next to none, but enough for a code without any variation."""
TINY = 1e-9


@dataclass(frozen=True, slots=True)
class Care:
    """When to stop: at a relative change of the loss, or after so many steps."""

    tolerance: float = 1e-7
    steps: int = 150


CAREFUL = Care()


@dataclass(frozen=True, slots=True)
class Solution:
    """Coefficients; one column a code.

    Attributes
    ----------
    intercept : array of shape (n_codes,)
    slope : array of shape (n_codes,)
        Factor of the offset.
    dense, sparse : arrays of shape (n_dense, n_codes) and (n_sparse, n_codes)
    """

    intercept: Floats
    slope: Floats
    dense: Floats
    sparse: Floats

    def log_odds(self, offset: Floats, dense: Floats, sparse: Any) -> Floats:
        """Return the log-odds of rows, of shape (n_rows, n_codes)."""
        return np.asarray(
            offset * self.slope + self.intercept + dense @ self.dense + sparse @ self.sparse
        )


@dataclass(frozen=True, slots=True)
class Penalties:
    """Ridge penalties: of the coefficients, of a slope's distance from 1, and of intercepts."""

    dense: float
    sparse: float
    slope: float
    intercept: float = FREE


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be explained: `y` (1 or 0) with `weights`, above `offset`; (n_rows, n_codes)."""

    offset: Floats
    y: Floats
    weights: Floats

    def part(self, rows: NDArray[np.intp]) -> Task:
        """Return the task of some rows only."""
        return Task(self.offset[rows], self.y[rows], self.weights[rows])


def solve(
    task: Task, dense: Floats, sparse: Any, penalties: Penalties, care: Care = CAREFUL
) -> Solution:
    """Minimise the penalised weighted log loss of every code.

    Parameters
    ----------
    task : Task
    dense : array of shape (n_rows, n_dense)
    sparse : scipy sparse matrix of shape (n_rows, n_sparse)
    penalties : Penalties
    care : Care
    """
    left, right = penalties.dense**-0.5, penalties.sparse**-0.5
    if len(dense) <= FEW_ROWS:
        gram = (dense @ dense.T) * left**2 + (sparse @ sparse.T).toarray() * right**2
        values, axes = np.linalg.eigh(gram)
        kept = values > TINY * max(1.0, float(values[-1]))
        axes, root = axes[:, kept], np.sqrt(values[kept])
        empty = sp.csr_matrix((len(dense), 0))
        intercept, slope, inner, _ = _minimise(task, axes * root, empty, penalties, care)
        dual = axes @ (inner / root[:, None])
        return Solution(intercept, slope, (dense.T @ dual) * left**2, (sparse.T @ dual) * right**2)
    _, axes = np.linalg.eigh(dense.T @ dense)
    intercept, slope, inner, outer = _minimise(
        task, (dense @ axes) * left, sp.csr_matrix(sparse * right), penalties, care
    )
    return Solution(intercept, slope, (axes @ inner) * left, outer * right)


def _minimise(
    task: Task, dense: Floats, sparse: sp.csr_matrix, penalties: Penalties, care: Care
) -> tuple[Floats, Floats, Floats, Floats]:
    """Minimise with penalty 1 on every coefficient, and those given on intercepts and slopes."""
    y, weights, codes = task.y, task.weights, task.y.shape[1]
    total = np.maximum(weights.sum(axis=0), 1.0)
    middle = (weights * task.offset).sum(axis=0) / total
    centred = task.offset - middle
    width, flipped = dense.shape[1], sparse.T.tocsr()
    own = [penalties.intercept, penalties.slope]
    penalty = np.concatenate([own, np.ones(width + sparse.shape[1])])[:, None]
    scale = _scale(task, centred, dense, sparse, penalty)

    def loss(flat: Floats) -> tuple[float, Floats]:
        """Return the loss and its gradient in scaled coordinates."""
        at = flat.reshape(-1, codes) * scale
        z = task.offset + centred * at[1] + at[0] + dense @ at[2 : 2 + width]
        z += sparse @ at[2 + width :]
        residual = weights * (expit(z) - y)
        value = (weights * (np.logaddexp(0, z) - y * z)).sum() + 0.5 * (penalty * at**2).sum()
        gradient = penalty * at
        gradient[0] += residual.sum(axis=0)
        gradient[1] += (residual * centred).sum(axis=0)
        gradient[2 : 2 + width] += dense.T @ residual
        gradient[2 + width :] += flipped @ residual
        return float(value), (gradient * scale).ravel()

    found = minimize(
        loss,
        np.zeros(scale.size),
        jac=True,
        method="L-BFGS-B",
        options={
            "maxiter": care.steps,
            "maxcor": 10,
            "ftol": care.tolerance,
            "gtol": 100 * care.tolerance,
        },
    )
    at = found.x.reshape(-1, codes) * scale
    return at[0] - middle * at[1], 1 + at[1], at[2 : 2 + width], at[2 + width :]


def _scale(
    task: Task, centred: Floats, dense: Floats, sparse: sp.csr_matrix, penalty: Floats
) -> Floats:
    """Return the expected curvature of each coordinate to the power of -1/2."""
    total = np.maximum(task.weights.sum(axis=0), 1.0)
    share = ((task.weights * task.y).sum(axis=0) + 0.5) / (total + 1.0)
    squares = np.concatenate(
        [(dense**2).sum(axis=0), np.asarray(sparse.multiply(sparse).sum(axis=0)).ravel()]
    )
    spread = share * (1 - share)
    looked = total / len(task.y)
    curvature = np.vstack(
        [
            (spread * total)[None],
            (spread * (task.weights * centred**2).sum(axis=0))[None],
            squares[:, None] * (spread * looked),
        ]
    )
    return np.asarray((curvature + penalty) ** -0.5)
