"""What is said of a codebook that is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from themekit.codebook import Codebook, read_codebook
from themekit.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

THEMES = "themes: [Demand, Money]\ncodes:\n"


def problems(folder: Path, text: str) -> list[tuple[int | None, str]]:
    """Return line and sentence of everything that is said of a codebook."""
    path = folder / "cb.yaml"
    path.write_text(text, encoding="utf-8")
    return [(one.line, str(one).removeprefix(str(path))) for one in read_codebook(path)[1]]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("cods: []\n", 1, "unknown key 'cods' (did you mean 'codes'?)"),
        ("codes: x\n", 1, "'codes' should be a list"),
        ("- name: A\n", 1, "the file should be a mapping"),
        ("codes:\n- definition: x\n", 2, "'name' is missing (add 'name: ...')"),
        ("codes:\n- name: ''\n", 2, "'name' is empty"),
        ("codes:\n- name: [A]\n", 2, "'name' should be text, not a list"),
        ("codes:\n- [A]\n", 2, "item 1 of 'codes' should be a mapping"),
        ("codes:\n- name: A\n  defintion: x\n", 3, "unknown key 'defintion' (did you mean 'defi"),
        ("codes:\n- name: A\n  include:\n  - a: b\n", 4, "item 1 of 'include' should be text, not"),
        ("codes:\n- name: A\n  name: B\n", 3, "the key 'name' stands here twice"),
        ("codes:\n- {name: A, id: Not OK}\n", 2, "the id 'Not OK' may hold lower-case letters"),
        ("codes:\n- {name: A, id: a--b}\n", 2, "(write 'a-b')"),
        ("codes:\n- {name: A, id: x}\n- {name: B, id: x}\n", 3, "the id 'x' stands twice (it sta"),
        ("codes:\n- name: A\n- name: A\n", 3, "the code 'A' stands twice (it stands in line 2"),
        ("codes:\n- {name: A, theme: T}\n- {name: A, parent: T}\n", 3, "stands twice under 'T'"),
        ("codes:\n- name: P\n- {name: A, parent: P}\n- {name: A, parent: P}\n", 4, "under 'P'"),
        ("codes:\n- {name: A, parent: B}\n- {name: B, parent: A}\n", 2, "circle: 'A' > 'B' > 'A'"),
        (THEMES + "- {name: A, parent: A}\n", 3, "the code 'A' is its own parent"),
        (THEMES + "- {name: A, theme: Demnd}\n", 3, "theme 'Demnd' is not in the list of themes"),
        (THEMES + "- {name: A, theme: Demnd}\n", 3, "(did you mean 'Demand'?)"),
        (THEMES + "- name: A\n- {name: B, theme: A}\n", 4, "(for a code write 'parent: A')"),
        (THEMES + "- {name: A, parent: Mony}\n", 3, "parent 'Mony' is neither a code nor a theme"),
        (THEMES + "- {name: A, also_in: [Demand, Mony]}\n", 3, "theme 'Mony' in 'also_in' is not"),
        ("codes:\n- {name: A, theme: T, also_in: U}\n", 2, "theme 'U' in 'also_in' is not a theme"),
        ("themes: [T, T]\ncodes:\n- name: A\n", 1, "the theme 'T' stands in the list twice"),
        ("themes:\n- nmae: T\ncodes:\n- name: A\n", 2, "unknown key 'nmae' (did you mean 'name'?)"),
        (
            "codes:\n- {name: A, theme: T}\n- {name: B, parent: A, theme: U}\n",
            3,
            "names the theme 'U', but its parent 'A' has the theme 'T' (leave 'theme' out",
        ),
        (
            "codes:\n- {name: A, theme: T, parent: U}\n",
            2,
            "the code 'A' names the theme 'T' and the parent theme 'U' (keep one of them)",
        ),
        (
            "codes:\n- {name: X, theme: T}\n- {name: X, theme: U}\n- {name: A, parent: X}\n",
            4,
            "the parent 'X' names 2 codes (write 'T > X' or 'U > X')",
        ),
    ],
)
def test_a_wrong_codebook_is_one_clear_sentence(
    tmp_path: Path, text: str, line: int, words: str
) -> None:
    """The problem names its line and what would be right."""
    said = problems(tmp_path, text)
    assert [place for place, sentence in said if words in sentence] == [line], said


def test_all_problems_come_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    """Types, names, parents, ids and patterns are all checked in one go."""
    text = (
        "nmae: N\nthemes: [T]\ncodes:\n- {name: A, them: T}\n- {name: B, id: B B}\n"
        "- {name: C, patterns: ['...']}\n- {name: D, parent: E}\n- {name: E, parent: D}\n"
        "- {name: F, theme: U}\n- {name: A}\n- {definition: x}\n"
    )
    assert [line for line, _ in problems(tmp_path, text)] == [1, 4, 5, 6, 7, 9, 10, 11]


def test_a_broken_list_of_themes_is_not_held_against_the_codes(tmp_path: Path) -> None:
    """One slip does not bring forty sentences."""
    text = "themes:\n- nmae: T\ncodes:\n- {name: A, theme: T, also_in: V}\n"
    assert [line for line, _ in problems(tmp_path, text)] == [2, 2]


def test_a_codebook_without_codes_is_noted(tmp_path: Path) -> None:
    """An import may bring the codes."""
    path = tmp_path / "cb.yaml"
    path.write_text("name: N\ncodes:\n", encoding="utf-8")
    codebook, said = read_codebook(path)
    assert codebook is not None
    assert [(one.line, one.severity) for one in said] == [(2, "note")]


def test_keys_of_other_tools_are_noted_once(tmp_path: Path) -> None:
    """Bookkeeping beside a code is read past, and said."""
    path = tmp_path / "cb.yaml"
    path.write_text("codes:\n- {name: A, uses: 3}\n- {name: B, uses: 4}\n", encoding="utf-8")
    codebook, said = read_codebook(str(path))
    assert codebook is not None
    assert [(one.line, one.severity) for one in said] == [(1, "note")]


def test_loading_raises_the_errors_alone(tmp_path: Path) -> None:
    """Notes and warnings stop nobody."""
    path = tmp_path / "cb.yaml"
    path.write_text("codes:\n- {name: A, uses: 3, id: B}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"cb.yaml:2: the id 'B' may hold") as caught:
        Codebook.load(path)
    assert len(caught.value.problems) == 1


def test_a_missing_codebook_is_named(tmp_path: Path) -> None:
    """The path is the one that was given."""
    with pytest.raises(InputError, match=r"there is no file '.*none\.yaml'"):
        Codebook.load(tmp_path / "none.yaml")
