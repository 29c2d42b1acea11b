"""Words that stand beside the matter: headings, references, and talk about the talk itself.

They are about what the codes are about as little as a title page is, but their words are often
those of a code's name. What is certain by form is told by form; the rest sounds like concepts of
the bank that are marked as such.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

from themekit.language.words import LETTERS, word_set

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

TITLE_WORDS = 10
"""A heading has no more words."""
_HEADING = re.compile(r"\s*(?:#{1,6}\s[^\n]*|(?:\d{1,2}\.)+\d{1,2}\s+[A-Z][^\n.!?]*)\s*")
_DIGIT = re.compile(r"\d")
_ENDED = re.compile(r"[.!?\u2026:;,\"'\u2019\u201d)\]-]\s*$")
_REFERENCE = (
    re.compile(r"\b(?:doi|isbn|issn)\b\s*:?\s*\S|https?://\S+|\bwww\.\S+", re.IGNORECASE),
    re.compile(r"\(\s*(?:19|20)\d\d[a-z]?\s*\)|\b(?:19|20)\d\d[a-z]?\s*[.,;:)]\s"),
    re.compile(r"\bpp?\.\s*\d+|\bvol(?:ume)?\.?\s*\d+|\b\d+\s*\(\d+\)\s*[:,]\s*\d+", re.IGNORECASE),
    re.compile(r"\b[A-Z][\w'\u2019-]+,\s+(?:[A-Z]\.\s*)+|\bet al\b"),
    re.compile(r"\b(?:Press|Journal|Publisher|Publishing|Retrieved|Available at)\b"),
)
ENOUGH_SIGNS = 2
ASKS = 0.4
ASKED = 12
"""Words of a question that only asks back."""
FEW = 5
"""Words that may be no more than a sign of listening."""
LONGEST = 60
"""Characters that they may have."""


_FILLERS = word_set(
    "a ah alright all and absolutely agreed aye cheers course definitely do er erm exactly fine go "
    "good great hello hi hm hmm i indeed is it it's know lovely mhm mm mmm mm-hm no not oh ok okay "
    "of on perfect please quite really right see so sorry sure thank thanks that that's true uh "
    "uh-huh um well yeah yep yes you you're"
)
_SELF = re.compile(r"\b(?:i|we|me|us|my|our|you|they|it|he|she)\b", re.IGNORECASE)


def stand_apart(texts: Sequence[str], contexts: Sequence[str]) -> NDArray[np.float64]:
    """Return 1 for each text that is by its form a heading, a reference or filler, else 0.

    One that only asks back counts less: a question may say something, too.
    """
    return np.array(
        [
            1.0
            if is_heading(text, context) or is_reference(text) or is_filler(text, context)
            else ASKS * asks_back(text, context)
            for text, context in zip(texts, contexts, strict=True)
        ]
    )


def is_heading(text: str, context: str) -> bool:
    """Tell a heading: by its mark, or by its form in a text that is written.

    In answer to a question a few words without a full stop are an answer. So form counts only
    where there are words before and after, neither of which asks.

    Parameters
    ----------
    text : str
    context : str
        What surrounds it, a line each.
    """
    if _HEADING.fullmatch(text):
        return True
    lines = context.splitlines()
    return (
        len(lines) > 1
        and not any(line.rstrip().endswith("?") for line in lines)
        and len(text.split()) <= TITLE_WORDS
        and text.strip()[:1].isupper()
        and _ENDED.search(text) is None
        and _SELF.search(text) is None
    )


def is_reference(text: str) -> bool:
    """Tell an entry of a list of references by its signs: year, pages, address, initials."""
    if _DIGIT.search(text) is None:
        return False
    return sum(sign.search(text) is not None for sign in _REFERENCE) >= ENOUGH_SIGNS + _is_long(
        text
    )


def is_filler(text: str, context: str) -> bool:
    """Tell a word or two by which somebody shows that they listen.

    Where nothing but a question stands around it, it is an answer.
    """
    if len(text) > LONGEST or len(context.splitlines()) <= 1:
        return False
    words = LETTERS.findall(text.lower())
    return len(words) <= FEW and _FILLERS.issuperset(words)


def asks_back(text: str, context: str) -> bool:
    """Tell a short question in talk: whoever asks has not answered yet."""
    return (
        len(context.splitlines()) > 1 and text.rstrip().endswith("?") and len(text.split()) <= ASKED
    )


def _is_long(text: str) -> bool:
    """Tell whether a text is so long that a source may be named in what it says."""
    return len(text.split()) > 4 * TITLE_WORDS
