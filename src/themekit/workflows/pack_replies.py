"""``themekit pack --reply``: each reader is told what became of their answers, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from themekit.decisions.in_force import in_force
from themekit.errors import UsageError
from themekit.events import Coder, Coding, Event, Look, find_coder
from themekit.exchange.packs.became import Became, TalkedOn, as_page, as_text
from themekit.files import write_whole
from themekit.store.coders import load_coders, load_versions
from themekit.study import Support
from themekit.tasks.packs import GivenPack, given_packs
from themekit.workflows.desk import Desk
from themekit.workflows.overruled import SAID, talked_over
from themekit.workflows.pack_register import notes_in_force
from themekit.workflows.reply_events import REPLY, Sheet, act_of, sheet_of

_OWNER_ONLY = 0o600


@dataclass(frozen=True, slots=True)
class WrittenTo:
    """A file that was written to somebody: its pack, its reader's name, and where it is."""

    pack: str
    coder: str
    file: Path


def write_to_readers(study: Path, coder: str, folder: Path) -> list[WrittenTo]:
    """Write, for each pack of which something came back, a page and a text to its reader.

    Parameters
    ----------
    study : Path
        The study's folder.
    coder : str
        Name or id of the one who is meant; empty for all.
    folder : Path
        Where the files go.

    Raises
    ------
    UsageError
        If there is no such coder or no such folder.
    """
    if not folder.is_dir():
        raise UsageError(f"There is no folder {folder}: make it first.")
    desk = Desk(study)
    try:
        desk.need_a_run()
        return list(_written(desk, coder, folder))
    finally:
        desk.close()


def _written(desk: Desk, named: str, folder: Path) -> Iterator[WrittenTo]:
    with desk.reading() as connection:
        coders = load_coders(connection)
    meant = find_coder(coders, named) if named else None
    if named and meant is None:
        raise UsageError(f"There is no coder '{named}' in this study.")
    notes = notes_in_force(desk.record().events)
    came = {dict(one.fields).get("pack") for one in notes if one.name == REPLY}
    by_id = {one.id: one for one in coders}
    for pack in given_packs(notes).values():
        reader = by_id.get(pack.coder)
        if reader is None or pack.code not in came or (meant and meant.id != reader.id):
            continue
        became = became_of(desk, pack, reader)
        page = folder / f"reply-to-{pack.code}.html"
        write_whole(page, as_page(became), _OWNER_ONLY)
        write_whole(page.with_suffix(".txt"), as_text(became).encode(), _OWNER_ONLY)
        yield WrittenTo(pack.code, reader.name, page)


def became_of(desk: Desk, pack: GivenPack, reader: Coder) -> Became:
    """Return what a reader is told of one pack."""
    with desk.reading() as connection:
        sheet = sheet_of(pack, desk.record().draws, load_versions(connection))
    acts = {act_of(pack.code, n): n for n in range(1, sheet.count + 1)}
    own = desk.said_by(reader.id)
    held = in_force(own)
    mine = [one for one in own if one.act in acts and one.event_id not in held.void]
    words = [one for one in mine if isinstance(one, Coding) and one.decision in SAID]
    waiting = {one.event_id for one in held.waiting}
    shown = desk.shown_to(reader, remote=True)
    names = {one.id: shown.anywhere(one.plain_name or one.name) for one in desk.codebook.codes}
    numbers = {one.event_id: _number(sheet, acts[one.act], one.code_id) for one in words}
    said = sorted(
        (numbers[one.event_id], names.get(one.code_id, ""), SAID[one.decision])
        for one in words
        if numbers[one.event_id] and names.get(one.code_id)
    )
    return Became(
        pack=pack.code,
        title=shown.anywhere(desk.study.title),
        support=desk.study.support or Support(),
        answers=len(words),
        passages=sum(isinstance(one, Look) for one in mine),
        waiting=sum(one.event_id in waiting for one in words),
        withdrawn=sheet.count - len(sheet.passages),
        talked=tuple(_talked(desk, reader, own, acts, numbers)),
        said=tuple(said),
        credit=reader.credit,
    )


def _number(sheet: Sheet, n: int, code: str) -> int:
    asked = sheet.passages.get(n)
    if asked is None or code not in asked.codes:
        return 0
    return asked.first + asked.codes.index(code)


def _talked(
    desk: Desk,
    reader: Coder,
    own: tuple[Event, ...],
    acts: Mapping[str, int],
    numbers: Mapping[str, int],
) -> Iterator[TalkedOn]:
    """Yield what was talked over of this pack; who was there is theirs to tell."""
    of_pack = {one.event_id for one in own if one.act in acts}
    for one in talked_over(desk, reader, remote=True):
        if one.answer in of_pack:
            yield TalkedOn(
                numbers.get(one.answer, 0), one.text, one.name, one.yours, one.others, one.outcome,
                one.reason, one.day, bool(one.room),
            )  # fmt: skip
