"""How long the work took so far, and how that is known."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from themekit.codebook import Codebook
from themekit.decisions import CodedStudy
from themekit.decisions.effort import (
    LEAST_PASSAGES,
    effort_rows,
    minutes_a_passage,
    people_by_role,
    telling_a_story,
    told_roles,
)
from themekit.events import Coder, Effort, Look
from themekit.records import Document, EffortRow, MeasuredTime, Segment
from themekit.study import Strand, Study

SIX = tuple(
    Coder(name, name, "peer" if at < 3 else "researcher") for at, name in enumerate("abcdef")
)


def study(strand: Strand | None = None, *written: Effort, **more: Any) -> CodedStudy:
    """Return a study in which three researchers and three peers have looked at something."""
    looks = [Look(number=at, event_id=one.id, coder=one.id) for at, one in enumerate(SIX, 1)]
    found: dict[str, Any] = {"coders": SIX, "events": (*looks, *written)} | more
    strands = (strand or Strand("s", "s", "survey", ("s.csv",)),)
    return CodedStudy(Study(Path(), "", Path(), strands), Codebook(""), **found)


def story(words: int, wave: str = "1", name: str = "1") -> dict[str, Any]:
    """Return a document of so many words, the first half of them of one of two who were there."""
    text = " ".join(["word"] * words)
    half = " ".join(["word"] * (words // 2))
    id_ = f"s/{name}"
    return {
        "documents": (Document(id_, name, "s", "s.csv", text, "h", wave=wave),),
        "segments": (Segment(f"{id_}/1", id_, "h", 0, len(half), half),),
        "case_of": {f"{id_}/1": "p"},
        "present": {id_: ("p", "q")},
    }


def effort(number: int, minutes: float, **more: Any) -> Effort:
    """Return a time that somebody wrote down."""
    fields = {"wave": "1", "activity": "collecting", "role": "researcher"} | more
    return Effort(number=number, event_id=str(number), coder="f", minutes=minutes, **fields)


def test_what_was_written_down_is_summed_however_it_is_spelt() -> None:
    """Under the spelling that came first; what was taken back counts no more."""
    taken_back = effort(12, 5, replaces=("10",))
    found = effort_rows(
        study(None, effort(10, 30), effort(11, 20, activity="Collecting "), taken_back)
    )
    assert found == (EffortRow("1", "Collecting", "researcher", 25, "written down"),)


def test_what_was_measured_stands_beside_what_was_written_down() -> None:
    """A sum of each basis; waves in order, work on none in particular last."""
    measured = (
        MeasuredTime("2", "reading", "peer", 90, 40),
        MeasuredTime("1", "reading", "researcher", 30, 20),
    )
    found = effort_rows(
        study(None, effort(10, 30, activity="reading"), effort(11, 9, wave=""), measured=measured)
    )
    assert [(one.wave, one.role, one.minutes, one.basis, one.passages) for one in found] == [
        ("1", "researcher", 30, "measured", 20),
        ("1", "researcher", 30, "written down", None),
        ("2", "peer", 90, "measured", 40),
        ("", "researcher", 9, "written down", None),
    ]


def test_a_measured_sum_of_too_few_people_does_not_say_of_which_role_they_are() -> None:
    """Two facilitators and three peers are people; what was stored under a role is told so too."""
    coders = (*SIX[:3], Coder("x", "x", "facilitator"), Coder("y", "y", "facilitator"))
    events = [Look(number=at, event_id=one.id, coder=one.id) for at, one in enumerate(coders, 1)]
    measured = (
        MeasuredTime("1", "reading", "facilitator", 5, 4),
        MeasuredTime("1", "reading", "peer", 7, 6),
    )
    found = effort_rows(study(coders=coders, events=tuple(events), measured=measured))
    assert found == (EffortRow("1", "reading", "people", 12, "measured", 10),)


def test_roles_are_told_only_of_several_people() -> None:
    """Where two are told together, they are three at least, if there are so many."""
    assert told_roles({"peer": 3, "researcher": 3}) == {"peer": "peer", "researcher": "researcher"}
    two = told_roles({"peer": 9, "researcher": 4, "facilitator": 2})
    assert two == {"peer": "peer", "researcher": "people", "facilitator": "people"}
    three = told_roles({"peer": 9, "researcher": 2, "facilitator": 1})
    assert three == {"peer": "peer", "researcher": "people", "facilitator": "people"}
    assert told_roles({"researcher": 1}) == {"researcher": "people"}


def test_who_never_did_anything_hides_nobody() -> None:
    """Only those count to a role who took part."""
    assert people_by_role([("a", "peer"), ("b", "peer"), ("c", "peer")], ["a", "a", "c"]) == {
        "peer": 2
    }


def test_who_wrote_of_themselves_is_assumed_to_have_written_it() -> None:
    """Their own 60 words, at 20 a minute, and it says so."""
    (found,) = effort_rows(study(**story(120)))
    assert (found.wave, found.activity, found.role) == ("1", "telling", "teller")
    assert (found.minutes, found.basis) == (3.0, "assumed")
    assert found.assumption == "20 words written a minute"


def test_who_talked_was_there_for_all_of_it() -> None:
    """Of 1,200 words, ten minutes, each of two."""
    (found,) = effort_rows(study(Strand("s", "s", "group", ("a.txt",)), **story(1_200)))
    assert found.minutes == pytest.approx(20.0)
    assert "120 words spoken a minute" in found.assumption


def test_notes_by_others_took_no_teller() -> None:
    """Nor did papers."""
    about = Strand("s", "s", "survey", ("s.csv",), voice="written about")
    assert effort_rows(study(about, **story(120))) == ()
    assert effort_rows(study(Strand("s", "s", "literature", ("s.txt",)), **story(120))) == ()


@pytest.mark.parametrize(
    "told",
    [{"role": "teller"}, {"role": "Tellers"}, {"role": "participant"}, {"activity": "telling"}],
)
def test_where_somebody_wrote_it_down_nothing_is_assumed_of_tellers(told: dict[str, str]) -> None:
    """Of that wave; of all, where they wrote it of no wave in particular."""
    assert [one.basis for one in effort_rows(study(None, effort(9, 5, **told), **story(120)))] == [
        "written down"
    ]
    other = effort_rows(study(None, effort(9, 5, wave="2", **told), **story(120)))
    assert [(one.wave, one.basis) for one in other] == [("1", "assumed"), ("2", "written down")]
    all_of_them = effort_rows(study(None, effort(9, 5, wave="", **told), **story(120)))
    assert [one.basis for one in all_of_them] == ["written down"]


def test_a_passage_takes_what_reading_took_once_enough_were_read() -> None:
    """Reading a second time counts, other work does not."""
    few = [MeasuredTime("1", "reading", "peer", 19, LEAST_PASSAGES - 1)]
    assert minutes_a_passage(few) is None
    enough = [
        *few, MeasuredTime("2", "reading again", "people", 11, 1),
        MeasuredTime("1", "settling", "people", 100, 50),
    ]  # fmt: skip
    assert minutes_a_passage(enough) == pytest.approx(30 / LEAST_PASSAGES)


def test_a_story_takes_what_telling_took_where_somebody_wrote_it_down() -> None:
    """Of the waves of which it is known; of one strand alone."""
    told = {"activity": "telling", "role": "teller"}
    first, second = story(120, name="1"), story(120, wave="2", name="2")
    both = {
        "documents": (*first["documents"], *second["documents"]),
        "segments": (*first["segments"], *second["segments"]),
        "case_of": first["case_of"] | second["case_of"],
    }
    assert telling_a_story(study(**both)) is None
    assert telling_a_story(study(None, effort(9, 12, **told), **both)) == (12, "written down")
    of_all = effort(9, 12, **told | {"wave": ""})
    assert telling_a_story(study(None, of_all, **both)) == (6, "written down")
