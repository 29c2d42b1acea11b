"""How a code is worded: the phrases that its name, definition and criteria give to measure by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from themekit.codebook import readable

if TYPE_CHECKING:
    from themekit.codebook import Code, Codebook

Against = Literal["near miss", "exclude"]

TEMPLATES = (
    "{}",
    "This is about {}.",
    "The person talks about {}.",
    "I want to say something about {}",
)
SHORTEST = 15
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+")


@dataclass(frozen=True, slots=True)
class Wording:
    """The texts that stand for one code.

    Attributes
    ----------
    name : str
        Readable name: underscores and slashes are spaces.
    phrases : tuple of str
        Name in sentences, definition and its sentences, criteria to apply it, children's names.
    examples : tuple of str
    against : tuple of (kind, text)
        Near misses and exclusions.
    """

    name: str
    phrases: tuple[str, ...]
    examples: tuple[str, ...]
    against: tuple[tuple[Against, str], ...]


def worded(codebook: Codebook) -> tuple[Wording, ...]:
    """Return the wording of each code, in codebook order."""
    children: dict[str, list[str]] = {}
    for code in codebook.codes:
        if code.parent_id:
            children.setdefault(code.parent_id, []).append(readable(code.name))
    return tuple(_wording(code, children.get(code.id, [])) for code in codebook.codes)


def _wording(code: Code, children: list[str]) -> Wording:
    name = readable(code.name)
    phrases = [template.format(name) for template in TEMPLATES]
    if code.parent:  # a child's name often says only what sets it apart: 'General', 'Other'
        phrases.append(f"{readable(code.parent)}: {name}")
    if code.definition:
        sentences = _SENTENCE_END.split(code.definition)
        phrases += [f"{name}: {code.definition}", code.definition]
        phrases += [sentence for sentence in sentences if len(sentence) > SHORTEST]
    phrases += [*code.include, *children]
    against: list[tuple[Against, str]] = [("near miss", text) for text in code.near_misses]
    against += [("exclude", text) for text in code.exclude]
    return Wording(name, tuple(phrases), code.examples, tuple(against))
