"""What a row of effort may say: times of roles in the waves of a study, never of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, get_args

from themekit.events import Role, find_coder
from themekit.exchange.tables import Row
from themekit.exchange.taken import Names


def look_at_effort(row: Row, said: Mapping[str, Any], names: Names) -> None:
    """List what is wrong with a row of effort.

    Somebody's name in place of a role is an error: how long a person took is nobody's to keep. A
    wave that the study does not have is told, and the row is kept: it may be still to come.

    Parameters
    ----------
    row : Row
    said : mapping
        Its fields by name.
    names : Names
        Its problems and losses are added to.
    """
    role, wave = said["role"], said["wave"]
    if role not in get_args(Role) and find_coder(names.coders, role):
        message = f"'{role}' is a coder of this study, and effort.csv names roles, never people"
        names.problems.append(row.problem(message, "write researcher, peer researcher, panel, ..."))
    waves = {one.wave for one in names.known.texts.documents.values()} - {""}
    if wave and waves and wave not in waves:
        message = f"there is no wave '{wave}' in this study: its time is kept under that name"
        names.losses.append(row.loss(message, f"its waves are {', '.join(sorted(waves))}"))
