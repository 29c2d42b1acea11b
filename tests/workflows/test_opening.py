"""A study for scripts: what it holds at that moment, and decisions taken from Python."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from support import make_study
from themekit import open_study
from themekit.errors import InputError, RefusedError, UsageError
from themekit.events import Draw
from themekit.workflows.context import Models, RunOptions
from themekit.workflows.opening import OpenStudy
from themekit.workflows.project import open_context
from themekit.workflows.recording import record
from themekit.workflows.run import run_study


@pytest.fixture
def study(tmp_path: Path, models: Models) -> OpenStudy:
    """Return a study that has been run once."""
    folder = make_study(tmp_path / "study")
    run_study(folder, RunOptions(), models=models)
    return open_study(folder)


WORRY = "survey/R1/worry"


def state(study: OpenStudy, segment: str, code: str) -> str:
    """Return how a code stands."""
    return study.coded.decisions.standing(segment, code).state


def test_a_study_that_was_never_run_says_what_to_do(tmp_path: Path) -> None:
    """Its documents are not there yet."""
    with pytest.raises(InputError, match="themekit run"):
        _ = open_study(make_study(tmp_path / "study")).documents


def test_everything_that_was_read_and_suggested_is_there(study: OpenStudy) -> None:
    """As records, in the order of the outputs."""
    assert study.documents[0].id.startswith("interviews/")
    assert WORRY in {one.id for one in study.segments}
    assert any(one.segment_id == WORRY for one in study.suggestions)
    assert study.codings == study.looks == study.coders == ()


def test_a_decision_stands_at_once(study: OpenStudy) -> None:
    """It returns its number, and everything that is asked for from then on knows it."""
    assert study.decide(WORRY, "Short of money", "reject", coder="Ada") == 1
    assert state(study, WORRY, "short-of-money") == "does not hold"
    assert study.decide(WORRY, "more-people", "add", coder="Ada", stance="against") == 2
    (coding, second) = study.codings
    assert (coding.decision, second.stance) == ("reject", "against")
    assert coding.meaning_hash == study.codebook.codes[1].meaning_hash
    assert [one.name for one in study.coders] == ["Ada"]
    assert study.coders[0].role == "researcher"
    rows = [one for one in study.matrix().rows if one.code_id == "more-people"]
    assert {one.strand: one.against for one in rows} == {"Interviews": None, "Survey": 1, "all": 1}


def test_a_look_covers_what_was_shown(study: OpenStudy) -> None:
    """The codes named, or the whole codebook."""
    study.look(WORRY, coder="Ada", codes=["More people"], outcome="nothing applies")
    assert study.coded.decisions.standing(WORRY, "more-people").checked
    assert not study.coded.decisions.standing(WORRY, "short-of-money").checked
    study.look(WORRY, coder="Ada", outcome="nothing applies")
    assert study.coded.decisions.standing(WORRY, "short-of-money").checked


def test_people_differ_until_somebody_settles_it(study: OpenStudy) -> None:
    """The adjudication names what it settles, and voids nobody's word."""
    study.decide(WORRY, "short-of-money", "accept", coder="Ada")
    study.decide(WORRY, "short-of-money", "reject", coder="Bea")
    assert state(study, WORRY, "short-of-money") == "disputed"
    settles = [one.event_id for one in study.codings]
    study.decide(WORRY, "short-of-money", "adjudicate", coder="Cy", holds="both", settles=settles)
    assert state(study, WORRY, "short-of-money") == "both stand"
    assert {one.verdict for one in study.coded.decisions.independent()} == {"yes", "no"}


def test_what_a_coder_takes_back_is_as_if_it_had_not_been_said(study: OpenStudy) -> None:
    """The machine's suggestion is all there is then."""
    study.decide(WORRY, "short-of-money", "reject", coder="Ada")
    (said,) = study.codings
    study.decide(WORRY, "short-of-money", "retract", coder="Ada", replaces=[said.event_id])
    assert state(study, WORRY, "short-of-money") == "suggested"


@pytest.mark.parametrize(
    ("segment", "code", "coder", "why"),
    [
        ("nowhere/0001", "more-people", "Ada", "no segment 'nowhere/0001'"),
        ("interviews/P1/0001", "more-people", "Ada", "is not coded \\(interviewer\\)"),
        (WORRY, "Mony", "Ada", "no code 'Mony'"),
        (WORRY, "more-people", " ", "somebody who takes it"),
    ],
)
def test_a_decision_of_nothing_or_nobody_is_refused(
    study: OpenStudy, segment: str, code: str, coder: str, why: str
) -> None:
    """In one sentence."""
    with pytest.raises(UsageError, match=why):
        study.decide(segment, code, "accept", coder=coder)


