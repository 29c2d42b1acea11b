"""``themekit return``: the files it writes, what it refuses, and that `verify` holds it to them."""

from __future__ import annotations

import csv
import io
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from docx import Document

from checked_study import run as run_command
from checked_study import themekit
from reviewing import SAFE, open_desk, run_once
from support import CODEBOOK, STUDY, PlainAnalyser, WordEncoder, decide
from themekit.cli.app import app
from themekit.disclosure import Request
from themekit.errors import UsageError
from themekit.workflows.context import Models
from themekit.workflows.return_ import file_stem, give_back
from themekit.workflows.verify import verify_report
from themekit.workflows.withdraw import plan_withdrawal, withdraw

WAVE = "    open: [worry]\n    case: who\n    wave: {column: date, by: quarter}"
PEOPLE = 24


def answers() -> str:
    """Return answers of the same people in two quarters: many more agree in the second."""
    lines = ["respondent,who,date,agree,worry"]
    for quarter, month, agreeing in ((1, "01", 6), (2, "04", 20)):
        for at in range(PEOPLE):
            said = "yes" if at < agreeing else "no"
            worry = f"I worry that the money runs out before the end of month {at} of {quarter}"
            lines.append(f"Q{quarter}N{at:02},P{at:02},2021-{month}-05,{said},{worry}")
    return "\n".join(lines) + "\n"


FILES = {
    "study.yaml": STUDY.replace("    open: [worry]", WAVE)
    + SAFE
    + "watch:\n  - {item: agree}\n  - {code: Short of money, matters: 0.2}\n",
    "survey.csv": answers(),
    "codebook.yaml": CODEBOOK.replace(
        "  - name: Short of money\n", "  - name: Short of money\n    direction: worse\n"
    ),
}


@pytest.fixture(scope="module")
def unmarked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a study of two waves in which one person found money in some of each."""
    study = run_once(tmp_path_factory.mktemp("return") / "study", **FILES)
    with (study / "outputs" / "segments.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    decide(study, *[(one, "short-of-money") for one in rows if "/Q" in one["document"]])
    return study


@pytest.fixture
def study(unmarked: Path, tmp_path: Path) -> Path:
    """Return a copy of it that somebody has read for details by which people are known."""
    copy = Path(shutil.copytree(unmarked, tmp_path / "study"))
    open_desk(copy).close()
    return copy


def run(*words: str) -> Result:
    """Run the command."""
    return CliRunner().invoke(app, ["return", *words])


def changed(file: Path, old: str, new: str) -> Path:
    """Write a Word document in which somebody changed a few words."""
    document = Document(io.BytesIO(file.read_bytes()))
    runs = [one for paragraph in document.paragraphs for one in paragraph.runs]
    met = [one for one in runs if old in one.text]
    assert met
    for one in met:
        one.text = one.text.replace(old, new)
    made = file.with_name("changed.docx")
    document.save(str(made))
    return made


def test_a_wave_is_written_as_page_and_document(study: Path) -> None:
    """The last one where none is named; the same again, byte by byte."""
    first = give_back(study)
    assert [one.name for one in first.files] == ["return_2021-Q2.html", "return_2021-Q2.docx"]
    before = [one.read_bytes() for one in first.files]
    again = give_back(study, "2021-Q2")
    assert [one.read_bytes() for one in again.files] == before
    assert {one.name for one in (study / "outputs").glob("*.new")} == set()


def test_the_tables_of_change_are_written_anew(study: Path) -> None:
    """What the account says of changes stands there, also where somebody decided since the run."""
    changes = study / "outputs" / "changes.csv"
    old = changes.read_text("utf-8-sig")
    assert "short-of-money,2021-Q1,2021-Q2,," in old  # nobody had read it at the run
    give_back(study)
    assert "short-of-money,2021-Q1,2021-Q2,1,1," in changes.read_text("utf-8-sig")


def test_an_earlier_wave_has_an_account_of_its_own(study: Path) -> None:
    """It is compared with nothing that came later."""
    found = give_back(study, "2021-Q1")
    assert found.files[0].name == "return_2021-Q1.html"
    assert "2021-Q2" not in found.files[0].read_text("utf-8")


def test_an_unknown_wave_is_one_sentence_with_those_there_are(study: Path) -> None:
    """And nothing is written."""
    with pytest.raises(UsageError, match=r"^There is no wave 'Q9'; there are 2021-Q1, 2021-Q2\.$"):
        give_back(study, "Q9")
    assert not list((study / "outputs").glob("return_*"))


def test_a_study_without_waves_says_how_to_get_one(tmp_path: Path) -> None:
    """Nobody knows when it was collected."""
    made = run_once(tmp_path / "study")
    with pytest.raises(UsageError, match="does not say when anything was collected"):
        give_back(made)


def test_words_nobody_has_read_for_details_do_not_leave(unmarked: Path, tmp_path: Path) -> None:
    """It is refused as the public report is; what is for the team alone is not."""
    copy = Path(shutil.copytree(unmarked, tmp_path / "unread"))
    with pytest.raises(UsageError, match="nothing is written for readers outside"):
        give_back(copy)
    assert not list((copy / "outputs").glob("return_*.docx"))
    found = give_back(copy, inside=True)
    assert found.files[0].name == "return_2021-Q2_team.html"


def test_names_of_files_are_safe_and_apart() -> None:
    """Whatever a wave is called; two that look alike as a file get a mark each."""
    assert file_stem("2021-Q1", ["2021-Q1"]) == "return_2021-Q1"
    assert file_stem("spring/summer: 1", ["spring/summer: 1"]) == "return_spring-summer-1"
    alike = ["a/b", "a:b", "A-b"]
    assert len({file_stem(one, alike).casefold() for one in alike}) == len(alike)
    assert file_stem("..", [".."]).startswith("return_-")


@pytest.mark.parametrize("suffix", [".docx", ".html"])
@pytest.mark.parametrize("inside", [False, True])
def test_verify_finds_nothing_in_an_account(study: Path, suffix: str, *, inside: bool) -> None:
    """Neither a number nor a quotation that the study does not hold."""
    found = give_back(study, inside=inside)
    (file,) = (one for one in found.files if one.suffix == suffix)
    told = verify_report(study, file)
    assert told.rows == []
    assert told.blocks > len(found.model.heard)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("20 of 24 in 2021-Q2", "22 of 24 in 2021-Q2", "20 (here 22)"),
        ("14 began", "4 began", "14 (here 4)"),
        ("rose, 6", "fell, 6", "rose (here fell)"),
        ("24 told both times", "2 told both times", "24 (here 2)"),
    ],
)
def test_verify_names_a_figure_that_somebody_changed(
    study: Path, old: str, new: str, said: str
) -> None:
    """With what stands in the study; one that stayed is not named."""
    document = give_back(study, inside=True).files[1]
    told = verify_report(study, changed(document, old, new))
    assert [(row[1], row[2]) for row in told.rows] == [("wrong", "number")]
    assert said in str(told.rows[0])


def test_verify_names_words_that_somebody_changed(study: Path) -> None:
    """A quotation is verbatim or it is none; the line below it is ours still."""
    document = give_back(study).files[1]
    told = verify_report(study, changed(document, "I worry that", "I am glad that"))
    assert {row[2] for row in told.rows} == {"quotation"}


def test_withdrawing_takes_the_accounts_away(study: Path) -> None:
    """They quote and count somebody who is not in the study any more."""
    files = give_back(study).files
    models = Models(WordEncoder.key, PlainAnalyser.key, WordEncoder, PlainAnalyser)
    withdraw(study, plan_withdrawal(study, Request("P03")), models=models)
    assert not any(one.exists() for one in files)


def test_the_command_says_what_is_said_first(study: Path) -> None:
    """And where it wrote, and that it is to be read."""
    done = run(str(study), "--wave", "2021-Q2")
    assert done.exit_code == 0
    assert "return_2021-Q2.docx" in done.stdout
    assert "Read it before you pass it on" in done.stderr


def test_few_who_began_are_told_to_the_team_alone(study: Path) -> None:
    """Outside nobody is told who began and who stopped."""
    public, inside = (
        give_back(study, inside=one).files[0].read_text("utf-8") for one in (False, True)
    )
    assert "began and" not in public
    assert "14 began and 0 stopped" in inside
    assert "For the team alone" in inside


# -- the corpus, by real commands -------------------------------------------------------------------


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the corpus of stories, run and marked by commands as a user would."""
    folder = tmp_path_factory.mktemp("stories") / "stories"
    themekit(folder, "demo", "--study", "story-monitoring")
    themekit(folder, "run")
    themekit(folder, "mark", "--all-of", "Stories", "--reviewed-by", "Ada")
    return folder


