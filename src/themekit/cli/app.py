"""The group of all commands, and the one place where an error becomes text and an exit status."""

from __future__ import annotations

import gc
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, NoReturn

import click

import themekit
from themekit.cli.adopt import adopt
from themekit.cli.agree import agree
from themekit.cli.check import check
from themekit.cli.coders import coders
from themekit.cli.completion import completion
from themekit.cli.crosstab import crosstab
from themekit.cli.demo import demo
from themekit.cli.design import design
from themekit.cli.doctor import doctor
from themekit.cli.export import export
from themekit.cli.find import find
from themekit.cli.freeze import freeze
from themekit.cli.hand_out import hand_out
from themekit.cli.import_ import import_
from themekit.cli.init import init
from themekit.cli.lock import lock, unlock
from themekit.cli.mark import mark
from themekit.cli.models import models
from themekit.cli.pack import pack
from themekit.cli.quotes import quotes
from themekit.cli.return_ import return_
from themekit.cli.review import review
from themekit.cli.run import run
from themekit.cli.status import status
from themekit.cli.verify import verify
from themekit.cli.waves import waves
from themekit.cli.withdraw import withdraw
from themekit.errors import READING_LOG, InputError, ThemekitError, nameless, wordless_traceback

BAD_INPUT = 2
INTERRUPTED = 130
COLLECT_AFTER = (50_000, 20, 100)
"""New objects after which Python looks for cycles; rounds after which it looks at older ones."""
UNUSED_BY_BERTOPIC = ("umap", "hdbscan", "plotly")
UNUSED_BY_CHECK = ("torch",)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(themekit.__version__, prog_name="themekit")
@click.option("--debug", is_flag=True, help="Show the traceback of an error; allowed anywhere.")
def app(*, debug: bool) -> None:
    """Code interviews and open survey answers, and defend every count and quote.

    A study is a folder with a study.yaml. Start one with 'themekit init', see what was understood
    with 'themekit check', and write its theme matrix with 'themekit run'. Everything stays on this
    machine. A machine only suggests; people decide.
    """
    del debug  # `main` has seen to it already: it is allowed behind any command


for _command in (
    init, check, run, status, mark, review, coders, find, quotes, crosstab, waves, design,
    return_, agree, adopt, verify,
    import_, export, pack, freeze, withdraw, lock, unlock, models, demo, doctor, completion,
):  # fmt: skip
    app.add_command(_command)
coders.add_command(hand_out)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and leave with its exit status.

    Exit status: 0 done, 1 a finding that was asked for, 2 bad input or usage, 130 interrupted.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in words
    words = [word for word in words if word != "--debug"]
    if debug:
        _show_tracebacks()
    try:
        _encode_output()
        status: Any = app.main(words, prog_name="themekit", standalone_mode=False)
    except click.exceptions.Abort:
        _say("Interrupted: everything saved so far is kept; the same command goes on from there.")
        sys.exit(INTERRUPTED)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except Exception as error:  # noqa: BLE001 (the one place where any error becomes text)
        if debug:
            _say(wordless_traceback(error))
        _say(_sentence(error))
        sys.exit(BAD_INPUT)
    sys.exit(status if isinstance(status, int) else 0)


def enter() -> NoReturn:
    """Run the command line as a program of its own.

    The process is ours alone, so it may be set up for its one task (`_save_time`). Everything is
    on disk when a command returns; taking torch and spaCy apart object by object would then cost
    another second and a half, so the process ends at once.
    """
    _save_time()
    try:
        main()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    for stream in (sys.stdout, sys.stderr):
        # Whoever read the output may have gone; there is nobody left to tell.
        with suppress(BrokenPipeError, ValueError):
            stream.flush()
    logging.shutdown()
    os._exit(code)


def _save_time() -> None:
    """Spare this process what it has no use for: a fifth of the time that imports take.

    Python looks for garbage cycles after every 700 new objects, hundreds of times while torch and
    spaCy are imported, and finds next to none. BERTopic imports parts that themekit gives it no
    cause to use, wherever they are installed; with these names blocked it does without. So it is
    with spaCy and torch (two seconds, 300 MB), of which the bundled model has no need; and `check`
    encodes nothing.
    """
    gc.set_threshold(*COLLECT_AFTER)
    command = next((word for word in sys.argv[1:] if not word.startswith("-")), "")
    for name in (*UNUSED_BY_BERTOPIC, *(UNUSED_BY_CHECK if command == "check" else ())):
        sys.modules.setdefault(name, None)  # type: ignore[arg-type]  # means: not to be imported


def _show_tracebacks() -> None:
    """Print what stands behind a file that could not be read: no exception is left to raise."""
    logger = logging.getLogger(READING_LOG)
    logger.setLevel(logging.DEBUG)
    logger.addHandler(logging.StreamHandler())


def _sentence(error: Exception) -> str:
    if isinstance(error, InputError):
        lines = [f"Error: {problem}" for problem in error.problems]
        if len(lines) > 1:
            lines.append(f"{len(lines)} problems; nothing was changed.")
        return "\n".join(lines)
    if isinstance(error, OSError):
        place = f"{error.filename}: " if error.filename else ""
        return f"Error: {place}{error.strerror or error}."
    if isinstance(error, MemoryError):
        return "Error: there is not enough memory for this; everything saved so far is kept."
    if not isinstance(error, ThemekitError):
        return (
            f"Error: themekit failed where it should not ({nameless(error)}). Everything "
            "saved so far is kept. Please report this, with what the same command prints with "
            "--debug."
        )
    return f"Error: {error}"


def _encode_output() -> None:
    """Let no character of a transcript stop the output on a terminal that cannot show it.

    A terminal of Windows shows all of them, but into a file or another program Python would write
    there in the country's own old encoding: half of the world's names as question marks.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            elsewhere = sys.platform == "win32" and not stream.isatty()
            stream.reconfigure(encoding="utf-8" if elsewhere else None, errors="replace")


def _say(text: str) -> None:
    click.echo(text, err=True)
