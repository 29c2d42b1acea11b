"""Ids are written into codebook.yaml, and nothing else of it is touched."""

from pathlib import Path

import pytest

from themekit.codebook import read_codebook, with_ids
from themekit.errors import InputError

CODEBOOK = """\
# Agreed on 3 May.
name: Small
themes:
  - {name: Money}   # the first section
codes:
  # checked by both of us
  - name: Short of money   # more than once
    theme: Money
    patterns: ["no cash", money]
  - id: kept
    name: Travel
- name: never here
""".replace("- name: never here\n", "")


def test_only_the_ids_are_new() -> None:
    """Comments, order and quotes stay as people wrote them."""
    wanted = CODEBOOK.replace(
        "  - name: Short of money", "  - id: short-of-money\n    name: Short of money"
    )
    assert with_ids(CODEBOOK) == wanted


def test_nothing_is_written_twice() -> None:
    """A codebook that states all ids stays as it is, to the byte."""
    once = with_ids(CODEBOOK)
    assert with_ids(once) is once


def test_line_ends_of_windows_stay() -> None:
    """A file that Notepad wrote is not half rewritten."""
    assert with_ids(CODEBOOK.replace("\n", "\r\n")) == with_ids(CODEBOOK).replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("codes", "wanted"),
    [
        ("codes: [{name: Hope}]\n", "codes: [{id: hope, name: Hope}]\n"),
        ("codes:\n- name: Hope\n", "codes:\n- id: hope\n  name: Hope\n"),
        ("codes:\n  - id:\n    name: Hope\n", "codes:\n  - id: hope\n    name: Hope\n"),
        ('codes:\n  - {id: "", name: Hope}\n', "codes:\n  - {id: hope, name: Hope}\n"),
        ("codes:\n  - Hope # yes\n", "codes:\n  - {id: hope, name: Hope} # yes\n"),
        ("codes:\n  -\n    name: Hope\n", "codes:\n  -\n    id: hope\n    name: Hope\n"),
        ('codes:\n  - "name": "É: x"\n', 'codes:\n  - id: e-x\n    "name": "É: x"\n'),
        ("codes: []\n", "codes: []\n"),
    ],
)
def test_every_way_to_write_a_code(codes: str, wanted: str) -> None:
    """Codes in a block, in braces, as a name alone, with an id left empty."""
    assert with_ids(f"name: N\n{codes}") == f"name: N\n{wanted}"


def test_the_ids_are_those_that_the_names_made(tmp_path: Path) -> None:
    """What was decided before the ids were written belongs to the same codes."""
    text = "codes:\n- name: A\n- name: B\n  parent: A\n- name: B\n  theme: T\n"
    before, after = tmp_path / "a.yaml", tmp_path / "b.yaml"
    before.write_text(text, encoding="utf-8")
    after.write_text(with_ids(text), encoding="utf-8")
    one, other = read_codebook(before)[0], read_codebook(after)[0]
    assert one
    assert other
    assert one.codes == other.codes
    assert one.hash == other.hash


def test_a_codebook_with_problems_is_refused() -> None:
    """It is not rewritten while nobody knows what its codes are."""
    with pytest.raises(InputError, match="parent"):
        with_ids("themes: [{name: T}]\ncodes:\n- name: A\n  parent: Nowhere\n")
