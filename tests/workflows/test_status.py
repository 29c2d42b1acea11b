"""How `themekit status` tells what waits for people: concerns first."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from support import decide
from themekit.cli import main
from themekit.codebook import Codebook
from themekit.events import Coder, Coding, Draw, DrawnItem, Effort, Look, Mark, Note
from themekit.records import MeasuredTime
from themekit.store import open_store
from themekit.store.coders import save_coder
from themekit.store.effort import add_measured
from themekit.store.events import append_events
from themekit.workflows.choosing import chosen_order
from themekit.workflows.context import Models, RunContext, RunOptions
from themekit.workflows.project import open_context
from themekit.workflows.run import run_study
from themekit.workflows.safety import last_opened, raise_concern
from themekit.workflows.status import acknowledge_concern, concern_rows, study_status

WORDS = "she does not dare to go home"


@pytest.fixture
def done(study: Path, models: Models) -> Path:
    """Return the small study, run."""
    run_study(study, models=models)
    return study


@pytest.fixture
def context(done: Path, models: Models) -> Iterator[RunContext]:
    """Open it."""
    with open_context(done, models=models) as context:
        yield context


def segments(study: Path) -> list[dict[str, str]]:
    """Return the rows of segments.csv that can be coded."""
    text = (study / "outputs" / "segments.csv").read_text(encoding="utf-8-sig")
    return [row for row in csv.DictReader(text.splitlines()) if not row["skip_reason"]]


def where(row: dict[str, str]) -> dict[str, Any]:
    """Return where a row of segments.csv lies."""
    return {
        "document": row["document"],
        "text_hash": row["text_hash"],
        "start": int(row["start"]),
        "end": int(row["end"]),
    }


def add(study: Path, *events: Any) -> None:
    """Append events, each of which knows all before it."""
    store = open_store(study)
    with store.appending() as connection:
        for one in events:
            append_events(connection, [one])
    store.close()


def given(study: Path, coder: str, draw: str, rows: list[dict[str, str]], **more: Any) -> None:
    """Hand passages out."""
    items = tuple(DrawnItem(position=at, **where(row)) for at, row in enumerate(rows))
    add(study, Draw(coder=coder, draw=draw, items=items, **more))


def told(study: Path) -> dict[str, tuple[int | None, str]]:
    """Return the rows of status by what they are about."""
    return {what: (count, state) for what, count, state in study_status(study)}


def call(*words: str) -> int:
    """Run the command line and return its exit status."""
    with pytest.raises(SystemExit) as stop:
        main(words)
    return stop.value.code if isinstance(stop.value.code, int) else 0


# -- concerns -----------------------------------------------------------------------------------


def test_a_concern_heads_status_without_its_words(done: Path, context: RunContext) -> None:
    """Who, about whom, when, and how it is read."""
    item = DrawnItem(position=0, **where(segments(done)[0]))
    number = raise_concern(context, "Peer 1", "speaker", WORDS, item)
    first, *others = study_status(done)
    assert first[0] == f"CONCERN {number}"
    assert "Peer 1 told it about the person speaking on" in first[2]
    assert "--concerns" in first[2]
    assert WORDS not in str([first, *others])


def test_an_acknowledged_concern_leaves_the_head(done: Path, context: RunContext) -> None:
    """It is counted below, and the list says who took it on."""
    item = DrawnItem(position=0, **where(segments(done)[0]))
    number = raise_concern(context, "Peer 1", "me", WORDS, item)
    said = acknowledge_concern(done, number, "Lead")
    assert said == f"Concern {number} is acknowledged by Lead; 0 left open."
    assert told(done)["concerns that somebody acknowledged"][0] == 1
    assert not [what for what in told(done) if what.startswith("CONCERN")]
    (row,) = concern_rows(done)
    assert "acknowledged by Lead on" in str(row[1])
    assert row[-1] == WORDS


def test_the_list_is_opened_by_somebody_where_they_are_named(
    done: Path, context: RunContext
) -> None:
    """Without a name nothing is taken down."""
    concern_rows(done)
    before = last_opened(context)
    concern_rows(done, "Lead")
    assert not before or not any(before)
    opened = last_opened(context)
    assert opened
    assert opened[0] == "Lead"


def test_the_command_shows_and_takes_on_concerns(
    done: Path, context: RunContext, capsys: pytest.CaptureFixture[str]
) -> None:
    """The words stand in --concerns alone."""
    item = DrawnItem(position=0, **where(segments(done)[0]))
    number = raise_concern(context, "Peer 1", "me", WORDS, item)
    assert call("status", str(done), "--concerns", "--format", "json") == 0
    (row,) = json.loads(capsys.readouterr().out)
    assert (row["number"], row["state"], row["words"]) == (number, "open", WORDS)
    assert call("status", str(done), "--acknowledge", str(number), "--by", "Lead") == 0
    assert "0 left open" in capsys.readouterr().out


def test_a_concerns_words_stand_whole_beneath_it(
    done: Path, context: RunContext, capsys: pytest.CaptureFixture[str]
) -> None:
    """However narrow the terminal: a column would fold them letter by letter."""
    item = DrawnItem(position=0, **where(segments(done)[0]))
    said = "They said that they do not feel safe at home, and that nobody knows of it yet."
    raise_concern(context, "Peer 1", "speaker", said, item)
    assert call("status", str(done), "--concerns") == 0
    assert f"\n    {said}\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--acknowledge", "3"], "add --by NAME"),
        (["--by", "Lead"], "--by only means something with"),
        (["--codes", "--concerns"], "Give one of"),
        (["--acknowledge", "99", "--by", "Lead"], "There is no concern '99'"),
    ],
)
def test_options_that_decide_nothing_are_refused(
    done: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    """In one sentence."""
    assert call("status", str(done), *words) == 2
    assert said in capsys.readouterr().err


# -- what waits for people ----------------------------------------------------------------------


def test_passages_handed_out_are_counted_by_coder_until_they_are_looked_at(done: Path) -> None:
    """A skipped one is done too; practice and what was called back is nobody's task."""
    rows = segments(done)
    given(done, "Ann", "one", rows[:3])
    given(done, "Bob", "one", rows[:2])
    given(done, "Bob", "two", rows, purpose="practice")
    given(done, "Cy", "three", rows)
    add(
        done,
        Look(coder="Ann", draw="one", outcome="skipped", **where(rows[0])),
        Look(coder="Bob", **where(rows[1])),  # not in the draw
        Note(coder="Facilitator", name="called back", fields=(("coder", "Cy"), ("draw", "three"))),
    )
    count, state = told(done)["passages handed out and not done yet"]
    assert (count, state) == (4, "Ann 2, Bob 2")


