"""Handing passages out to coders; pausing, and calling back what was handed out."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from themekit._yaml import did_you_mean
from themekit.codebook import Codebook
from themekit.decisions import CodedStudy, versioned
from themekit.disclosure import Gate, why_no_peer
from themekit.errors import BusyError, UsageError
from themekit.events import Coder, Draw, Event, Note, find_coder
from themekit.names import folded
from themekit.store.access import answered, remember
from themekit.store.coders import load_coders, save_versions
from themekit.store.events import append_events, last_number
from themekit.tasks.content_notes import ContentNotes
from themekit.tasks.drawing import Table
from themekit.tasks.plans import HandOut, Plan
from themekit.tasks.pool import Pool
from themekit.tasks.readers import Codes, read_readers
from themekit.tasks.sections import next_section, sections_of
from themekit.workflows.choosing import chosen_order
from themekit.workflows.context import RunContext
from themekit.workflows.loading import load_coded, with_decisions
from themekit.workflows.mark import gate_of
from themekit.workflows.project import open_result
from themekit.workflows.recording import name_codes
from themekit.workflows.safety import upsetting_places

Order = Literal["random", "tagger"]
HANDED_COLUMNS = ("coder", "passages", "without_suggestions", "shared", "asked", "note")
HandedCells = tuple[str, int, int, int, str, str]
PAUSED, RESUMED, CALLED_BACK = "paused", "resumed", "called back"
TRIES = 5
_TOLD = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants handed out.

    Attributes
    ----------
    plan : Plan
        What the tagger would choose is filled in where `order` says so.
    order : {'random', 'tagger'}
        How passages with suggestions are taken.
    section : str or None
        Theme that is asked about, or name of a code in it; None for the next in turn where peers
        are, and for the whole list where a researcher is.
    by : str
        Name or id of the facilitator or researcher who hands out; empty for the owner.
    leaves : bool
        Whether it leaves this machine, as a pack: then everybody is asked about one section, of
        documents that may be shown to anybody outside, and each document is shown in one way.
    request : pair of str, optional
        Id of what a page of theirs sent, and hash of its body: the same twice hands out once.
    """

    plan: Plan
    order: Order = "random"
    section: str | None = None
    by: str = ""
    leaves: bool = False
    request: tuple[str, str] | None = None


def hand_out(
    study: RunContext | Path,
    names: Sequence[str],
    wish: Wish,
    coded: CodedStudy | None = None,
) -> list[HandOut]:
    """Draw for some coders, and give them what was drawn: one act each, all at once.

    Parameters
    ----------
    study : RunContext or Path
        An open study, or its folder.
    names : sequence of str
        Names or ids of coders.
    wish : Wish
    coded : CodedStudy, optional
        The study's material as somebody has loaded it already.

    Returns
    -------
    list of HandOut
        In the order of `names`; what nothing was found for has no draws.

    Raises
    ------
    UsageError
        If a name means nobody, or somebody who is given nothing, or the wish cannot be fulfilled.
    BusyError
        If decisions came in so fast that each draw was out of date before it was written.
    """
    if isinstance(study, Path):
        with open_result(study) as context:
            return hand_out(context, names, wish, coded)
    name_codes(study)
    coded = coded or load_coded(study, through=0)
    for _ in range(TRIES):
        coded = with_decisions(study, coded)
        found, by = drawn(study, coded, names, wish)
        if _append(study, coded.through, found, by, wish.request):
            return found
    raise BusyError("People decide faster than passages can be drawn just now: try again.")


def handed_rows(codebook: Codebook, found: Iterable[HandOut]) -> list[HandedCells]:
    """Tell what was handed out, as in `HANDED_COLUMNS`."""
    return [_cells(codebook, one) for one in found]


def _cells(codebook: Codebook, one: HandOut) -> HandedCells:
    blind = sum(len(draw.items) for draw in one.draws if draw.mode == "blind")
    shared = sum(len(draw.items) for draw in one.draws if draw.purpose == "overlap")
    asked = dict.fromkeys(_asked(codebook, draw.codes) for draw in one.draws)
    return one.coder, one.passages, blind, shared, "; ".join(asked), "; ".join(one.remarks)


def _asked(codebook: Codebook, codes: Codes) -> str:
    """Say what is asked about: the theme whose codes they are."""
    if not codes:
        return "the whole list"
    first = codebook.by_id(codes[0])
    theme = first.theme if first and first.theme else "codes"
    return f"{theme} ({len(codes)})"


