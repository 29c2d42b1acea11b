"""A run that is killed at any moment ends, when run again, in the bytes of a run that was not."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support import INTERVIEW, make_study

DRIVER = Path(__file__).with_name("stand_in_run.py")
MOMENTS = 200 if os.environ.get("THEMEKIT_SOAK") else 20


def larger_study(folder: Path) -> Path:
    """Write a study of 6 interviews and 20 answers: many savings, and too small for topics."""
    names = {
        f"interviews__P{n}.txt": INTERVIEW.replace("P1", f"P{n}").replace("June", f"June {n}")
        for n in range(2, 7)
    }
    lines = "".join(f"R{n},yes,Money and people number {n} in the queue\n" for n in range(1, 21))
    return make_study(folder, **names, **{"survey.csv": "respondent,agree,worry\n" + lines})


def outputs(study: Path) -> dict[str, bytes]:
    """Return every output's bytes but run.json's, which holds times."""
    return {
        path.name: path.read_bytes()
        for path in (study / "outputs").iterdir()
        if path.name != "run.json"
    }


def start(study: Path) -> subprocess.Popen[str]:
    """Start a run and wait until its imports are done."""
    process = subprocess.Popen(
        [sys.executable, str(DRIVER), str(study)], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    with process.stdout as said:
        assert said.readline() == "ready\n"
    return process


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], float]:
    """Return the outputs of a run that nobody kills, and how long it takes."""
    study = larger_study(tmp_path_factory.mktemp("whole") / "study")
    process = start(study)
    started = time.perf_counter()
    assert process.wait() == 0
    return outputs(study), time.perf_counter() - started


@pytest.mark.slow
def test_killed_at_random_moments_it_ends_in_the_same_bytes(
    tmp_path: Path, undisturbed: tuple[dict[str, bytes], float]
) -> None:
    """Twenty kills; whenever a run gets through, its outputs are compared and all begins again."""
    expected, seconds = undisturbed
    study = larger_study(tmp_path / "study")
    draw = random.Random(20261122)
    killed = 0
    while killed < MOMENTS:
        process = start(study)
        # A resumed run is shorter: the third kill in a row comes earlier than the first.
        time.sleep(draw.uniform(0, seconds) / (1 + killed % 3))
        process.kill()
        if process.wait() == -signal.SIGKILL:
            killed += 1
        else:
            assert outputs(study) == expected
            shutil.rmtree(study / ".themekit")
            shutil.rmtree(study / "outputs")
    assert start(study).wait() == 0
    assert outputs(study) == expected


@pytest.mark.slow
def test_killed_while_outputs_are_written_it_leaves_whole_files_only(
    tmp_path: Path, undisturbed: tuple[dict[str, bytes], float]
) -> None:
    """At any time each output is that of this run or of the last one, never half of one."""
    expected, _ = undisturbed
    study = larger_study(tmp_path / "study")
    assert start(study).wait() == 0
    for _ in range(6):
        (study / "outputs" / "theme_matrix.md").unlink(missing_ok=True)
        (study / "outputs" / "segments.csv").unlink(missing_ok=True)
        process = start(study)
        while process.poll() is None and not any((study / "outputs").glob("*.new")):
            time.sleep(0.001)
        process.kill()
        process.wait()
        for name, data in outputs(study).items():
            assert name.endswith(".new") or data == expected[name], name
    assert start(study).wait() == 0
    assert outputs(study) == expected
