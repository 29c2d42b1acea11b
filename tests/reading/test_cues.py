"""WebVTT and SubRip."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from themekit.errors import InputError
from themekit.reading.formats import sbv, srt, txt, vtt
from themekit.records import Extract


def said(found: Extract) -> list[tuple[str, float | None, str]]:
    """Return speaker, time and words of each turn."""
    return [(t.speaker, t.start_time, found.text[t.start : t.end]) for t in found.turns]


TEAMS = """WEBVTT

6f2/12-0
00:00:03.310 --> 00:00:05.010
<v Jane Doe>Hello there.</v>

6f2/13-0
00:00:05.010 --> 00:00:08.000
<v Jane Doe>How are you,
Omar &amp; co?</v>

00:01:02.500 --> 00:01:04.000 align:start position:0%
<v Omar Khan>Fine &lt;thanks&gt;.</v>
"""


def test_vtt_reads_teams_voice_tags() -> None:
    """Voice tags name the speaker; cues of one speaker in a row are one turn."""
    found = vtt.read(TEAMS.encode(), "a.vtt")
    assert (
        found.text == "Jane Doe: Hello there. How are you, Omar & co?\nOmar Khan: Fine <thanks>.\n"
    )
    assert said(found) == [
        ("Jane Doe", 3.31, "Hello there. How are you, Omar & co?"),
        ("Omar Khan", 62.5, "Fine <thanks>."),
    ]


def test_vtt_reads_zoom_labels() -> None:
    """Zoom writes 'Name: words' in each cue."""
    text = (
        "WEBVTT\r\n\r\n1\r\n00:00:01.000 --> 00:00:02.000\r\nJane: Hi.\r\n\r\n"
        "2\r\n00:00:02.000 --> 00:00:03.000\r\nOmar K: Hello.\r\n\r\n"
        "3\r\n00:00:03.000 --> 00:00:04.000\r\nJane: One thing: money.\r\n"
    )
    assert said(vtt.read(text.encode(), "a.vtt")) == [
        ("Jane", 1, "Hi."),
        ("Omar K", 2, "Hello."),
        ("Jane", 3, "One thing: money."),
    ]


def test_vtt_leaves_out_notes_and_styles() -> None:
    """Blocks for editors are no speech."""
    text = (
        "WEBVTT - title\nKind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE\nsecret\nmore\n\n"
        "00:01.000 --> 00:02.000\nHello.\n\nNOTE another secret\n\n00:03.000 --> 00:04.000\nBye.\n"
    )
    assert vtt.read(text.encode(), "a.vtt").text == "Hello. Bye.\n"


def test_vtt_strips_tags_and_keeps_less_than() -> None:
    """Formatting goes; a less-than sign that somebody typed stays."""
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<c.yellow>So</c> <00:00:01.500><i>it</i> is 3 < 4\n"
    assert vtt.read(text.encode(), "a.vtt").text == "So it is 3 < 4\n"


def test_vtt_keeps_words_after_a_blank_line_in_a_cue() -> None:
    """Exports break the rule that a blank line ends a cue; nothing is lost."""
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n\ntwo\n\n00:03.000 --> 00:04.000\nthree\n"
    assert vtt.read(text.encode(), "a.vtt").text == "One two three\n"


def test_vtt_two_voices_in_one_cue() -> None:
    """Two people in one cue are two turns."""
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v A>Yes?</v> <v B>No.</v>\n"
    assert said(vtt.read(text.encode(), "a.vtt")) == [("A", 1, "Yes?"), ("B", 1, "No.")]


def test_vtt_a_cue_without_label_goes_on_with_the_speaker() -> None:
    """Where labels are in the words, an unlabelled cue belongs to the speaker before."""
    cues = ["A1: x", "y", "B2: z", "A1: w"]
    text = "WEBVTT\n\n" + "\n\n".join(
        f"00:0{n}.000 --> 00:0{n}.900\n{cue}" for n, cue in enumerate(cues)
    )
    assert [(s, w) for s, _, w in said(vtt.read(text.encode(), "a"))] == [
        ("A1", "x y"),
        ("B2", "z"),
        ("A1", "w"),
    ]


def test_vtt_names_the_line_of_a_bad_time() -> None:
    """A timing line that cannot be read is an error with its place."""
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\nHello\n\n00:99 --> soon\nBye\n"
    with pytest.raises(InputError, match=r"a\.vtt:6: The timing line '00:99 --> soon'"):
        vtt.read(text.encode(), "a.vtt")


def test_vtt_without_cues() -> None:
    """A head without cues is no transcript."""
    with pytest.raises(InputError, match="No cue was found"):
        vtt.read(b"WEBVTT\n\nNOTE nothing\n", "a.vtt")


def test_srt_reads_numbers_commas_and_missing_blank_lines() -> None:
    """SubRip numbers its cues and writes commas in its times."""
    text = "1\n00:00:01,500 --> 00:00:02,000\nJane: Hi.\n2\n00:00:02,000 --> 00:00:03,000\n<i>Omar: Yo.</i>\n\n3\n00:00:05,000 --> 00:00:06,000\nJane: Ok.\n"
    assert said(srt.read(text.encode(), "a.srt")) == [
        ("Jane", 1.5, "Hi."),
        ("Omar", 2, "Yo."),
        ("Jane", 5, "Ok."),
    ]


def test_txt_that_holds_webvtt_is_read_as_such() -> None:
    """The content decides where the ending misleads."""
    assert txt.read(TEAMS.encode(), "a.txt").turns[0].speaker == "Jane Doe"


@given(
    st.lists(st.tuples(st.sampled_from(["", "<v A>", "<v B>"]), st.text(max_size=20)), max_size=15)
)
def test_vtt_turns_lie_inside_in_order_and_apart(cues: list[tuple[str, str]]) -> None:
    """Whatever the cues hold, turns are ordered ranges of the text, stripped."""
    body = "\n\n".join(
        f"00:{at:02d}.000 --> 00:{at:02d}.900\n{voice}{words}"
        for at, (voice, words) in enumerate(cues)
    )
    try:
        found = vtt.read(f"WEBVTT\n\n{body}\n".encode("utf-8", "replace"), "a.vtt")
    except InputError:
        return
    at = 0
    for turn in found.turns:
        words = found.text[turn.start : turn.end]
        assert at <= turn.start < turn.end <= len(found.text)
        assert words == words.strip()
        at = turn.end


ROLLING = """WEBVTT
Kind: captions
Language: en

