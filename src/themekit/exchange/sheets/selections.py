"""Most Significant Change: what panels chose of the stories they were offered, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from themekit.errors import Problem
from themekit.events import Event, Selection
from themekit.exchange.sheets.material import BY, passages_tab
from themekit.exchange.sheets.merging import Entry
from themekit.exchange.sheets.model import EXTRA_ROWS, NEW, Column, FilledRow, Tab, row_key
from themekit.exchange.sheets.rows import RowSheet, open_keys
from themekit.names import folded

STORIES, NONE = "Stories", "none"
COLUMNS = (
    Column("row", "Row", "Leave as it is.", 12, is_open=False),
    Column("level", "Level", "Which round of choosing: 1, 2, or its name.", 12),
    Column("domain", "Domain", "What kind of change. Empty if there is only one.", 18),
    Column("panel", "Panel", "Who chose, as a group. No person's name.", 18),
    Column("offered", "Offered", "Ids of the stories to choose from. Empty: all of them.", 22),
    Column("chosen", "Chosen", "Id of the one story chosen, or: none.", 18, source=STORIES),
    Column("reasons", "Reasons", "Why this one, in the panel's words.", 44),
    Column("dissent", "Dissent", "Who saw it otherwise, and why.", 32),
    Column("fed_back", "Fed back", "Whom you told of the choice and why, and when.", 24),
    Column("verified", "Verified", "Who looked into the story, and what they found.", 24),
    BY,
)
_OPEN = open_keys(COLUMNS)
_WORDS = ("reasons", "dissent", "fed_back", "verified")
HOW = (
    "This file is for panels that choose the stories that matter most (Most Significant Change).",
    "1. Read the stories on the tab 'Stories'. Each has an id in the first column.",
    "2. Talk. Then go to the tab 'Choices'. One row is one choice of one panel.",
    "3. Write the id of the story under 'Chosen'. If no story was chosen, write: none.",
    "4. Write why, in your own words. Nobody has written anything there before you.",
    "5. If somebody saw it otherwise, write that too. It is not a mistake.",
    "6. Write only in the blue cells. Do not merge cells, and leave the ids as they are.",
    "7. Save the file and send it back. You may send it again later: only changes are taken.",
    "When the choice has been told to those who told the stories, write it under 'Fed back'.",
)


class Selections(RowSheet):
    """The sheet of choices."""

    title = "Choices"
    record = Selection
    columns = COLUMNS
    how = HOW

    def tabs(self, standing: Sequence[Event]) -> tuple[Tab, ...]:  # noqa: ARG002
        """Return the stories."""
        return (passages_tab(STORIES, self.material.passages),)

    def entries(self, standing: Sequence[Event]) -> Iterator[Entry]:
        """Yield the choices there are, and empty rows."""
        for one in standing:
            if cast("Selection", one).chosen in ("", *self.material.by_id):
                yield Entry((row_key(one),), _OPEN, self.cells(one), one)
        for number in range(1, EXTRA_ROWS + 1):
            yield Entry((f"{NEW}{number}",), _OPEN)

    def cells(self, event: Event) -> Mapping[str, str]:
        """Return the open cells that a choice fills."""
        one = cast("Selection", event)
        everything = set(one.offered) == set(self.material.by_id)
        found = {name: getattr(one, name) for name in ("level", "domain", "panel", *_WORDS)}
        found["offered"] = "" if everything else self.material.shown_ids(one.offered)
        found["chosen"] = self.material.shown_ids((one.chosen,)) or (NONE if any(
            found[name] for name in _WORDS) else "")  # fmt: skip
        return {name: said for name, said in found.items() if said}

    def whole(self, rows: Sequence[FilledRow]) -> Iterator[Problem]:
        """Yield the rows in which a panel chooses a second time at one level."""
        first: dict[tuple[str, ...], int] = {}
        for row in rows:
            about = tuple(folded(row.get(key)) for key in ("level", "domain", "panel"))
            if not row.get("chosen") or not any(about):
                continue
            line = first.setdefault(about, row.line)
            if line != row.line:
                message = (
                    f"'{row.get('panel')}' has chosen at level '{row.get('level')}' in row {line} "
                    "already"
                )
                hint = "a panel chooses one story at a level, for each domain: keep one of the rows"
                yield row.problem("chosen", message, hint)

    def make(
        self,
        row: FilledRow,
        entry: Entry,  # noqa: ARG002
        problems: list[Problem],
    ) -> Selection | None:
        """Return what a row says."""
        offered, chosen = self._offered(row, problems), row.get("chosen")
        passage = self.material.find(chosen)
        if not chosen:
            for name in _WORDS:
                if row.get(name):
                    message = "it says more about a choice, and no story is chosen"
                    hint = f"write the id of the story, or '{NONE}' if the panel chose none"
                    problems.append(row.problem("chosen", message, hint))
                    return None
        elif folded(chosen) != NONE:
            if passage is None:
                problems.append(self.material.unknown(row, "chosen", chosen))
            elif passage.id not in offered:
                message = f"the story '{chosen}' was chosen and never offered"
                hint = "add it under 'Offered', or choose one that stands there"
                problems.append(row.problem("chosen", message, hint))
        elif not any(row.get(name) for name in _WORDS):
            message = "the panel chose none, and nothing says why"
            problems.append(row.problem("reasons", message, "write the reasons"))
        if chosen and not row.get("panel"):
            problems.append(row.problem("panel", "it does not say who chose", "name the panel"))
        return Selection(
            level=row.get("level"), domain=row.get("domain"), panel=row.get("panel"),
            offered=offered if chosen else (), chosen=passage.id if passage else "",
            **{name: row.get(name) for name in _WORDS},
        )  # fmt: skip

    def _offered(self, row: FilledRow, problems: list[Problem]) -> tuple[str, ...]:
        if not row.get("offered") or folded(row.get("offered")) == "all":
            return tuple(self.material.by_id)
        return self.material.ids_in(row, "offered", problems)