def drawn(
    context: RunContext, coded: CodedStudy, names: Sequence[str], wish: Wish
) -> tuple[list[HandOut], str]:
    """Draw from a state of the record, and append nothing.

    Returns
    -------
    list of HandOut
        In the order of `names`.
    str
        Id of whoever hands out; empty for the owner.

    Raises
    ------
    UsageError
        If a name means nobody, or somebody who is given nothing, or the wish cannot be fulfilled.
    """
    by = _who_hands_out(coded.coders, wish.by)
    readers_of = whom(coded, names, leaves=wish.leaves)
    gate = gate_of(coded)
    readers = read_readers(
        coded,
        [one.id for one in readers_of],
        # A researcher's own rights hang on where they sit, which the pages see to; a pack goes
        # wherever its reader goes.
        lambda document, role: gate.may_be_shown(document, role=role, loopback=not wish.leaves),
    )
    pool = Pool.of(coded, ContentNotes.of(coded, upsetting_places(context)))
    void = coded.decisions.record.void
    draws = [one for one in coded.draws if one.event_id not in void]
    table = Table(pool, readers, draws)
    plan = replace(wish.plan, now=datetime.now(UTC), apart=wish.leaves)
    if plan.cases:
        plan = replace(plan, strand=_strand_of_cases(coded, plan.strand))
    if coded.study.method == "reflexive":
        # There a machine suggests nothing, and nobody is measured against anybody.
        plan = replace(plan, blind=1.0, arms=False)
    if wish.order == "tagger":
        plan = replace(plan, order=chosen_order(context))
    section = _section(coded.codebook, wish.section)
    sections = sections_of(coded.codebook)
    by_section = [one for one in readers_of if wish.leaves or one.role == "peer"]
    turn = section or next_section(sections, [readers[one.id] for one in by_section])
    asked = {one.id: turn if one in by_section else section for one in readers_of}
    return table.hand_out([one.id for one in readers_of], plan, asked), by


def _append(
    context: RunContext,
    through: int,
    found: Sequence[HandOut],
    by: str,
    request: tuple[str, str] | None,
) -> bool:
    """Append draws, unless something was decided since they were drawn."""
    events: list[Draw] = []
    moment = now()
    for one in found:
        act = uuid.uuid4().hex
        events += [
            replace(draw, act=act, time=moment, after=through, entered_by=by) for draw in one.draws
        ]
    with context.store.appending() as connection:
        if request and answered(connection, by, *request) is not None:
            return True
        if last_number(connection) != through:
            return False
        save_versions(connection, versioned(context.codebook))
        append_events(connection, events)
        if request:
            remember(connection, by, *request, last_number(connection))
    return True


def whom(coded: CodedStudy, names: Sequence[str], *, leaves: bool = False) -> list[Coder]:
    """Return the coders who are meant, each once.

    Raises
    ------
    UsageError
    """
    if not names:
        raise UsageError("Say to whom: name one or more coders.")
    found = [_coder(coded.coders, name) for name in names]
    for one in found:
        if one.role in ("facilitator", "imported"):
            why = "hands out" if one.role == "facilitator" else "comes from a file"
            raise UsageError(f"{one.name} {why}: passages are for researchers and peers.")
    if leaves or any(one.role == "peer" for one in found):
        _look_after_readers(coded, leaves=leaves)
    return list({one.id: one for one in found}.values())


def _look_after_readers(coded: CodedStudy, *, leaves: bool) -> None:
    """Refuse to give anything where nobody looks after its readers, or nothing may be shown."""
    support = coded.study.support
    if why := why_no_peer(support):
        raise UsageError(why)
    if leaves and (support is None or not support.phone.strip()):
        raise UsageError(
            "Nothing is sent from a pack, so its reader needs a number to call: write 'support: "
            "{phone: ...}' into study.yaml."
        )
    gate = gate_of(coded)
    if not any(one.shown for one in gate.verdicts()):
        whom = "leave in a pack" if leaves else "be shown to peers"
        raise UsageError(f"No document may {whom} yet. {why_not_shown(gate)}")


def why_not_shown(gate: Gate) -> str:
    """Say which documents may not be shown to others, and what mends it; empty where all may."""
    closed = [one for one in gate.verdicts() if not one.shown]
    unread = [one.document for one in closed if one.consented]
    refused = [one for one in closed if not one.consented]
    told = []
    if unread:
        these = " ".join(unread[:_TOLD])
        told.append(
            f"Nobody has read {_some(unread)} as it is now for details by which somebody is known; "
            f"whoever has says so: themekit mark STUDY {these} --reviewed-by NAME."
        )
    if refused:
        more = [one.document for one in refused[1:]]
        told.append(refused[0].reason + (f" So it is with {_some(more)}." if more else ""))
    return " ".join(told)