def test_what_is_done_is_not_told_as_handed_out(done: Path) -> None:
    """The row goes with the last passage."""
    rows = segments(done)
    given(done, "Ann", "one", rows[:1])
    add(done, Look(coder="Ann", draw="one", **where(rows[0])))
    assert "passages handed out and not done yet" not in told(done)


def test_passages_that_people_disagree_about_are_told(done: Path) -> None:
    """A passage counts once, however many codes are disputed on it."""
    row = segments(done)[0]
    decide(done, (row, "more-people"), (row, "short-of-money"), coder="Ann")
    shown = Codebook.load(done / "codebook.yaml").hash
    add(done, Look(coder="Bob", codebook_hash=shown, **where(row)))
    assert told(done)["passages that people disagree about"][0] == 1
    assert told(done)["codes on segments that coders dispute"][0] == 2


def test_descriptions_that_need_changing_are_named(done: Path) -> None:
    """By the code's name, once."""
    row = segments(done)[0]
    add(
        done,
        Coding(
            coder="Ann", code_id="more-people", decision="code_problem", memo="which help?", **where(row)
        ),
    )  # fmt: skip
    assert told(done)["descriptions that need changing"] == (1, "More people")


def test_decisions_of_an_older_meaning_are_told_by_code(done: Path) -> None:
    """Once a definition has changed; another name changes nothing."""
    row = segments(done)[0]
    decide(done, (row, "more-people"), (row, "short-of-money"), coder="Ann")
    what = "decisions of an older meaning"
    assert what not in told(done)
    file = done / "codebook.yaml"
    named = "  - id: more-people\n    name: More folk\n"
    file.write_text(file.read_text().replace("  - name: More people\n", named, 1))
    assert what not in told(done)
    redefined = f"{named}    examples: [Twice as many came.]\n"
    file.write_text(file.read_text().replace(named, redefined, 1))
    count, state = told(done)[what]
    assert count == 1
    assert state.endswith(": More folk 1")


def test_documents_not_marked_are_told_once_there_are_peers(done: Path) -> None:
    """A study of researchers alone needs no marks."""
    what = "documents not marked"
    assert what not in told(done)
    store = open_store(done)
    with store.writing() as connection:
        save_coder(connection, Coder("p", "Peer 1", "peer"))
    store.close()
    assert told(done)[what][0] == 4
    row = segments(done)[-1]
    add(done, Mark(coder="Ann", **{**where(row), "start": 0}))
    assert told(done)[what][0] == 3


# -- what to check next -------------------------------------------------------------------------


def test_what_to_check_next_is_kept_once_something_was_learned(
    done: Path, models: Models, context: RunContext
) -> None:
    """Without what people looked at; the same again after a fresh start."""
    assert chosen_order(context) == ()
    rows = segments(done)
    decide(done, (rows[0], "more-people"))
    run_study(done, models=models)
    order = chosen_order(context)
    assert set(order) == {row["segment_id"] for row in rows[1:]}
    run_study(done, RunOptions(start="suggest"), models=models)
    assert chosen_order(context) == order


def test_what_to_check_next_holds_no_passage_that_is_gone(
    done: Path, models: Models, context: RunContext
) -> None:
    """An answer that was taken out of the survey is not handed out."""
    rows = segments(done)
    decide(done, (rows[0], "more-people"))
    run_study(done, models=models)
    survey = done / "survey.csv"
    survey.write_text("".join(survey.read_text().splitlines(keepends=True)[:-1]), encoding="utf-8")
    run_study(done, RunOptions(only="read"), models=models)
    assert "survey/R3/worry" not in chosen_order(context)


def test_status_says_the_hours_so_far_in_one_line(done: Path) -> None:
    """Of the work and of those who told, each with how it is known."""
    nothing = "of the work: not known, nobody measured it or wrote it down; of those who told:"
    assert told(done)["hours so far"][1].startswith(nothing)
    store = open_store(done)
    with store.writing() as connection:
        add_measured(connection, [MeasuredTime("", "reading", "people", 90, 40)])
    store.close()
    add(
        done,
        Effort(coder="Ada", activity="meeting", role="researcher", minutes=30),
        Effort(coder="Ada", activity="telling", role="teller", minutes=120),
    )
    assert told(done)["hours so far"][1] == (
        "of the work: 1.5 measured and 0.5 written down (40 passages answered in the hours "
        "measured); of those who told: 2.0 written down"
    )
