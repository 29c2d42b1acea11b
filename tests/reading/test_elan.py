"""Tab-delimited annotations under the name of a text file."""

from __future__ import annotations

from itertools import permutations

import pytest

from themekit.reading.formats import txt
from themekit.records import Extract

# Tier, participant, begin, end and words, one tier after the other.
ROWS = [
    ("INT", "Ann", 0, 2000, "Where to?"),
    ("INT", "Ann", 5000, 6000, "And then?"),
    ("P1", "Bo", 2000, 4500, "Home."),
    ("P1", "Bo", 4500, 5000, "By bus."),
    ("P1", "Bo", 6000, 9000, "I slept."),
]
TALK = ["Where to?", "Home. By bus.", "And then?", "I slept."]


def read(rows: list[list[str]]) -> Extract:
    """Read rows as a text file of tab-delimited lines."""
    return txt.read("\n".join(map("\t".join, rows)).encode(), "a.txt")


def said(found: Extract) -> list[str]:
    """Return the words of each turn."""
    return [found.text[turn.start : turn.end] for turn in found.turns]


def clock(milliseconds: int) -> str:
    """Write ``hh:mm:ss.ms``."""
    return f"00:00:{milliseconds // 1000:02d}.{milliseconds % 1000:03d}"


def point(milliseconds: int) -> str:
    """Write ``ss.msec``."""
    return f"{milliseconds / 1000:.3f}"


@pytest.mark.parametrize("write", [clock, point, str])
@pytest.mark.parametrize("head", [False, True])
def test_tiers_are_put_in_the_order_of_their_times(write: object, head: bool) -> None:
    """However times are written and with or without a head, a participant is a speaker."""
    rows = [
        [tier, who, write(begin), write(end), write(end - begin), words]  # type: ignore[operator]
        for tier, who, begin, end, words in ROWS
    ]
    names = ["Tier", "Participant", "Begin Time", "End Time", "Duration", "Annotation"]
    found = read([names, *rows] if head else rows)
    assert said(found) == TALK
    assert [turn.speaker for turn in found.turns] == ["Ann", "Bo", "Ann", "Bo"]
    assert [turn.start_time for turn in found.turns] == [0, 2, 5, 6]


@pytest.mark.parametrize("order", list(permutations(range(5)))[::7])
def test_columns_stand_in_any_order(order: tuple[int, ...]) -> None:
    """Columns are told by what is in them."""
    rows = [
        [tier, clock(begin), clock(end), clock(end - begin), words]
        for tier, _, begin, end, words in ROWS
    ]
    found = read([[row[at] for at in order] for row in rows])
    assert said(found) == TALK
    assert [turn.speaker for turn in found.turns] == ["INT", "P1", "INT", "P1"]


def test_every_time_written_three_ways() -> None:
    """ELAN writes each time in as many ways as are ticked."""
    rows = [
        [tier, "", *(w(t) for t in (begin, end, end - begin) for w in (clock, point, str)), words]
        for tier, _, begin, end, words in ROWS
    ]
    assert said(read(rows)) == TALK


def test_a_tier_of_glosses_is_left_out_and_counted() -> None:
    """What begins and ends with another tier's annotations is said of them, by nobody."""
    rows = [[tier, clock(b), clock(e), words] for tier, _, b, e, words in ROWS]
    glosses = [["gloss", *row[1:3], f"so: {row[3]}"] for row in rows if row[0] == "P1"]
    found = read([*rows, *glosses])
    assert said(found) == TALK
    assert found.notes[0] == (
        "The tier 'gloss' stands on the times of 'P1' and is left out: 3 annotations."
    )


def test_a_column_a_tier() -> None:
    """Where each tier has a column its name is the speaker."""
    rows = [
        [clock(b), clock(e), words if tier == "INT" else "", words if tier == "P1" else ""]
        for tier, _, b, e, words in ROWS
    ]
    found = read([["Begin Time", "End Time", "INT", "P1"], *rows])
    assert said(found) == TALK
    assert [turn.speaker for turn in found.turns] == ["INT", "P1", "INT", "P1"]


def test_labels_without_tiers_have_no_speakers() -> None:
    """Audacity's labels and Whisper's table say when and what."""
    found = read(
        [["start", "end", "text"], ["0", "2000", "So we began."], ["2000", "4000", "Late."]]
    )
    assert said(found) == ["So we began. Late."]


@pytest.mark.parametrize(
    "text",
    [
        "00:01\tAnn\tWhere to?\n00:05\tBo\tHome.\n00:09\tAnn\tAnd then?\n",
        "Year\tPeople\tVisits\n2019\t12\t14\n2020\t13\t19\n",
        "2019\t2020\tmore came\nthe centre\t12\t14\nthe hall\t3\t4\n",
    ],
)
def test_other_tables_stay_as_they_are(text: str) -> None:
    """A typed transcript and numbers are kept as they stand."""
    assert txt.read(text.encode(), "a.txt").text == text


@pytest.mark.parametrize("dash", [" - ", "-", "/"])
def test_times_as_spans_in_one_column(dash: str) -> None:
    """NVivo writes begin and end in one cell."""
    rows = [[f"{clock(b)[3:-2]}{dash}{clock(e)[3:-2]}", words, who] for _, who, b, e, words in ROWS]
    found = read([["Timespan", "Content", "Speaker"], *rows])
    assert said(found) == TALK
    assert [turn.start_time for turn in found.turns] == [0, 2, 5, 6]
