"""What a busy reader prints of the demo."""

from __future__ import annotations

from pathlib import Path

import pytest

from browsing import printed

pytestmark = [pytest.mark.models, pytest.mark.slow]


def test_what_is_told_in_short_prints_on_two_sheets(checked: Path) -> None:
    """The two pages are two: all that comes after begins on the third."""
    sheets = printed(checked / "outputs" / "theme_matrix.html")
    assert "In short" in sheets[0]
    assert not any("All codes in one table" in sheet for sheet in sheets[:2])
    assert "All codes in one table" in sheets[2]
