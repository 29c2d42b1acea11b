"""Suggestions are brought up to date in another process while people check.

A server of pages never learns anything itself: a thread of it looks from time to time whether
people have decided enough (`decisions.steps`), and has another process do the ordinary run's stage
``suggest``, at low priority. It works on as many threads as any run: with fewer, sums would end in
other last digits, and its suggestions would not be those of a fresh run. What a page shows does not
move by it: a draw keeps the suggestions that it was made with. That process ends with its server,
however the server ends: it holds the other end of a pipe, and goes when nobody holds this one.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from themekit.decisions import learned_through
from themekit.errors import BusyError, ThemekitError
from themekit.store.events import last_number
from themekit.store.stages import StageRow, forget_stages, load_stages, save_stage
from themekit.workflows.context import Models, RunContext
from themekit.workflows.project import last_options, open_context, open_result
from themekit.workflows.run import run_study

TEACHING = "teaching"
"""The row beside the stages that holds why suggestions could not be brought up to date."""
LOOK, LATER = 2.0, 20.0
"""Seconds between two looks, and after which is tried again where another run writes the study."""
NICE = 10
BUSY, FAILED = 75, 1
"""How that process ends where another run writes the study, and where it could not do its work."""
_ENDING = 10.0
_MOST_SAID = 300


# -- in the server ------------------------------------------------------------------------------


@dataclass(slots=True)
class Teacher:
    """Looks whether there is something to learn, and has it done.

    Parameters
    ----------
    path : Path
        The study's folder.
    tell : callable
        Told in a sentence why suggestions could not be brought up to date, once for each reason.
    command : sequence of str
        Begins the other process; the study's folder is added.
    look, later : float
        See `LOOK` and `LATER`.
    """

    path: Path
    tell: Callable[[str], None]
    command: Sequence[str]
    look: float = LOOK
    later: float = LATER
    _ended: threading.Event = field(default_factory=threading.Event)
    _tried: int = 0
    _told: set[str] = field(default_factory=set)

    def work(self) -> None:
        """Go on until `end` is called."""
        while not self._ended.is_set():
            try:
                with open_result(self.path) as context:
                    self._watch(context)
            except ThemekitError as error:
                self._say(str(error))
                self._ended.wait(self.later)

    def end(self) -> None:
        """Stop looking, and stop what is being done: the next run does it anew."""
        self._ended.set()

    def _watch(self, context: RunContext) -> None:
        while not self._ended.is_set():
            step = _to_learn(context)
            if step > self._tried:
                self._ended.wait(self._learn(context, step))
            else:
                self._ended.wait(self.look)

    def _learn(self, context: RunContext, step: int) -> float:
        """Have what was decided up to a step learned; return how long to wait after it."""
        status, said = self._run()
        if self._ended.is_set() or status == BUSY:
            return self.later
        # What went wrong once will go wrong again: the next try is for the next step.
        self._tried = step
        if status:
            reason = said or f"the process ended with status {status}"
            _keep(context, reason)
            self._say(reason)
        else:
            self._told.clear()
            _forget(context)
        return self.look

    def _run(self) -> tuple[int, str]:
        """Return how the other process ended, and the last line of what it said."""
        process = subprocess.Popen(  # noqa: S603 (our own program)
            [*self.command, str(self.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            **_quiet(),
        )
        said: list[bytes] = []
        reading = threading.Thread(target=_read, args=(process, said), daemon=True)
        reading.start()
        while process.poll() is None and not self._ended.wait(self.look / 4):
            pass
        _stop(process)
        reading.join(_ENDING)
        lines = b"".join(said).decode("utf-8", "replace").split("\n")
        last = next((line for line in reversed(lines) if line.strip()), "")
        return process.returncode, last.strip()[:_MOST_SAID]

    def _say(self, reason: str) -> None:
        if reason not in self._told:
            self._told.add(reason)
            self.tell(f"Suggestions are not brought up to date: {reason}")


@contextmanager
def teaching(
    path: Path,
    tell: Callable[[str], None] | None = None,
    *,
    command: Sequence[str] | None = None,
    look: float = LOOK,
    later: float = LATER,
) -> Iterator[Teacher]:
    """Bring suggestions up to date in another process, for the time of a ``with`` block.

    Parameters
    ----------
    path : Path
        The folder of a study that has been run.
    tell : callable, optional
        Told in one sentence, once, why that could not be done; a line on stderr where it is left
        out. It is never for those who read passages.
    command : sequence of str, optional
        Begins the other process in the place of our own; the study's folder is added.
    look, later : float
        Seconds between two looks, and after which is tried again where another run writes.
    """
    own = (sys.executable, "-m", "themekit.workflows.teaching_process")
    teacher = Teacher(path, tell or _on_stderr, command or own, look, later)
    thread = threading.Thread(target=teacher.work, name="teaching", daemon=True)
    thread.start()
    try:
        yield teacher
    finally:
        teacher.end()
        thread.join(_ENDING)


def teaching_failure(stages: Mapping[str, StageRow]) -> str:
    """Return why suggestions could last not be brought up to date; empty where they could."""
    row = stages.get(TEACHING)
    return str(row.details.get("reason", "")) if row else ""


def _to_learn(context: RunContext) -> int:
    """Return the number of the last event that is to be learned from; 0 where nothing is."""
    if context.study.method == "reflexive" or not context.codebook.codes:
        return 0
    with context.store.reading() as connection:
        stage = load_stages(connection).get("suggest")
        step = learned_through(last_number(connection))
    # A study that was never run to there has no suggestions that could be out of date.
    return step if stage and step > stage.details.get("learned_through", 0) else 0


def _keep(context: RunContext, reason: str) -> None:
    with context.store.writing() as connection:
        save_stage(connection, StageRow(TEACHING, "", 0, 0, 0, {"reason": reason}))


def _forget(context: RunContext) -> None:
    with context.store.reading() as connection:
        there = TEACHING in load_stages(connection)
    if there:
        with context.store.writing() as connection:
            forget_stages(connection, [TEACHING])


def _quiet() -> dict[str, Any]:
    """Return how Windows is told that others come first; elsewhere the process says so itself."""
    low = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", None)
    return {} if low is None else {"creationflags": low}


def _read(process: subprocess.Popen[bytes], said: list[bytes]) -> None:
    if process.stderr:
        with process.stderr as stream:
            said.append(stream.read())


def _stop(process: subprocess.Popen[bytes]) -> None:
    """End a process that may have ended; a run that is killed loses nothing."""
    if process.poll() is None:
        process.kill()
    process.wait()
    if process.stdin:
        with suppress(OSError):
            process.stdin.close()


def _on_stderr(said: str) -> None:
    with suppress(OSError, ValueError):
        sys.stderr.write(said + "\n")


# -- in the other process -----------------------------------------------------------------------


def learn(path: Path, models: Models | None = None) -> int:
    """Do the stage suggest as the last run would have; return the exit status.

    Parameters
    ----------
    path : Path
        The study's folder.
    models : Models, optional
        In the place of those of the last run.
    """
    try:
        with open_context(path, models=models) as context:
            options = replace(last_options(context), only="suggest", start="", public=False)
        run_study(path, options, models=models)
    except BusyError:
        return BUSY
    except ThemekitError as error:
        # Where texts have changed they are not read anew: that may move what people have open.
        said = str(error).replace("run without --only", "'themekit run' brings it up to date")
        return _failed(" ".join(said.split()))
    return 0


def live_with_parent() -> None:
    """End this process as soon as nobody holds the other end of its standard input any more."""
    threading.Thread(target=_wait_for_end, daemon=True).start()
    if hasattr(os, "nice"):
        os.nice(NICE)


def _wait_for_end() -> None:
    while os.read(0, 1024):
        pass
    os._exit(FAILED)


def _failed(reason: str) -> int:
    _on_stderr(reason)
    return FAILED


if __name__ == "__main__":
    live_with_parent()
    sys.exit(learn(Path(sys.argv[1])))
