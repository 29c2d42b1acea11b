"""Of the methods appendix: what a machine did, how far it holds, and what was left out."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from themekit.report import fairness, words
from themekit.report.base import count_units
from themekit.report.counting import for_outside
from themekit.report.methods_blocks import Block, Grid, Heading, Listing, Paragraph, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.records import MatrixRow, Trust
    from themekit.report.inputs import ReportInputs
    from themekit.report.methods_blocks import MethodFacts

FEWEST = 10
"""Drawn passages below which nothing is said of how far suggestions hold."""
USED = "Was a machine used for anything else: transcribing, translating, writing? With what?"


def machine(inputs: ReportInputs, facts: MethodFacts) -> Iterator[Block]:
    """Yield what a machine did, and what people's draws corrected."""
    yield Heading("5. What a machine did")
    reflexive = inputs.coded.study.method == "reflexive"
    yield from _suggested(inputs, facts)
    if facts.topics:
        yield Paragraph(f"Topics: {facts.topics}. They are candidates; no theme was made of them.")
    if not reflexive:
        yield from _corrected(inputs)
        yield from _trust(inputs)
        yield from _fair(inputs, facts)
    yield Grid(
        "What it was made with",
        ("What", "Which"),
        facts.traced,
    )
    yield Question(USED)


def _suggested(inputs: ReportInputs, facts: MethodFacts) -> Iterator[Block]:
    number = len(inputs.coded.suggestions)
    if not number:
        yield Paragraph("A machine suggested no code.")
        return
    learned = (
        f" They were learned from people's decisions up to event {facts.learned_through:,}."
        if facts.learned_through
        else " They come from the codebook alone: no decision was learned from."
    )
    yield Paragraph(
        f"A machine suggested codes on passages ({number:,} suggestions stand) and people decide: "
        f"where somebody looked, their word replaces the suggestion.{learned}"
    )


def _corrected(inputs: ReportInputs) -> Iterator[Block]:
    """Yield what the figures of codes rest on, and how many were corrected by a random draw."""
    rows = [
        one
        for one in inputs.matrix.rows
        if one.outline == "report" and one.code_id and one.strand != words.ALL
    ]
    if not rows:
        return
    basis: Counter[str] = Counter(one.basis for one in rows)
    yield Grid(
        "What the figures of the matrix rest on (a figure is a code in a strand)",
        ("Rests on", "Figures"),
        tuple(
            (said[:1].upper() + said[1:], f"{basis[name]:,}")
            for name, said in words.BASIS.items()
            if basis[name]
        ),
        (1,),
    )
    yield Paragraph(_how_corrected(rows))


def _how_corrected(rows: list[MatrixRow]) -> str:
    corrected = sum(one.basis == "corrected" for one in rows)
    estimated = sum(one.estimate is not None for one in rows)
    said = []
    if corrected:
        one = corrected == 1
        said.append(
            f"{words.plural(corrected, 'figure')} {'is' if one else 'are'} corrected by draws of "
            "whole cases that people read; the interval says what this material would have come "
            "to, had these people read all of it."
        )
    if estimated:
        said.append(
            f"For {words.plural(estimated, 'figure')} the number of passages is estimated from "
            "passages that were drawn at random and checked."
        )
    return " ".join(said) or "No figure was corrected, and none is an estimate."


def _trust(inputs: ReportInputs) -> Iterator[Block]:
    """Yield how far suggestions hold, from blind random draws alone."""
    yield Heading("How far its suggestions hold", 3)
    found = {one.code_id: one for one in inputs.matrix.trust}
    if not found:
        yield Paragraph(
            "Not measured: no passage was drawn at random and read without suggestions."
        )
        return
    rows = []
    for code in inputs.codes:
        one = found.get(code.id)
        if one is None or one.drawn < FEWEST:
            drawn = f"{one.drawn:,}" if one else "0"
            rows.append((code.name, drawn, "not measured", "not measured"))
        else:
            told = _held_and_missed(for_outside(one) if inputs.public else one)
            rows.append((code.name, f"{one.drawn:,}", *told))
    yield Grid(
        "Code by code, on passages drawn at random and read without suggestions",
        ("Code", "Passages drawn", "Suggestions that hold", "Passages that were missed"),
        tuple(rows),
        (1, 2, 3),
    )


def _fair(inputs: ReportInputs, facts: MethodFacts) -> Iterator[Block]:
    """Yield whether what every group says is found as well."""
    names = {one.id: one.name for one in inputs.codes}
    told = fairness.fairness_told(facts.fairness, names, public=inputs.public)
    if told:
        yield Heading(fairness.HEADING, 3)
        yield Paragraph(fairness.EXPLAINED)
        yield Listing(told)


def _held_and_missed(one: Trust) -> tuple[str, str]:
    """Say how many suggestions hold and how many passages are missed."""
    if one.withheld:
        return words.WITHHELD, words.WITHHELD
    held = words.count(one.held, one.suggested) if one.suggested else "none was suggested"
    missed = words.count(one.missed, one.uses) if one.uses else "nobody found it"
    return held, missed


def left_out(inputs: ReportInputs) -> Iterator[Block]:
    """Yield what became of every unit, and what counts nowhere; the sums hold."""
    yield Heading("6. What was left out, and why")
    units = count_units(inputs)
    rows = [
        ("With at least one code", units.coded),
        ("Without a code", units.uncoded),
        *((f"Not coded: {reason}", number) for reason, number in units.skipped),
        ("All that was read", units.read),
    ]
    yield Grid(
        "Every unit that was read",
        ("What became of it", "Units"),
        tuple((name, f"{number:,}") for name, number in rows),
        (1,),
    )
    if nowhere := tuple(_nowhere(inputs)):
        yield Listing(nowhere)
    elif inputs.coded.events:
        yield Paragraph("Every decision in force is counted.")


def _nowhere(inputs: ReportInputs) -> Iterator[str]:
    """Yield which decisions count nowhere."""
    coded = inputs.coded
    if not coded.events:
        return
    found = coded.decisions
    for number, what in (
        (len(found.waiting), "that wait for their coder, who had said something else meanwhile"),
        (len(found.unplaced), "on a text that is not there any more"),
        (len(found.unknown), "of a code, or a codebook, that nobody knows"),
        (len(found.record.apart), "of a draw to repeat, to bridge or to practise"),
    ):
        if number:
            yield f"Decisions and looks {what}: {number:,}. They are counted nowhere."
