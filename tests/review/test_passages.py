"""One passage a page: answers are kept once, can be taken back, and are never lost."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import delete

from reviewing import SETTINGS, Browser, browser_for, codable, fields_of, give
from themekit.events import Coder, Coding, Look, Mark, Memo, Note
from themekit.matrix import build_matrix
from themekit.review.app import create_app
from themekit.store import schema
from themekit.workflows.desk import Desk
from themekit.workflows.handing_out import call_back, pause
from themekit.workflows.safety import concerns, upset_contacts, upsetting_places

PEER = Coder("Peer One", "Peer One", "peer")
OTHER = Coder("Peer Two", "Peer Two", "peer")


@pytest.fixture
def peer(desk: Desk) -> Browser:
    """Return the browser of a peer researcher."""
    return browser_for(create_app(desk, SETTINGS), PEER)


def said(desk: Desk, coder: Coder = PEER) -> list[Coding]:
    """Return what somebody said of codes, in order."""
    return [one for one in desk.said_by(coder.id) if isinstance(one, Coding)]


def looks(desk: Desk, coder: Coder = PEER) -> list[Look]:
    """Return what somebody went through, in order."""
    return [one for one in desk.said_by(coder.id) if isinstance(one, Look)]


def answer(browser: Browser, address: str, **told: str) -> str:
    """Answer the question of a page, and return where it leads."""
    fields = fields_of(browser.get(address).get_data(as_text=True))
    done = browser.post(address, {**fields, **told}, page=address)
    assert done.status_code == 303, done.get_data(as_text=True)
    return str(done.headers["Location"])


def test_a_passage_is_gone_through_question_by_question(desk: Desk, peer: Browser) -> None:
    """Two questions and whether something else is going on; then it is done."""
    (key,) = give(desk, PEER, codable(desk)[0])
    assert peer.get("/next").headers["Location"] == f"/passage/{key}"
    first = peer.get(f"/passage/{key}").headers["Location"]
    second = answer(peer, first, choice="yes")
    last = answer(peer, second, choice="unsure")
    assert last == f"/passage/{key}/else"
    assert answer(peer, last) == "/next"
    assert [one.decision for one in said(desk)] == ["add", "unsure"]
    (look,) = looks(desk)
    assert look.outcome == "coded"
    assert set(look.codes) == {one.id for one in desk.codebook.codes}
    assert {one.mode for one in (*said(desk), look)} == {"blind"}
    assert {one.draw for one in (*said(desk), look)} == {"d1"}


def test_nothing_is_chosen_before_somebody_chooses(desk: Desk, peer: Browser) -> None:
    """Not on a new page, and not where they have answered before."""
    (key,) = give(desk, PEER, codable(desk)[0])
    address = f"/passage/{key}/1"
    assert " checked" not in peer.get(address).get_data(as_text=True)
    answer(peer, address, choice="no")
    page = peer.get(address).get_data(as_text=True)
    assert " checked" not in page
    assert "You said" in page


def test_a_page_without_an_answer_says_so(desk: Desk, peer: Browser) -> None:
    """Nothing is kept, and what was written stays."""
    (key,) = give(desk, PEER, codable(desk)[0])
    fields = fields_of(peer.get(f"/passage/{key}/1").get_data(as_text=True))
    done = peer.post(f"/passage/{key}/1", {**fields, "memo": "what I wrote"})
    assert done.status_code == 422
    assert "what I wrote" in done.get_data(as_text=True)
    assert said(desk) == []


def test_back_and_another_answer_makes_the_second_stand(desk: Desk, peer: Browser) -> None:
    """The page that somebody went back to knows nothing of its first answer: it replaces it."""
    segment = codable(desk)[0]
    (key,) = give(desk, PEER, segment)
    address = f"/passage/{key}/1"
    fields = fields_of(peer.get(address).get_data(as_text=True))
    for choice in ("yes", "no"):
        done = peer.post(address, {**fields, "choice": choice})
        assert done.status_code == 303
    standing = desk.coded().decisions.standing(segment.id, said(desk)[0].code_id)
    assert (standing.yes, standing.no) == ((), (PEER.id,)) or standing.state == "does not hold"
    assert desk.coded().decisions.waiting == ()


def test_back_twice_ends_with_the_last_answer(desk: Desk, peer: Browser) -> None:
    """Yes, no, and yes again: yes."""
    segment = codable(desk)[0]
    (key,) = give(desk, PEER, segment)
    address = f"/passage/{key}/1"
    fields = fields_of(peer.get(address).get_data(as_text=True))
    for choice in ("yes", "no", "yes"):
        assert peer.post(address, {**fields, "choice": choice}).status_code == 303
    assert desk.coded().decisions.standing(segment.id, said(desk)[0].code_id).state == "holds"
    assert desk.coded().decisions.waiting == ()


def test_the_same_form_sent_twice_is_kept_once(desk: Desk, peer: Browser) -> None:
    """A double click, or a phone that did not hear the answer."""
    (key,) = give(desk, PEER, codable(desk)[0])
    address = f"/passage/{key}/1"
    fields = fields_of(peer.get(address).get_data(as_text=True))
    for _ in range(3):
        assert peer.post(address, {**fields, "choice": "yes"}).status_code == 303
    assert len(said(desk)) == 1


def test_an_answer_from_another_page_is_asked_about(desk: Desk, peer: Browser) -> None:
    """Two pages, two answers: the second is told of the first, and nothing typed is lost."""
    (key,) = give(desk, PEER, codable(desk)[0])
    address = f"/passage/{key}/1"
    first, second = (fields_of(peer.get(address).get_data(as_text=True)) for _ in range(2))
    assert peer.post(address, {**first, "choice": "yes"}).status_code == 303
    done = peer.post(address, {**second, "choice": "no", "memo": "what I wrote"})
    assert done.status_code == 409
    page = done.get_data(as_text=True)
    assert "what I wrote" in page
    assert [one.decision for one in said(desk)] == ["add"]
    assert peer.post(address, {**fields_of(page), "choice": "no"}).status_code == 303
    assert [one.decision for one in said(desk)] == ["add", "reject"]
    assert desk.coded().decisions.waiting == ()


def test_undo_of_nothing_and_a_code_instead_uncovers_exactly_one_passage(
    desk: Desk, peer: Browser
) -> None:
    """The share that was checked falls by one passage of those in the cell."""
    segments = [one for one in codable(desk) if one.document.startswith("interviews")]
    keys = give(desk, PEER, *segments)
    for key in keys:
        for number in (1, 2):
            answer(peer, f"/passage/{key}/{number}", choice="no")
        assert answer(peer, f"/passage/{key}/else", done="nothing") == "/next"
    code = desk.codebook.codes[0]

    def share() -> float:
        rows = build_matrix(desk.coded()).rows
        found = next(one for one in rows if one.code_id == code.id and one.strand == "Interviews")
        return found.checked_share or 0.0

    assert share() == 1.0
    last = keys[-1]
    back = peer.post("/undo", fields_of(peer.get("/start").get_data(as_text=True)))
    assert back.headers["Location"] == f"/passage/{last}?read=1"
    for _ in (2, 1):
        peer.post("/undo", fields_of(peer.get("/start").get_data(as_text=True)))
    answer(peer, f"/passage/{last}/{_asked_as(desk, peer, last, code.plain_name or code.name)}",
           choice="yes")  # fmt: skip
    assert share() == 1.0
    other = desk.codebook.codes[1]
    rows = build_matrix(desk.coded()).rows
    found = next(one for one in rows if one.code_id == other.id and one.strand == "Interviews")
    assert found.checked_share == pytest.approx((len(keys) - 1) / len(keys))


def _asked_as(desk: Desk, browser: Browser, key: str, name: str) -> int:
    """Return the number of the question about a code."""
    pages = {
        number: browser.get(f"/passage/{key}/{number}").get_data(as_text=True) for number in (1, 2)
    }
    return next(number for number, page in pages.items() if name in page)


def test_own_words_and_a_note_are_kept_beside_the_look(desk: Desk, peer: Browser) -> None:
    """As memos on it, and undone with it."""
    (key,) = give(desk, PEER, codable(desk)[0])
    for number in (1, 2):
        answer(peer, f"/passage/{key}/{number}", choice="no")
    answer(peer, f"/passage/{key}/else", own_words="something of my own", memo="a note")
    memos = [one for one in desk.said_by(PEER.id) if isinstance(one, Memo)]
    assert [one.text for one in memos] == ["something of my own", "a note"]
    assert {one.target for one in memos} == {looks(desk)[0].event_id}


def test_a_passage_of_somebody_else_is_not_there(desk: Desk, peer: Browser) -> None:
    """A key that was given to others answers as one that nobody has."""
    (key,) = give(desk, OTHER, codable(desk)[0])
    theirs, unknown = peer.get(f"/passage/{key}/1"), peer.get(f"/passage/{'0' * len(key)}/1")
    assert theirs.status_code == unknown.status_code == 404


def test_a_person_they_may_know_never_comes_again(desk: Desk, peer: Browser) -> None:
    """Neither the passage nor any other of theirs."""
    segments = [one for one in codable(desk) if one.document.startswith("interviews")]
    keys = give(desk, PEER, *segments[:2])
    fields = fields_of(peer.get(f"/passage/{keys[0]}/know").get_data(as_text=True))
    assert peer.post(f"/passage/{keys[0]}/know", fields).status_code == 303
    assert [peer.get(f"/passage/{key}/1").status_code for key in keys] == [404, 404]
    assert peer.get("/next").headers["Location"] == "/finished"


def test_upset_is_a_skip_and_a_row_apart(desk: Desk, peer: Browser) -> None:
    """The look says skipped; who it was is known once they ask to be contacted."""
    (key,) = give(desk, PEER, codable(desk)[0])
    fields = fields_of(peer.get(f"/passage/{key}/1").get_data(as_text=True))
    done = peer.post(f"/passage/{key}/upset", fields)
    assert [one.outcome for one in looks(desk)] == ["skipped"]
    address = done.headers["Location"]
    page = peer.get(address).get_data(as_text=True)
    peer.post(address, {**fields_of(page), "contact": "yes", "stop": "1"})
    assert [one.coder for one in upset_contacts(desk.context())] == [PEER.id]


def test_the_same_suggestions_are_asked_however_often_a_run_learns(
    desk: Desk, peer: Browser
) -> None:
    """With suggestions, the draw's own are asked about, and a yes accepts them."""
    segment = next(one for one in codable(desk) if desk.suggestions_of(one.id))
    (key,) = give(desk, PEER, segment, mode="assisted", codes=())
    answer(peer, f"/passage/{key}/1", choice="yes")
    (word,) = said(desk)
    assert (word.decision, word.mode) == ("accept", "assisted")
    assert word.code_id == desk.suggestions_of(segment.id)[0].code_id


