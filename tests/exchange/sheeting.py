"""A small study on sheets, made by hand, and sheets of it as somebody filled them in."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from openpyxl import load_workbook

from themekit.decisions import written
from themekit.events import CausalLink, Event, HarvestedOutcome, Selection, Summary
from themekit.exchange.sheets import (
    About,
    Chart,
    ChartCell,
    Framework,
    Kind,
    Links,
    Material,
    Merged,
    Outcomes,
    Passage,
    Selections,
    Sheet,
    SheetFile,
    merge,
    workbook,
)

FILES = Path(__file__).parent / "sheets"
KINDS: tuple[Kind, ...] = ("selections", "outcomes", "links", "framework")
STUDY = "study-1"


def passage(id_: str, case: str, text: str, start: int = 0) -> Passage:
    """Return a passage of somebody."""
    document = id_.rpartition("/")[0] or id_
    return Passage(
        id_, id_, case, case, "2026-Q1", "What changed?", text, (case, f"{case} Speaker"),
        document, "h", start, start + len(text),
    )  # fmt: skip


STORIES = (
    passage("s/R1", "R1", "I sleep again."),
    passage("s/R2", "R2", "- no change\n=at all"),
    passage("s/R3", "R3", "It got worse: the bus is gone."),
)
UNITS = (
    passage("i/P1/1", "P1", "The group got me out of the house."),
    passage("i/P1/2", "P1", "Then the rent went up.", 40),
    passage("i/P2/1", "P2", "Nobody answers the phone."),
)
RECORD: tuple[Event, ...] = (
    Selection(number=1, event_id="e1", coder="Ada", level="1", panel="Staff",
              offered=("s/R1", "s/R2", "s/R3"), chosen="s/R1", reasons="It is clear"),
    HarvestedOutcome(number=2, event_id="e2", coder="Ada", outcome_id="O1", who="The landlord",
                     what="answers letters", when="2026-03", segments=("i/P1/2",)),
    CausalLink(number=3, event_id="e3", coder="Ada", document="i/P1", text_hash="h", start=0,
               end=34, cause="the group", effect="gets out", valence="better", source="P1"),
    Summary(number=4, event_id="e4", coder="Ada", case="P1", wave="2026-Q1", target="money",
            text="Rent is a worry", segments=("i/P1/2",), written_on="older"),
)  # fmt: skip
CHART = Chart(
    (("money", "Short of money", "Money: not enough to go on"), ("people", "More people", "")),
    (("P1", "2026-Q1"), ("P2", "2026-Q1")),
    {
        ("P1", "2026-Q1", "money"): ChartCell(("i/P1/2",), (), "", "b1"),
        ("P1", "2026-Q1", "people"): ChartCell((), (), "nothing said"),
        ("P2", "2026-Q1", "people"): ChartCell((), ("i/P2/1",)),
    },
    {"P1": (("area", "Mill Lane"),)},
)


def about(kind: Kind, through: int = 4) -> About:
    """Return which sheet it is."""
    return About(STUDY, kind, through)


def sheet_for(kind: Kind, through: int = 4) -> Sheet:
    """Return a kind of sheet of the small study."""
    passages = STORIES if kind == "selections" else UNITS
    gone = "Q9"
    material = Material(
        "A small study", about(kind, through), passages, {"Ada": "Ada", "Ben": "Ben"},
        gone=lambda said: gone in said,
    )  # fmt: skip
    if kind == "framework":
        return Framework(material, CHART)
    return {"selections": Selections, "outcomes": Outcomes, "links": Links}[kind](material)


def made(kind: Kind, events: Sequence[Event] = RECORD, through: int = 4) -> bytes:
    """Return a sheet as it is given to people."""
    sheet = sheet_for(kind, through)
    return workbook(sheet.plan(written(events, sheet.record)))


def filled(data: bytes, cells: Mapping[str, str], merged: str = "") -> bytes:
    """Return a workbook with words in cells of the tab that is filled in."""
    book = load_workbook(io.BytesIO(data))
    page = book.worksheets[1]
    for at, said in cells.items():
        page[at] = said
    if merged:
        page.merge_cells(merged)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def back(
    data: bytes, events: Sequence[Event] = RECORD, coder: str = "Rosa", name: str = "panel.xlsx"
) -> Merged:
    """Return what a sheet comes to that came back."""
    file = SheetFile(name, data)
    sheet = sheet_for(file.about.kind, file.about.through)
    return merge(sheet, file.read(sheet.title, sheet.titles(), sheet.passed_by()), events, coder)


def kept(events: Sequence[Event], merged: Merged) -> list[Event]:
    """Return the record with what a sheet came to."""
    last = events[-1].number
    return [*events, *(replace(one, number=n) for n, one in enumerate(merged.events, last + 1))]


GOOD: Mapping[Kind, Mapping[str, str]] = {
    "selections": {"B4": "2", "D4": "Peers", "F4": "s/R3", "G4": "It shows\nwhat is missing",
                   "H4": "One saw it otherwise", "I3": "Told in April"},
    "outcomes": {"B4": "The council", "C4": "runs the bus again", "D4": "14 March 2026",
                 "F4": "Getting out", "H4": "i/P1/1, i/P2/1", "I4": "The driver",
                 "J4": "partly"},
    "links": {"G5": "the phone", "H5": "gave up", "I5": "worse", "J5": "no",
              "B6": "i/P1/1", "G6": "getting out", "H6": "- =sleep", "I6": "better"},
    "framework": {"E4": "Does not get through", "F3": "nothing said", "E3": "Rent, and heating"},
}  # fmt: skip
FAULTY: Mapping[str, tuple[Kind, Mapping[str, str], str]] = {
    "faulty-selections": (
        "selections",
        {
            "B4": "1", "D4": "A", "E4": "s/R1, s/R2", "F4": "s/R3", "G4": "why",
            "B5": "1", "D5": "B", "F5": "s/R9", "G5": "why",
            "B6": "1", "D6": "C", "F6": "s/R1", "G6": "why",
            "B7": "1", "D7": "c ", "F7": "s/R2", "G7": "why",
            "D8": "D", "G8": "reasons alone",
            "A9": "new-99", "D9": "E", "F9": "s/R1", "G9": "why",
        },
        "",
    ),
    "faulty-outcomes": (
        "outcomes",
        {
            "B4": "The council", "C4": "runs the bus", "H4": "i/P1/1", "I4": "p1 speaker",
            "B5": "The bank", "C5": "opens", "D5": "31/06/2026",
        },
        "",
    ),
    "faulty-links": ("links", {"G4": "a", "H4": "b", "I4": "beter"}, ""),
    "faulty-framework": ("framework", {"A5": "P7", "B5": "2026-Q1", "E5": "Something"}, ""),
    "no-column": ("links", {"H1": "Efect"}, ""),
    "merged": ("framework", {"E3": "For both"}, "E3:E4"),
}  # fmt: skip
