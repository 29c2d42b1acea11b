"""What comes in, before anything looks at it: from where, through whom, under which path."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from themekit.review.settings import Settings, is_loopback

REMOTE = "themekit.remote"
"""Whether a request came from beyond this machine."""
REFUSED = "themekit.refused"
"""Whether it came by a way that is not open."""
Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]


class Front:
    """Says of each request where it came from; headers that anybody could write are taken away.

    Parameters
    ----------
    inner : WSGI application
    settings : Settings
    """

    def __init__(self, inner: Application, settings: Settings) -> None:
        self._inner = inner
        self._settings = settings
        self._was_told = False

    def __call__(self, environ: Environ, start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        said = _take_forwarded(environ)
        came_from = str(environ.get("REMOTE_ADDR", ""))
        if self._settings.behind_tls and _same(came_from, self._settings.behind_tls):
            self._through_proxy(environ, said)
        else:
            near = is_loopback(came_from)
            # Who forwards unasked hides who asks: then it is nobody of this machine.
            environ[REMOTE] = not near or bool(said)
            environ[REFUSED] = not near and not self._settings.insecure_lan
        self._mount(environ)
        return self._inner(environ, start)

    def _through_proxy(self, environ: Environ, said: dict[str, str]) -> None:
        """Believe the named proxy, which has to say all of it: silence would make anybody near."""
        environ[REMOTE] = True
        environ[REFUSED] = said.get("PROTO") != "https" or not said.get("FOR")
        if environ[REFUSED] and not self._was_told:
            self._was_told = True
            logging.getLogger("themekit.review").warning(
                "The proxy does not say who asks, so nobody is let in: have it send "
                "X-Forwarded-For, X-Forwarded-Proto (https) and X-Forwarded-Host."
            )
        environ["wsgi.url_scheme"] = "https"
        environ["REMOTE_ADDR"] = said.get("FOR", "")
        if said.get("HOST"):
            environ["HTTP_HOST"] = said["HOST"]

    def _mount(self, environ: Environ) -> None:
        """Put the prefix where addresses are made from; some proxies have cut it off already."""
        prefix, path = self._settings.prefix, str(environ.get("PATH_INFO", ""))
        if prefix:
            environ["SCRIPT_NAME"] = prefix
            if path == prefix or path.startswith(f"{prefix}/"):
                environ["PATH_INFO"] = path[len(prefix) :] or "/"


def _take_forwarded(environ: Environ) -> dict[str, str]:
    """Take away what forwarding headers say; of several values the last was written nearest."""
    found = [name for name in environ if name.startswith("HTTP_X_FORWARDED_")]
    said = {
        name.removeprefix("HTTP_X_FORWARDED_"): str(environ.pop(name)).rpartition(",")[2].strip()
        for name in found
    }
    if "HTTP_FORWARDED" in environ:
        said["FORWARDED"] = str(environ.pop("HTTP_FORWARDED"))
    return said


def _same(one: str, other: str) -> bool:
    return one.removeprefix("::ffff:").strip("[]") == other.removeprefix("::ffff:").strip("[]")
