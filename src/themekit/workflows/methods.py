"""The methods appendix of a run: what happened, as a page, a document and a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from themekit.decisions import CodedStudy
from themekit.records import Fairness, ThemeMatrix
from themekit.report.methods import build_methods
from themekit.report.methods_blocks import AgreementTable, MethodFacts
from themekit.store.stages import load_stages
from themekit.workflows.context import RunContext
from themekit.workflows.counting import Result
from themekit.workflows.doubts import study_doubts
from themekit.workflows.facts import topics_told, traced
from themekit.workflows.phrases import doubted
from themekit.workflows.withdrawn import count_withdrawals

if TYPE_CHECKING:
    from themekit.agreement.tables import Table

METHODS = ("methods.html", "methods.docx", "methods.md")
"""Files of the appendix, in the outputs and in those for outsiders."""
Agreement = tuple[tuple[AgreementTable, ...], tuple[str, ...]]
_WHOSE = frozenset({"applied"})
"""Columns of `agree` that name people."""


def methods_files(
    context: RunContext,
    result: Result,
    matrix: ThemeMatrix,
    agreed: Agreement,
    fair: Fairness,
    *,
    public: bool = False,
) -> Iterator[tuple[str, list[bytes]]]:
    """Yield the methods appendix as files.

    Parameters
    ----------
    context : RunContext
    result : Result
    matrix : ThemeMatrix
        What was counted; for outsiders what they may be told of it.
    agreed : tables and notes
        See `agreed_in`: once for both.
    fair : Fairness
        How evenly what groups of people say is found.
    public : bool
        For outsiders.
    """
    from themekit.report.methods_docx import methods_docx
    from themekit.report.methods_html import methods_html
    from themekit.report.methods_md import methods_md

    facts = replace(_facts(context, result, agreed, public=public), fairness=fair)
    model = build_methods(result.coded, matrix, facts)
    for name, render in zip(METHODS, (methods_html, methods_docx, methods_md), strict=True):
        yield name, [render(model)]


def agreed_in(coded: CodedStudy) -> Agreement:
    """Return what `agree` tells, without whose numbers they are; nothing where nobody coded."""
    if not coded.events:
        return (), ()
    from themekit.workflows.agree import compare_coded

    found = compare_coded(coded)
    return tuple(map(_told, found.tables)), found.notes


def _told(table: Table) -> AgreementTable:
    kept = [at for at, name in enumerate(table.columns) if name not in _WHOSE]
    return AgreementTable(
        table.name,
        table.title,
        tuple(table.columns[at] for at in kept),
        tuple(tuple(row[at] for at in kept) for row in table.rows),
    )


def _facts(context: RunContext, result: Result, agreed: Agreement, *, public: bool) -> MethodFacts:
    with context.store.reading() as connection:
        stages = load_stages(connection)
    suggested = stages["suggest"].details if "suggest" in stages else {}
    return MethodFacts(
        traced(context, public=public),
        *agreed,
        suggested.get("learned_through", 0),
        count_withdrawals(context),
        doubted(study_doubts(context)),
        topics_told(result),
        public,
    )
