"""What can go wrong, drawn once.

::

    ThemekitError                 anything a user can mend; the text is one clear sentence
    ├── InputError                something that was read is broken; carries every Problem found
    ├── UsageError                a command or call that cannot mean anything
    ├── BusyError                 another run writes this study
    ├── EngineError               the workers that a run was to use cannot do it
    └── StoreError                the database is newer, locked or damaged

Only the command line turns these into text and an exit status.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


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
        """Render as ``file:line: message (hint)``."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return f"{place}: {self.message}" + (f" ({self.hint})" if self.hint else "")


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


class UsageError(ThemekitError):
    """A command or a call that cannot mean anything."""


class BusyError(ThemekitError):
    """Another process is writing this study."""


class EngineError(ThemekitError):
    """The workers that a run was to use cannot be reached, or cannot do the work."""


class StoreError(ThemekitError):
    """The study's database cannot be used as it is."""
