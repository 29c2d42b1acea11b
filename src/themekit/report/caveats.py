"""What somebody who reads the two pages alone would not learn, and has to.

Where the study does not agree with itself, what was not asked, what is recommended without a
finding, how far the sample stands for anybody else, and what rests on the machine alone.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.recommending import recommendations_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

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
        (
            "The study does not agree with itself",
            _contradictions(contradictions, inputs, "findings"),
        ),
        ("Judged otherwise than coded", _contradictions(contradictions, inputs, "coding")),
        ("Not asked", _not_asked(sections, inputs)),
        ("Not read", _unread(inputs)),
        ("Waves", _waves(inputs)),
        ("Sample", _sample(inputs)),
        ("Sample stated otherwise", _contradictions(contradictions, inputs, "sample")),
        ("Recommended without a finding", _bare(inputs)),
    )
    yield from ((label, text) for label, text in told if text)


def _contradictions(found: Sequence[Contradiction], inputs: ReportInputs, kind: str) -> str:
    def told(one: Contradiction) -> str:
        # Of a sample the label says all that its two places would.
        where = "" if kind == "sample" else f"{one.first} and {one.second}: "
        return f"{where}{one.said.rstrip('.')}"

    return _listed((told(one) for one in found if one.kind == kind), inputs)


def _listed(texts: Iterator[str], inputs: ReportInputs) -> str:
    """Join the first few, each cut where it is long, and say how many are left out."""
    # Replaced before it is cut: half of a name would not be found any more.
    shown_as = inputs.uses.replacements.anywhere if inputs.public else str
    every = [shown_as(one) for one in texts]
    shown = [words.trim_end(one, LONGEST) for one in every[:MOST]]
    left = len(every) - len(shown)
    more = [f"{left:,} more in the report"] if left else []
    said = "; ".join((*shown, *more))
    end = "" if said.endswith((".”", ".")) else "."
    return f"{said[:1].upper()}{said[1:]}{end}" if said else ""


def _not_asked(sections: Sequence[SectionModel], inputs: ReportInputs) -> str:
    """Name, strand by strand, the findings about which it was or was not asked: the fewer."""
    every = [finding for section in sections for finding in section.findings]
    named = {words.strand(one.name): one.name for one in inputs.strands}
    missing: dict[str, list[str]] = {}
    silent: dict[str, list[str]] = {}
    for finding in every:
        codes = inputs.codes_of_finding.get(finding.id, ())
        for support in finding.support:
            nothing = support.said == "not asked"
            if nothing or inputs.never_asked(named.get(support.strand, ""), codes):
                missing.setdefault(support.strand, []).append(finding.id)
            if nothing and not inputs.public:  # there it is not told of every finding
                silent.setdefault(support.strand, []).append(finding.id)
    subjects = {one.id: section.heading for section in sections for one in section.findings}
    said = [_asked(name, found, silent.get(name, []), subjects) for name, found in missing.items()]
    return " ".join(said)


def _asked(
    strand: str, missing: Sequence[str], silent: Sequence[str], subjects: Mapping[str, str]
) -> str:
    """Say on what a strand was not asked, and how much of that nobody raised there.

    On what is said by section: which findings these are stands in the report, strand by strand.
    """
    asked = [one for one in subjects if one not in missing]
    total = words.plural(len(subjects), "finding")
    if not asked:
        said, rest = f"{strand}: asked about none of {total}", "of them"
    elif len(asked) < len(missing):
        said = f"{strand}: asked about only {len(asked):,} of {total} ({_on(asked, subjects)})"
        rest = f"of the other {len(missing):,}"
    else:
        said = f"{strand}: not asked about {len(missing):,} of {total} ({_on(missing, subjects)})"
        rest = "of these"
    if not silent:
        return f"{said}."
    if len(silent) == len(missing):
        return f"{said}; {rest} nobody there raised any."
    verb = "was" if len(silent) == 1 else "were"
    return f"{said}; {rest}, {len(silent):,} {verb} raised by nobody there."


def _on(found: Sequence[str], subjects: Mapping[str, str]) -> str:
    """Return the sections of some findings; of several, how many of each."""
    many = Counter(subjects[one] for one in found)
    if len(many) == 1:
        return f"on {next(iter(many))}"
    return "on " + ", ".join(f"{name} {number:,}" for name, number in many.items())


def _unread(inputs: ReportInputs) -> str:
    """Say how many passages nobody has read, and in how many of these a machine suggests codes."""
    if not inputs.coded.events:
        return ""
    decisions = inputs.coded.decisions
    codable = decisions.passages.codable
    read = decisions.looked.of_any(range(len(inputs.codes))) & codable
    total, left = int(codable.sum()), int(codable.sum() - read.sum())
    held, size = decisions.resolved.held, max(len(decisions.passages), 1)
    alone = (held.pair[~held.human] % size).tolist()
    inside = len({at for at in alone if not read[at]})
    beside = len({at for at in alone if read[at]})
    said = []
    if left:
        guessed = f"; in {inside:,} of these the machine alone suggests codes" if inside else ""
        said.append(f"Nobody has read {left:,} of {words.plural(total, 'passage')}{guessed}.")
    if beside:
        others = words.plural(beside, "passage")
        said.append(f"In {others} that people read for some codes the machine suggests others.")
    if alone:
        said.append("No figure of people here counts what it suggests.")
    return " ".join(said)


def _bare(inputs: ReportInputs) -> str:
    bare = (one for one in recommendations_of(inputs) if one.link == "none")
    return _listed((f"{one.id} {one.text.rstrip('.')}" for one in bare), inputs)


def _sample(inputs: ReportInputs) -> str:
    """Say how the sample differs from the population, and that no people were drawn at random."""
    from themekit.decisions import random_draws

    told = [_compared(one, inputs) for one in inputs.coded.study.population]
    samples = [one.sample for one in inputs.strands if one.role == "primary"]
    if samples and "probability" not in samples and "census" not in samples:
        what = "No people were drawn at random"
        if random_draws(inputs.coded.draws):
            what += " (passages to be read were)"
        told.append(f"{what}: figures are of those asked, of nobody else.")
    return " ".join(told)


def _waves(inputs: ReportInputs) -> str:
    """Say that waves side by side are no verdict, and who came and went from first to last."""
    if inputs.coded.study.method == "reflexive":
        return ""
    # Each strand's rows end with its first wave beside its last.
    widest = {row.strand: row for row in inputs.matrix.changes}
    if not widest:
        return ""
    told = []
    for row in widest.values():
        moved = [f"{n:,} {what}" for n, what in ((row.left, "left"), (row.joined, "joined")) if n]
        if moved:
            told.append(f"{row.strand}, {row.start} to {row.end}: {', '.join(moved)}")
    who = f" ({'; '.join(told)})" if told else ""
    return (
        f"A difference between two waves may be chance, or other people who told{who}. "
        "Which of them rose or fell, and of which that cannot be told, stands in changes.csv."
    )


def _compared(one: Population, inputs: ReportInputs) -> str:
    parts = []
    for value, share in one.shares:
        had, known, _ = inputs.sample_of(one, value)
        parts.append(
            f"{value} {words.count_and_share(had, known)} here, "
            f"{words.share(share)} in the population"
        )
    return f"By {one.attribute.replace('_', ' ')}: {'; '.join(parts)}."
