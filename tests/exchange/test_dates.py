"""When something was, as people write it."""

from __future__ import annotations

import pytest

from themekit.exchange.dates import is_when, iso_date


@pytest.mark.parametrize(
    "said",
    ["2026", "2026-03", "2026-3-4", "14/03/2026", "14 March 2026", "sept 2025", "spring 2026",
     "2025-Q4", "2025/26", "2025 to 2026", "March 2025 \u2013 May 2025"],
)  # fmt: skip
def test_people_say_when_in_many_ways(said: str) -> None:
    """As exactly as they know it."""
    assert is_when(said)


@pytest.mark.parametrize(
    "said", ["soon", "31/06/2026", "2026-13", "Smarch 2026", "0026", "2026 to"]
)
def test_what_is_no_date_is_none(said: str) -> None:
    """No day is made up for it."""
    assert not is_when(said)


def test_a_date_of_a_list_is_kept_as_iso_writes_it() -> None:
    """No more exactly than it was said."""
    assert iso_date("14th March 2026") == "2026-03-14"
    assert iso_date("March 2026") == "2026-03"
    assert iso_date("spring 2026") == ""
