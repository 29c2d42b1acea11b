"""One passage before a researcher: one form, one act, and what it comes to."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Literal

import pytest

from desk_room import ADA, BEN, MONEY, MORE, Room, form_of, read
from reviewing import Browser
from themekit.events import Coding, Draw, Event, Look, Memo
from themekit.records import Reason, Segment
from themekit.spans import text_hash
from themekit.workflows.safety import may_know


def send(browser: Browser, path: str, page: str = "", **more: Any) -> Any:
    """Send the form of a passage as its page has it, with answers in it."""
    form = form_of(page or read(browser, path), path)
    return browser.post(path, {**form, **more})


def said(room: Room) -> list[Event]:
    """Return what Ada said and went through, in order."""
    return [one for one in room.events(ADA) if isinstance(one, (Coding, Look))]


def suggested(room: Room, segment: Segment) -> set[str]:
    """Return the ids of the codes that are suggested on a segment."""
    return {one.code_id for one in room.desk.suggestions_of(segment.id)}


@pytest.fixture
def long_list(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make the codebook too long for all of its codes to stand open on a page."""
    monkeypatch.setattr("themekit.workflows.deciding.FEW", 1)


@pytest.fixture
def path(room: Room) -> str:
    """Return the address of the first passage."""
    return f"/desk/passage/{room.key(room.segments[0])}"


def test_nothing_is_chosen_beforehand(room: Room, path: str) -> None:
    """A filled-in answer anchors."""
    page = read(room.browser(), path)
    assert 'type="radio"' in page
    assert " checked" not in page


def test_one_form_is_one_act(room: Room, path: str) -> None:
    """Words on several codes, with stance, time and note, taken back as one."""
    browser, (more, money) = room.browser(), (room.code(MORE), room.code(MONEY))
    done = send(
        browser, path, done="keep",
        **{f"say.{room.code_key(MORE)}": "yes", f"stance.{room.code_key(MORE)}": "mixed", f"period.{room.code_key(MORE)}": "during",
           f"memo.{room.code_key(MORE)}": "because of June", f"say.{room.code_key(MONEY)}": "no"},
    )  # fmt: skip
    assert done.status_code == 303
    yes, no = said(room)
    assert isinstance(yes, Coding)
    assert isinstance(no, Coding)
    assert (yes.decision, yes.code_id, yes.stance, yes.period) == (
        "accept",
        more,
        "mixed",
        "during",
    )
    assert (yes.memo, no.decision, no.code_id) == ("because of June", "reject", money)
    assert (yes.act, yes.origin, yes.mode) == (no.act, "page", "assisted")
    undone = browser.post("/desk/undo", form_of(read(browser, path), "/desk/undo"))
    assert undone.headers["Location"].startswith(path)
    assert set(said(room)[-1].replaces) == {yes.event_id, no.event_id}


@pytest.mark.usefixtures("long_list")
def test_a_code_that_was_not_suggested_is_added(room: Room) -> None:
    """It is found by a search that keeps what was chosen before."""
    browser, segment = room.browser(), room.segment("Money will")
    path = f"/desk/passage/{room.key(segment)}"
    found = send(
        browser, path, find="1", search="look for help", **{f"say.{room.code_key(MONEY)}": "no"}
    )
    page = found.get_data(as_text=True)
    assert found.status_code == 200
    assert not said(room)
    assert f'name="say.{room.code_key(MONEY)}" value="no" checked' in page
    assert "1 of 1 codes have these words" in page
    send(browser, path, page, done="keep", **{f"say.{room.code_key(MORE)}": "yes"})
    (added,) = said(room)
    assert isinstance(added, Coding)
    assert added.decision == "add"


@pytest.mark.usefixtures("long_list")
def test_keep_says_nothing_of_what_was_left_open(room: Room) -> None:
    """Only the other button makes a look that covers the codes that were shown."""
    segment = next(one for one in room.segments if suggested(room, one) - {room.code(MORE)})
    browser, path = room.browser(), f"/desk/passage/{room.key(segment)}"
    send(browser, path, done="keep", **{f"say.{room.code_key(MORE)}": "yes"})
    assert not [one for one in said(room) if isinstance(one, Look)]
    send(browser, path, done="rest")
    look = said(room)[-1]
    assert isinstance(look, Look)
    assert (set(look.codes), look.outcome) == (suggested(room, segment), "coded")


