"""A real browser at a study's pages: Chromium, what keeps people out of a page, what is focused."""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import pypdfium2
import pytest
from axe_playwright_python.sync_playwright import Axe
from flask import Flask
from playwright.sync_api import Browser, Page, sync_playwright
from waitress.server import create_server

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
T = TypeVar("T")

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
PATIENCE = 30_000
"""Milliseconds for which a page is waited for: this machine may be busy."""


@cache
def path_of_chromium() -> str:
    """Return where Chromium is; empty where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), "")


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start Chromium without a window; where there is none, fail in CI and skip elsewhere."""
    path = path_of_chromium()
    if not path:
        tell = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
        tell(f"there is no browser on this machine: none of {', '.join(NAMES)}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        try:
            yield browser
        finally:
            browser.close()


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


def with_chromium(work: Callable[[Browser], T]) -> T:
    """Return what comes of work in a browser of its own.

    In a thread of its own: another test may keep a browser open in this one.
    """

    def worked() -> T:
        with chromium() as browser:
            return work(browser)

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(worked).result()


def printed(file: Path) -> list[str]:
    """Return the words of each sheet of A4 on which a browser prints a file."""

    def work(browser: Browser) -> bytes:
        page = browser.new_page()
        page.goto(file.as_uri())
        return page.pdf(format="A4")

    made = pypdfium2.PdfDocument(with_chromium(work))
    return [sheet.get_textpage().get_text_bounded() for sheet in made]


def barriers(page: Page, *rules: str) -> list[str]:
    """Return what axe finds at WCAG 2.2 AA that keeps people out of a page; or by some rules."""
    page.wait_for_load_state()
    only = {"type": "rule", "values": rules} if rules else {"type": "tag", "values": list(RULES)}
    found = Axe().run(page, options={"runOnly": only, "resultTypes": ["violations"]})
    return [
        f"{one['id']}: {node['html'][:120]}"
        for one in found.response["violations"]
        for node in one["nodes"]
    ]


def scrolls_sideways(page: Page, width: int = 320) -> bool:
    """Tell whether a page is wider than a small phone."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 700})
    wide = int(page.evaluate("document.documentElement.scrollWidth")) > width
    if before:
        page.set_viewport_size(before)
    return wide


def focused(page: Page) -> dict[str, Any]:
    """Return what has the focus, and how wide the ring is around it or its row."""
    return dict(
        page.evaluate(
            """() => { const one = document.activeElement;
            const rings = [one, one.closest("label")].filter(Boolean).map(getComputedStyle)
                .map((it) => it.outlineStyle === "none" ? 0 : parseFloat(it.outlineWidth));
            return {tag: one.tagName, text: (one.innerText || one.value || "").trim(),
                    value: one.value || "", type: one.type || "", ring: Math.max(...rings)}; }"""
        )
    )


def go_on(page: Page, button: str) -> None:
    """Press a button and wait until another page is there."""
    before = page.url
    page.get_by_role("button", name=button, exact=True).click()
    page.wait_for_url(lambda address: address != before)
    page.wait_for_load_state()
