"""Tables of what people did: codings, looks and memos, event by event."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report.csvtext import Table
from themekit.report.inputs import CodeInfo

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from themekit.records import Coding, Look, Memo

CODINGS = (
    "event_id", "document", "segment_id", "text_hash", "start", "end", "code", "code_id", "coder",
    "decision", "stance", "period", "mode", "draw", "replaces", "time", "code_hash", "memo",
)  # fmt: skip
LOOKS = (
    "segment_id", "text_hash", "coder", "scope", "outcome", "mode", "draw", "codebook_hash", "time",
)  # fmt: skip
MEMOS = ("memo_id", "kind", "target", "author", "time", "private", "text")
WHOLE_CODEBOOK = "whole codebook"


def codings(found: Iterable[Coding], *, codes: Mapping[str, CodeInfo]) -> Table:
    """Tabulate coders' events in the order given; `codes` by code id gives names."""
    rows = (
        (
            c.event_id, c.document, c.segment_id, c.text_hash, c.start, c.end,
            codes.get(c.code_id, CodeInfo(c.code_id, "")).name, c.code_id, c.coder, c.decision,
            c.stance, c.period, c.mode, c.draw, c.replaces, c.time, c.code_hash, c.memo,
        )
        for c in found
    )  # fmt: skip
    return Table(CODINGS, rows)


def looks(found: Iterable[Look]) -> Table:
    """Tabulate which segments people examined, and with which codes in mind."""
    rows = (
        (
            look.segment_id, look.text_hash, look.coder,
            "; ".join(look.codes) if look.codes else WHOLE_CODEBOOK,
            look.outcome, look.mode, look.draw, look.codebook_hash, look.time,
        )
        for look in found
    )  # fmt: skip
    return Table(LOOKS, rows)


def memos(found: Iterable[Memo]) -> Table:
    """Tabulate memos; the caller decides whether private ones belong."""
    rows = ((m.memo_id, m.kind, m.target, m.author, m.time, m.private, m.text) for m in found)
    return Table(MEMOS, rows)
