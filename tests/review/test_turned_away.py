"""Who is turned away is told nothing: neither what there is, nor why it was not for them.

The last tests go through every page that there is, whoever wrote it.
"""

from __future__ import annotations

import re
from contextlib import closing
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, select

from reviewing import (
    HERE,
    PORT,
    SETTINGS,
    Browser,
    a_page,
    browser_for,
    codable,
    give,
    link_for,
    session_for,
)
from themekit.events import Coder
from themekit.review.app import create_app
from themekit.review.limits import MOST
from themekit.store import schema
from themekit.store.access import new_token
from themekit.store.events import last_number
from themekit.workflows.coders import new_link, remove_coder
from themekit.workflows.desk import Desk

PEER = Coder("Peer One", "Peer One", "peer")
ADA = Coder("Ada", "Ada")


def _told(answer: Any) -> tuple[int, bytes]:
    return answer.status_code, answer.data


def test_without_a_session_every_address_answers_alike(app: Flask) -> None:
    """What is there cannot be told from what is not."""
    browser = Browser(app)
    answers = {_told(browser.get(path)) for path in ("/", "/for-researchers", "/no/such/page")}
    assert len(answers) == 1
    [(status, body)] = answers
    assert status == 403
    assert b"small study" not in body.lower()


def test_without_a_session_nothing_is_taken(app: Flask) -> None:
    """Neither where a page takes something, nor where none does."""
    browser = Browser(app)
    answers = {_told(browser.post(path, {"words": "x"})) for path in ("/said", "/", "/nothing")}
    assert len(answers) == 1
    assert answers.pop()[0] == 403


def test_unknown_used_and_removed_links_answer_alike(app: Flask, desk: Desk) -> None:
    """Nobody learns whether a link was ever good."""
    used, gone, old = (
        link_for(desk, ADA, "owner"),
        link_for(desk, PEER),
        link_for(desk, Coder("Peer Two", "Peer Two", "peer")),
    )
    Browser(app).get(f"/enter/{used}")
    remove_coder(desk.path, PEER.name)
    new_link(desk.path, "Peer Two")
    answers = {
        _told(Browser(app).get(f"/enter/{token}")) for token in (used, gone, old, new_token(), "x")
    }
    assert answers == {_told(Browser(app).get("/"))}


def test_a_removed_coder_is_turned_away_at_once(app: Flask, desk: Desk) -> None:
    """On whatever device, with the next page; who they are and what they said is kept."""
    browser = browser_for(app, PEER)
    assert browser.get("/").status_code == 200
    remove_coder(desk.path, PEER.name)
    assert _told(browser.get("/")) == _told(Browser(app).get("/"))


def test_a_guessed_session_is_turned_away(app: Flask) -> None:
    """As if there were none."""
    assert _told(Browser(app, new_token()).get("/")) == _told(Browser(app).get("/"))


def test_another_studys_session_is_turned_away(app: Flask, desk: Desk) -> None:
    """A cookie is of one study, also by its name."""
    browser = Browser(app)
    token = session_for(desk, PEER)
    browser.client.set_cookie("themekit-0123456789", token, domain="127.0.0.1")
    assert browser.get("/").status_code == 403


@pytest.mark.parametrize(
    "host",
    [
        "example.org",
        f"example.org:{PORT}",
        "127.0.0.1",
        f"127.0.0.1:{PORT + 1}",
        f"127.0.0.1.example.org:{PORT}",
        f"localhost.:{PORT}",
        "",
    ],
)
def test_a_foreign_host_is_refused(app: Flask, desk: Desk, host: str) -> None:
    """A name that was made to point here (rebinding) opens nothing, not even with a session."""
    token = session_for(desk, PEER)
    answer = app.test_client().get(
        "/",
        headers={"Cookie": f"{app.extensions['themekit'].cookie}={token}"},
        environ_overrides={"HTTP_HOST": host},
    )
    assert answer.status_code == 421
    assert b"html" not in answer.data


