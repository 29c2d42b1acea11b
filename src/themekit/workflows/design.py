"""``themekit design``: which way of monitoring would have noticed a change, at what effort."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from themekit._yaml import did_you_mean
from themekit.codebook import Code
from themekit.decisions import CodedStudy, minutes_a_passage, telling_a_story
from themekit.designing import (
    Effort,
    Outlook,
    Pace,
    Pilot,
    Versions,
    effort_of,
    noticed_by,
    sentences,
    versions_of,
)
from themekit.errors import InputError, Problem, UsageError
from themekit.files import write_whole
from themekit.matrix.asking import GROUP
from themekit.names import folded, typed
from themekit.report.csvtext import Table
from themekit.report.design_chart import Point, drawn
from themekit.statistics.prevalence import LEAST_STANDING
from themekit.study import MATTERS, Designs, Strand, load_designs
from themekit.tasks.pace import reckoned_seconds
from themekit.workflows.loading import load_coded
from themekit.workflows.pilot_lacks import Known, refusals
from themekit.workflows.piloting import Piloting
from themekit.workflows.project import open_result

DESIGNS = (
    "design", "code_id", "before", "after", "noticed", "noticed_low", "noticed_high", "wrong_way",
    "false_alarms_year", "smallest_change", "hours", "tellers_hours", "hours_basis",
)  # fmt: skip
DRAWS = 10_000
MOST_CODES = 8
"""Codes that are followed where nobody says which: those that most cases have."""
FILE = "designs"
RANDOM = (
    "Simulated on {cases:,} cases that people have read. Who tells is drawn from them as if at "
    "random: where those who tell differ from wave to wave, less can be told than this says."
)
PARTLY = (
    "{names}: the part that is read stands for all only if chance chose it: themekit coders STUDY "
    "hand-out NAME --cases N --strand {strand}."
)
TOO_FEW = (
    f"{{names}}: fewer than {LEAST_STANDING} that chance chose do not stand for a wave. 'themekit "
    "waves' tells nothing there until the rest is read, and so does this."
)
Row = tuple[str | float | None, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """What was simulated.

    Attributes
    ----------
    rows : list of rows
        Of `DESIGNS`.
    sentences : tuple of str
        One a change.
    notes : tuple of str
        On what it rests, and what is assumed.
    files : tuple of Path
        Written: the table and the chart.
    """

    rows: list[Row]
    sentences: tuple[str, ...]
    notes: tuple[str, ...]
    files: tuple[Path, ...]


def weigh_designs(path: Path, file: Path, draws: int = DRAWS, seed: int = 0) -> Weighed:
    """Simulate ways of monitoring on what a study knows of itself.

    Parameters
    ----------
    path : Path
        The study's folder.
    file : Path
        designs.yaml.
    draws : int
        Pairs of waves drawn for each design, code and change.
    seed : int

    Raises
    ------
    InputError
        If the file is wrong, names what the study does not have, or the study knows too little of
        itself: then with what is to be read first.
    UsageError
        If nothing can be simulated of such a study.
    """
    plan = load_designs(file, str(file))
    with open_result(path) as context:
        if context.study.method == "reflexive":
            raise UsageError("A reflexive study has no shares, so no change of one can be noticed.")
        coded = load_coded(context, scored=True)
        strand = _strand(coded, plan)
        piloting = Piloting(coded, strand)
        every = piloting.pilot(coded.codebook.codes)
        codes, left_out = _enough(plan, piloting, every)
        places = [coded.codebook.codes.index(code) for code in codes]
        pilot = every.of(places)
        versions = versions_of(every, seed, steady=plan.steady).of(places)
        pace = _pace(coded, piloting, plan)
        found = [
            (one, effort_of(one.design, pilot, versions, pace))
            for one in noticed_by(
                pilot, versions, plan, _matters(coded, plan, codes), draws=draws, seed=seed
            )
        ]
        outlooks = [one for one, _ in found]
        said = tuple(sentences(outlooks, plan.waves_a_year))
        rows = [row for outlook, effort in found for row in _rows(outlook, effort)]
        files = _write(context.study.root / "outputs", rows, found, len(codes))
    return Weighed(rows, said, (*left_out, *_notes(plan, pilot, versions, strand.name)), files)


def _rows(outlook: Outlook, effort: Effort) -> Iterator[Row]:
    for one in outlook.noticed:
        yield (
            outlook.design.name, one.code_id, one.change.before, one.change.after,
            *(round(part, 4) for part in (one.noticed, one.low, one.high, one.wrong_way)),
            round(outlook.false_alarms_year, 3), one.smallest,
            round(effort.hours, 2), round(effort.tellers_hours, 2), effort.basis,
        )  # fmt: skip


def _write(
    folder: Path, rows: Sequence[Row], found: Sequence[tuple[Outlook, Effort]], codes: int
) -> tuple[Path, ...]:
    """Write the table, and a chart of it in two kinds."""
    points = list(_points(found))
    svg, png = drawn(points, codes)
    written = []
    for ending, data in (
        ("csv", Table(DESIGNS, rows).csv()),
        ("svg", svg.encode("utf-8")),
        ("png", png),
    ):
        written.append(folder / f"{FILE}.{ending}")
        write_whole(written[-1], data)
    return tuple(written)


def _points(found: Sequence[tuple[Outlook, Effort]]) -> Iterator[Point]:
    """Yield a point a design and change: the mean over codes."""
    for outlook, effort in found:
        for change in dict.fromkeys(one.change for one in outlook.noticed):
            here = [one for one in outlook.noticed if one.change == change]
            noticed, low, high = (
                sum(values) / len(here)
                for values in zip(*((one.noticed, one.low, one.high) for one in here), strict=True)
            )
            yield Point(
                outlook.design.name, (change.before, change.after), effort.hours,
                noticed, low, high,
            )  # fmt: skip


# -- what is simulated --------------------------------------------------------------------------


def _strand(coded: CodedStudy, plan: Designs) -> Strand:
    """Return the strand that is meant."""
    known = [one for one in coded.study.strands if one.kind != GROUP]
    if plan.strand:
        found = [one for one in known if folded(one.name) == folded(plan.strand)]
        if found:
            return found[0]
        hint = did_you_mean(plan.strand, [one.name for one in known])
        message = f"there is no strand '{plan.strand}' of single people"
        raise InputError.one(plan.file, plan.strand_line, message, hint)
    primary = [one for one in known if one.role == "primary"] or known
    if len(primary) == 1:
        return primary[0]
    if not known:
        raise UsageError("In a group people hear each other: there is no share to follow.")
    names = ", ".join(f"'{one.name}'" for one in primary)
    hint = f"add 'strand: ...' with one of {names}"
    raise InputError.one(plan.file, None, "the study has several strands", hint)


def _named(coded: CodedStudy, plan: Designs) -> dict[Code, int | None]:
    """Return the codes that the file names, with their lines."""
    codebook, found, problems = coded.codebook, dict[Code, int | None](), list[Problem]()
    lines = plan.code_lines or (None,) * len(plan.codes)
    for name, line in zip(plan.codes, lines, strict=True):
        code = codebook.find(name)
        if code is None:
            hint = did_you_mean(name, [one.name for one in codebook.codes])
            problems.append(Problem(plan.file, line, f"there is no code '{name}'", hint))
        else:
            found.setdefault(code, line)
    if problems:
        raise InputError(problems)
    return found


def _watched(coded: CodedStudy) -> list[Code]:
    """Return the codes that the study follows."""
    found = (coded.codebook.find(one.code) for one in coded.study.watch if one.code)
    return [code for code in found if code]


def _matters(coded: CodedStudy, plan: Designs, codes: Sequence[Code]) -> list[float]:
    """Return which change of each code matters: as the file says, else as the study does."""
    if plan.matters is not None:
        return [plan.matters] * len(codes)
    watched = {
        code.id: one.matters
        for one in coded.study.watch
        if one.code and (code := coded.codebook.find(one.code))
    }
    return [watched.get(code.id, MATTERS) for code in codes]


def _enough(plan: Designs, piloting: Piloting, pilot: Pilot) -> tuple[list[Code], tuple[str, ...]]:
    """Return the codes that are simulated, and which are left out.

    Where the file names no codes, those are taken that the study watches, else the commonest; of
    these, those of which enough is known.
    """
    coded = piloting.coded
    named = _named(coded, plan)
    wanted = list(named) or _watched(coded)
    codes = wanted or list(coded.codebook.codes)
    known = {code: Known.of(pilot, coded.codebook.codes.index(code)) for code in codes}
    good = [code for code in codes if known[code].enough]
    poor = [code for code in codes if not known[code].enough]
    if not good or (named and poor):
        told = poor if wanted else [max(poor, key=lambda code: known[code])]
        raise InputError(refusals(plan.file, piloting, {code: known[code] for code in told}, named))
    if wanted:
        return good, tuple(known[code].said(code) for code in poor)
    common = sorted(good, key=lambda code: -known[code].yes)[:MOST_CODES]
    return [code for code in codes if code in common], ()


def _pace(coded: CodedStudy, piloting: Piloting, plan: Designs) -> Pace:
    """Return how long one reader needs for a story: as measured for those who asked for it."""
    measured, told = minutes_a_passage(coded.measured), telling_a_story(coded)
    if measured is None:
        minutes = reckoned_seconds(piloting.letters) * piloting.passages / 60
        return Pace(minutes, "assumed", plan.telling, told)
    return Pace(measured * piloting.passages, "measured", plan.telling, told)


def _notes(plan: Designs, pilot: Pilot, versions: Versions, strand: str) -> tuple[str, ...]:
    """Say on what it rests, and what of it is assumed."""
    same = any(one.same_people for one in plan.designs)
    notes = [RANDOM.format(cases=len(pilot.holds))]
    told = {
        "steady": same and plan.steady is None,
        "returns": same and any(one.returns is None for one in plan.designs if one.same_people),
        "skips": any(one.skips is None for one in plan.designs),
    }
    notes += [words for name, words in versions.notes if told[name]]
    parts = [one for one in plan.designs if one.read < one.stories]
    few = [one for one in parts if one.read < LEAST_STANDING]
    for words, those in ((PARTLY, [one for one in parts if one not in few]), (TOO_FEW, few)):
        if those:
            names = ", ".join(f"'{one.name}'" for one in those)
            notes.append(words.format(names=names, strand=typed(strand)))
    if any(one.machine for one in plan.designs) and pilot.scores is None:
        notes.append("There are no suggestions: designs with the machine are simulated without.")
    return tuple(notes)
