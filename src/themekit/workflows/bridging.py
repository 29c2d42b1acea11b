"""Give a part of an earlier wave to whoever reads the last one, unmarked among what is new."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from themekit._yaml import did_you_mean
from themekit.decisions import CodedStudy, versioned
from themekit.errors import BusyError, UsageError
from themekit.events import Coding, Draw, Look, Override
from themekit.matrix.units import in_time
from themekit.names import folded
from themekit.records import Segment
from themekit.store.coders import save_versions
from themekit.store.events import append_events, last_number
from themekit.tasks.bridging import Bridge, build_bridges, cases_read
from themekit.tasks.content_notes import ContentNotes
from themekit.tasks.plans import HandOut
from themekit.tasks.pool import Pool
from themekit.tasks.readers import read_readers
from themekit.workflows.context import RunContext
from themekit.workflows.former import former_codebook
from themekit.workflows.handing_out import TRIES, now, whom
from themekit.workflows.loading import load_coded, with_decisions
from themekit.workflows.mark import gate_of
from themekit.workflows.project import open_result
from themekit.workflows.recording import name_codes, record
from themekit.workflows.safety import upsetting_places

BRIDGE_COLUMNS = ("coder", "people", "anew", "former", "new", "note")


@dataclass(frozen=True, slots=True)
class BridgeWish:
    """What somebody wants read anew.

    Attributes
    ----------
    wave : str
    people : int
        Of that wave, to each coder.
    to : tuple of str
        Names or ids of coders; none: whoever reads the last wave.
    strand : str
        Where several strands have the wave.
    seed : int
    """

    wave: str
    people: int = 60
    to: tuple[str, ...] = ()
    strand: str = ""
    seed: int = 0


Handed = tuple[str, int, int, int, int, str]
"""A coder, people of the earlier wave, passages of theirs under today's and under the former
version, new passages, and what whoever hands out should know."""


def bridge(path: Path, wish: BridgeWish) -> list[Handed]:
    """Draw people of an earlier wave for coders, mix them into what is new, and hand it out.

    Parameters
    ----------
    path : Path
        The study's folder.
    wish : BridgeWish

    Returns
    -------
    list of Handed

    Raises
    ------
    UsageError
        If there is no such wave or coder, no wave after it, or nobody of it was read to the end.
    BusyError
        If decisions came in so fast that each draw was out of date before it was written.
    """
    with open_result(path) as context:
        if context.study.method == "reflexive":
            raise UsageError("In a reflexive study no reading is measured against another.")
        name_codes(context)
        coded = load_coded(context, through=0)
        for _ in range(TRIES):
            coded = with_decisions(context, coded)
            pool = Pool.of(coded, ContentNotes.of(coded, upsetting_places(context)))
            found = _drawn(context, coded, pool, wish)
            if _append(context, coded.through, found):
                return [_told(one, pool) for one in found]
    raise BusyError("People decide faster than passages can be drawn just now: try again.")


def _drawn(context: RunContext, coded: CodedStudy, pool: Pool, wish: BridgeWish) -> list[HandOut]:
    strand, wave, waves = _place(coded, wish)
    last = waves[-1]
    names = wish.to or _readers_of(coded, strand, last)
    if not names:
        raise UsageError(f"Nobody has read {last} yet: say who reads it, --to NAME.")
    people = whom(coded, names)
    gate = gate_of(coded)
    readers = read_readers(
        coded,
        [one.id for one in people],
        lambda document, role: gate.may_be_shown(document, role=role, loopback=True),
    )
    looked = _looked(coded)
    wave_of = {one.id: (one.strand, one.wave) for one in coded.documents}
    old = cases_read(pool, lambda one: wave_of[one.document] == (strand, wave), looked.__contains__)
    if not old:
        raise UsageError(
            f"Nobody's words of {wave} have been read to the end yet: only what was read once can "
            "be read anew."
        )
    asked = Bridge(
        strand=strand, wave=wave, beside=len(waves), cases=wish.people, old=old,
        new=[
            one for one in pool.segments
            if wave_of[one.document] == (strand, last) and one.id not in looked
        ],
        former=_former(context, coded, old), done=_given(coded, pool, set(old), len(waves)),
        seed=wish.seed,
    )  # fmt: skip
    return build_bridges(pool, [readers[one.id] for one in people], asked)


def _place(coded: CodedStudy, wish: BridgeWish) -> tuple[str, str, list[str]]:
    """Return the strand and the wave that are meant, and the strand's waves in time."""
    waves: dict[str, set[str]] = {}
    for one in coded.documents:
        if one.wave and folded(wish.strand) in ("", folded(one.strand)):
            waves.setdefault(one.strand, set()).add(one.wave)
    if wish.strand and not waves:
        known = [strand.name for strand in coded.study.strands]
        raise UsageError(
            f"There is no strand '{wish.strand}' with waves ({did_you_mean(wish.strand, known)})."
        )
    several = {strand: sorted(found, key=in_time) for strand, found in waves.items()}
    several = {strand: found for strand, found in several.items() if len(found) > 1}
    here = [
        (strand, wave, found)
        for strand, found in several.items()
        for wave in found
        if folded(wave) == folded(wish.wave)
    ]
    if not here:
        known = sorted({wave for found in several.values() for wave in found})
        hint = did_you_mean(wish.wave, known) if known else "no strand has several"
        raise UsageError(f"There is no wave '{wish.wave}' ({hint}).")
    if len(here) > 1:
        strands = ", ".join(f"'{strand}'" for strand, _, _ in here)
        raise UsageError(f"Several strands have {wish.wave}: name one, --strand ({strands}).")
    if here[0][1] == here[0][2][-1]:
        raise UsageError(f"{here[0][1]} is the last wave: name an earlier one to read anew.")
    return here[0]