@pytest.mark.usefixtures("long_list")
def test_none_of_these_covers_what_was_shown_or_the_whole_codebook(room: Room) -> None:
    """The whole, where somebody says that they went through it."""
    browser, segment = room.browser(), room.segment("Tired")
    path = f"/desk/passage/{room.key(segment)}"
    send(browser, path, done="rest")
    send(browser, path, done="rest", whole="1")
    shown, whole = said(room)
    assert isinstance(shown, Look)
    assert isinstance(whole, Look)
    assert (shown.codes, shown.outcome) == ((room.code(MORE),), "nothing applies")
    assert (whole.codes, whole.replaces) == ((), (shown.event_id,))


def test_where_every_code_stands_open_one_press_covers_them_all(room: Room, path: str) -> None:
    """There is no box to tick and nothing to search: a look covers what was shown."""
    browser = room.browser()
    page = read(browser, path)
    assert 'name="whole"' not in page
    assert "Search the codebook" not in page
    assert "read for the whole codebook" in page
    send(browser, path, page, done="rest", **{f"say.{room.code_key(MORE)}": "yes"})
    word, seen = said(room)
    assert isinstance(word, Coding)
    assert isinstance(seen, Look)
    assert (word.decision, seen.codes, seen.outcome) == ("accept", (), "coded")


def test_what_was_not_on_the_page_is_not_covered(room: Room, path: str) -> None:
    """The codebook got a new definition since: the page shows it, and asks to press once more."""
    browser = room.browser()
    old = read(browser, path)
    room.change("codebook.yaml", "patterns: [money]", "patterns: [money, funds]")
    answer = send(browser, path, old, done="rest")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "The codebook was changed since you opened this page." in page
    assert not said(room)
    assert send(browser, path, page, done="rest").status_code == 303


@pytest.mark.parametrize("status", ["suggested", "uncertain"])
def test_an_unsure_suggestion_says_so(
    room: Room, status: Literal["suggested", "uncertain"]
) -> None:
    """In words, beside the name of the code; a sure one says nothing."""
    shelf, first = room.desk.shelf(), room.segments[0]
    told = tuple(replace(one, status=status) for one in shelf.suggestions[first.id])
    room.desk._shelf = replace(shelf, suggestions={**shelf.suggestions, first.id: told})
    page = read(room.browser(), f"/desk/passage/{room.key(first)}")
    legend = page.partition(f"<legend>{MORE}")[2].partition("</legend>")[0]
    assert ("an unsure suggestion" in legend) is (status == "uncertain")


def test_that_a_description_needs_changing_wants_words(room: Room, path: str) -> None:
    """Without them the page comes back, and what was chosen is still chosen."""
    browser = room.browser()
    bare = send(
        browser, path, done="keep", note="typed", **{f"say.{room.code_key(MORE)}": "problem"}
    )
    page = bare.get_data(as_text=True)
    assert bare.status_code == 422
    assert "Say in your own words what of the description needs changing" in page
    assert f"note for “{MORE}”" in page
    assert "<title>Not kept yet: " in page
    assert page.index('id="missing"') > page.index('name="note"')
    assert '<details class="more" open><summary>Stance, time, note' in page
    assert f'name="say.{room.code_key(MORE)}" value="problem" checked' in page
    assert ">typed</textarea>" in page
    send(
        browser,
        path,
        page,
        done="keep",
        **{f"say.{room.code_key(MORE)}": "problem", "memo": "too wide"},
    )
    (problem,) = said(room)
    assert isinstance(problem, Coding)
    assert (problem.decision, problem.memo) == ("code_problem", "too wide")


def test_other_words_than_the_passage_can_be_meant(room: Room, path: str) -> None:
    """From one word to another, by their numbers."""
    browser = room.browser()
    document = room.desk.document(room.segments[0].document)
    assert document is not None
    page = read(browser, path)
    first = int(
        page.partition('name="first"')[2].partition("1. ")[0].rpartition('value="')[2].split('"')[0]
    )
    own = int(
        page.partition('name="first"')[2]
        .partition("selected")[0]
        .rpartition('value="')[2]
        .split('"')[0]
    )
    assert first <= own
    send(
        browser,
        path,
        page,
        done="keep",
        first=str(own),
        last=str(own + 3),
        **{f"say.{room.code_key(MORE)}": "yes"},
    )
    (told,) = said(room)
    assert isinstance(told, Coding)
    assert document.text[told.start : told.end] == "More people came every"


def test_an_earlier_answer_is_replaced(room: Room, path: str) -> None:
    """The same person's word on a code is one."""
    browser = room.browser()
    send(browser, path, done="keep", **{f"say.{room.code_key(MORE)}": "yes"})
    assert "You said: applies." in read(browser, path)
    send(browser, path, done="keep", **{f"say.{room.code_key(MORE)}": "unsure"})
    yes, unsure = said(room)
    assert unsure.replaces == (yes.event_id,)


