"""The products of matrices in a spaCy model, done by numpy's library.

spaCy brings a library of its own for them, which knows few processors and on the others takes most
of the time that an analysis takes. What numpy's gives for a row depends, in its last bits, on where
the row stands; so products are taken in double precision and in whole blocks of rows, which leaves
nothing of that once they are rounded: the same text has the same analysis, alone or among others
(tests/language compares them, and with those of spaCy's own library).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

ROWS = 48
"""A multiple of the rows that libraries take at a time."""


def multiply_with_numpy(nlp: Language) -> None:
    """Have a model's layers ask numpy for their products, where they work on the processor."""
    from thinc.backends.numpy_ops import NumpyOps  # type: ignore[import-not-found]

    own = _own_ops(NumpyOps)
    for _, part in nlp.pipeline:
        model: Any = getattr(part, "model", None)
        for layer in model.walk() if hasattr(model, "walk") else ():
            if type(layer.ops) is NumpyOps:
                layer.ops = own


def _own_ops(plain: Any) -> Any:
    """Return what a layer asks for its products, in all else as `plain`."""
    import numpy as np

    class OwnOps(plain):  # type: ignore[misc]  # thinc's compiled classes have no types
        def gemm(
            self,
            x: Any,
            y: Any,
            out: Any = None,
            trans1: bool = False,  # noqa: FBT001, FBT002 -- thinc's call
            trans2: bool = False,  # noqa: FBT001, FBT002
        ) -> Any:
            if trans1 or out is not None or x.dtype != np.float32:  # only where a model is trained
                return super().gemm(x, y, out=out, trans1=trans1, trans2=trans2)
            filled = np.zeros((-(-len(x) // ROWS) * ROWS, x.shape[1]))
            filled[: len(x)] = x
            found = filled @ (y.T if trans2 else y).astype(np.float64)
            return found[: len(x)].astype(np.float32)

    return OwnOps()
