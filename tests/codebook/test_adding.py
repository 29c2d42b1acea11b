"""A code that is added by themekit leaves everything else in the file as people wrote it."""

from pathlib import Path

import pytest

from themekit.codebook import read_codebook, starter_codebook, with_code
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


def test_comments_stay_and_the_code_comes_last() -> None:
    """Only lines at the end are new."""
    text = with_code(CODEBOOK, {"name": "Travel", "theme": "Money", "definition": ""})
    assert text == f"{CODEBOOK}  - name: Travel\n    theme: Money\n"


def test_line_ends_of_windows_stay() -> None:
    """A file that Notepad wrote is not half rewritten."""
    text = with_code(CODEBOOK.replace("\n", "\r\n"), {"name": "Travel", "theme": "Money"})
    assert text == f"{CODEBOOK}  - name: Travel\n    theme: Money\n".replace("\n", "\r\n")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ({"name": "Short of money", "theme": "Money"}, "Short of money"),
        ({"name": "Travel", "theme": "Mony"}, "Mony"),
    ],
)
def test_a_code_that_does_not_fit_is_refused(code: dict[str, str], said: str) -> None:
    """A name that is there already, and a theme that is not."""
    with pytest.raises(InputError, match=said):
        with_code(CODEBOOK, code)


def test_the_first_code_of_a_codebook(tmp_path: Path) -> None:
    """A codebook may start empty."""
    path = tmp_path / "codebook.yaml"
    path.write_text(with_code("name: New\ncodes: []\n", {"name": "Travel"}), encoding="utf-8")
    book, problems = read_codebook(path)
    assert book is not None
    assert [code.name for code in book.codes] == ["Travel"]
    assert [one for one in problems if one.severity == "error"] == []


def test_codes_that_are_not_last_in_the_file() -> None:
    """The code goes to the others, with what stands behind them left in place."""
    text = "codes:\n- name: One\nthemes: []\nversion: '2' # of May\n"
    assert with_code(text, {"name": "Two"}) == (
        "codes:\n- name: One\n- name: Two\nthemes: []\nversion: '2' # of May\n"
    )


@pytest.mark.parametrize("none", ["codes:", "codes: []", "codes: [ ]  # none yet", "codes: null"])
def test_the_first_code_leaves_the_comments_of_an_empty_codebook(none: str) -> None:
    """The commented example stays for the second."""
    text = f"# top\nname: N\n{none}\n# - name: Example\n#   definition: D\n"
    written = with_code(text, {"name": "First"})
    assert written.startswith("# top\nname: N\ncodes:")
    assert "# - name: Example\n#   definition: D\n  - name: First\n" in written


def test_the_first_code_goes_into_what_init_writes() -> None:
    """As `adopt` does in a study that began without codes."""
    written = with_code(starter_codebook(), {"name": "First"})
    assert written == starter_codebook() + "  - name: First\n"
