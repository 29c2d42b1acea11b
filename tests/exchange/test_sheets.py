"""Sheets come back as they were filled in, and what is wrong in them is named by its cell."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from exchange.sheeting import (
    FAULTY,
    FILES,
    GOOD,
    KINDS,
    RECORD,
    back,
    filled,
    kept,
    made,
    sheet_for,
)
from themekit.decisions import written
from themekit.errors import InputError
from themekit.events import CausalLink, Event, HarvestedOutcome, Selection, Summary
from themekit.exchange.sheets import Kind, is_sheet

BEN = replace(RECORD[0], number=5, event_id="e5", coder="Ben", reasons="Because of the bus")  # type: ignore[type-var]


def through_libreoffice(name: str) -> bytes:
    """Return a sheet that LibreOffice has opened and saved; `sheets/make.py` makes it."""
    return (FILES / f"{name}.xlsx").read_bytes()


def faults(name: str) -> str:
    """Return what is said of a faulty sheet, a line a fault."""
    data = through_libreoffice(name)
    try:
        merged = back(data)
    except InputError as error:
        return str(error)
    return "\n".join(map(str, merged.problems))


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_is_the_same_bytes_twice_and_is_known_again(kind: Kind) -> None:
    """No clock is in it."""
    assert made(kind) == made(kind)
    assert is_sheet(made(kind))
    assert not is_sheet(b"PK")


@pytest.mark.parametrize("kind", KINDS)
def test_a_sheet_nobody_wrote_in_says_nothing(kind: Kind) -> None:
    """Neither as it left, nor as LibreOffice saves it."""
    for data in (made(kind), through_libreoffice(f"untouched-{kind}")):
        merged = back(data)
        assert (merged.events, merged.there, merged.losses, merged.problems) == ([], 0, [], [])


@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_sheet_returns_through_libreoffice_equal(kind: Kind) -> None:
    """The same events as from the file that LibreOffice never saw; lines and signs too."""
    merged = back(through_libreoffice(f"good-{kind}"))
    assert merged.problems == []
    assert merged.events == back(filled(made(kind), GOOD[kind])).events
    assert merged.events


def test_what_was_filled_in_becomes_what_it_says() -> None:
    """One of each kind, by whoever filled it in."""
    (_, chosen) = back(through_libreoffice("good-selections")).events
    assert isinstance(chosen, Selection)
    assert (chosen.coder, chosen.level, chosen.panel, chosen.chosen) == (
        "Rosa",
        "2",
        "Peers",
        "s/R3",
    )
    assert chosen.offered == ("s/R1", "s/R2", "s/R3")
    assert chosen.reasons == "It shows\nwhat is missing"
    (outcome,) = back(through_libreoffice("good-outcomes")).events
    assert isinstance(outcome, HarvestedOutcome)
    assert (outcome.outcome_id, outcome.answer, outcome.segments) == (
        "O2",
        "partly",
        ("i/P1/1", "i/P2/1"),
    )
    (_, second) = back(through_libreoffice("good-links")).events
    assert isinstance(second, CausalLink)
    assert (second.document, second.start, second.effect, second.source) == (
        "i/P1",
        0,
        "- =sleep",
        "P1",
    )
    summaries = back(through_libreoffice("good-framework")).events
    assert [(one.case, one.target, one.state, one.written_on) for one in summaries] == [  # type: ignore[attr-defined]
        ("P1", "money", "written", "b1"),
        ("P1", "people", "nothing said", ""),
        ("P2", "money", "written", ""),
    ]


# -- twelve planted faults ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "cell", "why"),
    [
        ("faulty-selections", "sheet 'Choices', cell F4", "'s/R3' was chosen and never offered"),
        ("faulty-selections", "sheet 'Choices', cell F5", "there is no 's/R9' in this study"),
        ("faulty-selections", "sheet 'Choices', cell F7", "has chosen at level '1' in row 6"),
        ("faulty-selections", "sheet 'Choices', cell F8", "and no story is chosen"),
        ("faulty-selections", "sheet 'Choices', cell A9", "'new-99' is the id of none"),
        ("faulty-outcomes", "sheet 'Outcomes', cell I4", "'p1 speaker' told it"),
        ("faulty-outcomes", "sheet 'Outcomes', cell D5", "'31/06/2026' is no date"),
        ("faulty-links", "sheet 'Claims', cell I4", "'beter' is none of the answers"),
        ("faulty-framework", "sheet 'Framework', cell A5", "the case 'P7' is not in this study"),
        ("no-column", "sheet 'Claims', cell H1", "the column 'Effect' is gone (it says 'Efect'"),
        ("merged", "sheet 'Framework', cells E3:E4", "cells are merged"),
    ],
)
def test_a_planted_fault_is_named_by_its_cell(name: str, cell: str, why: str) -> None:
    """In a file that went through LibreOffice; the twelfth, an outdated sheet, is below."""
    (line,) = [one for one in faults(name).splitlines() if f"panel.xlsx, {cell}:" in one]
    assert why in line
    assert "(" in line  # what would be right


def test_nothing_is_said_of_what_is_right_beside_the_faults() -> None:
    """As many lines as were planted."""
    planted = {"faulty-selections": 5, "faulty-outcomes": 2, "faulty-links": 1,
               "faulty-framework": 1, "no-column": 1, "merged": 1}  # fmt: skip
    assert planted.keys() == FAULTY.keys()
    said = {name: faults(name).count("panel.xlsx, sheet") for name in planted}
    assert said == planted


def test_an_outdated_row_is_refused_by_its_cell_and_others_are_taken() -> None:
    """What somebody wrote meanwhile is not overwritten by who did not know it."""
    merged = back(through_libreoffice("good-selections"), [*RECORD, BEN])
    (loss,) = merged.losses
    assert "sheet 'Choices', cell G3" in loss.file
    assert "another word on this since the sheet was made (number 5" in loss.message
    assert [one.panel for one in merged.events] == ["Peers"]  # type: ignore[attr-defined]


def test_a_story_by_its_last_name_is_told_by_its_whole_one() -> None:
    """People leave out what all ids begin with."""
    data = filled(made("selections"), {**GOOD["selections"], "F4": "R2"})
    assert [one.hint for one in back(data).problems] == ["did you mean 's/R2'?"]


# -- again, and again -----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_sheet_again_brings_nothing_new(kind: Kind) -> None:
    """All that it says is there already."""
    data = filled(made(kind), GOOD[kind])
    first = back(data)
    again = back(data, kept(RECORD, first))
    assert (again.events, again.losses) == ([], [])
    assert again.there == len(first.events)


def test_a_changed_cell_replaces_what_the_same_person_wrote() -> None:
    """In the very sheet that it came from; the study knows one choice of the panel, not two."""
    data = filled(made("selections"), GOOD["selections"])
    record = kept(RECORD, back(data))
    again = back(filled(data, {"G4": "Another reason"}), record)
    (new,) = again.events
    assert new.replaces == (record[-1].event_id,)
    standing = written(kept(record, again), Selection)
    assert [(one.panel, one.reasons) for one in standing] == [
        ("Staff", "It is clear"),
        ("Peers", "Another reason"),
    ]


def test_two_panels_who_were_given_copies_of_one_sheet_do_not_replace_each_other() -> None:
    """They wrote into the same row, and one person handed both in."""
    rows = [{"B4": "1", "D4": panel, "F4": "s/R2", "G4": "x"} for panel in ("North", "South")]
    first, second = (filled(made("selections"), cells) for cells in rows)
    record = kept(RECORD, back(first))
    merged = back(second, record)
    assert [one.replaces for one in merged.events] == [()]
    assert len(written(kept(record, merged), Selection)) == 3


def test_somebody_else_writes_beside_and_takes_nothing_back() -> None:
    """The last word stands; what was there stays in the record."""
    (event,) = back(filled(made("links"), {"H3": "is out more"})).events
    assert (event.coder, event.replaces) == ("Rosa", ())
    merged = back(filled(made("links"), {"G3": "", "H3": "", "I3": ""}))
    assert merged.events == []
    assert "only they can take it back" in merged.losses[0].message


def test_an_emptied_row_takes_back_ones_own() -> None:
    """Nothing of it stands any more."""
    merged = back(filled(made("links"), {"G3": "", "H3": "", "I3": ""}), coder="Ada")
    assert [one.replaces for one in merged.events] == [("e3",)]
    assert written(kept(RECORD, merged), CausalLink) == ()


def test_a_row_of_somebody_who_withdrew_is_left_out_with_a_sentence() -> None:
    """The others are taken."""
    cells = {"B4": "1", "D4": "A", "F4": "s/Q9", "G4": "why", "B5": "1", "D5": "B", "F5": "s/R1",
             "G5": "why"}  # fmt: skip
    merged = back(filled(made("selections"), cells))
    assert [one.panel for one in merged.events] == ["B"]  # type: ignore[attr-defined]
    (loss,) = merged.losses
    assert loss.file == "panel.xlsx, sheet 'Choices', cell F4"
    assert "took their words back" in loss.message
    late = filled(made("framework"), {"A5": "Q9", "B5": "2026-Q1", "E5": "x"})
    assert "took their words back" in back(late).losses[0].message


def test_the_record_writes_no_words_into_a_cell() -> None:
    """A framework says in brackets what the record knows, and which summaries are stale."""
    event: Event = Summary(
        number=5, event_id="n", coder="Ada", case="P1", wave="2026-Q1", target="money",
        text="Rent", written_on="b1",
    )  # fmt: skip
    for record, stale in ((RECORD, "Short of money"), ([*RECORD, event], "")):
        kind = sheet_for("framework")
        first, second = kind.plan(written(record, Summary)).rows
        assert first.cells["people"] == "(nothing said)"
        assert first.cells["+stale"] == stale
        assert "people" not in second.cells
        assert second.notes["people"] == "Suggested, not checked: i/P2/1"


def test_sources_and_citations_are_counted_apart() -> None:
    """One person in two passages is one source."""
    one = RECORD[2]
    assert isinstance(one, CausalLink)
    more = [replace(one, event_id="a", number=5, start=40, end=62),
            replace(one, event_id="b", number=6, document="i/P2", source="P2")]  # fmt: skip
    (tab,) = sheet_for("links").plan([one, *more]).tabs
    assert tab.rows == (("the group", "gets out", "better", 2, 3, 0),)
    assert "no proof of cause" in tab.intro


def test_a_sheet_that_does_not_say_which_it_is_is_refused() -> None:
    """The tab that says it is gone."""
    book = load_workbook(io.BytesIO(made("links")))
    book["About this file"]["B5"] = "something"
    target = io.BytesIO()
    book.save(target)
    with pytest.raises(InputError, match="does not say which sheet it is"):
        back(target.getvalue())
