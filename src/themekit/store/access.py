"""Who may open the pages: links, sessions, and requests that were answered already.

Of a link and of a session only the hash of its token is kept, so that whoever reads the database
can open nothing with it. Days, not times, say when somebody was last there.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import Connection, delete, func, select

from themekit.errors import RefusedError
from themekit.store import schema
from themekit.store.rows import columns_of, dump, loader

LinkKind = Literal["personal", "owner"]
TOKEN_BYTES = 24
"""Random bytes of a token: 192 bits."""
_HASH_IN_ACT = 16
"""Hexadecimal digits of a request's body that an act's name carries: enough to tell two apart."""
_ADDRESS = "review_address"
_THROUGH = "requests_through"
"""Number of the last event whose request may be told from the events alone."""


@dataclass(frozen=True, slots=True)
class Link:
    """A way in: a personal one as often as it is wanted, the owner's once.

    Attributes
    ----------
    token_hash, coder : str
    kind : {'personal', 'owner'}
    made : str
        Day.
    """

    token_hash: str
    coder: str
    kind: LinkKind
    made: str


@dataclass(frozen=True, slots=True)
class Session:
    """A browser that came in by a link.

    Attributes
    ----------
    token_hash, coder : str
    owner : bool
        Whether it came by the owner's link.
    made, seen : str
        Days: of its beginning, and of the last page.
    """

    token_hash: str
    coder: str
    owner: bool
    made: str
    seen: str


def new_token() -> str:
    """Return a token that nobody can guess."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def hash_of(token: str) -> str:
    """Return the hash under which a token is kept, and by which alone it is looked for.

    A look-up by the hash tells a guesser nothing by its time: how far two hashes agree says
    nothing of the tokens.
    """
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


# -- links --------------------------------------------------------------------------------------


def save_link(connection: Connection, link: Link) -> None:
    """Keep a link."""
    connection.execute(schema.link.insert().values(dump(link)))


def find_link(connection: Connection, token: str) -> Link | None:
    """Return the link that a token opens."""
    table = schema.link
    query = select(*columns_of(table, Link)).where(table.c.token_hash == hash_of(token))
    row = connection.execute(query).first()
    return _load_link(row) if row else None


def use_up(connection: Connection, token: str) -> bool:
    """Take a link away, and tell whether it was there: of two who come at once, one is first."""
    table = schema.link
    return (
        connection.execute(delete(table).where(table.c.token_hash == hash_of(token))).rowcount > 0
    )


def remove_links(connection: Connection, kind: LinkKind, coder: str | None = None) -> None:
    """Void all links of a kind, or those of one coder."""
    query = delete(schema.link).where(schema.link.c.kind == kind)
    if coder is not None:
        query = query.where(schema.link.c.coder == coder)
    connection.execute(query)


def with_links(connection: Connection) -> frozenset[str]:
    """Return the ids of coders who have a personal link."""
    table = schema.link.c
    query = select(table.coder).where(table.kind == "personal")
    return frozenset(connection.execute(query).scalars())


# -- sessions -----------------------------------------------------------------------------------


def save_session(connection: Connection, session: Session) -> None:
    """Keep a session."""
    connection.execute(schema.session.insert().values(dump(session)))


def find_session(connection: Connection, token: str) -> Session | None:
    """Return the session that a token stands for."""
    table = schema.session
    query = select(*columns_of(table, Session)).where(table.c.token_hash == hash_of(token))
    row = connection.execute(query).first()
    return _load_session(row) if row else None


def saw_session(connection: Connection, token_hash: str, day: str) -> None:
    """Remember the day of a session's last page."""
    table = schema.session
    connection.execute(table.update().where(table.c.token_hash == token_hash).values(seen=day))


def remove_session(connection: Connection, token_hash: str) -> None:
    """End one session."""
    connection.execute(delete(schema.session).where(schema.session.c.token_hash == token_hash))


def remove_sessions(connection: Connection, coder: str, *, owner: bool) -> None:
    """End the sessions of a coder, on whatever device; those by the owner's link if `owner`."""
    query = delete(schema.session).where(schema.session.c.coder == coder)
    connection.execute(query if owner else query.where(schema.session.c.owner == 0))


def remove_unseen(connection: Connection, before: str) -> None:
    """End the sessions in which nobody has come since a day."""
    connection.execute(delete(schema.session).where(schema.session.c.seen < before))


