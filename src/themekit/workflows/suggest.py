"""Stage suggest: segments to suggested codes, with their evidence; never a decision."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import asdict
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any

from themekit.language import Analyser, spoken_period
from themekit.records import Period, Segment, Suggestion
from themekit.spans import parts_hash
from themekit.store.documents import DocumentKeys, document_keys, made_from
from themekit.store.people import load_codings, load_looks
from themekit.store.segments import (
    count_codable,
    count_suggestions,
    load_segments,
    save_suggestions,
)
from themekit.store.stages import load_stages
from themekit.study import read_cases
from themekit.workflows.context import Outcome, RunContext, parts_of
from themekit.workflows.material import WITHDRAWN, load_material
from themekit.workflows.surroundings import surroundings
from themekit.workflows.tagparts import tags_of

if TYPE_CHECKING:
    from themekit.tagging import CodebookTagger, Tag

SUGGESTING_VERSION = "2"
DOCUMENTS = 10_000
MORE = 50
"""Further checked segments for which the expected gain is told."""


def tagger_key(context: RunContext) -> str:
    """Return everything that decides a suggestion, but the segment itself."""
    if context.study.method == "reflexive":
        return "no suggestions in a reflexive study"
    from themekit.tagging.version import TAGGING_VERSION

    return parts_hash(
        SUGGESTING_VERSION,
        TAGGING_VERSION,
        context.codebook.hash,
        _decided(context),
        context.models.encoder_key,
        context.models.analyser_key,
        str(context.options.precision),
        *(["deeper"] if context.options.deeper else []),
    )


def _decided(context: RunContext) -> str:
    """Return what can be learned from: decisions, the segments they are about, whose these are."""
    with context.store.reading() as connection:
        codings, looks = load_codings(connection), load_looks(connection)
        ids = {one.segment_id for one in codings} | {one.segment_id for one in looks}
        documents = made_from(connection, sorted(ids))
    rows = read_cases(context.study)[0].entries
    people = [(row.case, row.document, row.speaker, row.strand, row.withdrawn) for row in rows]
    if not ids:  # whose a segment is decides nothing then, but for those who have withdrawn
        return repr([one for one in people if one[-1]])
    return repr((codings, looks, documents, people))


def wanted_key(context: RunContext, segment_key: str) -> str:
    """Return what the stage would be made from if it were done now."""
    return parts_hash(segment_key, tagger_key(context))


def suggest(context: RunContext) -> Outcome:
    """Suggest codes for every document that is new, or for all where the tagger has changed."""
    key = tagger_key(context)
    with context.store.reading() as connection:
        stale = [
            one for one in document_keys(connection) if one.suggest_key != _document_key(key, one)
        ]
    # Documents of the same words come together, so that these are measured once in a survey.
    stale.sort(key=lambda one: (one.text_hash, one.id))
    told = _told(context)
    if stale or told.get("tagger") != key:
        analyser = context.analyser()
        tagger, learned = None, dict[str, Any]()
        if context.study.method != "reflexive":
            tagger, learned = _tagger(context, analyser)
        told = {"tagger": key, **learned}
        silent = _withdrawn(context)
        for part in parts_of(len(stale), DOCUMENTS):
            tell = partial(_tell, context, part, len(stale))
            _tag(context, tagger, key, stale[part], silent, tell)
            analyser.save()
            tell(1)
    with context.store.reading() as connection:
        units = count_codable(connection)
        return Outcome(units, count_suggestions(connection), told)


def _tell(context: RunContext, part: slice, total: int, share: float) -> None:
    """Say how far the stage is when a share of one part of its documents is done."""
    context.progress("suggest", part.start + int(share * (part.stop - part.start)), total)


def _told(context: RunContext) -> dict[str, Any]:
    """Return what the stage told when it was last done."""
    with context.store.reading() as connection:
        row = load_stages(connection).get("suggest")
        return row.details if row else {}


def _document_key(key: str, document: DocumentKeys) -> str:
    return parts_hash(key, document.read_key, document.segment_key)


def _tagger(context: RunContext, analyser: Analyser) -> tuple[CodebookTagger, dict[str, Any]]:
    """Return a tagger that has learned what people decided so far, and how far to trust it."""
    from themekit.tagging import CodebookTagger
    from themekit.workflows.training import training_set

    tagger = CodebookTagger(
        context.codebook,
        context.encoder(),
        analyser,
        context.options.precision,
        context.options.deeper,
    )
    seen = training_set(context)
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
        "deeper": context.options.deeper and tagger.learned_.deep is not None,
        "asked_deeper": context.options.deeper,
    }


def _withdrawn(context: RunContext) -> set[str]:
    """Return the segments of those who have withdrawn: they are neither tagged nor heard by others.

    All material is loaded for it, so only where somebody has.
    """
    if not any(row.withdrawn for row in read_cases(context.study)[0].entries):
        return set()
    segments = load_material(context).segments
    return {segment.id for segment in segments if segment.skip_reason == WITHDRAWN}


def _tag(
    context: RunContext,
    tagger: CodebookTagger | None,
    key: str,
    documents: Sequence[DocumentKeys],
    silent: Container[str],
    tell: Callable[[float], None],
) -> None:
    """Suggest codes for some documents and save them in one transaction."""
    with context.store.reading() as connection:
        ids = [document.id for document in documents]
        segments = [one for one in load_segments(connection, ids) if one.id not in silent]
    suggestions = _suggestions(context, tagger, segments, tell) if tagger else ()
    keys = {document.id: _document_key(key, document) for document in documents}
    with context.store.writing() as connection:
        save_suggestions(connection, keys, suggestions)


def _suggestions(
    context: RunContext,
    tagger: CodebookTagger,
    segments: Sequence[Segment],
    tell: Callable[[float], None],
) -> Iterator[tuple[str, Suggestion]]:
    """Yield suggestions with their document's id; equal words in equal surroundings once."""
    around = surroundings(segments)
    alike: dict[tuple[str, str], list[Segment]] = {}
    for segment in segments:
        if segment.codable:
            alike.setdefault((segment.text, around[segment.id]), []).append(segment)
    cases = sorted(alike)
    tell(0)
    for case, tags in zip(cases, tags_of(context, tagger, cases, tell), strict=True):
        for segment in alike[case]:
            yield from ((segment.document, one) for one in _records(context, segment, tags))


@lru_cache(maxsize=1)
def _period(text: str, question: str) -> Period:
    """Return the time that a text talks about; segments of the same words come in a row."""
    return spoken_period(text, question).period


def _records(context: RunContext, segment: Segment, tags: Iterable[Tag]) -> Iterator[Suggestion]:
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
            because=tag.because,
            nearest_example=tag.nearest_example,
            against=tag.against,
        )
