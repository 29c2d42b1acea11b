"""``themekit import``: what came back from a pack becomes events of whoever read it."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from themekit.decisions.in_force import in_force
from themekit.errors import BusyError, InputError, Problem
from themekit.events import Coding, Event, Look, Note
from themekit.exchange.packs.reply import Reply
from themekit.store.coders import coder_id, resolve_key, save_coder
from themekit.store.events import append_events, last_number
from themekit.store.safety import add_upset, load_upset, name_upset
from themekit.tasks.packs import RETURNED
from themekit.workflows.anchoring import follow_sources
from themekit.workflows.context import RunContext
from themekit.workflows.loading import load_material
from themekit.workflows.passages import overlapping
from themekit.workflows.project import open_result
from themekit.workflows.reply_checks import KnownPack, check, known_pack, loss, losses_of
from themekit.workflows.reply_events import REPLY, Asked, Said, Sheet, said_in_reply
from themekit.workflows.safety import CONCERN, MAY_KNOW

_TRIES = 5


@dataclass(frozen=True, slots=True)
class ReplySummary:
    """What a reply came to.

    Attributes
    ----------
    pack : str
    coder : str
        Name.
    taken : mapping of kind to number
        New events.
    there : int
        Answers that were in the study already.
    waiting : int
        New events that wait, because their author also decided there elsewhere meanwhile.
    seen : bool
        Whether the very same reply came before.
    losses : tuple of Problem
    remarks : tuple of str
    stored : bool
        False where it was only tried.
    """

    pack: str
    coder: str
    taken: Mapping[str, int] = field(default_factory=dict)
    there: int = 0
    waiting: int = 0
    seen: bool = False
    losses: tuple[Problem, ...] = ()
    remarks: tuple[str, ...] = ()
    stored: bool = True

    def as_text(self) -> str:
        """Say it in a few lines."""
        verb = "taken" if self.stored else "would be taken"
        counts = [
            _counted(number, one, several)
            for kind, (one, several) in _CALLED.items()
            if (number := self.taken.get(kind))
        ]
        lines = [f"Pack {self.pack}, {self.coder}: {', '.join(counts)} {verb}."]
        if not counts:
            lines = [f"Pack {self.pack}, {self.coder}: nothing new."]
        if self.seen:
            lines.append("The same reply came before.")
        elif self.there:
            lines.append(f"{_counted(self.there, 'answer was', 'answers were')} there already.")
        if self.waiting:
            lines.append(
                f"{_counted(self.waiting, 'of them waits', 'of them wait')}: {self.coder} also "
                "decided there elsewhere meanwhile. 'themekit status' lists them; they count once "
                "that person has chosen."
            )
        if self.losses:
            lines.append("Not taken:")
            lines += [f"  {one!s}" for one in self.losses]
        lines += self.remarks
        if not self.stored:
            lines.append("Nothing was stored: this was a dry run.")
        return "\n".join(lines)


_CALLED = {
    "coding": ("answer", "answers"),
    "back": ("wish to take an answer back", "wishes to take answers back"),
    "look": ("passage", "passages"),
    "memo": ("note", "notes"),
}


@dataclass(frozen=True, slots=True)
class _Found:
    """What a reply comes to in the study as it was at one moment."""

    pack: KnownPack
    said: Said
    events: tuple[Event, ...]
    summary: ReplySummary


def import_reply(
    study: RunContext | Path,
    reply: Reply,
    name: str,
    *,
    coder: str = "",
    entered_by: str = "",
    dry_run: bool = False,
) -> ReplySummary:
    """Take a reply from a pack into a study: all in one append, or nothing.

    Parameters
    ----------
    study : RunContext or Path
        An open study, or its folder.
    reply : Reply
    name : str
        Of its file, for what is said of it.
    coder : str
        Whose it is, if somebody says so: it has to be whom the pack was given to.
    entered_by : str
        Who typed it in; a text or a sheet needs it.
    dry_run : bool
        Only tell what would be taken.

    Raises
    ------
    InputError
        If it is not a reply to a pack of this study that is out, or not as it was written.
    """
    if isinstance(study, Path):
        with open_result(study) as context:
            return import_reply(
                context, reply, name, coder=coder, entered_by=entered_by, dry_run=dry_run
            )
    if reply.way != "file" and not entered_by.strip():
        hint = "themekit import STUDY FILE --entered-by NAME"
        raise InputError.one(name, None, "say who typed this reply in", hint)
    for _ in range(_TRIES):
        found = _found(study, reply, name, coder)
        if dry_run or found.summary.seen or _append(study, found, reply, entered_by):
            return _told(study, found, reply, stored=not dry_run)
    raise BusyError("People decide faster than this reply can be taken in just now: try again.")


def _found(context: RunContext, reply: Reply, name: str, coder: str) -> _Found:
    """Find out what a reply comes to, as the study is at this moment."""
    with context.store.reading() as connection:
        pack = known_pack(connection, reply, name)
        codes = _codes(connection, reply)
        by_key = resolve_key(connection, "coder", reply.coder)
    check(pack, reply, name, coder=coder, by_key=by_key)
    summary = ReplySummary(pack.given.code, pack.coder.name)
    digest = hashlib.sha256(repr(reply).encode()).hexdigest()
    if any(dict(one.fields).get("digest") == digest for one in pack.notes if one.name == REPLY):
        return _Found(pack, Said(), (), replace(summary, seen=True))
    losses, kept = losses_of(pack, reply, name)
    said = said_in_reply(reply, kept, pack.own, pack.texts, codes)
    losses += [loss(name, f"question {q} {why}") for q, why in said.left]
    made = _dated([*said.events, *_extra(context, pack, said, reply)], pack, reply)
    if made or reply.credit:
        note = {"pack": pack.given.code, "way": reply.way, "digest": digest}
        made += _dated([Note(name=REPLY, fields=tuple(note.items()))], pack, reply)
        made += _dated(_returned(pack, kept, said), pack, reply)
    summary = replace(
        summary, taken=_counts(said), there=said.there, waiting=_waiting(pack, made),
        losses=tuple(losses),
    )  # fmt: skip
    return _Found(pack, said, tuple(made), summary)


def _told(context: RunContext, found: _Found, reply: Reply, *, stored: bool) -> ReplySummary:
    """Return the summary, once answers on a former text have followed its words."""
    if found.summary.seen:
        return replace(found.summary, stored=stored)
    moved = follow_sources(context) if stored and _on_former(found.pack, found.said) else 0
    remarks = _remarks(found.pack, found.said, reply, moved)
    return replace(found.summary, remarks=remarks, stored=stored)


def _codes(connection: Connection, reply: Reply) -> dict[str, str]:
    keys = {key for one in reply.passages for key in one.added}
    found = {key: resolve_key(connection, "code", key) for key in keys}
    return {key: code for key, code in found.items() if code is not None}


# -- events --------------------------------------------------------------------------------------


def _dated(events: Iterable[Event], pack: KnownPack, reply: Reply) -> list[Event]:
    """Return events as those of the pack's reader, who knew what the pack knew."""
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    return [
        replace(
            one,
            coder=pack.coder.id,
            after=pack.given.number,
            time=one.time or now,
            origin="pack" if reply.way == "file" else "paper",
        )
        for one in events
    ]


