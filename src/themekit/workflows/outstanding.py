"""What people have done in a study, and what waits for one of them, as ``status`` tells it."""

from __future__ import annotations

from collections.abc import Iterator

from themekit.decisions import CodedStudy, Standing
from themekit.events import Draw, Look, Note
from themekit.tasks.asking import overlaps
from themekit.workflows.handing_out import CALLED_BACK
from themekit.workflows.mark import gate_of

Cells = tuple[str, int | None, str]


def people_rows(coded: CodedStudy) -> Iterator[Cells]:
    """Yield what people have done, and what of it waits, lies nowhere or needs somebody."""
    decisions, names = coded.decisions, coded.coder_names
    latest, size = decisions.latest, max(len(coded.segments), 1)
    looked = {pair % size for pair in (*latest.words, *latest.settled)} | latest.looks.keys()
    yield "segments that a person has looked at", len(looked), ""
    deciding = sorted({one.coder for one in coded.events if one.coder})
    yield "coders", len(deciding), ", ".join(names.get(coder, coder) for coder in deciding)
    yield from _handed_out(coded)
    stood = [one for one in decisions.standings() if one.unsure or one.yes or one.settled]
    yield from _disputed(stood)
    for what, number, state in (
        ("settled and spoken of again", sum(one.reopened for one in stood), "to be looked at"),
        (
            "unsure, and nobody else has looked",
            sum(one.needs_reader for one in stood),
            "needs another reader",
        ),
        _to_change(coded, stood),
        (
            "decisions that wait",
            len(decisions.waiting),
            "their coder decided there twice, unknowing: counted nowhere until they choose",
        ),
        ("decisions that lie on no present text", len(decisions.unplaced), "see themekit check"),
        ("decisions of unknown codes", len(decisions.unknown), "see themekit check"),
        _unmarked(coded),
    ):
        if number:
            yield what, number, state


def left_to_do(coded: CodedStudy) -> dict[str, int]:
    """Return how many passages each coder was given and has not looked at, by their id.

    What was called back, and practice, is not left to do; what was skipped is done.
    """
    void = coded.decisions.record.void
    standing = [one for one in coded.events if one.event_id not in void]
    back = _called_back(one for one in standing if isinstance(one, Note))
    looks: dict[tuple[str, str, str], list[Look]] = {}
    for one in standing:
        if isinstance(one, Look):
            looks.setdefault((one.coder, one.draw, one.document), []).append(one)
    left: dict[str, int] = {}
    for draw in standing:
        if not isinstance(draw, Draw) or draw.purpose == "practice" or _is_back(draw, back):
            continue
        for item in draw.items:
            done = looks.get((draw.coder, draw.draw, item.document), ())
            if not any(overlaps(look, item) for look in done):
                left[draw.coder] = left.get(draw.coder, 0) + 1
    return left


def _called_back(notes: Iterator[Note]) -> dict[tuple[str, str], int]:
    """Return by coder and draw, or all of the coder's earlier ones, the number of the note."""
    found: dict[tuple[str, str], int] = {}
    for note in notes:
        if note.name == CALLED_BACK:
            told = dict(note.fields)
            found[told.get("coder", ""), told.get("draw", "")] = note.number
    return found


def _is_back(draw: Draw, back: dict[tuple[str, str], int]) -> bool:
    return (draw.coder, draw.draw) in back or back.get((draw.coder, ""), 0) > draw.number


def _handed_out(coded: CodedStudy) -> Iterator[Cells]:
    left, names = left_to_do(coded), coded.coder_names
    if left:
        each = (f"{names.get(coder, coder)} {left[coder]}" for coder in sorted(left))
        yield "passages handed out and not done yet", sum(left.values()), ", ".join(each)


def _disputed(stood: list[Standing]) -> Iterator[Cells]:
    """Yield how much people disagree about."""
    disputed = [one for one in stood if one.state == "disputed"]
    if disputed:
        passages = len({one.segment_id for one in disputed})
        yield "passages that people disagree about", passages, "to be settled"
        yield "codes on segments that coders dispute", len(disputed), "to be settled"


def _to_change(coded: CodedStudy, stood: list[Standing]) -> Cells:
    """Say of which codes people told that the description needs changing."""
    told = {one.code_id for one in stood for word in one.unsure if word.verdict == "code problem"}
    names = [code.name for code in coded.codebook.codes if code.id in told]
    return "descriptions that need changing", len(names), ", ".join(names)


def _unmarked(coded: CodedStudy) -> Cells:
    """Say how many documents peers are not shown because nobody has read them for details."""
    what, state = "documents not marked", "peers are not shown them: see themekit mark"
    if not any(one.role == "peer" for one in coded.coders):
        return what, 0, state  # nobody is there who would miss them
    verdicts = gate_of(coded).verdicts()
    return what, sum(not one.marked_by and not one.despite for one in verdicts), state
