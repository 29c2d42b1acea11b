"""The report: records -> `ReportModel` -> bytes of a page, a workbook, a document or text.

Nothing here opens a file to write or prints. Importing this package loads no heavy library; a
renderer's libraries are loaded with `load_renderer`.
"""

from themekit.report.build import build_report, build_with_quotes
from themekit.report.inputs import About
from themekit.report.model import ReportModel
from themekit.report.renderers import Renderer, load_renderer, load_renderers, renderer_names

__all__ = [
    "About",
    "Renderer",
    "ReportModel",
    "build_report",
    "build_with_quotes",
    "load_renderer",
    "load_renderers",
    "renderer_names",
]
