"""So many times as many as: two rows, one against the other."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.report.verify.wording import NUMBER, joined, number_of, stem, stems, words_of

if TYPE_CHECKING:
    from themekit.report.verify.evidence import Evidence
    from themekit.report.verify.figures import Figure
    from themekit.report.verify.sentences import Statement

_TIMES = re.compile(
    rf"\b(?:(?P<word>twice|double|half)|(?P<n>{NUMBER})\s+times)\s+(?:as\s+(?:many|often)|the\s+"
    r"number)\b(?P<first>[^.;]*?)\bas\b(?P<second>[^.;]*)",
    re.IGNORECASE,
)
_WORDS = {"twice": 2.0, "double": 2.0, "half": 0.5}
_SLACK = 0.15


def times_wrong(
    one: Statement, strands: frozenset[str], waves: frozenset[str], evidence: Evidence
) -> str:
    """Say what two rows hold if one is not so many times the other; empty if it is, or unknown."""
    found = _TIMES.search(one.text)
    if found is None:
        return ""
    times = _WORDS.get((found["word"] or "").casefold(), float(number_of(found["n"] or "") or 0))
    rows = [
        f
        for f in evidence.figures
        if f.kind == "row" and f.strand in strands and (not waves or not f.wave or f.wave in waves)
    ]
    # "Twice as many spoke of A as of B", or "A was raised twice as often as B".
    before = found["first"] if found["first"].strip() else one.text[: found.start()]
    first, second = _meant(before, rows), _meant(found["second"], rows)
    pairs = [(a, b) for a in first for b in second if a.strand == b.strand and a.name != b.name]
    if not pairs or any(
        abs(a.n - times * b.n) <= _SLACK * max(a.n, times * b.n) for a, b in pairs if a.n
    ):
        return ""
    return f"{pairs[0][0].said}; {pairs[0][1].said}"


def _meant(text: str, rows: list[Figure]) -> list[Figure]:
    """Return the rows that a part names, in full or, if none is, by a word of their names."""
    said, there = joined(text), stems(text)
    exact = [f for f in rows if joined(f.name) in said]
    # "Named money": the code that begins with it, before those that hold the word somewhere.
    begun = [f for f in rows if stem(words_of(f.name)[0]) in there]
    return exact or begun or [f for f in rows if stems(f.name) & there]
