"""What an encoder is, and which one a name means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from themekit.vectors.weights import BUNDLED, encoder_key, model_folder, verify_bundled

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from themekit.vectors.words import WordTable


class Encoder(Protocol):
    """Anything that turns texts into unit vectors.

    Attributes
    ----------
    key : str
        Cache identity: equal keys promise equal vectors.
    dimensions : int
    """

    @property
    def key(self) -> str:
        """Cache identity."""
        ...

    @property
    def dimensions(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return unit vectors of shape ``(len(texts), dimensions)``; a text's own bits only."""
        ...


def load_encoder(name: str | None = None) -> Encoder:
    """Load an encoder from this machine.

    Parameters
    ----------
    name : str or None
        A folder, a sentence-transformers name in the local cache, or None for the bundled
        all-MiniLM-L6-v2, whose weights are checked against their published hash.

    Raises
    ------
    UsageError
        If there is no such model here.
    InputError
        If the bundled weights are not the published ones.
    """
    folder = model_folder(name)
    if name is None or name == BUNDLED:
        verify_bundled(folder)
    from themekit.vectors.sentences import SentenceEncoder

    return SentenceEncoder(folder, encoder_key(name))


def load_words(name: str | None = None) -> WordTable | None:
    """Open the input table of an encoder's model, or return None where it has none to read.

    Parameters
    ----------
    name : str or None
        As for `load_encoder`.
    """
    from themekit.vectors.words import WordTable, has_table

    folder = model_folder(name)
    return WordTable(folder) if has_table(folder) else None
