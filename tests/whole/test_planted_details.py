"""Forty planted details: what a person confirmed leaves nowhere, and the rest is named as a risk."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from packing import PEOPLE, call
from reviewing import WITH_EXAMPLES, open_desk, run_once
from themekit.store.coders import save_coder
from themekit.workflows.details_table import DETAIL_COLUMNS, list_details
from traces import traces

pytestmark = pytest.mark.models

CONFIRMED = (
    "Oluwafemi", "oluwafemi", "FEMI", "Big Trev", "Shazza", "Kowalczyk", "Marie-Claire Dubosc",
    "Mayor of Barnet", "oh seven seven double nine one two three four five six", "020 7946 0018",
    "someone.new@mailbox.example", "14 Marlow Road", "N17 9QX", "@quiet_river", "943 476 5919",
    "Zeynep", "zeynep", "Dr Adeyemi", "the only imam", "Nkemdilim", "NKEMDILIM", "O'Rourke",
    "Gwendolen", "Piotrek", "Blue Door Café", "my gp Hussain", "Tolliver", "Wrenna", "Ife", "Halinka",
)  # fmt: skip
KEPT = ("Lewisham", "Tottenham", "3 May 2021", "aged 47", "Croydon")
UNDECIDED = ("Camden", "Bromley", "Hackney", "turned 52", "Brixton")
P1 = f"""\
INT: What did {CONFIRMED[0]} change?

P1: {CONFIRMED[1]} said more people came. {CONFIRMED[2]} CRIED WHEN MORE PEOPLE CAME. {CONFIRMED[3]} ran it.

INT: And {CONFIRMED[4]}?

P1: {CONFIRMED[4]} left, and nurse {CONFIRMED[5]} with {CONFIRMED[6]}. We ran out of money. The {CONFIRMED[7]} came.

P1: More people rang {CONFIRMED[8]} or {CONFIRMED[9]}, or wrote to {CONFIRMED[10]} at {CONFIRMED[11]}, {CONFIRMED[12]}.

P1: Find more people as {CONFIRMED[13]}; the money went to {CONFIRMED[14]}. We are in {KEPT[0]}, then {KEPT[1]}, since {KEPT[2]}.
"""
P2 = f"""\
INT: Who helped?

P2: My daughter {CONFIRMED[15]} did, {CONFIRMED[16]} knew more people. {CONFIRMED[17]} had no money.

P2: I was {CONFIRMED[18]} and met {CONFIRMED[19]}. {CONFIRMED[20]} TOLD MORE PEOPLE. Mrs {CONFIRMED[21]} is {KEPT[3]}.

P2: More people like {CONFIRMED[22]} and {CONFIRMED[23]} ate at {CONFIRMED[24]} in {KEPT[4]}, or in {UNDECIDED[0]} or {UNDECIDED[1]}.
"""
SURVEY = (
    "respondent,agree,worry\n"
    f'R1,yes,"Money will run out, {CONFIRMED[25]} says so too, in {UNDECIDED[2]}"\n'
    f'R2,no,"{CONFIRMED[26]} and {CONFIRMED[27]} know more people, I {UNDECIDED[3]}"\n'
    f'R3,yes,"More people than {CONFIRMED[28]} or {CONFIRMED[29]} can see in {UNDECIDED[4]}"\n'
)
CODEBOOK = WITH_EXAMPLES.replace("We had no money left.", f"{CONFIRMED[0]} had no money left.")


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """Return a study that was run, in which somebody read every document and 40 details stand."""
    files = {
        "interviews/P1.txt": P1,
        "interviews/P2.txt": P2,
        "survey.csv": SURVEY,
        "codebook.yaml": CODEBOOK,
    }
    found = run_once(tmp_path / "study", **files)
    desk = open_desk(found)
    with desk.store.writing() as connection:
        for one in PEOPLE:
            save_coder(connection, one)
    desk.close()
    return found


def decided(study: Path) -> Path:
    """Return a table in which somebody decided of every place of 35 details, of five not."""
    desk = open_desk(study)
    rows = []
    for document in desk.material().documents:
        for number, words in enumerate((*CONFIRMED, *KEPT)):
            start = document.text.find(words)
            while start >= 0:
                decision = "replace" if words in CONFIRMED else "keep"
                cells = (document.id, start, start + len(words), words, "name", decision)
                rows.append((*cells, f"[detail {number}]" if words in CONFIRMED else "", ""))
                start = document.text.find(words, start + 1)
    desk.close()
    table = study.parent / "decided.csv"
    with table.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([DETAIL_COLUMNS, *rows])
    return table


def test_what_was_confirmed_is_replaced_everywhere_and_the_rest_is_named(
    study: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a pack on every kind of paper, in public and in an export: in no byte of them."""
    proposed = {row[3] for row in list_details(study)}
    missed = [one for one in CONFIRMED if not any(one in it or it in one for it in proposed)]
    assert len(missed) <= 2, missed
    status, _, err = call(
        capsys, "mark", study, "--replace", decided(study), "--reviewed-by", "Ada"
    )
    assert status == 0, err
    outside = study.parent / "outside"
    outside.mkdir()
    for ending in ("html", "docx", "xlsx"):
        to = outside / f"pack.{ending}"
        status, _out, err = call(
            capsys,
            "pack",
            study,
            "--coder",
            "Bo" if ending != "html" else "Cy",
            "--n",
            3,
            "--out",
            to,
        )
        assert status == 0, err
    assert call(capsys, "run", study, "--public")[0] == 0
    for what in ("codings", "cases", "codebook"):
        to = outside / f"{what}.xlsx"
        assert (
            call(capsys, "export", study, to, "--what", what, "--for-others", "--leave-out")[0] == 0
        )
    (study / "outputs" / "public").rename(outside / "public")
    assert (outside / "public" / "theme_matrix.html").stat().st_size > 10_000
    left = {words: traces(outside, words) for words in CONFIRMED}
    assert not {words: places for words, places in left.items() if places}
    assert traces(outside, "[detail ")
    named = [row[3] for row in list_details(study)]
    for words in UNDECIDED:
        assert any(words in one for one in named), words
    assert not set(KEPT) & set(named)
