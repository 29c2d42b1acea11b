"""Who took their words back: what was asked, and by what they are known again.

Of those who withdrew only HMACs are kept, under a secret of this study: no name, no word. What was
asked is kept whole until all is done, so that a withdrawal that a kill cut short is finished; then
its row says nothing but when it was.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import Connection, func, select

from themekit.store import schema
from themekit.store.coders import study_secret
from themekit.store.rows import columns_of, dump, loader

State = Literal["intended", "erased", "wiped", "done"]
Known = Literal["source", "document", "speaker", "case", "text"]
Scope = Literal["all", "quotes"]


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """One withdrawal.

    Attributes
    ----------
    number : int
        From 1; the number of its receipt.
    made : str
        Day.
    state : {'intended', 'erased', 'wiped', 'done'}
        ``erased``: nothing of it is in the tables any more, and the files are not rewritten yet;
        ``wiped``: nothing of it is anywhere; which numbers are others now is told by the next run.
    request : str
        All that is needed to finish it: no name and no word once it is wiped, nothing once it is
        done.
    """

    number: int
    made: str
    state: State
    request: str


@dataclass(frozen=True, slots=True)
class Memory:
    """By what those who withdrew are known again.

    Attributes
    ----------
    secret : str
    rows : mapping of (kind, key) to scope
    """

    secret: str = ""
    rows: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Tell whether anybody withdrew."""
        return bool(self.rows)

    def knows(self, kind: Known, *parts: str, scope: Scope = "all") -> bool:
        """Tell whether something was taken back."""
        return bool(self.rows) and self.rows.get((kind, _key(self.secret, kind, parts))) == scope

    def has(self, kind: Known, scope: Scope = "all") -> bool:
        """Tell whether anything of a kind was."""
        return any(one == kind and said == scope for (one, _), said in self.rows.items())


_load = loader(Withdrawal)


def load_withdrawals(connection: Connection) -> tuple[Withdrawal, ...]:
    """Return every withdrawal, in order."""
    table = schema.withdrawal
    rows = connection.execute(select(*columns_of(table, Withdrawal)).order_by(table.c.number))
    return tuple(map(_load, rows))


def unfinished(connection: Connection) -> Withdrawal | None:
    """Return the first withdrawal of whose words something is left."""
    begun = (one for one in load_withdrawals(connection) if one.state in ("intended", "erased"))
    return next(begun, None)


def intend(connection: Connection, request: str) -> Withdrawal:
    """Keep what was asked for, before anything is done about it."""
    table = schema.withdrawal
    number = (connection.execute(select(func.max(table.c.number))).scalar() or 0) + 1
    new = Withdrawal(number, datetime.now(UTC).date().isoformat(), "intended", request)
    connection.execute(table.insert().values(dump(new)))
    return new


def step(connection: Connection, number: int, state: State, request: str = "") -> None:
    """Say how far a withdrawal has come, and what is needed for the rest."""
    table = schema.withdrawal
    row = {"state": state, "request": request}
    connection.execute(table.update().where(table.c.number == number).values(row))


def remember(
    connection: Connection,
    number: int,
    known: Iterable[tuple[Known, tuple[str, ...]]],
    scope: Scope,
) -> None:
    """Keep by what somebody is known again."""
    secret, table = study_secret(connection), schema.withdrawn
    there = load_memory(connection).rows
    for kind, parts in dict.fromkeys(known):
        key = _key(secret, kind, parts)
        if there.get((kind, key)) in (scope, "all"):
            continue
        connection.execute(table.delete().where(table.c.key == key))
        row = {"key": key, "kind": kind, "scope": scope, "withdrawal": number}
        connection.execute(table.insert().values(row))


def load_memory(connection: Connection) -> Memory:
    """Return by what all those are known again who withdrew."""
    table = schema.withdrawn.c
    rows = connection.execute(select(table.kind, table.key, table.scope)).all()
    if not rows:
        return Memory()
    return Memory(study_secret(connection), {(kind, key): scope for kind, key, scope in rows})


def _key(secret: str, kind: str, parts: Iterable[str]) -> str:
    message = "\0".join(("withdrawn", kind, *parts)).encode("utf-8", "surrogatepass")
    return hmac.new(secret.encode(), message, hashlib.sha256).hexdigest()
