"""``themekit withdraw``: somebody takes their words back, and they are gone from all that we hold.

The only act that erases. What is asked for is kept first, so that whatever kills the work, the next
command on the study finishes it (`themekit.workflows.finishing`).
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from themekit.decisions import CodedStudy
from themekit.disclosure import Erasure, Request, erasure_of
from themekit.disclosure.erasure import repeated
from themekit.errors import UsageError
from themekit.events import Anchored, Draw, Event, Note
from themekit.names import folded, visible
from themekit.store.events import kept_texts
from themekit.store.frozen import states_to_break
from themekit.store.lock import alone
from themekit.store.withdrawals import Memory, Scope, intend, load_memory
from themekit.study import CaseEntry, load_cases
from themekit.workflows.context import PUBLIC, Models, Progress, RunContext, silent
from themekit.workflows.finishing import Asked, finish, plan
from themekit.workflows.loading import load_material, with_decisions
from themekit.workflows.project import last_options, load_root, open_result
from themekit.workflows.receipts import (
    FOLDER,
    Receipt,
    as_markdown,
    broken,
    changes,
    numbers_in,
    removed,
)
from themekit.workflows.run import run_held
from themekit.workflows.wiping import examples_in, of_others

_NEAREST, _MOST_LINES = 3, 5
_ENDED = ("pack recalled", "pack deleted", "pack returned")


@dataclass(frozen=True, slots=True)
class Plan:
    """What a withdrawal will do, before anything is done.

    Attributes
    ----------
    erasure : Erasure
    counts : dict of kind to number
    see_to : tuple of str
        What a person has to see to, with names.
    nameless : tuple of str
        The same without.
    already : bool
        Whether it was done before.
    frozen : tuple of str
        Names of the frozen states whose copies, or figures, are erased.
    """

    erasure: Erasure
    counts: dict[str, int]
    see_to: tuple[str, ...] = ()
    nameless: tuple[str, ...] = ()
    already: bool = False
    frozen: tuple[str, ...] = ()

    def as_text(self) -> str:
        """Say it in a few lines."""
        request = self.erasure.request
        if self.already:
            return f"{request.case} was withdrawn before; nothing of theirs is left here."
        if request.quotes_only:
            lines = [f"The words of {request.case} stay coded and counted, and are quoted nowhere."]
        else:
            lines = [f"Of {request.case} is removed:"]
            lines += [f"  {line}" for line in removed(self.counts)] or ["  nothing"]
            lines.append(
                "  and what was made from it: caches, backups of the tool, outputs. Then the study "
                "is run again, and the receipt says which numbers have changed."
            )
        if self.frozen:
            lines.append(broken("are", self.frozen, quotes_only=request.quotes_only))
        if self.see_to:
            lines += ["What a person has to see to:", *(f"  {line}" for line in self.see_to)]
        return "\n".join(lines)


@dataclass(frozen=True, slots=True)
class Done:
    """What a withdrawal came to.

    Attributes
    ----------
    receipt : Path
        The one without names.
    whole : str
        The whole one, with the names that a person needs.
    """

    receipt: Path
    whole: str


def plan_withdrawal(path: Path, request: Request) -> Plan:
    """Find out what a withdrawal will remove, and change nothing.

    Parameters
    ----------
    path : Path
        The study's folder.
    request : Request
        The case as a person names it.

    Raises
    ------
    UsageError
        If there is no such case or strand, or the request contradicts itself.
    BusyError
        If the pages of the study are open, or a run is at work.
    """
    if request.quotes_only and (request.strand or request.since):
        raise UsageError(
            "--quotes-only is of all that somebody said: leave --strand and --from out."
        )
    root = load_root(path, keep_going=True)
    with alone(root), open_result(path) as context:
        coded = with_decisions(context, load_material(context))
        if request.strand:
            request = replace(request, strand=_strand(coded, request.strand))
        with context.store.reading() as connection:
            memory = load_memory(connection)
        known = _case(coded, memory, request)
        if known is None:
            return Plan(Erasure(request), {}, already=True)
        found = erasure_of(coded, replace(request, case=known))
        if not found.places:
            raise UsageError(_nothing(request, known))
        found = _with_former(context, coded, found)
        counts = {} if request.quotes_only else _counts(context, found)
        told = [] if request.quotes_only else list(_see_to(context, coded, found))
        named, nameless = (tuple(one[at] for one in told if one[at]) for at in (0, 1))
        frozen = states_to_break(root, counted=not request.quotes_only)
        return Plan(found, counts, named, nameless, frozen=frozen)


def withdraw(
    path: Path, planned: Plan, progress: Progress = silent, models: Models | None = None
) -> Done:
    """Erase what was planned, run the study again, and write the receipt.

    Parameters
    ----------
    path : Path
        The study's folder.
    planned : Plan
        See `plan_withdrawal`.
    progress : callable, optional
    models : Models, optional
        In the place of those of the last run.

    Raises
    ------
    BusyError
        If the pages of the study are open, or a run is at work.
    """
    root = load_root(path, keep_going=True)
    outputs = root / "outputs"
    before = numbers_in(outputs)
    quotes_only = planned.erasure.request.quotes_only
    receipt = Receipt(planned.counts, before, planned.nameless, quotes_only, planned.frozen)
    with alone(root):
        with open_result(path) as context:
            # What is public is written anew all the same, without what nobody has read: a text in
            # which words were erased is another text, and nobody could have read it yet.
            options = replace(last_options(context), only="", start="", public=False)
            with context.store.appending() as connection:
                row = intend(connection, Asked(planned.erasure, receipt).as_json())
            finish(context.store, root)
        run_held(path, options, progress, models)
    found = changes(before, numbers_in(outputs)) if before else []
    whole = as_markdown(row, receipt, found, planned.see_to)
    return Done(outputs / FOLDER / f"{row.number:04d}.md", whole)


def _with_former(context: RunContext, coded: CodedStudy, found: Erasure) -> Erasure:
    """Add what their documents said when people decided on them, and say no more."""
    present = {one.text_hash for one in coded.documents}
    hashes = {
        one.text_hash
        for one in coded.events
        if isinstance(one, Anchored) and one.document in found.documents
    }
    with context.store.reading() as connection:
        former = kept_texts(connection, hashes - present)
    return found.with_former(former.values(), of_others(context.store, found))


def _counts(context: RunContext, found: Erasure) -> dict[str, int]:
    """Return how much of each kind is removed."""
    text = context.study.codebook.read_text(encoding="utf-8-sig")
    examples = examples_in(text, context.store, found)[1]
    counts = plan(context.store, found)[1]
    return counts | ({"example": examples} if examples else {})


# -- who is meant -------------------------------------------------------------------------------


def _strand(coded: CodedStudy, named: str) -> str:
    names = [one.name for one in coded.study.strands]
    found = [name for name in names if folded(name) == folded(named)]
    if not found:
        raise UsageError(f"There is no strand '{named}': possible are {', '.join(names)}.")
    return found[0]


def _case(coded: CodedStudy, memory: Memory, request: Request) -> str | None:
    """Return the id of the case that is meant; None where it was withdrawn before."""
    wanted = request.case
    there = [one for one in coded.cases if one == wanted]
    there = there or [one for one in coded.cases if folded(one) == folded(wanted)]
    scope: Scope = "quotes" if request.quotes_only else "all"
    strands = ("", request.strand)
    if any(memory.knows("case", one, visible(wanted), scope=scope) for one in strands) and (
        not there or request.quotes_only
    ):
        return None
    if len(there) == 1:
        return there[0]
    if memory.knows("document", wanted) and not there:
        return None
    close = difflib.get_close_matches(wanted, list(coded.cases), n=_NEAREST, cutoff=0.3)
    hint = f"; did you mean {' or '.join(close)}?" if close else "; segments.csv lists them."
    raise UsageError(f"There is no case '{wanted}' in this study{hint}")


def _nothing(request: Request, case: str) -> str:
    where = f" in the strand '{request.strand}'" if request.strand else ""
    when = f" from {request.since} on" if request.since else ""
    return f"Nothing of {case} is held{where}{when}: nothing was changed."


# -- what a person has to see to ----------------------------------------------------------------


def _see_to(context: RunContext, coded: CodedStudy, found: Erasure) -> Iterator[tuple[str, str]]:
    """Yield what the tool cannot do, with names and without."""
    for place in found.places:
        whose = f"what '{place.speaker}' says in it" if place.speaker else "it"
        if place.path not in found.sources and not place.speaker:
            whose = f"the row of {place.document}"
        yield f"{place.path} has their words still: take {whose} out of your files.", ""
    sources = len({place.path for place in found.places})
    yield from _nameless(sources, "source has", "sources have", "their words still on the disk")
    lines = _rows_of(coded, load_cases(context.study).entries, found)
    for line in lines:
        yield f"{context.study.cases}:{line} names them: take the row out.", ""
    yield from _nameless(len(lines), "row of cases.csv names", "rows of cases.csv name", "them")
    repeats = list(_repeats(context, found))
    for told in repeats:
        yield f"{told} repeat their words, or name them: see to it.", ""
    yield from _nameless(
        len(repeats), "further file repeats", "further files repeat", "their words"
    )
    for row in found.masked:
        labels = {place.speaker for place in found.places if place.document == row.document}
        number = len(repeated(row.text, sorted(labels), ()))
        if number:
            told = "by what others say in a group: have a reader mark it"
            yield f"In {row.document} they are named {number} times {told}.", ""
    packs = list(_packs(coded, found))
    yield from ((told, "") for told in packs)
    yield from _nameless(len(packs), "pack holds", "packs hold", "their words")
    if (context.outputs / PUBLIC).is_dir():
        told = "What was passed on of outputs/public may quote them: ask for it back."
        yield told, told
    told = "Copies of this folder elsewhere (backups, mail, synced disks) hold what they held."
    yield told, told


def _nameless(number: int, one: str, several: str, what: str) -> Iterator[tuple[str, str]]:
    """Yield a line for the receipt without names alone."""
    if number:
        yield "", f"{number} {one if number == 1 else several} {what}."


def _repeats(context: RunContext, found: Erasure) -> Iterator[str]:
    """Yield which lines of the study's own files, but cases.csv, repeat or name them."""
    study = context.study
    tables = (study.questions, study.findings, study.recommendations)
    for path in (study.codebook, *(study.root / name for name in tables if name)):
        try:
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, ValueError):
            continue
        if path == study.codebook:  # their examples are taken out of it
            text, _ = examples_in(text, context.store, found)
        lines = sorted({text.count("\n", 0, start) + 1 for start, _ in found.repeats(text)})
        if lines:
            first = ", ".join(map(str, lines[:_MOST_LINES]))
            more = len(lines) - _MOST_LINES
            yield f"{path.name}, lines {first}{f' and {more} more' if more > 0 else ''},"