def _looked(coded: CodedStudy) -> set[str]:
    """Return the passages that somebody has looked at."""
    ids = coded.decisions.passages.ids
    return {ids[at] for segments in coded.decisions.lookers.values() for at in segments}


def _readers_of(coded: CodedStudy, strand: str, wave: str) -> tuple[str, ...]:
    """Return who read a wave, by id, of those to whom passages can be given."""
    here = {one.id for one in coded.documents if (one.strand, one.wave) == (strand, wave)}
    roles = {one.id: one.role for one in coded.coders}
    theirs = {at for at, one in enumerate(coded.segments) if one.document in here}
    return tuple(
        coder
        for coder, segments in sorted(coded.decisions.lookers.items())
        if roles.get(coder) in ("researcher", "peer") and not theirs.isdisjoint(segments)
    )


def _given(coded: CodedStudy, pool: Pool, cases: set[str], beside: int) -> frozenset[str]:
    """Return the people of some cases who were given anew before, beside the same wave."""
    void = coded.decisions.record.void
    names = (
        name
        for draw in coded.draws
        if (draw.purpose, draw.round) == ("bridge", beside) and draw.event_id not in void
        for item in draw.items
        for name in pool.segments_at(item)
    )
    return frozenset({pool.case_of[name] for name in names} & cases)


def _former(context: RunContext, coded: CodedStudy, old: dict[str, list[Segment]]) -> str:
    """Return the version under which most of a wave was read, where it means something else now.

    Empty where it means the same, or no file of it was kept.
    """
    documents = {one.document for own in old.values() for one in own}
    versions = Counter(
        one.codebook_hash
        for one in coded.events
        if isinstance(one, (Coding, Look)) and one.document in documents and one.codebook_hash
    )
    today = {one.code_id: one.meaning_hash for one in versioned(coded.codebook)}
    meant: dict[str, dict[str, str]] = {}
    for row in coded.versions:
        meant.setdefault(row.codebook_hash, {})[row.code_id] = row.meaning_hash
    for version, _ in versions.most_common():
        then = meant.get(version, {})
        if any(today.get(code, meaning) != meaning for code, meaning in then.items()):
            return version if former_codebook(context.store, version) else ""
    return ""


def _append(context: RunContext, through: int, found: Sequence[HandOut]) -> bool:
    """Append the draws, a hand-out an act, unless something was decided since they were made."""
    events: list[Draw] = []
    moment = now()
    for one in found:
        act = uuid.uuid4().hex
        events += [replace(draw, act=act, time=moment, after=through) for draw in one.draws]
    with context.store.appending() as connection:
        if last_number(connection) != through:
            return False
        save_versions(connection, versioned(context.codebook))
        append_events(connection, events)
        return True


def _told(one: HandOut, pool: Pool) -> Handed:
    bridges = [draw for draw in one.draws if draw.purpose == "bridge"]
    people = {
        pool.case_of[name]
        for draw in bridges
        for item in draw.items
        for name in pool.segments_at(item)
    }
    today = sum(len(d.items) for d in bridges if d.codebook_hash == pool.codebook_hash)
    all_old = sum(len(draw.items) for draw in bridges)
    return (
        one.coder, len(people), today, all_old - today, one.passages - all_old,
        "; ".join(one.remarks),
    )  # fmt: skip


def adopt_bridge(path: Path, draw: str, *, by: str, reason: str = "") -> str:
    """Let what was said in a bridge count as words on its wave.

    Parameters
    ----------
    path : Path
    draw : str
        Id of the draw, as draws.csv has it.
    by : str
        Who decides so.
    reason : str

    Returns
    -------
    str
        What was done, in one sentence.

    Raises
    ------
    UsageError
        If there is no such bridge, or it was adopted already.
    """
    with open_result(path) as context:
        coded = load_coded(context, suggested=False)
        bridges = {one.draw for one in coded.draws if one.purpose == "bridge"}
        if draw not in bridges:
            hint = did_you_mean(draw, sorted(bridges)) if bridges else "there is none yet"
            raise UsageError(f"There is no bridge '{draw}' ({hint}).")
        adopted = [one.target for one in coded.decisions.record.overrides if one.what == "adopt"]
        if draw in adopted:
            raise UsageError(f"The bridge '{draw}' has been adopted already.")
        record(context, [Override(what="adopt", target=draw, reason=reason)], coder=by)
        said = sum(
            isinstance(one, (Coding, Look)) and one.draw == draw
            for one in coded.decisions.record.apart
        )
    return f"What was said in the bridge {draw} counts now ({said} decisions): run the study."
