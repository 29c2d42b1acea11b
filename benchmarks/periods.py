"""How often words name the time that people named: before or after a study's event.

    python benchmarks/periods.py [STUDY]

STUDY (default: corpora/lifeline-london) has people's codings imported and was run. Where its
study.yaml names no event, `FRAME` stands for what it would say. A pair is a code on a passage on
which it stands by people's word, with one time that they named. *By the suggestion* reads the time
that stands beside a suggestion, from its evidence; *by the passage* the whole passage, as if no
evidence were known. *Words alone* leaves out what study.yaml says of questions. Always saying the
commonest time is right most often and says nothing: what counts is how many of the pairs called
before or after are so, and how many of those that are so are found. Files at even places, sorted by
the sha256 of their path, were looked at while the rules were made.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from themekit import open_study
from themekit.language import Times
from themekit.records import Period, TimeFrame
from themekit.spans import Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themekit.records import Segment, Suggestion
    from themekit.workflows.opening import OpenStudy

ASKED = ("before", "after")
FRAME = TimeFrame(
    event="the pandemic",
    also=("Covid", "coronavirus"),
    start=(2020, 3),
    end=(2021, 7),
    default="during",
    questions=(
        ("before the pandemic", "before"),
        ("before Covid", "before"),
        ("going forward", "after"),
        ("looking forward", "after"),
    ),
)
"""What lifeline-london would say under ``periods``."""


@dataclass(frozen=True)
class Pair:
    """A code on a passage with the time that people named."""

    segment: Segment
    even: bool
    period: Period
    suggestion: Suggestion | None


def pairs(study: OpenStudy) -> Iterator[Pair]:
    """Yield what people said stands and of which they named one time."""
    places = even_documents(study)
    segments = {one.id: one for one in study.segments}
    suggested = {(one.segment_id, one.code_id): one for one in study.suggestions}
    for one in study.standings():
        said = {word.period for word in one.yes} - {""}
        if one.settled and one.settled.period:
            said = {one.settled.period}
        if one.by_people and one.counts and len(said) == 1:
            segment = segments[one.segment_id]
            found = suggested.get((one.segment_id, one.code_id))
            yield Pair(segment, places[segment.document], said.pop(), found)


def even_documents(study: OpenStudy) -> dict[str, bool]:
    """Tell of each document whether its file was looked at."""
    paths = {one.source for one in study.documents}
    order = sorted(paths, key=lambda path: hashlib.sha256(path.encode()).hexdigest())
    return {one.id: order.index(one.source) % 2 == 0 for one in study.documents}


def named(times: Times, pair: Pair, *, whole: bool) -> Period:
    """Return the time that words name for a pair."""
    evidence = None
    if pair.suggestion and not whole:
        at = pair.segment.start
        evidence = Span(pair.suggestion.evidence_start - at, pair.suggestion.evidence_end - at)
    return times.spoken(pair.segment.text, evidence, pair.segment.question).period


def told(found: Iterable[Pair], frame: TimeFrame, *, whole: bool) -> str:
    """Return a line's figures for before, after and both."""
    times, counts = Times(frame), Counter[tuple[Period, Period]]()
    for pair in found:
        counts[named(times, pair, whole=whole), pair.period] += 1
    cells = []
    for wanted in ((ASKED[0],), (ASKED[1],), ASKED):
        called = sum(n for (said, _), n in counts.items() if said in wanted)
        right = sum(n for (said, so), n in counts.items() if said in wanted and said == so)
        there = sum(n for (_, so), n in counts.items() if so in wanted)
        cells.append(f"{right} of {called} right, {right} of {there} found")
    return " | ".join(cells)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("study", nargs="?", type=Path, default=Path("corpora/lifeline-london"))
    study = open_study(parser.parse_args().study)
    told_there = study.study.periods
    frame, found = told_there if told_there.event else FRAME, list(pairs(study))
    print(f"{len(found)} pairs: {dict(Counter(pair.period for pair in found))}")
    print("| files | read | rules | before | after | both |\n|---|---|---|---|---|---|")
    for files, chosen in (
        ("looked at", [pair for pair in found if pair.even]),
        ("not looked at", [pair for pair in found if not pair.even]),
        ("all", found),
    ):
        for whole in (False, True):
            read = "by the passage" if whole else "by the suggestion"
            for rules, used in (
                ("with questions", frame),
                ("words alone", replace(frame, questions=())),
            ):
                print(f"| {files} | {read} | {rules} | {told(chosen, used, whole=whole)} |")


if __name__ == "__main__":
    main()
