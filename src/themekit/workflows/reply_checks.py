"""A pack as the study knows it, and whether a reply is one to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection

from themekit.errors import InputError, Problem
from themekit.events import Coder, Draw, Event, Note, find_coder
from themekit.exchange.packs import tidy
from themekit.exchange.packs.reply import Reply
from themekit.records import Document
from themekit.store.coders import load_coders, load_versions, study_id
from themekit.store.documents import load_documents
from themekit.store.events import kept_texts, load_events
from themekit.tasks.packs import RECALLED, GivenPack, given_packs
from themekit.workflows.pack_register import notes_in_force
from themekit.workflows.reply_events import Asked, Sheet, sheet_of
from themekit.workflows.safety import day_of


@dataclass(frozen=True, slots=True)
class KnownPack:
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
    def through(self) -> int:
        """Number of the last event that was there."""
        return self.events[-1].number if self.events else 0

    @property
    def own(self) -> tuple[Event, ...]:
        """All that its reader has done, in order."""
        return tuple(one for one in self.events if one.coder == self.coder.id)


def known_pack(connection: Connection, reply: Reply, name: str) -> KnownPack:
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
    items = [one.given.item for one in sheet.passages.values()]
    hashes = {one.text_hash for one in items}
    documents = load_documents(connection, sorted({one.document for one in items}))
    mine = tuple(one for one in notes if dict(one.fields).get("pack") == given.code)
    return KnownPack(
        given, coder, sheet, events, mine, documents, kept_texts(connection, hashes),
        study_id(connection),
    )  # fmt: skip


def check(pack: KnownPack, reply: Reply, name: str, *, coder: str, by_key: str | None) -> None:
    """Refuse what is not a whole reply to a pack of this study that may still come back.

    Parameters
    ----------
    pack : KnownPack
    reply : Reply
    name : str
        Of its file, for what is said of it.
    coder : str
        Whose it is, if somebody says so.
    by_key : str or None
        Whom the key in a reply file stands for; None for nobody.

    Raises
    ------
    InputError
    """
    _check(pack, reply, name, mine=reply.way != "file" or by_key == pack.coder.id)
    _check_coder(pack, coder, name)
    _check_numbers(pack, reply, name)


def _check(pack: KnownPack, reply: Reply, name: str, *, mine: bool) -> None:
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


def _check_coder(pack: KnownPack, named: str, name: str) -> None:
    if named and find_coder([pack.coder], named) is None:
        said = f"pack {pack.given.code} was given to {pack.coder.name}, not to {named}"
        raise InputError.one(name, None, said, "leave --coder out: the pack says whose it is")


def _check_numbers(pack: KnownPack, reply: Reply, name: str) -> None:
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


def losses_of(pack: KnownPack, reply: Reply, name: str) -> tuple[list[Problem], Sheet]:
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
            losses.append(loss(name, f"{where} is no longer part of the study"))
        elif not _has_text(pack, asked):
            kept.pop(n)
            losses.append(loss(name, f"{where}: the text that was read is not kept any more"))
    return losses, replace(pack.sheet, passages=kept)


def _has_text(pack: KnownPack, asked: Asked) -> bool:
    item = asked.given.item
    document = pack.documents.get(item.document)
    now = document is not None and document.text_hash == item.text_hash
    return now or item.text_hash in pack.texts


def loss(name: str, said: str) -> Problem:
    """Return what is told of something in a reply that is not taken."""
    return Problem(name, None, said)
