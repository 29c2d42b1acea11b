"""The real program, asked by raw HTTP, tells whom it turns away nothing: not in one byte."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import delete, select

from posting import Person, larger_study, let_in
from reviewing import codable, give
from served import Server, serving
from themekit.events import Coder
from themekit.store import schema
from themekit.store.access import new_token
from themekit.workflows.coders import remove_coder
from themekit.workflows.desk import Desk
from themekit.workflows.handing_out import call_back, pause
from themekit.workflows.safety import may_know

PEER, OTHER, PAUSED, GONE = (
    Coder(name, name, "peer") for name in ("Peer Amber", "Peer Birch", "Peer Cedar", "Peer Dune")
)
ADA = Coder("Ada Elm", "Ada Elm")
WORDS = ("Money and more people", "we ran out", "R1", "P1", "interviews", "survey", "worry")
"""What passages hold, and parts of the ids of what is in the study."""
_NONCE = re.compile(r'(name="csrf-token" content|name="(?:csrf|request_id)" value)="[^"]*"')
_OF_EACH = {"Date", "Set-Cookie", "Content-Length"}


@dataclass
class Study:
    """A study that is served, and the keys of passages in it."""

    path: Path
    server: Server
    links: dict[str, str]
    mine: str
    closed: dict[str, str]
    codes: list[str]
    secret: list[str]
    heard: list[str] = field(default_factory=list)

    def person(self, coder: Coder) -> Person:
        """Let somebody in by their link."""
        return Person(self.server.port, self.links[coder.id])

    def plain(self, answer: tuple[int, dict[str, str], str], *own: str) -> tuple[object, ...]:
        """Return an answer without its nonces, and look through it for what nobody may be told.

        Parameters
        ----------
        answer : tuple
        own : str
            What the person who asks has said in their request.
        """
        status, headers, text = answer
        told = _NONCE.sub("", text)
        everything = f"{told}\n{headers}"
        for word in self.secret:
            assert word in own or word.lower() not in everything.lower(), word
        kept = tuple(sorted((k, v) for k, v in headers.items() if k not in _OF_EACH))
        return status, kept, told


@pytest.fixture(scope="module")
def there(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Study]:
    """Serve a study in which much is closed to one peer, each thing for another reason.

    What the program itself said is looked through at the end: neither key, path, name nor word.
    """
    path = larger_study(tmp_path_factory.mktemp("nothing-told") / "study", 8)
    desk = Desk(path)
    answers = [one for one in codable(desk) if one.document.startswith("survey")]
    talk = next(one for one in codable(desk) if one.document.startswith("interviews"))
    (mine,) = give(desk, PEER, answers[0], draw="d1")
    closed = {
        "unmarked": give(desk, PEER, talk, draw="d2")[0],
        "known": give(desk, PEER, answers[1], draw="d3")[0],
        "called back": give(desk, PEER, answers[2], draw="d4")[0],
        "another's": give(desk, OTHER, answers[3], draw="d5")[0],
        "paused": give(desk, PAUSED, answers[4], draw="d6")[0],
    }
    give(desk, GONE, answers[5], draw="d7")
    links = dict(zip((PEER.id, OTHER.id, PAUSED.id, GONE.id, ADA.id),
                     let_in(desk, PEER, OTHER, PAUSED, GONE, ADA), strict=True))  # fmt: skip
    with desk.store.writing() as connection:
        event = schema.event.c
        numbers = connection.execute(
            select(event.number).where(event.kind == "mark", event.document == talk.document)
        ).scalars().all()  # fmt: skip
        for table in (schema.mark, schema.event):
            connection.execute(delete(table).where(table.c.number.in_(numbers)))
    case = desk.material().case_of[answers[1].id]
    may_know(desk.context(), PEER.id, case=case, document=answers[1].document)
    codes = [one.id for one in desk.codebook.codes]
    names = [one.name for one in (PEER, OTHER, PAUSED, GONE, ADA)]
    secret = [*names, *WORDS, *codes, *(one.name for one in desk.codebook.codes), desk.study.title]
    desk.close()
    call_back(path, PEER.name, draw="d4")
    pause(path, PAUSED.name)
    with serving(path, "--no-teaching", "--coder", ADA.name) as server:
        yield Study(path, server, links, mine, closed, codes, secret)
        Person(server.port, links[PEER.id]).ask("GET", "/passage/%00")
        _, out, errors = server.end()
        # The owner, at their own terminal, is told who their link makes them.
        errors = errors.replace(f"makes you {ADA.name}.", "")
        for word in (*secret, mine, *closed.values(), *links.values(), "passage/"):
            assert word not in out + errors, word


_OF_SAFETY = ("/know", "/worried", "/upset")
"""They answer for any passage that somebody was ever given: a worry is never turned away."""


def _asked_of(
    person: Person, key: str, code: str
) -> Iterator[tuple[str, tuple[int, dict[str, str], str]]]:
    """Ask for everything that there is of a passage, and send everything that one can."""
    for path in ("", "/1", "/2", "/9", "/1/description", "/words", "/else", "/know", "/worried"):
        yield f"GET {path}", person.ask("GET", f"/passage/{key}{path}")
    for path in ("/1", "/else", "/skip", "/upset", "/know", "/worried"):
        yield f"POST {path}", person.send(f"/passage/{key}{path}", {"choice": "yes", "about": "me"})
    for path, said in (
        ("/api/decisions", {"code_id": code, "decision": "add"}),
        ("/api/looks", {"outcome": "skipped"}),
    ):
        yield f"POST {path}", person.ask(
            "POST", path, json.dumps({"segment": key, **said}),
            Content_Type="application/json", X_CSRF_Token=person.csrf,
        )  # fmt: skip


def test_what_is_closed_answers_as_what_is_not_there(there: Study) -> None:
    """Another's, unmarked, of a person they may know, called back: each request, each byte."""
    peer, code = there.person(PEER), there.codes[0]
    assert WORDS[0] in peer.page(f"/passage/{there.mine}/1")
    absent = {
        what: there.plain(answer) for what, answer in _asked_of(peer, "0" * len(there.mine), code)
    }
    assert {one[0] for one in absent.values()} == {404}
    for reason in ("another's", "unmarked", "known", "called back"):
        for what, answer in _asked_of(peer, there.closed[reason], code):
            told = there.plain(answer)  # of no passage a word, whatever it answers
            if reason == "another's" or not what.endswith(_OF_SAFETY):
                assert told == absent[what], (reason, what)


