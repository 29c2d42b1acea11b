"""How many details in passages that leave this machine nobody has decided about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from themekit.decisions import CodedStudy
from themekit.disclosure.risks import kept_places, left_in
from themekit.events import Draw
from themekit.records import Document, Segment
from themekit.spans import Span
from themekit.workflows.mark import replacements_of
from themekit.workflows.passages import neighbours, overlapping
from themekit.workflows.proposing import Proposing, known_names


def undecided_said(coded: CodedStudy, draws: Sequence[Draw], proposing: Proposing) -> str:
    """Say how many words that may tell who somebody is leave with some draws, undecided.

    Only what leaves is read: the passages, and what was said right before and after them.

    Parameters
    ----------
    coded : CodedStudy
    draws : sequence of Draw
    proposing : Proposing
        Reads the texts.
    """
    pieces = list(_pieces(coded, draws))
    proposing.look_at([piece for _, _, piece in pieces])
    if proposing.problem:
        return f"Whether details in it are still undecided is not known: {proposing.problem}"
    names, replaced = known_names(coded, coded.coders), replacements_of(coded)
    kept = kept_places(coded.documents, coded.events, coded.decisions.record.void)
    undecided = 0
    for document, start, piece in pieces:
        found = [
            replace(one, document=document, start=one.start + start, end=one.end + start)
            for one in proposing.at_hand(piece, names, replaced) or ()
        ]
        undecided += len(left_in(found, replaced, kept.get(document, ()), document).open)
    if not undecided:
        return "No proposed detail in it is undecided. What no rule finds may still tell."
    what = "detail in it is" if undecided == 1 else "details in it are"
    return f"{undecided} proposed {what} not decided: see 'themekit mark STUDY --details'."


def _pieces(coded: CodedStudy, draws: Sequence[Draw]) -> Iterator[tuple[str, int, Document]]:
    """Yield what leaves of each document, no word twice: where it begins, and by itself."""
    documents = {one.id: one for one in coded.documents}
    for name, spans in _leaving(coded, draws).items():
        document = documents[name]
        for span in spans:
            text = document.text[span.start : span.end]
            yield name, span.start, replace(document, id=f"{name} {span.start}", text=text)


def _leaving(coded: CodedStudy, draws: Sequence[Draw]) -> Mapping[str, list[Span]]:
    """Return the ranges that some draws show, by document, joined where they overlap."""
    segments: dict[str, list[Segment]] = {}
    for one in coded.segments:
        segments.setdefault(one.document, []).append(one)
    shown: dict[str, list[Span]] = {}
    for item in (it for draw in draws for it in draw.items):
        here = segments.get(item.document, [])
        beside = (one for one in neighbours(here, item) if one is not None)
        whole = [*overlapping(here, item.start, item.end), *beside]
        spans = [Span(item.start, item.end), *(Span(one.start, one.end) for one in whole)]
        shown.setdefault(item.document, []).extend(spans)
    return {name: _joined(spans) for name, spans in shown.items()}


def _joined(spans: Sequence[Span]) -> list[Span]:
    found: list[Span] = []
    for one in sorted(spans, key=lambda it: (it.start, it.end)):
        if found and one.start < found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, one.end))
        else:
            found.append(one)
    return found
