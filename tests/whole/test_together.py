"""People decide while a run works: none is refused, none is lost, none waits long."""

import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import text

from support import make_study
from themekit.store import open_store

DRIVER = Path(__file__).with_name("stand_in_run.py")
APPENDER = """\
import sys, time
from pathlib import Path
from sqlalchemy import text
from themekit.store import open_store
store, number, longest = open_store(Path(sys.argv[1])), 0, 0.0
print("ready", flush=True)
while not Path(sys.argv[2]).exists():
    began = time.monotonic()
    with store.appending() as connection:
        connection.execute(text("INSERT INTO stand_in (word) VALUES (:word)"), {"word": str(number)})
    longest = max(longest, time.monotonic() - began)
    number += 1
    time.sleep(0.005)
print(number, longest)
"""


@pytest.mark.slow
def test_decisions_are_appended_while_a_run_works(tmp_path: Path) -> None:
    """Another process adds them one by one; all are there, in order, once the run has ended."""
    lines = "".join(f"R{n},yes,Money and people number {n} in the queue\n" for n in range(200))
    study = make_study(tmp_path / "study", **{"survey.csv": "respondent,agree,worry\n" + lines})
    store = open_store(study)
    with store.writing() as connection:
        connection.execute(text("CREATE TABLE stand_in (number INTEGER PRIMARY KEY, word TEXT)"))
    ended = tmp_path / "ended"
    command = [sys.executable, "-c", APPENDER, str(study), str(ended)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as appender:
        assert appender.stdout
        assert appender.stdout.readline() == "ready\n"
        try:
            subprocess.run([sys.executable, str(DRIVER), str(study)], check=True)
        finally:
            time.sleep(0.05)
            ended.touch()
        number, longest = appender.stdout.read().split()
    with store.reading() as connection:
        words = connection.execute(text("SELECT word FROM stand_in ORDER BY number")).scalars()
        assert list(words) == [str(one) for one in range(int(number))]
    store.close()
    assert appender.returncode == 0
    assert int(number) > 10
    assert float(longest) < 2
    assert (study / "outputs" / "theme_matrix.md").exists()
