"""Of somebody who took their words back no byte is left, and no model has seen them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from support import PlainAnalyser, WordEncoder, decide
from themekit.codebook import Codebook
from themekit.decisions.meanings import EDITORIAL
from themekit.events import Draw, DrawnItem, Mark, Memo, Note, Override
from themekit.spans import text_hash
from themekit.store import open_store
from themekit.store.coders import coder_id, opaque_key
from themekit.store.events import append_events, load_kind
from themekit.workflows.context import Models, RunOptions
from themekit.workflows.mark import mark_documents
from themekit.workflows.project import open_result
from themekit.workflows.run import run_study
from themekit.workflows.suggest import _tagger
from themekit.workflows.suggestion_basis import suggestion_basis
from traces import traces
from withdrawing import CASES, INTERVIEWS, make_people, rows_of

STAND_IN = Path(__file__).with_name("stand_in_withdraw.py")
WHO = "Quillfeather"
MARKERS = (WHO, "wimbleton", "oldwumple", "brimborium", "zwieselkern", "puddelkraut", "knackrost")
"""Name of file, label and case; and what stands in text, former text, memo, draw, copy, pack."""
STRANDS = ("Interviews", "Survey", "Roundtable")
SOURCE = f"interviews/{WHO}.txt"
SOURCES = (SOURCE, "cases.csv")
SAID = "More people came to the wimbleton every single week than ever before in June"
FORMER = "Nobody at all came to the oldwumple hall while the long winter lasted"
TIRED = "Tired, mostly. They kept going."
INTERVIEW = f"INT: What changed?\n\n{WHO}: {{said}}.\n\nINT: And the staff?\n\n{WHO}: {TIRED}\n"
CODEBOOK = """name: Small
version: "1"
themes: [{name: Demand}, {name: Money}]
codes:
  # Agreed in the second meeting.
  - name: More people
    id: more-people
    theme: Demand
    definition: More people look for help than before.
    examples:
EXAMPLES      - They came in numbers that we had not met.  # heard often
    patterns: [more people]
  - name: Short of money
    id: short-of-money
    theme: Money
    definition: There is not enough money to go on.
    patterns: [money]
"""
EXAMPLE = f"      - {SAID}\n"
CODE = "more-people"


@pytest.fixture(scope="module")
def models() -> Models:
    """Return stand-ins for the models."""
    return Models(WordEncoder.key, PlainAnalyser.key, WordEncoder, PlainAnalyser)


def make(folder: Path, models: Models, *, with_them: bool) -> Path:
    """Make a study in which everybody's words were decided on, with or without the person."""
    others = {name: text for name, text in INTERVIEWS.items() if "P2" in name}
    cases = CASES.replace("P1,P1,Org one\n", f"{WHO},{WHO},Org one\n" if with_them else "")
    example = EXAMPLE if with_them else ""
    files = {"cases.csv": cases, "codebook.yaml": CODEBOOK.replace("EXAMPLES", example), **others}
    study = make_people(folder, **files)
    (study / "interviews" / "P1.txt").unlink()
    if with_them:
        (study / SOURCE).write_text(INTERVIEW.format(said=FORMER), encoding="utf-8")
    run_study(study, models=models)
    decide(study, *[(one, CODE) for one in rows_of(study) if one["status"] != "skipped"])
    return study


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, models: Models) -> Path:
    """Make a study that holds the person wherever a study can hold anybody."""
    study = make(tmp_path_factory.mktemp("bytes") / "people", models, with_them=True)
    (study / SOURCE).write_text(INTERVIEW.format(said=SAID), encoding="utf-8")
    run_study(study, models=models)
    mark_documents(study, all_of=STRANDS, reviewed_by="Ada")
    run_study(study, RunOptions(public=True), models=models)
    row = next(one for one in rows_of(study) if SAID in one["text"])
    plant_events(study, row)
    plant_files(study)
    run_study(study, models=models)
    return study


def plant_events(study: Path, row: dict[str, str]) -> None:
    """Have people note, draw, mark and pack what the person said."""
    where = {
        "document": row["document"], "text_hash": row["text_hash"],
        "start": int(row["start"]), "end": int(row["end"]),
    }  # fmt: skip
    told = f"She told me '{SAID}' of knackrost"
    pack = {"pack": "K7Q", "coder": "Bo", "draws": json.dumps(["d1"]), "key": "1f" * 16}
    item = DrawnItem(position=0, note="zwieselkern", **where)  # type: ignore[arg-type]
    store = open_store(study)
    with store.appending() as connection:
        coder_id(connection, "Bo")
        opaque_key(connection, "document", row["document"])
        opaque_key(connection, "segment", row["segment_id"])
        opaque_key(connection, "passage", json.dumps(list(where.values())))
        append_events(
            connection,
            [
                Memo(coder="Bo", about="coding", target=row["segment_id"], text="brimborium"),
                Memo(coder="Bo", about="method", text=f"{WHO} said '{SAID}'"),
                Memo(coder="Bo", about="method", text=f"Before, '{FORMER}'"),
                Draw(coder="Bo", draw="d1", frame=f"all of {WHO}", items=(item,)),
                Mark(coder="Bo", marking="replace", replacement="[brimborium]", **where),  # type: ignore[arg-type]
                Note(coder="Bo", name="pack", fields=tuple(pack.items())),
                Note(coder="Bo", name="concern", fields=(("text", told.replace("knackrost", "")),)),
            ],
        )
    store.close()


