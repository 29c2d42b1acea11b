"""How Sphinx makes a site of these pages: `make book`."""

project = "themekit"
author = "the themekit team"
extensions = ["myst_parser"]
root_doc = "index"
exclude_patterns = ["examples", "*.py"]
html_theme = "furo"
html_title = "themekit"
html_show_copyright = False
myst_heading_anchors = 3
# Pages link files of the repository, such as BENCHMARKS.md, which are not of the site.
suppress_warnings = ["myst.xref_missing"]
