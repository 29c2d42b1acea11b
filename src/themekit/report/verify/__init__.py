"""Somebody's finished report, read back and held against the study: pure, no file is opened.

``read`` makes blocks of bytes, a format a module; ``evidence`` is what they are held against;
``quotations``, ``numbers`` (with ``changes``), ``order``, ``ids``, ``code_names``, ``design``,
``consents`` and ``sections`` each make remarks,
which ``checking`` puts in order; ``living`` tells what has changed since the last time.
"""

from __future__ import annotations

from themekit.report.verify.checking import Memory, Verified, verify
from themekit.report.verify.evidence import Evidence
from themekit.report.verify.living import Seen
from themekit.report.verify.model import Block, Mark, ReportText
from themekit.report.verify.read import ENDINGS, read_report
from themekit.report.verify.result import FAILING, Remark

__all__ = [
    "ENDINGS",
    "FAILING",
    "Block",
    "Evidence",
    "Mark",
    "Memory",
    "Remark",
    "ReportText",
    "Seen",
    "Verified",
    "read_report",
    "verify",
]
