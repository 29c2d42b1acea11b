"""A study that stays open for people to check: what was read is kept, what is decided comes fresh.

One desk serves all threads of a server. What a run made and what the study's files say is read
again when it has changed; of what people decide only the new events are read. An answer is one
short append, and nothing is worked out inside it.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Connection

from themekit.codebook import Code, Codebook
from themekit.decisions import CodedStudy, versioned
from themekit.decisions.in_force import BRIDGE, InForce, in_force
from themekit.disclosure import Gate, Replacements
from themekit.errors import InputError, ThemekitError
from themekit.events import Coder, Draw, Event, VersionedCode
from themekit.records import Document, Segment, Suggestion
from themekit.store import Store, open_store
from themekit.store.access import answered, remember
from themekit.store.coders import (
    load_coders,
    load_versions,
    opaque_key,
    resolve_key,
    save_coder,
    save_versions,
)
from themekit.store.events import append_events, last_number, load_events
from themekit.store.stages import stage_key
from themekit.study import Study
from themekit.tasks.answers import Where
from themekit.tasks.asking import Given
from themekit.workflows.context import RunContext, RunOptions, models_for
from themekit.workflows.finishing import finish
from themekit.workflows.former import former_codebook
from themekit.workflows.handing_out import Wish
from themekit.workflows.loading import load_coded
from themekit.workflows.project import RECORD, STORE_VARIABLE, Own, load_project, stamp
from themekit.workflows.recording import name_codes
from themekit.workflows.shelf import Record, Shelf
from themekit.workflows.sittings import Sittings, keep_measured

PASSAGE = "passage"


@dataclass(frozen=True, slots=True)
class Place:
    """What an opaque key of a passage stands for."""

    document: str
    text_hash: str
    start: int
    end: int
    draw: str = ""


class Kept(NamedTuple):
    """What an append came to.

    Attributes
    ----------
    number : int
        Of the act's last event.
    is_new : bool
        Whether it was appended now, and not when the same request came before.
    """

    number: int
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Files:
    """The study's own files as they were read last."""

    own: Own
    stamp: tuple[object, ...]


