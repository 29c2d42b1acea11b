"""A real browser at a study's pages: served on a port of this machine, looked at by Chromium."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import BrowserContext, Page, sync_playwright
from waitress.server import create_server

CHROMIUM = Path("/usr/bin/chromium")
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


@contextmanager
def served(app: Flask, port: int) -> Iterator[str]:
    """Serve an app, and give its address."""
    server = create_server(app, host="127.0.0.1", port=port, threads=4)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.close()
        thread.join(5)


@contextmanager
def chromium(**options: Any) -> Iterator[BrowserContext]:
    """Start Chromium without a window; `options` are those of a context of Playwright."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=str(CHROMIUM), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        try:
            yield browser.new_context(**{"viewport": PHONE, **options})
        finally:
            browser.close()


def barriers(page: Page) -> list[str]:
    """Return what axe finds at WCAG 2.2 AA that keeps people out of a page."""
    page.wait_for_load_state("networkidle")
    found = Axe().run(page, options={"runOnly": {"type": "tag", "values": list(RULES)}})
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


def scrolls_sideways(page: Page, width: int = 320) -> bool:
    """Tell whether a page is wider than a small phone."""
    page.set_viewport_size({"width": width, "height": 700})
    wide = int(page.evaluate("document.documentElement.scrollWidth")) > width
    page.set_viewport_size(PHONE)
    return wide


def go_on(page: Page, button: str) -> None:
    """Press a button and wait until another page is there."""
    before = page.url
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url(lambda address: address != before)
    page.wait_for_load_state()
