"""What the study claims in a section: its findings, their support strand by strand, how sure.

A person judges the support (findings.yaml). The words of convergence are those of triangulation
(T. Farmer, K. Robinson, S. J. Elliott and J. Eyles, Qualitative Health Research 16 (2006),
377-394): agreement, partial agreement, dissonance and silence; beside them stands *not asked*,
which is not silence. Our finer words are read as theirs: `strong` and `echoed` are agreement,
`some` and `single` partial, `mixed` dissonance. A strand that nobody has judged is silent only if
what was read of it holds none of the finding's codes; else it is *not judged*. Beside the judgement
stands the matrix's figure, and where the two do not say the same, that is said.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from themekit.names import folded
from themekit.records import MatrixRow
from themekit.report import words
from themekit.report.cells import Cell
from themekit.report.dissent import NOBODY, dissent_of
from themekit.report.findings import FindingModel, Said, Support
from themekit.report.rows import build_row, columns_of, row_key
from themekit.report.sureness import sureness

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from themekit.report.cells import Column, RowModel
    from themekit.report.inputs import ReportInputs
    from themekit.study import Finding, Strand

JUDGED: Mapping[str, Said] = {
    "agreement": "agreement",
    "strong": "agreement",
    "echoed": "agreement",
    "partial": "partial",
    "some": "partial",
    "single": "partial",
    "dissonance": "dissonance",
    "mixed": "dissonance",
    "silence": "silence",
    "not asked": "not asked",
}
"""What the judgements of findings.yaml mean; another word stands as it is, as partial."""
FIRST = "report"


def findings_of(section: str, inputs: ReportInputs) -> tuple[FindingModel, ...]:
    """Return the findings of a section, in the order of the study."""
    return tuple(
        finding_of(one, inputs)
        for one in inputs.coded.findings
        if folded(one.section) == folded(section)
    )


def finding_of(finding: Finding, inputs: ReportInputs) -> FindingModel:
    """Build one finding with what it rests on."""
    rows, columns = rows_of(finding, inputs), columns_of(inputs)
    support = tuple(_supports(finding, rows, inputs))
    row = row_of(finding, columns, inputs)
    dissent = dissent_of(row, columns, public=inputs.public) if row else NOBODY
    sure, counted = sureness(finding, row, columns, support, dissent, inputs)
    codes = [inputs.coded.codebook.find(name) for name in finding.codes]
    return FindingModel(
        id=finding.id,
        section=finding.section,
        statement=finding.statement,
        author="" if inputs.public else finding.author,
        status=finding.status,
        codes=tuple(code.name for code in codes if code is not None),
        support=support,
        against=tuple(_against(finding, inputs)),
        sure=sure,
        counted=counted,
        row=next((row_key(row) for row in rows if row.strand == words.ALL), ""),
        dissent=dissent,
    )


def row_of(finding: Finding, columns: Sequence[Column], inputs: ReportInputs) -> RowModel | None:
    """Return the row that carries a finding; of several codes it counts who has any of them."""
    rows = rows_of(finding, inputs)
    if not rows:
        return None
    row = build_row([(one, ()) for one in rows], columns, inputs)
    if row.code_id:
        return row
    cells = (
        cell
        and replace(
            cell,
            unprompted=inputs.never_asked(cell.row.strand, finding.codes),
            only_ticked=inputs.only_ticked(cell.row.strand, finding.codes),
        )
        for cell in row.cells
    )
    return replace(row, label=_any_of(finding, inputs), cells=tuple(cells))


def _any_of(finding: Finding, inputs: ReportInputs) -> str:
    """Call a row of several codes: two by their names, more by their number."""
    codes = [inputs.coded.codebook.find(name) for name in finding.codes]
    names = list(dict.fromkeys(code.name for code in codes if code is not None))
    if len(names) == 2:  # noqa: PLR2004 - that there are two is the point
        return f"{names[0]}, or {names[1]}"
    return f"Any of its {words.number(len(names))} codes"


def rows_of(finding: Finding, inputs: ReportInputs) -> tuple[MatrixRow, ...]:
    """Return the lines of the matrix that count a finding; none where it names no code.

    In public a finding of several codes has none: another count of the same people would tell
    what is withheld elsewhere.
    """
    own = tuple(row for row in inputs.matrix.findings if row.section == finding.id)
    if own:
        return own
    found = [inputs.coded.codebook.find(name) for name in finding.codes]
    ids = {code.id for code in found if code is not None}
    if len(ids) != 1:
        return ()
    rows = [row for row in inputs.matrix.rows if row.outline == FIRST and row.code_id in ids]
    home = next((row.section for row in rows if folded(row.section) == folded(finding.section)), "")
    home = home or next((row.section for row in rows), "")
    return tuple(row for row in rows if row.section == home)


def _supports(
    finding: Finding, rows: Sequence[MatrixRow], inputs: ReportInputs
) -> Iterator[Support]:
    """Yield what each strand says of it, in the order of the study."""
    judged = dict(finding.support)
    for strand in inputs.strands:
        here = [row for row in rows if row.strand == strand.name]
        word = judged.get(strand.name, "")
        said = _said(word, strand, here, finding, inputs)
        direct = tuple(dict.fromkeys(text for row in here for text in inputs.directly.of(row)))
        # Of a survey that was not asked the row says so itself, where nobody raised it.
        shown = not inputs.reflexive and said != "not asked"
        # A judgement such as `single` would tell how many a withheld figure stands for.
        hidden = inputs.public and any(row.suppressed for row in here)
        yield Support(
            strand=words.strand(strand.name),
            role=strand.role,
            said=said,
            judged="" if hidden else word,
            count=_count(here, strand, inputs) if shown else "",
            direct=() if inputs.reflexive else direct,
            row=row_key(here[0]) if shown and here else "",
            note="" if inputs.reflexive or direct else _note(word, said, here),
        )


def _said(
    word: str, strand: Strand, rows: Sequence[MatrixRow], finding: Finding, inputs: ReportInputs
) -> Said:
    """Say in one word what a strand says; a judgement wins."""
    if word:
        return JUDGED.get(" ".join(word.split()).casefold(), "partial")
    unasked = bool(rows) and all(row.asked == 0 for row in rows)
    found = any(row.suppressed or row.cases_if or row.segments for row in rows)
    # Outside, a finding of several codes has no lines: nobody can tell whether it was raised.
    if unasked or (rows and not found and inputs.never_asked(strand.name, finding.codes)):
        return "not asked"
    read = any(row.basis != "suggested" for row in rows)
    unread = any(row.unread for row in rows)
    return "silence" if read and not found and not unread else "not judged"


def _count(rows: Sequence[MatrixRow], strand: Strand, inputs: ReportInputs) -> str:
    """Say the figure of a strand; where it has waves, wave by wave."""
    said = [
        (row.wave, Cell.of(row, kind=strand.kind, counting=inputs.counting(row)).text)
        for row in rows
    ]
    return "; ".join(f"{wave}: {text}" if wave else text for wave, text in said)


def _note(word: str, said: Said, rows: Sequence[MatrixRow]) -> str:
    """Say where a judgement and what people coded do not agree."""
    read = [row for row in rows if row.cases is not None and row.basis != "suggested"]
    found = any(row.cases_if for row in read)
    unread = any(row.unread for row in rows)
    if word and read and said in ("agreement", "partial") and not found and not unread:
        return "judged to support it, but no passage here was coded so"
    if word and said in ("silence", "not asked") and found:
        return f"judged as {said}, but passages here were coded so"
    return ""


def _against(finding: Finding, inputs: ReportInputs) -> Iterator[str]:
    """Yield what speaks against a finding: another finding by its words, a code by its name."""
    known = {one.id: one for one in inputs.coded.findings}
    for text in finding.against:
        code = inputs.coded.codebook.find(text)
        if text in known:
            yield f"{text}: {known[text].statement}"
        else:
            yield f"the code “{code.name}”" if code else text
