"""The real program, serving a study to whoever asks."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

PATIENCE = 60


@dataclass
class Server:
    """A `themekit review` that listens, and the link that it printed."""

    process: subprocess.Popen[str]
    link: str

    @property
    def port(self) -> int:
        """Where it listens."""
        return urlsplit(self.link).port or 0

    def ask(
        self, method: str, path: str, body: str = "", **headers: str
    ) -> tuple[int, dict[str, str], str]:
        """Send exactly these headers, and return what comes back."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
        told = {"Host": f"127.0.0.1:{self.port}"} | {
            name.replace("_", "-"): value for name, value in headers.items()
        }
        if body:
            told["Content-Type"] = "application/x-www-form-urlencoded"
            told["Content-Length"] = str(len(body))
        for name, value in told.items():
            connection.putheader(name, value)
        connection.endheaders(body.encode())
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        return answer.status, dict(answer.getheaders()), text

    def end(self) -> tuple[int, str, str]:
        """Press Ctrl-C, and return what the program said since."""
        self.process.send_signal(signal.SIGINT)
        out, errors = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, out, errors


@contextmanager
def serving(study: Path, *options: str, browser: bool = False, **more: str) -> Iterator[Server]:
    """Start `themekit review` and wait for its first line."""
    words = [sys.executable, "-m", "themekit", "review", str(study), "--no-teaching", *options]
    process = subprocess.Popen(
        words if browser else [*words, "--no-browser"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **more},
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        if not line:
            pytest.fail(f"nothing was printed: {process.communicate(timeout=PATIENCE)[1]}")
        yield Server(process, line.strip())
    finally:
        process.kill()
        process.communicate(timeout=PATIENCE)
