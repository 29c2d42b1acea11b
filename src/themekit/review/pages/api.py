"""Decisions as JSON: for the pages' own script, and for programs that a researcher writes.

It answers 201 with the event's number once that is on the disk; the same request again 200 with the
same number, and 409 if it says something else.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, get_args

from flask import Blueprint, abort, jsonify, request
from werkzeug.wrappers import Response

from themekit.errors import RefusedError
from themekit.events import Coding, Decision, Event, Holds, Outcome, Stance
from themekit.records import Period
from themekit.review.here import desk, needs_visitor, visitor
from themekit.review.pages.forms import new_request_id
from themekit.store.access import act_of
from themekit.tasks.answers import look as look_of
from themekit.workflows.desk import Place
from themekit.workflows.passages import Passage, passage_of

pages = Blueprint("api", __name__)
_OF_RESEARCHERS = frozenset({"adjudicate"})
_OF_EARLIER = frozenset({"retract", "change_code"})
_LOOKS = ("coded", "nothing applies", "skipped", "compared")
_LONGEST = 64
Told = tuple[Response, int]


class _UnreadableError(ValueError):
    """What was sent cannot be read; the message says what would be right."""


@pages.post("/api/decisions")
@needs_visitor
def decide() -> Told:
    """Take what somebody says of one code on one passage."""
    return _take(_decision)


@pages.post("/api/looks")
@needs_visitor
def see() -> Told:
    """Take that somebody went through a passage, for some codes or for the whole list."""
    return _take(_look)


def _take(read: Any) -> Told:
    try:
        body = _body()
        here = _passage(body)
        request_id = _request_id(body)
        event = read(here, body)
        after = _after(body, here.known)
    except _UnreadableError as error:
        return jsonify(error=str(error)), 400
    told = json.dumps(body, sort_keys=True, ensure_ascii=False)
    body_hash = hashlib.sha256(f"{request.path}\n{told}".encode()).hexdigest()
    try:
        kept = desk().append(
            [event], coder=visitor().coder.id, after=after,
            act=act_of(request_id, body_hash), request=(request_id, body_hash),
        )  # fmt: skip
    except RefusedError as error:
        return jsonify(error=str(error)), 409
    return jsonify(number=kept.number, request_id=request_id), 201 if kept.is_new else 200


def _body() -> Mapping[str, Any]:
    try:
        found = request.get_json(silent=True)
    except RecursionError:
        found = None
    if not isinstance(found, dict):
        raise _UnreadableError("Send an object as JSON, with Content-Type: application/json.")
    if not all(map(_is_sound, _texts(found))):
        raise _UnreadableError("A text holds a NUL or half a character, which cannot be kept.")
    return found


def _texts(value: object) -> Iterator[str]:
    """Yield every text in what was sent."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from value
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)


def _is_sound(text: str) -> bool:
    return "\0" not in text and not any("\ud800" <= one <= "\udfff" for one in text)


def _request_id(body: Mapping[str, Any]) -> str:
    given = body.get("request_id", "")
    if not (isinstance(given, str) and len(given) <= _LONGEST and "." not in given):
        raise _UnreadableError(
            f"request_id is a text of at most {_LONGEST} characters, without a full stop."
        )
    return given or new_request_id()


def _passage(body: Mapping[str, Any]) -> Passage:
    """Return the passage that is meant; what this visitor may not see is not there."""
    key = body.get("segment")
    if key is None and visitor().owner:
        key = _key_of(_text(body, "segment_id"))
    if not isinstance(key, str):
        raise _UnreadableError("segment is the key that the page was given.")
    found = passage_of(desk(), visitor().coder, key, remote=visitor().remote)
    if found is None:
        abort(404)
    return found


def _key_of(segment_id: str) -> str:
    segment = desk().material().segment_by_id.get(segment_id)
    if segment is None or not segment.codable:
        abort(404)
    return desk().key(Place(segment.document, segment.text_hash, segment.start, segment.end))


