"""Zip files with a constant clock, so that the same report is the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime

FIXED_TIME = datetime(2000, 1, 1)  # noqa: DTZ001 - office formats hold a time without a zone
ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def with_fixed_clock(data: bytes) -> bytes:
    """Return the zip file `data` packed anew, in the same order, every entry dated alike."""
    target = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as packed,
    ):
        for entry in source.infolist():
            info = zipfile.ZipInfo(entry.filename, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 0  # the same on every system
            packed.writestr(info, source.read(entry))
    return target.getvalue()
