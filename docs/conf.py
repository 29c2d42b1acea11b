"""How Sphinx makes a site of these pages: `make book`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

project = "themekit"
author = "the themekit team"
extensions = ["myst_parser"]
root_doc = "index"
exclude_patterns = ["examples", "*.py"]
html_theme = "furo"
html_title = "themekit"
html_show_copyright = False
myst_heading_anchors = 3


def setup(app: Sphinx) -> None:
    """Have BENCHMARKS.md, which lies above the pages, stand among them."""
    app.connect("source-read", _with_benchmarks)


def _with_benchmarks(_app: Sphinx, page: str, source: list[str]) -> None:
    """Make a page of it, and have links to it lead there: on the forge they lead to the file."""
    if page == "benchmarks":
        text = (Path(__file__).parents[1] / "BENCHMARKS.md").read_text(encoding="utf-8")
        source[0] = text.replace("](docs/", "](").replace("](benchmarks/", "](../benchmarks/")
    else:
        source[0] = source[0].replace("](../BENCHMARKS.md", "](benchmarks.md")
