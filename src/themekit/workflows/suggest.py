"""Stage suggest: segments to suggested codes, with their evidence; never a decision."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from themekit.decisions import learned_through
from themekit.language import Analyser, spoken, spoken_period
from themekit.records import Period, Reason, Segment, Suggestion
from themekit.segmenting.surroundings import surroundings
from themekit.spans import text_hash
from themekit.store.documents import document_keys
from themekit.store.segments import (
    count_codable,
    count_suggestions,
    load_segments,
    save_suggestions,
)
from themekit.store.stages import load_stages
from themekit.workflows.choosing import choose_next, order_key
from themekit.workflows.context import Outcome, RunContext, parts_of
from themekit.workflows.learned import with_step
from themekit.workflows.suggestion_basis import (
    SuggestionBasis,
    document_key,
    follows_from,
    suggestion_basis,
    tagger_key,
)
from themekit.workflows.tagparts import tags_of

if TYPE_CHECKING:
    from themekit.tagging import Checked, CodebookTagger, Tag
    from themekit.workflows.training import TrainingSet

DOCUMENTS = 10_000
MORE = 50
"""Further checked segments for which the expected gain is told."""


def suggest(context: RunContext) -> Outcome:
    """Suggest codes for every document that is new, or for all where the tagger has changed."""
    told, segment_key = _told(context)
    origin = follows_from(context, segment_key)
    found = suggestion_basis(context)
    key = tagger_key(context, found)
    order_from = order_key(context, key, segment_key, found)
    with context.store.reading() as connection:
        keys = ((one, document_key(key, one, found)) for one in document_keys(connection))
        stale = [one for one, wanted in keys if one.suggest_key != wanted]
    # Documents of the same words come together, so that these are measured once in a survey.
    stale.sort(key=lambda one: (one.text_hash, one.id))
    if stale or (told.get("tagger"), told.get("order_from", "")) != (key, order_from):
        former = told.get("history", ())
        analyser = context.analyser()
        tagger, learned = None, dict[str, Any]()
        if context.study.method != "reflexive" and context.codebook.codes:
            tagger, learned = _tagger(context, analyser, found.seen)
        told = {"tagger": key, "order_from": order_from, **learned}
        for part in parts_of(len(stale), DOCUMENTS):
            tell = partial(_tell, context, part, len(stale))
            wanted = {one.id: document_key(key, one, found) for one in stale[part]}
            _tag(context, tagger, wanted, found, tell)
            analyser.save()
            tell(1)
        told["order"] = choose_next(context, tagger, found) if tagger and order_from else []
        told["history"] = with_step(context, former, told, _step(context))
        analyser.save()
    with context.store.reading() as connection:
        units = count_codable(connection)
        told = {**told, "follows_from": origin, "learned_through": _step(context)}
        return Outcome(units, count_suggestions(connection), told)


def _step(context: RunContext) -> int:
    """Return the number of the last event that is learned from."""
    return learned_through(context.decided_through())


def _tell(context: RunContext, part: slice, total: int, share: float) -> None:
    """Say how far the stage is when a share of one part of its documents is done."""
    context.progress("suggest", part.start + int(share * (part.stop - part.start)), total)


def _told(context: RunContext) -> tuple[dict[str, Any], str]:
    """Return what the stage told when it was last done, and what segments are made from."""
    with context.store.reading() as connection:
        rows = load_stages(connection)
    return rows["suggest"].details if "suggest" in rows else {}, rows["segment"].key


def _tagger(
    context: RunContext, analyser: Analyser, seen: TrainingSet | None
) -> tuple[CodebookTagger, dict[str, Any]]:
    """Return a tagger that has learned what people decided so far, and how far to trust it."""
    from themekit.tagging import CodebookTagger
    from themekit.workflows.training import no_training

    tagger = CodebookTagger(
        context.codebook,
        context.encoder(),
        analyser,
        context.options.precision,
        context.options.deeper,
    )
    seen = seen or no_training(len(context.codebook.codes))
    texts = tagger.prepare(seen.texts, seen.context)
    tagger.fit(texts, seen.y, groups=seen.groups)
    if not len(texts):
        return tagger, {}
    return tagger, {
        "checked": len(texts),
        "drawn": int(seen.drawn.sum()),
        "agreement": [asdict(one) for one in tagger.agreements()],
        "agreement_drawn": [asdict(one) for one in tagger.agreements(seen.drawn)],
        "verdicts": [asdict(one) for one in tagger.verdicts()],
        "gain": tagger.expected_gain(texts, seen.y, MORE, groups=seen.groups),
        "deeper": _deeper(tagger, seen),
    }


def _deeper(tagger: CodebookTagger, seen: TrainingSet) -> str:
    """Return what became of the fine-tuned encoder: not asked, not tried, used or not used."""
    from themekit.tagging.deepening import enough

    if not tagger.deeper:
        return "not asked"
    if not enough(len(seen.texts), seen.groups):
        return "not tried"
    return "not used" if tagger.learned_.deep is None else "used"


def _tag(
    context: RunContext,
    tagger: CodebookTagger | None,
    keys: Mapping[str, str],
    found: SuggestionBasis,
    tell: Callable[[float], None],
) -> None:
    """Suggest codes for some documents and save them.

    Parameters
    ----------
    keys : mapping of document id to str
        The documents, each with what its suggestions are made from.
    """
    with context.store.reading() as connection:
        segments = [
            one
            for one in load_segments(connection, list(keys))
            if one.id not in found.silent.get(one.document, ())
        ]
    name = References(found.seen)
    suggestions = _suggestions(context, tagger, segments, name, tell) if tagger else ()
    save_suggestions(context.store, keys, suggestions)


def _suggestions(
    context: RunContext,
    tagger: CodebookTagger,
    segments: Sequence[Segment],
    name: References,
    tell: Callable[[float], None],
) -> Iterator[tuple[str, Suggestion]]:
    """Yield suggestions with their document's id; equal words in equal surroundings once."""
    around = surroundings(segments)
    alike: dict[tuple[str, str], list[Segment]] = {}
    for segment in segments:
        if segment.codable:
            alike.setdefault((spoken(segment.text), around[segment.id]), []).append(segment)
    cases = sorted(alike)
    tell(0)
    for case, tags in zip(cases, tags_of(context, tagger, cases, tell), strict=True):
        for segment in alike[case]:
            yield from ((segment.document, one) for one in _records(context, segment, tags, name))


