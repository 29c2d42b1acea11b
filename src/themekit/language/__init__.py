"""The room that knows language: words, lemmas, sentences, empty answers, and times spoken of."""

from __future__ import annotations

from themekit.language.analyser import Analyser, analyser_key, load_analyser
from themekit.language.blanks import no_answer
from themekit.language.periods import spoken_period

__all__ = ["Analyser", "analyser_key", "load_analyser", "no_answer", "spoken_period"]
