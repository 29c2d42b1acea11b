"""Write the vectors of the concept bank that come with themekit.

    python benchmarks/tagger_bank.py

To be run when concepts.txt, or the bundled encoder or how it cuts texts, has changed; a test says
when.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np

from themekit.tagging.concepts import (
    FILE,
    bank_key,
    bank_texts,
    concept_bank,
    inner_vectors,
    toned_texts,
)
from themekit.vectors import load_encoder

ROOM = Path(__file__).resolve().parent.parent / "src" / "themekit" / "tagging"


def main() -> None:
    """Encode the bank and write it."""
    encoder, bank = load_encoder(), concept_bank()
    vectors = encoder.encode(bank_texts(bank)).astype(np.float16)
    inner = inner_vectors(encoder, toned_texts(bank)).astype(np.float16)
    key = bank_key(bank, encoder.key)
    np.savez_compressed(ROOM / FILE, key=key, vectors=vectors, inner=inner)
    print(f"{ROOM / FILE}: {len(vectors)} vectors")


if __name__ == "__main__":
    main()
