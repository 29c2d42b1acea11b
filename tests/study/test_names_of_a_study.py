"""Names that look alike are one name: in study.yaml, cases.csv, a survey's header and labels."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from themekit.reading import read_source
from themekit.records import Document
from themekit.study import (
    CaseIndex,
    CaseTable,
    Study,
    askers,
    load_study,
    may_ask,
    read_cases,
)

APART = unicodedata.normalize("NFD", "José")  # four letters and a mark
STUDY = """\
title: T (synthetic)
codebook: cb.yaml
cases: cases.csv
strands:
  - {name: Entrevistas José, kind: interview, sources: iv/*, interviewer: [Inés]}
  - {name: Survey, kind: survey, sources: s.csv, id: Respondent id, case: Quién,
     open: [Qué pasó], attributes: [Región]}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a study whose files spell its names in other ways than study.yaml does."""
    ines, quien, que, region = (
        unicodedata.normalize("NFD", name) for name in ("Inés", "Quién", "Qué pasó", "Región")
    )
    files = {
        "study.yaml": STUDY,
        "cb.yaml": "codes: []\n",
        "iv/V1.txt": f"{ines}: And then?\n\nJosé: It rained.\n\n{ines}: Why?\n\nJosé: Clouds.\n",
        "s.csv": f"\ufeffRespondent\u00a0id,{quien},{que},{region}\nR1,José\u200b,It rained.,Norte\n",
        "cases.csv": (
            "\ufeffcase\u200b,document,speaker,strand,regi\u00f3n,withdrawn\n"
            f"{APART},v1,{APART}\u200b,Entrevistas {APART}\u00a0,Sur,no\u200b\n"
        ),
    }
    for name, content in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return tmp_path


def read(root: Path) -> tuple[Study, CaseTable, list[Document]]:
    """Read a study's tables and documents; nothing may be wrong with them."""
    study = load_study(root)
    table, problems = read_cases(study)
    assert problems == ()
    documents = []
    for strand, source in zip(study.strands, ("iv/V1.txt", "s.csv"), strict=True):
        documents += read_source((root / source).read_bytes(), source, strand)[0]
    return study, table, documents


def test_a_row_finds_its_document_strand_and_speaker_however_they_are_composed(
    folder: Path,
) -> None:
    """The row of cases.csv names everything in another spelling, and nothing is idle."""
    study, table, documents = read(folder)
    index = CaseIndex.build(study, table, documents)
    assert index.problems == ()
    assert index.resolve(documents[0], APART).id == "José"


def test_a_case_of_a_survey_and_of_cases_csv_is_one_case(folder: Path) -> None:
    """The respondent is the person whom cases.csv names, and what is known is joined."""
    study, table, documents = read(folder)
    index = CaseIndex.build(study, table, documents)
    case = index.resolve(documents[1])
    assert case.id == "José"
    assert case == index.resolve(documents[0], "José")


def test_an_attribute_is_one_however_its_name_is_written(folder: Path) -> None:
    """cases.csv wins over the survey under the one name, as study.yaml spells it."""
    study, table, documents = read(folder)
    index = CaseIndex.build(study, table, documents)
    assert index.resolve(documents[1]).attributes == (("Región", "Sur"),)


def test_random_ids_of_a_source_stay_apart_by_their_capitals(folder: Path) -> None:
    """Two respondents whose ids differ in capitals alone are two people."""
    survey = "Respondent id,Quién,Qué pasó,Región\nR1,aB1,It rained.,Sur\nR2,Ab1,It snowed.,Sur\n"
    (folder / "s.csv").write_text(survey, encoding="utf-8")
    study, table, documents = read(folder)
    index = CaseIndex.build(study, table, documents)
    assert [index.resolve(one).id for one in documents[1:]] == ["aB1", "Ab1"]


def test_a_label_that_may_ask_is_coded_unless_study_yaml_names_it() -> None:
    """'Host' is a participant; 'Moderator 2' is not; both may ask."""
    labels = ("Host", "Moderator 2", "Rosa")
    assert [may_ask(label) for label in labels] == [True, True, False]
    assert askers((), labels) == {"moderator 2"}
