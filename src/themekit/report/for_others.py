"""Exported tables as somebody outside may have them.

Words stand as `themekit.disclosure.Uses` shows them, and only where it lets them; every id of a
document, a person, a coder or an event is an opaque key.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.events import Coding
from themekit.report.csvtext import Cell, Row, Table
from themekit.report.export_tables import (
    CASES,
    CODEBOOK,
    attribute_names,
    codebook,
    documents_of,
    taking_part,
)
from themekit.report.work_tables import AROUND, CODINGS, codings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from themekit.codebook import Codebook
    from themekit.decisions import CodedStudy
    from themekit.disclosure import Uses, WhyNot
    from themekit.events import Anchored
    from themekit.records import Case, Segment

Key = Callable[[str, str], str]
"""Gives the opaque key for a kind and a target."""
_KINDS = {
    "event_id": "event", "act": "act", "document": "document", "segment_id": "segment",
    "text_hash": "text", "coder": "coder", "entered_by": "coder", "draw": "draw",
    "code_hash": "code version", "meaning_hash": "meaning", "codebook_hash": "codebook",
}  # fmt: skip
"""Columns that name something, and as what.

Hashes too: a codebook's examples are people's words, and whoever guesses the name that was replaced
in one could try the guess at a plain hash.
"""
_EXAMPLES = frozenset({"examples", "near_misses", "plain_example", "plain_not_this"})


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not for others.

    Attributes
    ----------
    why : str
        As `themekit.disclosure.WhyNot` says it.
    name : str
        The document or the case, for the researcher.
    """

    why: WhyNot
    name: str


@dataclass(frozen=True, slots=True)
class ForOthers:
    """A table for others, and the rows that are left out of it."""

    table: Table
    rows: int
    refused: tuple[Refused, ...] = ()


def codebook_for_others(found: Codebook, uses: Uses) -> ForOthers:
    """Tabulate the codebook without examples: nobody knows any more whose words they were."""
    rows = [
        [
            "" if name in _EXAMPLES else _anywhere(cell, uses)
            for name, cell in zip(CODEBOOK, row, strict=True)
        ]
        for row in codebook(found).rows
    ]
    return ForOthers(Table(CODEBOOK, rows), len(rows))


def cases_for_others(coded: CodedStudy, uses: Uses, key: Key) -> ForOthers:
    """Tabulate those who agreed that others read, all of whose documents were read before."""
    people, of, rows = taking_part(coded), documents_of(coded), list[list[Cell]]()
    names, refused = attribute_names(people), list[Refused]()
    for case in people:
        if why := _why_no_case(case, of[case.id], uses):
            refused.append(Refused(why, case.id))
            continue
        known = dict(case.attributes)
        strands = "; ".join(dict.fromkeys(coded.strand_of[one] for one in of[case.id]))
        rows.append(
            [
                key("case", case.id),
                uses.replacements.anywhere(case.organisation) if case.consent_named else "",
                "; ".join(key("document", one) for one in of[case.id]),
                uses.replacements.anywhere(strands),
                *(_anywhere(known.get(name), uses) for name in names),
            ]
        )
    header = [uses.replacements.anywhere(name) for name in (*CASES, *names)]
    return ForOthers(Table(tuple(header), rows), len(rows), tuple(refused))


def _why_no_case(case: Case, documents: Sequence[str], uses: Uses) -> WhyNot:
    if not case.consent_review:
        return "not agreed" if "review" in case.consent_told else "not known"
    return "" if all(map(uses.gate.is_open, documents)) else "unmarked"


def codings_for_others(
    coded: CodedStudy, uses: Uses, key: Key, *, texts: Mapping[str, str]
) -> ForOthers:
    """Tabulate coding events on words of people who agreed to be quoted.

    The columns are those of codings.csv, and `credit` beside the coder's key: how they wish to be
    named.
    """
    credit = {coder.id: coder.credit for coder in coded.coders}
    rows, refused = list[Row](), list[Refused]()
    events = (event for event in coded.events if type(event) is Coding)
    for event, row in zip(events, codings(coded, texts=texts).rows, strict=True):
        there = _words_of(coded, event)
        if why := _why_no_coding(coded, event, there, uses):
            refused.append(Refused(why, event.document))
            continue
        cells = dict(zip(CODINGS, row, strict=True))
        cells |= _shown(coded, event, there, uses)
        rows.append([*_with_keys(cells, uses, key).values(), credit.get(event.coder, "")])
    return ForOthers(Table((*CODINGS, "credit"), rows), len(rows), tuple(refused))


def _words_of(coded: CodedStudy, event: Coding) -> list[Segment]:
    """Return the units in which an event lies now."""
    return [coded.segment_by_id[one] for one in coded.decisions.segments_of(event)]


def _why_no_coding(
    coded: CodedStudy, event: Coding, there: Sequence[Segment], uses: Uses
) -> WhyNot:
    """Say why an event is not for others; nothing where it is, or where it lies on no words."""
    if not event.document:
        return ""
    where = coded.decisions.record.where(event)
    present = {one.id: one for one in coded.documents}.get(where.document)
    if present is None or present.text_hash != where.text_hash:
        return "former text"
    reasons = [why for one in there if (why := uses.why_not(one))]
    if reasons or not there:
        return reasons[0] if reasons else "not known"
    beside = list(present.text[where.start : where.end])
    for one in there:
        low, high = max(one.start, where.start), min(one.end, where.end)
        beside[low - where.start : high - where.start] = " " * (high - low)
    # Whoever spoke in between has been asked nothing.
    return "not known" if "".join(beside).strip() else ""


def _shown(
    coded: CodedStudy, event: Coding, there: Sequence[Segment], uses: Uses
) -> dict[str, Cell]:
    """Return an event's words as they are shown; around them only what the same people said."""
    cells: dict[str, Cell] = {"quote": "", "prefix": "", "suffix": ""}
    if not event.document:
        return cells
    where: Anchored = coded.decisions.record.where(event)
    low = max(min(one.start for one in there), where.start - AROUND)
    high = min(max(one.end for one in there), where.end + AROUND)
    quoted = uses.replacements.snap(where.document, where.start, where.end)
    for name, start, end in (
        ("quote", quoted.start, quoted.end),
        ("prefix", min(low, quoted.start), quoted.start),
        ("suffix", quoted.end, max(high, quoted.end)),
    ):
        cells[name] = uses.replacements.text(where.document, start, end) if start < end else ""
    return cells | {"start": where.start, "end": where.end}


def _with_keys(cells: Mapping[str, Cell], uses: Uses, key: Key) -> dict[str, Cell]:
    """Return a row with opaque keys for whatever names somebody, and its other texts replaced."""

    def keys(kind: str, name: str) -> str:
        return " ".join(key(kind, one) for one in str(cells[name] or "").split(" ") if one)

    def one(kind: str, name: str) -> str:
        return key(kind, str(cells[name])) if cells[name] else ""

    return {
        **cells,
        **{name: one(kind, name) for name, kind in _KINDS.items()},
        **{name: keys("event", name) for name in ("settles", "replaces")},
        **{name: _anywhere(cells[name], uses) for name in ("code", "code_id", "model", "memo")},
    }


def _anywhere(cell: Cell, uses: Uses) -> Cell:
    return uses.replacements.anywhere(cell) if isinstance(cell, str) else cell