def _extra(context: RunContext, pack: KnownPack, said: Said, reply: Reply) -> list[Event]:
    """Return what has to be looked after: whom they may know, and that they want to be called."""
    known = [n for n, outcome in said.passed.items() if outcome == "may know"]
    events: list[Event] = []
    if known:
        coded = load_material(context)
        there = {one.fields for one in pack.own if isinstance(one, Note) and one.name == MAY_KNOW}
        for n in known:
            item = pack.sheet.passages[n].given.item
            segments = [one for one in coded.segments if one.document == item.document]
            here = overlapping(segments, item.start, item.end)
            for case in sorted({coded.case_of.get(one.id, "") for one in here} or {""}):
                fields = (("case", case), ("document", item.document))
                if fields not in there:
                    there.add(fields)
                    events.append(Note(name=MAY_KNOW, fields=fields))
    upset = any(outcome == "upsetting" for outcome in said.passed.values())
    if reply.contact and not upset:
        asked = next(iter(pack.sheet.passages.values()), None)
        events += _calls(pack, asked)
    return events


def _calls(pack: KnownPack, asked: Asked | None) -> list[Event]:
    """Return that somebody wants to be called, as a concern about themself: it is seen first."""
    words = f"In the reply to pack {pack.given.code}: asks that somebody gets in touch."
    item = asked.given.item if asked else None
    fields = {
        "about": "me", "words": words,
        "document": item.document if item else "", "text_hash": item.text_hash if item else "",
        "start": str(item.start if item else 0), "end": str(item.end if item else 0),
    }  # fmt: skip
    told = any(
        isinstance(one, Note) and one.name == CONCERN and dict(one.fields).get("words") == words
        for one in pack.own
    )
    return [] if told else [Note(name=CONCERN, fields=tuple(fields.items()))]