def plant_files(study: Path) -> None:
    """Leave what kills, migrations and older versions leave."""
    state = study / ".themekit"
    shutil.copy(state / "themekit.db", state / "themekit-before-version-5.db")
    left = {
        state / "codebooks" / "codebook-0123456789ab.yaml": f"examples: [{SAID}]",
        state / "analyses" / PlainAnalyser.key / "half.spacy.new": "puddelkraut",
        state / "analyses" / PlainAnalyser.key / "nameless.spacy": "puddelkraut",
        state / "vectors" / "half.f32.new": "puddelkraut",
        state / "themekit-before-version-4.db.new": "puddelkraut",
        state / "learned" / "tagger.json": "puddelkraut",
        state / ".themekit-abc": "puddelkraut",
        state / "check.json": json.dumps(WHO),
        study / ".themekit-half": "puddelkraut",
        study / "outputs" / "segments.csv.new": "puddelkraut",
        study / "outputs" / "maps" / f"{WHO}.svg": "puddelkraut",
    }
    for path, text in left.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def people(prepared: Path, tmp_path: Path) -> Path:
    """Return a copy of that study."""
    return shutil.copytree(prepared, tmp_path / "people")


def command(study: Path, step: str) -> subprocess.CompletedProcess[str]:
    """Give the command in a process of its own, which dies at a step."""
    script = [sys.executable, str(STAND_IN), str(study), WHO, step]
    return subprocess.run(script, capture_output=True, text=True, check=False)


def left_of_them(study: Path) -> list[str]:
    """Return every trace of the person: words, names, and hashes of their words as keys."""
    found = [f"{marker}: {one}" for marker in MARKERS for one in traces(study, marker, SOURCES)]
    for text in (f"{SAID}.", f"{FORMER}.", INTERVIEW.format(said=SAID)):
        key = text_hash(text)
        found += [f"hash: {one}" for one in traces(study, key)]
        files = (one for one in study.rglob("*") if one.is_file())
        found += [f"key: {one}" for one in files if bytes.fromhex(key) in one.read_bytes()]
    return found


def overrides(study: Path) -> list[Override]:
    """Return what was recorded of changed wordings."""
    store = open_store(study)
    with store.reading() as connection:
        found = [one for one in load_kind(connection, Override) if one.what == EDITORIAL]
    store.close()
    return found


@pytest.fixture(scope="module")
def withdrawn(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of that study from which the person has withdrawn."""
    study = shutil.copytree(prepared, tmp_path_factory.mktemp("withdrawn") / "people")
    done = command(study, "none")
    assert done.returncode == 0, done.stderr
    return study


def test_no_byte_is_left_but_in_the_sources(prepared: Path, withdrawn: Path) -> None:
    """Everything was there before, and nothing of it after, once the study was run again."""
    before = left_of_them(prepared)
    for marker in MARKERS[:-1]:
        assert [one for one in before if one.startswith(marker)], marker
    assert [one for one in before if one.startswith("key: ")]
    assert left_of_them(withdrawn) == []
    assert rows_of(withdrawn)
    assert (withdrawn / "outputs" / "public").is_dir()


def test_an_example_of_theirs_leaves_the_codebook_and_decisions_stay_checked(
    withdrawn: Path,
) -> None:
    """Comments and other examples stay; whoever decided need not look again."""
    text = (withdrawn / "codebook.yaml").read_text(encoding="utf-8")
    assert text == CODEBOOK.replace("EXAMPLES", "")
    (said,) = overrides(withdrawn)
    code = Codebook.load(withdrawn / "codebook.yaml").by_id(CODE)
    assert code is not None
    assert (said.target, said.now) == (CODE, code.meaning_hash)
    matrix = rows_of(withdrawn, "theme_matrix.csv")
    assert all("checked" in one.values() for one in matrix if one["code_id"] == CODE)
    receipt = (withdrawn / "outputs" / "withdrawals" / "0001.md").read_text(encoding="utf-8")
    assert "- 1 example in the codebook" in receipt
    assert "- 1 backup of its tables" in receipt
    assert "- 1 former version of the codebook" in receipt or "- 2 former versions" in receipt


@pytest.mark.parametrize("step", ["codebook", "caches", "forgotten"])
def test_a_kill_while_files_are_wiped_is_finished_by_the_next_command(
    people: Path, step: str
) -> None:
    """After a real SIGKILL 'status' leaves nothing of theirs, and nothing is recorded twice."""
    died = command(people, step)
    assert died.returncode == -9, died.stderr
    told = command(people, "status")
    assert told.returncode == 0, told.stderr
    assert left_of_them(people) == []
    assert len(overrides(people)) == 1


def learned(study: Path, folder: Path) -> dict[str, bytes]:
    """Return the files of what the study's tagger learns, and what it says."""
    with open_result(study) as context:
        tagger = _tagger(context, context.analyser(), suggestion_basis(context).seen)[0]
        tagger.save(folder)
    files = [*folder.iterdir()]
    files += [study / "outputs" / name for name in ("suggestions.csv", "theme_matrix.csv")]
    return {one.name: one.read_bytes() for one in files}


def test_the_model_afterwards_is_one_that_never_saw_them(
    prepared: Path,
    withdrawn: Path,
    tmp_path: Path,
    models: Models,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Byte for byte: what is learned, what is suggested, and the matrix."""
    monkeypatch.setattr("themekit.workflows.project.models_for", lambda _: models)
    without = make(tmp_path / "without", models, with_them=False)
    run_study(without, models=models)
    wanted = learned(without, tmp_path / "wanted")
    before = learned(shutil.copytree(prepared, tmp_path / "people"), tmp_path / "before")
    assert {name for name in wanted if before[name] != wanted[name]} == set(wanted)
    assert learned(withdrawn, tmp_path / "after") == wanted
