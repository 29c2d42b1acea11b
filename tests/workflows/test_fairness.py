"""fairness.csv: a run tells whether the machine finds what every group of people says."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from reviewing import run_again, run_once
from support import STUDY
from themekit.cli.app import app
from themekit.codebook import Codebook
from themekit.decisions import versioned
from themekit.events import Coder, Coding, Draw, DrawnItem, Event, Look
from themekit.store import open_store
from themekit.store.coders import save_coder, save_versions
from themekit.store.events import append_events
from themekit.workflows.fairness import fairness_of
from themekit.workflows.groups import groups_of
from themekit.workflows.loading import load_coded
from themekit.workflows.project import open_result

EACH, SAYING = 100, 24
CODE = "more-people"
WITH_GROUPS = STUDY.replace(
    "    open: [worry]", "    open: [worry]\n    attributes: [asked_by, place, district]"
)


def answers(each: int = EACH, saying: int = SAYING) -> str:
    """Return answers of people asked by peers, and by staff, to whom few say it in so many words.

    Everybody lives somewhere else; there are three places, one of which has a few people alone.
    """
    lines = ["respondent,agree,asked_by,place,district,worry"]
    for group in ("peers", "staff"):
        for at in range(each):
            said = f"The weather of day {at}"
            if at < saying:
                usual = group == "peers" or at % 8 == 0
                said = f"More people than last year {at}" if usual else said
            place = "hamlet" if at % 20 == 0 else ("town", "village")[at % 2]
            lines.append(f"{group}{at:02},no,{group},{place},D{group}{at},{said}")
    return "\n".join(lines) + "\n"


def read(study: Path, saying: int = SAYING, *, mode: str = "blind") -> None:
    """Have somebody read every answer, which chance gave them, and find what is said."""
    codebook = Codebook.load(study / "codebook.yaml")
    code = codebook.by_id(CODE)
    assert code is not None
    text = (study / "outputs" / "segments.csv").read_text(encoding="utf-8-sig")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["strand"] == "Survey"]
    places = [
        {"document": row["document"], "text_hash": row["text_hash"], "start": int(row["start"]),
         "end": int(row["end"])}
        for row in rows
    ]  # fmt: skip
    items = tuple(
        DrawnItem(position=at, probability=0.5, **place) for at, place in enumerate(places)
    )
    about = {"coder": "Ada", "draw": "d", "mode": mode, "origin": "page"}
    events: list[Event] = [
        Draw(draw="d", coder="Ada", mode=mode, method="random", purpose="count", items=items)
    ]
    for at, (row, place) in enumerate(zip(rows, places, strict=True)):
        events.append(Look(**about, **place, codebook_hash=codebook.hash, act=str(at)))
        if int(row["document"][-2:]) < saying:
            hashes = {"code_hash": code.hash, "meaning_hash": code.meaning_hash}
            events.append(
                Coding(**about, **place, code_id=CODE, decision="add", act=str(at),
                       codebook_hash=codebook.hash, **hashes)
            )  # fmt: skip
    store = open_store(study)
    with store.appending() as connection:
        save_coder(connection, Coder("Ada", "Ada"))
        save_versions(connection, versioned(codebook))
        append_events(connection, events)
    store.close()


def told(study: Path, code: str = CODE) -> dict[tuple[str, str], dict[str, str]]:
    """Return the rows of a code, by attribute and group."""
    text = (study / "outputs" / "fairness.csv").read_text(encoding="utf-8-sig")
    rows = csv.DictReader(text.splitlines())
    return {(row["attribute"], row["group"]): row for row in rows if row["code_id"] == code}


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a study whose answers were all read blind, and that was run since."""
    folder = tmp_path_factory.mktemp("fair") / "study"
    run_once(folder, **{"study.yaml": WITH_GROUPS, "survey.csv": answers()})
    assert not (folder / "outputs" / "fairness.csv").exists()
    read(folder)
    run_again(folder)
    return folder


@pytest.fixture
def study(once: Path, tmp_path: Path) -> Path:
    """Return a copy of it that a test may change."""
    return Path(shutil.copytree(once, tmp_path / "study"))


