"""Imported material stays in a study though no file of it lies on the disk."""

import csv
import json
from pathlib import Path

import pytest

from support import STUDY, make_study
from themekit.records import Document
from themekit.spans import text_hash
from themekit.store import open_store
from themekit.store.documents import SourceRow, load_sources, save_source
from themekit.study import IMPORTED
from themekit.workflows.context import Models, RunOptions
from themekit.workflows.opening import open_study
from themekit.workflows.run import RunSummary, run_study

WORDS = "There was never enough money to pay the rent and the gas in winter.\n\nMore people asked us for food."


def table(study: Path, name: str) -> list[dict[str, str]]:
    """Read an output table."""
    text = (study / "outputs" / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def outputs(study: Path) -> dict[str, bytes]:
    """Return every output's bytes but run.json's, which holds times."""
    found = sorted((study / "outputs").iterdir())
    return {path.name: path.read_bytes() for path in found if path.name != "run.json"}


def run(study: Path, models: Models, **options: object) -> RunSummary:
    """Run without progress."""
    return run_study(study, RunOptions(**options), models=models)  # type: ignore[arg-type]


@pytest.fixture
def with_import(study: Path, models: Models) -> Path:
    """Return a study that has been run, and into which one document was imported then."""
    run(study, models)
    document = Document("imported/x", "x", IMPORTED, "imported/x", WORDS, text_hash(WORDS))
    store = open_store(study)
    save_source(store, SourceRow("imported/x", IMPORTED, "as it was imported"), [document])
    store.close()
    return study


def test_imported_document_is_cut_suggested_for_and_counted(
    with_import: Path, models: Models
) -> None:
    """Its segments, its suggestions and a primary strand of its own are in the outputs."""
    run(with_import, models)
    ids = {row["segment_id"] for row in table(with_import, "segments.csv")}
    assert {"imported/x/0001", "imported/x/0002"} <= ids
    assert "imported/x/0001" in {r["segment_id"] for r in table(with_import, "suggestions.csv")}
    rows = table(with_import, "theme_matrix.csv")
    money = {r["strand"]: r for r in rows if (r["theme"], r["code"]) == ("Money", "")}
    assert (money[IMPORTED]["cases"], money[IMPORTED]["asked"]) == ("1", "1")
    assert money["all"]["asked"] == "5"


def test_readers_meet_imported_material_in_words(with_import: Path, models: Models) -> None:
    """The report heads a column with it and does not say how its people were chosen."""
    run(with_import, models)
    text = (with_import / "outputs" / "theme_matrix.md").read_text(encoding="utf-8")
    assert "| Imported material | primary evidence | not stated |" in text
    assert (
        "> Imported material · imported/x/0001 (Short of money; suggested by the machine)" in text
    )
    assert "| Theme and codes | Interviews | Survey | Imported material | All |" in text


def test_run_after_an_import_has_nothing_to_do(with_import: Path, models: Models) -> None:
    """What is not on the disk does not make the study out of date."""
    run(with_import, models)
    assert run(with_import, models).done == ()


@pytest.mark.parametrize("stage", ["read", "segment"])
def test_starting_anew_keeps_what_was_imported(
    with_import: Path, models: Models, stage: str
) -> None:
    """It cannot be read again from anywhere; the outputs end in the same bytes."""
    run(with_import, models)
    before = outputs(with_import)
    run(with_import, models, start=stage)
    store = open_store(with_import)
    with store.reading() as connection:
        assert load_sources(connection)["imported/x"].key == "as it was imported"
    store.close()
    assert outputs(with_import) == before


def test_changed_and_removed_files_leave_what_was_imported(
    with_import: Path, models: Models
) -> None:
    """Reading drops only what came from files that are gone."""
    (with_import / "interviews" / "P2.txt").write_text("INT: And?\n\nP2: More people came.\n")
    run(with_import, models)
    (with_import / "interviews" / "P2.txt").unlink()
    run(with_import, models)
    documents = {row["document"] for row in table(with_import, "segments.csv")}
    assert "imported/x" in documents
    assert "interviews/P2" not in documents


def test_record_of_the_run_lists_files_only(with_import: Path, models: Models) -> None:
    """What was imported is no file whose hash could be told."""
    run(with_import, models)
    inputs = json.loads((with_import / "outputs" / "run.json").read_text())["inputs"]
    assert "survey.csv" in inputs
    assert "imported/x" not in inputs


def test_imported_passage_can_be_decided_on(with_import: Path, models: Models) -> None:
    """People's word on it stands in the next outputs."""
    run(with_import, models)
    opened = open_study(with_import)
    opened.decide("imported/x/0001", "Short of money", "accept", coder="Coder A (invented)")
    run(with_import, models)
    (said,) = table(with_import, "codings.csv")
    assert (said["document"], said["segment_id"]) == ("imported/x", "imported/x/0001")


def test_strand_that_left_the_study_is_answered_for_until_the_next_run(
    study: Path, models: Models
) -> None:
    """A question between the two finds what was read, and the run forgets it."""
    run(study, models)
    make_study(study, **{"study.yaml": STUDY.split("  - name: Survey")[0]})
    strands = {row.strand for row in open_study(study).matrix().rows}
    assert strands == {"Interviews", "Survey", "all"}
    run(study, models)
    assert {row["strand"] for row in table(study, "theme_matrix.csv")} == {"Interviews", "all"}
