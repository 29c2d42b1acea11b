"""What lies in a folder -> a study.yaml that says why: pure, from what readers give.

Facts are taken file by file (`facts_of`, `talks_of`, `guess_table`), so that no table stays in
memory; then `guess_strands` groups them and `study_text` writes them down.
"""

from __future__ import annotations

from themekit.workflows.guessing.records import (
    ColumnGuess,
    LeftOut,
    Said,
    StrandGuess,
    TableGuess,
    TextFacts,
)
from themekit.workflows.guessing.strands import guess_strands
from themekit.workflows.guessing.study_text import study_text
from themekit.workflows.guessing.tables import guess_table
from themekit.workflows.guessing.talks import talks_of
from themekit.workflows.guessing.texts import facts_of

__all__ = [
    "ColumnGuess",
    "LeftOut",
    "Said",
    "StrandGuess",
    "TableGuess",
    "TextFacts",
    "facts_of",
    "guess_strands",
    "guess_table",
    "study_text",
    "talks_of",
]