def test_a_group_that_says_it_in_other_words_is_named(once: Path) -> None:
    """Most of what people say to staff they say between the lines, and it is missed."""
    row = told(once)["asked_by", "staff"]
    assert row["verdict"].startswith("less of what they say is found")
    assert float(row["recall"]) < float(told(once)["asked_by", "peers"]["recall"])
    assert (row["who"], row["cases"]) == ("machine", str(EACH))
    assert told(once, "")["asked_by", "staff"]["verdict"].startswith("less of what they say")


def test_a_small_group_is_withheld_in_the_file(once: Path) -> None:
    """Of ten people of a hamlet no number stands there."""
    row = told(once)["place", "hamlet"]
    assert row["verdict"] == "withheld: fewer than 20 people"
    numbers = [row[name] for name in row if name not in {"code_id", "who", "attribute", "group"}]
    assert [one for one in numbers if one] == [row["verdict"]]


def test_an_attribute_of_many_values_makes_no_groups(once: Path) -> None:
    """A district a person: it has no row, and the report says why."""
    assert not any(attribute == "district" for attribute, _ in told(once))
    page = (once / "outputs" / "theme_matrix.md").read_text(encoding="utf-8")
    assert f"Not compared: district ({2 * EACH} groups, more than 12)." in page


@pytest.mark.parametrize("name", ["theme_matrix.md", "theme_matrix.html", "methods.md"])
def test_a_difference_is_told_where_trust_is_told(once: Path, name: str) -> None:
    """In the report and in the methods appendix, with what is not to be trusted."""
    page = (once / "outputs" / name).read_text(encoding="utf-8")
    assert "Of passages in which people find “More people”, the machine finds" in page
    assert "machine counts that compare these groups are not to be trusted" in page


def test_the_same_seed_gives_the_same_bytes(study: Path) -> None:
    """Deals and resamples are drawn by the run's seed alone."""
    path = study / "outputs" / "fairness.csv"
    before = path.read_bytes()
    path.unlink()
    run_again(study)
    assert path.read_bytes() == before


def test_the_file_goes_when_nothing_tells_of_it_any_more(study: Path) -> None:
    """In a reflexive study another reading is no error, and nobody is compared."""
    path = study / "study.yaml"
    path.write_text(path.read_text() + "method: reflexive\n")
    run_again(study)
    assert not (study / "outputs" / "fairness.csv").exists()
    assert "found as well?" not in (study / "outputs" / "theme_matrix.md").read_text()


def test_what_was_read_with_suggestions_makes_no_file(tmp_path: Path) -> None:
    """Words beside suggestions say nothing of what the machine misses."""
    study = run_once(tmp_path / "study", **{"study.yaml": WITH_GROUPS, "survey.csv": answers()})
    read(study, mode="assisted")
    run_again(study)
    assert not (study / "outputs" / "fairness.csv").exists()


def test_agree_prints_the_same_as_the_file(once: Path) -> None:
    """As a table, what differs first; and in notes."""
    done = CliRunner().invoke(app, ["agree", str(once), "--format", "json"])
    assert done.exit_code == 0, done.output
    found = json.loads(done.stdout)
    rows = {
        (row["attribute"], row["group"]): row
        for row in found["fairness"]
        if row["code"] == "Demand > More people"
    }
    row = rows["asked_by", "staff"]
    assert row["verdict"] == told(once)["asked_by", "staff"]["verdict"]
    assert row["recall"] == pytest.approx(
        float(told(once)["asked_by", "staff"]["recall"]), abs=1e-6
    )
    assert "than of what others say" in found["fairness"][0]["verdict"]
    assert any("are not to be trusted" in note for note in found["notes"])


def test_what_a_source_says_of_a_story_stands_before_what_is_known_of_its_teller(
    tmp_path: Path,
) -> None:
    """Who asked may be somebody else the second time: each story is of the group it was told in."""
    rows = (
        "respondent,who,asked_by,worry\nA1,P1,peers,More people come\nA2,P1,staff,Nothing changed\n"
    )
    setting = "    open: [worry]\n    case: who\n    attributes: [asked_by]"
    config = STUDY.replace("    open: [worry]", setting).split("    closed:")[0]
    study = run_once(tmp_path / "study", **{"study.yaml": config, "survey.csv": rows})
    with open_result(study) as context:
        coded = load_coded(context)
    found = groups_of(coded).of_segment
    asked = {key.split("/")[1]: of["asked_by"] for key, of in found.items() if "survey" in key}
    assert asked == {"A1": "peers", "A2": "staff"}
    assert fairness_of(coded).rows == ()
