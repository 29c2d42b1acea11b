"""Telling an answer that says nothing from one that says something."""

from __future__ import annotations

import re

# Whole answers only: 'Nothing.' says nothing, 'Nothing could be better' is praise.
_NO_ANSWER = re.compile(
    r"""
    n\s*/?\s*a | n\.\s*a | nil | none | none\s+(?:really|at\s+all|that\s+i\s+can\s+think\s+of)
    | nothing | nothing\s+(?:really|at\s+all|else|much|else\s+really|in\s+particular|specific)
    | nothing\s+(?:else\s+)?(?:to\s+(?:say|add|report|declare)|comes?\s+to\s+mind)
    | nothing\s+(?:that\s+)?i\s+can\s+think\s+of
    | (?:i\s+)?(?:can\s*not|can'?t)\s+think\s+of\s+(?:anything|any)
    | no\s+(?:further\s+|other\s+|additional\s+|more\s+)?(?:comments?|answer|response|reply)
    | no\s+answer\s+given | not\s+(?:applicable|answered|stated|given)
    | (?:did\s+not|didn'?t)\s+(?:answer|respond|say|reply)
    | (?:left\s+)?(?:blank|empty) | skip(?:ped)? | unanswered | refused | prefer\s+not\s+to\s+say
    | null | nan | missing | x+
    """,
    re.VERBOSE,
)
_DO_NOT_KNOW = re.compile(
    r"d\s*/?\s*k|(?:i\s+)?(?:do\s+not|don'?t|dunno)(?:\s+really)?(?:\s+know)?|no\s+idea|"
    r"(?:i'?m\s+)?not\s+(?:really\s+)?sure|unsure"
)
_FOLD = str.maketrans({"\u2019": "'", "\u2018": "'", "\u00a0": " "})
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


def no_answer(text: str) -> str:
    """Return why a survey answer says nothing, or ``''`` if it says something.

    Parameters
    ----------
    text : str
        The whole answer.

    Returns
    -------
    {'', 'no answer', 'does not know'}
        ``'no answer'`` also for answers of white space or punctuation only.
    """
    bare = _EDGES.sub("", text.translate(_FOLD).casefold())
    bare = " ".join(bare.split())
    if not bare or _NO_ANSWER.fullmatch(bare):
        return "no answer"
    return "does not know" if _DO_NOT_KNOW.fullmatch(bare) else ""
