"""What can go wrong, drawn once.

::

    ThemekitError                 anything a user can mend; the text is one clear sentence
    ├── InputError                something that was read is broken; carries every Problem found
    │   └── UnforeseenError       a parser threw what no reader had foreseen, see `one_sentence`
    ├── UsageError                a command or call that cannot mean anything
    ├── BusyError                 another run writes this study
    ├── EngineError               the workers that a run was to use cannot do it
    └── StoreError                the database is newer, locked or damaged

Only the command line turns these into text and an exit status.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]
READING_LOG = "themekit.unforeseen"
"""Logger that is told, at level DEBUG, the traceback behind every `UnforeseenError`."""
_CHAIN = 10
"""Exceptions behind one another that a traceback tells of."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing that is wrong, where it is, and what would be right.

    Attributes
    ----------
    file : str
        Path as the user would type it, relative to the study where possible.
    line : int or None
        1-based line, row or paragraph in that file; None where the file as a whole is meant.
    message : str
        One sentence that names the offending value.
    hint : str
        What would be right; may be empty where the message already says so.
    severity : {'error', 'warning', 'note'}
        An error stops a run, a warning does not, a note tells what was done.
    doubt : str
        Of a warning that a file may have been read wrongly, its name in `themekit.doubts.DOUBTS`;
        study.yaml can say under this name that it is meant. Empty for all else.
    """

    file: str
    line: int | None
    message: str
    hint: str = ""
    severity: Severity = "error"
    doubt: str = ""

    def __str__(self) -> str:
        """Render as ``file:line: message (hint)`` in one line, whatever the file's words are."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        told = f"{place}: {self.message}" + (f" ({self.hint})" if self.hint else "")
        return "".join(sign if sign.isprintable() else " " for sign in told)


class ThemekitError(Exception):
    """Root of every error that themekit raises on purpose."""


class InputError(ThemekitError):
    """Something that was read is broken.

    Parameters
    ----------
    problems : iterable of Problem
        Everything found wrong, so that a user mends it in one go.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[type[InputError], tuple[tuple[Problem, ...]]]:
        """Travel between processes with every problem, not as the sentence alone."""
        return type(self), (self.problems,)

    @classmethod
    def one(cls, file: str, line: int | None, message: str, hint: str = "") -> InputError:
        """Build the error for a single problem."""
        return cls([Problem(file, line, message, hint)])


def refuse_errors(problems: Iterable[Problem]) -> None:
    """Raise where one of several problems is more than a warning.

    Raises
    ------
    InputError
        With every one that is.
    """
    errors = [one for one in problems if one.severity == "error"]
    if errors:
        raise InputError(errors)


class UnforeseenError(InputError):
    """A parser threw what no reader had foreseen; its cause is that exception."""


@contextmanager
def one_sentence(file: str) -> Iterator[None]:
    """Turn whatever a parser throws at one file into a sentence about that file.

    This is the one place for it: it stands around every step that feeds people's bytes to a
    library, ours or not, so that one bad file ends nothing but itself. Errors made on purpose and
    Ctrl-C pass. Too little memory counts as the file's fault as well: a damaged length that asks
    for a terabyte is the usual cause.

    Parameters
    ----------
    file : str
        As the user would type it.

    Raises
    ------
    UnforeseenError
        From the parser's exception, whose traceback is told to the logger `READING_LOG` without
        its words: a list of problems goes on without it, through caches and between processes.
    """
    try:
        yield
    except ThemekitError:
        raise
    except Exception as error:
        logging.getLogger(READING_LOG).debug("%s\n%s", file, wordless_traceback(error))
        raise UnforeseenError([_unforeseen(file, error)]) from error


def _unforeseen(file: str, error: Exception) -> Problem:
    """Say that a file cannot be read, for a reason that nobody has put into words yet."""
    if isinstance(error, MemoryError):
        hint = "split it, or open it in its own program and save it again"
        return Problem(file, None, "the file asks for more memory than there is", hint)
    message = f"the file holds something that its reader cannot take ({nameless(error)})"
    return Problem(file, None, message, "open it in its own program and save it again")


def nameless(error: BaseException) -> str:
    """Say what an exception is and where in the program it was raised, without its own words.

    Libraries quote what they choke on, and here that is what people said: their words are for no
    error, log or report that somebody may pass on.

    Examples
    --------
    >>> nameless(ValueError("I told Anna"))
    'ValueError'
    """
    if isinstance(error, ImportError):  # a package is missing or broken: it has met no material
        return " ".join(f"{type(error).__name__}: {error}".split())
    kind, trace = type(error).__name__, error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return kind
    return f"{kind} in {trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"


def wordless_traceback(error: BaseException) -> str:
    """Return a traceback as Python prints it, with the words of none but our own errors.

    Whoever mends themekit sees every line of the program on the way; the lines of a traceback are
    the program's own, and hold nothing of anybody's material.
    """
    parts: list[str] = []
    seen: BaseException | None = error
    while seen is not None and len(parts) < _CHAIN:
        told = str(seen) if isinstance(seen, ThemekitError) else ""
        lines = "".join(traceback.format_tb(seen.__traceback__))
        parts.append(f"Traceback (most recent call last):\n{lines}{type(seen).__name__}: {told}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n\nafter which:\n\n".join(reversed(parts))


class UsageError(ThemekitError):
    """A command or a call that cannot mean anything."""


class RefusedError(ThemekitError):
    """A decision that cannot be taken in, because of what it says or of what is there already."""


class BusyError(ThemekitError):
    """Another process is writing this study."""


class EngineError(ThemekitError):
    """The workers that a run was to use cannot be reached, or cannot do the work."""


class StoreError(ThemekitError):
    """The study's database cannot be used as it is."""
