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
from themekit.errors import InputError, Problem
from themekit.events import Coder, Coding, Draw, Event, Look, Note, find_coder
from themekit.exchange.packs import tidy
from themekit.exchange.packs.reply import Reply, read_reply
from themekit.exchange.packs.texted import begins_with_code, read_text
from themekit.exchange.packs.xlsx import is_questionnaire, read_questionnaire
from themekit.exchange.tables import KINDS
from themekit.files import read_steady, shown
from themekit.records import Document
from themekit.store.coders import (
    coder_id,
    load_coders,
    load_versions,
    resolve_key,
    save_coder,
    study_id,
)
from themekit.store.documents import load_documents
from themekit.store.events import append_events, kept_texts, last_number, load_events
from themekit.store.safety import add_upset, load_upset, name_upset
from themekit.tasks.packs import RECALLED, RETURNED, GivenPack, given_packs
from themekit.workflows.anchoring import follow_sources
from themekit.workflows.context import RunContext
from themekit.workflows.loading import load_material
from themekit.workflows.pack_register import notes_in_force
from themekit.workflows.passages import overlapping
from themekit.workflows.project import open_result
from themekit.workflows.reply_events import REPLY, Asked, Said, Sheet, said_in_reply, sheet_of
from themekit.workflows.safety import CONCERN, MAY_KNOW, day_of

LIMIT = 20_000_000
_FEWEST_COLUMNS = 3


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


# -- which files are replies ---------------------------------------------------------------------


def reply_in(file: Path) -> Reply | None:
    """Return the reply that a file holds; None where it is a table or something else.

    Raises
    ------
    InputError
        If it is a reply and cannot be read.
    """
    name = shown(str(file))
    ending = file.suffix.lower()
    if ending not in (".json", ".txt", ".xlsx", ""):
        return None
    data = _read(file, name)
    if data[:2] == b"PK":
        return read_questionnaire(name, data) if is_questionnaire(data) else None
    text = _decoded(data)
    if text.lstrip()[:1] == "{" or ending == ".json":
        return read_reply(name, text)
    if _is_table(text) or (ending != ".txt" and not begins_with_code(text)):
        return None
    return read_text(name, text)


def _read(file: Path, name: str) -> bytes:
    try:
        return read_steady(file, name, LIMIT)
    except OSError as error:
        raise InputError.one(name, None, f"it cannot be read ({error.strerror})") from error


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _is_table(text: str) -> bool:
    """Tell whether a text has a table's head: the names of our columns, or tabs and no code."""
    head = text.lstrip().partition("\n")[0]
    known = {column for columns in KINDS.values() for column in columns}
    names = {one.strip().strip('"') for sign in ",;\t" for one in head.split(sign)}
    if len(names & known) >= _FEWEST_COLUMNS:
        return True
    return "\t" in head and not begins_with_code(text)


# -- taking a reply in ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pack:
    """A pack as the study knows it, and all that a reply is checked against."""

    given: GivenPack
    coder: Coder
    sheet: Sheet
    events: tuple[Event, ...]
    notes: tuple[Note, ...]
    documents: Mapping[str, Document]
    texts: Mapping[str, str]
    study: str

    @property
    def own(self) -> tuple[Event, ...]:
        """All that its reader has done, in order."""
        return tuple(one for one in self.events if one.coder == self.coder.id)


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
    with study.store.reading() as connection:
        pack = _pack(connection, reply, name)
        codes = _codes(connection, reply)
        mine = reply.way != "file" or resolve_key(connection, "coder", reply.coder)
    _check(pack, reply, name, mine=mine in (True, pack.coder.id))
    _check_coder(pack, coder, name)
    _check_numbers(pack, reply, name)
    digest = hashlib.sha256(repr(reply).encode()).hexdigest()
    if any(dict(one.fields).get("digest") == digest for one in pack.notes if one.name == REPLY):
        return ReplySummary(pack.given.code, pack.coder.name, seen=True, stored=not dry_run)
    losses, kept = _losses(pack, reply, name)
    said = said_in_reply(reply, kept, pack.own, pack.texts, codes)
    losses += [_loss(name, f"question {q} {why}") for q, why in said.left]
    extra = _extra(study, pack, said, reply)
    made = _dated([*said.events, *extra], pack, reply)
    if made or reply.credit:
        note = {"pack": pack.given.code, "way": reply.way, "digest": digest}
        made += _dated([Note(name=REPLY, fields=tuple(note.items()))], pack, reply)
        made += _dated(_returned(pack, kept, said), pack, reply)
    pack.events[-1].number if pack.events else 0
    if not dry_run and (made or said.passed):
        _append(study, pack, reply, made, said, entered_by)
    moved = 0
    if not dry_run and _on_former(pack, said):
        moved = follow_sources(study)
    return ReplySummary(
        pack=pack.given.code,
        coder=pack.coder.name,
        taken=_counts(said),
        there=said.there,
        waiting=_waiting(pack, made),
        losses=tuple(losses),
        remarks=_remarks(pack, said, reply, moved),
        stored=not dry_run,
    )