def _decision(here: Passage, body: Mapping[str, Any]) -> Event:
    decision: Decision = _one_of(body, "decision", get_args(Decision))
    if decision in _OF_RESEARCHERS and visitor().coder.role != "researcher":
        abort(404)
    where = here.where
    code_id = _text(body, "code_id", "")
    if not code_id and decision != "retract":
        raise _UnreadableError("code_id is the id of a code.")
    version = where.versions.get(code_id)
    if code_id and version is None:
        raise _UnreadableError(f"The list that is shown has no code '{code_id}'.")
    start, end = _span(here, body)
    holds: Holds = _one_of(body, "holds", get_args(Holds), "")
    if bool(holds) != (decision == "adjudicate"):
        raise _UnreadableError("holds is yes, no or both, and goes with adjudicate alone.")
    replaces = _events(body, "replaces")
    if decision in _OF_EARLIER and not replaces:
        raise _UnreadableError(f"replaces names what {decision} takes back.")
    return Coding(
        document=where.document, text_hash=where.text_hash, start=start, end=end,
        code_id=code_id, decision=decision, draw=where.draw, mode=where.mode,
        holds=holds,
        stance=_one_of(body, "stance", get_args(Stance), ""),
        period=_one_of(body, "period", get_args(Period), ""),
        memo=_text(body, "memo", ""), codebook_hash=where.codebook_hash,
        code_hash=version.code_hash if version else "",
        meaning_hash=version.meaning_hash if version else "",
        replaces=replaces,
        settles=_events(body, "settles", of_all=decision in _OF_RESEARCHERS),
    )  # fmt: skip


def _look(here: Passage, body: Mapping[str, Any]) -> Event:
    outcome: Outcome = _one_of(body, "outcome", _LOOKS)
    codes = body.get("codes", [])
    if not isinstance(codes, list) or not all(
        isinstance(one, str) and one in here.where.versions for one in codes
    ):
        raise _UnreadableError("codes is a list of ids of codes of the list that is shown.")
    return replace(look_of(here.where, codes, outcome), replaces=_events(body, "replaces"))


def _span(here: Passage, body: Mapping[str, Any]) -> tuple[int, int]:
    """Return the range that is meant: words by number, or code points for the owner."""
    item = here.given.item
    if "words" in body:
        numbers = body["words"]
        if not _is_pair(numbers) or (found := here.span(*numbers)) is None:
            if _is_pair(numbers) and tuple(numbers) == here.own_words():
                return item.start, item.end
            raise _UnreadableError("words is [first, last]: numbers of words that are shown.")
        return found
    if "span" not in body:
        return item.start, item.end
    span = body["span"]
    if not (visitor().owner and _is_pair(span)):
        raise _UnreadableError(
            "span is [start, end] in code points, for the owner alone; others give words."
        )
    start, end = span
    touches = start < item.end and item.start < end
    if not (0 <= start < end <= len(here.document.text) and touches):
        raise _UnreadableError(
            "span does not lie in the text, or has no word of the passage in it."
        )
    return start, end


def _is_pair(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2  # noqa: PLR2004 -- a pair
        and all(type(one) is int for one in value)
    )


def _events(body: Mapping[str, Any], name: str, *, of_all: bool = False) -> tuple[str, ...]:
    """Return the ids of events that are named by their numbers or ids.

    Of what others said nobody learns here whether it is there; only what settles a difference names
    it.
    """
    named = body.get(name, [])
    if not isinstance(named, list) or not all(type(one) in (int, str) for one in named):
        raise _UnreadableError(f"{name} is a list of numbers of events.")
    if not named:
        return ()
    events = desk().record().events if of_all else desk().said_by(visitor().coder.id)
    ids: dict[int | str, str] = {one.number: one.event_id for one in events}
    ids |= {one.event_id: one.event_id for one in events}
    if missing := [one for one in named if one not in ids]:
        whose = "" if of_all else " of yours"
        raise _UnreadableError(f"{name}: there is no event{whose} {missing[0]!r}.")
    return tuple(ids[one] for one in named)


def _one_of(body: Mapping[str, Any], name: str, allowed: Sequence[str], default: Any = None) -> Any:
    given = body.get(name, default)
    if given not in allowed:
        listed = ", ".join(one for one in allowed if one)
        raise _UnreadableError(f"{name} is one of: {listed}.")
    return given


def _text(body: Mapping[str, Any], name: str, default: str | None = None) -> str:
    given = body.get(name, default)
    if not isinstance(given, str):
        raise _UnreadableError(f"{name} is a text.")
    return given


def _after(body: Mapping[str, Any], known: int) -> int:
    """Return the last number that was known where this was said: everything, if it says nothing."""
    given = body.get("after", known)
    if type(given) is not int or not 0 <= given <= known:
        raise _UnreadableError("after is the number of an event that is there.")
    return given
