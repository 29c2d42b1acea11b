"""Encoder, analyser, pattern matcher and the codebook's profile: the tools of one tagger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.errors import UsageError
from themekit.language import spoken
from themekit.spans import parts_hash
from themekit.tagging.patterns import PatternMatcher
from themekit.tagging.preparing import prepare
from themekit.tagging.profile import Profile, read_profile
from themekit.tagging.version import TAGGING_VERSION

if TYPE_CHECKING:
    from collections.abc import Sequence

    from themekit.codebook import Codebook
    from themekit.language import Analyser
    from themekit.tagging.records import Prepared
    from themekit.vectors import Encoder


@dataclass(frozen=True, slots=True)
class Kit:
    """What is needed to measure texts against one codebook.

    Attributes
    ----------
    key : str
        Hash of codebook, encoder, analyser and this room's version.
    """

    codebook: Codebook
    encoder: Encoder
    analyser: Analyser
    matcher: PatternMatcher
    profile: Profile
    key: str

    @classmethod
    def build(cls, codebook: Codebook, encoder: Encoder | None, analyser: Analyser | None) -> Kit:
        """Load what is not given and measure the codebook."""
        if not codebook.codes:
            raise UsageError("The codebook holds no code: there is nothing to suggest.")
        if encoder is None:
            from themekit.vectors import load_encoder

            encoder = load_encoder()
        if analyser is None:
            from themekit.language import load_analyser

            analyser = load_analyser()
        key = parts_hash(TAGGING_VERSION, codebook.hash, encoder.key, analyser.key)
        profile = read_profile(codebook, encoder, analyser)
        return cls(codebook, encoder, analyser, PatternMatcher(codebook, analyser), profile, key)

    def prepare(self, texts: Sequence[str], contexts: Sequence[str]) -> Prepared:
        """Measure what was said in texts: the marks of who wrote them down are no words."""
        texts, contexts = [spoken(text) for text in texts], [spoken(one) for one in contexts]
        return prepare(
            self.key, texts, contexts, self.encoder, self.analyser, self.matcher, self.profile
        )
