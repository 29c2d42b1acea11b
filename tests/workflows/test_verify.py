"""A report beside a study on the disk: what is kept, what cannot be read, what the status says."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from reviewing import run_once
from themekit.cli.verify import verify
from themekit.errors import InputError
from themekit.store.verified import VERIFIED, keep_verified, load_verified
from themekit.workflows.verify import verify_report

CLEAN = "# Report\n\nMore people [row: More people, Interviews].\n"


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small study that was run."""
    return run_once(tmp_path_factory.mktemp("verify") / "study")


def test_what_sentences_rest_on_is_kept_without_words(study: Path, tmp_path: Path) -> None:
    """In a file of the state folder, which a withdrawal takes away with all that is no cache."""
    report = tmp_path / "r.md"
    report.write_text(CLEAN, encoding="utf-8")
    verify_report(study, report)
    kept = (study / ".themekit" / VERIFIED).read_text("utf-8")
    assert kept
    assert "people" not in kept.casefold()


def test_a_report_that_cannot_be_read_is_an_error_of_one_sentence(
    study: Path, tmp_path: Path
) -> None:
    """A broken file, a missing one, and one of another kind."""
    broken = tmp_path / "r.docx"
    broken.write_bytes(b"PK no archive")
    for path in (broken, tmp_path / "none.pdf", study / "study.yaml"):
        with pytest.raises(InputError, match=r"read|take|damaged"):
            verify_report(study, path)


def test_the_status_tells_whether_something_is_wrong(study: Path, tmp_path: Path) -> None:
    """0 where a report is clean, 1 where a quotation is invented."""
    report = tmp_path / "r.md"
    report.write_text("# Report\n\nNothing is claimed here.\n", encoding="utf-8")
    run = CliRunner()
    assert run.invoke(verify, [str(study), str(report)], standalone_mode=False).return_value == 0
    report.write_text("# Report\n\n“We sang in the old quarry until the owls left.”\n", "utf-8")
    done = run.invoke(verify, [str(study), str(report), "--format", "csv"], standalone_mode=False)
    assert done.return_value == 1
    assert "1,wrong,quotation,paragraph 2" in done.output


def test_the_last_line_counts_what_nothing_was_held_against(study: Path, tmp_path: Path) -> None:
    """And --all lists it with its place; it does not fail."""
    report = tmp_path / "r.md"
    report.write_text("# Report\n\nThe clinic sees 340 children a week.\n", encoding="utf-8")
    run = CliRunner()
    done = run.invoke(verify, [str(study), str(report)], standalone_mode=False)
    line = "1 sentence states an amount that nothing here could be held against"
    assert (done.return_value, done.stderr.splitlines()[-1]) == (0, line)
    assert "340" not in done.stdout
    done = run.invoke(verify, [str(study), str(report), "--all", "--format", "csv"],
                      standalone_mode=False)  # fmt: skip
    assert "1,not held,amount,paragraph 2" in done.stdout
    assert done.return_value == 0


def test_a_line_that_is_kept_again_moves_to_the_end(tmp_path: Path) -> None:
    """So that the last of a sentence and row counts."""
    keep_verified(tmp_path, ["a", "b"])
    keep_verified(tmp_path, ["a"])
    assert load_verified(tmp_path) == ("b", "a")


@pytest.mark.parametrize("name", ["methods.md", "methods.html", "methods.docx"])
def test_the_methods_appendix_is_known_as_our_own(study: Path, name: str) -> None:
    """It counts passages, of which no row of people tells."""
    told = verify_report(study, study / "outputs" / name)
    assert (told.rows, told.sentences, told.cells) == ([], 0, 0)


def test_a_turned_figure_of_the_methods_appendix_is_named(study: Path, tmp_path: Path) -> None:
    """What themekit writes stands beside it."""
    written = (study / "outputs" / "methods.md").read_text("utf-8")
    assert "Of 4 documents" in written
    report = tmp_path / "turned.md"
    report.write_text(written.replace("Of 4 documents", "Of 5 documents", 1), encoding="utf-8")
    told = verify_report(study, report)
    assert [row[2] for row in told.rows] == ["number"]
    assert "themekit writes 4 (here 5)" in str(told.rows[0][5])
