"""Import into a study as the command does, die at a moment of it, or wait in its midst.

python stand_in_import.py MOMENT STUDY FILE... [--coder NAME]; MOMENT is one of

    none       nothing happens but the import
    found      dies when it is found out what is new, and nothing is written
    written    dies when everything is written, and the transaction is not ended
    kept       dies right after the transaction, before anybody is told
    waiting    says "found" when it is found out what is new, and goes on once it is sent a line
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support import PlainAnalyser, WordEncoder
from themekit.cli.app import main
from themekit.workflows import import_sheets, import_tables, project
from themekit.workflows.context import Models

moment, words = sys.argv[1], sys.argv[2:]
models = Models(WordEncoder.key, PlainAnalyser.key, WordEncoder, PlainAnalyser)
asked = []


def die() -> None:
    """End at once, as a power cut does."""
    os.kill(os.getpid(), signal.SIGKILL)


def wait() -> None:
    """Let others be first, once: what was found out is old then."""
    if not asked:
        asked.append(True)
        print("found", flush=True)  # noqa: T201
        sys.stdin.readline()


def followed(module: Any, name: str, by: Callable[[], None]) -> None:
    """Have something happen right after a function of a module."""
    before = getattr(module, name)

    def both(*args: Any, **more: Any) -> Any:
        result = before(*args, **more)
        by()
        return result

    setattr(module, name, both)


for module in (import_sheets, import_tables, project):
    if hasattr(module, "models_for"):
        module.models_for = lambda _: models  # type: ignore[attr-defined]
if moment in ("found", "waiting"):
    act = wait if moment == "waiting" else die
    followed(import_sheets, "merge", act)
    followed(import_tables, "respecting", act)
elif moment == "written":
    followed(import_sheets, "append_events", die)
    followed(import_tables, "append_events", die)
elif moment == "kept":
    followed(import_sheets, "_append", die)
    followed(import_tables, "_append", die)
sys.exit(main(["import", *words]))
