"""Somebody takes their words back: they are gone, others' are as they were, and nothing returns."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from support import PlainAnalyser, WordEncoder, decide
from themekit.cli.withdraw import withdraw as command
from themekit.disclosure import Request
from themekit.errors import BusyError, UsageError
from themekit.events import Coding, Draw, DrawnItem, Memo, Note
from themekit.spans import text_hash
from themekit.store import open_store, writer_lock
from themekit.store.coders import coder_id
from themekit.store.events import append_events, load_events, load_kind
from themekit.store.withdrawals import load_withdrawals
from themekit.workflows.check import check_study
from themekit.workflows.chosen_quotes import choose_quote, list_chosen
from themekit.workflows.context import Models, RunOptions
from themekit.workflows.import_tables import import_files
from themekit.workflows.quotes import list_quotes
from themekit.workflows.run import run_study
from themekit.workflows.selection import Selection
from themekit.workflows.status import study_status
from themekit.workflows.unsettled import unsettled
from themekit.workflows.withdraw import Done, plan_withdrawal, withdraw
from traces import traces
from withdrawing import (
    CASES,
    GROUP,
    INTERVIEWS,
    MARKER,
    WORRY,
    make_people,
    rows_of,
)

WHOLE = Path(__file__).resolve().parents[1] / "whole"
CODE = "more-people"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a study that was run and in which everything was decided on by somebody."""
    models = Models(WordEncoder.key, PlainAnalyser.key, WordEncoder, PlainAnalyser)
    study = make_people(tmp_path_factory.mktemp("prepared") / "people")
    run_study(study, models=models)
    decide(study, *[(one, CODE) for one in rows_of(study) if one["status"] != "skipped"])
    run_study(study, models=models)
    return study


@pytest.fixture
def people(prepared: Path, tmp_path: Path) -> Path:
    """Return a copy of that study."""
    return shutil.copytree(prepared, tmp_path / "people")


def take_back(study: Path, case: str, models: Models, **more: object) -> Done:
    """Withdraw somebody."""
    request = replace(Request(case), **more)  # type: ignore[arg-type]
    return withdraw(study, plan_withdrawal(study, request), models=models)


def held(study: Path) -> dict[str, str]:
    """Return the words of every unit, by id."""
    return {one["segment_id"]: one["text"] for one in rows_of(study)}


def codings(study: Path) -> list[Coding]:
    """Return what people said of codes."""
    store = open_store(study)
    with store.reading() as connection:
        found = load_kind(connection, Coding)
    store.close()
    return found


def dump(study: Path) -> str:
    """Return all that the tables hold."""
    store = open_store(study)
    with store.reading() as connection:
        raw = connection.connection.driver_connection
        text = "\n".join(raw.iterdump())  # type: ignore[union-attr]
    store.close()
    return text


def test_an_interviewee_goes_with_all_that_was_decided_on_their_words(
    people: Path, models: Models
) -> None:
    """No table and no output holds them; the others' codings are the same."""
    before = [one for one in codings(people) if one.document != "interviews/P1"]
    take_back(people, "P1", models)
    assert not [one for one in held(people) if one.startswith("interviews/P1")]
    assert codings(people) == before
    assert "every single week" not in dump(people)
    outputs = [one for one in (people / "outputs").rglob("*") if one.is_file()]
    assert not [one for one in outputs if b"every single week" in one.read_bytes()]


@pytest.mark.parametrize("case", ["P1", "Birch"])
def test_a_quotation_that_somebody_chose_goes_with_whoever_said_it(
    people: Path, models: Models, case: str
) -> None:
    """Also where others speak in the same document."""
    said = next(one for one in rows_of(people) if MARKER in one["text"] and case in one["case"])
    choose_quote(people, said["segment_id"], CODE, by="Ada", words="1-6")
    first = " ".join(said["text"].split()[:6])
    assert first in dump(people)
    take_back(people, said["case"], models)
    assert list_chosen(people) == []
    assert first not in dump(people)


def test_an_answer_that_others_gave_too_stays_theirs(people: Path, models: Models) -> None:
    """The respondent is gone; whoever said the same word for word is there, rerun or not."""
    take_back(people, "R1", models)
    assert "survey/R1/worry" not in held(people)
    assert held(people)["survey/R2/worry"] == WORRY
    run_study(people, RunOptions(start="read"), models=models)
    assert held(people)["survey/R2/worry"] == WORRY


def test_in_a_group_others_codings_keep_their_place(people: Path, models: Models) -> None:
    """They are identical but for the hash of the text, and lie on the same words."""
    before = [one for one in codings(people) if one.document == "roundtable/talk"]
    theirs = [one for one in before if MARKER in GROUP[one.start : one.end]]
    take_back(people, "talk/Birch", models)
    after = [one for one in codings(people) if one.document == "roundtable/talk"]
    assert len(after) == len(before) - len(theirs)
    assert [replace(one, text_hash="") for one in after] == [
        replace(one, text_hash="") for one in before if one not in theirs
    ]
    there = {one["text_hash"] for one in rows_of(people) if one["document"] == "roundtable/talk"}
    assert {one.text_hash for one in after} == there
    assert traces(people, "Birch", ["roundtable/talk.txt"]) == []
    assert traces(people, "any of us had chairs", ["roundtable/talk.txt"]) == []


