"""Who decides in a study, which versions of the codebook they were shown, and keys for outside."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterable

from sqlalchemy import Connection, select

from themekit.events import Coder, VersionedCode, find_coder
from themekit.names import visible
from themekit.store import schema
from themekit.store.rows import columns_of, dump, loader, names_of

_load_coder = loader(Coder)
_KEY_LENGTH = 22
"""Hexadecimal digits of an opaque key: 88 bits, beyond guessing and short enough for an address."""


def load_coders(connection: Connection) -> tuple[Coder, ...]:
    """Return every coder, by id."""
    table = schema.coder
    rows = connection.execute(select(*columns_of(table, Coder)).order_by(table.c.id))
    return tuple(map(_load_coder, rows))


def save_coder(connection: Connection, coder: Coder) -> None:
    """Add a coder, or change the name, role and credit of one who is there."""
    table = schema.coder
    there = connection.execute(select(table.c.id).where(table.c.id == coder.id)).first()
    row = dump(coder)
    if there is None:
        connection.execute(table.insert().values(row))
    else:
        connection.execute(table.update().where(table.c.id == coder.id).values(row))


def coder_id(connection: Connection, named: str, role: str = "researcher") -> str:
    """Return the id of whom a name means; a name not yet known makes a coder.

    The id of a new coder is the name under which they first came, and never changes.
    """
    found = find_coder(load_coders(connection), named)
    if found is None:
        found = Coder(visible(named), visible(named), role)  # type: ignore[arg-type]
        save_coder(connection, found)
    return found.id


def load_versions(connection: Connection) -> tuple[VersionedCode, ...]:
    """Return the codes of every version of the codebook that an event names."""
    table = schema.versioned_code
    query = select(*(table.c[name] for name in names_of(VersionedCode)))
    rows = connection.execute(query.order_by(table.c.codebook_hash, table.c.place))
    return tuple(VersionedCode(*row) for row in rows)


def save_versions(connection: Connection, rows: Iterable[VersionedCode]) -> None:
    """Keep the versions that are not there yet."""
    table = schema.versioned_code
    there = {name for (name,) in connection.execute(select(table.c.codebook_hash).distinct())}
    new: list[dict[str, object]] = []
    places: dict[str, int] = {}
    for row in rows:
        if row.codebook_hash not in there:
            place = places[row.codebook_hash] = places.get(row.codebook_hash, -1) + 1
            new.append({**dump(row), "place": place})
    if new:
        connection.execute(table.insert(), new)


def study_id(connection: Connection) -> str:
    """Return the random id of the study; it is made when first asked for."""
    return _about(connection, "study_id")


def signing_secret(connection: Connection) -> str:
    """Return what the pages sign with; kept, so that a page stays good when its server restarts."""
    return _about(connection, "signing_secret")


def study_secret(connection: Connection) -> str:
    """Return the secret under which keys are made; of a write, unless it was asked for before."""
    return _about(connection, "secret")


def opaque_key(connection: Connection, kind: str, target: str) -> str:
    """Return the key under which something is known outside: no name ever stands in an address.

    Parameters
    ----------
    connection : Connection
        Of a write.
    kind : str
        ``segment``, ``document`` or ``coder``.
    target : str
        What the key stands for; kept, so that the key resolves after a new cutting too.
    """
    key = keyer(connection)(kind, target)
    table = schema.opaque_key
    if resolve_key(connection, kind, key) is None:
        connection.execute(table.insert().values(key=key, kind=kind, target=target))
    return key


def keyer(connection: Connection) -> Callable[[str, str], str]:
    """Return what gives the opaque key of a kind and a target, without keeping it.

    Who is given a table full of keys has nothing to ask with them; nothing more is to be erased.

    Parameters
    ----------
    connection : Connection
        Of a write: the study's secret is made when first asked for.
    """
    secret = study_secret(connection).encode()

    def key(kind: str, target: str) -> str:
        message = f"{kind}\0{target}".encode()
        return hmac.new(secret, message, hashlib.sha256).hexdigest()[:_KEY_LENGTH]

    return key


def resolve_key(connection: Connection, kind: str, key: str) -> str | None:
    """Return what a key stands for; unknown keys and those of another kind answer alike."""
    table = schema.opaque_key
    query = select(table.c.target).where(table.c.key == key, table.c.kind == kind)
    return connection.execute(query).scalar()


def _about(connection: Connection, name: str) -> str:
    table = schema.about
    found = connection.execute(select(table.c.value).where(table.c.name == name)).scalar()
    if found is None:
        found = secrets.token_hex(16)
        connection.execute(table.insert().values(name=name, value=found))
    return found
