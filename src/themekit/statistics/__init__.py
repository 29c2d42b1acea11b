"""Intervals and estimators that several stages share."""

from __future__ import annotations

from themekit.statistics.intervals import Interval, wilson
from themekit.statistics.positive import positive_agreement

__all__ = ["Interval", "positive_agreement", "wilson"]
