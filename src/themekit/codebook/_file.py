"""What codebook.yaml may say, field by field."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from themekit._yaml import Name, Names, Strict, Text, Texts
from themekit.codebook._records import Direction, Frequency

OTHERS_KEYS = ("level", "uses")
"""Bookkeeping that other tools write beside a code; read past, and said."""


def _several(value: Any) -> Any:
    """Take one phrase for a list of one."""
    return [value] if isinstance(value, str) else value


def _unsaid(value: Any) -> Any:
    """Take a key without a value for one that is left out."""
    return "" if value is None else value


class ThemeFile(Strict):
    """An entry of ``themes``."""

    name: Name
    statement: Text = ""


class CodeFile(Strict):
    """An entry of ``codes``."""

    name: Name
    id: Text = ""
    theme: Text = ""
    parent: Text = ""
    also_in: Names = ()
    definition: Text = ""
    include: Texts = ()
    exclude: Texts = ()
    examples: Texts = ()
    near_misses: Texts = ()
    frequency: Annotated[Frequency, BeforeValidator(_unsaid)] = ""
    direction: Annotated[Direction, BeforeValidator(_unsaid)] = ""
    patterns: Annotated[list[Any], BeforeValidator(_several)] = Field(default_factory=list)
    plain_name: Text = ""
    plain_meaning: Text = ""
    plain_example: Text = ""
    plain_not_this: Text = ""
    content_note: Text = ""


class CodebookFile(Strict):
    """The file as a whole; themes and codes are checked one by one."""

    name: Text = ""
    version: Text = ""
    themes: list[Any] | None = None
    codes: list[Any] = Field(default_factory=list)
