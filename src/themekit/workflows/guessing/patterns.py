"""The shortest patterns that match just the files of a strand and no other file that lies there."""

from __future__ import annotations

import glob
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath


def source_patterns(wanted: Sequence[str], present: Iterable[str]) -> tuple[str, ...]:
    """Return patterns for the files of one folder.

    Parameters
    ----------
    wanted : sequence of str
        Paths relative to the study folder, all in one folder.
    present : iterable of str
        Every file in the study folder that a pattern could match.

    Returns
    -------
    tuple of str
        ``interviews/*`` where the folder holds nothing else, ``interviews/*.docx`` where nothing
        else has that ending, else the files by name. In the study's own folder, which holds
        study.yaml too, never ``*``.
    """
    folder = PurePosixPath(wanted[0]).parent
    chosen = set(wanted)
    there = [path for path in present if PurePosixPath(path).parent == folder]
    prefix = "" if folder == PurePosixPath() else f"{glob.escape(str(folder))}/"
    if prefix and chosen >= set(there):
        return (f"{prefix}*",)
    patterns: list[str] = []
    for suffix in dict.fromkeys(PurePosixPath(path).suffix for path in wanted):
        alike = [path for path in wanted if PurePosixPath(path).suffix == suffix]
        # Windows and macOS take .DOCX for .docx.
        others = {path for path in there if path.lower().endswith(suffix.lower())}
        if len(alike) > 1 and chosen >= others and suffix[1:].isalnum():
            patterns.append(f"{prefix}*{suffix}")
        else:
            patterns += alike
    return tuple(patterns)