def last_seen(connection: Connection) -> dict[str, str]:
    """Return the last day of each coder who has a session."""
    table = schema.session.c
    query = select(table.coder, func.max(table.seen).label("day")).group_by(table.coder)
    return {row.coder: row.day for row in connection.execute(query)}


# -- where the pages are ------------------------------------------------------------------------


def save_address(connection: Connection, address: str) -> None:
    """Remember how people at other machines reach the pages."""
    _keep(connection, _ADDRESS, address)


def load_address(connection: Connection) -> str:
    """Return how people at other machines reach the pages; empty where nobody has said."""
    return _kept(connection, _ADDRESS)


# -- requests -----------------------------------------------------------------------------------


def act_of(request_id: str, body_hash: str) -> str:
    """Return the name of the act that a request makes.

    It tells the request and what it said, so that the events alone can answer it a second time once
    its row is pruned.
    """
    return f"{request_id}.{body_hash[:_HASH_IN_ACT]}"


def answered(connection: Connection, coder: str, request_id: str, body_hash: str) -> int | None:
    """Return the number by which a request was answered; None if it is new.

    Parameters
    ----------
    connection : Connection
        Of the append that would take the request in: nobody else gets in between.
    coder, request_id : str
        Who asks, and the id that the page gave to what was sent.
    body_hash : str
        Hexadecimal SHA-256 of what was sent.

    Raises
    ------
    RefusedError
        If the same id came with something else: both cannot be meant.
    """
    table = schema.request.c
    query = select(table.body_hash, table.number).where(
        table.coder == coder, table.request_id == request_id
    )
    row = connection.execute(query).first()
    there = (row.body_hash, row.number) if row else _in_events(connection, coder, request_id)
    if there is None:
        return None
    said, number = there
    if said[:_HASH_IN_ACT] != body_hash[:_HASH_IN_ACT]:
        raise RefusedError(
            "This answer was sent before, and said something else: nothing is lost; open the page "
            "again and send what you mean."
        )
    return int(number)


def remember(
    connection: Connection, coder: str, request_id: str, body_hash: str, number: int
) -> None:
    """Keep by which number a request was answered, in the transaction that answers it."""
    row = {
        "coder": coder, "request_id": request_id, "body_hash": body_hash, "number": number,
    }  # fmt: skip
    connection.execute(schema.request.insert().values(row))


def prune_requests(connection: Connection, through: int) -> int:
    """Take away the rows of old requests, and tell how many.

    Only those go whose events, up to a number, are named by `act_of`: they are found there as long
    as the study is, so that no request, however late it comes again, is ever taken in twice.

    Parameters
    ----------
    connection : Connection
    through : int
        Number of the last event whose request may go.
    """
    request, event = schema.request.c, schema.event.c
    query = (
        select(request.coder, request.request_id, request.body_hash)
        .join(schema.event, (event.number == request.number) & (event.coder == request.coder))
        .where(
            request.number <= through,
            event.act == request.request_id + "." + func.substr(request.body_hash, 1, _HASH_IN_ACT),
        )
    )
    rows = connection.execute(query).all()
    for coder, request_id, _ in rows:
        connection.execute(
            delete(schema.request).where(request.coder == coder, request.request_id == request_id)
        )
    if rows:
        _keep(connection, _THROUGH, str(max(through, _through(connection))))
    return len(rows)


def _in_events(connection: Connection, coder: str, request_id: str) -> tuple[str, int] | None:
    """Return what a pruned request said (its hash's beginning) and its number."""
    through = _through(connection)
    if not through:
        return None
    event = schema.event.c
    beginning = f"{request_id}."
    query = select(event.act, event.number).where(
        event.number <= through,
        event.coder == coder,
        func.substr(event.act, 1, len(beginning)) == beginning,
        func.length(event.act) == len(beginning) + _HASH_IN_ACT,
    )
    row = connection.execute(query.order_by(event.number.desc()).limit(1)).first()
    return (row.act[len(beginning) :], row.number) if row else None


def _through(connection: Connection) -> int:
    return int(_kept(connection, _THROUGH) or 0)


def _kept(connection: Connection, name: str) -> str:
    table = schema.about.c
    return connection.execute(select(table.value).where(table.name == name)).scalar() or ""


def _keep(connection: Connection, name: str, value: str) -> None:
    table = schema.about
    connection.execute(delete(table).where(table.c.name == name))
    connection.execute(table.insert().values(name=name, value=value))


_load_link = loader(Link)
_load_session = loader(Session, owner=bool)
