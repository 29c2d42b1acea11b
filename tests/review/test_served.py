"""The real program serves a study: its first line, its port, a kill and a restart."""

from __future__ import annotations

import re
import shutil
import socket
import stat
import subprocess
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from served import PATIENCE, serving


def _csrf(page: str) -> str:
    return page.partition('name="csrf" value="')[2].partition('"')[0]


def _cookie(headers: dict[str, str]) -> str:
    return headers["Set-Cookie"].partition(";")[0]


@pytest.fixture
def place(was_run: Path, tmp_path: Path) -> Path:
    """Return a study that was run."""
    return shutil.copytree(was_run, tmp_path / "study")


def test_a_kill_and_a_restart_strand_nobody(place: Path) -> None:
    """The owner's browser and an open page go on; the first line is the link, and nothing else."""
    with serving(place, "--coder", "Ada") as server:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/enter/[\w-]{32}", server.link)
        status, headers, _ = server.ask("GET", urlsplit(server.link).path)
        assert status == 303
        cookie = _cookie(headers)
        assert server.ask("GET", "/", Cookie=cookie)[0] in (200, 303)
        assert server.ask("GET", urlsplit(server.link).path)[0] == 403
        server.process.kill()
        server.process.wait()
    with serving(place, "--coder", "Ada") as again:
        assert again.port == server.port
        assert again.link != server.link
        assert again.ask("GET", "/", Cookie=cookie)[0] in (200, 303)
        assert again.ask("GET", urlsplit(server.link).path)[0] == 403
        assert again.ask("GET", "/")[0] == 403


def test_a_link_handed_out_while_it_runs_is_good_at_once(place: Path) -> None:
    """And voided at once, from another process; raw requests meet the same door."""
    with serving(place, "--coder", "Ada") as server:
        made = _coders(place, "add", "Peer One", "--role", "peer")
        path = urlsplit(made.splitlines()[0]).path
        assert urlsplit(made).port == server.port
        status, headers, page = server.ask("GET", path)
        assert (status, "Set-Cookie" in headers) == (200, False)
        assert "Server" not in headers
        body = f"csrf={_csrf(page)}"
        here = f"http://127.0.0.1:{server.port}"
        for origin in ("null", "https://example.org", f"http://127.0.0.1:{server.port + 1}"):
            assert server.ask("POST", path, body, Origin=origin)[0] == 403
        assert server.ask("POST", path, body)[0] == 403
        assert server.ask("GET", path, Host="example.org")[0] == 421
        assert server.ask("GET", path, Host=f"example.org:{server.port}")[0] == 421
        assert (
            server.ask("POST", path, body, Host="example.org", Origin="http://example.org")[0]
            == 421
        )
        status, headers, _ = server.ask("POST", path, body, Origin=here)
        assert status == 303
        cookie = _cookie(headers)
        assert server.ask("GET", "/", Cookie=cookie)[0] in (200, 303)
        _coders(place, "remove", "Peer One")
        assert server.ask("GET", "/", Cookie=cookie)[0] == 403
        assert server.ask("GET", path)[0] == 403


def test_ctrl_c_ends_it_and_leaves_nothing_behind(place: Path) -> None:
    """Neither its link nor the sign that the study is open; it has logged no path."""
    with serving(place, "--coder", "Ada") as server:
        server.ask("GET", "/no/such/page")
        server.ask("GET", "/enter/not-a-link")
        code, out, errors = server.end()
        assert code == 0
        assert out == ""
        assert "such" not in errors
        assert "not-a-link" not in errors
        assert not list((place / ".themekit").glob("open-*.json"))
    with serving(place, "--coder", "Ada") as again:
        assert again.ask("GET", urlsplit(server.link).path)[0] == 403


def test_a_taken_port_is_told_in_one_sentence(place: Path) -> None:
    """With the way out."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = _review(place, "--port", str(port), "--coder", "Ada")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert f"Port {port}" in done.stderr
    assert "--port" in done.stderr


def test_the_browser_is_opened_through_a_file_of_its_owner(place: Path, tmp_path: Path) -> None:
    """The link stands in no list of processes; the file is gone once used; nobody waits for it."""
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(
        f'#!/bin/sh\nprintf "%s" "$1" > {seen}.new && mv {seen}.new {seen}\nexec sleep 15 >/dev/null 2>&1\n'
    )
    browser.chmod(0o700)
    screen = {"DISPLAY": ":0", "BROWSER": f"{browser} %s"}
    with serving(place, "--coder", "Ada", browser=True, **screen) as server:
        file = place / ".themekit" / "enter.html"
        for _ in range(PATIENCE * 10):
            if seen.exists():
                break
            time.sleep(0.1)
        assert seen.read_text() == file.as_uri()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert server.link in file.read_text()
        assert server.ask("GET", urlsplit(server.link).path)[0] == 303
        assert not file.exists()


def _coders(study: Path, *words: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "themekit", "coders", str(study), *words],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def _review(study: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "themekit", "review", str(study), "--no-browser", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
