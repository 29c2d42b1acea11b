"""The heads of survey exports: which rows are names, which wording, where the answers begin.

Most tools write one row of names. Qualtrics adds the wording and a row of ImportIds; SurveyMonkey
spreads a question over columns and puts the options into a second row.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from themekit.reading.ticks import Option

_QUALTRICS = frozenset({"responseid", "recordeddate", "startdate", "finished", "progress"})
_SECOND_ROW = {
    "startdate": "start date",
    "recordeddate": "recorded date",
    "responseid": "response id",
}
_MONKEY = frozenset({"respondent id", "respondentid", "collector id", "collectorid"})
_PLAIN_OPTIONS = frozenset({"", "response", "open-ended response"})


class Head(NamedTuple):
    """What the first rows of a table say.

    Attributes
    ----------
    header : list of str
    wordings : list of str
        Empty where the header is all there is.
    rows : int
        Rows that the head takes.
    notes : tuple of str
    options : list of (Option or None)
        For each column, the option of a question that it may stand for; empty where none does.
    """

    header: list[str]
    wordings: list[str]
    rows: int
    notes: tuple[str, ...] = ()
    options: Sequence[Option | None] = ()


def understand_head(top: list[list[str]]) -> Head:
    """Recognise the head of an export from its first rows that are not blank."""
    return _qualtrics(top) or _survey_monkey(top) or Head(top[0], [], 1)


def _qualtrics(top: list[list[str]]) -> Head | None:
    """Names, wordings, and ``{"ImportId": ...}`` in either row below."""
    names = [cell.strip().casefold() for cell in top[0]]
    imports = [at for at, row in enumerate(top[1:3], 1) if _is_imports(row)]
    worded = len(top) > 1 and any(
        _SECOND_ROW.get(name) == cell.strip().casefold()
        for name, cell in zip(names, top[1], strict=False)
    )
    if not imports and not (worded and len(_QUALTRICS & set(names)) > 1):
        return None
    rows = 1 + max([*imports, 1 if worded else 0])
    wordings = top[1] if imports != [1] else []
    filled = [
        wording.strip() or name
        for name, wording in zip(top[0], [*wordings, *[""] * len(top[0])], strict=False)
    ]
    note = f"Qualtrics export: {rows} head rows."
    options = [_option(name, wording) for name, wording in zip(top[0], filled, strict=True)]
    return Head(top[0], filled if wordings else [], rows, (note,), options)


def _option(name: str, wording: str) -> Option | None:
    """Understand ``Q3_2`` with the wording ``Which do you use? - Selected Choice - Telephone``."""
    stem, _, number = name.rpartition("_")
    question, _, option = wording.rpartition(" - ")
    if not stem or not number.isdecimal() or not question:
        return None
    return Option(stem, question.removesuffix(" - Selected Choice"), option.strip())


def _is_imports(row: list[str]) -> bool:
    """Tell whether a row holds Qualtrics' ids."""
    return any(cell.lstrip().startswith('{"ImportId"') for cell in row)


def _survey_monkey(top: list[list[str]]) -> Head | None:
    """Questions in the first row, options of each in the second."""
    if len(top) < 2 or top[0][0].strip().casefold() not in _MONKEY or top[1][0].strip():  # noqa: PLR2004 -- two head rows
        return None
    width = max(len(top[0]), len(top[1]))
    questions = [*top[0], *[""] * (width - len(top[0]))]
    options = [*top[1], *[""] * (width - len(top[1]))]
    header: list[str] = []
    wordings: list[str] = []
    parts: list[Option | None] = []
    question = ""
    for above, below in zip(questions, options, strict=True):
        question = above.strip() or question
        option = below.strip()
        plain = option.casefold() in _PLAIN_OPTIONS
        header.append(question if plain else f"{question} - {option}")
        wordings.append(question if plain else f"{question} {option}")
        parts.append(None if plain else Option(question, question, option))
    note = "SurveyMonkey export: two head rows, columns named 'question - option'."
    return Head(header, wordings, 2, (note,), parts)
