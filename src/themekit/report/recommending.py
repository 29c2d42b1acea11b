"""What follows from the findings, and where the study does not say the same twice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.findings import CONTESTED, Contradiction, RecommendationModel

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themekit.report.findings import FindingModel
    from themekit.report.inputs import ReportInputs
    from themekit.study import Population, Recommendation

_LINKS = {
    "direct": "Rests directly on {}.",
    "inferred": "Inferred from {}: it takes a step that the study did not test.",
    "none": "No finding of this study bears on it.",
}


def recommendations_of(inputs: ReportInputs) -> tuple[RecommendationModel, ...]:
    """Return the study's recommendations with the findings that each rests on."""
    statements = {one.id: one.statement for one in inputs.coded.findings}
    return tuple(_recommendation(one, statements) for one in inputs.coded.recommendations)


def _recommendation(one: Recommendation, statements: dict[str, str]) -> RecommendationModel:
    ids = tuple(name for name in one.rests_on if name in statements)
    link = one.link if ids else "none"
    named = "finding " + ids[0] if len(ids) == 1 else "findings " + ", ".join(ids)
    return RecommendationModel(
        id=one.id,
        text=one.text,
        addressee=one.addressee,
        link=link,
        rests_on=tuple((name, statements[name]) for name in ids),
        said=_LINKS[link].format(named),
    )


def unused_findings(inputs: ReportInputs) -> tuple[str, ...]:
    """Return the ids of findings on which no recommendation rests; none without any."""
    used = {name for one in inputs.coded.recommendations for name in one.rests_on}
    if not inputs.coded.recommendations:
        return ()
    return tuple(one.id for one in inputs.coded.findings if one.id not in used)


def contradictions_of(
    inputs: ReportInputs, findings: Iterable[FindingModel]
) -> tuple[Contradiction, ...]:
    """List the places where the study does not say the same twice.

    Findings of which one is set against the other; judgements that the coding does not bear out;
    shares of the sample that the study states and that are not those computed.
    """
    return (*_between(inputs), *_within(findings), *_stated(inputs))


def _between(inputs: ReportInputs) -> Iterator[Contradiction]:
    """Yield each pair of findings that speak against each other, once; then the contested ones."""
    known = {one.id: one for one in inputs.coded.findings}
    told: set[frozenset[str]] = set()
    for one in inputs.coded.findings:
        for other in one.against:
            pair = frozenset((one.id, other))
            if other in known and other != one.id and pair not in told:
                told.add(pair)
                said = f"“{one.statement}” / “{known[other].statement}”"
                yield Contradiction(f"finding {one.id}", f"finding {other}", said)
    among = frozenset().union(*told)
    for one in inputs.coded.findings:
        if one.status.strip().casefold() == CONTESTED and one.id not in among:
            said = f"“{one.statement}” is contested in the team."
            yield Contradiction(f"finding {one.id}", "the team", said)


def _within(findings: Iterable[FindingModel]) -> Iterator[Contradiction]:
    """Yield where what was judged is not what was coded."""
    for one in findings:
        for support in one.support:
            if support.note:
                second = f"the coding of {support.strand}"
                yield Contradiction(f"finding {one.id}", second, f"{support.note}.", "coding")


def _stated(inputs: ReportInputs) -> Iterator[Contradiction]:
    """Yield shares of the sample that are stated otherwise than they come to."""
    for one in inputs.coded.study.population:
        for value, stated in one.stated:
            had, known, everybody = inputs.sample_of(one, value)
            bases = [of for of in dict.fromkeys((known, everybody)) if of]
            if bases and words.rounded(stated) not in {words.rounded(had / of) for of in bases}:
                shares = " and ".join(
                    f"{had:,} of {of:,} are {words.share(had / of)}" for of in bases
                )
                said = f"{value}: {words.share(stated)} as stated; {shares}."
                yield Contradiction(
                    f"the stated sample by {_name(one)}", "the cases", said, "sample"
                )


def _name(population: Population) -> str:
    return population.attribute.replace("_", " ")
