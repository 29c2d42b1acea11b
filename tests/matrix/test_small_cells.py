"""What a public table withholds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Building
    from themekit.records import MatrixRow


def people(study: Building, strand: str, said: int, of: int) -> None:
    """Let `said` of `of` cases of a strand say it; all may be quoted."""
    for number in range(of):
        name = study.person(f"{strand}{number}", consent_quote="verbatim")
        segment = study.says(study.document(name, strand))
        study.mark(name)
        if number < said:
            study.suggest(segment)


def public(study: Building, **sizes: tuple[int, int]) -> dict[str, MatrixRow]:
    """Return the cells of code a, by strand; upper-case strands are primary."""
    study.strands.clear()
    for strand, (said, of) in sizes.items():
        study.strand(strand, role="primary" if strand.isupper() else "validation")
        people(study, strand, said, of)
    return shown(study)


def shown(study: Building) -> dict[str, MatrixRow]:
    """Return the public cells of code a, by strand."""
    rows = [row for row in study.build(public=True).rows if row.code_id == "a"]
    return {row.strand: row for row in rows}


def hidden(cells: dict[str, MatrixRow]) -> set[str]:
    """Return the strands whose cells are withheld."""
    return {strand for strand, row in cells.items() if row.suppressed}


@pytest.mark.parametrize(
    ("said", "of", "withheld"),
    [(0, 9, False), (1, 9, True), (4, 9, True), (5, 9, False), (0, 4, True), (0, 5, False)],
)
def test_small_cells(study: Building, said: int, of: int, withheld: bool) -> None:
    """One to four cases, or one to four asked, are withheld; none of many is not."""
    assert hidden(public(study, v=(said, of), S=(9, 9))) == ({"v"} if withheld else set())


def test_withheld_cell_has_no_numbers(study: Building) -> None:
    """Numbers are empty, quotes and holdings too, and the row says why."""
    row = public(study, v=(2, 9), S=(9, 9))["v"]
    assert (row.asked, row.cases, row.share, row.segments, row.against) == (None,) * 5
    assert (row.disputed, row.checked_share, row.share_low, row.share_high) == (None,) * 4
    assert (row.cases_if, row.both_stand, row.estimate) == (None,) * 3
    assert (row.quotes, row.holding, row.interval) == ((), (), "none: suppressed")


def test_single_primary_strand_takes_another_along(study: Building) -> None:
    """Else it came out as `all` minus the rest: the next fewest above none goes too."""
    assert hidden(public(study, A=(2, 9), B=(8, 9), C=(6, 9), D=(0, 9))) == {"A", "C"}


def test_validation_strand_takes_nothing_along(study: Building) -> None:
    """It has no part in `all`."""
    assert hidden(public(study, v=(2, 9), A=(8, 9), B=(6, 9))) == {"v"}


def test_together_they_must_not_be_few(study: Building) -> None:
    """Two cells of two cases are still four people: a third goes with them."""
    assert hidden(public(study, A=(2, 9), B=(2, 9), C=(7, 9), D=(8, 9))) == {"A", "B", "C"}
    assert hidden(public(study, A=(3, 9), B=(2, 9), C=(7, 9), D=(8, 9))) >= {"A", "B"}


def test_enough_together_need_nobody_else(study: Building) -> None:
    """Two withheld cells of five cases in all do not give each other away."""
    assert hidden(public(study, A=(3, 9), B=(2, 9), C=(7, 9))) == {"A", "B"}


def test_all_goes_where_nothing_else_can(study: Building) -> None:
    """Without another strand to withhold, `all` is withheld."""
    assert hidden(public(study, A=(0, 2), B=(0, 9))) == {"A", "all"}


def test_all_is_a_small_cell_too(study: Building) -> None:
    """If few speak in all, `all` is small itself."""
    assert hidden(public(study, A=(1, 9), B=(1, 9))) == {"A", "B", "all"}


def test_private_tables_withhold_nothing(study: Building) -> None:
    """Inside the team every cell shows its numbers and its segments."""
    people(study, "S", 2, 3)
    row = study.row()
    assert (row.suppressed, row.cases, row.holding) == (False, 2, ("S0/0", "S1/0"))


def test_public_tables_name_no_segments_but_quotes(study: Building) -> None:
    """`holding` is empty outside, and there is no row of a single case."""
    people(study, "S", 6, 9)
    matrix = study.build(public=True)
    assert all(row.holding == () for row in matrix.rows)
    assert [len(row.quotes) for row in matrix.rows] == [4, 4, 4, 4]
    assert matrix.by_case == ()


def test_few_against_are_shown_in_no_strand(study: Building) -> None:
    """`all` minus the other strand would tell: the column is empty in the whole row."""
    study.strand("S2")
    for strand, against in (("S", 2), ("S2", 9)):
        people(study, strand, 0, 9)
        for number in range(9):
            stance = "mixed" if number < against else "for"
            study.word("ann", f"{strand}{number}/0", stance=stance)
    cells = shown(study)
    assert hidden(cells) == set()
    assert {row.against for row in cells.values()} == {None}
    assert {strand: row.cases for strand, row in cells.items()} == {"S": 9, "S2": 9, "all": 18}


def test_many_against_are_shown(study: Building) -> None:
    """Five and more tell of nobody."""
    people(study, "S", 0, 9)
    for number in range(9):
        study.word("ann", f"S{number}/0", stance="mixed" if number < 5 else "for")
    assert shown(study)["S"].against == 5


def test_few_who_are_only_against_are_withheld(study: Building) -> None:
    """A cell of nobody for it and two against it is a cell of two people."""
    people(study, "S", 0, 9)
    for number in range(2):
        study.word("ann", f"S{number}/0", stance="against")
    assert hidden(shown(study)) == {"S", "all"}


@pytest.mark.parametrize(("open_cases", "expected"), [(3, (None, None, None)), (5, (11, 5, 0))])
def test_few_unsettled_cases_are_not_told(
    study: Building, open_cases: int, expected: tuple[int | None, ...]
) -> None:
    """`cases_if` minus `cases` is a number of people too."""
    people(study, "S", 6, 20)
    for number in range(10, 10 + open_cases):
        study.word("ann", f"S{number}/0")
        study.word("ben", f"S{number}/0", "reject")
    row = shown(study)["S"]
    assert (row.cases, row.cases_if, row.disputed, row.both_stand) == (6, *expected)


def read_of(study: Building, strand: str, found: int, suggested: int, of: int) -> None:
    """Let people find it in some cases, and the machine suggest it in more that nobody has read."""
    for number in range(of):
        name = study.person(f"{strand}{number}", consent_quote="verbatim")
        document = study.document(name, strand)
        segment = study.says(document)
        if number < found:
            study.word("ann", segment)
            study.mark(document)
        elif number < found + suggested:
            study.suggest(segment)


@pytest.mark.parametrize(
    ("found", "suggested", "withheld"), [(4, 9, True), (9, 2, True), (9, 6, False), (9, 0, False)]
)
def test_what_few_are_found_or_only_suggested_in_is_withheld(
    study: Building, found: int, suggested: int, withheld: bool
) -> None:
    """Else the number of those that the machine suggests would stand as people's."""
    read_of(study, "S", found, suggested, 20)
    row = shown(study)["S"]
    assert (row.suppressed, row.cases, row.found, row.unread) == (
        (True, None, None, None) if withheld else (False, found + suggested, found, 20 - found)
    )


def test_all_does_not_tell_the_machines_number_beside_a_withheld_strand(study: Building) -> None:
    """It would keep its cases and lose what was found; the other strand keeps both."""
    study.strand("S2")
    read_of(study, "S", 9, 6, 20)
    read_of(study, "S2", 9, 2, 20)
    study.strand("S3")
    read_of(study, "S3", 7, 7, 20)
    cells = shown(study)
    assert hidden(cells) == {"S2", "all"}
    assert (cells["S"].cases, cells["S"].found, cells["S"].unread) == (15, 9, 11)


def test_few_passages_that_are_only_suggested_are_not_told(study: Building) -> None:
    """Neither in the strand nor in `all`: what is found stays."""
    read_of(study, "S", 9, 0, 20)
    document = study.document("S0", "S")
    study.suggest(study.says(document))
    cells = shown(study)
    assert hidden(cells) == set()
    assert {row.suggested for row in cells.values()} == {None}
    assert cells["S"].found == 9
