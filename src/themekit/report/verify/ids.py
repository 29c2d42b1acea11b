"""Ids in a report that the study does not have: of findings, people, recommendations, passages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit._yaml import did_you_mean
from themekit.names import folded
from themekit.report.verify.mentions import unknown_ids
from themekit.report.verify.result import Remark, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.model import Block

_FINDING = re.compile(r"\bfindings?\s+([A-Za-z]{0,3}\d+(?:\.\d+)*)", re.IGNORECASE)
_RECOMMENDATION = re.compile(r"\brecommendations?\s+([A-Z]\d+[a-z]?)\b")
Unknown = tuple[str, str, str, int]
"""What it is meant to be, what is said, what is near it, and where it stands."""


def id_remarks(number: int, block: Block, evidence: Evidence) -> Iterator[Remark]:
    """Yield ids of findings, people, recommendations and passages that there are not."""
    told: set[str] = set()
    for what, found, near, at in (*_shaped(block.text, evidence), *_headed(block.text, evidence)):
        if found not in told:
            told.add(found)
            yield _remark(number, block, what, found, near, at)
    for at, said in _places(block.text, evidence):
        if said not in told:
            told.add(said)
            yield _remark(number, block, "passage", said, "", at)


def _remark(number: int, block: Block, what: str, said: str, near: str, at: int) -> Remark:
    return Remark(
        "wrong",
        "id",
        block.place,
        shortened(said),
        f"there is no {what} '{said}'",
        near or "name one that the study holds",
        (number, at),
    )


def _shaped(text: str, evidence: Evidence) -> Iterator[Unknown]:
    """Yield what has the shape of an id of the study and is none."""
    kinds = (
        ("finding", [one.id for one in evidence.findings]),
        ("participant", _people(evidence)),
        ("recommendation", [one.id for one in evidence.recommendations]),
    )
    spare = frozenset(folded(one) for _, known in kinds for one in known)
    for what, known in kinds:
        for found in unknown_ids(text, known, spare):
            yield what, found[0], did_you_mean(found[0], list(known)), found.start()


def _headed(text: str, evidence: Evidence) -> Iterator[Unknown]:
    """Yield ids behind *finding* and *recommendation* that are none of the study's."""
    for pattern, what, known in (
        (_FINDING, "finding", [one.id for one in evidence.findings]),
        (_RECOMMENDATION, "recommendation", [one.id for one in evidence.recommendations]),
    ):
        for found in pattern.finditer(text):
            is_known = folded(found[1]) in set(map(folded, known))
            if known and not is_known and _like(found[1], known):
                yield what, found[1], did_you_mean(found[1], known), found.start()


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
