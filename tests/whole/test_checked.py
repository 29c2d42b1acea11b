"""A study that people have checked: what they decided stands in every table, and is learned from."""

import csv
import json
import shutil
import subprocess
import sys
from collections import Counter
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from themekit.records import Coding, Look
from themekit.store import open_store
from themekit.store.people import add_codings, add_looks

pytestmark = [pytest.mark.models, pytest.mark.slow]

ROOT = Path(__file__).resolve().parents[2]


def read(path: Path) -> list[dict[str, str]]:
    """Read a table that themekit or the corpus wrote."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def coding(row: dict[str, str]) -> Coding:
    """Return a row of the reference coding as the store keeps it."""
    numbers = {"start", "end"}
    values: dict[str, Any] = {
        field.name: int(row[field.name]) if field.name in numbers else row[field.name]
        for field in fields(Coding)
    }
    return Coding(**values)


def look(row: dict[str, str]) -> Look:
    """Return a row of the reference looks as the store keeps it."""
    values: dict[str, Any] = {field.name: row.get(field.name, "") for field in fields(Look)}
    values["codes"] = () if row["scope"] == "whole codebook" else tuple(row["scope"].split("; "))
    return Look(**values)


def themekit(study: Path, command: str, *options: str) -> str:
    """Run a command of themekit on a study and return what it printed."""
    line = [sys.executable, "-m", "themekit", command, str(study), *options]
    done = subprocess.run(line, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Put the reference coding of the synthetic study into its store, and run it."""
    folder = tmp_path_factory.mktemp("checked")
    for name in ("corpora", "codebooks"):
        left_out = shutil.ignore_patterns("outputs", ".themekit")
        shutil.copytree(ROOT / name, folder / name, ignore=left_out)
    study = folder / "corpora" / "lifeline-london"
    store = open_store(study)
    with store.writing() as connection:
        add_codings(connection, [coding(row) for row in read(study / "reference" / "codings.csv")])
        add_looks(connection, [look(row) for row in read(study / "reference" / "looks.csv")])
    store.close()
    themekit(study, "run")
    return study


def test_every_decision_stands_in_the_outputs_as_it_was_made(checked: Path) -> None:
    """No event is lost, added to or changed by a run."""
    kept = {row["event_id"]: row for row in read(checked / "outputs" / "codings.csv")}
    made = {row["event_id"]: row for row in read(checked / "reference" / "codings.csv")}
    assert made.keys() == kept.keys()
    same = ("segment_id", "start", "end", "code", "coder", "decision", "time")
    for number, row in made.items():
        assert [kept[number][name] for name in same] == [row[name] for name in same]


def test_what_people_settled_is_coded(checked: Path) -> None:
    """A segment in which two coders settled on a code is coded in the table of segments too."""
    status = {
        row["segment_id"]: row["status"] for row in read(checked / "outputs" / "segments.csv")
    }
    looks = Counter(row["outcome"] for row in read(checked / "reference" / "looks.csv"))
    assert looks["coded"] > 400
    standing = {
        row["segment_id"]
        for row in read(checked / "outputs" / "codings.csv")
        if row["decision"] == "adjudicate"
    }
    assert standing
    assert {status[segment] for segment in standing} == {"coded"}


def test_the_matrix_says_what_rests_on_people_and_what_on_the_machine(checked: Path) -> None:
    """Shares of checked support lie in (0, 1], and both kinds of basis occur."""
    matrix = read(checked / "outputs" / "theme_matrix.csv")
    assert {"mixed", "checked"} <= {row["basis"] for row in matrix if row["segments"]}
    shares = [float(row["checked_share"]) for row in matrix if row["basis"] == "mixed"]
    assert shares
    assert all(0 < share < 1 for share in shares)
    units = json.loads((checked / "outputs" / "run.json").read_text(encoding="utf-8"))["units"]
    assert units["read"] == units["coded"] + units["uncoded"] + sum(units["skipped"].values())


def test_what_was_learned_shows_in_the_reasons_and_the_status(checked: Path) -> None:
    """Suggestions lean on checked segments; status says how far they agree, and what is next."""
    because = [row["because"] for row in read(checked / "outputs" / "suggestions.csv")]
    assert sum("checked segment" in reason for reason in because) > len(because) / 10
    said = " ".join(themekit(checked, "status").split())
    assert "segments that a person has looked" in said
    assert "50 more checked segments" in said
    accepted = sum("accepted" in line for line in themekit(checked, "status").splitlines())
    assert accepted > 10
    assert "needs more" in themekit(checked, "status", "--codes")
