"""One browser and one server for all that is played here; each person has a device of their own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext

from browsing import PATIENCE, PHONE, chromium
from journeying import Device, House, house_at


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """Serve the study of the journeys."""
    with house_at(tmp_path_factory.mktemp("house")) as found:
        yield found


# Playwright's loop stays in the thread that starts it, so it ends before other tests begin.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Start Chromium."""
    with chromium() as found:
        yield found


@pytest.fixture
def device(browser: Browser) -> Iterator[Device]:
    """Return what makes a device of somebody: options are those of a context of Playwright."""
    made = []

    def make(**options: Any) -> BrowserContext:
        context = browser.new_context(**{"viewport": PHONE, "has_touch": True, **options})
        context.set_default_timeout(PATIENCE)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()
