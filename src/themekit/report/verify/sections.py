"""Sections of a report: what supports them, which are missing, what recommendations rest on."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.names import folded
from themekit.report.verify.claims import claims_in
from themekit.report.verify.result import Remark, shortened
from themekit.report.verify.wording import bare_heading, joined, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.model import Block
    from themekit.report.verify.quoting import Quoted
    from themekit.study import Finding, Recommendation

_BESIDE = re.compile(
    r"\b(?:introduction|background|context|method|methods|methodology|approach|design|limit\w*|"
    r"discussion|conclu\w*|"
    r"recommend\w*|reference\w*|bibliography|appendi\w*|annex|summary|acknowledge\w*|about|"
    r"contents|next|glossary|"
    r"abstract|overview|aims?|questions?|ethics|reflections?|data|sample|participants|who|how|"
    r"what|further|authors?|"
    r"implications|sources?|literature|contact|foreword|preface|findings|results|notes|quotations|tables?|credits?)\b"
)
_RECOMMEND = re.compile(r"\brecommend", re.IGNORECASE)
_NONE = re.compile(
    r"\b(?:no|not|none|nothing|without)\b[^.;]*\b(?:finding|findings|evidence|study|data|it)\b|"
    r"\binferred\b",
    re.IGNORECASE,
)
_ITEM_WORDS = 5
_LIKE = 82


def section_remarks(
    blocks: Sequence[Block], spans: Mapping[int, Sequence[Quoted]], evidence: Evidence
) -> Iterator[Remark]:
    """Yield headings with nothing below them that supports them, and sections that are missing."""
    headings = [(at, one) for at, one in enumerate(blocks) if one.kind == "heading"]
    matched = [(at, one) for at, one in headings if bare_heading(one.text) in evidence.sections]
    parents = {one.sections for _, one in matched}
    levels = {one.level for _, one in matched}
    for at, one in headings:
        is_section = bare_heading(one.text) in evidence.sections
        is_sibling = (
            len(matched) > 1
            and one.level in levels
            and one.sections in parents
            and not _BESIDE.search(one.text.casefold())
            and matched[0][0] < at
        )
        if (is_section or is_sibling) and not _is_supported(at, blocks, spans):
            yield Remark(
                "wrong" if is_section else "doubtful",
                "section",
                one.place,
                shortened(one.text),
                "no quotation and no number stands in it",
                "support it, or leave it out",
                (at, 0),
            )
    yield from _missing([bare_heading(one.text) for _, one in matched], evidence, len(blocks))


def _is_supported(at: int, blocks: Sequence[Block], spans: Mapping[int, Sequence[Quoted]]) -> bool:
    """Tell whether a quotation, a number or a marked row stands below a heading."""
    level = blocks[at].level
    for number in range(at + 1, len(blocks)):
        block = blocks[number]
        if block.kind == "quote":
            return True
        if block.kind == "heading":
            if block.level <= level:
                return False
            continue
        if block.marks or any(len(words_of(one.text)) > 3 for one in spans[number]):  # noqa: PLR2004 - a term
            return True
        found = claims_in(block.text)
        if any(one.kind != "quantifier" and (one.n or one.of or one.percent) for one in found):
            return True
        if any(one.kind == "fraction" for one in found):
            return True
    return False


def _missing(found: Sequence[str], evidence: Evidence, end: int) -> Iterator[Remark]:
    """Yield the sections of the outline that a report follows and that it has not."""
    if len(found) < 2:  # noqa: PLR2004 - one heading is no outline
        return
    outlines: dict[str, list[str]] = {}
    for row in evidence.matrix.rows:
        there = outlines.setdefault(row.outline, [])
        if row.section not in there:
            there.append(row.section)
    best = max(
        outlines,
        key=lambda name: sum(bare_heading(one) in found for one in outlines[name]),
        default="",
    )
    for section in outlines.get(best, []):
        if bare_heading(section) not in found:
            yield Remark(
                "undefined",
                "section",
                "",
                shortened(section),
                "a section of the study that the report has not",
                "say why it is left out",
                (end, 1),
            )


# -- recommendations ----------------------------------------------------------------------------


def recommendation_remarks(blocks: Sequence[Block], evidence: Evidence) -> Iterator[Remark]:
    """Yield recommendations that rest on no finding, or on others than the study says."""
    known = {folded(one.id): one for one in evidence.findings}
    if not known and not evidence.recommendations:
        return
    for at, block in enumerate(blocks):
        if block.kind not in {"paragraph", "cell"} or not _is_recommendation(block, evidence):
            continue
        if block.kind == "cell" and (
            block.row or len(words_of(block.text)) < _ITEM_WORDS or not block.column
        ):
            continue
        around = _around(at, blocks)
        named = [known[key] for key in _ids(around, known)]
        one = _matching(block.text, evidence)
        said = _verdict(one, named, around)
        if said:
            yield Remark(
                "wrong" if "no finding" in said else "doubtful",
                "recommendation",
                block.place,
                shortened(block.text),
                said,
                "name the findings that it rests on, or say that there are none",
                (at, 0),
            )


def _verdict(one: Recommendation | None, named: Sequence[Finding], around: str) -> str:
    """Say what is wrong with what a recommendation rests on; empty where nothing is."""
    if one is None:
        return "" if named or _NONE.search(around) else "it rests on no finding of the study"
    if one.link == "none" or not one.rests_on:
        if named:
            return f"the study says that {one.id} rests on no finding"
        return "" if _NONE.search(around) else f"it rests on no finding ({one.id})"
    others = [finding.id for finding in named if finding.id not in one.rests_on]
    if named and others:
        return f"{one.id} rests on {', '.join(one.rests_on)}, not on {', '.join(others)}"
    return ""


def _is_recommendation(block: Block, evidence: Evidence) -> bool:
    """Tell whether a block recommends something."""
    words = words_of(block.text)
    if len(words) < _ITEM_WORDS:
        return False
    if block.sections and _RECOMMEND.search(block.section):
        introduces = block.text.rstrip().endswith(":") or (
            _matching(block.text, evidence) is None and (not _asks(block.text))
        )
        return not introduces
    return bool(
        re.search(
            r"\b(?:we|the study|this report) (?:therefore )?recommends?\b",
            block.text,
            re.IGNORECASE,
        )
    )


def _asks(text: str) -> bool:
    """Tell whether a text asks somebody to do something rather than tell of what follows."""
    if re.search(r"\b(?:should|must|ought to|need to|recommend\w*)\b", text, re.IGNORECASE):
        return True
    first = re.sub(
        r"^\W*(?:(?:\d+|[A-Z]{1,2}\d+\w?|[Rr]ecommendation\s+\w+)[.:)]?\W+)*", "", text
    ).split()
    return bool(first) and first[0].casefold().strip(",.:") in _VERBS


_VERBS = frozenset(
    [
        "plan",
        "fund",
        "write",
        "work",
        "let",
        "give",
        "have",
        "make",
        "review",
        "partner",
        "help",
        "build",
        "set",
        "pay",
        "invest",
        "create",
        "ensure",
        "offer",
        "provide",
        "support",
        "train",
        "hire",
        "bring",
        "keep",
        "start",
        "stop",
        "use",
        "share",
        "publish",
        "run",
        "extend",
        "develop",
        "introduce",
        "establish",
        "commission",
        "design",
        "adopt",
        "protect",
        "measure",
        "collect",
        "involve",
        "include",
        "ask",
        "listen",
        "recognise",
        "reduce",
        "increase",
        "improve",
        "open",
        "close",
        "put",
        "open",
        "allow",
        "require",
        "appoint",
        "launch",
        "test",
        "monitor",
        "evaluate",
        "strengthen",
    ]
)


def _around(at: int, blocks: Sequence[Block]) -> str:
    """Return a recommendation with what follows it in its item: the rest of its row, its basis."""
    block = blocks[at]
    text = block.text
    for after in blocks[at + 1 : at + 4]:
        if after.kind == "heading":
            break
        if block.kind == "cell":
            if after.kind != "cell" or not after.row:
                break
            text += " " + after.text
        elif re.match(
            r"\W*(?:rests? on|basis|based on|evidence|findings?|link|addressed? to|no finding)\b",
            after.text,
            re.IGNORECASE,
        ):
            text += " " + after.text
        else:
            break
    return text


def _ids(text: str, known: Mapping[str, Finding]) -> list[str]:
    return [
        key
        for one in re.findall(r"[A-Za-z]*\d[\w.\-]*", text)
        if (key := folded(one.strip("."))) in known
    ]


def _matching(text: str, evidence: Evidence) -> Recommendation | None:
    """Return the study's recommendation that a text writes, if it is one."""
    from rapidfuzz import fuzz

    said = joined(text).strip()
    best, score = None, 0.0
    for one in evidence.recommendations:
        there = joined(one.text).strip()
        like = (
            fuzz.partial_ratio(there, said)
            if len(there) <= len(said) * 1.1
            else fuzz.ratio(there, said)
        )
        if like > score:
            best, score = one, like
    if best is not None and score >= _LIKE:
        return best
    found = re.match(r"\W*(?:recommendation\s+)?([A-Z]{1,3}\d+[a-z]?)\b", text, re.IGNORECASE)
    ids = {folded(one.id): one for one in evidence.recommendations}
    return ids.get(folded(found[1])) if found else None
