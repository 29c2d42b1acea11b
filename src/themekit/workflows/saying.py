"""A list of passages said as a sentence, and what would fill it where it is empty."""

from __future__ import annotations

import re
from collections.abc import Mapping

from themekit.workflows.lists import Asked

_WHERE: dict[str, tuple[str, str]] = {
    "disputed": ("where people disagree", " about {}"),
    "read differently": ("that people read differently", " for {}"),
    "needs another reader": ("that need another reader", " for {}"),
    "reopened": ("that were settled and spoken of again", " for {}"),
    "both stand": ("where both readings stand", " for {}"),
    "suggested": ("where a code is suggested and nobody has looked", ""),
    "uncertain": ("where a code is suggested, but not surely", ""),
    "holds": ("where people say that a code applies", ""),
    "does not hold": (
        "where a code was suggested or spoken of, and people answered no or left it open",
        "",
    ),
    "read for some codes": ("where people have looked, but not for every code as it reads now", ""),
    "not looked at": ("that nobody has looked at", " for {}"),
}
"""How a state is said, and how a code is named behind it; else it stands for 'a code' there."""
_ANY = re.compile(r"\b(?:a|every) code\b")
NAMES: dict[str, str] = {
    "disputed": "people disagree",
    "read differently": "read differently",
    "needs another reader": "needs another reader",
    "reopened": "spoken of again",
    "both stand": "both readings stand",
    "suggested": "suggested",
    "uncertain": "suggested, not surely",
    "holds": "applies",
    "does not hold": "does not apply",
    "read for some codes": "read for some codes only",
    "not looked at": "not looked at",
}
"""What a researcher reads for each state."""
SIGNS: dict[str, str] = {
    "disputed": "≠", "read differently": "≠", "needs another reader": "?", "reopened": "↺",
    "both stand": "⇄", "suggested": "◇", "uncertain": "◌", "holds": "✓", "does not hold": "✗",
    "read for some codes": "◐",
}  # fmt: skip
"""A sign beside the word, so that colour says nothing alone."""
_FILLED_BY: dict[str, str] = {
    "disputed": "It fills when two people have read a passage and only one of them says that a "
    "code applies.",
    "read differently": "It fills when two people have read a passage and do not say the same.",
    "needs another reader": "It fills when somebody is unsure of a code and nobody else has "
    "looked there.",
    "reopened": "It fills when somebody speaks of a passage after it was settled.",
    "both stand": "It fills when people settle that both readings stand.",
    "suggested": "It fills when 'themekit run' suggests codes; what people look at leaves it.",
    "uncertain": "It fills when 'themekit run' is unsure of a code; what people look at leaves it.",
    "holds": "It fills when somebody says that a code applies.",
    "does not hold": "It fills when somebody answers no, or leaves open a code that was suggested.",
    "read for some codes": "It fills when somebody answers for some codes of a passage; once it is "
    "read for every code it leaves it.",
    "not looked at": "Every passage here has been looked at.",
}


def filter_said(asked: Asked, names: Mapping[str, str]) -> str:
    """Say which passages are asked for: ``where people disagree about Long waits``.

    Parameters
    ----------
    asked : Asked
    names : mapping of id to name
        Of the code, the document and the coder that are asked for.
    """
    code = names.get(asked.code, asked.code)
    parts = []
    if asked.state:
        said, about = _WHERE[asked.state]
        if code:
            said = said + about.format(code) if about else _ANY.sub(lambda _: code, said)
        parts.append(said)
    elif code:
        parts.append(f"where {code} applies, may apply or is in doubt")
    if asked.coder:
        parts.append(f"that {names.get(asked.coder, asked.coder)} has read")
    if asked.strand:
        parts.append(f"in {asked.strand}")
    if asked.document:
        parts.append(f"of {names.get(asked.document, asked.document)}")
    return " ".join(parts)


def count_said(count: int, of: int, said: str) -> str:
    """Say how many passages there are and of how many: ``12 of 762 passages where ...``."""
    if count == of:
        number = f"{count:,} {'passage' if count == 1 else 'passages'}"
    else:
        number = f"{count:,} of {of:,} {'passage' if of == 1 else 'passages'}"
    if of == 1:
        said = said.replace("that need ", "that needs ").replace("that were ", "that was ")
    return f"{number} {said}".strip()


def filled_by(asked: Asked) -> str:
    """Say what would fill an empty list."""
    if asked.state:
        return _FILLED_BY[asked.state]
    if asked.code:
        return "It fills when the code is suggested, or somebody says that it applies."
    if asked.coder:
        return "It fills when this person has read a passage."
    return "It fills when 'themekit run' has read the study's files."