def _pack(connection: Connection, reply: Reply, name: str) -> _Pack:
    """Load what the study knows of a pack.

    Raises
    ------
    InputError
        If it knows no such pack.
    """
    events = tuple(load_events(connection))
    notes = notes_in_force(events)
    given = given_packs(notes).get(tidy(reply.pack))
    if given is None:
        hint = "themekit pack STUDY --register lists the packs that were made"
        raise InputError.one(name, None, f"this study has made no pack {reply.pack}", hint)
    coders = load_coders(connection)
    coder = next((one for one in coders if one.id == given.coder), Coder(given.coder, given.coder))
    draws = [one for one in events if isinstance(one, Draw)]
    sheet = sheet_of(given, draws, load_versions(connection))
    hashes = {one.given.item.text_hash for one in sheet.passages.values()}
    documents = {one.id: one for one in load_documents(connection).values()}
    mine = tuple(one for one in notes if dict(one.fields).get("pack") == given.code)
    return _Pack(
        given, coder, sheet, events, mine, documents, kept_texts(connection, hashes),
        study_id(connection),
    )  # fmt: skip


def _codes(connection: Connection, reply: Reply) -> dict[str, str]:
    keys = {key for one in reply.passages for key in one.added}
    found = {key: resolve_key(connection, "code", key) for key in keys}
    return {key: code for key, code in found.items() if code is not None}


# -- checks --------------------------------------------------------------------------------------


def _check(pack: _Pack, reply: Reply, name: str, *, mine: bool) -> None:
    """Refuse what is not a whole reply to a pack that may still come back.

    Raises
    ------
    InputError
    """
    code = pack.given.code
    if reply.way == "file" and reply.study != pack.study:
        raise InputError.one(name, None, f"this reply to pack {code} belongs to another study")
    if not mine:
        said = f"this reply is not from {pack.coder.name}, to whom pack {code} was given"
        raise InputError.one(name, None, said)
    if reply.way == "file" and not reply.is_whole(pack.given.key):
        said = "this reply is not as it was written: something in it changed on the way"
        hint = "ask for the file once more, or for the text in its place"
        raise InputError.one(name, None, said, hint)
    # Whoever takes an answer back may do so whenever they want.
    if RECALLED in pack.given.ends and (reply.answers or reply.passages):
        recalled = next((one for one in pack.notes if one.name == RECALLED), None)
        day = f" on {day_of(recalled.received)}" if recalled and recalled.received else ""
        raise InputError.one(name, None, f"pack {code} was called back{day}: nothing is taken")


def _check_coder(pack: _Pack, named: str, name: str) -> None:
    if named and find_coder([pack.coder], named) is None:
        said = f"pack {pack.given.code} was given to {pack.coder.name}, not to {named}"
        raise InputError.one(name, None, said, "leave --coder out: the pack says whose it is")


