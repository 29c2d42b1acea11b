"""Decisions as JSON: one event for one request, and a clear sentence for what cannot be read."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from flask import Flask

from reviewing import HERE, SETTINGS, Browser, browser_for, codable, give
from themekit.events import Coder, Coding, Look
from themekit.review.app import create_app
from themekit.review.pages.api import _OF_RESEARCHERS
from themekit.workflows.desk import Desk

ADA = Coder("Ada", "Ada")
PEER = Coder("Peer One", "Peer One", "peer")
OTHER = Coder("Peer Two", "Peer Two", "peer")


class Caller:
    """A program that sends decisions as somebody."""

    def __init__(self, app: Flask, coder: Coder, *, owner: bool = False) -> None:
        self.browser = browser_for(app, coder, owner=owner)
        self.token = self.browser.csrf("/start")

    def __call__(self, path: str = "/api/decisions", **body: Any) -> tuple[int, dict[str, Any]]:
        """Send an object."""
        return told(self.raw(path, json=body))

    def raw(self, path: str = "/api/decisions", **sent: Any) -> Any:
        """Send whatever it is."""
        headers = {"Origin": HERE, "X-CSRF-Token": self.token, "Accept": "application/json"}
        return self.browser.client.post(path, base_url=HERE, headers=headers, **sent)


def told(answer: Any) -> tuple[int, dict[str, Any]]:
    """Return the status and what was told."""
    return answer.status_code, answer.get_json()


@pytest.fixture
def whole(desk: Desk) -> Flask:
    """Return the app with all its pages."""
    return create_app(desk, SETTINGS)


@pytest.fixture
def key(desk: Desk) -> str:
    """Return the key of a passage that was given to a peer."""
    return give(desk, PEER, codable(desk)[1])[0]


@pytest.fixture
def peer(whole: Flask, key: str) -> Caller:
    """Return the peer to whom it was given."""
    return Caller(whole, PEER)


@pytest.fixture
def code(desk: Desk) -> str:
    """Return the id of a code that the machine does not suggest there."""
    suggested = {one.code_id for one in desk.suggestions_of(codable(desk)[1].id)}
    return next(one.id for one in desk.codebook.codes if one.id not in suggested)


def words(desk: Desk, coder: Coder = PEER) -> list[Coding]:
    """Return what somebody said."""
    return [one for one in desk.said_by(coder.id) if isinstance(one, Coding)]


def test_the_same_request_twice_is_one_event(desk: Desk, peer: Caller, key: str, code: str) -> None:
    """201 with its number, then 200 with the same; 409 if it says something else."""
    said = {"segment": key, "code_id": code, "decision": "add", "request_id": "r-1"}
    status, first = peer(**said)
    assert status == 201
    assert first == {"number": words(desk)[0].number, "request_id": "r-1"}
    assert peer(**said) == (200, first)
    status, answer = peer(**{**said, "decision": "reject"})
    assert status == 409
    assert "said something else" in answer["error"]
    assert [one.decision for one in words(desk)] == ["add"]


def test_one_request_id_of_two_people_is_two_requests(
    desk: Desk, whole: Flask, peer: Caller, key: str, code: str
) -> None:
    """Nobody can take another's away, or learn that it was used."""
    (theirs,) = give(desk, OTHER, codable(desk)[0], draw="d2")
    assert peer(segment=key, code_id=code, decision="add", request_id="one")[0] == 201
    other = Caller(whole, OTHER)
    assert other(segment=theirs, code_id=code, decision="reject", request_id="one")[0] == 201


def test_without_a_request_id_one_is_made(desk: Desk, peer: Caller, key: str, code: str) -> None:
    """So that what is sent can be named all the same."""
    status, answer = peer(segment=key, code_id=code, decision="unsure")
    assert status == 201
    assert len(answer["request_id"]) == 32


def test_two_at_once_with_one_request_id_are_one_event(
    desk: Desk, whole: Flask, peer: Caller, key: str, code: str
) -> None:
    """A phone that sends again while the first is on its way."""
    callers = [Caller(whole, PEER) for _ in range(6)]
    said = {"segment": key, "code_id": code, "decision": "add", "request_id": "at-once"}
    together, answers = threading.Barrier(len(callers)), []

    def send(caller: Caller) -> None:
        together.wait()
        answers.append(caller(**said))

    threads = [threading.Thread(target=send, args=(one,)) for one in callers]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(status for status, _ in answers) == [200] * 5 + [201]
    assert {answer["number"] for _, answer in answers} == {words(desk)[0].number}
    assert len(words(desk)) == 1


