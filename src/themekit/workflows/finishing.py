"""A withdrawal is carried through: by the command, or after a kill by whichever comes next.

Three steps, each done again without harm: the tables in one transaction, then every other file,
then what was asked for is forgotten. Until then it is kept whole in the tables.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from themekit.disclosure import LONG_ENOUGH, Erasure, words_of
from themekit.disclosure.erased_events import Rewritten, rewritten
from themekit.events import Anchored, Draw, Event, Note
from themekit.names import folded, visible
from themekit.store import Store, writer_lock
from themekit.store.documents import document_keys, load_documents
from themekit.store.erasing import Removal, erase, suggestions_for
from themekit.store.events import append_events, kept_texts, last_number, load_events
from themekit.store.frozen import break_states
from themekit.store.withdrawals import Known, Scope, Withdrawal, remember, step, unfinished
from themekit.workflows.receipts import Receipt, as_markdown, write_receipt

CHECKED = "check.json"
"""What `check` found last, in the state folder: it may name them."""
TOMBSTONE = "withdrawal"
"""Name of the note that stands where events were erased, so that no number comes twice."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is kept of a withdrawal while it is under way.

    Attributes
    ----------
    erasure : Erasure
    receipt : Receipt
    """

    erasure: Erasure
    receipt: Receipt

    def as_json(self) -> str:
        """Return it as text."""
        return json.dumps([self.erasure.as_json(), self.receipt.as_json()])

    @classmethod
    def from_json(cls, text: str) -> Asked:
        """Read back what `as_json` gave."""
        erasure, receipt = json.loads(text)
        return cls(Erasure.from_json(erasure), Receipt.from_json(receipt))


def finish(store: Store, root: Path) -> Withdrawal | None:
    """Finish a withdrawal that was begun, if there is one.

    Parameters
    ----------
    store : Store
    root : Path
        The study's folder.

    Returns
    -------
    Withdrawal or None
        As it was found.

    Raises
    ------
    BusyError
        If another process is at it, or runs the study.
    """
    with store.reading() as connection:
        begun = unfinished(connection)
    if begun is None:
        return None
    with writer_lock(root, again=True):
        with store.reading() as connection:
            row = unfinished(connection)
        if row is not None:
            _carry_through(store, root, row)
    return begun


def _carry_through(store: Store, root: Path, row: Withdrawal) -> None:
    from themekit.workflows.wiping import wipe

    asked = Asked.from_json(row.request)
    if row.state == "intended":
        asked = _erase_rows(store, row, asked)
    # Also where their words are only not to be quoted: reports that were frozen quote them still.
    break_states(root, row.number, row.made, counted=not asked.receipt.quotes_only)
    if not asked.receipt.quotes_only:
        wipe(root, asked.erasure)
    (store.folder / CHECKED).unlink(missing_ok=True)
    write_receipt(root / "outputs", row, as_markdown(row, asked.receipt, None))
    with store.appending() as connection:
        step(connection, row.number, "wiped", asked.receipt.as_json())
    if not asked.receipt.quotes_only:
        wipe(root, asked.erasure)  # what was asked for lay in the tables until now


def _erase_rows(store: Store, row: Withdrawal, asked: Asked) -> Asked:
    """Take everything out of the tables, and say so, in one transaction."""
    erasure = asked.erasure
    scope: Scope = "quotes" if erasure.request.quotes_only else "all"
    while True:
        with store.reading() as connection:
            last = last_number(connection)
        removal, counts = plan(store, erasure)
        with store.appending() as connection:
            if last_number(connection) != last:
                continue  # somebody decided something meanwhile, which may lie on words of theirs
            note = Note(name=TOMBSTONE, fields=(("receipt", f"{row.number:04d}"),))
            append_events(connection, [note])
            remember(connection, row.number, known_again(erasure), scope)
            if scope == "all":
                counts |= erase(connection, removal)
                counts["example"] = asked.receipt.counts.get("example", 0)
            done = replace(asked, receipt=replace(asked.receipt, counts=counts))
            step(connection, row.number, "erased", done.as_json())
        return done


def plan(store: Store, erasure: Erasure) -> tuple[Removal, dict[str, int]]:
    """Find out what leaves the tables, and how much of each kind that is."""
    from themekit.workflows.wiping import kept_beside

    affected = {*erasure.documents, *(one.document for one in erasure.masked)}
    with store.reading() as connection:
        events = load_events(connection)
        kept = kept_texts(connection, set(_hashes(events)))
        keys = list(document_keys(connection))
        documents = load_documents(connection, sorted(affected))
        suggestions = suggestions_for(connection, erasure.segments)
    present = {one.text_hash for one in keys if one.id not in affected}
    found = rewritten(events, kept, erasure, present)
    masked = tuple(
        replace(documents[one.document], text=one.text, text_hash=one.text_hash, turns=one.turns)
        for one in erasure.masked
        if one.document in documents
    )
    again = {one.source for one in documents.values()} - set(erasure.sources)
    removal = Removal(
        erasure.documents,
        erasure.sources,
        tuple(sorted(again)),
        masked,
        found.gone,
        found.changed,
        found.texts,
        found.ranges,
        lambda text: erasure.mask(text)[0],
    )
    counts = {"suggestion": suggestions} | kept_beside(store.folder)
    return removal, _counts(events, found, erasure) | {
        kind: number for kind, number in counts.items() if number
    }


def _counts(events: list[Event], found: Rewritten, erasure: Erasure) -> dict[str, int]:
    counts = dict(found.counts) | {
        "document": len(erasure.documents),
        "masked document": len(erasure.masked),
        "segment": len(erasure.segments),
    }
    items = {one.number: len(one.items) for one in events if isinstance(one, Draw)}
    left = {one.number: len(one.items) for one in found.changed if isinstance(one, Draw)}
    gone = sum(items[number] - left[number] for number in left)
    counts["item"] = gone + sum(items.get(number, 0) for number in found.gone)
    return {kind: number for kind, number in counts.items() if number}


def _hashes(events: list[Event]) -> Iterator[str]:
    for one in events:
        if isinstance(one, Anchored):
            yield one.text_hash
        elif isinstance(one, Draw):
            yield from (item.text_hash for item in one.items)


def known_again(erasure: Erasure) -> Iterator[tuple[Known, tuple[str, ...]]]:
    """Yield by what somebody is known again, to be kept under a key."""
    request = erasure.request
    if not request.since:
        yield "case", (request.strand, visible(request.case))
    if request.quotes_only:
        return
    for path in erasure.sources:
        yield "source", (path,)
    for document in erasure.documents:
        yield "document", (document,)
    for place in erasure.places:
        if place.speaker:
            yield "speaker", (place.document, folded(place.speaker))
    for text in erasure.texts:
        words = words_of(text)
        if len(words) >= LONG_ENOUGH:
            yield "text", words
