"""Handing passages out: what is appended, to whom, and who is refused."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support import STUDY, PlainAnalyser, WordEncoder, make_study
from themekit.cli import main
from themekit.errors import UsageError
from themekit.events import Coder, Draw, Memo, Note
from themekit.store.coders import save_coder
from themekit.store.events import append_events, load_events, load_kind
from themekit.tasks.plans import Plan
from themekit.workflows import handing_out
from themekit.workflows.context import Models, RunContext
from themekit.workflows.handing_out import Wish, call_back, hand_out, pause, resume
from themekit.workflows.mark import mark_documents
from themekit.workflows.project import open_context
from themekit.workflows.run import run_study

SAFE = STUDY + "consent: {review: yes}\nsupport: {safeguarding_lead: Sam}\n"
PEOPLE = (
    Coder("Ada", "Ada"),
    Coder("Bo", "Bo", "peer"),
    Coder("Cy", "Cy", "peer"),
    Coder("Fay", "Fay", "facilitator"),
)


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the small study once, with people in it and its survey marked."""
    encoder, analyser = WordEncoder(), PlainAnalyser()
    models = Models(encoder.key, analyser.key, lambda: encoder, lambda: analyser)
    study = make_study(tmp_path_factory.mktemp("once") / "study")
    (study / "study.yaml").write_text(SAFE, encoding="utf-8")
    run_study(study, models=models)
    with open_context(study, models=models) as context, context.store.writing() as connection:
        for one in PEOPLE:
            save_coder(connection, one)
    mark_documents(study, reviewed_by="Ada", all_of=["Survey"])
    return study


@pytest.fixture
def done(once: Path, tmp_path: Path) -> Path:
    """Return a copy of it."""
    return Path(shutil.copytree(once, tmp_path / "study"))


@pytest.fixture
def context(done: Path, models: Models) -> Iterator[RunContext]:
    """Open it."""
    with open_context(done, models=models) as context:
        yield context


def wish(**about: Any) -> Wish:
    """Return a wish with a plan of a few passages."""
    plan = {name: about.pop(name) for name in list(about) if name in Plan.__slots__}
    return Wish(plan=Plan(**plan), **about)


def draws(context: RunContext) -> list[Draw]:
    """Return all draws of the record."""
    with context.store.reading() as connection:
        return load_kind(connection, Draw)


def test_each_coder_is_given_draws_in_one_act(context: RunContext) -> None:
    """With what is shown in them, and who handed them out."""
    found = hand_out(context, ["Ada", "bo"], wish(passages=2, blind=0.5, by="Fay"))
    kept = draws(context)
    assert [one.passages for one in found] == [2, 2]
    assert {one.coder for one in kept} == {"Ada", "Bo"}
    acts = {(one.coder, one.act) for one in kept}
    assert len(acts) == 2
    assert "" not in {act for _, act in acts}
    assert {one.entered_by for one in kept} == {"Fay"}
    assert {one.codebook_hash for one in kept} == {context.codebook.hash}


def test_a_peer_gets_one_section_of_marked_documents_and_a_researcher_the_whole_list(
    context: RunContext,
) -> None:
    """The interview is not marked, so it comes to the researcher alone."""
    hand_out(context, ["Ada", "Bo"], wish(passages=9, blind=0))
    by_coder = {one.coder: one for one in draws(context)}
    assert by_coder["Ada"].codes == ()
    assert by_coder["Bo"].codes == (context.codebook.codes[0].id,)
    assert {item.document for item in by_coder["Bo"].items} <= {"survey/R1", "survey/R3"}
    assert "interviews/P1" in {item.document for item in by_coder["Ada"].items}


def test_sections_take_turns(context: RunContext) -> None:
    """Each hand-out asks a peer about the one that they had least often."""
    for _ in range(2):
        hand_out(context, ["Bo"], wish(passages=1, blind=0))
    first, second = draws(context)
    assert {*first.codes, *second.codes} == {code.id for code in context.codebook.codes}


