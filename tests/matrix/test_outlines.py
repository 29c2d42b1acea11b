"""Which rows there are and what they join."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from themekit.matrix import MatrixError
from themekit.study import Outline, OutlineItem, OutlineSection

if TYPE_CHECKING:
    from conftest import Building
    from themekit.records import ThemeMatrix


def names(matrix: ThemeMatrix, outline: str = "report") -> list[tuple[str, str, str]]:
    """Return section, theme and code of every row in `all`."""
    rows = [row for row in matrix.rows if row.outline == outline and row.strand == "all"]
    return [(row.section, row.theme, row.code_id) for row in rows]


def test_report_follows_the_themes(empty: Building) -> None:
    """Sections are themes in report order; codes follow the codebook, children their parent."""
    empty.strand()
    empty.code("a", "Later")
    empty.code("p", "First")
    empty.code("z", "First")
    empty.code("child", "First", parent="p")
    empty.code("grandchild", "First", parent="child")
    assert names(empty.build(themes=("First", "Empty", "Later"))) == [
        ("First", "First", ""),
        ("First", "First", "p"),
        ("First", "First", "child"),
        ("First", "First", "grandchild"),
        ("First", "First", "z"),
        ("Empty", "Empty", ""),
        ("Later", "Later", ""),
        ("Later", "Later", "a"),
    ]


def test_also_in_shows_a_code_with_its_own_theme(empty: Building) -> None:
    """A guest stands last in the section and keeps its theme."""
    empty.strand()
    empty.code("guest", "Two", also_in=("One", "Two"))
    empty.code("own", "One")
    assert names(empty.build(themes=("One", "Two"))) == [
        ("One", "One", ""),
        ("One", "One", "own"),
        ("One", "Two", "guest"),
        ("Two", "Two", ""),
        ("Two", "Two", "guest"),
    ]


def test_no_theme_comes_last(empty: Building) -> None:
    """Codes without a theme have a section of their own; unlisted themes come before it."""
    empty.strand()
    empty.code("loose", "")
    empty.code("a", "Unlisted")
    assert names(empty.build(themes=("T",))) == [
        ("T", "T", ""),
        ("Unlisted", "Unlisted", ""),
        ("Unlisted", "Unlisted", "a"),
        ("No theme", "", ""),
        ("No theme", "", "loose"),
    ]


def test_circle_of_parents_loses_no_code(empty: Building) -> None:
    """Codes that are each other's parents still have a row each."""
    empty.strand()
    empty.code("a", parent="b")
    empty.code("b", parent="a")
    assert names(empty.build()) == [("T", "T", ""), ("T", "T", "a"), ("T", "T", "b")]


def test_rows_run_through_strands_then_all(empty: Building) -> None:
    """Every row stands in each strand in study order, then in `all`."""
    empty.strand("Two")
    empty.strand("One", role="context")
    empty.code("a")
    rows = empty.build().rows
    assert [(row.code, row.strand) for row in rows] == [
        (code, strand) for code in ("", "A") for strand in ("Two", "One", "all")
    ]


@pytest.fixture
def coded(empty: Building) -> Building:
    """Three cases in strand S: p's child in x, q of theme U in x and y, nothing in z."""
    empty.strand()
    empty.code("p", "T")
    empty.code("child", "T", parent="p")
    empty.code("q", "U", also_in=("T",))
    for document in ("x", "y", "z"):
        empty.says(empty.document(document))
    empty.suggest("x/0", "child", period="during")
    empty.suggest("x/0", "q", period="after")
    empty.suggest("y/0", "q")
    return empty


def test_parent_counts_its_children(coded: Building) -> None:
    """A child is a kind of its parent; a child's row is its own."""
    assert coded.row("p").cases == 1
    assert coded.row("p").holding == ("x/0",)
    assert coded.row("child").cases == 1


def test_theme_counts_distinct_cases_of_all_codes_shown(coded: Building) -> None:
    """A case with two codes counts once; the guest's cases belong to the section."""
    theme = coded.row("")
    assert (theme.cases, theme.segments, theme.holding) == (2, 2, ("x/0", "y/0"))


def further(*items: OutlineItem) -> Outline:
    """Return an outline of one section H."""
    return Outline("summary", (OutlineSection("H", items),))


def test_further_outline_has_a_row_of_everything(coded: Building) -> None:
    """A section's first row joins its items; themes bring their codes."""
    items = (OutlineItem(theme="T", period="during"), OutlineItem(code="q"))
    matrix = coded.build(outlines=(further(*items),))
    assert names(matrix, "summary") == [
        ("H", "", ""),
        ("H", "T", ""),
        ("H", "T", "p"),
        ("H", "T", "child"),
        ("H", "U", "q"),
        ("H", "U", "q"),
    ]
    cases = [row.cases for row in matrix.rows if row.outline == "summary" and row.strand == "all"]
    assert cases == [2, 1, 1, 1, 0, 2]


def test_period_counts_only_what_is_said_of_it(coded: Building) -> None:
    """`after` finds q in x alone; a coding's period wins over the suggestion's."""
    outline = further(OutlineItem(code="q", period="after"))

    def holding() -> tuple[str, ...]:
        rows = coded.build(outlines=(outline,)).rows
        return next(row.holding for row in rows if (row.outline, row.code_id) == ("summary", "q"))

    assert holding() == ("x/0",)
    coded.word("ann", "x/0", code="q", period="before")
    coded.word("ann", "y/0", code="q", period="after")
    assert holding() == ("y/0",)
    coded.word("ben", "y/0", code="q", period="during")
    assert holding() == ("y/0",)


def test_coding_without_period_takes_the_suggestions(coded: Building) -> None:
    """Who accepts without naming a period accepts the suggested one."""
    coded.word("ann", "x/0", code="q")
    rows = coded.build(outlines=(further(OutlineItem(code="q", period="after")),)).rows
    assert [row.cases for row in rows if row.outline == "summary" and row.code_id] == [1, 1]


@pytest.mark.parametrize(
    ("item", "message"),
    [(OutlineItem(theme="X"), "unknown theme 'X'"), (OutlineItem(code="x"), "unknown code 'x'")],
)
def test_unknown_item_is_a_fault(coded: Building, item: OutlineItem, message: str) -> None:
    """The study's reader must have caught it."""
    with pytest.raises(MatrixError, match=message):
        coded.build(outlines=(further(item),))
