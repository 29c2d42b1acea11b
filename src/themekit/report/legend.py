"""How to read the numbers of the two pages: each kind, by an example that stands there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.sureness import COUNTED, RULE
from themekit.report.ticked import measures_sizes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.report.inputs import ReportInputs
    from themekit.report.summary import SummarySection

HOW_SURE = "How sure"
_OPPOSITE = (
    "“says the opposite”",
    (
        "people in whose words the opposite stands: one count, the same wherever these pages say "
        "who disagrees. Who said both is counted on both sides."
    ),
)
_ONE = (
    "One finding a section",
    (
        "the first, as the authors list them, for which people have read. First is no rank; the "
        "others stand in the report."
    ),
)
_OF = re.compile(r"^(\d[\d,]*) of (\d[\d,]*)\b")
_FOUND = re.compile(r"^found in (\d[\d,]*) of (\d[\d,]*)\b")
_WHO = r"(?:, by one or \w+ of \d+ people| by any of \d+ people| by the one who was asked)"
_SMALL = re.compile(rf"^(?:not )?raised{_WHO}")
_RAISED = re.compile(rf"^raised{_WHO}")
_SPEAKERS = re.compile(r"^raised by \d+ speakers?")
_COUNT = re.compile(r"\b(?:none|\d[\d,]*) of \d[\d,]*")


def legend_of(
    sections: Sequence[SummarySection], inputs: ReportInputs
) -> Iterator[tuple[str, str]]:
    """Yield how to read each kind of number that stands in some sections: its name, and how."""
    told = [text.rpartition(": ")[2] for one in sections for text, _ in one.figures]
    if told:
        yield from _own_words(told)
    yield from _groups(told, inputs)
    both = [one for one in sections if one.closed and one.figures]
    if both:
        # Where nobody was asked to write of it, a small figure is misread most.
        yield "Ticked, and told", _ticked(min(both, key=lambda one: not one.unwritten))
    if any(one.written for one in sections) and not measures_sizes(inputs):
        yield "How many, not how much", _no_sizes(sections)
    if any(one.opposite for one in sections):
        yield _OPPOSITE
    if any(one.more for one in sections):
        yield _ONE
    if any(one.sure and one.sure.word for one in sections):
        yield HOW_SURE, f"{COUNTED}{_in_two_strands(inputs)}"
        yield from ((f"“{word}”", meaning) for word, meaning in RULE)


def _in_two_strands(inputs: ReportInputs) -> str:
    """Say whether strands whose people are added share any: the same case, or organisation."""
    strands = [one.name for one in inputs.strands if one.role == "primary"]
    if len(strands) == 1:
        return ""
    cases = inputs.coded.cases
    heard = [
        {cases[one].organisation or one for one in inputs.cases_in(strand)} for strand in strands
    ]
    if len(set().union(*heard)) < sum(map(len, heard)):
        return " Whoever is in two strands, as a person or an organisation, counts in each."
    if all(any(cases[one].organisation for one in inputs.cases_in(of)) for of in strands):
        return " No person or organisation is noted in two of the strands that are added."
    return " Nothing says whether a person or an organisation was in two strands."


def _own_words(told: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield what a count of people is, wholly read or not."""
    whole = _first(_OF, told)
    said = "who were asked said so at least once, in their own words. Each dot is a person."
    if whole:
        yield f"“{whole[0]}”", f"{whole[1]} of the {whole[2]} people {said}"
    found = _first(_FOUND, told)
    if found:
        read = f"not all that the {found[2]} said has been read: reading on can add to the"
        dots = "" if whole else " Each dot is a person."
        yield f"“{found[0]}”", f"{read} {found[1]}, not take from it.{dots}"


def _groups(told: Sequence[str], inputs: ReportInputs) -> Iterator[tuple[str, str]]:
    """Yield what is told of few people, and of people who hear each other."""
    small = _first(_RAISED, told) or _first(_SMALL, told)
    group = _first(_SPEAKERS, told)
    if small:
        yield (
            f"“{small[0]}”",
            "where fewer than five were asked, it is said that somebody raised it, not how many.",
        )
    if words.WITHHELD in told:
        yield f"“{words.WITHHELD}”", "a figure of few people, who could be made out, is not shown."
    apart = [words.strand(one.name) for one in inputs.strands if one.role == "validation"]
    if group:
        yield f"“{group[0]}”", "in a group people hear each other: no share of them is given."
    if apart and told:
        yield (
            " and ".join(apart),
            "tested the findings, and is counted apart: neither for nor against.",
        )
    beside = [words.strand(one.name) for one in inputs.strands if one.role == "context"]
    if beside and told:
        yield ", ".join(beside), "background: in the report, not in these figures."


def _ticked(one: SummarySection) -> str:
    """Say why a box that was ticked and words of one's own are two figures."""
    told = (text.rpartition(": ")[2] for text, _ in one.figures if text.startswith(one.asked_in))
    own = next((found for text in told if (found := _COUNT.search(text))), None)
    beside = f"“{own[0]}”" if own else "What stands"
    why = ", though no question asked them to" if one.unwritten else ""
    return (
        f"“{one.closed[0][0].partition('; ')[0]}” ticked a box. {beside} below it is who spoke of "
        f"the same thing in their own words{why}. The two do not contradict each other."
    )


def _no_sizes(sections: Sequence[SummarySection]) -> str:
    """Say that the study measured no size of a change."""
    sized = next((one.size for one in sections if one.size), "")
    example = f" {sized.partition(';')[0]}." if sized else ""
    return f"nobody measured by how much anything rose or fell.{example}"


def _first(pattern: re.Pattern[str], told: Sequence[str]) -> re.Match[str] | None:
    """Return the first figure of a kind."""
    return next((found for one in told if (found := pattern.match(one))), None)
