"""A code and a codebook as their writer kept them, and what words in a head are about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

Part = Literal[
    "theme", "parent", "code", "subcode", "definition", "include", "exclude", "examples",
    "near_misses", "patterns",
]  # fmt: skip
LEVELS: tuple[Part, ...] = ("theme", "code", "subcode")
LISTS: tuple[Part, ...] = ("include", "exclude", "examples", "near_misses", "patterns")
_CALLED: tuple[tuple[Part, str], ...] = (
    ("near_misses", r"near[- ]?miss|not this|counter[- ]?example|looks like|non[- ]?example"),
    ("exclude", r"exclu|when not|(do|does|should|must) not|don.t|^not\b|without|not (apply|use)"),
    ("include", r"inclu|when to use|use when|appl(y|ies) (when|if)|criteria"),
    ("examples", r"example|typical|quot(e|ation)|anchor|illustrat|excerpt"),
    ("definition", r"definition|description|meaning|explanation|what it (means|is)|defined"),
    ("patterns", r"key ?words?|search terms?|phrases?|patterns?"),
    ("subcode", r"sub-? ?(code|theme|categor|node|tag)|child"),
    ("parent", r"^parent( code| node)?$"),
    ("theme", r"^((main |top[- ]level |parent )?theme|domain|dimension)s?$"),
    ("theme", r"^(group|section|family|code group|main (code|category)|super-?code)s?$"),
    ("code", r"^(code|tag|node|label|name|title|code ?name|code label|path)s?$|^code (?!id$)"),
    ("theme", r"^categor(y|ies)$"),
)
"""What a column, or the words before a colon, are about; the first that fits is right."""
OWN = (
    "also_in", "frequency", "direction", "plain_name", "plain_meaning", "plain_example",
    "plain_not_this", "content_note",
)  # fmt: skip
"""Columns of our own export that other codebooks do not have."""
OWN_ID = "code_id"
_MARKS = re.compile(r"^\s*(?:[-*+•–]|\d{1,2}[.)])\s+")
_QUOTED = re.compile(r"[\"“”„«»‘’']")
LONGEST_NAME = 120


@dataclass(slots=True)
class DraftCode:
    """A code as the file has it.

    Attributes
    ----------
    name, theme, parent : str
    place : str
        Where it stands, as a person counts.
    parts : dict
        Its definition as one text, everything else as texts.
    own : dict
        What stands in columns that are called as our own export calls them.
    rest : list of (heading, text)
        Columns that the codebook has no place for.
    """

    name: str
    theme: str = ""
    parent: str = ""
    place: str = ""
    parts: dict[Part, list[str]] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    rest: list[tuple[str, str]] = field(default_factory=list)


@dataclass(slots=True)
class DraftCodebook:
    """Themes with what is said of them, codes, and what a person should know.

    Attributes
    ----------
    themes : dict
        Statements by name, in order; empty where nothing is said.
    codes : list of DraftCode
    taken : list of str
        What was taken for what.
    doubts : list of str
        What could not be taken as it stands.
    """

    themes: dict[str, str] = field(default_factory=dict)
    codes: list[DraftCode] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def part_of(words: str) -> Part | None:
    """Return what a column's head, or the words before a colon, are about."""
    plain = " ".join(words.casefold().replace("_", " ").split()).strip(" :.*")
    return next((part for part, shape in _CALLED if re.search(shape, plain)), None)


def looks_like_codebook(header: Sequence[str]) -> bool:
    """Tell whether a table's head is a codebook's: codes, and what they mean."""
    parts = {part_of(cell) for cell in header if len(cell) < LONGEST_NAME}
    return bool(parts & set(LEVELS)) and bool(parts & {"definition", "include", "exclude"})


def several(part: Part, text: str) -> list[str]:
    """Return the texts of a cell: one definition, but every example by itself."""
    if part == "definition":
        return [one_line(text)]
    lines = [_MARKS.sub("", line) for line in text.splitlines() if line.strip()]
    if len(lines) == 1:
        ends = r";\s+" if part != "patterns" else r"[;,]\s*"
        pieces = re.split(ends, lines[0])
        lines = pieces if part == "patterns" or all(map(_is_quoted, pieces)) else lines
    return [one for one in (_unquoted(one_line(line)) for line in lines) if one]


def _is_quoted(text: str) -> bool:
    plain = text.strip()
    return len(plain) > 1 and bool(_QUOTED.match(plain[0]) and _QUOTED.match(plain[-1]))


def _unquoted(text: str) -> str:
    """Return a text without the marks around it; two quotations on one line stay as they are."""
    inner = text.strip()[1:-1] if _is_quoted(text) else text
    return text if re.search('["“”„«»]', inner) else inner.strip()


def one_line(text: str) -> str:
    """Return a text without line breaks."""
    return " ".join(text.split())


def short(text: str) -> str:
    """Return the beginning of a text."""
    return text if len(text) <= 60 else f"{text[:57]}..."  # noqa: PLR2004 -- as much as a line holds
