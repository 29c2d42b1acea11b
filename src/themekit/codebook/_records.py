"""A theme and a code as frozen records."""

from __future__ import annotations

import json
import uuid
from dataclasses import dataclass, field
from typing import Literal

from themekit.codebook._patterns import Pattern, TokenPattern
from themekit.spans import parts_hash

NO_THEME = "No theme"
"""How a reader sees the theme of a code that has none (``Code.theme`` is then empty)."""

Frequency = Literal["often", "sometimes", "rarely", ""]
Direction = Literal["better", "same", "worse", "mixed", ""]

SEPARATOR = " > "
_GUIDS = uuid.UUID("6f0c9a52-3b0e-5d2c-9a53-7c1f4f3f6d10")


@dataclass(frozen=True, slots=True)
class Theme:
    """A group of codes with a central idea.

    Attributes
    ----------
    name : str
    statement : str
        The central idea in a sentence or two; may be empty.
    """

    name: str
    statement: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """What a coder may say of a passage, and when.

    Attributes
    ----------
    id : str
        Lower-case letters, digits and hyphens; unique in the codebook.
    name : str
        Unique within its parent.
    theme : str
        Top-level theme, resolved through the parents; empty where there is none.
    parent : str
        Name of the parent code; empty where a theme or nothing stands above.
    parent_id : str
        Id of the parent code; empty likewise.
    path : tuple of str
        Theme (where there is one), parent codes and name, from the top.
    also_in : tuple of str
        Further themes it is shown under.
    definition : str
    include, exclude : tuple of str
        Apply when; do not apply when.
    examples, near_misses : tuple of str
        Passages it applies to; passages that look like it and are not.
    frequency : {'often', 'sometimes', 'rarely', ''}
        How often its author expects it; empty where that is not said.
    direction : {'better', 'same', 'worse', 'mixed', ''}
        What it says of a person's situation; empty where it says nothing of it. It changes neither
        what the code means nor where it is suggested, so it is in no hash.
    patterns : tuple of str or TokenPattern
        Lemma phrases and spaCy token patterns.
    plain_name, plain_meaning, plain_example, plain_not_this : str
        For peer researchers, reading age about 11.
    content_note : str
        Shown before a hard passage.
    line : int or None
        Where it stands in the file, 1-based.
    """

    id: str
    name: str
    theme: str = ""
    parent: str = ""
    parent_id: str = ""
    path: tuple[str, ...] = ()
    also_in: tuple[str, ...] = ()
    definition: str = ""
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()
    frequency: Frequency = ""
    direction: Direction = ""
    patterns: tuple[Pattern, ...] = ()
    plain_name: str = ""
    plain_meaning: str = ""
    plain_example: str = ""
    plain_not_this: str = ""
    content_note: str = ""
    line: int | None = field(default=None, compare=False)

    @property
    def hash(self) -> str:
        """Hash of all that decides where the code is suggested: its meaning and its patterns."""
        lists = (self.include, self.exclude, self.examples, self.near_misses)
        patterns = [one.spec() if isinstance(one, TokenPattern) else one for one in self.patterns]
        return parts_hash(
            self.definition,
            *(json.dumps(one, ensure_ascii=False) for one in lists),
            json.dumps(patterns, ensure_ascii=False, sort_keys=True),
        )

    @property
    def meaning_hash(self) -> str:
        """Hash of what the code means to people: definition, criteria and examples."""
        lists = (self.include, self.exclude, self.examples, self.near_misses)
        return parts_hash(self.definition, *(json.dumps(one, ensure_ascii=False) for one in lists))

    @property
    def guid(self) -> str:
        """A GUID that is the same for the same id in every exchange file."""
        return str(uuid.uuid5(_GUIDS, self.id))

    @property
    def shown_path(self) -> str:
        """The path as ``Theme > Parent > Name``."""
        return SEPARATOR.join(self.path or (self.name,))
