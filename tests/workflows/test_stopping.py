"""How `themekit status` says when to stop."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from themekit.cli import main
from themekit.decisions import CodedStudy
from themekit.matrix.claims import StrandClaims
from themekit.matrix.stated import Claim
from themekit.study import Quantifier, Study
from themekit.workflows.context import Models
from themekit.workflows.run import run_study
from themekit.workflows.status import study_status
from themekit.workflows.stopping import claim_rows, say_next, says

WORDS = (Quantifier("few", 0, 0.25), Quantifier("some", 0.25, 0.5), Quantifier("most", 0.5, 1))


def strand(**about: object) -> StrandClaims:
    """Return what stands about a large strand."""
    known = {"strand": "Survey", "wave": "", "size": 412, "read": 120, "by_draw": True, "more": 40,
             "forecast": 40, "passages": 80, "disputed": False, "claims": ()}  # fmt: skip
    return StrandClaims(**{**known, **about})  # type: ignore[arg-type]


def said(words: tuple[Quantifier, ...] = WORDS, **about: object) -> str:
    """Say it of a study in which a passage takes 37.5 seconds."""
    study = Study(Path(), "", Path(), (), "codebook", quantifiers=words)
    return say_next(strand(**about), CodedStudy(study, None), 37.5)  # type: ignore[arg-type]


def test_it_says_how_many_more_and_what_that_brings() -> None:
    """The number, the time, the words of the study."""
    assert said() == (
        "check 40 more drawn at random (about 50 minutes): then, as it looks now, no row that a "
        "finding uses can leave its declared word (few, some, most) or its place in the order, with "
        "9 in 10 certainty."
    )


def test_it_says_enough() -> None:
    """Once nothing can turn over; without declared words there is only an order."""
    assert said(words=(), more=0, forecast=0) == (
        "enough: no row that a finding uses can leave its place in the order, with 9 in 10 "
        "certainty."
    )


def test_what_lies_far_is_asked_again() -> None:
    """From few cases a large number is a guess."""
    assert "ask again: as it looks now about 200 will do, of 292 unread" in said(forecast=200)


def test_at_first_it_says_how_to_draw() -> None:
    """With the command that hands the cases out."""
    told = said(read=0, more=50, forecast=412)
    assert told.startswith("draw 50 whole cases at random")
    assert '--cases 50 --strand "Survey"' in told


def test_what_cannot_be_settled_is_said_in_words() -> None:
    """Both words that are possible, and what it would take."""
    claim = Claim("Demand", ("Waiting",), ("F1",), ("some", "most"), "open")
    told = said(more=0, forecast=0, claims=(claim,))
    assert (
        "but for what is still open. Cannot be settled short of reading all 412: “Waiting”: "
        in told
    )
    assert says(claim) == "“Waiting”: 'some' and 'most' are both possible"


def test_an_order_that_is_open_is_said_in_words() -> None:
    """They may change places."""
    claim = Claim("Demand", ("Waiting", "Money"), ("F1", "F2"), (), "open")
    assert says(claim) == "“Waiting” and “Money” may change places"


@pytest.fixture
def claiming(study: Path, models: Models) -> Path:
    """Return the small study with words and a finding, run."""
    text = (study / "study.yaml").read_text(encoding="utf-8")
    words = "quantifiers: {few: [0, 0.25], some: [0.25, 0.5], most: [0.5, 1]}\n"
    more = f"findings: findings.yaml\n{words}"
    (study / "study.yaml").write_text(text + more, encoding="utf-8")
    finding = "- {id: F1, section: Demand, statement: More come., codes: [More people]}\n"
    (study / "findings.yaml").write_text(finding, encoding="utf-8")
    run_study(study, models=models)
    return study


def test_status_tells_it_for_each_strand(claiming: Path) -> None:
    """Nobody has read anything: everything that is unread is to be read."""
    rows = {what: (count, state) for what, count, state in study_status(claiming)}
    count, state = rows["cases to check for the findings: Survey"]
    assert count == 2
    assert state.startswith(("check the 2 cases that are unread", "check 2 of the unread cases"))


def test_the_claims_are_told_one_by_one(claiming: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also as json."""
    with pytest.raises(SystemExit, match="0"):
        main(["status", str(claiming), "--claims", "--format", "json"])
    told = json.loads(capsys.readouterr().out)
    assert [one["strand"] for one in told] == ["Interviews", "Survey"]
    assert {one["findings"] for one in told} == {"F1"}
    assert len(claim_rows(claiming)) == 2
