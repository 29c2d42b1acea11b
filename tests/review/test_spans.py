"""Spans that two people mark by HTTP come out of `agree` as the numbers of their published case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from posting import Person, larger_study, let_in
from reviewing import codable, give
from served import serving
from themekit.cli.app import app
from themekit.events import Coder
from themekit.workflows.desk import Desk

START, LENGTH = 150, 300
"""The continuum of Krippendorff's case (2004), in code points of the document."""
C, K = "More people", "Short of money"
BEN = {C: [(225, 70), (370, 30)], K: [(180, 60), (300, 50)]}
ADA = {C: [(220, 80), (355, 20), (400, 20)], K: [(180, 60), (300, 50)]}
ALPHA = {f"Demand > {C}": 0.7286, f"Money > {K}": 1.0, "(all codes)": 0.858665}


def the_talk() -> str:
    """Return a talk of one question and one turn: the turn is the continuum.

    Words begin and end in it where Ben's spans do, so that he can name them by their numbers. (Of
    the two people's spans some end where others begin: no words could do both.)
    """
    turn = ["x"] * LENGTH
    for start, length in (one for found in BEN.values() for one in found):
        turn[start - START - 1] = turn[start - START + length] = " "
    asked = "INT: What was it like then, and what has changed since, would you say?"
    return asked.ljust(START - len("\n\nP1: "), "?") + "\n\nP1: " + "".join(turn) + "\n"


def words_of(text: str, start: int, length: int) -> list[int]:
    """Return the numbers of the first and the last word of a span, counted in the whole text."""
    return [len(text[:start].split()) + 1, len(text[: start + length].split())]


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a study of that talk and two answers, run and marked."""
    folder = tmp_path_factory.mktemp("spans") / "study"
    return larger_study(folder, 2, **{"interviews__P1.txt": the_talk()})


def test_the_spans_of_two_people_give_the_numbers_of_the_case(study: Path) -> None:
    """One names words by their numbers, as a page does; the owner gives code points."""
    desk, ben = Desk(study), Coder("Ben", "Ben")
    codes = {one.name: one.id for one in desk.codebook.codes}
    talk = next(one for one in codable(desk) if one.document == "interviews/P1")
    assert (talk.start, talk.end) == (START, START + LENGTH)
    (key,) = give(desk, ben, talk)
    (link,) = let_in(desk, ben)
    desk.close()

    def mark(person: Person, where: dict[str, str], code: str, **span: Any) -> None:
        said = {**where, "code_id": codes[code], "decision": "add", **span}
        status, told = person.post(said)
        assert status == 201, told

    with serving(study, "--no-teaching", "--coder", "Ada") as server:
        near, owner = Person(server.port, link), Person.of_link(server.link)
        for code, spans in BEN.items():
            for one in spans:
                mark(near, {"segment": key}, code, words=words_of(the_talk(), *one))
        for code, spans in ADA.items():
            for start, length in spans:
                mark(owner, {"segment_id": talk.id}, code, span=[start, start + length])
    done = CliRunner().invoke(
        app, ["agree", str(study), "--all", "--format", "json"], standalone_mode=False
    )
    found = [one for one in json.loads(done.stdout)["spans"] if one["document"] == talk.document]
    assert {one["pair"] for one in found} == {"Ada and Ben"}
    assert {one["code"]: one["unitizing_alpha"] for one in found} == {
        code: pytest.approx(alpha, abs=5e-5) for code, alpha in ALPHA.items()
    }
    assert {one["length"] for one in found} == {LENGTH}
    (of_c,) = (one for one in found if one["code"] == f"Demand > {C}")
    assert of_c["observed"] == pytest.approx(0.014444, abs=5e-7)
    assert of_c["expected"] == pytest.approx(0.053222, abs=5e-7)
