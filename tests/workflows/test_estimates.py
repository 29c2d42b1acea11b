"""A hundred drawn passages make estimates of suggestions: the command that a run advises does it."""

import csv
from pathlib import Path
from typing import Any

import pytest

from support import SURVEY, make_study
from themekit.codebook import Codebook
from themekit.events import Coder, Coding, Draw, Look
from themekit.store.coders import save_coder
from themekit.store.events import append_events, last_number, load_kind
from themekit.tasks.plans import Plan
from themekit.workflows.context import Models, RunContext, RunOptions
from themekit.workflows.counting import count
from themekit.workflows.handing_out import Wish, hand_out
from themekit.workflows.project import open_context
from themekit.workflows.run import run_study

PEOPLE = 240
SAID = ("More people than last year, number {}", "Money is short, says {}", "The weather of {}")


@pytest.fixture
def large(tmp_path: Path, models: Models) -> Path:
    """Run a study of 240 answers, a third of which hold the first code."""
    rows = "".join(f'R{n},no,"{SAID[n % 3].format(n)}"\n' for n in range(4, 4 + PEOPLE))
    study = make_study(tmp_path / "study", **{"survey.csv": SURVEY + rows})
    run_study(study, models=models)
    return study


def answer(context: RunContext, draw: Draw) -> None:
    """Let whoever was given a draw go through it, as the texts say it."""
    codebook = Codebook.load(context.study.codebook)
    code = codebook.by_id("more-people")
    assert code is not None
    result = count(context)
    texts = {(one.document, one.start): one.text for one in result.coded.segments}
    with context.store.appending() as connection:
        for item in draw.items:
            where: dict[str, Any] = {
                "coder": draw.coder, "draw": draw.draw, "mode": draw.mode, "origin": "page",
                "document": item.document, "text_hash": item.text_hash, "start": item.start,
                "end": item.end, "after": last_number(connection), "act": str(item.position),
                "codebook_hash": codebook.hash,
            }  # fmt: skip
            events: list[Look | Coding] = [Look(**where)]
            if "More people" in texts[item.document, item.start]:
                hashes = {"code_hash": code.hash, "meaning_hash": code.meaning_hash}
                events.append(Coding(**where, code_id=code.id, decision="add", **hashes))
            append_events(connection, events)


def matrix_row(study: Path) -> dict[str, str]:
    """Return the survey's row of the first code."""
    text = (study / "outputs" / "theme_matrix.csv").read_text(encoding="utf-8-sig")
    rows = csv.DictReader(text.splitlines())
    (found,) = [r for r in rows if (r["code"], r["strand"]) == ("More people", "Survey")]
    return found


def test_what_a_run_advises_gives_estimates(large: Path, models: Models) -> None:
    """Suggestions have no share; a random draw that was read blind gives a number and an interval.

    Then the run advises nothing more.
    """
    before = matrix_row(large)
    assert (before["basis"], before["share"], before["estimate"]) == ("suggested", "", "")
    summary = run_study(large, models=models)
    assert summary.as_text().endswith("hand-out NAME --passages 100 --blind 1")
    with open_context(large, models=models) as context:
        with context.store.writing() as connection:
            save_coder(connection, Coder("Ada", "Ada"))
        (hand,) = hand_out(context, ["Ada"], Wish(plan=Plan(passages=100, blind=1.0)))
        with context.store.reading() as connection:
            draws = load_kind(connection, Draw)
        assert {(one.method, one.mode, one.purpose) for one in draws} == {
            ("random", "blind", "count")
        }
        assert all(item.probability for one in draws for item in one.items)
        assert hand.passages == 100
    waiting = run_study(large, models=models)
    assert "Check the 100 that were drawn at random" in waiting.as_text()
    with open_context(large, models=models) as context:
        for one in draws:
            answer(context, one)
    done = run_study(large, models=models)
    assert done.advice == ""
    row = matrix_row(large)
    low, high = float(row["estimate_low"]), float(row["estimate_high"])
    assert low <= PEOPLE / 3 + 1 <= high
    assert low <= float(row["estimate"]) <= high
    with open_context(large, models=models) as context:
        (trust, _) = count(context).matrix.trust
    assert trust.drawn == 100
    assert trust.measured


def test_one_stage_alone_advises_nothing(large: Path, models: Models) -> None:
    """Advice is of what stands in the outputs, which one stage does not bring up to date."""
    assert run_study(large, RunOptions(only="read"), models=models).advice == ""
