"""Put the theme matrix together: index once, ask what stands, count."""

from __future__ import annotations

import numpy as np

from themekit.decisions import CodedStudy, Flags
from themekit.disclosure import Uses
from themekit.matrix.asking import read_questions
from themekit.matrix.by_case import case_rows
from themekit.matrix.cells import RowCounter, in_all, said_by_people
from themekit.matrix.change import NextReading, changes_in, next_readings
from themekit.matrix.closed import closed_rows
from themekit.matrix.corrected import Correction
from themekit.matrix.estimates import Estimates
from themekit.matrix.findings import finding_rows
from themekit.matrix.found import Evidence
from themekit.matrix.outlines import Tree, row_specs
from themekit.matrix.placed import placed_rows
from themekit.matrix.prompts import read_prompts
from themekit.matrix.questions import question_rows, without_small
from themekit.matrix.small_cells import withhold
from themekit.matrix.units import MatrixError, Units, in_time, index
from themekit.records import CorrectedFigure, MatrixRow, ThemeMatrix


def build_matrix(coded: CodedStudy, *, public: bool = False) -> ThemeMatrix:
    """Count everything that holds in a study.

    Parameters
    ----------
    coded : CodedStudy
    public : bool
        Whether the result is for readers outside: small cells are withheld, `holding` is empty
        everywhere, quotations are of words that may be quoted, answers in people's own words that
        few gave are counted together, and there is no `by_case`: a row of that is a person.

    Raises
    ------
    MatrixError
        If the parts of the study contradict each other: an unknown strand, document, theme or code
        (in an outline), two segments of one id.
    """
    evidence = gather(coded, public=public)
    tree = Tree(coded.codebook)
    correction = Correction(coded, evidence)
    rows, corrected = _rows(coded, tree, evidence, correction)
    waves = sorted({one.wave for one in coded.documents}, key=in_time)
    questions = tuple(question_rows(tree, evidence, waves))
    closed = closed_rows(coded, waves, public=public)
    by_wave, changes = changes_in(coded, tree, correction, rows, closed)
    return ThemeMatrix(
        rows=tuple(rows),
        by_question=without_small(questions, rows) if public else questions,
        closed=closed,
        placed=placed_rows(coded, waves, public=public),
        by_case=() if public else case_rows(tree, evidence),
        status=_status(evidence),
        anyone_checked=evidence.decisions.looked.anywhere,
        corrected=() if public else corrected,
        # In public a further count of the same people would let a withheld one be worked out.
        findings=() if public else finding_rows(coded, tree, evidence, correction),
        trust=evidence.estimates.trust() if evidence.estimates else (),
        by_wave=by_wave,
        changes=changes,
    )


def what_to_read(coded: CodedStudy, matrix: ThemeMatrix) -> tuple[NextReading, ...]:
    """Return what to read next, so that what is watched from wave to wave can be told.

    Parameters
    ----------
    coded : CodedStudy
    matrix : ThemeMatrix
        Of the same, not public.
    """
    correction = Correction(coded, gather(coded))
    return next_readings(coded, Tree(coded.codebook), correction, matrix.rows)


def gather(coded: CodedStudy, *, public: bool = False) -> Evidence:
    """Index everything that rows are counted from."""
    units, people = index(coded)
    return Evidence(
        strands=coded.study.strands,
        units=units,
        people=people,
        decisions=coded.decisions,
        asking=read_questions(coded, units, people),
        prompts=read_prompts(coded, units, Tree(coded.codebook)),
        roles={coder.id: coder.role for coder in coded.coders},
        quotable=_quotable(coded, units) if public else None,
        reflexive=coded.study.method == "reflexive",
        estimates=Estimates(coded) if coded.study.method != "reflexive" else None,
    )


def _quotable(coded: CodedStudy, units: Units) -> Flags:
    """Tell of each unit whether readers outside may be shown its words."""
    uses = Uses(coded)
    known = coded.segment_by_id
    found = (uses.may_be_quoted(known[id_]) for id_ in units.ids)
    return np.fromiter(found, bool, len(units))


def _rows(
    coded: CodedStudy, tree: Tree, evidence: Evidence, correction: Correction
) -> tuple[list[MatrixRow], tuple[CorrectedFigure, ...]]:
    """Count every row of every outline; correct those that can be."""
    counter = RowCounter(evidence)
    specs = row_specs(tree, coded.study.outlines)
    table = [counter.rows(spec) for spec in specs]
    infos = [evidence.strands[one.strand] for one in evidence.units.occasions]
    if evidence.public:
        joined = [info if in_all(info) else None for info in infos]
        table = withhold(table, specs, joined)
    found: list[MatrixRow] = []
    figures: list[CorrectedFigure] = []
    for spec, rows in zip(specs, table, strict=True):
        lines, told = correction.lines(rows, spec)
        found += said_by_people(lines, evidence)
        figures += told
    return found, tuple(figures)


def _status(evidence: Evidence) -> tuple[tuple[str, str], ...]:
    """Say of every unit what became of it; one whose speaker withdrew is ``skipped``."""
    units = evidence.units
    coded = np.zeros(len(units), dtype=bool)
    coded[evidence.decisions.resolved.held.pair % max(len(units), 1)] = True
    names = np.where(units.codable, np.where(coded, "coded", "uncoded"), "skipped").tolist()
    status = tuple(zip(units.ids, names, strict=True))
    counts = {name: names.count(name) for name in ("coded", "uncoded", "skipped")}
    if sum(counts.values()) != len(units) or (coded & ~units.codable).any():
        raise MatrixError(f"{counts} are not the {len(units)} units read, each once")
    return status
