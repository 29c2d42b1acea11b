"""Stage report: what was counted, as pages, workbooks and documents for readers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import themekit
from themekit.matrix import build_matrix
from themekit.records import Pairs, ThemeMatrix
from themekit.report import About, build_report, load_renderers, tables
from themekit.store import write_outputs
from themekit.vectors import BUNDLED
from themekit.workflows.context import PUBLIC, Outcome, RunContext, wants_public
from themekit.workflows.counting import Result
from themekit.workflows.doubts import study_doubts
from themekit.workflows.phrases import doubted
from themekit.workflows.topic_outputs import segment_maps


def write_reports(context: RunContext, result: Result) -> Outcome:
    """Write the theme matrix for readers; with ``--public`` also what may be passed on."""
    files = _rendered(context, result, result.matrix)
    maps = segment_maps(result, {code.id: code.name for code in context.codebook.codes})
    hashes = write_outputs(context.outputs, chain(files, maps))
    if wants_public(context):
        written = write_outputs(context.outputs / PUBLIC, _public(context, result))
        hashes |= {f"{PUBLIC}/{name}": seen for name, seen in written.items()}
    return Outcome(len(result.matrix.rows), len(hashes), {"outputs": hashes})


def _rendered(
    context: RunContext, result: Result, matrix: ThemeMatrix, *, public: bool = False
) -> Iterator[tuple[str, list[bytes]]]:
    about = About(_facts(context, result), public, doubted(study_doubts(context)))
    model = build_report(result.coded, matrix, about)
    renderers = load_renderers()
    for done, renderer in enumerate(renderers):
        context.progress("report", done, len(renderers))
        yield f"theme_matrix{renderer.suffix}", [renderer.render(model)]
    context.progress("report", len(renderers), len(renderers))


def _public(context: RunContext, result: Result) -> Iterator[tuple[str, list[bytes]]]:
    """Yield the files for outsiders: no text but consented quotes, no small cells, no ids."""
    matrix = build_matrix(result.coded, public=True)
    yield "theme_matrix.csv", list(tables.theme_matrix(matrix.rows, public=True).chunks())
    yield "codes_by_question.csv", list(tables.codes_by_question(matrix.by_question).chunks())
    yield "closed_questions.csv", list(tables.closed_questions(matrix.closed).chunks())
    yield from _rendered(context, result, matrix, public=True)


def _facts(context: RunContext, result: Result) -> Pairs:
    """Say what a reader needs to trace the run."""
    codebook, options = context.codebook, context.options
    version = f", version {codebook.version}" if codebook.version else ""
    topics = result.topics
    found = sum(topic.id >= 0 for topic in topics.topics)
    return (
        ("Codebook", f"{codebook.name}{version} ({codebook.hash[:8]})"),
        ("Method", f"{context.study.method} thematic analysis"),
        ("Suggestions by", f"{options.model or BUNDLED} ({context.models.encoder_key[:8]})"),
        ("Language model", context.models.analyser_key),
        ("Topics", topics.reason or f"{found} candidate topics (topics.csv)"),
        ("Seed", str(options.seed)),
        ("Made with", f"themekit {themekit.__version__}"),
    )