def test_why_it_is_asked_is_told_on_demand_and_never_in_a_blind_passage(
    desk: Desk, peer: Browser
) -> None:
    """The words themselves, folded away until somebody wants them."""
    segment = next(one for one in codable(desk) if desk.suggestions_of(one.id))
    (blind,) = give(desk, PEER, segment)
    (shown,) = give(desk, PEER, segment, draw="d2", mode="assisted", codes=())
    assert "Why do we ask?" not in peer.get(f"/passage/{blind}/1").get_data(as_text=True)
    page = peer.get(f"/passage/{shown}/1").get_data(as_text=True)
    assert "Why do we ask?" in page
    assert desk.suggestions_of(segment.id)[0].evidence in page


def test_a_peer_is_served_nothing_where_nobody_looks_after_them(desk: Desk, peer: Browser) -> None:
    """Without a safeguarding lead every page of theirs says that they cannot begin."""
    (key,) = give(desk, PEER, codable(desk)[0])
    file = desk.path / "study.yaml"
    said = [one for one in file.read_text(encoding="utf-8").splitlines() if "safeguard" not in one]
    file.write_text("\n".join(said), encoding="utf-8")
    for address in ("/start", "/next", f"/passage/{key}/1"):
        assert "We are not ready for you yet" in peer.get(address).get_data(as_text=True)


