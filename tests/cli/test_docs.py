"""The README tells of every command, and what it shows works."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from themekit.cli.app import app

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


def blocks(root: Path, language: str) -> list[str]:
    """Return the README's code blocks of a language, in order."""
    return re.findall(
        rf"^```{language}\n(.*?)^```", (root / "README.md").read_text(), re.DOTALL | re.MULTILINE
    )


@pytest.mark.models
def test_the_readme_can_be_followed_to_the_letter(root: Path, tmp_path: Path) -> None:
    """Its shell and Python blocks run one after the other in an empty folder with the corpora."""
    for name in ("corpora", "codebooks"):
        shutil.copytree(
            root / name, tmp_path / name, ignore=shutil.ignore_patterns("outputs", ".themekit")
        )
    script = "set -euo pipefail\n" + "\n".join(blocks(root, "sh"))
    folder = Path(sys.executable).parent
    done = subprocess.run(["bash", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=False,
                          env={"PATH": f"{folder}:/usr/bin:/bin", "HOME": str(tmp_path), "LANG": "C.UTF-8"})  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "mystudy" / "outputs" / "theme_matrix.html").exists()
    (block,) = blocks(root, "python")
    done = subprocess.run([sys.executable, "-c", block + "\nprint(best, len(rows))"], cwd=tmp_path,
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[-1]) > 100


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
