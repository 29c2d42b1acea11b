"""Outcome Harvesting: who acts otherwise than before, and what somebody independent says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import cast, get_args

from themekit.errors import Problem
from themekit.events import Answer, Event, HarvestedOutcome
from themekit.exchange.dates import is_when
from themekit.exchange.sheets.material import BY, one_of, passages_tab
from themekit.exchange.sheets.merging import Entry
from themekit.exchange.sheets.model import EXTRA_ROWS, Column, FilledRow, Tab
from themekit.exchange.sheets.rows import RowSheet, open_keys
from themekit.names import folded

PASSAGES = "Passages"
ANSWER = Column(
    "answer", "Answer", "What the substantiator said.", 16,
    choices=tuple(one for one in get_args(Answer) if one),
)  # fmt: skip
COLUMNS = (
    Column("outcome_id", "Outcome", "Leave as it is.", 10, is_open=False),
    Column("who", "Who", "Who acts otherwise than before.", 20),
    Column("what", "What", "What they do now that they did not do before.", 36),
    Column("when", "When", "A date: 2026-03, 14 March 2026, spring 2026.", 14),
    Column("where", "Where", "The place.", 16),
    Column("significance", "Significance", "Why it matters.", 34),
    Column("contribution", "Contribution", "How the programme is said to have helped.", 34),
    Column("segments", "Told in", "Ids of the passages that tell of it.", 22),
    Column("substantiator", "Substantiator", "Who was asked if it is so. Not who told it.", 20),
    ANSWER,
    Column("comment", "Their words", "What the substantiator added.", 30),
    BY,
)
_OPEN = open_keys(COLUMNS)
_NUMBER = re.compile(r"O(\d+)")
_DETAILS = ("when", "where", "significance", "contribution", "segments", "substantiator", "answer",
            "comment")  # fmt: skip


class Outcomes(RowSheet):
    """The sheet of outcomes."""

    title = "Outcomes"
    record = HarvestedOutcome
    columns = COLUMNS
    how = (
        "This file is for outcomes: somebody acts otherwise than before (Outcome Harvesting).",
        "1. Read the passages on the tab 'Passages'. Each has an id in the first column.",
        "2. On the tab 'Outcomes', use one row for each outcome. Its id is there already.",
        "3. Write who does what now, when and where. Be exact: somebody will be asked if it is so.",
        "4. Write why it matters, and how the programme is said to have helped. That is a claim.",
        "5. Under 'Told in', write the ids of the passages that tell of it.",
        (
            "6. Ask somebody who knows of it and did not tell it: the substantiator. "
            "Write down who, and choose the answer."
        ),
        "7. Write only in the blue cells. Do not merge cells, and leave the ids as they are.",
        "8. Save the file and send it back. You may send it again later: only changes are taken.",
    )

    def tabs(self, standing: Sequence[Event]) -> tuple[Tab, ...]:  # noqa: ARG002
        """Return the passages."""
        return (passages_tab(PASSAGES, self.material.passages),)

    def entries(self, standing: Sequence[Event]) -> Iterator[Entry]:
        """Yield the outcomes there are, and empty rows with the next ids."""
        last = 0
        for event in standing:
            one = cast("HarvestedOutcome", event)
            if found := _NUMBER.fullmatch(one.outcome_id):
                last = max(last, int(found[1]))
            yield Entry((one.outcome_id,), _OPEN, self.cells(one), one)
        for number in range(last + 1, last + EXTRA_ROWS + 1):
            yield Entry((f"O{number}",), _OPEN)

    def cells(self, event: Event) -> Mapping[str, str]:
        """Return the open cells that an outcome fills."""
        one = cast("HarvestedOutcome", event)
        found = {name: getattr(one, name) for name in _OPEN if name != "segments"}
        found["segments"] = self.material.shown_ids(one.segments)
        return {name: said for name, said in found.items() if said}

    def make(self, row: FilledRow, entry: Entry, problems: list[Problem]) -> HarvestedOutcome:
        """Return what a row says."""
        details = [name for name in _DETAILS if row.get(name)]
        for name in ("who", "what"):
            if not row.get(name) and (details or row.get("who") or row.get("what")):
                message = f"the outcome does not say '{name}'"
                problems.append(
                    row.problem(name, message, "an outcome is somebody doing something")
                )
        if row.get("when") and not is_when(row.get("when")):
            message = f"'{row.get('when')}' is no date"
            hint = "write 2026, 2026-03, 14 March 2026, spring 2026, or 2025 to 2026"
            problems.append(row.problem("when", message, hint))
        segments = self.material.ids_in(row, "segments", problems)
        self._substantiated(row, segments, problems)
        said = {name: row.get(name) for name in _OPEN if name not in ("segments", "answer")}
        return HarvestedOutcome(
            outcome_id=entry.row[0], segments=segments,
            answer=one_of(row, ANSWER, problems), **said,  # type: ignore[arg-type]
        )  # fmt: skip

    def _substantiated(
        self, row: FilledRow, segments: Sequence[str], problems: list[Problem]
    ) -> None:
        """Find out whether who was asked is somebody else than who told it."""
        asked = folded(row.get("substantiator"))
        tellers = [self.material.by_id[one] for one in segments]
        names = {folded(name) for one in tellers for name in (*one.names, one.shown_case) if name}
        if asked and asked in names:
            message = f"'{row.get('substantiator')}' told it: that is no second source"
            hint = "ask somebody who knows of it and is none of its tellers"
            problems.append(row.problem("substantiator", message, hint))
        if row.get("answer") and not asked:
            message = "there is an answer, and nobody who gave it"
            problems.append(row.problem("substantiator", message, "write down who was asked"))
