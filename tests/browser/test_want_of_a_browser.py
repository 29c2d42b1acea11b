"""Where there is no browser, CI fails and everybody else is told what was left out."""

from __future__ import annotations

import pytest

import browsing


@pytest.mark.parametrize(("ci", "outcome"), [("true", "Failed"), ("", "Skipped")])
def test_no_browser(ci: str, outcome: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is left out in silence."""
    monkeypatch.setattr(browsing, "path_of_chromium", lambda: "")
    monkeypatch.setenv("CI", ci)
    with pytest.raises(BaseException, match="there is no browser") as caught, browsing.chromium():
        pass
    assert type(caught.value).__name__ == outcome
