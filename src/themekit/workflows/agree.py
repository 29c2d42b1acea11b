"""``themekit agree``: how far people agree, what the machine is worth, what showing it does."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from themekit.agreement.differences import (
    descriptions_table,
    differences_table,
    double_table,
    wavering_table,
)
from themekit.agreement.effect import Effect, effect_of_showing
from themekit.agreement.fairness import fairness
from themekit.agreement.given import ArmsFound, GivenOut, arms_of
from themekit.agreement.machine import machine_table
from themekit.agreement.said import Draws, Said, said_before_and_again, said_of_codes
from themekit.agreement.stretches import spans_table
from themekit.agreement.tables import (
    Frame,
    Table,
    main_table,
    oneself_table,
    pooled_table,
    sets_table,
)
from themekit.codebook import Code
from themekit.decisions import CodedStudy
from themekit.events import Coding, Memo
from themekit.records import Fairness, Segment
from themekit.report.fairness import FAIRNESS, fairness_cells, fairness_told, is_named
from themekit.workflows.context import RunContext
from themekit.workflows.groups import groups_of, suggests_now
from themekit.workflows.loading import load_coded
from themekit.workflows.project import open_result
from themekit.workflows.selection import Selection

REFLEXIVE = (
    "method: reflexive: no coefficient is reckoned. There a code is somebody's reading, and "
    "another reading is no error to be counted; where people read differently is listed to talk "
    "about."
)
NO_RELIABILITY = (
    "Nothing here is called reliability: that takes two people who, without suggestions and by "
    "themselves, coded the same passages of a random draw."
)
EMPTY = {
    "agreement": "No agreement: no passage was read by two people.",
    "oneself": "No agreement with oneself: no repeat has been coded.",
    "fairness": "Nothing on groups of people: no draw that kept its suggestions has been coded "
    "blind, or nothing is known of people that makes groups.",
    "machine": "Nothing on the machine: no draw that kept its suggestions has been coded.",
    "pooled": "No pooled kappa: no passage was read by two people.",
    "sets": "Nothing on sets of codes: no passage was read by two people.",
    "spans": "Nothing on spans: no passage was read by two people.",
}
"""What a table without a row comes from."""
ONE_PEER = "not told: it would be of one person"


@dataclass(frozen=True, slots=True)
class Agreed:
    """What is told of a study's agreement.

    Attributes
    ----------
    tables : tuple of Table
    notes : tuple of str
        What a reader has to know beside the numbers.
    """

    tables: tuple[Table, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """What every table is made of.

    Attributes
    ----------
    coded : CodedStudy
    words : sequence of Said
        Everybody's independent words on what was chosen.
    segments : dict of segment id to Segment
    frame : Frame
    """

    coded: CodedStudy
    words: Sequence[Said]
    segments: dict[str, Segment]
    frame: Frame


def compare(path: Path, selection: Selection, by: str = "code", *, further: bool = True) -> Agreed:
    """Return every table of a study's agreement.

    Parameters
    ----------
    path : Path
        The study's folder.
    selection : Selection
        Segments and codes that are compared.
    by : {'code', 'theme', 'pair', 'role', 'strand'}
    further : bool
        Whether tables over all codes, sets and spans are reckoned, too: they take longest.
    """
    with open_result(path) as context:
        found = _load(context, selection, scored=True)
    return _compared(found, by, further=further)


def compare_coded(coded: CodedStudy) -> Agreed:
    """Return of what `compare` tells, code by code, the part that a methods appendix tells.

    Parameters
    ----------
    coded : CodedStudy
        Loaded already; all of it is compared.
    """
    found = material_of(coded)
    segments = found.segments
    double = double_table(found.words, coded.decisions, segments, found.frame)
    if coded.study.method == "reflexive":
        return Agreed((double,), (REFLEXIVE, *_of_what(found)))
    main = main_table(found.words, "code", found.frame)
    oneself = oneself_table(_repeats(found), found.frame)
    return Agreed((main, oneself, double), tuple(_notes(found, main)))


def material_of(coded: CodedStudy) -> Material:
    """Return everybody's independent words on all that is to be coded."""
    segments = {one.id: one for one in coded.segments if one.codable}
    return _material(coded, segments, coded.codebook.codes)