def test_a_page_that_is_too_old_keeps_what_was_typed(room: Room, path: str) -> None:
    """409, and sent once more it takes the other answer's place."""
    browser = room.browser()
    old = read(browser, path)
    send(browser, path, done="keep", **{f"say.{room.code_key(MORE)}": "no"})
    clash = send(
        browser,
        path,
        old,
        done="keep",
        **{f"say.{room.code_key(MORE)}": "yes", "memo": "I mean it"},
    )
    page = clash.get_data(as_text=True)
    assert clash.status_code == 409
    assert ">I mean it</textarea>" in page
    assert f'name="say.{room.code_key(MORE)}" value="yes" checked' in page
    assert "You said: does not apply." in page
    again = send(
        browser,
        path,
        page,
        done="keep",
        **{f"say.{room.code_key(MORE)}": "yes", "memo": "I mean it"},
    )
    assert again.status_code == 303
    assert [one.decision for one in said(room) if isinstance(one, Coding)] == ["reject", "accept"]


def test_the_same_form_sent_twice_is_kept_once(room: Room, path: str) -> None:
    """A phone sends again what it did not hear of."""
    browser = room.browser()
    page = read(browser, path)
    for _ in range(2):
        done = send(browser, path, page, done="keep", **{f"say.{room.code_key(MORE)}": "yes"})
        assert done.status_code == 303
    assert len(said(room)) == 1


def test_scores_are_told_only_where_they_were_asked_for(room: Room, path: str) -> None:
    """And only then the event says that they were seen."""
    browser = room.browser()
    score = room.score(room.segments[0], MORE)
    assert f"{score:.0%}" not in read(browser, path)
    asked = send(browser, path, evidence="1", **{f"say.{room.code_key(MORE)}": "yes"})
    page = asked.get_data(as_text=True)
    assert f"{score:.0%}" in page
    assert f'name="say.{room.code_key(MORE)}" value="yes" checked' in page
    send(browser, path, page, done="keep", **{f"say.{room.code_key(MORE)}": "yes"})
    (seen,) = said(room)
    assert isinstance(seen, Coding)
    assert seen.score_shown == pytest.approx(score)
    assert seen.model


def test_without_suggestions_the_whole_codebook_is_asked(room: Room) -> None:
    """Nothing of the machine is on the page, and what is left open is not applied."""
    segment, browser = room.segments[0], room.browser()
    key = room.give_blind(ADA, segment)
    room.say(BEN, segment, MORE, "yes", "Ben's reason")
    path = f"/desk/passage/{key}"
    page = read(browser, path)
    assert "Suggested" not in page
    assert "%" not in page.partition('<section class="decision">')[2]
    assert "Ben" not in page
    assert "2 codes: say which apply" in page
    assert send(browser, path, done="keep").status_code == 422
    done = send(browser, path, done="keep", **{f"say.{room.code_key(MONEY)}": "yes"})
    assert done.headers["Location"] == "/desk/given?kept=1"
    word, look = said(room)
    assert isinstance(word, Coding)
    assert isinstance(look, Look)
    assert (word.decision, word.mode, word.draw) == ("add", "blind", "d1")
    assert (look.codes, look.outcome, look.mode) == ((), "coded", "blind")
    assert browser.get("/desk/given").headers["Location"] == "/desk"


def test_an_answer_to_what_was_given_is_said_to_be_kept(room: Room) -> None:
    """And how much is left, so that nobody wonders whether it was saved."""
    browser = room.browser()
    first, _ = (room.give_blind(ADA, one, f"d{at}") for at, one in enumerate(room.segments[:2]))
    done = send(browser, f"/desk/passage/{first}", done="rest")
    there = browser.get(done.headers["Location"]).headers["Location"]
    page = read(browser, there)
    assert "Your last answer is kept. 1 of what you were given is left" in page


def test_two_studies_that_differ_in_suggestions_show_the_same_blind_page(room: Room) -> None:
    """What is frozen in the draw leaves no trace on it."""
    segment, browser = room.segments[0], room.browser()
    plain = room.give_blind(ADA, segment, "d1")
    first = read(browser, f"/desk/passage/{plain}")
    given = next(one for one in room.desk.draws_of(ADA.id) if isinstance(one, Draw))
    item = replace(given.items[0], suggested=((room.code(MONEY), 0.97),))
    room.append(ADA, [replace(given, number=0, event_id="", act="", items=(item,))])
    second = read(browser, f"/desk/passage/{plain}")
    assert decision_of(first) == decision_of(second)


def decision_of(page: str) -> str:
    """Return the part of a page that asks, without what is new on every page."""
    part = page.partition('<section class="decision">')[2].partition("</section>")[0]
    return re.sub(r'name="(csrf|request_id|after)" value="[^"]*"', "", part)


