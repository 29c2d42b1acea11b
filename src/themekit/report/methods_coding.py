"""Of the methods appendix: who coded how, in which draws, and where they say that they stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from themekit.events import Coding, Look
from themekit.report import words
from themekit.report.methods_blocks import Block, Grid, Heading, Listing, Paragraph, Question
from themekit.report.methods_words import day
from themekit.report.people import A_CODER, A_PEER, A_RESEARCHER, credited

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from themekit.events import Coder, Draw, Memo
    from themekit.report.inputs import ReportInputs

ROLES = {
    "researcher": "researcher",
    "peer": "peer researcher",
    "facilitator": "facilitator",
    "imported": "their words came in a file",
}
PURPOSES = {
    "count": "to be counted",
    "overlap": "read by several, to compare them",
    "repeat": "read again by the same person",
    "bridge": "to compare two versions of the codebook",
    "practice": "to try out; counted nowhere",
}
METHODS = {"random": "at random", "chosen": "chosen", "all": "all of them"}
MODES = {"blind": "without suggestions", "assisted": "with suggestions"}
TOGETHER = {
    A_PEER: "Peer researchers",
    A_RESEARCHER: "Researchers",
    A_CODER: "Coders",
}
"""Those who are not named: what several of them did is told of all at once."""
NOT_STATED = "not stated"
WHERE_THEY_STAND = (
    "Who are those who coded (work, lived experience, training in coding), where do they stand on "
    "the subject, and how may that have shaped what they read in it?"
)


@dataclass(slots=True)
class Reader:
    """What coders whom a reader knows by one name did, together.

    Attributes
    ----------
    roles, people : set of str
    blind, assisted, settled : set of int
        Passages, by number.
    given : int
        Times that they said of a code that it applies.
    """

    roles: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    blind: set[int] = field(default_factory=set)
    assisted: set[int] = field(default_factory=set)
    settled: set[int] = field(default_factory=set)
    given: int = 0


def readers(inputs: ReportInputs) -> dict[str, Reader]:
    """Return what each coder did, by the name under which a reader may know them."""
    coded, found = inputs.coded, dict[str, Reader]()
    if not coded.events:
        return found
    decisions = coded.decisions
    size, codable = len(decisions.passages), decisions.passages.codable
    roles = {one.id: one.role for one in coded.coders}

    def of(coder: str) -> Reader:
        (name,) = credited((coder,), coded, public=inputs.public)
        reader = found.setdefault(name, Reader())
        reader.people.add(coder)
        reader.roles.add(roles.get(coder, "researcher"))
        return reader

    for at, looks in decisions.latest.looks.items():
        for look in looks if codable[at] else ():
            (of(look.coder).blind if look.mode == "blind" else of(look.coder).assisted).add(at)
    for pair, said in decisions.latest.words.items():
        for word in said.values() if codable[pair % size] else ():
            reader = of(word.coder)
            (reader.blind if word.mode == "blind" else reader.assisted).add(pair % size)
            reader.given += word.verdict == "yes"
    for pair, one in decisions.latest.settled.items():
        of(one.coder).settled.add(pair % size)
    return found


def coding(inputs: ReportInputs) -> Iterator[Block]:
    """Yield who coded how, and in which draws."""
    yield Heading("3. Who coded, and how")
    found = readers(inputs)
    if not found:
        yield Paragraph(
            "Nobody has coded by this state: whatever stands in the tables was suggested by a "
            "machine."
        )
        yield Question(WHERE_THEY_STAND)
        return
    rows = tuple(_row(name, one) for name, one in found.items())
    yield Grid(
        "Who looked at how many passages",
        (
            "Who", "Role", "Passages looked at", "Without suggestions", "With suggestions",
            "Codes given", "Passages settled",
        ),
        rows,
        (2, 3, 4, 5, 6),
    )  # fmt: skip
    yield Paragraph(
        "A passage that somebody looked at in both ways is in both columns. To settle is to decide "
        "how a code stands where people differed. The machine is not counted as a coder."
    )
    yield from _draws(inputs)
    yield from _standpoints(inputs)


def _row(name: str, one: Reader) -> tuple[str, ...]:
    people = len(one.people)
    who = f"{name[:1].upper()}{name[1:]}"
    if people > 1:
        who = f"{TOGETHER.get(name, who)} ({people}, together)"
    roles = ", ".join(ROLES[role] for role in ROLES if role in one.roles)
    numbers = (
        len(one.blind | one.assisted), len(one.blind), len(one.assisted), one.given,
        len(one.settled),
    )  # fmt: skip
    return (who, roles, *(f"{number:,}" for number in numbers))


def _draws(inputs: ReportInputs) -> Iterator[Block]:
    """Yield how passages were handed out."""
    coded = inputs.coded
    void = coded.decisions.record.void
    draws = [one for one in coded.draws if one.event_id not in void]
    if not draws:
        yield Paragraph(
            "No draw is on record: nobody can say from this study with what chance a passage was "
            "read."
        )
        yield Question("How were the passages chosen that people read, and in what order?")
        return
    done: Counter[str] = Counter()
    seen: set[tuple[str, str, str, int, int]] = set()
    for event in coded.events:
        if isinstance(event, Look) and event.draw and event.event_id not in void:
            place = (event.draw, event.coder, event.document, event.start, event.end)
            done[event.draw] += place not in seen
            seen.add(place)
    grouped: dict[str, list[Draw]] = {}
    for one in draws:
        grouped.setdefault(one.draw, []).append(one)
    yield Grid(
        "Draws: what was given out, how it was chosen, and how much of it was done",
        (
            "Draw", "What for", "Chosen", "Shown", "Out of", "Given to", "Passages", "Looked at",
            "Seed",
        ),
        tuple(
            _draw(number, found, done[name], inputs)
            for number, (name, found) in enumerate(grouped.items(), start=1)
        ),
        (6, 7, 8),
    )  # fmt: skip


def _draw(number: int, draws: list[Draw], done: int, inputs: ReportInputs) -> tuple[str, ...]:
    first = draws[0]
    shown = " and ".join(MODES[mode] for mode in dict.fromkeys(one.mode for one in draws))
    arms = "; documents put into two arms by chance" if first.in_arms else ""
    names = credited((one.coder for one in draws), inputs.coded, public=inputs.public)
    frame = words.plural(first.frame_size, "passage") if first.frame_size else "not on record"
    return (
        f"{number} (round {first.round})",
        PURPOSES[first.purpose],
        METHODS[first.method],
        shown + arms,
        frame + (f": {first.frame}" if first.frame and not inputs.public else ""),
        ", ".join(names),
        f"{sum(len(one.items) for one in draws):,}",
        f"{done:,}",
        str(first.seed) if first.method == "random" else words.NO_FIGURE,
    )


def _standpoints(inputs: ReportInputs) -> Iterator[Block]:
    """Yield what coders wrote of where they stand, for the researcher; outside it stays a count."""
    yield Heading("Where those who coded stand", 3)
    yield from _stated(inputs)
    void = inputs.coded.decisions.record.void
    memos = [one for one in inputs.coded.memos if not one.private and one.event_id not in void]
    for kind, what in (("reflexive", "on where they stand"), ("method", "on method")):
        found = [one for one in memos if one.about == kind and one.text.strip()]
        if not found:
            continue
        if inputs.public:
            number = words.plural(len(found), "note")
            yield Paragraph(f"{number} {what} are kept with the study and are not printed here.")
        else:
            yield Paragraph(f"Notes {what} that are not private, in the words of who wrote them:")
            yield Listing(tuple(_memos(found, inputs)))
    if not _is_told(inputs):
        yield Question(WHERE_THEY_STAND)


def _stated(inputs: ReportInputs) -> Iterator[Block]:
    """Yield what coders state of themselves, in their words; outside it stays a count."""
    told = [one for one in _who_coded(inputs) if one.standpoint or one.training]
    if not told:
        return
    if inputs.public:
        who = words.plural(len(told), "person", "people")
        yield Paragraph(
            f"What {who} stated of their standpoint and training is kept with the study and is not "
            "printed here."
        )
        return
    yield Grid(
        "What those who coded state of themselves, in their words",
        ("Who", "Standpoint", "Training"),
        tuple(
            (_named(one, inputs), one.standpoint or NOT_STATED, one.training or NOT_STATED)
            for one in told
        ),
    )


def _named(coder: Coder, inputs: ReportInputs) -> str:
    """Return how a reader knows a coder, as a line begins."""
    (name,) = credited((coder.id,), inputs.coded)
    return f"{name[:1].upper()}{name[1:]}"


def _who_coded(inputs: ReportInputs) -> list[Coder]:
    """Return those who decided something, or state something of themselves."""
    coded = inputs.coded
    void = coded.decisions.record.void
    busy = {
        one.coder
        for one in coded.events
        if isinstance(one, (Coding, Look)) and one.event_id not in void
    }
    return [one for one in coded.coders if one.id in busy or one.standpoint or one.training]


def _is_told(inputs: ReportInputs) -> bool:
    """Tell whether everybody who coded states both, so that nothing is left to be asked."""
    who = _who_coded(inputs)
    return bool(who) and not inputs.public and all(one.standpoint and one.training for one in who)


def _memos(memos: Iterable[Memo], inputs: ReportInputs) -> Iterator[str]:
    for one in memos:
        (name,) = credited((one.coder,), inputs.coded)
        when = f", {day(one)}" if day(one) else ""
        yield f"{name[:1].upper()}{name[1:]}{when}: {' '.join(one.text.split())}"
