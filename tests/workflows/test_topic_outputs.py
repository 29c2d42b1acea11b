"""Tables of where topics and codes meet: no share of what nobody checked, none in reflexive mode."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from support import decide, make_study
from themekit.records import Topic, TopicMap
from themekit.workflows.context import Models
from themekit.workflows.counting import Result, count
from themekit.workflows.project import open_result
from themekit.workflows.run import run_study
from themekit.workflows.tables import codes_of
from themekit.workflows.topic_outputs import topic_tables

Rows = list[dict[str, str]]


def tables(study: Path) -> dict[str, Rows]:
    """Return the rows of every table, of three topics: the survey, the interview, and what holds no code."""
    with open_result(study) as context:
        found = count(context)
        ids = [one.id for one in found.coded.segments if one.codable]
        survey = [one for one in ids if one.startswith("survey/")]
        silent = [one.id for one in found.coded.segments if not one.codable]
        parts = (survey, [one for one in ids if one not in survey], silent)
        topics = TopicMap(
            topics=tuple(
                Topic(number, f"topic {number}", ("word",), len(part), 1, tuple(part[:1]), 0.9)
                for number, part in enumerate(parts)
            ),
            members=tuple((one, number) for number, part in enumerate(parts) for one in part),
        )
        result = Result(found.coded, found.matrix, topics, found.texts)
        return {
            name: list(csv.DictReader(io.StringIO(table.csv().decode("utf-8-sig"))))
            for name, table in topic_tables(result, codes_of(context))
        }


def read_survey(study: Path) -> None:
    """Have Ada go through the whole list on the survey's answers, and find money in one."""
    text = (study / "outputs" / "segments.csv").read_text(encoding="utf-8-sig")
    rows = [row for row in csv.DictReader(text.splitlines()) if row["strand"] == "Survey"]
    rows = [row for row in rows if row["status"] != "skipped"]
    decide(study, *[(row, "short-of-money") for row in rows])


def test_there_is_no_share_of_what_nobody_checked(study: Path, models: Models) -> None:
    """Segments are counted still, and the basis says what they are."""
    run_study(study, models=models)
    found = tables(study)
    for name, shares in (
        ("topics_by_code.csv", ("share_of_topic", "share_of_code")),
        ("topic_gaps.csv", ("share",)),
    ):
        assert found[name], name
        assert {row["basis"] for row in found[name]} == {"suggested"}
        assert {row[share] for row in found[name] for share in shares} == {""}
        assert all(row["segments"] for row in found[name])


def test_what_was_checked_has_a_share(study: Path, models: Models) -> None:
    """In the topic that people read, and in no other."""
    run_study(study, models=models)
    read_survey(study)
    rows = {(row["topic"], row["code"]): row for row in tables(study)["topics_by_code.csv"]}
    money = rows["0", "Short of money"]
    assert (money["share_of_topic"], money["basis"]) == ("1", "checked")
    gaps = [row for row in tables(study)["topic_gaps.csv"] if row["topic"] != "0"]
    assert gaps
    assert {row["share"] for row in gaps} == {""}


def test_a_reflexive_study_has_no_shares(tmp_path: Path, models: Models) -> None:
    """Of nothing, in no table of topics."""
    study = make_study(tmp_path / "study")
    settings = (study / "study.yaml").read_text()
    (study / "study.yaml").write_text(f"method: reflexive\n{settings}")
    run_study(study, models=models)
    read_survey(study)
    found = tables(study)
    assert found["topics_by_code.csv"]
    shares = {
        (name, key): {row[key] for row in rows}
        for name, rows in found.items()
        for key in (rows[0] if rows else ())
        if "share" in key
    }
    assert set(map(frozenset, shares.values())) == {frozenset({""})}, shares


@pytest.mark.parametrize("name", ["topics_by_code.csv", "topic_gaps.csv"])
def test_the_basis_stands_last(study: Path, models: Models, name: str) -> None:
    """Whoever read the columns before finds them where they were."""
    run_study(study, models=models)
    assert list(tables(study)[name][0])[-1] == "basis"
