"""The receipt of a withdrawal: what was removed, and which numbers are others now.

What is written into the study names nobody and repeats nothing: numbers, kinds, and the study's own
themes and codes.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from themekit.files import write_whole
from themekit.store import Store
from themekit.store.withdrawals import Withdrawal, load_withdrawals, step

FOLDER = "withdrawals"
"""Folder in the outputs."""
MATRIX = "theme_matrix.csv"
_TOLD = ("asked", "cases", "cases_if", "share", "segments", "against", "disputed", "both_stand")
_PRIVATE = 0o600
_MOST = 50_000_000
Numbers = dict[str, tuple[str, ...]]
Change = tuple[str, str, str, str]
KINDS = {
    "document": ("document", "documents"),
    "masked document": ("document of several people, in which their words are masked",
                        "documents of several people, in which their words are masked"),
    "segment": ("unit", "units"),
    "suggestion": ("suggestion", "suggestions"),
    "coding": ("decision", "decisions"),
    "look": ("look", "looks"),
    "memo": ("note", "notes"),
    "draw": ("draw", "draws"),
    "item": ("passage that somebody was given", "passages that somebody was given"),
    "anchor": ("followed place", "followed places"),
    "mark": ("mark of identifying details", "marks of identifying details"),
    "override": ("decision on what may be shown", "decisions on what may be shown"),
    "selection": ("choice of a panel", "choices of panels"),
    "outcome": ("outcome", "outcomes"),
    "link": ("claim of a cause", "claims of causes"),
    "summary": ("summary", "summaries"),
    "upset": ("passage that upset somebody", "passages that upset somebody"),
    "key": ("key of a page", "keys of pages"),
    "example": ("example in the codebook", "examples in the codebook"),
    "backup": ("backup of its tables", "backups of its tables"),
    "former codebook": ("former version of the codebook", "former versions of the codebook"),
    "masked": ("stretch of other words, masked", "stretches of other words, masked"),
}  # fmt: skip
"""What is removed, as it is told."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a withdrawal came to, without a name or a word.

    Attributes
    ----------
    counts : mapping of kind to number
        What was removed.
    before : mapping of row to numbers
        The theme matrix before; empty where there was none.
    see_to : tuple of str
        What a person has to see to still, without names.
    quotes_only : bool
    frozen : tuple of str
        Names of the frozen states whose copies, and figures where somebody is counted no more,
        were erased: they are broken from then on.
    """

    counts: Mapping[str, int] = field(default_factory=dict)
    before: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    see_to: tuple[str, ...] = ()
    quotes_only: bool = False
    frozen: tuple[str, ...] = ()

    def as_json(self) -> str:
        """Return it as text, for whoever finishes it."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> Receipt:
        """Read back what `as_json` gave."""
        told = json.loads(text)
        before = {row: tuple(cells) for row, cells in told["before"].items()}
        frozen = tuple(told.get("frozen", ()))
        return cls(told["counts"], before, tuple(told["see_to"]), told["quotes_only"], frozen)


def numbers_in(outputs: Path) -> Numbers:
    """Return the numbers of the theme matrix as it was written last."""
    try:
        text = (outputs / MATRIX).read_text(encoding="utf-8-sig")
    except OSError:
        return {}
    found: Numbers = {}
    for row in csv.DictReader(text.splitlines()):
        place = ", ".join(part for part in (row["strand"], row.get("wave", "")) if part)
        parts = [row["outline"], row["section"], row["theme"], row["code"], place]
        found["\0".join(parts)] = tuple(row[name] for name in _TOLD)
    return found


def changes(
    before: Mapping[str, tuple[str, ...]], after: Mapping[str, tuple[str, ...]]
) -> list[Change]:
    """Return what is another number now: row, what it counts, before, after."""
    found: list[Change] = []
    for row in dict.fromkeys([*before, *after]):
        old, new = before.get(row, ()), after.get(row, ())
        for at, name in enumerate(_TOLD):
            was, now = (cells[at] if cells else "" for cells in (old, new))
            # Nothing is disputed here, before or now: it says the same as the row before it.
            alike = name == "cases_if" and all(
                not cells or cells[at] == cells[_TOLD.index("cases")] for cells in (old, new)
            )
            if was != now and not alike:
                outline, section, theme, code, strand = row.split("\0")
                heading = " / ".join(part for part in (theme or section, code) if part)
                where = f"{heading}, {strand}" + ("" if outline == "report" else f" ({outline})")
                found.append((where, name, was or "none", now or "none"))
    return found


def removed(counts: Mapping[str, int]) -> Iterator[str]:
    """Yield what was removed, a line a kind."""
    for kind in [*KINDS, *sorted(counts.keys() - KINDS.keys())]:
        if number := counts.get(kind, 0):
            one, several = KINDS.get(kind, (f"note '{kind}'", f"notes '{kind}'"))
            yield f"{number:,} {one if number == 1 else several}"


def broken(verb: str, frozen: Iterable[str], *, quotes_only: bool) -> str:
    """Say what becomes of frozen states."""
    what, left = ("copies", "its numbers") if quotes_only else ("copies and figures", "that line")
    return (
        f"The {what} kept in the frozen states {', '.join(frozen)} {verb} erased. Whoever reads "
        f"the line by which such a state is cited finds nothing here any more but {left}."
    )


def as_markdown(
    row: Withdrawal, receipt: Receipt, found: Iterable[Change] | None, more: Iterable[str] = ()
) -> str:
    """Return a receipt for reading.

    Parameters
    ----------
    row : Withdrawal
    receipt : Receipt
    found : iterable of Change or None
        None where the study has not been run since.
    more : iterable of str
        What a person has to see to, with the names that they need for it.
    """
    lines = [f"# Withdrawal {row.number}, {row.made}", ""]
    if receipt.quotes_only:
        lines += ["Somebody's words are quoted nowhere any more; they stay coded and counted.", ""]
    else:
        told = [f"- {line}" for line in removed(receipt.counts)] or ["- nothing"]
        lines += ["## What was removed", "", *told, ""]
    if receipt.frozen:
        said = broken("were", receipt.frozen, quotes_only=receipt.quotes_only)
        lines += ["## Frozen states", "", said, ""]
    # What is still to be done stands before the long table: there nobody would find it.
    if see := [*(more or receipt.see_to)]:
        lines += ["## What a person has to see to", "", *(f"- {one}" for one in see), ""]
    lines += ["## Numbers that changed", ""]
    if found is None:
        lines += ["Not known yet: the next `themekit run` writes them here.", ""]
    else:
        told = [f"| {where} | {what} | {was} | {now} |" for where, what, was, now in found]
        table = ["| Theme or code, strand | What | Before | Now |", "|---|---|---|---|", *told]
        lines += [*(table if told else ["None."]), ""]
    return "\n".join(lines)


def write_receipt(outputs: Path, row: Withdrawal, text: str) -> Path:
    """Write a receipt without names beside the outputs."""
    folder = outputs / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{row.number:04d}.md"
    write_whole(path, text.encode(), _PRIVATE)
    return path


def complete(store: Store, outputs: Path) -> None:
    """Write into receipts which numbers are others now, once a run has come to its end."""
    with store.reading() as connection:
        waiting = [one for one in load_withdrawals(connection) if one.state == "wiped"]
    for row in waiting:
        receipt = Receipt.from_json(row.request)
        found = changes(receipt.before, numbers_in(outputs)) if receipt.before else []
        write_receipt(outputs, row, as_markdown(row, receipt, found))
        with store.appending() as connection:
            step(connection, row.number, "done")
    if waiting:  # a kill may have come between the last step and this
        store.compact()
