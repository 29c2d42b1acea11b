"""A quotation: its words, and what is said of where they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.language import is_prose, telling
from themekit.report import words
from themekit.report.evidence import evidence_of
from themekit.report.excerpts import MOST_WORDS, excerpt, marked
from themekit.report.shown import attribution, codes_on
from themekit.spans import Span, strip

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.records import MatrixRow, Segment
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
    carries : str
        Name of the code of which the words shown hold the evidence, and which they affirm by
        people's word; else empty.
    brief : str
        As few of its words as two pages have room for, with that evidence; empty where it is
        longer, or not known.
    unsaid : bool
        Whether it stands for what is against, and nobody has said that it speaks against it.
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
    carries: str = ""
    brief: str = ""
    unsaid: bool = False

    @property
    def codes_text(self) -> str:
        """Names of its codes, which it opposes, and what they rest on if no person confirmed them.

        A quotation that speaks against a code would else be read as support.
        """
        status = words.QUOTED.get(self.status, "") if self.codes else ""
        names = [f"{one}: {words.OPPOSITE}" if one in self.opposed else one for one in self.codes]
        unsaid = words.UNSAID if self.unsaid else ""
        return "; ".join(part for part in (", ".join(names), status, unsaid) if part)

    @property
    def unchecked(self) -> bool:
        """Whether only the machine says that its code holds: never in a summary."""
        return self.status in ("suggested", "uncertain")

    @property
    def credit(self) -> str:
        """What stands below the quotation."""
        parts = [self.attribution, *([self.segment_id] if self.segment_id else [])]
        if self.coders:
            parts.append(f"coded by {', '.join(self.coders)}")
        return " · ".join(parts)


MOST_CODES = 3
WRITTEN_ABOUT = "written about"
OF_STAFF = "from staff notes"
"""How words are credited that others wrote of people: nobody said them."""
QUESTION_LIMIT = 400
BRIEF = 320
"""Characters of a quotation on the two pages."""
BRIEF_WORDS = (60, 50, 40, 30, 20)


@dataclass(frozen=True, slots=True)
class Words:
    """Which words of a passage are quoted, and what for.

    Attributes
    ----------
    place : str
    part : Span or None
        Range of the document's text that somebody chose; None where it follows from the passage.
    """

    place: str = ""
    part: Span | None = None


def all_quotes(inputs: ReportInputs) -> tuple[Quote, ...]:
    """List every quotation of the first outline, code by code, once a code that it holds itself.

    What a row counts of a code below it stands under that one.
    """
    if not inputs.matrix.rows:
        return ()
    first = inputs.matrix.rows[0].outline
    rows = (row for row in inputs.matrix.rows if row.outline == first and row.code_id)
    pairs = dict.fromkeys((row.code_id, quote) for row in rows for quote in _usable(row, inputs))
    quotes = (quote_of(segment, (code,), inputs) for code, segment in pairs)
    return tuple(one for one in quotes if one.codes)


def _usable(row: MatrixRow, inputs: ReportInputs) -> Iterator[str]:
    """Yield the quotations of `row` that may be shown; a withheld cell gives none in public."""
    if inputs.public and row.suppressed:
        return
    for quote in row.quotes:
        known = quote in inputs.segments and is_quotable(quote, inputs)
        if known and (not inputs.public or inputs.quotable(quote)):
            yield quote


def is_quotable(segment_id: str, inputs: ReportInputs) -> bool:
    """Tell whether words are fit to stand as a quotation: of literature only whole sentences.

    Headings, rows of tables, references and notes on the work are nothing that anybody says.
    """
    segment = inputs.segments[segment_id]
    strand = inputs.strand(inputs.strand_of.get(segment.document, ""))
    if strand is not None and strand.kind == "literature":
        return telling(segment.text).stands_alone
    return is_prose(segment.text)


def quote_of(
    segment_id: str, codes: Sequence[str], inputs: ReportInputs, said: Words | None = None
) -> Quote:
    """Build the quotation for `codes`, the one that it was chosen for first.

    In public with what stands for words that identify, and without where it stands.
    """
    segment = inputs.segments[segment_id]
    name = inputs.strand_of.get(segment.document, "")
    strand = inputs.strand(name)
    voice = strand.voice if strand else "own"
    held = [c for c in codes_on(segment, inputs)[0] if c.code_id in codes]
    held = [c for c in held if c.status != "uncertain"] or held
    held.sort(key=lambda c: codes.index(c.code_id))
    said = said or Words()
    passage = _Passage(segment, tuple(codes), inputs)
    part = said.part or passage.part(MOST_WORDS)
    carried = bool(held) and held[0].code_id == codes[0] and passage.carries(part)
    affirmed = bool(held) and held[0].status == "checked" and "against" not in held[0].stance
    credit = attribution(name, inputs)
    return Quote(
        text=passage.shown(part),
        attribution=f"{credit}, {OF_STAFF}" if voice == WRITTEN_ABOUT else credit,
        strand=name,
        codes=tuple(code.name for code in held[:MOST_CODES]),
        status=held[0].status if held else "suggested",
        coders=tuple(dict.fromkeys(name for c in held for name in c.credited)),
        opposed=tuple(code.name for code in held[:MOST_CODES] if code.stance == "against"),
        codebook_version=inputs.coded.codebook.version,
        segment_id=segment_id,
        document=segment.document,
        case=inputs.case_of.get(segment_id, ""),
        place=said.place,
        question=_question(segment, inputs),
        voice="" if voice == "own" else voice,
        wave=inputs.wave_of.get(segment.document, ""),
        start=None if inputs.public else part.start,
        end=None if inputs.public else part.end,
        carries=held[0].name if carried and affirmed else "",
        brief=passage.brief(part) if carried and affirmed else "",
        unsaid=said.place == "against" and _is_unsaid(segment_id, codes[0], inputs),
    )


def _is_unsaid(segment_id: str, code_id: str, inputs: ReportInputs) -> bool:
    """Tell whether nobody has said of a passage whether it speaks for or against a code."""
    from themekit.decisions import speaks_against

    return speaks_against(inputs.coded, segment_id, code_id) is None


@dataclass(frozen=True, slots=True)
class _Passage:
    """A passage that is quoted for codes, the one that it was chosen for first."""

    segment: Segment
    codes: tuple[str, ...]
    inputs: ReportInputs

    def part(self, most: int) -> Span:
        """Return the range of the document's text that is quoted, some words long."""
        about = code_words(self.inputs, self.codes[0])
        found = excerpt(self.segment.text, self._evidence(), about, most)
        return found.shift(self.segment.start)

    def carries(self, part: Span) -> bool:
        """Tell whether a part of it holds the first code's evidence; all of it always does."""
        if part == self._whole():
            return True
        found = self._evidence()
        where = found and found.shift(self.segment.start)
        return where is not None and part.start <= where.start and where.end <= part.end

    def shown(self, part: Span) -> str:
        """Return the words of a part as a reader has them, with a sign for what was left out."""
        text = self.segment.text[part.start - self.segment.start : part.end - self.segment.start]
        if self.inputs.public:
            text = self.inputs.uses.shown(self.segment, part)
        return marked(text, part, self._whole())

    def brief(self, part: Span) -> str:
        """Return what carries the first code in few words; empty where no few words do."""
        for found in (part, *map(self.part, BRIEF_WORDS)):
            inside = part.start <= found.start and found.end <= part.end
            if inside and self.carries(found) and len(text := self.shown(found)) <= BRIEF:
                return text
        return ""

    def _evidence(self) -> Span | None:
        return evidence_of(self.segment, self.codes[0], self.inputs)

    def _whole(self) -> Span:
        text = self.segment.text
        return strip(text, Span(0, len(text))).shift(self.segment.start)


def _question(segment: Segment, inputs: ReportInputs) -> str:
    """Return what was asked; outside only what was put to one person alone.

    What is asked in a group repeats what others said, who may not be quoted.
    """
    alone = bool(segment.item) or len(inputs.coded.present.get(segment.document, ())) == 1
    if inputs.public and not alone:
        return ""
    return words.trim_start(segment.question, QUESTION_LIMIT)


def code_words(inputs: ReportInputs, code_id: str) -> frozenset[str]:
    """Return the words by which a code is known: of its name, meaning, examples and patterns."""
    return inputs.words_of_codes.get(code_id, frozenset())
