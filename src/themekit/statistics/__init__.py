"""Intervals and estimators that several stages share."""

from __future__ import annotations

from themekit.statistics.intervals import Interval, wilson

__all__ = ["Interval", "wilson"]
