"""A real browser comes in: by the owner's file, and by a link on another site."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from reviewing import run_once
from served import serving
from themekit.workflows.coders import add_coder


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Return a study that was run."""
    return run_once(tmp_path / "study")


@contextmanager
def _letter(link: str) -> Iterator[str]:
    """Serve a page of another site with a link in it, and one that posts there by itself."""
    pages = {
        "/": f'<a href="{link}">Open</a>',
        "/forged": f'<form method="post" action="{link}"></form><script>document.forms[0].submit()</script>',
    }

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(pages.get(self.path, "").encode())

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    # For a browser 'localhost' is another site than 127.0.0.1.
    yield f"http://localhost:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_link_on_another_site_leads_in_and_stays_in(place: Path, browser: Browser) -> None:
    """Start, then the first page; the link once more needs no second Start."""
    with serving(place, "--coder", "Ada") as server:
        link = add_coder(place, "Peer One", "peer").address
        page = browser.new_context().new_page()
        with _letter(link) as elsewhere:
            page.goto(elsewhere)
            page.get_by_text("Open").click()
            page.get_by_role("button", name="Start").click()
            page.wait_for_url(lambda url: "/enter/" not in url)
            here = f"http://127.0.0.1:{server.port}"
            assert page.url.startswith(here)
            inside = page.get_by_role("heading", level=1).inner_text()
            page.goto(elsewhere)
            page.get_by_text("Open").click()
            page.wait_for_url(lambda url: url.startswith(here) and "/enter/" not in url)
            assert page.get_by_role("heading", level=1).inner_text() == inside
        page.context.close()


def test_another_sites_form_opens_nothing(place: Path, browser: Browser) -> None:
    """Though it has the link: the browser says where the form comes from."""
    with serving(place, "--coder", "Ada") as server:
        link = add_coder(place, "Peer One", "peer").address
        context = browser.new_context()
        page = context.new_page()
        with _letter(link) as elsewhere:
            with page.expect_response(link) as answered:
                page.goto(f"{elsewhere}/forged")
            assert answered.value.status == 403
        assert context.cookies(f"http://127.0.0.1:{server.port}") == []
        context.close()


def test_the_owners_file_leads_in(place: Path, browser: Browser, tmp_path: Path) -> None:
    """From a file, which for a browser is another site as well."""
    opener = tmp_path / "browser"
    opener.write_text("#!/bin/sh\nexit 0\n")
    opener.chmod(0o700)
    screen = {"DISPLAY": ":0", "BROWSER": f"{opener} %s"}
    with serving(place, "--coder", "Ada", browser=True, **screen) as server:
        assert server.ask("GET", "/")[0] == 403  # the file is there once it answers
        page = browser.new_context().new_page()
        page.goto((place / ".themekit" / "enter.html").as_uri())
        page.wait_for_url(lambda url: url.startswith("http") and "/enter/" not in url)
        assert page.url.startswith(f"http://127.0.0.1:{server.port}/")
        assert page.request.get(page.url).status in (200, 404)
        page.context.close()
