"""Quotations: which ones a section shows, and what is said of where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.shown import attribution, codes_on

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from themekit.records import MatrixRow
    from themekit.report.inputs import ReportInputs


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation and where it comes from; `segment_id`, `document`, `case` are empty in public.

    Attributes
    ----------
    codes : tuple of str
        Names of the codes that it stands for.
    coders : tuple of str
        Names of those on whose word the codes hold.
    opposed : tuple of str
        Those of `codes` of which it says the opposite, by all on whose word they hold.
    status : str
        ``suggested``, ``uncertain``, ``checked``, ``both stand`` or ``disputed``.
    place : str
        What it stands for in its section: ``typical``, ``strong`` or ``against``; empty elsewhere.
    question : str
        What was asked; empty where nobody asked.
    voice, wave : str
        How the strand's words came to be (`Strand.voice`), where they are not people's own; when.
    start, end : int or None
        Where it stands in its document's text; None in public.
    """

    text: str
    attribution: str
    strand: str
    codes: tuple[str, ...]
    status: str
    coders: tuple[str, ...] = ()
    opposed: tuple[str, ...] = ()
    codebook_version: str = ""
    segment_id: str = ""
    document: str = ""
    case: str = ""
    place: str = ""
    question: str = ""
    voice: str = ""
    wave: str = ""
    start: int | None = None
    end: int | None = None

    @property
    def codes_text(self) -> str:
        """Names of its codes, which it opposes, and what they rest on if no person confirmed them.

        A quotation that speaks against a code would else be read as support.
        """
        status = words.QUOTED.get(self.status, "") if self.codes else ""
        names = [f"{one}: {words.OPPOSITE}" if one in self.opposed else one for one in self.codes]
        return "; ".join(part for part in (", ".join(names), status) if part)

    @property
    def credit(self) -> str:
        """What stands below the quotation."""
        parts = [self.attribution, *([self.segment_id] if self.segment_id else [])]
        if self.coders:
            parts.append(f"coded by {', '.join(self.coders)}")
        return " · ".join(parts)


QUOTE_LIMIT = 700
MOST, FEWEST, MOST_CODES = 4, 2, 3


def all_quotes(inputs: ReportInputs) -> tuple[Quote, ...]:
    """List every quotation of the first outline, code by code."""
    if not inputs.matrix.rows:
        return ()
    first = inputs.matrix.rows[0].outline
    rows = (row for row in inputs.matrix.rows if row.outline == first and row.code_id)
    pairs = dict.fromkeys((row.code_id, quote) for row in rows for quote in _usable(row, inputs))
    return tuple(quote_of(segment, {code}, inputs) for code, segment in pairs)


def section_quotes(
    rows: Sequence[Sequence[MatrixRow]], inputs: ReportInputs, codes: Collection[str]
) -> tuple[Quote, ...]:
    """Choose up to four quotations for a section, from different people and codes if possible.

    Parameters
    ----------
    rows : sequence of rows, each a sequence of its lines
    inputs : ReportInputs
    codes : collection of str
        Ids of the section's codes: a theme's own quotation is shown with those of them it holds.
    """
    order = sorted(rows, key=lambda lines: (not lines[0].code_id, -_most_cases(lines)))
    queues = [(lines[0].code_id, _in_order(lines, inputs)) for lines in order]
    depth = max((len(ids) for _, ids in queues), default=0)
    candidates = [(c, ids[at]) for at in range(depth) for c, ids in queues if at < len(ids)]
    chosen: dict[str, str] = {}
    for strictness in (2, 1, 0):
        for code, segment in candidates:
            if len(chosen) >= (MOST if strictness else FEWEST):
                break
            if _fits(code, segment, chosen, strictness, inputs):
                chosen[segment] = code
    return tuple(quote_of(s, {code} if code else codes, inputs) for s, code in chosen.items())


def _fits(
    code: str, segment: str, chosen: Mapping[str, str], strictness: int, inputs: ReportInputs
) -> bool:
    """Tell whether a quotation adds a new person (1) and a new code too (2)."""
    said = {inputs.segments[other].text for other in chosen}
    if inputs.segments[segment].text in said:
        return False
    if strictness > 1 and code in chosen.values():
        return False
    people = {inputs.case_of.get(s, s) for s in chosen}
    return strictness == 0 or inputs.case_of.get(segment, segment) not in people


def _most_cases(lines: Sequence[MatrixRow]) -> int:
    """Return the highest number of cases in any strand."""
    return max((row.cases or 0 for row in lines), default=0)


def _in_order(lines: Sequence[MatrixRow], inputs: ReportInputs) -> list[str]:
    """List a row's quotations once each: those of ``all`` first, then strand by strand."""
    ordered = sorted(lines, key=lambda row: row.strand != words.ALL)
    return list(dict.fromkeys(quote for row in ordered for quote in _usable(row, inputs)))


def _usable(row: MatrixRow, inputs: ReportInputs) -> Iterator[str]:
    """Yield the quotations of `row` that may be shown; a withheld cell gives none in public."""
    if inputs.public and row.suppressed:
        return
    for quote in row.quotes:
        if quote in inputs.segments and (not inputs.public or inputs.quotable(quote)):
            yield quote


def quote_of(segment_id: str, codes: Collection[str], inputs: ReportInputs) -> Quote:
    """Build the quotation for `codes`; in public with what stands for words that identify."""
    segment = inputs.segments[segment_id]
    strand = inputs.strand_of.get(segment.document, "")
    held = [c for c in codes_on(segment, inputs)[0] if c.code_id in codes]
    held = [c for c in held if c.status != "uncertain"] or held
    text = inputs.uses.shown(segment) if inputs.public else segment.text
    return Quote(
        text=words.trim_end(text, QUOTE_LIMIT),
        attribution=attribution(strand, inputs),
        strand=strand,
        codes=tuple(code.name for code in held[:MOST_CODES]),
        status=held[0].status if held else "suggested",
        coders=tuple(dict.fromkeys(name for c in held for name in c.credited)),
        opposed=tuple(code.name for code in held[:MOST_CODES] if code.stance == "against"),
        codebook_version=inputs.coded.codebook.version,
        segment_id=segment_id,
        document=segment.document,
        case=inputs.case_of.get(segment_id, ""),
    )
