"""People who answer by HTTP: a browser's cookie, its token, and requests that are sent again."""

from __future__ import annotations

import http.client
import json
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import urlencode, urlsplit

from reviewing import link_for, open_desk, run_once
from themekit.events import Coder
from themekit.workflows.desk import Desk

PATIENCE = 60
BETWEEN = 300
"""Seconds in which a server comes back and answers, on a machine that has much else to do."""
_TOKENS = ('name="csrf-token" content="', 'name="csrf" value="')
Answer = TypeVar("Answer")


def token_in(page: str) -> str:
    """Return the token that a page's forms carry."""
    found = (page.partition(mark)[2].partition('"')[0] for mark in _TOKENS if mark in page)
    return next(found, "")


class Person:
    """Somebody at a browser.

    Parameters
    ----------
    port : int
        Where the pages are on this machine.
    path : str
        Of their link.
    stays : bool
        Whether the connection stays open from one request to the next, until `hang_up`.
    """

    def __init__(self, port: int, path: str, *, stays: bool = False) -> None:
        self.port, self.stays = port, stays
        self.cookie = self.csrf = ""
        self._connection: http.client.HTTPConnection | None = None
        status, headers, page = self.ask("GET", path)
        if status == 200:  # a personal link shows Start first
            told = urlencode({"csrf": token_in(page)})
            status, headers, _ = self.ask("POST", path, told)
        assert status == 303, (status, headers)
        self.cookie = headers["Set-Cookie"].partition(";")[0]
        self.csrf = token_in(self.page("/start"))

    @classmethod
    def of_link(cls, link: str) -> Person:
        """Come in by a whole link, such as the owner's."""
        parts = urlsplit(link)
        return cls(parts.port or 0, parts.path)

    def ask(
        self, method: str, path: str, body: str | bytes = "", **more: str
    ) -> tuple[int, dict[str, str], str]:
        """Send one request, and return what comes back."""
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        if method != "GET":
            headers["Origin"] = f"http://127.0.0.1:{self.port}"
        if self.cookie:
            headers["Cookie"] = self.cookie
        headers |= {name.replace("_", "-"): value for name, value in more.items()}
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            self._connection.request(method, path, body or None, headers)
            answer = self._connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self.hang_up()
            raise
        if not self.stays:
            self.hang_up()
        return answer.status, dict(answer.getheaders()), text

    def hang_up(self) -> None:
        """Close the connection."""
        if self._connection is not None:
            self._connection.close()
        self._connection = None

    def page(self, path: str) -> str:
        """Open a page, wherever it leads."""
        return self.follow(path)[1]

    def follow(self, path: str) -> tuple[str, str]:
        """Open a page, and return the address it led to and its text."""
        for _ in range(6):
            status, headers, text = self.ask("GET", path)
            if status != 303:
                assert status == 200, (path, status, text)
                return path, text
            path = headers["Location"]
        raise AssertionError(path)

    def send(self, path: str, fields: dict[str, str]) -> tuple[int, dict[str, str], str]:
        """Send a form."""
        return self.ask("POST", path, urlencode({"csrf": self.csrf, **fields}))

    def post(
        self, body: Any, path: str = "/api/decisions", **more: str
    ) -> tuple[int, dict[str, Any]]:
        """Send JSON, and return the status and what came back."""
        sent = body if isinstance(body, (str, bytes)) else json.dumps(body)
        told = {"Content_Type": "application/json", "X_CSRF_Token": self.csrf, **more}
        status, _, text = self.ask("POST", path, sent, **told)
        with suppress(json.JSONDecodeError):
            return status, json.loads(text)
        return status, {"page": text}


def until_heard(ask: Callable[[], Answer]) -> Answer:
    """Send the same request until somebody answers it, as a phone without a network does."""
    end = time.monotonic() + BETWEEN
    while True:
        try:
            return ask()
        except (OSError, http.client.HTTPException):
            assert time.monotonic() < end, "nobody answers"
            time.sleep(0.02)


def answers(count: int, words: str = "Money and more people, as number {n} of us said") -> str:
    """Return a survey of so many answers, each its own."""
    lines = "".join(f'R{n},yes,"{words.format(n=n)}"\n' for n in range(1, count + 1))
    return "respondent,agree,worry\n" + lines


def larger_study(folder: Path, count: int, **files: str) -> Path:
    """Run a study of so many answers with stand-ins for the models, and mark all of it."""
    run_once(folder, **{"survey.csv": answers(count), **files})
    open_desk(folder).close()
    return folder


def let_in(desk: Desk, *coders: Coder) -> list[str]:
    """Make each coder a link, and return its path."""
    return [f"/enter/{link_for(desk, one)}" for one in coders]
