"""``themekit pack``: passages for one person in one file, which needs no network."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from themekit.decisions import CodedStudy, versioned
from themekit.errors import BusyError, InputError, UsageError
from themekit.events import Draw, Note
from themekit.exchange.packs import Pack, digest_of, docx, new_code, xlsx
from themekit.exchange.packs.html import sealed_page, whole_page
from themekit.files import write_whole
from themekit.store.coders import opaque_key, save_versions, study_id
from themekit.store.events import append_events, last_number
from themekit.study import Support
from themekit.tasks.packs import GivenPack, given_packs, note_of
from themekit.tasks.plans import HandOut
from themekit.workflows.context import RunContext
from themekit.workflows.handing_out import TRIES, Wish, drawn, why_not_shown
from themekit.workflows.loading import load_coded, with_decisions
from themekit.workflows.mark import gate_of, replacements_of
from themekit.workflows.pack_details import undecided_said
from themekit.workflows.packing import Packing
from themekit.workflows.project import open_result
from themekit.workflows.proposing import Proposing
from themekit.workflows.recording import name_codes

Render = Callable[[Pack], bytes]
RENDERERS: dict[str, Render] = {
    ".html": whole_page,
    ".docx": docx.questionnaire,
    ".xlsx": xlsx.questionnaire,
}
"""How a pack is written, by the ending of its file."""
SHORTEST = 12
"""Letters of a passphrase: whoever has the file has all the time there is to try shorter ones."""
_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class Made:
    """What `make_pack` did.

    Attributes
    ----------
    pack : Pack
    file : Path
    size : int
        Bytes of the file.
    remarks : tuple of str
        What whoever hands it out should know.
    """

    pack: Pack
    file: Path
    size: int
    remarks: tuple[str, ...] = ()


def make_pack(
    study: RunContext | Path,
    coder: str,
    wish: Wish,
    out: Path | None = None,
    passphrase: str = "",
    *,
    proposing: Proposing | None = None,
) -> Made:
    """Draw passages for somebody, keep that they were given, and write them into one file.

    That they were given is on the disk before the file is there: no pack is out of which the study
    knows nothing.

    Parameters
    ----------
    study : RunContext or Path
        An open study, or its folder.
    coder : str
        Name or id.
    wish : Wish
    out : Path, optional
        Where the file goes; ``pack-CODE.html`` in the current folder where it is left out.
    passphrase : str
        Without which nobody reads the file; empty for none.
    proposing : Proposing, optional
        Where given, it is said how many details that may tell who somebody is are undecided in it.

    Raises
    ------
    UsageError
        If nothing can be given to this person, or the file is there already.
    InputError
        If the file cannot be written.
    BusyError
        If decisions came in so fast that each draw was out of date before it was written.
    """
    if isinstance(study, Path):
        with open_result(study) as context:
            return make_pack(context, coder, wish, out, passphrase, proposing=proposing)
    render = _renderer(out, passphrase)
    name_codes(study)
    coded = load_coded(study, through=0)
    wish = replace(wish, leaves=True)
    for _ in range(TRIES):
        coded = with_decisions(study, coded)
        (found,), by = drawn(study, coded, [coder], wish)
        if not found.passages:
            raise UsageError(_nothing(found, coded))
        pack = _packed(study, coded, found)
        if _append(study, coded.through, pack, found, by):
            made = _written(pack, out, render, _remarks(found, coded))
            if proposing is None:
                return made
            said = undecided_said(coded, found.draws, proposing)
            return replace(made, remarks=(*made.remarks, said))
    raise BusyError("People decide faster than passages can be drawn just now: try again.")


def _renderer(out: Path | None, passphrase: str) -> Render:
    """Return what writes the file; whatever is in its way is said before anything is drawn.

    Raises
    ------
    UsageError
    """
    ending = out.suffix.lower() if out else ".html"
    if ending not in RENDERERS:
        raise UsageError(f"{out}: a pack ends in {' or '.join(RENDERERS)}.")
    if out and out.exists():
        raise UsageError(f"{out} is there already: choose another name with --out.")
    if out and not out.parent.is_dir():
        raise UsageError(f"There is no folder {out.parent}: make it first.")
    if not passphrase:
        return RENDERERS[ending]
    if ending != ".html":
        raise UsageError("Only a pack that ends in .html can have a passphrase.")
    if len(passphrase) < SHORTEST:
        raise UsageError(
            f"The passphrase is too short: take {SHORTEST} letters or more, as of four words."
        )
    return lambda pack: sealed_page(pack, passphrase)


def _packed(context: RunContext, coded: CodedStudy, found: HandOut) -> Pack:
    """Return what goes into the file."""
    notes = [one for one in coded.events if isinstance(one, Note)]
    ids = [one.id for one in coded.codebook.codes]
    with context.store.appending() as connection:
        keys = {one: opaque_key(connection, "code", one) for one in ids}
        whom = opaque_key(connection, "coder", found.coder)
        study = study_id(connection)
    shown = replacements_of(coded)
    packing = Packing(coded, shown, keys)
    return Pack(
        study=study,
        title=shown.anywhere(coded.study.title),
        pack=new_code(given_packs(notes)),
        coder=whom,
        made=datetime.now(UTC).date().isoformat(),
        key=secrets.token_hex(16),
        support=coded.study.support or Support(),
        practice=packing.practice(),
        passages=packing.passages(found.draws),
        codes=packing.codes(),
    )


def _append(context: RunContext, through: int, pack: Pack, found: HandOut, by: str) -> bool:
    """Append the draws and that they are in a pack, unless something was decided since."""
    act = uuid.uuid4().hex
    now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
    draws: list[Draw] = [
        replace(draw, act=act, time=now, after=through, entered_by=by) for draw in found.draws
    ]
    ids = tuple(one.draw for one in draws)
    asked = tuple(len(one.questions) for one in pack.passages)
    given = GivenPack(pack.pack, found.coder, ids, pack.key, digest_of(pack), asked=asked)
    note = replace(note_of(given), coder=by, act=act, time=now, after=through)
    with context.store.appending() as connection:
        if last_number(connection) != through:
            return False
        save_versions(connection, versioned(context.codebook))
        append_events(connection, [*draws, note])
    return True


def _written(pack: Pack, out: Path | None, render: Render, remarks: Sequence[str]) -> Made:
    """Write the file, for its owner alone: it holds what people said in confidence.

    Raises
    ------
    InputError
        With how to take the pack back.
    """
    file = out or Path(f"pack-{pack.pack}.html")
    data = render(pack)
    try:
        write_whole(file, data, _OWNER_ONLY)
    except InputError as error:
        hint = f"pack {pack.pack} is taken down as given: themekit pack STUDY --recall {pack.pack}"
        raise InputError.one(str(file), None, error.problems[0].message, hint) from error
    return Made(pack, file, len(data), tuple(remarks))


def _nothing(found: HandOut, coded: CodedStudy) -> str:
    why = why_not_shown(gate_of(coded))
    told = "; ".join(found.remarks) or f"nothing is left for {found.coder}"
    return f"No pack was made: {told}. {why}".rstrip()


def _remarks(found: HandOut, coded: CodedStudy) -> list[str]:
    """Return what was said of the draw, and how many documents could not be in it."""
    told = [f"{one[:1].upper()}{one[1:]}." for one in found.remarks]
    closed = sum(not one.shown for one in gate_of(coded).verdicts())
    if closed:
        told.append(
            f"{closed} documents may not be in a pack, for want of a reading or of consent: "
            "themekit mark STUDY --list"
        )
    return told
