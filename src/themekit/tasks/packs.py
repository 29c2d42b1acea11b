"""Packs that people were given: which draws are in them, and which of them are still out."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from themekit.events import Note
from themekit.tasks.asking import Given, by_chance, listed, questions

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
    asked : tuple of int
        How many questions each passage asks, from the first on: they keep their numbers when a
        passage goes because somebody took their words back.
    """

    code: str
    coder: str
    draws: tuple[str, ...]
    key: str = ""
    digest: str = ""
    number: int = 0
    ends: tuple[str, ...] = ()
    asked: tuple[int, ...] = ()

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
        "asked": json.dumps(pack.asked),
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
                note.number, asked=tuple(json.loads(told.get("asked") or "[]")),
            )  # fmt: skip
        elif note.name in _ENDS and code in found:
            found[code] = replace(found[code], ends=(*found[code].ends, note.name))
    return found


def draws_out(coder: str, notes: Iterable[Note]) -> frozenset[str]:
    """Return the ids of a coder's draws that are in packs which are still out."""
    packs = given_packs(notes).values()
    mine = (one for one in packs if one.coder == coder and one.is_out)
    return frozenset(draw for one in mine for draw in one.draws)


def asked_in_pack(given: Given, codes: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of the codes that a pack asks about one by one, in their order.

    Where nothing is suggested a page shows the list of the section; a text in reply can only answer
    what has a number, so that a pack asks there as it does without suggestions.

    Parameters
    ----------
    given : Given
    codes : sequence of str
        Ids of the codes of the codebook that the draw shows, in its order.
    """
    return questions(given, codes) or by_chance(given, listed(given, codes))
