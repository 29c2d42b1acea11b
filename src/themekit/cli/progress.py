"""How far a run has come, on stderr: bars where a person is watching, else a line now and then."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import click

from themekit.cli.remaining import Remaining, in_words
from themekit.workflows.context import Progress, silent

FIRST_LINE, BETWEEN_LINES = 20.0, 30.0
"""Seconds: a short run says nothing, a long one does not fill a log."""


@contextmanager
def shown_progress(*, quiet: bool) -> Iterator[Progress]:
    """Give a progress callback that shows each stage with an estimate of its end.

    Parameters
    ----------
    quiet : bool
        Show nothing.
    """
    if quiet:
        yield silent
    elif sys.stderr.isatty():
        with _bars() as progress:
            yield progress
    else:
        yield lines(Remaining())


def lines(remaining: Remaining) -> Progress:
    """Return a callback that prints a line at intervals, for logs and batch jobs."""
    due = remaining.now() + FIRST_LINE

    def progress(stage: str, done: int, total: int) -> None:
        nonlocal due
        left = remaining.seconds(stage, done, total)
        if remaining.now() < due:
            return
        due = remaining.now() + BETWEEN_LINES
        if total <= 1:
            click.echo(f"{stage} ...", err=True)
            return
        told = f"{stage}: {done:,} of {total:,}"
        click.echo(told if left is None else f"{told}, {in_words(left)} left", err=True)

    return progress


@contextmanager
def messages(name: str) -> Iterator[None]:
    """Print what a logger of themekit tells, for work that takes minutes and has no count.

    Parameters
    ----------
    name : str
        Of the logger.
    """
    logger, handler = logging.getLogger(name), _Echo()
    before = logger.level
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(before)


class _Echo(logging.Handler):
    """Prints each message as a line on stderr."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one."""
        click.echo(f"{time.strftime('%H:%M')} {record.getMessage()}", err=True)


@contextmanager
def _bars() -> Iterator[Progress]:
    """Draw a bar a stage."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bars

    columns = (
        TextColumn("{task.description:>9}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[left]}"),
    )
    remaining = Remaining()
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[str, object] = {}

        def progress(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(stage, total=total, left="")
            left = remaining.seconds(stage, done, total)
            told = "" if left is None else f"{in_words(left)} left" if done < total else "done"
            bars.update(tasks[stage], completed=done, total=total, left=told)  # type: ignore[arg-type]

        yield progress
