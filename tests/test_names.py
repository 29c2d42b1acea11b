"""How names are compared."""

from __future__ import annotations

import pytest

from themekit.names import folded, typed, visible


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José", "Jose\u0301"),
        ("Ann\u200b Field", "ann field"),
        ("\ufeffWard", "ward "),
        ("P\u00ad1", "P1"),
        ("Ann\u00a0Field", "Ann  Field"),
    ],
)
def test_names_that_look_the_same_are_the_same(one: str, other: str) -> None:
    """Composition, invisible marks, white space and case do not part two names."""
    assert folded(one) == folded(other)


def test_accents_part_names() -> None:
    """Only what cannot be seen is forgiven."""
    assert folded("Rose") != folded("Rosé")


def test_shown_name_keeps_its_case() -> None:
    """A name is shown as it was written, less what cannot be seen."""
    assert visible("\u200eMcKay\u200f ") == "McKay"


@pytest.mark.parametrize(
    ("text", "windows", "shown"),
    [
        ("corpora/lifeline", False, "corpora/lifeline"),
        ("my study", False, '"my study"'),
        ("Rosé", False, "Rosé"),
        ("~/study", False, '"~/study"'),
        ('5$ "each"', False, r'"5\$ \"each\""'),
        (r"C:\Users\Ada\study", True, r"C:\Users\Ada\study"),
        (r"C:\Users\Ada Low\study", True, r'"C:\Users\Ada Low\study"'),
        ("a,b", True, '"a,b"'),
    ],
)
def test_a_path_is_shown_as_it_is_typed(text: str, windows: bool, shown: str) -> None:
    """A command that themekit prints can be copied, whatever folder it names, on Windows too."""
    assert typed(text, windows=windows) == shown