@pytest.mark.parametrize("decision", ["accept", "add", "reject", "unsure", "code_problem"])
def test_each_kind_of_word_is_kept(
    desk: Desk, peer: Caller, key: str, code: str, decision: str
) -> None:
    """Also of what the machine did not suggest; with stance, period and a note."""
    status, answer = peer(
        segment=key, code_id=code, decision=decision, stance="against", period="before", memo="why"
    )
    assert status == 201
    (word,) = words(desk)
    assert word.number == answer["number"]
    assert (word.decision, word.stance, word.period, word.memo) == (
        decision, "against", "before", "why",
    )  # fmt: skip
    assert (word.mode, word.draw, word.origin) == ("blind", "d1", "page")


@pytest.mark.parametrize("decision", ["retract", "change_code"])
def test_what_takes_an_earlier_word_back_names_it(
    desk: Desk, peer: Caller, key: str, code: str, decision: str
) -> None:
    """By its number."""
    _, answer = peer(segment=key, code_id=code, decision="add")
    other = next(one.id for one in desk.codebook.codes if one.id != code)
    taken = peer(segment=key, code_id=other, decision=decision, replaces=[answer["number"]])
    assert taken[0] == 201
    first, second = words(desk)
    assert second.replaces == (first.event_id,)


def test_a_researcher_settles_what_others_said(
    desk: Desk, whole: Flask, peer: Caller, key: str, code: str
) -> None:
    """Naming their words by number; a peer finds no such decision."""
    _, answer = peer(segment=key, code_id=code, decision="add")
    (mine,) = give(desk, ADA, codable(desk)[0], draw="d3")
    said = {
        "code_id": code,
        "decision": "adjudicate",
        "holds": "both",
        "settles": [answer["number"]],
    }
    assert Caller(whole, ADA)(segment=mine, **said)[0] == 201
    assert words(desk, ADA)[0].settles == (words(desk)[0].event_id,)
    nothing = told(peer.raw("/api/nothing", json={}))
    assert peer(segment=key, **said) == nothing
    assert {"adjudicate"} == _OF_RESEARCHERS


def test_a_look_is_kept_with_the_codes_that_were_shown(
    desk: Desk, peer: Caller, key: str, code: str
) -> None:
    """Or for the whole list."""
    assert peer("/api/looks", segment=key, outcome="nothing applies", codes=[code])[0] == 201
    assert peer("/api/looks", segment=key, outcome="coded")[0] == 201
    looks = [one for one in desk.said_by(PEER.id) if isinstance(one, Look)]
    assert [(one.outcome, one.codes) for one in looks] == [
        ("nothing applies", (code,)), ("coded", ()),
    ]  # fmt: skip


def test_an_answer_that_knew_too_little_waits(
    desk: Desk, peer: Caller, key: str, code: str
) -> None:
    """It is kept and counted nowhere, until this person chooses; it is never lost."""
    before = desk.known()
    assert peer(segment=key, code_id=code, decision="add")[0] == 201
    assert peer(segment=key, code_id=code, decision="reject", after=before)[0] == 201
    waiting = desk.coded().decisions.waiting
    assert [one.event.decision if hasattr(one, "event") else one.decision for one in waiting] == [
        "reject"
    ]
    assert desk.coded().decisions.standing(codable(desk)[1].id, code).state == "holds"


def test_words_in_every_script_come_back_as_they_were(
    desk: Desk, peer: Caller, key: str, code: str
) -> None:
    """Letters with marks, right to left, beyond the first plane, and lines."""
    memo = "a\u0308 – שלום 👩🏽‍🔬\r\n\u2028=1+1"
    assert peer(segment=key, code_id=code, decision="add", memo=memo, request_id="ü 👋")[0] == 201
    assert words(desk)[0].memo == memo


def test_a_very_long_note_is_kept_whole_or_refused(
    desk: Desk, peer: Caller, key: str, code: str
) -> None:
    """Never cut: a program is told that it was too long."""
    memo = "long " * 100_000
    assert peer(segment=key, code_id=code, decision="add", memo=memo)[0] == 201
    assert words(desk)[0].memo == memo
    assert peer(segment=key, code_id=code, decision="add", memo=memo * 3)[0] == 413
    assert len(words(desk)) == 1


BAD: list[dict[str, Any]] = [
    {"segment": 5},
    {"segment": None},
    {"segment_id": "interviews/P1/0002", "segment": None},
    {"request_id": "with.stop"},
    {"request_id": "x" * 65},
    {"request_id": 7},
    {"decision": "maybe"},
    {"decision": None},
    {"decision": ["add"]},
    {"decision": {}},
    {"code_id": "no-such-code"},
    {"code_id": ""},
    {"code_id": 3},
    {"stance": "sideways"},
    {"period": "later"},
    {"holds": "perhaps"},
    {"holds": "yes"},
    {"memo": ["text"]},
    {"memo": "half \ud800"},
    {"memo": "nul \0"},
    {"after": -1},
    {"after": "1"},
    {"after": 1.5},
    {"after": True},
    {"after": 10**30},
    {"replaces": 1},
    {"replaces": [10**30]},
    {"replaces": [1]},
    {"replaces": [{}]},
    {"replaces": ["no such event"]},
    {"settles": [1]},
    {"decision": "retract"},
    {"decision": "change_code"},
    {"words": [1]},
    {"words": [1, 10**30]},
    {"words": [9, 1]},
    {"words": "1-2"},
    {"words": [True, True]},
    {"span": [0, 5]},
]


