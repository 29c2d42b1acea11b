"""Headings, lists and paragraphs -> themes and codes."""

from __future__ import annotations

import re
from collections.abc import Sequence

from themekit.reading.codebooks import Line
from themekit.starting.codebook_records import (
    LEVELS,
    DraftCode,
    DraftCodebook,
    Part,
    one_line,
    part_of,
    several,
)

_LABEL = re.compile(r"([^:]{3,40}):\s*(.*)", re.DOTALL)
_NAMED = re.compile(r"(.{1,80}?)(?::\s+|\s+[-–—]\s+)(\S.*)", re.DOTALL)


def codes_of_headings(draft: DraftCodebook, lines: Sequence[Line]) -> None:
    """Take the codes of a text whose headings are themes and codes."""
    lines = _untitled(_below_title(draft, lines))
    used = sorted({one.heading for one in lines if one.heading})
    levels = ("code",) if len(used) == 1 else LEVELS[: len(used)]
    part_at = dict(zip(used, levels, strict=False))
    names = {"theme": "themes", "code": "codes", "subcode": "codes below them"}
    draft.taken.append(f"headings: {', then '.join(names[part] for part in levels)}")
    here: dict[Part, str] = {}
    code: DraftCode | None = None
    label: Part | None = None
    for number, line in enumerate(lines, 1):
        if line.heading:
            code, label = _headed(draft, line, part_at.get(line.heading, "subcode"), here), None
            if code is not None:
                code.place = f"heading '{line.text}' ({number})"
        elif code is not None:
            label = _add(code, line, label)
        elif "theme" in here:
            said = draft.themes[here["theme"]]
            draft.themes[here["theme"]] = " ".join(filter(None, (said, line.text)))


def _below_title(draft: DraftCodebook, lines: Sequence[Line]) -> Sequence[Line]:
    """Return what stands below the document's title and the notes under it, and tell of both."""
    titles = [at for at, one in enumerate(lines) if one.title]
    if len(titles) != 1:  # several are somebody's way to write themes
        return lines
    title = titles[0]
    headings = [at for at, one in enumerate(lines) if one.heading]
    below = [at for at in headings if at > title]
    if headings[0] != title or not below:
        return lines
    notes = [one.text for one in lines[title + 1 : below[0]]]
    left = f"; left out, as it is about the whole: '{' '.join(notes)}'" if notes else ""
    draft.taken.append(f"'{lines[title].text}': the title of the whole, no theme{left}")
    return lines[below[0] :]


def _untitled(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines without the title of the whole, if they begin with one."""
    headings = [one.heading for one in lines if one.heading]
    top = min(headings)
    alone = len(set(headings)) > 1 and headings.count(top) == 1 and headings[0] == top
    if not alone:
        return lines
    first = next(at for at, one in enumerate(lines) if one.heading == top)
    below = next(at for at, one in enumerate(lines) if one.heading and one.heading != top)
    # A single theme has codes of its own; a title has themes, with codes below them.
    return lines[below:] if len(set(headings)) > 2 or (top == 1 and first == 0) else lines  # noqa: PLR2004


def _headed(
    draft: DraftCodebook, line: Line, part: Part, here: dict[Part, str]
) -> DraftCode | None:
    """Take a heading; return the code that begins there."""
    if part == "theme":
        here.clear()
        here["theme"] = line.text
        draft.themes.setdefault(line.text, "")
        return None
    parent = here.get("code", "") if part == "subcode" else ""
    here[part] = line.text
    code = DraftCode(line.text, theme=here.get("theme", ""), parent=parent)
    draft.codes.append(code)
    return code


def codes_of_list(draft: DraftCodebook, lines: Sequence[Line]) -> None:
    """Take the codes of lines such as "Waiting: time between asking and getting help"."""
    above: dict[int, str] = {}
    code: DraftCode | None = None
    label: Part | None = None
    for number, line in enumerate(lines, 1):
        named = _NAMED.fullmatch(line.text)
        name, said = named.groups() if named else (line.text, "")
        about = part_of(name) if named else None
        if code is not None and _belongs(about, label, named=bool(named)):
            label = _add(code, line, label)
        elif named or line.depth:
            above = {depth: one for depth, one in above.items() if depth < line.depth}
            parent, above[line.depth] = above.get(line.depth - 1, ""), name.strip()
            code, label = DraftCode(name.strip(), parent=parent, place=f"line {number}"), None
            if said:
                code.parts["definition"] = [one_line(said)]
            draft.codes.append(code)
    if draft.codes:
        draft.taken.append("lines 'name: meaning': codes with their definitions")


def _belongs(part: Part | None, label: Part | None, *, named: bool) -> bool:
    """Tell whether a line is about the code above it: "Example: ...", or what stands under that."""
    return part not in {None, *LEVELS, "parent"} or (label is not None and not named)


def _add(code: DraftCode, line: Line, label: Part | None) -> Part | None:
    """Add a paragraph to a code; return the label under which the next one may stand."""
    found = _LABEL.fullmatch(line.text)
    part = part_of(found.group(1)) if found else None
    if found and part and part not in {*LEVELS, "parent"}:
        label, text = part, found.group(2)
    else:
        text = line.text
        label = label if line.depth or label not in {None, "definition"} else None
    if text.strip():
        here = label or "definition"
        code.parts.setdefault(here, []).extend(several(here, text))
    return label
