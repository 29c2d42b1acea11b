"""What the kinds of sheets share: the passages they may name, and how ids stand in cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from themekit._yaml import nearest
from themekit.errors import Problem
from themekit.exchange.sheets.model import About, Column, FilledRow, Passage, Tab
from themekit.names import folded

BY = Column("by", "Written by", "Who wrote what stands here.", 12, is_open=False)
_APART = re.compile(r"[\n,;]+")


@dataclass(frozen=True)  # without slots: what follows from it is worked out once
class Material:
    """What a sheet is made of.

    Attributes
    ----------
    study : str
        Title.
    about : About
    passages : tuple of Passage
        Those it may show and name.
    coders : mapping of coder id to name
    called : callable
        How the sheet calls a case.
    gone : callable
        Tells of an id that the study does not have whether its teller took their words back.
    """

    study: str
    about: About
    passages: tuple[Passage, ...] = ()
    coders: Mapping[str, str] = field(default_factory=dict)
    called: Callable[[str], str] = str
    gone: Callable[[str], bool] = lambda said: False  # noqa: ARG005

    @cached_property
    def by_id(self) -> Mapping[str, Passage]:
        """Passages by their id in the study."""
        return {one.id: one for one in self.passages}

    @cached_property
    def _shown(self) -> Mapping[str, Passage]:
        return {folded(one.shown_id): one for one in self.passages}

    def find(self, said: str) -> Passage | None:
        """Return the passage that a cell names."""
        return self._shown.get(folded(said))

    def ids_in(self, row: FilledRow, key: str, problems: list[Problem]) -> tuple[str, ...]:
        """Return the passages that a cell names, by their ids in the study."""
        found = []
        for part in filter(None, map(str.strip, _APART.split(row.get(key)))):
            # An id may hold spaces; who writes several may put nothing else between them.
            for said in (part,) if self.find(part) else part.split():
                passage = self.find(said)
                if passage is None:
                    problems.append(self.unknown(row, key, said))
                else:
                    found.append(passage.id)
        return tuple(dict.fromkeys(found))

    def unknown(self, row: FilledRow, key: str, said: str) -> Problem:
        """Say that a cell names nothing that the study has."""
        if self.gone(said):
            return self.taken_back(row, key, said)
        ids = [one.shown_id for one in self.passages]
        ending = [one for one in ids if one.endswith(f"/{said}")]  # "T10", of "stories/T10"
        close = ending[0] if len(ending) == 1 else nearest(said, ids)
        hint = f"did you mean '{close}'?" if close else "the ids stand on the tab beside"
        message = f"there is no '{said}' in this study"
        return row.problem(key, message, hint)

    def taken_back(self, row: FilledRow, key: str, said: str) -> Problem:
        """Say that a row is not taken, since who told its words took them back."""
        why = "is of somebody who took their words back"
        if self.about.named == "keys":  # nothing is left by which their key would be known
            why = "stands for nothing in this study, or somebody took their words back"
        return row.loss(key, f"'{said}' {why}: the row is not taken")

    def shown_ids(self, ids: Iterable[str]) -> str:
        """Return ids as they stand in a cell."""
        return ", ".join(self.by_id[one].shown_id for one in ids if one in self.by_id)

    def by(self, coder: str) -> str:
        """Return who wrote something, as the sheet says it."""
        return self.coders.get(coder, coder)


def passages_tab(title: str, passages: Iterable[Passage], intro: str = "") -> Tab:
    """Return the tab from which passages are read and named."""
    columns = (
        Column("id", "Id", width=26),
        Column("case", "Told by", width=16),
        Column("wave", "When", width=12),
        Column("question", "What was asked", width=30),
        Column("text", "What was said", width=90),
    )
    rows = tuple(
        (one.shown_id, one.shown_case, one.wave, one.question, one.text) for one in passages
    )
    return Tab(title, columns, rows, intro)


def one_of(row: FilledRow, column: Column, problems: list[Problem], default: str = "") -> str:
    """Return a cell that says one of a few words; what it says else becomes a problem."""
    said = row.get(column.key)
    found = next((one for one in column.choices if folded(one) == folded(said)), None)
    if found is not None or not said:
        return found or default
    close = nearest(folded(said), list(column.choices))
    hint = f"did you mean '{close}'?" if close else f"possible: {', '.join(column.choices)}"
    message = f"'{said}' is none of the answers of '{column.title}'"
    problems.append(row.problem(column.key, message, hint))
    return default
