"""``themekit run``."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from themekit.cli.options import any_folder, require_study

if TYPE_CHECKING:
    from themekit.workflows.context import RunOptions

STAGE_NAMES = ("read", "segment", "suggest", "topics", "matrix", "report")


@click.command()
@any_folder
@click.option("--only", type=click.Choice(STAGE_NAMES), help="Do this stage alone.")
@click.option("--from", "start", type=click.Choice(STAGE_NAMES), help="Do anew from this stage on.")
@click.option(
    "--seed", type=int, default=0, show_default=True, help="For all that draws at random."
)
@click.option(
    "--public", is_flag=True, help="Also write outputs for others: small cells withheld, no ids."
)
@click.option("--keep-going", is_flag=True, help="Go on without files that cannot be read.")
@click.option("--model", metavar="NAME", help="Encoder: a folder or a sentence-transformers name.")
@click.option("--spacy-model", metavar="NAME", help="An installed spaCy model, any language.")
@click.option(
    "--precision",
    type=click.FloatRange(0, 1, min_open=True),
    metavar="SHARE",
    help="Suggest a code only where this share of its suggestions has held when checked.",
)
@click.option(
    "--deeper", is_flag=True, help="Fine-tune the encoder on what was checked: takes minutes."
)
@click.option(
    "--engine",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Where the work is done: in this process, or in several; the result is the same.",
)
@click.option("--workers", type=click.IntRange(1), help="With dask: processes on this machine.")
@click.option("--scheduler", metavar="ADDRESS", help="With dask: use the workers of this one.")
@click.option("--quiet", is_flag=True, help="Print nothing but errors.")
def run(
    study: Path,
    only: str | None,
    start: str | None,
    seed: int,
    model: str | None,
    spacy_model: str | None,
    precision: float | None,
    engine: str,
    workers: int | None,
    scheduler: str | None,
    *,
    public: bool,
    keep_going: bool,
    deeper: bool,
    quiet: bool,
) -> int:
    """Read STUDY, suggest codes and write the theme matrix to STUDY/outputs.

    Stages: read, segment, suggest, topics, matrix, report. Only what has changed is done again;
    after a kill the same command goes on where it stopped. What people decided is never touched.

    \b
    Examples:
      themekit run corpora/lifeline-london
      themekit run --from suggest mystudy
      themekit run --engine dask --workers 4 mystudy
    """  # noqa: D301 -- click wants the character, not the letters
    if only and start:
        raise click.UsageError("--only does one stage, --from several: give one of the two.")
    _check_engine(engine, workers, scheduler, deeper=deeper)
    require_study(study)
    from themekit.workflows.context import RunOptions

    options = RunOptions(
        seed=seed,
        only=only or "",
        start=start or "",
        public=public,
        keep_going=keep_going,
        model=model,
        spacy_model=spacy_model,
        precision=precision,
        deeper=deeper,
    )
    dask = (scheduler or "", workers or 0) if engine == "dask" else None
    return _run(study, options, dask, quiet=quiet)


def _run(study: Path, options: RunOptions, dask: tuple[str, int] | None, *, quiet: bool) -> int:
    """Run where it was asked for, and tell what came of it; `dask` is a scheduler and workers."""
    from themekit.cli.progress import messages, shown_progress
    from themekit.workflows.phrases import told
    from themekit.workflows.run import run_study

    with ExitStack() as stack:
        used = None
        if dask is not None:
            from themekit.engine import dask_engine

            used = stack.enter_context(dask_engine(*dask, options.model, options.spacy_model))
        progress = stack.enter_context(shown_progress(quiet=quiet))
        if options.deeper and not quiet:
            stack.enter_context(messages("themekit.tagging.deepening"))
        summary = run_study(study, options, progress, engine=used)
    if not quiet:
        for line in told(summary.problems):
            click.echo(line, err=True)
        click.echo(summary.as_text())
    return 0


def _check_engine(engine: str, workers: int | None, scheduler: str | None, *, deeper: bool) -> None:
    """Refuse options that would decide nothing."""
    if engine != "dask" and (workers or scheduler):
        name = "--scheduler" if scheduler else "--workers"
        raise click.UsageError(f"{name} only means something with --engine dask.")
    if engine == "dask" and deeper:
        raise click.UsageError("--deeper fine-tunes in this process: leave out --engine dask.")
    if workers and scheduler:
        raise click.UsageError("The workers of a --scheduler are started with it: no --workers.")
