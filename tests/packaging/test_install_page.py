"""docs/install.md, and install-elsewhere.md beside it, tell what is so."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import themekit
from themekit.cli.app import app
from themekit.workflows.installation import CPU_INDEX


@pytest.fixture
def page(root: Path) -> str:
    """Return both pages."""
    names = ("install.md", "install-elsewhere.md")
    return "".join((root / "docs" / name).read_text(encoding="utf-8") for name in names)


@pytest.fixture
def project(root: Path) -> dict[str, Any]:
    """Return what pyproject.toml says of the project."""
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def test_the_wheel_has_its_name_of_today(page: str, project: dict[str, Any]) -> None:
    """A line that is copied has to find the file."""
    assert project["version"] == themekit.__version__
    assert set(re.findall(r"themekit-[\d.]+[\w-]*\.whl", page)) == {
        f"themekit-{themekit.__version__}-py3-none-any.whl"
    }


def test_the_versions_of_python_are_those_that_are_taken(
    page: str, project: dict[str, Any]
) -> None:
    """Neither more nor less is promised."""
    told = [int(minor) for minor in re.findall(r"3\.(\d+)", page.partition("## Linux")[0])]
    assert project["requires-python"] == f">=3.{min(told)},<3.{max(told) + 1}"


def test_every_command_that_is_shown_is_there_with_its_options(page: str) -> None:
    """Commands are renamed; pages forget it."""
    blocks = re.findall(r"^```console\n(.*?)^```", page, re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines()]
    shown = [line.rpartition("themekit ")[2].split() for line in lines if "themekit " in line]
    shown = [words for words in shown if words and words[0] in app.commands]
    assert {words[0] for words in shown} >= {"doctor", "demo", "run", "review", "completion"}
    for name, *words in shown:
        known = {one for param in app.commands[name].params for one in param.opts}
        assert {word for word in words if word.startswith("--")} <= known, name


def test_the_cpu_index_is_one_everywhere(page: str, root: Path) -> None:
    """On the page, in the README, and where the doctor tells it."""
    for text in (page, (root / "README.md").read_text(encoding="utf-8")):
        assert set(re.findall(r"https://download\.pytorch\.org/\S*?(?=[\"\s])", text)) == {
            CPU_INDEX
        }


def test_links_lead_to_pages_that_are_there(page: str, root: Path) -> None:
    """Only those of our own are looked at."""
    links = [link for link in re.findall(r"\]\(([^)]+)\)", page) if "://" not in link]
    assert links
    assert all((root / "docs" / link.partition("#")[0]).is_file() for link in links)
