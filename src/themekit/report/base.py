"""What the figures rest on: strands, participants, units read."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from themekit.report import words
from themekit.report.inputs import ReportInputs
from themekit.study import IMPORTED


@dataclass(frozen=True, slots=True)
class StrandBase:
    """Who and how much stands behind a strand's figures."""

    name: str
    role: str
    sample: str
    attribution: str
    unit: str
    when: str
    cases: int
    documents: int
    segments: int
    skipped: int


@dataclass(frozen=True, slots=True)
class Units:
    """Every unit read, and what became of it; the sums hold."""

    read: int
    coded: int
    uncoded: int
    skipped: tuple[tuple[str, int], ...]

    @property
    def text(self) -> str:
        """The same as a sentence."""
        total = sum(n for _, n in self.skipped)
        why = ", ".join(f"{reason} {n:,}" for reason, n in self.skipped)
        return (
            f"{words.plural(self.read, 'unit')} read: {self.coded:,} with at least one code, "
            f"{self.uncoded:,} without, {total:,} skipped" + (f" ({why})." if why else ".")
        )


def count_units(inputs: ReportInputs) -> Units:
    """Count what became of every unit read."""
    status = dict(inputs.matrix.status)
    counts: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for segment in inputs.segments.values():
        fate = status.get(segment.id, "skipped" if segment.skip_reason else "uncoded")
        counts[fate] += 1
        if fate == "skipped":
            reasons[segment.skip_reason or "unstated"] += 1
    skipped = tuple(sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0])))
    return Units(sum(counts.values()), counts["coded"], counts["uncoded"], skipped)


def count_base(inputs: ReportInputs) -> tuple[StrandBase, ...]:
    """Count participants, documents and segments of each strand, in study order."""
    found: dict[str, _Tally] = {strand.name: _Tally() for strand in inputs.strands}
    for segment in inputs.segments.values():
        tally = found[inputs.strand_of[segment.document]]
        tally.documents.add(segment.document)
        tally.segments += segment.codable
        tally.skipped += not segment.codable
        taking_part = segment.speaker_role == "participant" and segment.skip_reason != "withdrawn"
        if taking_part and segment.id in inputs.case_of:
            tally.cases.add(inputs.case_of[segment.id])
    return tuple(_base(name, found[name], inputs) for name in found)


@dataclass(slots=True)
class _Tally:
    """What is counted of one strand while its segments pass by."""

    cases: set[str] = field(default_factory=set)
    documents: set[str] = field(default_factory=set)
    segments: int = 0
    skipped: int = 0


def _base(name: str, tally: _Tally, inputs: ReportInputs) -> StrandBase:
    """Join what the study says of a strand with what was counted."""
    strand = next(one for one in inputs.strands if one.name == name)
    how = words.SAMPLES.get(strand.sample, strand.sample)
    return StrandBase(
        name=words.strand(name),
        role=words.ROLES.get(strand.role, strand.role),
        sample="" if name == IMPORTED else how,
        attribution=strand.attribution or name,
        unit=words.UNITS.get(strand.unit, strand.unit),
        when=inputs.when(name),
        cases=len(tally.cases),
        documents=len(tally.documents),
        segments=tally.segments,
        skipped=tally.skipped,
    )