class Desk:
    """A study opened for as long as a server runs.

    Parameters
    ----------
    path : Path
        The study's folder.
    wish : Wish, optional
        What people are given who have nothing left; nothing where it is left out.

    Attributes
    ----------
    handing_out : Lock
        Held while passages are drawn: a whole room that begins at once goes one by one, and nobody
        is given twice what they wished for once.
    sittings : Sittings
        Of those who had their minutes counted.

    Raises
    ------
    InputError
        If one of the study's own files is broken.
    """

    def __init__(self, path: Path, wish: Wish | None = None) -> None:
        own = load_project(path)
        self.wish = wish
        self.path = own[0].root
        self.store: Store = open_store(self.path, os.environ.get(STORE_VARIABLE) or own[0].store)
        finish(self.store, self.path)
        self._files = _Files(own, stamp(own))
        self.handing_out = threading.Lock()
        self.sittings = Sittings(lambda sums: keep_measured(self.store, sums))
        self._lock = threading.RLock()
        self._record = Record()
        self._shelf: Shelf | None = None
        self._loading: threading.Thread | None = None
        self._opened: tuple[CodedStudy, tuple[Event, ...], Gate, Replacements] | None = None
        self._raw: tuple[CodedStudy, Replacements] | None = None
        self._coded: CodedStudy | None = None
        self._named = ""
        self._in_force: dict[str, tuple[tuple[Event, ...], InForce]] = {}
        self._keys: dict[tuple[str, str], str] = {}
        self._former: dict[str, Codebook | None] = {}

    def need_a_run(self) -> None:
        """Refuse a study that has nothing to check yet.

        Raises
        ------
        InputError
            If no run has come to its end.
        """
        with self.store.reading() as connection:
            was_run = stage_key(connection, RECORD)
        if not was_run:
            shown = str(self.path)
            hint = f"run 'themekit run {shown}' first"
            raise InputError.one(shown, None, "this study has not been run yet", hint)

    def close(self) -> None:
        """Keep what was counted of sittings, and close the store."""
        try:
            self.sittings.close()
        finally:
            self.store.close()

    # -- what there is -------------------------------------------------------------------------

    @property
    def study(self) -> Study:
        """What study.yaml says now; while it is broken, what it said last."""
        return self._own()[0]

    @property
    def codebook(self) -> Codebook:
        """The codebook as it is now."""
        return self._own()[1]

    def context(self) -> RunContext:
        """Return the study as workflows take it."""
        study, codebook = self._own()
        options = RunOptions()
        return RunContext(study, codebook, self.store, models_for(options), options)

    def material(self) -> CodedStudy:
        """Return what was read and suggested, without what people decided."""
        return self.shelf().coded

    def shelf(self) -> Shelf:
        """Return what the last run that came to its end made.

        A newer one is loaded beside, and taken once it is whole: nobody waits for it.
        """
        with self.store.reading() as connection:
            state = f"{stage_key(connection, RECORD)} {self.codebook.hash} {self._files.stamp}"
        with self._lock:
            there = self._shelf
            if there is not None and there.state == state:
                return there
            if there is not None:
                self._load_beside(state)
                return there
            self._shelf = Shelf.of(state, load_coded(self.context(), through=0))
            return self._shelf

    def _load_beside(self, state: str) -> None:
        if self._loading is not None and self._loading.is_alive():
            return

        def load() -> None:
            try:
                found = Shelf.of(state, load_coded(self.context(), through=0))
            except ThemekitError:
                return  # a file is being edited; it is tried again at the next page
            with self._lock:
                self._shelf = found

        self._loading = threading.Thread(target=load, daemon=True)
        self._loading.start()

    def coded(self) -> CodedStudy:
        """Return everything at once, for whoever needs how all of it stands."""
        with self._lock:
            material, record = self.material(), self.record()
            known = self._coded
            if (
                known is None
                or known.documents is not material.documents
                or (known.through != record.through)
            ):
                with self.store.reading() as connection:
                    coders, kept = load_coders(connection), load_versions(connection)
                new = [one for one in versioned(self.codebook) if one not in set(kept)]
                self._coded = known = replace(
                    material,
                    events=record.events,
                    coders=coders,
                    versions=(*kept, *new),
                    through=record.through,
                )
            return known

    def record(self) -> Record:
        """Return all events there are by now; only the new ones are read."""
        with self._lock:
            known = self._record
            with self.store.reading() as connection:
                if last_number(connection) == known.through:
                    return known
                new = load_events(connection, since=known.through)
            self._record = known.after(new)
            return self._record

    def said_by(self, coder: str) -> tuple[Event, ...]:
        """Return everything that one coder has done, in order."""
        return self.record().by_coder.get(coder, ())

    def in_force_of(self, coder: str, own: tuple[Event, ...]) -> InForce:
        """Return what counts of one coder's events; it is sorted out once for each new one."""
        known = self._in_force.get(coder)
        if known is None or known[0] is not own:
            self._in_force[coder] = known = own, in_force(own)
        return known[1]

    def coder(self, coder: str) -> Coder | None:
        """Return a coder by id."""
        with self.store.reading() as connection:
            return next((one for one in load_coders(connection) if one.id == coder), None)

    def document(self, document: str) -> Document | None:
        """Return a document by id, as it reads now."""
        return self.shelf().documents.get(document)

    def segments_of(self, document: str) -> tuple[Segment, ...]:
        """Return the segments of a document in the order of its text."""
        return self.shelf().segments.get(document, ())

    def suggestions_of(self, segment_id: str) -> tuple[Suggestion, ...]:
        """Return what the machine suggests for a segment now, uncertain ones too."""
        return self.shelf().suggestions.get(segment_id, ())

    def gate(self, record: Record | None = None, shelf: Shelf | None = None) -> Gate:
        """Return which documents may be shown to whom, as things stand."""
        return self._open(record, shelf)[0]

    def replacements(
        self, record: Record | None = None, shelf: Shelf | None = None
    ) -> Replacements:
        """Return what stands for the words by which somebody is known, as things stand."""
        return self._open(record, shelf)[1]

    def shown_to(
        self,
        coder: Coder,
        *,
        remote: bool,
        record: Record | None = None,
        shelf: Shelf | None = None,
    ) -> Replacements:
        """Return how the study's words are shown to somebody.

        Researchers at this machine hold the files: to them nothing is replaced.
        """
        shelf = shelf or self.shelf()
        if coder.role != "researcher" or remote:
            return self.replacements(record, shelf)
        with self._lock:
            if self._raw is None or self._raw[0] is not shelf.coded:
                self._raw = shelf.coded, Replacements(shelf.coded.documents)
            return self._raw[1]

    def _open(self, record: Record | None, shelf: Shelf | None) -> tuple[Gate, Replacements]:
        record, shelf = record or self.record(), shelf or self.shelf()
        with self._lock:
            coded, gating, known = shelf.coded, record.gating, self._opened
            if known is None or known[0] is not coded or known[1] is not gating:
                void = in_force(gating).void
                gate = Gate(coded.documents, coded.cases, coded.present, gating, void)
                replaced = Replacements(coded.documents, gating, void)
                self._opened = known = coded, gating, gate, replaced
            return known[2], known[3]

    def codes(self, draw: Draw | None = None) -> tuple[Code, ...]:
        """Return the codes that pages show: today's, whatever the list was when a draw was made.

        A bridge alone shows the version for which it was drawn, as far as its file was kept.
        """
        shown = self._shown_in(draw)
        today = {one.id for one in self.codebook.codes}
        return tuple(one for one in shown.codes if one.id in today)

    def _shown_in(self, draw: Draw | None) -> Codebook:
        """Return the version of the codebook that pages show of a draw."""
        today = self.codebook
        if draw is None or draw.purpose != BRIDGE or draw.codebook_hash in ("", today.hash):
            return today
        with self._lock:
            if draw.codebook_hash not in self._former:
                found = former_codebook(self.store, draw.codebook_hash)
                self._former[draw.codebook_hash] = found
            return self._former[draw.codebook_hash] or today

    def version(self, draw: Draw | None = None) -> dict[str, VersionedCode]:
        """Return the codes that are shown, as an answer keeps them, by id."""
        return {one.code_id: one for one in versioned(self._shown_in(draw))}

    # -- outside -------------------------------------------------------------------------------

    def key(self, place: Place) -> str:
        """Return the key under which a passage is known outside."""
        return self.keys([place])[0]

    def keys(self, places: Sequence[Place]) -> list[str]:
        """Return the keys of passages, in order."""
        targets = [
            json.dumps([one.document, one.text_hash, one.start, one.end, one.draw])
            for one in places
        ]
        found = self.keys_of(PASSAGE, targets)
        return [found[one] for one in targets]

    def place(self, key: str) -> Place | None:
        """Return what a key stands for; unknown keys and those of other things answer alike."""
        with self.store.reading() as connection:
            found = resolve_key(connection, PASSAGE, key)
        return None if found is None else Place(*json.loads(found))

    def key_of(self, kind: str, target: str) -> str:
        """Return the key under which a code, strand, document, coder or row is known outside."""
        return self.keys_of(kind, [target])[target]

    def keys_of(self, kind: str, targets: Sequence[str]) -> dict[str, str]:
        """Return the keys of several things of one kind, by what they stand for."""
        if new := [one for one in dict.fromkeys(targets) if (kind, one) not in self._keys]:
            with self.store.appending() as connection:
                made = {(kind, one): opaque_key(connection, kind, one) for one in new}
            self._keys.update(made)
        return {one: self._keys[kind, one] for one in targets}

    def target_of(self, kind: str, key: str) -> str | None:
        """Return what a key of a kind stands for; unknown keys and other kinds' answer alike."""
        with self.store.reading() as connection:
            return resolve_key(connection, kind, key)

    # -- what people decide --------------------------------------------------------------------

    def where(self, given: Given, *, scores_shown: bool = False) -> Where:
        """Return how a passage that somebody was given is shown.

        An answer is of the words that people read: mostly today's, also where the draw was made
        before a description was changed.
        """
        draw, item = given.draw, given.item
        return Where(
            document=item.document,
            text_hash=item.text_hash,
            start=item.start,
            end=item.end,
            draw=draw.draw,
            mode=draw.mode,
            codebook_hash=self._shown_in(draw).hash,
            versions=self.version(draw),
            suggested={} if given.blind else dict(item.suggested),
            model="themekit" if scores_shown and not given.blind else "",
        )

    def draws_of(self, coder: str) -> tuple[Draw, ...]:
        """Return the draws that a coder was given, in order."""
        return tuple(one for one in self.record().draws if one.coder == coder)

    def append(
        self,
        events: Sequence[Event],
        *,
        coder: str,
        after: int,
        act: str = "",
        request: tuple[str, str] | None = None,
    ) -> Kept:
        """Append one act of a coder; what is returned is on the disk.

        Parameters
        ----------
        events : sequence of Event
        coder : str
            Id.
        after : int
            The last number that the page knew.
        act : str
        request : pair of str, optional
            Id of the request and hash of its body: the same twice is answered as the first time.

        Returns
        -------
        Kept
            Number of the act's last event, and whether it is new.

        Raises
        ------
        RefusedError
            If it contradicts what is there, or the request came before with another body.
        """
        self._name_codes()
        now = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        told = [
            replace(one, coder=coder, after=after, act=act, time=one.time or now, origin="page")
            for one in events
        ]
        with self.store.appending() as connection:
            if request and (number := answered(connection, coder, *request)) is not None:
                return Kept(number, is_new=False)
            save_versions(connection, versioned(self.codebook))
            number = append_events(connection, told)[-1]
            if request:
                remember(connection, coder, *request, number)
            return Kept(number, is_new=True)

    def known(self) -> int:
        """Return the number that a page made now knows."""
        return self.record().through

    def save(self, coder: Coder) -> None:
        """Change the name, role or credit of a coder."""
        with self.store.writing() as connection:
            save_coder(connection, coder)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection for questions."""
        with self.store.reading() as connection:
            yield connection

    def _own(self) -> Own:
        with self._lock:
            now = stamp(self._files.own)
            if now != self._files.stamp:
                own = self._files.own
                with suppress(InputError):  # somebody is writing in it: it counts as it was
                    own = load_project(self.path)
                self._files = _Files(own, now)
            return self._files.own

    def _name_codes(self) -> None:
        """Write the codes' ids into codebook.yaml once for each version of it."""
        with self._lock:
            if self._named != self.codebook.hash:
                name_codes(self.context())
                self._named = self.codebook.hash
