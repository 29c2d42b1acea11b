"""Of the methods appendix: how far people agree, and what became of differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.methods_blocks import Block, Grid, Heading, Listing, Paragraph, Question
from themekit.report.methods_words import figure

if TYPE_CHECKING:
    from collections.abc import Iterator

    from themekit.report.inputs import ReportInputs
    from themekit.report.methods_blocks import AgreementTable, MethodFacts

FIGURES = (
    ("words", "Words"),
    ("both_looked", "Both looked"),
    ("cases", "Cases"),
    ("positive_agreement", "Positive agreement"),
    ("alpha", "Alpha"),
    ("low", "Low"),
    ("high", "High"),
)
"""Columns of the main table of `agree`, and how they are headed here."""
DOUBLE = (
    ("strand", "Strand"),
    ("passages", "Passages"),
    ("read", "Read by people"),
    ("read_by_two", "By two or more"),
    ("differences", "Differences"),
    ("outcomes", "What became of them"),
)
MOST_NAMED = 6
"""Rows that are named where they are empty for one reason; more are counted."""
HOW_TALKED = "How did those who coded talk over their differences, and who decided?"
HOW_TRAINED = "How were those who coded prepared: together, on what, for how long?"
EXPLAINED = (
    "Agreement is reckoned from what each person said by themselves, before they saw what others "
    "said. Positive agreement is how often two people give a code together, of all times that "
    "either gives it. Alpha is Krippendorff's: 1 is perfect, 0 what chance would give. Low and "
    "high bound a 95 % interval. The machine takes no part in it. The same figures, by pair of "
    "people, by role or by strand: themekit agree."
)


def agreement(inputs: ReportInputs, facts: MethodFacts) -> Iterator[Block]:
    """Yield agreement as `agree` tells it; in a reflexive study other readings alone."""
    if inputs.coded.study.method == "reflexive":
        yield from _readings(facts)
        return
    yield Heading("4. How far people agree")
    yield from _double(facts, shares=True)
    main, own = facts.table("agreement"), facts.table("oneself")
    if main:
        yield Paragraph(EXPLAINED)
        yield from _figures("Agreement by code", main)
    else:
        yield Paragraph("No passage was read by two people, so nothing is known of agreement.")
    if own:
        yield from _figures("Agreement of people with themselves, in a hidden repeat", own)
    if main and facts.notes:
        yield Listing(facts.notes)
    yield Question(HOW_TRAINED)
    yield Question(HOW_TALKED)


def _readings(facts: MethodFacts) -> Iterator[Block]:
    yield Heading("4. Where people read differently")
    yield Paragraph(
        "A code is somebody's reading here. Another reading is no error to be counted: both stand, "
        "and no coefficient is reckoned."
    )
    yield from _double(facts, shares=False)
    yield Question("What did other readings do to the analysis?")


def _double(facts: MethodFacts, *, shares: bool) -> Iterator[Block]:
    """Yield how much two people or more read, strand by strand."""
    table = facts.table("double")
    if table is None:
        return
    if shares:
        columns = [[row[table.columns.index(name)] for row in table.rows] for name in _COUNTED]
        total, read, two = (sum(int(cell or 0) for cell in column) for column in columns)
        yield Paragraph(
            f"Of {words.plural(total, 'passage')}, people read {_with_share(read, total)}; two "
            f"people or more read {_with_share(two, total)}."
        )
    rows = tuple(tuple(figure(table.at(row, name)) for name, _ in DOUBLE) for row in table.rows)
    yield Grid(
        "Read by two people or more, and what became of differences (each of a passage and a code)",
        tuple(name for _, name in DOUBLE),
        rows,
        (1, 2, 3, 4),
    )


_COUNTED = ("passages", "read", "read_by_two")
_ALIKE = frozenset({"words", "both_looked", "cases"})
"""Columns that are told once, in the caption, where they are alike in all rows."""
_IN_WORDS = frozenset({"code", "words"})


def _with_share(part: int, whole: int) -> str:
    share = words.percent(part, whole)
    return f"{part:,} ({share})" if share else f"{part:,}"


def _figures(caption: str, table: AgreementTable) -> Iterator[Block]:
    """Yield what is shown of a table, and why what of it is empty.

    A column that is empty throughout is left out.
    """
    first = table.columns[0]
    chosen = [(first, first.capitalize()), *FIGURES]
    cells = [[table.at(row, name) for row in table.rows] for name, _ in chosen]
    once, kept = [], []
    for at, (name, heading) in enumerate(chosen):
        if name in _ALIKE and len(set(cells[at])) == 1 and len(table.rows) > 1:
            said = figure(cells[at][0])
            once.append(said if name == "words" else f"{heading.lower()}: {said}")
        elif any(one not in {None, ""} for one in cells[at]):
            kept.append(at)
    yield Grid(
        f"{caption} ({'; '.join(once)})" if once else caption,
        tuple(chosen[at][1] for at in kept),
        tuple(zip(*(map(figure, cells[at]) for at in kept), strict=True)),
        tuple(place for place, at in enumerate(kept) if chosen[at][0] not in _IN_WORDS),
    )
    remarks: dict[str, list[str]] = {}
    for row in table.rows:
        if why := table.at(row, "why_empty"):
            remarks.setdefault(str(why), []).append(str(row[0]))
    if remarks:
        yield Listing(tuple(_remark(why, names) for why, names in remarks.items()))


def _remark(why: str, names: list[str]) -> str:
    """Say why some rows are empty; many that are so for one reason are counted."""
    if len(names) > MOST_NAMED:
        return f"{len(names)} of the rows above: {why}."
    return f"{'; '.join(names)}: {why}."
