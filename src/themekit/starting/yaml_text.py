"""Pieces of YAML text: quoting, lists, comments that stay on their line."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

_SAFE = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*(?: [A-Za-z0-9_./()-]+)*")
_WORDS = frozenset(("null", "true", "false", "yes", "no", "on", "off", "y", "n"))
_WIDTH = 100
_COMMENT = 160
_COLUMN = 30


def quoted(text: str) -> str:
    """Return a text as a YAML scalar that is read as just that text.

    Examples
    --------
    >>> quoted("Focus groups"), quoted("no"), quoted("a: b")
    ('Focus groups', '"no"', '"a: b"')
    """
    if _SAFE.fullmatch(text) and text.casefold() not in _WORDS:
        return text
    return "".join(
        sign if sign.isprintable() else _escaped(sign)
        for sign in json.dumps(text, ensure_ascii=False)
    )


def _escaped(sign: str) -> str:
    code = ord(sign)
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"  # noqa: PLR2004 -- beyond four digits


def listed(texts: Sequence[str]) -> str:
    """Return texts as a list on one line."""
    return f"[{', '.join(map(_in_list, texts))}]"


def _in_list(text: str) -> str:
    return quoted(text) if text else '""'


def comment(text: str) -> str:
    """Return a text that is safe after ``#``: one line, not too long."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return plain if len(plain) <= _COMMENT else f"{plain[: _COMMENT - 3]}..."


def line(indent: int, text: str, why: str = "") -> str:
    """Return a line with its reason behind it, or above it where it would be too long."""
    start = " " * indent + text
    if not why:
        return start
    padded = f"{start:<{_COLUMN}}  # {comment(why)}"
    if len(padded) <= _WIDTH or len(start) <= _COLUMN:
        return padded
    return f"{' ' * indent}# {comment(why)}\n{start}"


def offered(indent: int, text: str, why: str = "") -> str:
    """Return a line as a comment, to be used instead: its reason is a comment in either place."""
    *above, own = line(indent, text, why).split("\n")
    return "\n".join([*above, disabled(own)])


def disabled(text: str) -> str:
    """Return lines as comments: taking the first ``# `` away makes them live, rightly indented."""
    lines = []
    for one in text.split("\n"):
        bare = one.lstrip(" ")
        lines.append(f"{' ' * (len(one) - len(bare))}# {bare}")
    return "\n".join(lines)
