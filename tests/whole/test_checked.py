"""A study that people have checked: what they decided stands in every table, and is learned from."""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from checked_study import TABLES, read, themekit
from themekit import open_study
from themekit.decisions import Standing
from themekit.records import MatrixRow

pytestmark = [pytest.mark.models, pytest.mark.slow]

ALL_TABLES = (*TABLES, "coders.csv", "draws.csv", "codebooks.csv", "memos.csv")


def test_every_decision_stands_in_the_outputs_as_it_was_made(checked: Path) -> None:
    """No event is lost, added to or changed by a run; another's word is settled, not replaced."""
    kept = {row["event_id"]: row for row in read(checked / "outputs" / "codings.csv")}
    made = {row["event_id"]: row for row in read(checked / "reference" / "codings.csv")}
    assert made.keys() == kept.keys()
    same = ("segment_id", "start", "end", "code", "coder", "time")
    for number, row in made.items():
        assert [kept[number][name] for name in same] == [row[name] for name in same]
        settled = row["decision"] == "adjudicate" or row["replaces"]
        assert kept[number]["decision"] == ("adjudicate" if settled else row["decision"])
        assert kept[number]["settles"] == row["replaces"]
    assert len(read(checked / "outputs" / "looks.csv")) == len(
        read(checked / "reference" / "looks.csv")
    )


def test_the_main_worries_about_money_are_exact_and_checked(checked: Path) -> None:
    """14 of the 30 who answered the survey, each looked at by people, as the report says."""
    (row,) = [
        row
        for row in read(checked / "outputs" / "theme_matrix.csv")
        if row["outline"] == "report"
        and (row["code"], row["strand"]) == ("Money is the main worry", "VCS survey")
    ]
    assert (row["cases"], row["cases_if"], row["asked"]) == ("14", "14", "30")
    assert (row["basis"], row["checked_share"]) == ("checked", "1")
    (group,) = {
        row["asked"]
        for row in read(checked / "outputs" / "theme_matrix.csv")
        if row["strand"] == "Roundtable"
    }
    assert group == "18"


def said(one: Standing) -> tuple[Any, ...]:
    """Return all of a standing that is people's."""
    words = [
        (word.coder, word.verdict, word.stance, word.period, word.mode, word.event_id)
        for word in (*one.yes, *one.no, *one.unsure)
    ]
    return (one.state, one.credited, one.silent, words, one.reopened, one.checked)


def counted(row: MatrixRow) -> tuple[Any, ...]:
    """Return the figures of a row."""
    return (
        row.outline, row.section, row.code_id, row.strand, row.asked, row.cases, row.cases_if,
        row.share, row.segments, row.against, row.disputed, row.both_stand, row.holding,
    )  # fmt: skip


def test_what_goes_out_and_comes_into_an_empty_copy_is_the_same(
    checked: Path, tmp_path: Path
) -> None:
    """The same standings, and the same figures wherever all was looked at by people."""
    copy, outputs = tmp_path / "copy", checked / "outputs"
    themekit(copy, "demo")
    themekit(copy, "import", *(str(outputs / name) for name in ALL_TABLES))
    ours, theirs = open_study(checked), open_study(copy)
    people = [one for one in ours.standings() if one.by_people]
    assert len(people) > 700
    here = {(one.segment_id, one.code_id): said(one) for one in people}
    passed_over = {pair for pair, one in here.items() if not one[3] and one[0] == "does not hold"}
    there = {(one.segment_id, one.code_id): said(one) for one in theirs.standings()}
    # Without suggestions nothing is passed over in silence; all else is there, and no more.
    assert {pair: one for pair, one in here.items() if pair not in passed_over} == there
    rows = [counted(row) for row in ours.matrix().rows if row.basis == "checked"]
    assert len(rows) > 100
    assert rows == [counted(row) for row in theirs.matrix().rows if row.basis == "checked"]
    assert "Nothing new" in themekit(copy, "import", *(str(outputs / name) for name in ALL_TABLES))


def test_what_people_settled_is_coded(checked: Path) -> None:
    """A segment in which two coders settled on a code is coded in the table of segments too."""
    status = {
        row["segment_id"]: row["status"] for row in read(checked / "outputs" / "segments.csv")
    }
    looks = Counter(row["outcome"] for row in read(checked / "reference" / "looks.csv"))
    assert looks["coded"] > 400
    standing = {
        row["segment_id"]
        for row in read(checked / "outputs" / "codings.csv")
        if (row["decision"], row["holds"]) == ("adjudicate", "yes")
    }
    assert standing
    assert {status[segment] for segment in standing} == {"coded"}


def test_the_matrix_says_what_rests_on_people_and_what_on_the_machine(checked: Path) -> None:
    """Shares of checked support lie in (0, 1], and both kinds of basis occur."""
    matrix = read(checked / "outputs" / "theme_matrix.csv")
    assert {"mixed", "checked"} <= {row["basis"] for row in matrix if row["segments"]}
    shares = [float(row["checked_share"]) for row in matrix if row["basis"] == "mixed"]
    assert shares
    assert all(0 < share < 1 for share in shares)
    units = json.loads((checked / "outputs" / "run.json").read_text(encoding="utf-8"))["units"]
    assert units["read"] == units["coded"] + units["uncoded"] + sum(units["skipped"].values())


def test_what_was_learned_shows_in_the_reasons_and_the_status(checked: Path) -> None:
    """Suggestions lean on checked segments; status says how far they agree, and what is next."""
    because = [row["because"] for row in read(checked / "outputs" / "suggestions.csv")]
    assert sum("people gave this code" in reason for reason in because) > len(because) / 10
    said = " ".join(themekit(checked, "status").split())
    assert "segments that a person has looked" in said
    assert "50 more checked segments" in said
    assert "suggestions accepted" in said
    assert "not known yet: 0 of 50 since suggestions were first learned" in said
    codes = themekit(checked, "status", "--codes")
    assert "needs more" in codes
    assert len(codes.splitlines()) > 10