def test_practice_is_kept_nowhere(desk: Desk, peer: Browser) -> None:
    """It comes from the list itself, and nobody counts it."""
    page = peer.get("/practice/1")
    assert "We had no money left." in page.get_data(as_text=True)
    before = desk.known()
    peer.post("/practice/1", {**fields_of(page.get_data(as_text=True)), "choice": "no"})
    assert desk.known() == before


def test_two_studies_that_differ_in_suggestions_serve_the_same_blind_passages(
    desk: Desk, peer: Browser
) -> None:
    """Nothing of what a machine thinks can be read from a page: the bytes are the same."""
    segment = next(one for one in codable(desk) if desk.suggestions_of(one.id))
    (key,) = give(desk, PEER, segment)
    nonce = re.compile(rb'(name="(?:csrf|request_id)" value|name="csrf-token" content)="[^"]*"')

    def bytes_of(where: Desk) -> list[bytes]:
        browser = browser_for(create_app(where, SETTINGS), PEER)
        pages = [f"/passage/{key}/1", f"/passage/{key}/2", f"/passage/{key}/else", "/start"]
        return [nonce.sub(b"", browser.get(one).get_data()) for one in pages]

    with_suggestions = bytes_of(desk)
    with desk.store.writing() as connection:
        connection.execute(delete(schema.suggestion))
    again = Desk(desk.path)
    assert again.suggestions_of(segment.id) == ()
    assert bytes_of(again) == with_suggestions
    again.close()


