"""The methods appendix as blocks: what stands in it, before any format."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from themekit.records import Fairness

if TYPE_CHECKING:
    from collections.abc import Callable

    from themekit.records import Pairs

LEFT = "To be answered by the authors"
"""What a place says that the tool cannot fill."""
Figure = str | int | float | None
"""A cell of a table of agreement."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading.

    Attributes
    ----------
    text : str
    level : int
        2 opens a section, 3 a part of one.
    """

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    text: str


@dataclass(frozen=True, slots=True)
class Listing:
    """Sentences one below the other."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Attributes
    ----------
    caption : str
    header : tuple of str
    rows : tuple of tuple of str
        Each as long as `header`; its first cell names the row.
    numeric : tuple of int
        Places of columns that hold numbers.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numeric: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """What the tool cannot know: it stays in sight until somebody answers it."""

    text: str


Block = Heading | Paragraph | Listing | Grid | Question


@dataclass(frozen=True, slots=True)
class MethodsModel:
    """A methods appendix.

    Attributes
    ----------
    title, subtitle : str
    public : bool
    blocks : tuple of Block
    """

    title: str
    subtitle: str
    public: bool
    blocks: tuple[Block, ...]

    @property
    def questions(self) -> int:
        """How many questions are left to the authors."""
        return sum(isinstance(one, Question) for one in self.blocks)


@dataclass(frozen=True, slots=True)
class AgreementTable:
    """A table of ``themekit agree``, as that command reckons it.

    Attributes
    ----------
    name, title : str
    columns : tuple of str
    rows : tuple of rows
    """

    name: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]

    def at(
        self, row: tuple[str | int | float | None, ...], column: str
    ) -> str | int | float | None:
        """Return a cell by the name of its column."""
        return row[self.columns.index(column)]


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """What happened and is neither in the coded study nor in its matrix.

    Attributes
    ----------
    traced : tuple of (name, value)
        Codebook, models with their hashes, seed, versions of the tool and of what it stands on.
    agreement : tuple of AgreementTable
    notes : tuple of str
        What `agree` says beside its tables.
    learned_through : int
        Number of the last decision that suggestions were learned from.
    withdrawals : int
        How often somebody took words back.
    doubted : int
        Files that may have been read wrongly.
    topics : str
        What topics came to, in words; empty where there are none.
    public : bool
        For readers outside.
    fairness : Fairness
        How evenly what groups of people say is found.
    """

    traced: Pairs = ()
    agreement: tuple[AgreementTable, ...] = ()
    notes: tuple[str, ...] = ()
    learned_through: int = 0
    withdrawals: int = 0
    doubted: int = 0
    topics: str = ""
    public: bool = False
    fairness: Fairness = field(default_factory=Fairness)

    def table(self, name: str) -> AgreementTable | None:
        """Return a table of `agree` by its name; None where it has no row."""
        found = (one for one in self.agreement if one.name == name and one.rows)
        return next(found, None)


def changed(model: MethodsModel, change: Callable[[str], str]) -> MethodsModel:
    """Return an appendix with every text in it changed alike."""
    blocks = tuple(_changed(one, change) for one in model.blocks)
    return replace(model, title=change(model.title), subtitle=change(model.subtitle), blocks=blocks)


def _changed(block: Block, change: Callable[[str], str]) -> Block:
    if isinstance(block, Listing):
        return Listing(tuple(map(change, block.items)))
    if isinstance(block, Grid):
        return replace(
            block,
            caption=change(block.caption),
            header=tuple(map(change, block.header)),
            rows=tuple(tuple(map(change, row)) for row in block.rows),
        )
    return replace(block, text=change(block.text))
