"""``themekit quotes``: coded passages with all that a researcher needs to defend them."""

from __future__ import annotations

from pathlib import Path

from themekit.matrix import Standing, standings
from themekit.records import Segment
from themekit.workflows.context import RunContext
from themekit.workflows.counting import Counted, load_counted
from themekit.workflows.project import open_result
from themekit.workflows.selection import Selection

QUOTE_COLUMNS = (
    "segment", "case", "document", "time", "attributes", "code", "text", "coder", "status",
    "score", "because", "codebook",
)  # fmt: skip
BRIEF_COLUMNS = ("segment", "code", "status", "text")
MACHINE = "suggested by machine"
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
        counted = load_counted(context)
        chosen, wanted = selection.test(context, counted), selection.code_ids(context)
        segments = {one.id: one for one in counted.material.segments if chosen(one)}
        found = [
            one
            for one in (*standings(counted.inputs), *(_doubtful(counted) if uncertain else ()))
            if one.segment_id in segments
            and one.state != "does not apply"
            and (not wanted or one.code_id in wanted)
        ]
        codes = {code.id: number for number, code in enumerate(context.codebook.codes)}
        place = {id_: number for number, id_ in enumerate(segments)}
        found.sort(key=lambda one: (codes[one.code_id], place[one.segment_id]))
        rows = _Rows(context, counted)
        return [rows.of(one, segments[one.segment_id]) for one in found]


def _doubtful(counted: Counted) -> list[Standing]:
    """Return suggestions that the machine is unsure of and on which nobody has spoken."""
    known = {(one.segment_id, one.code_id) for one in standings(counted.inputs)}
    return [
        Standing(one.segment_id, one.code_id, "suggested", period=one.period)
        for one in counted.suggestions
        if one.status == "uncertain" and (one.segment_id, one.code_id) not in known
    ]


class _Rows:
    """Builds the rows of a quote table."""

    def __init__(self, context: RunContext, counted: Counted) -> None:
        self._codebook = context.codebook
        self._material = counted.material
        self._suggested = {(one.segment_id, one.code_id): one for one in counted.suggestions}
        self._coders: dict[tuple[str, str], dict[str, None]] = {}
        for coding in counted.codings:
            pair = (coding.segment_id, coding.code_id)
            self._coders.setdefault(pair, {})[coding.coder] = None

    def of(self, standing: Standing, segment: Segment) -> Cells:
        """Return one row."""
        pair = (standing.segment_id, standing.code_id)
        suggestion = self._suggested.get(pair)
        case = self._material.case(segment)
        code = self._codebook.by_id(standing.code_id)
        by_machine = standing.state == "suggested"
        status = suggestion.status if by_machine and suggestion else standing.state
        return (
            segment.id,
            case.id if case else "",
            segment.document,
            clock(segment.start_time),
            "; ".join(f"{name}={value}" for name, value in case.attributes) if case else "",
            code.shown_path if code else standing.code_id,
            segment.text,
            MACHINE if by_machine else ", ".join(self._coders.get(pair, ())),
            status,
            suggestion.score if suggestion else None,
            suggestion.because if suggestion else "",
            self._codebook.version or self._codebook.hash[:8],
        )


def clock(seconds: float | None) -> str:
    """Return a time in a recording as h:mm:ss."""
    if seconds is None:
        return ""
    minutes, second = divmod(int(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{second:02d}"
