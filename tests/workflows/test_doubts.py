"""Doubts go through the house: check, run, every reader's output, and study.yaml's word on them."""

import zipfile
from pathlib import Path

import pytest
import yaml

from support import INTERVIEW, STUDY, make_study
from themekit.errors import Problem
from themekit.workflows import doubts, read
from themekit.workflows.check import CheckReport, check_study
from themekit.workflows.context import Models, RunOptions
from themekit.workflows.phrases import told
from themekit.workflows.run import RunSummary, run_study

TALK = "Dan: So how was it for you?\n\nEve: Long.\n\nDan: And then?\n\nEve: Longer still.\n"
OTHER = TALK.replace("Long", "Hard").replace("Eve", "Flo")
OPEN = STUDY.replace("    interviewer: [INT]\n", "")
HEAD = "may have been read wrongly"


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch, models: Models) -> None:
    """Patterns are looked for with the stand-in."""
    monkeypatch.setattr("themekit.workflows.patterns.load_analyser", models.load_analyser)


@pytest.fixture
def doubtful(study: Path) -> Path:
    """Return a study in which nobody is known to ask in one transcript."""
    return make_study(study, **{"study.yaml": OPEN, "interviews/D1.txt": TALK})


def expecting(study: Path, line: str) -> Path:
    """Add what is expected to study.yaml."""
    (study / "study.yaml").write_text(f"{OPEN}expected: {line}\n", encoding="utf-8")
    return study


def run(study: Path, models: Models, **options: object) -> RunSummary:
    """Run without progress."""
    return run_study(study, RunOptions(**options), models=models)  # type: ignore[arg-type]


def doubted(report: CheckReport | RunSummary) -> list[tuple[str, str]]:
    """Return which doubts are told of which files."""
    return [(one.doubt, one.file) for one in report.problems if one.doubt]


def words_of(path: Path) -> str:
    """Return what a reader finds in an output, as plain text."""
    if path.suffix in {".docx", ".xlsx"}:
        with zipfile.ZipFile(path) as box:
            return " ".join(box.read(name).decode("utf-8", "replace") for name in box.namelist())
    return path.read_text(encoding="utf-8-sig")


# -- what study.yaml expects ----------------------------------------------------------------------


def test_an_expected_doubt_is_not_told_but_counted(doubtful: Path) -> None:
    """By check as by run."""
    assert doubted(check_study(doubtful)) == [("nobody-asks", "interviews/D1.txt")]
    report = check_study(expecting(doubtful, "{nobody-asks: [interviews/D1.txt]}"))
    assert doubted(report) == []
    (note,) = [one for one in report.problems if "expected" in one.message]
    assert str(note) == "study.yaml:14: 1 doubt is expected here and not told"
    assert note.severity == "note"
    assert report.summary() == "3 sources understood; nothing is wrong."


def test_a_file_that_comes_later_is_doubted_anew(doubtful: Path) -> None:
    """What is expected of one file says nothing of another."""
    expecting(doubtful, "{nobody-asks: interviews/D1.txt}")
    make_study(doubtful, **{"study.yaml": (doubtful / "study.yaml").read_text()})
    (doubtful / "interviews" / "D2.txt").write_text(OTHER)
    assert doubted(check_study(doubtful)) == [("nobody-asks", "interviews/D2.txt")]


def test_what_is_expected_and_not_doubted_any_more_is_a_note(doubtful: Path) -> None:
    """So that study.yaml does not fill with what has been mended."""
    expecting(doubtful, "{nobody-asks: [interviews/D1.txt, interviews/P1.txt]}")
    (note,) = [one for one in check_study(doubtful).problems if "any more" in one.message]
    assert str(note) == (
        "study.yaml:14: 'nobody-asks' is expected of 'interviews/P1.txt', and nothing doubts it "
        "any more (take it out)"
    )


def test_an_unknown_doubt_is_an_error_with_the_nearest_name(doubtful: Path) -> None:
    """With its line."""
    report = check_study(expecting(doubtful, "{nobody-ask: [interviews/D1.txt]}"))
    (error,) = [one for one in report.problems if one.severity == "error"]
    assert str(error) == (
        "study.yaml:14: there is no doubt called 'nobody-ask' (did you mean 'nobody-asks'?)"
    )


