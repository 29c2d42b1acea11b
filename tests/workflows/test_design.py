"""Ways of monitoring, weighed on what a study knows of itself."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from reviewing import run_once
from themekit.codebook import Codebook
from themekit.decisions import versioned
from themekit.errors import InputError
from themekit.events import Coding, Look
from themekit.records import MeasuredTime
from themekit.store import open_store
from themekit.store.coders import coder_id, save_versions
from themekit.store.effort import add_measured
from themekit.store.events import append_events, last_number
from themekit.workflows.design import DESIGNS, Weighed, weigh_designs

PEOPLE = 70
SURVEY = "respondent,agree,worry\n" + "".join(
    f"R{at},yes,{'Money will run out' if at % 3 == 0 else 'The phones never stopped'} {at}\n"
    for at in range(PEOPLE)
)
PLAN = """\
strand: Survey
codes: [Short of money]
change: [{from: 0.3, to: 0.6}]
designs:
  - {name: All read, stories: 60}
  - {name: 20 read, stories: 60, read: 20, people: same}
"""


def read(study: Path, coder: str, number: int) -> None:
    """Let somebody read the first answers; every third has the code."""
    codebook = Codebook.load(study / "codebook.yaml")
    code = codebook.find("Short of money")
    assert code is not None
    with (study / "outputs" / "segments.csv").open(encoding="utf-8-sig") as file:
        rows = [row for row in csv.DictReader(file) if row["strand"] == "Survey"][:number]
    store = open_store(study)
    with store.appending() as connection:
        save_versions(connection, versioned(codebook))
        who = coder_id(connection, coder)
        for row in rows:
            where: dict[str, Any] = {
                "coder": who, "act": f"{coder} {row['segment_id']}", "document": row["document"],
                "after": last_number(connection), "text_hash": row["text_hash"],
                "start": int(row["start"]), "end": int(row["end"]), "mode": "blind",
                "codebook_hash": codebook.hash,
            }  # fmt: skip
            events: list[Any] = [Look(**where)]
            if "Money" in row["text"]:
                events.append(Coding(**where, code_id=code.id, decision="add", stance="for",
                                     code_hash=code.hash, meaning_hash=code.meaning_hash))  # fmt: skip
            append_events(connection, events)
    store.close()


@pytest.fixture(scope="module")
def unread(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a study that was run, and that nobody has read."""
    return run_once(tmp_path_factory.mktemp("design") / "study", **{"survey.csv": SURVEY})


@pytest.fixture(scope="module")
def known(unread: Path) -> Path:
    """Return one of which 70 answers were read, 25 of them by two."""
    study = unread.parent / "known"
    shutil.copytree(unread, study)
    read(study, "Ada", PEOPLE)
    read(study, "Bo", 25)
    return study


def weigh(study: Path, text: str = PLAN) -> Weighed:
    """Weigh what a text says."""
    file = study.parent / "designs.yaml"
    file.write_text(text, encoding="utf-8")
    return weigh_designs(study, file, draws=1000)


def refused(study: Path, text: str = PLAN) -> str:
    """Return why nothing is simulated."""
    with pytest.raises(InputError) as error:
        weigh(study, text)
    return str(error.value)


def test_a_row_a_design_code_and_change(known: Path) -> None:
    """In the order of the file; the table and the chart are written."""
    done = weigh(known)
    assert [row[:4] for row in done.rows] == [
        ("All read", "short-of-money", 0.3, 0.6),
        ("20 read", "short-of-money", 0.3, 0.6),
    ]
    noticed, low, high = (
        done.rows[0][DESIGNS.index(f"noticed{one}")] for one in ("", "_low", "_high")
    )
    assert low < noticed < high
    assert [one.name for one in done.files] == ["designs.csv", "designs.svg", "designs.png"]
    with done.files[0].open(encoding="utf-8-sig") as file:
        assert tuple(next(csv.reader(file))) == DESIGNS


def test_it_says_what_it_rests_on(known: Path) -> None:
    """Who tells, as if at random; what is assumed; what the product would not take so."""
    said = " ".join(weigh(known).notes)
    assert "Simulated on 70 cases that people have read." in said
    assert "as if at random" in said
    assert "7 to 9 in 10 are assumed to come back" in said
    assert "'20 read': the part that is read stands for all only if chance chose it" in said


