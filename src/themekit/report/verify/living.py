"""What a report's sentences rested on when it was last verified, and what has changed since."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from themekit.report.verify.result import Remark, shortened
from themekit.report.verify.wording import joined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

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


@dataclass(frozen=True, slots=True)
class Moved:
    """A sentence whose row has other figures than when it was last verified.

    Attributes
    ----------
    one : Statement
    what : str
        ``More people, Interviews: 5 of 7 before, 6 of 7 now``.
    """

    one: Statement
    what: str

    @property
    def at(self) -> tuple[int, int]:
        """Where it stands: its block, and its start there."""
        return self.one.block, self.one.start


def moved(
    statements: Iterable[Statement], before: Iterable[Seen], key: Callable[[str], str]
) -> Iterator[Moved]:
    """Yield the sentences whose rows have changed since they were last verified.

    Parameters
    ----------
    statements : iterable of Statement
    before : iterable of Seen
        The last of a sentence and row counts.
    key : callable
        Makes the keyed hash of a sentence's words.
    """
    known = {(one.sentence, one.row): one.figures for one in before}
    for one in statements:
        hashed = key(joined(one.text)) if one.tied else ""
        for figure in one.tied:
            then = known.get((hashed, figure.key), figure.short)
            if then != figure.short:
                what = f"{figure.name}, {figure.strand}: {then} before, {figure.short} now"
                yield Moved(one, what)
                break


def no_longer(wrong: Remark, what: str) -> Remark:
    """Say of what is wrong with a sentence that it comes of a change of its row."""
    found = f"no longer holds: {what}; {wrong.found}"
    return replace(wrong, kind="changed", found=found)


def read_again(it: Moved, block: Block) -> Remark:
    """Say of a sentence without a figure that its row has changed."""
    return Remark(
        "doubtful",
        "changed",
        block.place,
        shortened(it.one.text),
        f"it rests on figures that have changed: {it.what}",
        "read it again",
        it.at,
    )
