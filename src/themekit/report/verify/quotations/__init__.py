"""Quotations of a report: found word for word, by whom they were said, and whether they may be.

``credits`` reads whose words a report says they are, ``looked`` knows whose they are. What is not
found goes through the rules of ``missing``, what is found through those of ``found``; what only
several quotations together show is in ``several``. Each file holds the table of its rules.
"""

from __future__ import annotations

from themekit.report.verify.quotations.checking import Quotations

__all__ = ["Quotations"]
