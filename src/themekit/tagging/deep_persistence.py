"""What the deeper mode learned, on disk: deeper.safetensors beside the tagger's own files."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from themekit.errors import InputError
from themekit.spans import parts_hash
from themekit.tagging.deepening import Deep
from themekit.tagging.kernel import Kernel
from themekit.vectors.layers import Remembering, tunable, upper_weights, with_weights

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from themekit.vectors import Encoder

FILE = "deeper.safetensors"
_UPPER = "layer."
_OWN = ("middle", "text", "likeness")
_KERNEL = ("landmarks", "vectors", "middle")


def save_deep(path: str | Path, deep: Deep | None) -> None:
    """Write what the deeper mode learned into a tagger's folder; without any, leave no file."""
    from safetensors.numpy import save_file

    file = Path(path) / FILE
    if deep is None:
        file.unlink(missing_ok=True)
        return
    save_file(_arrays(deep), file, {"key": deep.encoder.key})


def load_deep(path: str | Path, encoder: Encoder) -> Deep | None:
    """Read it again; None where the tagger was fitted without.

    Parameters
    ----------
    path : str or Path
        A tagger's folder.
    encoder : Encoder
        The one that was tuned, as it was before.

    Raises
    ------
    InputError
        If the file cannot be read, or is not of this encoder.
    """
    from safetensors import SafetensorError, safe_open

    file = Path(path) / FILE
    if not file.exists():
        return None
    try:
        with safe_open(str(file), "np") as held:
            arrays = {name: held.get_tensor(name) for name in held.keys()}  # noqa: SIM118 - no dict
            key = held.metadata()["key"]
        weights = {
            name.removeprefix(_UPPER): array
            for name, array in arrays.items()
            if name.startswith(_UPPER)
        }
        return Deep(
            layers=len({name.split(".", 1)[0] for name in weights}),
            encoder=Remembering(with_weights(tunable(encoder), weights, key)),
            kernel=Kernel(**{name: arrays[f"kernel.{name}"] for name in _KERNEL}),
            **{name: arrays[name] for name in _OWN},
        )
    except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
        raise InputError.one(
            str(file),
            None,
            f"this is no fine-tuned encoder that can be read: {type(error).__name__}: {error}",
            "save the tagger again",
        ) from error


def deep_hash(deep: Deep) -> str:
    """Hash everything that influences what the deeper mode says."""
    digest = hashlib.sha256()
    for name, array in sorted(_arrays(deep).items()):
        digest.update(f"{name}{array.dtype}{array.shape}".encode())
        digest.update(array.tobytes())
    return parts_hash(deep.encoder.key, digest.hexdigest())


def _arrays(deep: Deep) -> dict[str, NDArray[np.generic]]:
    upper = upper_weights(deep.encoder.inner, deep.layers)
    found = {
        **{_UPPER + name: array for name, array in upper.items()},
        **{f"kernel.{name}": getattr(deep.kernel, name) for name in _KERNEL},
        **{name: getattr(deep, name) for name in _OWN},
    }
    return {name: np.ascontiguousarray(array) for name, array in found.items()}
