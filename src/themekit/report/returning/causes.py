"""What tellers say led to what: their claims, as whoever read them wrote them down."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from themekit.names import folded
from themekit.report import words
from themekit.report.returning.model import Line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from themekit.events import CausalLink
    from themekit.records import Segment
    from themekit.report.returning.occasion import Occasion

LONGEST = 90
_CALLED = {
    "worse": ", which was worse for them",
    "better": ", which was better for them",
    "": "; whether that was better or worse is not written down",
}
_ORDER = ("worse", "", "better")
NONE = (
    "Nobody has written down what those who told say made the difference. Nothing on this page "
    "says what caused a change."
)
UNSHOWN = "What they say made the difference is not shown here."
CLAIMS = (
    "These are tellers' own claims, as a reader wrote them down. They are no proof of what caused "
    "what, and nothing is said here of what made the changes above."
)


@dataclass(slots=True)
class _Claim:
    """A cause and an effect, and who tells so where."""

    cause: str
    effect: str
    valence: str
    sources: set[str] = field(default_factory=set)
    citations: set[tuple[str, int, int]] = field(default_factory=set)


def causes_of(occasion: Occasion) -> tuple[tuple[Line, ...], str]:
    """Return what tellers of a wave say led to what, and how to take it."""
    claims = list(_claims(occasion))
    if not claims:
        return (), NONE
    told = [one for one in claims if occasion.may_tell(len(one.sources))]
    shown = _in_turn(told, occasion.room.causes)
    return tuple(_line(one, occasion) for one in shown), " ".join(_notes(claims, told, shown))


def _notes(
    claims: Sequence[_Claim], told: Sequence[_Claim], shown: Sequence[_Claim]
) -> Iterator[str]:
    """Yield how to take what is shown, and how much is not: of few people nothing leaves."""
    yield CLAIMS if shown else UNSHOWN
    if left := len(told) - len(shown):
        yield f"{words.plural(left, 'more claim')} not shown here, for want of room."
    if few := len(claims) - len(told):
        yield f"{words.plural(few, 'claim')} of fewer than five people not shown here."


def _line(one: _Claim, occasion: Occasion) -> Line:
    sources, citations = len(one.sources), len(one.citations)
    who = words.plural(sources, "person says", "people say")
    passages = "" if sources == citations else f", in {words.plural(citations, 'passage')}"
    cause, effect = (occasion.shown(text, LONGEST) for text in (one.cause, one.effect))
    led = f"“{cause}” led to" if cause else "something they do not name led to"
    to = f"“{effect}”" if effect else "something they do not name"
    return Line(f"{who}{passages}", f"{led} {to}{_CALLED[one.valence]}.")


def _claims(occasion: Occasion) -> Iterator[_Claim]:
    """Yield the claims that may be told, those of most people first."""
    from themekit.decisions import written
    from themekit.events import CausalLink

    coded = occasion.inputs.coded
    here = {one.id for there in occasion.documents.values() for one in there}
    segments: dict[str, list[Segment]] = defaultdict(list)
    for segment in coded.segments:
        if segment.document in here and segment.codable:
            segments[segment.document].append(segment)
    found: dict[tuple[str, str, str], _Claim] = {}
    for link in written(coded.events, CausalLink):
        case = coded.cases.get(link.source)
        if link.document not in here or (case is not None and case.withdrawn):
            continue
        of = [one for one in segments[link.document] if _meets(link, one)]
        if occasion.public and not (of and all(map(occasion.uses.may_be_quoted, of))):
            continue
        key = (folded(link.cause), folded(link.effect), link.valence)
        claim = found.setdefault(key, _Claim(link.cause, link.effect, link.valence))
        claim.sources.add(link.source or next((coded.case_of.get(one.id, "") for one in of), ""))
        claim.citations.add((link.document, link.start, link.end))
    yield from sorted(found.values(), key=lambda one: (-len(one.sources), -len(one.citations)))


def _meets(link: CausalLink, segment: Segment) -> bool:
    return link.start < segment.end and segment.start < link.end


def _in_turn(claims: Sequence[_Claim], most: int) -> list[_Claim]:
    """Let worse, neither and better take turns, so that none crowds out another."""
    queues = {one: [claim for claim in claims if claim.valence == one] for one in _ORDER}
    shown: list[_Claim] = []
    while len(shown) < most and any(queues.values()):
        for one in _ORDER:
            if queues[one] and len(shown) < most:
                shown.append(queues[one].pop(0))
    return shown
