"""The room that knows language: words, lemmas, empty answers, times spoken of, which language."""

from __future__ import annotations

from themekit.language.analyser import Analyser, analyser_key, load_analyser
from themekit.language.blanks import no_answer
from themekit.language.forms import word_forms
from themekit.language.marks import is_mark, spoken
from themekit.language.periods import Times
from themekit.language.phrases import terms
from themekit.language.questions import asks
from themekit.language.sentences import sentence_spans
from themekit.language.telling import (
    Telling,
    content_words,
    is_prose,
    leans,
    sentences_in,
    telling,
)
from themekit.language.unsaid import stretches
from themekit.language.which import language_name, language_shares, which_language

__all__ = [
    "Analyser",
    "Telling",
    "Times",
    "analyser_key",
    "asks",
    "content_words",
    "is_mark",
    "is_prose",
    "language_name",
    "language_shares",
    "leans",
    "load_analyser",
    "no_answer",
    "sentence_spans",
    "sentences_in",
    "spoken",
    "stretches",
    "telling",
    "terms",
    "which_language",
    "word_forms",
]