def test_a_section_is_named_by_its_theme(context: RunContext) -> None:
    """Or by a code in it; anything else is told."""
    hand_out(context, ["Bo"], wish(passages=1, section="money"))
    (draw, *_) = draws(context)
    assert draw.codes == (context.codebook.codes[1].id,)
    with pytest.raises(UsageError, match="no theme or code 'Mony'"):
        hand_out(context, ["Bo"], wish(section="Mony"))


def test_a_decision_meanwhile_makes_it_draw_again(
    context: RunContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is appended was drawn from everything before it."""
    real, seen = handing_out.drawn, []

    def drawn(*given: Any) -> Any:
        if not seen:
            with context.store.appending() as connection:
                append_events(connection, [Memo(coder="Ada", text="meanwhile")])
        seen.append(given[1].through)
        return real(*given)

    monkeypatch.setattr(handing_out, "drawn", drawn)
    hand_out(context, ["Ada"], wish(passages=1))
    assert len(seen) == 2
    assert draws(context)[0].after == seen[1]


def test_without_a_safeguarding_lead_no_peer_is_given_anything(done: Path, models: Models) -> None:
    """Researchers are."""
    (done / "study.yaml").write_text(STUDY + "consent: {review: yes}\n", encoding="utf-8")
    with open_context(done, models=models) as context:
        with pytest.raises(UsageError, match="safeguarding_lead"):
            hand_out(context, ["Ada", "Bo"], wish())
        assert not draws(context)
        assert hand_out(context, ["Ada"], wish())[0].passages


@pytest.mark.parametrize(
    ("names", "by", "told"),
    [
        (["Zoe"], "", "no coder 'Zoe'.*coders STUDY add"),
        (["Fay"], "", "Fay hands out"),
        (["Ada"], "Bo", "Bo is no facilitator"),
        ([], "", "Say to whom"),
    ],
)
def test_who_is_given_nothing_or_hands_nothing_out_is_said(
    context: RunContext, names: list[str], by: str, told: str
) -> None:
    """Nothing is appended then."""
    with pytest.raises(UsageError, match=told):
        hand_out(context, names, wish(by=by))
    assert not draws(context)


def test_pausing_and_calling_back_are_notes(context: RunContext) -> None:
    """Whoever hands out stands behind them."""
    hand_out(context, ["Bo"], wish(passages=1))
    draw = draws(context)[0].draw
    pause(context, "Bo", by="Fay")
    resume(context, "bo")
    call_back(context, "Bo", draw, by="Fay")
    with context.store.reading() as connection:
        notes = [one for one in load_events(connection) if isinstance(one, Note)]
    assert [(one.name, one.coder) for one in notes] == [
        ("paused", "Fay"), ("resumed", ""), ("called back", "Fay")
    ]  # fmt: skip
    assert dict(notes[2].fields) == {"coder": "Bo", "draw": draw}


def test_the_command_hands_out_and_tells_what(
    done: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A row a coder."""
    with pytest.raises(SystemExit, match="0"):
        main(["coders", str(done), "hand-out", "Bo", "Cy", "--overlap", "1", "--format", "csv"])
    head, *rows = capsys.readouterr().out.splitlines()
    assert head == "coder,passages,without_suggestions,shared,asked,note"
    assert [row.split(",")[:4] for row in rows] == [["Bo", "2", "2", "2"], ["Cy", "2", "2", "2"]]


def test_whole_cases_are_handed_out_of_a_strand(context: RunContext) -> None:
    """The draw says how many cases its frame has, and is without suggestions."""
    hand_out(context, ["Ada"], wish(cases=1, strand="survey"))
    (draw,) = draws(context)
    assert draw.of_cases
    assert (draw.mode, draw.method, draw.items[0].stratum) == ("blind", "random", "Survey")
    assert draw.items[0].probability == 1 / draw.frame_size


@pytest.mark.parametrize(
    ("strand", "said"),
    [("", "Say of which strand cases are to be drawn"), ("Surveys", "no strand 'Surveys'")],
)
def test_cases_of_no_strand_are_refused(context: RunContext, strand: str, said: str) -> None:
    """Several strands are no frame, and an unknown one is none either."""
    with pytest.raises(UsageError, match=said):
        hand_out(context, ["Ada"], wish(cases=1, strand=strand))
