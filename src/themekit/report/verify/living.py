"""What a report's sentences rested on when it was last verified, and what has changed since."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from themekit.report.verify.result import Remark, shortened
from themekit.report.verify.wording import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from themekit.report.verify.model import Block
    from themekit.report.verify.sentences import Statement


@dataclass(frozen=True, slots=True)
class Seen:
    """A sentence that rested on a row, as it was verified.

    Attributes
    ----------
    sentence : str
        Keyed hash of its words, which are kept nowhere.
    row : str
        The row's key.
    figures : str
        ``5 of 7``.
    """

    sentence: str
    row: str
    figures: str

    def line(self) -> str:
        """Return it as a line of JSON."""
        return json.dumps([self.sentence, self.row, self.figures])

    @classmethod
    def of_line(cls, line: str) -> Seen | None:
        """Read a line; None where it is none of ours."""
        try:
            found = json.loads(line)
        except ValueError:
            return None
        whole = isinstance(found, list) and len(found) == 3  # noqa: PLR2004 - three texts
        return cls(*found) if whole and all(isinstance(one, str) for one in found) else None


def seen_in(statements: Iterable[Statement], key: Callable[[str], str]) -> tuple[Seen, ...]:
    """Return what the tied sentences of a report rest on now."""
    found = (
        Seen(key(joined(one.text)), figure.key, figure.short)
        for one in statements
        for figure in one.tied
        if figure.key
    )
    return tuple(dict.fromkeys(found))


def changed(
    statements: Iterable[Statement],
    blocks: Sequence[Block],
    before: Iterable[Seen],
    key: Callable[[str], str],
    told: Mapping[tuple[int, int], Remark],
    is_told_in_figures: Callable[[Statement], bool],
) -> Iterator[tuple[tuple[int, int] | None, Remark]]:
    """Yield the sentences whose rows have changed since they were last verified.

    Parameters
    ----------
    statements : iterable of Statement
    blocks : sequence of Block
    before : iterable of Seen
        The last of a sentence and row counts.
    key : callable
        Makes the keyed hash of a sentence's words.
    told : mapping of (block, start) of a statement to what is wrong with it already
    is_told_in_figures : callable
        Whether a statement was held against its rows: then it holds, whatever has changed.

    Yields
    ------
    pair of (block, start) and Remark
        The place of the remark that it takes the place of; None where it says something new.
    """
    known = {(one.sentence, one.row): one.figures for one in before}
    for one in statements:
        hashed = key(joined(one.text)) if one.tied else ""
        moved = [
            f"{figure.name}, {figure.strand}: {known[hashed, figure.key]} before, "
            f"{figure.short} now"
            for figure in one.tied
            if known.get((hashed, figure.key), figure.short) != figure.short
        ]
        if not moved:
            continue
        at = (one.block, one.start)
        wrong = told.get(at)
        if wrong is not None:
            found = f"no longer holds: {moved[0]}; {wrong.found}"
            yield (
                at,
                Remark(
                    wrong.severity,
                    "changed",
                    wrong.place,
                    wrong.said,
                    found,
                    wrong.advice,
                    wrong.at,
                ),
            )
        elif not is_told_in_figures(one):
            yield (
                None,
                Remark(
                    "doubtful",
                    "changed",
                    blocks[one.block].place,
                    shortened(one.text),
                    f"it rests on figures that have changed: {moved[0]}",
                    "read it again",
                    at,
                ),
            )