def _rows_of(coded: CodedStudy, entries: Sequence[CaseEntry], found: Erasure) -> list[int]:
    """Return the lines of cases.csv that name them."""
    named = {one.id: (one.id, one.name, one.source) for one in coded.documents}
    places = {
        (folded(name), folded(place.speaker))
        for place in found.places
        for name in (*named.get(place.document, ()), place.path.rsplit("/", 1)[-1])
    }
    return [
        one.line
        for one in entries
        if folded(one.case) == folded(found.request.case)
        or (folded(one.document), folded(one.speaker)) in places
    ]


def _packs(coded: CodedStudy, found: Erasure) -> Iterator[str]:
    """Yield which packs hold words of theirs: whose they are, and since when they are out."""
    theirs = {*found.documents}
    ranges = {one.document: one.ranges for one in found.masked}
    holding = {
        one.draw
        for one in coded.events
        if isinstance(one, Draw)
        and any(
            item.document in theirs
            or any(
                start < item.end and item.start < end
                for start, end in ranges.get(item.document, ())
            )
            for item in one.items
        )
    }
    for note in coded.events:
        if isinstance(note, Note) and note.name == "pack":
            told = dict(note.fields)
            if any(draw in told.get("draws", "") for draw in holding if draw):
                who = coded.coder_names.get(told.get("coder", ""), told.get("coder", ""))
                since = (note.time or note.received)[:10]
                state = _state(coded.events, told.get("pack", ""))
                yield (
                    f"The pack {told.get('pack', '')} holds words of theirs; {who} has it since "
                    f"{since}{state}: ask them to delete the file."
                )


def _state(events: Sequence[Event], pack: str) -> str:
    for note in reversed(events):
        if isinstance(note, Note) and note.name in _ENDED and dict(note.fields).get("pack") == pack:
            return f" ({note.name.removeprefix('pack ')})"
    return ""
