"""What is followed from wave to wave: what the study said beforehand, then all else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from themekit.matrix.outlines import REPORT, CodeGroup, RowSpec, Tree
from themekit.study import MATTERS, ClosedItem, Study, Watched


@dataclass(frozen=True, slots=True)
class Followed:
    """A code, or a closed question with answers that count as positive.

    Attributes
    ----------
    name, direction : str
        As readers know it; what a code says of a person's situation, or nothing.
    watched : bool
        Whether the study said beforehand that it follows it.
    matters : float
        The least change of a share that would matter, in (0, 1).
    spec : RowSpec or None
        What a code counts; None of a closed question.
    item : str
        Column of the closed question; empty of a code.
    """

    name: str
    direction: str
    watched: bool
    matters: float
    spec: RowSpec | None = None
    item: str = ""

    @property
    def code_id(self) -> str:
        """Id of the code; empty of a closed question."""
        return self.spec.code_id if self.spec else ""


def followed(tree: Tree, study: Study) -> tuple[Followed, ...]:
    """Return what is followed: what is watched in the study's order, then codes, then questions."""
    codes = {one.code_id: one for one in _codes(tree)}
    items = {one.item: one for one in _items(study)}
    found: list[Followed] = []
    for one in study.watch:
        code = tree.codebook.find(one.code) if one.code else None
        known = codes.pop(code.id, None) if code else items.pop(one.item, None)
        if known is not None:
            found.append(_watched(known, one))
    return (*found, *codes.values(), *items.values())


def _watched(one: Followed, how: Watched) -> Followed:
    return Followed(
        one.name, one.direction, watched=True, matters=how.matters, spec=one.spec, item=one.item
    )


def _codes(tree: Tree) -> Iterator[Followed]:
    """Yield every code in report order; its children count as kinds of it, as in the matrix."""
    for number in tree.order:
        code = tree.codes[number]
        groups = (CodeGroup((tree.head(number),)),)
        spec = RowSpec(REPORT, code.theme, code.theme, code.name, code.id, groups)
        yield Followed(code.name, code.direction, watched=False, matters=MATTERS, spec=spec)


def _items(study: Study) -> Iterator[Followed]:
    """Yield the closed questions of which some answers count as positive, each column once."""
    for column, item in _first(one for strand in study.strands for one in strand.closed):
        if item.positive:
            yield Followed(item.label or column, "", watched=False, matters=MATTERS, item=column)


def _first(items: Iterator[ClosedItem]) -> Sequence[tuple[str, ClosedItem]]:
    found: dict[str, ClosedItem] = {}
    for one in items:
        found.setdefault(one.column, one)
    return list(found.items())
