"""Rows become events of the study: where they lie, in which order, by whom, and only once."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import pytest

from exchange.kit import (
    BOOK,
    HASH,
    ONE,
    TEXT,
    TWO,
    coding,
    codings,
    decided,
    document,
    events,
    imported,
    known,
    looks,
    segments,
    table,
)
from themekit.decisions import versioned
from themekit.errors import InputError
from themekit.events import Coder, Coding, Draw, Event, Look, Memo, VersionedCode
from themekit.exchange import TableFile

QUOTE = "We asked the council for help and nobody wrote back."


def said(**cells: object) -> dict[str, object]:
    """Return a row of somebody else's table: no id, no hash, a quote."""
    return {"coder": "Ada", "decision": "add", "code": "Short of money", "document": "i/P1",
            "quote": QUOTE, **cells}  # fmt: skip


PLACE: dict[str, Any] = {"document": "i/P1", "text_hash": HASH, "start": 0, "end": 22}


# -- where a row lies ---------------------------------------------------------------------------


def test_a_row_lies_where_its_hash_and_range_say() -> None:
    """No word of it is kept beside: the study has the text."""
    (event,) = codings(imported(table([{**coding("a1", "Ada"), "quote": TEXT[:22]}])))
    assert (event.document, event.text_hash, event.start, event.end) == ("i/P1", HASH, 0, 22)
    assert event.quote == ""


def test_a_document_that_goes_by_its_last_name_is_pointed_to() -> None:
    """Also by the name of its file; nothing is taken as meant."""
    for name in ("P1", "p1.docx", "interviews/P1.txt"):
        (loss,) = imported(table([said(document=name)])).losses
        assert "no document" in loss.message
        assert loss.hint == "did you mean 'i/P1'?"


def test_yes_is_told_which_word_to_write() -> None:
    """A sheet that people made themselves says yes and no."""
    with pytest.raises(InputError, match="write 'accept'"):
        imported(table([said(decision="Yes")]))


def test_a_document_of_another_name_is_known_by_its_text() -> None:
    """As long as one document alone has it."""
    row = coding("a1", "Ada", document="old/name")
    assert codings(imported(table([row])))[0].document == "i/P1"
    twice = known(documents=[ONE, TWO, document("i/P3", TEXT)])
    found = imported(table([row]), into=twice)
    assert codings(found)[0].document == "old/name"
    assert [one.line for one in found.losses] == [2]


def test_exact_words_are_found() -> None:
    """The event lies on the present text from then on."""
    found = imported(table([said()]))
    (event,) = codings(found)
    assert TEXT[event.start : event.end] == QUOTE
    assert (event.text_hash, event.quote, found.losses) == (HASH, "", ())
    assert decided(events(found)).standing("i/P1/2", "money").state == "holds"


def test_words_that_are_only_alike_are_listed_and_count_nowhere() -> None:
    """The row says on which line of the file it stands."""
    almost = QUOTE.replace("council", "borough")
    found = imported(table([said(), said(quote=almost)]))
    event = codings(found)[1]
    assert (event.quote, event.start) == (almost, 0)
    assert [(one.file, one.line) for one in found.losses] == [("codings.csv", 3)]
    assert "doubtful" in found.losses[0].message
    assert len(decided(events(found)).unplaced) == 1


def test_words_that_stand_nowhere_are_kept_and_listed() -> None:
    """Their text may come into the study later."""
    found = imported(table([said(quote="The trains were late every morning.")]))
    assert codings(found)[0].quote.startswith("The trains")
    assert [one.line for one in found.losses] == [2]


def test_a_range_of_a_text_that_has_changed_is_found_by_its_words() -> None:
    """The old anchor is of use no more."""
    changed = document("i/P1", f"First of all: {TEXT}")
    row = {**coding("a1", "Ada", start=23, end=75), "quote": TEXT[23:75]}
    (event,) = codings(
        imported(table([row]), into=known(documents=[changed], units=segments(changed)))
    )
    assert changed.text[event.start : event.end] == TEXT[23:75]
    assert event.text_hash == changed.text_hash


def test_a_row_without_any_place_is_refused() -> None:
    """It says what is needed."""
    with pytest.raises(InputError, match="on what passage"):
        imported(table([said(quote="")]))


# -- codes and people ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Short of money", "short of MONEY", "money"])
def test_a_code_may_be_named(name: str) -> None:
    """By its name or its id, as names are compared."""
    assert codings(imported(table([said(code=name)])))[0].code_id == "money"


def test_a_code_that_nobody_knows_is_kept_and_listed() -> None:
    """With the nearest name."""
    found = imported(table([said(code="Short of mony"), said(code="", code_id="gone")]))
    assert [one.code_id for one in codings(found)] == ["short-of-mony", "gone"]
    assert "Short of money" in found.losses[0].hint


