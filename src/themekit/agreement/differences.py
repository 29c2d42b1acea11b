"""Where people read differently, what became of it, and what that says of the descriptions."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from themekit.agreement.said import PROBLEM, UNSURE, Said
from themekit.agreement.tables import Cell, Frame, Table
from themekit.decisions import Decisions
from themekit.records import Segment

PAIR = 2
SETTLED = {"": "yes", "yes": "yes", "no": "no", "both": "both"}
OPEN, CHANGED = "still open", "somebody changed their word"
OUTCOMES = ("yes", "no", "both", CHANGED, OPEN)
OUTCOME_WORDS = ("settled as yes", "settled as no", "both stand", "word changed", OPEN)


def differing(words: Iterable[Said]) -> dict[tuple[str, str], list[Said]]:
    """Return words by topic and segment, where somebody says yes and somebody no."""
    together: dict[tuple[str, str], list[Said]] = defaultdict(list)
    for one in words:
        together[one.topic, one.segment_id].append(one)
    return {
        place: said
        for place, said in together.items()
        if {True, False} <= {one.applies for one in said}
    }


def became(decisions: Decisions, segment: str, code: str) -> str:
    """Return what became of a difference: see `OUTCOMES`."""
    standing = decisions.standing(segment, code)
    if standing.settled is not None:
        return SETTLED[standing.settled.holds]
    if decisions.reflexive:
        return "both"  # there every reading stands beside the others
    return OPEN if standing.state == "disputed" else CHANGED


def differences_table(
    words: Sequence[Said],
    decisions: Decisions,
    segments: Mapping[str, Segment],
    frame: Frame,
    reasons: Mapping[int, str],
) -> Table:
    """Return every passage that people read differently, with both readings and its text.

    Parameters
    ----------
    words : sequence of Said
        Of codes.
    decisions : Decisions
    segments : mapping of segment id to Segment
    frame : Frame
    reasons : mapping of number to str
        What a coder gave as the reason, by the number of the event in which they said it.
    """
    found = differing(words)
    order = {segment: at for at, segment in enumerate(segments)}
    codes = {code: at for at, code in enumerate(frame.topics)}
    rows = []
    for code, segment in sorted(found, key=lambda one: (codes[one[0]], order[one[1]])):
        readings = sorted(found[code, segment], key=lambda one: frame.name(one.coder))
        rows.append(
            (
                frame.topics[code],
                segment,
                "; ".join(_reading(one, frame) for one in readings),
                _memos(readings, frame, reasons),
                became(decisions, segment, code),
                segments[segment].text,
            )
        )
    return Table(
        "disagreements",
        "Passages that people, each by themselves, read differently",
        ("code", "segment", "readings", "memos", "settled", "text"),
        tuple(rows),
    )


def _reading(word: Said, frame: Frame) -> str:
    said = {True: "applies", False: "does not apply", None: word.missing}[word.applies]
    shown = " (with suggestions)" if word.kind == "assisted" else ""
    return f"{frame.name(word.coder)}: {said}{shown}"


def _memos(readings: Iterable[Said], frame: Frame, reasons: Mapping[int, str]) -> str:
    """Return the reasons that people gave, each in their own words and whole."""
    told = [(frame.name(one.coder), reasons.get(one.number, "")) for one in readings]
    return "\n".join(f"{name}: {reason}" for name, reason in told if reason)


def wavering_table(words: Iterable[Said], frame: Frame) -> Table:
    """Return which two codes people take for one another: one says this, another that."""
    said: dict[str, dict[str, dict[str, bool]]] = defaultdict(lambda: defaultdict(dict))
    for one in words:
        if one.applies is not None:
            said[one.segment_id][one.coder][one.topic] = one.applies
    passages: dict[tuple[str, str], set[str]] = defaultdict(set)
    for segment, by_coder in said.items():
        for mine, theirs in combinations(by_coder.values(), 2):
            for pair in _swapped(mine, theirs, frame):
                passages[pair].add(segment)
    codes = {code: at for at, code in enumerate(frame.topics)}
    ranked = sorted(
        passages, key=lambda pair: (-len(passages[pair]), codes[pair[0]], codes[pair[1]])
    )
    return Table(
        "wavering",
        "Codes that people waver between: passages to which one gave this code and another that",
        ("code", "other_code", "passages"),
        tuple(
            (frame.topics[one], frame.topics[other], len(passages[one, other]))
            for one, other in ranked
        ),
    )


def _swapped(
    one: Mapping[str, bool], other: Mapping[str, bool], frame: Frame
) -> Iterator[tuple[str, str]]:
    """Yield the codes, in the codebook's order, of which each gave one and refused the other."""
    mine = [code for code in frame.topics if one.get(code) and other.get(code) is False]
    theirs = [code for code in frame.topics if other.get(code) and one.get(code) is False]
    order = {code: at for at, code in enumerate(frame.topics)}
    for first in mine:
        for second in theirs:
            if order[first] < order[second]:
                yield first, second
            else:
                yield second, first


def descriptions_table(words: Sequence[Said], frame: Frame) -> Table:
    """Return which descriptions to sharpen first: where people differ, or are not sure."""
    differ = Counter(code for code, _ in differing(words))
    missing = Counter((one.topic, one.missing) for one in words)
    readers: dict[tuple[str, str], int] = Counter(
        (one.topic, one.segment_id) for one in words if one.applies is not None
    )
    both = Counter(code for (code, _), times in readers.items() if times >= PAIR)
    rows: list[tuple[Cell, ...]] = []
    for code, name in frame.topics.items():
        told = (differ[code], missing[code, UNSURE], missing[code, PROBLEM])
        if any(told):
            rows.append((name, *told, both[code]))
    rows.sort(key=lambda row: -sum(int(cell or 0) for cell in row[1:4]))
    return Table(
        "descriptions",
        "Descriptions to sharpen first: passages read differently, and words of unsure or of a "
        "description that needs changing",
        ("code", "read_differently", "unsure", "needs_changing", "both_looked"),
        tuple(rows),
    )


def double_table(
    words: Sequence[Said], decisions: Decisions, segments: Mapping[str, Segment], frame: Frame
) -> Table:
    """Return how much was read by two people or more, and how differences were settled."""
    readers: dict[str, set[str]] = defaultdict(set)
    for one in words:
        readers[one.segment_id].add(one.coder)
    outcome = Counter(
        (frame.strand_of.get(segment, ""), became(decisions, segment, code))
        for code, segment in differing(words)
    )
    strands = list(dict.fromkeys(frame.strand_of[one] for one in segments))
    rows: list[tuple[Cell, ...]] = []
    for strand in strands:
        here = [
            one.id for one in segments.values() if one.codable and frame.strand_of[one.id] == strand
        ]
        read = [one for one in here if readers.get(one)]
        two = [one for one in here if len(readers.get(one, ())) >= PAIR]
        share = len(two) / len(here) if here else None
        settled = [outcome[strand, one] for one in OUTCOMES]
        told = ", ".join(
            f"{times} {words}" for times, words in zip(settled, OUTCOME_WORDS, strict=True) if times
        )
        rows.append((strand, len(here), len(read), len(two), share, sum(settled), *settled, told))
    return Table(
        "double",
        "Read by two people or more, and what became of differences (passage by passage and code "
        "by code)",
        (
            "strand", "passages", "read", "read_by_two", "share_read_by_two", "differences",
            "settled_yes", "settled_no", "both_stand", "word_changed", "still_open", "outcomes",
        ),
        tuple(rows),
        ("strand", "passages", "read", "read_by_two", "differences", "outcomes"),
    )  # fmt: skip
