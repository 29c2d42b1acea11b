"""A state that is cited: kept whole, never changed, compared later, and reached by a withdrawal."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from support import PlainAnalyser, WordEncoder, decide
from themekit.cli.freeze import freeze as command
from themekit.disclosure import Request
from themekit.errors import UsageError
from themekit.starting.gathering import gather
from themekit.store.files import file_hash
from themekit.store.frozen import list_states
from themekit.study import list_sources, read_study
from themekit.workflows.at_rest import lock_study, unlock_study
from themekit.workflows.context import Models
from themekit.workflows.freeze import check_frozen, citation, freeze_study, list_frozen
from themekit.workflows.run import run_study
from themekit.workflows.withdraw import plan_withdrawal, withdraw
from traces import traces
from withdrawing import INTERVIEWS, MARKER, make_people, rows_of

MODELS = Models(WordEncoder.key, PlainAnalyser.key, WordEncoder, PlainAnalyser)
PASSPHRASE = "four words that nobody says"


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every command use the models of these tests."""
    monkeypatch.setattr("themekit.workflows.project.models_for", lambda _options: MODELS)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a study that was coded and run."""
    study = make_people(tmp_path_factory.mktemp("prepared") / "people")
    run_study(study, models=MODELS)
    decide(study, *[(one, "more-people") for one in rows_of(study) if one["status"] != "skipped"])
    run_study(study, models=MODELS)
    return study


@pytest.fixture
def study(prepared: Path, tmp_path: Path) -> Path:
    """Return a copy of it."""
    return Path(shutil.copytree(prepared, tmp_path / "people"))


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder."""
    return {
        one.relative_to(folder).as_posix(): one.read_bytes()
        for one in sorted(folder.rglob("*"))
        if one.is_file()
    }


def test_a_state_has_the_outputs_their_hashes_and_a_line_to_cite(study: Path) -> None:
    """Number, day and hash are in the line; the copies are the outputs byte for byte."""
    kept = freeze_study(study, "report-2021")
    record = json.loads((study / "outputs" / "run.json").read_text())
    assert kept.folder == study / "frozen" / "report-2021"
    assert kept.state.event == record["decisions_through"]
    assert kept.state.outputs == record["outputs"]
    for name in (*record["outputs"], "run.json"):
        assert (kept.folder / "outputs" / name).read_bytes() == (
            study / "outputs" / name
        ).read_bytes()
    told = citation(kept.state)
    assert re.fullmatch(
        r"A small study \(synthetic\), state report-2021 \(event \d+, \d+ \w+ \d{4}, sha256 \w{16}\)",
        told,
    ), told


def test_the_same_state_has_the_same_hash_under_another_name(study: Path) -> None:
    """Neither name nor day are part of it."""
    assert freeze_study(study, "one").state.sha256 == freeze_study(study, "two").state.sha256


def test_a_name_is_taken_once(study: Path) -> None:
    """Whatever its letters' case; what was kept stays as it was."""
    folder = freeze_study(study, "one").folder
    before = contents(folder)
    with pytest.raises(UsageError, match="already"):
        freeze_study(study, "One")
    assert contents(folder) == before


@pytest.mark.parametrize("name", ["", "../up", ".hidden", "a b", "con", "x" * 61, "a/b"])
def test_a_name_that_is_no_folders_is_refused(study: Path, name: str) -> None:
    """Nothing is written."""
    with pytest.raises(UsageError, match="letters, figures"):
        freeze_study(study, name)
    assert not (study / "frozen").exists()


@pytest.mark.parametrize("change", ["decision", "source", "output"])
def test_what_is_out_of_date_is_not_kept(study: Path, change: str) -> None:
    """The error says which command brings it up to date."""
    if change == "decision":
        row = next(one for one in rows_of(study) if one["status"] != "skipped")
        decide(study, (row, "short-of-money"), coder="Bo")
    elif change == "source":
        (study / "interviews" / "P2.txt").write_text(INTERVIEWS["interviews__P1.txt"])
    else:
        (study / "outputs" / "methods.md").write_text("mine")
    with pytest.raises(UsageError, match="themekit run"):
        freeze_study(study, "one")
    assert not (study / "frozen").exists()


