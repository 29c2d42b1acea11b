"""Patterns of the codebook that match nothing in a study: likely slips of whoever wrote them."""

from __future__ import annotations

from collections.abc import Sequence

from themekit.codebook import Code, Codebook, Pattern, TokenPattern
from themekit.errors import Problem
from themekit.files import seen_from
from themekit.language import load_analyser, spoken
from themekit.records import Document
from themekit.study import Study

# Enough to tell an idle pattern from a rare one, and quick.
MOST_DOCUMENTS = 2_000
MOST_CHARACTERS = 2_000_000


def idle_patterns(
    codebook: Codebook, study: Study, documents: Sequence[Document]
) -> tuple[Problem, ...]:
    """Return a note for every code with patterns that match nowhere in the material.

    Parameters
    ----------
    codebook : Codebook
    study : Study
    documents : sequence of Document
        What was read; a very large study is not searched.
    """
    from themekit.tagging.idle_patterns import idle_patterns as search

    length = sum(len(document.text) for document in documents)
    if not documents or not any(code.patterns for code in codebook.codes):
        return ()
    if len(documents) > MOST_DOCUMENTS or length > MOST_CHARACTERS:
        return ()
    texts = [spoken(document.text) for document in documents if document.text.strip()]
    idle_ones = search(codebook, load_analyser(), texts)
    shown = seen_from(study.root, study.codebook)
    problems = []
    for number, code in enumerate(codebook.codes):
        idle = [one for place, one in enumerate(code.patterns) if (number, place) in idle_ones]
        if idle:
            problems.append(_problem(shown, code, idle))
    return tuple(problems)


def _problem(file: str, code: Code, idle: Sequence[Pattern]) -> Problem:
    """Name the idle patterns of one code."""
    named = ", ".join(repr(one.spec() if isinstance(one, TokenPattern) else one) for one in idle)
    if len(idle) == 1:
        what = f"the pattern of '{code.name}' matches nothing in this study"
    elif len(idle) == len(code.patterns):
        what = f"none of the {len(idle)} patterns of '{code.name}' matches anything in this study"
    else:
        number = f"{len(idle)} of {len(code.patterns)} patterns"
        what = f"{number} of '{code.name}' match nothing in this study"
    return Problem(
        file,
        code.line,
        f"{what}: {named}",
        "look for slips of the pen; leave them if they are for material to come",
        "note",
    )
