"""Agreement on where codes begin and end, from the spans that people marked.

The text that two people are compared on is what both of them read for a code, put end to end: an
interviewer's words, and passages that one of them was unsure of, are not in it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from themekit.agreement.said import KIND_WORDS, Kind, Said, kind_of
from themekit.agreement.tables import Cell, Frame, Table
from themekit.agreement.unitizing import Disagreement, unitizing_alpha
from themekit.decisions import IndependentSpan
from themekit.records import Segment

ALL_CODES, ALL_DOCUMENTS = "(all codes)", "(all documents)"
Pair = tuple[str, str]
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Read:
    """What two people read of one document for one code, and what they marked in it.

    Attributes
    ----------
    length : int
        Code points.
    marked : mapping of coder to spans (start, length), from 0
    """

    length: int
    marked: Mapping[str, Sequence[Stretch]]


def spans_table(
    words: Iterable[Said],
    spans: Iterable[IndependentSpan],
    segments: Mapping[str, Segment],
    frame: Frame,
) -> Table:
    """Return unitizing alpha by document, every two people and code, and of all codes together.

    Parameters
    ----------
    words : iterable of Said
        Of codes.
    spans : iterable of IndependentSpan
    segments : mapping of segment id to Segment
    frame : Frame
    """
    read = _read_by_both(words, spans, segments)
    rows: list[tuple[Cell, ...]] = []
    for (people, kind), by_document in sorted(read.items(), key=lambda one: one[0]):
        who = (" and ".join(sorted(map(frame.name, people))), KIND_WORDS[kind])
        if len(by_document) > 1:
            rows += _rows((ALL_DOCUMENTS, *who), _end_to_end(by_document.values()), frame)
        for document, by_code in by_document.items():
            rows += _rows((document, *who), by_code, frame)
    return Table(
        "spans",
        "How far two people agree on where codes begin and end: Krippendorff's unitizing alpha "
        "over the spans they marked, in the text that both read",
        (
            "document", "pair", "words", "code", "spans", "length", "unitizing_alpha", "observed",
            "expected", "why_empty",
        ),
        tuple(rows),
        ("document", "pair", "words", "code", "spans", "length", "unitizing_alpha", "why_empty"),
    )  # fmt: skip


def _rows(
    of: tuple[str, str, str], by_code: Mapping[str, _Read], frame: Frame
) -> Iterable[tuple[Cell, ...]]:
    """Yield a row a code that somebody marked, and one of all of them."""
    found: list[Disagreement] = []
    spans, length = 0, 0
    rows: list[tuple[Cell, ...]] = []
    for code in (one for one in frame.topics if one in by_code):
        here = by_code[code]
        told = unitizing_alpha(
            {coder: {code: marked} for coder, marked in here.marked.items()}, 0, here.length
        )
        length = max(length, here.length)
        if not told.n:
            continue
        one = told.disagreements[code]
        spans += told.n
        found.append(one)
        rows.append(
            (*of, frame.topics[code], told.n, here.length, told.value, one.observed, one.expected,
             told.reason)
        )  # fmt: skip
    # Of all codes together disagreements are added up before they are divided.
    joint = Disagreement(sum(one.observed for one in found), sum(one.expected for one in found))
    why = "" if joint.expected else "not defined: neither marked anything"
    yield from rows
    yield (*of, ALL_CODES, spans, length, joint.alpha, joint.observed, joint.expected, why)


def _read_by_both(
    words: Iterable[Said], spans: Iterable[IndependentSpan], segments: Mapping[str, Segment]
) -> dict[tuple[Pair, Kind], dict[str, dict[str, _Read]]]:
    """Return by two people and kind, by document and code, what both read and marked."""
    together: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in words:
        if one.applies is not None:
            together[one.segment_id, one.topic].append(one)
    both: dict[tuple[Pair, Kind, str, str], list[Stretch]] = defaultdict(list)
    for (segment, code), said in together.items():
        where = segments[segment]
        for one, other in combinations(sorted(said, key=lambda word: word.coder), 2):
            key = ((one.coder, other.coder), kind_of(one, other), where.document, code)
            both[key].append((where.start, where.end))
    marked: dict[tuple[str, str, str], list[Stretch]] = defaultdict(list)
    for span in spans:
        if span.current:
            marked[span.document, span.code_id, span.coder].append((span.start, span.end))
    found: dict[tuple[Pair, Kind], dict[str, dict[str, _Read]]] = {}
    for (people, kind, document, code), stretches in both.items():
        line = _Line.of(stretches)
        read = _Read(
            line.length,
            {coder: line.spans(marked.get((document, code, coder), ())) for coder in people},
        )
        found.setdefault((people, kind), {}).setdefault(document, {})[code] = read
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    """Stretches of a text put end to end.

    Attributes
    ----------
    starts, ends, before : sequences of int
        `before` is how much of the line lies before each stretch.
    """

    starts: Sequence[int]
    ends: Sequence[int]
    before: Sequence[int]

    @classmethod
    def of(cls, stretches: Iterable[Stretch]) -> _Line:
        """Put stretches in order; where two share words these are there once."""
        starts: list[int] = []
        ends: list[int] = []
        for start, end in sorted(stretches):
            if ends and start <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)
        before, total = [], 0
        for start, end in zip(starts, ends, strict=True):
            before.append(total)
            total += end - start
        return cls(starts, ends, before)

    @property
    def length(self) -> int:
        """How long the line is."""
        return self.before[-1] + self.ends[-1] - self.starts[-1]

    def place(self, at: int) -> int:
        """Return how much of the line lies before a place of the text."""
        number = bisect_right(self.starts, at) - 1
        if number < 0:
            return 0
        return self.before[number] + min(at, self.ends[number]) - self.starts[number]

    def spans(self, marked: Iterable[Stretch]) -> list[Stretch]:
        """Return as (start, length) what of some spans lies on the line."""
        placed = ((self.place(start), self.place(end)) for start, end in marked)
        return [(start, end - start) for start, end in placed if end > start]


def _end_to_end(documents: Iterable[Mapping[str, _Read]]) -> dict[str, _Read]:
    """Return all documents as one text, code by code."""
    length: dict[str, int] = defaultdict(int)
    marked: dict[str, dict[str, list[Stretch]]] = {}
    for by_code in documents:
        for code, read in by_code.items():
            for coder, spans in read.marked.items():
                moved = [(start + length[code], long) for start, long in spans]
                marked.setdefault(code, {}).setdefault(coder, []).extend(moved)
            length[code] += read.length
    return {code: _Read(length[code], spans) for code, spans in marked.items()}
