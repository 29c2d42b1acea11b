"""The upper layers of a sentence-transformers model: reached, taken out and put into a copy."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol, cast

from themekit.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from themekit.vectors.encoder import Encoder
    from themekit.vectors.sentences import SentenceEncoder

    Vectors = NDArray[np.float32]
    Weights = Mapping[str, NDArray[np.float32]]


class Cache(Protocol):
    """An encoder that stands before the real one."""

    def uncached(self) -> Encoder:
        """Return the real one."""
        ...


def tunable(encoder: Encoder) -> SentenceEncoder:
    """Return an encoder, or the one behind a cache, as one whose layers can be reached.

    Raises
    ------
    UsageError
        If it has no layers.
    """
    from themekit.vectors.sentences import SentenceEncoder

    real = cast("Cache", encoder).uncached() if hasattr(encoder, "uncached") else encoder
    if isinstance(real, SentenceEncoder) and upper_layers(real, 1):
        return real
    raise UsageError("This encoder has no layers to fine-tune: leave the deeper mode out.")


def upper_layers(encoder: SentenceEncoder, count: int) -> list[Any]:
    """Return the last `count` layers, lowest first; none where the model is not made of layers."""
    stack = getattr(getattr(encoder.network[0], "auto_model", None), "encoder", None)
    return list(getattr(stack, "layer", ()))[-count:]


def upper_weights(encoder: SentenceEncoder, count: int) -> dict[str, NDArray[np.float32]]:
    """Return the weights of the last `count` layers by their name."""
    return {
        f"{number}.{name}": weight.detach().numpy().copy()
        for number, layer in enumerate(upper_layers(encoder, count))
        for name, weight in layer.state_dict().items()
    }


def with_weights(encoder: SentenceEncoder, weights: Weights, key: str) -> SentenceEncoder:
    """Return a copy of an encoder in which the last layers have these weights.

    Raises
    ------
    ValueError
        If the weights are of a model of another shape.
    """
    import torch

    other = encoder.twin(key)
    names = {name.split(".", 1)[0] for name in weights}
    for number, layer in enumerate(upper_layers(other, len(names))):
        own = {
            name: torch.from_numpy(weights[f"{number}.{name}"].copy())
            for name in layer.state_dict()
        }
        try:
            layer.load_state_dict(own)
        except RuntimeError as error:
            raise ValueError(f"layer {number} is of another shape") from error
    return other


class Remembering:
    """An encoder that knows the vectors of the texts it was asked for last.

    Parameters
    ----------
    encoder : SentenceEncoder
    """

    def __init__(self, encoder: SentenceEncoder) -> None:
        self.key, self.dimensions, self.inner = encoder.key, encoder.dimensions, encoder
        self._held: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return unit vectors of shape ``(len(texts), dimensions)``."""
        import numpy as np

        missing = sorted({text for text in texts if text not in self._held})
        if missing:
            found = {text: self._held[text] for text in texts if text in self._held}
            self._held = found | dict(zip(missing, self.inner.encode(missing), strict=True))
        rows = [self._held[text] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dimensions)
