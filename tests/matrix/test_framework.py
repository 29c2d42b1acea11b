"""The cells of the framework: what is there, that nothing was said, that nobody asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.matrix.framework import FrameworkCell, framework
from themekit.study import QuestionAsked

if TYPE_CHECKING:
    from conftest import Building

KEY = ("P1", "1", "a")


def cell(study: Building, *questions: QuestionAsked) -> FrameworkCell:
    """Return the cell of the first person in the first wave."""
    return framework(study.coded(questions=questions))[1].get(KEY, FrameworkCell())


def two_waves(study: Building) -> Building:
    """Have one person tell something in each of two waves."""
    for wave in ("1", "2"):
        study.document(f"d{wave}", cases=("P1",), wave=wave)
        study.says(f"d{wave}", "P1")
    study.person("P1")
    return study


def test_a_row_is_a_person_in_a_wave(study: Building) -> None:
    """Who has withdrawn has none."""
    two_waves(study)
    study.person("P2", withdrawn=True)
    study.document("d3", cases=("P2",), wave="1")
    study.says("d3", "P2")
    assert framework(study.coded())[0] == (("P1", "1"), ("P1", "2"))


def test_a_cell_tells_peoples_passages_from_the_machines(study: Building) -> None:
    """What people coded has a basis, which another passage changes."""
    two_waves(study).suggest("d1/0")
    assert cell(study) == FrameworkCell(suggested=("d1/0",))
    study.word("ann", "d1/0")
    first = cell(study)
    assert (first.coded, first.suggested, first.state) == (("d1/0",), (), "")
    study.says("d1", "P1", "more of it")
    study.word("ann", "d1/1")
    assert cell(study).basis not in ("", first.basis)


def test_nothing_said_needs_a_look_at_everything_of_that_wave(study: Building) -> None:
    """Half of it read is not enough; the other wave does not matter."""
    two_waves(study).says("d1", "P1", "another")
    study.look("ann", "d1/0")
    assert cell(study).state == ""
    study.look("ann", "d1/1")
    assert cell(study).state == "nothing said"


def test_not_asked_is_not_nothing_said(study: Building) -> None:
    """Although everything was looked at; in that wave alone."""
    two_waves(study).look("ann", "d1/0")
    asked = [
        QuestionAsked(2, "S", document, "Why?", asked=document == "d2", prompts_codes=("a",))
        for document in ("d1", "d2")
    ]
    assert cell(study, *asked).state == "not asked"
