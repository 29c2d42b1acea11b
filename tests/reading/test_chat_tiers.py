"""CHAT, TalkBank's format, as .cha and under the name of a text file."""

from __future__ import annotations

from pathlib import Path

import pytest

from themekit.errors import InputError
from themekit.reading.formats import chat_tiers, txt
from themekit.records import Extract
from themekit.starting import facts_of
from themekit.starting.texts import guess_interviewer

HEAD = "@UTF8\n@Begin\n@Participants:\tCHI Child, EXA Examiner\n"


def said(found: Extract) -> list[tuple[str, float | None, str]]:
    """Return speaker, time and words of each turn."""
    return [(t.speaker, t.start_time, found.text[t.start : t.end]) for t in found.turns]


def words(line: str) -> str:
    """Return what is left of one line of speech."""
    found = chat_tiers.read(f"{HEAD}*CHI:\t{line}\n@End\n".encode(), "a.cha")
    return found.text.removeprefix("CHI: ").removesuffix("\n")


@pytest.mark.shared
def test_head_and_tiers_are_no_speakers(shared: Path) -> None:
    """Only lines of speech are turns, with their times; the investigator asks."""
    data = (shared / "data/failing/chat-tiers/in/visit1.txt").read_bytes()
    found = txt.read(data, "visit1.txt")
    turns = said(found)
    assert [speaker for speaker, _, _ in turns] == ["INV", "MOT"] * 4
    assert turns[1] == (
        "MOT", 4, "My neighbour told me about it, so I walked in one cold Monday."
    )  # fmt: skip
    assert found.askers == ("INV",)
    assert "\x15" not in found.text


def test_what_is_left_out_is_counted() -> None:
    """Notes tell of the head, the tiers, the codes and what holds no words."""
    text = HEAD + "*CHI:\t&-um home .\n%mor:\tn|home\n%act:\tsits\n*EXA:\t0 .\n@End\n"
    assert chat_tiers.read(text.encode(), "a.cha").notes == (
        "CHAT: 4 lines of the head (@) left out.",
        "CHAT: 2 annotations (%act, %mor) left out.",
        (
            "CHAT: codes among the words ([//], &-um, (.), xxx and the like) taken out or spelt "
            "out in 2 utterances."
        ),
        "CHAT: 1 utterance without words left out.",
    )


@pytest.mark.parametrize(
    ("line", "left"),
    [
        ("<I want> [//] I need it .", "I want I need it."),
        ("&-um I (.) know (1.5) it ?", "um I know it?"),
        ("xxx (be)cause of@s:eng it +...", "[unintelligible] because of it."),
        ("no: way [=! laughing] [+ bch] !", "no way [laughing]!"),
        ("+< well +//.", "well."),
        ("I &=laughs 0am home [: house] .", "I &=laughs home."),
        ("half a \u201cday\u201d [x 3] \x1512_3400\x15", "half a \u201cday\u201d"),
        ('once \x15%snd:"a.wav"_12_3400\x15 .', "once."),
    ],
)
def test_codes_are_no_words(line: str, left: str) -> None:
    """Codes go, or are spelt out; what was said stays."""
    assert words(line) == left


def test_utterances_in_a_row_are_one_turn() -> None:
    """A speaker's utterances are joined until another speaks."""
    text = HEAD + "*EXA:\twhere ?\n*CHI:\thome .\n%com:\tpoints\n*CHI:\tby\n\tbus .\n"
    assert [w for _, _, w in said(chat_tiers.read(text.encode(), "a"))] == [
        "where?",
        "home. by bus.",
    ]


def test_whose_role_is_to_ask_is_guessed_as_the_interviewer() -> None:
    """What the file says of its speakers goes into the guess."""
    text = HEAD + "*EXA:\tso .\n*CHI:\thome .\n*EXA:\toh .\n*CHI:\tyes .\n"
    facts = facts_of("a.cha", chat_tiers.read(text.encode(), "a.cha"))
    assert guess_interviewer([facts]).value == ("EXA",)


def test_a_file_without_speech_says_so() -> None:
    """Any text under this ending that is no CHAT is refused with a way out."""
    with pytest.raises(InputError, match=r"such as '\*MOT:'"):
        chat_tiers.read(b"Some notes on a talk.\n", "a.cha")


@pytest.mark.parametrize("participants", ["", " , ,", "\tCHI", "\tCHI Child,"])
def test_a_sloppy_head_is_read(participants: str) -> None:
    """Nothing in the head keeps the speech from being read."""
    text = f"@Begin\n@Participants:{participants}\n*CHI:\thome .\n"
    assert chat_tiers.read(text.encode(), "a.cha").askers == ()


@pytest.mark.parametrize(
    "text", ["@home we said:\n*MOT: is a label.\n", "*CHI:\thome\n*MOT:\toh\n*CHI:\tyes\n"]
)
def test_texts_without_its_head_are_no_chat(text: str) -> None:
    """Stars and at signs alone make no CHAT."""
    assert txt.read(text.encode(), "a.txt").text == text
