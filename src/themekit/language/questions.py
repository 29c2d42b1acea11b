"""Telling whether words ask something, in whatever script they are written."""

# Question marks of other scripts stand here because transcripts hold them.
# ruff: noqa: RUF001
from __future__ import annotations

import re

# Latin with its doubled, small, full-width and upright forms; reversed; Arabic, Armenian (which
# stands inside the word), Ethiopic, Limbu, Vai, Bamum, Chakma, Adlam. An upside-down mark opens a
# question that '?' closes: alone it proves nothing.
_MARKS = "?⁇⁈⁉‽﹖？︖⸮؟՞፧᥅꘏꛷𑅃𞥟"
# Greek asks with its own sign, which most programs write as a semicolon; Japanese needs no sign.
_ASKS = re.compile(
    rf"[{_MARKS}\u037e]|[\u0370-\u03ff\u1f00-\u1fff\u0301][»”\"')]*[ \u00a0]?;|か[。．」』]|か\s*\Z"
)


def asks(text: str) -> bool:
    """Tell whether a stretch of speech holds a question.

    Parameters
    ----------
    text : str
        What one person said.

    Examples
    --------
    >>> asks("How did you get here?"), asks("Πώς ήρθατε εδώ;"), asks("Tea; then we talked.")
    (True, True, False)
    """
    return _ASKS.search(text) is not None
