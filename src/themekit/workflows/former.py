"""Former versions of the codebook, as far as the study kept them whole."""

from __future__ import annotations

from themekit.codebook import Codebook, read_codebook
from themekit.store import Store
from themekit.workflows.recording import FORMER_CODEBOOKS


def former_codebook(store: Store, wanted: str) -> Codebook | None:
    """Return the version of the codebook with a hash; None where no file of it was kept."""
    folder = store.folder / FORMER_CODEBOOKS
    for file in sorted(folder.glob("*.y*ml")) if folder.is_dir() else ():
        found, _ = read_codebook(file)
        if found is not None and found.hash == wanted:
            return found
    return None