def test_the_same_seed_gives_the_same_bytes(known: Path) -> None:
    """Of all that is written."""
    first, again = ([one.read_bytes() for one in weigh(known).files] for _ in range(2))
    assert first == again


def test_without_names_codes_are_those_of_which_enough_is_known(known: Path) -> None:
    """The other one nobody has found."""
    done = weigh(known, PLAN.replace("codes: [Short of money]\n", ""))
    assert {row[1] for row in done.rows} == {"short-of-money"}


def test_hours_are_of_minutes_that_were_measured(known: Path) -> None:
    """Half a minute a passage; what answers say of their times by themselves is no measure."""
    at, how = DESIGNS.index("hours"), DESIGNS.index("hours_basis")
    assert [row[how] for row in weigh(known).rows] == ["readers assumed; tellers assumed"] * 2
    study = known.parent / "measured"
    shutil.copytree(known, study)
    store = open_store(study)
    with store.writing() as connection:
        add_measured(connection, [MeasuredTime("", "reading", "people", 50, 100)])
    store.close()
    full, part = weigh(study).rows
    assert (full[at], part[at]) == (pytest.approx(0.5, abs=0.1), pytest.approx(1 / 6, abs=0.05))
    assert full[how] == "readers measured; tellers assumed"


def test_too_little_read_is_refused_with_what_to_read(unread: Path) -> None:
    """A line to be typed."""
    said = refused(unread)
    assert "designs.yaml:2: 'Short of money': 0 cases are wholly read" in said
    assert "60, 20 and 10 are needed to simulate anything" in said
    assert "hand-out NAME --cases 60 --strand Survey" in said


@pytest.mark.parametrize(
    ("reading", "line"),
    [
        ([("Ada", 40)], "hand-out Ada --cases 20 --strand Survey"),
        ([("Ada", 70), ("Bo", 5)], "hand-out Bo --cases 15 --overlap 1 --strand Survey"),
        ([("Ada", 70)], "hand-out NAME --cases 20 --overlap 1 --strand Survey"),
    ],
)
def test_what_is_lacking_is_what_is_handed_out(
    unread: Path, tmp_path: Path, reading: Sequence[tuple[str, int]], line: str
) -> None:
    """More cases, or the same once more by another reader."""
    study = tmp_path / "study"
    shutil.copytree(unread, study)
    for coder, number in reading:
        read(study, coder, number)
    assert line in refused(study)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PLAN.replace("Short of money", "Short of mony"), "designs.yaml:2: there is no code 'Short of mony'"),
        (PLAN.replace("Survey", "Servey"), "designs.yaml:1: there is no strand 'Servey'"),
        (PLAN.replace("strand: Survey\n", ""), "the study has several strands"),
        (PLAN.replace("Survey", "Interviews"), "only 1 were told here so far"),
        (PLAN.replace("Short of money", "More people"), "all 70 that were told are read: choose a code"),
    ],
)  # fmt: skip
def test_what_the_study_does_not_have_is_told_with_its_line(
    known: Path, text: str, said: str
) -> None:
    """And what would be right."""
    assert said in refused(known, text)


def themekit(study: Path, text: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Give the command."""
    file = study.parent / "given.yaml"
    file.write_text(text, encoding="utf-8")
    line = [sys.executable, "-m", "themekit", "design", str(study), str(file), *options]
    return subprocess.run(line, capture_output=True, text=True, check=False, encoding="utf-8")


def test_for_programs_there_is_nothing_but_the_table_on_stdout(known: Path) -> None:
    """Sentences and notes go to stderr then."""
    done = themekit(known, PLAN, "--format", "json", "--draws", "500")
    assert done.returncode == 0, done.stderr
    assert [tuple(row) for row in json.loads(done.stdout)] == [DESIGNS, DESIGNS]
    assert "30 to 60\u00a0%: All read" in done.stderr


def test_what_is_refused_is_bad_input(unread: Path) -> None:
    """Exit status 2, one sentence, no traceback."""
    done = themekit(unread, PLAN)
    assert done.returncode == 2
    assert done.stderr.startswith("Error: ")
    assert len(done.stderr.strip().splitlines()) == 1
