"""``themekit waves``: the tables it writes, what it says, and what it hands out."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from reviewing import open_desk, run_again, run_once
from support import STUDY, decide
from themekit.cli.app import app
from themekit.errors import UsageError
from themekit.events import Look
from themekit.store.events import append_events, last_number
from themekit.workflows.bridging import BridgeWish, adopt_bridge, bridge
from themekit.workflows.passages import passage_of
from themekit.workflows.queue import queue_of
from themekit.workflows.waves import follow_waves
from themekit.workflows.waves_in_words import in_words

WAVE = "    open: [worry]\n    case: who\n    wave: {column: date, by: quarter}"
PEOPLE = 24


def answers() -> str:
    """Return answers of the same people in two quarters: many more agree in the second."""
    lines = ["respondent,who,date,agree,worry"]
    for quarter, month, agreeing in ((1, "01", 2), (2, "04", 20)):
        for at in range(PEOPLE):
            said = "yes" if at < agreeing else "no"
            lines.append(
                f"Q{quarter}N{at:02},P{at:02},2021-{month}-05,{said},Money will run out {at} {quarter}"
            )
    return "\n".join(lines) + "\n"


FILES = {
    "study.yaml": STUDY.replace("    open: [worry]", WAVE)
    + "watch:\n  - {item: agree}\n  - {code: Short of money, matters: 0.2}\n",
    "survey.csv": answers(),
}


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a study of two waves that was run, and that nobody has read."""
    return run_once(tmp_path_factory.mktemp("waves") / "study", **FILES)


@pytest.fixture
def study(once: Path, tmp_path: Path) -> Path:
    """Return a copy of it that a test may change."""
    return Path(shutil.copytree(once, tmp_path / "study"))


def table(study: Path, name: str) -> list[dict[str, str]]:
    """Return the rows of a table of the outputs."""
    text = (study / "outputs" / name).read_text(encoding="utf-8-sig")
    return list(csv.DictReader(text.splitlines()))


def of_wave(study: Path, quarter: int) -> list[dict[str, str]]:
    """Return the answers of a quarter, as segments.csv has them."""
    rows = table(study, "segments.csv")
    return [row for row in rows if row["document"].startswith(f"survey/Q{quarter}")]


def read(study: Path, quarter: int, coder: str = "Ada") -> None:
    """Have somebody find money in every answer of a quarter."""
    decide(study, *[(row, "short-of-money") for row in of_wave(study, quarter)], coder=coder)


def test_a_run_writes_both_tables_and_asking_writes_them_anew(study: Path) -> None:
    """They say the same, byte by byte, as long as nobody has decided anything."""
    names = ("waves.csv", "changes.csv")
    before = [(study / "outputs" / name).read_bytes() for name in names]
    follow_waves(study)
    assert [(study / "outputs" / name).read_bytes() for name in names] == before
    first = table(study, "changes.csv")[0]
    assert list(first)[:5] == ["strand", "item", "code_id", "from", "to"]
    assert (first["item"], first["began"], first["stopped"], first["verdict"]) == (
        "agree", "18", "0", "rose",
    )  # fmt: skip


def test_waves_have_the_columns_of_the_matrix_and_their_own(study: Path) -> None:
    """A row a wave; what is watched first."""
    rows = table(study, "waves.csv")
    matrix = table(study, "theme_matrix.csv")
    assert list(rows[0]) == [*matrix[0], "item", "direction", "watched", "answered"]
    assert [(row["wave"], row["cases"], row["watched"]) for row in rows[:2]] == [
        ("2021-Q1", "2", "yes"), ("2021-Q2", "20", "yes"),
    ]  # fmt: skip


def test_what_is_said_follows_what_people_decided_since(study: Path) -> None:
    """No run is needed; what nobody has read is to be read first."""
    said = "\n".join(in_words(follow_waves(study)))
    assert "nobody has read 2021-Q1 and 2021-Q2 yet" in said
    assert "Read next, the fewest minutes first" in said
    read(study, 1)
    read(study, 2)
    (row,) = (row for row in follow_waves(study).rows if row.code_id == "short-of-money")
    assert row.verdict == "no change seen"


def test_a_study_without_waves_is_told_how_to_have_some(tmp_path: Path) -> None:
    """One wave has nothing to be compared with."""
    study = run_once(tmp_path / "study")
    assert not (study / "outputs" / "changes.csv").exists()
    with pytest.raises(UsageError, match="No strand of this study has several waves"):
        follow_waves(study)


def test_a_study_whose_waves_have_gone_keeps_no_old_tables(study: Path) -> None:
    """A run takes them away."""
    text = (study / "study.yaml").read_text(encoding="utf-8")
    (study / "study.yaml").write_text(
        text.replace("wave: {column: date, by: quarter}", "wave: '2021'"), encoding="utf-8"
    )
    run_again(study)
    assert not (study / "outputs" / "waves.csv").exists()


