"""The methods appendix, built from what happened: pure, and the only way in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.inputs import About, ReportInputs
from themekit.report.methods_agreement import agreement
from themekit.report.methods_blocks import Block, MethodsModel, Paragraph, changed
from themekit.report.methods_codebook import codebook
from themekit.report.methods_coding import coding
from themekit.report.methods_guidelines import guidelines
from themekit.report.methods_limits import limits
from themekit.report.methods_machine import left_out, machine
from themekit.report.methods_material import material

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themekit.decisions import CodedStudy
    from themekit.records import ThemeMatrix
    from themekit.report.methods_blocks import MethodFacts

SUBTITLE = "What was done, as the record has it"


def is_appendix(texts: Iterable[str]) -> bool:
    """Tell whether some paragraphs are of a methods appendix: it says so below its title."""
    return SUBTITLE in texts


LEAD = (
    "Everything here is taken from the record of the study, up to event {number}. What "
    "the record cannot know stands as a question, and is for the authors to answer."
)


def build_methods(coded: CodedStudy, matrix: ThemeMatrix, facts: MethodFacts) -> MethodsModel:
    """Build the methods appendix.

    Parameters
    ----------
    coded : CodedStudy
    matrix : ThemeMatrix
        What was counted of it; for the public what may be told of that.
    facts : MethodFacts

    Returns
    -------
    MethodsModel
        Every text in it free of characters that XML forbids. No private memo is in it; in public
        no memo, no name but as its bearer wishes to be credited, and what stands for the words
        that identify somebody.
    """
    inputs = ReportInputs(coded, matrix, About(facts.traced, facts.public, facts.doubted))
    title = coded.study.title
    model = MethodsModel(title, SUBTITLE, facts.public, tuple(_blocks(inputs, facts)))
    model = changed(model, words.clean)
    return changed(model, inputs.uses.replacements.anywhere) if facts.public else model


def _blocks(inputs: ReportInputs, facts: MethodFacts) -> Iterator[Block]:
    yield Paragraph(LEAD.format(number=f"{inputs.coded.through:,}"))
    if not inputs.matrix.anyone_checked:
        yield Paragraph(words.notice(reflexive=inputs.reflexive))
    yield from material(inputs, facts)
    yield from codebook(inputs)
    yield from coding(inputs)
    yield from agreement(inputs, facts)
    yield from machine(inputs, facts)
    yield from left_out(inputs)
    yield from limits(inputs, facts)
    yield from guidelines(inputs)
