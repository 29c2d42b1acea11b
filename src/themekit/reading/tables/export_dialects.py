"""The heads of survey exports: which rows are names, which wording, where the answers begin.

Most tools write one row of names. Qualtrics adds the wording and a row of ImportIds; SurveyMonkey
spreads a question over columns and puts the options into a second row. For all others, what stands
above the answers is told by how it differs from them (`themekit.reading.tables.head_rows`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from themekit.names import folded
from themekit.reading.tables.head_rows import title_rows, two_rows, wording_row
from themekit.reading.tables.option_names import TITLE, TOOL, Option, dashed, options_of

_QUALTRICS = frozenset({"responseid", "recordeddate", "startdate", "finished", "progress"})
_SECOND_ROW = {
    "startdate": "start date",
    "recordeddate": "recorded date",
    "responseid": "response id",
}
_OLD_QUALTRICS = frozenset({"responseid", "responseset"})
_MONKEY = frozenset({"respondent id", "respondentid", "collector id", "collectorid"})
_PLAIN_OPTIONS = frozenset({"", "response", "open-ended response"})


_IMPORT = re.compile(r'\{"ImportId":\s*".*"\}', re.DOTALL)


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
    doubtful : bool
        Whether the first row of answers may be wordings.
    """

    header: list[str]
    wordings: list[str]
    rows: int
    notes: tuple[str, ...] = ()
    options: Sequence[Option | None] = ()
    doubtful: bool = False


def understand_head(top: list[list[str]]) -> Head:
    """Recognise the head of an export from its first rows that are not blank."""
    titles = title_rows(top)
    below = top[titles:]
    head = _qualtrics(below) or _survey_monkey(below) or _merged(below) or _worded(below)
    if not head.options:
        options = options_of(head.header, head.wordings)
        head = head._replace(options=options if any(options) else ())
    if not titles:
        return head
    shown = " / ".join(row[0].strip()[:60] for row in top[:titles])
    lines = "1 line" if titles == 1 else f"{titles} lines"
    note = f"{lines} above the column names left out: {shown!r}."
    return head._replace(rows=head.rows + titles, notes=(note, *head.notes))


def _qualtrics(top: list[list[str]]) -> Head | None:
    """Names, wordings, and ``{"ImportId": ...}`` in either row below; once V1, V2, ... above."""
    names = [folded(cell) for cell in top[0]]
    imports = [at for at, row in enumerate(top[1:3], 1) if _is_imports(row)]
    worded = len(top) > 1 and any(
        _SECOND_ROW.get(name) == folded(cell) for name, cell in zip(names, top[1], strict=False)
    )
    old = len(top) > 1 and {folded(cell) for cell in top[1]} >= _OLD_QUALTRICS
    if not imports and not old and not (worded and len(_QUALTRICS & set(names)) > 1):
        return None
    rows = 1 + max([*imports, 1 if worded or old else 0])
    wordings = top[1] if imports != [1] else []
    filled = [
        wording.strip() or name
        for name, wording in zip(top[0], [*wordings, *[""] * len(top[0])], strict=False)
    ]
    note = f"Qualtrics export: {rows} head rows."
    options = [dashed(name, wording) for name, wording in zip(top[0], filled, strict=True)]
    return Head(top[0], filled if wordings else [], rows, (note,), options)


def _is_imports(row: list[str]) -> bool:
    """Tell whether a row holds Qualtrics' ids."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return bool(filled) and all(map(_IMPORT.fullmatch, filled))


def _survey_monkey(top: list[list[str]]) -> Head | None:
    """Questions in the first row, options of each in the second."""
    if len(top) < 2 or folded(top[0][0]) not in _MONKEY or top[1][0].strip():  # noqa: PLR2004 -- two head rows
        return None
    width = max(len(top[0]), len(top[1]))
    questions = [*top[0], *[""] * (width - len(top[0]))]
    options = [*top[1], *[""] * (width - len(top[1]))]
    titles: list[str] = []
    for above in questions:
        titles.append(above.strip() or (titles[-1] if titles else ""))
    note = "SurveyMonkey export: two head rows, columns named 'question - option'."
    return _under_titles(titles, options, note, TOOL)


def _merged(top: list[list[str]]) -> Head | None:
    """Names in two rows, as merged cells leave them."""
    found = two_rows(top)
    if found is None:
        return None
    note = "The column names stand in two rows; columns are named 'title - name'."
    return _under_titles(found.titles, found.names, note, TITLE)


def _under_titles(titles: list[str], names: list[str], note: str, surely: int) -> Head:
    """Build the head of a table in which titles span columns."""
    header: list[str] = []
    wordings: list[str] = []
    parts: list[Option | None] = []
    for title, below in zip(titles, names, strict=True):
        option = below.strip()
        plain = folded(option) in _PLAIN_OPTIONS or not title
        alone = title or option
        header.append(alone if plain else f"{title} - {option}")
        wordings.append(alone if plain else f"{title} {option}")
        parts.append(None if plain else Option(title, title, option, surely))
    return Head(header, wordings, 2, (note,), parts)


def _worded(top: list[list[str]]) -> Head:
    """One row of names, and perhaps one of wordings below it."""
    found = wording_row(top)
    if found is None or not found.sure:
        return Head(top[0], [], 1, doubtful=found is not None)
    names = [cell.strip() for cell in top[0]]
    below = [*found.cells, *[""] * (len(names) - len(found.cells))]
    # Some tools write the codes under the wordings.
    longer = sum(map(len, below)) > sum(map(len, names))
    wordings = [said or name for said, name in zip(below, names, strict=False)] if longer else names
    note = "2 head rows: the column names and what was asked."
    return Head(top[0], wordings, 2, (note,))
