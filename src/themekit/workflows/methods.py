"""The methods appendix of a run: what happened, as a page, a document and a text."""

from __future__ import annotations

from collections.abc import Iterator

from themekit.decisions import CodedStudy
from themekit.records import ThemeMatrix
from themekit.report.methods import build_methods
from themekit.report.methods_blocks import AgreementTable, MethodFacts
from themekit.report.people import credited
from themekit.store.stages import load_stages
from themekit.workflows.context import RunContext
from themekit.workflows.counting import Result
from themekit.workflows.doubts import study_doubts
from themekit.workflows.facts import topics_told, traced
from themekit.workflows.phrases import doubted
from themekit.workflows.withdrawn import count_withdrawals

METHODS = ("methods.html", "methods.docx", "methods.md")
"""Files of the appendix, in the outputs and in those for outsiders."""


def methods_files(
    context: RunContext, result: Result, matrix: ThemeMatrix, *, public: bool = False
) -> Iterator[tuple[str, list[bytes]]]:
    """Yield the methods appendix as files.

    Parameters
    ----------
    context : RunContext
    result : Result
    matrix : ThemeMatrix
        What was counted; for outsiders what they may be told of it.
    public : bool
        For outsiders.
    """
    from themekit.report.methods_docx import methods_docx
    from themekit.report.methods_html import methods_html
    from themekit.report.methods_md import methods_md

    model = build_methods(result.coded, matrix, _facts(context, result, public=public))
    for name, render in zip(METHODS, (methods_html, methods_docx, methods_md), strict=True):
        yield name, [render(model)]


def _facts(context: RunContext, result: Result, *, public: bool) -> MethodFacts:
    with context.store.reading() as connection:
        stages = load_stages(connection)
    suggested = stages["suggest"].details if "suggest" in stages else {}
    tables, notes = _agreed(result.coded, public=public)
    return MethodFacts(
        traced(context, public=public),
        tables,
        notes,
        suggested.get("learned_through", 0),
        count_withdrawals(context),
        doubted(study_doubts(context)),
        topics_told(result),
        public,
    )


def _agreed(
    coded: CodedStudy, *, public: bool
) -> tuple[tuple[AgreementTable, ...], tuple[str, ...]]:
    """Return what `agree` tells; nothing where nobody has said anything."""
    if not coded.events:
        return (), ()
    from themekit.workflows.agree import compare_coded

    names = {one.id: credited((one.id,), coded, public=public)[0] for one in coded.coders}
    found = compare_coded(coded, names)
    told = tuple(AgreementTable(one.name, one.title, one.columns, one.rows) for one in found.tables)
    return told, found.notes