def test_own_words_lie_beside_the_look(room: Room, path: str) -> None:
    """What has no code is kept as a note on the look, and listed."""
    browser = room.browser()
    send(browser, path, done="rest", own_words="They are proud of it")
    look = said(room)[-1]
    (memo,) = (one for one in room.events(ADA) if isinstance(one, Memo))
    assert (memo.about, memo.target) == ("coding", look.event_id)
    assert "They are proud of it" in read(browser, "/desk/descriptions")


def test_after_an_answer_comes_the_next_of_the_list(room: Room) -> None:
    """The list from which a passage was opened goes on."""
    browser = room.browser()
    first, second = [one for one in room.segments if room.is_suggested(one)][:2]
    path = f"/desk/passage/{room.key(first)}?state=suggested"
    done = browser.post(
        path,
        {**form_of(read(browser, path), room.key(first)), "done": "keep",
         f"say.{room.code_key(MORE)}": "yes"},
    )  # fmt: skip
    there = done.headers["Location"]
    assert there.startswith(f"/desk/passage/{room.key(second)}")
    assert "state=suggested" in there


def test_words_that_were_picked_are_opened_as_a_passage(room: Room) -> None:
    """Picked in lists without script, or selected: widened to whole words."""
    browser, segment = room.browser(), room.segments[0]
    document = room.desk.document(segment.document)
    assert document is not None
    key = room.desk.key_of("document", document.id)
    page = read(browser, f"/desk/document/{key}/words/1")
    at = document.text.index("ran out of money")
    sent = {
        **form_of(page, f"/desk/document/{key}/words"),
        "start": str(at + 1),
        "end": str(at + 15),
    }
    done = browser.post(f"/desk/document/{key}/words", sent)
    path = done.headers["Location"]
    assert "<blockquote>ran out of money</blockquote>" in read(browser, path)
    send(browser, path, done="keep", **{f"say.{room.code_key(MONEY)}": "yes"})
    (word,) = said(room)
    assert isinstance(word, Coding)
    assert document.text[word.start : word.end] == "ran out of money"
    (standing,) = room.desk.coded().decisions.decided_on(segment.id)
    assert (standing.code_id, standing.state) == (room.code(MONEY), "holds")


def test_a_passage_given_to_somebody_else_is_not_there(room: Room) -> None:
    """As one that does not exist."""
    key = room.give_blind(BEN, room.segments[0])
    assert room.browser().get(f"/desk/passage/{key}").status_code == 404
    assert room.browser().get("/desk/passage/0000000000000000000000").status_code == 404


def test_no_other_page_shows_what_is_to_be_read_without_suggestions(room: Room) -> None:
    """Opened freely under its own key it asks about nothing that is suggested."""
    segment = room.segments[0]
    path = f"/passage/{room.key(segment)}"
    before = room.browser().get(path, follow_redirects=True)
    assert before.request.path == f"{path}/1"
    room.give_blind(ADA, segment)
    after = room.browser().get(path, follow_redirects=True)
    assert after.request.path == f"{path}/else"


def test_undo_clicked_twice_takes_one_act_back(room: Room, path: str) -> None:
    """The second click is the same wish once more, and not the act before."""
    browser, segment = room.browser(), room.segments[0]
    for name in (MORE, MONEY):
        room.say(ADA, segment, name, "yes")
    form = form_of(read(browser, path), "/undo")
    for _ in range(2):
        assert browser.post("/desk/undo", form).status_code == 303
    words = [one.decision for one in room.events(ADA, Coding) if isinstance(one, Coding)]
    assert words == ["add", "add", "retract"]


def test_a_reason_quotes_nothing_that_may_not_be_shown(room: Room, path: str) -> None:
    """A checked passage of somebody whom they may know stays shut in what speaks for a code too."""
    first = room.segments[0]
    other = next(one for one in room.segments if one.document != first.document)
    like = Reason("checked segment", other.id, 0, 0, len(other.text), text_hash(other.text))
    shelf, more = room.desk.shelf(), room.code(MORE)
    told = tuple(
        replace(one, because=(like,), nearest_example=like) if one.code_id == more else one
        for one in shelf.suggestions[first.id]
    )
    suggestions = {**shelf.suggestions, first.id: told}
    room.desk._shelf = replace(shelf, suggestions=suggestions)
    browser = room.browser()
    assert other.text in send(browser, path, evidence="1").get_data(as_text=True)
    may_know(room.desk.context(), ADA.id, case="", document=other.document)
    page = send(browser, path, evidence="1").get_data(as_text=True)
    assert other.text not in page
    assert "like a checked passage that is not shown to you" in page