def _some(documents: Sequence[str]) -> str:
    """Name the first of some documents, and say how many more they are."""
    more = len(documents) - _TOLD
    named = ", ".join(documents[:_TOLD])
    return f"{named} and {more} more" if more > 0 else named


def _coder(coders: Sequence[Coder], name: str) -> Coder:
    found = find_coder(coders, name)
    if found is None:
        hint = did_you_mean(name, sorted(one.name for one in coders)) if coders else "nobody is yet"
        raise UsageError(
            f"There is no coder '{name}' in this study ({hint}): "
            f'themekit coders STUDY add "{name}" --role peer'
        )
    return found


def _who_hands_out(coders: Sequence[Coder], named: str) -> str:
    """Return the id of whoever hands out; empty where it is the owner, unnamed.

    Raises
    ------
    UsageError
        If they may not.
    """
    if not named:
        return ""
    found = _coder(coders, named)
    if found.role not in ("facilitator", "researcher"):
        raise UsageError(f"{found.name} is no facilitator and no researcher: they hand out.")
    return found.id


def _section(codebook: Codebook, named: str | None) -> Codes:
    """Return the codes of the section that is meant; none where none is named.

    Raises
    ------
    UsageError
        If nothing is called so, or a theme is too long for one section.
    """
    if named is None:
        return ()
    sections = sections_of(codebook)
    code = codebook.find(named)
    theme = next((one for one in codebook.theme_names if folded(one) == folded(named)), None)
    found = [
        codes
        for codes in sections
        if (code is not None and code.id in codes)
        or (theme is not None and _theme_of(codebook, codes) == theme)
    ]
    if not found:
        hint = did_you_mean(named, list(codebook.theme_names))
        raise UsageError(f"There is no theme or code '{named}' in the codebook ({hint}).")
    if len(found) > 1:
        firsts = ", ".join(f"'{_name_of(codebook, codes[0])}'" for codes in found)
        raise UsageError(
            f"'{named}' has too many codes for one section; name the code that each part begins "
            f"with: {firsts}."
        )
    return found[0]


def _strand_of_cases(coded: CodedStudy, named: str) -> str:
    """Return the strand whose cases are to be drawn.

    Raises
    ------
    UsageError
        If it is not told, or there is none of that name, or its people heard each other.
    """
    names = [one.name for one in coded.study.strands]
    name = named or (names[0] if len(names) == 1 else "")
    found = next((one for one in coded.study.strands if folded(one.name) == folded(name)), None)
    if found is None:
        hint = did_you_mean(named, names) if named else "one of: " + ", ".join(names)
        raise UsageError(
            f"Say of which strand cases are to be drawn, --strand NAME ({hint})."
            if not named
            else f"There is no strand '{named}' in this study ({hint})."
        )
    if found.kind == "group":
        raise UsageError(
            f"Who takes part in '{found.name}' hears the others: there is no share of its cases "
            "to be found out. Hand out passages instead, without --cases."
        )
    return found.name


def _theme_of(codebook: Codebook, codes: Codes) -> str:
    first = codebook.by_id(codes[0])
    return first.theme if first else ""


def _name_of(codebook: Codebook, code_id: str) -> str:
    code = codebook.by_id(code_id)
    return code.name if code else code_id


# -- pausing and calling back -------------------------------------------------------------------


def pause(study: RunContext | Path, name: str, *, by: str = "") -> int:
    """Serve nothing to a coder until `resume`; return the event's number."""
    return _note(study, PAUSED, name, by)


def resume(study: RunContext | Path, name: str, *, by: str = "") -> int:
    """Serve a coder again; return the event's number."""
    return _note(study, RESUMED, name, by)


def call_back(study: RunContext | Path, name: str, draw: str = "", *, by: str = "") -> int:
    """Take back what a coder was given and has not looked at: one draw, or all of it so far.

    What they said of it stays said, and the passages can be drawn again.

    Raises
    ------
    UsageError
        If there is no such coder, or they have no such draw.
    """
    return _note(study, CALLED_BACK, name, by, draw)


def _note(study: RunContext | Path, what: str, name: str, by: str, draw: str = "") -> int:
    if isinstance(study, Path):
        with open_result(study) as context:
            return _note(context, what, name, by, draw)
    with study.store.reading() as connection:
        coders = load_coders(connection)
    coder, hand = _coder(coders, name), _who_hands_out(coders, by)
    fields = {"coder": coder.id, "draw": draw} if draw else {"coder": coder.id}
    with study.store.appending() as connection:
        event: Event = Note(
            coder=hand, name=what, fields=tuple(fields.items()), time=now(),
            after=last_number(connection),
        )  # fmt: skip
        return append_events(connection, [event])[0]


def now() -> str:
    """Return the time as events have it."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