def _compared(found: Material, by: str, *, further: bool) -> Agreed:
    """Return every table of what was loaded."""
    coded, frame, words = found.coded, found.frame, found.words
    differences = (
        double_table(words, coded.decisions, found.segments, frame),
        wavering_table(words, frame),
        descriptions_table(words, frame),
    )
    if coded.study.method == "reflexive":
        return Agreed(differences, (REFLEXIVE, *_of_what(found)))
    main = main_table(words, by, frame)
    out = GivenOut.of(coded)
    fair = fair_in(found, out=out)
    tables: tuple[Table, ...] = (
        main,
        oneself_table(_repeats(found), frame),
        machine_table(words, out, frame),
        _fairness_table(fair, frame),
        *differences,
    )
    if further:
        spans = coded.decisions.independent_spans()
        tables = (
            *tables,
            pooled_table(words, frame),
            sets_table(words, frame),
            spans_table(words, spans, found.segments, frame),
        )
    empty = (EMPTY[one.name] for one in tables if not one.rows and one.name in EMPTY)
    return Agreed(tables, (*_notes(found, main), *fairness_told(fair, frame.topics), *empty))


def fair_in(found: Material, seed: int = 0, out: GivenOut | None = None) -> Fairness:
    """Return how evenly groups of people are found, by the machine as it suggests now.

    Parameters
    ----------
    found : Material
    seed : int
        Of what is drawn.
    out : GivenOut, optional
        What was given out in the study's draws, where it is known already.
    """
    coded = found.coded
    return fairness(
        found.words,
        out or GivenOut.of(coded),
        found.frame,
        groups_of(coded),
        suggests=suggests_now(coded.scores),
        seed=seed,
    )


def _fairness_table(found: Fairness, frame: Frame) -> Table:
    """Return how evenly groups are found: what shows a difference first, else as in the file."""
    ranked = sorted(found.rows, key=lambda one: not is_named(one))
    rows = (fairness_cells(one) for one in ranked)
    return Table(
        "fairness",
        "Whether what every group of people says is found as well: random passages read without "
        "suggestions, groups of 20 people or more",
        ("code", *FAIRNESS[1:]),
        tuple((frame.topics.get(str(code), "(all codes)"), *rest) for code, *rest in rows),
        (
            "code",
            "who",
            "attribute",
            "group",
            "cases",
            "recall",
            "precision",
        ),
    )


def _repeats(found: Material) -> list[tuple[Said, Said]]:
    """Return what was said before and again of the chosen segments and codes."""
    return [
        (before, again)
        for before, again in said_before_and_again(found.coded)
        if again.segment_id in found.segments and again.topic in found.frame.topics
    ]


def list_differences(path: Path, selection: Selection) -> Agreed:
    """Return every passage that people read differently, with its text.

    Parameters
    ----------
    path, selection
        As for `compare`.
    """
    with open_result(path) as context:
        found = _load(context, selection)
    table = differences_table(
        found.words, found.coded.decisions, found.segments, found.frame, _reasons(found.coded)
    )
    return Agreed(
        (table,), (f"{_counted(len(table.rows), 'difference', 'differences')}.", *_of_what(found))
    )


def _reasons(coded: CodedStudy) -> dict[int, str]:
    """Return what coders gave as the reason of their own words, by the number of the event."""
    record = coded.decisions.record
    found: dict[int, list[str]] = defaultdict(list)
    for event in coded.events:
        if isinstance(event, Coding) and event.memo:
            found[event.number].append(event.memo)
        elif isinstance(event, Memo) and event.about == "coding" and not event.private:
            about = record.by_id.get(event.target)
            if about and about.coder == event.coder and event.event_id not in record.void:
                found[about.number].append(event.text)
    return {number: " ".join(told) for number, told in found.items()}


def measure_effect(path: Path, selection: Selection) -> Agreed:
    """Return the effect of showing suggestions.

    Parameters
    ----------
    path, selection
        As for `compare`.
    """
    with open_result(path) as context:
        found = _load(context, selection)
    if found.coded.study.method == "reflexive":
        return Agreed((), (REFLEXIVE,))
    arms = arms_of(found.words, GivenOut.of(found.coded))
    effect = effect_of_showing(arms.arms)
    people = {one.coder for one in arms.arms}
    peers = {one for one in people if found.frame.roles.get(one) == "peer"}
    if effect.coders == 1 and peers:
        effect = replace(
            effect, value=None, interval=None, degrees=None, shown=None, blind=None,
            reason=ONE_PEER,
        )  # fmt: skip
    return Agreed((_effect_table(effect, arms),), tuple(_of_what(found)))


