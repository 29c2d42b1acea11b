"""Replies from packs, as files and as people text them, become one record."""

from __future__ import annotations

import json
from typing import Any

import pytest

from themekit.errors import InputError
from themekit.exchange.packs import new_code
from themekit.exchange.packs.reply import Reply, ReplyAnswer, ReplyPassage, read_reply, reply_json
from themekit.exchange.packs.texted import read_text, said_in

KEY = "00ff"
PACK = new_code((), lambda free: free[0])


def texted(text: str) -> dict[int, str]:
    """Return what a text says, by number of the question."""
    reply = read_text("reply.txt", f"{PACK}: {text}")
    said: dict[int, str] = {one.q: one.say for one in reply.answers}
    return said | {one.q: one.outcome for one in reply.passages}


def refused(text: str) -> str:
    """Return what is said of a text that cannot be read."""
    with pytest.raises(InputError) as error:
        read_text("reply.txt", text)
    return str(error.value)


@pytest.mark.parametrize(
    "text",
    [
        "12 yes, 13 no, 14 unsure, 15 skip, 3 may know",
        "12 YES 13 NO 14 NOT SURE 15 SKIP 3 MAY KNOW",
        "12 y\n13 n\n14 ?\n15 s\n3 I may know this person",
        "12a 13b 14c 15d 3e",
        "12. Yes! 13) no!! 14: don't know; q15 - skip. and 3 = may know, thanks",
        "12-12 y, 13 to 13 nope, 14 dont know 15 pass 3 may know them",
    ],
)
def test_people_text_as_they_text(text: str) -> None:
    """Capitals or not, commas or new lines, words or the letters before the answers."""
    assert texted(text) == {12: "yes", 13: "no", 14: "unsure", 15: "skipped", 3: "may know"}


def test_several_numbers_take_one_answer() -> None:
    """A range and a list of numbers are answered by the word behind them."""
    assert texted("1-3 no, 4, 5 and 6 yes") == {
        1: "no", 2: "no", 3: "no", 4: "yes", 5: "yes", 6: "yes"
    }  # fmt: skip


def test_the_code_is_read_in_any_case_and_may_come_twice() -> None:
    """A text in two lines that each begin with the code is one reply."""
    reply = read_text("reply.txt", f"Hi, pack {PACK.lower()} 1 yes\n{PACK}: 2 no")
    assert reply.pack == PACK
    assert [one.q for one in reply.answers] == [1, 2]


@pytest.mark.parametrize("text", ["take back 12", "12 take back", "undo 12.", "Take back 12; 1 no"])
def test_answers_are_taken_back(text: str) -> None:
    """People say it before or behind the number."""
    assert read_text("reply.txt", f"{PACK} {text}").back == (12,)


def test_all_answers_are_taken_back() -> None:
    """Whoever wants out of everything need not count."""
    assert read_text("reply.txt", f"{PACK} take back everything").all_back


def test_own_words_stand_in_quotation_marks() -> None:
    """They belong to the answer before them; 'else' is what else is going on."""
    reply = read_text(
        "r.txt", f'{PACK}: 1 no "not that", 2 else “the rent”, name me as "Jo", call me'
    )
    assert reply.answers == (ReplyAnswer(1, "no", memo="not that"),)
    assert reply.passages == (ReplyPassage(0, own="the rent", q=2),)
    assert (reply.credit, reply.contact) == ("Jo", True)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("12 yes 12 no", "question 12 is answered in two ways: 'yes' and 'no'"),
        ("12 perhaps-ish", "'12 perhaps-ish' cannot be read"),
        ("12", "'12' has no answer behind it"),
        ("yes 12", "'yes' has no number before it"),
        ("12 yes?", "'?' cannot be read"),
        ("5-3 no", "'5-3' are no numbers of questions"),
        ("0 no", "'0' are no numbers of questions"),
        ("take back 12, 13 no", "'take back 12 13 no' can be read in two ways"),
        ("take back 12; 12 no", "12 is answered and taken back in one text"),
        ("take back", "'take back' does not say what"),
        ("all no", "'all' cannot be read"),
        ("12 description", "'12 description' does not say what needs changing"),
        ("", "there is no answer in this text"),
    ],
)
def test_what_cannot_be_read_is_quoted(text: str, said: str) -> None:
    """Nothing is taken silently: each such part is said in its own words."""
    assert said in refused(f"{PACK}: {text}")


