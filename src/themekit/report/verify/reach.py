"""Statements that reach farther than a sample: tests of significance, whole populations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.verify.claims import claims_in
from themekit.report.verify.result import Remark, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.model import Block
    from themekit.report.verify.sentences import Statement

_TESTED = re.compile(
    r"\bstatistical(?:ly)?[\s-]+significan(?:t|tly|ce)\b|\bp[\s-]?values?\b|"
    r"\bp\s*[<>=\u2264]\s*0?\.\d+",
    re.IGNORECASE,
)
_NOT = re.compile(
    r"\b(?:no|not|none|never|neither|nor|cannot|without)\b|n['\u2019]t\b", re.IGNORECASE
)
_BODIES = (
    r"(?:charities|organi[sz]ations|voluntary\s+organi[sz]ations|groups|people|residents|patients|"
    r"commissioners|leaders|services|providers|employers|households)"
)
_POPULATION = re.compile(
    rf"\b[A-Z]\w+['\u2019]s\s+(?:\w+\s+)?{_BODIES}\b|\b{_BODIES}\s+(?:in|across|of)\s+(?:the\s+)?"
    r"(?:[A-Z]\w+|country|city|capital|sector|nation)\b|"
    rf"\b{_BODIES}\s+(?:in\s+general|generally|everywhere|nationwide|nationally)\b|"
    r"\bthe\s+(?:whole\s+)?sector\s+(?:as\s+a\s+whole|in\s+general)\b"
)
_SAMPLE = re.compile(
    r"\b(?:sample|survey(?:ed)?|respondents?|participants?|interview(?:s|ed|ees?)?|asked|answered|"
    r"replied|took part|population|census|register)\b",
    re.IGNORECASE,
)


def reach_remarks(one: Statement, block: Block, evidence: Evidence) -> Iterator[Remark]:
    """Yield what only a probability sample could carry."""
    strands = {s.name: s.sample for s in evidence.coded.study.strands}
    meant = (one.strands or frozenset(f.strand for f in one.tied)) - {words.ALL}
    kinds = [strands[s] for s in meant if s in strands] or list(strands.values())
    if one.is_cell or all(kind in {"probability", "census"} for kind in kinds):
        return
    plain = evidence.without_names(one.bare)
    tested = _TESTED.search(plain)
    found = ""
    if tested and not _NOT.search(plain) and any(kind != "probability" for kind in kinds):
        found = "people were not drawn at random: a test of significance means nothing"
    elif _POPULATION.search(plain) and not _SAMPLE.search(plain):
        shares = [c for c in claims_in(plain) if c.kind in {"percent", "fraction"}]
        if shares and (one.tied or one.named or one.likely):
            found = "people were not drawn at random: a share of them is none of a population"
    if found:
        yield Remark(
            "doubtful",
            "sample",
            block.place,
            shortened(one.text),
            found,
            "say it of those who took part",
            (one.block, one.start),
        )
