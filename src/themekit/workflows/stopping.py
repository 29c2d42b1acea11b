"""When to stop: how many more cases to check until no claim of a finding can turn over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import mean

from themekit.decisions import CodedStudy
from themekit.matrix.claims import StrandClaims, claims_of
from themekit.matrix.stated import Claim
from themekit.tasks.pace import in_minutes, reckoned_seconds, seconds_a_passage
from themekit.workflows.context import RunContext
from themekit.workflows.loading import load_coded
from themekit.workflows.project import open_result

Cells = tuple[str, int | None, str]
ClaimCells = tuple[str, str, str, str, str, str, int, int]
CLAIM_COLUMNS = ("strand", "wave", "section", "findings", "claim", "state", "read", "cases")
WHAT = "cases to check for the findings"
NO_ROW = "no row that a finding uses can leave"
_TOLD = 2


def stopping_rows(context: RunContext) -> list[Cells]:
    """Tell how many more cases to check in each strand; nothing where no finding claims anything.

    Parameters
    ----------
    context : RunContext
    """
    if not context.study.findings:
        return []
    coded = load_coded(context, scored=True)
    found = claims_of(coded)
    seconds = seconds_a_passage(coded.events) or _reckoned(coded)
    rows: list[Cells] = [
        (_named(WHAT, one, found), one.more, say_next(one, coded, seconds)) for one in found
    ]
    if not coded.study.quantifiers and found:
        why = "study.yaml declares no words (quantifiers: few, some, most): only orders are told"
        rows.append(("words of the findings", None, why))
    return rows


def claim_rows(path: Path) -> list[ClaimCells]:
    """Tell every claim of the findings, as in `CLAIM_COLUMNS`.

    Parameters
    ----------
    path : Path
        The study's folder.
    """
    with open_result(path) as context:
        found = claims_of(load_coded(context, scored=True)) if context.study.findings else ()
    return [
        (
            strand.strand,
            strand.wave,
            claim.section,
            ", ".join(claim.findings),
            says(claim),
            _state(claim, strand),
            strand.read,
            strand.size,
        )
        for strand in found
        for claim in strand.claims
    ]


def says(claim: Claim) -> str:
    """Say a claim in words: what is possible of a row, or which of two comes first."""
    named = [f"\N{LEFT DOUBLE QUOTATION MARK}{one}\N{RIGHT DOUBLE QUOTATION MARK}"
             for one in claim.rows]  # fmt: skip
    if not claim.words:
        if claim.state == "settled":
            return f"{named[0]} is not behind {named[1]}"
        return f"{named[0]} and {named[1]} may change places"
    words = [f"'{one}'" if one else "no declared word" for one in claim.words]
    if len(words) == 1:
        return f"{named[0]}: {words[0]}"
    are = "are both" if len(words) == 2 else "are all"  # noqa: PLR2004 -- two or more
    return f"{named[0]}: {', '.join(words[:-1])} and {words[-1]} {are} possible"


def _reckoned(coded: CodedStudy) -> float:
    """Return how long a passage may take, by its length."""
    letters = [one.end - one.start for one in coded.segments if one.codable]
    return reckoned_seconds(mean(letters)) if letters else 0.0


def _named(what: str, one: StrandClaims, found: Sequence[StrandClaims]) -> str:
    """Name a row; the strand and wave only where there are several."""
    where = f"{one.strand}, {one.wave}" if one.wave else one.strand
    return f"{what}: {where}" if len(found) > 1 else what


def say_next(one: StrandClaims, coded: CodedStudy, seconds: float) -> str:
    """Say what to do in a strand, and what it will bring."""
    takes = in_minutes(one.passages * seconds)
    return " ".join([*_next(one, coded, takes), *_left(one)])


def _next(one: StrandClaims, coded: CodedStudy, takes: str) -> Iterator[str]:
    """Yield what to check next."""
    words = ", ".join(word.word for word in coded.study.quantifiers)
    its = f"its declared word ({words}) or its place in the order" if words else (
        "its place in the order"
    )  # fmt: skip
    if not one.more:
        certain = ", with 9 in 10 certainty" if one.by_draw and one.read < one.size else ""
        but = " but for what is still open" if any(_is_open(one)) else ""
        yield f"enough: {NO_ROW} {its}{certain}{but}."
    elif one.by_draw and not one.read:
        yield (
            f"draw {one.more} whole cases at random and check them ({takes}): then it can be told "
            f"how many more it takes (themekit coders STUDY hand-out NAME --cases {one.more} "
            f'--strand "{one.strand}").'
        )
    elif one.by_draw and one.forecast > one.more:
        yield (
            f"check {one.more} more drawn at random ({takes}) and ask again: as it looks now about "
            f"{one.forecast} will do, of {one.size - one.read} unread."
        )
    elif one.by_draw:
        yield (
            f"check {one.more} more drawn at random ({takes}): then, as it looks now, {NO_ROW} "
            f"{its}, with 9 in 10 certainty."
        )
    elif one.forecast > one.more:
        yield (
            f"check {one.more} of the unread cases, the likeliest first ({takes}): then {NO_ROW} "
            f"{its}, if they are as the machine suggests; after all {one.forecast} for certain."
        )
    else:
        cases = f"the {one.more} cases that are" if one.more > 1 else "the one case that is"
        yield f"check {cases} unread ({takes}): then {NO_ROW} {its}."


def _is_open(one: StrandClaims) -> Iterator[bool]:
    return (claim.state == "open" for claim in one.claims)


def _left(one: StrandClaims) -> Iterator[str]:
    """Yield what stays open whatever is checked next."""
    said = [says(claim) for claim in one.claims if claim.state == "open"]
    if not said:
        return
    why = (
        "People disagree, so that more reading does not settle"
        if one.disputed
        else f"Cannot be settled short of reading all {one.size:,}"
    )
    more = f"; and {len(said) - _TOLD} more" if len(said) > _TOLD else ""
    yield f"{why}: {'; '.join(said[:_TOLD])}{more} (themekit status STUDY --claims)."


def _state(claim: Claim, strand: StrandClaims) -> str:
    """Say how it stands with a claim."""
    if claim.state == "settled":
        return "settled"
    if claim.state == "to read":
        return f"check {strand.more} more"
    return "people disagree" if strand.disputed else f"open until all {strand.size:,} are read"
