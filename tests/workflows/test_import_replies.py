"""Replies from packs, through the command line: what is taken, what waits, what is refused."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from packing import answered, call, copied, events_of, make, ready, written
from themekit.decisions.in_force import in_force
from themekit.events import Anchor, Coding, Draw, Look, Memo, Note
from themekit.exchange.packs import Pack
from themekit.exchange.packs.codes import check_sign
from themekit.store import open_store
from themekit.store.coders import load_coders
from themekit.store.events import append_events, last_number, load_events
from themekit.store.safety import load_upset
from themekit.workflows.import_replies import import_reply
from themekit.workflows.reply_files import reply_in

OTHER = f"A2B3{check_sign('A2B3')}"
"""Longer than any that so small a study makes."""


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the small study once."""
    return ready(tmp_path_factory.mktemp("once") / "study")


@pytest.fixture
def study(once: Path, tmp_path: Path) -> Path:
    """Return a copy of it."""
    return copied(once, tmp_path / "study")


@pytest.fixture
def pack(study: Path, capsys: pytest.CaptureFixture[str]) -> Pack:
    """Return a pack that Bo has."""
    return make(capsys, study)


def words(study: Path, coder: str = "Bo") -> dict[tuple[int, str], str]:
    """Return what somebody says now, by where it begins and code."""
    held = in_force(events_of(study, coder))
    return {
        (one.start, one.code_id): one.decision
        for one in (*held.said, *held.waiting)
        if isinstance(one, Coding) and one.decision != "retract"
    }


def looks(study: Path) -> list[Look]:
    """Return the looks that hold now."""
    return [one for one in in_force(events_of(study)).said if isinstance(one, Look)]


def take(capsys: Any, study: Path, text: str, *more: object, name: str = "r.json") -> str:
    """Import a reply that is taken, and return what is said of it."""
    status, out, err = call(capsys, "import", study, written(study, name, text), *more)
    assert status == 0, err
    return out


def text_of(capsys: Any, study: Path, text: str) -> str:
    """Import a reply that Ada typed in."""
    return take(capsys, study, text, "--entered-by", "Ada", name="m.txt")


def refused(capsys: Any, study: Path, text: str, *more: object, name: str = "r.json") -> str:
    """Import a reply that is refused: nothing of it is there, and one says why."""
    before = len(events_of(study))
    status, _, err = call(capsys, "import", study, written(study, name, text), *more)
    assert (status, len(events_of(study))) == (2, before)
    return err


