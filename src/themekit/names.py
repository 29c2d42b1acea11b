"""How names are compared (labels, columns, cases) and typed; the text itself keeps its bytes."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache

_INVISIBLE = (
    "Cf"  # Unicode's format characters: joiners, direction marks, soft hyphens, a stray BOM
)
_PLAIN = re.compile(r"[\w@%+=:,./-]+")
_PLAIN_ON_WINDOWS = re.compile(r"[\w+=:./\\-]+")
_ACTIVE = re.compile(r'(["$`\\])')


def visible(name: str) -> str:
    r"""Return a name composed (NFC), without invisible marks, white space made single spaces.

    Examples
    --------
    >>> visible("Ana\u0301i\u0308s\u200b  Field\u00a0")
    'Anáïs Field'
    """
    composed = unicodedata.normalize("NFC", name)
    if not composed.isascii():
        composed = "".join(sign for sign in composed if unicodedata.category(sign) != _INVISIBLE)
        composed = unicodedata.normalize("NFC", composed)  # a mark may have stood between the parts
    return " ".join(composed.split())


@lru_cache(maxsize=16_384)
def folded(name: str) -> str:
    r"""Return a name as it is compared with others: two names are one where this is equal.

    Examples
    --------
    >>> folded("Rose\u0301 ") == folded("ROS\u00c9")
    True
    """
    return unicodedata.normalize("NFC", visible(name).casefold())


def typed(text: str, *, windows: bool = sys.platform == "win32") -> str:
    r"""Return a path or a name as it is typed in a command line, quoted where it has to be.

    Double quotes are what every shell understands, those of Windows included.

    Examples
    --------
    >>> typed("my study/notes.csv", windows=False)
    '"my study/notes.csv"'
    >>> typed("C:\\Users\\Ada\\study", windows=True)
    'C:\\Users\\Ada\\study'
    """
    if (_PLAIN_ON_WINDOWS if windows else _PLAIN).fullmatch(text):
        return text
    return f'"{text}"' if windows else '"' + _ACTIVE.sub(r"\\\1", text) + '"'
