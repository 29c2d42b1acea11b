"""Stage report: what was counted, as pages, workbooks and documents for readers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain

import themekit
from themekit.matrix import NO_THEME, build_matrix
from themekit.records import Pairs, Period, Stance, Suggestion, ThemeMatrix
from themekit.report import (
    Judgement,
    ReportInputs,
    StrandInfo,
    ThemeInfo,
    build_report,
    load_renderers,
    tables,
)
from themekit.store import write_outputs
from themekit.study import Population, Strand
from themekit.vectors import BUNDLED
from themekit.workflows.context import PUBLIC, Outcome, RunContext, wants_public
from themekit.workflows.counting import Counted
from themekit.workflows.doubts import study_doubts
from themekit.workflows.maps import segment_maps
from themekit.workflows.phrases import doubted
from themekit.workflows.result import Result
from themekit.workflows.tables import code_infos


def write_reports(context: RunContext, result: Result) -> Outcome:
    """Write the theme matrix for readers; with ``--public`` also what may be passed on."""
    files = _rendered(context, _inputs(context, result, result.matrix))
    maps = segment_maps(result, {code.id: code.name for code in context.codebook.codes})
    hashes = write_outputs(context.outputs, chain(files, maps))
    if wants_public(context):
        written = write_outputs(context.outputs / PUBLIC, _public(context, result))
        hashes |= {f"{PUBLIC}/{name}": seen for name, seen in written.items()}
    return Outcome(len(result.matrix.rows), len(hashes), {"outputs": hashes})


def _rendered(context: RunContext, inputs: ReportInputs) -> Iterator[tuple[str, list[bytes]]]:
    model = build_report(inputs)
    renderers = load_renderers()
    for done, renderer in enumerate(renderers):
        context.progress("report", done, len(renderers))
        yield f"theme_matrix{renderer.suffix}", [renderer.render(model)]
    context.progress("report", len(renderers), len(renderers))


def _public(context: RunContext, result: Result) -> Iterator[tuple[str, list[bytes]]]:
    """Yield the files for outsiders: no text but consented quotes, no small cells, no ids."""
    matrix = build_matrix(replace(result.counted.inputs, public=True))
    yield "theme_matrix.csv", list(tables.theme_matrix(matrix.rows, public=True).chunks())
    yield "codes_by_question.csv", list(tables.codes_by_question(matrix.by_question).chunks())
    yield "closed_questions.csv", list(tables.closed_questions(matrix.closed).chunks())
    yield from _rendered(context, replace(_inputs(context, result, matrix), public=True))


def _inputs(context: RunContext, result: Result, matrix: ThemeMatrix) -> ReportInputs:
    """Gather what the report is built from."""
    study, codebook, material = context.study, context.codebook, result.counted.material
    suggestions: dict[str, list[Suggestion]] = {}
    for one in result.counted.suggestions:
        suggestions.setdefault(one.segment_id, []).append(one)
    themes = [ThemeInfo(theme.name, theme.statement) for theme in codebook.themes]
    if any(not code.theme for code in codebook.codes):
        themes.append(ThemeInfo(NO_THEME))
    return ReportInputs(
        title=study.title,
        matrix=matrix,
        themes=tuple(themes),
        codes=tuple(code_infos(context).values()),
        strands=tuple(_strand(strand, result.counted) for strand in study.strands),
        segments={segment.id: segment for segment in material.segments},
        strand_of={document.id: document.strand for document in material.documents},
        case_of=material.case_of,
        suggestions=suggestions,
        judgements=_judgements(result),
        population=tuple(_population(one, result.counted) for one in study.population),
        facts=_facts(context, result),
        quotable=frozenset(
            segment.id
            for segment in material.segments
            if segment.codable
            and (case := material.case(segment))
            and case.consent_quote == "verbatim"
        ),
        codebook_version=codebook.version,
        periods=_periods(context),
        doubted=doubted(study_doubts(context)),
    )


def _strand(strand: Strand, counted: Counted) -> StrandInfo:
    waves = {one.wave for one in counted.material.documents if one.strand == strand.name}
    when = ", ".join(sorted(wave for wave in waves if wave))
    return StrandInfo(
        strand.name, strand.role, strand.sample, strand.attribution, strand.unit, when
    )


def _judgements(result: Result) -> dict[str, list[Judgement]]:
    found: dict[str, list[Judgement]] = {}
    for one in result.standings:
        if one.state != "suggested":
            stance: Stance = "against" if one.against else "for"
            found.setdefault(one.segment_id, []).append(Judgement(one.code_id, one.state, stance))
    return found


def _population(population: Population, counted: Counted) -> str:
    """Set the sample's shares beside the population's, with the reasons to distrust the pair."""
    material = counted.material
    values = [
        dict(case.attributes).get(population.attribute, "")
        for case in material.cases.values()
        if not case.withdrawn
    ]
    known = [value for value in values if value]
    compared = "; ".join(
        f"{value}: {known.count(value)} of {len(known)} here, {share:.0%} there"
        for value, share in population.shares
    )
    name = population.attribute.replace("_", " ")
    source = ", ".join(part for part in (population.source, population.date) if part)
    parts = [f"{name.capitalize()} against {source or 'the population'}: {compared}."]
    return " ".join([*parts, population.mismatch]).strip()


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


def _periods(context: RunContext) -> dict[tuple[str, str, str, str], Period]:
    """Say which rows of the further outlines take only a part of a theme or code in time."""
    found: dict[tuple[str, str, str, str], Period] = {}
    for outline in context.study.outlines:
        for section in outline.sections:
            for item in section.items:
                code = context.codebook.find(item.code) if item.code else None
                theme = code.theme if code else item.theme
                place = (outline.name, section.heading, theme, code.id if code else "")
                found[place] = item.period
    return found
