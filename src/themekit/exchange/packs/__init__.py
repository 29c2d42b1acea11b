"""Packs: passages that somebody takes along in one file, and reads without a network.

- `codes` - what a pack is called: few letters, of which the last checks the others;
- `model` - what is in a pack, as records and as JSON.
"""

from __future__ import annotations

from themekit.exchange.packs.codes import is_code, new_code, tidy
from themekit.exchange.packs.model import (
    FORMAT,
    REPLY_FORMAT,
    Pack,
    PackCode,
    PackPassage,
    PackPractice,
    PackQuestion,
    PackWord,
    digest_of,
    pack_from_json,
    pack_json,
)

__all__ = [
    "FORMAT",
    "REPLY_FORMAT",
    "Pack",
    "PackCode",
    "PackPassage",
    "PackPractice",
    "PackQuestion",
    "PackWord",
    "digest_of",
    "is_code",
    "new_code",
    "pack_from_json",
    "pack_json",
    "tidy",
]
