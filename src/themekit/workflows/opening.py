"""``themekit.open_study``: a study for scripts and notebooks."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from themekit.codebook import Codebook
from themekit.matrix import build_matrix
from themekit.records import Document, Segment, Suggestion, ThemeMatrix
from themekit.study import Study
from themekit.workflows.context import RunOptions
from themekit.workflows.counting import load_counted
from themekit.workflows.project import load_project, open_result
from themekit.workflows.run import RunSummary, run_study


@dataclass(frozen=True, slots=True)
class OpenStudy:
    """A study folder; every call reads what its store holds at that moment.

    Attributes
    ----------
    path : Path
    study : Study
    codebook : Codebook
    """

    path: Path
    study: Study
    codebook: Codebook

    def run(self, options: RunOptions | None = None) -> RunSummary:
        """Bring the outputs up to date, as ``themekit run`` does."""
        return run_study(self.path, options)

    def documents(self) -> tuple[Document, ...]:
        """Return the documents in the order of the outputs."""
        with open_result(self.path) as context:
            return load_counted(context).material.documents

    def segments(self) -> tuple[Segment, ...]:
        """Return every unit read, coded or skipped, in the order of the outputs."""
        with open_result(self.path) as context:
            return load_counted(context).material.segments

    def suggestions(self) -> tuple[Suggestion, ...]:
        """Return the machine's suggestions."""
        with open_result(self.path) as context:
            return load_counted(context).suggestions

    def matrix(self) -> ThemeMatrix:
        """Count everything that holds now."""
        with open_result(self.path) as context:
            return build_matrix(load_counted(context).inputs)


def open_study(path: str | Path) -> OpenStudy:
    """Open a study folder.

    Parameters
    ----------
    path : str or Path
        The folder, or its study.yaml.

    Raises
    ------
    InputError
        With every problem of its own files.
    """
    study, codebook = load_project(Path(path))
    return OpenStudy(study.root, study, codebook)