@pytest.mark.parametrize("case", ["P1", "R3", "talk/Birch"])
def test_no_run_brings_them_back(people: Path, models: Models, case: str) -> None:
    """Their files have their words still."""
    take_back(people, case, models)
    after = held(people)
    run_study(people, models=models)
    run_study(people, RunOptions(start="read"), models=models)
    assert held(people) == after


@pytest.mark.parametrize("case", ["P1", "R3", "talk/Birch"])
def test_no_import_brings_them_back(
    people: Path, models: Models, tmp_path: Path, case: str
) -> None:
    """The former tables are refused where they are of them, and taken where they are not."""
    former = tmp_path / "former"
    former.mkdir()
    names = ("codings.csv", "looks.csv", "memos.csv", "coders.csv", "codebooks.csv")
    for name in names:
        (former / name).write_bytes((people / "outputs" / name).read_bytes())
    take_back(people, case, models)
    before, times = codings(people), dump(people).count(MARKER)
    summary = import_files(people, [former / name for name in names], models=models)
    assert codings(people) == before
    assert dump(people).count(MARKER) == times
    told = [one for one in summary.losses if "took back" in one.message]
    assert told
    assert all(MARKER not in str(one) and one.line for one in told)


def test_a_renamed_file_with_their_words_is_known_again(people: Path, models: Models) -> None:
    """And what others said in a file of its kind is read."""
    take_back(people, "P1", models)
    (people / "interviews" / "P1.txt").rename(people / "interviews" / "elsewhere.txt")
    run_study(people, models=models)
    assert not [one for one in held(people) if "elsewhere" in one]


def test_a_second_withdrawal_of_the_same_person_says_so(people: Path, models: Models) -> None:
    """Nothing is done again."""
    take_back(people, "P1", models)
    assert "withdrawn before" in plan_withdrawal(people, Request("P1")).as_text()


def test_an_unknown_case_is_told_with_the_nearest_names(people: Path) -> None:
    """A wrong letter erases nobody."""
    with pytest.raises(UsageError, match="did you mean talk/Birch"):
        plan_withdrawal(people, Request("talk/Brich"))


def test_a_dry_run_changes_nothing(people: Path) -> None:
    """Not a byte of the tables or the outputs."""
    before = {one: one.read_bytes() for one in (people / "outputs").iterdir()}, dump(people)
    result = CliRunner().invoke(command, [str(people), "P1", "--dry-run"])
    assert result.exit_code == 0, result.output
    assert "1 document" in result.output
    assert "interviews/P1.txt has their words still" in result.output
    after = {one: one.read_bytes() for one in (people / "outputs").iterdir()}, dump(people)
    assert after == before


def test_the_receipt_in_the_study_names_nobody(people: Path, models: Models) -> None:
    """The whole one names what a person has to see to; both say which numbers changed."""
    done = take_back(people, "talk/Birch", models)
    inside = done.receipt.read_text(encoding="utf-8")
    assert "| Demand, Roundtable | cases | 3 | 2 |" in inside
    assert "| Demand, Roundtable | cases | 3 | 2 |" in done.whole
    assert "Birch" not in inside
    assert MARKER not in inside
    assert "roundtable/talk.txt" not in inside
    assert "roundtable/talk.txt has their words still: take what 'Birch' says" in done.whole


def test_packs_that_are_out_are_told_with_whoever_has_them(people: Path) -> None:
    """The receipt for the person names them; the one in the study counts them."""
    row = next(one for one in rows_of(people) if one["segment_id"] == "interviews/P1/0002")
    item = DrawnItem(
        position=0, document=row["document"], text_hash=row["text_hash"],
        start=int(row["start"]), end=int(row["end"]),
    )  # fmt: skip
    fields = {"pack": "K7Q", "coder": "Bo", "draws": json.dumps(["d1"])}
    store = open_store(people)
    with store.appending() as connection:
        coder_id(connection, "Bo")
        draw = Draw(coder="Bo", draw="d1", items=(item,))
        append_events(connection, [draw, Note(name="pack", fields=tuple(fields.items()))])
    store.close()
    planned = plan_withdrawal(people, Request("P1"))
    assert any("pack K7Q" in one and "Bo has it since" in one for one in planned.see_to)
    assert "1 pack holds their words." in planned.nameless


def test_memos_that_repeat_their_words_are_masked(people: Path, models: Models) -> None:
    """The rest of the memo stays."""
    store = open_store(people)
    with store.appending() as connection:
        text = "Striking: 'to the zirkelbach every single week than ever' (Ada)"
        append_events(connection, [Memo(coder="Ada", about="method", text=text)])
    store.close()
    take_back(people, "P1", models)
    store = open_store(people)
    with store.reading() as connection:
        (memo,) = [one for one in load_kind(connection, Memo) if one.about == "method"]
    store.close()
    assert MARKER not in memo.text
    assert memo.text.startswith("Striking: '")
    assert memo.text.endswith("' (Ada)")


