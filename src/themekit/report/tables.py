"""The tables of results, column for column as DESIGN.md section 5 has them: records -> `Table`.

Tables of single units (segments, suggestions) are here, with those of people's work in
`themekit.report.work_tables` and those of the matrix in `themekit.report.matrix_tables`; all of
them can be had from this module.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report.csvtext import Row, Table, csv_bytes, csv_chunks
from themekit.report.matrix_tables import (
    changes,
    closed_questions,
    codes_by_question,
    coding_matrix,
    corrected,
    theme_matrix,
    waves,
)
from themekit.report.reasons import Told
from themekit.report.work_tables import codebooks, coders, codings, draws, looks, memos

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from themekit.decisions import CodedStudy
    from themekit.records import Segment, Suggestion

__all__ = [
    "Table",
    "changes",
    "closed_questions",
    "codebooks",
    "coders",
    "codes_by_question",
    "coding_matrix",
    "codings",
    "corrected",
    "csv_bytes",
    "csv_chunks",
    "draws",
    "looks",
    "memos",
    "segments",
    "suggestions",
    "theme_matrix",
    "waves",
]

SEGMENTS = (
    "segment_id", "document", "case", "strand", "wave", "speaker", "speaker_role", "text_hash",
    "start", "end", "start_time", "question", "status", "skip_reason", "text",
)  # fmt: skip
SUGGESTIONS = (
    "segment_id", "code", "code_id", "theme", "period", "score", "status", "evidence_start",
    "evidence_end", "evidence", "because", "nearest_example", "against",
)  # fmt: skip


def segments(
    found: Iterable[Segment],
    *,
    strand_of: Mapping[str, str],
    wave_of: Mapping[str, str],
    case_of: Mapping[str, str],
    status_of: Mapping[str, str],
) -> Table:
    """Tabulate every unit read.

    Parameters
    ----------
    found : iterable of Segment
    strand_of, wave_of : mapping
        By document id.
    case_of, status_of : mapping
        By segment id; a unit without a status is skipped or uncoded, as its reason says.
    """
    rows = (
        (
            s.id, s.document, case_of.get(s.id, ""), strand_of.get(s.document, ""),
            wave_of.get(s.document, ""), s.speaker, s.speaker_role, s.text_hash, s.start, s.end,
            s.start_time, s.question,
            status_of.get(s.id, "uncoded" if s.codable else "skipped"), s.skip_reason, s.text,
        )
        for s in found
    )  # fmt: skip
    return Table(SEGMENTS, rows)


def suggestions(coded: CodedStudy, found: Iterable[Suggestion]) -> Table:
    """Tabulate the machine's suggestions, in the order of `found`, with their reasons in words."""
    told = Told(coded)

    def rows() -> Iterator[Row]:
        for s in found:
            code = coded.codebook.by_id(s.code_id)
            name, theme = (code.name, code.theme) if code else ("", "")
            yield (
                s.segment_id, name, s.code_id, theme, s.period, s.score, s.status,
                s.evidence_start, s.evidence_end, s.evidence, told.because(s),
                told.nearest_example(s), told.against(s),
            )  # fmt: skip

    return Table(SUGGESTIONS, rows())
