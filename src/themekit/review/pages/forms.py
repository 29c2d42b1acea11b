"""What a form brought, and how it is kept: once, however often it is sent."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import request
from werkzeug.datastructures import MultiDict

from themekit.decisions.chosen import TAKEN_BACK
from themekit.events import Coding, Event, Note
from themekit.review.here import desk, visitor
from themekit.store.access import act_of

_ABOUT_THE_FORM = frozenset({"csrf", "request_id", "after"})
_LONGEST = 4_000
"""Characters of what somebody writes in a field; more is cut, and the page says so before."""
_MOST_DIGITS = 12
_ID_LENGTHS = range(16, 65)
Word = TypeVar("Word", bound=str)


@dataclass(frozen=True, slots=True)
class Submitted:
    """A form that was sent.

    Attributes
    ----------
    values : MultiDict
    request_id : str
        Which the page gave it.
    after : int
        The last number that the page knew.
    """

    values: MultiDict[str, str]
    request_id: str
    after: int

    def text(self, name: str) -> str:
        """Return what somebody wrote."""
        return self.values.get(name, "").replace("\0", "").strip()[:_LONGEST]

    def one_of(self, name: str, allowed: Sequence[Word]) -> Word | None:
        """Return a choice; None where there was none, or none of these."""
        chosen = self.values.get(name)
        return next((one for one in allowed if one == chosen), None)

    def some_of(self, name: str, allowed: Iterable[str]) -> tuple[str, ...]:
        """Return what was ticked, in the order of what could be."""
        ticked = set(self.values.getlist(name))
        return tuple(one for one in allowed if one in ticked)

    def number(self, name: str) -> int | None:
        """Return a whole number; None where there is none."""
        return whole_number(self.values.get(name, ""))

    @property
    def body_hash(self) -> str:
        """Hash of what was said in it."""
        told = sorted(
            (name, value)
            for name, value in self.values.items(multi=True)
            if name not in _ABOUT_THE_FORM
        )
        return hashlib.sha256(repr((request.path, told)).encode()).hexdigest()

    def from_here(self, events: Iterable[Event]) -> tuple[Event, ...]:
        """Return which of some events this very page made before: somebody went back to it."""
        return tuple(one for one in events if one.act.startswith(f"{self.request_id}."))

    def took_back(self, own: Iterable[Event]) -> bool:
        """Tell whether this very page took something back before: it was clicked twice."""
        made = self.from_here(own)
        return any(
            (isinstance(one, Coding) and one.decision == "retract")
            or (isinstance(one, Note) and one.name == TAKEN_BACK)
            for one in made
        )

    def clashes(self, earlier: Iterable[Event]) -> tuple[Event, ...]:
        """Return what was said since the page was made, on another page or device."""
        found = tuple(earlier)
        here = self.from_here(found)
        return tuple(one for one in found if one.number > self.after and one not in here)


def submitted() -> Submitted:
    """Return the form of this request."""
    values: MultiDict[str, str] = request.form
    given = values.get("request_id", "")
    sound = given.isascii() and given.isalnum() and len(given) in _ID_LENGTHS
    after = whole_number(values.get("after", "")) or 0
    return Submitted(values, given if sound else new_request_id(), after)


def whole_number(text: str) -> int | None:
    """Return the number that digits say; None where they are none, or more than any can have."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS else None


def new_request_id() -> str:
    """Return an id for what a page will send."""
    return secrets.token_hex(16)


def keep(form: Submitted, events: Sequence[Event], earlier: Iterable[Event] = ()) -> None:
    """Append what a form says as one act.

    The same form sent twice is kept once. A page that somebody went back to and answered otherwise
    says what it says now: `events` replace what it made before.

    Parameters
    ----------
    form : Submitted
    events : sequence of Event
    earlier : iterable of Event
        What of this person's is in force and replaced by `events`.
    """
    coder, number = visitor().coder.id, form.after
    act = act_of(form.request_id, form.body_hash)
    made = form.from_here(earlier)
    if any(one.act.rpartition(".")[2] == act.rpartition(".")[2] for one in made):
        return
    request_id = form.request_id
    if before := form.from_here(desk().said_by(coder)):
        # The page was gone back to: what it makes now is another act, told by the page's id still,
        # and by what it follows, so that this too is kept once if it comes twice at once.
        request_id = f"{form.request_id}.{before[-1].number}"
        number = max([number, *(one.number for one in made)])
        act = act_of(request_id, form.body_hash)
    desk().append(events, coder=coder, after=number, act=act, request=(request_id, form.body_hash))
