"""Stage report: what was counted, as pages, workbooks and documents for readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain
from typing import Any

from themekit.disclosure import Uses
from themekit.matrix import build_matrix
from themekit.records import Fairness, ThemeMatrix
from themekit.report import (
    About,
    ReportModel,
    build_report,
    build_with_quotes,
    load_renderers,
    tables,
)
from themekit.report.by_person import (
    QUOTED_FILES,
    QuotedPerson,
    by_person,
    quotes_by_person,
    told_of,
)
from themekit.report.fairness import fairness_table
from themekit.report.finding_table import findings_table
from themekit.report.outside import replaced
from themekit.report.quotes_page import quotes_page
from themekit.store import write_outputs
from themekit.tasks.advising import advice_on, read_of
from themekit.workflows.context import PUBLIC, Outcome, RunContext, wants_public
from themekit.workflows.counting import Result
from themekit.workflows.doubts import study_doubts
from themekit.workflows.facts import facts_of
from themekit.workflows.fairness import fairness_of
from themekit.workflows.methods import Agreement, agreed_in, methods_files
from themekit.workflows.phrases import doubted
from themekit.workflows.tables import CHANGES, WAVES, change_tables
from themekit.workflows.topic_outputs import segment_maps

File = tuple[str, list[bytes]]

FINDINGS, FAIRNESS = "findings.csv", "fairness.csv"


def write_reports(context: RunContext, result: Result) -> Outcome:
    """Write the theme matrix for readers; with ``--public`` also what may be passed on."""
    advice, read_whole = advice_on(result.coded), read_of(result.coded).is_better_read
    fair = fairness_of(result.coded, context.options.seed)
    about = replace(about_run(context, result, fair), advice=advice, read_whole=read_whole)
    model = build_report(result.coded, result.matrix, about)
    maps = segment_maps(result, {code.id: code.name for code in context.codebook.codes})
    agreed = agreed_in(result.coded)
    appendix = methods_files(context, result, result.matrix, agreed, fair)
    groups = ((FAIRNESS, list(fairness_table(fair).chunks())),) if fair.rows else ()
    files = chain(_rendered(context, model), maps, groups, appendix)
    details: dict[str, Any] = {}
    if wants_public(context):
        outside = replace(about_run(context, result, fair, public=True), advice=advice)
        hashes, details = _write_public(context, result, outside, files, agreed)
    else:
        hashes = write_outputs(context.outputs, files)
        for name in QUOTED_FILES:  # whom it quotes is told of nothing that is not there
            (context.outputs / name).unlink(missing_ok=True)
    for name in {FINDINGS, FAIRNESS} - set(hashes):  # of findings, or draws, that are no more
        (context.outputs / name).unlink(missing_ok=True)
    return Outcome(
        len(result.matrix.rows), len(hashes), {"outputs": hashes, "advice": advice, **details}
    )


def _write_public(
    context: RunContext, result: Result, about: About, files: Iterable[File], agreed: Agreement
) -> tuple[dict[str, str], dict[str, Any]]:
    """Write what may be passed on, and for the researcher whose words it quotes."""
    matrix = build_matrix(result.coded, public=True)
    model, quotes = build_with_quotes(result.coded, matrix, about)
    uses = Uses(result.coded)
    people = by_person(quotes, result.coded, uses)
    hashes = write_outputs(context.outputs, chain(files, _by_person(people, result)))
    appendix = methods_files(context, result, matrix, agreed, about.fairness, public=True)
    outside = chain(_tables(matrix, uses), _rendered(context, model), appendix)
    written = write_outputs(context.outputs / PUBLIC, outside)
    for name in {WAVES, CHANGES} - set(written):  # of a study that has not several waves any more
        (context.outputs / PUBLIC / name).unlink(missing_ok=True)
    hashes |= {f"{PUBLIC}/{name}": seen for name, seen in written.items()}
    told = {"people": len(people), "quoted": told_of(people), "left_out": list(uses.left_out())}
    return hashes, told


def _rendered(context: RunContext, model: ReportModel) -> Iterator[File]:
    renderers = load_renderers()
    for done, renderer in enumerate(renderers):
        context.progress("report", done, len(renderers))
        yield f"theme_matrix{renderer.suffix}", [renderer.render(model)]
    context.progress("report", len(renderers), len(renderers))
    if context.study.findings:
        yield FINDINGS, list(findings_table(model).chunks())


def _tables(matrix: ThemeMatrix, uses: Uses) -> Iterator[File]:
    """Yield the tables for outsiders: no text of people's, no small cells, no ids."""
    for name, table in (
        ("theme_matrix.csv", tables.theme_matrix(matrix.rows, public=True)),
        ("codes_by_question.csv", tables.codes_by_question(matrix.by_question)),
        *change_tables(matrix, public=True),
        ("closed_questions.csv", tables.closed_questions(matrix.closed, matrix.placed)),
    ):
        yield name, list(replaced(table, uses.replacements.anywhere).chunks())


def _by_person(people: Sequence[QuotedPerson], result: Result) -> Iterator[File]:
    """Yield what is quoted outside, person by person: it stays with the researcher."""
    table, page = QUOTED_FILES
    yield table, list(quotes_by_person(people).chunks())
    yield page, [quotes_page(people, result.coded.study.title)]


def about_run(
    context: RunContext, result: Result, fair: Fairness, *, public: bool = False
) -> About:
    """Say of a run what its report says that is not in what was counted."""
    facts = facts_of(context, result, public=public)
    return About(facts, public, doubted(study_doubts(context)), fairness=fair)
