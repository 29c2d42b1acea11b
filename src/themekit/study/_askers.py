"""Who asks in a conversation: whom study.yaml names, else whoever goes by the usual labels."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_USUAL = frozenset(
    {"int", "interviewer", "i", "q", "moderator", "facilitator", "researcher", "iv", "mod", "chair"}
)
_NUMBER = re.compile(r"[\s\d._-]+$")


def likely_interviewers(labels: Iterable[str]) -> tuple[str, ...]:
    """Return those of `labels` that usually stand for whoever asks, numbered or not."""
    return tuple(label for label in labels if _NUMBER.sub("", folded(label)) in _USUAL)


def askers(named: Sequence[str], labels: Iterable[str]) -> frozenset[str]:
    """Return, folded, those of `labels` whose words are context and not coded.

    Parameters
    ----------
    named : sequence of str
        A strand's interviewers. Empty: the labels that transcripts usually use count.
    labels : iterable of str
        As they stand in the source.
    """
    labels = tuple(labels)
    asking = {folded(label) for label in named or likely_interviewers(labels)}
    return frozenset(key for key in map(folded, labels) if key in asking)