def _returned(pack: KnownPack, sheet: Sheet, said: Said) -> list[Event]:
    """Return that a pack is back, once every passage of it that is left was gone through."""
    if RETURNED in pack.given.ends:
        return []
    void = in_force([*pack.own]).void
    looks = [one for one in pack.own if isinstance(one, Look) and one.event_id not in void]
    looks += [one for one in said.events if isinstance(one, Look)]
    places = {(one.draw, one.document, one.start, one.end) for one in looks}
    for one in sheet.passages.values():
        item = one.given.item
        if (one.given.draw.draw, item.document, item.start, item.end) not in places:
            return []
    return [Note(name=RETURNED, fields=(("pack", pack.given.code),))]


def _append(context: RunContext, found: _Found, reply: Reply, entered_by: str) -> bool:
    """Append everything in one go, unless somebody decided something since it was found out."""
    pack, said = found.pack, found.said
    if not found.events and not said.passed:
        return True
    with context.store.appending() as connection:
        if last_number(connection) != pack.through:
            return False
        by = coder_id(connection, entered_by) if entered_by.strip() else ""
        for n, outcome in said.passed.items():
            if outcome == "upsetting":
                _upset(connection, pack.sheet.passages[n], pack.coder.id, contact=reply.contact)
        if reply.credit and reply.credit != pack.coder.credit:
            save_coder(connection, replace(pack.coder, credit=reply.credit))
        append_events(connection, [replace(one, entered_by=by) for one in found.events])
    return True


def _upset(connection: Connection, asked: Asked, coder: str, *, contact: bool) -> None:
    """Keep that a passage upset somebody, and who it was only where they want to be called."""
    item = asked.given.item
    place = (item.document, item.text_hash, item.start, item.end)
    there = [
        one
        for one in load_upset(connection)
        if (one.document, one.text_hash, one.start, one.end) == place
    ]
    if there and (not contact or any(one.coder == coder for one in there)):
        return
    mark = add_upset(connection, *place)
    if contact:
        name_upset(connection, mark, coder)


# -- what is said of it --------------------------------------------------------------------------


def _counts(said: Said) -> Counter[str]:
    found: Counter[str] = Counter()
    for one in said.events:
        if one.event_id in said.again:
            continue
        back = isinstance(one, Coding) and one.decision == "retract"
        found["back" if back else one.kind] += 1
    return found


def _waiting(pack: KnownPack, made: Sequence[Event]) -> int:
    """Return how many of the new events wait until their author chooses."""
    numbered = [
        replace(one, number=number, event_id=one.event_id or f"new {number}")
        for number, one in enumerate(made, start=pack.through + 1)
    ]
    new = {one.event_id for one in numbered}
    held = in_force([*pack.own, *numbered])
    return sum(one.event_id in new for one in held.waiting)


def _on_former(pack: KnownPack, said: Said) -> bool:
    return any(
        isinstance(one, (Coding, Look))
        and one.document in pack.documents
        and pack.documents[one.document].text_hash != one.text_hash
        for one in said.events
    )


def _remarks(pack: KnownPack, said: Said, reply: Reply, moved: int) -> tuple[str, ...]:
    told = []
    if _on_former(pack, said):
        told.append(
            "Some passages were read in a former text: the answers are kept there"
            + (f", and {moved} moved to where the words are now." if moved else
               "; 'themekit check' lists those whose words are not found now.")
        )  # fmt: skip
    if reply.credit and reply.credit != pack.coder.credit:
        told.append(f"{pack.coder.name} wants to be named as '{reply.credit}'.")
    if reply.contact:
        told.append(
            f"{pack.coder.name} asks that somebody gets in touch: 'themekit status' says so until "
            "somebody has."
        )
    return tuple(told)


def _counted(number: int, one: str, several: str) -> str:
    return f"{number:,} {one if number == 1 else several}"