def test_quotes_alone_are_taken_back_and_words_stay_counted(people: Path, models: Models) -> None:
    """Whatever cases.csv says; no quotation of theirs is left, nor comes by a command."""
    row = {one["strand"]: one for one in rows_of(people, "theme_matrix.csv")}["Interviews"]
    take_back(people, "P1", models, quotes_only=True)
    after = {one["strand"]: one for one in rows_of(people, "theme_matrix.csv")}["Interviews"]
    assert (after["cases"], after["asked"]) == (row["cases"], row["asked"])
    assert MARKER in str(held(people)["interviews/P1/0002"])
    quotes = [one["quotes"] for one in rows_of(people, "theme_matrix.csv")]
    assert not [one for one in quotes if "interviews/P1" in one]
    assert not [one for one in list_quotes(people, Selection()) if one[1] == "P1"]


def test_one_strand_alone_may_be_taken_back(people: Path, models: Models) -> None:
    """What the same person said elsewhere stays."""
    rows = CASES + "P1,survey/R3,Org one\n"
    (people / "cases.csv").write_text(rows, encoding="utf-8")
    run_study(people, models=models)
    take_back(people, "P1", models, strand="survey")
    assert "survey/R3/worry" not in held(people)
    assert MARKER in held(people)["interviews/P1/0002"]
    run_study(people, RunOptions(start="read"), models=models)
    assert "survey/R3/worry" not in held(people)
    assert MARKER in held(people)["interviews/P1/0002"]


def test_it_is_refused_while_a_run_or_a_server_has_the_study(people: Path) -> None:
    """One sentence says what to end first."""
    mark = people / ".themekit" / f"open-elsewhere-{os.getppid()}.json"
    told = {"host": socket.gethostname(), "pid": os.getppid(), "since": "today"}
    mark.write_text(json.dumps(told), encoding="utf-8")
    with pytest.raises(BusyError, match="End it first"):
        plan_withdrawal(people, Request("P1"))


def test_withdrawn_in_cases_csv_alone_is_told_with_the_command(
    people: Path, models: Models
) -> None:
    """Words remain until the command is given."""
    rows = "case,document,withdrawn\nP1,P1,yes\nP2,P2,no\n"
    (people / "cases.csv").write_text(rows, encoding="utf-8")
    run_study(people, models=models)
    (told,) = [one for one in unsettled(people) if "withdrawn" in one.message]
    assert told.line == 2
    assert f"themekit withdraw {people} P1" in told.hint
    take_back(people, "P1", models)
    assert not [one for one in unsettled(people) if "has withdrawn" in one.message]
    assert ("withdrawals", 1, "see outputs/withdrawals") in study_status(people)


def test_check_names_nobody_who_withdrew(
    people: Path, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of the row of cases.csv it says that it is to go; nothing that is kept of it names them."""
    monkeypatch.setattr("themekit.workflows.patterns.load_analyser", models.load_analyser)
    take_back(people, "P1", models)
    report = check_study(people)
    (told,) = [one for one in report.problems if one.file == "cases.csv"]
    assert (told.line, told.hint) == (2, "take the row out")
    assert "P1" not in (people / ".themekit" / "check.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("step", ["intended", "erasing", "erased", "wiped"])
def test_a_kill_at_any_step_is_finished_by_the_next_command(
    people: Path, models: Models, step: str
) -> None:
    """After a real SIGKILL, 'status' finishes it, and the next run writes the receipt."""
    script = [sys.executable, str(WHOLE / "stand_in_withdraw.py"), str(people), "P1", step]
    died = subprocess.run(script, capture_output=True, text=True, check=False)
    assert died.returncode == -9, died.stderr
    status = [sys.executable, str(WHOLE / "stand_in_withdraw.py"), str(people), "", "status"]
    told = subprocess.run(status, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr
    assert "every single week" not in dump(people)
    store = open_store(people)
    with store.reading() as connection:
        (row,) = load_withdrawals(connection)
        left = [one for one in load_events(connection) if "P1" in str(one)]
    store.close()
    assert row.state == "wiped"
    assert not left
    receipt = people / "outputs" / "withdrawals" / "0001.md"
    assert "Not known yet" in receipt.read_text(encoding="utf-8")
    run_study(people, models=models)
    assert "| Demand, Interviews | cases | 2 | 1 |" in receipt.read_text(encoding="utf-8")


def test_words_of_texts_are_found_whole(people: Path) -> None:
    """The study of these tests holds the marker where it says."""
    assert MARKER in INTERVIEWS["interviews__P1.txt"]
    assert text_hash(GROUP) in {one["text_hash"] for one in rows_of(people)}
    with writer_lock(people), writer_lock(people, again=True):
        pass
