"""Closed figures that stand beside a finding on the two pages: only of what it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from themekit.report.closed import ClosedItem
    from themekit.report.findings import FindingModel
    from themekit.report.inputs import ReportInputs
    from themekit.report.model import SectionModel
    from themekit.study import ClosedItem as Question

MOST = 3
HOW_MANY = "how many agree; nobody measured by how much"
OTHERS = "(other answers)"
"""Row of answers that were counted together: its name is no answer that anybody ticked."""


@dataclass(frozen=True, slots=True)
class Ticked:
    """Closed figures of one strand, waves side by side and never added up.

    Attributes
    ----------
    strand : str
        Of those whose questions are on it, the one that most people answered.
    figures : tuple of (figure, label, split)
        The split names every answer with its number, as the table of the section shows it.
    others : tuple of str
        Question by question how many ticked an answer that is not counted, and which.
    size : str
        ``27 of 30 is how many agree; nobody measured by how much``; of a scale alone,
        and only where no question asks for a number.
    """

    strand: str = ""
    figures: tuple[tuple[str, str, str], ...] = ()
    size: str = ""
    others: tuple[str, ...] = ()

    @classmethod
    def of(
        cls, section: SectionModel, finding: FindingModel | None, inputs: ReportInputs
    ) -> Ticked:
        """Take the closed figures on a finding; without one, the section's first."""
        questions = {(s.name, one.column): one for s in inputs.strands for one in s.closed}
        codes = inputs.codes_of_finding.get(finding.id, ()) if finding else ()
        wanted = inputs.directly.items(codes) if finding else None
        found = [
            (group, item)
            for group in section.closed
            for item in group.items
            if item.positive is not None and (wanted is None or (item.strand, item.item) in wanted)
        ]
        if not found:
            return cls()
        strand = max(found, key=lambda one: one[1].answered)[0].strand
        waves: dict[str, list[tuple[str, ClosedItem]]] = {}
        for group, item in found:
            if group.strand == strand:
                waves.setdefault(item.label, []).append((group.wave, item))
        shown = dict(list(waves.items())[:MOST])
        items = [item for pairs in shown.values() for _, item in pairs]
        asked = [questions[key] for one in items if (key := (one.strand, one.item)) in questions]
        return cls(
            strand,
            tuple((_told(pairs), label, _split(pairs)) for label, pairs in shown.items()),
            _size(asked, items) if not measures_sizes(inputs) else "",
            tuple(_others(shown, questions, public=inputs.public)),
        )


def measures_sizes(inputs: ReportInputs) -> bool:
    """Tell whether any closed question asks for a number."""
    return any(one.type == "number" for strand in inputs.strands for one in strand.closed)


def _size(asked: Iterable[Question], items: Iterable[ClosedItem]) -> str:
    """Say that a share of people who agree is no size of what they agree on."""
    scales = {one.column for one in asked if one.type == "scale"}
    first = next((one for one in items if one.item in scales), None)
    return f"{first.positive:,} of {first.answered:,} is {HOW_MANY}." if first else ""


def _told(found: list[tuple[str, ClosedItem]]) -> str:
    """Return the figure of a question, each of its waves."""
    several = len(found) > 1
    return "; ".join(
        f"{wave}: {item.positive_text}" if several else item.positive_text for wave, item in found
    )


def _split(found: Sequence[tuple[str, ClosedItem]]) -> str:
    """Return every answer to a question with its number, each of its waves."""
    several = len(found) > 1
    return "; ".join(
        f"{wave}: {item.answers_text}" if several else item.answers_text for wave, item in found
    )


def _others(
    shown: Mapping[str, Sequence[tuple[str, ClosedItem]]],
    questions: Mapping[tuple[str, str], Question],
    *,
    public: bool,
) -> Iterator[str]:
    """Say how many ticked an answer that is not counted, and which: none is said to be a no."""
    for label, pairs in shown.items():
        for wave, item in pairs:
            number = item.answered - (item.positive or 0)
            if number <= 0:
                continue
            at = [label] if len(shown) > 1 else []
            at += [wave] if len(pairs) > 1 else []
            said = _other(item, questions.get((item.strand, item.item)), number, public=public)
            yield f"{', '.join(at)}: {said}" if at else said


def _other(item: ClosedItem, question: Question | None, number: int, *, public: bool) -> str:
    """Return ``12 of 30 ticked another answer (No 9, No terms set 3)``."""
    few = public and number < words.FEWEST
    many = f"fewer than {words.FEWEST}" if few else f"{number:,}"
    if question is None or question.type == "multi":
        return f"{many} of {item.answered:,} did not tick it"
    counted = {_plain(one) for one in question.positive}
    rest = [(name, n) for name, n in item.answers if n and _plain(name) not in counted]
    # In public answers of few are counted together: then it is not told which they are.
    which = "" if few or sum(n for _, n in rest) != number else _which(rest)
    return f"{many} of {item.answered:,} ticked another answer{which}"


def _which(rest: Sequence[tuple[str, int]]) -> str:
    """Name the answers; those that were counted together come last, and alone they say nothing."""
    named = [f"{name} {n:,}" for name, n in rest if name != OTHERS]
    together = [f"all others {n:,}" for name, n in rest if name == OTHERS]
    return f" ({', '.join((*named, *together))})" if named else ""


def _plain(answer: str) -> str:
    return " ".join(answer.split()).casefold()
