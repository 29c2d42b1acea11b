"""The methods appendix is an output like the others, and tells the numbers that commands tell."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from support import PlainAnalyser, WordEncoder, decide
from themekit.events import Memo
from themekit.report import words
from themekit.report.methods_words import figure
from themekit.store import open_store
from themekit.store.events import append_events
from themekit.workflows.agree import compare
from themekit.workflows.context import Models, RunOptions
from themekit.workflows.mark import mark_documents
from themekit.workflows.methods import METHODS
from themekit.workflows.opening import open_study
from themekit.workflows.run import run_study
from themekit.workflows.selection import Selection
from withdrawing import make_people, rows_of

MODELS = Models(WordEncoder.key, PlainAnalyser.key, WordEncoder, PlainAnalyser)


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every command use the models of these tests."""
    monkeypatch.setattr("themekit.workflows.project.models_for", lambda _options: MODELS)


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a study that two people coded, with its outputs."""
    made = make_people(tmp_path_factory.mktemp("methods") / "people")
    run_study(made, models=MODELS)
    rows = [one for one in rows_of(made) if one["status"] != "skipped"]
    decide(made, *[(one, "more-people") for one in rows])
    opened = open_study(made)
    for at, one in enumerate(rows):
        opened.decide(one["segment_id"], "more-people", "reject" if at % 2 else "add", coder="Bo")
    run_study(made, models=MODELS)
    return made


def record(study: Path) -> dict[str, str]:
    """Return the outputs that run.json names."""
    told: dict[str, str] = json.loads((study / "outputs" / "run.json").read_text())["outputs"]
    return told


def test_the_appendix_is_among_the_outputs_that_run_json_names(study: Path) -> None:
    """As a page, a document and a text."""
    assert set(METHODS) <= set(record(study))


def test_a_missing_one_is_written_anew_with_the_same_bytes(study: Path) -> None:
    """As any other output."""
    before = {name: (study / "outputs" / name).read_bytes() for name in METHODS}
    for name in METHODS:
        (study / "outputs" / name).unlink()
    run_study(study, models=MODELS)
    assert {name: (study / "outputs" / name).read_bytes() for name in METHODS} == before


def test_its_agreement_is_that_of_the_command(study: Path) -> None:
    """Code by code, to the last figure shown."""
    (main, *_) = compare(study, Selection(), further=False).tables
    text = (study / "outputs" / "methods.md").read_text(encoding="utf-8").replace("\\", "")
    shown = [figure(row[main.columns.index("alpha")]) for row in main.rows]
    assert any(one != words.NO_FIGURE for one in shown)
    for row, alpha in zip(main.rows, shown, strict=True):
        assert re.search(rf"\| {re.escape(str(row[0]))} \|.* {alpha} \|", text), row


def test_private_and_public_appendices_keep_names_and_memos(study: Path, tmp_path: Path) -> None:
    """In public nobody's name is told who did not ask for credit, and no memo of whatever kind."""
    store = open_store(study)
    with store.appending() as connection:
        memos = [
            Memo(coder="Ada", about="reflexive", text="Hushhush", private=True),
            Memo(coder="Ada", about="method", text="Openly said"),
        ]
        append_events(connection, memos)
    store.close()
    mark_all(study)
    run_study(study, RunOptions(public=True), models=MODELS)
    inside = "".join(text_files(study / "outputs"))
    outside = "".join(text_files(study / "outputs" / "public"))
    assert {f"public/{name}" for name in METHODS} <= set(record(study))
    assert "Hushhush" not in inside + outside
    assert "Openly said" in inside
    assert "Openly said" not in outside
    assert "Ada" in inside
    assert "Ada" not in outside
    assert str(study) not in outside


def mark_all(study: Path) -> None:
    """Have every document read for identifying details."""
    names = sorted({row["document"] for row in rows_of(study)})
    mark_documents(study, names, reviewed_by="Ada")


def text_files(folder: Path) -> list[str]:
    """Return the appendix as text, as far as it is text."""
    return [(folder / name).read_text(encoding="utf-8") for name in METHODS if "docx" not in name]
