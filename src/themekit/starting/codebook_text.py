"""The text of a codebook.yaml from what was found in a codebook of another form."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath

from themekit.starting.codebook_records import LISTS, DraftCode, DraftCodebook
from themekit.starting.yaml_text import comment, listed, quoted


def codebook_text(draft: DraftCodebook, name: str) -> str:
    """Return codebook.yaml with a comment on everything that was guessed.

    Parameters
    ----------
    draft : DraftCodebook
    name : str
        The file that it was taken from.
    """
    return "\n".join(_lines(draft, name)) + "\n"


def _lines(draft: DraftCodebook, name: str) -> Iterator[str]:
    yield f"# Taken from {comment(name)}. Read it once: what was taken for what is a guess."
    yield from (f"# {comment(one)}" for one in (*draft.taken, *draft.doubts))
    yield f"name: {quoted(PurePosixPath(name).stem)}"
    yield 'version: "1.0"'
    if draft.themes:
        yield "themes:"
    for theme, statement in draft.themes.items():
        yield f"  - name: {quoted(theme)}"
        if statement:
            yield f"    statement: {quoted(statement)}"
    yield "codes:"
    for code in draft.codes:
        yield from _code(code)


def _code(code: DraftCode) -> Iterator[str]:
    yield f"  - name: {quoted(code.name)}"
    if own := code.own.get("code_id"):
        yield f"    id: {quoted(own)}"
    if code.parent:
        yield f"    parent: {quoted(code.parent)}"
    elif code.theme:
        yield f"    theme: {quoted(code.theme)}"
    if said := code.parts.get("definition"):
        yield f"    definition: {quoted(' '.join(said))}"
    for part in LISTS:
        texts = code.parts.get(part, [])
        if texts:
            yield f"    {part}:"
            yield from (f"      - {_pattern(text) or quoted(text)}" for text in texts)
    for key, text in code.own.items():
        if key == "also_in":
            yield f"    also_in: {listed(text.splitlines())}"
        elif key != "code_id":
            yield f"    {key}: {quoted(text)}"
    yield from (f"    # {comment(f'{head}: {text}')}" for head, text in code.rest)


def _pattern(text: str) -> str:
    """Return a token pattern of our own export, which is YAML as it stands; else nothing."""
    try:
        return text if isinstance(json.loads(text), list) else ""
    except ValueError:
        return ""