def test_searching_for_nothing_finishes_nothing(desk: Desk, peer: Browser) -> None:
    """The page comes back with what was ticked and written, and nothing is kept."""
    (key,) = give(desk, PEER, codable(desk)[0], codes=())
    code = desk.key_of("code", desk.codebook.codes[0].id)
    address = f"/passage/{key}/else"
    fields = fields_of(peer.get(address).get_data(as_text=True))
    for wanted in ("", "no such words"):
        told = {**fields, "find": "1", "search": wanted, "code": code, "own_words": "what I wrote"}
        page = peer.post(address, told, page=address).get_data(as_text=True)
        assert "what I wrote" in page
        assert page.count(" checked") == 1
    assert looks(desk) == []


def test_a_mark_that_is_taken_back_shuts_its_document(desk: Desk, peer: Browser) -> None:
    """And the passage that was given answers as one that is not there."""
    (key,) = give(desk, PEER, codable(desk)[0])
    assert peer.get(f"/passage/{key}/1").status_code == 200
    marks = [one for one in desk.said_by("Ada") if isinstance(one, Mark)]
    here = next(one for one in marks if one.document == codable(desk)[0].document)
    back = Coding(decision="retract", replaces=(here.event_id,))
    desk.append([back], coder="Ada", after=desk.known())
    assert peer.get(f"/passage/{key}/1").status_code == 404


def test_undo_clicked_twice_takes_one_act_back(desk: Desk, peer: Browser) -> None:
    """The second click is the same wish once more."""
    (key,) = give(desk, PEER, codable(desk)[0])
    for number in (1, 2):
        answer(peer, f"/passage/{key}/{number}", choice="yes")
    fields = fields_of(peer.get("/start").get_data(as_text=True))
    for _ in range(2):
        assert peer.post("/undo", fields).status_code == 303
    assert [one.decision for one in said(desk)] == ["add", "add", "retract"]


def test_a_study_file_that_is_being_written_stops_nobody(desk: Desk, peer: Browser) -> None:
    """It counts as it was until it is sound again."""
    (key,) = give(desk, PEER, codable(desk)[0])
    (desk.path / "study.yaml").write_text("title: [", encoding="utf-8")
    answer(peer, f"/passage/{key}/1", choice="yes")
    assert len(said(desk)) == 1


def test_a_worry_is_taken_down_though_the_passage_was_called_back(
    desk: Desk, peer: Browser
) -> None:
    """Between the page and its answer somebody is paused: what they are worried about is kept."""
    (key,) = give(desk, PEER, codable(desk)[0])
    fields = fields_of(peer.get(f"/passage/{key}/worried").get_data(as_text=True))
    pause(desk.context(), PEER.id)
    call_back(desk.context(), PEER.id)
    done = peer.post(f"/passage/{key}/worried", {**fields, "about": "me", "words": "I shake."})
    assert done.status_code == 200
    assert [one.words for one in concerns(desk.context())] == ["I shake."]


def test_a_worry_without_a_person_comes_back_with_its_words(desk: Desk, peer: Browser) -> None:
    """The page says that what was written is still there, and it is."""
    (key,) = give(desk, PEER, codable(desk)[0])
    fields = fields_of(peer.get(f"/passage/{key}/worried").get_data(as_text=True))
    done = peer.post(f"/passage/{key}/worried", {**fields, "words": "She is not safe."})
    assert done.status_code == 422
    assert "She is not safe.</textarea>" in done.get_data(as_text=True)


