"""Recognise a table that keeps a talk, a row a turn: who spoke, what was said, from when to when.

Neither a name nor the cells alone prove it: a survey has texts, times and names as well. So each
role gives points, for what its column is called and for what its cells look like, and only a sum of
them is believed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from themekit.language import asks
from themekit.names import folded
from themekit.reading.speakers.speaker_names import codelike, plausible
from themekit.reading.speakers.turns import speakers_in
from themekit.reading.tables.talk_cells import (
    ASIDE,
    CODES,
    DOCUMENT,
    HALF,
    LENGTH,
    NO_TEXT,
    PERHAPS_SPEAKER,
    QUESTION,
    SPEAKER,
    TEXT,
    TRANSLATED,
    Column,
)
from themekit.reading.tables.talk_clock import Clock, find_clock
from themekit.reading.tables.time_columns import NEARLY_ALL, times_in
from themekit.study import TurnColumns, may_ask

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from themekit.reading.tables.table import Table

SAMPLE = 600  # rows in a row from the top: enough to judge, however long the table
_ENOUGH = 3
_LEAST_ROWS = 3
_MOST_LABELS = 30
_LONGEST_LABEL = 60
_MOST_OTHERS = 18
_WIDEST = 60  # columns; nobody keeps a talk in more
_TALKATIVE = 12.0  # letters a cell on average, from which a column can be what was said
_BESIDE = 0.4  # of the letters of the chosen column: another text beside it, a translation perhaps
_ASKS = 0.4
_A_TALK = 4  # rows on average, from which a recurring value can tell talks apart
_MACHINE = re.compile(r"(?:speaker|spk|sprecher|locuteur|hablante|channel)[ _]?\d{1,2}")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A table that keeps a talk.

    Attributes
    ----------
    table : Table
        The one that was given, or with names for its columns where its first row is a turn.
    columns : TurnColumns
        Names in `table`.
    reasons : tuple of (role, reason)
        What each column stands on, in the order of the roles.
    beside : tuple of str
        Further columns as full of words as the one chosen: a translation, perhaps.
    """

    table: Table
    columns: TurnColumns
    reasons: tuple[tuple[str, str], ...]
    beside: tuple[str, ...] = ()


def recognise(table: Table) -> Recognised | None:
    """Tell whether a table keeps a talk, and in which columns; None where that is not sure.

    Parameters
    ----------
    table : Table
        Of whatever size: only its first rows are looked at.
    """
    if len(table.header) > _WIDEST:
        return None
    table = with_header(table)
    seen = _first_sheet(table)
    if len(seen.rows) < _LEAST_ROWS:
        return None
    columns = _columns(seen)
    text, beside = _text(columns)
    if text is None:
        return None
    speaker = _speaker([one for one in columns if one is not text], text)
    clock = find_clock(columns, text)
    taken = [text, *([speaker.column] if speaker else []), *(clock.columns if clock else [])]
    others = [one for one in columns if one not in taken]
    if _points(text, speaker, clock) - _against(others, beside) < _ENOUGH:
        return None
    document = _document(seen, others, speaker)
    return _told(table, text, speaker, clock, document, beside)


def _points(text: Column, speaker: _Speaker | None, clock: Clock | None) -> int:
    """Count what speaks for a talk."""
    labelled = speaker is None and _is_labelled(text)
    named = bool(text.parts & TEXT)
    # Times and texts without speakers are a log of anything, unless the text is called speech.
    log = clock is None or not clock.gapless or bool(text.parts & ASIDE)
    if log and not (speaker or labelled or named):
        return 0
    told = (speaker.points if speaker else 0) + (clock.points if clock else 0)
    return told + named + 2 * labelled


def _against(others: Sequence[Column], beside: Sequence[str]) -> int:
    """Count what speaks for a survey or for passages that were coded elsewhere."""
    asked = any(one.parts & QUESTION and one.varied < HALF for one in others)
    coded = any(
        one.parts & CODES and len(one.filled) == len(one.cells) and len(one.labels) > 1
        for one in others
    )
    return max(0, len(beside) - 1) + (len(others) > _MOST_OTHERS) + asked + 2 * coded


def with_header(table: Table) -> Table:
    """Return a table under names of its own where its first row is no header but a turn."""
    first = tuple("" if name == f"column {at}" else name for at, name in enumerate(table.header, 1))
    sample = table.rows[:SAMPLE]
    if len(sample) < _LEAST_ROWS - 1 or not _is_turn(first, sample):
        return table
    header = tuple(f"column {at}" for at in range(1, len(first) + 1))
    line = max(1, table.lines[0] - 1)
    return replace(
        table,
        header=header,
        wordings=header,
        rows=(first, *table.rows),
        lines=(line, *table.lines),
        sheets=(*table.sheets[:1], *table.sheets),
    )


