"""Serving the pages: where, to whom, and how the owner's browser gets in."""

from __future__ import annotations

import html
import logging
import os
import re
import socket
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from sqlalchemy import Connection

from themekit.errors import UsageError
from themekit.events import Coder, find_coder
from themekit.review.app import create_app
from themekit.review.settings import Settings, bracketed, has_port, is_any, is_loopback
from themekit.store import Store
from themekit.store.access import (
    Link,
    hash_of,
    new_token,
    prune_requests,
    remove_links,
    remove_unseen,
    save_address,
    save_link,
    use_up,
)
from themekit.store.coders import coder_id, load_coders
from themekit.store.events import last_number
from themekit.workflows.coders import usual_port
from themekit.workflows.desk import Desk

OWNERS_FILE = "enter.html"
"""In the state folder; sends the owner's browser to their link, which no process list shows."""
THREADS = 8
CONNECTIONS = 400
"""Open at once: browsers keep six each."""
UNSEEN = timedelta(days=180)
"""After which a session ends in which nobody came."""
REQUESTS = 50_000
"""Answered requests kept at hand; older ones are told from the events."""
_NOT_ROUTED = "192.0.2.1"
_NAME = re.compile(r"(\[[0-9a-fA-F:.]+\]|[A-Za-z0-9_.-]+)(:\d{1,5})?")
_PREFIX = re.compile(r"(/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url={link}">
<title>themekit</title>
<p><a href="{link}">Open the pages</a></p>
</html>
"""


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody wants a study served, before it is known whether that goes.

    Attributes
    ----------
    port : int or None
        The study's own where it is left out.
    host : str
        This machine alone where it is left out.
    prefix, behind_tls : str
    insecure_lan : bool
    allow_hosts : tuple of str
        As in `Settings`.
    """

    port: int | None = None
    host: str = ""
    prefix: str = ""
    behind_tls: str = ""
    insecure_lan: bool = False
    allow_hosts: tuple[str, ...] = ()


def settings_for(store: Store, wish: Wish) -> Settings:
    """Return the settings that a wish comes to.

    Raises
    ------
    UsageError
        If others could come unprotected without its having been said, or a name is none.
    """
    host = wish.host or ("0.0.0.0" if wish.insecure_lan else "127.0.0.1")  # noqa: S104 (it was said)
    _check(wish, host)
    with store.writing() as connection:
        port = wish.port or usual_port(connection)
    names = wish.allow_hosts
    if wish.insecure_lan and is_any(host):
        names = (*names, *_own_addresses())
    prefix = f"/{wish.prefix.strip('/')}".rstrip("/")
    return Settings(port, host, prefix, _address(wish.behind_tls), wish.insecure_lan, names)


def _check(wish: Wish, host: str) -> None:
    if wish.behind_tls and wish.insecure_lan:
        raise UsageError("Give --behind-tls or --insecure-lan, not both.")
    if not (is_loopback(host) or wish.behind_tls or wish.insecure_lan):
        raise UsageError(
            f"At {host} others reach the pages, and could read along: give --behind-tls "
            "PROXY_ADDRESS where a proxy speaks TLS to them, or, in a network that you trust, "
            "--insecure-lan."
        )
    if wish.behind_tls and not _address(wish.behind_tls):
        raise UsageError(
            f"'{wish.behind_tls}' is no address: --behind-tls takes the one from which the proxy "
            "comes, such as 127.0.0.1."
        )
    if wish.behind_tls and not wish.allow_hosts:
        raise UsageError(
            "Say by which name people call the pages: --behind-tls needs --allow-host NAME."
        )
    _check_names(wish)


def _check_names(wish: Wish) -> None:
    for name in wish.allow_hosts:
        if not _NAME.fullmatch(name):
            raise UsageError(
                f"'{name}' is no name of a host: give it as in 'check.example.org', without "
                "http:// and path."
            )
    if not _PREFIX.fullmatch(f"/{wish.prefix.strip('/')}".rstrip("/")):
        raise UsageError(f"'{wish.prefix}' cannot begin a path: give it as in '/review'.")


def owner_of(connection: Connection, named: str, login: str) -> Coder:
    """Return the coder who sits at this machine.

    Parameters
    ----------
    connection : Connection
        Of a write: somebody who is not known yet is taken in as a researcher.
    named : str
        Whom they say they are; else the only researcher there is; else who is logged in, if they
        are one of several or the first of all.
    login : str
        Empty where nobody knows.

    Raises
    ------
    UsageError
        If that is nobody, or somebody who comes by a link of their own.
    """
    coders = load_coders(connection)
    researchers = [one for one in coders if one.role == "researcher"]
    if not named and len(researchers) == 1:
        return researchers[0]
    if not named and researchers and find_coder(researchers, login) is None:
        listed = ", ".join(sorted(one.name for one in researchers))
        raise UsageError(
            f"Several researchers take part ({listed}): say who you are, --coder NAME."
        )
    who = named or login
    if not who:
        raise UsageError("Say who you are: --coder NAME.")
    found = find_coder(coders, who)
    if found is None:
        known = coder_id(connection, who)
        found = next(one for one in load_coders(connection) if one.id == known)
    if found.role not in ("researcher", "facilitator"):
        raise UsageError(
            f"{found.name} takes part as {found.role}, and comes by a link of their own: "
            "'themekit coders STUDY link NAME'. Say with --coder who you are."
        )
    return found


def serve(
    desk: Desk,
    settings: Settings,
    owner: Coder,
    *,
    told: Callable[[str], None],
    browser: bool,
) -> None:
    """Serve the pages until Ctrl-C.

    Parameters
    ----------
    desk : Desk
    settings : Settings
    owner : Coder
        Whom the owner's link makes of whoever opens it.
    told : callable
        Takes the owner's link, and is called once, when the server listens.
    browser : bool
        Whether a browser is to be opened at it.

    Raises
    ------
    UsageError
        If the port is taken.
    """
    import waitress

    # Its lines name paths, and those of links are keys.
    logging.getLogger("waitress").setLevel(logging.CRITICAL + 1)
    file = desk.store.folder / OWNERS_FILE
    file.unlink(missing_ok=True)  # a kill may have left one
    with _listening(settings) as listener, _owners_link(desk.store, owner) as token:
        app = create_app(desk, settings, entered=lambda: file.unlink(missing_ok=True))
        server = waitress.create_server(
            app, sockets=[listener], threads=THREADS, connection_limit=CONNECTIONS,
            ident=None, clear_untrusted_proxy_headers=False, max_request_body_size=2 * 1024 * 1024,
        )  # fmt: skip
        link = f"{owners_address(settings)}/enter/{token}"
        try:
            told(link)
            if browser:
                _open_browser(file, link)
            server.run()
        finally:
            file.unlink(missing_ok=True)
            server.close()


def owners_address(settings: Settings) -> str:
    """Return how the browser of the owner, on this machine, reaches the pages."""
    near = is_loopback(settings.host) or is_any(settings.host)
    if near and not (settings.behind_tls and is_loopback(settings.behind_tls)):
        host = settings.host if is_loopback(settings.host) else "127.0.0.1"
        return f"http://{bracketed(host)}:{settings.port}{settings.prefix}"
    return far_address(settings)


def far_address(settings: Settings) -> str:
    """Return how others reach the pages; empty where they cannot."""
    if not (settings.behind_tls or settings.insecure_lan):
        return ""
    scheme, port = ("https", "") if settings.behind_tls else ("http", f":{settings.port}")
    name = (settings.allow_hosts or (bracketed(settings.host),))[0]
    return f"{scheme}://{name if has_port(name) else name + port}{settings.prefix}"


@contextmanager
def _owners_link(store: Store, owner: Coder) -> Iterator[str]:
    """Make the owner's link, which works once and never after the server has ended."""
    token, day = new_token(), datetime.now(UTC).date()
    with store.writing() as connection:
        _tidy(connection, (day - UNSEEN).isoformat())
        save_link(connection, Link(hash_of(token), owner.id, "owner", day.isoformat()))
    try:
        yield token
    finally:
        with store.writing() as connection:
            use_up(connection, token)


def _tidy(connection: Connection, unseen: str) -> None:
    """Take away what nobody needs any more."""
    remove_links(connection, "owner")  # of a server that was killed
    remove_unseen(connection, unseen)
    prune_requests(connection, last_number(connection) - REQUESTS)


def remember_address(store: Store, settings: Settings) -> None:
    """Keep how others reach the pages, for the links that `themekit coders` prints."""
    address = far_address(settings)
    with store.writing() as connection:
        if address:
            save_address(connection, address)
        elif settings.port != usual_port(connection):
            save_address(connection, f"http://127.0.0.1:{settings.port}{settings.prefix}")


@contextmanager
def _listening(settings: Settings) -> Iterator[socket.socket]:
    """Listen, so that whoever opens the link finds somebody there."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as listener:
        if sys.platform == "win32":  # there, REUSEADDR would let two listen at one port
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((settings.host.strip("[]"), settings.port))
            listener.listen(CONNECTIONS)
        except OSError as error:
            raise UsageError(
                f"Port {settings.port} at {settings.host} cannot be had ({error.strerror}): if "
                "another 'themekit review' has this study open, end it; else choose with --port."
            ) from error
        yield listener


def _open_browser(file: Path, link: str) -> None:
    """Open a browser at the link, through a file that only its owner reads."""
    if not _has_screen():
        return
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as opened:
        opened.write(_PAGE.format(link=html.escape(link)))
    # Some ways of opening a browser last until it is closed: nobody waits for them.
    threading.Thread(target=_show, args=(file.as_uri(),), daemon=True).start()


def _show(address: str) -> None:
    with suppress(webbrowser.Error, OSError):
        webbrowser.open(address)


def _has_screen() -> bool:
    """Tell whether a browser would open beside the terminal, not in it."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _address(told: str) -> str:
    """Return an address as systems write it; empty where it is none."""
    with suppress(ValueError):
        return str(ip_address(told.strip("[]")))
    return ""


def _own_addresses() -> tuple[str, ...]:
    """Return the address by which this machine goes out; nothing is sent to find it."""
    with suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect((_NOT_ROUTED, 9))
        found = str(probe.getsockname()[0])
        return () if is_loopback(found) else (found,)
    return ()
