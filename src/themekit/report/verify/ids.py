"""Ids and names of codes in a report: those that the study does not have."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit._yaml import did_you_mean
from themekit.names import folded
from themekit.report.verify.mentions import unknown_ids
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
_FINDING = re.compile(r"\bfindings?\s+([A-Za-z]{0,3}\d+(?:\.\d+)*)", re.IGNORECASE)
_RECOMMENDATION = re.compile(r"\brecommendations?\s+([A-Z]\d+[a-z]?)\b")


def id_remarks(  # noqa: C901 - a kind of id after the other
    number: int, block: Block, evidence: Evidence
) -> Iterator[Remark]:
    """Yield ids and names of codes that there are not."""

    def remark(what: str, said: str, near: str, at: int) -> Remark:
        return Remark(
            "wrong",
            "id",
            block.place,
            shortened(said),
            f"there is no {what} '{said}'",
            near or "name one that the study holds",
            (number, at),
        )

    findings = [one.id for one in evidence.findings]
    recommendations = [one.id for one in evidence.recommendations]
    people = _people(evidence)
    spare = frozenset(map(folded, (*findings, *recommendations, *people)))
    told: set[str] = set()
    for what, known in (
        ("finding", findings),
        ("participant", people),
        ("recommendation", recommendations),
    ):
        for found in unknown_ids(block.text, known, spare):
            if found[0] not in told:
                told.add(found[0])
                yield remark(what, found[0], did_you_mean(found[0], list(known)), found.start())
    for pattern, what, known in (
        (_FINDING, "finding", findings),
        (_RECOMMENDATION, "recommendation", recommendations),
    ):
        for found in pattern.finditer(block.text):
            is_known = folded(found[1]) in set(map(folded, known))
            if known and not is_known and found[1] not in told and _like(found[1], known):
                told.add(found[1])
                yield remark(what, found[1], did_you_mean(found[1], known), found.start())
    for at, said in _places(block.text, evidence):
        if said not in told:
            told.add(said)
            yield remark("passage", said, "", at)
    for at, name in _codes(block):
        if not _is_code(name, evidence):
            names = [code.name for code in evidence.coded.codebook.codes] + list(
                evidence.coded.codebook.theme_names
            )
            yield remark("code or theme", name, did_you_mean(name, names), at)


def _like(said: str, known: list[str]) -> bool:
    """Tell whether an id is written as those of the study are, or is a bare number."""
    return bool(said) and (said[0].isdigit() or any(one[:1] == said[:1] for one in known))


def _people(evidence: Evidence) -> list[str]:
    """Return the ids under which people and their documents are told."""
    found = dict.fromkeys(evidence.coded.cases)
    found |= dict.fromkeys(one.name for one in evidence.coded.documents)
    return list(found)


def _places(text: str, evidence: Evidence) -> Iterator[tuple[int, str]]:
    """Yield what is written as a document's or a segment's id and is none."""
    slugs = "|".join(re.escape(one.slug) for one in evidence.coded.study.strands if one.slug)
    if not slugs:
        return
    documents = {one.id for one in evidence.coded.documents}
    for found in re.finditer(rf"(?<![\w/])(?:{slugs})/[\w#.\-]+(?:/[\w#.\-]+)*", text):
        said = found[0].rstrip(".")
        if said not in documents and said not in evidence.coded.segment_by_id:
            yield found.start(), said


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
