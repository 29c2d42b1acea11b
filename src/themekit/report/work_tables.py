"""Tables of what people did, event by event, so that nothing is lost when they are read again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.events import Anchored, Coding, Look
from themekit.report.csvtext import Table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from themekit.decisions import CodedStudy
    from themekit.events import Coder, Draw, Memo, VersionedCode
    from themekit.report.csvtext import Row

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
"""Code points before and behind a quotation that are told with it."""


class _Passages:
    """Says where events lie and what stands there."""

    def __init__(self, coded: CodedStudy, texts: Mapping[str, str]) -> None:
        self._decisions = coded.decisions
        self._texts = texts

    def segment(self, event: Coding | Look) -> str:
        """Return the id of the first segment to which an event attaches now, or nothing."""
        return next(iter(self._decisions.segments_of(event)), "")

    def words(self, event: Anchored) -> tuple[str, str, str]:
        """Return the quotation and what stands before and behind it."""
        text = self._texts.get(event.text_hash)
        if text is None:
            return event.quote, event.prefix, event.suffix
        start, end = event.start, event.end
        return text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND]


def codings(coded: CodedStudy, texts: Mapping[str, str]) -> Table:
    """Tabulate what people said of codes, in order.

    Parameters
    ----------
    coded : CodedStudy
    texts : mapping of text hash to text
        The texts that events lie on.
    """
    where = _Passages(coded, texts)

    def rows() -> Iterator[Row]:
        for c in coded.events:
            if isinstance(c, Coding):
                code = coded.codebook.by_id(c.code_id)
                quote, prefix, suffix = where.words(c)
                yield (
                    c.number, c.event_id, c.act, c.document, where.segment(c), c.text_hash,
                    c.start, c.end, quote, prefix, suffix, code.name if code else "", c.code_id,
                    c.coder, c.decision, c.holds, " ".join(c.settles), c.stance, c.period, c.mode,
                    c.draw, c.score_shown, c.model, c.origin, c.entered_by, " ".join(c.replaces),
                    coded.decisions.known_to(c), c.time, c.code_hash, c.meaning_hash,
                    c.codebook_hash, c.memo,
                )  # fmt: skip

    return Table(CODINGS, rows())


def looks(coded: CodedStudy, texts: Mapping[str, str]) -> Table:
    """Tabulate which passages people examined, and with which codes in mind, in order."""
    where = _Passages(coded, texts)

    def rows() -> Iterator[Row]:
        for look in coded.events:
            if isinstance(look, Look):
                # Why somebody skipped a passage is theirs to keep.
                outcome = "skipped" if look.outcome == "upsetting" else look.outcome
                yield (
                    look.number, look.event_id, look.act, look.document, where.segment(look),
                    look.text_hash, look.start, look.end, where.words(look)[0], look.coder,
                    "; ".join(look.codes), outcome, look.mode, look.draw, look.origin,
                    look.entered_by, " ".join(look.replaces), coded.decisions.known_to(look),
                    look.time, look.codebook_hash,
                )  # fmt: skip

    return Table(LOOKS, rows())


def coders(found: Iterable[Coder]) -> Table:
    """Tabulate who decides; the id never changes, the name may."""
    return Table(CODERS, ((one.id, one.name, one.role, one.credit) for one in found))


def draws(found: Iterable[Draw]) -> Table:
    """Tabulate drawn passages, a row each."""
    rows = (
        (
            d.draw, d.number, d.coder, d.mode, d.round, d.purpose, d.method, d.frame, d.frame_hash,
            d.frame_size, d.seed, item.position, item.document, item.text_hash, item.start,
            item.end, item.stratum, item.probability,
        )
        for d in found
        for item in d.items
    )  # fmt: skip
    return Table(DRAWS, rows)


def codebooks(found: Iterable[VersionedCode]) -> Table:
    """Tabulate the codes of every version of the codebook that an event names."""
    rows = ((v.codebook_hash, v.code_id, v.code, v.code_hash, v.meaning_hash) for v in found)
    return Table(CODEBOOKS, rows)


def memos(found: Iterable[Memo]) -> Table:
    """Tabulate memos; the caller decides whether private ones belong."""
    rows = ((m.event_id, m.about, m.target, m.coder, m.time, m.private, m.text) for m in found)
    return Table(MEMOS, rows)