def test_a_code_with_a_wrong_last_sign_is_refused() -> None:
    """The last sign checks the others, so that nobody's answers go to another pack."""
    wrong = PACK[:-1] + ("2" if PACK[-1] != "2" else "3")
    assert f"'{wrong}' is no code of a pack" in refused(f"{wrong}: 1 yes")
    assert "does not begin with the code" in refused("12 yes")


def test_two_packs_in_one_text_are_refused() -> None:
    """Their numbers would run into each other."""
    other = new_code([PACK], lambda free: free[0])
    assert "stand in one text" in refused(f"{PACK}: 1 yes\n{other}: 1 no")


@pytest.mark.parametrize(
    ("cell", "said"), [("A Yes", "yes"), ("Not sure", "unsure"), ("e", "may know"), ("hm", None)]
)
def test_one_answer_is_read_alone(cell: str, said: str | None) -> None:
    """A cell of a sheet says what a text says."""
    assert said_in(cell) == said


TOLD: dict[str, Any] = {
    "format": "themekit-reply/1", "study": "s", "pack": PACK, "coder": "c",
    "answers": [{"q": 1, "say": "yes", "first": 2, "last": 3, "memo": "é", "at": "1970-01-01"}],
    "passages": [{"n": 1, "outcome": "coded", "added": ["k"], "own": "rent", "memo": ""}],
    "credit": "Jo", "contact": True,
}  # fmt: skip


def test_a_reply_file_is_read() -> None:
    """All that it says is in the record, and its check holds."""
    reply = read_reply("reply.json", reply_json(KEY, TOLD))
    assert reply.is_whole(KEY)
    assert not reply.is_whole("00fe")
    assert reply.answers == (ReplyAnswer(1, "yes", 2, 3, "é", "1970-01-01"),)
    assert reply.passages == (ReplyPassage(1, "coded", ("k",), "rent"),)
    assert (reply.study, reply.coder, reply.credit, reply.contact) == ("s", "c", "Jo", True)


def test_one_byte_changed_is_found() -> None:
    """Wherever it is: the file cannot be read, or its check does not hold."""
    data = reply_json(KEY, TOLD).encode()
    for at in range(len(data)):
        changed = data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
        try:
            reply = read_reply("reply.json", changed.decode("utf-8", "replace"))
        except InputError:
            continue
        assert not reply.is_whole(KEY), changed


@pytest.mark.parametrize(
    "change",
    [
        {"answers": [{"q": 0, "say": "yes"}]}, {"answers": [{"q": 1, "say": "perhaps"}]},
        {"answers": [{"say": "yes"}]}, {"answers": [1]}, {"passages": [{"n": 1, "outcome": "x"}]},
        {"credit": 3}, {"pack": "nothing"}, {"answers": [{"q": True, "say": "yes"}]},
    ],
)  # fmt: skip
def test_what_no_pack_writes_is_refused(change: dict[str, Any]) -> None:
    """One sentence about the file, whatever is wrong in it."""
    with pytest.raises(InputError, match="not as packs write them"):
        read_reply("reply.json", reply_json(KEY, TOLD | change))


@pytest.mark.parametrize(
    "text", ["[]", "{}", "{", json.dumps({"body": "{}", "check": ""}), "[" * 9999]
)
def test_other_json_is_no_reply(text: str) -> None:
    """It is said so, and nothing is guessed."""
    with pytest.raises(InputError):
        read_reply("reply.json", text)


def test_an_empty_reply_is_a_record_like_any_other() -> None:
    """Nobody has to answer anything."""
    told = {
        key: value for key, value in TOLD.items() if key in ("format", "study", "pack", "coder")
    }
    reply = read_reply("reply.json", reply_json(KEY, told))
    assert (reply.answers, reply.passages, reply.credit) == ((), (), None)
    assert isinstance(reply, Reply)
