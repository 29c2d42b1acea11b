"""codebook.yaml <-> records: what a code means, and where it stands."""

from __future__ import annotations

from themekit.codebook._adding import with_code
from themekit.codebook._codebook import Codebook, parse_codebook, read_codebook
from themekit.codebook._naming import with_ids
from themekit.codebook._patterns import Pattern, TokenPattern
from themekit.codebook._records import NO_THEME, Code, Theme
from themekit.codebook._starter import starter_codebook
from themekit.codebook._taking_out import without_words
from themekit.codebook._wording import pattern_words, plain_words, readable, words_at

__all__ = [
    "NO_THEME",
    "Code",
    "Codebook",
    "Pattern",
    "Theme",
    "TokenPattern",
    "parse_codebook",
    "pattern_words",
    "plain_words",
    "read_codebook",
    "readable",
    "starter_codebook",
    "with_code",
    "with_ids",
    "without_words",
    "words_at",
]
