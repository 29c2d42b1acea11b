"""``themekit pack --register``: who has which pack, what came back of it, and how it ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from themekit._yaml import did_you_mean
from themekit.decisions.in_force import in_force
from themekit.errors import UsageError
from themekit.events import Coding, Draw, Event, Look, Note
from themekit.exchange.packs import is_code, tidy
from themekit.store.coders import coder_id, load_coders, load_versions
from themekit.store.events import append_events, last_number, load_events
from themekit.tasks.packs import DELETED, PACK, RECALLED, RETURNED, GivenPack, given_packs
from themekit.workflows.context import RunContext
from themekit.workflows.project import open_result
from themekit.workflows.reply_events import REPLY, act_of, sheet_of

REGISTER_COLUMNS = (
    "pack", "coder", "since", "passages", "withdrawn", "done", "answers", "waiting", "replies",
    "last_reply", "state", "ended",
)  # fmt: skip
RegisterCells = tuple[str, str, str, int, int, int, int, int, int, str, str, str]
_STATES = {RECALLED: "recalled", DELETED: "deleted", RETURNED: "returned"}
_DAY = 10
"""Letters of a day in ISO 8601."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What was taken down of a pack.

    Attributes
    ----------
    pack : str
    coder : str
        Name of who has it.
    is_new : bool
        False where it was taken down before.
    """

    pack: str
    coder: str
    is_new: bool


def register_rows(study: RunContext | Path) -> list[RegisterCells]:
    """Tell of every pack who has it, since when and what came back, as in `REGISTER_COLUMNS`.

    A pack is ``out`` until all of it came back, its file is gone, or it was called back.
    """
    if isinstance(study, Path):
        with open_result(study) as context:
            return register_rows(context)
    with study.store.reading() as connection:
        events = tuple(load_events(connection))
        names = {one.id: one.name for one in load_coders(connection)}
        versions = load_versions(connection)
    notes = notes_in_force(events)
    held = in_force(events)
    waiting = {one.event_id for one in held.waiting}
    found = []
    for pack in given_packs(notes).values():
        sheet = sheet_of(pack, (one for one in events if isinstance(one, Draw)), versions)
        acts = {act_of(pack.code, n) for n in range(1, sheet.count + 1)}
        said = [one for one in events if one.act in acts and one.event_id not in held.void]
        mine = [one for one in notes if dict(one.fields).get("pack") == pack.code]
        replies = [one for one in mine if one.name == REPLY]
        end = next((one for one in reversed(mine) if one.name in _STATES), None)
        found.append((
            pack.code,
            names.get(pack.coder, pack.coder),
            _day(one for one in mine if one.name == PACK),
            sheet.count,
            sheet.count - len(sheet.passages),
            sum(isinstance(one, Look) for one in said),
            sum(isinstance(one, Coding) and one.decision != "retract" for one in said),
            sum(one.event_id in waiting for one in said),
            len(replies),
            _day(replies[-1:]),
            state_of(pack),
            _day([end] if end else []),
        ))  # fmt: skip
    return found


def state_of(pack: GivenPack) -> str:
    """Say how it is with a pack; that it was called back is said whatever else was."""
    for name in (RECALLED, DELETED, RETURNED):
        if name in pack.ends:
            return _STATES[name]
    return "out"


def notes_in_force(events: Iterable[Event]) -> tuple[Note, ...]:
    """Return the notes that hold, in order."""
    told = tuple(one for one in events if isinstance(one, Note) or one.replaces)
    void = in_force(told).void
    return tuple(one for one in told if isinstance(one, Note) and one.event_id not in void)


def recall(study: RunContext | Path, code: str, *, by: str = "") -> Ended:
    """Call a pack back: no reply to it is taken from now on; what came before stays.

    Raises
    ------
    UsageError
        If there is no such pack.
    """
    return _end(study, RECALLED, code, by)


def deleted(study: RunContext | Path, code: str, *, by: str = "") -> Ended:
    """Take down that its reader says that the file of a pack is gone.

    Raises
    ------
    UsageError
        If there is no such pack.
    """
    return _end(study, DELETED, code, by)


def _end(study: RunContext | Path, name: str, code: str, by: str) -> Ended:
    if isinstance(study, Path):
        with open_result(study) as context:
            return _end(context, name, code, by)
    with study.store.appending() as connection:
        packs = given_packs(notes_in_force(load_events(connection)))
        pack = find_pack(packs.values(), code)
        names = {one.id: one.name for one in load_coders(connection)}
        coder = names.get(pack.coder, pack.coder)
        if name in pack.ends:
            return Ended(pack.code, coder, is_new=False)
        note = Note(
            name=name, fields=(("pack", pack.code),), after=last_number(connection),
            coder=coder_id(connection, by) if by.strip() else "",
        )  # fmt: skip
        append_events(connection, [note])
    return Ended(pack.code, coder, is_new=True)


def find_pack(packs: Iterable[GivenPack], typed: str) -> GivenPack:
    """Return the pack that is meant.

    Raises
    ------
    UsageError
        If there is none, with why.
    """
    known: Sequence[GivenPack] = tuple(packs)
    code = tidy(typed)
    found = next((one for one in known if one.code == code), None)
    if found is not None:
        return found
    if not is_code(code):
        raise UsageError(f"'{typed}' is no code of a pack: its last sign does not fit the others.")
    hint = did_you_mean(code, [one.code for one in known]) if known else "no pack was made yet"
    raise UsageError(f"This study has made no pack '{code}' ({hint}).")


def _day(notes: Iterable[Note]) -> str:
    return next((one.received[:_DAY] for one in notes), "")
