"""The room that turns texts into vectors: what an encoder is, and which one to use."""

from __future__ import annotations

from themekit.vectors.encoder import Encoder, load_encoder, load_words
from themekit.vectors.parts import encode_parts, word_vectors
from themekit.vectors.weights import BUNDLED, encoder_key, model_hash

__all__ = [
    "BUNDLED",
    "Encoder",
    "encode_parts",
    "encoder_key",
    "load_encoder",
    "load_words",
    "model_hash",
    "word_vectors",
]
