"""Tables of what people did: events in the order of their numbers, coders, draws, codebooks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from themekit.events import Anchored, Coding, Look, Memo
from themekit.report.csvtext import Row, Table

if TYPE_CHECKING:
    from themekit.codebook import Code
    from themekit.decisions import CodedStudy
    from themekit.events import Coder, Draw, VersionedCode

CODINGS = (
    "number", "event_id", "act", "document", "segment_id", "text_hash", "start", "end", "quote",
    "prefix", "suffix", "code", "code_id", "coder", "decision", "holds", "settles", "stance",
    "period", "mode", "draw", "score_shown", "model", "origin", "entered_by", "replaces", "after",
    "time", "code_hash", "meaning_hash", "codebook_hash", "memo",
)  # fmt: skip
LOOKS = (
    "number", "event_id", "act", "document", "segment_id", "text_hash", "start", "end", "quote",
    "coder", "codes", "outcome", "mode", "draw", "origin", "entered_by", "replaces", "after",
    "time", "codebook_hash",
)  # fmt: skip
CODERS = ("coder", "name", "role", "credit")
DRAWS = (
    "draw", "number", "coder", "mode", "round", "purpose", "method", "frame", "frame_hash",
    "frame_size", "seed", "position", "document", "text_hash", "start", "end", "stratum",
    "probability",
)  # fmt: skip
CODEBOOKS = ("codebook_hash", "code_id", "code", "code_hash", "meaning_hash")
MEMOS = ("memo_id", "kind", "target", "author", "time", "private", "text")
AROUND = 30
"""Code points of the text that stand before and after a quote."""

Placed = Callable[[Coding | Look], tuple[str, ...]]


def codings(
    coded: CodedStudy, *, texts: Mapping[str, str], codes: Mapping[str, Code] | None = None
) -> Table:
    """Tabulate every coding event.

    Parameters
    ----------
    coded : CodedStudy
    texts : mapping of text hash to text
        Texts that are kept; of others an event's own quote stands.
    codes : mapping of code id to Code, optional
        Names of codes; default: those of the codebook.
    """
    known = {code.id: code for code in coded.codebook.codes} if codes is None else codes
    found = (event for event in coded.events if type(event) is Coding)
    rows = (
        (
            e.number, e.event_id, e.act, e.document, _segment(coded.decisions.segments_of, e),
            e.text_hash, e.start, e.end, *quoted(e, texts),
            known[e.code_id].name if e.code_id in known else "", e.code_id, e.coder, e.decision,
            e.holds, " ".join(e.settles), e.stance, e.period, e.mode, e.draw, e.score_shown,
            e.model, e.origin, e.entered_by, " ".join(e.replaces),
            coded.decisions.known_to(e), e.time, e.code_hash, e.meaning_hash, e.codebook_hash,
            e.memo,
        )
        for e in found
    )  # fmt: skip
    return Table(CODINGS, rows)


def looks(coded: CodedStudy, *, texts: Mapping[str, str]) -> Table:
    """Tabulate every look; that one was upsetting is nobody's business outside."""
    found = (event for event in coded.events if type(event) is Look)
    rows = (
        (
            e.number, e.event_id, e.act, e.document, _segment(coded.decisions.segments_of, e),
            e.text_hash, e.start, e.end, quoted(e, texts)[0], e.coder, "; ".join(e.codes),
            "skipped" if e.outcome == "upsetting" else e.outcome, e.mode, e.draw, e.origin,
            e.entered_by, " ".join(e.replaces), coded.decisions.known_to(e), e.time,
            e.codebook_hash,
        )
        for e in found
    )  # fmt: skip
    return Table(LOOKS, rows)


def coders(found: Iterable[Coder]) -> Table:
    """Tabulate whoever decides something."""
    return Table(CODERS, ((c.id, c.name, c.role, c.credit) for c in found))


def draws(found: Iterable[Draw]) -> Table:
    """Tabulate draws, a row a drawn passage."""

    def rows() -> Iterator[Row]:
        for d in found:
            head = (
                d.draw, d.number, d.coder, d.mode, d.round, d.purpose, d.method, d.frame,
                d.frame_hash, d.frame_size, d.seed,
            )  # fmt: skip
            for i in d.items:
                yield (
                    *head, i.position, i.document, i.text_hash, i.start, i.end, i.stratum,
                    i.probability,
                )  # fmt: skip

    return Table(DRAWS, rows())


def codebooks(found: Iterable[VersionedCode]) -> Table:
    """Tabulate the codes of every version of the codebook that is known."""
    rows = ((v.codebook_hash, v.code_id, v.code, v.code_hash, v.meaning_hash) for v in found)
    return Table(CODEBOOKS, rows)


def memos(found: Iterable[Memo]) -> Table:
    """Tabulate memos; the caller decides whether private ones belong."""
    rows = ((m.event_id, m.about, m.target, m.coder, m.time, m.private, m.text) for m in found)
    return Table(MEMOS, rows)


def quoted(event: Anchored, texts: Mapping[str, str]) -> tuple[str, str, str]:
    """Return the words that an event lies on and what stands around them."""
    text = texts.get(event.text_hash)
    if text is None:
        return event.quote, event.prefix, event.suffix
    before = text[max(0, event.start - AROUND) : event.start]
    return text[event.start : event.end], before, text[event.end : event.end + AROUND]


def _segment(segments_of: Placed, event: Coding | Look) -> str:
    """Return the first segment on which an event lies; empty where there is none."""
    return next(iter(segments_of(event)), "")