def test_rows_without_a_coder_are_whose_they_are_said_to_be() -> None:
    """And whoever typed them in is named beside."""
    found = imported(table([said(coder="")]), coder="Rosa", entered_by="Anna")
    (event,) = codings(found)
    assert (event.coder, event.entered_by, event.origin) == ("Rosa", "Anna", "file")
    assert {one.id: one.role for one in found.coders} == {
        "Rosa": "researcher",
        "Anna": "researcher",
    }


def test_rows_of_nobody_are_refused() -> None:
    """Every decision is somebody's."""
    with pytest.raises(InputError, match="nobody is named"):
        imported(table([said(coder="")]))


def test_rows_of_another_than_was_said_are_refused() -> None:
    """A name in the file is never overruled."""
    with pytest.raises(InputError, match="'Ada'"):
        imported(table([said()]), coder="Rosa")


def test_a_coder_is_known_by_name() -> None:
    """The id that the study gave stays."""
    study = known(coders=[Coder("A", "Ada Field")])
    found = imported(table([said(coder="ADA  field")]), into=study)
    assert (codings(found)[0].coder, found.coders) == ("A", ())


def test_coders_bring_their_names_roles_and_credit() -> None:
    """A table of its own says who they are."""
    people = table([{"coder": "A1", "name": "Ada", "role": "peer", "credit": "A."}], "coders.csv")
    found = imported(table([said(coder="A1")]), people)
    assert found.coders == (Coder("A1", "Ada", "peer", "A."),)


def test_what_the_study_says_of_a_coder_stays() -> None:
    """And that is listed."""
    people = table([{"coder": "A", "name": "Else", "role": "peer", "credit": ""}], "coders.csv")
    found = imported(people, into=known(coders=[Coder("A", "Ada")]))
    assert (found.coders, len(found.losses)) == ((), 1)


# -- order --------------------------------------------------------------------------------------


def look(number: int, **more: object) -> dict[str, object]:
    """Return a look as 'run' writes it."""
    return {"number": number, "event_id": f"l{number}", "coder": "Ada", "document": "i/P1",
            "text_hash": HASH, "start": 0, "end": 22, "codes": "money", "outcome": "coded",
            "after": number - 1, **more}  # fmt: skip


def numbered(number: int, **more: object) -> dict[str, object]:
    """Return a coding as 'run' writes it."""
    row = coding(f"c{number}", "Ada", number=number, after=number - 1, holds="", settles="")
    return {**row, **more}


def test_numbers_order_rows_over_all_files() -> None:
    """Whatever the clocks say."""
    first = table([numbered(3, time="2020-01-01T00:00:00Z"), numbered(1, time="2021-01-01")])
    found = imported(first, table([look(4), look(2)], "looks.csv"))
    assert [one.event.event_id for one in found.taken] == ["c1", "l2", "c3", "l4"]


def test_times_order_rows_that_have_no_numbers() -> None:
    """A time that nobody can read is that of the row before it."""
    rows = [
        coding("c", "Ada", time="2021-03-01T00:00:00+01:00"),
        coding("d", "Ada", time="in spring"),
        coding("a", "Ada", time="2021-02-28T22:59:00Z"),
    ]
    assert [one.event_id for one in codings(imported(table(rows)))] == ["a", "c", "d"]


def test_what_was_done_in_one_act_stays_together() -> None:
    """A look in another file follows the coding that it belongs to."""
    rows = [
        coding("a", "Ada", act="x", time="2021-01-01T00:00:00Z"),
        coding("b", "Ada", time="2021-01-01T00:00:01Z"),
    ]
    late = {
        **look(0, event_id="l", act="x", time="2021-01-01T00:00:02Z"),
        "number": "",
        "after": "",
    }
    found = imported(table(rows), table([late], "looks.csv"))
    assert [one.event.event_id for one in found.taken] == ["a", "l", "b"]


def test_what_is_replaced_comes_before_what_replaces_it() -> None:
    """Even where a clock was wrong."""
    rows = [
        coding("b", "Ada", "reject", replaces="a", time="2021-01-01T00:00:00Z"),
        coding("a", "Ada", time="2021-01-02T00:00:00Z"),
    ]
    assert [one.event_id for one in codings(imported(table(rows)))] == ["a", "b"]


def test_a_row_knows_the_rows_before_it_and_nothing_else() -> None:
    """What its coder had said in the study before the file, it did not know."""
    found = imported(table([coding("a", "Ada"), coding("b", "Ada")]))
    dated = found.dated(10, {}, {"Ada": [7, 10], "Bea": [8]})
    assert [(one.after, one.since) for one in dated] == [(0, 0), (11, 10)]