def test_what_has_changed_since_is_told(study: Path) -> None:
    """Decisions, files and figures; at first nothing has."""
    freeze_study(study, "one")
    assert check_frozen(study, "one").rows == ()
    rows = [one for one in rows_of(study) if one["strand"] == "Interviews"]
    decide(
        study, *[(one, "short-of-money") for one in rows if one["status"] != "skipped"], coder="Bo"
    )
    run_study(study, models=MODELS)
    found = check_frozen(study, "one")
    told = {row[0] for row in found.rows}
    assert found.since > 0
    assert found.figures == sum(one.startswith("figure: ") for one in told) > 0
    assert {"decisions", "output theme_matrix.csv"} <= told
    assert not any(one.startswith(("input ", "copy ")) for one in told)


def test_an_altered_copy_is_told(study: Path) -> None:
    """By the list and by the check."""
    folder = freeze_study(study, "one").folder
    (folder / "outputs" / "methods.md").write_text("mine")
    assert list_frozen(study)[0][-1] == "no: 1 of its copies were altered"
    assert [row[0] for row in check_frozen(study, "one").rows] == ["copy of methods.md"]


def test_a_run_leaves_a_state_alone_and_reads_nothing_of_it(study: Path) -> None:
    """It is no source, whatever pattern a strand has."""
    folder = freeze_study(study, "one").folder
    before = contents(folder)
    settings = (study / "study.yaml").read_text().replace("interviews/*", "'**/*.txt'")
    (study / "study.yaml").write_text(settings)
    (folder / "outputs" / "P9.txt").write_text("P9: Something.")
    found, _ = read_study(study)
    assert found is not None
    names = [one.name for one in list_sources(found, found.strands[0])]
    assert "P9.txt" not in names
    (folder / "outputs" / "P9.txt").unlink()
    run_study(study, models=MODELS)
    assert contents(folder) == before


def test_a_draft_of_a_study_takes_nothing_from_a_state(study: Path) -> None:
    """What was frozen is no material for 'init --from'."""
    freeze_study(study, "one")
    found = gather(study, study, "")
    places = {one.path for one in (*found.texts, *found.tables)} | set(found.present)
    assert "interviews/P1.txt" in places
    assert not [one for one in places if one.startswith("frozen/")]


def test_a_folder_of_that_name_with_peoples_material_is_read(study: Path) -> None:
    """Only what was frozen is left out."""
    place = study / "frozen" / "food" / "P8.txt"
    place.parent.mkdir(parents=True)
    place.write_text("P8: Something.")
    settings = (study / "study.yaml").read_text().replace("interviews/*", "'**/*.txt'")
    (study / "study.yaml").write_text(settings)
    found, _ = read_study(study)
    assert found is not None
    assert place in list_sources(found, found.strands[0])


@pytest.mark.parametrize("quotes_only", [False, True])
def test_a_withdrawal_reaches_every_state(study: Path, *, quotes_only: bool) -> None:
    """Its copies are erased, it says that it is broken, and the receipt names it."""
    freeze_study(study, "one")
    freeze_study(study, "two")
    planned = plan_withdrawal(study, Request("P1", quotes_only=quotes_only))
    assert "one, two" in planned.as_text()
    done = withdraw(study, planned, models=MODELS)
    receipt = done.receipt.read_text(encoding="utf-8")
    assert "kept in the frozen states one, two were erased" in receipt
    for name in ("one", "two"):
        assert set(contents(study / "frozen" / name)) == {"state.json", ".gitignore"}
    assert "interviews/P1" not in (study / "frozen" / "one" / "state.json").read_text()
    assert traces(study / "frozen", MARKER) == []
    assert [one.broken for one in list_states(study)] == [(1,), (1,)]
    assert str(list_frozen(study)[0][-1]).startswith("broken by withdrawal 1")
    found = check_frozen(study, "one")
    assert found.rows[0] == ("copies of the state", "kept", "erased by withdrawal 1")


