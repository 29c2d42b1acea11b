"""`themekit mark`: who read which document for details by which people are known."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from support import STUDY, PlainAnalyser, WordEncoder, make_study
from themekit.cli import main
from themekit.errors import UsageError
from themekit.events import Coder, Mark, Override
from themekit.store import open_store
from themekit.store.coders import save_coder
from themekit.store.events import load_events
from themekit.workflows.context import Models
from themekit.workflows.mark import list_marks, mark_documents
from themekit.workflows.run import run_study


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the small study once; everybody in it agreed to be read by others."""
    encoder, analyser = WordEncoder(), PlainAnalyser()
    models = Models(encoder.key, analyser.key, lambda: encoder, lambda: analyser)
    study = make_study(tmp_path_factory.mktemp("once") / "study")
    (study / "study.yaml").write_text(STUDY + "consent: {review: yes}\n", encoding="utf-8")
    run_study(study, models=models)
    return study


@pytest.fixture
def done(once: Path, tmp_path: Path) -> Path:
    """Return a copy of it."""
    return Path(shutil.copytree(once, tmp_path / "study"))


def shown(study: Path) -> dict[str, str]:
    """Return of each document whether peers are shown it."""
    return {row[0]: row[3] for row in list_marks(study)}


def test_a_strand_is_marked_in_one_act(done: Path) -> None:
    """A survey has a document a respondent; nobody names them one by one."""
    found = mark_documents(done, reviewed_by="Ada", all_of=["survey"])
    assert (found.added, found.already, found.closed) == (3, 0, ())
    store = open_store(done)
    with store.reading() as connection:
        marks = [one for one in load_events(connection) if isinstance(one, Mark)]
    store.close()
    assert len({one.act for one in marks}) == 1
    assert all((one.start, one.coder) == (0, "Ada") and one.end > 0 for one in marks)
    assert shown(done) == {
        "interviews/P1": "no", "survey/R1": "yes", "survey/R2": "yes", "survey/R3": "yes"
    }  # fmt: skip


def test_a_mark_is_not_added_twice(done: Path) -> None:
    """The same text is read once."""
    mark_documents(done, ["P1"], reviewed_by="Ada")
    found = mark_documents(done, ["P1", "R1"], reviewed_by="Ada")
    assert (found.added, found.already) == (1, 1)


def test_a_changed_text_needs_a_new_mark(done: Path, models: Models) -> None:
    """What was read is not what stands there now."""
    mark_documents(done, ["P1"], reviewed_by="Ada")
    path = done / "interviews" / "P1.txt"
    path.write_text(path.read_text(encoding="utf-8") + "\nP1: I live at 4 Elm Road.\n", "utf-8")
    run_study(done, models=models)
    assert shown(done)["interviews/P1"] == "no"
    assert mark_documents(done, ["P1"], reviewed_by="Ada").added == 1
    assert shown(done)["interviews/P1"] == "yes"


def test_an_unread_document_is_shown_by_a_decision_with_its_reason(done: Path) -> None:
    """Which is kept with whoever decided it."""
    mark_documents(done, ["P1"], reviewed_by="Ada", despite="she is published")
    store = open_store(done)
    with store.reading() as connection:
        (override,) = [one for one in load_events(connection) if isinstance(one, Override)]
    store.close()
    assert (override.coder, override.target, override.reason) == (
        "Ada", "interviews/P1", "she is published"
    )  # fmt: skip
    assert shown(done)["interviews/P1"] == "yes"


def test_a_peer_does_not_mark(done: Path) -> None:
    """The marks are there for their sake."""
    add_peer(done)
    with pytest.raises(UsageError, match="Bo is a peer"):
        mark_documents(done, ["P1"], reviewed_by="bo")


@pytest.mark.parametrize(
    ("documents", "strands", "by", "told"),
    [
        (["P9"], [], "Ada", "no document 'P9'"),
        ([], ["Surveys"], "Ada", "no strand 'Surveys'"),
        ([], [], "Ada", "Name documents"),
        (["P1"], [], " ", "--reviewed-by"),
    ],
)
def test_what_means_nothing_is_said(
    done: Path, documents: list[str], strands: list[str], by: str, told: str
) -> None:
    """Nothing is marked then."""
    with pytest.raises(UsageError, match=told):
        mark_documents(done, documents, reviewed_by=by, all_of=strands)


def add_peer(study: Path) -> None:
    """Let a peer read along."""
    store = open_store(study)
    with store.writing() as connection:
        save_coder(connection, Coder("Bo", "Bo", "peer"))
    store.close()


def test_where_nobody_is_a_peer_nothing_is_said_of_them(done: Path) -> None:
    """Who works alone is told no line about people who are not there."""
    (done / "study.yaml").write_text(STUDY, encoding="utf-8")
    assert mark_documents(done, ["P1"], reviewed_by="Ada").closed == ()


def test_a_document_marked_without_consent_is_told_to_stay_closed(
    done: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the line that opens it."""
    add_peer(done)
    (done / "study.yaml").write_text(STUDY, encoding="utf-8")
    with pytest.raises(SystemExit, match="0"):
        main(["mark", str(done), "P1", "--reviewed-by", "Ada"])
    out, err = capsys.readouterr()
    assert "1 document marked" in out
    assert "consent_review" in err
