"""Whatever a parser throws is one sentence about its file, and the other files are still told."""

from __future__ import annotations

import importlib.metadata
import logging
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pypdfium2
import pytest
from lxml import etree

from support import STUDY, make_study
from themekit._yaml import YamlFile, read_yaml
from themekit.cli import main
from themekit.errors import READING_LOG, InputError, UnforeseenError, UsageError, one_sentence
from themekit.reading import read_source
from themekit.study import Strand
from themekit.workflows.check import check_study
from themekit.workflows.context import Models, RunOptions
from themekit.workflows.run import run_study

THROWN = [
    ValueError("Exceeds the limit (4300 digits)"),
    RecursionError("maximum recursion depth exceeded"),
    KeyError("word/document.xml"),
    IndexError("list index out of range"),
    AttributeError("no attribute 'text'"),
    TypeError("unsupported operand"),
    AssertionError(),
    struct.error("unpack requires a buffer of 4 bytes"),
    zlib.error("Error -3 while decompressing data"),
    etree.XMLSyntaxError("Opening and ending tag mismatch", 1, 1, 1),
    pypdfium2.PdfiumError("Failed to load page."),
    UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid start byte"),
    UnicodeEncodeError("utf-8", "\ud800", 0, 1, "surrogates not allowed"),
    OverflowError("int too large to convert to float"),
    ZeroDivisionError("division by zero"),
    OSError(22, "Invalid argument"),
    EOFError(),
    NotImplementedError("compression type 99"),
    ImportError("No module named 'xyz'"),
    StopIteration(),
    MemoryError(),
]
BY_KIND = pytest.mark.parametrize("thrown", THROWN, ids=lambda one: type(one).__name__)
STRAND = Strand(name="S", slug="s", kind="interview", sources=("*",))


def throwing(thrown: BaseException) -> Callable[..., object]:
    """Return a function that throws, whatever it is given."""

    def read(*_: object) -> object:
        raise thrown

    return read


@pytest.fixture(autouse=True)
def logger(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Leave the logger as it is found: who listens would send reports with any character."""
    found = logging.getLogger(READING_LOG)
    monkeypatch.setattr(found, "handlers", [])
    monkeypatch.setattr(found, "propagate", False)
    level = found.level
    found.setLevel(logging.WARNING)
    yield
    found.setLevel(level)


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Callable[[object], None]:
    """Return what offers a reader from outside for .xyz files, as a package would."""

    def offer(load: Callable[[], object]) -> None:
        points = {"themekit.readers": [SimpleNamespace(load=load)]}
        monkeypatch.setattr(
            "themekit.reading.registry.entry_points", lambda group: points.get(group, [])
        )

    return offer


@BY_KIND
def test_what_a_reader_from_outside_throws_is_one_sentence(
    thrown: Exception, outside: Callable[[object], None]
) -> None:
    """With the file's name, in one line, the exception itself behind it."""
    outside(lambda: SimpleNamespace(suffixes=(".xyz",), read=throwing(thrown)))
    with pytest.raises(InputError, match=r"^a/b\.xyz: the file ") as caught:
        read_source(b"words", "a/b.xyz", STRAND)
    assert caught.value.__cause__ is thrown
    assert "\n" not in str(caught.value)


@BY_KIND
def test_what_a_built_in_reader_throws_is_one_sentence(
    thrown: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rule is the door's, so no reader can forget it."""
    monkeypatch.setattr("themekit.reading.formats.vtt.read", throwing(thrown))
    with pytest.raises(UnforeseenError, match=r"^a\.vtt: "):
        read_source(b"WEBVTT", "a.vtt", STRAND)


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), SystemExit(3)], ids=["ctrl-c", "exit"])
def test_who_stops_the_program_stops_it(stop: BaseException) -> None:
    """Ctrl-C is no fault of a file."""
    with pytest.raises(type(stop)), one_sentence("a.txt"):
        raise stop


@pytest.mark.parametrize("ours", [InputError.one("b", 3, "said"), UsageError("said")])
def test_an_error_made_on_purpose_stays_what_it_is(ours: Exception) -> None:
    """Its sentence is better than ours."""
    with pytest.raises(type(ours)) as caught, one_sentence("a.txt"):
        raise ours
    assert caught.value is ours


def test_what_a_parser_says_is_cut_and_harmless() -> None:
    """Control signs, line breaks and halves of characters do not reach a terminal."""
    with pytest.raises(InputError) as caught, one_sentence("a.txt"):
        raise ValueError("\x1b[31m\ud800\n" + "long " * 1_000)
    told = str(caught.value)
    told.encode()
    assert len(told) < 500
    assert told.isprintable()


