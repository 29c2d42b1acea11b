"""Hostile and broken files: one clear sentence each, nothing half-written, the others unharmed."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hostile import (
    TABLES,
    TRANSCRIPTS,
    bomb,
    formulas_and_a_million_empty_rows,
    link_out,
    paragraph,
    pipe,
    word,
)
from support import INTERVIEW, STUDY, PlainAnalyser, WordEncoder, make_study
from themekit.cli import main
from themekit.workflows.context import Models
from themekit.workflows.run import run_study

SETTINGS = STUDY.replace("sources: survey.csv", "sources: [survey.csv]")
SECONDS = 5.0
MEGABYTES = 500.0
# Says what the process itself took: what `wait4` tells would count the test's own memory too.
MEASURED = """
import atexit, json, os, sys
def tell():
    times = os.times()
    lines = open("/proc/self/status").read().split("\\n")
    peak = next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM"))
    print(json.dumps([times.user + times.system, peak]), file=sys.stderr)
atexit.register(tell)
from themekit.cli import main
main(sys.argv[1:])
"""


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a study that was run once; tests work on copies of it."""
    encoder, analyser = WordEncoder(), PlainAnalyser()
    folder = make_study(tmp_path_factory.mktemp("done") / "study", **{"study.yaml": SETTINGS})
    run_study(folder, models=Models(encoder.key, analyser.key, lambda: encoder, lambda: analyser))
    return folder


@pytest.fixture
def folder(done: Path, tmp_path: Path) -> Path:
    """Return a study of one's own that was run."""
    return Path(shutil.copytree(done, tmp_path / "study"))


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch, models: Models) -> None:
    """Commands use the stand-ins."""
    monkeypatch.setattr("themekit.workflows.project.models_for", lambda _: models)
    monkeypatch.setattr("themekit.workflows.patterns.load_analyser", models.load_analyser)


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """Return a caller of commands that gives the exit status and the lines on stderr."""

    def run(*words: str) -> tuple[int, str]:
        with pytest.raises(SystemExit) as stop:
            main(words)
        return int(stop.value.code or 0), capsys.readouterr().err

    return run


def outputs(folder: Path) -> dict[str, bytes]:
    """Return every output file but the record of the run, which holds times."""
    return {
        path.name: path.read_bytes()
        for path in (folder / "outputs").iterdir()
        if path.name != "run.json"
    }


def refused(call: Callable[..., tuple[int, str]], folder: Path, place: str, says: str) -> None:
    """Hold `check`, `run` and `run --keep-going` to what they promise of a broken file."""
    before = outputs(folder)
    going = ["run", "--keep-going"]
    for status, words in ((1, ["check"]), (2, ["run"]), (0, going), (0, going), (2, ["run"])):
        code, errors = call(words[0], str(folder), *words[1:])
        assert code == status, errors
        sentences = [line for line in errors.splitlines() if line.startswith("Error:")]
        assert len(sentences) == 1, errors
        assert place in sentences[0]
        assert re.search(says, sentences[0])
        assert len(sentences[0]) < 300
        assert "Traceback" not in errors
        assert outputs(folder) == before
        assert not list(folder.rglob("*.new"))


@pytest.mark.parametrize("kind", TRANSCRIPTS)
def test_a_broken_transcript_is_one_sentence_and_harms_no_other(
    kind: str, folder: Path, call: Callable[..., tuple[int, str]]
) -> None:
    """`check` ends with 1 and `run` with 2; a run that keeps going gives the others' outputs."""
    name, make, says = TRANSCRIPTS[kind]
    (folder / "interviews" / name).write_bytes(make())
    refused(call, folder, f"interviews/{name}", says)


@pytest.mark.parametrize("kind", TABLES)
def test_a_broken_table_is_one_sentence_and_harms_no_other(
    kind: str, folder: Path, call: Callable[..., tuple[int, str]]
) -> None:
    """So it is with the answers of another survey."""
    name, make, says = TABLES[kind]
    (folder / name).write_bytes(make())
    settings = SETTINGS.replace("[survey.csv]", f"[survey.csv, {name}]")
    (folder / "study.yaml").write_text(settings)
    call("run", str(folder), "--keep-going")
    refused(call, folder, name, says)


@pytest.mark.parametrize("make", [link_out, pipe])
def test_a_link_out_of_the_study_and_a_pipe_are_never_opened(
    make: Callable[[Path], None], folder: Path, call: Callable[..., tuple[int, str]]
) -> None:
    """Study.yaml's line is named, since its pattern matches what should not lie there."""
    make(folder / "interviews")
    refused(call, folder, "'interviews/P2.txt' is", "link out of the study|not a regular file")


