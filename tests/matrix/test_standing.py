"""How a code stands on a segment: lists agree with counts."""

from dataclasses import replace

from themekit.matrix import (
    CodeInfo,
    DocumentInfo,
    MatrixInputs,
    StrandInfo,
    build_matrix,
    standings,
)
from themekit.records import Coding, Look, Segment, Suggestion

SEGMENTS = tuple(
    Segment(f"s/P1/{n}", "s/P1", "h", 10 * n, 10 * n + 9, f"words {n}", "P1") for n in range(5)
)
CODES = (CodeInfo("wait", "Wait", "T"), CodeInfo("cost", "Cost", "T"))


def coding(number: int, code: str, decision: str, coder: str = "Ada", **more: str) -> Coding:
    """Build an event on segment `number`."""
    one = SEGMENTS[number]
    event = Coding(
        f"{coder}{number}{code}", "s/P1", one.id, "h", one.start, one.end, code, coder, decision
    )  # type: ignore[arg-type]
    return replace(event, **more)


def inputs(**parts: object) -> MatrixInputs:
    """Build a study of one document."""
    base = MatrixInputs(
        strands=(StrandInfo("S"),),
        documents=(DocumentInfo("s/P1", "S", cases=("P1",)),),
        segments=SEGMENTS,
        codes=CODES,
        themes=("T",),
    )
    return replace(base, **parts)  # type: ignore[arg-type]


def states(found: MatrixInputs) -> dict[tuple[str, str], str]:
    """Return the state of each pair, short."""
    return {(one.segment_id[-1], one.code_id): one.state for one in standings(found)}


def test_a_suggestion_that_nobody_looked_at_is_only_suggested() -> None:
    """The machine's word stands as the machine's; what it is unsure of stands nowhere."""
    found = inputs(suggestions=[
        Suggestion("s/P1/0", "wait", 0.9, "suggested"), Suggestion("s/P1/0", "cost", 0.4, "uncertain"),
    ])  # fmt: skip
    assert states(found) == {("0", "wait"): "suggested"}


def test_people_apply_dispute_and_refuse() -> None:
    """Each decision of people has its state, on suggested codes and on others."""
    found = inputs(
        suggestions=[Suggestion("s/P1/1", "wait", 0.9, "suggested")],
        codings=[
            coding(0, "wait", "add"),
            coding(1, "wait", "reject"),
            coding(2, "cost", "reject"),
            coding(3, "cost", "accept"),
            coding(3, "cost", "reject", "Bo"),
        ],
    )
    assert states(found) == {
        ("0", "wait"): "applies",
        ("1", "wait"): "does not apply",
        ("2", "cost"): "does not apply",
        ("3", "cost"): "disputed",
    }


def test_a_look_that_passes_a_suggestion_by_refuses_it() -> None:
    """Who examined the whole codebook and took nothing up said no."""
    found = inputs(
        suggestions=[Suggestion("s/P1/4", "cost", 0.9, "suggested")],
        looks=[Look("s/P1/4", "h", "Ada", outcome="nothing applies")],
    )
    assert states(found) == {("4", "cost"): "does not apply"}


def test_what_counts_in_a_list_counts_in_the_matrix() -> None:
    """The matrix's segments of a code are those whose state counts."""
    found = inputs(
        suggestions=[Suggestion("s/P1/0", "wait", 0.9, "suggested")],
        codings=[coding(2, "wait", "add")],
    )
    listed = {one.segment_id for one in standings(found) if one.counts and one.code_id == "wait"}
    row = next(
        row for row in build_matrix(found).rows if row.code_id == "wait" and row.strand == "S"
    )
    assert listed == set(row.holding) == {"s/P1/0", "s/P1/2"}
