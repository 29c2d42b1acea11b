"""A folder of files -> a drafted study: a study.yaml that says why of every guess.

`draft_study` is the door; only it and `gathering` touch files. Facts are taken file by file
(`facts_of`, `talks_of`, `guess_table`), so that no table stays in memory; then `guess_strands`
groups them and `study_text` writes them down. A codebook that people have in Word or a sheet is
found and taken over by `codebook`.
"""

from __future__ import annotations

from themekit.starting.codebook import find_codebook, take_codebook
from themekit.starting.draft import Draft, draft_study
from themekit.starting.records import (
    ColumnGuess,
    LeftOut,
    Said,
    StrandGuess,
    TableGuess,
    TextFacts,
)
from themekit.starting.strands import guess_strands
from themekit.starting.study_text import study_text
from themekit.starting.tables import guess_table
from themekit.starting.texts import facts_of, talks_of

__all__ = [
    "ColumnGuess",
    "Draft",
    "LeftOut",
    "Said",
    "StrandGuess",
    "TableGuess",
    "TextFacts",
    "draft_study",
    "facts_of",
    "find_codebook",
    "guess_strands",
    "guess_table",
    "study_text",
    "take_codebook",
    "talks_of",
]