def test_a_reply_comes_in_as_the_page_would_have_kept_it(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """Words and looks of the draw, of its mode and its codebook, known to the pack's number."""
    out = take(capsys, study, answered(pack))
    events = events_of(study)
    draws = {one.draw: one for one in events if isinstance(one, Draw)}
    said = [one for one in events if isinstance(one, (Coding, Look))]
    assert len([one for one in said if isinstance(one, Coding)]) == pack.questions
    assert len([one for one in said if isinstance(one, Look)]) == len(pack.passages)
    assert f"{pack.questions} answers, {len(pack.passages)} passages taken" in out
    for one in said:
        draw = draws[one.draw]
        assert (one.origin, one.mode, one.codebook_hash) == (
            "pack", draw.mode, draw.codebook_hash
        )  # fmt: skip
        assert one.after == max(it.number for it in draws.values()) + 1
    assert all(one.meaning_hash for one in said if isinstance(one, Coding))
    assert [one.name for one in events if isinstance(one, Note)][-1] == "pack returned"


def pack_draws(events: list[Any]) -> list[Draw]:
    """Return the draws among events."""
    return [one for one in events if isinstance(one, Draw)]


def test_the_same_reply_twice_says_so(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing new is kept of it."""
    take(capsys, study, answered(pack))
    before = len(events_of(study))
    assert "nothing new.\nThe same reply came before." in take(capsys, study, answered(pack))
    assert len(events_of(study)) == before


def test_one_byte_changed_is_refused(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """The check says that the file is not as it was written."""
    changed = answered(pack).replace("yes", "yez", 1)
    assert "not as" in refused(capsys, study, changed)
    swapped = answered(pack).replace('say\\":\\"yes', 'say\\":\\"no', 1)
    assert "something in it changed on the way" in refused(capsys, study, swapped)


def test_a_later_reply_brings_only_what_is_new(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """What was said before stays; the pack is back once all of it was gone through."""
    take(capsys, study, answered(pack, "yes", [1]))
    assert not any(
        isinstance(one, Note) and one.name == "pack returned" for one in events_of(study)
    )
    before = len(events_of(study))
    out = take(capsys, study, answered(pack))
    asked = len(pack.passages[0].questions)
    assert f"{pack.questions - asked} answers" in out
    assert f"{asked + 1} answers were there already" in out
    new = events_of(study)[before:]
    assert not any(one.replaces for one in new)
    assert not in_force(events_of(study)).waiting


def test_a_changed_answer_takes_the_place_of_the_earlier(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """It replaces what the same pack said before, and neither waits for the other."""
    take(capsys, study, answered(pack))
    take(capsys, study, answered(pack, "no"))
    assert set(words(study).values()) == {"reject"}
    assert not in_force(events_of(study)).waiting


def test_what_was_decided_elsewhere_meanwhile_makes_the_reply_wait(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """The pack did not know of it: the answer is kept, listed, and counts nowhere."""
    draw = next(one for one in events_of(study) if isinstance(one, Draw))
    item = draw.items[0]
    store = open_store(study)
    with store.appending() as connection:
        for code in draw.codes:
            append_events(
                connection,
                [Coding(
                    coder="Bo", document=item.document, text_hash=item.text_hash, start=item.start,
                    end=item.end, code_id=code, decision="reject", origin="page",
                    after=last_number(connection),
                )],
            )  # fmt: skip
    store.close()
    out = take(capsys, study, answered(pack))
    held = in_force(events_of(study))
    assert {one.start for one in held.waiting} == {item.start}
    assert f"{len(held.waiting)} of them wait" in out
    assert {one.decision for one in held.waiting if isinstance(one, Coding)} <= {"add", "accept"}
    assert "wait" in call(capsys, "status", study)[1]


def test_a_text_needs_who_typed_it_in(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is theirs who read, and entered by somebody who is named."""
    text = f"{pack.pack}: 1 yes"
    assert "--entered-by" in refused(capsys, study, text, name="m.txt")
    text_of(capsys, study, text)
    word = next(one for one in events_of(study) if isinstance(one, Coding))
    assert (word.origin, word.entered_by, word.coder) == ("paper", "Ada", "Bo")


def test_a_text_that_answers_all_of_a_passage_is_a_look_at_what_it_asked(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """Half of them is none yet: what was not asked is not said no to."""
    qs = [one.q for one in pack.passages[0].questions]
    text_of(capsys, study, f"{pack.pack}: {qs[0]} no")
    assert (len(looks(study)), len(qs)) == (int(len(qs) == 1), len(qs))
    text_of(capsys, study, f"{pack.pack}: {qs[0]}-{qs[-1]} no")
    (one,) = looks(study)
    assert (one.outcome, len(one.codes)) == ("coded", len(qs))


def test_the_text_of_a_reply_unsays_nothing_that_its_file_says(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """Both ways from one person: the short one has no words and no notes."""
    take(capsys, study, answered(pack))
    numbers = ", ".join(f"{one.q} yes" for it in pack.passages for one in it.questions)
    assert "nothing new" in text_of(capsys, study, f"{pack.pack}: {numbers}")


def test_an_answer_is_taken_back_by_text(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is gone, its code is covered by no look of theirs, and the rest of the passage stands."""
    take(capsys, study, answered(pack))
    before = words(study)
    out = text_of(capsys, study, f"{pack.pack} take back 1")
    assert f"Pack {pack.pack}, Bo: 1 wish to take an answer back taken." in out
    after = words(study)
    (gone,) = set(before) - set(after)
    assert not any(
        gone[1] in (one.codes or (gone[1],)) for one in looks(study) if one.start == gone[0]
    )
    assert not in_force(events_of(study)).waiting
    out = take(capsys, study, answered(pack, credit="Bo B."))
    assert "question 1 was taken back since, and stays so" in out
    assert words(study) == after


def test_all_of_a_pack_is_taken_back(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing that they said in it holds."""
    take(capsys, study, answered(pack))
    text_of(capsys, study, f"{pack.pack}: take back everything")
    assert (words(study), looks(study)) == ({}, [])


def test_numbers_that_are_not_in_the_pack_are_refused(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """One wrong number may be a slip for a right one: nothing of the text is taken."""
    text = f"{pack.pack}: 1 yes, 900 no"
    err = refused(capsys, study, text, "--entered-by", "Ada", name="m.txt")
    assert f"question 900 is not in pack {pack.pack}: it ends with {pack.questions}" in err


def test_a_pack_that_was_called_back_takes_no_reply(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says so, with the day."""
    assert call(capsys, "pack", study, "--recall", pack.pack)[0] == 0
    assert f"pack {pack.pack} was called back on" in refused(capsys, study, answered(pack))


def test_an_answer_is_taken_back_after_its_pack_was_called_back(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whoever takes an answer back may do so whenever they want."""
    take(capsys, study, answered(pack))
    call(capsys, "pack", study, "--recall", pack.pack)
    assert "1 wish to take an answer back" in text_of(capsys, study, f"{pack.pack} take back 1")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"study": "another"}, "belongs to another study"),
        ({"coder": "another"}, "is not from Bo"),
        ({"pack": OTHER}, f"this study has made no pack {OTHER}"),
    ],
)
def test_what_belongs_elsewhere_is_refused(
    study: Path,
    pack: Pack,
    capsys: pytest.CaptureFixture[str],
    change: dict[str, str],
    said: str,
) -> None:
    """Another study, another reader, another pack: each has its sentence."""
    assert said in refused(capsys, study, answered(pack, **change))


def test_somebody_elses_name_is_refused(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """The pack says whose the reply is."""
    err = refused(capsys, study, answered(pack), "--coder", "Cy")
    assert f"pack {pack.pack} was given to Bo, not to Cy" in err


def without(study: Path, position: int) -> None:
    """Take a passage out of the draws, as when somebody took their words back."""
    store = open_store(study)
    with store.writing() as connection:
        from themekit.store import schema

        table = schema.draw_item
        connection.execute(table.delete().where(table.c.position == position))
    store.close()


def test_a_passage_that_was_withdrawn_is_refused_by_its_number(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """The others keep their numbers, and are taken."""
    qs = [one.q for one in pack.passages[0].questions]
    without(study, 0)
    out = take(capsys, study, answered(pack))
    assert "passage 1 (question" in out
    assert "is no longer part of the study" in out
    assert f"{pack.questions - len(qs)} answers" in out
    draw = pack_draws(events_of(study))
    starts = {(item.document, item.start) for one in draw for item in one.items}
    assert {(one.document, one.start) for one in looks(study)} == starts


def test_what_the_page_looks_after_is_looked_after(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whom they may know, what upset them, a call they ask for, their words and their name."""
    left = [
        {"n": 1, "outcome": "may know"}, {"n": 2, "outcome": "upsetting"},
        {"n": 3, "outcome": "coded", "own": "Something about the phones", "memo": ""},
    ]  # fmt: skip
    told = answered(
        pack, answers=[], passages=left, credit="Bo B. (synthetic)", contact=True
    )  # fmt: skip
    out = take(capsys, study, told)
    events = events_of(study)
    assert [one.outcome for one in events if isinstance(one, Look)][:2] == ["skipped", "skipped"]
    known = [dict(one.fields) for one in events if isinstance(one, Note) and one.name == "may know"]
    assert len(known) == 1
    assert known[0]["document"]
    assert [one.text for one in events if isinstance(one, Memo)] == ["Something about the phones"]
    assert "wants to be named as 'Bo B. (synthetic)'" in out
    store = open_store(study)
    with store.reading() as connection:
        assert [one.coder for one in load_upset(connection)] == ["Bo"]
        assert {one.credit for one in load_coders(connection) if one.id == "Bo"} == {
            "Bo B. (synthetic)"
        }
    store.close()


def test_a_wish_for_a_call_alone_heads_the_list_of_concerns(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """It waits for a named person to take it on."""
    text_of(capsys, study, f"{pack.pack}: 1 yes, please call me")
    assert "concern" in call(capsys, "status", study)[1].casefold()


def test_answers_on_a_text_that_changed_since_follow_its_words(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """They are kept on what was read, and move to where those words are now."""
    path = study / "survey.csv"
    path.write_text(
        path.read_text(encoding="utf-8").replace("Money will run out", "Oh: Money will run out"),
        encoding="utf-8",
    )
    from reviewing import run_again

    run_again(study)
    out = take(capsys, study, answered(pack))
    assert "read in a former text" in out
    store = open_store(study)
    with store.reading() as connection:
        assert any(isinstance(one, Anchor) for one in load_events(connection))
    store.close()


def test_a_dry_run_stores_nothing(
    study: Path, pack: Pack, capsys: pytest.CaptureFixture[str]
) -> None:
    """It tells what would be taken."""
    before = events_of(study)
    out = take(capsys, study, answered(pack), "--dry-run")
    assert "would be taken" in out
    assert events_of(study) == before


def test_a_workbook_that_was_filled_in_comes_in(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One row a question, as somebody types into it."""
    from openpyxl import load_workbook

    out = study.parent / "pack.xlsx"
    assert call(capsys, "pack", study, "--coder", "Bo", "--n", 9, "--out", out)[0] == 0
    book = load_workbook(out)
    book["Passages"]["H2"] = "B No"
    book["Passages"]["I2"] = "It is not."
    book.save(out)
    assert "--entered-by" in call(capsys, "import", study, out)[2]
    assert call(capsys, "import", study, out, "--entered-by", "Ada")[0] == 0
    word = next(one for one in events_of(study) if isinstance(one, Coding))
    assert (word.decision, word.memo, word.origin) == ("reject", "It is not.", "paper")
    assert replace(word, entered_by="Ada") == word


def test_a_table_that_is_no_reply_is_a_table(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files are told apart by what is in them."""
    table = "coder,decision,code,document,quote\nAda,add,Short of money,P1,We ran out of money\n"
    assert "K7Q" not in call(capsys, "import", study, written(study, "t.csv", table))[2]


def test_one_reply_taken_in_by_two_people_at_once_is_there_once(study: Path, pack: Pack) -> None:
    """One of them is told that it came before."""
    reply = reply_in(written(study, "reply.json", answered(pack)))
    assert reply is not None
    before = len(events_of(study))
    with ThreadPoolExecutor(4) as threads:
        told = list(threads.map(lambda _: import_reply(study, reply, "reply.json"), range(4)))
    assert sorted(one.seen for one in told) == [False, True, True, True]
    answers = [one for one in events_of(study)[before:] if isinstance(one, Coding)]
    assert len(answers) == sum(len(one.questions) for one in pack.passages)