def test_the_command_prints_changes_for_programs_and_words_for_people(study: Path) -> None:
    """CSV has the columns of the file; notes go elsewhere."""
    shown = CliRunner().invoke(app, ["waves", str(study), "--format", "csv"])
    assert shown.stdout.splitlines()[0].startswith("strand,item,code_id,from,to,before,after")
    words = CliRunner().invoke(app, ["waves", str(study)])
    assert words.stdout.startswith("Watched\n")
    assert "24 of them in every wave" in words.stderr


def test_waves_in_which_nobody_comes_again_say_where_the_person_has_to_stand(study: Path) -> None:
    """A column that tells who answers may have been taken for something else."""
    text = (study / "study.yaml").read_text(encoding="utf-8")
    (study / "study.yaml").write_text(text.replace("    case: who\n", ""), encoding="utf-8")
    run_again(study)
    words = CliRunner().invoke(app, ["waves", str(study)])
    assert "nobody comes again" in words.stderr
    assert "under 'case' in study.yaml" in words.stderr


def test_a_bridge_is_handed_out_unmarked_among_new_passages(study: Path) -> None:
    """No page tells which passages are old, nor the name of a document."""
    open_desk(study).close()
    read(study, 1)
    (told,) = bridge(study, BridgeWish("2021-Q1", people=5, to=("Ada",)))
    assert told == ("Ada", 5, 5, 0, 5, "")
    desk = open_desk(study)
    ada = desk.coder("Ada")
    assert ada is not None
    queue = queue_of(desk, ada, remote=False)
    assert queue.of == 10
    shown = [
        passage_of(desk, ada, desk.key(place), remote=False) for place in desk_places(desk, ada.id)
    ]
    assert all(one is not None and one.unmarked for one in shown)
    assert {bool(one and one.said.words) for one in shown} == {False}
    desk.close()


def desk_places(desk: object, coder: str) -> list[object]:
    """Return the places of all that a coder was given."""
    from themekit.workflows.desk import Place

    return [
        Place(item.document, item.text_hash, item.start, item.end, draw.draw)
        for draw in desk.draws_of(coder)  # type: ignore[attr-defined]
        for item in draw.items
    ]


def reword(study: Path, old: str, new: str) -> None:
    """Have somebody write another description into the codebook, by hand."""
    text = (study / "codebook.yaml").read_text(encoding="utf-8")
    assert old in text
    (study / "codebook.yaml").write_text(text.replace(old, new), encoding="utf-8")


def test_half_are_read_under_the_former_description(study: Path) -> None:
    """It was changed by hand between two runs; their page shows it, and what is said is of it."""
    open_desk(study).close()
    read(study, 1)
    reword(study, "There is not enough money to go on.", "Money is missing for next year.")
    run_again(study)
    (told,) = bridge(study, BridgeWish("2021-Q1", people=6, to=("Ada",)))
    assert told[1:5] == (6, 3, 3, 6)
    desk = open_desk(study)
    former = next(
        one for one in desk.draws_of("Ada")
        if one.purpose == "bridge" and one.codebook_hash != desk.codebook.hash
    )  # fmt: skip
    shown = {one.name: one.definition for one in desk.codes(former)}
    assert shown["Short of money"] == "There is not enough money to go on."
    assert desk.codes()[1].definition == "Money is missing for next year."
    desk.close()


def test_a_bridge_counts_once_it_is_adopted(study: Path) -> None:
    """By a person, once."""
    open_desk(study).close()
    read(study, 1)
    bridge(study, BridgeWish("2021-Q1", people=3, to=("Ada",)))
    desk = open_desk(study)
    (draw,) = (one for one in desk.draws_of("Ada") if one.purpose == "bridge")
    with desk.store.appending() as connection:
        known = last_number(connection)
        looks = [
            Look(coder="Ada", document=item.document, text_hash=item.text_hash, start=item.start,
                 end=item.end, draw=draw.draw, codebook_hash=desk.codebook.hash, after=known)
            for item in draw.items
        ]  # fmt: skip
        append_events(connection, looks)
    desk.close()
    with pytest.raises(UsageError, match="There is no bridge 'none'"):
        adopt_bridge(study, "none", by="Ada")
    assert "(3 decisions)" in adopt_bridge(study, draw.draw, by="Ada")
    with pytest.raises(UsageError, match="adopted already"):
        adopt_bridge(study, draw.draw, by="Ada")


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (BridgeWish("2021-Q3", to=("Ada",)), "There is no wave '2021-Q3'"),
        (BridgeWish("2021-Q2", to=("Ada",)), "2021-Q2 is the last wave"),
        (BridgeWish("2021-Q1"), "Nobody has read 2021-Q2 yet"),
        (BridgeWish("2021-Q1", to=("Ada",)), "Nobody's words of 2021-Q1 have been read"),
        (BridgeWish("2021-Q1", to=("Nobody",)), "There is no coder 'Nobody'"),
        (BridgeWish("2021-Q1", strand="Survy"), "There is no strand 'Survy' with waves"),
    ],
)
def test_what_cannot_be_bridged_is_told(study: Path, wish: BridgeWish, said: str) -> None:
    """Each with the way out."""
    open_desk(study).close()
    with pytest.raises(UsageError, match=said):
        bridge(study, wish)
