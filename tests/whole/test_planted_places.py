"""Replaced words are in no byte of what leaves, wherever else in a study they stand."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from packing import PEOPLE, call
from reviewing import SAFE, WITH_EXAMPLES, codable, open_desk, run_once
from support import STUDY
from themekit.codebook import Codebook
from themekit.events import Coding, Look, Mark
from themekit.store.coders import save_coder
from themekit.store.events import append_events
from traces import traces

pytestmark = pytest.mark.models

NAME, SECOND = "Wrennaldo", "Kowalczykova"
FILES = {
    "study.yaml": STUDY.replace("A small study", f"What {NAME} began")
    .replace("name: Interviews", f"name: Talks with {NAME}")
    .replace("name: Survey", f"name: Survey by {NAME}")
    .replace("label: More people come", f"label: More people come to {NAME}")
    .replace("section: Demand", f"section: Demand on {NAME}")
    .replace('["no", "yes"]', f'["no", "yes", "other {NAME}"]')
    + "cases: cases.csv\n" + SAFE,
    "cases.csv": (
        f"case,document,role,organisation\n{SECOND},interviews/{NAME},friend of {NAME},{NAME} House\n"
        f"P1,interviews/P1,worker,{SECOND} Trust\n"
    ),
    f"interviews/{NAME}.txt": (
        f"INT: What changed, {SECOND}?\n\n{SECOND}: More people came with {NAME}. We ran out of money.\n"
    ),
    "interviews/P1.txt": f"INT: And {NAME}?\n\nP1: {NAME.upper()}'s money ran out, more people came.\n",
    "survey.csv": (
        f'respondent,agree,worry\nR1,yes,Money will run out\nR2,other {NAME},"{NAME} has no money"\n'
        "R3,yes,More people than we can see\n"
    ),
    "codebook.yaml": WITH_EXAMPLES.replace("We had no money left.", f"{NAME} had no money left.")
    .replace("name: More people\n", f"name: More people for {NAME}\n")
    .replace("There is not enough money to go on.", f"Too little money, as {NAME} said.")
    .replace("Demand", f"Demand on {NAME}"),
}  # fmt: skip


@pytest.fixture
def outside(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Return a folder of all that leaves from a study in which two names were replaced."""
    study = run_once(tmp_path / "study", **FILES)
    desk = open_desk(study)
    with desk.store.writing() as connection:
        for one in PEOPLE:
            save_coder(connection, one)
    marks = [
        Mark(
            document=one.id, text_hash=one.text_hash, start=at.start(), end=at.end(),
            marking="replace", replacement="[name 1]", coder="Ada",
        )
        for one in desk.material().documents
        for at in re.finditer(f"{NAME}|{SECOND}", one.text, re.IGNORECASE)
    ]  # fmt: skip
    version, code = desk.version(), desk.codebook.codes[0].id
    said = []
    for one in codable(desk):
        where = {"document": one.document, "text_hash": one.text_hash, "start": one.start,
                 "end": one.end, "coder": "Ada", "codebook_hash": desk.codebook.hash}  # fmt: skip
        said.append(Look(**where))
        said.append(
            Coding(**where, code_id=code, decision="add", memo=f"As {NAME} told me",
                   code_hash=version[code].code_hash, meaning_hash=version[code].meaning_hash)
        )  # fmt: skip
    with desk.store.appending() as connection:
        append_events(connection, [*marks, *said])
    desk.close()
    left = tmp_path / "outside"
    left.mkdir()
    for number, ending in enumerate(("html", "docx", "xlsx")):
        who = ("Cy", "Bo", "Bo")[number]
        status, _, err = call(
            capsys, "pack", study, "--coder", who, "--n", 2, "--out", left / f"p.{ending}"
        )
        assert status == 0, err
    assert call(capsys, "run", study, "--public")[0] == 0
    for what in ("codings", "cases", "codebook"):
        for ending in ("csv", "xlsx"):
            status, _, err = call(
                capsys,
                "export",
                study,
                left / f"{what}.{ending}",
                "--what",
                what,
                "--for-others",
                "--leave-out",
            )
            assert status == 0, err
    (study / "outputs" / "public").rename(left / "public")
    return left


def test_replaced_words_stand_in_no_byte_of_what_leaves(outside: Path) -> None:
    """Title, strands, labels, names of files, people, codes, closed answers and memos."""
    found = [f"{one}: {at}" for one in (NAME, SECOND) for at in traces(outside, one)]
    assert not found, "\n".join(found)


def test_no_plain_hash_of_what_was_said_leaves(outside: Path) -> None:
    """Else whoever guesses a name learns whether it is the right one."""
    codebook = Codebook.load(outside.parent / "study" / "codebook.yaml")
    plain = {codebook.hash} | {x for one in codebook.codes for x in (one.hash, one.meaning_hash)}
    assert not {one: at for one in plain if (at := traces(outside, one))}
