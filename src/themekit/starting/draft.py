"""A folder of files -> the draft of a study.yaml, and what is to be said of it."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from themekit.errors import InputError, Problem
from themekit.files import shown
from themekit.starting.gathering import Gathered, gather
from themekit.starting.records import LeftOut, StrandGuess
from themekit.starting.strands import guess_strands
from themekit.starting.study_text import study_text

COPIES = "material"
_SHOWN = 20


class Draft(NamedTuple):
    """A study that nobody has looked at yet.

    Attributes
    ----------
    text : str
        Of study.yaml, with a reason for each guess.
    lines : tuple of str
        What was found, what was left out and what was copied.
    """

    text: str
    lines: tuple[str, ...]


def draft_study(source: Path, folder: Path, codebook: Path | None = None) -> Draft:
    """Read what lies in a folder, copy it into the study where it must be, and guess its strands.

    Parameters
    ----------
    source : Path
        The folder with the material.
    folder : Path
        The study's folder; it need not exist.
    codebook : Path, optional
        The codebook among the material.

    Raises
    ------
    InputError
        Nothing can be read, there are too many files, or one in the study would be overwritten.
    """
    inside = source.resolve().is_relative_to(folder.resolve())
    into = "" if inside else _copies_in(source)
    found = gather(source, folder, into, codebook)
    if not found.texts and not found.tables:
        raise _nothing(source, found.left_out)
    strands, doubles = guess_strands(found.texts, found.tables, found.present)
    left_out = (*found.left_out, *doubles)
    title = source.resolve().name.replace("_", " ").strip() or "My study"
    text = study_text("".join(filter(str.isprintable, title)), strands, left_out)
    lines = [*_told(found, strands, source), *_omitted(left_out)]
    if found.copied:
        what = f"Copied {_files(found.copied)} into {folder / into}"
        lines.append(f"{what}; the originals are as they were.")
    return Draft(text, tuple(lines))


def _copies_in(source: Path) -> str:
    """Return the folder of the study that takes the copies: called as it was, if it can be."""
    name = source.resolve().name
    plain = (
        name.isprintable() and name == name.strip() and not any(sign in name for sign in "\\*?[")
    )
    return name if name and plain and name[0] not in ".~" and name != "outputs" else COPIES


def _nothing(source: Path, left_out: list[LeftOut]) -> InputError:
    """Build the error for a folder without material."""
    problem = Problem(str(source), None, "nothing in this folder can be read")
    return InputError(
        [problem, *(Problem(one.path, None, one.reason) for one in left_out[:_SHOWN])]
    )


def _told(found: Gathered, strands: tuple[StrandGuess, ...], source: Path) -> list[str]:
    """Say what was found: a line a strand."""
    read = len({text.path for text in found.texts}) + len(found.tables)
    lines = [f"Read {_files(read)} in {source}."]
    for one in strands:
        if one.table is not None and one.table.reason:
            lines.append(f"  not used: {one.table.path}, {one.table.reason}")
        else:
            lines.append(f"  {one.strand.name} ({one.strand.kind}): {one.sources_why}; {one.why}")
        if one.table is not None:
            lines += [f"    note: {text}" for text in one.table.notes]
            lines += [f"    please look: {text}" for text in one.table.doubts]
    return lines


def _omitted(left_out: tuple[LeftOut, ...]) -> list[str]:
    lines = [f"Left out {shown(one.path)}: {one.reason}" for one in left_out[:_SHOWN]]
    if len(left_out) > _SHOWN:
        lines.append(f"... and {len(left_out) - _SHOWN} more; study.yaml lists them.")
    return lines


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"
