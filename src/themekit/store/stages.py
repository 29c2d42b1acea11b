"""What each stage was last made from, how much went in and out, and how long it took."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select, update

from themekit.store import schema


@dataclass(frozen=True, slots=True)
class StageRow:
    """One stage that is done.

    Attributes
    ----------
    name, key : str
        `key` is a hash of everything that went in.
    seconds : float
        What the last real work on it took.
    count_in, count_out : int
        All records that the stage stands on and all that it gave, fresh or resumed.
    details : dict
        Whatever else the stage has to tell, as JSON can hold it.
    """

    name: str
    key: str
    seconds: float
    count_in: int
    count_out: int
    details: dict[str, Any]


def load_stages(connection: Connection) -> dict[str, StageRow]:
    """Return the stages that are done, by name."""
    return {
        row.name: StageRow(
            row.name, row.key, row.seconds, row.count_in, row.count_out, json.loads(row.details)
        )
        for row in connection.execute(select(schema.stage))
    }


def stage_key(connection: Connection, name: str) -> str:
    """Return what one stage was last made from; empty where it is not done."""
    table = schema.stage.c
    return connection.execute(select(table.key).where(table.name == name)).scalar() or ""


def save_stage(connection: Connection, stage: StageRow) -> None:
    """Mark a stage as done."""
    connection.execute(delete(schema.stage).where(schema.stage.c.name == stage.name))
    connection.execute(
        schema.stage.insert().values(
            name=stage.name,
            key=stage.key,
            seconds=stage.seconds,
            count_in=stage.count_in,
            count_out=stage.count_out,
            details=json.dumps(stage.details, ensure_ascii=False),
        )
    )


def begin_stage(connection: Connection, name: str) -> None:
    """Mark a stage as being done: after a kill nothing that it half did passes for whole."""
    stage = schema.stage
    connection.execute(update(stage).where(stage.c.name == name).values(key=""))


def forget_stages(connection: Connection, names: list[str]) -> None:
    """Mark stages as not done."""
    connection.execute(delete(schema.stage).where(schema.stage.c.name.in_(names)))
