"""``themekit return``: the account of one wave, for those who told it and whoever asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import themekit
from themekit.disclosure import Uses
from themekit.errors import UsageError
from themekit.matrix import build_matrix
from themekit.matrix.units import in_time
from themekit.report.inputs import About, ReportInputs
from themekit.report.returning import Beside, ReturnModel, build_return
from themekit.spans import text_hash
from themekit.store import write_outputs, writer_lock
from themekit.workflows.context import RunContext
from themekit.workflows.counting import Result, count
from themekit.workflows.doubts import study_doubts
from themekit.workflows.methods import agreed_in
from themekit.workflows.outside import refuse_unread
from themekit.workflows.phrases import doubted
from themekit.workflows.project import open_result
from themekit.workflows.tables import change_tables

INSIDE = "_team"
"""What the file of an account for the team alone has in its name."""
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class Returned:
    """What was written.

    Attributes
    ----------
    wave : str
    files : tuple of Path
        The page and the Word document.
    model : ReturnModel
    notes : tuple of str
        Sentences for whoever made it: whose words are left out.
    """

    wave: str
    files: tuple[Path, ...]
    model: ReturnModel
    notes: tuple[str, ...] = ()


def give_back(path: Path, wave: str = "", *, inside: bool = False) -> Returned:
    """Write the account of one wave into a study's outputs.

    Parameters
    ----------
    path : Path
        The study's folder.
    wave : str
        The last one where it is left out.
    inside : bool
        For the team alone: with small numbers, and with what may not be quoted outside.

    Raises
    ------
    UsageError
        If there is no such wave; or if somebody's words would leave in a document that nobody has
        read for identifying details.
    BusyError
        If a run writes this study.
    """
    with open_result(path) as context:
        result = count(context)
        waves = waves_of(result)
        wave = _chosen(wave, waves)
        if not inside:
            refuse_unread(context)
        inputs = _inputs(context, result, public=not inside)
        model = build_return(inputs, wave, waves, _beside(result))
        stem = file_stem(wave, waves) + (INSIDE if inside else "")
        with writer_lock(context.study.root):
            # What the account says of changes is to be found in the tables beside it.
            tables = ((name, one.chunks()) for name, one in change_tables(result.matrix))
            write_outputs(context.outputs, tables)
            written = write_outputs(context.outputs, _files(stem, model))
        notes = () if inside else Uses(result.coded).left_out()
        return Returned(wave, tuple(context.outputs / name for name in written), model, notes)


def accounts(context: RunContext, result: Result) -> Iterator[ReturnModel]:
    """Yield every account of a study as it would be written now: for all, and for the team."""
    beside, waves = _beside(result), waves_of(result)
    for public in (True, False):
        inputs = _inputs(context, result, public=public)
        for wave in waves:
            yield build_return(inputs, wave, waves, beside)


def renderers(suffix: str) -> tuple[Callable[[ReturnModel], bytes], ...]:
    """Return what writes an account as a kind of file: `.html` or `.docx`, else nothing."""
    from themekit.report.returning.docx import return_docx
    from themekit.report.returning.html import return_html

    return {".html": (return_html,), ".docx": (return_docx,)}.get(suffix, ())


def _inputs(context: RunContext, result: Result, *, public: bool) -> ReportInputs:
    """Return what an account is built from."""
    matrix = build_matrix(result.coded, public=True) if public else result.matrix
    about = About(public=public, doubted=doubted(study_doubts(context)))
    return ReportInputs(result.coded, matrix, about)


def _beside(result: Result) -> Beside:
    return Beside(agreed_in(result.coded)[0], themekit.__version__)


def waves_of(result: Result) -> tuple[str, ...]:
    """Return the waves of a study, in time."""
    return tuple(sorted({one.wave for one in result.coded.documents if one.wave}, key=in_time))


def _chosen(wave: str, waves: Sequence[str]) -> str:
    """Return the wave that is meant: the last one where none is named."""
    if not waves:
        raise UsageError(
            "This study does not say when anything was collected: write it under 'wave' of a "
            "strand in study.yaml, then run it again."
        )
    if wave and wave not in waves:
        raise UsageError(f"There is no wave {wave!r}; there are {', '.join(waves)}.")
    return wave or waves[-1]


def file_stem(wave: str, waves: Sequence[str]) -> str:
    """Return a name of files that every system takes, another for each wave.

    Parameters
    ----------
    wave : str
    waves : sequence of str
        All of the study.
    """
    plain = _plain(wave)
    alike = [one for one in waves if _plain(one).casefold() == plain.casefold()]
    mark = f"-{text_hash(wave)[:6]}" if len(alike) > 1 or not plain else ""
    return f"return_{plain}{mark}"


def _plain(wave: str) -> str:
    return _UNSAFE.sub("-", wave).strip("-.")[:60]


def _files(stem: str, model: ReturnModel) -> Iterator[tuple[str, list[bytes]]]:
    for suffix in (".html", ".docx"):
        for render in renderers(suffix):
            yield f"{stem}{suffix}", [render(model)]
