"""The types of a field: what the text that stands in the file may mean there."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError

from themekit.names import folded, visible

SAID = "themekit"
"""Type of the errors whose message is ours already."""

_DIGITS = 6
_LONGEST = 80  # of a value that is told: a whole file may be one
_TRUE = frozenset({"yes", "true", "on", "y", "1"})
_FALSE = frozenset({"no", "false", "off", "n", "0"})


class Strict(BaseModel):
    """A mapping that knows its keys."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def kind_of(value: object) -> str:
    """Say in plain words what a value is."""
    if isinstance(value, dict):
        return "a mapping"
    if isinstance(value, (list, tuple)):
        return "a list"
    text = str(value)
    return f"'{text}'" if len(text) <= _LONGEST else f"'{text[:_LONGEST].rstrip()}…'"


def complain(message: str, hint: str = "", item: int | None = None) -> PydanticCustomError:
    """Build the error of a validator; `message` follows the name of the key, or of its item."""
    return PydanticCustomError(SAID, "{message}", {"message": message, "hint": hint, "item": item})


def as_flag(value: str) -> bool | None:
    """Read yes or no in the ways people write them; None where it is neither."""
    word = folded(value)
    return True if word in _TRUE else False if word in _FALSE else None


def _raw(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise complain(f"should be text, not {kind_of(value)}")


def _text(value: Any) -> str:
    return _raw(value).strip()


def _name(value: Any) -> str:
    name = visible(_text(value))
    if not name:
        raise complain("is empty")
    return name


def _texts(value: Any) -> tuple[str, ...]:
    """Take one text or a list of them; empty ones count only where a list holds them."""
    if isinstance(value, str):
        return (value.strip(),) if value.strip() else ()
    if not isinstance(value, (list, tuple)):
        raise complain(f"should be a text or a list of texts, not {kind_of(value)}")
    for index, item in enumerate(value):
        if not isinstance(item, str):
            hint = "put a text that holds ': ' in quotes" if isinstance(item, dict) else ""
            raise complain(f"should be text, not {kind_of(item)}", hint, index)
    return tuple(item.strip() for item in value)


def _names(value: Any) -> tuple[str, ...]:
    return tuple(" ".join(text.split()) for text in _texts(value) if text)


def _flag(value: Any) -> bool:
    flag = as_flag(value) if isinstance(value, str) else value
    if not isinstance(flag, bool):
        raise complain(f"should be yes or no, not {kind_of(value)}")
    return flag


def _fraction(value: Any) -> float:
    text = _text(value)
    try:
        share = float(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise complain(f"should be a share such as 0.18 or 18 %, not '{text}'")
    return share


def _count(value: Any) -> int:
    text = _text(value)
    # Letters that are digits somewhere else in the world are no numbers of ours.
    if not (text.isascii() and text.isdecimal()) or len(text) > _DIGITS or not int(text):
        raise complain(f"should be a whole number from 1 on, not '{text}'")
    return int(text)


Raw = Annotated[str, BeforeValidator(_raw)]
"""Any text as it stands, spaces around it too."""
Text = Annotated[str, BeforeValidator(_text)]
"""Any text, stripped."""
Name = Annotated[str, BeforeValidator(_name)]
"""A text that is not empty, with single spaces."""
Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]
"""One text or a list of them."""
Names = Annotated[tuple[str, ...], BeforeValidator(_names)]
"""One name or a list of them; empty ones are left out."""
Flag = Annotated[bool, BeforeValidator(_flag)]
"""Yes or no."""
Fraction = Annotated[float, BeforeValidator(_fraction)]
"""A share in [0, 1], also written as a percentage."""
Count = Annotated[int, BeforeValidator(_count)]
"""A whole number, at least 1."""
