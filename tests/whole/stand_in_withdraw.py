"""Withdraw with stand-ins for the models, and die at a step: argv is study, case and the step.

python stand_in_withdraw.py STUDY CASE intended|erasing|codebook|caches|erased|forgotten|wiped; with "status"
in the place of the step only that command is given, with "none" the command itself to its end.
"""

import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from support import PlainAnalyser, WordEncoder
from themekit.cli.app import main
from themekit.disclosure import Request
from themekit.store import Store
from themekit.workflows import finishing, project, wiping, withdraw
from themekit.workflows.context import Models

study, case, last = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
models = Models(WordEncoder.key, PlainAnalyser.key, WordEncoder, PlainAnalyser)


def die(*_: object, **__: object) -> None:
    """End at once, as a power cut does."""
    os.kill(os.getpid(), signal.SIGKILL)


project.models_for = lambda _: models  # type: ignore[attr-defined]
if last == "status":
    main(["status", str(study)])
if last == "none":
    main(["withdraw", str(study), case])
if last == "intended":
    finishing._erase_rows = die  # type: ignore[assignment]
elif last == "erasing":
    # In the midst of the one transaction: nothing of it may hold.
    finishing.erase = die  # type: ignore[assignment]
elif last == "codebook":
    # What was said of the codes is recorded, and the file is not written yet.
    wiping.write_whole = die
elif last == "caches":
    # The names of the vectors are away, and the vectors are not those of before any more.
    replaced = Path.replace

    def replace_and_die(path: Path, target: Path) -> None:
        """Die once vectors were put in their place."""
        replaced(path, target)
        if target.suffix == ".f32":
            die()

    Path.replace = replace_and_die  # type: ignore[assignment, method-assign]
elif last == "forgotten":
    # What was asked for is taken out of its row, and lies in the journal beside the tables still.
    Store.compact = die  # type: ignore[method-assign]
elif last == "erased":
    finishing.write_receipt = die  # type: ignore[assignment]
else:
    withdraw.run_held = die  # type: ignore[assignment]
withdraw.withdraw(study, withdraw.plan_withdrawal(study, Request(case)), models=models)