def test_who_is_paused_finds_their_passage_gone(there: Study) -> None:
    """As if it had never been there."""
    paused, code = there.person(PAUSED), there.codes[0]
    absent = {
        what: there.plain(one) for what, one in _asked_of(paused, "0" * len(there.mine), code)
    }
    for what, answer in _asked_of(paused, there.closed["paused"], code):
        told = there.plain(answer)
        assert what.endswith(_OF_SAFETY) or told == absent[what], what


def test_whoever_has_no_session_is_told_nothing(there: Study) -> None:
    """Not with a guessed one, not with a wrong link; no page differs from one that is not there."""
    server, guessed = there.server, new_token()
    here = f"http://127.0.0.1:{server.port}"
    cookie = there.person(PEER).cookie.partition("=")[0]
    told = set()
    for path in ("/", "/next", f"/passage/{there.mine}", "/api/decisions", "/nothing"):
        told.add(there.plain(server.ask("GET", path)))
        told.add(there.plain(server.ask("GET", path, Cookie=f"{cookie}={guessed}")))
        told.add(there.plain(server.ask("POST", path, "x=1", Origin=here)))
    told.add(there.plain(server.ask("GET", f"/enter/{guessed}")))
    told.add(there.plain(server.ask("POST", f"/enter/{guessed}", "x=1", Origin=here)))
    assert len(told) == 1
    assert next(iter(told))[0] == 403


@pytest.mark.parametrize("path", ["/", "/nothing", "/api/decisions"])
def test_a_foreign_host_gets_no_page(there: Study, path: str) -> None:
    """Not even with a session: one sentence, the same for all."""
    peer, server = there.person(PEER), there.server
    body = urlencode({"csrf": peer.csrf})
    for host in (
        "example.org",
        f"example.org:{server.port}",
        f"127.0.0.1.example.org:{server.port}",
    ):
        for method, sent in (("GET", ""), ("POST", body)):
            told = {"Host": host, "Cookie": peer.cookie, "Origin": f"http://{host}"}
            answer = server.ask(method, path, sent, **told)
            assert (answer[0], answer[2]) == (421, "This is not a page of this name.\n")
            there.plain(answer)


@pytest.mark.parametrize("origin", ["null", "https://example.org", "http://127.0.0.1:1", ""])
def test_what_comes_from_elsewhere_is_refused_wherever_it_goes(there: Study, origin: str) -> None:
    """With a session and its token: the same bytes where there is a passage and where there is not."""
    peer = there.person(PEER)
    fields = {"csrf": peer.csrf, "choice": "yes"}
    told = {
        there.plain(peer.ask("POST", path, urlencode(fields), Origin=origin))
        for path in (f"/passage/{there.mine}/1", "/undo", "/nothing", "/api/decisions")
    }
    assert len(told) == 1
    assert next(iter(told))[0] == 403
    assert there.plain(peer.ask("GET", f"/passage/{there.mine}/1"), *there.secret)[0] == 200


def test_a_removed_coder_is_turned_away_in_the_midst_of_it(there: Study) -> None:
    """With the next request, as somebody who never came."""
    gone = there.person(GONE)
    assert gone.ask("GET", "/start")[0] == 200
    remove_coder(there.path, GONE.name)
    stranger = there.plain(there.server.ask("GET", "/start"))
    assert there.plain(gone.ask("GET", "/start")) == stranger
    assert there.plain(gone.send("/undo", {})) == stranger
    assert there.plain(there.server.ask("GET", there.links[GONE.id])) == stranger


def test_a_peer_cannot_tell_what_is_for_others(there: Study) -> None:
    """Pages and fields of researchers and of the owner: the same for what is there and what not."""
    peer, code = there.person(PEER), there.codes[0]
    nothing = there.plain(peer.ask("GET", "/nothing"))
    for path in ("/handing-out", "/desk", "/passages", "/documents"):
        assert there.plain(peer.ask("GET", path)) == nothing
    said = {"code_id": code, "decision": "add"}
    for one in ("survey/R1/worry", "survey/R99/worry"):
        assert peer.post({**said, "segment_id": one}) == (
            400, {"error": "segment is the key that the page was given."},
        )  # fmt: skip
    for span in ([0, 5], [0, 10**9]):
        status, told = peer.post({**said, "segment": there.mine, "span": span})
        assert status == 400
        assert told["error"].startswith("span is [start, end] in code points, for the owner alone")
    settled = {**said, "decision": "adjudicate", "holds": "yes", "segment": there.mine}
    assert peer.post(settled) == peer.post({**settled, "segment": "0" * len(there.mine)})
