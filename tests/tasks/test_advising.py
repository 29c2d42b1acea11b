"""What to hand out next so that suggestions become numbers."""

from dataclasses import replace

from themekit.events import Look
from themekit.tasks.advising import Read, advice
from themekit.tasks.pace import seconds_a_passage


def test_a_large_study_is_drawn_from() -> None:
    """A hundred at random, with the time and the command."""
    assert advice(Read(drawn=0, waiting=0, left=5_096)) == (
        "Draw 100 at random and check them (about 40 minutes): then suggestions become estimates. "
        "themekit coders STUDY hand-out NAME --passages 100 --blind 1"
    )


def test_what_was_drawn_already_counts() -> None:
    """Only what is missing is asked for, in the time that people really take."""
    said = advice(Read(drawn=30, waiting=0, left=900, seconds=60.0))
    assert said.startswith("Draw 70 more at random and check them (about 70 minutes)")
    assert said.endswith("--passages 70 --blind 1")
    assert "about 2 hours" in advice(Read(drawn=0, waiting=0, left=900, seconds=70.0))


def test_what_waits_is_checked_first() -> None:
    """Passages that somebody has been given need not be drawn again."""
    said = advice(Read(drawn=10, waiting=90, left=900))
    assert said == (
        "Check the 90 that were drawn at random (about 35 minutes): then suggestions become estimates."
    )


def test_a_small_study_is_read() -> None:
    """What can be read needs no estimate."""
    said = advice(Read(drawn=0, waiting=0, left=12))
    assert (
        said
        == "Check the 12 that nobody has read (about 5 minutes): then suggestions become counts."
    )


def test_a_study_of_few_people_and_two_hours_is_read_whole() -> None:
    """Also where more than a hundred passages are left, and where some were drawn before."""
    few = Read(drawn=0, waiting=0, left=107, total=107, small=True)
    assert advice(few).startswith("Check the 107 that nobody has read (about 45 minutes)")
    assert advice(replace(few, drawn=60, left=47)).startswith("Check the 47 that nobody has read")


def test_a_study_of_few_people_who_said_much_is_drawn_from() -> None:
    """Five hours are no advice."""
    much = Read(drawn=0, waiting=0, left=762, total=762, small=True)
    assert advice(much).startswith("Draw 100 at random")
    assert advice(replace(much, drawn=60, left=700)) == ""


def test_nothing_is_advised_where_nothing_is_to_be_done() -> None:
    """All is read, or enough was drawn."""
    assert advice(Read(drawn=0, waiting=0, left=0)) == ""
    assert advice(Read(drawn=50, waiting=0, left=900)) == ""


def look(minute: int, second: int, coder: str = "ada", **about: str) -> Look:
    """Return an answer on a page."""
    moment = f"2024-01-01T10:{minute:02}:{second:02}+00:00"
    return Look(**{"coder": coder, "origin": "page", "received": moment, **about})


def test_the_pace_is_that_of_peoples_own_answers() -> None:
    """The median between two answers of one person; breaks and files say nothing."""
    answers = [look(0, 20 * n % 60) for n in range(3)]
    answers += [look(2, second, coder="bo") for second in (0, 20, 40)]
    answers += [look(20, 0), look(20, 20)]
    assert seconds_a_passage(answers) == 20
    assert seconds_a_passage(answers[:4]) is None
    assert seconds_a_passage([look(0, n, origin="file") for n in range(9)]) is None


def test_a_small_study_that_is_mostly_read_is_read_to_its_end() -> None:
    """Where no strand has 100 people, nothing is drawn any more once half is read."""
    read = Read(drawn=0, waiting=0, left=127, total=748, small=True)
    assert advice(read).startswith("Check the 127 that nobody has read")
    assert advice(Read(drawn=0, waiting=0, left=127, total=748)).startswith("Draw 100 at random")