def test_an_expected_file_that_no_strand_reads_is_a_warning(doubtful: Path) -> None:
    """A slip, or a file that has moved."""
    report = check_study(expecting(doubtful, "{nobody-asks: [interview/D1.txt]}"))
    (warning,) = [one for one in report.problems if "no strand reads" in one.message]
    assert str(warning) == (
        "study.yaml:14: 'expected' names 'interview/D1.txt', which no strand reads "
        "(did you mean 'interviews/D1.txt'?)"
    )
    assert warning.severity == "warning"


def test_a_path_typed_on_windows_or_composed_otherwise_is_the_same_file(study: Path) -> None:
    """As names are compared everywhere."""
    make_study(study, **{"study.yaml": OPEN, "interviews/Jose\u0301.txt": TALK})
    assert len(doubted(check_study(study))) == 1
    expecting(study, '{nobody-asks: ["interviews\\\\Jos\u00e9.txt"]}')
    assert doubted(check_study(study)) == []


def test_what_is_expected_changes_no_reading(doubtful: Path, models: Models) -> None:
    """Only the outputs are written anew, and their heads follow."""
    run(doubtful, models)
    page = doubtful / "outputs" / "theme_matrix.html"
    assert HEAD in words_of(page)
    summary = run(expecting(doubtful, "{nobody-asks: [interviews/D1.txt]}"), models)
    assert summary.done == ("matrix", "report")
    assert HEAD not in words_of(page)
    assert HEAD not in summary.as_text()


# -- run and its outputs --------------------------------------------------------------------------


def test_the_last_line_of_a_run_counts_the_files_that_are_doubted(
    doubtful: Path, models: Models
) -> None:
    """Every time, until it is mended."""
    for _ in range(2):
        summary = run(doubtful, models)
        assert doubted(summary) == [("nobody-asks", "interviews/D1.txt")]
        assert summary.as_text().splitlines()[-1] == (
            f"1 file may have been read wrongly: see 'themekit check {doubtful}'."
        )
    make_study(doubtful, **{"study.yaml": STUDY.replace("[INT]", "[INT, Dan]")})
    assert HEAD not in run(doubtful, models).as_text()


@pytest.mark.parametrize("folder", ["outputs", "outputs/public"])
@pytest.mark.parametrize("suffix", [".html", ".docx", ".xlsx", ".md"])
def test_every_readers_output_says_at_its_head_how_many_files_are_doubted(
    folder: str, suffix: str, doubtful: Path, models: Models
) -> None:
    """Outside too, where no file is named."""
    run(doubtful, models, public=True)
    found = words_of(doubtful / folder / f"theme_matrix{suffix}")
    assert "1 file may have been read wrongly: see check" in found
    assert folder == "outputs" or "D1.txt" not in found


def test_outputs_say_nothing_where_nothing_is_doubted(study: Path, models: Models) -> None:
    """The usual study."""
    run(study, models)
    for path in (study / "outputs").glob("theme_matrix.*"):
        assert HEAD not in words_of(path)


