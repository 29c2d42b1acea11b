"""Lists of actions and effort, and the other tables of what was written down beside coding."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from exchange.kit import HASH, ONE, TWO, imported, known, table
from themekit.errors import InputError
from themekit.events import (
    Action,
    CausalLink,
    Coder,
    Effort,
    Event,
    HarvestedOutcome,
    Selection,
    Summary,
)
from themekit.exchange import TableFile, read_tables
from themekit.report import written_tables
from themekit.report.csvtext import csv_bytes

ACTION = {
    "what": "A second session", "because_of": "f1", "by": "the team", "date": "14 March 2026",
    "told_tellers": "",
}  # fmt: skip
EFFORT = {
    "wave": "2026-Q1", "activity": "reading", "role": "peer", "minutes": "45", "basis": "assumed"
}  # fmt: skip


def taken(*files: TableFile, **more: Any) -> list[Event]:
    """Return the events of files."""
    return [one.event for one in imported(*files, **more).taken]


def numbered(*events: Event) -> list[Event]:
    """Return events as a study has them."""
    return [replace(one, number=number) for number, one in enumerate(events, 1)]


def test_actions_are_taken_with_their_date_as_it_is_counted() -> None:
    """Whoever wrote the list need not be named."""
    (action,) = taken(table([ACTION], "actions.csv"))
    assert isinstance(action, Action)
    assert (action.what, action.date, action.coder) == ("A second session", "2026-03-14", "")


def because(said: str, **more: Any) -> tuple[str, list[str]]:
    """Return what an action is kept as taken because of, and what is listed."""
    found = imported(table([ACTION | {"because_of": said}], "actions.csv"), **more)
    (one,) = found.taken
    assert isinstance(one.event, Action)
    return one.event.because_of, [str(loss) for loss in found.losses]


def test_an_action_because_of_a_code_keeps_the_codes_id() -> None:
    """By id or by name, in any letters."""
    assert because("money") == ("money", [])
    assert because("MONEY") == ("money", [])


def test_an_action_may_be_because_of_what_else_the_study_has() -> None:
    """A finding, a closed question, a theme, a passage."""
    study = replace(known(), reasons=frozenset({"f1", "How it is"}))
    assert because("f1", into=study) == ("f1", [])
    assert because("how it is", into=study) == ("How it is", [])
    segment = next(iter(study.texts.segments))
    assert because(segment, into=study) == (segment, [])


def test_a_reason_in_words_is_as_good_as_a_name() -> None:
    """It is kept, and nobody is told off."""
    words = "several said that nobody rings back"
    assert because(words) == (words, [])


@pytest.mark.parametrize(("said", "hint"), [("mony", "did you mean 'money'?"), ("f9", "sentence")])
def test_what_looks_like_a_name_and_is_none_is_listed_with_its_line(said: str, hint: str) -> None:
    """A mistyped code would else lead nowhere, unseen."""
    kept, (loss,) = because(said)
    assert kept == said
    assert loss.startswith(f"actions.csv:2: '{said}' under 'because_of' names nothing")
    assert hint in loss


def test_a_list_that_is_handed_in_again_replaces_the_rows_that_changed() -> None:
    """A row that is as it was is there already."""
    first = numbered(*taken(table([ACTION, EFFORT | ACTION | {"what": "B"}], "actions.csv")))
    changed = ACTION | {"told_tellers": "a letter in April"}
    again = taken(table([changed, ACTION | {"what": "B"}], "actions.csv"), into=known(first))
    assert again[1] == first[1]
    assert again[0].replaces == (first[0].event_id,)


def test_what_was_measured_names_nobody_even_where_somebody_hands_it_in() -> None:
    """What was written down names whoever did."""
    rows = [EFFORT | {"basis": "measured"}, EFFORT]
    measured, noted = taken(table(rows, "effort.csv"), coder="Ada", entered_by="Bea")
    assert isinstance(measured, Effort)
    assert (measured.coder, measured.entered_by, measured.minutes) == ("", "", 45.0)
    assert noted.coder == "Ada"


def test_sums_that_a_run_wrote_are_not_taken_for_a_list() -> None:
    """They would count twice; the file says which to hand in."""
    rows = [EFFORT | {"passages": "12", "assumption": ""}]
    tables, (problem,) = read_tables([table(rows, "effort.csv")])
    assert tables == ()
    assert problem.severity == "warning"
    assert "effort_written.csv" in problem.hint


def test_two_sessions_of_the_same_length_are_two() -> None:
    """Rows that say the same are told apart by counting."""
    assert len({one.event_id for one in taken(table([EFFORT, EFFORT], "effort.csv"))}) == 2


@pytest.mark.parametrize(
    ("row", "why"),
    [
        (ACTION | {"date": "31/06/2026"}, "effort.csv:2: the date '31/06/2026' is none"),
        (ACTION | {"what": ""}, "does not say 'what'"),
        (EFFORT | {"minutes": "1:30"}, "the minutes '1:30' is no number above 0"),
        (EFFORT | {"basis": "guess"}, "'guess' is no basis"),
        (EFFORT | {"basis": "measured", "coder": "Ada"}, "what was measured names nobody"),
    ],
)
def test_a_row_that_cannot_be_meant_is_named(row: dict[str, object], why: str) -> None:
    """With its line and what would be right."""
    with pytest.raises(InputError) as refused:
        imported(table([row], "effort.csv"))
    assert why in str(refused.value)


HERE: dict[str, Any] = {"document": "i/P1", "text_hash": HASH, "start": 0, "end": 22}
EACH = numbered(
    Selection(event_id="s", coder="Ada", level="1", panel="p", offered=("i/P1", "i/P2"),
              chosen="i/P1", reasons="r, and\nmore", origin="file"),
    HarvestedOutcome(event_id="o", coder="Ada", outcome_id="O1", what="x", answer="no answer",
                     segments=("i/P1/1", "i/P1/2"), origin="file"),
    CausalLink(event_id="l", coder="Ada", **HERE, cause="a", effect="b", valence="worse",
               origin="file"),
    Summary(event_id="y", coder="Ada", case="P1", target="money", text="=t", origin="file"),
    Action(event_id="a", coder="Ada", what="w", date="2026", origin="file"),
    Effort(event_id="e", activity="reading", role="peer", minutes=7.5, basis="measured",
           origin="file"),
)  # fmt: skip


def test_every_table_of_a_run_comes_back_as_it_was() -> None:
    """Nothing is new in a study that has it, and all is the same in one that has nothing."""
    files = []
    for name, record in written_tables.FILES.items():
        names = written_tables.columns(record)
        rows = [written_tables._row(one, names, {}) for one in EACH if isinstance(one, record)]
        files.append(TableFile(name, csv_bytes(names, rows)))
    back = taken(*files, into=known(coders=[Coder("Ada", "Ada")]))
    by_id = {one.event_id: one for one in back}
    assert [by_id[one.event_id] for one in EACH] == [replace(one, number=0) for one in EACH]
    assert set(taken(*files, into=known(EACH))) == set(EACH)


def test_effort_names_no_person() -> None:
    """How long somebody took is nobody's to keep."""
    there = known(coders=[Coder("ada", "Ada", "researcher")])
    with pytest.raises(InputError, match="'Ada' is a coder of this study, and effort"):
        imported(table([EFFORT | {"role": "Ada"}], "effort.csv"), into=there)


def test_effort_of_a_wave_that_is_not_there_is_told() -> None:
    """It is kept: the wave may be still to come."""
    there = known(documents=[replace(ONE, wave="2026-Q1"), TWO])
    rows = [EFFORT, EFFORT | {"wave": "2026-Q4"}]
    found = imported(table(rows, "effort.csv"), into=there)
    assert (len(found.taken), len(found.losses)) == (2, 1)
    assert "no wave '2026-Q4'" in found.losses[0].message
