"""Packs that people were given: which draws are in them, and which of them are still out."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace

from themekit.events import Note

PACK = "pack"
"""Name of the note that a pack was made: its fields say which draws are in it, and for whom."""
RECALLED, DELETED, RETURNED = "pack recalled", "pack deleted", "pack returned"
"""Names of the notes that end a pack: it was called back, its file is gone, its reply is here."""
_ENDS = (RECALLED, DELETED, RETURNED)


@dataclass(frozen=True, slots=True)
class GivenPack:
    """A pack that was made.

    Attributes
    ----------
    code : str
    coder : str
        Id of whom it was made for.
    draws : tuple of str
        Ids of the draws that are in it; numbers of passages run through them by position.
    key : str
        Secret of the reply's check, hexadecimal.
    digest : str
        SHA-256 of the pack's data.
    number : int
        Of the event.
    ends : tuple of str
        What ended it: names of notes, in order; while there is none, it is out.
    """

    code: str
    coder: str
    draws: tuple[str, ...]
    key: str = ""
    digest: str = ""
    number: int = 0
    ends: tuple[str, ...] = ()

    @property
    def is_out(self) -> bool:
        """Whether somebody has it still, as far as is known."""
        return not self.ends


def note_of(pack: GivenPack) -> Note:
    """Return the note that a pack was made; who made it, and when, is for others to fill in."""
    fields = {
        "pack": pack.code,
        "coder": pack.coder,
        "draws": json.dumps(pack.draws),
        "key": pack.key,
        "digest": pack.digest,
    }
    return Note(name=PACK, fields=tuple(fields.items()))


def given_packs(notes: Iterable[Note]) -> dict[str, GivenPack]:
    """Return all packs that were made, by code.

    Parameters
    ----------
    notes : iterable of Note
        Of the whole study, in order, without those that no longer hold.
    """
    found: dict[str, GivenPack] = {}
    for note in notes:
        told = dict(note.fields)
        code = told.get("pack", "")
        if note.name == PACK:
            draws = tuple(json.loads(told.get("draws") or "[]"))
            found[code] = GivenPack(
                code, told.get("coder", ""), draws, told.get("key", ""), told.get("digest", ""),
                note.number,
            )  # fmt: skip
        elif note.name in _ENDS and code in found:
            found[code] = replace(found[code], ends=(*found[code].ends, note.name))
    return found


def draws_out(coder: str, notes: Iterable[Note]) -> frozenset[str]:
    """Return the ids of a coder's draws that are in packs which are still out."""
    packs = given_packs(notes).values()
    mine = (one for one in packs if one.coder == coder and one.is_out)
    return frozenset(draw for one in mine for draw in one.draws)
