"""What waves come to, in words: each thing once."""

from __future__ import annotations

from dataclasses import replace

from themekit.records import ChangeRow
from themekit.workflows.waves import Followed
from themekit.workflows.waves_in_words import in_words

ROW = ChangeRow(
    strand="S", item="", code_id="a", name="Alone", direction="", watched=False, matters=0.15,
    start="1", end="2", before=0.1, after=0.3, change=0.2, stated=("6 left",),
    verdict="cannot tell", because="Noticed afterwards. 1 of 10, then 3 of 10.",
)  # fmt: skip
OTHERS = "Other people read 2 than 1, and none of it was read anew."


def unread(name: str, *waves: str, **about: bool) -> ChangeRow:
    """Return a code of which nobody has read some waves."""
    why = f"Nobody has read {' and '.join(waves)}, and what is suggested says nothing of change."
    return replace(
        ROW, name=name, change=None, before=None, after=None, because=why, apart=why,
        unread=waves, **about,
    )  # fmt: skip


def told(*rows: ChangeRow) -> str:
    """Return what is said, as one text."""
    return " ".join(" ".join(in_words(Followed(rows))).split())


def test_codes_that_nobody_has_read_are_one_line() -> None:
    """However many they are and however many waves: the reason stands once."""
    rows = [
        replace(unread(f"C{at}", *waves), start=waves[0], end=waves[1])
        for at in range(40)
        for waves in (("1", "2"), ("2", "3"))
    ]
    said = told(*rows)
    assert said == (
        "Nothing to compare yet 40 codes: nobody has read 1, 2 and 3 yet, and what is suggested "
        "says nothing of change: cannot tell. Of these waves, unless it is said otherwise above 1 to 2: 6 left. "
        "2 to 3: 6 left."
    )


def test_watched_codes_among_them_are_named() -> None:
    """They are what somebody waits for."""
    rows = [*(unread(f"C{at}", "1") for at in range(20)), unread("Worse", "1", watched=True)]
    assert "21 codes, 1 of them watched (Worse): nobody has read 1 yet" in told(*rows)


def test_answers_stand_before_codes_that_nobody_has_read() -> None:
    """They need no reading."""
    item = replace(ROW, item="rating", code_id="", name="How it is", watched=True)
    said = told(unread("Worse", "1", "2", watched=True), item)
    assert said.index("How it is") < said.index("nobody has read 1 and 2")


def test_what_keeps_two_waves_apart_is_told_once() -> None:
    """And each comparison says that it stands below."""
    why = f"{ROW.because} {OTHERS}"
    rows = [replace(ROW, name=f"C{at}", because=why, apart=OTHERS) for at in range(3)]
    said = told(*rows)
    assert said.count(OTHERS) == 1
    assert said.count("cannot tell (see below)") == 3
    assert said.endswith(f"1 to 2: {OTHERS} 6 left.")


def test_what_keeps_some_apart_is_told_of_how_many() -> None:
    """Another code was read anew."""
    why = f"{ROW.because} {OTHERS}"
    rows = [replace(ROW, name=f"C{at}", because=why, apart=OTHERS) for at in range(2)]
    assert f"{OTHERS} (2 of 3 codes)" in told(*rows, ROW)


def test_what_is_stated_of_one_alone_stands_beside_it() -> None:
    """Other people were asked about this one."""
    said = told(ROW, replace(ROW, name="B"), replace(ROW, name="C", stated=("5 left", "2 joined")))
    assert said.count("Also:") == 1
    assert "Also: 5 left; 2 joined." in said
    assert said.count("6 left") == 1


def test_what_nobody_told_in_either_wave_takes_no_place() -> None:
    """Unless everything is asked for, or it is watched."""
    nothing = replace(ROW, name="Never told", before=0.0, after=0.0, change=0.0)
    assert "Never told" not in told(ROW, nothing)
    assert "Never told" in told(ROW, replace(nothing, watched=True))
    assert "Never told" in " ".join(in_words(Followed((ROW, nothing)), everything=True))


def test_strands_are_told_apart() -> None:
    """Where there are several."""
    said = told(ROW, replace(unread("B", "1"), strand="T"))
    assert "S: Alone" in said
    assert "1 code of T (B): nobody has read 1 yet" in said


def test_a_reflexive_study_is_told_once_what_to_do() -> None:
    """It has no shares and no verdicts."""
    side = "Read the stories of both waves side by side."
    rows = [
        replace(ROW, name=f"C{at}", change=None, verdict="", because=side, apart=side)
        for at in range(9)
    ]
    assert f"9 codes: {side}" in told(*rows)