def _first_sheet(table: Table) -> Table:
    """Return the rows of one sheet, where several were put together: each is judged like it."""
    if not table.sheets:
        return table
    counts = Counter(table.sheets)
    title = next((one for one in counts if counts[one] >= _LEAST_ROWS), table.sheets[0])
    at = [place for place, sheet in enumerate(table.sheets) if sheet == title]
    return replace(
        table,
        header=table.header[:-1],
        wordings=table.wordings[:-1],
        rows=tuple(table.rows[place][:-1] for place in at),
        lines=tuple(table.lines[place] for place in at),
        sheets=(),
    )


def _is_turn(first: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether what stands in the place of a header is like the rows below it."""
    for place, name in enumerate(first):
        cells = [row[place] for row in rows]
        if not name.strip():
            continue
        times = times_in([name]), times_in(cells)
        if times[0] is not None and times[1] is not None and times[0].writing == times[1].writing:
            return True
        counts = Counter(folded(cell) for cell in cells if cell.strip())
        label = len(counts) <= _MOST_LABELS and counts[folded(name)] > 1
        if label and plausible(name) and len(counts) <= HALF * sum(counts.values()) + 1:
            return True
    return False


class _Speaker(NamedTuple):
    """A column of speakers: how much speaks for it, and why."""

    column: Column
    points: int
    why: str


def _columns(table: Table) -> list[Column]:
    """Take the first rows of every column that holds anything."""
    sample = table.rows[:SAMPLE]
    columns = [
        Column(place, name, [row[place] for row in sample])
        for place, name in enumerate(table.header)
    ]
    return [column for column in columns if column.filled]


def _text(columns: Iterable[Column]) -> tuple[Column | None, tuple[str, ...]]:
    """Choose the column of what was said, and name others that are as full of words."""
    able = [one for one in columns if _is_text(one)]
    if not able:
        return None, ()
    able = [one for one in able if not one.parts & ASIDE] or able
    called = [one for one in able if one.parts & TEXT and not one.parts & TRANSLATED]
    most = max(sum(map(len, one.filled)) for one in able)
    full = [one for one in called if sum(map(len, one.filled)) >= _BESIDE * most]
    chosen = (full or sorted(able, key=lambda one: -sum(map(len, one.filled))))[0]
    if not full:  # of a talk and its translation, what was said stands first
        alike = [one for one in able if sum(map(len, one.filled)) >= HALF * most]
        chosen = next((one for one in alike if not one.parts & TRANSLATED), chosen)
    own = sum(map(len, chosen.filled))
    beside = [
        one.name
        for one in able
        if one is not chosen and sum(map(len, one.filled)) >= _BESIDE * own and one.varied >= HALF
    ]
    return chosen, tuple(beside)


def _is_text(column: Column) -> bool:
    """Tell whether a column can hold what was said: words, one by one or in sentences."""
    called = bool(column.parts & TEXT)
    if column.times is not None or (column.parts & NO_TEXT and not called):
        return False
    if column.parts & NO_TEXT and column.letters < _TALKATIVE:
        return False
    enough = len(column.filled) >= HALF * len(column.cells)
    wordy = sum(any(map(str.isalpha, cell)) for cell in column.filled)
    codes = sum(cell.isascii() and " " not in cell for cell in column.filled)
    if column.letters >= 2 * _TALKATIVE and codes > HALF * len(column.filled):
        return False  # hashes, addresses
    sentences = codes <= HALF * len(column.filled)
    long = (column.letters >= _TALKATIVE and sentences) or _is_dense(column)
    varied = column.varied >= HALF or column.letters >= 2 * _TALKATIVE
    return enough and wordy >= HALF * len(column.filled) and (called or (long and varied))


def _is_dense(column: Column) -> bool:
    """Tell whether the cells are of a script in which a few signs make a sentence."""
    signs = "".join(column.filled[:_MOST_LABELS])
    dense = sum(sign >= "\u2e80" for sign in signs)
    return dense > HALF * len(signs) and column.letters >= _TALKATIVE / 2


def _speaker(columns: Sequence[Column], text: Column) -> _Speaker | None:
    """Choose the column of speakers: the one for which most speaks, of equals the first."""
    found = [_Speaker(one, *_speaks(one, text)) for one in columns if _names_people(one)]
    return max((one for one in found if one.points), key=lambda one: one.points, default=None)


def _is_labelled(text: Column) -> bool:
    """Tell whether the words themselves begin with who says them: ``INT: How ...``."""
    found = speakers_in(text.filled)
    several = len({label.key for label in found.values()}) > 1
    return several and len(found) >= HALF * len(text.filled)


def _names_people(column: Column) -> bool:
    """Tell whether the cells can be labels: short, few, and coming again and again."""
    labels = column.labels
    # Of the people whom a service hears, each may come in a talk of their own.
    most = len(column.filled) // _A_TALK if column.parts & SPEAKER else 0
    if not labels or len(labels) > max(_MOST_LABELS, most):
        return False
    if max(map(len, labels)) > _LONGEST_LABEL:
        return False
    if column.parts & LENGTH or (column.times is not None and not column.parts & SPEAKER):
        return False
    recurs = sum(labels.values()) >= 2 * len(labels) - 1 or len(column.filled) < 2 * _A_TALK
    again = len(labels) > 1 and max(labels.values()) > 1  # else each row is another person's
    return recurs or (again and column.times is None and bool(column.parts & SPEAKER))


def _speaks(column: Column, text: Column) -> tuple[int, str]:
    """Count what speaks for a column of speakers, and say it."""
    labels = [label for label in column.labels if plausible(label) or label.isdecimal()]
    if len(labels) < NEARLY_ALL * len(column.labels):
        return 0, ""
    called = bool(column.parts & SPEAKER) and (len(column.parts) < 3 or "speaker" in column.parts)  # noqa: PLR2004 -- 'who are you' asks
    if not called and _in_blocks(column):
        return 0, ""  # people take turns; documents and sites do not
    several = len(labels) > 1
    usual = several and any(may_ask(label.strip("[]()*. ")) for label in labels)
    machine = all(_MACHINE.fullmatch(label) for label in labels)
    points = 2 + (called and usual) if called or usual or machine else 0
    if not points and several and column.parts & PERHAPS_SPEAKER:
        points = 1
    if not points and several and all(codelike(label) for label in set(column.voices) if label):
        points = 1
    somebody_asks = several and _somebody_asks(column, text)
    if not points and not somebody_asks:
        return 0, ""
    shown = ", ".join(repr(label) for label in dict.fromkeys(filter(None, column.voices)))
    return points + somebody_asks, f"{len(labels)} short labels that come again: {shown[:60]}"


def _in_blocks(column: Column) -> bool:
    """Tell whether each value comes once, in a run of rows of its own."""
    blocks = [key for key, _ in groupby(folded(cell) for cell in column.filled)]
    return len(blocks) == len(set(blocks)) and len(column.filled) >= 2 * _A_TALK


def _somebody_asks(column: Column, text: Column) -> bool:
    """Tell whether one label asks far oftener than the others."""
    asking: Counter[str] = Counter()
    rows: Counter[str] = Counter()
    for label, said in zip(column.voices, text.cells, strict=True):
        if label and said:
            key = folded(label)
            rows[key] += 1
            asking[key] += asks(said)
    shares = sorted((asking[key] / rows[key] for key in rows if rows[key] > 1), reverse=True)
    return len(shares) > 1 and shares[0] >= _ASKS and shares[-1] <= HALF * shares[0]


def _document(table: Table, columns: Iterable[Column], speaker: _Speaker | None) -> Column | None:
    """Find a column that tells the talks of one table apart: its values come in blocks."""
    for column in columns:
        if not column.parts & DOCUMENT:
            continue
        cells = [row[column.place].strip() for row in table.rows]  # the first talk may be long
        blocks = [key for key, _ in groupby(cell for cell in cells if cell)]
        talks = len(set(blocks))
        if talks < 2 or len(blocks) != talks or len(cells) < _A_TALK * talks:  # noqa: PLR2004 -- several talks
            continue
        if speaker is None or _voices_a_block(column, speaker.column) > 1:
            return column
    return None


def _voices_a_block(column: Column, speaker: Column) -> float:
    """Return how many speakers a value of a column has on average."""
    voices = {
        (folded(block), folded(who))
        for block, who in zip(column.cells, speaker.voices, strict=True)
        if block and who
    }
    return len(voices) / max(1, len({block for block, _ in voices}))


def _told(
    table: Table,
    text: Column,
    speaker: _Speaker | None,
    clock: Clock | None,
    document: Column | None,
    beside: tuple[str, ...],
) -> Recognised:
    """Put the columns together, with what each stands on."""
    columns = TurnColumns(
        text=text.name,
        speaker=speaker.column.name if speaker else "",
        start=clock.start.name if clock and not clock.closing else "",
        end=(clock.end or clock.start).name if clock and (clock.end or clock.closing) else "",
        document=document.name if document else "",
    )
    reasons = [("speaker", speaker.why)] if speaker else []
    reasons.append(("text", f"what was said: {text.letters:.0f} letters a row"))
    if clock:
        reasons.append(("end" if clock.closing else "start", clock.why))
        reasons += [("end", "never before the start")] if clock.end else []
    if document:
        reasons.append(("document", "its values come in blocks: a talk each"))
    return Recognised(table, columns, tuple(reasons), beside)
