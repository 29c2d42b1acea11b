"""Put the theme matrix together: index once, decide, count."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from themekit.matrix.asking import read_questions
from themekit.matrix.by_case import case_rows
from themekit.matrix.cells import Evidence, RowCounter
from themekit.matrix.closed import closed_rows
from themekit.matrix.holding import Holdings, decide
from themekit.matrix.inputs import MatrixError, MatrixInputs
from themekit.matrix.looks import read_looks
from themekit.matrix.outlines import Tree, row_specs
from themekit.matrix.questions import question_rows, without_small
from themekit.matrix.small_cells import withhold
from themekit.matrix.suggested import read_suggestions
from themekit.matrix.units import Units, index
from themekit.matrix.words import read_words
from themekit.records import MatrixRow, ThemeMatrix


def build_matrix(inputs: MatrixInputs, evidence: Evidence | None = None) -> ThemeMatrix:
    """Count everything that holds in a study.

    Parameters
    ----------
    inputs : MatrixInputs
        Its iterables are read once.
    evidence : Evidence, optional
        Of the same inputs, where `gather` has been asked for it already.

    Returns
    -------
    ThemeMatrix
        In public (`inputs.public`) small cells are withheld, `holding` is empty everywhere, and
        there is no `by_case`: a row of that is a person.

    Raises
    ------
    MatrixError
        If the parts of `inputs` contradict each other: an unknown strand, document, theme or code
        (in an outline), two segments of one id.
    """
    evidence = evidence or gather(inputs)
    tree = Tree(inputs.codes, inputs.themes)
    rows = _rows(inputs, tree, evidence)
    waves = _waves(inputs)
    questions = tuple(question_rows(tree, evidence, waves))
    return ThemeMatrix(
        rows=tuple(rows),
        by_question=without_small(questions, rows) if inputs.public else questions,
        closed=closed_rows(inputs, waves),
        by_case=() if inputs.public else case_rows(tree, evidence),
        status=_status(evidence.units, evidence.holdings),
        anyone_checked=evidence.coverage.anywhere,
    )


def gather(inputs: MatrixInputs) -> Evidence:
    """Index everything and decide what holds."""
    codes = {code.id: number for number, code in enumerate(inputs.codes)}
    units, people = index(inputs)
    words = read_words(inputs.codings, units, codes)
    coverage, lookers = read_looks(inputs.looks, units, codes, words)
    suggested = read_suggestions(inputs.suggestions, units, codes)
    return Evidence(
        strands=inputs.strands,
        units=units,
        people=people,
        holdings=decide(words, lookers, suggested, coverage),
        coverage=coverage,
        asking=read_questions(inputs, units, people, codes),
        public=inputs.public,
    )


def _rows(inputs: MatrixInputs, tree: Tree, evidence: Evidence) -> list[MatrixRow]:
    """Count every row of every outline."""
    counter = RowCounter(evidence)
    rows: list[MatrixRow] = []
    for spec in row_specs(tree, inputs.outlines):
        cells = counter.rows(spec)
        rows += withhold(cells, inputs.strands) if inputs.public else cells
    return rows


def _waves(inputs: MatrixInputs) -> Sequence[str]:
    """Return the waves in reading order."""
    return tuple(dict.fromkeys((*inputs.waves, *(item.wave for item in inputs.documents))))


def _status(units: Units, holdings: Holdings) -> tuple[tuple[str, str], ...]:
    """Say of every unit what became of it; one whose speaker withdrew is ``skipped``."""
    coded = np.zeros(len(units), dtype=bool)
    coded[holdings.held.key % max(len(units), 1)] = True
    names = np.where(units.codable, np.where(coded, "coded", "uncoded"), "skipped").tolist()
    status = tuple(zip(units.ids, names, strict=True))
    counts = {name: names.count(name) for name in ("coded", "uncoded", "skipped")}
    if sum(counts.values()) != len(units) or (coded & ~units.codable).any():
        raise MatrixError(f"{counts} are not the {len(units)} units read, each once")
    return status
