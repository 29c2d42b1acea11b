"""The stage that cuts documents into the units that are coded."""

from __future__ import annotations

from themekit.segmenting.segmenter import (
    SEGMENTING_VERSION,
    Settings,
    segment_document,
)

__all__ = ["SEGMENTING_VERSION", "Settings", "segment_document"]
