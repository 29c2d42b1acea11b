"""Of the methods appendix: what the figures cannot carry, found from what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.decisions import older_words
from themekit.report import words
from themekit.report.base import count_base
from themekit.report.methods_blocks import Block, Heading, Listing, Question

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.report.inputs import ReportInputs
    from themekit.report.methods_blocks import MethodFacts

MORE = "What else limits what can be concluded, and for whom else may it hold?"


def limits(inputs: ReportInputs, facts: MethodFacts) -> Iterator[Block]:
    """Yield limits, and the place for those that only the authors know."""
    yield Heading("7. Limits")
    reflexive = inputs.coded.study.method == "reflexive"
    found = [*_material(inputs, reflexive=reflexive), *_people(inputs, reflexive=reflexive)]
    if facts.doubted:
        found.append(
            f"{words.plural(facts.doubted, 'file')} may have been read wrongly (themekit check)."
        )
    if found:
        yield Listing(tuple(found))
    yield Question(MORE)


def _material(inputs: ReportInputs, *, reflexive: bool) -> Iterator[str]:
    """Yield what the choice of people limits."""
    base = count_base(inputs)
    sample = {words.strand(one.name): one.sample for one in inputs.strands}
    primary = [one for one in base if one.role == words.ROLES["primary"]]
    chosen = [one.name for one in primary if sample[one.name] in {"opportunity", "purposive"}]
    if chosen:
        yield (
            f"{', '.join(chosen)}: not a probability sample, so nothing here says how common "
            "something is among people who were not asked."
        )
    small = [f"{one.name} ({one.cases:,})" for one in primary if 0 < one.cases < words.FEW]
    if small and not reflexive:
        yield f"Fewer than {words.FEW} took part, so there are no percentages: {', '.join(small)}."
    groups = [words.strand(one.name) for one in inputs.strands if one.kind == "group"]
    if groups:
        yield (
            f"{', '.join(groups)}: members of a group hear each other, so what they say is not "
            "said independently."
        )
    if not inputs.coded.questions and any(one.kind != "survey" for one in inputs.strands):
        yield "Silence may mean that nobody asked: the study keeps no list of what was asked."


def _people(inputs: ReportInputs, *, reflexive: bool) -> Iterator[str]:
    """Yield what of the coding nobody, or only one person, has looked at."""
    coded = inputs.coded
    if not coded.events:
        yield "No person has looked at anything: all codes are a machine's suggestions."
        return
    decisions = coded.decisions
    codable = decisions.passages.codable
    times: dict[int, int] = {}
    for found in decisions.lookers.values():
        for at in found:
            if codable[at]:
                times[at] = times.get(at, 0) + 1
    total, one = int(codable.sum()), sum(number == 1 for number in times.values())
    if total > len(times):
        yield f"Passages that nobody has looked at: {total - len(times):,} of {total:,}."
    if one and not reflexive:
        yield f"Passages that one person alone has read: {one:,} of {len(times):,} read."
    yield from _open_ends(inputs, reflexive=reflexive)


def _open_ends(inputs: ReportInputs, *, reflexive: bool) -> Iterator[str]:
    """Yield what rests on the machine alone, is not settled, or is of an older meaning."""
    found = inputs.coded.decisions.resolved
    counted = [
        (
            "Codes on a passage that rest on the machine alone, where nobody has looked",
            int((~found.held.human).sum()),
        ),
        ("Words of a meaning that a code no longer has", sum(older_words(inputs.coded).values())),
    ]
    if not reflexive:
        counted += [
            ("Differences between people that are not settled", len(found.disputed.pair)),
            ("Codes on a passage of which both readings stand", len(found.both.pair)),
        ]
    for what, number in counted:
        if number:
            yield f"{what}: {number:,}."