def test_a_run_without_a_change_looks_for_no_doubts(
    doubtful: Path, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They are kept with what they rest on."""
    first = doubted(run(doubtful, models))
    monkeypatch.setattr(doubts, "doubts_across", lambda *_: pytest.fail("looked for"))
    again = run(doubtful, models)
    assert (again.done, doubted(again)) == ((), first)


def test_one_document_added_costs_the_signs_of_one(
    doubtful: Path, models: Models, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signs are kept by source."""
    run(doubtful, models)
    (doubtful / "interviews" / "P2.txt").write_text(INTERVIEW.replace("P1", "P2"))
    asked: list[str] = []
    real = read.signs_of
    monkeypatch.setattr(
        read, "signs_of", lambda found, strand, path: asked.append(path) or real(found, strand, path)
    )  # fmt: skip
    monkeypatch.setattr(doubts, "signs_of", lambda *_: pytest.fail("made anew"))
    run(doubtful, models)
    assert asked == ["interviews/P2.txt"]


@pytest.mark.parametrize("damage", ["gone", "half", "other"])
def test_damaged_signs_are_made_anew(damage: str, doubtful: Path, models: Models) -> None:
    """From what the store holds."""
    run(doubtful, models)
    kept = doubtful / ".themekit" / "signs"
    data = kept.read_bytes()
    (doubtful / "cases.csv").write_text("case,document\nA,P1\n")
    make_study(doubtful, **{"study.yaml": f"{OPEN}cases: cases.csv\n"})
    if damage == "gone":
        kept.unlink()
    else:
        kept.write_bytes(data[: len(data) // 2] if damage == "half" else b"x" + data)
    assert doubted(run(doubtful, models)) == [("nobody-asks", "interviews/D1.txt")]
    assert kept.read_bytes().count(b"\n") == data.count(b"\n")


def test_signs_of_sources_that_are_gone_are_let_go(doubtful: Path, models: Models) -> None:
    """The file holds what the study holds."""
    run(doubtful, models)
    kept = doubtful / ".themekit" / "signs"
    before = kept.read_text(encoding="utf-8").count("\n")
    (doubtful / "interviews" / "D1.txt").unlink()
    run(doubtful, models)
    assert kept.read_text(encoding="utf-8").count("\n") == before - 1


# -- how doubts are told --------------------------------------------------------------------------


def a_doubt(file: str, name: str = "no-speakers", hint: str = "mark them") -> Problem:
    """Return a doubt of a file."""
    return Problem(file, None, "no speakers were found", hint, "warning", name)


def test_alike_doubts_are_told_thrice_and_then_counted() -> None:
    """All of them where that is asked for."""
    many = [a_doubt(f"P{at}.txt") for at in range(1, 7)]
    lines = list(told(many))
    assert lines[2] == "Warning: P3.txt: no speakers were found (mark them)"
    assert lines[3] == (
        "Warning: P4.txt: so it is with 3 more files, from this one on (the doubt is 'no-speakers')"
    )
    assert len(lines) == 4 + 3  # and how to say that they are meant
    assert len(list(told(many, everything=True))) == 6 + 3


def test_doubts_of_another_name_are_told_apart() -> None:
    """Each with its own first three."""
    many = [a_doubt(f"P{at}.txt", name) for name in ("no-speakers", "hidden-text") for at in "1234"]
    assert [line for line in told(many) if "1 more file " in line] == [
        "Warning: P4.txt: so it is with 1 more file (the doubt is 'no-speakers')",
        "Warning: P4.txt: so it is with 1 more file (the doubt is 'hidden-text')",
    ]


def test_many_doubts_of_one_file_are_one_file() -> None:
    """Its further places are counted as such."""
    lines = list(told([a_doubt("P1.txt") for _ in range(5)]))
    assert lines[3] == "Warning: so it is in 2 more places of these files"


def test_how_to_say_that_a_doubt_is_meant_stands_at_the_end() -> None:
    """Once for all, as lines that can be copied."""
    problems = [a_doubt("P1.txt"), a_doubt("P 2.txt"), a_doubt("P1.txt", "hidden-text")]
    lines = list(told(problems))[-3:]
    assert lines[0] == "expected:"  # or it would not fit the lines around it in study.yaml
    assert yaml.safe_load("\n".join(lines)) == {
        "expected": {"no-speakers": ["P1.txt", "P 2.txt"], "hidden-text": ["P1.txt"]}
    }


def test_errors_and_other_warnings_are_never_cut() -> None:
    """Only what is alike is."""
    problems = [Problem("x", at, "wrong", "", "error") for at in range(20)]
    problems += [Problem("x", at, "odd", "", "warning") for at in range(20)]
    assert len(list(told(problems))) == 40


def test_the_summary_of_doubts_does_not_say_that_nothing_is_wrong() -> None:
    """It counts the files."""
    report = CheckReport((), (a_doubt("P1.txt"), a_doubt("P1.txt", "hidden-text")))
    assert report.warnings == 2
    assert "nothing is wrong" not in report.summary()


def test_a_study_with_nothing_in_it_is_not_in_order(tmp_path: Path) -> None:
    """It is a doubt of its own, which a study that only imports can expect."""
    empty = "title: Empty\ncodebook: codebook.yaml\nstrands: []\n"
    study = make_study(tmp_path / "study", **{"study.yaml": empty})
    report = check_study(study)
    assert doubted(report) == [("nothing-to-code", "study.yaml")]
    assert report.summary() == "0 sources understood: there is nothing to code yet."
    make_study(study, **{"study.yaml": f"{empty}expected: {{nothing-to-code: [study.yaml]}}\n"})
    assert doubted(check_study(study)) == []


def test_all_files_of_a_doubt_stand_in_the_lines_where_all_is_asked_for() -> None:
    """What is pasted is whole then."""
    many = [a_doubt(f"P{at}.txt") for at in range(30)]
    assert "and 18 more files" in list(told(many))[-1]
    whole = yaml.safe_load("\n".join(list(told(many, everything=True))[-2:]))
    assert len(whole["expected"]["no-speakers"]) == 30
