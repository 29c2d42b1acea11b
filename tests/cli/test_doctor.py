"""'themekit doctor' as somebody meets it whose installation may be broken."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest

from themekit.cli import main
from themekit.errors import UsageError
from themekit.workflows import doctor, installation, machine
from themekit.workflows.installation import Line

ALL_WELL = "Everything that themekit needs is here and works."


def call(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str]:
    """Run the doctor in this process; return its exit status and what it printed."""
    with pytest.raises(SystemExit) as stop:
        main(["doctor", *map(str, words)])
    code = stop.value.code
    return (code if isinstance(code, int) else 0), capsys.readouterr().out


def lines(capsys: pytest.CaptureFixture[str], *words: object) -> dict[str, dict[str, str]]:
    """Return what the doctor found, by what it is about."""
    found = json.loads(call(capsys, *words, "--json")[1])["found"]
    return {line["about"]: line for line in found}


@pytest.fixture(autouse=True)
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no model be loaded, and have exactly what is installed asked for."""
    asked = [f"click=={metadata.version('click')}", 'nothing-of-the-sort; extra == "dev"']
    monkeypatch.setattr(metadata, "requires", lambda _: asked)
    for name in ("_torch", "_topics"):
        monkeypatch.setattr(doctor, name, lambda: [Line("part", "ok", "here")])
    for name in ("_language", "_encoder"):
        monkeypatch.setattr(doctor, name, lambda _: [Line("part", "ok", "here")])


def test_all_well_is_said_last_and_exits_with_0(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A note keeps nothing from working."""
    status, out = call(capsys, tmp_path)
    assert status == 0
    assert out.splitlines()[-1] == ALL_WELL
    assert f"click {metadata.version('click')}" in out


def test_a_package_that_is_missing_or_too_old_is_named_with_the_command(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The exit status tells scripts."""
    asked = ["no-such-thing<2,>=1", "click>=999", 'of-windows; sys_platform == "nowhere"']
    monkeypatch.setattr(metadata, "requires", lambda _: asked)
    status, out = call(capsys)
    assert status == 1
    assert "missing  package no-such-thing: it is not installed" in out
    assert 'pip install "no-such-thing<2,>=1"' in out
    assert f"missing  package click: {metadata.version('click')} is not >=999" in out
    assert "2 things are missing" in out
    assert "of-windows" not in out


def test_whatever_a_broken_part_throws_is_a_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """One broken part hides no other."""

    def broken() -> Iterator[Line]:
        raise OSError("a library of another world")

    monkeypatch.setattr(doctor, "_torch", broken)
    found = lines(capsys)
    assert found["torch"]["state"] == "missing"
    assert "OSError" in found["torch"]["told"]
    assert found["torch"]["todo"]
    assert found["disk"]["state"] == "ok"


def test_on_windows_a_torch_that_does_not_load_lacks_visual_c(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is what new machines lack there; nothing else says so."""

    def broken() -> Iterator[Line]:
        raise OSError("[WinError 126] Error loading c10.dll")

    monkeypatch.setattr(doctor, "_torch", broken)
    monkeypatch.setattr(installation, "is_windows", lambda: True)
    assert "Visual C++" in lines(capsys)["torch"]["todo"]


def test_a_model_that_is_not_there_is_told_in_its_own_sentence(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sentence names the way out."""

    def absent(name: str) -> Iterator[Line]:
        raise UsageError(f"There is no model '{name}' on this machine: copy it there.")

    monkeypatch.setattr(doctor, "_encoder", absent)
    status, out = call(capsys, "--model", "some-model")
    assert status == 1
    assert "missing  encoder: There is no model 'some-model' on this machine" in out


def test_files_of_themekit_that_are_gone_or_cut_are_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A disk that was full while it was installed shows here, and nowhere else."""
    (tmp_path / "themekit").mkdir()
    (tmp_path / "themekit" / "whole.txt").write_text("whole")
    (tmp_path / "themekit" / "cut.txt").write_text("cu")
    info = tmp_path / "themekit-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Name: themekit\nVersion: 1\n")
    record = ("themekit/whole.txt,,5", "themekit/cut.txt,,3", "themekit/gone.txt,,4",
              "themekit/made.pyc,,", "../../bin/themekit,,9")  # fmt: skip
    (info / "RECORD").write_text("\n".join(record))
    monkeypatch.setattr(metadata, "distribution", lambda _: metadata.PathDistribution(info))
    line = lines(capsys)["themekit"]
    assert line["state"] == "missing"
    assert (
        line["told"] == "2 of its 3 files are gone or changed: themekit/cut.txt, themekit/gone.txt"
    )


def test_a_python_that_is_too_new_is_told(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Some packages have no version for it yet, and fail in ways that nobody understands."""
    monkeypatch.setattr(installation, "_wanted_python", lambda: ">=3.11,<3.14")
    monkeypatch.setattr(installation.platform, "python_version", lambda: "3.15.1")
    assert lines(capsys)["Python"]["told"] == "3.15.1 is not >=3.11,<3.14"


@pytest.mark.parametrize(
    ("file", "command"),
    [
        ("pipx_metadata.json", "pipx runpip themekit install torch"),
        ("uv-receipt.toml", "uv pip install --python"),
        ("nothing", "-m pip install torch"),
    ],
)
def test_what_to_do_is_told_in_the_words_of_what_installed_it(
    file: str, command: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """In an environment that pipx made, pip by itself is not there."""
    (tmp_path / file).touch()
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    assert command in installation.pip("torch")


def test_a_folder_that_cannot_be_written_is_missing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A folder that is not there yet is looked at where it would be made."""

    def refused(**_: object) -> tuple[int, str]:
        raise PermissionError(13, "Permission denied")

    assert lines(capsys, tmp_path / "new" / "study")["folder"]["state"] == "ok"
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(machine.tempfile, "mkstemp", refused)
    line = lines(capsys, tmp_path)["folder"]
    assert line["state"] == "missing"
    assert "Permission denied" in line["told"]


def test_little_memory_is_a_note_and_little_room_is_not(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With little memory a run may still go through; with no room it cannot."""
    monkeypatch.setattr(machine, "total_memory", lambda: 1_000_000_000)
    monkeypatch.setattr(machine, "ROOM", 1e9)
    found = lines(capsys)
    assert found["memory"]["state"] == "note"
    assert found["disk"]["state"] == "missing"


def test_memory_is_known_here() -> None:
    """Between what the smallest and the largest machines have."""
    assert 10**8 < machine.total_memory() < 10**14


def test_a_terminal_without_utf8_is_told_what_to_set(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Names of people and places come in every letter."""
    monkeypatch.setattr(machine.sys, "getfilesystemencoding", lambda: "latin-1")
    line = lines(capsys)["letters"]
    assert line["state"] == "note"
    assert "LC_ALL" in line["todo"]


def test_a_command_that_is_not_found_is_told_with_the_way_to_it(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commonest stumble after pipx."""
    monkeypatch.setattr(machine.shutil, "which", lambda _: None)
    assert "pipx ensurepath" in lines(capsys)["command"]["todo"]


@pytest.mark.models
def test_here_everything_works(tmp_path: Path) -> None:
    """Both models are loaded from this machine and do their work."""
    done = subprocess.run(
        [sys.executable, "-m", "themekit", "doctor", str(tmp_path), "--json"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = {line["about"]: line for line in json.loads(done.stdout)["found"]}
    for name in ("torch", "language model", "encoder", "topics"):
        assert found[name]["state"] in {"ok", "note"}, found[name]
    assert "384 numbers" in found["encoder"]["told"]