def test_who_left_does_not_come_out_by_subtraction(study: Path) -> None:
    """A state keeps no figure, and no hash to try guesses against; it says so and since when."""
    cited = freeze_study(study, "one").state
    withdraw(study, plan_withdrawal(study, Request("P1")), models=MODELS)
    told = json.loads((study / "frozen" / "one" / "state.json").read_text())
    assert (told["figures"], told["outputs"], told["inputs"]) == ({}, {}, {})
    assert re.fullmatch(r"figures removed after a withdrawal on \d{4}-\d\d-\d\d", told["note"])
    assert (told["sha256"], told["event"]) == (cited.sha256, cited.event)
    found = check_frozen(study, "one")
    assert found.figures == 0
    assert ("figures of the state", "kept", told["note"]) in found.rows
    assert not any(row[0].startswith(("figure:", "output ", "input ")) for row in found.rows)
    assert told["note"] in str(list_frozen(study)[0][-1])


def test_figures_stay_where_everybody_is_counted_still(study: Path) -> None:
    """Nothing comes out of figures that are alike; whoever leaves later takes them along."""
    kept = freeze_study(study, "one").state
    withdraw(study, plan_withdrawal(study, Request("P1", quotes_only=True)), models=MODELS)
    (state,) = list_states(study)
    assert (state.figures, state.note) == (kept.figures, "")
    planned = plan_withdrawal(study, Request("P2"))
    assert planned.frozen == ("one",)
    withdraw(study, planned, models=MODELS)
    (state,) = list_states(study)
    assert (state.figures, state.outputs, state.broken) == ({}, {}, (1, 2))


def test_a_broken_state_is_not_broken_twice(study: Path) -> None:
    """The next receipt names those alone whose copies it erases."""
    freeze_study(study, "one")
    withdraw(study, plan_withdrawal(study, Request("P1")), models=MODELS)
    freeze_study(study, "after")
    planned = plan_withdrawal(study, Request("P2"))
    assert planned.frozen == ("after",)
    withdraw(study, planned, models=MODELS)
    assert {one.name: one.broken for one in list_states(study)} == {"one": (1, 2), "after": (2,)}


def test_a_locked_study_locks_its_states_too(study: Path) -> None:
    """They come back byte for byte."""
    freeze_study(study, "one")
    before = contents(study / "frozen")
    lock_study(study, PASSPHRASE)
    assert not (study / "frozen").exists()
    assert traces(study / "locked", MARKER) == []
    unlock_study(study, PASSPHRASE)
    assert contents(study / "frozen") == before


def test_the_command_keeps_lists_and_checks(study: Path) -> None:
    """The line to cite is all that stands on stdout; a check ends with 1 where something changed."""
    runner = CliRunner()
    kept = runner.invoke(command, [str(study), "one"])
    assert kept.exit_code == 0, kept.output
    assert kept.stdout.startswith("A small study (synthetic), state one (event ")
    listed = json.loads(runner.invoke(command, [str(study), "--list", "--format", "json"]).stdout)
    assert [(one["state"], one["holds"]) for one in listed] == [("one", "yes")]
    check = [str(study), "one", "--check", "--format", "json"]
    assert runner.invoke(command, check, standalone_mode=False).return_value == 0
    (study / "outputs" / "methods.md").write_text("mine")
    changed = runner.invoke(command, check, standalone_mode=False)
    assert changed.return_value == 1
    assert [one["what"] for one in json.loads(changed.stdout)] == ["output methods.md"]
    assert file_hash(study / "frozen" / "one" / "outputs" / "methods.md")


@pytest.mark.parametrize("words", [[], ["one", "--list"], ["--list", "--check"]])
def test_the_command_needs_a_name_or_the_list(study: Path, words: list[str]) -> None:
    """One of the two."""
    assert CliRunner().invoke(command, [str(study), *words]).exit_code == 2


def test_an_unknown_state_is_told_with_those_there_are(study: Path) -> None:
    """And exits as bad input."""
    freeze_study(study, "one")
    with pytest.raises(UsageError, match="there are: one"):
        check_frozen(study, "two")
