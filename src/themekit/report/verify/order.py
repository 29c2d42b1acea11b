"""What a report says comes first, or before something else, against the order of the rows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.report import words as said_as
from themekit.report.verify.result import Remark, shortened
from themekit.report.verify.sentences import section_figures
from themekit.report.verify.times import times_wrong
from themekit.report.verify.wording import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.figures import Figure
    from themekit.report.verify.model import Block
    from themekit.report.verify.sentences import Statement

_ORDINALS = {"": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5}
_COMMON = (
    r"(?:common(?:ly)?|often|frequent(?:ly)?|widespread|widely|mentioned|cited|prominent|reported|"
    r"raised|named)"
)
_MOST = re.compile(
    rf"\b(?:(?P<rank>second|third|fourth|fifth)[\s-])?most[\s-](?:\w+\s+)?{_COMMON}\b|\bcommonest\b"
    r"|\b(?:top|main|biggest|leading|largest|chief)\s+(?:\w+\s+)?(?:worr|concern|theme|reason|"
    r"topic|issue|problem|code|point)\w*"
    r"|\b(?:rank(?:ed|s)|came|comes|stood)\s+(?:first|top)\b(?!\s+to\b)|\btopped\s+the\s+list\b"
    r"|\bmore often than any(?:thing| other)\b|\bby the most\b|\babove all others?\b",
    re.IGNORECASE,
)
_OF_ALL = re.compile(
    r"\b(?:most[\s-](?:\w+\s+)?(?:frequent|common|widespread|raised|named|mentioned)|commonest)\s+"
    r"(?:code|point|topic|answer)\s+(?:of all|over ?all|in|of|across|among|was|is)\b",
    re.IGNORECASE,
)
_LEAST = re.compile(
    rf"\bleast[\s-](?:\w+\s+)?{_COMMON}\b|\brarest\b|\bmentioned least\b", re.IGNORECASE
)
_THAN = re.compile(
    r"\b(?P<more>more|less|fewer|rarer|oftener)\b(?:[^.;]*?)\bthan\b|\b(?P<ahead>ahead of|"
    r"outnumber\w*|outranked?|exceed\w*)\b"
    r"|\b(?P<before>came before|ranked above|stood before)\b|\b(?P<behind>came after|ranked "
    r"below|behind)\b"
    r"|\b(?P<follow>followed by)\b|(?<!twice )(?<!half )(?<!times )\b"
    r"(?P<same>as (?:often|many|common\w*) (?:[\w-]+ ){0,3}?as)\b",
    re.IGNORECASE,
)


_OF_THEMES = re.compile(r"\s*(?:theme|section|heading|area)s?\b", re.IGNORECASE)
_OF_CODES = re.compile(r"\s*(?:single\s+)?codes?\b", re.IGNORECASE)
_NAMES_IT = re.compile(r"(?:\b(?:was|were|is|are)|:)\s+(?:the\s+)?[\"\u201c'\u2018]?$")
_IS_NAMED = re.compile(r"[\"\u201d'\u2019]?,?\s*(?:was|were|is|are|came|comes)\b[^,.;]{0,40}$")


def order_remarks(one: Statement, block: Block, evidence: Evidence) -> Iterator[Remark]:
    """Yield what a statement says of an order that the rows do not have."""
    if one.is_cell:
        return
    places = _named_at(one)
    strands = one.strands or frozenset(f.strand for f in one.tied) or frozenset({said_as.ALL})
    waves = one.waves or frozenset(f.wave for f in one.tied)
    said = (
        times_wrong(one, strands, waves, evidence)
        or _than(one, places, strands, waves, evidence)
        or _first_theme(one, strands, waves, evidence)
        or _first(one, places, strands, waves, evidence)
    )
    is_of_all = _OF_ALL.search(one.bare) and not section_figures(block.sections, evidence)
    inside = any(
        re.search(
            rf"\b(?:in|within|under|for)\s+{re.escape(f.name.casefold())}", one.text.casefold()
        )
        for f in one.named
        if f.kind == "row" and not f.code_id
    )
    if not said and places and is_of_all and not inside:
        said = _first(one, places, strands, waves, evidence, everywhere=True)
    if said:
        yield Remark(
            "wrong",
            "order",
            block.place,
            shortened(one.text),
            said,
            "state the order of the rows",
            (one.block, one.start),
        )


Places = list[tuple[int, str]]


def _named_at(one: Statement) -> Places:
    """Return the codes that a statement names, with where; none twice."""
    low = one.text.casefold()
    found: Places = []
    names = {f.name: f for f in one.named if f.kind == "row" and f.code_id}
    names |= {f.name: f for f in one.tied if f.kind == "row" and f.code_id}
    places = {place.name: place.start for place in one.places}
    for name in sorted(names, key=lambda text: -len(text)):
        at = low.find(name.casefold())
        at = places.get(joined(name).strip(), -1) if at < 0 else at
        if at >= 0 and all(abs(at - place) > 1 for place, _ in found):
            found.append((at, name))
    return sorted(found)


def _row(
    name: str, strand: str, waves: frozenset[str], evidence: Evidence, *, theme: bool = False
) -> list[Figure]:
    return [
        f
        for f in evidence.figures
        if f.kind == "row"
        and bool(f.code_id) != theme
        and f.name == name
        and f.strand == strand
        and (not waves or f.wave in waves or not f.wave)
    ]


def _than(
    one: Statement,
    places: Places,
    strands: frozenset[str],
    waves: frozenset[str],
    evidence: Evidence,
) -> str:
    """Compare two codes that a statement compares; empty where it does not, or rightly."""
    found = _THAN.search(one.text)
    if found is None or len(places) < 2:  # noqa: PLR2004 - two are compared
        return ""
    before = [name for at, name in places if at < found.end()]
    after = [name for at, name in places if at >= found.end()]
    if found["more"] and before and not after:
        return ""
    if not before or not after:
        return ""
    first, second = before[-1] if not found["more"] else before[0], after[0]
    less = (found["more"] or "").casefold() in {"less", "fewer", "rarer"} or bool(found["behind"])
    for strand in sorted(strands):
        a, b = _row(first, strand, waves, evidence), _row(second, strand, waves, evidence)
        if not a or not b:
            continue
        x, y = (b[0], a[0]) if less else (a[0], b[0])
        if found["same"]:
            holds = x.n == y.n
        elif found["follow"]:
            holds = x.n >= y.n
        else:
            holds = x.n > y.n
        if not holds:
            return f"{a[0].said}; {b[0].said}"
    return ""


def _first(
    one: Statement,
    places: Places,
    strands: frozenset[str],
    waves: frozenset[str],
    evidence: Evidence,
    *,
    everywhere: bool = False,
) -> str:
    """Check what is said to be the most, or the least, common of its section."""
    spoken = evidence.without_names(one.bare)
    most, least = _MOST.search(spoken), _LEAST.search(spoken)
    names = [name for _, name in places] or [
        f.name for f in one.tied if f.kind == "row" and f.code_id
    ][:1]
    if not names or not (most or least):
        return ""
    name = _nearest(places, (most or least).start()) if places else names[0]  # type: ignore[union-attr]
    rank = _ORDINALS.get((most["rank"] or "").casefold(), 1) if most else 1
    told = ""
    for strand in sorted(strands):
        rows = _row(name, strand, waves, evidence)
        if not rows:
            continue
        verdicts = [
            _ranked(row, rank, evidence, least=bool(least and not most), everywhere=everywhere)
            for row in rows
        ]
        if all(verdicts):
            told = told or verdicts[0]
    return told


def _first_theme(
    one: Statement, strands: frozenset[str], waves: frozenset[str], evidence: Evidence
) -> str:
    """Check which theme is said to be the most common, or that a code is and is one."""
    most = _MOST.search(one.bare)
    themes = [f.name for f in one.named if f.kind == "row" and not f.code_id]
    name = next((name for name in themes if most and _tells_of(one.bare, name, most)), "")
    if most is None or not name:
        return ""
    what = one.bare[most.end() :]
    if _OF_CODES.match(what):
        return f"{name} is a theme of the codebook, not a code"
    if not _OF_THEMES.match(what) and not re.search(r"theme|section", most[0], re.IGNORECASE):
        return ""
    rank = _ORDINALS.get((most["rank"] or "").casefold(), 1)
    for strand in sorted(strands):
        rows = _row(name, strand, waves, evidence, theme=True)
        verdicts = [_ranked(row, rank, evidence, least=False, everywhere=True) for row in rows]
        if verdicts and all(verdicts):
            return verdicts[0]
    return ""


def _tells_of(text: str, name: str, most: re.Match[str]) -> bool:
    """Tell whether a name is what is said to be the most, not where something else is."""
    low, key = text.casefold(), name.casefold()
    at = low.find(key)
    if at >= most.end():
        return bool(_NAMES_IT.search(low[most.end() : at]))
    return at >= 0 and bool(_IS_NAMED.match(low[at + len(key) : most.start()]))


def _nearest(places: Places, at: int) -> str:
    """Return the first name behind a place, else the nearest before it."""
    before = [name for place, name in places if place < at]
    after = [name for place, name in places if place >= at]
    return after[0] if after and not before else before[0] if before else after[0]


def _ranked(row: Figure, rank: int, evidence: Evidence, *, least: bool, everywhere: bool) -> str:
    """Say which row stands where this one is said to; empty where it does."""
    siblings = [
        f
        for f in evidence.figures
        if f.kind == "row"
        and bool(f.code_id) == bool(row.code_id)
        and (everywhere or f.section == row.section or not row.code_id)
        and (f.outline == row.outline or (everywhere and row.code_id))
        and f.strand == row.strand
        and f.wave == row.wave
        and (f.code_id, f.name) != (row.code_id, row.name)
    ]
    if least:
        fewer = [f for f in siblings if f.n < row.n]
        return f"{row.said}; fewer: {fewer[0].said}" if fewer else ""
    more = sorted((f for f in siblings if f.n > row.n), key=lambda f: -f.n)
    at_least = sum(f.n >= row.n for f in siblings)
    if len(more) > rank - 1:
        return f"{row.said}; more: {more[0].said}"
    if at_least < rank - 1:
        return f"{row.said}; it comes first"
    return ""
