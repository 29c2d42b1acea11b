"""Twenty reports with twelve faults each, planted by seed: all are found, the clean ones pass.

The reports are those of `planting`, whose author had not read the code that reads them back.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from rapidfuzz import fuzz

from checked_study import run
from planted_reports import FORMATS, write
from planting import FAULTS, Facts, Planted, clean, plant
from themekit.workflows.verify import (
    VERIFY_COLUMNS,
    Against,
    judge,
    open_against,
    read_finished,
)

pytestmark = [pytest.mark.models, pytest.mark.slow]

SEEDS = range(20)
WANTED = 12
NEAR = 88
"""A reader who is told this much of a sentence, of 100, knows which is meant."""
TELLING = 25
"""Signs from which on a credit or mark stands in one place of a report only."""
Row = dict[str, str]


@pytest.fixture(scope="module")
def facts(checked: Path) -> Facts:
    """Return what an author knows of the study."""
    return Facts(checked)


@pytest.fixture(scope="module")
def against(checked: Path) -> Iterator[Against]:
    """Return the study, loaded once for all reports."""
    with open_against(checked) as opened:
        yield opened


def failing(rows: list[Row]) -> list[Row]:
    """Keep what a report fails by."""
    return [row for row in rows if row["severity"] in {"wrong", "doubtful"}]


def judged(report: Path, against: Against) -> list[Row]:
    """Return what a report fails by, in this process."""
    told = judge(read_finished(report), against)
    return failing([dict(zip(VERIFY_COLUMNS, map(str, row), strict=True)) for row in told.rows])


def plain(text: str) -> str:
    """Return a text's words alone."""
    return re.sub(r"\W+", " ", text).casefold().strip()


def near(one: str, other: str) -> bool:
    """Tell whether one text stands in the other, all but some words."""
    here, there = plain(one), plain(other)
    return bool(here and there) and fuzz.partial_ratio(here, there) >= NEAR


def found(fault: Planted, rows: list[Row]) -> bool:
    """Tell whether a fault is told: its text, or what credits or marks it."""
    for row in rows:
        said = plain(row["said"])
        more = [one for one in fault.more if len(one) > TELLING or said in plain(one)]
        if any(near(row["said"], one) or near(one, row["place"]) for one in (fault.text, *more)):
            return True
    return False


@pytest.mark.parametrize("seed", SEEDS)
def test_what_is_planted_is_found_and_the_clean_report_passes(
    seed: int, facts: Facts, against: Against, tmp_path: Path
) -> None:
    """In Markdown, Word, HTML and PDF in turn, with the habits of several authors."""
    random, ending = Random(seed), FORMATS[seed % len(FORMATS)]
    report = clean(facts, random)
    faulty, planted = plant(facts, report, random, WANTED)
    assert len(planted) == WANTED
    good, bad = tmp_path / f"good{ending}", tmp_path / f"bad{ending}"
    write(report, good, seed)
    write(faulty, bad, seed)
    assert judged(good, against) == []
    rows = judged(bad, against)
    assert [fault for fault in planted if not found(fault, rows)] == []


def test_the_faults_are_of_every_kind(facts: Facts) -> None:
    """Forty-six kinds, each planted into one of the twenty reports at least."""
    kinds = set()
    for seed in SEEDS:
        random = Random(seed)
        kinds |= {one.kind for one in plant(facts, clean(facts, random), random, WANTED)[1]}
    assert kinds == set(FAULTS)


def test_the_command_tells_the_same(
    checked: Path, facts: Facts, against: Against, tmp_path: Path
) -> None:
    """It exits with 1, and lists what was found in this process."""
    random, bad = Random(0), tmp_path / "bad.md"
    write(plant(facts, clean(facts, random), random, WANTED)[0], bad, 0)
    done = run("verify", checked, str(bad), "--format", "json")
    assert done.returncode == 1, done.stderr
    told = [{name: str(row[name]) for name in VERIFY_COLUMNS} for row in json.loads(done.stdout)]
    assert failing(told) == judged(bad, against)
