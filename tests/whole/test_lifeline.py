"""The synthetic study goes from its files to a matrix that matches the report's sections."""

import csv
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [pytest.mark.models, pytest.mark.slow]

SECTIONS = [
    "Demand for services",
    "Inequalities",
    "Workforce issues and staff wellbeing",
    "New ways of working",
    "Financial health and funding",
    "Relationships between VCS organisations and key stakeholders",
    "Relationships between VCS organisations",
]
FIGURES = {
    "more_people": 27, "more_complicated": 26, "services_online": 30, "channels": 24, "after_restrictions": 23,
    "enough_money": 21, "still_running": 25, "statutory_send_more": 23, "funders_eased": 18,
}  # fmt: skip


@pytest.fixture(scope="module")
def lifeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Run the study with the network cut off, where this machine allows that."""
    root = Path(__file__).resolve().parents[2]
    folder = tmp_path_factory.mktemp("lifeline")
    for name in ("corpora", "codebooks"):
        shutil.copytree(
            root / name, folder / name, ignore=shutil.ignore_patterns("outputs", ".themekit")
        )
    study = folder / "corpora" / "lifeline-london"
    command = [sys.executable, "-m", "themekit", "run", str(study)]
    if can_cut_off():
        command = ["unshare", "--user", "--map-root-user", "--net", *command]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)
    assert done.returncode == 0, done.stderr
    return study


def can_cut_off() -> bool:
    """Tell whether a process can be put into a network namespace of its own."""
    if not shutil.which("unshare"):
        return False
    tried = ["unshare", "--user", "--map-root-user", "--net", "true"]
    return subprocess.run(tried, capture_output=True, check=False).returncode == 0


def rows(study: Path, name: str) -> list[dict[str, str]]:
    """Read an output table."""
    with (study / "outputs" / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.skipif(not can_cut_off(), reason="this machine makes no network namespaces")
def test_the_run_works_with_the_network_cut_off(lifeline: Path) -> None:
    """The fixture ran in a namespace with no way out; in it even this machine cannot be reached."""
    reach = "import socket; socket.create_connection(('127.0.0.1', 9), timeout=2)"
    command = ["unshare", "--user", "--map-root-user", "--net", sys.executable, "-c", reach]
    assert b"unreachable" in subprocess.run(command, capture_output=True, check=False).stderr
    assert (lifeline / "outputs" / "run.json").exists()


def test_the_matrix_has_the_reports_sections_in_order(lifeline: Path) -> None:
    """Seven findings sections, none missing, none added, each with some support."""
    matrix = [row for row in rows(lifeline, "theme_matrix.csv") if row["outline"] == "report"]
    assert list(dict.fromkeys(row["section"] for row in matrix)) == SECTIONS
    whole = [row for row in matrix if not row["code"] and row["strand"] == "all"]
    assert [row["theme"] for row in whole] == SECTIONS
    assert all(int(row["cases"]) > 0 for row in whole)


def test_the_second_outline_serves_the_same_coded_set(lifeline: Path) -> None:
    """The summary's sections are there, with section rows of their own."""
    matrix = [
        row for row in rows(lifeline, "theme_matrix.csv") if row["outline"] == "executive-summary"
    ]
    assert "Funding and relationships" in {row["section"] for row in matrix}
    assert {row["section"] for row in matrix if not row["theme"] and not row["code"]} == {
        row["section"] for row in matrix
    }


def test_the_nine_closed_figures_are_exact(lifeline: Path) -> None:
    """Each is counted from 30 answers and stands in its section."""
    found = {
        row["item"]: int(row["n"])
        for row in rows(lifeline, "closed_questions.csv")
        if row["answer"] == "(positive)"
        and row["strand"] == "VCS survey"
        and row["answered"] == "30"
    }
    assert found == FIGURES
    sections = {row["section"] for row in rows(lifeline, "closed_questions.csv")}
    assert sections <= set(SECTIONS)


def test_every_suggestion_points_at_its_evidence(lifeline: Path) -> None:
    """Evidence is a range of the segment it is a suggestion for, word for word."""
    segments = {row["segment_id"]: row for row in rows(lifeline, "segments.csv")}
    found = rows(lifeline, "suggestions.csv")
    assert len(found) > 100
    for one in found:
        segment = segments[one["segment_id"]]
        start = int(one["evidence_start"]) - int(segment["start"])
        text = (
            segment["text"].removeprefix("'")
            if segment["text"][:2] in ("'-", "'=", "'+", "'@")
            else segment["text"]
        )
        evidence = (
            one["evidence"].removeprefix("'")
            if one["evidence"][:2] in ("'-", "'=", "'+", "'@")
            else one["evidence"]
        )
        assert text[start : start + len(evidence)] == evidence
        assert one["because"]
        assert 0 <= float(one["score"]) <= 1


def test_the_page_is_one_file_that_asks_nothing_of_any_network(lifeline: Path) -> None:
    """No address outside the page, and a policy that forbids one."""
    page = (lifeline / "outputs" / "theme_matrix.html").read_text(encoding="utf-8-sig")
    assert "Content-Security-Policy" in page
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", page)
    assert "no person has checked" in page.lower() or "nobody has checked" in page.lower()
    headings = [page.index(f">{section}<") for section in SECTIONS if f">{section}<" in page]
    assert headings == sorted(headings)


def test_nothing_is_written_outside_outputs_and_state(lifeline: Path) -> None:
    """The study's own files are as they were."""
    root = Path(__file__).resolve().parents[2]
    new = {path.name for path in lifeline.iterdir()} - {
        path.name for path in (root / "corpora" / "lifeline-london").iterdir()
    }
    assert new <= {"outputs", ".themekit"}
    assert (lifeline / ".themekit").stat().st_mode & 0o077 == 0