def test_whom_somebody_may_know_is_kept_though_the_passage_was_called_back(
    desk: Desk, peer: Browser
) -> None:
    """And so is that a passage upset them; of somebody else's passage nothing is."""
    (key,) = give(desk, PEER, codable(desk)[0])
    (theirs,) = give(desk, OTHER, codable(desk)[1])
    call_back(desk.context(), PEER.id)
    for what in ("know", "upset"):
        assert peer.post(f"/passage/{key}/{what}", page="/start").status_code == 303
        assert peer.post(f"/passage/{theirs}/{what}", page="/start").status_code == 404
    notes = [one for one in desk.said_by(PEER.id) if isinstance(one, Note)]
    assert [one.name for one in notes] == ["may know"]
    assert len(upsetting_places(desk.context())) == 1
    assert not looks(desk)


def test_another_answer_sent_twice_at_once_is_kept_once(desk: Desk, peer: Browser) -> None:
    """Two threads that both know the first answer alone: nothing waits for a choice."""
    segment = codable(desk)[0]
    (key,) = give(desk, PEER, segment)
    address = f"/passage/{key}/1"
    fields = fields_of(peer.get(address).get_data(as_text=True))
    peer.post(address, {**fields, "choice": "yes"})
    kept = desk.record()
    peer.post(address, {**fields, "choice": "no"})
    before, desk.record = desk.record, lambda: kept  # type: ignore[method-assign]
    assert peer.post(address, {**fields, "choice": "no"}).status_code == 303
    desk.record = before  # type: ignore[method-assign]
    assert [one.decision for one in said(desk)] == ["add", "reject"]
    assert desk.coded().decisions.waiting == ()


def test_undo_after_may_know_says_that_it_cannot(desk: Desk, peer: Browser) -> None:
    """The skip stays: nothing of that person comes again."""
    (key,) = give(desk, PEER, codable(desk)[0])
    fields = fields_of(peer.get(f"/passage/{key}/know").get_data(as_text=True))
    peer.post(f"/passage/{key}/know", fields)
    done = peer.post("/undo", fields_of(peer.get("/start").get_data(as_text=True)))
    assert done.headers["Location"] == "/not-undone"
    assert "cannot be undone" in peer.get("/not-undone").get_data(as_text=True)
    assert [one.decision for one in said(desk)] == []


def test_words_that_are_not_of_the_passage_are_asked_for_again(desk: Desk, peer: Browser) -> None:
    """A range before it is not taken for the passage in silence."""
    segment = next(one for one in codable(desk) if one.document.startswith("interviews"))
    (key,) = give(desk, PEER, segment)
    done = peer.get(f"/passage/{key}/1?first=1&last=2")
    assert done.status_code == 422
    assert "not part of the passage" in done.get_data(as_text=True)


def test_a_tick_and_nothing_else_are_asked_about(desk: Desk, peer: Browser) -> None:
    """Whoever means to take a tick back is not counted as agreeing."""
    (key,) = give(desk, PEER, codable(desk)[0])
    for number in (1, 2):
        answer(peer, f"/passage/{key}/{number}", choice="no")
    fields = fields_of(peer.get(f"/passage/{key}/else").get_data(as_text=True))
    done = peer.post(f"/passage/{key}/else", {**fields, "own_words": "mine", "done": "nothing"})
    assert done.status_code == 422
    assert "Which do you mean" in done.get_data(as_text=True)
    assert looks(desk) == []


def test_an_answer_is_of_the_description_that_was_read(desk: Desk, peer: Browser) -> None:
    """Where a description is changed after the draw was made, people read today's."""
    (key,) = give(desk, PEER, codable(desk)[0])
    file = desk.path / "codebook.yaml"
    text = file.read_text(encoding="utf-8")
    changed = text.replace("More people look for help than before.", "More people ask for help.")
    file.write_text(changed.replace("not enough money to go on", "too little money"), "utf-8")
    page = peer.get(f"/passage/{key}/1").get_data(as_text=True)
    assert "More people ask for help." in page or "too little money" in page
    answer(peer, f"/passage/{key}/1", choice="yes")
    (word,) = said(desk)
    code = desk.codebook.by_id(word.code_id)
    assert code is not None
    assert (word.codebook_hash, word.meaning_hash) == (desk.codebook.hash, code.meaning_hash)
