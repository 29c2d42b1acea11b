"""A code that is added by themekit leaves everything else in the file as people wrote it."""

from pathlib import Path

import pytest

from themekit.codebook import add_code, read_codebook
from themekit.errors import InputError

CODEBOOK = """\
# Agreed on 3 May.
name: Small
themes:
  - {name: Money}   # the first section
codes:
  # checked by both of us
  - name: Short of money
    theme: Money
    patterns: ["no cash", money]
"""


@pytest.fixture
def codebook(tmp_path: Path) -> Path:
    """Write a codebook."""
    path = tmp_path / "codebook.yaml"
    path.write_text(CODEBOOK, encoding="utf-8")
    return path


def test_comments_stay_and_the_former_version_is_kept(codebook: Path, tmp_path: Path) -> None:
    """Only lines at the end are new."""
    add_code(codebook, {"name": "Travel", "theme": "Money", "definition": ""}, tmp_path / "old")
    assert codebook.read_text(encoding="utf-8") == f"{CODEBOOK}  - name: Travel\n    theme: Money\n"
    assert [one.read_text(encoding="utf-8") for one in (tmp_path / "old").iterdir()] == [CODEBOOK]
    book, problems = read_codebook(codebook)
    assert book is not None
    assert [code.name for code in book.codes] == ["Short of money", "Travel"]
    assert problems == ()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ({"name": "Short of money", "theme": "Money"}, "Short of money"),
        ({"name": "Travel", "theme": "Mony"}, "Mony"),
    ],
)
def test_a_code_that_does_not_fit_changes_nothing(
    codebook: Path, tmp_path: Path, code: dict[str, str], said: str
) -> None:
    """A name that is there already, and a theme that is not."""
    with pytest.raises(InputError, match=said):
        add_code(codebook, code, tmp_path / "old")
    assert codebook.read_text(encoding="utf-8") == CODEBOOK
    assert [one.name for one in tmp_path.iterdir()] == ["codebook.yaml"]


def test_the_first_code_of_a_codebook(tmp_path: Path) -> None:
    """A codebook may start empty."""
    path = tmp_path / "codebook.yaml"
    path.write_text("name: New\ncodes: []\n", encoding="utf-8")
    add_code(path, {"name": "Travel"}, tmp_path / "old")
    book, _ = read_codebook(path)
    assert book is not None
    assert [code.name for code in book.codes] == ["Travel"]


def test_codes_that_are_not_last_in_the_file(tmp_path: Path) -> None:
    """The code goes to the others, with what stands behind them left in place."""
    path = tmp_path / "codebook.yaml"
    path.write_text("codes:\n- name: One\nthemes: []\nversion: '2' # of May\n", encoding="utf-8")
    add_code(path, {"name": "Two"}, tmp_path / "old")
    text = path.read_text(encoding="utf-8")
    assert text == "codes:\n- name: One\n- name: Two\nthemes: []\nversion: '2' # of May\n"
