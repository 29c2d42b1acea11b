"""Stage report: what was counted, as pages, workbooks and documents for readers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import themekit
from themekit.disclosure import Uses
from themekit.matrix import build_matrix
from themekit.records import Pairs, ThemeMatrix
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
from themekit.report.finding_table import findings_table
from themekit.report.outside import replaced
from themekit.report.quotes_page import quotes_page
from themekit.store import write_outputs
from themekit.vectors import BUNDLED
from themekit.workflows.context import PUBLIC, Outcome, RunContext, wants_public
from themekit.workflows.counting import Result
from themekit.workflows.doubts import study_doubts
from themekit.workflows.phrases import doubted
from themekit.workflows.topic_outputs import segment_maps

File = tuple[str, list[bytes]]


def write_reports(context: RunContext, result: Result) -> Outcome:
    """Write the theme matrix for readers; with ``--public`` also what may be passed on."""
    model = build_report(result.coded, result.matrix, _about(context, result))
    maps = segment_maps(result, {code.id: code.name for code in context.codebook.codes})
    files = chain(_rendered(context, model), maps)
    details: dict[str, Any] = {}
    if wants_public(context):
        hashes, details = _write_public(context, result, files)
    else:
        hashes = write_outputs(context.outputs, files)
        for name in QUOTED_FILES:  # whom it quotes is told of nothing that is not there
            (context.outputs / name).unlink(missing_ok=True)
    return Outcome(len(result.matrix.rows), len(hashes), {"outputs": hashes, **details})


def _write_public(
    context: RunContext, result: Result, files: Iterable[File]
) -> tuple[dict[str, str], dict[str, Any]]:
    """Write what may be passed on, and for the researcher whose words it quotes."""
    matrix = build_matrix(result.coded, public=True)
    model, quotes = build_with_quotes(result.coded, matrix, _about(context, result, public=True))
    uses = Uses(result.coded)
    people = by_person(quotes, result.coded, uses)
    hashes = write_outputs(context.outputs, chain(files, _by_person(people, result)))
    written = write_outputs(
        context.outputs / PUBLIC, chain(_tables(matrix, uses), _rendered(context, model))
    )
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
        yield "findings.csv", list(findings_table(model).chunks())


def _tables(matrix: ThemeMatrix, uses: Uses) -> Iterator[File]:
    """Yield the tables for outsiders: no text of people's, no small cells, no ids."""
    for name, table in (
        ("theme_matrix.csv", tables.theme_matrix(matrix.rows, public=True)),
        ("codes_by_question.csv", tables.codes_by_question(matrix.by_question)),
        ("closed_questions.csv", tables.closed_questions(matrix.closed)),
    ):
        yield name, list(replaced(table, uses.replacements.anywhere).chunks())


def _by_person(people: Sequence[QuotedPerson], result: Result) -> Iterator[File]:
    """Yield what is quoted outside, person by person: it stays with the researcher."""
    table, page = QUOTED_FILES
    yield table, list(quotes_by_person(people).chunks())
    yield page, [quotes_page(people, result.coded.study.title)]


def _about(context: RunContext, result: Result, *, public: bool = False) -> About:
    facts = _facts(context, result, public=public)
    return About(facts, public, doubted(study_doubts(context)))


def _facts(context: RunContext, result: Result, *, public: bool) -> Pairs:
    """Say what a reader needs to trace the run; in public no folder of this machine."""
    codebook, options = context.codebook, context.options
    version = f", version {codebook.version}" if codebook.version else ""
    topics, model = result.topics, options.model or BUNDLED
    model = Path(model).name if public else model
    found = sum(topic.id >= 0 for topic in topics.topics)
    return (
        ("Codebook", f"{codebook.name}{version} ({codebook.hash[:8]})"),
        ("Method", f"{context.study.method} thematic analysis"),
        ("Suggestions by", f"{model} ({context.models.encoder_key[:8]})"),
        ("Language model", context.models.analyser_key),
        ("Topics", topics.reason or f"{found} candidate topics (topics.csv)"),
        ("Seed", str(options.seed)),
        ("Made with", f"themekit {themekit.__version__}"),
    )