00:00:00.080 --> 00:00:02.470 align:start position:0%
\x20
so<00:00:00.320><c> we</c><00:00:00.480><c> began</c>

00:00:02.470 --> 00:00:02.480 align:start position:0%
so we began
\x20

00:00:02.480 --> 00:00:04.870 align:start position:0%
so we began
in<00:00:02.720><c> March</c>

00:00:04.870 --> 00:00:04.880 align:start position:0%
in March
\x20

00:00:04.880 --> 00:00:07.000 align:start position:0%
in March
with<00:00:05.200><c> nine</c>
"""


def test_vtt_reads_rolling_captions_once() -> None:
    """YouTube shows each line up to three times; it was said once."""
    found = vtt.read(ROLLING.encode(), "a.vtt")
    assert found.text == "so we began in March with nine\n"
    assert found.notes == (
        "Rolling captions: words that a cue repeats from the last were read once.",
    )


def test_srt_reads_rolling_captions_once() -> None:
    """So do the subtitles that a downloader makes of them, two lines a cue."""
    lines = ["so we began", "in March", "with nine", "and then ten"]
    cues = [f"{a}\n{b}" for a, b in pairwise(lines)]
    text = "\n\n".join(
        f"{at}\n00:00:0{at},000 --> 00:00:0{at + 1},900\n{cue}"
        for at, cue in enumerate([lines[0], *cues], 1)
    )
    assert srt.read(text.encode(), "a.srt").text == "so we began in March with nine and then ten\n"


def test_vtt_keeps_what_people_say_twice() -> None:
    """Two cues alike in a whole talk are two cues."""
    cues = ["Yes.", "Yes.", "It was late.", "Nobody came.", "And then?", "We went home."]
    text = "WEBVTT\n\n" + "\n\n".join(
        f"00:0{at}.000 --> 00:0{at}.900\n{cue}" for at, cue in enumerate(cues)
    )
    assert vtt.read(text.encode(), "a.vtt").text == " ".join(cues) + "\n"


@pytest.mark.parametrize("reader", [vtt, srt])
def test_cues_without_words(reader: object) -> None:
    """Found by fuzzing: times alone are no transcript."""
    with pytest.raises(InputError, match="holds times, but no words"):
        reader.read(b"WEBVTT\n\n00:01.000 --> 00:02.000\n<i></i>\n", "a.vtt")  # type: ignore[attr-defined]


def cues(*payloads: str) -> str:
    """Make a WebVTT file of cues, a second each."""
    return "WEBVTT\n\n" + "\n\n".join(
        f"00:{at:02d}.000 --> 00:{at:02d}.900\n{payload}" for at, payload in enumerate(payloads)
    )


def voices(text: str) -> list[tuple[str, str]]:
    """Return speaker and words of each turn of a WebVTT file."""
    return [(speaker, words) for speaker, _, words in said(vtt.read(text.encode(), "a.vtt"))]


@pytest.mark.shared
def test_names_in_brackets_above_the_words(shared: Path) -> None:
    """A name alone on a cue's first line speaks, and a dash parts two within a cue."""
    path = shared / "data/failing/unmarked-interview/talks/P2.vtt"
    turns = voices(path.read_text(encoding="utf-8"))
    assert {speaker for speaker, _ in turns} == {"Ann Field", "Bo Marsh"}
    assert turns[2] == ("Ann Field", "I see, thank you for that. What happened next?")


