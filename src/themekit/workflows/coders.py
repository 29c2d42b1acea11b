"""``themekit coders``: who takes part in a study, and the links by which they come to its pages."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection

from themekit.disclosure import why_no_peer
from themekit.errors import InputError, UsageError
from themekit.events import Coder, Role, find_coder
from themekit.names import visible
from themekit.store import Store, open_store
from themekit.store.access import (
    Link,
    hash_of,
    last_seen,
    load_address,
    new_token,
    remove_links,
    remove_sessions,
    save_link,
    with_links,
)
from themekit.store.coders import load_coders, save_coder, study_id
from themekit.study import read_study
from themekit.workflows.finishing import finish
from themekit.workflows.project import STORE_VARIABLE

CODER_COLUMNS = ("name", "role", "credit", "link", "last_seen")
FIRST_PORT, PORTS = 20480, 12288
"""Ports of studies: below those that systems give to whoever asks for any."""


@dataclass(frozen=True, slots=True)
class NewLink:
    """A link that somebody was given; it is shown once and kept nowhere.

    Attributes
    ----------
    address : str
        The whole link.
    coder : Coder
    was : str
        The role that they had before, where it was another.
    is_near : bool
        Whether it opens on this machine alone.
    """

    address: str
    coder: Coder
    was: str = ""
    is_near: bool = False


def usual_port(connection: Connection) -> int:
    """Return the port of a study's pages: always the same, so that an open page stays good."""
    digest = hashlib.sha256(study_id(connection).encode()).digest()
    return FIRST_PORT + int.from_bytes(digest[:4], "big") % PORTS


def list_coders(path: Path) -> list[tuple[str, str, str, str, str]]:
    """Return one row a coder, as `CODER_COLUMNS` names them."""
    with _open(path) as store, store.reading() as connection:
        linked, seen = with_links(connection), last_seen(connection)
        coders = load_coders(connection)
    return [
        (one.name, one.role, one.credit, "yes" if one.id in linked else "no", seen.get(one.id, ""))
        for one in coders
    ]


@dataclass(frozen=True, slots=True)
class Stated:
    """What somebody states of themselves for what is published; what is None stays as it is.

    Attributes
    ----------
    credit : str or None
        How they wish to be named.
    standpoint : str or None
        Where they stand on the subject and to the participants.
    training : str or None
        How they were prepared for coding.
    """

    credit: str | None = None
    standpoint: str | None = None
    training: str | None = None

    def of(self, coder: Coder) -> Coder:
        """Return a coder with it."""
        return replace(
            coder,
            credit=coder.credit if self.credit is None else visible(self.credit),
            standpoint=coder.standpoint if self.standpoint is None else visible(self.standpoint),
            training=coder.training if self.training is None else visible(self.training),
        )


def edit_coder(path: Path, name: str, stated: Stated) -> Coder:
    """Change what somebody states of themselves; empty words erase it.

    Raises
    ------
    UsageError
        If nobody is called so, or nothing is to be changed.
    """
    if stated == Stated():
        raise UsageError(
            "Say what is to be changed: --credit, --standpoint or --training. Empty words "
            '(--standpoint "") erase it.'
        )
    with _open(path) as store, store.writing() as connection:
        coder = stated.of(_coder(connection, path, name))
        save_coder(connection, coder)
        return coder


def add_coder(
    path: Path, name: str, role: Role, stated: Stated | None = None, address: str = ""
) -> NewLink:
    """Take somebody in, and give them a link.

    Parameters
    ----------
    path : Path
        The study's folder.
    name : str
        Somebody of this name who has no link yet gets one, with this role from now on.
    role : {'peer', 'researcher', 'facilitator'}
    stated : Stated, optional
        What they state of themselves; what was said before where it is left out.
    address : str
        How they reach the pages; as `review` was reached last where it is left out.

    Raises
    ------
    UsageError
        If nobody is named, or they have a link.
    """
    if not visible(name):
        raise UsageError("Say who it is: 'themekit coders STUDY add NAME --role peer'.")
    with _open(path) as store, store.writing() as connection:
        there = find_coder(load_coders(connection), name)
        if there is not None and there.id in with_links(connection):
            raise UsageError(
                f"'{there.name}' has a link already, as {there.role}: 'themekit coders {path} link "
                f'"{there.name}"\' makes a new one and voids that.'
            )
        coder = replace(there or Coder(visible(name), visible(name)), role=role)
        coder = (stated or Stated()).of(coder)
        save_coder(connection, coder)
        made = _link(connection, coder, address)
        was = there.role if there is not None and there.role != role else ""
        return replace(made, was=was)


def before_peers(path: Path) -> str:
    """Say what study.yaml should say before any peer is served; empty where it does."""
    study, _ = read_study(path)
    support = study.support if study else None
    if why := why_no_peer(support):
        return why
    missing = [name for name in ("phone", "hours", "emergency", "facilitator")
               if not getattr(support, name).strip()]  # fmt: skip
    if not missing:
        return ""
    return (
        f"Readers are not told all that may help them: write {', '.join(missing)} under 'support' "
        "in study.yaml."
    )


def new_link(path: Path, name: str, address: str = "") -> NewLink:
    """Give somebody a new link; the old one, and what was opened by it, is shut from now on.

    Whoever has their old link may have come in by it. What the owner's link opened stays open.
    """
    with _open(path) as store, store.writing() as connection:
        coder = _coder(connection, path, name)
        remove_links(connection, "personal", coder.id)
        remove_sessions(connection, coder.id, owner=False)
        return _link(connection, coder, address)


def remove_coder(path: Path, name: str) -> Coder:
    """Take somebody's links and sessions away, never themselves or what they said."""
    with _open(path) as store, store.writing() as connection:
        coder = _coder(connection, path, name)
        remove_links(connection, "personal", coder.id)
        remove_links(connection, "owner", coder.id)
        remove_sessions(connection, coder.id, owner=True)
        return coder


def _link(connection: Connection, coder: Coder, address: str) -> NewLink:
    token = new_token()
    day = datetime.now(UTC).date().isoformat()
    save_link(connection, Link(hash_of(token), coder.id, "personal", day))
    far = address.rstrip("/") or load_address(connection)
    base = far or f"http://127.0.0.1:{usual_port(connection)}"
    return NewLink(f"{base}/enter/{token}", coder, is_near=not far)


def _coder(connection: Connection, path: Path, name: str) -> Coder:
    coder = find_coder(load_coders(connection), name)
    if coder is None:
        raise UsageError(
            f"Nobody here is called '{name}': 'themekit coders {path} list' shows who is."
        )
    return coder


@contextmanager
def _open(path: Path) -> Iterator[Store]:
    """Open a study's store; of its own files, only study.yaml has to be sound."""
    study, problems = read_study(path)
    if study is None:
        raise InputError(problems)
    store = open_store(study.root, os.environ.get(STORE_VARIABLE) or study.store)
    try:
        finish(store, study.root)
        yield store
    finally:
        store.close()
