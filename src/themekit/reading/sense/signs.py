"""What is kept of a source so that doubts across sources cost nothing but this to find."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import Any

SENSE_VERSION = "4"
"""Raise it whenever the same documents would give other doubts or signs."""


@dataclass(frozen=True, slots=True)
class Signs:
    """All that doubts across sources rest on; small, and kept per source.

    Attributes
    ----------
    source : str
        Path relative to the study.
    strand : str
        The strand's name.
    labels : tuple of (label, turns)
        Speakers of a conversation, askers among them.
    texts : tuple of (document id, words, digest, sketch)
        Texts long enough to be known again: a digest of the words, and the smallest hashes of
        their runs of words, by which texts that differ a little are still alike.
    lines : tuple of (digest, beginning)
        Lines that may stand in other documents too, with how they begin.
    waves : tuple of (wave, documents, document id)
        Waves that come from dates, with how many documents fall in each and the first of them.
    columns : tuple of str
        Names of what `people` holds of each.
    people : tuple of (document id, case, wave, values)
        Respondents who may come more than once, and their attributes.
    profiles : tuple of (wave, column, answers, ((value, times), ...))
        What the closed and attribute columns hold in each wave, commonest values first.
    asking : tuple of (doubt, message, labels to take out, labels to add)
        Of each document in which another asks than study.yaml says; see `asking.WrongAsker`.
    places : tuple of (document id, place)
        Where rows of a table stand in it, as `Document.place` has it.
    """

    source: str
    strand: str
    labels: tuple[tuple[str, int], ...] = ()
    texts: tuple[tuple[str, int, str, tuple[int, ...]], ...] = ()
    lines: tuple[tuple[str, str], ...] = ()
    waves: tuple[tuple[str, int, str], ...] = ()
    columns: tuple[str, ...] = ()
    people: tuple[tuple[str, str, str, tuple[str, ...]], ...] = ()
    profiles: tuple[tuple[str, str, int, tuple[tuple[str, int], ...]], ...] = ()
    asking: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = ()
    places: tuple[tuple[str, str], ...] = ()

    def as_json(self) -> str:
        """Return it as one line of text, to be kept."""
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        return json.dumps(values, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Signs:
        """Return what `as_json` made text of."""
        return cls(**{name: _frozen(value) for name, value in json.loads(text).items()})


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
