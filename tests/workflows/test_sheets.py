"""Sheets leave a study, are filled in, and come back into it."""

from __future__ import annotations

import io
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from openpyxl import load_workbook

from reviewing import run_again
from support import PlainAnalyser, WordEncoder
from themekit.disclosure import Request
from themekit.errors import InputError, UsageError
from themekit.events import CausalLink, Event, Selection, Summary
from themekit.store import open_store
from themekit.store.events import load_kind
from themekit.workflows.context import Models
from themekit.workflows.export import What, export_table
from themekit.workflows.import_sheets import import_sheet, sheet_in
from themekit.workflows.import_tables import ImportSummary
from themekit.workflows.mark import mark_documents
from themekit.workflows.withdraw import plan_withdrawal, withdraw
from withdrawing import WORRY, make_people


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a study of an interview, a survey and a group, and run it once."""
    study = make_people(tmp_path_factory.mktemp("sheets") / "people")
    run_again(study)
    return study


@pytest.fixture
def study(once: Path, tmp_path: Path) -> Path:
    """Return a copy of that study."""
    return Path(shutil.copytree(once, tmp_path / "people"))


def exported(study: Path, what: What, **more: bool) -> Path:
    """Return a sheet of the study."""
    target = study.parent / f"{what}.xlsx"
    export_table(study, target, what, **more)
    return target


def rows_of(file: Path, tab: int = 1) -> list[tuple[object, ...]]:
    """Return the rows of a tab, without its two first."""
    return list(load_workbook(file).worksheets[tab].iter_rows(min_row=3, values_only=True))


def handed_in(
    study: Path, file: Path, cells: Mapping[str, str], coder: str = "Rosa"
) -> ImportSummary:
    """Fill in a sheet, and take it into the study."""
    book = load_workbook(file)
    for at, said in cells.items():
        book.worksheets[1][at] = said
    target = io.BytesIO()
    book.save(target)
    return import_sheet(study, target.getvalue(), file.name, coder=coder)


def kept(study: Path, record: type[Event]) -> list[Event]:
    """Return the events of a kind."""
    store = open_store(study)
    with store.reading() as connection:
        found: list[Event] = load_kind(connection, record)
    store.close()
    return found


def row_of(file: Path, words: str, tab: int = 1) -> int:
    """Return the number of the row in which words stand."""
    return next(
        number
        for number, row in enumerate(rows_of(file, tab), 3)
        if any(words in str(cell) for cell in row)
    )


def test_a_choice_comes_back_as_an_event_of_whoever_made_it(study: Path) -> None:
    """And stands in the next sheet, with who wrote it; reasons are nobody's before."""
    file = exported(study, "selections")
    assert all(row[6] is None for row in rows_of(file))
    story = rows_of(file, 2)[0][0]
    cells = {"B3": "1", "D3": "Staff", "F3": str(story), "G3": "It is clear"}
    assert handed_in(study, file, cells).as_text() == "Rosa: 1 choice of a panel taken."
    (event,) = kept(study, Selection)
    assert isinstance(event, Selection)
    assert (event.coder, event.origin, event.chosen) == ("Rosa", "file", story)
    first = rows_of(exported(study, "selections"))[0]
    assert (first[6], first[10]) == ("It is clear", "Rosa")


def test_a_survey_is_told_as_stories_and_talk_as_turns(study: Path) -> None:
    """What somebody answered belongs together; who interviewed tells nothing."""
    ids = [str(row[0]) for row in rows_of(exported(study, "selections"), 2)]
    assert "survey/R1" in ids
    assert any(one.startswith("interviews/P1/") for one in ids)
    said = [str(row[5]) for row in rows_of(exported(study, "links"))]
    assert not any("Who would like to begin" in one for one in said)


def test_a_claim_lies_on_its_passage(study: Path) -> None:
    """Its source is who told it."""
    file = exported(study, "links")
    at = row_of(file, WORRY)
    handed_in(study, file, {f"G{at}": "the phone", f"H{at}": "worry", f"I{at}": "worse"})
    (event,) = kept(study, CausalLink)
    assert isinstance(event, CausalLink)
    assert (event.source, event.document) == ("R1", "survey/R1")
    assert event.end - event.start == len(WORRY)


def test_a_mistake_stores_nothing_and_a_sheet_wants_a_name(study: Path) -> None:
    """All of it is named first."""
    file = exported(study, "links")
    with pytest.raises(InputError, match="sheet 'Claims', cell I3: 'beter'"):
        handed_in(study, file, {"G3": "a", "H3": "b", "I3": "beter", "G4": "a", "H4": "b"})
    with pytest.raises(InputError, match="say who filled in this sheet"):
        handed_in(study, file, {"G3": "a", "H3": "b"}, coder="")
    assert kept(study, CausalLink) == []


def test_a_sheet_of_another_study_is_refused(study: Path, tmp_path: Path) -> None:
    """Ids of one study mean nothing in another."""
    file = exported(study, "links")
    book = load_workbook(file)
    book["About this file"]["B4"] = "another"
    book.save(file)
    data = sheet_in(file)
    assert data is not None
    with pytest.raises(InputError, match="of another study"):
        import_sheet(study, data, "links.xlsx", coder="Rosa")


def test_others_get_keys_for_names_and_only_what_may_leave(study: Path) -> None:
    """What they fill in comes back all the same."""
    target = study.parent / "panel.xlsx"
    with pytest.raises(UsageError, match=r"passages may not leave: .* nobody has read"):
        export_table(study, target, "links", for_others=True)
    mark_documents(study, ["survey/R1"], reviewed_by="Ada")
    done = export_table(study, target, "links", for_others=True, leave_out=True)
    assert done.rows == 1
    whole = [str(cell) for row in rows_of(target) for cell in row]
    assert WORRY in whole
    assert not any("R1" in one or "survey/" in one for one in whole)
    handed_in(study, target, {"G3": "the phone", "H3": "worry"})
    (event,) = kept(study, CausalLink)
    assert event.source == "R1"  # type: ignore[attr-defined]


def test_who_took_their_words_back_is_on_no_sheet_and_comes_back_by_none(study: Path) -> None:
    """Their rows of a sheet that was out already are refused, each by its cell; others are taken."""
    before = exported(study, "framework")
    theirs, other = row_of(before, "P1"), row_of(before, "P2")
    handed_in(study, before, {f"E{theirs}": "Came every week", f"E{other}": "Out of money"})
    models = Models(WordEncoder.key, PlainAnalyser.key, WordEncoder, PlainAnalyser)
    withdraw(study, plan_withdrawal(study, Request("P1")), models=models)
    assert [one.case for one in kept(study, Summary)] == ["P2"]  # type: ignore[attr-defined]
    assert not any("P1" in str(row) for row in rows_of(exported(study, "links")))
    found = handed_in(study, before, {f"E{theirs}": "Came back", f"D{other}": "Phones, too"})
    assert dict(found.taken) == {("summary", "Rosa"): 1}
    (loss,) = found.losses
    assert f"cell A{theirs}" in loss.file
    assert "took their words back" in loss.message
