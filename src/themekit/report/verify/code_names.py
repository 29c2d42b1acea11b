"""What a report calls a code or a theme and the codebook does not have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit._yaml import did_you_mean
from themekit.names import folded
from themekit.report.verify.result import Remark, shortened
from themekit.report.verify.wording import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.model import Block

_CODED = re.compile(
    r"\b(?:sub-?)?(?:codes?|themes?|coded(?:\s+(?:as|under|with))?|categor(?:y|"
    r"ies))\s*(?:called|named|:|of|is|was|were|\()?\s*"
    r"[\u201c\"\u2018'\u00ab]([^\u201d\"\u2019\u00bb]{2,80})[\u201d\"\u2019'\u00bb]",
    re.IGNORECASE,
)
_BEHIND = re.compile(
    r"[\u201c\"\u2018'\u00ab]([^\u201c\u201d\"\u2018\u2019\u00ab\u00bb]{2,80})[\u201d\"\u2019'\u00bb]\s+(?:sub-?)?(?:code|theme|category)\b",
    re.IGNORECASE,
)
_COLON = re.compile(
    r"[(\[]\s*(?:codes?|themes?)\s*:\s*([^()\[\]]{2,160})[)\]]|^\s*(?:codes?|"
    r"themes?)\s*:\s*(.{2,160})$",
    re.IGNORECASE,
)
_WORD = re.compile(r"\b(?:sub-?)?(?:code|theme|category|codes|themes)\b", re.IGNORECASE)
_NEAR = 14


def name_remarks(number: int, block: Block, evidence: Evidence) -> Iterator[Remark]:
    """Yield names of codes and themes that there are not."""
    for at, name in _codes(block):
        if not _is_code(name, evidence):
            codebook = evidence.coded.codebook
            names = [*(code.name for code in codebook.codes), *codebook.theme_names]
            yield Remark(
                "wrong",
                "id",
                block.place,
                shortened(name),
                f"there is no code or theme '{name}'",
                did_you_mean(name, names) or "name one that the study holds",
                (number, at),
            )


def _codes(block: Block) -> Iterator[tuple[int, str]]:
    """Yield what a text calls a code or a theme."""
    for pattern in (_CODED, _BEHIND):
        for found in pattern.finditer(block.text):
            yield found.start(1), found[1].strip(" ,.;")
    for found in _COLON.finditer(block.text):
        for name in re.split(r"\s*;\s*", found[1] or found[2]):
            yield found.start(), name.strip(" ,.")
    for start, end in block.strong:
        near = block.text[max(0, start - _NEAR) : start]
        after = block.text[end : end + _NEAR]
        word = _WORD.search(near)
        is_before = (
            word is not None
            and not re.search(r"[.;!?]", near[word.end() :])
            and len(near[word.end() :].split()) < 2  # noqa: PLR2004 - next to it
        )
        if is_before or re.match(r"\s*(?:sub-?)?(?:code|theme)\b", after, re.IGNORECASE):
            yield start, block.text[start:end].strip(" ,.:;\u201c\u201d\"'")


def _is_code(name: str, evidence: Evidence) -> bool:
    said = joined(name)
    if said in evidence.names or not said.strip():
        return True
    codes = evidence.coded.codebook.codes
    if any(
        folded(name) in {folded(one.id), folded(one.shown_path), folded(one.plain_name)}
        for one in codes
    ):
        return True
    # Several names in a row, parted by commas: names hold commas and "and" too.
    pieces = [one for one in re.split(r"\s*,\s*|\s+and\s+", name) if one]
    return len(pieces) > 1 and all(joined(one) in evidence.names for one in pieces)
