"""``themekit quotes``: coded passages with all that a researcher needs to defend them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from themekit.decisions import CodedStudy, Standing
from themekit.report.reasons import Told
from themekit.workflows.loading import load_coded
from themekit.workflows.project import open_result
from themekit.workflows.selection import Selection

QUOTE_COLUMNS = (
    "segment", "case", "document", "time", "attributes", "code", "text", "coder", "status",
    "stance", "score", "because", "codebook",
)  # fmt: skip
BRIEF_COLUMNS = ("segment", "code", "status", "stance", "text")
MACHINE = "suggested by machine"
SHOWN = frozenset({"holds", "both stand", "disputed", "suggested"})
Cells = tuple[str | float | None, ...]


def list_quotes(path: Path, selection: Selection, *, uncertain: bool = False) -> list[Cells]:
    """List coded passages.

    Parameters
    ----------
    path : Path
        The study's folder.
    selection : Selection
    uncertain : bool
        Also suggestions of which the machine is not sure.

    Returns
    -------
    list of rows
        By code in codebook order, then in the order of the study. The columns are `QUOTE_COLUMNS`.
    """
    with open_result(path) as context:
        coded = load_coded(context)
        chosen, wanted = selection.test(context, coded), selection.code_ids(context)
        codes = {code.id: number for number, code in enumerate(context.codebook.codes)}
        shown = SHOWN | {"uncertain"} if uncertain else SHOWN
        found = [
            one
            for one in coded.decisions.standings()
            if one.state in shown
            and (not wanted or one.code_id in wanted)
            and chosen(coded.segment_by_id[one.segment_id])
            and not _is_unquoted(coded, one.segment_id)
        ]
        found.sort(key=lambda one: codes[one.code_id])
        rows = _Rows(coded)
        return [rows.of(one) for one in found]


def _is_unquoted(coded: CodedStudy, segment_id: str) -> bool:
    """Tell whether somebody took back that their words are quoted."""
    case = coded.case(coded.segment_by_id[segment_id])
    return case is not None and case.unquoted


class _Rows:
    """Builds the rows of a quote table."""

    def __init__(self, coded: CodedStudy) -> None:
        self._coded = coded
        self._told = Told(coded)
        self._suggested = {(one.segment_id, one.code_id): one for one in coded.suggestions}

    def of(self, standing: Standing) -> Cells:
        """Return one row."""
        coded, codebook = self._coded, self._coded.codebook
        segment = coded.segment_by_id[standing.segment_id]
        suggestion = self._suggested.get((standing.segment_id, standing.code_id))
        case = coded.case(segment)
        code = codebook.by_id(standing.code_id)
        return (
            segment.id,
            case.id if case else "",
            segment.document,
            clock(segment.start_time),
            "; ".join(f"{name}={value}" for name, value in coded.attributes_of(segment)),
            code.shown_path if code else standing.code_id,
            segment.text,
            credit(standing, coded.coder_names),
            standing.state,
            "; ".join(sorted({one for one in standing.stances if one})),
            suggestion.score if suggestion else None,
            self._told.because(suggestion) if suggestion else "",
            codebook.version or codebook.hash[:8],
        )


def credit(standing: Standing, names: Mapping[str, str]) -> str:
    """Return on whose word a code holds: those who said yes, never who rejected or took back."""
    if not standing.by_people:
        return MACHINE
    return ", ".join(names.get(coder, coder) for coder in standing.credited)


def clock(seconds: float | None) -> str:
    """Return a time in a recording as h:mm:ss."""
    if seconds is None:
        return ""
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{second:02d}"
