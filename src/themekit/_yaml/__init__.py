"""What study.yaml and codebook.yaml share: text with line numbers, plain values, plain words.

A file is read in three steps: bytes to text (`read_text`), text to plain data in which every
scalar is still the text that stands in the file (`read_yaml`), and data to a checked model in
which the field says what the text means (`validate`). So ``version: 1.10`` stays ``1.10`` and an
answer ``no`` stays ``no``.
"""

from __future__ import annotations

from themekit._yaml._compose import Loc, YamlFile, parse_yaml, read_yaml
from themekit._yaml._explain import validate
from themekit._yaml._names import did_you_mean, listed, nearest, slugify
from themekit._yaml._source import MAX_BYTES, read_bytes, read_text
from themekit._yaml._types import (
    Count,
    Flag,
    Fraction,
    Name,
    Names,
    Raw,
    Strict,
    Text,
    Texts,
    as_flag,
    complain,
)

__all__ = [
    "MAX_BYTES",
    "Count",
    "Flag",
    "Fraction",
    "Loc",
    "Name",
    "Names",
    "Raw",
    "Strict",
    "Text",
    "Texts",
    "YamlFile",
    "as_flag",
    "complain",
    "did_you_mean",
    "listed",
    "nearest",
    "parse_yaml",
    "read_bytes",
    "read_text",
    "read_yaml",
    "slugify",
    "validate",
]
