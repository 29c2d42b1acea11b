"""Help comes at once, because nothing heavy is loaded for it."""

import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest

from support import make_study
from themekit.cli.app import UNUSED_BY_BERTOPIC

HEAVY = (
    "numpy",
    "spacy",
    "pandas",
    "torch",
    "sklearn",
    "bertopic",
    "sqlalchemy",
    "openpyxl",
    "rich",
    "pydantic",
    "dask",
    "distributed",
    "flask",
    "waitress",
)
LIMIT = 0.15
LOOK = """
import sys
from themekit.cli import main
try:
    main({words!r})
except SystemExit as stop:
    assert not stop.code, stop.code
print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)
"""


@pytest.mark.parametrize(
    "words",
    [
        ["--help"],
        ["check", "--help"],
        ["run", "--help"],
        ["review", "--help"],
        ["coders", "--help"],
        ["--version"],
    ],
)
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    """Neither numpy nor spaCy nor torch is imported to print a page of help."""
    code = LOOK.format(words=words, heavy=HEAVY)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


@pytest.mark.parametrize("words", [["--help"], ["check", "--help"]])
def test_help_comes_within_150_milliseconds(words: list[str]) -> None:
    """The best of some starts, by the clock or, on a busy machine, by the processor's time."""

    def start() -> tuple[float, float]:
        used, clock = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        subprocess.run([sys.executable, "-m", "themekit", *words], capture_output=True, check=True)
        after, seconds = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - clock
        return seconds, after.ru_utime + after.ru_stime - used.ru_utime - used.ru_stime

    starts = [start() for _ in range(7)]
    assert min(clock for clock, _ in starts) < LIMIT or min(used for _, used in starts) < LIMIT


def test_importing_the_package_loads_nothing_heavy() -> None:
    """``import themekit`` is free; its names load their rooms on first use."""
    code = f"import sys, themekit; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


LIGHT = """
from themekit.cli import app
app._save_time()
from bertopic import BERTopic
import sys
BERTopic(umap_model=object(), hdbscan_model=object(), embedding_model=object())
print([name for name in {names!r} if sys.modules.get(name)])
"""


@pytest.mark.slow
def test_the_program_takes_bertopic_without_parts_it_does_not_use() -> None:
    """The program's own process only: whoever imports themekit as a library loses nothing."""
    names = UNUSED_BY_BERTOPIC
    done = subprocess.run(
        [sys.executable, "-c", LIGHT.format(names=names)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
    library = f"import sys, themekit.cli; print([n for n in {names!r} if n in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", library], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_check_that_is_told_again_loads_nothing_heavy(tmp_path: Path) -> None:
    """Nothing has changed, so nothing is read but bytes."""
    study = make_study(tmp_path / "study")
    (study / ".themekit").mkdir()
    code = LOOK.format(words=["check", str(study), "--format", "csv"], heavy=HEAVY)
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        )
    assert done.stderr.splitlines()[-1] == "[]"
    assert done.stdout.startswith("document,strand,")


@pytest.mark.models
def test_check_as_a_program_imports_no_torch(tmp_path: Path) -> None:
    """The bundled spaCy model has no need of it."""
    study = make_study(tmp_path / "study", **{"survey.csv": "respondent,agree,worry\nR1,yes,Hm\n"})
    code = (
        "import atexit, os, sys\nfrom themekit.cli import app\n"
        f"sys.argv = ['themekit', 'check', {str(study)!r}]\n"
        "app.os._exit = lambda code: print(code, bool(sys.modules.get('torch')), "
        "'spacy' in sys.modules)\napp.enter()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "0 False True"
