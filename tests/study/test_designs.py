"""designs.yaml: read strictly, with the line of every problem."""

from __future__ import annotations

from pathlib import Path

import pytest

from themekit.errors import InputError
from themekit.study import Change, Design, Designs, load_designs

CHANGE = "change: [{from: 0.30, to: 45 %}]\n"


def load(folder: Path, text: str) -> Designs:
    """Read a text as designs.yaml."""
    (folder / "designs.yaml").write_text(text, encoding="utf-8")
    return load_designs(folder / "designs.yaml", "designs.yaml")


def problem(folder: Path, text: str) -> str:
    """Return all that is wrong with a text."""
    with pytest.raises(InputError) as error:
        load(folder, text)
    return str(error.value)


def test_a_design_says_little_and_the_rest_is_known(tmp_path: Path) -> None:
    """All are read, by one, without the machine, of new people, at full length."""
    found = load(tmp_path, CHANGE + "designs:\n  - {name: All read, stories: 40}\n")
    assert found.designs == (Design("All read", 40, 40),)
    assert found.changes == (Change(0.3, 0.45),)
    assert (found.waves_a_year, found.telling, found.matters) == (4, "written", None)


def test_all_of_it_can_be_said(tmp_path: Path) -> None:
    """Every key."""
    text = (
        "strand: Stories\ncodes: [Better, Worse]\nmatters: 0.1\nwaves_a_year: 12\nsteady: 0.5\n"
        "telling: spoken\nchange: [{from: 0.5, to: 0.3}]\ndesigns:\n"
        "  - {name: A, stories: 40, length: 100, people: same, returns: 0.8, skips: 0.1, read: 15,"
        " readers: 2, machine: yes, minutes_a_story: 4, telling_minutes: 20}\n"
    )
    found = load(tmp_path, text)
    assert found.designs == (
        Design("A", 40, 15, 2, machine=True, same_people=True, words=100, skips=0.1, returns=0.8,
               minutes_a_story=4.0, telling_minutes=20.0),
    )  # fmt: skip
    assert (found.strand, found.codes, found.code_lines) == ("Stories", ("Better", "Worse"), (2, 2))
    assert (found.matters, found.waves_a_year, found.steady) == (0.1, 12, 0.5)
    assert found.changes[0].sign == -1


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{name: A, stories: 40, reed: 15}", "designs.yaml:3: unknown key 'reed' (did you mean 'read'?"),
        ("{name: A, stories: forty}", "'stories' should be a whole number from 1 on, not 'forty'"),
        ("{name: A, stories: 40, read: 50}", "50 of 40 stories cannot be read"),
        ("{name: A, stories: 40, read: some}", "'read' should be 'all' or a whole number"),
        ("{name: A, stories: 40, length: 0}", "'length' should be 'full' or a whole number"),
        ("{name: A, stories: 40, people: old}", "'people' should be 'same' or 'new', not 'old'"),
        ("{name: A, stories: 40, returns: 0.8}", "'returns' is of the same people"),
        ("{name: A, stories: 40, skips: 1}", "nobody would answer"),
        ("{name: A, stories: 40, minutes_a_story: 0}", "'minutes_a_story' should be minutes"),
        ("{name: A, stories: 90000}", "90,000 stories a wave"),
        ("{stories: 40}", "'name' is missing"),
    ],
)  # fmt: skip
def test_a_design_that_cannot_be_is_told_with_its_line(
    tmp_path: Path, line: str, said: str
) -> None:
    """And what would be right."""
    found = problem(tmp_path, f"{CHANGE}designs:\n  - {line}\n")
    assert said in found
    assert found.startswith("designs.yaml:3: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("designs: [{name: A, stories: 4}]\n", "'change' is missing"),
        (CHANGE, "'designs' is missing"),
        (CHANGE + "designs: []\n", "'designs' is empty"),
        (CHANGE + "designs: [{name: A, stories: 4}, {name: a, stories: 5}]\n", "two designs are called 'a'"),
        (CHANGE + "matters: 0\ndesigns: [{name: A, stories: 4}]\n", "'matters' should lie between 0 and 1"),
        ("change: [{from: 0.3, to: 0.3}]\ndesigns: [{name: A, stories: 4}]\n", "that is no change"),
        ("change: [{from: 0.3, too: 0.4}]\ndesigns: [{name: A, stories: 4}]\n", "did you mean 'to'?"),
        (CHANGE + "desings: []\ndesigns: [{name: A, stories: 4}]\n", "unknown key 'desings' (did you mean 'designs'?"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_is_told(tmp_path: Path, text: str, said: str) -> None:
    """Likewise."""
    assert said in problem(tmp_path, text)


def test_a_file_of_another_kind_is_told_without_its_words(tmp_path: Path) -> None:
    """Somebody may have named a table of people's words."""
    found = problem(tmp_path, "respondent,worry\nR1,the landlord\n")
    assert "should be a mapping" in found
    assert "landlord" not in found
