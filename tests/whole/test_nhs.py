"""5,096 real comments go the same way as the synthetic study, every one accounted for."""

import csv
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from themekit.events import Coding
from themekit.store import open_store
from themekit.store.events import load_kind

pytestmark = [pytest.mark.shared, pytest.mark.models, pytest.mark.slow]

APPENDER = Path(__file__).with_name("appender.py")
DECISIONS = 500
LONGEST = 5.0
"""Seconds that a decision may take while two cores are busy; mostly it is a hundredth of one."""
STUDY = """\
title: NHS comments
codebook: codebook.yaml
strands:
  - name: FFT comments
    kind: survey
    sources: neas.csv
    id: respondent_id
    question: question
    open: [text]
"""


@pytest.fixture(scope="module")
def nhs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the comments of one trust with their own codebook, while somebody decides."""
    shared = Path(__file__).resolve().parents[3] / "shared" / "data" / "coded" / "nhs_fft_neas"
    study = tmp_path_factory.mktemp("nhs")
    (study / "study.yaml").write_text(STUDY)
    (study / "codebook.yaml").write_bytes((shared / "codebook.yaml").read_bytes())
    (study / "neas.csv").write_bytes((shared / "segments.csv").read_bytes())
    command = [sys.executable, "-m", "themekit", "run", str(study)]
    appender = [sys.executable, str(APPENDER), str(study), str(DECISIONS)]
    with subprocess.Popen(appender, stdout=subprocess.PIPE, text=True) as people:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        said, _ = people.communicate()
        (study / "taken.txt").write_text(said)
        assert people.returncode == 0
    return study


def test_every_comment_is_accounted_for(nhs: Path) -> None:
    """As many units as rows; coded, uncoded and skipped add up; empty answers are skipped."""
    with (nhs / "neas.csv").open(encoding="utf-8", newline="") as file:
        given = list(csv.DictReader(file))
    units = json.loads((nhs / "outputs" / "run.json").read_text())["units"]
    assert units["read"] == len(given) == 5096
    assert units["coded"] + units["uncoded"] + sum(units["skipped"].values()) == 5096
    with (nhs / "outputs" / "segments.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len({row["segment_id"] for row in rows}) == 5096
    assert Counter(row["text"] for row in rows) == Counter(
        guarded(row["text"].strip()) for row in given
    )
    unanswered = [row for row in rows if row["text"] == "Did not answer"]
    assert len(unanswered) > 1000
    assert {row["skip_reason"] for row in unanswered} == {"no answer"}


def test_people_decide_while_a_run_works_and_nothing_is_refused_or_lost(nhs: Path) -> None:
    """Every decision that was acknowledged is there once; the run counted what was there before."""
    lines = [line.split() for line in (nhs / "taken.txt").read_text().splitlines()]
    taken = [int(number) for number, _ in lines]
    store = open_store(nhs)
    with store.reading() as connection:
        kept = [one.number for one in load_kind(connection, Coding)]
    store.close()
    assert len(taken) == DECISIONS
    assert sorted(taken) == kept == list(range(1, DECISIONS + 1))
    record = json.loads((nhs / "outputs" / "run.json").read_text())
    assert (record["decisions_through"], record["learned_through"]) == (0, 0)
    assert max(float(seconds) for _, seconds in lines) < LONGEST


def guarded(text: str) -> str:
    """Return a text as our tables write it: harmless to spreadsheets."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


def test_suggestions_agree_with_the_human_codes_far_better_than_chance(nhs: Path) -> None:
    """The commonest human codes are suggested on their comments more than elsewhere."""
    with (nhs / "neas.csv").open(encoding="utf-8", newline="") as file:
        human = {row["text"]: set(row["codes"].split("|")) for row in csv.DictReader(file)}
    with (nhs / "outputs" / "segments.csv").open(encoding="utf-8-sig", newline="") as file:
        texts = {row["segment_id"]: row["text"] for row in csv.DictReader(file)}
    with (nhs / "outputs" / "suggestions.csv").open(encoding="utf-8-sig", newline="") as file:
        found = [row for row in csv.DictReader(file) if row["status"] == "suggested"]
    right = sum(row["code"] in human.get(texts[row["segment_id"]], ()) for row in found)
    assert len(found) > 1000
    assert right / len(found) > 0.25