def _check_numbers(pack: _Pack, reply: Reply, name: str) -> None:
    """Refuse numbers that the pack does not have.

    Raises
    ------
    InputError
        With each of them.
    """
    last = len(pack.sheet.questions)
    asked = {one.q for one in reply.answers} | {one.q for one in reply.passages if not one.n}
    wrong = sorted((asked | set(reply.back)) - set(pack.sheet.questions))
    said = [f"question {q} is not in pack {pack.given.code}: it ends with {last}" for q in wrong]
    passages = sorted({one.n for one in reply.passages if one.n > pack.sheet.count})
    said += [f"passage {n} is not in pack {pack.given.code}" for n in passages]
    if said:
        raise InputError([Problem(name, None, one, "nothing of it was taken") for one in said])


def _losses(pack: _Pack, reply: Reply, name: str) -> tuple[list[Problem], Sheet]:
    """Tell what of a reply cannot be taken, and return the passages of which the rest can be."""
    numbers = pack.sheet.questions
    told = {numbers[one.q] for one in reply.answers} | {numbers[q] for q in reply.back}
    told |= {one.n or numbers[one.q] for one in reply.passages}
    losses, kept = [], dict(pack.sheet.passages)
    for n in sorted(told):
        asked = pack.sheet.passages.get(n)
        qs = [q for q, of in numbers.items() if of == n]
        where = f"passage {n}"
        if qs:
            where += f" (question {qs[0]})" if len(qs) == 1 else f" (questions {qs[0]} to {qs[-1]})"
        if asked is None:
            losses.append(_loss(name, f"{where} is no longer part of the study"))
        elif not _has_text(pack, asked):
            kept.pop(n)
            losses.append(_loss(name, f"{where}: the text that was read is not kept any more"))
    return losses, replace(pack.sheet, passages=kept)


def _has_text(pack: _Pack, asked: Asked) -> bool:
    item = asked.given.item
    document = pack.documents.get(item.document)
    now = document is not None and document.text_hash == item.text_hash
    return now or item.text_hash in pack.texts


def _loss(name: str, said: str) -> Problem:
    return Problem(name, None, said)


# -- events --------------------------------------------------------------------------------------


def _dated(events: Iterable[Event], pack: _Pack, reply: Reply) -> list[Event]:
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


def _extra(context: RunContext, pack: _Pack, said: Said, reply: Reply) -> list[Event]:
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


def _calls(pack: _Pack, asked: Asked | None) -> list[Event]:
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


def _returned(pack: _Pack, sheet: Sheet, said: Said) -> list[Event]:
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


def _append(
    context: RunContext,
    pack: _Pack,
    reply: Reply,
    events: Sequence[Event],
    said: Said,
    entered_by: str,
) -> int:
    """Append everything in one go, with what upset somebody; return the last number."""
    with context.store.appending() as connection:
        by = coder_id(connection, entered_by) if entered_by.strip() else ""
        told = [replace(one, entered_by=by) for one in events]
        for n, outcome in said.passed.items():
            if outcome == "upsetting":
                _upset(connection, pack.sheet.passages[n], pack.coder.id, contact=reply.contact)
        if reply.credit and reply.credit != pack.coder.credit:
            save_coder(connection, replace(pack.coder, credit=reply.credit))
        append_events(connection, told)
        return last_number(connection)


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


def _waiting(pack: _Pack, made: Sequence[Event]) -> int:
    """Return how many of the new events wait until their author chooses."""
    last = pack.events[-1].number if pack.events else 0
    numbered = [
        replace(one, number=number, event_id=one.event_id or f"new {number}")
        for number, one in enumerate(made, start=last + 1)
    ]
    new = {one.event_id for one in numbered}
    held = in_force([*pack.own, *numbered])
    return sum(one.event_id in new for one in held.waiting)


def _on_former(pack: _Pack, said: Said) -> bool:
    return any(
        isinstance(one, (Coding, Look))
        and one.document in pack.documents
        and pack.documents[one.document].text_hash != one.text_hash
        for one in said.events
    )


def _remarks(pack: _Pack, said: Said, reply: Reply, moved: int) -> tuple[str, ...]:
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
