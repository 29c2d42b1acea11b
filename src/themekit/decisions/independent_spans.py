"""Where exactly each coder, by themselves, said that a code begins and ends.

A word is of a segment; the span that somebody marked may be narrower, wider, or one of several in
it. A later no, or "none of these", takes away what it covers of that coder's spans.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from themekit.decisions.in_force import InForce
from themekit.decisions.independent import Moments, before_others
from themekit.decisions.latest import YES
from themekit.decisions.meanings import Meanings
from themekit.decisions.passages import Places
from themekit.events import Coding, Draw, Look, Mode


@dataclass(frozen=True, slots=True)
class IndependentSpan:
    """A stretch of a document that a coder, by themselves, gave a code.

    Attributes
    ----------
    document, code_id, coder : str
    start, end : int
        Half-open range of code points.
    current : bool
        Whether it is of the code's present meaning.
    mode : {'blind', 'assisted'}
    draw : str
    """

    document: str
    start: int
    end: int
    code_id: str
    coder: str
    current: bool
    mode: Mode
    draw: str


def independent_spans(
    record: InForce,
    draws: Iterable[Draw],
    places: Places,
    meanings: Meanings,
    documents: Iterable[str],
) -> Iterator[IndependentSpan]:
    """Yield spans by document, code and coder, in the order of the text.

    Parameters
    ----------
    record, draws, places, meanings
        As for `themekit.decisions.independent.independent_decisions`.
    documents : iterable of str
        Ids of the documents, by their numbers.
    """
    then, moments = before_others(record, draws, places, meanings)
    names = tuple(documents)
    found: dict[tuple[int, int, str], list[IndependentSpan]] = {}
    for event in then.said:
        where = then.where(event)
        document = places.document(where)
        if document is None:
            continue
        if isinstance(event, Look):
            for code in _denied(event, meanings):
                if not _too_late(event, code, then, places, moments):
                    key = (document, code, event.coder)
                    found[key] = _without(found.get(key, ()), where.start, where.end)
            continue
        number = meanings.number.get(event.code_id)
        silent = event.decision in {"retract", "adjudicate"}
        if number is None or silent or _too_late(event, number, then, places, moments):
            continue
        key = (document, number, event.coder)
        if event.decision not in YES:
            found[key] = _without(found.get(key, ()), where.start, where.end)
        elif places.of(where):
            span = IndependentSpan(
                names[document], where.start, where.end, event.code_id, event.coder,
                meanings.is_current(event), event.mode, event.draw,
            )  # fmt: skip
            alike = (where.start, where.end)
            kept = [one for one in found.get(key, ()) if (one.start, one.end) != alike]
            found[key] = [*kept, span]
    for key in sorted(found):
        yield from sorted(found[key], key=lambda one: (one.start, one.end))


def _denied(look: Look, meanings: Meanings) -> Iterable[int]:
    """Return the codes of which a look says that they do not apply."""
    if look.outcome != "nothing applies" or not meanings.knows(look):
        return ()
    return sorted(meanings.cover(look).codes)


def _too_late(
    event: Coding | Look, code: int, then: InForce, places: Places, moments: Moments
) -> bool:
    return moments.past(event, places.of(then.where(event)), [code])


def _without(spans: Iterable[IndependentSpan], start: int, end: int) -> list[IndependentSpan]:
    """Return what is left of spans once a range is taken away."""
    found = []
    for one in spans:
        if one.end <= start or end <= one.start:
            found.append(one)
            continue
        if one.start < start:
            found.append(replace(one, end=start))
        if end < one.end:
            found.append(replace(one, start=end))
    return found
