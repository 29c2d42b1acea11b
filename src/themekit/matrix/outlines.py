"""Which rows the theme matrix has, and which codes each of them counts.

The outline `report` has a section a theme, in report order: the theme's row, then a row a code, a
parent before its children, and last the codes of other themes that are also shown here. Codes
without a theme stand in a last section `No theme`, if there are any. A theme that only codes name
follows the listed ones.

A parent's row counts its children too, for a child is a kind of its parent. A theme's row counts
every code shown in its section, also those whose own theme is another: what is shown under a
heading belongs to it. A code that is also shown elsewhere takes its children's counts along, in
its own row; a child has a row there only if it is listed for that theme itself.

A further outline has, for each section, a row of everything in it (theme and code empty), then its
items: a theme with its codes, or a single code, in all periods or in one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from themekit.codebook import NO_THEME, Codebook
from themekit.matrix.units import MatrixError
from themekit.records import Period
from themekit.study import Outline, OutlineItem

ALL = "all"
REPORT = "report"


@dataclass(frozen=True, slots=True)
class CodeGroup:
    """Some codes, each followed by its descendants, in one period or (empty) in all."""

    heads: tuple[tuple[int, ...], ...]
    period: Period = ""

    @property
    def codes(self) -> tuple[int, ...]:
        """Every code that is counted, once."""
        return tuple(sorted({code for head in self.heads for code in head}))


@dataclass(frozen=True, slots=True)
class RowSpec:
    """A row to be counted in every strand; the names are those of `themekit.records.MatrixRow`."""

    outline: str
    section: str
    theme: str
    code: str
    code_id: str
    groups: tuple[CodeGroup, ...]

    @property
    def heads(self) -> tuple[tuple[int, ...], ...]:
        """The codes of all groups, each followed by its descendants."""
        return tuple(dict.fromkeys(head for group in self.groups for head in group.heads))

    @property
    def codes(self) -> tuple[int, ...]:
        """Every code that is counted, once."""
        return CodeGroup(self.heads).codes


class Tree:
    """The codes with their children, and the themes in report order."""

    def __init__(self, codebook: Codebook) -> None:
        self.codebook = codebook
        codes = self.codes = codebook.codes
        named = (name for code in codes for name in (code.theme, *code.also_in) if name)
        self.themes = tuple(dict.fromkeys((*codebook.theme_names, *named)))
        numbers = {code.id: number for number, code in enumerate(codes)}
        self._children: dict[int, list[int]] = {}
        roots = []
        for number, code in enumerate(codes):
            if code.parent_id in numbers:
                self._children.setdefault(numbers[code.parent_id], []).append(number)
            else:
                roots.append(number)
        # The second pass finds nothing unless parents run in a circle; even then no code is lost.
        self.order = self._walk([*roots, *range(len(codes))])

    def head(self, code: int) -> tuple[int, ...]:
        """Return a code and its descendants."""
        return tuple(self._walk([code]))

    def shown_in(self, theme: str) -> list[int]:
        """Return the codes of a theme, then those that are also shown under it."""
        own = [number for number in self.order if self.codes[number].theme == theme]
        guests = [
            number
            for number in self.order
            if theme in self.codes[number].also_in and self.codes[number].theme != theme
        ]
        return own + guests

    def _walk(self, starts: Iterable[int]) -> list[int]:
        """Return codes depth first, each once."""
        found: dict[int, None] = {}
        stack = list(starts)[::-1]
        while stack:
            number = stack.pop()
            if number not in found:
                found[number] = None
                stack += self._children.get(number, [])[::-1]
        return list(found)


def row_specs(tree: Tree, outlines: Iterable[Outline] = ()) -> list[RowSpec]:
    """Return all rows of all outlines, in order."""
    specs: list[RowSpec] = []
    for theme in tree.themes:
        specs += _theme_rows(REPORT, theme, OutlineItem(theme=theme), tree)
    if tree.shown_in(""):
        specs += _theme_rows(REPORT, NO_THEME, OutlineItem(), tree)
    for outline in outlines:
        specs += _further(outline, tree)
    return specs


def _further(outline: Outline, tree: Tree) -> Iterator[RowSpec]:
    """Yield the rows of an outline that the study asks for."""
    for section in outline.sections:
        items = [_item_rows(outline.name, section.heading, item, tree) for item in section.items]
        everything = tuple(group for rows in items for group in rows[0].groups)
        yield RowSpec(outline.name, section.heading, "", "", "", everything)
        for rows in items:
            yield from rows


def _item_rows(outline: str, section: str, item: OutlineItem, tree: Tree) -> list[RowSpec]:
    """Return the row of a code, or those of a theme and its codes."""
    if not item.code:
        if item.theme not in tree.themes:
            raise MatrixError(f"outline {outline!r} names the unknown theme {item.theme!r}")
        return _theme_rows(outline, section, item, tree)
    code = tree.codebook.find(item.code)
    if code is None:
        raise MatrixError(f"outline {outline!r} names the unknown code {item.code!r}")
    return [_code_row(outline, section, tree.codes.index(code), item.period, tree)]


def _theme_rows(outline: str, section: str, item: OutlineItem, tree: Tree) -> list[RowSpec]:
    """Return a theme's row and a row for each code shown under it."""
    shown = tree.shown_in(item.theme)
    group = CodeGroup(tuple(tree.head(code) for code in shown), item.period)
    return [
        RowSpec(outline, section, item.theme, "", "", (group,)),
        *(_code_row(outline, section, code, item.period, tree) for code in shown),
    ]


def _code_row(outline: str, section: str, number: int, period: Period, tree: Tree) -> RowSpec:
    """Return the row of one code; its theme is its own, wherever it is shown."""
    code = tree.codes[number]
    groups = (CodeGroup((tree.head(number),), period),)
    return RowSpec(outline, section, code.theme, code.name, code.id, groups)
