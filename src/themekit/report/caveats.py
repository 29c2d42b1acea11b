"""What somebody who reads the two pages alone would not learn, and has to.

Where the study does not agree with itself, what was not asked, what is recommended without a
finding, how far the sample stands for anybody else, and what rests on the machine alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report import people, words
from themekit.report.recommending import recommendations_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.report.findings import Contradiction
    from themekit.report.inputs import ReportInputs
    from themekit.report.model import SectionModel
    from themekit.study import Population

MOST, LONGEST = 3, 220
"""So many of a kind are told, each in so many characters: two pages stay two pages."""


def caveats_of(
    inputs: ReportInputs, sections: Sequence[SectionModel], contradictions: Sequence[Contradiction]
) -> Iterator[tuple[str, str]]:
    """Yield each thing that the two pages must not hide: what it is called, and what it is."""
    told = (
        ("The study does not agree with itself", _contradictions(contradictions, inputs)),
        ("Not asked", _not_asked(sections)),
        ("Recommended without a finding", _bare(inputs)),
        ("Sample", _sample(inputs)),
        ("The machine alone", " ".join(people.rests_on(inputs)[-1:])),
    )
    yield from ((label, text) for label, text in told if text)


def _contradictions(found: Sequence[Contradiction], inputs: ReportInputs) -> str:
    texts = (f"{one.first} and {one.second}: {one.said.rstrip('.')}" for one in found)
    return _listed(texts, inputs)


def _listed(texts: Iterator[str], inputs: ReportInputs) -> str:
    """Join the first few, each cut where it is long, and say how many are left out."""
    # Replaced before it is cut: half of a name would not be found any more.
    shown_as = inputs.uses.replacements.anywhere if inputs.public else str
    every = [shown_as(one) for one in texts]
    shown = [words.trim_end(one, LONGEST) for one in every[:MOST]]
    left = len(every) - len(shown)
    more = [f"{left:,} more in the report"] if left else []
    said = "; ".join((*shown, *more))
    return f"{said[:1].upper()}{said[1:]}." if said else ""


def _not_asked(sections: Sequence[SectionModel]) -> str:
    """Say strand by strand on how many findings nobody was asked, and on which sections at all."""
    total = sum(len(one.findings) for one in sections)
    missing: dict[str, dict[str, int]] = {}
    for section in sections:
        for finding in section.findings:
            for support in finding.support:
                if support.said == "not asked":
                    of = missing.setdefault(support.strand, {})
                    of[section.number] = of.get(section.number, 0) + 1
    sizes = {one.number: len(one.findings) for one in sections}
    said = []
    for strand, numbers in missing.items():
        whole = [number for number, count in numbers.items() if count == sizes[number]]
        wholly = f", among them all of section{'s' if len(whole) > 1 else ''} {', '.join(whole)}"
        on = f"{sum(numbers.values()):,} of the {words.plural(total, 'finding')}"
        said.append(f"{strand}: nothing on {on}{wholly if whole else ''}")
    return f"{'; '.join(said)}." if said else ""


def _bare(inputs: ReportInputs) -> str:
    bare = (one for one in recommendations_of(inputs) if one.link == "none")
    return _listed((f"{one.id} {one.text.rstrip('.')}" for one in bare), inputs)


def _sample(inputs: ReportInputs) -> str:
    """Say how the sample differs from the population, and that nobody was drawn at random."""
    told = [_compared(one, inputs) for one in inputs.coded.study.population]
    samples = [one.sample for one in inputs.strands if one.role == "primary"]
    if samples and "probability" not in samples and "census" not in samples:
        told.append("Nobody was drawn at random: figures are of those asked, of nobody else.")
    return " ".join(told)


def _compared(one: Population, inputs: ReportInputs) -> str:
    parts = []
    for value, share in one.shares:
        had, known, _ = inputs.sample_of(one, value)
        parts.append(
            f"{value} {words.count_and_share(had, known)} here, "
            f"{words.share(share)} in the population"
        )
    return f"By {one.attribute.replace('_', ' ')}: {'; '.join(parts)}."