@pytest.mark.parametrize("bad", BAD, ids=repr)
def test_a_bad_field_is_told_in_one_sentence(
    desk: Desk, peer: Caller, key: str, code: str, bad: dict[str, Any]
) -> None:
    """With what it should be; nothing is kept, and nothing of others is named."""
    before = desk.known()
    status, answer = peer(**{"segment": key, "code_id": code, "decision": "add", **bad})
    assert status == 400
    assert set(answer) == {"error"}
    assert answer["error"].endswith(".")
    assert "\n" not in answer["error"]
    assert ADA.name not in answer["error"]
    assert desk.known() == before


@pytest.mark.parametrize(
    "sent",
    [
        {"data": '{"decision": "add"}', "content_type": "text/plain"},
        {"data": '{"decision": ', "content_type": "application/json"},
        {"data": "[" * 100_000, "content_type": "application/json"},
        {"data": b"\xff\xfe", "content_type": "application/json"},
        {"data": "9" * 10_000, "content_type": "application/json"},
        {"json": ["add"]},
        {"json": None},
        {"data": {"decision": "add"}},
    ],
    ids=lambda sent: repr(sent)[:40],
)
def test_what_is_no_object_is_told_so(peer: Caller, sent: dict[str, Any]) -> None:
    """A wrong type, half of one, too deep a one, a list, a form."""
    status, answer = told(peer.raw(**sent))
    assert status == 400
    assert answer == {"error": "Send an object as JSON, with Content-Type: application/json."}


@pytest.mark.parametrize("codes", ["c", [1], [["a"]], ["no-such-code"], [{}]])
def test_a_look_at_codes_that_are_not_there_is_refused(
    peer: Caller, key: str, codes: object
) -> None:
    """In one sentence."""
    status, answer = peer("/api/looks", segment=key, outcome="coded", codes=codes)
    assert (status, set(answer)) == (400, {"error"})


def test_another_persons_words_cannot_be_named(
    desk: Desk, whole: Flask, peer: Caller, key: str, code: str
) -> None:
    """Whether an event of somebody else is there, or of which number, is told to nobody."""
    peer(segment=key, code_id=code, decision="add")
    (theirs,) = give(desk, OTHER, codable(desk)[0], draw="d2")
    word, other = words(desk)[0], Caller(whole, OTHER)
    for named in (word.number, 10**6, word.event_id, "0" * 32):
        said = {"segment": theirs, "code_id": code, "decision": "retract", "replaces": [named]}
        status, answer = other(**said)
        assert status == 400
        assert answer["error"] == f"replaces: there is no event of yours {named!r}."


def test_the_owner_names_segments_and_code_points(desk: Desk, whole: Flask, code: str) -> None:
    """Others cannot tell a segment that is there from one that is not."""
    segment = codable(desk)[0]
    owner = Caller(whole, ADA, owner=True)
    said = {"segment_id": segment.id, "code_id": code, "decision": "add"}
    assert owner(**said, span=[segment.start, segment.start + 4])[0] == 201
    (word,) = words(desk, ADA)
    assert (word.start, word.end) == (segment.start, segment.start + 4)
    for span in ([-1, 5], [5, 5], [segment.end, segment.end + 1], [0, 10**30], [1, 2, 3], "1"):
        assert owner(**said, span=span)[0] == 400
    assert owner(**{**said, "segment_id": "no/such"})[0] == 404
    near = Caller(whole, Coder("Ben", "Ben"))
    assert near(**said) == near(**{**said, "segment_id": "no/such"})


def test_without_a_token_of_this_session_nothing_is_taken(
    desk: Desk, whole: Flask, peer: Caller, key: str, code: str
) -> None:
    """Neither without one nor with that of somebody else."""
    said = {"segment": key, "code_id": code, "decision": "add"}
    for token in ("", Caller(whole, OTHER).token):
        peer.token = token
        assert peer(**said)[0] == 400
    assert words(desk) == []


def test_a_key_that_no_database_can_hold_is_not_there(peer: Caller) -> None:
    """In an address as little as in what is sent."""
    browser: Browser = peer.browser
    for path in ("/passage/%00", "/passage/%ff/1", "/passage/%ED%A0%80/1"):
        assert browser.get(path).status_code == 404