def test_check_lists_the_other_files(
    tmp_path: Path, outside: Callable[[object], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One bad file is one problem among the sources, not the end of the check."""
    outside(lambda: SimpleNamespace(suffixes=(".xyz",), read=throwing(RecursionError("deep"))))
    report = check_study(make_study(tmp_path, **{"interviews/P2.xyz": "words"}))
    assert [one.file for one in report.problems if one.severity == "error"] == ["interviews/P2.xyz"]
    assert len(report.documents) > 1


def test_a_run_that_keeps_going_does_without_the_file(
    tmp_path: Path, outside: Callable[[object], None], models: Models
) -> None:
    """The others are coded, and the file is told at the end."""
    outside(lambda: SimpleNamespace(suffixes=(".xyz",), read=throwing(KeyError("x"))))
    folder = make_study(tmp_path, **{"interviews/P2.xyz": "words"})
    summary = run_study(folder, RunOptions(keep_going=True), models=models)
    assert [one.file for one in summary.problems] == ["interviews/P2.xyz"]
    assert summary.units["read"] > 1


def test_a_reader_that_cannot_be_loaded_is_told_with_the_file_that_needs_it(
    tmp_path: Path, outside: Callable[[object], None]
) -> None:
    """A package half installed spoils only the files that only it could read."""
    outside(throwing(ImportError("No module named 'lxyz'")))
    report = check_study(make_study(tmp_path, **{"interviews/P2.xyz": "words"}))
    problem, *others = [one for one in report.problems if one.severity == "error"]
    assert not others, others
    assert problem.file == "interviews/P2.xyz"
    assert "lxyz" in problem.message


@pytest.mark.parametrize("at_loading", [True, False])
def test_init_from_leaves_the_file_out_and_says_why(
    tmp_path: Path,
    outside: Callable[[object], None],
    capsys: pytest.CaptureFixture[str],
    *,
    at_loading: bool,
) -> None:
    """All other files make a study."""
    reader = SimpleNamespace(suffixes=(".xyz",), read=throwing(struct.error("unpack")))
    outside(throwing(ImportError("unpack")) if at_loading else lambda: reader)
    (tmp_path / "P1.txt").write_text("INT: So?\n\nP1: Well, it was long.\n" * 3)
    (tmp_path / "P2.xyz").write_text("words")
    with pytest.raises(SystemExit) as stop:
        main(["init", str(tmp_path / "new"), "--from", str(tmp_path)])
    assert not stop.value.code
    assert "P2.xyz: the file holds something that its reader cannot take" in capsys.readouterr().out


@BY_KIND
def test_what_the_yaml_library_throws_is_a_problem(
    thrown: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """study.yaml, the codebook and the findings are read through the same rule."""
    monkeypatch.setattr("themekit._yaml._compose._compose", throwing(thrown))
    (tmp_path / "x.yaml").write_text("a: 1")
    found, (problem,) = read_yaml(tmp_path / "x.yaml", "x.yaml")
    assert (found, problem.file) == (None, "x.yaml")


def test_what_a_check_of_values_throws_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same of what the values mean."""
    from themekit._yaml import Strict, validate

    monkeypatch.setattr(Strict, "model_validate", throwing(OverflowError("too large")))
    found, (problem,) = validate(Strict, YamlFile("x.yaml", {}, {}), {})
    assert (found, problem.file) == (None, "x.yaml")


def test_what_reading_cases_throws_is_a_problem(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tables beside the sources are people's bytes as well."""
    monkeypatch.setattr("themekit.study._tables._records", throwing(OverflowError("too large")))
    files = {"study.yaml": f"{STUDY}cases: cases.csv\n", "cases.csv": "case,document\nP1,P1\n"}
    report = check_study(make_study(tmp_path, **files))
    assert "cases.csv" in [one.file for one in report.problems if one.severity == "error"]


def test_debug_shows_where_a_file_broke_its_reader(
    tmp_path: Path, outside: Callable[[object], None], capfd: pytest.CaptureFixture[str]
) -> None:
    """`check` raises nothing, so the traceback is printed when the file is met."""
    outside(lambda: SimpleNamespace(suffixes=(".xyz",), read=throwing(KeyError("here"))))
    folder = make_study(tmp_path, **{"interviews/P2.xyz": "words"})
    with pytest.raises(SystemExit):
        main(["check", str(folder)])
    assert "Traceback" not in capfd.readouterr().err
    with pytest.raises(SystemExit):
        main(["check", str(folder), "--debug"])
    told = capfd.readouterr().err
    assert "Traceback" in told
    assert "KeyError: \n" in told
    assert "here'" not in told


def test_even_a_fault_of_ours_is_one_sentence(
    study: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """What went wrong, that nothing is lost, and what to send."""
    monkeypatch.setattr("themekit.workflows.check.check_study", throwing(KeyError("fault")))
    with pytest.raises(SystemExit) as stop:
        main(["check", str(study)])
    told = capsys.readouterr().err
    assert stop.value.code == 2
    assert told.startswith("Error: themekit failed where it should not (KeyError in ")
    assert "fault'" not in told
    assert "--debug" in told


def test_entry_points_are_asked_by_group() -> None:
    """The stand-in above is called as the standard library's function is."""
    assert not list(importlib.metadata.entry_points(group="themekit.readers"))
