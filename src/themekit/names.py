"""How names are compared (labels, columns, cases); the text itself keeps its bytes."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_INVISIBLE = (
    "Cf"  # Unicode's format characters: joiners, direction marks, soft hyphens, a stray BOM
)


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