@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", f"localhost:{PORT}", f"[::1]:{PORT}"])
def test_this_machines_own_names_are_known(app: Flask, host: str) -> None:
    """However a browser here calls it."""
    answer = app.test_client().get("/", environ_overrides={"HTTP_HOST": host})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://example.org"},
        {"Origin": "null"},
        {"Origin": f"https://127.0.0.1:{PORT}"},
        {"Origin": f"http://127.0.0.1:{PORT + 1}"},
        {"Origin": f"http://localhost:{PORT}"},
        {"Origin": ""},
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Referer": f"{HERE}/"},
        {"Sec-Fetch-Site": "none"},
        {"Referer": "https://example.org/"},
        {},
    ],
)
def test_what_another_page_sends_is_refused(app: Flask, headers: dict[str, str]) -> None:
    """Even with a session and a token of ours."""
    browser = browser_for(app, PEER)
    sent = {"csrf": browser.csrf(), "words": "x"}
    answer = browser.client.post("/said", data=sent, base_url=HERE, headers=headers)
    assert answer.status_code == 403
    assert b"said" not in answer.data


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": HERE},
        {"Sec-Fetch-Site": "same-origin"},
        {"Referer": f"{HERE}/some/page"},
        {"Origin": HERE, "Sec-Fetch-Site": "same-origin", "Referer": f"{HERE}/"},
    ],
)
def test_what_our_own_page_sends_is_taken(app: Flask, headers: dict[str, str]) -> None:
    """By whatever of its signs a browser says where it comes from."""
    browser = browser_for(app, PEER)
    sent = {"csrf": browser.csrf(), "words": "x"}
    answer = browser.client.post("/said", data=sent, base_url=HERE, headers=headers)
    assert answer.get_data(as_text=True) == "Peer One said x"


def test_a_page_opened_from_another_site_is_shown(app: Flask) -> None:
    """A link in a letter or a chat leads in: only what is sent has to come from here."""
    browser = browser_for(app, PEER)
    headers = {"Sec-Fetch-Site": "cross-site", "Referer": "https://mail.example.org/"}
    assert browser.get("/", headers=headers).status_code == 200


def test_another_role_is_answered_as_if_the_page_were_not_there(app: Flask) -> None:
    """A peer learns nothing of what researchers have."""
    peer = browser_for(app, PEER)
    assert _told(peer.get("/for-researchers")) != _told(peer.get("/"))

    def without_nonce(answer: Any) -> bytes:
        return re.sub(rb'content="[^"]*"', b"", answer.data)

    assert without_nonce(peer.get("/for-researchers")) == without_nonce(peer.get("/nothing"))
    assert peer.get("/for-researchers").status_code == 404
    assert browser_for(app, ADA).get("/for-researchers").status_code == 200


def test_too_many_wrong_links_have_to_wait(app: Flask, desk: Desk) -> None:
    """From that address; a good link then waits too, or it could be told from the others."""
    good = link_for(desk, PEER)
    guesser = Browser(app)
    seen = [guesser.get(f"/enter/{new_token()}").status_code for _ in range(MOST + 1)]
    assert seen == [403] * MOST + [429]
    late = guesser.get(f"/enter/{good}")
    assert late.status_code == 429
    assert late.headers["Retry-After"] == "600"
    elsewhere = {"REMOTE_ADDR": "127.0.0.2"}
    assert guesser.get(f"/enter/{good}", environ_overrides=elsewhere).status_code == 200


def test_who_has_a_session_never_waits(app: Flask) -> None:
    """Though somebody behind the same router guesses."""
    browser = browser_for(app, PEER)
    guesser = Browser(app)
    for _ in range(MOST + 5):
        guesser.get(f"/enter/{new_token()}")
    assert browser.get("/").status_code == 200
    assert browser.post("/said", {"words": "x"}).status_code == 200


def test_too_many_guessed_sessions_have_to_wait(app: Flask) -> None:
    """A cookie is a token as well."""
    seen = [Browser(app, new_token()).get("/").status_code for _ in range(MOST + 1)]
    assert seen == [403] * MOST + [429]


def test_a_browser_forgets_a_session_that_has_ended(app: Flask) -> None:
    """So that somebody who was removed is not taken for a guesser."""
    browser = Browser(app, new_token())
    assert "Max-Age=0" in browser.get("/").headers["Set-Cookie"]
    assert "Set-Cookie" not in browser.get("/").headers