@pytest.mark.parametrize("name", ["[{}]", "({}):", "{}:"])
def test_names_alone_on_a_line(name: str) -> None:
    """Brackets or a colon make a line a name; a cue without one goes on."""
    ann, bo = name.format("Ann Field"), name.format("Bo")
    text = cues(f"{ann}\nWhere to?", f"{bo}\nHome.", "By bus.", f"{ann}\nOh.", f"{bo}\nYes.")
    assert voices(text) == [
        ("Ann Field", "Where to?"),
        ("Bo", "Home. By bus."),
        ("Ann Field", "Oh."),
        ("Bo", "Yes."),
    ]


@pytest.mark.parametrize(
    "sound", ["[Music]", "(laughter)", "[door closes]", "(Applause)", "[APPLAUSE]"]
)
def test_sounds_are_no_names(sound: str) -> None:
    """What was heard beside the words names nobody, however often it comes."""
    text = cues(f"{sound}\nWe went home.", f"{sound}\nIt was late.", f"{sound}\nNobody came.")
    assert {speaker for speaker, _ in voices(text)} == {""}


def test_dashes_part_speakers_who_are_not_named() -> None:
    """Somebody else speaks after a dash, whoever it is."""
    text = cues("- Where to?\n- Home.", "By bus.", "It was minus\n-5 degrees.")
    assert voices(text) == [("", "Where to?"), ("", "Home. By bus. It was minus -5 degrees.")]


def test_arrows_part_speakers() -> None:
    """Captions put two signs before whoever speaks next, with a name or without."""
    text = cues(">> ANN: Where to?", "&gt;&gt; BO: Home.", "By bus.\n>> ANN: Oh.", ">> BO: Yes.")
    assert voices(text) == [
        ("ANN", "Where to?"),
        ("BO", "Home. By bus."),
        ("ANN", "Oh."),
        ("BO", "Yes."),
    ]


@pytest.mark.parametrize("digits", ["1" * 5000, "x" + "f" * 5000, "99999999"])
def test_numbers_too_long_for_a_letter_stay(digits: str) -> None:
    """No letter has such a number: the characters stay as they stand."""
    assert voices(cues(f"So &#{digits}; &amp; on")) == [("", f"So &#{digits}; & on")]


def test_two_labels_in_one_cue_are_two_speakers() -> None:
    """A line of a cue that begins with a name which comes again is another's."""
    text = cues("Ann: Where to?\nBo: Home.", "Ann: How?\nBo: By bus,\nwhich was late.")
    assert voices(text) == [
        ("Ann", "Where to?"),
        ("Bo", "Home."),
        ("Ann", "How?"),
        ("Bo", "By bus, which was late."),
    ]


def test_a_colon_in_a_cue_s_second_line_makes_no_speaker() -> None:
    """What comes once is words."""
    text = cues(
        "Ann: Where to?", "Bo: She told me this,\nRosa: go home.", "Ann: How?", "Bo: By bus."
    )
    assert {speaker for speaker, _ in voices(text)} == {"Ann", "Bo"}


def test_names_without_brackets_above_the_words() -> None:
    """Where nearly every cue has one, and they come back."""
    text = cues("Ann Field\nWhere to?", "Bo Marsh\nHome.", "Ann Field\nHow?", "Bo Marsh\nBy bus.")
    assert voices(text) == [
        ("Ann Field", "Where to?"),
        ("Bo Marsh", "Home."),
        ("Ann Field", "How?"),
        ("Bo Marsh", "By bus."),
    ]


def test_webex_names_speakers_above_the_times() -> None:
    """The identifier of a cue holds number, name and id."""
    spoken = [("Ann Field", "Where to?"), ("Bo Marsh", "Home."), ("Ann Field", "How?")]
    text = "WEBVTT\n\n" + "\n".join(
        f'{n} "{who}" (12{n})\n00:00:0{n}.000 --> 00:00:0{n}.900\n{said}\n'
        for n, (who, said) in enumerate(spoken, 1)
    )
    assert voices(text) == spoken


def test_captions_of_youtube_are_cues_with_a_comma_between_their_times() -> None:
    """Names behind arrows are speakers; a cue without a name goes on with the last one."""
    text = (
        "0:00:00.599,0:00:04.160\n>> ANN: How are you?\n\n"
        "0:00:05.000,0:00:07.000\n>> BOB: More people\nthan ever.\n\n"
        "0:00:07.100,0:00:09.000\nAnd no money.\n"
    )
    found = sbv.read(text.encode(), "a.sbv")
    assert found.text == "ANN: How are you?\nBOB: More people than ever. And no money.\n"
    assert [(turn.speaker, turn.start_time) for turn in found.turns] == [
        ("ANN", 0.599),
        ("BOB", 5.0),
    ]