def test_what_a_row_knew_in_its_own_store_is_what_it_knows_here() -> None:
    """Its `after` is carried over to the new numbers."""
    rows = [numbered(2), numbered(5), numbered(7, after=3)]
    dated = imported(table(rows)).dated(100, {}, {})
    assert [one.after for one in dated] == [0, 101, 101]


def test_new_rows_of_a_file_that_has_grown_know_its_old_ones() -> None:
    """Unless the coder has said something in between, which they could not know."""
    found = imported(table([coding("a", "Ada"), coding("b", "Ada")]))
    grown = found.dated(1, {"a": 1}, {})
    assert (grown[1].after, grown[1].since) == (1, 0)
    missed = found.dated(3, {"a": 1}, {"Ada": [2]})
    assert (missed[1].after, missed[1].since) == (1, 0)


def test_a_copy_that_comes_home_knows_what_it_took_along() -> None:
    """Whatever others decided at home meanwhile: a later word of the same coder does not wait."""
    rows = [numbered(1), numbered(2), numbered(3)]
    found = imported(table([{**row, "decision": "reject"} for row in rows]))
    ids = [one.event.event_id for one in found.taken]
    dated = found.dated(9, {ids[0]: 1, ids[1]: 2}, {})
    assert (dated[2].after, dated[2].since) == (2, 0)


def test_numbers_order_what_was_done_in_one_act_too() -> None:
    """An act that was taken up again does not carry its later rows forward."""
    rows = [numbered(1, act="x"), numbered(2), numbered(3, act="x")]
    assert [one.number for one in imported(table(rows)).taken] == [1, 2, 3]


# -- once ---------------------------------------------------------------------------------------


def test_a_row_without_an_id_has_always_the_same() -> None:
    """The same file twice changes nothing; two rows that say the same are two."""
    one, other = (codings(imported(table([said(), said()]))) for _ in range(2))
    assert one == other
    assert one[0].event_id != one[1].event_id


def test_what_is_there_already_is_recognised() -> None:
    """Also after its document has changed: the row still means that event."""
    first = codings(imported(table([said()])))
    changed = document("i/P1", f"First: {TEXT}")
    study = known(first, documents=[changed], units=segments(changed))
    assert codings(imported(table([said()]), into=study)) == first


def test_what_a_table_tells_less_exactly_is_the_same_all_the_same() -> None:
    """Rounded scores, a call that had no origin, and why a passage was skipped."""
    there: list[Event] = [
        Coding(event_id="a", coder="Ada", **PLACE, code_id="money", score_shown=1 / 3),
        Look(event_id="l", coder="Ada", **PLACE, codes=("money",), outcome="upsetting"),
    ]
    row = coding("a", "Ada", score_shown="0.333333", mode="assisted", origin="", settles="")
    seen = {**look(1), "event_id": "l", "outcome": "skipped", "number": ""}
    found = imported(table([row]), table([seen], "looks.csv"), into=known(there))
    assert [one.event for one in found.taken] == there


def test_the_same_id_with_other_content_is_refused() -> None:
    """The problem names the file and the line."""
    there = codings(imported(table([coding("a1", "Ada")])))
    with pytest.raises(InputError) as stop:
        imported(table([coding("a1", "Ada", "reject")]), into=known(there))
    (problem,) = stop.value.problems
    assert (problem.file, problem.line) == ("codings.csv", 2)
    assert "says something else" in problem.message


def test_every_problem_is_told_at_once() -> None:
    """Each with its line and what would be right."""
    rows = [
        coding("a", "Ada", "reject it"),
        coding("b", "Ada", stance="yes"),
        coding("c", "Ada", start="x"),
        coding("d", "Ada", replaces="nowhere"),
        coding("e", "Ada", score_shown="3"),
    ]
    with pytest.raises(InputError) as stop:
        imported(table(rows))
    assert [one.line for one in stop.value.problems] == [2, 3, 4, 5, 6]


# -- the other tables ---------------------------------------------------------------------------