def test_a_page_that_fails_tells_nothing(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    """The log neither: no path, no name, no words."""
    browser = browser_for(app, PEER)
    answer = browser.get("/broken?who=somebody")
    assert answer.status_code == 500
    assert b"LookupError" not in answer.data
    assert caplog.messages == [caplog.messages[0]]
    assert re.fullmatch(r"A page failed: LookupError in reviewing:\d+", caplog.messages[0])


def test_nobody_from_beyond_this_machine_is_let_in_unasked(app: Flask, desk: Desk) -> None:
    """Even if something on this machine hands their requests on as they are."""
    browser = browser_for(app, PEER)
    answer = browser.get("/", environ_overrides={"REMOTE_ADDR": "192.168.1.20"})
    assert answer.status_code == 421


def test_what_a_visitor_forwards_is_not_believed(desk: Desk) -> None:
    """No header makes somebody another address, host or scheme, and none makes them near."""
    app = create_app(desk, SETTINGS, pages=[a_page()])
    browser = browser_for(app, PEER)
    forged = {
        "X-Forwarded-For": "127.0.0.1",
        "X-Forwarded-Host": "example.org",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Prefix": "/elsewhere",
        "Forwarded": "for=127.0.0.1;host=example.org",
    }
    page = browser.get("/", headers=forged)
    assert page.status_code == 200
    text = page.get_data(as_text=True)
    assert "remote=True" in text
    assert "elsewhere" not in text
    assert "example.org" not in text


# -- every page there is ------------------------------------------------------------------------


@pytest.fixture
def whole(desk: Desk) -> Flask:
    """Return the app with all its pages."""
    return create_app(desk, SETTINGS)


def _pages(app: Flask, method: str, **values: str) -> list[str]:
    """Return an address of every page behind the door that takes a method."""
    filled = {"key": "0" * 22, "mark": "0" * 22, "number": "1", **values}
    found = []
    for rule in app.url_map.iter_rules():
        if method in (rule.methods or ()) and rule.endpoint not in ("static", *OPEN):
            arguments = {name: filled.get(name, "1" * 22) for name in rule.arguments}
            found.append(re.sub(r"<(?:\w+:)?(\w+)>", lambda it: arguments[it[1]], rule.rule))  # noqa: B023
    return sorted(found)


OPEN = ("door.enter", "door.start")


def _plain(answer: Any) -> tuple[int, bytes]:
    """Return what an answer tells, without what is new in each."""
    return answer.status_code, re.sub(rb'(content|value)="[^"]*"', b"", answer.data)


def test_no_page_is_open_but_the_way_in(whole: Flask) -> None:
    """Without a session every page that there is, and one that is not, answer with the same bytes."""
    browser = Browser(whole)
    pages = _pages(whole, "GET")
    assert len(pages) > 10
    answers = {_told(browser.get(path)) for path in (*pages, "/no/such/page")}
    answers |= {_told(browser.post(path)) for path in _pages(whole, "POST")}
    assert answers == {_told(browser.get("/"))}
    assert browser.get("/").status_code == 403


def test_nothing_is_taken_from_elsewhere_or_without_a_token(whole: Flask, desk: Desk) -> None:
    """On no page: neither from another origin with a token, nor from ours without one."""
    with desk.store.reading() as connection:
        before = last_number(connection)
    for coder in (PEER, ADA, Coder("Fay", "Fay", "facilitator")):
        browser = browser_for(whole, coder)
        token = browser.csrf()
        for path in _pages(whole, "POST"):
            for origin in ("null", "https://example.org"):
                answer = browser.post(path, {"csrf": token}, headers={"Origin": origin})
                assert answer.status_code == 403, path
            assert browser.post(path, {"csrf": "", "choice": "yes"}).status_code == 400, path
    with desk.store.reading() as connection:
        assert last_number(connection) == before


SAFETY = ("/worried", "/know", "/upset")


def test_what_is_not_a_peers_answers_as_what_is_not_there(whole: Flask, desk: Desk) -> None:
    """Another's passage, one of a document that nobody marked, and a guessed key: the same bytes."""
    first, *others = codable(desk)
    elsewhere = next(one for one in others if one.document != first.document)
    (theirs,) = give(desk, Coder("Peer Two", "Peer Two", "peer"), elsewhere)
    mine, unmarked = give(desk, PEER, elsewhere, first, draw="d2")
    with desk.store.writing() as connection:
        ids = select(schema.event.c.number).where(
            schema.event.c.kind == "mark", schema.event.c.document == first.document
        )
        numbers = connection.execute(ids).scalars().all()
        for table in (schema.mark, schema.event):
            connection.execute(delete(table).where(table.c.number.in_(numbers)))
    with closing(Desk(desk.path)) as anew:
        browser = browser_for(create_app(anew, SETTINGS), PEER)
        assert browser.get(f"/passage/{mine}/1").status_code == 200
        compared = 0
        for method, ask in (("GET", browser.get), ("POST", browser.post)):
            keys = ("5" * len(theirs), theirs, unmarked)
            for paths in zip(*(_pages(whole, method, key=key) for key in keys), strict=True):
                if len(set(paths)) == 1:
                    continue  # it is of no passage
                compared += 1
                # What they say of safety is taken down wherever they were given a passage.
                shut = paths[:2] if paths[0].endswith(SAFETY) else paths
                told = {_plain(ask(path)) for path in shut}
                assert len(told) == 1, paths
                assert told.pop()[0] in (303, 404), paths
        assert compared > 10


def test_a_peer_finds_no_page_of_others(whole: Flask) -> None:
    """Pages for researchers and facilitators are not there for peers, whatever they are."""
    peer, ada = browser_for(whole, PEER), browser_for(whole, ADA)
    hidden = [
        path
        for path in _pages(whole, "GET")
        if ada.get(path).status_code == 200 and peer.get(path).status_code not in (200, 303)
    ]
    nothing = _plain(peer.get("/no/such/page"))
    assert hidden
    assert {_plain(peer.get(path)) for path in hidden} <= {nothing}
