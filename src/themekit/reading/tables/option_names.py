"""Which columns stand for an option of a question, from how survey tools name them.

REDCap ``services___1``, LimeSurvey ``G1Q1[SQ001]. Which? [Housing]``, KoboToolbox
``group/services/housing``, Google Forms and others ``Which? [Housing]``, ``Which? - Housing``.
Whether the cells below are ticks or ratings, `themekit.reading.tables.option_columns` sees.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from themekit.names import folded

TOOL, TITLE, CODE, GROUP = 2, 1, 0, -1
_LONGEST = 500  # signs of a name that is looked at: the patterns below try every place in it


class Option(NamedTuple):
    """What a column is of: the question's name and wording, and the option that it stands for.

    Attributes
    ----------
    name, question, option : str
    surely : int
        How far the naming alone says that it is an option: `TOOL` only a tool names columns so,
        `TITLE` a question and something under it, `CODE` numbered codes, `GROUP` perhaps only a
        group of questions.
    """

    name: str
    question: str
    option: str
    surely: int = TOOL


_REDCAP = re.compile(r"(.+?)___(\w+)")
_NEGATIVE = re.compile(r"_\d+")
_CHOICE = re.compile(r"(.+?)\s*\(choice=(.+)\)\s*")
_LIME = re.compile(r"(\w+)\[(\w+)\](?:[.:]?\s+(.*?)\s*\[([^\[\]]+)\])?\s*")
_BRACKETS = re.compile(r"(.+?)\s*\[([^\[\]]+)\]\s*")
_IN_PARENTHESES = re.compile(r"(.+?)\s*\(([^()]+)\)")
_DASHED = re.compile(r"(.{4,}?)(?:\s+[-\u2013\u2014|>]\s+|:\s+|(?<=[?])\s*[-\u2013:]\s*)(.+)")
_OPTION_FIRST = re.compile(r"([^:?]{1,80}):(\S.*[?])")
_NUMBERED = re.compile(r"(.*[A-Za-z].*?)[_.]?(?:[_.]|opt|sq)(\d{1,2})", re.IGNORECASE)
_OTHER = re.compile(
    r"(?:^|[\W_])other(?:[\W_]+(?:\(?please[\W_]*)?(?:specify|describe|state|text|comment)\)?)*\W*$"
    r"|(?:^|[\W_])(?:please[\W_]+)?specify\W*$",
    re.IGNORECASE,
)

_TEXT = re.compile(r"(.+?)(?:_\d{1,3})?_text", re.IGNORECASE)


def is_other(name: str) -> bool:
    """Tell whether a column is called like one for what people write beside "Other"."""
    return _OTHER.search(name[-_LONGEST:]) is not None


def stem_of_text(name: str) -> str:
    """Return the question beside which ``Q3_4_TEXT`` would stand; empty for other names."""
    found = _TEXT.fullmatch(name[:_LONGEST])
    return found[1] if found else ""


def options_of(header: Sequence[str], wordings: Sequence[str]) -> list[Option | None]:
    """Return for each column the option that its name says it stands for.

    Parameters
    ----------
    header, wordings : sequence of str
        The second may be empty or shorter.
    """
    names = [" ".join(name.split()) for name in header]
    told = [*wordings, *names[len(wordings) :]]
    known = {folded(name) for name in names}
    return [
        _option(name, " ".join(say.split()), known) for name, say in zip(names, told, strict=False)
    ]


def dashed(name: str, wording: str) -> Option | None:
    """Understand ``Q3_2`` with the wording ``Which do you use? - Selected Choice - Telephone``."""
    stem, _, number = name.rpartition("_")
    question, _, option = wording.rpartition(" - ")
    if (
        not question
        and len(wording) <= _LONGEST
        and (found := re.fullmatch(r"(.+[?])\s*-\s*(.+)", wording))
    ):
        question, option = found[1], found[2]
    if not stem or not number.isdecimal() or not question:
        return None
    return Option(stem, question.removesuffix(" - Selected Choice"), option.strip(), TITLE)


def _option(name: str, wording: str, known: set[str]) -> Option | None:
    """Understand one column by its name, or by its wording."""
    if len(name) > _LONGEST or len(wording) > _LONGEST:
        return None
    return _as_tools_write(name, wording) or _below(name, known) or _as_people_write(name, wording)


def _as_tools_write(name: str, wording: str) -> Option | None:
    """Understand the names of REDCap and LimeSurvey; with codes alone, a wording may say more."""
    if found := _CHOICE.fullmatch(name):
        return Option(found[1], found[1], found[2])
    if found := _REDCAP.fullmatch(name):
        said = _CHOICE.fullmatch(wording)
        if not said and _NEGATIVE.fullmatch(found[2]):  # ``support____98`` is the option -98
            return Option(found[1], found[1], f"-{found[2][1:]}")
    elif found := _LIME.fullmatch(name):
        if found[3]:
            return Option(f"{found[1]}. {found[3]}", found[3], found[4])
        said = _BRACKETS.fullmatch(wording) if wording != name else None
    else:
        return None
    return Option(found[1], said[1] if said else found[1], said[2] if said else found[2])


def _as_people_write(name: str, wording: str) -> Option | None:
    """Understand a question with something behind or before it, or a numbered code."""
    if found := _BRACKETS.fullmatch(name):
        return Option(found[1], found[1], found[2], TITLE)
    if found := _OPTION_FIRST.fullmatch(name):
        return Option(found[2], found[2], found[1], TITLE)
    if found := _DASHED.fullmatch(name):
        return Option(found[1], found[1], found[2], TITLE)
    found = _NUMBERED.fullmatch(name)
    if found is None:
        return None
    said = _BRACKETS.fullmatch(wording) or _DASHED.fullmatch(wording)
    question, option = (said[1], said[2]) if said else (found[1], found[2])
    return Option(found[1], question, option, TITLE if said else CODE)


def _below(name: str, known: set[str]) -> Option | None:
    """Understand ``group/services/housing``, beside ``group/services`` or on its own.

    Some tools write a dot or a colon; those say something beside the question's own column only.
    """
    inside = _IN_PARENTHESES.fullmatch(name)
    if inside and folded(inside[1]) in known:  # Tally: ``Which? (Housing)`` beside ``Which?``
        return Option(inside[1], inside[1], inside[2])
    stem, sign, option = next(
        (parts for sign in "/.:" if (parts := name.rpartition(sign))[0]), ("", "", "")
    )
    alone = folded(stem) not in known
    if not stem or not option.strip() or f" {sign} " in name or (sign != "/" and alone):
        return None
    question = stem if " " in stem else stem.rpartition("/")[2]
    surely = (TITLE if " " in stem else GROUP) if alone else TOOL
    return Option(stem, question, option.strip(), surely)
