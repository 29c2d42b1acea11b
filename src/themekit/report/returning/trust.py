"""How far to trust an account: who read, whether readers agree, what else differs, chance."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from themekit.report import words
from themekit.report.returning.model import Line
from themekit.report.returning.occasion import listed, readable

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from themekit.report.methods_blocks import AgreementTable
    from themekit.report.returning.occasion import Occasion

MOST_CODES = 4
_AGREED = (
    "In the whole study, when one of two readers found something, the other found it too in so "
    "many of 100 cases"
)
_COUNTED = re.compile(r"\d+ (?:left|joined)")
"""What is told of whom we heard already."""


def trust_of(
    occasion: Occasion, agreed: Sequence[AgreementTable] = (), doubted: int = 0
) -> Iterator[Line]:
    """Yield how far to trust an account.

    Parameters
    ----------
    occasion : Occasion
    agreed : sequence of AgreementTable
        What `agree` tells of the study.
    doubted : int
        Files that may have been read wrongly.
    """
    yield Line("Who read", _readers(occasion))
    reflexive = occasion.inputs.reflexive
    if occasion.read and not reflexive:
        yield Line("Do readers agree", _agreement(occasion, agreed))
    if reflexive:
        yield Line(
            "Readings", "Each reading is one person's. Others may read the same words otherwise."
        )
    elif occasion.read and not occasion.is_first:
        yield Line("Did reading change", _drift(occasion))
    if told := _stated(occasion):
        yield Line("What else differs", told)
    if not reflexive:
        yield Line(
            "Suggestions",
            "A machine suggests what a passage may be about. Only what a person decided is "
            "counted or quoted here.",
        )
        yield Line("Chance", _chance(occasion))
    if occasion.public:
        yield Line(
            "If you told us",
            "Thank you. If you want your words taken out, or think that we read you wrongly, tell "
            "whoever asked you.",
        )
    if doubted:
        yield Line("Files", f"{words.plural(doubted, 'file')} may have been read wrongly.")


def _readers(occasion: Occasion) -> str:
    """Say how many people read how much of the wave."""
    total = len(occasion.passages)
    if not occasion.read:
        return (
            "Nobody has read any passage of this wave yet."
            if total
            else "There is nothing to read."
        )
    lookers = occasion.inputs.coded.decisions.lookers
    here = [coder for coder, found in lookers.items() if not occasion.read.isdisjoint(found)]
    roles = {one.id: one.role for one in occasion.inputs.coded.coders}
    counted = {role: sum(roles.get(one) == role for one in here) for role in words.CODERS}
    known = [(role, number) for role, number in counted.items() if number and role != "imported"]
    by = ", ".join(f"{words.CODERS[role]} {number:,}" for role, number in known)
    who = words.plural(len(here), "person", "people") + (f" ({by})" if by else "")
    twice = sum(sum(at in found for found in lookers.values()) > 1 for at in occasion.read)
    return (
        f"{who} read {len(occasion.read):,} of the {words.plural(total, 'passage')} that these "
        f"accounts are made of; {twice:,} of them were read by more than one."
    )


def _agreement(occasion: Occasion, agreed: Sequence[AgreementTable]) -> str:
    """Say how often two readers find the same, of what is followed."""
    table = next((one for one in agreed if one.name == "agreement"), None)
    found = _by_code(table) if table else {}
    known = {one.id: one for one in occasion.inputs.codes}
    codes = [known[one] for one in _followed(occasion) if known[one].shown_path in found]
    if not found:
        return "Not known: too few passages were read by two people on their own."
    if not codes:
        low, high = (round(100 * one) for one in (min(found.values()), max(found.values())))
        return f"{_AGREED}, {low:,} to {high:,} for {words.plural(len(found), 'thing')} looked for."
    told = ", ".join(
        f"{readable('', one)} {round(100 * found[one.shown_path]):,}" for one in codes[:MOST_CODES]
    )
    return f"{_AGREED}: {told}."


def _by_code(table: AgreementTable) -> Mapping[str, float]:
    """Return how often two people give a code together, by its path in the codebook."""
    found: dict[str, float] = {}
    for row in table.rows:
        value, name = table.at(row, "positive_agreement"), str(row[0])
        if isinstance(value, float) and table.at(row, "low") is not None:  # else too rare to tell
            found[name] = value
    return found


def _followed(occasion: Occasion) -> Iterator[str]:
    """Yield ids of the codes that are watched, then of those that tell of a direction."""
    codes = occasion.inputs.coded.codebook
    watched = (codes.find(one.code) for one in occasion.inputs.coded.study.watch if one.code)
    ids = [one.id for one in watched if one]
    ids += [one.id for one in occasion.inputs.codes if one.direction]
    yield from dict.fromkeys(ids)


def _oftener(points: int) -> str:
    """Say by how much more or less often something is found."""
    return (
        f"{abs(points)} in 100 {'less' if points < 0 else 'more'} often" if points else "as often"
    )


def _drift(occasion: Occasion) -> str:
    """Say whether a part of an earlier wave was read anew, and what that showed."""
    rows = [row for row in occasion.inputs.matrix.changes if row.end == occasion.wave]
    known = [row for row in rows if row.drift is not None and row.watched]
    if known:
        most = max(known, key=lambda row: abs(row.drift or 0.0))
        return (
            "A part of the wave before was read anew by those who read this one. What was found "
            f"otherwise is taken into the changes above; most for "
            f"{occasion.name_of(most.strand, most.item, most.code_id)}: found "
            f"{_oftener(round(100 * (most.drift or 0.0)))} today."
        )
    if any(one.purpose == "bridge" for one in occasion.inputs.coded.draws):
        return (
            "A part of an earlier wave was read anew; what that showed is taken into the changes, "
            "where this wave was read in the same way."
        )
    return (
        "Not known: no part of an earlier wave was read anew. People come to read otherwise, and "
        "that can look like a change."
    )


def _stated(occasion: Occasion) -> str:
    """Say what else differs between the waves, and no reading mends."""
    found: dict[str, dict[str, None]] = {}
    for row in occasion.inputs.matrix.changes:
        if row.end == occasion.wave:
            kept = (one for one in row.stated if not _COUNTED.fullmatch(one))
            found.setdefault(row.start, {}).update(dict.fromkeys(kept))
    said = [f"since {start}: {listed([*told])}" for start, told in found.items() if told]
    if not said:
        return ""
    text = "; ".join(said)
    return f"{text[:1].upper()}{text[1:]}. No reading mends that."


def _chance(occasion: Occasion) -> str:
    samples = {one.sample for one in occasion.strands if one.name in occasion.documents}
    if samples <= {"probability", "census"}:
        return (
            "People were drawn at random, or everybody was asked: the ranges say how far chance "
            "goes."
        )
    return (
        "Nobody was drawn at random: what stands here is of those who told us something, and of "
        "nobody else. A small change can be a few people more or less."
    )
