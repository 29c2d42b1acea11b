"""What may be wrong with how a file was read: the visible list of doubts, by name.

A doubt is a `Problem` of severity ``warning`` that carries one of these names, so that study.yaml
can say that it is meant (``expected: {no-speakers: [interviews/diary.txt]}``). Those who read a
file raise the doubts that only they can see; `themekit.reading.sense` raises the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from types import MappingProxyType

_PLAIN = re.compile(r"[\w./][\w./ ()#@&+-]*")

DOUBTS: Mapping[str, str] = MappingProxyType(
    {
        # who speaks
        "all-interviewer": "every word counts as the interviewer's",
        "interviewer-never-speaks": "a label named under 'interviewer' occurs nowhere",
        "interviewer-answers": "a label named under 'interviewer' answers, and another asks",
        "nobody-asks": "several people speak and none of them is known to ask",
        "no-speakers": "an interview or group in which no speakers were found",
        "labels-look-alike": "two labels differ only in case, accents, look-alike letters or marks",
        "too-many-speakers": "more speakers than a talk can have",
        "labels-are-tags": "speakers that are tags, tiers or keys of a head",
        # what kind of thing it is
        "table-is-talk": "a table with a row a turn is read as a survey",
        "table-is-written-interview": "a table of very long answers is read as a survey",
        "nothing-to-code": "nothing in it is to be coded",
        # tables
        "repeated-id": "an id that should tell respondents apart repeats",
        "row-a-question": "one row a respondent and question is read as one row a respondent",
        "rows-not-answers": "rows that hold wordings, a preview or a test, not an answer",
        "rows-unfinished": "rows of people who did not finish",
        "options-over-columns": "the options of one question are read as questions of their own",
        "column-swapped": "a column holds another thing in one wave than in the others",
        "values-swapped": "two values of a column have changed places in one wave",
        "corners-do-not-sum": "the corners of a triad do not come to the whole",
        "cannot-be-placed": "a place beyond the ends of what tellers were shown, or no number",
        "dates-two-ways": "a column with the day first in some dates and the month first in others",
        "wave-unfinished": "the last wave looks as if it were still being collected",
        "new-id-each-time": "an id that is new in each export stands for the person",
        "other-sheets": "sheets with content that were not read",
        # how the page was read
        "two-columns": "a page in columns, whose lines may be mixed",
        "hidden-text": "text that its program hides",
        "wrong-encoding": "words that look like those of another encoding",
        # across the study
        "same-text": "the same text comes twice",
        "boilerplate": "the same lines stand in most documents",
        "far-date": "a date years away from all others",
        "twice-in-a-wave": "a person comes twice in one wave",
        "attribute-changes": "an attribute of one person changes",
    }
)
"""Name -> what it means, in the order in which they are told."""


def misread(files: int) -> str:
    """Say how many files are doubted, in the words that stand wherever they are counted."""
    return f"{files:,} file{'' if files == 1 else 's'} may have been read wrongly"


def quoted(word: str) -> str:
    """Write a word as it may stand in a list of study.yaml."""
    plain = _PLAIN.fullmatch(word) and " #" not in word and word == word.strip()
    return word if plain else json.dumps(word, ensure_ascii=False)
