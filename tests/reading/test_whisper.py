"""What speech recognisers print, under the name of a text file."""

from __future__ import annotations

from pathlib import Path

import pytest

from themekit.reading.formats import txt


def said(text: str) -> list[tuple[str, float | None, str]]:
    """Return speaker, time and words of each turn."""
    found = txt.read(text.encode(), "a.txt")
    return [(t.speaker, t.start_time, found.text[t.start : t.end]) for t in found.turns]


@pytest.mark.shared
def test_words_that_a_line_s_length_has_cut_are_healed(shared: Path) -> None:
    """Lines of one speaker in a row are a turn, and lines of one length are cut inside words."""
    path = shared / "data/failing/unmarked-interview/talks/P1.txt"
    turns = said(path.read_text(encoding="utf-8"))
    assert [speaker for speaker, _, _ in turns] == ["speaker 0", "speaker 1"] * 4
    assert turns[1][2] == "My neighbour told me about it, so I walked in one cold Monday."


def stamped(*lines: str) -> str:
    """Put times of three seconds before lines."""
    return "".join(
        f"[00:00:{3 * at:02d}.000 --> 00:00:{3 * at + 3:02d}.000]{line}\n"
        for at, line in enumerate(lines)
    )


def test_times_and_speakers_before_every_line() -> None:
    """Neither times nor speakers are words."""
    text = stamped("  (speaker 0) Where to?", "  (speaker 1) Home.", "  (speaker ?) By bus.")
    assert said(text) == [
        ("speaker 0", 0, "Where to?"),
        ("speaker 1", 3, "Home."),
        ("speaker ?", 6, "By bus."),
    ]


@pytest.mark.parametrize(
    "line", ["[SPEAKER_0{}]: {}", "[SPEAKER_0{}] {}", "[Speaker {}] {}", "(speaker {}) {}"]
)
def test_every_line_names_its_speaker(line: str) -> None:
    """Programs put the speaker in brackets before every line."""
    spoken = [("0", "Where to?"), ("1", "Home."), ("1", "By bus."), ("0", "Oh.")]
    turns = said("\n".join(line.format(*one) for one in spoken))
    assert [words for _, _, words in turns] == ["Where to?", "Home. By bus.", "Oh."]
    assert len({speaker for speaker, _, _ in turns}) == 2


@pytest.mark.parametrize("stamp", ["[{}.00s -> {}.50s]  ", "[00:{:02d}.000 --> 00:{:02d}.500]  "])
def test_bare_speakers_behind_times(stamp: str) -> None:
    """Behind times a speaker needs no brackets."""
    spoken = ["SPEAKER_00: Where to?", "SPEAKER_01: Home.", "SPEAKER_01: By bus."]
    text = "\n".join(stamp.format(at, at) + line for at, line in enumerate(spoken, 1))
    assert said(text) == [("SPEAKER_00", 1, "Where to?"), ("SPEAKER_01", 2, "Home. By bus.")]


def test_times_without_speakers_become_paragraphs() -> None:
    """Where nobody is named no times are in the words, nothing is lost, and sentences stay whole."""
    lines = [f"  This is sentence {at} of a long talk," for at in range(9)]
    turns = said(stamped(*lines, "  and so it ends."))
    assert {speaker for speaker, _, _ in turns} == {""}
    assert " ".join(words for _, _, words in turns).count("sentence") == 9
    assert not any("-->" in words for _, _, words in turns)


def test_labels_among_the_words_are_found() -> None:
    """Who has typed names into the program's lines is understood."""
    turns = said(stamped("  INT: Where to?", "  P1: Home.", "  by bus.", "  INT: Oh?"))
    assert [(s, w) for s, _, w in turns] == [
        ("INT", "Where to?"),
        ("P1", "Home. by bus."),
        ("INT", "Oh?"),
    ]


def test_a_mark_of_another_speaker_parts_turns() -> None:
    """The mark says that somebody else goes on, not who."""
    turns = said(
        stamped("   Where to? [SPEAKER_TURN]", "   Home.", "   By bus. [SPEAKER_TURN]", "   Oh.")
    )
    assert [words for _, _, words in turns] == ["Where to?", "Home. By bus.", "Oh."]


def test_a_line_that_begins_a_space_earlier_goes_on_inside_a_word() -> None:
    """Whisper's words bring their space along."""
    turns = said(stamped("   My neighbo", "  ur told me", "   of it.", "   So I came."))
    assert turns[0][2] == "My neighbour told me of it. So I came."


def test_lines_of_different_lengths_are_joined_with_a_space() -> None:
    """Without evidence of a cut inside words none is healed."""
    text = "(speaker 0) We went\n(speaker 0) home by bus\n(speaker 0) at night\n(speaker 1) Oh.\n"
    assert said(text)[0][2] == "We went home by bus at night"


def test_what_the_program_tells_of_itself_is_counted() -> None:
    """Lines before the first are left out with a note."""
    text = "Detected language: English\n" + stamped("  So we began.", "  It was cold.", "  It is.")
    found = txt.read(text.encode(), "a.txt")
    assert found.notes == ("1 line before the first that was said left out.",)
    assert "Detected" not in found.text


def test_subtitles_under_the_name_of_a_text_file() -> None:
    """Numbers and times make them SubRip's."""
    text = "1\n00:00:01,000 --> 00:00:02,000\nINT: Where?\n\n2\n00:00:02,000 --> 00:00:03,000\nP1: Home.\n"
    assert [(s, t) for s, t, _ in said(text)] == [("INT", 1), ("P1", 2)]


def test_a_title_above_the_lines() -> None:
    """What stands above the first speaker is no turn."""
    text = "visit.wav\n\n(speaker 0) Where to?\n(speaker 1) Home.\n(speaker 0) Oh.\n"
    assert [w for _, _, w in said(text)] == ["Where to?", "Home.", "Oh."]


@pytest.mark.parametrize(
    "text",
    [
        "[Speaker 1] Where to?\nI mean, in the end.\n[Speaker 2] Home.\n[Speaker 1] Oh.\n",
        "(speaker 0) is what it prints.\nWe wrote to the makers.\nNobody answered.\n",
        "[1] Smith, A. A book.\n[2] Jones, B. Another.\n[3] Field, C. A third.\n",
        "[00:01 - 00:04] Ann: Where to?\n[00:04 - 00:06] Bo: Home.\n[00:06 - 00:09] Ann: Oh.\n",
    ],
)
def test_other_texts_stay_as_they_are(text: str) -> None:
    """What a person typed, or a list, is kept as it stands."""
    assert txt.read(text.encode(), "a.txt").text == text