def _load(context: RunContext, selection: Selection, *, scored: bool = False) -> Material:
    """Load a study and everybody's independent words on what was chosen."""
    coded = load_coded(context, scored=scored)
    chosen, wanted = selection.test(context, coded), selection.code_ids(context)
    segments = {one.id: one for one in coded.segments if one.codable and chosen(one)}
    codes = [one for one in context.codebook.codes if not wanted or one.id in wanted]
    return _material(coded, segments, codes)


def _material(
    coded: CodedStudy,
    segments: dict[str, Segment],
    codes: Iterable[Code],
) -> Material:
    """Return everybody's independent words on some segments and codes of a loaded study."""
    topics = {one.id: one.shown_path for one in codes}
    themes = {
        theme: tuple(one.id for one in coded.codebook.in_theme(theme) if one.id in topics)
        for theme in coded.codebook.theme_names
    }
    frame = Frame(
        coded.case_of,
        {one.id: coded.strand_of[one.document] for one in segments.values()},
        topics,
        {theme: ids for theme, ids in themes.items() if ids},
        coded.coder_names,
        {one.id: one.role for one in coded.coders},
    )
    reliability = coded.study.method == "reliability"
    said = said_of_codes(coded.decisions, Draws.of(coded.draws), reliability=reliability)
    words = [one for one in said if one.segment_id in segments and one.topic in topics]
    return Material(coded, words, segments, frame)


def _notes(found: Material, main: Table) -> Iterator[str]:
    yield from _of_what(found, together=main.columns[0] != "strand")
    yield (
        "Intervals hold 95 %: whole cases are drawn anew 1,000 times, from 20 cases up. Both "
        "leaving a code out is agreement in alpha and in percent, not in positive agreement."
    )
    if found.coded.study.method == "reliability":
        words = main.columns.index("words")
        if not any(str(row[words]).startswith("reliability") for row in main.rows):
            yield NO_RELIABILITY
    asked = {one.topic for one in found.words}
    unread = sum(code not in asked for code in found.frame.topics)
    if unread:
        yield f"{unread} codes that nobody has looked at are not in the tables."


def _of_what(found: Material, *, together: bool = True) -> Iterator[str]:
    """Yield of what the numbers are, and whether strands are counted together."""
    coded = found.coded
    units = {one.name: one.unit for one in coded.study.strands}
    strands = dict.fromkeys(found.frame.strand_of.values())
    told = [f"{name}: {units[name]}" for name in strands if name in units]
    if told:
        yield f"Unit of coding: {'; '.join(told)}."
    if together and len({units[name] for name in strands if name in units}) > 1:
        yield "Units of several kinds are counted together here; --by strand tells them apart."
    coders = {one.coder for one in found.words}
    read = {one.segment_id for one in found.words}
    cases = {found.frame.case_of.get(one, one) for one in read}
    yield (
        f"Independent words of {_counted(len(coders), 'person', 'people')} on {len(read)} of "
        f"{len(found.segments)} passages, from {_counted(len(cases), 'case', 'cases')}: what each "
        "said before seeing what others said. The machine is nobody."
    )
    waiting = len(coded.decisions.waiting)
    if waiting:
        yield f"{waiting} decisions wait for their coder and are in no number."


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _effect_table(effect: Effect, arms: ArmsFound) -> Table:
    low, high = effect.interval or (None, None)
    return Table(
        "effect",
        "Effect of showing suggestions: among pairs of passage and code that the machine would "
        "suggest, share of yes with suggestions minus share of yes without (coder by coder; 95 % "
        "interval clustered by document: CR2, Satterthwaite)",
        (
            "effect", "low", "high", "yes_shown", "yes_blind", "documents", "coders", "pairs",
            "given_shown", "given_blind", "missing_shown", "missing_blind", "one_arm_only",
            "both_ways", "degrees_of_freedom", "why_empty",
        ),
        (
            (
                effect.value, low, high, effect.shown, effect.blind, effect.documents,
                effect.coders, effect.pairs, arms.given[True], arms.given[False],
                arms.unsure[True], arms.unsure[False], effect.left_out, arms.both_ways,
                effect.degrees, effect.reason,
            ),
        ),
    )  # fmt: skip
