"""The codebook as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from themekit.codebook._read import Parts, parse_parts, read_parts
from themekit.codebook._records import SEPARATOR, Code, Theme
from themekit.errors import InputError, Problem
from themekit.spans import parts_hash


@dataclass(frozen=True)  # without slots, because the indexes below are made once, on first use
class Codebook:
    """Themes in report order and codes in file order.

    Attributes
    ----------
    name : str
        The file's stem where the file has no ``name``.
    version : str
    themes : tuple of Theme
        From the ``themes`` list; without one, the names above the codes that are no codes, in
        order of first appearance.
    codes : tuple of Code
        A code with neither theme nor parent has the theme ``""`` (shown as ``No theme``).
    """

    name: str
    version: str = ""
    themes: tuple[Theme, ...] = ()
    codes: tuple[Code, ...] = ()

    @classmethod
    def load(cls, path: str | Path) -> Codebook:
        """Read a codebook file.

        Parameters
        ----------
        path : str or Path

        Raises
        ------
        InputError
            With every problem, its line and what would be right.
        """
        codebook, problems = read_codebook(path)
        if codebook is None:
            raise InputError(problem for problem in problems if problem.severity == "error")
        return codebook

    @cached_property
    def _by_id(self) -> dict[str, Code]:
        return {code.id: code for code in self.codes}

    @cached_property
    def _by_name(self) -> dict[str, list[Code]]:
        """Codes under their name and under every ``Parent > Name`` that ends in it."""
        index: dict[str, list[Code]] = {}
        for code in self.codes:
            for start in range(len(code.path)):
                index.setdefault(SEPARATOR.join(code.path[start:]), []).append(code)
        return index

    def by_id(self, code_id: str) -> Code | None:
        """Return the code with this id."""
        return self._by_id.get(code_id)

    def by_name(self, name: str) -> Code | None:
        """Return the code with this name or path (``Parent > Name``).

        Where several codes share the name, the one nearest the top is meant; None where two are
        equally near, or where none has it.
        """
        found = sorted(self._by_name.get(name, ()), key=lambda code: len(code.path))
        if len(found) > 1 and len(found[0].path) == len(found[1].path):
            return None
        return found[0] if found else None

    def find(self, text: str) -> Code | None:
        """Return the code that `text` means: an id, a name or a path."""
        return self.by_id(text) or self.by_name(text)

    def children(self, code: Code) -> tuple[Code, ...]:
        """Return the codes right under `code`, in file order."""
        return tuple(one for one in self.codes if one.parent_id == code.id)

    def in_theme(self, theme: str) -> tuple[Code, ...]:
        """Return the codes shown under `theme`, those of ``also_in`` among them."""
        return tuple(one for one in self.codes if theme == one.theme or theme in one.also_in)

    @property
    def theme_names(self) -> tuple[str, ...]:
        """Names of the themes, in report order."""
        return tuple(theme.name for theme in self.themes)

    @cached_property
    def code_names(self) -> frozenset[str]:
        """Everything that `find` understands."""
        names = (name for name in self._by_name if self.by_name(name))
        return frozenset((*self._by_id, *names))

    @cached_property
    def hash(self) -> str:
        """Hash of everything that influences suggestions: themes, and codes with their places."""
        themes = (part for theme in self.themes for part in (theme.name, theme.statement))
        codes = (
            parts_hash(
                *(code.id, code.hash, str(len(code.path)), *code.path, *code.also_in),
                *([f"frequency {code.frequency}"] if code.frequency else []),
            )
            for code in self.codes
        )
        return parts_hash(parts_hash(*themes), parts_hash(*codes))


def read_codebook(path: str | Path) -> tuple[Codebook | None, tuple[Problem, ...]]:
    """Read a codebook file and return all problems, warnings and notes too.

    Parameters
    ----------
    path : str or Path

    Returns
    -------
    Codebook or None
        None where any problem is an error.
    tuple of Problem
        In the order of the file.
    """
    return _codebook_of(*read_parts(Path(path)))


def parse_codebook(text: str) -> tuple[Codebook | None, tuple[Problem, ...]]:
    """Read the text of a codebook as `read_codebook` reads its file.

    Nothing is written for it: a codebook's examples may be people's own words.
    """
    return _codebook_of(*parse_parts(text, "codebook"))


def _codebook_of(
    parts: Parts | None, problems: tuple[Problem, ...]
) -> tuple[Codebook | None, tuple[Problem, ...]]:
    if parts is None:
        return None, problems
    return Codebook(parts.name, parts.version, parts.themes, parts.codes), problems