class References:
    """Says which segment a checked text is: of those with the same words the study's first."""

    def __init__(self, seen: TrainingSet | None) -> None:
        self._texts = seen.texts if seen else []
        self._first: dict[str, str] = {}
        for text, id_ in zip(self._texts, seen.ids if seen else (), strict=True):
            self._first.setdefault(text, id_)
        self._known: dict[Checked, Reason] = {}

    def reason(self, found: Reason | Checked) -> Reason:
        """Return a reason as it is kept; equal ones are one object."""
        if isinstance(found, Reason):
            return found
        if found not in self._known:
            text = self._texts[found.text]
            self._known[found] = Reason(
                found.kind, self._first[text], 0, 0, len(text), text_hash(text)
            )
        return self._known[found]


@lru_cache(maxsize=1)
def _period(text: str, question: str) -> Period:
    """Return the time that a text talks about; segments of the same words come in a row."""
    return spoken_period(spoken(text), spoken(question)).period


def _records(
    context: RunContext, segment: Segment, tags: Iterable[Tag], name: References
) -> Iterator[Suggestion]:
    """Turn a text's tags into suggestions for a segment: ranges become those of the document."""
    period = _period(segment.text, segment.question)
    for tag in tags:
        yield Suggestion(
            segment_id=segment.id,
            code_id=context.codebook.codes[tag.code].id,
            score=round(tag.score, 6),
            status=tag.status,
            period=period,
            evidence_start=segment.start + tag.start,
            evidence_end=segment.start + tag.end,
            evidence=segment.text[tag.start : tag.end],
            because=tuple(name.reason(one) for one in tag.because),
            nearest_example=name.reason(tag.nearest_example) if tag.nearest_example else None,
            against=tag.against,
        )