def test_draws_come_with_their_passages() -> None:
    """One event for each coder that a draw was given to."""
    row = {"draw": "d1", "number": 1, "coder": "Ada", "mode": "blind", "round": 2,
           "purpose": "overlap", "method": "random", "frame": "all", "frame_hash": "f",
           "frame_size": 9, "seed": 4, "document": "i/P1", "text_hash": HASH}  # fmt: skip
    rows = [
        {**row, "position": 1, "start": 23, "end": 76, "probability": 0.5},
        {**row, "position": 0, "start": 0, "end": 22, "probability": ""},
        {**row, "position": 0, "start": 0, "end": 22, "coder": "Bea", "number": 2},
    ]
    ada, bea = (one.event for one in imported(table(rows, "draws.csv")).taken)
    assert isinstance(ada, Draw)
    assert isinstance(bea, Draw)
    assert (ada.round, ada.purpose, ada.method, ada.frame_size) == (2, "overlap", "random", 9)
    assert [(one.start, one.probability) for one in ada.items] == [(0, None), (23, 0.5)]
    assert (bea.draw, bea.coder, len(bea.items)) == ("d1", "Bea", 1)
    again = imported(table(rows, "draws.csv"), into=known([ada, bea]))
    assert [one.event for one in again.taken] == [ada, bea]


def test_a_draw_that_nobody_tells_of_is_listed() -> None:
    """Whether it was practice or counts is not known."""
    found = imported(table([numbered(1, draw="d9")]))
    assert [("d9" in one.message) for one in found.losses] == [True]


def test_versions_of_the_codebook_make_looks_cover_what_they_were_shown() -> None:
    """Without them such a look covers nothing, and is listed."""
    row = look(1, codes="", codebook_hash="old")
    assert len(imported(table([row], "looks.csv")).losses) == 1
    version = {"codebook_hash": "old", "code_id": "money", "code": "M", "code_hash": "1",
               "meaning_hash": "2"}  # fmt: skip
    found = imported(table([row], "looks.csv"), table([version], "codebooks.csv"))
    assert (found.losses, found.versions[0].code_id) == ((), "money")
    assert looks(found)[0].codebook_hash == "old"


def test_versions_that_the_study_keeps_are_not_taken_again() -> None:
    """The present one is among those that 'run' writes; a table may be given twice."""
    old = VersionedCode("old", "money", "M", "1", "2")
    rows = [asdict(one) for one in (*versioned(BOOK), old)]
    tables = [table(rows, name) for name in ("codebooks.csv", "codebooks-2.csv")]
    found = imported(*tables)
    assert (found.versions, found.losses) == ((old,), ())


def test_memos_are_their_authors() -> None:
    """Their words come as they were written."""
    row = {"memo_id": "m1", "kind": "code", "target": "money", "author": "Ada",
           "time": "2021-01-01T00:00:00Z", "private": "1", "text": "=sum of it "}  # fmt: skip
    (memo,) = (one.event for one in imported(table([row], "memos.csv")).taken)
    assert isinstance(memo, Memo)
    assert (memo.event_id, memo.coder, memo.about, memo.private) == ("m1", "Ada", "code", True)
    assert memo.text == "=sum of it "


def test_a_memo_of_a_kind_that_is_none_is_a_mistake() -> None:
    """A slip would be kept, and stand in no appendix."""
    row = {"memo_id": "m1", "kind": "reflexiv", "target": "", "author": "Ada", "text": "I waited."}
    with pytest.raises(InputError, match=r"'reflexiv' is no kind \(did you mean 'reflexive'\?\)"):
        imported(table([row], "memos.csv"))


def test_an_empty_table_is_no_mistake() -> None:
    """A study may have no memos."""
    assert imported(TableFile("memos.csv", b"memo_id,kind,target,text\n")).taken == ()


@pytest.mark.parametrize("quote", ["Nobody ever said any such thing here.", ""])
def test_what_we_write_of_words_that_were_not_found_is_taken(quote: str) -> None:
    """Such a row has no range of its own; it comes back as it was, and counts nowhere."""
    place = {"document": "i/P1", "text_hash": "of another text", "start": 0, "end": 0}
    row = {"event_id": "e1", "coder": "ann", "decision": "add", "code_id": "money"}
    found = imported(table([{**row, **place, "quote": quote}]))
    (event,) = codings(found)
    assert (event.text_hash, event.start, event.end, event.quote) == (
        "of another text", 0, 0, quote,
    )  # fmt: skip
    assert len(found.losses) == 1
    assert decided(events(found)).unplaced


def test_two_rows_of_one_id_that_say_something_else_are_refused() -> None:
    """It is told with the line of the second, before anything is stored."""
    rows = [coding("a", "Ada"), coding("a", "Ada", "reject")]
    with pytest.raises(InputError, match=r"codings\.csv:3: another row"):
        imported(table(rows))


def test_the_same_row_twice_is_taken_once() -> None:
    """A table and its copy in one import say one thing."""
    rows = [coding("a", "Ada"), coding("b", "Ada")]
    found = imported(table(rows), table(rows, "codings-copy.csv"))
    assert [one.event.event_id for one in found.taken] == ["a", "b"]
