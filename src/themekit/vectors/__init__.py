"""The room that turns texts into vectors: what an encoder is, and which one to use."""

from __future__ import annotations

from themekit.vectors.encoder import Encoder, load_encoder
from themekit.vectors.weights import BUNDLED, encoder_key, model_hash

__all__ = ["BUNDLED", "Encoder", "encoder_key", "load_encoder", "model_hash"]
