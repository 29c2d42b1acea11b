"""The README tells of every command, and what it shows works."""

import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from pages import blocks, follow
from themekit.cli.app import app
from themekit.doubts import DOUBTS
from themekit.reading.registry import readable_suffixes
from themekit.study import read_study

COMMANDS = sorted(app.commands)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_stands_in_the_readme(name: str, root: Path) -> None:
    """A command without words for it is not there for a user."""
    command = app.commands[name]
    assert command.help
    assert len(command.help) > 40
    assert f"`themekit {name}" in (root / "README.md").read_text()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_has_help(name: str) -> None:
    """No option is left to be guessed."""
    for option in app.commands[name].params:
        if isinstance(option, click.Option):
            assert option.help, option.name


@pytest.fixture
def reading(root: Path) -> Path:
    """Return the page that says what is recognised."""
    return root / "docs" / "reading.md"


@pytest.fixture
def doubted(root: Path) -> str:
    """Return the page of the doubts."""
    return (root / "docs" / "doubts.md").read_text()


@pytest.mark.parametrize("name", DOUBTS)
def test_every_doubt_has_a_row_with_cause_and_mend(name: str, doubted: str) -> None:
    """Whoever meets a doubt in `check` finds what it means and what to do, once."""
    rows = re.findall(rf"^\| `{name}` \|(.*)\|$", doubted, re.MULTILINE)
    assert len(rows) == 1
    cells = [cell.strip() for cell in rows[0].split(" | ")]
    assert len(cells) == 3
    assert all(len(cell) > 8 for cell in cells)


def test_the_page_doubts_nothing_that_the_program_does_not(doubted: str) -> None:
    """A doubt that has been renamed does not stand on under its old name."""
    assert set(re.findall(r"^\| `([a-z-]+)` \|", doubted, re.MULTILINE)) == set(DOUBTS)


@pytest.mark.parametrize("suffix", readable_suffixes())
def test_every_ending_that_is_read_stands_on_the_page(suffix: str, reading: Path) -> None:
    """What can be read is told."""
    assert f"`{suffix}`" in reading.read_text()


@pytest.mark.parametrize(
    "page", ["docs/reading.md", "docs/reading-tables.md", "docs/doubts.md", "docs/counting.md"]
)
def test_the_lines_of_study_yaml_that_are_shown_can_be_written(page: str, study: Path) -> None:
    """No key is shown that a study does not know, nor a value that it does not take."""
    whole = (study / "study.yaml").read_text()
    head = whole.partition("strands:")[0]
    shown = blocks(page, "yaml")
    assert shown
    for block in shown:
        strands = "" if block.startswith("strands:") else "strands:\n"
        text = f"{head}{strands}{block}" if "- name:" in block else f"{whole}{block}"
        (study / "study.yaml").write_text(text)
        _, problems = read_study(study)
        assert not [str(problem) for problem in problems if problem.severity == "error"], block


def test_the_readme_links_the_page(root: Path) -> None:
    """Whoever wonders how a file was read finds the page."""
    assert "(docs/reading.md)" in (root / "README.md").read_text()


def test_links_within_the_page_lead_somewhere(reading: Path) -> None:
    """Each heading that is linked is there."""
    text = reading.read_text()
    heads = {
        re.sub(r"[^\w -]", "", head.lower()).replace(" ", "-")
        for head in re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    }
    assert set(re.findall(r"\]\(#([^)]*)\)", text)) <= heads


@pytest.mark.models
def test_the_readme_can_be_followed_to_the_letter(tmp_path: Path) -> None:
    """Its shell blocks run one after the other in an empty folder."""
    follow("README.md", tmp_path)
    outputs = tmp_path / "mystudy" / "outputs"
    assert (outputs / "theme_matrix.html").exists()
    assert "Being listened to" in (outputs / "theme_matrix.csv").read_text()


def test_the_set_up_commands_of_the_readme_are_those_of_the_makefile(root: Path) -> None:
    """`make demo` and `make test` are targets that exist."""
    makefile = (root / "Makefile").read_text()
    for target in ("demo", "test", "check", "bench"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)


def test_every_public_name_is_documented_and_can_be_fetched() -> None:
    """The package's list of names is what it gives."""
    import themekit

    for name in themekit.__all__:
        assert getattr(themekit, name)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = themekit.nothing


def test_the_shell_can_complete_commands() -> None:
    """The line of the README gives a script, and that script's questions are answered."""

    def ask(**variables: str) -> str:
        command = [sys.executable, "-m", "themekit"]
        env = {"PATH": "/usr/bin:/bin", **variables}
        return subprocess.run(command, env=env, capture_output=True, text=True, check=False).stdout

    assert "_THEMEKIT_COMPLETE=bash_complete" in ask(_THEMEKIT_COMPLETE="bash_source")
    answer = ask(_THEMEKIT_COMPLETE="bash_complete", COMP_WORDS="themekit cross", COMP_CWORD="1")
    assert answer.strip() == "plain,crosstab"
