"""What a study knows of itself, gathered from what people decided."""

from __future__ import annotations

import numpy as np
import pytest

from matrix.conftest import Building
from themekit.designing import NO, UNKNOWN, YES, Pilot
from themekit.workflows.piloting import Piloting


@pytest.fixture
def study() -> Building:
    """Return four people with two passages each, and one code."""
    study = Building()
    study.strand()
    study.code("a")
    for name in "pqrs":
        study.document(name)
        study.says(name, text="one two three four")
        study.says(name, text="five six seven eight nine ten")
    return study


def read(study: Building, coder: str, *documents: str, yes: str = "") -> None:
    """Let somebody read documents wholly, and find the code in the second passage of some."""
    for name in documents:
        for at in range(2):
            study.look(coder, f"{name}/{at}", outcome="coded", mode="blind")
        if name in yes:
            study.word(coder, f"{name}/1", "add", mode="blind")


def pilot(study: Building) -> Pilot:
    """Return what is known."""
    coded = study.coded()
    return Piloting(coded, coded.study.strands[0]).pilot(coded.codebook.codes)


def test_a_case_is_known_once_it_was_read_wholly(study: Building) -> None:
    """One that was not is left out."""
    read(study, "ada", "p", "q", yes="p")
    study.look("ada", "r/0", outcome="coded")
    found = pilot(study)
    assert found.holds.tolist() == [[YES], [NO]]
    assert (found.read(0), found.yes(0), found.twice(0)) == (2, 1, 0)


def test_another_reader_is_set_against_who_read_most(study: Building) -> None:
    """Whatever they came to together."""
    read(study, "ada", "p", "q", "r", yes="pq")
    read(study, "bo", "p", "q", yes="p")
    found = pilot(study)
    assert found.holds.tolist() == [[YES], [YES], [NO]]
    assert found.second.tolist() == [[YES], [NO], [UNKNOWN]]
    assert found.differing((0,)) == 0.5


def test_a_settled_difference_still_shows_how_readers_differ(study: Building) -> None:
    """Settling changes what stands, and not what they had said by themselves."""
    read(study, "ada", "p", "q", yes="p")
    read(study, "bo", "p")
    study.word("ada", "p/1", "adjudicate", holds="no")
    found = pilot(study)
    assert (found.holds[0, 0], found.second[0, 0]) == (YES, NO)


def test_it_is_known_where_in_a_story_it_is_told(study: Building) -> None:
    """After four words: six words keep a third of it."""
    read(study, "ada", "p", "q", yes="p")
    found = pilot(study)
    assert (found.starts[0, 0], found.ends[0, 0]) == (4, 10)
    assert found.kept(0, 6)[0] == pytest.approx(1 / 3)
    assert found.kept(0, 4)[0] == 0
    assert found.kept(0, None)[0] == 1
    assert found.length(None) == 10


def test_people_who_come_back_are_one_person_in_two_waves() -> None:
    """And who came back is counted, of those who told."""
    study = Building()
    study.strand()
    study.code("a")
    for wave, people in (("1", "pqr"), ("2", "pq")):
        for name in people:
            document = study.document(f"{name}{wave}", cases=(name,), wave=wave)
            study.person(name)
            study.says(document, case=name)
            study.says(document, case=name)
            read(study, "ada", document)
    found = pilot(study)
    assert len(found.holds) == 5
    assert len(np.unique(found.person)) == 3
    assert (found.returned, found.left, found.answered, found.asked) == (2, 1, 5, 5)