@pytest.mark.slow
@pytest.mark.models
def test_the_stories_give_an_account_that_verify_passes(stories: Path) -> None:
    """Ratings rose from the first wave to the last; outside that is withheld, for four rated so."""
    themekit(stories, "return", "--wave", "2025-Q3")
    themekit(stories, "return", "--wave", "2025-Q3", "--team")
    for name in ("return_2025-Q3.docx", "return_2025-Q3.html", "return_2025-Q3_team.docx"):
        said = run_command("verify", stories, str(stories / "outputs" / name), "--format", "csv")
        assert (said.returncode, said.stdout.count("\n")) == (0, 1), said.stdout  # its head alone
    outputs = stories / "outputs"
    team = (outputs / "return_2025-Q3_team.html").read_text("utf-8")
    rose = "42 in 100 more; from 21 more to 59 more fits"
    assert f"rose, 4 of 40 in 2025-Q1, 15 of 29 in 2025-Q3: {rose}" in team
    assert "Of 29 who told both times 13 began and 0 stopped" in team
    assert "8 left, 0 joined, 3 came back after a pause; 26 told both times" in team
    public = (outputs / "return_2025-Q3.html").read_text("utf-8")
    assert " 4 of 40" not in public
    assert "No story of things getting worse or of things staying as they were" in public


@pytest.mark.slow
@pytest.mark.models
def test_a_changed_figure_of_the_stories_is_named(stories: Path) -> None:
    """By the real command, with its exit status."""
    themekit(stories, "return", "--wave", "2025-Q3", "--team")
    file = changed(stories / "outputs" / "return_2025-Q3_team.docx", "13 began", "12 began")
    done = run_command("verify", stories, str(file), "--format", "csv")
    assert done.returncode == 1
    assert "themekit writes 13 (here 12)" in done.stdout


def test_an_account_is_known_by_its_head(study: Path) -> None:
    """Also where somebody took out with what it was made."""
    document = give_back(study).files[1]
    told = verify_report(study, changed(document, "Made with themekit", "By us"))
    assert told.rows == []