def test_a_file_that_changes_while_it_is_read_is_one_sentence(
    folder: Path, call: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of an old and half of a new text would be nobody's words."""
    path = folder / "interviews" / "P2.txt"
    path.write_text(INTERVIEW)
    wanted, real = path.stat().st_ino, os.fstat

    def looked(handle: int) -> os.stat_result:
        status = real(handle)
        if status.st_ino == wanted:
            with path.open("a") as file:
                file.write("P1: And another thing.\n")
        return status

    monkeypatch.setattr(os, "fstat", looked)
    refused(call, folder, "interviews/P2.txt", "changed while it was read")


def test_a_file_that_nobody_may_read_is_one_sentence(
    folder: Path, call: Callable[..., tuple[int, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other people's permissions are no reason for a traceback."""
    path = folder / "interviews" / "P2.txt"
    path.write_text(INTERVIEW)
    real = os.open

    def opened(name: object, *flags: int) -> int:
        if str(name) == str(path):
            raise PermissionError(13, "Permission denied", str(path))
        return real(name, *flags)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", opened)
    refused(call, folder, "interviews/P2.txt", r"cannot be read \(Permission denied\)")


def test_a_broken_file_whose_name_holds_a_line_break_is_told_on_one_line(
    folder: Path, call: Callable[..., tuple[int, str]]
) -> None:
    """A name cannot make an error look like two."""
    (folder / "interviews" / "P\n2.docx").write_bytes(b"not a zip")
    refused(call, folder, "interviews/P?2.docx", "damaged")


def test_a_link_whose_name_holds_a_line_break_is_told_on_one_line(
    folder: Path, call: Callable[..., tuple[int, str]]
) -> None:
    """Nor can the name of a link."""
    (folder / "interviews" / "P\n2.txt").symlink_to("/etc/passwd")
    refused(call, folder, "interviews/P?2.txt", "link out of the study")


def test_a_sound_file_whose_name_holds_a_line_break_is_read(
    folder: Path, call: Callable[..., tuple[int, str]]
) -> None:
    """Its document is called without it."""
    (folder / "interviews" / "P\n2.txt").write_text(INTERVIEW)
    assert call("run", str(folder))[0] == 0
    assert "interviews/P-2/0002" in (folder / "outputs" / "segments.csv").read_text()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "latin-1", "cp1252", "utf-8-sig"])
def test_another_encoding_than_utf_8_is_recognised(
    encoding: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The words come out right, with a note where something had to be assumed."""
    said = "INT: What changed?\n\nP2: The café cost us £40 a week and we closed it in the end.\n"
    (folder / "interviews" / "P2.txt").write_bytes(said.encode(encoding))
    with pytest.raises(SystemExit) as stop:
        main(["check", str(folder), "--format", "json"])
    assert not stop.value.code
    rows = {row["document"]: row for row in json.loads(capsys.readouterr().out)}
    begins = rows["interviews/P2"]["begins"]
    assert begins == said.replace("\n\n", " ")[: len(begins)]
    assert "café" in begins


def measured(*words: str) -> tuple[int, str, float, float]:
    """Run a command in a process of its own: status, errors, CPU seconds and peak megabytes."""
    command = [sys.executable, "-c", MEASURED, *words]
    ended = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    *errors, last = ended.stderr.strip().splitlines()
    seconds, megabytes = json.loads(last)
    return ended.returncode, "\n".join(errors), seconds, megabytes


HEAVY: dict[str, tuple[str, Callable[[], bytes], int]] = {
    ".docx zip bomb": ("interviews/P2.docx", TRANSCRIPTS[".docx zip bomb"][1], 2),
    ".docx of 60 MB XML": (
        "interviews/P2.docx",
        lambda: word(paragraph("P2: One and the same again.") * 900_000),
        2,
    ),
    "XML entity bomb": ("interviews/P2.docx", TRANSCRIPTS["XML entity bomb"][1], 2),
    "malformed .pdf": ("interviews/P2.pdf", TRANSCRIPTS["malformed .pdf"][1], 2),
    "a 50 MB line": ("interviews/P2.txt", TRANSCRIPTS["a 50 MB line"][1], 2),
    "100,000 columns": ("more.csv", TABLES["100,000 columns"][1], 2),
    ".xlsx zip bomb": ("more.xlsx", lambda: bomb("xl/worksheets/sheet1.xml"), 2),
    "a 50 MB line in a .vtt": (
        "interviews/P2.vtt",
        lambda: b"WEBVTT\n\n00:01.000 --> 00:02.000\n" + b"word " * 9_999_999,
        2,
    ),
    "50 MB of .rtf groups": ("interviews/P2.rtf", lambda: b"{\\rtf1 " + b"{\\b a}" * 8_000_000, 2),
    "a million empty rows": ("more.xlsx", formulas_and_a_million_empty_rows, 0),
}


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.parametrize("kind", HEAVY)
def test_reading_takes_at_most_five_seconds_and_500_megabytes(kind: str, tmp_path: Path) -> None:
    """Of CPU time, so that a busy machine does not decide; Python and its libraries included."""
    name, make, status = HEAVY[kind]
    table = "" if name.startswith("interviews/") else f", {name}"
    settings = SETTINGS.replace("[survey.csv]", f"[survey.csv{table}]")
    folder = make_study(tmp_path / "study", **{"study.yaml": settings})
    (folder / name).write_bytes(make())
    code, errors, seconds, megabytes = measured("run", str(folder), "--only", "read")
    assert code == status, errors
    assert errors.count("\n") == 0
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