def test_a_decision_is_taken_back_by_the_number_that_it_got(study: OpenStudy) -> None:
    """The number is what `decide` returns; one that nobody got is named."""
    before = state(study, WORRY, "more-people")
    number = study.decide(WORRY, "more-people", "reject", coder="Ada")
    with pytest.raises(UsageError, match="no event with the number 99"):
        study.decide(WORRY, "more-people", "retract", coder="Ada", replaces=[99])
    study.decide(WORRY, "more-people", "retract", coder="Ada", replaces=number)
    assert study.codings[1].replaces == (study.codings[0].event_id,)
    assert state(study, WORRY, "more-people") == before


def test_a_decision_that_contradicts_the_record_is_refused(study: OpenStudy) -> None:
    """Taking back nothing, or another's word."""
    with pytest.raises(RefusedError, match="takes back nothing"):
        study.decide(WORRY, "more-people", "retract", coder="Ada")
    study.decide(WORRY, "more-people", "accept", coder="Ada")
    (said,) = study.codings
    with pytest.raises(RefusedError, match="settled by an adjudication"):
        study.decide(WORRY, "more-people", "retract", coder="Bea", replaces=[said.event_id])


def test_the_first_decision_writes_the_codes_ids_down(study: OpenStudy) -> None:
    """A later name of a code takes no decision elsewhere; the former file is kept."""
    before = (study.path / "codebook.yaml").read_text(encoding="utf-8")
    study.decide(WORRY, "Short of money", "accept", coder="Ada")
    after = (study.path / "codebook.yaml").read_text(encoding="utf-8")
    assert "id: short-of-money" in after
    (kept,) = (study.path / ".themekit" / "codebooks").iterdir()
    assert kept.read_text(encoding="utf-8") == before
    renamed = after.replace("name: Short of money", "name: Not enough money")
    (study.path / "codebook.yaml").write_text(renamed, encoding="utf-8")
    assert study.codebook.codes[1].name == "Not enough money"
    assert state(study, WORRY, "short-of-money") == "holds"


@pytest.mark.parametrize(
    "about",
    [
        {"decision": "acept"},
        {"decision": "add", "stance": "maybe"},
        {"decision": "add", "period": "soon"},
        {"decision": "add", "mode": "seen"},
        {"decision": "adjudicate", "holds": "perhaps"},
    ],
)
def test_a_word_that_nobody_knows_is_refused(study: OpenStudy, about: dict[str, Any]) -> None:
    """The record is only added to: what no reader understands would stay in it for ever."""
    with pytest.raises(RefusedError, match="possible are"):
        study.decide(WORRY, "more-people", coder="Ada", **about)
    with pytest.raises(RefusedError, match="possible are coded"):
        study.look(WORRY, coder="Ada", outcome="nothing")  # type: ignore[arg-type]
    assert study.codings == study.looks == study.coders == ()


@pytest.mark.parametrize("span", [(50, 10), (3, 3), (-5, 3), (0, 99_999)])
def test_a_span_that_is_not_in_the_text_is_refused(study: OpenStudy, span: tuple[int, int]) -> None:
    """It would lie on nothing."""
    with pytest.raises(UsageError, match="The range from"):
        study.decide(WORRY, "more-people", "add", coder="Ada", span=span)
    assert not study.codings


def test_a_look_needs_somebody_too(study: OpenStudy) -> None:
    """Nobody without a name is a coder."""
    with pytest.raises(UsageError, match="coder=NAME"):
        study.look(WORRY, coder=" ")
    assert not study.coders


def test_words_in_a_draw_are_of_the_codebook_that_it_shows(
    study: OpenStudy, models: Models
) -> None:
    """A draw may show a former version: what is said in it says nothing of the present meaning."""
    study.decide(WORRY, "more-people", "unsure", coder="Ada")
    former = study.codebook
    with open_context(study.path, models=models) as context:
        record(context, [Draw(draw="d", codebook_hash=former.hash)], coder="Ada")
    book = study.study.codebook
    words = book.read_text(encoding="utf-8")
    book.write_text(f"{words}\n  - name: Anew\n", encoding="utf-8")
    assert study.codebook.hash != former.hash
    study.decide(WORRY, "more-people", "add", coder="Ada", draw="d")
    study.look(WORRY, coder="Ada", draw="d")
    assert {one.codebook_hash for one in (study.codings[-1], study.looks[-1])} == {former.hash}
    with pytest.raises(UsageError, match="shows has no 'anew'"):
        study.decide(WORRY, "Anew", "add", coder="Ada", draw="d")
