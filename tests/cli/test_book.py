"""The book in docs/: its commands run, its links lead somewhere, its reference is the code's."""

from __future__ import annotations

import importlib.util
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import click
import pytest

from pages import ROOT, blocks, follow
from support import make_study
from themekit import Codebook
from themekit.cli.app import app
from themekit.study import read_study

DOCS = ROOT / "docs"
PAGES = sorted(path.relative_to(ROOT).as_posix() for path in DOCS.rglob("*.md"))
FOLLOWED = (
    "docs/asking.md",
    "docs/next-round.md",
    "docs/counting.md",
    "docs/checking.md",
    "docs/handing-on.md",
    "docs/python.md",
)
"""Pages whose commands work on the demo, in this order; the first one writes it."""


def lines() -> list[tuple[str, str]]:
    """Return every line of every page that is a command of ours, with its page."""
    found = []
    for page in (*PAGES, "README.md"):
        if page.startswith("docs/reference"):
            continue  # made from the help, which has tests of its own
        for language in ("sh", "console"):
            for block in blocks(page, language):
                joined = block.replace("\\\n", " ")
                found += [
                    (page, line) for line in joined.splitlines() if line.startswith("themekit ")
                ]
    return found


@pytest.mark.parametrize(("page", "line"), lines())
def test_every_command_line_that_is_shown_can_be_given(page: str, line: str) -> None:
    """No page shows a command, an option or a value that the program does not take."""
    words = shlex.split(line.partition(" > ")[0], comments=True)[1:]
    command: click.Command = app
    context = click.Context(app)
    while isinstance(command, click.Group):
        if command.name == "coders":
            words = [words[1], *words[2:]]  # the study stands before what to do with it
        name = words.pop(0)
        assert name in command.commands, f"{page}: {line}"
        command = command.commands[name]
    known = {
        name: one for one in command.params if isinstance(one, click.Option) for name in one.opts
    }
    for word in words:
        if word.startswith("--"):
            assert word.partition("=")[0] in {*known, "--debug"}, f"{page}: {line}"
    del context


@pytest.mark.parametrize("page", [*PAGES, "README.md", "CONTRIBUTING.md", "BENCHMARKS.md"])
def test_links_and_pictures_are_there(page: str) -> None:
    """Whoever follows a link finds something, and a heading that is linked is there."""
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = re.findall(r"\]\(([^)\s]+)\)", text) + re.findall(r'src="([^"]+)"', text)
    for target in targets:
        if "://" in target:
            continue
        name, _, head = target.partition("#")
        file = (ROOT / page).parent / name if name else ROOT / page
        assert file.exists(), target
        if head:
            heads = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert head in {re.sub(r"[^\w -]", "", h.lower()).replace(" ", "-") for h in heads}, (
                target
            )


def test_every_page_with_commands_to_run_is_followed() -> None:
    """What stands in a block of `sh` has been run; what is only shown stands in one of `console`."""
    shown = {page for page in PAGES if blocks(page, "sh")}
    assert shown == {*FOLLOWED, "docs/first-study.md"} - {"docs/python.md"}


def test_every_page_stands_in_the_contents() -> None:
    """A page that no contents name is found by nobody."""
    listed = set(re.findall(r"^([a-z_/-]+)$", (DOCS / "index.md").read_text(), re.MULTILINE))
    pages = {path.removeprefix("docs/").removesuffix(".md") for path in PAGES} - {"index"}
    assert pages == listed


def test_the_codebooks_that_are_shown_can_be_read(tmp_path: Path) -> None:
    """Whoever copies one has a codebook."""
    file = tmp_path / "codebook.yaml"
    whole, split = blocks("docs/codebook.md", "yaml")
    file.write_text(whole)
    (code,) = Codebook.load(file).codes
    assert code.examples
    assert code.near_misses
    file.write_text(split)
    old, *narrower = Codebook.load(file).codes
    assert {one.parent_id for one in narrower} == {old.id}


def test_the_words_for_quantities_that_are_shown_can_be_written(tmp_path: Path) -> None:
    """Whoever copies the line into study.yaml has them."""
    study = make_study(tmp_path / "study")
    line = next(one for one in blocks("docs/report.md", "yaml") if "quantifiers" in one)
    with (study / "study.yaml").open("a") as file:
        file.write(line)
    read, problems = read_study(study)
    assert read is not None
    assert not [one for one in problems if one.severity == "error"]
    assert "most" in str(read.quantifiers)


@pytest.fixture(scope="module")
def reference() -> ModuleType:
    """Return the program that writes the reference."""
    spec = importlib.util.spec_from_file_location("reference", DOCS / "reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_reference_is_what_the_code_says(reference: ModuleType) -> None:
    """`make reference` was run since a command, a column or a key changed."""
    for name, text in reference.pages().items():
        assert (DOCS / "reference" / name).read_text(encoding="utf-8") == text, name


@pytest.mark.models
@pytest.mark.slow
def test_the_pages_can_be_followed_to_the_letter(tmp_path: Path) -> None:
    """Their shell and Python blocks run one after the other, in an empty folder."""
    for page in FOLLOWED:
        follow(page, tmp_path)
        for block in blocks(page, "python"):
            done = subprocess.run([sys.executable, "-c", block], cwd=tmp_path, capture_output=True, text=True, check=False)  # fmt: skip
            assert done.returncode == 0, f"{page}: {done.stderr}"


@pytest.mark.models
@pytest.mark.slow
def test_the_first_study_can_be_followed_with_files_that_are_not_ours(tmp_path: Path) -> None:
    """Somebody with a few transcripts in a folder gets to a matrix, and to what may leave."""
    fieldwork = tmp_path / "fieldwork"
    shutil.copytree(ROOT / "corpora" / "lifeline-london" / "interviews" / "statutory", fieldwork)
    table = "code,definition\nWaiting,Time between asking for help and getting it.\nMoney,Whether the money lasts.\n"
    (fieldwork / "codebook.csv").write_text(table)
    follow("docs/first-study.md", tmp_path)
    outputs = tmp_path / "mystudy" / "outputs"
    assert (outputs / "theme_matrix.html").exists()
    assert (outputs / "public" / "theme_matrix.csv").exists()
    assert "Waiting" in (outputs / "theme_matrix.csv").read_text()
