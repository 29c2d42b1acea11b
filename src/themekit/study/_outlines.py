"""Further report outlines: which themes and codes stand under which heading."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from themekit._yaml import Loc, YamlFile, did_you_mean
from themekit.records import NAMED_PERIODS
from themekit.study._records import Outline, OutlineItem, OutlineSection

if TYPE_CHECKING:
    from themekit.errors import Problem
    from themekit.records import Period

REPORT = "report"
_ITEM = re.compile(r"(?P<code>[Cc]ode\s*:)?\s*(?P<name>.*?)(?:\s+@(?P<period>\S*))?\s*", re.DOTALL)


def read_outlines(
    source: YamlFile, data: dict[str, Any]
) -> tuple[tuple[Outline, ...], tuple[Problem, ...]]:
    """Read the ``outlines`` of a study file."""
    outlines: list[Outline] = []
    problems: list[Problem] = []
    for name in source.written("outlines"):
        loc: Loc = ("outlines", name)
        if name == REPORT:
            message = "the outline 'report' is made from the codebook's themes"
            problems.append(source.problem(loc, message, "give this one another name"))
        sections = data.get(name)
        if not isinstance(sections, dict):
            message = f"the outline '{name}' should be a mapping of headings to themes and codes"
            problems.append(source.problem(loc, message))
            continue
        made = []
        for heading in source.written(*loc):
            items, found = _section(source, sections.get(heading), (*loc, heading))
            made.append(OutlineSection(heading, items))
            problems += found
        outlines.append(Outline(name, tuple(made)))
    return tuple(outlines), tuple(problems)


def _section(
    source: YamlFile, data: Any, loc: Loc
) -> tuple[tuple[OutlineItem, ...], list[Problem]]:
    """Read what stands under one heading: an item or a list of them."""
    items: list[OutlineItem] = []
    problems: list[Problem] = []
    entries = data if isinstance(data, list) else [] if data is None else [data]
    if not entries:
        problems.append(source.problem(loc, f"nothing stands under the heading '{loc[-1]}'"))
    for index, entry in enumerate(entries):
        item, complaint = read_item(entry)
        if item:
            items.append(item)
        else:
            problems.append(source.problem((*loc, index), *complaint))
    return tuple(items), problems


def read_item(data: Any) -> tuple[OutlineItem | None, tuple[str, str]]:
    """Read ``THEME`` or ``code: NAME``, with ``@before``, ``@during`` or ``@after`` behind it."""
    if isinstance(data, dict) and len(data) == 1 and set(data) <= {"code", "theme"}:
        key, value = next(iter(data.items()))  # written without quotes, YAML makes it a mapping
        data = f"code: {value}" if key == "code" and isinstance(value, str) else value
    if not isinstance(data, str):
        hint = 'write "THEME @during" or "code: NAME"'
        return None, ("an item of an outline should be a theme or a code", hint)
    found = _ITEM.fullmatch(" ".join(data.split()))
    name = found["name"] if found else ""
    if not found or not name:
        return None, (f"'{data}' names neither a theme nor a code", "")
    period: Period = ""
    if found["period"] is not None:
        match = [one for one in NAMED_PERIODS if one == found["period"]]
        if not match:
            hint = did_you_mean(found["period"], NAMED_PERIODS)
            return None, (f"'@{found['period']}' is not a period", hint)
        period = match[0]
    is_code = found["code"] is not None
    return OutlineItem("" if is_code else name, name if is_code else "", period), ("", "")
