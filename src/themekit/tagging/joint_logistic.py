"""The learner of this room on plain numbers, as a scikit-learn classifier.

`CodebookTagger` takes texts, so scikit-learn's own checks would skip it; they run on this class,
which hands the same problem to the same solver.
"""

# ruff: noqa: N803, N806 (X is what scikit-learn calls it, and callers may name it)
from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import scipy.sparse as sp
from scipy.special import expit
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.utils.multiclass import check_classification_targets, type_of_target
from sklearn.utils.validation import (
    _check_sample_weight,
    check_is_fitted,
    column_or_1d,
    validate_data,
)

from themekit.tagging.solver import Care, Penalties, Task, solve

if TYPE_CHECKING:
    from numpy.typing import ArrayLike, NDArray


EXACT = Care(tolerance=1e-15)
"""scikit-learn checks to the seventh digit."""


class JointLogistic(ClassifierMixin, BaseEstimator):  # type: ignore[misc]  # no types in sklearn
    """Ridge logistic regression of all classes or labels at once.

    Parameters
    ----------
    penalty : float
        Ridge penalty; larger is flatter.

    Attributes
    ----------
    classes_ : array of shape (n_classes,), or list of them for label indicators
    coef_, intercept_ : arrays of shape (n_outputs, n_features) and (n_outputs,)
    """

    def __init__(self, penalty: float = 0.2) -> None:
        self.penalty = penalty

    def fit(self, X: Any, y: Any, sample_weight: ArrayLike | None = None) -> JointLogistic:
        """Learn from rows of numbers.

        Parameters
        ----------
        X : array or sparse matrix of shape (n_rows, n_features)
        y : array of shape (n_rows,), or label indicators of shape (n_rows, n_labels)
        sample_weight : array of shape (n_rows,) or None
        """
        X, y = validate_data(self, X, y, multi_output=True, accept_sparse="csr", dtype=np.float64)
        check_classification_targets(y)
        weight = _check_sample_weight(sample_weight, X, dtype=np.float64)
        targets = self._targets(np.asarray(y))
        task = Task(np.zeros(targets.shape), targets, np.tile(weight[:, None], targets.shape[1]))
        wide = sp.issparse(X)
        dense = np.zeros((X.shape[0], 0)) if wide else X
        sparse = sp.csr_matrix(X) if wide else sp.csr_matrix((X.shape[0], 0))
        found = solve(task, dense, sparse, Penalties(self.penalty, self.penalty, 1.0), EXACT)
        self.coef_ = np.asarray(found.sparse if wide else found.dense).T
        self.intercept_ = found.intercept
        return self

    def _targets(self, y: NDArray[Any]) -> NDArray[np.float64]:
        """Return one column a class (one for two classes) or a label, and note the classes."""
        self._labels = type_of_target(y) == "multilabel-indicator"
        y = y if self._labels else column_or_1d(y, warn=True)
        if self._labels:
            self.classes_ = np.arange(y.shape[1])
            return y.astype(np.float64)
        self.classes_, which = np.unique(y, return_inverse=True)
        if len(self.classes_) == 1:
            raise ValueError(
                "JointLogistic needs at least two classes in y; this y holds one class only."
            )
        if len(self.classes_) == 2:  # noqa: PLR2004 (two classes are one question)
            return which[:, None].astype(np.float64)
        return np.eye(len(self.classes_))[which]

    def decision_function(self, X: Any) -> NDArray[np.float64]:
        """Return log-odds, of shape (n_rows,) for two classes, else (n_rows, n_outputs)."""
        check_is_fitted(self)
        X = validate_data(self, X, accept_sparse="csr", dtype=np.float64, reset=False)
        log_odds = np.asarray(X @ self.coef_.T) + self.intercept_
        return log_odds[:, 0] if not self._labels and log_odds.shape[1] == 1 else log_odds

    def predict_proba(self, X: Any) -> NDArray[np.float64]:
        """Return probabilities; those of classes sum to 1, those of labels stand alone."""
        odds = self.decision_function(X)
        scores = expit(odds)
        if self._labels:
            return np.asarray(scores)
        if odds.ndim == 1:
            return np.column_stack([1 - scores, scores])
        return np.asarray(scores / scores.sum(axis=1, keepdims=True))

    def predict(self, X: Any) -> NDArray[Any]:
        """Return the likeliest class, or 1 for every label that is likelier than not."""
        odds = self.decision_function(X)
        if self._labels:
            return (odds > 0).astype(int)
        picked = (odds > 0).astype(int) if odds.ndim == 1 else odds.argmax(axis=1)
        return np.asarray(self.classes_[picked])

    def __sklearn_tags__(self) -> Any:
        """Tell scikit-learn what this takes."""
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        tags.classifier_tags.multi_label = True
        return tags
