"""Sheets that people fill in away from the study, and what they come to when they are back.

- `model` - what a sheet is, as records; `workbook` - a sheet -> bytes; `filled` - bytes -> rows;
- `material` - what all kinds share; `rows` - kinds in which a row is one event;
- `selections`, `outcomes`, `links`, `framework` - the kinds;
- `merging` - what is new in a sheet, beside what the study has by now.
"""

from __future__ import annotations

from themekit.exchange.sheets.filled import SheetFile, is_sheet
from themekit.exchange.sheets.framework import Chart, ChartCell, Framework
from themekit.exchange.sheets.links import Links
from themekit.exchange.sheets.material import Material
from themekit.exchange.sheets.merging import Merged, Sheet, merge
from themekit.exchange.sheets.model import About, Kind, Passage, SheetPlan
from themekit.exchange.sheets.outcomes import Outcomes
from themekit.exchange.sheets.selections import Selections
from themekit.exchange.sheets.workbook import workbook

__all__ = [
    "About",
    "Chart",
    "ChartCell",
    "Framework",
    "Kind",
    "Links",
    "Material",
    "Merged",
    "Outcomes",
    "Passage",
    "Selections",
    "Sheet",
    "SheetFile",
    "SheetPlan",
    "is_sheet",
    "merge",
    "workbook",
]
